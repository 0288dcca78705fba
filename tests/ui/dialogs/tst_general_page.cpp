// SPDX-License-Identifier: MIT
#include "ui/dialogs/general_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;

class TestGeneralPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changesApplyAtOnce()
    {
        Settings settings;
        settings.addRecentFile(u"/a.mp4"_s);
        GeneralPage page(settings);
        for (auto *box : page.findChildren<QComboBox *>()) {
            box->setFocus();
            QTest::keyClick(box, Qt::Key_End);
        }
        QCOMPARE(settings.values().appearance, (AppearanceSettings{Theme::Dark, u"zh_CN"_s}));
        for (auto *box : page.findChildren<QCheckBox *>())
            box->click();
        QVERIFY(!settings.values().playback.playsOnOpen);
        QVERIFY(!settings.values().playback.resumes);
        page.findChild<QSpinBox *>()->setValue(320);
        QCOMPARE(settings.values().annotation.reactionMs, 320);
        page.findChild<QPushButton *>()->click();
        QVERIFY(settings.values().recent.files.isEmpty());
    }
};

QTEST_MAIN(TestGeneralPage)
#include "tst_general_page.moc"
