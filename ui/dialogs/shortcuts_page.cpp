// SPDX-License-Identifier: MIT
#include "ui/dialogs/shortcuts_page.h"

#include "ui/panels/key_presets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr int kIdRole = Qt::UserRole;
enum Column { NameColumn, KeysColumn };
constexpr int kNameWidth = 300;

QString keysText(const QList<QKeySequence> &keys)
{
    return QKeySequence::listToString(keys, QKeySequence::NativeText);
}

} // namespace

ShortcutsPage::ShortcutsPage(ActionRegistry &actions, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_settings(settings)
{
    makeControls();
    layOut();
    connectControls();
    fill();
    selectionChanged();
}

void ShortcutsPage::makeControls()
{
    m_preset = new QComboBox(this);
    m_preset->setAccessibleName(tr("Key preset"));
    m_preset->setToolTip(
            tr("Gives all commands the keys that another program has; keys of your own are lost"));
    for (const KeyPreset &preset : keyPresets())
        m_preset->addItem(keyPresetName(preset), QString::fromLatin1(preset.id));
    m_preset->setCurrentIndex(m_preset->findData(m_actions.preset()));
    m_filter = new QLineEdit(this);
    m_filter->setPlaceholderText(tr("Find a command or a key"));
    m_filter->setAccessibleName(tr("Find a command or a key"));
    m_filter->setClearButtonEnabled(true);
    m_tree = new QTreeWidget(this);
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Command"), tr("Keys")});
    m_tree->setAccessibleName(tr("Commands and their keys"));
    m_tree->header()->resizeSection(NameColumn, kNameWidth);
    m_key = new QKeySequenceEdit(this);
    m_key->setAccessibleName(tr("New key"));
    m_warning = new QLabel(this);
    m_warning->setWordWrap(true);
    m_assign = new QPushButton(tr("&Assign"), this);
    m_assign->setToolTip(tr("The command has this key and no other"));
    m_add = new QPushButton(tr("A&dd"), this);
    m_add->setToolTip(tr("The command has this key besides those it has"));
    m_clear = new QPushButton(tr("&No key"), this);
    m_restore = new QPushButton(tr("&Restore default"), this);
    m_restoreAll = new QPushButton(tr("Restore a&ll defaults"), this);
    for (QPushButton *button : {m_assign, m_add, m_clear, m_restore, m_restoreAll})
        button->setAutoDefault(false);
}

void ShortcutsPage::layOut()
{
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(tr("New &key"), this);
    label->setBuddy(m_key);
    row->addWidget(label);
    row->addWidget(m_key, 1);
    row->addWidget(m_assign);
    row->addWidget(m_add);
    row->addWidget(m_clear);
    row->addWidget(m_restore);
    auto *presetLabel = new QLabel(tr("Key &preset"), this);
    presetLabel->setBuddy(m_preset);
    auto *top = new QHBoxLayout;
    top->addWidget(m_filter, 1);
    top->addWidget(presetLabel);
    top->addWidget(m_preset);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_warning);
    layout->addLayout(row);
    layout->addWidget(m_restoreAll, 0, Qt::AlignLeft);
}

void ShortcutsPage::connectControls()
{
    connect(m_preset, &QComboBox::activated, this, [this] {
        choosePreset(m_preset->currentData().toString());
    });
    connect(m_filter, &QLineEdit::textChanged, this, &ShortcutsPage::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ShortcutsPage::selectionChanged);
    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsPage::checkConflict);
    connect(m_assign, &QPushButton::clicked, this, [this] { assignKeys({m_key->keySequence()}); });
    connect(m_add, &QPushButton::clicked, this, [this] {
        QList<QKeySequence> keys = m_actions.keys(selected());
        keys.removeAll(m_key->keySequence());
        keys.append(m_key->keySequence());
        assignKeys(keys);
    });
    connect(m_clear, &QPushButton::clicked, this, [this] { assignKeys({}); });
    connect(m_restore, &QPushButton::clicked, this, [this] {
        assignKeys(m_actions.defaults(selected()));
    });
    connect(m_restoreAll, &QPushButton::clicked, this, [this] {
        m_actions.restoreDefaults();
        m_settings.setShortcuts(m_actions.overrides());
    });
    connect(&m_actions, &ActionRegistry::keysChanged, this, &ShortcutsPage::refreshKeys);
}

