// SPDX-License-Identifier: MIT
#include "tests/support/fake_services.h"
#include "ui/panels/what_if_panel.h"

#include <QCheckBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

template <typename Button>
Button *withText(QWidget &parent, const QString &text)
{
    for (auto *button : parent.findChildren<Button *>()) {
        if (button->text().remove(u'&').contains(text))
            return button;
    }
    qFatal("no button says %s", qPrintable(text));
    return nullptr;
}

} // namespace

class TestWhatIfPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kindsAreLive()
    {
        test::FakeLocalization localization;
        WhatIfPanel panel(localization);
        withText<QRadioButton>(panel, u"Silence"_s)->click();
        QCOMPARE(localization.sound(MapSlot::Main).kind, SoundChoice::Kind::Silence);
        withText<QRadioButton>(panel, u"Noise"_s)->click();
        QCOMPARE(localization.sound(MapSlot::Main).kind, SoundChoice::Kind::Noise);
        withText<QRadioButton>(panel, u"own sound"_s)->click();
        QCOMPARE(localization.sound(MapSlot::Main), SoundChoice{});
    }

    void aFileIsAskedForOnceAndACancelledDialogChangesNothing()
    {
        test::FakeLocalization localization;
        WhatIfPanel panel(localization);
        QSignalSpy asked(&panel, &WhatIfPanel::chooseRequested);
        auto *file = withText<QRadioButton>(panel, u"another file"_s);
        file->click();
        QCOMPARE(asked.count(), 1);
        panel.useFile({});
        QCOMPARE(localization.sound(MapSlot::Main), SoundChoice{});
        QVERIFY(!file->isChecked());
        panel.useFile(u"/x/dog.wav"_s);
        QCOMPARE(localization.sound(MapSlot::Main).path, u"/x/dog.wav"_s);
        QVERIFY(file->isChecked());
    }

    void objectsAreMuted()
    {
        test::FakeLocalization localization;
        WhatIfPanel panel(localization);
        QVERIFY(!withText<QRadioButton>(panel, u"objects"_s)->isEnabled());
        localization.objects = {{u"0"_s, u"frog"_s}, {u"1"_s, u"crow"_s}};
        Q_EMIT localization.sceneObjectsChanged();
        withText<QCheckBox>(panel, u"frog"_s)->click();
        const SoundChoice sound = localization.sound(MapSlot::Main);
        QCOMPARE(sound.kind, SoundChoice::Kind::Stems);
        QCOMPARE(sound.mutedObjects, QStringList{u"0"_s});
        localization.objects.clear();
        Q_EMIT localization.sceneObjectsChanged();
        for (const auto *box : panel.findChildren<QCheckBox *>())
            QVERIFY(box->text() != u"frog"_s);
    }

    void bothMapsHearTheSame()
    {
        test::FakeLocalization localization;
        WhatIfPanel panel(localization);
        auto *both = withText<QCheckBox>(panel, u"compared with"_s);
        QVERIFY(both->isHidden()); // nothing is compared
        localization.loadModel(MapSlot::Main, u"/m.pth"_s);
        localization.loadModel(MapSlot::Comparison, u"/n.pth"_s);
        QVERIFY(!both->isHidden());
        both->click();
        withText<QRadioButton>(panel, u"Silence"_s)->click();
        QCOMPARE(localization.sound(MapSlot::Comparison).kind, SoundChoice::Kind::Silence);
        both->click();
        QCOMPARE(localization.sound(MapSlot::Comparison).kind, SoundChoice::Kind::Own);
        QCOMPARE(localization.sound(MapSlot::Main).kind, SoundChoice::Kind::Silence);
    }

    void comparisonTakesTheSameModelWithItsOwnSound()
    {
        test::FakeLocalization localization;
        WhatIfPanel panel(localization);
        auto *compare = withText<QPushButton>(panel, u"Compare"_s);
        QVERIFY(!compare->isEnabled());
        localization.loadModel(MapSlot::Main, u"/m.pth"_s);
        withText<QRadioButton>(panel, u"Silence"_s)->click();
        QTest::mouseClick(compare, Qt::LeftButton);
        QCOMPARE(localization.model(MapSlot::Comparison)->path, u"/m.pth"_s);
        QCOMPARE(localization.sound(MapSlot::Comparison), SoundChoice{});
        QCOMPARE(localization.sound(MapSlot::Main).kind, SoundChoice::Kind::Silence);
    }
};

QTEST_MAIN(TestWhatIfPanel)
#include "tst_what_if_panel.moc"
