// SPDX-License-Identifier: MIT
#include "app/project_commands.h"

#include "ui/dialogs/annotation_export_dialog.h"
#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/merge_dialog.h"
#include "ui/services/settings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QStandardPaths>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

const QString kEnding = u".soundlocus"_s;
/// What closing waits for a disk before it asks.
constexpr int kPatienceMs = 3000;

} // namespace

ProjectCommands::ProjectCommands(Services services,
                                 Session &session,
                                 AnnotationEditor &editor,
                                 ActionRegistry &actions,
                                 QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_session(session)
    , m_editor(editor)
    , m_actions(actions)
    , m_window(window)
{
    const auto on = [&](const QString &id, auto command) {
        connect(actions.action(id), &QAction::triggered, this, command);
    };
    on(u"annotation.new-project"_s, [this] { create(); });
    on(u"annotation.open-project"_s, [this] { choose(); });
    on(u"annotation.close-project"_s, [this] { m_services.project.close(); });
    on(u"annotation.save-copy"_s, [this] { saveCopy(); });
    on(u"annotation.add-media"_s, [this] { addMedia(); });
    on(u"annotation.locate-media"_s, [this] { locateMedia(); });
    on(u"annotation.import"_s, [this] { chooseImport(); });
    on(u"annotation.import-labels"_s, [this] { chooseLabels(); });
    on(u"annotation.export"_s, [this] { exportTo(); });
    on(u"annotation.merge-project"_s, [this] { chooseMerge(); });
    connectService();
    connect(&editor.document(), &AnnotationDocument::wasReset, this, &ProjectCommands::enable);
    connect(&editor.document(),
            &AnnotationDocument::editableChanged,
            this,
            &ProjectCommands::enable);
    enable();
}

void ProjectCommands::connectService()
{
    ProjectService &project = m_services.project;
    connect(&project,
            &ProjectService::opened,
            this,
            [this](const QString &path, const QStringList &warnings) {
                m_services.settings.addRecentProject(path);
                if (!warnings.isEmpty())
                    inform(tr("%1: opened, with remarks").arg(QFileInfo(path).fileName()),
                           warnings);
            });
    connect(&project, &ProjectService::importReady, this, &ProjectCommands::showImport);
    connect(&project, &ProjectService::labelsRead, this, [this](const QString &path, int count) {
        inform(tr("%1: %n label(s) read; those that were not there are added.", nullptr, count)
                       .arg(QFileInfo(path).fileName()));
    });
    connect(&project, &ProjectService::mergeReady, this, &ProjectCommands::showMerge);
    connect(&project,
            &ProjectService::exported,
            this,
            [this](const QString &path, const QStringList &warnings) {
                inform(tr("Annotations exported: %1").arg(QFileInfo(path).fileName()), warnings);
            });
    connect(&project, &ProjectService::copied, this, [this](const QString &path) {
        inform(tr("Copy of the project written: %1").arg(QFileInfo(path).fileName()));
    });
    connect(&project, &ProjectService::mediaLocated, this, [this](int found, int missing) {
        inform(missing == 0 ? tr("Media found of %n clip(s); none is missing.", nullptr, found)
                            : tr("Media found of %1 clips; %2 are still missing.")
                                      .arg(QLocale().toString(found), QLocale().toString(missing)));
    });
    connect(&project,
            &ProjectService::failed,
            this,
            [this](const QString &what, const Error &error) { m_session.raise(error, what); });
}

QString ProjectCommands::folder() const
{
    const QString open = m_services.project.status().path;
    const QStringList &recent = m_services.settings.values().recent.projects;
    if (!open.isEmpty())
        return QFileInfo(open).path();
    if (!recent.isEmpty())
        return QFileInfo(recent.first()).path();
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

bool ProjectCommands::mayClose()
{
    if (m_services.project.waitForStored(kPatienceMs))
        return true;
    const ProjectStatus &status = m_services.project.status();
    const auto answer = QMessageBox::warning(
            &m_window,
            tr("Not stored"),
            tr("%n step(s) of the project could not be stored: %1\n\nClose and lose them? A copy "
               "can be saved elsewhere first (Annotation › Project › Save a copy).",
               nullptr,
               status.waiting)
                    .arg(status.reason),
            QMessageBox::Discard | QMessageBox::Cancel,
            QMessageBox::Cancel);
    return answer == QMessageBox::Discard;
}

void ProjectCommands::create()
{
    QString path = QFileDialog::getSaveFileName(
            &m_window, tr("New project"), folder(), tr("SoundLocus projects (*%1)").arg(kEnding));
    if (path.isEmpty())
        return;
    if (!isProjectName(path))
        path += kEnding;
    m_services.project.create(path);
}

void ProjectCommands::choose()
{
    const QString path = QFileDialog::getOpenFileName(
            &m_window,
            tr("Open project"),
            folder(),
            tr("SoundLocus projects (*%1);;All files (*)").arg(kEnding));
    if (!path.isEmpty())
        m_services.project.open(path);
}

void ProjectCommands::saveCopy()
{
    QString path = QFileDialog::getSaveFileName(&m_window,
                                                tr("Save a copy of the project"),
                                                folder(),
                                                tr("SoundLocus projects (*%1)").arg(kEnding));
    if (path.isEmpty())
        return;
    if (!isProjectName(path))
        path += kEnding;
    m_services.project.saveCopy(path);
}

void ProjectCommands::addMedia()
{
    const QStringList paths = QFileDialog::getOpenFileNames(
            &m_window,
            tr("Add media to the project"),
            folder(),
            tr("Video, sound and pictures (%1);;All files (*)").arg(mediaNameFilter()));
    if (!paths.isEmpty())
        m_services.project.addMedia(paths);
}

void ProjectCommands::locateMedia()
{
    const QString path = QFileDialog::getExistingDirectory(
            &m_window, tr("Folder to look for the media in"), folder());
    if (!path.isEmpty())
        m_services.project.locateMedia(path);
}

void ProjectCommands::chooseImport()
{
    const QString path = QFileDialog::getOpenFileName(
            &m_window,
            tr("Import annotations"),
            folder(),
            tr("Annotations (*.json *.xml *.tsv *.csv *.jsonl *.yaml *.txt);;All files (*)"));
    if (!path.isEmpty())
        m_services.project.prepareImport(path, {}, {});
}

void ProjectCommands::showImport(const ImportPreview &preview)
{
    auto *dialog = new ImportDialog(preview, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_services.project.applyImport(dialog->dropsDegenerate());
    });
    connect(dialog, &QDialog::rejected, this, [this] { m_services.project.cancelImport(); });
    dialog->open();
}

void ProjectCommands::chooseLabels()
{
    const QString path = QFileDialog::getOpenFileName(
            &m_window,
            tr("Import labels"),
            folder(),
            tr("Lists of names, one a line or in the first column (*.txt *.csv);;All files (*)"));
    if (!path.isEmpty())
        m_services.project.importLabels(path);
}

void ProjectCommands::chooseMerge()
{
    const QString path = QFileDialog::getOpenFileName(
            &m_window,
            tr("Merge project"),
            folder(),
            tr("SoundLocus projects (*%1);;All files (*)").arg(kEnding));
    if (!path.isEmpty())
        m_services.project.prepareMerge(path);
}

void ProjectCommands::showMerge(const MergePreview &preview)
{
    auto *dialog = new MergeDialog(preview, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] { m_services.project.applyMerge(); });
    connect(dialog, &QDialog::rejected, this, [this] { m_services.project.cancelMerge(); });
    dialog->open();
}

void ProjectCommands::exportTo()
{
    auto *dialog = new AnnotationExportDialog(m_editor.document(), folder(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_services.project.exportTo(dialog->request());
    });
    dialog->open();
}

void ProjectCommands::inform(const QString &text, const QStringList &details)
{
    Notice notice;
    notice.severity = details.isEmpty() ? Notice::Severity::Information : Notice::Severity::Warning;
    notice.text = text;
    notice.detail = details.join(u'\n');
    m_session.raise(notice);
}

void ProjectCommands::enable()
{
    const AnnotationDocument &document = m_editor.document();
    for (const char *id : {"annotation.close-project", "annotation.save-copy", "annotation.export"})
        m_actions.action(QString::fromLatin1(id))->setEnabled(document.isOpen());
    for (const char *id : {"annotation.add-media",
                           "annotation.locate-media",
                           "annotation.import",
                           "annotation.import-labels",
                           "annotation.merge-project"})
        m_actions.action(QString::fromLatin1(id))
                ->setEnabled(document.isOpen() && document.isEditable());
}

} // namespace soundlocus
