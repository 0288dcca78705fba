// SPDX-License-Identifier: MIT
#include "ui/panels/notice_bar.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

using namespace soundlocus;
using namespace Qt::StringLiterals;

class TestNoticeBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hiddenUntilThereIsSomething()
    {
        QWidget window;
        NoticeBar bar(&window);
        window.show();
        QVERIFY(bar.isHidden());
        bar.add({Notice::Severity::Warning, u"First."_s, {}});
        QVERIFY(!bar.isHidden());
        bar.add({Notice::Severity::Warning, u"Second."_s, u"more"_s});
        bar.add({Notice::Severity::Warning, u"First."_s, {}}); // not twice
        QCOMPARE(bar.notices().size(), std::size_t{2});
        QCOMPARE(bar.notices().back().text, u"First."_s);
        bar.setQuiet(true);
        QVERIFY(bar.isHidden());
        bar.setQuiet(false);
        QVERIFY(!bar.isHidden());
        bar.dismiss();
        QCOMPARE(bar.notices().back().text, u"Second."_s);
        bar.dismiss();
        QVERIFY(bar.isHidden());
        bar.dismiss();
    }

    void whatNoLongerMattersGoes()
    {
        NoticeBar bar;
        bar.add({Notice::Severity::Warning, u"a.mp4"_s, {}, Notice::Topic::Opening});
        bar.add({Notice::Severity::Warning, u"m.pth"_s, {}, Notice::Topic::Model});
        bar.add({Notice::Severity::Warning, u"Disk full."_s, {}});
        bar.forget(Notice::Topic::Opening);
        QCOMPARE(bar.notices().size(), std::size_t{2});
        bar.forget(Notice::Topic::Model);
        QCOMPARE(bar.notices().back().text, u"Disk full."_s);
        QCOMPARE(bar.notices().size(), std::size_t{1});
    }

    void informationGoesByItself()
    {
        NoticeBar bar(nullptr, std::chrono::milliseconds(1));
        bar.add({Notice::Severity::Warning, u"Disk full."_s, {}});
        bar.add({Notice::Severity::Information, u"Written."_s, {}});
        QCOMPARE(bar.notices().size(), std::size_t{2});
        QTRY_COMPARE(bar.notices().size(), std::size_t{1});
        QCOMPARE(bar.notices().back().text, u"Disk full."_s);
    }

    void detailOnDemand()
    {
        QWidget window;
        NoticeBar bar(&window);
        window.show();
        bar.add(noticeOf(Error{ErrorCode::CorruptData, "frog.mp4: bad", "moov"}, u"/x/frog.mp4"_s));
        QVERIFY(bar.notices().back().text.startsWith(u"frog.mp4: "_s));
        const auto labelWith = [&](const QString &text) -> QLabel * {
            for (auto *label : bar.findChildren<QLabel *>()) {
                if (label->text().contains(text))
                    return label;
            }
            return nullptr;
        };
        QVERIFY(!labelWith(u"moov"_s)->isVisible());
        QToolButton *details = nullptr;
        for (auto *button : bar.findChildren<QToolButton *>()) {
            if (button->isCheckable())
                details = button;
        }
        QVERIFY(details);
        QTest::mouseClick(details, Qt::LeftButton);
        QVERIFY(labelWith(u"moov"_s)->isVisible());
    }

    void onlyTheNewestAreKept()
    {
        NoticeBar bar;
        for (int i = 0; i < 50; ++i)
            bar.add({Notice::Severity::Warning, QString::number(i), {}});
        QCOMPARE(bar.notices().size(), NoticeBar::kMostNotices);
        QCOMPARE(bar.notices().back().text, u"49"_s);
    }
};

QTEST_MAIN(TestNoticeBar)
#include "tst_notice_bar.moc"
