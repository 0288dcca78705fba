// SPDX-License-Identifier: MIT
#include "engine/media/frame_converter.h"
#include "engine/media/yuv_layout.h"
#include "tests/support/yuv_samples.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <random>

using namespace soundlocus;
using test::kBt601;
using test::kBt709;

/// Patches of one colour through the converter against the closed form of ITU-R BT.601 and BT.709.
class TstFrameConverter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patches_data();
    void patches();
    void lastColumnsAreThere_data();
    void lastColumnsAreThere();
    void buffersAreNotShared();
    void deferredPixelsAreTheSame_data();
    void deferredPixelsAreTheSame();
    void planesMeanWhatTheRgbShows_data();
    void planesMeanWhatTheRgbShows();
    void colorsFollowTheStandards_data();
    void colorsFollowTheStandards();
    void chromaLiesWhereStated_data();
    void chromaLiesWhereStated();
    void otherFormatsHaveNoPlanes();
};

namespace {

ffmpeg::FramePtr patch(AVPixelFormat format, int width, int height, int y, int u, int v)
{
    ffmpeg::FramePtr frame = ffmpeg::makeFrame();
    frame->format = format;
    frame->width = width;
    frame->height = height;
    if (av_frame_get_buffer(frame.get(), 0) < 0)
        return nullptr;
    const bool isSubsampled = format != AV_PIX_FMT_YUV444P;
    const int chromaRows = isSubsampled ? (height + 1) / 2 : height;
    std::fill_n(frame->data[0], frame->linesize[0] * height, static_cast<std::uint8_t>(y));
    std::fill_n(frame->data[1], frame->linesize[1] * chromaRows, static_cast<std::uint8_t>(u));
    std::fill_n(frame->data[2], frame->linesize[2] * chromaRows, static_cast<std::uint8_t>(v));
    return frame;
}

} // namespace

void TstFrameConverter::patches_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("space");
    QTest::addColumn<bool>("isFull");
    const auto add = [](const char *name, AVPixelFormat format, AVColorSpace space, bool isFull) {
        QTest::newRow(name) << static_cast<int>(format) << static_cast<int>(space) << isFull;
    };
    add("none stated", AV_PIX_FMT_YUV420P, AVCOL_SPC_UNSPECIFIED, false);
    add("BT.601 studio", AV_PIX_FMT_YUV420P, AVCOL_SPC_SMPTE170M, false);
    add("BT.709 studio", AV_PIX_FMT_YUV420P, AVCOL_SPC_BT709, false);
    add("BT.709 full", AV_PIX_FMT_YUV420P, AVCOL_SPC_BT709, true);
    add("JPEG", AV_PIX_FMT_YUVJ420P, AVCOL_SPC_BT470BG, true);
    add("4:4:4 BT.709 studio", AV_PIX_FMT_YUV444P, AVCOL_SPC_BT709, false);
    add("4:4:4 BT.709 full", AV_PIX_FMT_YUV444P, AVCOL_SPC_BT709, true);
}

void TstFrameConverter::patches()
{
    QFETCH(int, format);
    QFETCH(int, space);
    QFETCH(bool, isFull);
    const test::LumaWeights matrix = space == AVCOL_SPC_BT709 ? kBt709 : kBt601;
    FrameConverter converter({});
    for (const auto &[y, u, v] : {std::array{128, 128, 128},
                                  {81, 90, 200},
                                  {140, 60, 80},
                                  {60, 200, 110},
                                  {235, 128, 128}}) {
        const ffmpeg::FramePtr frame = patch(static_cast<AVPixelFormat>(format), 64, 48, y, u, v);
        QVERIFY(frame != nullptr);
        frame->colorspace = static_cast<AVColorSpace>(space);
        frame->color_range = isFull ? AVCOL_RANGE_JPEG : AVCOL_RANGE_UNSPECIFIED;
        const double luma = isFull ? y / 255.0 : (y - 16) / 219.0;
        const double cb = (u - 128) / (isFull ? 255.0 : 224.0);
        const double cr = (v - 128) / (isFull ? 255.0 : 224.0);
        const double red = luma + 2 * (1 - matrix.red) * cr;
        const double blue = luma + 2 * (1 - matrix.blue) * cb;
        const double green = (luma - matrix.red * red - matrix.blue * blue)
                             / (1 - matrix.red - matrix.blue);
        const Result<Frame> rgb = converter.convert(*frame);
        QVERIFY(rgb.has_value());
        const std::uint8_t *pixel = rgb->row(20) + 3 * 20;
        const std::array<double, 3> expected{red, green, blue};
        for (std::size_t c = 0; c < 3; ++c) {
            const double wanted = std::clamp(255 * expected[c], 0.0, 255.0);
            // The fast path of libswscale cuts instead of rounding: at most 3 off.
            const std::string found = std::to_string(pixel[c]) + " for " + std::to_string(wanted);
            QVERIFY2(std::abs(pixel[c] - wanted) < 3.0, found.c_str());
        }
    }
}

