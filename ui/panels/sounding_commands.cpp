// SPDX-License-Identifier: MIT
#include "ui/panels/sounding_commands.h"

#include "engine/annotation/sound_onset.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>
#include <cmath>
#include <vector>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

/// As far as an end of an interval goes to an onset.
constexpr MediaTime kReach = std::chrono::milliseconds(400);

/// The onset of the waveform near a time.
std::optional<MediaTime> onsetNear(const TimelineSource &source, MediaTime time)
{
    const MediaTime around = kReach + kOnsetColumn * kOnsetWindow;
    const TimeRange range{time - around, time + around};
    const auto count = static_cast<int>(range.duration() / kOnsetColumn);
    std::vector<float> levels;
    for (const WaveformColumn &column : source.waveform(range, count))
        levels.push_back(std::max(std::abs(column.low), std::abs(column.high)));
    const auto found = onsetIn(levels);
    if (!found)
        return std::nullopt;
    return std::max(MediaTime{0}, range.begin + kOnsetColumn * static_cast<std::int64_t>(*found));
}

} // namespace

SoundingCommands::SoundingCommands(AnnotationEditor &editor,
                                   ActionRegistry &actions,
                                   const Settings &settings,
                                   const TimelineSource &waveform,
                                   QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_settings(settings)
    , m_waveform(waveform)
    , m_action(actions.action(u"annotation.sounding"_s))
    , m_snap(actions.action(u"annotation.snap-to-onset"_s))
    , m_quiet(actions.action(u"annotation.quiet"_s))
{
    m_action->setAutoRepeat(false);
    connect(m_action, &QAction::triggered, this, [this](bool isOn) { isOn ? start() : stop(); });
    connect(m_snap, &QAction::triggered, this, &SoundingCommands::snap);
    connect(m_quiet, &QAction::triggered, this, &SoundingCommands::markQuiet);
    const AnnotationSelection &selection = editor.selection();
    connect(&selection, &AnnotationSelection::clipChanged, this, &SoundingCommands::drop);
    connect(&selection, &AnnotationSelection::tracksChanged, this, &SoundingCommands::enable);
    connect(&selection, &AnnotationSelection::annotatorChanged, this, &SoundingCommands::enable);
    connect(&editor.document(),
            &AnnotationDocument::editableChanged,
            this,
            &SoundingCommands::enable);
    enable();
}

SoundingCommands::~SoundingCommands() = default;

MediaTime SoundingCommands::heardNow() const
{
    const Player &player = m_editor.player();
    if (player.state() != Player::State::Playing)
        return m_editor.time();
    const auto reaction = std::chrono::milliseconds(m_settings.values().annotation.reactionMs);
    const double late = static_cast<double>(MediaTime(reaction).count()) * player.speed();
    return std::max(MediaTime{0}, player.position() - MediaTime(std::llround(late)));
}

void SoundingCommands::start()
{
    Listening listening{{}, heardNow()};
    for (const Track &track : m_editor.selectedTracks())
        listening.tracks.push_back(track.id);
    m_listening = std::move(listening);
    m_since.start();
    qApp->installEventFilter(this);
    Q_EMIT hinted(tr("Listening: let the key go, or press it again, when it falls silent."));
}

void SoundingCommands::stop()
{
    qApp->removeEventFilter(this);
    m_action->setChecked(false);
    const auto listening = std::exchange(m_listening, std::nullopt);
    if (!listening)
        return;
    const MediaTime now = heardNow();
    const TimeRange range{std::min(listening->begin, now), std::max(listening->begin, now)};
    std::vector<Gesture> parts;
    for (const TrackId id : listening->tracks) {
        if (const Track *track = m_editor.document().track(id); track != nullptr)
            parts.push_back(gestures::markSounding(*track, range));
    }
    Q_EMIT hinted(QString());
    if (range.duration() > MediaTime{0} && !parts.empty())
        m_editor.apply(gestures::together(parts.front().name, parts));
}

void SoundingCommands::drop()
{
    qApp->removeEventFilter(this);
    m_listening.reset();
    m_action->setChecked(false);
    enable();
}

bool SoundingCommands::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyRelease && m_listening) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isOurs = m_action->shortcuts().contains(QKeySequence(key->keyCombination()));
        if (isOurs && !key->isAutoRepeat() && m_since.hasExpired(kHeld.count()))
            stop();
    }
    return QObject::eventFilter(watched, event);
}

void SoundingCommands::markQuiet()
{
    const auto passage = m_passage ? m_passage() : std::nullopt;
    std::vector<Gesture> parts;
    for (const Track &track : m_editor.selectedTracks()) {
        std::optional<TimeRange> quiet = passage;
        for (const TimeRange &range : track.sounding) {
            if (!passage && range.contains(m_editor.time()))
                quiet = TimeRange{m_editor.time(), range.end};
        }
        Gesture part = quiet ? gestures::markQuiet(track, *quiet) : Gesture{};
        if (!part.edits.empty())
            parts.push_back(std::move(part));
    }
    if (parts.empty())
        Q_EMIT hinted(tr("No selected track is marked as sounding there."));
    else
        m_editor.apply(gestures::together(parts.front().name, parts));
}

/// Of each selected track the end of an interval that is nearest to the play head.
void SoundingCommands::snap()
{
    std::vector<Gesture> parts;
    const MediaTime now = m_editor.time();
    for (const Track &track : m_editor.selectedTracks()) {
        std::vector<TimeRange> ranges = track.sounding;
        TimeRange *nearest = nullptr;
        for (TimeRange &range : ranges) {
            if (nearest == nullptr
                || std::chrono::abs(range.begin - now) < std::chrono::abs(nearest->begin - now))
                nearest = &range;
        }
        if (nearest == nullptr)
            continue;
        const auto onset = onsetNear(m_waveform, nearest->begin);
        if (!onset || *onset >= nearest->end)
            continue;
        nearest->begin = *onset;
        parts.push_back(gestures::changeSounding(track, std::move(ranges)));
    }
    if (parts.empty())
        Q_EMIT hinted(tr("No onset within %1 ms of where the interval begins.")
                              .arg(kReach.count() / 1000));
    else
        m_editor.apply(gestures::together(parts.front().name, parts));
}

void SoundingCommands::enable()
{
    const bool can = m_editor.document().isEditable() && !m_editor.selectedTracks().empty();
    m_action->setEnabled(can || m_listening.has_value());
    m_snap->setEnabled(can);
    m_quiet->setEnabled(can);
}

} // namespace soundlocus
