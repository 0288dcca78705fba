// SPDX-License-Identifier: MIT
#include "engine/annotation/benchmark_reader.h"

#include "engine/annotation/id_list.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

// Names in use for the same thing: SSL-TIE (frame, audio or mp3, anno), LVS and EZ-VSL (frames).
constexpr std::array<std::string_view, 2> kPictureFolders{"frame", "frames"};
constexpr std::array<std::string_view, 3> kPictureSuffixes{".jpg", ".png", ".jpeg"};
constexpr std::array<std::string_view, 2> kSoundFolders{"audio", "mp3"};
constexpr std::array<std::string_view, 3> kSoundSuffixes{".wav", ".mp3", ".flac"};
constexpr std::array<std::string_view, 2> kAnnotationFolders{"anno", "Annotations"};
constexpr std::string_view kVggSsFile = "vggss.json";

/// The first of root/FOLDER/<id>SUFFIX that is there, else the first that could be.
fs::path mediaPath(const fs::path &root,
                   std::span<const std::string_view> folders,
                   std::span<const std::string_view> suffixes,
                   const std::string &id)
{
    fs::path fallback;
    for (const std::string_view folder : folders) {
        std::error_code code;
        if (!fs::is_directory(root / folder, code))
            continue;
        for (const std::string_view suffix : suffixes) {
            const fs::path candidate = root / folder / (id + std::string(suffix));
            if (fs::exists(candidate, code))
                return candidate;
            // A folder named after a kind of file, as mp3, holds that kind.
            if (fallback.empty()
                || (fallback.parent_path() == candidate.parent_path()
                    && suffix.substr(1) == folder))
                fallback = candidate;
        }
    }
    return fallback.empty() ? root / folders.front() / (id + std::string(suffixes.front()))
                            : fallback;
}

fs::path annotationFolder(const fs::path &root)
{
    for (const std::string_view folder : kAnnotationFolders) {
        std::error_code code;
        if (fs::is_directory(root / folder, code))
            return root / folder;
    }
    return {};
}

/// Ids of all annotation files, in order of their names.
std::vector<ListedId> annotatedIds(const fs::path &folder)
{
    std::vector<ListedId> ids;
    std::error_code code;
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        if (entry->path().extension() == ".xml")
            ids.push_back({entry->path().stem().string(), 0});
    }
    std::sort(ids.begin(), ids.end(), [](const ListedId &a, const ListedId &b) {
        return a.id < b.id;
    });
    return ids;
}

LabelledSample sampleOf(const fs::path &root, const ListedId &item)
{
    LabelledSample sample;
    sample.id = item.id;
    sample.line = item.line;
    sample.picture = mediaPath(root, kPictureFolders, kPictureSuffixes, item.id);
    sample.sound = mediaPath(root, kSoundFolders, kSoundSuffixes, item.id);
    return sample;
}

Result<SampleList> readWithXml(const BenchmarkLayout &layout, const fs::path &folder)
{
    SampleList list;
    std::vector<ListedId> ids;
    if (layout.list.empty()) {
        ids = annotatedIds(folder);
    } else {
        auto listed = readIdList(layout.list, list.warnings);
        if (!listed)
            return Unexpected(listed.error());
        ids = std::move(*listed);
    }
    for (const ListedId &item : ids) {
        const fs::path file = folder / (item.id + ".xml");
        auto groundTruth = layout.benchmark == Benchmark::VggSs ? readVggSsXml(file)
                                                                : readFlickrXml(file);
        if (!groundTruth) {
            list.warnings.push_back({layout.list.empty() ? file : layout.list,
                                     item.line,
                                     toString(groundTruth.error()) + "; '" + item.id + "' left out",
                                     true,
                                     item.id});
            continue;
        }
        LabelledSample sample = sampleOf(layout.root, item);
        sample.groundTruth = std::move(*groundTruth);
        list.samples.push_back(std::move(sample));
    }
    return list;
}

Result<SampleList> readWithJson(const BenchmarkLayout &layout, const fs::path &json)
{
    auto all = readVggSsJson(json);
    if (!all)
        return Unexpected(all.error());
    SampleList list;
    list.warnings = std::move(all->warnings);
    std::map<std::string, const LabelledSample *> byId;
    std::vector<ListedId> ids;
    for (const LabelledSample &sample : all->samples) {
        byId[sample.id] = &sample;
        ids.push_back({sample.id, 0});
    }
    if (!layout.list.empty()) {
        auto listed = readIdList(layout.list, list.warnings);
        if (!listed)
            return Unexpected(listed.error());
        ids = std::move(*listed);
        // What the list does not name is not missed; what it names and lacks is told below.
        for (ListWarning &warning : list.warnings)
            warning.isLeftOut = warning.isLeftOut && warning.file == layout.list;
    }
    for (const ListedId &item : ids) {
        const auto found = byId.find(item.id);
        if (found == byId.end()) {
            list.warnings.push_back({layout.list,
                                     item.line,
                                     "'" + item.id + "' is not in " + json.string() + "; left out",
                                     true,
                                     item.id});
            continue;
        }
        LabelledSample sample = sampleOf(layout.root, item);
        sample.groundTruth = found->second->groundTruth;
        sample.label = found->second->label;
        list.samples.push_back(std::move(sample));
    }
    return list;
}

} // namespace

std::string_view toString(Benchmark benchmark)
{
    return benchmark == Benchmark::VggSs ? "vggss" : "flickr";
}

std::optional<Benchmark> benchmarkFromString(std::string_view id)
{
    for (const Benchmark benchmark : {Benchmark::VggSs, Benchmark::FlickrSoundNet}) {
        if (toString(benchmark) == id)
            return benchmark;
    }
    return std::nullopt;
}

Result<SampleList> readBenchmark(const BenchmarkLayout &layout)
{
    const bool isVggSs = layout.benchmark == Benchmark::VggSs;
    if (isVggSs && !layout.annotations.empty())
        return readWithJson(layout, layout.annotations);
    if (const fs::path folder = annotationFolder(layout.root); !folder.empty())
        return readWithXml(layout, folder);
    std::error_code code;
    if (isVggSs && fs::exists(layout.root / kVggSsFile, code))
        return readWithJson(layout, layout.root / kVggSsFile);
    return fail(ErrorCode::NotFound,
                layout.root.string() + ": no annotations; 'anno/<id>.xml'"
                        + (isVggSs ? " or 'vggss.json'" : "") + " should be in it");
}

} // namespace soundlocus
