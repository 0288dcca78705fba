// SPDX-License-Identifier: MIT
// YOLO: one text file a picture, "class cx cy w h" in fractions, six decimals; an empty file stands
// for a picture without an object. Numbers of classes are places in a list that only grows.
// Source: Ultralytics documentation; labelImg issue 465.
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/json_file.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/annotation/exchange/xml_file.h"
#include "engine/annotation/exchange/yolo_names.h"
#include "engine/annotation/list_file.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kYoloFormat = "yolo";
/// Text files beside the labels that hold something else.
constexpr std::array<std::string_view, 6> kOtherFiles{"classes.txt",
                                                      "train.txt",
                                                      "val.txt",
                                                      "test.txt",
                                                      "valid.txt",
                                                      "notes.txt"};
/// What a class list of ours is made of.
constexpr std::array<std::string_view, 2> kNameFiles{"classes.txt", "data.yaml"};

/// Where the text files lie: labels/, else the folder itself.
fs::path labelFolderOf(const fs::path &root)
{
    std::error_code code;
    return fs::is_directory(root / "labels", code) ? root / "labels" : root;
}

Result<std::vector<fs::path>> labelFilesIn(const fs::path &folder)
{
    std::vector<fs::path> files;
    std::error_code code;
    fs::recursive_directory_iterator entry(folder, code);
    for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
        const fs::path &path = entry->path();
        std::error_code fault;
        const bool isOther = std::ranges::find(kOtherFiles, path.filename().string())
                             != kOtherFiles.end();
        if (path.extension() == ".txt" && !isOther && entry->is_regular_file(fault))
            files.push_back(path);
    }
    if (code)
        return Unexpected(systemError("read", folder, code.value()));
    std::ranges::sort(files);
    return files;
}

/// images/NAME.jpg for labels/NAME.txt, where there is one; relative to the root.
fs::path pictureOf(const fs::path &root, const fs::path &name)
{
    for (const fs::path &folder : {fs::path("images"), fs::path()}) {
        for (const char *extension : {".jpg", ".jpeg", ".png", ".JPG", ".bmp", ".webp"}) {
            fs::path candidate = folder / name;
            candidate += extension;
            std::error_code code;
            if (fs::exists(root / candidate, code))
                return candidate;
        }
    }
    return {};
}

class YoloReader
{
public:
    explicit YoloReader(const fs::path &root)
        : m_root(root)
        , m_builder(root)
    {}

    Import read()
    {
        auto names = readClassNames(m_root);
        if (!names)
            return Unexpected(names.error());
        m_names = std::move(*names);
        for (const std::string &name : m_names)
            static_cast<void>(m_builder.label(name));
        const fs::path folder = labelFolderOf(m_root);
        const auto files = labelFilesIn(folder);
        if (!files)
            return Unexpected(files.error());
        if (files->empty())
            return fail(ErrorCode::NotFound, m_root.string() + ": no label file NAME.txt in it");
        if (m_names.empty())
            m_builder.warn(0, "no list of classes in it (classes.txt, data.yaml); named by number");
        for (const fs::path &file : *files) {
            if (auto done = readPicture(file, folder); !done)
                return Unexpected(done.error());
        }
        return m_builder.finish();
    }

private:
    Result<void> readPicture(const fs::path &file, const fs::path &folder)
    {
        const fs::path name = file.lexically_relative(folder).replace_extension();
        m_builder.setFile(file);
        Clip *clip = m_builder.newClip(name.generic_string());
        if (clip == nullptr)
            return {}; // names of files in one folder differ
        clip->isPicture = true;
        clip->media = pictureOf(m_root, name);
        clip->review = ReviewState::Done;
        const ClipId id = clip->id;
        std::error_code code;
        if (fs::file_size(file, code) == 0 && !code)
            return {};
        const auto lines = readTextLines(file, kMaxExchangeBytes);
        if (!lines)
            return Unexpected(lines.error());
        for (const TextLine &line : *lines)
            readLine(id, line);
        return {};
    }

