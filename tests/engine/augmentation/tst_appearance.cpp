// SPDX-License-Identifier: MIT
#include "engine/augmentation/appearance.h"
#include "engine/media/video_decoder.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace soundlocus;

class TestAppearance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepsAgreeWithTorchvision_data();
    void stepsAgreeWithTorchvision();
    void longWayRoundTheColorCircle();
    void nothingDrawnIsAPlainResize();
    void cropsStayInsideAndKeepTheirShares();
    void impossibleRatiosTakeTheMiddle_data();
    void impossibleRatiosTakeTheMiddle();
    void geometryTellsWhereThePictureCameFrom();
    void geometryCountsAFlipBeforeTheCrop();
    void probabilitiesAreKept();
    void sameKeySamePicture();
    void otherLooksShowTheSamePart();
};

namespace {

constexpr Size kSize{64, 48};

std::uint8_t pixel(int x, int y, int channel)
{
    if (x < 8)
        return static_cast<std::uint8_t>(5 * y);
    const int value = channel == 0   ? 4 * x + y
                      : channel == 1 ? 5 * y + x * x / 16
                                     : 7 * x * x + 13 * y * y + 3 * x * y;
    return static_cast<std::uint8_t>(value % 256);
}

template <typename Value>
Frame frameOf(Size size, Value value)
{
    auto rgb = std::make_shared<std::vector<std::uint8_t>>();
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            for (int c = 0; c < 3; ++c)
                rgb->push_back(value(x, y, c));
        }
    }
    return Frame(rgb, size, size.width * 3);
}

/// A picture that says where it is: red counts the columns, green the rows.
Frame coordinates(Size size)
{
    return frameOf(size, [](int x, int y, int c) {
        return static_cast<std::uint8_t>(c == 0 ? x : c == 1 ? y : 0);
    });
}

Frame cropped(const Frame &frame, PixelCrop crop)
{
    return resizedCrop(frame, crop, kSize);
}

AppearanceConfig only(std::vector<std::string> order)
{
    AppearanceConfig config;
    config.order = std::move(order);
    return config;
}

} // namespace

// tests/data/training/picture_steps.png, torchvision 0.26, Pillow 13:
//
//   import numpy as np
//   from PIL import Image, ImageFilter
//   from torchvision.transforms import functional as F
//   y, x, c = np.mgrid[0:48, 0:64, 0:3]
//   rgb = np.choose(c, [4 * x + y, 5 * y + x * x // 16, 7 * x * x + 13 * y * y + 3 * x * y]) % 256
//   rgb[:, :8] = 5 * y[:, :8]
//   p = Image.fromarray(rgb.astype(np.uint8))
//   crop = lambda l, t, w, h: F.resized_crop(p, t, l, h, w, [48, 64], F.InterpolationMode.BILINEAR)
//   blur = lambda r: p.filter(ImageFilter.GaussianBlur(radius=r))
//   cases = [crop(0, 0, 64, 48), crop(3, 5, 41, 37), crop(10, 2, 9, 46), crop(50, 40, 14, 8)]
//   cases += [F.hflip(p), F.to_grayscale(p, 3)]
//   cases += [F.adjust_brightness(p, f) for f in (0.6, 1.37)]
//   cases += [F.adjust_contrast(p, f) for f in (0.61, 1.4)]
//   cases += [F.adjust_saturation(p, f) for f in (0.6, 1.39)]
//   cases += [F.adjust_hue(p, f) for f in (-0.1, -0.033, 0.0, 0.1, 0.4)]
//   cases += [blur(r) for r in (0.1, 0.5, 1.0, 1.51, 2.0, 9.0)]
//   Image.fromarray(np.concatenate([np.asarray(i) for i in cases])).save("picture_steps.png")
void TestAppearance::stepsAgreeWithTorchvision_data()
{
    using Step = std::function<Frame(const Frame &)>;
    QTest::addColumn<int>("place");
    QTest::addColumn<Step>("step");
    int place = 0;
    const auto add = [&place](const char *name, Step step) {
        QTest::newRow(name) << place++ << std::move(step);
    };
    add("whole picture", [](const Frame &f) { return cropped(f, {0, 0, kSize}); });
    add("enlarged crop", [](const Frame &f) { return cropped(f, {3, 5, {41, 37}}); });
    add("tall crop", [](const Frame &f) { return cropped(f, {10, 2, {9, 46}}); });
    add("corner", [](const Frame &f) { return cropped(f, {50, 40, {14, 8}}); });
    add("flip", [](const Frame &f) { return mirrored(f); });
    add("gray", [](const Frame &f) { return grayed(f); });
    add("darker", [](const Frame &f) { return withBrightness(f, 0.6); });
    add("brighter", [](const Frame &f) { return withBrightness(f, 1.37); });
    add("less contrast", [](const Frame &f) { return withContrast(f, 0.61); });
    add("more contrast", [](const Frame &f) { return withContrast(f, 1.4); });
    add("paler", [](const Frame &f) { return withSaturation(f, 0.6); });
    add("more colorful", [](const Frame &f) { return withSaturation(f, 1.39); });
    add("hue -0.1", [](const Frame &f) { return withHueTurned(f, -0.1); });
    add("hue -0.033", [](const Frame &f) { return withHueTurned(f, -0.033); });
    add("hue 0", [](const Frame &f) { return withHueTurned(f, 0.0); });
    add("hue 0.1", [](const Frame &f) { return withHueTurned(f, 0.1); });
    add("hue 0.4", [](const Frame &f) { return withHueTurned(f, 0.4); });
    add("blur 0.1", [](const Frame &f) { return blurred(f, 0.1); });
    add("blur 0.5", [](const Frame &f) { return blurred(f, 0.5); });
    add("blur 1", [](const Frame &f) { return blurred(f, 1.0); });
    add("blur 1.51", [](const Frame &f) { return blurred(f, 1.51); });
    add("blur 2", [](const Frame &f) { return blurred(f, 2.0); });
    add("blur 9", [](const Frame &f) { return blurred(f, 9.0); });
}

