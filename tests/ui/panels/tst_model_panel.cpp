// SPDX-License-Identifier: MIT
#include "tests/support/fake_services.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/model_panel.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <utility>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

struct Bench
{
    Settings settings;
    test::FakeLocalization localization;
    ModelPanel panel{localization, settings};

    [[nodiscard]] bool isWritten(const QString &part) const
    {
        for (const auto *label : panel.findChildren<QLabel *>()) {
            if (!label->isHidden() && label->text().contains(part))
                return true;
        }
        return false;
    }
    [[nodiscard]] QPushButton *button(const QString &accessibleName) const
    {
        for (auto *button : panel.findChildren<QPushButton *>()) {
            if (button->accessibleName() == accessibleName)
                return button;
        }
        qFatal("no button is called %s", qPrintable(accessibleName));
        return nullptr;
    }
};

} // namespace

class TestModelPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void emptySaysWhatToDo()
    {
        const Bench b;
        QVERIFY(b.isWritten(u"Load one, or drop a checkpoint"_s));
        QVERIFY(b.isWritten(u"Load a second model"_s));
        QVERIFY(b.button(u"Remove the main model"_s)->isHidden());
    }

    void factsAreShown()
    {
        Bench b;
        b.localization.loadModel(MapSlot::Main, u"/models/first.pth.tar"_s);
        QVERIFY(b.isWritten(u"first.pth.tar"_s));
        QVERIFY(b.isWritten(QLocale().toString(12345678)));
        QVERIFY(!b.isWritten(u"Load one"_s));
        QVERIFY(!b.button(u"Remove the main model"_s)->isHidden());
        QTest::mouseClick(b.button(u"Remove the main model"_s), Qt::LeftButton);
        QVERIFY(b.isWritten(u"Load one"_s));
    }

    void failureLeavesTheOldModel()
    {
        Bench b;
        b.localization.loadModel(MapSlot::Main, u"/models/first.pth.tar"_s);
        b.localization.loadModel(MapSlot::Main, u"/models/broken.pth"_s);
        QVERIFY(b.isWritten(u"first.pth.tar"_s));
        QVERIFY(!b.isWritten(u"broken"_s));
    }

    void asksForAFileOfItsSlot()
    {
        Bench b;
        QSignalSpy chosen(&b.panel, &ModelPanel::chooseRequested);
        QTest::mouseClick(b.button(u"Load model to compare with"_s), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen.front()[0].value<MapSlot>() == MapSlot::Comparison);
    }

    void arrangementIsASetting()
    {
        Bench b;
        auto *box = b.panel.findChild<QComboBox *>();
        const int divider = box->findText(u"Divider to drag"_s);
        box->setCurrentIndex(divider);
        Q_EMIT box->activated(divider);
        QVERIFY(b.settings.values().layout == ComparisonLayout::Divider);
        b.settings.setLayout(ComparisonLayout::SideBySide);
        QCOMPARE(box->currentText(), u"Side by side"_s);
    }

    /// However long the words of the facts are.
    void nothingIsClipped()
    {
        Bench b;
        for (const MapSlot slot : {MapSlot::Main, MapSlot::Comparison})
            b.localization.loadModel(slot, u"/models/"_s + QString(200, u'm') + u".pth"_s);
        b.panel.resize(b.panel.minimumWidth(), 400);
        b.panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&b.panel));
        QCOMPARE(b.panel.widget()->width(), b.panel.viewport()->width());
        for (const auto *label : b.panel.findChildren<ElidedLabel *>()) {
            QVERIFY(label->fontMetrics().horizontalAdvance(label->text()) <= label->width());
            if (label->fullText().size() == 64) {
                QVERIFY(label->text() != label->fullText());
                QCOMPARE(label->toolTip(), label->fullText());
                label->actions().front()->trigger();
                QCOMPARE(QGuiApplication::clipboard()->text(), QString(64, u'a'));
            }
        }
        b.panel.resize(2000, 400);
        QTRY_VERIFY(b.isWritten(QString(64, u'a')));
    }
};

QTEST_MAIN(TestModelPanel)
#include "tst_model_panel.moc"
