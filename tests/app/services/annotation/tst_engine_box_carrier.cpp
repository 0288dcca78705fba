// SPDX-License-Identifier: MIT
#include "app/services/annotation/engine_box_carrier.h"
#include "engine/core/file_io.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

constexpr Size kSize{128, 96};

/// A square that moves to the right, and a box around it with a margin.
CarryRequest requestIn(const QTemporaryDir &folder)
{
    const auto path = test::pathOf(folder) / "moving.mp4";
    test::VideoFixture fixture;
    fixture.size = kSize;
    fixture.driftPx = 1;
    if (!test::writeVideo(path, fixture))
        qFatal("no video");
    // squarePicture: the square lies in the middle of the left third.
    CarryRequest request;
    request.media = QString::fromStdString(path.string());
    request.box = {0.02, 0.25, 0.32, 0.75};
    request.until = 1s;
    return request;
}

} // namespace

class TestEngineBoxCarrier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheSquare()
    {
        const QTemporaryDir folder;
        const CarryRequest request = requestIn(folder);
        const auto boxes = carryBox(request, {});
        SL_VERIFY_RESULT(boxes);
        QVERIFY(!boxes->empty());
        QVERIFY2(boxes->size() < 10, qPrintable(QString::number(boxes->size()))); // a straight way
        const auto &[time, box] = boxes->back();
        QVERIFY(time > 900ms && time <= request.until);
        const double moved = toSeconds(time) * 25 / kSize.width;
        QVERIFY2(std::abs(box.x0 - request.box.x0 - moved) < 2.0 / kSize.width,
                 qPrintable(QString::number(box.x0)));
    }

    void isAnsweredOnceAndOnlyTheLastTime()
    {
        const QTemporaryDir folder;
        const CarryRequest request = requestIn(folder);
        CarryRequest shorter = request;
        shorter.until = 200ms;
        EngineBoxCarrier carrier;
        const QSignalSpy carried(&carrier, &BoxCarrier::carried);
        const QSignalSpy failed(&carrier, &BoxCarrier::failed);
        carrier.carry(request);
        carrier.carry(shorter);
        QTRY_COMPARE(carried.size(), 1);
        QCOMPARE(qvariant_cast<CarryRequest>(carried[0][0]), shorter);
        carrier.carry(request);
        carrier.cancel();
        CarryRequest none = request;
        none.media += QStringLiteral(".none");
        carrier.carry(none);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(carried.size(), 1);
    }

    void faults()
    {
        const QTemporaryDir folder;
        CarryRequest request = requestIn(folder);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!carryBox(request, stop.get_token()));
        request.box = {0.5, 0.5, 0.5, 0.5};
        SL_COMPARE_CODE(carryBox(request, {}), ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestEngineBoxCarrier)
#include "tst_engine_box_carrier.moc"