    void readLine(ClipId clip, const TextLine &line)
    {
        std::vector<double> numbers;
        std::string_view rest = trimmed(line.text);
        bool isGood = !rest.empty();
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
            const auto number = xmlNumber(std::string(rest.substr(0, end)).c_str());
            isGood = isGood && number.has_value();
            numbers.push_back(number.value_or(0));
            rest = trimmed(rest.substr(end));
        }
        constexpr std::size_t kPlain = 5;
        constexpr std::size_t kScored = 6;
        if (!isGood || (numbers.size() != kPlain && numbers.size() != kScored)) {
            m_builder.leaveOut(line.number,
                               isGood && numbers.size() > kScored
                                       ? "an outline instead of a box"
                                       : "no 'class cx cy w h' with numbers");
            return;
        }
        const auto label = labelOf(numbers[0]);
        if (!label) {
            m_builder.leaveOut(line.number, "a class that is not in the list of classes");
            return;
        }
        const auto box = m_builder.checkedBox({numbers[1] - numbers[3] / 2,
                                               numbers[2] - numbers[4] / 2,
                                               numbers[1] + numbers[3] / 2,
                                               numbers[2] + numbers[4] / 2},
                                              line.number,
                                              "a box");
        if (!box)
            return;
        Track &track = m_builder.newTrack(
                clip, *label, m_builder.annotator(std::string(kGroundTruthName)));
        track.keys = {{MediaTime{0}, *box, KeyState::Visible, KeyGap::Empty}};
        if (numbers.size() == kScored)
            track.extra = extraText(kYoloFormat, {{"score", numbers.back()}});
    }

    /// Class of a number; nothing where the list has none of it.
    std::optional<LabelId> labelOf(double number)
    {
        constexpr double kMaxNumber = 1e6;
        if (number < 0 || number != std::floor(number) || number > kMaxNumber)
            return std::nullopt;
        const auto index = static_cast<std::size_t>(number);
        if (m_names.empty())
            return m_builder.label("class " + std::to_string(index));
        if (index >= m_names.size() || m_names[index].empty())
            return std::nullopt;
        return m_builder.label(m_names[index]);
    }

    fs::path m_root;
    SetBuilder m_builder;
    ClassNames m_names;
};

/// The list of classes that is there already, with ours behind it.
Result<ClassNames> extendedNames(const fs::path &folder, const AnnotationSet &set)
{
    std::error_code code;
    bool holdsOnlyNames = fs::is_directory(folder, code);
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        if (std::ranges::find(kNameFiles, entry->path().filename().string()) == kNameFiles.end())
            holdsOnlyNames = false;
    }
    ClassNames names;
    if (holdsOnlyNames) {
        auto there = readClassNames(folder);
        if (!there)
            return there;
        names = std::move(*there);
    } else if (auto checked = checkNewFolder(folder); !checked) {
        return Unexpected(checked.error());
    }
    const auto add = [&names](const std::string &name) {
        if (std::ranges::find(names, name) == names.end())
            names.push_back(name);
    };
    for (const Label &label : set.labels) {
        // A name fills one line of classes.txt.
        if (trimmed(label.name) != label.name || label.name.empty()
            || label.name.find_first_of("\r\n") != std::string::npos)
            return fail(ErrorCode::InvalidArgument,
                        "the label '" + label.name
                                + "' has blanks around it or a line break; rename it");
        add(label.name);
    }
    if (std::ranges::any_of(set.tracks, [](const Track &t) { return !t.label.isValid(); }))
        add("source");
    return names;
}

std::string linesOf(const ListedPicture &picture, const AnnotationSet &set, const ClassNames &names)
{
    std::string text;
    for (const auto &[track, item] : picture.boxes) {
        const Label *label = labelIn(set, track->label);
        const auto place = std::ranges::find(names, label == nullptr ? "source" : label->name);
        const BoundingBox &box = item.box;
        text += fmt::format("{} {:.6f} {:.6f} {:.6f} {:.6f}\n",
                            place - names.begin(),
                            (box.x0 + box.x1) / 2,
                            (box.y0 + box.y1) / 2,
                            box.width(),
                            box.height());
    }
    return text;
}

Result<void> writeFiles(const fs::path &folder,
                        const AnnotationSet &set,
                        const std::vector<ListedPicture> &pictures,
                        const ClassNames &names)
{
    std::string list;
    for (const std::string &name : names)
        list += name + "\n";
    if (auto done = writeWholeFile(folder / "classes.txt", list); !done)
        return done;
    if (auto done = writeWholeFile(folder / "data.yaml", yamlOf(names)); !done)
        return done;
    if (auto made = makeFolder(folder / "labels"); !made)
        return made;
    for (const ListedPicture &picture : pictures) {
        const fs::path file = folder / "labels" / (picture.name + ".txt");
        if (auto done = writeWholeFile(file, linesOf(picture, set, names)); !done)
            return done;
    }
    return {};
}

} // namespace

Import readYolo(const fs::path &path)
{
    std::error_code code;
    return YoloReader(fs::is_directory(path, code) ? path : path.parent_path()).read();
}

Export writeYolo(const fs::path &path,
                 const AnnotationSet &set,
                 const AnnotationFileOptions &options)
{
    const auto names = extendedNames(path, set);
    if (!names)
        return Unexpected(names.error());
    auto pictures = picturesOf(set, options.density, SizeNeed::NotNeeded);
    if (!pictures)
        return Unexpected(pictures.error());
    std::vector<ListWarning> warnings;
    leaveOutUnannotated(*pictures, path, warnings);
    auto folder = AtomicFolder::create(path);
    if (!folder)
        return Unexpected(folder.error());
    if (auto done = writeFiles(folder->temporaryPath(), set, *pictures, *names); !done)
        return Unexpected(done.error());
    if (auto done = folder->commit(); !done)
        return Unexpected(done.error());
    tellLosses(warnings, path, set, {.program = "YOLO"});
    return warnings;
}

} // namespace soundlocus
