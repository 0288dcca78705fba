// SPDX-License-Identifier: MIT
#include "ui/panels/commands.h"

#include "ui/panels/annotation_specs.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <vector>

namespace soundlocus {

namespace {

using Group = CommandGroup;

// Keys by what players and editors have in common (mpv, Shotcut, Haruna).
constexpr std::array kCommands{
        CommandSpec{"file.open",
                    Group::File,
                    QT_TRANSLATE_NOOP("Command", "&Open…"),
                    "Ctrl+O",
                    Symbol::Open},
        CommandSpec{"file.open-folder",
                    Group::File,
                    QT_TRANSLATE_NOOP("Command", "Open &folder…"),
                    "Ctrl+Shift+O",
                    Symbol::Folder},
        CommandSpec{"file.open-demo",
                    Group::File,
                    QT_TRANSLATE_NOOP("Command", "Open &demo scene"),
                    ""},
        CommandSpec{"file.previous",
                    Group::File,
                    QT_TRANSLATE_NOOP("Command", "&Previous file"),
                    "A",
                    Symbol::PreviousFile},
        CommandSpec{"file.next",
                    Group::File,
                    QT_TRANSLATE_NOOP("Command", "&Next file"),
                    "D",
                    Symbol::NextFile},
        CommandSpec{"file.close",
                    Group::File,
                    QT_TRANSLATE_NOOP("Command", "&Close file"),
                    "Ctrl+W"},
        CommandSpec{"file.settings",
                    Group::File,
                    QT_TRANSLATE_NOOP("Command", "&Settings…"),
                    "Ctrl+,"},
        CommandSpec{"file.quit", Group::File, QT_TRANSLATE_NOOP("Command", "&Quit"), "Ctrl+Q"},

        CommandSpec{"playback.play",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "&Play"),
                    "Space",
                    Symbol::Play,
                    true},
        CommandSpec{"playback.step-forward",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "One frame &forwards"),
                    "Right .",
                    Symbol::StepForward},
        CommandSpec{"playback.step-back",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "One frame &back"),
                    "Left ,",
                    Symbol::StepBack},
        CommandSpec{"playback.step-forward-10",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Ten frames forwards"),
                    "Shift+Right"},
        CommandSpec{"playback.step-back-10",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Ten frames back"),
                    "Shift+Left"},
        CommandSpec{"playback.second-forward",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "One second forwards"),
                    "Ctrl+Right"},
        CommandSpec{"playback.second-back",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "One second back"),
                    "Ctrl+Left"},
        CommandSpec{"playback.next-key-frame",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "&Next key frame"),
                    "PgDown",
                    Symbol::NextKeyFrame},
        CommandSpec{"playback.previous-key-frame",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "P&revious key frame"),
                    "PgUp",
                    Symbol::PreviousKeyFrame},
        CommandSpec{"playback.begin",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "To the beginning"),
                    "Home"},
        CommandSpec{"playback.end",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "To the end"),
                    "End"},
        CommandSpec{"playback.jump",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "&Jump to time or frame"),
                    "Ctrl+G"},
        CommandSpec{"playback.shuttle-back",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Shuttle back"),
                    "J"},
        CommandSpec{"playback.shuttle-stop",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Shuttle stop"),
                    "K"},
        CommandSpec{"playback.shuttle-forward",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Shuttle forwards, each time faster"),
                    "L"},
        CommandSpec{"playback.slower",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "&Slower"),
                    "["},
        CommandSpec{"playback.faster",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "F&aster"),
                    "]"},
        CommandSpec{"playback.normal-speed",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Normal speed"),
                    "Backspace"},
        CommandSpec{"playback.loop-begin",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Loop begins here"),
                    "I",
                    Symbol::LoopBegin},
        CommandSpec{"playback.loop-end",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Loop ends here"),
                    "O",
                    Symbol::LoopEnd},
        CommandSpec{"playback.loop",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "&Loop passage"),
                    "Ctrl+L",
                    Symbol::Loop,
                    true},
        CommandSpec{"playback.play-passage",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Play passage once"),
                    "Ctrl+Space"},
        CommandSpec{"playback.clear-passage",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "&Clear passage"),
                    "Ctrl+Shift+L"},
        CommandSpec{"playback.repeat",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Repeat file"),
                    "",
                    Symbol::None,
                    true},
        CommandSpec{"playback.marker",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Set or remove mar&ker here"),
                    "Ctrl+J",
                    Symbol::None,
                    true},
        CommandSpec{"playback.name-marker",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Name marker here…"),
                    "Ctrl+Shift+J"},
        CommandSpec{"playback.next-marker",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Next marker"),
                    "Ctrl+Shift+PgDown"},
        CommandSpec{"playback.previous-marker",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Previous marker"),
                    "Ctrl+Shift+PgUp"},
        CommandSpec{"playback.louder",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Louder"),
                    "Up"},
        CommandSpec{"playback.quieter",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "Quieter"),
                    "Down"},
        CommandSpec{"playback.mute",
                    Group::Playback,
                    QT_TRANSLATE_NOOP("Command", "&Mute"),
                    "M",
                    Symbol::Sound,
                    true},

        CommandSpec{"view.full-screen",
                    Group::View,
                    QT_TRANSLATE_NOOP("Command", "&Full screen"),
                    "F11 F",
                    Symbol::FullScreen,
                    true},
        CommandSpec{"view.demo-mode",
                    Group::View,
                    QT_TRANSLATE_NOOP("Command", "&Demo mode"),
                    "F5",
                    Symbol::None,
                    true},
        CommandSpec{"view.zoom-in",
                    Group::View,
                    QT_TRANSLATE_NOOP("Command", "Zoom &in"),
                    "Ctrl++ Ctrl+="},
        CommandSpec{"view.zoom-out",
                    Group::View,
                    QT_TRANSLATE_NOOP("Command", "Zoom &out"),
                    "Ctrl+-"},
        CommandSpec{"view.zoom-fit",
                    Group::View,
                    QT_TRANSLATE_NOOP("Command", "Fit &window"),
                    "Ctrl+0"},
        CommandSpec{"view.zoom-original",
                    Group::View,
                    QT_TRANSLATE_NOOP("Command", "Original size"),
                    "Ctrl+1"},
        CommandSpec{"view.reset-layout",
                    Group::View,
                    QT_TRANSLATE_NOOP("Command", "&Reset panel layout"),
                    ""},

        CommandSpec{"map.show",
                    Group::HeatMap,
                    QT_TRANSLATE_NOOP("Command", "&Show heat map"),
                    "H",
                    Symbol::HeatMap,
                    true},
        CommandSpec{"map.open-model",
                    Group::HeatMap,
                    QT_TRANSLATE_NOOP("Command", "Load &model…"),
                    "Ctrl+M",
                    Symbol::Model},
        CommandSpec{"map.demo-model",
                    Group::HeatMap,
                    QT_TRANSLATE_NOOP("Command", "&Demo model"),
                    ""},
        CommandSpec{"map.open-comparison",
                    Group::HeatMap,
                    QT_TRANSLATE_NOOP("Command", "Load model to &compare with…"),
                    "Ctrl+Shift+M"},
        CommandSpec{"map.close-comparison",
                    Group::HeatMap,
                    QT_TRANSLATE_NOOP("Command", "&End comparison"),
                    ""},
        CommandSpec{"map.pin-peak",
                    Group::HeatMap,
                    QT_TRANSLATE_NOOP("Command", "Pin the &brightest point"),
                    "Shift+Insert"},
        CommandSpec{"map.clear-probe",
                    Group::HeatMap,
                    QT_TRANSLATE_NOOP("Command", "Remove &pinned point"),
                    "Shift+Delete"},
        CommandSpec{"map.reset",
                    Group::HeatMap,
                    QT_TRANSLATE_NOOP("Command", "Reset heat map &settings"),
                    "",
                    Symbol::Reset},

        CommandSpec{"export.picture",
                    Group::Export,
                    QT_TRANSLATE_NOOP("Command", "&Picture with heat map…"),
                    "Ctrl+E",
                    Symbol::Camera},
        CommandSpec{"export.copy",
                    Group::Export,
                    QT_TRANSLATE_NOOP("Command", "&Copy picture with heat map"),
                    "Ctrl+C"},
        CommandSpec{"export.video",
                    Group::Export,
                    QT_TRANSLATE_NOOP("Command", "Passage as &video…"),
                    "Ctrl+Shift+E",
                    Symbol::Film},
        CommandSpec{"export.maps",
                    Group::Export,
                    QT_TRANSLATE_NOOP("Command", "Passage as &numbers (npz)…"),
                    ""},

        CommandSpec{"help.keys", Group::Help, QT_TRANSLATE_NOOP("Command", "&Keys"), "? F1"},
        CommandSpec{"help.about",
                    Group::Help,
                    QT_TRANSLATE_NOOP("Command", "&About SoundLocus"),
                    ""},
};

} // namespace

