// SPDX-License-Identifier: MIT
#pragma once

#include "app/session.h"
#include "ui/panels/action_registry.h"

#include <QObject>
#include <QString>

class QWidget;

namespace soundlocus {

/// Commands that open files and models: dialogs and what follows them. Threads: GUI thread only.
class FileCommands final : public QObject
{
    Q_OBJECT
public:
    /// @param demoScene empty: not there, the command is disabled
    FileCommands(Services services,
                 Session &session,
                 ActionRegistry &actions,
                 const QString &demoScene,
                 QWidget &window);

    void chooseModel(MapSlot slot);
    /// A file whose sound is to be heard; empty where the user thought better of it.
    [[nodiscard]] QString chooseSound();

private:
    void chooseFiles();
    void chooseFolder();
    [[nodiscard]] QString startFolder() const;

    Services m_services;
    Session &m_session;
    QWidget &m_window;
};

} // namespace soundlocus
