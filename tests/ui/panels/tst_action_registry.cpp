// SPDX-License-Identifier: MIT
#include "ui/panels/action_registry.h"
#include "ui/panels/key_presets.h"

#include <QSet>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

QList<QKeySequence> keys(std::initializer_list<const char *> texts)
{
    QList<QKeySequence> list;
    for (const char *text : texts)
        list.append(QKeySequence(QLatin1String(text)));
    return list;
}

} // namespace

class TestActionRegistry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void idsAreUniqueAndTextsThere()
    {
        QSet<QString> ids;
        for (const CommandSpec &spec : commandSpecs()) {
            const QString id = QString::fromLatin1(spec.id);
            QVERIFY2(!ids.contains(id), spec.id);
            ids.insert(id);
            QVERIFY2(!commandText(spec).isEmpty(), spec.id);
        }
    }

    void noPresetHasConflicts_data()
    {
        QTest::addColumn<QString>("preset");
        for (const KeyPreset &preset : keyPresets())
            QTest::newRow(preset.id) << QString::fromLatin1(preset.id);
    }
    void noPresetHasConflicts()
    {
        QFETCH(const QString, preset);
        ActionRegistry registry;
        registry.setPreset(preset);
        QCOMPARE(registry.preset(), preset);
        QVERIFY(registry.overrides().isEmpty());
        for (const QAction *action : registry.actions()) {
            const QStringList others = registry.conflicts(action->objectName(),
                                                          action->shortcuts());
            QVERIFY2(others.isEmpty(),
                     qPrintable(action->objectName() + u" and "_s + others.join(u", "_s)));
            for (const QKeySequence &key : action->shortcuts())
                QVERIFY2(!key.isEmpty() && key[0].key() != Qt::Key_unknown,
                         qPrintable(action->objectName()));
        }
    }

    void presetsNameCommandsThatAreThere()
    {
        const ActionRegistry registry;
        for (const KeyPreset &preset : keyPresets()) {
            QVERIFY2(!keyPresetName(preset).isEmpty(), preset.id);
            for (const PresetKeys &keys : preset.keys)
                QVERIFY2(registry.action(QString::fromLatin1(keys.command)), keys.command);
        }
    }

    void presetsHaveTheKeysOfTheirProgram()
    {
        ActionRegistry registry;
        registry.setPreset(u"cvat"_s);
        QCOMPARE(registry.keys(u"annotation.add-key"_s), keys({"K"}));
        QVERIFY(registry.keys(u"playback.step-forward"_s).contains(QKeySequence(Qt::Key_F)));
        registry.setPreset(u"vlc"_s);
        QVERIFY(registry.keys(u"playback.step-forward"_s).contains(QKeySequence(Qt::Key_E)));
        registry.setPreset(u"via"_s);
        QCOMPARE(registry.keys(u"annotation.sounding"_s), keys({"A"}));
        registry.setPreset(u"no such"_s);
        QCOMPARE(registry.preset(), u"default"_s);
        QCOMPARE(registry.keys(u"annotation.sounding"_s), keys({"S"}));
    }

    void defaultsParse()
    {
        for (const CommandSpec &spec : commandSpecs()) {
            for (const QKeySequence &key : defaultKeys(spec))
                QVERIFY2(!key.isEmpty() && key[0].key() != Qt::Key_unknown, spec.id);
        }
    }

    void playersKeys_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QKeySequence>("key");
        QTest::newRow("play") << u"playback.play"_s << QKeySequence(Qt::Key_Space);
        QTest::newRow("frame") << u"playback.step-forward"_s << QKeySequence(Qt::Key_Right);
        QTest::newRow("frame too") << u"playback.step-forward"_s << QKeySequence(Qt::Key_Period);
        QTest::newRow("ten") << u"playback.step-back-10"_s << QKeySequence(u"Shift+Left"_s);
        QTest::newRow("key frame")
                << u"playback.next-key-frame"_s << QKeySequence(Qt::Key_PageDown);
        QTest::newRow("slower") << u"playback.slower"_s << QKeySequence(Qt::Key_BracketLeft);
        QTest::newRow("loop") << u"playback.loop"_s << QKeySequence(u"Ctrl+L"_s);
        QTest::newRow("full screen") << u"view.full-screen"_s << QKeySequence(Qt::Key_F11);
        QTest::newRow("sheet") << u"help.keys"_s << QKeySequence(u"?"_s);
    }

    void playersKeys()
    {
        QFETCH(const QString, id);
        QFETCH(const QKeySequence, key);
        const ActionRegistry registry;
        QVERIFY(registry.keys(id).contains(key));
    }

    void aKeyIsTakenFromTheOther()
    {
        ActionRegistry registry;
        const auto wanted = keys({"Space"});
        QCOMPARE(registry.conflicts(u"map.show"_s, wanted), QStringList{u"playback.play"_s});
        registry.setKeys(u"map.show"_s, wanted);
        QCOMPARE(registry.keys(u"map.show"_s), wanted);
        QVERIFY(registry.keys(u"playback.play"_s).isEmpty());
        QVERIFY(registry.action(u"map.show"_s)->toolTip().contains(u"Space"_s));
    }

    void overridesComeBack()
    {
        ActionRegistry first;
        first.setKeys(u"playback.mute"_s, keys({"Ctrl+Alt+M", "Z"}));
        first.setKeys(u"map.show"_s, {});
        const ShortcutOverrides overrides = first.overrides();
        QCOMPARE(overrides.size(), 2);
        ActionRegistry second;
        second.setOverrides(overrides);
        QCOMPARE(second.keys(u"playback.mute"_s), keys({"Ctrl+Alt+M", "Z"}));
        QVERIFY(second.keys(u"map.show"_s).isEmpty());
        second.restoreDefaults();
        QVERIFY(second.overrides().isEmpty());
        QCOMPARE(second.keys(u"playback.mute"_s), keys({"M"}));
    }

    void strangeOverridesArePassedOver()
    {
        ActionRegistry registry;
        registry.setOverrides({{u"no.such"_s, {u"X"_s}}, {u"map.show"_s, {u"%%%$$"_s, u"X"_s}}});
        QCOMPARE(registry.keys(u"map.show"_s), keys({"X"}));
    }

    void plainTextHasNoMarks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("plain");
        QTest::newRow("English") << u"Save && &go…"_s << u"Save & go"_s;
        QTest::newRow("German") << u"Ö&ffnen …"_s << u"Öffnen"_s;
        QTest::newRow("Chinese") << u"打开(&O)…"_s << u"打开"_s;
    }
    void plainTextHasNoMarks()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, plain);
        const QAction action(text);
        QCOMPARE(ActionRegistry::plainText(action), plain);
    }

    /// A key of one's own stays where it is when the program gives it to another command later.
    void aDefaultDoesNotTakeAKeyOfOnesOwn()
    {
        ActionRegistry actions;
        const QList<QKeySequence> defaults = actions.defaults(u"playback.marker"_s);
        QCOMPARE(defaults.size(), 1);
        ShortcutOverrides own;
        own.insert(u"map.reset"_s, {defaults.first().toString(QKeySequence::PortableText)});
        actions.setOverrides(own);
        QCOMPARE(actions.keys(u"map.reset"_s), defaults);
        QVERIFY(actions.keys(u"playback.marker"_s).isEmpty());
    }
};

QTEST_MAIN(TestActionRegistry)
#include "tst_action_registry.moc"
