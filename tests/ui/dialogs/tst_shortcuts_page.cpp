// SPDX-License-Identifier: MIT
#include "ui/dialogs/key_sheet.h"
#include "ui/dialogs/shortcuts_page.h"

#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

struct Bench
{
    Settings settings;
    ActionRegistry actions;
    ShortcutsPage page{actions, settings};

    void select(const QString &command)
    {
        auto *tree = page.findChild<QTreeWidget *>();
        const auto found = tree->findItems(command, Qt::MatchExactly | Qt::MatchRecursive);
        QCOMPARE(found.size(), 1);
        tree->setCurrentItem(found.first());
    }
    void press(const QString &button)
    {
        for (auto *each : page.findChildren<QPushButton *>()) {
            if (each->text().remove(u'&') == button)
                each->click();
        }
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (const auto *label : page.findChildren<QLabel *>()) {
            if (label->text().contains(text))
                return true;
        }
        return false;
    }
    void enter(const QString &key)
    {
        page.findChild<QKeySequenceEdit *>()->setKeySequence(QKeySequence(key));
    }
};

} // namespace

class TestShortcutsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void conflictIsNamedBeforeTheKeyIsTaken()
    {
        Bench b;
        b.select(u"Mute"_s);
        b.enter(u"Space"_s);
        QVERIFY(b.says(u"belongs to “Play”"_s));
        QCOMPARE(b.actions.keys(u"playback.play"_s).size(), 1);
        b.press(u"Assign"_s);
        QVERIFY(b.actions.keys(u"playback.play"_s).isEmpty());
        QCOMPARE(b.settings.values().shortcuts.value(u"playback.mute"_s), QStringList{u"Space"_s});
        QCOMPARE(b.settings.values().shortcuts.value(u"playback.play"_s), QStringList{});
    }

    void freeKeyIsNoConflict()
    {
        Bench b;
        b.select(u"Mute"_s);
        b.enter(u"Ctrl+Alt+M"_s);
        QVERIFY(!b.says(u"belongs to"_s));
    }

    void oneAndAllAreRestored()
    {
        Bench b;
        b.select(u"Mute"_s);
        b.press(u"No key"_s);
        QVERIFY(b.actions.keys(u"playback.mute"_s).isEmpty());
        b.select(u"Play"_s);
        b.press(u"No key"_s);
        b.press(u"Restore default"_s);
        QCOMPARE(b.actions.keys(u"playback.play"_s), b.actions.defaults(u"playback.play"_s));
        QVERIFY(b.actions.keys(u"playback.mute"_s).isEmpty());
        b.press(u"Restore all defaults"_s);
        QVERIFY(b.settings.values().shortcuts.isEmpty());
    }

    void filterFindsNamesAndKeys()
    {
        Bench b;
        auto *tree = b.page.findChild<QTreeWidget *>();
        const auto shown = [&] {
            int count = 0;
            for (QTreeWidgetItemIterator it(tree, QTreeWidgetItemIterator::NotHidden); *it; ++it)
                count += (*it)->childCount() == 0 ? 1 : 0;
            return count;
        };
        b.page.findChild<QLineEdit *>()->setText(u"shuttle"_s);
        QCOMPARE(shown(), 3);
        b.page.findChild<QLineEdit *>()->setText(u"F11"_s);
        QCOMPARE(shown(), 1);
        b.page.findChild<QLineEdit *>()->clear();
        QVERIFY(shown() > 40);
    }

    void sheetShowsTheKeysThatAreSet()
    {
        ActionRegistry actions;
        actions.setKeys(u"playback.mute"_s, {QKeySequence(u"Ctrl+Alt+M"_s)});
        const KeySheet sheet(actions);
        bool isShown = false;
        for (const auto *label : sheet.findChildren<QLabel *>())
            isShown = isShown || label->text() == u"Ctrl+Alt+M"_s;
        QVERIFY(isShown);
    }

    void everyKeyIsOnTheSheet()
    {
        const ActionRegistry actions;
        const KeySheet sheet(actions);
        QStringList shown;
        for (const auto *label : sheet.findChildren<QLabel *>())
            shown.append(label->text());
        for (const QAction *action : actions.actions()) {
            if (!action->shortcuts().isEmpty())
                QVERIFY2(shown.contains(ActionRegistry::plainText(*action)),
                         qPrintable(action->objectName()));
        }
    }

    void aKeyIsAddedToThoseThereAre()
    {
        Bench b;
        b.select(u"One frame forwards"_s);
        b.enter(u"Ctrl+Alt+N"_s);
        b.press(u"Add"_s);
        QCOMPARE(b.actions.keys(u"playback.step-forward"_s),
                 (QList<QKeySequence>{QKeySequence(u"Right"_s),
                                      QKeySequence(u"."_s),
                                      QKeySequence(u"Ctrl+Alt+N"_s)}));
    }

    void restoringTellsFromWhomItTakes()
    {
        Bench b;
        b.actions.setKeys(u"playback.play"_s, {QKeySequence(u"M"_s)}); // that of Mute
        b.select(u"Mute"_s);
        QVERIFY(b.says(u"“Play”"_s));
    }

    void aPresetGivesAllKeysAndIsRemembered()
    {
        Bench b;
        b.actions.setKeys(u"playback.play"_s, {QKeySequence(u"Ctrl+Alt+P"_s)});
        auto *preset = b.page.findChild<QComboBox *>();
        QCOMPARE(preset->currentData().toString(), u"default"_s);
        preset->setCurrentIndex(preset->findData(u"cvat"_s));
        Q_EMIT preset->activated(preset->currentIndex());
        QCOMPARE(b.settings.values().keyPreset, u"cvat"_s);
        QVERIFY(b.settings.values().shortcuts.isEmpty());
        QCOMPARE(b.actions.keys(u"annotation.add-key"_s), QList{QKeySequence(Qt::Key_K)});
        QCOMPARE(b.actions.keys(u"playback.play"_s), QList{QKeySequence(Qt::Key_Space)});
    }
};

QTEST_MAIN(TestShortcutsPage)
#include "tst_shortcuts_page.moc"