void TstFrameConverter::lastColumnsAreThere_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    for (const int width : {1, 7, 33, 341, 321})
        QTest::addRow("%d wide", width) << width << 10;
    QTest::newRow("odd height") << 33 << 9;
    QTest::newRow("one pixel") << 1 << 1;
}

void TstFrameConverter::lastColumnsAreThere()
{
    QFETCH(int, width);
    QFETCH(int, height);
    FrameConverter converter({});
    const ffmpeg::FramePtr frame = patch(AV_PIX_FMT_YUV420P, width, height, 180, 128, 128);
    QVERIFY(frame != nullptr);
    const Result<Frame> rgb = converter.convert(*frame);
    QVERIFY(rgb.has_value());
    QCOMPARE(rgb->size(), (Size{width, height}));
    // (180 - 16) / 219 * 255 = 191
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < 3 * width; ++x)
            QVERIFY(std::abs(int(rgb->row(y)[x]) - 191) <= 2);
    }
}

void TstFrameConverter::buffersAreNotShared()
{
    FrameConverter converter({});
    const ffmpeg::FramePtr dark = patch(AV_PIX_FMT_YUV420P, 32, 32, 40, 128, 128);
    const ffmpeg::FramePtr light = patch(AV_PIX_FMT_YUV420P, 32, 32, 200, 128, 128);
    const Result<Frame> first = converter.convert(*dark);
    const std::uint8_t before = first->row(3)[3];
    for (int i = 0; i < 20; ++i)
        QVERIFY(converter.convert(*light).has_value());
    QCOMPARE(first->row(3)[3], before);
}

namespace {

/// Random samples. @param size any
ffmpeg::FramePtr noise(AVPixelFormat format, Size size)
{
    ffmpeg::FramePtr frame = ffmpeg::makeFrame();
    frame->format = format;
    frame->width = size.width;
    frame->height = size.height;
    if (av_frame_get_buffer(frame.get(), 0) < 0)
        return nullptr;
    std::mt19937 generator(3);
    for (std::size_t i = 0; i < std::size(frame->buf); ++i) {
        if (frame->buf[i] != nullptr)
            std::generate_n(frame->buf[i]->data, frame->buf[i]->size, [&] {
                return static_cast<std::uint8_t>(generator());
            });
    }
    return frame;
}

constexpr std::array kTransforms{ffmpeg::DisplayTransform{},
                                 ffmpeg::DisplayTransform{true, true, false},
                                 ffmpeg::DisplayTransform{false, true, true},
                                 ffmpeg::DisplayTransform{true, false, true},
                                 ffmpeg::DisplayTransform{false, true, false},
                                 ffmpeg::DisplayTransform{true, false, false}};

} // namespace

void TstFrameConverter::deferredPixelsAreTheSame_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("hasPlanes");
    const auto add = [](const char *name, AVPixelFormat format, bool hasPlanes) {
        QTest::newRow(name) << static_cast<int>(format) << hasPlanes;
    };
    add("4:2:0", AV_PIX_FMT_YUV420P, true);
    add("4:2:0 of JPEG", AV_PIX_FMT_YUVJ420P, true);
    add("4:2:2", AV_PIX_FMT_YUV422P, true);
    add("4:4:4", AV_PIX_FMT_YUV444P, true);
    add("NV12", AV_PIX_FMT_NV12, true);
    add("4:1:1", AV_PIX_FMT_YUV411P, false);
    add("10 bit", AV_PIX_FMT_YUV420P10LE, false);
    add("RGB", AV_PIX_FMT_RGB24, false);
    add("GBR planes", AV_PIX_FMT_GBRP, false);
}

