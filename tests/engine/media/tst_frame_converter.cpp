// SPDX-License-Identifier: MIT
#include "engine/media/frame_converter.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace soundlocus;

namespace {

struct Matrix
{
    double kr;
    double kb;
};

constexpr Matrix kBt601{0.299, 0.114};
constexpr Matrix kBt709{0.2126, 0.0722};

} // namespace

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
    const Matrix matrix = space == AVCOL_SPC_BT709 ? kBt709 : kBt601;
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
        const double red = luma + 2 * (1 - matrix.kr) * cr;
        const double blue = luma + 2 * (1 - matrix.kb) * cb;
        const double green = (luma - matrix.kr * red - matrix.kb * blue)
                             / (1 - matrix.kr - matrix.kb);
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

QTEST_GUILESS_MAIN(TstFrameConverter)
#include "tst_frame_converter.moc"
