// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/bounding_box.h"
#include "engine/core/media_time.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

/// How the boxes of several annotators become one ground-truth map.
enum class GroundTruthKind {
    /// Every box counts in full; overlaps count once (VGG-SS, tables with one list of boxes).
    Union,
    /// Each annotator adds one half, at most one in all: two must agree (Flickr-SoundNet, tables
    /// with a list of lists).
    Consensus,
};

/// Where the source of a sound is, as annotated. Boxes are kept as the file says, degenerate ones
/// and values outside [0, 1] included; rasterising drops what marks no pixel.
struct GroundTruth
{
    GroundTruthKind kind = GroundTruthKind::Union;
    /// One list of boxes per annotator, fractions of the displayed frame; one list for Union. The
    /// 256-pixel integers of Flickr-SoundNet become v / 256, which is exact.
    std::vector<std::vector<BoundingBox>> annotators;

    /// No box at all: whatever sounds is not in the picture.
    [[nodiscard]] bool isEmpty() const
    {
        return std::ranges::all_of(annotators, [](const auto &boxes) { return boxes.empty(); });
    }

    bool operator==(const GroundTruth &) const = default;
};

/// One item of a test set: a picture (or a video and a time in it), its sound, and where its source
/// is. Threads: a value.
struct LabelledSample
{
    /// Unique in its list; also the name of its files (`DIR/<id>.npy`). May begin with '-'.
    std::string id;
    /// Either a still picture ...
    std::filesystem::path picture;
    /// ... or a video, and the time of the picture in it (none: every frame is meant).
    std::filesystem::path video;
    std::optional<MediaTime> time;
    /// Empty: the sound of the video itself.
    std::filesystem::path sound;
    /// None where the list has no boxes at all; a ground truth without any box is an answer.
    std::optional<GroundTruth> groundTruth;
    /// Class of the sounding object, or empty.
    std::string label;
    /// Rows with one group are one picture with several sounds; empty = on its own.
    std::string group;
    /// Line of the list it came from, from 1; 0 where there is no list.
    int line = 0;

    bool operator==(const LabelledSample &) const = default;
};

/// What a warning of a list is about.
enum class ListFault {
    Row,      ///< what the row says
    Repeated, ///< its id, which an earlier row has
    Missing,  ///< a file that is not there
};

/// A fault in a list that did not stop the rest.
struct ListWarning
{
    std::filesystem::path file;
    int line = 0; ///< from 1; 0 = the file as a whole
    std::string message;
    /// The row is not in the list: a sample that was asked for will be missing.
    bool isLeftOut = false;
    std::string id{};    ///< of the sample, where it is known
    std::string group{}; ///< that it was in, where it is known
    ListFault fault = ListFault::Row;

    bool operator==(const ListWarning &) const = default;
};

/// "FILE:LINE: message", as compilers print it.
[[nodiscard]] std::string toString(const ListWarning &warning);

/// What a list holds and what was wrong with it.
struct SampleList
{
    std::vector<LabelledSample> samples;
    std::vector<ListWarning> warnings;
    /// Cells of a column that the caller asked for, one per sample; else empty.
    std::vector<std::string> extraCells{};
};

} // namespace soundlocus
