// SPDX-License-Identifier: MIT
#include "app/viewer.h"

#include "engine/core/log.h"

#include <QFileInfo>
#include <QLocale>

#include <utility>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

/// Most files are there before anybody could read it.
constexpr std::chrono::milliseconds kOpeningIsSaidAfter(400);

} // namespace

Viewer::Viewer(Services services, ActionRegistry &actions, VideoCanvas &canvas)
    : QObject(&canvas)
    , m_services(services)
    , m_canvas(canvas)
{
    connectPlayer();
    connectLocalization();
    connectSettings();
    connectCanvas(actions);
    showMedia(services.player.media());
    if (!services.player.frame().isEmpty())
        m_canvas.setFrame(services.player.frame());
    m_canvas.setPlaying(services.player.state() == Player::State::Playing);
    m_canvas.setProbe(services.localization.probe());
}

void Viewer::connectPlayer()
{
    Player &player = m_services.player;
    connect(&player, &Player::frameShown, this, [this](const Frame &frame) {
        if (std::exchange(m_isOtherFile, false))
            m_canvas.zoomToFit();
        m_canvas.setFrame(frame);
    });
    m_openingTimer.setSingleShot(true);
    m_openingTimer.setInterval(kOpeningIsSaidAfter);
    connect(&m_openingTimer, &QTimer::timeout, this, [this] { m_canvas.setOpening(m_opening); });
    connect(&player, &Player::stateChanged, this, [this](Player::State state) {
        m_canvas.setPlaying(state == Player::State::Playing);
    });
    connect(&player, &Player::opening, this, [this](const QString &path) {
        m_opening = QFileInfo(path).fileName();
        m_openingTimer.start();
    });
    connect(&player, &Player::opened, this, [this](const MediaSummary &media) {
        endOpening();
        m_isOtherFile = true;
        showMedia(media);
        forgetProbe();
    });
    connect(&player, &Player::closed, this, [this] {
        // The picture before stays until the next one is there, or none comes.
        if (m_services.player.state() == Player::State::Empty) {
            endOpening();
            showMedia(MediaSummary{});
        }
        forgetProbe();
    });
    connect(&player, &Player::openFailed, this, [this] {
        endOpening();
        showMedia(MediaSummary{});
    });
}

void Viewer::connectLocalization()
{
    Localization &localization = m_services.localization;
    connect(&localization, &Localization::mapReady, this, [this](const MapResult &result) {
        m_canvas.setMap(result.slot, result.heatmap);
        showCaption(result.slot); // the sound may be another one
    });
    connect(&localization, &Localization::mapCleared, this, [this](MapSlot slot) {
        m_canvas.setMap(slot, std::nullopt);
        showCaption(slot);
    });
    connect(&localization, &Localization::modelChanged, this, &Viewer::showComparison);
    connect(&localization, &Localization::soundChanged, this, &Viewer::showCaption);
}

void Viewer::connectSettings()
{
    Settings &settings = m_services.settings;
    connect(&settings, &Settings::overlayChanged, &m_canvas, &VideoCanvas::setOverlayStyle);
    connect(&settings, &Settings::layoutChanged, this, &Viewer::showComparison);
    m_canvas.setOverlayStyle(settings.values().overlay);
    showComparison();
}

