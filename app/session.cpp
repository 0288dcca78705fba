// SPDX-License-Identifier: MIT
#include "app/session.h"

#include "app/frame_image.h"
#include "engine/core/log.h"
#include "ui/panels/error_sentences.h"
#include "ui/services/project_service.h"
#include "ui/services/settings.h"
#include "ui/services/timeline_source.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace soundlocus {

namespace {

/// How long a still picture of a demonstration is shown.
constexpr std::chrono::seconds kStillLasts(8);

/// Nearer to the beginning or the end, a file starts from the beginning the next time.
constexpr MediaTime kNotWorthRemembering = std::chrono::seconds(3);

/// While it plays: what a power cut may lose.
constexpr std::chrono::seconds kPositionSavedEvery(10);

} // namespace

Session::Session(Services services, QString demoModel, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_demoModel(std::move(demoModel))
    , m_playlist(this)
{
    m_still.setSingleShot(true);
    m_still.setInterval(kStillLasts);
    connect(&m_still, &QTimer::timeout, this, [this] { onEnded(Player::Part::File); });
    connectPlayer();
    connectLocalization();
    applyLocalization();
}

Session::~Session() = default;

void Session::connectPlayer()
{
    Player &player = m_services.player;
    connect(&player, &Player::opened, this, &Session::onOpened);
    connect(&player, &Player::openFailed, this, &Session::onOpenFailed);
    connect(&player, &Player::mediaChanged, this, [this](const MediaSummary &media) {
        m_services.localization.setMedia(media);
        m_services.timeline.setMedia(media);
    });
    connect(&player, &Player::closed, this, [this] {
        m_services.localization.setMedia(MediaSummary{});
        m_services.timeline.setMedia(MediaSummary{});
    });
    connect(&player, &Player::frameShown, this, &Session::onFrame);
    connect(&player, &Player::stateChanged, this, [this](Player::State state) {
        // Paused: the map is that of the very frame shown.
        if (state == Player::State::Paused && !m_services.player.frame().isEmpty())
            m_services.localization.showFrame(m_services.player.frame(), false);
    });
    connect(&player, &Player::ended, this, &Session::onEnded);
    connect(&player, &Player::faultOccurred, this, [this](const Error &error) {
        const bool isOfFile = error.code != ErrorCode::SoundDeviceLost;
        raise(error, isOfFile ? m_services.player.media().path : QString());
    });
    m_saving.setInterval(kPositionSavedEvery);
    connect(&m_saving, &QTimer::timeout, this, &Session::rememberPosition);
    connect(&player, &Player::stateChanged, &m_saving, [this](Player::State state) {
        state == Player::State::Playing ? m_saving.start() : m_saving.stop();
    });
}

void Session::connectLocalization()
{
    Localization &localization = m_services.localization;
    connect(&localization,
            &Localization::modelFailed,
            this,
            [this](const QString &path, const Error &error) {
                raise(error, path, Notice::Topic::Model);
            });
    connect(&localization, &Localization::faultOccurred, this, [this](const Error &error) {
        raise(error);
    });
    connect(&localization, &Localization::fellBack, this, [this](const Error &error) {
        log(LogLevel::Warning, toString(error));
        Q_EMIT noticeRaised({Notice::Severity::Warning,
                             tr("The device chosen for the heat map cannot be used; the processor "
                                "computes it."),
                             errorDetail(error)});
    });
    connect(&localization, &Localization::modelChanged, this, [this](MapSlot slot) {
        const auto model = m_services.localization.model(slot);
        if (model && model->path != m_demoModel)
            m_services.settings.addRecentModel(model->path);
        const bool isHidden = m_services.settings.values().layout == ComparisonLayout::Single;
        if (model && slot == MapSlot::Comparison && isHidden)
            m_services.settings.setLayout(ComparisonLayout::SideBySide);
    });
    Settings &settings = m_services.settings;
    connect(&settings, &Settings::localizationChanged, this, &Session::applyLocalization);
    connect(&settings, &Settings::overlayChanged, this, &Session::applyLocalization);
    connect(&settings, &Settings::layoutChanged, this, &Session::applyLocalization);
}

void Session::applyLocalization()
{
    const SettingsValues &values = m_services.settings.values();
    for (const MapSlot slot : {MapSlot::Main, MapSlot::Comparison}) {
        LocalizationSettings settings = m_services.settings.localization(slot);
        // Maps that nobody sees are not computed.
        settings.isOn = values.overlay.isVisible
                        && (slot == MapSlot::Main || values.layout != ComparisonLayout::Single);
        if (m_services.localization.settings(slot) != settings)
            m_services.localization.setSettings(slot, settings);
    }
}

void Session::open(const QStringList &paths)
{
    QStringList media;
    for (const QString &path : paths) {
        if (isModelName(path) && !QFileInfo(path).isDir())
            loadModel(MapSlot::Main, QFileInfo(path).absoluteFilePath());
        else if (isProjectName(path))
            m_services.project.open(QFileInfo(path).absoluteFilePath());
        else
            media.append(path);
    }
    if (media.isEmpty())
        return;
    const int known = media.size() == 1 ? m_playlist.rowOf(media.first()) : -1;
    if (known >= 0) {
        openRow(known);
        return;
    }
    QStringList files = filesOf(media);
    if (files.isEmpty()) {
        raise({Notice::Severity::Warning,
               tr("%1: no video, sound or picture is in this folder.")
                       .arg(QFileInfo(media.first()).fileName()),
               QDir::toNativeSeparators(media.first())});
        return; // the list stays
    }
    m_playlist.setFiles(std::move(files));
    openRow(0);
}

void Session::reopen(const QString &path)
{
    m_playlist.setPaths({path});
    startRow(0, Start::Paused);
}

void Session::openRow(int row)
{
    startRow(row, Start::AsSet);
}

void Session::startRow(int row, Start start)
{
    if (row < 0 || row >= m_playlist.rowCount())
        return;
    m_still.stop();
    rememberPosition();
    m_playlist.setCurrent(row);
    const QString path = m_playlist.paths().at(row);
    const PlaybackSettings &playback = m_services.settings.values().playback;
    m_isGoingOn = start == Start::GoingOn;
    m_playsWhenOpened = start != Start::Paused
                        && (playback.playsOnOpen || m_isLooping || m_isGoingOn);
    m_services.player.open(path, startOf(path));
}

void Session::close()
{
    m_still.stop();
    rememberPosition();
    m_services.player.close();
    m_playlist.setCurrent(-1);
}

MediaTime Session::startOf(const QString &path) const
{
    const bool resumes = m_services.settings.values().playback.resumes && !m_isLooping;
    return resumes ? m_services.settings.position(path) : MediaTime{0};
}

void Session::openNeighbour(int direction)
{
    if (m_neighbourOpener && m_neighbourOpener(direction))
        return;
    const int count = m_playlist.rowCount();
    if (count > 0)
        openRow((m_playlist.current() + direction + count) % count);
}

void Session::setLooping(bool isLooping)
{
    m_isLooping = isLooping;
    startStill();
    if (isLooping && m_services.player.state() == Player::State::Paused
        && m_services.player.media().kind != MediaSummary::Kind::Picture)
        m_services.player.play();
}

void Session::loadModel(MapSlot slot, const QString &path)
{
    m_services.localization.loadModel(slot, path);
}

void Session::rememberPosition()
{
    const MediaSummary &media = m_services.player.media();
    if (media.kind != MediaSummary::Kind::Video && media.kind != MediaSummary::Kind::Audio)
        return;
    const MediaTime position = m_services.player.position();
    const bool isWorthIt = position >= kNotWorthRemembering
                           && position <= media.duration - kNotWorthRemembering;
    m_services.settings.rememberPosition(media.path, isWorthIt ? position : MediaTime{0});
}

void Session::raise(const Error &error, const QString &subject, Notice::Topic topic)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    log(LogLevel::Warning, toString(error));
    Notice notice = noticeOf(error, subject);
    notice.topic = topic;
    Q_EMIT noticeRaised(notice);
}

