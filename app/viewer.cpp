// SPDX-License-Identifier: MIT
#include "app/viewer.h"

#include "app/frame_image.h"
#include "engine/core/log.h"

#include <QFileInfo>
#include <QLocale>

namespace soundlocus {

using namespace Qt::StringLiterals;

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
        m_canvas.setFrame(frame);
    });
    connect(&player, &Player::stateChanged, this, [this](Player::State state) {
        m_canvas.setPlaying(state == Player::State::Playing);
    });
    connect(&player, &Player::opened, this, &Viewer::showMedia);
    connect(&player, &Player::closed, this, [this] { showMedia(MediaSummary{}); });
    connect(&player, &Player::openFailed, this, [this] { m_canvas.setOpening(QString()); });
}

void Viewer::connectLocalization()
{
    Localization &localization = m_services.localization;
    connect(&localization, &Localization::mapReady, this, [this](const MapResult &result) {
        m_maps.at(static_cast<std::size_t>(result.slot)) = result.heatmap;
        m_canvas.setMap(result.slot, result.heatmap);
        showCaption(result.slot); // the sound may be another one
    });
    connect(&localization, &Localization::mapCleared, this, [this](MapSlot slot) {
        m_maps.at(static_cast<std::size_t>(slot)).reset();
        m_canvas.setMap(slot, std::nullopt);
    });
    connect(&localization, &Localization::modelChanged, this, &Viewer::showComparison);
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
    connect(&m_canvas,
            &VideoCanvas::probeRequested,
            this,
            [this](const std::optional<QPointF> &point) {
                m_services.localization.setProbe(point);
                m_canvas.setProbe(point);
            });
    connect(&m_canvas, &VideoCanvas::pointerMoved, this, &Viewer::showPointer);
    connect(&m_canvas, &VideoCanvas::pointerLeft, this, [this] { Q_EMIT hintChanged(QString()); });
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
    connect(actions.action(u"map.clear-probe"_s), &QAction::triggered, this, [this] {
        m_services.localization.setProbe(std::nullopt);
        m_canvas.setProbe(std::nullopt);
    });
}

void Viewer::showMedia(const MediaSummary &media)
{
    m_canvas.setOpening(QString());
    const bool isOpen = media.kind != MediaSummary::Kind::Nothing;
    if (isOpen && !media.hasPicture()) {
        m_canvas.setFrame(Frame{});
        m_canvas.setPlaceholder(tr("This file has only sound"),
                                tr("A picture is needed to show where it comes from."));
    } else if (!isOpen) {
        m_canvas.setFrame(Frame{});
        m_canvas.setPlaceholder(QString(), QString());
    }
    // A probe is a place in the picture before.
    m_services.localization.setProbe(std::nullopt);
    m_canvas.setProbe(std::nullopt);
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
        return model->name;
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
        Q_EMIT hintChanged(QString());
        return;
    }
    Q_EMIT hintChanged(tr("Similarity under the pointer: %1. Click to pin the point.")
                               .arg(QLocale().toString(*pointer.value, 'f', 2)));
}

Result<QImage> Viewer::image() const
{
    return exportImage(
            m_services.player.frame(), m_maps.front(), m_services.settings.values().overlay);
}

} // namespace soundlocus
