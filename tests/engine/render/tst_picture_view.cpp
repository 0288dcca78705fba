// SPDX-License-Identifier: MIT
#include "engine/render/heatmap_overlay.h"
#include "engine/render/picture_view.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;

class TestPictureView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownSizeIsUnchanged();
    void doubledIsBilinear();
    void halvedIsTheMean();
    void largeStepsAreHalvedFirst_data();
    void largeStepsAreHalvedFirst();
    void magnifiedIsNearest();
    void oneColourStays_data();
    void oneColourStays();
    void partsFitTogether();
    void rampStaysARamp();
    void areaOfARegion();
    void timesAreKept();
    void wrongViewsAreRefused();
    void colorsNeedTheRightPart();
};

namespace {

Frame frameOf(Size size, const std::vector<std::uint8_t> &grey)
{
    auto bytes = std::make_shared<std::vector<std::uint8_t>>();
    for (const std::uint8_t value : grey)
        bytes->insert(bytes->end(), {value, static_cast<std::uint8_t>(255 - value), 7});
    return Frame(std::move(bytes), size, size.width * 3);
}

PictureView wholeView(Size size)
{
    return {size, {0, 0, size.width, size.height}};
}

std::vector<int> firstChannel(const Frame &frame)
{
    std::vector<int> values;
    for (int y = 0; y < frame.height(); ++y) {
        for (int x = 0; x < frame.width(); ++x)
            values.push_back(frame.row(y)[x * 3]);
    }
    return values;
}

} // namespace

void TestPictureView::ownSizeIsUnchanged()
{
    const Frame frame = frameOf({3, 2}, {0, 10, 20, 30, 40, 50});
    QVERIFY(samePixels(scaledPart(frame, wholeView({3, 2})).value(), frame));
    QCOMPARE(firstChannel(scaledPart(frame, {{3, 2}, {1, 1, 2, 1}}).value()),
             (std::vector<int>{40, 50}));
}

void TestPictureView::doubledIsBilinear()
{
    // Half-pixel centres: 0 | 1/4, 3/4 of the way | 1.
    const Frame frame = frameOf({2, 1}, {0, 100});
    QCOMPARE(firstChannel(scaledPart(frame, wholeView({4, 1})).value()),
             (std::vector<int>{0, 25, 75, 100}));
}

void TestPictureView::halvedIsTheMean()
{
    const Frame frame = frameOf({4, 2}, {0, 100, 200, 200, 0, 100, 100, 100});
    QCOMPARE(firstChannel(scaledPart(frame, wholeView({2, 1})).value()),
             (std::vector<int>{50, 150}));
}

void TestPictureView::largeStepsAreHalvedFirst_data()
{
    QTest::addColumn<Size>("whole");
    QTest::addColumn<int>("halvings");
    QTest::addColumn<bool>("isSmooth");
    QTest::newRow("larger") << Size{3000, 2000} << 0 << true;
    QTest::newRow("same") << Size{1600, 800} << 0 << true;
    QTest::newRow("just above a half") << Size{801, 401} << 0 << true;
    QTest::newRow("half") << Size{800, 400} << 1 << true;
    QTest::newRow("a third") << Size{533, 266} << 1 << true;
    QTest::newRow("a quarter") << Size{400, 200} << 2 << true;
    QTest::newRow("one axis only") << Size{400, 800} << 0 << true;
    QTest::newRow("four times") << Size{6400, 3200} << 0 << false;
}

void TestPictureView::largeStepsAreHalvedFirst()
{
    QFETCH(const Size, whole);
    QFETCH(const int, halvings);
    QFETCH(const bool, isSmooth);
    const PictureScaling scaling = scalingFor({1600, 800}, whole);
    QCOMPARE(scaling.halvings, halvings);
    QCOMPARE(scaling.isSmooth, isSmooth);
}

void TestPictureView::magnifiedIsNearest()
{
    const Frame frame = frameOf({2, 1}, {0, 100});
    QCOMPARE(firstChannel(scaledPart(frame, wholeView({8, 4})).value()),
             (std::vector<int>{0, 0, 0, 0, 100, 100, 100, 100, 0, 0, 0, 0, 100, 100, 100, 100,
                               0, 0, 0, 0, 100, 100, 100, 100, 0, 0, 0, 0, 100, 100, 100, 100}));
}

void TestPictureView::oneColourStays_data()
{
    QTest::addColumn<Size>("whole");
    for (const Size size : {Size{1, 1}, Size{7, 5}, Size{50, 41}, Size{101, 97}, Size{1000, 900}})
        QTest::addRow("%d x %d", size.width, size.height) << size;
}

