// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// One of the sets that are merged.
struct MergeInput
{
    std::string name; ///< of its file, for the conflicts
    AnnotationSet set;
};

/// What two sets say differently, and what became of it.
enum class MergeConflictKind {
    Layer,  ///< one annotator drew one clip differently: both are kept, the later as a layer of its
            ///< own
    Review, ///< one clip is in two review states: the first one stays
    Media,  ///< two clips of one name have media of different content: both are kept, the later
            ///< under another name
};

struct MergeConflict
{
    MergeConflictKind kind = MergeConflictKind::Layer;
    std::string input;     ///< MergeInput::name of the later one
    std::string clip;      ///< its name in the merged set
    std::string annotator; ///< of a layer; may be empty for boxes of nobody in particular
    std::string kept;      ///< name of the new layer or clip, or the review state that stays

    bool operator==(const MergeConflict &) const = default;
};

/// Stable text id: "layer", "review", "media".
[[nodiscard]] std::string_view toString(MergeConflictKind kind);
/// One line for people.
[[nodiscard]] std::string toString(const MergeConflict &conflict);

struct MergedSets
{
    AnnotationSet set;
    std::vector<MergeConflict> conflicts;
};

/// Joins sets, the first one going before the others:
/// - labels and annotators are joined by name; colours, keys and ids are those of the first;
/// - clips are joined where the fingerprints of their media agree, else by name, with or without
///   the extension of a media file, where both fingerprints are not known to differ;
/// - of a clip, what the first does not say is added; tags and marks of all are kept, different
///   notes one below the other;
/// - tracks are a layer per clip and annotator. A layer that a set before has in the same way
///   (whatever its ids and origins) comes once. Different layers of one annotator are both kept,
///   the later one as annotator "NAME (2)", and listed.
/// Everything of the first set keeps its id; values that are new get ids that follow each other,
/// at most as many as the other sets hold values. Merging a set with itself changes nothing.
/// @param firstNewId of a project: what ProjectStore::reserveIds() gave; 0 = behind the largest id
///        of the first set
[[nodiscard]] MergedSets mergedSets(std::span<const MergeInput> inputs,
                                    std::int64_t firstNewId = 0);

} // namespace soundlocus
