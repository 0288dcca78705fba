// SPDX-License-Identifier: MIT
#include "ui/panels/playback_commands.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kSpeedSteps{0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0};
constexpr double kVolumeStep = 0.05;
constexpr int kManyFrames = 10;
constexpr MediaTime kSecond = std::chrono::seconds(1);
/// As far as players go back with J.
constexpr MediaTime kShuttleBack = std::chrono::seconds(2);

double stepFrom(double speed, int steps)
{
    const auto nearest = std::min_element(
            kSpeedSteps.begin(), kSpeedSteps.end(), [speed](double a, double b) {
                return std::abs(a - speed) < std::abs(b - speed);
            });
    const auto index = std::clamp<std::ptrdiff_t>(
            nearest - kSpeedSteps.begin() + steps, 0, std::ssize(kSpeedSteps) - 1);
    return kSpeedSteps[static_cast<std::size_t>(index)];
}

} // namespace

std::span<const double> speedSteps()
{
    return kSpeedSteps;
}

PlaybackCommands::PlaybackCommands(Player &player,
                                   Settings &settings,
                                   ActionRegistry &actions,
                                   QObject *parent)
    : QObject(parent)
    , m_player(player)
    , m_settings(settings)
    , m_actions(actions)
{
    connectMotion();
    connectSpeedAndVolume();
    connectPassage();
    connect(&m_player, &Player::stateChanged, this, [this](Player::State state) {
        if (state != Player::State::Playing)
            m_player.setSpeed(m_settings.values().playback.speed); // that of L ends
        enableForState();
    });
    connect(&m_player, &Player::opened, this, [this] {
        clearPassage();
        enableForState();
    });
    connect(&m_player, &Player::closed, this, [this] {
        clearPassage();
        enableForState();
    });
    connect(&m_settings, &Settings::soundChanged, this, &PlaybackCommands::applySound);
    connect(&m_settings, &Settings::playbackChanged, this, &PlaybackCommands::applyPlayback);
    applySound();
    applyPlayback();
    enableForState();
}

void PlaybackCommands::on(const char *id, const std::function<void()> &command)
{
    connect(m_actions.action(QString::fromLatin1(id)), &QAction::triggered, this, command);
}

void PlaybackCommands::onToggled(const char *id, const std::function<void(bool)> &command)
{
    connect(m_actions.action(QString::fromLatin1(id)), &QAction::triggered, this, command);
}

void PlaybackCommands::connectMotion()
{
    onToggled("playback.play", [this](bool plays) { plays ? m_player.play() : m_player.pause(); });
    on("playback.step-forward", [this] { step(1); });
    on("playback.step-back", [this] { step(-1); });
    on("playback.step-forward-10", [this] { step(kManyFrames); });
    on("playback.step-back-10", [this] { step(-kManyFrames); });
    on("playback.second-forward", [this] { seekBy(kSecond); });
    on("playback.second-back", [this] { seekBy(-kSecond); });
    on("playback.next-key-frame", [this] { m_player.stepKeyFrame(1); });
    on("playback.previous-key-frame", [this] { m_player.stepKeyFrame(-1); });
    on("playback.begin", [this] { m_player.seek(MediaTime{0}); });
    on("playback.end", [this] { m_player.seek(m_player.media().duration); });
    on("playback.shuttle-back", [this] { seekBy(-kShuttleBack); });
    on("playback.shuttle-stop", [this] { m_player.pause(); });
    on("playback.shuttle-forward", [this] { shuttleForward(); });
}

void PlaybackCommands::connectSpeedAndVolume()
{
    on("playback.slower", [this] { changeSpeed(-1); });
    on("playback.faster", [this] { changeSpeed(1); });
    on("playback.normal-speed", [this] {
        PlaybackSettings playback = m_settings.values().playback;
        playback.speed = 1.0;
        m_settings.setPlayback(playback);
    });
    onToggled("playback.repeat", [this](bool repeats) {
        PlaybackSettings playback = m_settings.values().playback;
        playback.repeats = repeats;
        m_settings.setPlayback(playback);
    });
    on("playback.louder", [this] { changeVolume(kVolumeStep); });
    on("playback.quieter", [this] { changeVolume(-kVolumeStep); });
    onToggled("playback.mute", [this](bool isMuted) {
        SoundSettings sound = m_settings.values().sound;
        sound.isMuted = isMuted;
        m_settings.setSound(sound);
    });
}

void PlaybackCommands::connectPassage()
{
    on("playback.loop-begin", [this] {
        setBegin(m_player.position());
        loopIfComplete();
    });
    on("playback.loop-end", [this] {
        // The picture shown is the last one inside.
        setEnd(std::min(m_player.position() + m_player.frame().duration,
                        m_player.media().duration));
        loopIfComplete();
    });
    onToggled("playback.loop", [this](bool) { applyLoop(); });
    on("playback.clear-passage", [this] { clearPassage(); });
    on("playback.play-passage", [this] {
        if (const auto range = passage())
            m_player.playRange(*range);
    });
}

