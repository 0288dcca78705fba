// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/action_registry.h"

#include <QWidget>

class QComboBox;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace soundlocus {

/// All commands with their keys: a key can be given, taken away and restored; a key that another
/// command has is shown before it is taken from it. A preset gives all commands their keys.
/// Threads: GUI thread only.
class ShortcutsPage final : public QWidget
{
    Q_OBJECT
public:
    /// @param settings receives what differs from the defaults
    ShortcutsPage(ActionRegistry &actions, Settings &settings, QWidget *parent = nullptr);

private:
    void makeControls();
    void layOut();
    void connectControls();
    void choosePreset(const QString &preset);
    void fill();
    void refreshKeys();
    void filter(const QString &text);
    void selectionChanged();
    void checkConflict();
    void assignKeys(const QList<QKeySequence> &keys);
    /// Empty while no command is selected.
    [[nodiscard]] QString selected() const;
    [[nodiscard]] QString commandName(const QString &id) const;
    /// “Play” and “Mute”.
    [[nodiscard]] QString commandNames(const QStringList &ids) const;

    ActionRegistry &m_actions;
    Settings &m_settings;
    QComboBox *m_preset = nullptr;
    QLineEdit *m_filter = nullptr;
    QTreeWidget *m_tree = nullptr;
    QKeySequenceEdit *m_key = nullptr;
    QLabel *m_warning = nullptr;
    QPushButton *m_assign = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_clear = nullptr;
    QPushButton *m_restore = nullptr;
    QPushButton *m_restoreAll = nullptr;
};

} // namespace soundlocus
