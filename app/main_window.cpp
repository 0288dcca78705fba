// SPDX-License-Identifier: MIT
#include "app/main_window.h"

#include "app/annotation_workspace.h"
#include "app/dropped_paths.h"
#include "app/export_commands.h"
#include "app/file_commands.h"
#include "app/full_screen_controls.h"
#include "app/key_feedback.h"
#include "app/timeline_binder.h"
#include "app/viewer.h"
#include "app/window_docks.h"
#include "app/window_menus.h"
#include "ui/dialogs/key_sheet.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/panels/export_progress.h"
#include "ui/panels/heatmap_panel.h"
#include "ui/panels/log_panel.h"
#include "ui/panels/marker_commands.h"
#include "ui/panels/model_panel.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/playback_commands.h"
#include "ui/panels/playlist_panel.h"
#include "ui/panels/status_indicators.h"
#include "ui/panels/transport_bar.h"
#include "ui/panels/what_if_panel.h"
#include "ui/services/project_service.h"
#include "ui/services/settings.h"
#include "ui/widgets/canvas/video_canvas.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QStatusBar>
#include <QTabBar>
#include <QVBoxLayout>

#include <utility>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kDefaultSize(1360, 860);
/// Of a small or scaled screen that the first window takes.
constexpr double kLargestPartOfScreen = 0.9;
/// Raised when docks are added or renamed: an older layout no longer fits.
constexpr int kLayoutVersion = 2;

} // namespace

MainWindow::MainWindow(Services services, Session &session, const QString &demoScene)
    : m_services(services)
    , m_session(session)
    , m_actions(new ActionRegistry(this))
    , m_docks(new WindowDocks(*this))
{
    setObjectName(u"main-window"_s);
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    m_actions->setPreset(services.settings.values().keyPreset);
    m_actions->setOverrides(services.settings.values().shortcuts);
    m_playback = new PlaybackCommands(services.player, services.settings, *m_actions, this);
    m_markers = new MarkerCommands(
            services.player,
            services.settings,
            *m_actions,
            [this](const QString &name) { return askMarkerName(name); },
            this);
    makeCentre();
    makeAnnotation();
    m_files = new FileCommands(services, session, *m_actions, demoScene, *this);
    m_menus = new WindowMenus(*this, *m_actions, session, services.settings);
    m_menus->addLanes(*m_timeline);
    makeDocks();
    makeStatusBar();
    connectCommands();
    connectMapSwitch();
    restoreLayout();
    updateTitle();
}

MainWindow::~MainWindow()
{
    // Panels, canvas and timeline look at what the workspace owns.
    m_docks->clear();
    delete m_annotation;
}

void MainWindow::makeCentre()
{
    auto *centre = new QWidget(this);
    m_notices = new NoticeBar(centre);
    m_splitter = new QSplitter(Qt::Vertical, centre);
    m_canvas = new VideoCanvas(VideoCanvas::Backend::Automatic, m_splitter);
    m_viewer = new Viewer(m_services, *m_actions, *m_canvas);
    auto *controls = new QWidget(m_splitter);
    m_timeline = new TimelineWidget(controls);
    new TimelineBinder(m_services, *m_playback, *m_markers, *m_timeline);
    auto *transport = new TransportBar(
            m_services.player, m_services.settings, *m_actions, controls);
    auto *below = new QVBoxLayout(controls);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    below->addWidget(m_timeline, 1);
    below->addWidget(transport);
    m_splitter->addWidget(m_canvas);
    m_splitter->addWidget(controls);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notices);
    layout->addWidget(m_splitter, 1);
    setCentralWidget(centre);
    m_fullScreen = new FullScreenControls(*this, *m_splitter, *m_timeline);
    new KeyFeedback(
            {m_services.player, m_services.settings, *m_actions, *m_canvas},
            [this] { return m_fullScreen->isActive() && !m_fullScreen->areControlsShown(); },
            m_fullScreen);
    connect(m_actions->action(u"playback.jump"_s),
            &QAction::triggered,
            m_fullScreen,
            &FullScreenControls::showControls);
    connect(&m_session, &Session::noticeRaised, m_notices, &NoticeBar::add);
    connect(&m_services.player, &Player::opened, m_notices, [this] {
        m_notices->forget(Notice::Topic::Opening);
    });
    connect(&m_services.localization, &Localization::modelChanged, m_notices, [this] {
        m_notices->forget(Notice::Topic::Model);
    });
}