void TestAppearance::stepsAgreeWithTorchvision()
{
    QFETCH(int, place);
    QFETCH(std::function<Frame(const Frame &)>, step);
    const auto sheet = readPicture(test::testDataDir() / "training" / "picture_steps.png");
    SL_VERIFY_RESULT(sheet);
    const Frame found = step(frameOf(kSize, pixel));
    QCOMPARE(found.width(), kSize.width);
    int different = 0;
    int largest = 0;
    for (int y = 0; y < kSize.height; ++y) {
        for (int i = 0; i < kSize.width * 3; ++i) {
            const int difference = std::abs(int{found.row(y)[i]}
                                            - int{sheet->row(place * kSize.height + y)[i]});
            different += difference != 0 ? 1 : 0;
            largest = std::max(largest, difference);
        }
    }
    QVERIFY2(different == 0,
             qPrintable(QString("%1 values, up to %2").arg(different).arg(largest)));
}

void TestAppearance::longWayRoundTheColorCircle()
{
    // Pure red turned by a third is pure green, within the 255 steps of the circle.
    const Frame red = frameOf({4, 4},
                              [](int, int, int c) -> std::uint8_t { return c == 0 ? 200 : 0; });
    const Frame green = withHueTurned(red, 1.0 / 3.0);
    QCOMPARE(int{green.row(0)[0]}, 0);
    QCOMPARE(int{green.row(0)[1]}, 200);
    QCOMPARE(int{green.row(0)[2]}, 0);
}

void TestAppearance::nothingDrawnIsAPlainResize()
{
    RandomStream random({1});
    const Frame frame = coordinates({80, 60});
    const auto result = applyAppearance(frame, only({}), 30, random);
    QVERIFY(samePixels(result.frame, resizedCrop(frame, {10, 0, {60, 60}}, {30, 30})));
    QCOMPARE(result.geometry.crop.x0, 10.0 / 80);
    QCOMPARE(result.geometry.crop.x1, 70.0 / 80);
    QCOMPARE(result.geometry.crop.y1, 1.0);
    QVERIFY(!result.geometry.isFlipped);
}

void TestAppearance::cropsStayInsideAndKeepTheirShares()
{
    const AppearanceConfig config;
    RandomStream random({2});
    double smallest = 1;
    double largest = 0;
    for (int i = 0; i < 2000; ++i) {
        const PixelCrop crop = drawCrop({320, 240}, config, random);
        QVERIFY(crop.left >= 0 && crop.left + crop.size.width <= 320);
        QVERIFY(crop.top >= 0 && crop.top + crop.size.height <= 240);
        const double share = crop.size.width * crop.size.height / (320.0 * 240.0);
        const double ratio = static_cast<double>(crop.size.width) / crop.size.height;
        QVERIFY(ratio > 0.74 && ratio < 1.35);
        smallest = std::min(smallest, share);
        largest = std::max(largest, share);
    }
    QVERIFY(smallest > 0.29 && smallest < 0.32);
    QVERIFY(largest > 0.9);
}

void TestAppearance::impossibleRatiosTakeTheMiddle_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("top");
    QTest::addColumn<int>("cropWidth");
    QTest::addColumn<int>("cropHeight");
    QTest::newRow("strip") << 1000 << 30 << 480 << 0 << 40 << 30;
    QTest::newRow("column") << 30 << 1000 << 0 << 480 << 30 << 40;
    QTest::newRow("one pixel") << 1 << 1 << 0 << 0 << 1 << 1;
}

void TestAppearance::impossibleRatiosTakeTheMiddle()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, left);
    QFETCH(int, top);
    QFETCH(int, cropWidth);
    QFETCH(int, cropHeight);
    RandomStream random({3});
    const PixelCrop expected{left, top, {cropWidth, cropHeight}};
    QCOMPARE(drawCrop({width, height}, {}, random), expected);
}

