// SPDX-License-Identifier: MIT
#pragma once

namespace soundlocus {

class BoxCarrier;
class Exporter;
class Localization;
class Player;
class ProjectService;
class Settings;
class TimelineSource;

/// What the window works with. References to objects that live longer than it.
struct Services
{
    Player &player;
    Localization &localization;
    TimelineSource &timeline;
    Exporter &exporter;
    Settings &settings;
    ProjectService &project;
    BoxCarrier &carrier;
};

} // namespace soundlocus
