// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "app/session.h"
#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"
#include "ui/services/project_service.h"

#include <QObject>

class QWidget;

namespace soundlocus {

/// Commands that open projects and bring annotations in and out: dialogs and what follows them.
/// Threads: GUI thread only.
class ProjectCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    ProjectCommands(Services services,
                    Session &session,
                    AnnotationEditor &editor,
                    ActionRegistry &actions,
                    QWidget &window);

    /// Where a clip's media are gone, the folder to look in.
    void locateMedia();

    /// Waits until everything is stored; where that cannot be, its owner decides.
    [[nodiscard]] bool mayClose();

private:
    void connectService();
    void create();
    void choose();
    void saveCopy();
    void addMedia();
    void chooseImport();
    void showImport(const ImportPreview &preview);
    void chooseLabels();
    void chooseMerge();
    void showMerge(const MergePreview &preview);
    void exportTo();
    void inform(const QString &text, const QStringList &details = {});
    void enable();
    [[nodiscard]] QString folder() const;

    Services m_services;
    Session &m_session;
    AnnotationEditor &m_editor;
    ActionRegistry &m_actions;
    QWidget &m_window;
};

} // namespace soundlocus