void TestAppearance::geometryTellsWhereThePictureCameFrom()
{
    const Frame frame = coordinates({200, 150});
    for (std::uint64_t i = 0; i < 50; ++i) {
        RandomStream random({4, i});
        const auto result = applyAppearance(frame, only({"crop", "flip"}), 40, random);
        const FrameRegion &crop = result.geometry.crop;
        // The middle of a cell comes from the middle of its part of the frame.
        for (const int x : {10, 30}) {
            const double across = (x + 0.5) / 40;
            const double u = result.geometry.isFlipped ? 1.0 - across : across;
            const double expected = (crop.x0 + u * (crop.x1 - crop.x0)) * 200 - 0.5;
            QVERIFY(std::fabs(result.frame.row(20)[x * 3] - expected) < 1.5);
        }
        const double expected = (crop.y0 + 20.5 / 40 * (crop.y1 - crop.y0)) * 150 - 0.5;
        QVERIFY(std::fabs(result.frame.row(20)[1] - expected) < 1.5);
    }
}

void TestAppearance::geometryCountsAFlipBeforeTheCrop()
{
    AppearanceConfig config = only({"flip", "crop"});
    config.flipProbability = 1;
    RandomStream random({5});
    const auto result = applyAppearance(coordinates({200, 150}), config, 40, random);
    const FrameRegion &crop = result.geometry.crop;
    QVERIFY(result.geometry.isFlipped);
    const double expected = (crop.x1 - 10.5 / 40 * (crop.x1 - crop.x0)) * 200 - 0.5;
    QVERIFY(std::fabs(result.frame.row(20)[30] - expected) < 1.5);
}

void TestAppearance::probabilitiesAreKept()
{
    // Red stays red unless the picture is gray; brighter on the left unless it is mirrored.
    const Frame frame = frameOf({40, 30}, [](int x, int, int c) {
        return static_cast<std::uint8_t>(c == 0 ? 200 - x : 0);
    });
    int gray = 0;
    int flipped = 0;
    int changed = 0;
    constexpr int kDraws = 2000;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
        RandomStream random({6, i});
        const auto result = applyAppearance(frame, only({"gray", "flip"}), 30, random);
        gray += result.frame.row(0)[0] == result.frame.row(0)[1] ? 1 : 0;
        flipped += result.frame.row(0)[0] < result.frame.row(0)[87] ? 1 : 0;
        QCOMPARE(result.frame.row(0)[0] < result.frame.row(0)[87], result.geometry.isFlipped);
        RandomStream again({7, i});
        const auto other = applyAppearance(frame, only({"jitter"}), 30, again);
        changed += samePixels(other.frame, resizedCrop(frame, {5, 0, {30, 30}}, {30, 30})) ? 0 : 1;
    }
    QVERIFY(std::abs(gray - 0.2 * kDraws) < 4 * std::sqrt(0.16 * kDraws));
    QVERIFY(std::abs(flipped - 0.5 * kDraws) < 4 * std::sqrt(0.25 * kDraws));
    QVERIFY(std::abs(changed - 0.8 * kDraws) < 4 * std::sqrt(0.16 * kDraws));
}

void TestAppearance::sameKeySamePicture()
{
    const Frame frame = frameOf(kSize, pixel);
    RandomStream a({8});
    RandomStream b({8});
    RandomStream c({9});
    const auto first = applyAppearance(frame, {}, 32, a);
    QVERIFY(samePixels(first.frame, applyAppearance(frame, {}, 32, b).frame));
    QVERIFY(!samePixels(first.frame, applyAppearance(frame, {}, 32, c).frame));
}

void TestAppearance::otherLooksShowTheSamePart()
{
    const Frame frame = frameOf(kSize, pixel);
    int different = 0;
    constexpr int kDraws = 200;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
        RandomStream random({10, i});
        RandomStream otherRandom({11, i});
        RandomStream again({11, i});
        const AppearanceDraw first = drawAppearance(kSize, {}, random);
        const AppearanceDraw other = drawOtherLook(first, kSize, {}, otherRandom);
        AppearanceDraw expected = drawAppearance(kSize, {}, again);
        expected.crop = first.crop;
        expected.isFlipped = first.isFlipped;
        QCOMPARE(other, expected);
        const auto one = applyAppearance(frame, {}, 32, first);
        const auto two = applyAppearance(frame, {}, 32, other);
        QCOMPARE(two.geometry, one.geometry);
        different += samePixels(two.frame, one.frame) ? 0 : 1;
        // Without colours the pictures are the same.
        const AppearanceConfig plain = only({"flip", "crop"});
        RandomStream a({12, i});
        RandomStream b({13, i});
        const AppearanceDraw still = drawAppearance(kSize, plain, a);
        QVERIFY(samePixels(
                applyAppearance(frame, plain, 32, still).frame,
                applyAppearance(frame, plain, 32, drawOtherLook(still, kSize, plain, b)).frame));
    }
    // Both as they are: 0.2 (no jitter) * 0.5 (no blur), squared, and both gray or both not.
    QVERIFY2(different > 0.9 * kDraws, qPrintable(QString::number(different)));
}

QTEST_GUILESS_MAIN(TestAppearance)
#include "tst_appearance.moc"
