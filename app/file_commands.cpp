// SPDX-License-Identifier: MIT
#include "app/file_commands.h"

#include "ui/services/settings.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace soundlocus {

using namespace Qt::StringLiterals;

FileCommands::FileCommands(Services services,
                           Session &session,
                           ActionRegistry &actions,
                           const QString &demoScene,
                           QWidget &window)
    : QObject(&window)
    , m_services(services)
    , m_session(session)
    , m_window(window)
{
    const auto on = [&](const QString &id, auto command) {
        connect(actions.action(id), &QAction::triggered, this, command);
    };
    on(u"file.open"_s, [this] { chooseFiles(); });
    on(u"file.open-folder"_s, [this] { chooseFolder(); });
    on(u"file.open-demo"_s, [this, demoScene] { m_session.open({demoScene}); });
    actions.action(u"file.open-demo"_s)->setEnabled(!demoScene.isEmpty());
    on(u"file.previous"_s, [this] { m_session.openNeighbour(-1); });
    on(u"file.next"_s, [this] { m_session.openNeighbour(1); });
    on(u"file.close"_s, [this] { m_session.close(); });
    on(u"map.open-model"_s, [this] { chooseModel(MapSlot::Main); });
    on(u"map.open-comparison"_s, [this] { chooseModel(MapSlot::Comparison); });
    on(u"map.close-comparison"_s,
       [this] { m_services.localization.unloadModel(MapSlot::Comparison); });
    on(u"map.demo-model"_s, [this] { m_session.loadModel(MapSlot::Main, m_session.demoModel()); });
    actions.action(u"map.demo-model"_s)->setEnabled(!m_session.demoModel().isEmpty());
    QAction *closeFile = actions.action(u"file.close"_s);
    const auto enableClose = [this, closeFile] {
        closeFile->setEnabled(m_services.player.state() != Player::State::Empty);
    };
    connect(&services.player, &Player::stateChanged, closeFile, enableClose);
    enableClose();
    QAction *close = actions.action(u"map.close-comparison"_s);
    const auto enable = [this, close] {
        close->setEnabled(m_services.localization.model(MapSlot::Comparison).has_value());
    };
    connect(&m_services.localization, &Localization::modelChanged, close, enable);
    enable();
}

void FileCommands::chooseFiles()
{
    const QStringList paths = QFileDialog::getOpenFileNames(
            &m_window,
            tr("Open"),
            startFolder(),
            tr("Video, sound, pictures, checkpoints and projects (%1 *.soundlocus);;All files (*)")
                    .arg(mediaNameFilter() + u' ' + modelNameFilter()));
    m_session.open(paths);
}

void FileCommands::chooseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(
            &m_window, tr("Open folder"), startFolder());
    if (!path.isEmpty())
        m_session.open({path});
}

void FileCommands::chooseModel(MapSlot slot)
{
    const QStringList &recent = m_services.settings.values().recent.models;
    const QString path = QFileDialog::getOpenFileName(
            &m_window,
            tr("Load model"),
            recent.isEmpty() ? QString() : QFileInfo(recent.first()).path(),
            tr("Checkpoints (%1);;All files (*)").arg(modelNameFilter()));
    if (!path.isEmpty())
        m_session.loadModel(slot, path);
}

QString FileCommands::chooseSound()
{
    return QFileDialog::getOpenFileName(
            &m_window,
            tr("Choose a sound"),
            startFolder(),
            tr("Video and sound (%1);;All files (*)").arg(mediaNameFilter()));
}

QString FileCommands::startFolder() const
{
    const QStringList &recent = m_services.settings.values().recent.files;
    return recent.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::MoviesLocation)
                            : QFileInfo(recent.first()).path();
}

} // namespace soundlocus