void MainWindow::makeAnnotation()
{
    m_annotation = new AnnotationWorkspace(
            {m_services, m_session, *m_actions, *m_playback, *m_canvas, *m_timeline}, *this);
    connect(m_annotation, &AnnotationWorkspace::hintChanged, this, [this](const QString &hint) {
        m_annotationHint = hint;
        showHint();
    });
    connect(m_annotation, &AnnotationWorkspace::projectOpened, this, [this] {
        if (!m_fullScreen->isActive())
            showAnnotationPanels();
    });
}

void MainWindow::showAnnotationPanels()
{
    m_docks->showForAnnotating();
    // More lanes need more room, as far as the picture can spare it.
    const QList<int> sizes = m_splitter->sizes();
    const int whole = sizes.front() + sizes.back();
    const int wanted = std::min(whole / 2, m_splitter->widget(1)->sizeHint().height());
    if (sizes.back() < wanted)
        m_splitter->setSizes({whole - wanted, wanted});
}

void MainWindow::showHint()
{
    if (m_annotationHint.isEmpty())
        statusBar()->showMessage(m_pointerHint);
    else if (m_pointerValue.isEmpty())
        statusBar()->showMessage(m_annotationHint);
    else
        statusBar()->showMessage(m_pointerValue + u" · "_s + m_annotationHint);
}

void MainWindow::makeDocks()
{
    auto *heatmap = new HeatmapPanel(m_services.settings, m_services.localization, this);
    auto *model = new ModelPanel(m_services.localization, m_services.settings, this);
    auto *whatIf = new WhatIfPanel(m_services.localization, this);
    auto *playlist = new PlaylistPanel(m_session.playlist(), this);
    m_log = new LogPanel(this);
    m_docks->add(u"dock.heat-map"_s, tr("Heat map"), heatmap, Qt::RightDockWidgetArea);
    m_docks->add(u"dock.model"_s, tr("Model"), model, Qt::RightDockWidgetArea);
    m_docks->add(u"dock.what-if"_s, tr("What if"), whatIf, Qt::RightDockWidgetArea);
    m_docks->add(u"dock.playlist"_s, tr("Playlist"), playlist, Qt::LeftDockWidgetArea);
    m_docks->add(u"dock.log"_s, tr("Log"), m_log, Qt::BottomDockWidgetArea);
    for (const AnnotationWorkspace::Panel &panel : m_annotation->makePanels())
        m_docks->add(panel.id, panel.title, panel.widget, panel.area);
    arrangeDocks();
    m_menus->addPanels(m_docks->switches());

    connect(model, &ModelPanel::chooseRequested, m_files, &FileCommands::chooseModel);
    connect(whatIf, &WhatIfPanel::chooseRequested, this, [this, whatIf] {
        whatIf->useFile(m_files->chooseSound());
    });
    connect(playlist, &PlaylistPanel::playRequested, &m_session, &Session::openRow);
}

void MainWindow::arrangeDocks()
{
    m_docks->arrange(m_services.project.status().state != ProjectStatus::State::None);
    if (isVisible())
        m_docks->fitTabs();
}