void PlaybackCommands::applyPlayback()
{
    const PlaybackSettings &playback = m_settings.values().playback;
    m_player.setSpeed(playback.speed);
    m_player.setRepeats(playback.repeats && !m_playsList);
    m_actions.action(QStringLiteral("playback.repeat"))->setChecked(playback.repeats);
}

void PlaybackCommands::setPlaysList(bool playsList)
{
    m_playsList = playsList;
    applyPlayback();
    applyLoop();
}

void PlaybackCommands::applySound()
{
    const SoundSettings &sound = m_settings.values().sound;
    m_player.setVolume(sound.volume);
    m_player.setMuted(sound.isMuted);
    m_actions.action(QStringLiteral("playback.mute"))->setChecked(sound.isMuted);
}

void PlaybackCommands::enableForState()
{
    const bool isOpen = m_player.media().kind != MediaSummary::Kind::Nothing;
    for (QAction *action : m_actions.actions(CommandGroup::Playback)) {
        static const QStringList kAlways{QStringLiteral("playback.mute"),
                                         QStringLiteral("playback.louder"),
                                         QStringLiteral("playback.quieter"),
                                         QStringLiteral("playback.repeat"),
                                         QStringLiteral("playback.slower"),
                                         QStringLiteral("playback.faster"),
                                         QStringLiteral("playback.normal-speed")};
        // Markers have commands of their own.
        if (!kAlways.contains(action->objectName()) && !action->objectName().contains(u"marker"_s))
            action->setEnabled(isOpen);
    }
    m_actions.action(QStringLiteral("playback.play"))
            ->setChecked(m_player.state() == Player::State::Playing);
    enableForPassage();
}

void PlaybackCommands::enableForPassage()
{
    for (const char *id : {"playback.loop", "playback.play-passage", "playback.clear-passage"})
        m_actions.action(QString::fromLatin1(id))->setEnabled(passage().has_value());
}

void PlaybackCommands::shuttleForward()
{
    if (m_player.state() == Player::State::Playing)
        m_player.setSpeed(stepFrom(m_player.speed(), 1)); // until it stops
    else
        m_player.play();
}

/// Where there are no pictures, seconds take their place.
void PlaybackCommands::step(int count)
{
    if (m_player.media().hasPicture())
        m_player.step(count);
    else
        seekBy(kSecond * count);
}

void PlaybackCommands::seekBy(MediaTime distance)
{
    m_player.seek(std::max(MediaTime{0}, m_player.position() + distance));
}

void PlaybackCommands::changeSpeed(int steps)
{
    PlaybackSettings playback = m_settings.values().playback;
    playback.speed = stepFrom(m_player.speed(), steps);
    m_settings.setPlayback(playback);
}

void PlaybackCommands::changeVolume(double difference)
{
    SoundSettings sound = m_settings.values().sound;
    sound.volume = std::clamp(sound.volume + difference, 0.0, 1.0);
    sound.isMuted = false;
    m_settings.setSound(sound);
}

std::optional<TimeRange> PlaybackCommands::passage() const
{
    if (!m_begin && !m_end)
        return std::nullopt;
    const TimeRange range{m_begin.value_or(MediaTime{0}),
                          m_end.value_or(m_player.media().duration)};
    return range.begin < range.end ? std::optional(range) : std::nullopt;
}

bool PlaybackCommands::isLooping() const
{
    return m_actions.action(QStringLiteral("playback.loop"))->isChecked();
}

void PlaybackCommands::setBegin(MediaTime time)
{
    m_begin = time;
    if (m_end && *m_end <= time)
        m_end.reset();
    applyLoop();
}

void PlaybackCommands::setEnd(MediaTime time)
{
    m_end = time;
    if (m_begin && *m_begin >= time)
        m_begin.reset();
    applyLoop();
}

void PlaybackCommands::loop(TimeRange range)
{
    m_begin = range.begin;
    m_end = range.end;
    loopIfComplete();
}

void PlaybackCommands::restore(const Passage &passage)
{
    m_begin = passage.begin;
    m_end = passage.end;
    m_actions.action(QStringLiteral("playback.loop"))->setChecked(passage.isLooping);
    applyLoop();
}

void PlaybackCommands::clearPassage()
{
    m_begin.reset();
    m_end.reset();
    applyLoop();
}

void PlaybackCommands::loopIfComplete()
{
    if (m_begin && m_end)
        m_actions.action(QStringLiteral("playback.loop"))->setChecked(true);
    applyLoop();
}

void PlaybackCommands::applyLoop()
{
    const auto range = passage();
    QAction *loop = m_actions.action(QStringLiteral("playback.loop"));
    if (!range && loop->isChecked())
        loop->setChecked(false);
    m_player.setLoop(loop->isChecked() && !m_playsList ? range : std::nullopt);
    enableForPassage();
    Q_EMIT passageChanged();
}

} // namespace soundlocus
