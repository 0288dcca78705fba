// SPDX-License-Identifier: MIT
// Internal to ui/widgets/timeline.
#pragma once

namespace soundlocus {

/// Screen readers see a TimelineWidget as a slider over the file: its value is the position in
/// seconds, spoken as time and frame; setting it seeks. Later calls do nothing.
void installTimelineAccessibility();

} // namespace soundlocus