void MainWindow::makeStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    m_exports = new ExportProgress(m_services.exporter, this);
    statusBar()->addPermanentWidget(m_exports);
    new StatusIndicators(m_services.player, m_services.localization, *statusBar());
    statusBar()->addPermanentWidget(m_annotation->makeProgress());
    statusBar()->addPermanentWidget(m_annotation->makeIndicator());
    connect(m_viewer,
            &Viewer::hintChanged,
            this,
            [this](const QString &hint, const QString &value) {
                m_pointerHint = hint;
                m_pointerValue = value;
                showHint();
            });
    new ExportCommands({m_services, m_session, *m_actions, *m_playback, *m_exports}, *this);
}

void MainWindow::connectCommands()
{
    const auto on = [this](const QString &id, auto command) {
        connect(m_actions->action(id), &QAction::triggered, this, command);
    };
    on(u"file.settings"_s, [this] { showSettings(); });
    on(u"file.quit"_s, [this] { close(); });
    on(u"help.keys"_s, [this] { showKeys(); });
    on(u"help.about"_s, [this] { showAbout(); });
    on(u"map.reset"_s, [this] { HeatmapPanel::restoreDefaults(m_services.settings); });
    on(u"view.reset-layout"_s, [this] { arrangeDocks(); });
    on(u"view.full-screen"_s,
       [this](bool isOn) { isOn ? m_fullScreen->enter() : m_fullScreen->leave(); });
    on(u"view.demo-mode"_s, [this](bool isOn) { setDemoMode(isOn); });
    connect(m_fullScreen, &FullScreenControls::pictureCovered, m_canvas, [this](int height) {
        m_canvas->setCoveredBelow(height);
    });
    connect(m_fullScreen, &FullScreenControls::activeChanged, this, [this](bool isActive) {
        m_actions->action(u"view.full-screen"_s)->setChecked(isActive);
        if (!isActive)
            setDemoMode(false);
    });
    Player &player = m_services.player;
    connect(&player, &Player::opened, this, &MainWindow::updateTitle);
    connect(&player, &Player::closed, this, &MainWindow::updateTitle);
    connect(&m_session.playlist(), &QAbstractItemModel::modelReset, this, [this] {
        const bool isList = m_session.playlist().rowCount() > 1;
        if (isList && !m_fullScreen->isActive())
            m_docks->show(u"dock.playlist"_s);
    });
}

void MainWindow::connectMapSwitch()
{
    QAction *show = m_actions->action(u"map.show"_s);
    const auto refresh = [show](const OverlayStyle &style) { show->setChecked(style.isVisible); };
    refresh(m_services.settings.values().overlay);
    connect(&m_services.settings, &Settings::overlayChanged, show, refresh);
    connect(show, &QAction::triggered, this, [this](bool isOn) {
        OverlayStyle style = m_services.settings.values().overlay;
        style.isVisible = isOn;
        m_services.settings.setOverlay(style);
    });
}

void MainWindow::setDemoMode(bool isOn)
{
    m_playback->setPlaysList(isOn);
    showMapForAudience(isOn);
    m_session.setLooping(isOn);
    m_notices->setQuiet(isOn);
    m_canvas->setLegendSize(isOn ? LegendSize::Large : LegendSize::Normal);
    m_actions->action(u"view.demo-mode"_s)->setChecked(isOn);
    if (isOn)
        m_fullScreen->enter();
    else
        m_fullScreen->leave();
}

/// An audience sees a heat map of the file's own sound, whatever was tried before.
void MainWindow::showMapForAudience(bool isOn)
{
    if (isOn == m_demoStyle.has_value())
        return;
    OverlayStyle style = m_services.settings.values().overlay;
    if (isOn) {
        m_demoStyle = std::exchange(style.isVisible, true);
        for (const MapSlot slot : {MapSlot::Main, MapSlot::Comparison})
            m_services.localization.setSound(slot, SoundChoice{});
    } else {
        style.isVisible = *std::exchange(m_demoStyle, std::nullopt);
    }
    m_services.settings.setOverlay(style);
}

void MainWindow::appendLog(LogLevel level, const QString &message)
{
    m_log->append(level, message);
}

