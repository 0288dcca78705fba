// SPDX-License-Identifier: MIT
#include "engine/dataset/training_list.h"

#include "engine/annotation/id_list.h"
#include "engine/annotation/sample_table.h"
#include "engine/core/file_io.h"
#include "engine/media/media_file.h"
#include "engine/media/media_names.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Videos of a folder that are opened to see whether they have a sound at all.
constexpr std::size_t kProbes = 32;

/// 0 to 1 from a cell; nothing where it holds something else.
std::optional<double> levelFrom(const std::string &cell)
{
    if (cell.empty())
        return 0.0;
    double level = 0;
    const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), level);
    const bool isLevel = code == std::errc() && end == cell.data() + cell.size() && level >= 0
                         && level <= 1;
    return isLevel ? std::optional(level) : std::nullopt;
}

Result<TrainingList> readTable(const fs::path &table)
{
    auto rows = readSampleTable(table, MediaColumns::Required, "level");
    if (!rows)
        return Unexpected(rows.error());
    if (rows->samples.empty())
        return fail(ErrorCode::InvalidArgument,
                    table.string()
                            + ": no usable row; each needs an id, and a picture with a sound "
                              "or a video",
                    rows->warnings.empty() ? std::string() : rows->warnings.front().message);
    TrainingList list;
    list.warnings = std::move(rows->warnings);
    std::size_t offScreen = 0;
    for (std::size_t i = 0; i < rows->samples.size(); ++i) {
        const auto &groundTruth = rows->samples[i].groundTruth;
        if (groundTruth && groundTruth->isEmpty()) {
            ++offScreen;
            continue;
        }
        const auto level = levelFrom(rows->extraCells[i]);
        if (!level)
            list.warnings.push_back(
                    {table,
                     rows->samples[i].line,
                     "level '" + rows->extraCells[i] + "' is no number from 0 to 1; 0 is taken",
                     false,
                     rows->samples[i].id});
        list.items.push_back({std::move(rows->samples[i]), level.value_or(0.0)});
    }
    if (list.items.empty())
        return fail(ErrorCode::InvalidArgument,
                    table.string()
                            + ": boxes is [] in every row: nothing that sounds is in sight; empty "
                              "the cells of clips that nobody has looked at");
    if (offScreen > 0)
        list.warnings.push_back({table,
                                 0,
                                 std::to_string(offScreen)
                                         + " rows with boxes [] passed over: what sounds there is "
                                           "not in sight",
                                 false});
    return list;
}

/// The stem, or where several files have it the path below the folder with '_' for '/'.
class FolderNames
{
public:
    FolderNames(const fs::path &folder, const std::vector<LabelledSample> &samples)
        : m_folder(folder)
    {
        for (const LabelledSample &sample : samples)
            ++m_stems[fileOf(sample).stem().string()];
    }

    std::string nameOf(const LabelledSample &sample)
    {
        const fs::path file = fileOf(sample);
        std::string base = file.stem().string();
        if (m_stems[base] > 1) {
            base = file.lexically_relative(m_folder).string();
            std::ranges::replace(base, '/', '_');
        }
        std::string name = base;
        for (int number = 2; !m_taken.insert(name).second; ++number)
            name = base + "-" + std::to_string(number);
        return name;
    }

private:
    static const fs::path &fileOf(const LabelledSample &sample)
    {
        return sample.video.empty() ? sample.picture : sample.video;
    }

    fs::path m_folder;
    std::map<std::string, int> m_stems;
    std::set<std::string> m_taken;
};

/// True when none of some videos, spread over all, has a sound, though all could be opened.
bool areAllMute(const std::vector<LabelledSample> &samples)
{
    const std::size_t step = std::max<std::size_t>(1, samples.size() / kProbes);
    for (std::size_t i = 0; i < samples.size(); i += step) {
        if (samples[i].video.empty())
            return false;
        const auto file = MediaFile::open(samples[i].video);
        if (!file || file->hasAudio())
            return false;
    }
    return true;
}

Result<TrainingList> readFolder(const fs::path &folder)
{
    std::error_code code;
    if (!fs::is_directory(folder, code))
        return Unexpected(fs::exists(folder, code)
                                  ? Error{ErrorCode::NotAFile,
                                          folder.string()
                                                  + ": is a file; give a folder of videos, or a "
                                                    "table with --table",
                                          {}}
                                  : systemError("read", folder, ENOENT));
    const auto [files, fault, unreadable] = filesBelow(folder);
    if (fault && files.empty())
        return Unexpected(systemError("read", folder, fault.value()));
    std::vector<LabelledSample> samples;
    std::size_t lonePictures = 0;
    for (const fs::path &file : files) {
        LabelledSample sample;
        const NamedKind kind = namedKindOf(file);
        if (kind == NamedKind::Video)
            sample.video = file;
        else if (kind == NamedKind::Picture)
            sample.picture = file;
        else
            continue;
        if (kind == NamedKind::Picture && (sample.sound = soundBeside(file)).empty())
            ++lonePictures;
        else
            samples.push_back(std::move(sample));
    }
    if (samples.empty())
        return fail(ErrorCode::NotFound,
                    folder.string()
                            + ": holds no videos and no pictures with sounds; name another folder");
    if (areAllMute(samples))
        return fail(ErrorCode::NoAudio,
                    folder.string()
                            + ": none of its videos has a sound; sound is what the network "
                              "learns from, name other videos");
    TrainingList list;
    if (fault)
        list.warnings.push_back({folder, 0, "not read to its end: " + fault.message(), true});
    for (const fs::path &below : unreadable)
        list.warnings.push_back({below, 0, "may not be read; passed over", true});
    if (lonePictures > 0)
        list.warnings.push_back({folder,
                                 0,
                                 std::to_string(lonePictures)
                                         + " pictures without a sound of the same name "
                                           "passed over"});
    FolderNames names(folder, samples);
    for (LabelledSample &sample : samples) {
        sample.id = names.nameOf(sample);
        list.items.push_back({std::move(sample), 0});
    }
    return list;
}

} // namespace

Result<TrainingList> readTrainingList(const TrainingData &data)
{
    const int kinds = (data.table.empty() ? 0 : 1) + (data.folder.empty() ? 0 : 1)
                      + (data.layout ? 1 : 0);
    if (kinds != 1 || !data.store.empty())
        return fail(ErrorCode::InvalidArgument,
                    "give one of a table, a folder of videos or a layout to read clips from");
    if (!data.table.empty())
        return readTable(data.table);
    if (!data.folder.empty())
        return readFolder(data.folder);
    auto samples = readTrainingLayout(*data.layout, data.root, data.list);
    if (!samples)
        return Unexpected(samples.error());
    TrainingList list;
    list.warnings = std::move(samples->warnings);
    const MediaTime soundLimit = soundLimitOf(*data.layout).value_or(kMaxTrainingSound);
    for (LabelledSample &sample : samples->samples)
        list.items.push_back({std::move(sample), 0, soundLimit});
    return list;
}

Result<std::vector<std::string>> findLeaks(const std::vector<TrainingItem> &items,
                                           const fs::path &testList)
{
    const auto testIds = readTestIds(testList);
    if (!testIds)
        return Unexpected(testIds.error());
    const std::set<std::string> tested(testIds->begin(), testIds->end());
    std::vector<std::string> leaks;
    for (const TrainingItem &item : items) {
        if (tested.contains(plainId(item.sample.id)))
            leaks.push_back(item.sample.id);
    }
    return leaks;
}

} // namespace soundlocus
