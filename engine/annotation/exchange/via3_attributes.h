// SPDX-License-Identifier: MIT
// Internal to engine/annotation: the attributes by which a VIA 3 project of ours says what VIA has
// no field for. Other projects may use the same names.
#pragma once

#include <string_view>

namespace soundlocus::via3 {

inline constexpr std::string_view kFormat = "via3";

inline constexpr std::string_view kLabel = "label";         ///< class of the source
inline constexpr std::string_view kAnnotator = "annotator"; ///< name of a person
inline constexpr std::string_view kTrack = "track";         ///< boxes and stretches of one source
inline constexpr std::string_view kOccluded = "occluded";   ///< "1"
inline constexpr std::string_view kGap = "gap";   ///< what follows the box, as toString(KeyGap)
inline constexpr std::string_view kEnds = "ends"; ///< "SECONDS X Y WIDTH HEIGHT" of an ended key
inline constexpr std::string_view kMark = "mark"; ///< as toString(MarkKind)

/// Numbers of VIA's own.
inline constexpr int kRectangle = 2; ///< shape
inline constexpr int kPicture = 2;   ///< types of files
inline constexpr int kVideo = 4;
inline constexpr int kSound = 8;
inline constexpr int kText = 1; ///< types of attributes
inline constexpr int kCheckbox = 2;
inline constexpr int kSelect = 4;

} // namespace soundlocus::via3