void MainWindow::restoreLayout()
{
    const WindowLayout &layout = m_services.settings.values().window;
    this->layout()->activate(); // panels that are hidden by now need no room
    if (!restoreGeometry(layout.geometry))
        resize(kDefaultSize.boundedTo(screen()->availableSize() * kLargestPartOfScreen));
    restoreState(layout.docks, kLayoutVersion);
    m_splitter->restoreState(layout.splitter);
    m_timeline->setLayoutText(layout.timeline);
}

void MainWindow::storeLayout()
{
    m_fullScreen->leave();
    m_services.settings.setWindow({saveGeometry(),
                                   saveState(kLayoutVersion),
                                   m_splitter->saveState(),
                                   m_timeline->layoutText()});
}

void MainWindow::updateTitle()
{
    const QString path = m_services.player.media().path;
    setWindowFilePath(path);
    setWindowTitle(path.isEmpty() ? QString()
                                  : tr("%1 – SoundLocus").arg(QFileInfo(path).fileName()));
    if (path.isEmpty())
        setWindowTitle(u"SoundLocus"_s);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

/// Names of panels behind one another are whole, or scrolled to; by default they are cut off.
void MainWindow::childEvent(QChildEvent *event)
{
    QMainWindow::childEvent(event);
    auto *tabs = event->polished() ? qobject_cast<QTabBar *>(event->child()) : nullptr;
    if (tabs != nullptr)
        tabs->setElideMode(Qt::ElideNone);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    const bool isAsLeft = !m_services.settings.values().window.docks.isEmpty();
    if (!isAsLeft && !event->spontaneous())
        QMetaObject::invokeMethod(m_docks, &WindowDocks::fitTabs, Qt::QueuedConnection);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_annotation->mayClose() || !mayStopExports())
        return event->ignore();
    storeLayout();
    m_session.rememberPosition();
    QMainWindow::closeEvent(event);
}

bool MainWindow::mayStopExports()
{
    if (!m_exports->isBusy() || !m_asksForExports)
        return true;
    QMessageBox box(QMessageBox::Question,
                    tr("SoundLocus"),
                    tr("An export is not finished. Stop it and close?"),
                    QMessageBox::NoButton,
                    this);
    box.addButton(tr("Stop and close"), QMessageBox::AcceptRole);
    QPushButton *stay = box.addButton(tr("Go on exporting"), QMessageBox::RejectRole);
    box.setDefaultButton(stay);
    box.exec();
    return !m_asksForExports || box.clickedButton() != stay;
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (droppedPaths(*event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_canvas->setDropTarget(true);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent *)
{
    m_canvas->setDropTarget(false);
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_canvas->setDropTarget(false);
    event->acceptProposedAction();
    m_session.open(droppedPaths(*event->mimeData()));
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_fullScreen->isActive())
        m_fullScreen->leave();
    else
        QMainWindow::keyPressEvent(event);
}

std::optional<QString> MainWindow::askMarkerName(const QString &name)
{
    bool isAccepted = false;
    const QString answer = QInputDialog::getText(
            this, tr("Marker"), tr("Name of the marker:"), QLineEdit::Normal, name, &isAccepted);
    return isAccepted ? std::optional(answer.trimmed()) : std::nullopt;
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog(m_services.settings, *m_actions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showKeys()
{
    auto *sheet = new KeySheet(*m_actions, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(
            QMessageBox::NoIcon, tr("About SoundLocus"), QString(), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setText(tr("SoundLocus %1").arg(QStringLiteral(SOUNDLOCUS_VERSION)));
    box->setInformativeText(
            tr("Plays a video and shows where the sound comes from.\n\nMIT licence. Uses Qt %1, "
               "LibTorch, FFmpeg and OpenCV under their own licences.")
                    .arg(QString::fromLatin1(qVersion())));
    box->setIconPixmap(windowIcon().pixmap(64, 64));
    box->open();
}

} // namespace soundlocus
