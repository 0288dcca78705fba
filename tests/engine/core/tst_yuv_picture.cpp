// SPDX-License-Identifier: MIT
#include "tests/support/yuv_samples.h"

#include <QTest>

#include <stdexcept>
#include <thread>

using namespace soundlocus;
using namespace soundlocus::test;

class TstYuvPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rgbIsMadeOnceForAllThreads();
    void bytesCountWhatIsThere();
    void framesShareTheirPixels();
    void faultOfAConversionIsNotKept();
    void contracts();
};

void TstYuvPicture::rgbIsMadeOnceForAllThreads()
{
    const YuvSample sample = makeYuvSample({.size = {33, 17}});
    const auto conversions = std::make_shared<std::atomic<int>>(0);
    const Frame frame = yuvFrame(sample, conversions);
    QCOMPARE(frame.size(), (Size{33, 17}));
    QVERIFY(frame.yuv() != nullptr);
    QCOMPARE(conversions->load(), 0);
    constexpr std::size_t kThreads = 8;
    std::array<const std::uint8_t *, kThreads> seen{};
    {
        std::vector<std::jthread> threads;
        for (const std::uint8_t *&place : seen)
            threads.emplace_back([&place, copy = frame] { place = copy.row(0); });
    }
    QCOMPARE(conversions->load(), 1);
    for (const std::uint8_t *place : seen)
        QCOMPARE(place, frame.row(0));
    const Frame expected(closedFormRgb(sample.planes), frame.size(), 3 * frame.width());
    QVERIFY(samePixels(frame, expected));
}

void TstYuvPicture::bytesCountWhatIsThere()
{
    // 4:2:0: one and a half bytes per pixel, and three more with R G B.
    const Frame frame = yuvFrame(makeYuvSample({.size = {40, 20}}));
    QCOMPARE(frame.bytes(), std::size_t{40 * 20 * 3 / 2});
    const Frame copy = frame;
    QVERIFY(copy.row(0) != nullptr);
    QCOMPARE(frame.bytes(), std::size_t{40 * 20 * 9 / 2});
    const Frame rgb(std::make_shared<std::vector<std::uint8_t>>(640), {10, 20}, 32);
    QCOMPARE(rgb.bytes(), std::size_t{640});
    QVERIFY(rgb.yuv() == nullptr);
    QCOMPARE(Frame().bytes(), std::size_t{0});
    const Frame together = yuvFrame(
            makeYuvSample({.size = {40, 20}, .arrangement = YuvPlanes::Chroma::Together}));
    QCOMPARE(together.bytes(), std::size_t{40 * 20 * 3 / 2});
}

void TstYuvPicture::framesShareTheirPixels()
{
    const YuvSample sample = makeYuvSample({.size = {40, 20}});
    const auto conversions = std::make_shared<std::atomic<int>>(0);
    const Frame frame = yuvFrame(sample, conversions);
    const Frame other = yuvFrame(sample);
    Frame copy = frame;
    copy.index = 7;
    QVERIFY(frame.sharesPixels(copy));
    QVERIFY(!frame.sharesPixels(other));
    QVERIFY(!frame.sharesPixels(Frame()));
    QVERIFY(!Frame().sharesPixels(Frame()));
    QCOMPARE(conversions->load(), 0);
}

void TstYuvPicture::faultOfAConversionIsNotKept()
{
    const YuvSample sample = makeYuvSample({.size = {8, 8}});
    int calls = 0;
    const Frame frame(std::make_shared<const YuvPicture>(sample.planes, 24, [&] {
        if (++calls == 1)
            throw std::bad_alloc();
        return closedFormRgb(sample.planes);
    }));
    QVERIFY_THROWS_EXCEPTION(std::bad_alloc, (void)frame.row(0));
    QVERIFY(frame.row(0) != nullptr);
    QCOMPARE(calls, 2);
}

void TstYuvPicture::contracts()
{
    const YuvSample sample = makeYuvSample({.size = {9, 7}});
    const auto rgb = [&] { return closedFormRgb(sample.planes); };
    const auto make = [](const YuvPlanes &planes, int stride, const YuvPicture::Convert &convert) {
        const YuvPicture picture(planes, stride, convert);
        (void)picture.rgb();
    };
    make(sample.planes, 27, rgb);
    YuvPlanes planes = sample.planes;
    planes.chroma[1].data = nullptr;
    QVERIFY_THROWS_EXCEPTION(std::logic_error, make(planes, 27, rgb));
    planes = sample.planes;
    planes.chroma[0].size.width = 4;
    QVERIFY_THROWS_EXCEPTION(std::logic_error, make(planes, 27, rgb));
    planes = sample.planes;
    planes.luma.strideBytes = -16;
    QVERIFY_THROWS_EXCEPTION(std::logic_error, make(planes, 27, rgb));
    QVERIFY_THROWS_EXCEPTION(std::logic_error, make(sample.planes, 26, rgb));
    QVERIFY_THROWS_EXCEPTION(std::logic_error, make(sample.planes, 27, nullptr));
    QVERIFY_THROWS_EXCEPTION(std::logic_error, make(sample.planes, 30, rgb)); // fewer bytes
    QVERIFY_THROWS_EXCEPTION(std::logic_error, Frame{std::shared_ptr<const YuvPicture>{}});
}

QTEST_GUILESS_MAIN(TstYuvPicture)
#include "tst_yuv_picture.moc"
