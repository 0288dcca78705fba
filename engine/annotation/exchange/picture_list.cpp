// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/picture_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 16> kMediaExtensions{".jpg",
                                                            ".jpeg",
                                                            ".png",
                                                            ".bmp",
                                                            ".gif",
                                                            ".tif",
                                                            ".tiff",
                                                            ".webp",
                                                            ".mp4",
                                                            ".mkv",
                                                            ".mov",
                                                            ".avi",
                                                            ".webm",
                                                            ".wav",
                                                            ".mp3",
                                                            ".flac"};

using BoxesByTime = std::map<MediaTime, std::vector<std::pair<const Track *, FrameBox>>>;

Result<BoxesByTime> boxesByTime(const Clip &clip,
                                const std::vector<const Track *> &tracks,
                                FrameDensity density)
{
    BoxesByTime frames;
    if (clip.isPicture)
        frames[MediaTime{0}] = {};
    for (const Track *track : tracks) {
        const auto boxes = frameBoxesOf(*track, clip, density);
        if (!boxes)
            return Unexpected(boxes.error());
        for (const FrameBox &box : *boxes)
            frames[clip.isPicture ? MediaTime{0} : box.time].emplace_back(track, box);
    }
    return frames;
}

} // namespace

std::string FileNames::take(std::string name)
{
    std::ranges::replace_if(
            name,
            [](char c) {
                return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
            },
            '_');
    if (name.find_first_not_of('.') == std::string::npos)
        name = "clip";
    std::string result = name;
    for (int number = 2; !m_taken.insert(result).second; ++number)
        result = fmt::format("{}-{}", name, number);
    return result;
}

std::string withoutMediaExtension(const std::string &name)
{
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos || dot == 0)
        return name;
    std::string extension = name.substr(dot);
    std::ranges::transform(extension, extension.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const bool isMedia = std::ranges::find(kMediaExtensions, extension) != kMediaExtensions.end();
    return isMedia ? name.substr(0, dot) : name;
}

std::string mediaName(const Clip &clip)
{
    return clip.media.empty() ? clip.name : clip.media.generic_string();
}

Result<std::vector<ListedPicture>> picturesOf(const AnnotationSet &set,
                                              FrameDensity density,
                                              SizeNeed need)
{
    std::map<ClipId, std::vector<const Track *>> tracks;
    for (const Track &track : set.tracks)
        tracks[track.clip].push_back(&track);
    std::vector<ListedPicture> pictures;
    FileNames names;
    for (const Clip &clip : set.clips) {
        if (need == SizeNeed::Needed && clip.size.isEmpty())
            return fail(ErrorCode::InvalidArgument,
                        "the size of '" + clip.name + "' is not known; give it, or the media");
        auto frames = boxesByTime(clip, tracks[clip.id], density);
        if (!frames)
            return Unexpected(frames.error());
        if (!clip.isPicture && !frames->empty() && !clip.frameRate.isKnown())
            return fail(ErrorCode::InvalidArgument,
                        "the frame rate of '" + clip.name
                                + "' is not known; give it, or the media");
        for (auto &[time, boxes] : *frames) {
            ListedPicture &picture = pictures.emplace_back();
            picture.clip = &clip;
            picture.time = time;
            picture.boxes = std::move(boxes);
            picture.name = names.take(
                    clip.isPicture
                            ? withoutMediaExtension(clip.name)
                            : fmt::format("{}_{:06}", clip.name, clip.frameRate.frameAt(time)));
            picture.image = clip.isPicture ? mediaName(clip) : picture.name + ".jpg";
        }
    }
    return pictures;
}

void leaveOutUnannotated(std::vector<ListedPicture> &pictures,
                         const fs::path &path,
                         std::vector<ListWarning> &warnings,
                         EmptyPictures empty)
{
    std::erase_if(pictures, [&](const ListedPicture &picture) {
        const Clip &clip = *picture.clip;
        const bool isOpen = picture.boxes.empty() && clip.marks.empty()
                            && (clip.review == ReviewState::ToDo
                                || empty == EmptyPictures::WithMark);
        if (isOpen)
            warnings.push_back(
                    {path, 0, "'" + clip.name + "' has no box; left out", true, clip.name});
        return isOpen;
    });
}

void tellLosses(std::vector<ListWarning> &warnings,
                const fs::path &path,
                const AnnotationSet &set,
                const LossOptions &options)
{
    const auto tell = [&](auto count, const char *what) {
        if (count > 0)
            warnings.push_back(
                    {path,
                     0,
                     fmt::format("{} {} have no place in {}", count, what, options.program)});
    };
    if (!options.hasMarks)
        tell(countsOf(set).marks, "marks");
    if (!options.hasSounding) {
        std::size_t intervals = 0;
        for (const Track &track : set.tracks)
            intervals += track.sounding.size();
        tell(intervals, "sounding intervals");
    }
    if (!options.hasAnnotators && set.annotators.size() > 1)
        tell(set.annotators.size(), "annotators");
}

} // namespace soundlocus