void ShortcutsPage::choosePreset(const QString &preset)
{
    if (preset == m_actions.preset())
        return;
    m_actions.setPreset(preset);
    m_settings.setKeyPreset(m_actions.preset());
    m_settings.setShortcuts(m_actions.overrides());
}

void ShortcutsPage::fill()
{
    QHash<int, QTreeWidgetItem *> groups;
    for (const QAction *action : m_actions.actions()) {
        const int group = action->data().toInt();
        if (!groups.contains(group)) {
            auto *item = new QTreeWidgetItem(m_tree,
                                             {commandGroupName(static_cast<CommandGroup>(group))});
            item->setFlags(Qt::ItemIsEnabled);
            groups.insert(group, item);
        }
        auto *item = new QTreeWidgetItem(groups.value(group), {ActionRegistry::plainText(*action)});
        item->setData(NameColumn, kIdRole, action->objectName());
    }
    m_tree->expandAll();
    refreshKeys();
}

void ShortcutsPage::refreshKeys()
{
    for (QTreeWidgetItemIterator it(m_tree); *it; ++it) {
        const QString id = (*it)->data(NameColumn, kIdRole).toString();
        if (id.isEmpty())
            continue;
        QFont font = m_tree->font();
        font.setBold(m_actions.keys(id) != m_actions.defaults(id));
        (*it)->setFont(KeysColumn, font);
        (*it)->setText(KeysColumn, keysText(m_actions.keys(id)));
    }
    selectionChanged();
}

void ShortcutsPage::filter(const QString &text)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_tree->topLevelItem(i);
        bool isAnyShown = false;
        for (int k = 0; k < group->childCount(); ++k) {
            QTreeWidgetItem *item = group->child(k);
            const bool isShown = item->text(NameColumn).contains(text, Qt::CaseInsensitive)
                                 || item->text(KeysColumn).contains(text, Qt::CaseInsensitive);
            item->setHidden(!isShown);
            isAnyShown = isAnyShown || isShown;
        }
        group->setHidden(!isAnyShown);
    }
}

void ShortcutsPage::selectionChanged()
{
    const bool isSelected = !selected().isEmpty();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_key, m_clear, m_restore})
        widget->setEnabled(isSelected);
    m_key->clear();
    checkConflict();
}

void ShortcutsPage::checkConflict()
{
    const QKeySequence key = m_key->keySequence();
    for (QPushButton *button : {m_assign, m_add})
        button->setEnabled(!selected().isEmpty() && !key.isEmpty());
    if (selected().isEmpty()) {
        m_warning->setText(tr("Select a command to change its keys."));
        return;
    }
    const QStringList others = m_actions.conflicts(selected(), {key});
    const QList<QKeySequence> defaults = m_actions.defaults(selected());
    const QStringList losers = m_actions.conflicts(selected(), defaults);
    if (!key.isEmpty() && !others.isEmpty())
        m_warning->setText(
                tr("%1 belongs to %2; assigning takes it from there.")
                        .arg(key.toString(QKeySequence::NativeText), commandNames(others)));
    else if (key.isEmpty() && !losers.isEmpty())
        m_warning->setText(
                tr("Press the new key for “%1”. Its defaults (%2) belong to %3 now; "
                   "restoring takes them from there.")
                        .arg(commandName(selected()), keysText(defaults), commandNames(losers)));
    else
        m_warning->setText(tr("Press the new key for “%1”.").arg(commandName(selected())));
}

QString ShortcutsPage::commandNames(const QStringList &ids) const
{
    QStringList names;
    for (const QString &id : ids)
        names.append(tr("“%1”", "a command").arg(commandName(id)));
    return QLocale().createSeparatedList(names);
}

void ShortcutsPage::assignKeys(const QList<QKeySequence> &keys)
{
    m_actions.setKeys(selected(), keys);
    m_settings.setShortcuts(m_actions.overrides());
    checkConflict();
}

QString ShortcutsPage::selected() const
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    return item == nullptr ? QString() : item->data(NameColumn, kIdRole).toString();
}

QString ShortcutsPage::commandName(const QString &id) const
{
    return ActionRegistry::plainText(*m_actions.action(id));
}

} // namespace soundlocus
