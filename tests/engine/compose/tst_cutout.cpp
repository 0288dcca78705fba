// SPDX-License-Identifier: MIT
#include "engine/compose/cutout.h"
#include "engine/compose/object_placement.h"
#include "tests/engine/compose/synthetic_source.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <limits>

using namespace soundlocus;
using namespace soundlocus::test;

class TestCutout final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void solidBoxFollowsThePose_data();
    void solidBoxFollowsThePose();
    void boxesAreTheExtentsOfVisibleAlpha();
    void placedObjectsAreWholeAndVisible();
    void opaquePicturesAreRectangles();
    void badPictures();
};

namespace {

constexpr Size kFile{200, 120};
constexpr double kEllipseX = 110;
constexpr double kEllipseY = 55;
constexpr double kRadiusX = 70;
constexpr double kRadiusY = 40;

bool isInEllipse(double x, double y)
{
    const double dx = (x - kEllipseX) / kRadiusX;
    const double dy = (y - kEllipseY) / kRadiusY;
    return dx * dx + dy * dy <= 1;
}

Cutout ellipse()
{
    return *Cutout::load(shapePng(kFile, {200, 100, 50}, isInEllipse), "ellipse");
}

/// First and last pixel, exclusive, in every direction.
struct Extent
{
    int x0 = std::numeric_limits<int>::max();
    int y0 = std::numeric_limits<int>::max();
    int x1 = std::numeric_limits<int>::min();
    int y1 = std::numeric_limits<int>::min();

    void add(int x, int y)
    {
        x0 = std::min(x0, x);
        y0 = std::min(y0, y);
        x1 = std::max(x1, x + 1);
        y1 = std::max(y1, y + 1);
    }
};

} // namespace

void TestCutout::solidBoxFollowsThePose_data()
{
    QTest::addColumn<double>("side");
    QTest::addColumn<double>("degrees");
    QTest::addColumn<bool>("isFlipped");
    QTest::newRow("same size") << 140.0 << 0.0 << false;
    QTest::newRow("small") << 30.0 << 0.0 << false;
    QTest::newRow("turned") << 90.0 << 30.0 << false;
    QTest::newRow("turned and mirrored") << 75.5 << -50.0 << true;
    QTest::newRow("larger than the file") << 250.0 << 10.0 << true;
}

void TestCutout::solidBoxFollowsThePose()
{
    QFETCH(double, side);
    QFETCH(double, degrees);
    QFETCH(bool, isFlipped);
    Pose pose;
    pose.centerX = 211.3;
    pose.centerY = 190.8;
    pose.side = side;
    pose.rotationDegrees = degrees;
    pose.isFlipped = isFlipped;
    const Patch patch = ellipse().posed(pose);
    // Extent of an ellipse with half axes a, b that is turned: sqrt((a cos)^2 + (b sin)^2). The
    // mirrored one has its centre in the same place, that of its box.
    const double a = side / 2;
    const double b = a * kRadiusY / kRadiusX;
    const double angle = degrees * std::numbers::pi / 180;
    const double reachX = std::hypot(a * std::cos(angle), b * std::sin(angle));
    const double reachY = std::hypot(a * std::sin(angle), b * std::cos(angle));
    const cv::Rect box(patch.origin + patch.solid.tl(), patch.solid.size());
    constexpr double kPixel = 1.01;
    QVERIFY2(std::abs(box.x - (pose.centerX - reachX)) < kPixel,
             qPrintable(QString::number(box.x)));
    QVERIFY2(std::abs(box.y - (pose.centerY - reachY)) < kPixel,
             qPrintable(QString::number(box.y)));
    QVERIFY(std::abs(box.br().x - (pose.centerX + reachX)) < kPixel);
    QVERIFY(std::abs(box.br().y - (pose.centerY + reachY)) < kPixel);
}

void TestCutout::boxesAreTheExtentsOfVisibleAlpha()
{
    constexpr Size kScene{160, 120};
    const Cutout cutout = ellipse();
    Random random(5);
    for (int round = 0; round < 40; ++round) {
        std::vector<Patch> patches;
        for (int i = 0; i < 3; ++i) {
            Pose pose;
            pose.centerX = random.uniform(-10, 170);
            pose.centerY = random.uniform(-10, 130);
            pose.side = random.uniform(10, 90);
            pose.rotationDegrees = random.uniform(-180, 180);
            patches.push_back(cutout.posed(pose));
        }
        const std::vector<Visibility> found = visibilityOf(patches, kScene);
        for (std::size_t i = 0; i < patches.size(); ++i) {
            Extent extent;
            int seen = 0;
            for (int y = 0; y < kScene.height; ++y) {
                for (int x = 0; x < kScene.width; ++x) {
                    const auto alphaAt = [&](const Patch &patch) {
                        const cv::Point at = cv::Point(x, y) - patch.origin;
                        const bool isInside = at.x >= 0 && at.y >= 0 && at.x < patch.alpha.cols
                                              && at.y < patch.alpha.rows;
                        return isInside ? patch.alpha.at<std::uint8_t>(at) / 255.0 : 0.0;
                    };
                    bool isVisible = alphaAt(patches[i]) > 0.5;
                    for (std::size_t k = i + 1; k < patches.size(); ++k)
                        isVisible = isVisible && alphaAt(patches[k]) <= 0.5;
                    QCOMPARE(found[i].mask.at<std::uint8_t>(y, x),
                             std::uint8_t(isVisible ? 255 : 0));
                    if (isVisible) {
                        extent.add(x, y);
                        ++seen;
                    }
                }
            }
            QCOMPARE(found[i].box.has_value(), seen > 0);
            if (seen > 0)
                QVERIFY(*found[i].box
                        == cv::Rect(cv::Point(extent.x0, extent.y0),
                                    cv::Point(extent.x1, extent.y1)));
        }
    }
}

void TestCutout::placedObjectsAreWholeAndVisible()
{
    constexpr Size kScene{160, 160};
    constexpr double kShare = 0.9;
    const Cutout cutout = ellipse();
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Random random(seed);
        std::vector<Placeable> objects;
        for (int i = 0; i < 3; ++i)
            objects.push_back({&cutout, drawLook({}, {0.4, 0.9}, kScene, random)});
        const std::vector<Patch> patches = place(objects, kShare, kScene, random);
        for (const Patch &patch : patches) {
            const cv::Rect all(patch.origin, patch.alpha.size());
            QVERIFY((all & cv::Rect(0, 0, kScene.width, kScene.height)) == all);
        }
        for (const Visibility &visible : visibilityOf(patches, kScene))
            QVERIFY(visible.share >= kShare);
    }
}

void TestCutout::opaquePicturesAreRectangles()
{
    const cv::Mat photo(30, 60, CV_8UC3, cv::Scalar(10, 20, 30));
    std::vector<std::uint8_t> bytes;
    cv::imencode(".png", photo, bytes);
    const auto cutout = Cutout::load({bytes.begin(), bytes.end()}, "photo");
    SL_VERIFY_RESULT(cutout);
    QVERIFY(!cutout->hasAlpha());
    QVERIFY(cutout->solidSize() == (Size{60, 30}));
}

void TestCutout::badPictures()
{
    SL_COMPARE_CODE(Cutout::load("no picture", "x"), ErrorCode::CorruptData);
    SL_COMPARE_CODE(Cutout::load("", "x"), ErrorCode::CorruptData);
    SL_COMPARE_CODE(
            Cutout::load(shapePng({20, 20}, {1, 2, 3}, [](double, double) { return false; }), "x"),
            ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestCutout)
#include "tst_cutout.moc"
