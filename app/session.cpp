// SPDX-License-Identifier: MIT
#include "app/session.h"

#include "app/frame_image.h"
#include "engine/core/log.h"
#include "ui/services/project_service.h"
#include "ui/services/settings.h"
#include "ui/services/timeline_source.h"

#include <QFileInfo>

#include <utility>

namespace soundlocus {

namespace {

/// How long a still picture of a demonstration is shown.
constexpr std::chrono::seconds kStillLasts(8);

/// Nearer to the beginning or the end, a file starts from the beginning the next time.
constexpr MediaTime kNotWorthRemembering = std::chrono::seconds(3);

} // namespace

Session::Session(Services services, QString demoModel, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_demoModel(std::move(demoModel))
    , m_playlist(this)
{
    m_still.setSingleShot(true);
    m_still.setInterval(kStillLasts);
    connect(&m_still, &QTimer::timeout, this, &Session::onEnded);
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
        raise(error, m_services.player.media().path);
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
    m_playlist.setPaths(media);
    if (m_playlist.rowCount() == 0)
        raise(Error{ErrorCode::NotFound, "no media files in the folder", {}}, media.first());
    else
        openRow(0);
}

void Session::openRow(int row)
{
    if (row < 0 || row >= m_playlist.rowCount())
        return;
    m_still.stop();
    rememberPosition();
    m_playlist.setCurrent(row);
    const QString path = m_playlist.paths().at(row);
    const PlaybackSettings &playback = m_services.settings.values().playback;
    m_playsWhenOpened = playback.playsOnOpen || m_isLooping;
    m_services.player.open(path, startOf(path));
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
    m_needsThumbnail = true;
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

/// A demonstration goes on with the next file, unless none can be opened.
void Session::onOpenFailed(const QString &path, const Error &error)
{
    raise(error, path, Notice::Topic::Opening);
    if (!m_isLooping || ++m_failedInARow >= m_playlist.rowCount())
        return;
    // Later: others are still being told of the fault.
    const int row = m_playlist.current();
    QMetaObject::invokeMethod(
            this,
            [this, row] {
                if (m_isLooping && m_playlist.current() == row)
                    openNeighbour(1);
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
        m_playlist.setThumbnail(
                m_services.player.media().path,
                imageView(frame).scaled(PlaylistModel::kThumbnail * 2, Qt::KeepAspectRatio));
    }
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

void Session::onEnded()
{
    if (!m_isLooping)
        return;
    if (m_playlist.rowCount() > 1)
        openNeighbour(1);
    else
        m_services.player.play();
}

} // namespace soundlocus
