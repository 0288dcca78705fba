// SPDX-License-Identifier: MIT
// Internal to engine/annotation: a set as pictures, for formats that hold nothing else.
#pragma once

#include "engine/annotation/exchange/set_builder.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace soundlocus {

/// Names for files of an export. Threads: one at a time.
class FileNames
{
public:
    /// One that no file had so far, without '/', '\\' and control characters.
    [[nodiscard]] std::string take(std::string name);

private:
    std::set<std::string> m_taken;
};

/// A still picture, or a frame of a video.
struct ListedPicture
{
    const Clip *clip = nullptr;
    MediaTime time{0};
    std::string name;  ///< of its file, without an extension
    std::string image; ///< path of the picture: the clip's own, or NAME.jpg for a frame
    std::vector<std::pair<const Track *, FrameBox>> boxes;
};

/// Whether boxes are written in pixels.
enum class SizeNeed { Needed, NotNeeded };

/// Every still picture, and the frames of videos that have a box. Pointers are into the set.
/// Errors: InvalidArgument (a size is not known that is needed), those of frameBoxesOf.
[[nodiscard]] Result<std::vector<ListedPicture>> picturesOf(const AnnotationSet &set,
                                                            FrameDensity density,
                                                            SizeNeed need);

/// Which pictures without a box a format can hold.
enum class EmptyPictures {
    Annotated, ///< somebody looked at them
    WithMark,  ///< somebody said that the source is not in sight
};

/// Takes out pictures without a box that a format cannot hold, and tells it.
void leaveOutUnannotated(std::vector<ListedPicture> &pictures,
                         const std::filesystem::path &path,
                         std::vector<ListWarning> &warnings,
                         EmptyPictures empty = EmptyPictures::Annotated);

/// Name without the extension of a picture, a video or a sound; others stay.
[[nodiscard]] std::string withoutMediaExtension(const std::string &name);

/// Path of the clip's media, or its name where there is none.
[[nodiscard]] std::string mediaName(const Clip &clip);

/// What formats of pictures have no place for, one warning each with the number: marks, intervals,
/// and where `hasAnnotators` is false, more than one annotator.
struct LossOptions
{
    std::string_view program; ///< "CVAT"
    bool hasMarks = false;
    bool hasSounding = false;
    bool hasAnnotators = false;
};
void tellLosses(std::vector<ListWarning> &warnings,
                const std::filesystem::path &path,
                const AnnotationSet &set,
                const LossOptions &options);

} // namespace soundlocus
