// SPDX-License-Identifier: MIT
// Internal to engine/annotation: a set as a reader finds it.
#pragma once

#include "engine/annotation/exchange/annotation_file.h"

#include <cstdint>
#include <map>
#include <string>

namespace soundlocus {

/// Annotator of boxes that come from nobody in particular.
inline constexpr std::string_view kGroundTruthName = "ground truth";

/// A picture with a longer side is a mistake in the file.
inline constexpr std::int64_t kMaxPictureSide = 1'000'000;

/// Collects labels, annotators, clips and tracks by name, gives ids, and looks at boxes.
/// Threads: one at a time.
class SetBuilder
{
public:
    explicit SetBuilder(std::filesystem::path file)
        : m_file(std::move(file))
    {}

    /// The one of that name, made where it is not there. An empty name is no label.
    LabelId label(const std::string &name);
    AnnotatorId annotator(const std::string &name);
    /// Null where there is one of that name already.
    Clip *newClip(const std::string &name);
    [[nodiscard]] Clip *findClip(const std::string &name);

    /// A box in fractions as it goes into a set: cut to the picture; nothing where it is not finite
    /// or marks nothing. Warns in either case. @param what names the box
    std::optional<BoundingBox> checkedBox(const BoundingBox &box,
                                          int line,
                                          const std::string &what);

    /// A track without keys. The reference holds until the next one.
    Track &newTrack(ClipId clip, LabelId label, AnnotatorId annotator);

    /// Adds to a clip with its media named what the media or else the options say, where it is
    /// unknown. Tells a rate that nobody said.
    void addFacts(Clip &clip, const AnnotationFileOptions &options);

    void warn(int line, std::string message);
    void leaveOut(int line, const std::string &message);
    void setFile(std::filesystem::path file) { m_file = std::move(file); }
    [[nodiscard]] AnnotationSet &set() { return m_import.set; }
    [[nodiscard]] std::vector<ListWarning> &warnings() { return m_import.warnings; }

    /// Tracks that stayed without a key and an interval are dropped. The builder is spent.
    [[nodiscard]] AnnotationImport finish();

private:
    std::filesystem::path m_file;
    AnnotationImport m_import;
    std::map<std::string, LabelId> m_labels;
    std::map<std::string, AnnotatorId> m_annotators;
    std::map<std::string, std::size_t> m_clips;
    std::int64_t m_next = 1;
};

/// Line of a byte in a text, from 1.
[[nodiscard]] int lineOf(std::string_view text, std::size_t offset);

/// Well-formed UTF-8 without surrogates and overlong forms.
[[nodiscard]] bool isUtf8(std::string_view text);

/// Largest file that is read: a million boxes of COCO are 150 MB.
inline constexpr std::uintmax_t kMaxExchangeBytes = std::uintmax_t{512} << 20;

/// Files of a folder with an extension, in order of their names; or the file itself.
[[nodiscard]] std::vector<std::filesystem::path> filesIn(const std::filesystem::path &path,
                                                         std::string_view extension);

/// Refuses a folder that holds something. Errors: InvalidArgument.
[[nodiscard]] Result<void> checkNewFolder(const std::filesystem::path &path);

/// Digits of a coordinate in pixels: two decimals, as CVAT and COCO's tools write them.
[[nodiscard]] double roundedPixels(double pixels);

/// A box of a track on a frame.
struct FrameBox
{
    MediaTime time{0};
    BoundingBox box{};
    bool isOccluded = false;
    bool isKey = true;
};

/// Boxes of a track as single frames. Errors: InvalidArgument (every frame is asked for, and rate
/// or duration are unknown).
[[nodiscard]] Result<std::vector<FrameBox>> frameBoxesOf(const Track &track,
                                                         const Clip &clip,
                                                         FrameDensity density);

/// Color of the N-th label: Okabe and Ito's eight, told apart by colour-blind people.
[[nodiscard]] std::uint32_t labelColor(std::size_t number);

} // namespace soundlocus
