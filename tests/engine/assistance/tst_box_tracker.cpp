// SPDX-License-Identifier: MIT
#include "engine/assistance/box_tracker.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <functional>
#include <random>

using namespace soundlocus;

namespace {

constexpr Size kSize{320, 180};

/// Smooth noise that is the same for the same place.
int textureAt(double x, double y, int seed)
{
    return static_cast<int>(127 + 60 * std::sin(0.21 * x + 0.13 * y + seed)
                            + 60 * std::sin(0.07 * x - 0.26 * y + 2 * seed));
}

/// A textured square of a size at a place, before another texture.
Frame sceneOf(double left, double top, double side)
{
    auto rgb = std::make_shared<std::vector<std::uint8_t>>();
    for (int y = 0; y < kSize.height; ++y) {
        for (int x = 0; x < kSize.width; ++x) {
            const double u = (x + 0.5 - left) / side;
            const double v = (y + 0.5 - top) / side;
            const bool isObject = u >= 0 && u < 1 && v >= 0 && v < 1;
            const int level = isObject ? textureAt(80 * u, 80 * v, 5) : textureAt(x, y, 1);
            for (const int shift : {0, 20, 40})
                rgb->push_back(static_cast<std::uint8_t>(
                        std::clamp(isObject ? level - shift : level + shift / 4, 0, 255)));
        }
    }
    return {std::move(rgb), kSize, 3 * kSize.width};
}

BoundingBox boxOf(double left, double top, double side)
{
    return {left / kSize.width,
            top / kSize.height,
            (left + side) / kSize.width,
            (top + side) / kSize.height};
}

double iouOf(const BoundingBox &a, const BoundingBox &b)
{
    const BoundingBox both{
            std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
    return both.area() / (a.area() + b.area() - both.area());
}

} // namespace

class TestBoxTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsWhatMoves_data()
    {
        QTest::addColumn<double>("dx"); // pixels per frame
        QTest::addColumn<double>("dy");
        QTest::addColumn<double>("growth"); // per frame
        QTest::newRow("stays") << 0.0 << 0.0 << 1.0;
        QTest::newRow("slow") << 1.3 << 0.7 << 1.0;
        QTest::newRow("fast") << 7.0 << -2.0 << 1.0;
        QTest::newRow("comes nearer") << 1.0 << 0.0 << 1.015;
        QTest::newRow("goes away") << 2.0 << 1.0 << 0.985;
    }

    void followsWhatMoves()
    {
        QFETCH(double, dx);
        QFETCH(double, dy);
        QFETCH(double, growth);
        double left = 50;
        double top = 80;
        double side = 60;
        auto tracker = BoxTracker::start(sceneOf(left, top, side), boxOf(left, top, side));
        SL_VERIFY_RESULT(tracker);
        for (int frame = 0; frame < 25; ++frame) {
            left += dx;
            top += dy;
            side *= growth;
            const auto box = tracker->follow(sceneOf(left, top, side));
            QVERIFY2(box, qPrintable(QStringLiteral("lost at frame %1").arg(frame)));
            const double iou = iouOf(*box, boxOf(left, top, side));
            QVERIFY2(iou > 0.8, qPrintable(QStringLiteral("%1 at %2").arg(iou).arg(frame)));
        }
    }

    void saysWhenItIsLost()
    {
        auto tracker = BoxTracker::start(sceneOf(50, 60, 60), boxOf(50, 60, 60));
        SL_VERIFY_RESULT(tracker);
        QVERIFY(tracker->follow(sceneOf(52, 60, 60)));
        QVERIFY(!tracker->follow(sceneOf(-200, 60, 60))); // gone
    }

    void refusesWhatCannotBeFollowed()
    {
        const Frame scene = sceneOf(50, 60, 60);
        SL_COMPARE_CODE(BoxTracker::start(scene, boxOf(50, 60, 2)), ErrorCode::InvalidArgument);
        SL_COMPARE_CODE(BoxTracker::start(scene, {0.5, 0.5, 0.2, 0.2}), ErrorCode::InvalidArgument);
        SL_COMPARE_CODE(BoxTracker::start(scene, {2, 2, 3, 3}), ErrorCode::InvalidArgument);
        const Frame grey(
                std::make_shared<std::vector<std::uint8_t>>(3 * 64 * 64, 90), Size{64, 64}, 3 * 64);
        SL_COMPARE_CODE(BoxTracker::start(grey, {0.2, 0.2, 0.8, 0.8}), ErrorCode::InvalidArgument);
    }

    void isQuick()
    {
        auto tracker = BoxTracker::start(sceneOf(50, 60, 60), boxOf(50, 60, 60));
        SL_VERIFY_RESULT(tracker);
        const Frame next = sceneOf(52, 60, 60);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            QVERIFY(tracker->follow(next));
        qInfo("%.2f ms a frame", static_cast<double>(timer.nsecsElapsed()) / 20e6);
    }
};

QTEST_GUILESS_MAIN(TestBoxTracker)
#include "tst_box_tracker.moc"