void TstFrameConverter::deferredPixelsAreTheSame()
{
    QFETCH(int, format);
    QFETCH(bool, hasPlanes);
    for (const Size size : {Size{64, 48}, {33, 17}, {1, 1}, {30, 21}}) {
        for (const ffmpeg::DisplayTransform &transform : kTransforms) {
            FrameConverter converter(transform);
            ffmpeg::FramePtr picture = noise(static_cast<AVPixelFormat>(format), size);
            QVERIFY(picture != nullptr);
            const Result<Frame> atOnce = converter.convert(*picture);
            const Result<Frame> deferred = converter.defer(*picture);
            QVERIFY(atOnce && deferred);
            QCOMPARE(deferred->yuv() != nullptr, hasPlanes);
            // The decoder goes on: what the frame holds is its own.
            picture.reset();
            QVERIFY(converter.convert(*noise(static_cast<AVPixelFormat>(format), {20, 10})));
            QCOMPARE(deferred->strideBytes(), atOnce->strideBytes());
            QVERIFY(samePixels(*atOnce, *deferred));
        }
    }
}

void TstFrameConverter::planesMeanWhatTheRgbShows_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("space");
    QTest::addColumn<bool>("isFull");
    for (const auto &[name, format] : {std::pair("4:2:0", AV_PIX_FMT_YUV420P),
                                       {"4:2:2", AV_PIX_FMT_YUV422P},
                                       {"4:4:4", AV_PIX_FMT_YUV444P},
                                       {"NV12", AV_PIX_FMT_NV12}}) {
        for (const AVColorSpace space :
             {AVCOL_SPC_SMPTE170M, AVCOL_SPC_BT709, AVCOL_SPC_BT2020_NCL}) {
            for (const bool isFull : {false, true})
                QTest::addRow("%s, space %d, %s", name, space, isFull ? "full" : "studio")
                        << static_cast<int>(format) << static_cast<int>(space) << isFull;
        }
    }
}

/// The closed form on the planes against libswscale on the whole picture. Smooth colours: it
/// repeats chroma samples where they are mixed here, and cuts where it is rounded here.
void TstFrameConverter::planesMeanWhatTheRgbShows()
{
    constexpr int kLargestDifference = 8;
    QFETCH(int, format);
    QFETCH(int, space);
    QFETCH(bool, isFull);
    const bool isTogether = format == AV_PIX_FMT_NV12;
    test::YuvSampleOptions options;
    options.stepX = format == AV_PIX_FMT_YUV444P ? 1 : 2;
    options.stepY = format == AV_PIX_FMT_YUV420P || isTogether ? 2 : 1;
    options.arrangement = isTogether ? YuvPlanes::Chroma::Together : YuvPlanes::Chroma::Separate;
    for (const Size size : {Size{128, 96}, {131, 77}}) {
        options.size = size;
        const test::YuvSample sample = test::makeYuvSample(options);
        const ffmpeg::FramePtr picture = noise(static_cast<AVPixelFormat>(format), size);
        picture->colorspace = static_cast<AVColorSpace>(space);
        picture->color_range = isFull ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
        picture->chroma_location = AVCHROMA_LOC_LEFT;
        const auto copy = [&](std::size_t i, const SamplePlane &plane, int channels) {
            for (int y = 0; y < plane.size.height; ++y)
                std::copy_n(plane.row(y),
                            channels * plane.size.width,
                            picture->data[i] + std::ptrdiff_t{y} * picture->linesize[i]);
        };
        copy(0, sample.planes.luma, 1);
        copy(1, sample.planes.chroma[0], isTogether ? 2 : 1);
        if (!isTogether)
            copy(2, sample.planes.chroma[1], 1);
        for (const ffmpeg::DisplayTransform &transform : kTransforms) {
            const Result<Frame> frame = FrameConverter(transform).defer(*picture);
            QVERIFY(frame && frame->yuv());
            const auto expected = test::closedFormRgb(frame->yuv()->planes());
            int largest = 0;
            for (int y = 0; y < frame->height(); ++y) {
                for (int i = 0; i < 3 * frame->width(); ++i) {
                    const auto at = static_cast<std::size_t>(y * 3 * frame->width() + i);
                    largest = std::max(largest, std::abs(frame->row(y)[i] - (*expected)[at]));
                }
            }
            QVERIFY2(largest <= kLargestDifference, std::to_string(largest).c_str());
        }
    }
}

void TstFrameConverter::colorsFollowTheStandards_data()
{
    QTest::addColumn<int>("space");
    QTest::addColumn<double>("red");
    QTest::addColumn<double>("blue");
    const auto add = [](const char *name, AVColorSpace space, test::LumaWeights weights) {
        QTest::newRow(name) << static_cast<int>(space) << weights.red << weights.blue;
    };
    add("unstated", AVCOL_SPC_UNSPECIFIED, kBt601);
    add("BT.601, 525 lines", AVCOL_SPC_SMPTE170M, kBt601);
    add("BT.601, 625 lines", AVCOL_SPC_BT470BG, kBt601);
    add("BT.709", AVCOL_SPC_BT709, kBt709);
    add("BT.2020", AVCOL_SPC_BT2020_NCL, test::kBt2020);
}

