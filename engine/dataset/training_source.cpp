// SPDX-License-Identifier: MIT
#include "engine/dataset/training_source.h"

#include "engine/dataset/media_source.h"
#include "engine/dataset/store_index.h"
#include "engine/dataset/store_source.h"

#include <utility>

namespace soundlocus {

namespace {

Result<TrainingSource> openStore(const std::filesystem::path &folder)
{
    auto store = StoreSampleSource::open(folder);
    if (!store)
        return Unexpected(store.error());
    TrainingSource source;
    if (store->unprepared() > 0)
        source.warnings.push_back(
                {folder,
                 0,
                 std::to_string(store->unprepared())
                         + " clips of its list are not prepared yet; `soundlocus-cli prepare` goes "
                           "on where it ended",
                 true});
    source.samples = std::make_shared<StoreSampleSource>(std::move(*store));
    return source;
}

} // namespace

Result<TrainingSource> openTrainingSource(const TrainingData &data, std::size_t cacheBytes)
{
    const bool isAlone = data.table.empty() && !data.layout;
    if (isAlone && !data.store.empty() && data.folder.empty())
        return openStore(data.store);
    if (isAlone && data.store.empty() && !data.folder.empty() && isStore(data.folder))
        return openStore(data.folder);
    auto list = readTrainingList(data);
    if (!list)
        return Unexpected(list.error());
    TrainingSource source;
    source.warnings = std::move(list->warnings);
    source.samples = std::make_shared<MediaSampleSource>(std::move(list->items), cacheBytes);
    return source;
}

} // namespace soundlocus
