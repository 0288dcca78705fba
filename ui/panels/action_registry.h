// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/commands.h"
#include "ui/services/settings.h"

#include <QAction>
#include <QHash>
#include <QObject>

#include <vector>

namespace soundlocus {

/// One QAction for each command, found by its stable id, and the keys the user gave it.
/// Threads: GUI thread only.
class ActionRegistry final : public QObject
{
    Q_OBJECT
public:
    explicit ActionRegistry(QObject *parent = nullptr);

    /// @param id one of commandSpecs()
    [[nodiscard]] QAction *action(const QString &id) const;
    /// In the order of commandSpecs().
    [[nodiscard]] const std::vector<QAction *> &actions() const { return m_actions; }
    [[nodiscard]] std::vector<QAction *> actions(CommandGroup group) const;

    [[nodiscard]] QList<QKeySequence> keys(const QString &id) const;
    /// Keys of a preset become the defaults, and every command gets its own.
    /// @param id of key_presets.h
    void setPreset(const QString &id);
    [[nodiscard]] const QString &preset() const { return m_preset; }
    [[nodiscard]] QList<QKeySequence> defaults(const QString &id) const;
    /// Commands other than `id` that have one of `keys`.
    [[nodiscard]] QStringList conflicts(const QString &id, const QList<QKeySequence> &keys) const;

    /// Gives a command its keys and takes them from every other command.
    void setKeys(const QString &id, const QList<QKeySequence> &keys);
    void restoreDefaults();

    /// What settings keep. Unknown ids and unreadable keys are passed over.
    [[nodiscard]] ShortcutOverrides overrides() const;
    void setOverrides(const ShortcutOverrides &overrides);

    /// Text of a command or a label without the mark of the access key.
    [[nodiscard]] static QString plainText(const QString &text);
    [[nodiscard]] static QString plainText(const QAction &action)
    {
        return plainText(action.text());
    }

Q_SIGNALS:
    void keysChanged();

private:
    void assign(const QString &id, const QList<QKeySequence> &keys);

    std::vector<QAction *> m_actions;
    QHash<QString, QAction *> m_byId;
    QHash<QString, QList<QKeySequence>> m_defaults;
    QString m_preset = QStringLiteral("default");
};

} // namespace soundlocus