void TstFrameConverter::colorsFollowTheStandards()
{
    QFETCH(int, space);
    QFETCH(double, red);
    QFETCH(double, blue);
    for (const auto range : {test::SampleRange::Studio, test::SampleRange::Full}) {
        const bool isFull = range == test::SampleRange::Full;
        const ffmpeg::FramePtr picture = noise(AV_PIX_FMT_YUV420P, {16, 16});
        picture->colorspace = static_cast<AVColorSpace>(space);
        picture->color_range = isFull ? AVCOL_RANGE_JPEG : AVCOL_RANGE_UNSPECIFIED;
        const std::optional<YuvPlanes> planes = yuvPlanesOf(*picture, {});
        QVERIFY(planes.has_value());
        const YuvColors expected = test::closedFormColors({red, blue}, range);
        for (const double difference : {planes->colors.lumaScale - expected.lumaScale,
                                        planes->colors.lumaZero - expected.lumaZero,
                                        planes->colors.redFromV - expected.redFromV,
                                        planes->colors.greenFromU - expected.greenFromU,
                                        planes->colors.greenFromV - expected.greenFromV,
                                        planes->colors.blueFromU - expected.blueFromU})
            QVERIFY2(std::abs(difference) < 2e-3, std::to_string(difference).c_str());
    }
}

void TstFrameConverter::chromaLiesWhereStated_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("location");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    const auto add = [](const char *name,
                        AVPixelFormat format,
                        AVChromaLocation location,
                        double x,
                        double y) {
        QTest::newRow(name) << static_cast<int>(format) << static_cast<int>(location) << x << y;
    };
    add("unstated", AV_PIX_FMT_YUV420P, AVCHROMA_LOC_UNSPECIFIED, 0, 0.5);
    add("left", AV_PIX_FMT_YUV420P, AVCHROMA_LOC_LEFT, 0, 0.5);
    add("center", AV_PIX_FMT_YUV420P, AVCHROMA_LOC_CENTER, 0.5, 0.5);
    add("top left", AV_PIX_FMT_NV12, AVCHROMA_LOC_TOPLEFT, 0, 0);
    add("top", AV_PIX_FMT_YUV420P, AVCHROMA_LOC_TOP, 0.5, 0);
    add("bottom left", AV_PIX_FMT_YUV420P, AVCHROMA_LOC_BOTTOMLEFT, 0, 1);
    add("bottom", AV_PIX_FMT_YUV420P, AVCHROMA_LOC_BOTTOM, 0.5, 1);
    add("4:2:2", AV_PIX_FMT_YUV422P, AVCHROMA_LOC_CENTER, 0.5, 0);
    add("4:4:4", AV_PIX_FMT_YUV444P, AVCHROMA_LOC_CENTER, 0, 0);
}

void TstFrameConverter::chromaLiesWhereStated()
{
    QFETCH(int, format);
    QFETCH(int, location);
    const ffmpeg::FramePtr picture = noise(static_cast<AVPixelFormat>(format), {17, 9});
    picture->chroma_location = static_cast<AVChromaLocation>(location);
    const std::optional<YuvPlanes> planes = yuvPlanesOf(*picture, {});
    QVERIFY(planes.has_value());
    QTEST(planes->chromaX, "x");
    QTEST(planes->chromaY, "y");
}

void TstFrameConverter::otherFormatsHaveNoPlanes()
{
    for (const AVPixelFormat format : {AV_PIX_FMT_GRAY8,
                                       AV_PIX_FMT_YUV440P,
                                       AV_PIX_FMT_YUV410P,
                                       AV_PIX_FMT_YUV420P10LE,
                                       AV_PIX_FMT_RGB24,
                                       AV_PIX_FMT_PAL8})
        QVERIFY(!yuvPlanesOf(*noise(format, {16, 16}), {}).has_value());
    // Rows from the bottom up.
    const ffmpeg::FramePtr picture = noise(AV_PIX_FMT_YUV444P, {16, 16});
    picture->data[0] += std::ptrdiff_t{15} * picture->linesize[0];
    picture->linesize[0] *= -1;
    QVERIFY(!yuvPlanesOf(*picture, {}).has_value());
    const Result<Frame> frame = FrameConverter({}).defer(*picture);
    QVERIFY(frame.has_value());
    QVERIFY(frame->yuv() == nullptr);
}

QTEST_GUILESS_MAIN(TstFrameConverter)
#include "tst_frame_converter.moc"