void Viewer::connectCanvas(ActionRegistry &actions)
{
    connect(&m_canvas, &VideoCanvas::probeRequested, this, &Viewer::pin);
    connect(&m_canvas, &VideoCanvas::pointerMoved, this, &Viewer::showPointer);
    connect(&m_canvas, &VideoCanvas::pointerLeft, this, [this] {
        Q_EMIT hintChanged(QString(), QString());
    });
    m_services.player.setKeepsPlanes(m_canvas.backend() == VideoCanvas::Backend::OpenGl);
    connect(&m_canvas, &VideoCanvas::backendFellBack, this, [this](const QString &reason) {
        log(LogLevel::Warning, reason.toStdString());
        m_services.player.setKeepsPlanes(false);
    });
    connect(&m_canvas,
            &VideoCanvas::doubleClicked,
            actions.action(u"view.full-screen"_s),
            &QAction::trigger);
    connect(actions.action(u"view.zoom-in"_s),
            &QAction::triggered,
            &m_canvas,
            &VideoCanvas::zoomIn);
    connect(actions.action(u"view.zoom-out"_s),
            &QAction::triggered,
            &m_canvas,
            &VideoCanvas::zoomOut);
    connect(actions.action(u"view.zoom-fit"_s),
            &QAction::triggered,
            &m_canvas,
            &VideoCanvas::zoomToFit);
    connect(actions.action(u"view.zoom-original"_s),
            &QAction::triggered,
            &m_canvas,
            &VideoCanvas::zoomToPixels);
    connect(actions.action(u"map.clear-probe"_s), &QAction::triggered, this, &Viewer::forgetProbe);
    connect(actions.action(u"map.pin-peak"_s), &QAction::triggered, this, [this] {
        if (const auto peak = m_canvas.peak())
            pin(peak);
    });
    connect(&m_canvas, &VideoCanvas::dividerMoved, this, [this](double share) {
        m_services.settings.setDivider(share);
    });
    m_canvas.setDivider(m_services.settings.values().divider);
}

void Viewer::showMedia(const MediaSummary &media)
{
    if (media.hasPicture())
        return;
    m_canvas.setOpening(QString());
    m_canvas.setFrame(Frame{});
    if (media.kind == MediaSummary::Kind::Nothing)
        m_canvas.setPlaceholder(QString(), QString());
    else if (media.isPictureDamaged)
        m_canvas.setPlaceholder(tr("The picture of this file cannot be decoded"),
                                tr("Its sound plays; the message above says what is wrong."));
    else
        m_canvas.setPlaceholder(tr("This file has only sound"),
                                tr("A picture is needed to show where it comes from."));
}

void Viewer::endOpening()
{
    m_openingTimer.stop();
    m_opening.clear();
}

void Viewer::pin(const std::optional<QPointF> &point)
{
    m_services.localization.setProbe(point);
    m_canvas.setProbe(point);
}

/// It is a place in the picture before.
void Viewer::forgetProbe()
{
    pin(std::nullopt);
}

void Viewer::showComparison()
{
    const bool isComparing = m_services.localization.model(MapSlot::Comparison).has_value();
    m_canvas.setComparison(isComparing ? m_services.settings.values().layout
                                       : ComparisonLayout::Single);
    for (const MapSlot slot : {MapSlot::Main, MapSlot::Comparison})
        showCaption(slot);
}

void Viewer::showCaption(MapSlot slot)
{
    const QString caption = captionOf(slot);
    QString &shown = m_captions.at(static_cast<std::size_t>(slot));
    if (caption == shown)
        return;
    shown = caption;
    m_canvas.setCaption(slot, caption);
}

QString Viewer::captionOf(MapSlot slot) const
{
    const auto model = m_services.localization.model(slot);
    if (!model)
        return {};
    const SoundChoice sound = m_services.localization.sound(slot);
    switch (sound.kind) {
    case SoundChoice::Kind::Own:
        // A single map needs no name, unless it is not what everybody takes it for.
        return m_canvas.comparison() == ComparisonLayout::Single ? QString() : model->name;
    case SoundChoice::Kind::Silence:
        return tr("%1, hears silence").arg(model->name);
    case SoundChoice::Kind::Noise:
        return tr("%1, hears noise").arg(model->name);
    case SoundChoice::Kind::File:
        return tr("%1, hears %2").arg(model->name, QFileInfo(sound.path).fileName());
    case SoundChoice::Kind::Stems:
        return tr("%1, hears some objects").arg(model->name);
    }
    return {};
}

void Viewer::showPointer(const CanvasPointer &pointer)
{
    if (!pointer.value) {
        Q_EMIT hintChanged(QString(), QString());
        return;
    }
    const QString value = QLocale().toString(*pointer.value, 'f', 2);
    Q_EMIT hintChanged(tr("Similarity under the pointer: %1. Click to pin the point.").arg(value),
                       tr("Similarity %1").arg(value));
}

} // namespace soundlocus
