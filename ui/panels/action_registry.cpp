// SPDX-License-Identifier: MIT
#include "ui/panels/action_registry.h"

#include "engine/core/expects.h"
#include "ui/panels/key_presets.h"

#include <QRegularExpression>

#include <algorithm>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

QIcon iconOf(const CommandSpec &spec)
{
    if (spec.symbol == Symbol::Play)
        return symbolIcon(Symbol::Play, Symbol::Pause);
    if (spec.symbol == Symbol::Sound)
        return symbolIcon(Symbol::Sound, Symbol::Muted);
    return symbolIcon(spec.symbol);
}

QList<QKeySequence> keysFrom(const QStringList &texts)
{
    QList<QKeySequence> keys;
    for (const QString &text : texts) {
        const auto key = QKeySequence::fromString(text, QKeySequence::PortableText);
        if (!key.isEmpty() && key[0].key() != Qt::Key_unknown)
            keys.append(key);
    }
    return keys;
}

bool overlap(const QList<QKeySequence> &a, const QList<QKeySequence> &b)
{
    return std::any_of(a.begin(), a.end(), [&](const QKeySequence &key) {
        return !key.isEmpty() && b.contains(key);
    });
}

} // namespace

ActionRegistry::ActionRegistry(QObject *parent)
    : QObject(parent)
{
    for (const CommandSpec &spec : commandSpecs()) {
        const QString id = QString::fromLatin1(spec.id);
        auto *action = new QAction(iconOf(spec), commandText(spec), this);
        action->setObjectName(id);
        action->setCheckable(spec.isCheckable);
        action->setData(static_cast<int>(spec.group));
        m_actions.push_back(action);
        m_byId.insert(id, action);
        m_defaults.insert(id, defaultKeys(spec));
        assign(id, m_defaults.value(id));
    }
}

QAction *ActionRegistry::action(const QString &id) const
{
    SOUNDLOCUS_EXPECTS(m_byId.contains(id));
    return m_byId.value(id);
}

std::vector<QAction *> ActionRegistry::actions(CommandGroup group) const
{
    std::vector<QAction *> found;
    std::copy_if(m_actions.begin(),
                 m_actions.end(),
                 std::back_inserter(found),
                 [&](const QAction *action) {
                     return action->data().toInt() == static_cast<int>(group);
                 });
    return found;
}

QList<QKeySequence> ActionRegistry::keys(const QString &id) const
{
    return action(id)->shortcuts();
}

QList<QKeySequence> ActionRegistry::defaults(const QString &id) const
{
    return m_defaults.value(id);
}

QStringList ActionRegistry::conflicts(const QString &id, const QList<QKeySequence> &keys) const
{
    QStringList found;
    for (const QAction *other : m_actions) {
        if (other->objectName() != id && overlap(other->shortcuts(), keys))
            found.append(other->objectName());
    }
    return found;
}

void ActionRegistry::setKeys(const QString &id, const QList<QKeySequence> &keys)
{
    for (const QString &other : conflicts(id, keys)) {
        QList<QKeySequence> left = this->keys(other);
        left.removeIf([&](const QKeySequence &key) { return keys.contains(key); });
        assign(other, left);
    }
    assign(id, keys);
    Q_EMIT keysChanged();
}

void ActionRegistry::setPreset(const QString &id)
{
    const KeyPreset &preset = keyPreset(id);
    m_preset = QString::fromLatin1(preset.id);
    for (const CommandSpec &spec : commandSpecs())
        m_defaults.insert(QString::fromLatin1(spec.id), defaultKeys(spec));
    for (const PresetKeys &keys : preset.keys)
        m_defaults.insert(QString::fromLatin1(keys.command), parseKeys(keys.keys));
    restoreDefaults();
}

void ActionRegistry::restoreDefaults()
{
    for (const QAction *action : m_actions)
        assign(action->objectName(), m_defaults.value(action->objectName()));
    Q_EMIT keysChanged();
}

ShortcutOverrides ActionRegistry::overrides() const
{
    ShortcutOverrides overrides;
    for (const QAction *action : m_actions) {
        if (action->shortcuts() == m_defaults.value(action->objectName()))
            continue;
        QStringList texts;
        for (const QKeySequence &key : action->shortcuts())
            texts.append(key.toString(QKeySequence::PortableText));
        overrides.insert(action->objectName(), texts);
    }
    return overrides;
}

void ActionRegistry::setOverrides(const ShortcutOverrides &overrides)
{
    QList<QKeySequence> taken;
    for (const QAction *action : m_actions) {
        const QString id = action->objectName();
        if (!overrides.contains(id))
            continue;
        const QList<QKeySequence> keys = keysFrom(overrides.value(id));
        taken += keys;
        assign(id, keys);
    }
    // A default that somebody gave to another command, before this one had it, stays there.
    for (const QAction *action : m_actions) {
        const QString id = action->objectName();
        if (overrides.contains(id))
            continue;
        QList<QKeySequence> keys = m_defaults.value(id);
        keys.removeIf([&](const QKeySequence &key) { return taken.contains(key); });
        assign(id, keys);
    }
    Q_EMIT keysChanged();
}

QString ActionRegistry::plainText(const QString &text)
{
    // Chinese menus have the access key in brackets behind the text.
    static const QRegularExpression kBracketed(u"\\(&.\\)"_s);
    QString plain = text;
    plain.remove(kBracketed);
    plain.replace(u"&&"_s, u"\u0001"_s).remove(u'&').replace(u'\u0001', u'&');
    if (plain.endsWith(u'…'))
        plain.chop(1);
    return plain.trimmed();
}

void ActionRegistry::assign(const QString &id, const QList<QKeySequence> &keys)
{
    QAction *action = m_byId.value(id);
    action->setShortcuts(keys);
    const QString name = plainText(*action);
    action->setToolTip(
            keys.isEmpty() ? name
                           : tr("%1 (%2)", "name of a command and its key")
                                     .arg(name, keys.first().toString(QKeySequence::NativeText)));
}

} // namespace soundlocus
