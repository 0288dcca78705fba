// SPDX-License-Identifier: MIT
// libFuzzer's entry for every reader of annotations: the bytes are a file, the format is named by
// SOUNDLOCUS_FUZZ_FORMAT. What is read must be a set in which everything fits. Run by run.sh.
#include "engine/annotation/label_names.h"
#include "engine/core/file_io.h"
#include "engine/project/set_file.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

/// A name in run.sh, the format, and where the bytes go.
struct Target
{
    std::string_view name;
    std::string_view format;
    const char *file;
};

constexpr std::array kTargets{Target{"table-tsv", "table", "a.tsv"},
                              Target{"table-csv", "table", "a.csv"},
                              Target{"table-jsonl", "table", "a.jsonl"},
                              Target{"vggss", "vggss", "a.json"},
                              Target{"ssltie-xml", "ssltie-xml", "a.xml"},
                              Target{"flickr-xml", "flickr-xml", "a.xml"},
                              Target{"coco", "coco", "a.json"},
                              Target{"cvat-video", "cvat-video", "a.xml"},
                              Target{"cvat-images", "cvat-images", "a.xml"},
                              Target{"voc", "voc", "a.xml"},
                              Target{"ssl-boxes", "ssl-boxes", "a.json"},
                              Target{"labelme", "labelme", "a.json"},
                              Target{"via3", "via3", "a.json"},
                              Target{"yolo", "yolo", "labels/a.txt"},
                              Target{"yolo-names", "yolo", "data.yaml"},
                              Target{"soundlocus", "soundlocus", "a.soundlocus"},
                              Target{"labels", "", "a.csv"}};

[[noreturn]] void fault(const char *what)
{
    std::fprintf(stderr, "fault: %s\n", what);
    std::abort();
}

void write(const fs::path &path, std::string_view text)
{
    fs::remove(path);
    std::ofstream(path, std::ios::binary) << text;
}

/// A folder of this process, in memory where there is one.
const fs::path &folder()
{
    static const fs::path path = [] {
        const fs::path root = fs::exists("/dev/shm") ? fs::path("/dev/shm")
                                                     : fs::temp_directory_path();
        fs::path made = root / ("soundlocus-fuzz-" + std::to_string(::getpid()));
        fs::create_directories(made / "labels");
        std::atexit([] {
            std::error_code code;
            fs::remove_all(folder(), code);
        });
        return made;
    }();
    return path;
}

const Target &target()
{
    static const Target &chosen = []() -> const Target & {
        const char *name = std::getenv("SOUNDLOCUS_FUZZ_FORMAT");
        const auto found = std::ranges::find(
                kTargets, std::string_view(name == nullptr ? "" : name), &Target::name);
        if (found == kTargets.end())
            fault("SOUNDLOCUS_FUZZ_FORMAT names no target");
        return *found;
    }();
    return chosen;
}

void checkTrack(const AnnotationSet &set, const Track &track)
{
    if (!isWellFormed(track))
        fault("a track out of order");
    if (clipIn(set, track.clip) == nullptr)
        fault("a track without a clip");
    if (track.label.isValid() && labelIn(set, track.label) == nullptr)
        fault("a track with a label that is not there");
    for (const KeyFrame &key : track.keys) {
        const bool isInside = key.box.x0 >= 0 && key.box.y0 >= 0 && key.box.x1 <= 1
                              && key.box.y1 <= 1 && !key.box.isEmpty();
        if (key.state != KeyState::Ended && !isInside)
            fault("a box outside");
    }
}

void checkLabels(const std::vector<std::string> &names)
{
    if (std::set<std::string>(names.begin(), names.end()).size() != names.size())
        fault("a label twice");
    if (std::ranges::count(names, std::string()) > 0)
        fault("a label without a name");
}

void check(const AnnotationSet &set)
{
    std::set<std::string> names;
    for (const Clip &clip : set.clips)
        names.insert(clip.name);
    if (names.size() != set.clips.size())
        fault("a name twice");
    for (const Track &track : set.tracks)
        checkTrack(set, track);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Target &chosen = target();
    const fs::path file = folder() / chosen.file;
    write(file, {reinterpret_cast<const char *>(data), size});
    if (chosen.name == "yolo")
        write(folder() / "classes.txt", "person\ndog\n");
    if (chosen.name == "yolo-names")
        write(folder() / "labels/a.txt", "1 0.5 0.5 0.5 0.5\n");
    if (chosen.name == "labels") {
        if (const auto names = readLabelNames(file))
            checkLabels(*names);
        return 0;
    }
    AnnotationFileOptions options;
    options.size = {640, 360};
    const auto import = readSet(chosen.format == "yolo" ? folder() : file,
                                *setFormatFromString(chosen.format),
                                options);
    // A project is taken as it is, once its tables are whole.
    if (import && chosen.format != "soundlocus")
        check(import->set);
    return 0;
}