void TestPictureView::oneColourStays()
{
    QFETCH(const Size, whole);
    const Frame frame = frameOf({101, 97}, std::vector<std::uint8_t>(101 * 97, 201));
    const Frame scaled = scaledPart(frame, wholeView(whole)).value();
    QCOMPARE(scaled.size(), whole);
    for (int y = 0; y < whole.height; ++y) {
        for (int x = 0; x < whole.width; ++x) {
            QCOMPARE(scaled.row(y)[x * 3], std::uint8_t{201});
            QCOMPARE(scaled.row(y)[x * 3 + 1], std::uint8_t{54});
            QCOMPARE(scaled.row(y)[x * 3 + 2], std::uint8_t{7});
        }
    }
}

void TestPictureView::partsFitTogether()
{
    std::vector<std::uint8_t> noise;
    unsigned state = 1;
    for (int i = 0; i < 60 * 40; ++i) {
        state = state * 1664525 + 1013904223;
        noise.push_back(static_cast<std::uint8_t>(state >> 24));
    }
    const Frame frame = frameOf({60, 40}, noise);
    for (const Size whole : {Size{45, 30}, Size{97, 77}, Size{600, 400}, Size{14, 9}}) {
        const Frame all = scaledPart(frame, wholeView(whole)).value();
        const PixelArea area{whole.width / 3, whole.height / 4, whole.width / 2, whole.height / 3};
        const Frame part = scaledPart(frame, {whole, area}).value();
        for (int y = 0; y < area.height; ++y) {
            QVERIFY(std::equal(
                    part.row(y), part.row(y) + area.width * 3, all.row(y + area.y) + area.x * 3));
        }
    }
}

void TestPictureView::rampStaysARamp()
{
    std::vector<std::uint8_t> ramp;
    for (int x = 0; x < 250; ++x)
        ramp.push_back(static_cast<std::uint8_t>(x));
    const Frame frame = frameOf({250, 1}, ramp);
    const std::vector<int> scaled = firstChannel(scaledPart(frame, wholeView({177, 1})).value());
    for (int x = 1; x < 176; ++x)
        QVERIFY(std::abs(scaled[static_cast<std::size_t>(x)] - ((x + 0.5) * 250 / 177 - 0.5)) < 1);
}

void TestPictureView::areaOfARegion()
{
    QCOMPARE(coveredArea({640, 360}, {}), (PixelArea{0, 0, 640, 360}));
    QCOMPARE(coveredArea({640, 360}, {0.21875, 0, 0.78125, 1}), (PixelArea{140, 0, 360, 360}));
    QCOMPARE(coveredArea({100, 100}, {-1, 0.5, 2, 0.5}), (PixelArea{0, 50, 100, 0}));
}

void TestPictureView::timesAreKept()
{
    Frame frame = frameOf({2, 1}, {0, 100});
    frame.index = 12;
    frame.pts = MediaTime(480000);
    frame.pixelAspect = 1.5;
    const Frame scaled = scaledPart(frame, wholeView({4, 2})).value();
    QCOMPARE(scaled.index, std::int64_t{12});
    QCOMPARE(scaled.pts, MediaTime(480000));
    QCOMPARE(scaled.pixelAspect, 1.5);
}

void TestPictureView::wrongViewsAreRefused()
{
    const Frame frame = frameOf({2, 1}, {0, 100});
    SL_COMPARE_CODE(scaledPart(Frame(), wholeView({4, 1})), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(scaledPart(frame, {{4, 1}, {0, 0, 0, 1}}), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(scaledPart(frame, {{4, 1}, {1, 0, 4, 1}}), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(scaledPart(frame, {{4, 1}, {-1, 0, 2, 1}}), ErrorCode::InvalidArgument);
}

void TestPictureView::colorsNeedTheRightPart()
{
    const Frame frame = frameOf({2, 1}, {0, 100});
    const Heatmap map({0, 1}, {2, 1}, HeatmapScale::Cosine);
    const HeatmapOverlay overlay({});
    SL_COMPARE_CODE(overlay.paintColors(frame, map, wholeView({4, 1})), ErrorCode::InvalidArgument);
    SL_VERIFY_RESULT(overlay.paintColors(frame, map, wholeView({2, 1})));
}

QTEST_GUILESS_MAIN(TestPictureView)
#include "tst_picture_view.moc"
