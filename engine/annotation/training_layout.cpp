// SPDX-License-Identifier: MIT
#include "engine/annotation/training_layout.h"

#include "engine/annotation/id_list.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// How a layout names its files: root / pictureFolder / <name> pictureSuffix, sounds alike.
struct LayoutFacts
{
    TrainingLayout layout;
    std::string_view name;
    std::string_view pictureFolder;
    std::string_view pictureSuffix;
    std::string_view soundFolder;
    std::string_view soundSuffix;
    /// Files are named after the whole line of the list, not after its id.
    bool usesItem = false;
    /// Of each sound, from its beginning; 0: all of it.
    MediaTime soundLimit{0};
};

constexpr std::array<LayoutFacts, 4> kLayouts{{
        {TrainingLayout::SslTieVggSound,
         "ssltie-vggsound",
         "total_video_frames",
         "/125.jpg",
         "total_video_3s_audio",
         ".wav"},
        {TrainingLayout::SslTieFlickr,
         "ssltie-flickr",
         "frames",
         "/00000003.jpg",
         "mp3",
         ".mp3",
         true,
         std::chrono::seconds(4)},
        {TrainingLayout::Lvs, "lvs", "frames", ".jpg", "audio", ".wav"},
        {TrainingLayout::EzVsl, "ezvsl", "frames", ".jpg", "audio", ".wav"},
}};

/// Clips of a list whose files are looked for.
constexpr std::size_t kProbes = 200;

const LayoutFacts &factsOf(TrainingLayout layout)
{
    return *std::find_if(kLayouts.begin(), kLayouts.end(), [layout](const LayoutFacts &facts) {
        return facts.layout == layout;
    });
}

LabelledSample sampleOf(const LayoutFacts &facts, const fs::path &root, const ListedId &listed)
{
    const std::string &name = facts.usesItem ? listed.item : listed.id;
    LabelledSample sample;
    sample.id = listed.id;
    sample.line = listed.line;
    sample.picture = root / facts.pictureFolder / (name + std::string(facts.pictureSuffix));
    sample.sound = root / facts.soundFolder / (name + std::string(facts.soundSuffix));
    return sample;
}

/// Every sound below the folder, named as a list would name it.
std::vector<ListedId> idsIn(const LayoutFacts &facts, const fs::path &root)
{
    std::vector<ListedId> ids;
    const fs::path folder = root / facts.soundFolder;
    std::error_code code;
    constexpr auto kOptions = fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator entry(folder, kOptions, code);
    for (const fs::recursive_directory_iterator end; !code && entry != end; entry.increment(code)) {
        if (!facts.usesItem)
            entry.disable_recursion_pending();
        const std::string name = entry->path().lexically_relative(folder).string();
        if (!name.ends_with(facts.soundSuffix))
            continue;
        std::string item = name.substr(0, name.size() - facts.soundSuffix.size());
        // Without a list a dot is part of the name, unless the item is a file name itself.
        std::string id = facts.usesItem ? plainId(item) : item;
        if (!id.empty())
            ids.push_back({std::move(id), 0, std::move(item)});
    }
    std::sort(ids.begin(), ids.end(), [](const ListedId &a, const ListedId &b) {
        return std::tie(a.id, a.item) < std::tie(b.id, b.item);
    });
    return ids;
}

bool isThere(const LabelledSample &sample)
{
    std::error_code code;
    return fs::exists(sample.picture, code) && fs::exists(sample.sound, code);
}

/// Whether any of some samples, spread over all, has its files.
bool isAnyThere(const std::vector<LabelledSample> &samples)
{
    const std::size_t step = std::max<std::size_t>(1, samples.size() / kProbes);
    for (std::size_t i = 0; i < samples.size(); i += step) {
        if (isThere(samples[i]))
            return true;
    }
    return false;
}

std::string expectedFiles(const LayoutFacts &facts)
{
    const std::string name = facts.usesItem ? "<item>" : "<id>";
    return std::string(facts.pictureFolder) + "/" + name + std::string(facts.pictureSuffix)
           + " and " + std::string(facts.soundFolder) + "/" + name + std::string(facts.soundSuffix);
}

} // namespace

std::string_view toString(TrainingLayout layout)
{
    return factsOf(layout).name;
}

std::optional<TrainingLayout> trainingLayoutFromString(std::string_view id)
{
    for (const LayoutFacts &facts : kLayouts) {
        if (facts.name == id)
            return facts.layout;
    }
    return std::nullopt;
}

std::optional<MediaTime> soundLimitOf(TrainingLayout layout)
{
    const MediaTime limit = factsOf(layout).soundLimit;
    return limit > MediaTime{0} ? std::optional(limit) : std::nullopt;
}

std::vector<TrainingLayout> trainingLayouts()
{
    std::vector<TrainingLayout> layouts;
    layouts.reserve(kLayouts.size());
    for (const LayoutFacts &facts : kLayouts)
        layouts.push_back(facts.layout);
    return layouts;
}

Result<SampleList> readTrainingLayout(TrainingLayout layout,
                                      const fs::path &root,
                                      const fs::path &list)
{
    const LayoutFacts &facts = factsOf(layout);
    std::error_code code;
    if (!fs::is_directory(root, code))
        return fail(ErrorCode::NotFound,
                    root.string() + ": is no folder; give the one that holds "
                            + std::string(facts.pictureFolder) + " and "
                            + std::string(facts.soundFolder));
    SampleList result;
    std::vector<ListedId> ids;
    if (list.empty()) {
        ids = idsIn(facts, root);
    } else {
        auto listed = readIdList(list, result.warnings);
        if (!listed)
            return Unexpected(listed.error());
        ids = std::move(*listed);
    }
    for (const ListedId &id : ids) {
        LabelledSample sample = sampleOf(facts, root, id);
        if (list.empty() && !result.samples.empty() && result.samples.back().id == sample.id) {
            result.warnings.push_back({sample.sound,
                                       0,
                                       "'" + sample.id + "' is there twice; left out",
                                       true,
                                       sample.id,
                                       {},
                                       ListFault::Repeated});
            continue;
        }
        if (!list.empty() || fs::exists(sample.picture, code))
            result.samples.push_back(std::move(sample));
        else
            result.warnings.push_back({sample.picture,
                                       0,
                                       "not there; '" + sample.id + "' left out",
                                       true,
                                       sample.id,
                                       {},
                                       ListFault::Missing});
    }
    if (result.samples.empty() && list.empty())
        return fail(ErrorCode::NotFound,
                    root.string() + ": no clip in the layout " + std::string(facts.name) + "; "
                            + expectedFiles(facts) + " should be in it");
    if (!isAnyThere(result.samples))
        return fail(ErrorCode::NotFound,
                    root.string() + ": holds nothing of what " + list.string() + " names; "
                            + expectedFiles(facts)
                            + " are looked for; check that list and folder belong together");
    return result;
}

} // namespace soundlocus