void Session::raise(const Notice &notice)
{
    log(LogLevel::Info, notice.text.toStdString());
    Q_EMIT noticeRaised(notice);
}

void Session::onOpened(const MediaSummary &media)
{
    m_failedInARow = 0;
    m_services.settings.addRecentFile(media.path);
    m_playlist.setCurrent(m_playlist.rowOf(media.path));
    m_playlist.setBroken(media.path, false);
    m_needsThumbnail = true;
    forgetObjects();
    m_services.localization.setMedia(media);
    m_isTimelineDue = media.hasPicture();
    if (!m_isTimelineDue)
        m_services.timeline.setMedia(media);
    for (const QString &warning : media.warnings)
        log(LogLevel::Warning, warning.toStdString());
    startStill();
    if (m_playsWhenOpened && media.kind != MediaSummary::Kind::Picture)
        m_services.player.play();
}

/// Objects that are muted belong to one composed scene.
void Session::forgetObjects()
{
    for (const MapSlot slot : {MapSlot::Main, MapSlot::Comparison}) {
        if (m_services.localization.sound(slot).kind == SoundChoice::Kind::Stems)
            m_services.localization.setSound(slot, SoundChoice{});
    }
}

/// A list that plays by itself goes on with the next file, unless none can be opened.
void Session::onOpenFailed(const QString &path, const Error &error)
{
    raise(error, path, Notice::Topic::Opening);
    if (error.code != ErrorCode::Cancelled)
        m_playlist.setBroken(path, true);
    const bool wasGoingOn = std::exchange(m_isGoingOn, false);
    if ((!m_isLooping && !wasGoingOn) || ++m_failedInARow >= m_playlist.rowCount())
        return;
    // Later: others are still being told of the fault.
    const int row = m_playlist.current();
    QMetaObject::invokeMethod(
            this,
            [this, row] {
                if (m_playlist.current() != row)
                    return;
                if (m_isLooping)
                    openNeighbour(1);
                else
                    goOn();
            },
            Qt::QueuedConnection);
}