std::span<const CommandSpec> commandSpecs()
{
    static const std::vector<CommandSpec> kAll = [] {
        std::vector<CommandSpec> all(kCommands.begin(), kCommands.end());
        const std::span<const CommandSpec> annotation = annotationSpecs();
        const auto exports = std::ranges::find(all, Group::Export, &CommandSpec::group);
        all.insert(exports, annotation.begin(), annotation.end());
        return all;
    }();
    return kAll;
}

QString commandText(const CommandSpec &spec)
{
    return QCoreApplication::translate("Command", spec.text);
}

QString commandGroupName(CommandGroup group)
{
    switch (group) {
    case CommandGroup::File:
        return QCoreApplication::translate("CommandGroup", "File");
    case CommandGroup::Playback:
        return QCoreApplication::translate("CommandGroup", "Playback");
    case CommandGroup::View:
        return QCoreApplication::translate("CommandGroup", "View");
    case CommandGroup::HeatMap:
        return QCoreApplication::translate("CommandGroup", "Heat map");
    case CommandGroup::Annotation:
        return QCoreApplication::translate("CommandGroup", "Annotation");
    case CommandGroup::Export:
        return QCoreApplication::translate("CommandGroup", "Export");
    case CommandGroup::Help:
        return QCoreApplication::translate("CommandGroup", "Help");
    }
    return {};
}

QList<QKeySequence> parseKeys(const char *keys)
{
    QList<QKeySequence> parsed;
    const QStringList texts = QString::fromLatin1(keys).split(u' ', Qt::SkipEmptyParts);
    for (const QString &text : texts)
        parsed.append(QKeySequence::fromString(text, QKeySequence::PortableText));
    return parsed;
}

QList<QKeySequence> defaultKeys(const CommandSpec &spec)
{
    return parseKeys(spec.keys);
}

} // namespace soundlocus
