// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/panel_place.h"

#include <QTest>

using namespace soundlocus;

class TestPanelPlace final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fewestPointsDecide_data()
    {
        QTest::addColumn<bool>("usuallyRight");
        QTest::addColumn<QList<QPointF>>("points");
        QTest::addColumn<bool>("isRight");
        QTest::addColumn<bool>("isCovering");
        const QPointF left(100, 40);
        const QPointF right(900, 40);
        const QPointF elsewhere(500, 300);
        const QPointF edge(1000 - kPanelMargin - 100 - 5, 40); // half a handle is covered
        using Points = QList<QPointF>;
        QTest::newRow("nothing") << true << Points() << true << false;
        QTest::newRow("nothing, left") << false << Points() << false << false;
        QTest::newRow("elsewhere") << true << Points{elsewhere} << true << false;
        QTest::newRow("in the way") << true << Points{right} << false << false;
        QTest::newRow("in the way, left") << false << Points{left} << true << false;
        QTest::newRow("half a handle") << true << Points{edge} << false << false;
        QTest::newRow("both sides alike") << true << Points{left, right} << true << true;
        QTest::newRow("more at the usual side")
                << true << Points{left, right, right} << false << true;
        QTest::newRow("more at the other side")
                << true << Points{left, left, right} << true << true;
    }

    void fewestPointsDecide()
    {
        QFETCH(bool, usuallyRight);
        QFETCH(QList<QPointF>, points);
        QFETCH(bool, isRight);
        QFETCH(bool, isCovering);
        const QRectF area(0, 0, 1000, 600);
        const PanelPlace place = placePanel({100, 60},
                                            kPanelMargin,
                                            area,
                                            usuallyRight ? Qt::AlignRight : Qt::AlignLeft,
                                            {points.begin(), points.end()});
        QCOMPARE(place.rect.size(), QSizeF(100, 60));
        QCOMPARE(place.rect.left(), isRight ? 1000.0 - kPanelMargin - 100 : kPanelMargin);
        QCOMPARE(place.isCovering, isCovering);
    }
};

QTEST_APPLESS_MAIN(TestPanelPlace)
#include "tst_panel_place.moc"