void Session::onFrame(const Frame &frame)
{
    // Its lanes read the whole file: the first picture goes before.
    if (std::exchange(m_isTimelineDue, false))
        m_services.timeline.setMedia(m_services.player.media());
    m_services.localization.showFrame(frame, m_services.player.state() == Player::State::Playing);
    if (m_needsThumbnail) {
        m_needsThumbnail = false;
        prepareNext();
        m_playlist.setThumbnail(
                m_services.player.media().path,
                imageView(frame).scaled(PlaylistModel::kThumbnail * 2, Qt::KeepAspectRatio));
    }
}

/// A list that plays by itself goes on without a pause. Clips of a project are prepared elsewhere.
void Session::prepareNext()
{
    if (isAnnotating())
        return;
    const int count = m_playlist.rowCount();
    int next = m_playlist.current() < 0 ? count : m_playlist.current() + 1;
    if (m_isLooping && count > 1 && next == count)
        next = 0;
    const bool goesOn = m_isLooping || m_services.settings.values().playback.goesOn;
    std::vector<UpcomingFile> files;
    if (goesOn && next < count) {
        const QString &path = m_playlist.paths().at(next);
        files.push_back({path, startOf(path)});
    }
    m_services.player.prepare(files);
}

bool Session::isAnnotating() const
{
    return m_services.project.status().state != ProjectStatus::State::None;
}

/// Nothing of a still picture ends by itself.
void Session::startStill()
{
    const bool isStill = m_services.player.media().kind == MediaSummary::Kind::Picture;
    if (m_isLooping && isStill && m_playlist.rowCount() > 1)
        m_still.start();
    else
        m_still.stop();
}

void Session::onEnded(Player::Part what)
{
    if (!m_isLooping) {
        // Whoever annotates stays with a clip.
        if (what == Player::Part::File && m_services.settings.values().playback.goesOn
            && !isAnnotating())
            goOn();
    } else if (m_playlist.rowCount() > 1) {
        openNeighbour(1);
    } else {
        m_services.player.play();
    }
}

/// The next file of the list plays; after the last one nothing.
void Session::goOn()
{
    const int next = m_playlist.current() + 1;
    if (m_playlist.current() < 0 || next >= m_playlist.rowCount())
        return;
    startRow(next, Start::GoingOn);
}

} // namespace soundlocus
