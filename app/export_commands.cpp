// SPDX-License-Identifier: MIT
#include "app/export_commands.h"

#include "ui/panels/export_progress.h"
#include "ui/panels/playback_commands.h"
#include "ui/services/settings.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QSaveFile>
#include <QtConcurrent/QtConcurrentRun>

#include <memory>
#include <optional>

namespace soundlocus {

using namespace Qt::StringLiterals;

ExportCommands::ExportCommands(const Parts &parts, QWidget &window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window)
    , m_taker(m_parts.services, this)
{
    const auto on = [&](const QString &id, auto command) {
        connect(m_parts.actions.action(id), &QAction::triggered, this, command);
    };
    on(u"export.picture"_s, [this] { savePicture(); });
    on(u"export.copy"_s, [this] { copyPicture(); });
    on(u"export.video"_s, [this] { savePassage(ExportRequest::Kind::OverlayVideo); });
    on(u"export.maps"_s, [this] { savePassage(ExportRequest::Kind::HeatmapsNpz); });
    connect(&m_parts.progress, &ExportProgress::finished, this, &ExportCommands::tellWritten);
    connect(&m_parts.progress,
            &ExportProgress::failed,
            this,
            [this](const QString &path, const Error &error) {
                m_parts.session.raise(error, path);
            });
    Player &player = m_parts.services.player;
    connect(&player, &Player::opened, this, &ExportCommands::enable);
    connect(&player, &Player::closed, this, &ExportCommands::enable);
    connect(&player, &Player::frameShown, this, &ExportCommands::enable);
    connect(&m_parts.services.localization,
            &Localization::modelChanged,
            this,
            &ExportCommands::enable);
    connect(&m_parts.services.localization,
            &Localization::soundChanged,
            this,
            &ExportCommands::enable);
    enable();
}

ExportCommands::~ExportCommands()
{
    m_writing.waitForFinished();
}

void ExportCommands::enable()
{
    const Player &player = m_parts.services.player;
    const bool hasPicture = !player.frame().isEmpty();
    m_parts.actions.action(u"export.picture"_s)->setEnabled(hasPicture);
    m_parts.actions.action(u"export.copy"_s)->setEnabled(hasPicture);
    const bool isOwn = m_parts.services.localization.sound(MapSlot::Main).kind
                       == SoundChoice::Kind::Own;
    const bool hasMaps = player.media().hasPicture() && (player.media().hasSound || !isOwn)
                         && m_parts.services.localization.model(MapSlot::Main).has_value();
    m_parts.actions.action(u"export.video"_s)->setEnabled(hasMaps);
    m_parts.actions.action(u"export.maps"_s)->setEnabled(hasMaps);
}

void ExportCommands::takePicture(const std::function<void(const QImage &)> &use)
{
    m_taker.take([this, use](const Result<PictureTaker::Taken> &taken) {
        if (!taken) {
            m_parts.session.raise(taken.error());
            return;
        }
        if (taken->lacksMap)
            m_parts.session.raise(
                    Notice{Notice::Severity::Warning,
                           tr("The heat map of this picture took too long: it is missing."),
                           tr("Wait until the status bar says “map of this frame”, and try "
                              "again.")});
        use(taken->image);
    });
}

void ExportCommands::savePicture()
{
    // The picture of now, whatever is on screen once there is a name for it.
    struct Saving
    {
        std::optional<QImage> image;
        QString path;
    };
    const auto saving = std::make_shared<Saving>();
    takePicture([this, saving](const QImage &image) {
        saving->image = image;
        if (!saving->path.isEmpty())
            writePicture(image, saving->path);
    });
    const QString path = askPath(tr("Save picture"), u"png"_s, tr("PNG pictures (*.png)"));
    saving->path = path;
    if (!path.isEmpty() && saving->image)
        writePicture(*saving->image, path);
}

/// A large PNG takes longer than a frame. One at a time; a file is whole or not there.
void ExportCommands::writePicture(const QImage &image, const QString &path)
{
    m_writing.waitForFinished();
    m_writing = QtConcurrent::run([image, path] {
        QSaveFile file(path);
        return file.open(QIODevice::WriteOnly) && image.save(&file, "PNG") && file.commit();
    });
    auto *watcher = new QFutureWatcher<bool>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        if (watcher->result())
            tellWritten(path);
        else
            m_parts.session.raise(Error{ErrorCode::WriteFailed, path.toStdString(), {}}, path);
    });
    watcher->setFuture(m_writing);
}

void ExportCommands::copyPicture()
{
    takePicture([this](const QImage &image) {
        QApplication::clipboard()->setImage(image);
        m_parts.session.raise(
                Notice{Notice::Severity::Information, tr("The picture is on the clipboard."), {}});
    });
}

void ExportCommands::savePassage(ExportRequest::Kind kind)
{
    const bool isVideo = kind == ExportRequest::Kind::OverlayVideo;
    ExportRequest wanted = request(kind);
    wanted.outputPath = isVideo ? askPath(
                                tr("Save passage as video"), u"mp4"_s, tr("Video (*.mp4)"))
                                : askPath(tr("Save passage as numbers"),
                                          u"npz"_s,
                                          tr("NumPy arrays (*.npz)"));
    if (wanted.outputPath.isEmpty())
        return;
    if (wanted.sound.kind != SoundChoice::Kind::Own)
        m_parts.session.raise(
                Notice{Notice::Severity::Information,
                       tr("The maps are written as the network hears it now, not with "
                          "the file's own sound."),
                       tr("To write those of the file's own sound, choose it in the "
                          "panel “What if” and start again.")});
    m_parts.progress.start(wanted);
}

ExportRequest ExportCommands::request(ExportRequest::Kind kind) const
{
    const Services &services = m_parts.services;
    const LocalizationSettings &settings = services.settings.localization(MapSlot::Main);
    const MediaSummary &media = services.player.media();
    ExportRequest request;
    request.kind = kind;
    request.mediaPath = media.path;
    request.composedScene = media.composedScene;
    if (const auto model = services.localization.model(MapSlot::Main))
        request.modelPath = model->path;
    request.range = m_parts.playback.passage().value_or(TimeRange{MediaTime{0}, media.duration});
    request.fit = settings.fit;
    request.window = settings.window;
    request.hop = settings.hop;
    request.sound = services.localization.sound(MapSlot::Main);
    request.device = settings.device;
    request.overlay = services.settings.values().overlay.options;
    return request;
}

void ExportCommands::tellWritten(const QString &path)
{
    m_parts.session.raise(Notice{Notice::Severity::Information,
                                 tr("%1 is written.").arg(QFileInfo(path).fileName()),
                                 QDir::toNativeSeparators(path)});
}

QString ExportCommands::askPath(const QString &title, const QString &suffix, const QString &filter)
{
    // Not the static function: it leaves a name without a suffix as it was typed.
    const QFileInfo suggested(suggestedPath(suffix));
    QFileDialog dialog(&m_window, title, suggested.path(), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    dialog.selectFile(suggested.fileName());
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

QString ExportCommands::suggestedPath(const QString &suffix) const
{
    const QFileInfo media(m_parts.services.player.media().path);
    const bool isOwn = m_parts.services.localization.sound(MapSlot::Main).kind
                       == SoundChoice::Kind::Own;
    const QString name = (isOwn ? tr("%1 heat map.%2", "name of a file and its suffix")
                                : tr("%1 heat map, other sound.%2",
                                     "name of a file and its suffix"))
                                 .arg(media.completeBaseName(), suffix);
    return media.dir().filePath(name);
}

} // namespace soundlocus
