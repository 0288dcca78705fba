// SPDX-License-Identifier: MIT
#include "engine/media/video_decoder.h"
#include "tests/support/test_paths.h"
#include "tests/support/yuv_samples.h"
#include "tests/ui/widgets/canvas/canvas_samples.h"
#include "ui/widgets/canvas/canvas_state.h"
#include "ui/widgets/canvas/opengl_picture.h"
#include "ui/widgets/canvas/picture_composer.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFramebufferObject>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <memory>

using namespace soundlocus;
using namespace soundlocus::test;

namespace {

// A level of the colour table may round the other way: three steps of Jet at full opacity, plus one
// for mixing in eight bits.
constexpr int kLargestDifference = 4;
constexpr double kMeanDifference = 0.5;

// libswscale repeats the chroma samples of a film where the shader mixes them linearly, and cuts
// where the shader rounds. So at edges of colour the two differ by up to half the step; over a
// whole picture they do not.
constexpr double kMeanDifferenceOfFilms = 2;
constexpr int kUsualDifferenceOfFilms = 8; // of 98 %

struct Difference
{
    int largest = 0;
    int usual = 0; // 98 % are no larger
    double mean = 0;
};

Difference differenceOf(const QImage &a, const QImage &b)
{
    Difference difference;
    double sum = 0;
    std::array<int, 256> counts{};
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y);
            const QRgb q = b.pixel(x, y);
            for (const int d : {qRed(p) - qRed(q), qGreen(p) - qGreen(q), qBlue(p) - qBlue(q)}) {
                difference.largest = std::max(difference.largest, std::abs(d));
                sum += std::abs(d);
                ++counts.at(static_cast<std::size_t>(std::abs(d)));
            }
        }
    }
    const int all = 3 * a.width() * a.height();
    difference.mean = sum / all;
    int larger = all;
    for (const int count : counts) {
        larger -= count;
        if (larger <= all / 50)
            break;
        ++difference.usual;
    }
    return difference;
}

QImage composed(const CanvasScene &scene, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(scene.background);
    QPainter painter(&image);
    const auto panes = PictureComposer().compose(scene);
    for (std::size_t i = 0; i < panes.size(); ++i) {
        painter.setClipRect(scene.panes[i].clipPx);
        painter.drawImage(panes[i].targetPx.topLeft(), panes[i].image);
    }
    return image;
}

struct Case
{
    QSize canvas = {320, 240};
    Size picture = {320, 180};
    int padding = 0;
    double pixelAspect = 1;
    double zoom = 0; // 0: fitted
    OverlayOptions options;
    FrameRegion region;
    ComparisonLayout layout = ComparisonLayout::Single;
    bool hasMap = true;
};

CanvasScene sceneOf(const Case &c, Frame frame)
{
    CanvasState state;
    frame.pixelAspect = c.pixelAspect;
    state.setFrame(frame);
    state.setComparison(c.layout);
    state.setArea(c.canvas, 1);
    state.divider = 0.3;
    state.setStyle({true, c.options, 0});
    if (c.hasMap) {
        Heatmap main = hill(0.3, 0.4);
        main.region = c.region;
        state.setMap(MapSlot::Main, main);
        state.setMap(MapSlot::Comparison, hill(0.8, 0.5, {7, 5}));
    }
    if (c.zoom > 0)
        state.geometry.setZoom(c.zoom, {77, 91});
    return state.scene(QPalette());
}

CanvasScene sceneOf(const Case &c)
{
    return sceneOf(c, wavyFrame(c.picture, c.padding));
}

QImage drawn(OpenGlPicture &picture, const CanvasScene &scene, QSize size)
{
    QOpenGLFramebufferObject target(size);
    target.bind();
    QOpenGLContext::currentContext()->functions()->glViewport(
            0, 0, target.width(), target.height());
    picture.paint(scene, target.height());
    return target.toImage();
}

} // namespace

class TestOpenGlPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void drawsWhatThePainterDraws_data();
    void drawsWhatThePainterDraws();
    void drawsPlanes_data();
    void drawsPlanes();
    void planesAndRgbTakeTurns();
    void drawsFilms_data();
    void drawsFilms();
    void newPicturesReplaceOldOnes();
    void anotherContextStartsAnew();
    void widgetDrawsAndMovesToAnotherWindow();

private:
    QOffscreenSurface m_surface;
    std::unique_ptr<QOpenGLContext> m_context;
};

Q_DECLARE_METATYPE(Case)
Q_DECLARE_METATYPE(YuvSampleOptions)

void TestOpenGlPicture::initTestCase()
{
    m_surface.create();
    m_context = std::make_unique<QOpenGLContext>();
    if (!m_context->create() || !m_context->makeCurrent(&m_surface)) {
        m_context.reset();
        QSKIP("no OpenGL context can be made on this platform");
    }
    // With a display behind it the offscreen platform offers what GLX has without being asked.
    if (m_context->format().majorVersion() < 3) {
        m_context.reset();
        QSKIP("OpenGL is older than 3.0 on this platform");
    }
}

void TestOpenGlPicture::cleanupTestCase()
{
    m_context.reset();
}

void TestOpenGlPicture::drawsWhatThePainterDraws_data()
{
    QTest::addColumn<Case>("testCase");
    const auto add = [](const char *name, auto change) {
        Case c;
        change(c);
        QTest::newRow(name) << c;
    };
    add("own size", [](Case &) {});
    add("no map", [](Case &c) { c.hasMap = false; });
    add("smaller", [](Case &c) { c.picture = {480, 270}; });
    add("smaller than a third", [](Case &c) { c.picture = {1280, 720}; });
    add("larger", [](Case &c) { c.picture = {200, 120}; });
    add("odd sizes", [](Case &c) {
        c.picture = {199, 121};
        c.canvas = {333, 217};
    });
    add("zoomed", [](Case &c) { c.zoom = 2.7; });
    add("squares", [](Case &c) { c.zoom = 6.5; });
    add("padded rows", [](Case &c) { c.padding = 5; });
    add("padding of whole pixels", [](Case &c) { c.padding = 6; });
    add("anamorphic", [](Case &c) { c.pixelAspect = 64.0 / 45; });
    add("cells", [](Case &c) { c.options.interpolation = Interpolation::Cells; });
    add("jet, mostly map", [](Case &c) {
        c.options.colorMap = ColorMap::Jet;
        c.options.opacity = 0.9;
    });
    add("fixed scale", [](Case &c) { c.options.scale = ValueRange{0.2, 0.5}; });
    add("part of the picture", [](Case &c) { c.region = {0.21875, 0, 0.78125, 1}; });
    add("part, zoomed", [](Case &c) {
        c.region = {0.1, 0.3, 0.6, 0.95};
        c.zoom = 3.1;
    });
    add("divider", [](Case &c) { c.layout = ComparisonLayout::Divider; });
    add("side by side", [](Case &c) { c.layout = ComparisonLayout::SideBySide; });
}

void TestOpenGlPicture::drawsWhatThePainterDraws()
{
    QFETCH(const Case, testCase);
    if (!m_context)
        QSKIP("no OpenGL context can be made on this platform");
    const CanvasScene scene = sceneOf(testCase);
    QOpenGLFramebufferObject target(testCase.canvas);
    target.bind();
    m_context->functions()->glViewport(0, 0, target.width(), target.height());
    OpenGlPicture picture;
    const auto fault = picture.initialize();
    QVERIFY2(!fault, qPrintable(fault.value_or(QString())));
    picture.paint(scene, target.height());
    const QImage drawn = target.toImage();
    picture.release();
    target.release();
    QCOMPARE(m_context->functions()->glGetError(), static_cast<unsigned>(GL_NO_ERROR));

    const Difference difference = differenceOf(drawn, composed(scene, testCase.canvas));
    QVERIFY2(difference.largest <= kLargestDifference && difference.mean <= kMeanDifference,
             qPrintable(QStringLiteral("largest %1, mean %2")
                                .arg(difference.largest)
                                .arg(difference.mean)));
}

void TestOpenGlPicture::drawsPlanes_data()
{
    QTest::addColumn<Case>("testCase");
    QTest::addColumn<YuvSampleOptions>("options");
    const auto add = [](const char *name, auto change) {
        Case c;
        YuvSampleOptions options;
        change(c, options);
        QTest::newRow(name) << c << options;
    };
    using Options = YuvSampleOptions;
    const auto alone = [](Case &c, Options &) { c.hasMap = false; };
    add("4:2:0, BT.709, studio", alone);
    add("4:2:0, BT.709, full", [](Case &c, Options &o) {
        c.hasMap = false;
        o.range = SampleRange::Full;
    });
    add("4:2:0, BT.601, studio, odd size", [](Case &c, Options &o) {
        c.hasMap = false;
        c.canvas = {333, 217};
        o.size = {199, 121};
        o.weights = kBt601;
    });
    add("4:2:0 of JPEG", [](Case &c, Options &o) {
        c.hasMap = false;
        o.range = SampleRange::Full;
        o.weights = kBt601;
        o.chromaX = 0.5;
    });
    add("4:2:0, BT.2020, top left", [](Case &c, Options &o) {
        c.hasMap = false;
        o.weights = kBt2020;
        o.chromaY = 0;
    });
    add("4:2:2, padded, odd size", [](Case &c, Options &o) {
        c.hasMap = false;
        o.size = {321, 179};
        o.stepY = 1;
        o.padding = 7;
    });
    add("4:4:4", [](Case &c, Options &o) {
        c.hasMap = false;
        o.stepX = 1;
        o.stepY = 1;
    });
    add("NV12", [](Case &c, Options &o) {
        c.hasMap = false;
        o.arrangement = YuvPlanes::Chroma::Together;
        o.padding = 32;
    });
    add("NV12, rows of half pairs", [](Case &c, Options &o) {
        c.hasMap = false;
        o.arrangement = YuvPlanes::Chroma::Together;
        o.size = {161, 91};
        o.padding = 5;
    });
    add("one pixel", [](Case &c, Options &o) {
        c.hasMap = false;
        o.size = {1, 1};
    });
    add("turned by 90", [](Case &c, Options &o) {
        c.hasMap = false;
        o.size = {201, 121};
        o.turn = {true, true, false};
    });
    add("turned by 180", [](Case &, Options &o) { o.turn = {false, true, true}; });
    add("turned by 270", [](Case &c, Options &o) {
        c.hasMap = false;
        o.size = {200, 131};
        o.turn = {true, false, true};
    });
    add("mirrored", [](Case &c, Options &o) {
        c.hasMap = false;
        o.turn = {false, true, false};
    });
    add("with a map", [](Case &, Options &) {});
    add("smaller than a third", [](Case &, Options &o) { o.size = {1280, 720}; });
    add("squares, turned", [](Case &c, Options &o) {
        c.zoom = 6.5;
        o.turn = {true, true, false};
    });
    add("anamorphic", [](Case &c, Options &) { c.pixelAspect = 64.0 / 45; });
    add("side by side", [](Case &c, Options &) { c.layout = ComparisonLayout::SideBySide; });
}

/// The painter gets the closed form of the same planes, mixed linearly as the shader does it.
void TestOpenGlPicture::drawsPlanes()
{
    QFETCH(const Case, testCase);
    QFETCH(const YuvSampleOptions, options);
    if (!m_context)
        QSKIP("no OpenGL context can be made on this platform");
    const auto conversions = std::make_shared<std::atomic<int>>(0);
    const CanvasScene scene = sceneOf(testCase, yuvFrame(makeYuvSample(options), conversions));
    OpenGlPicture picture;
    QVERIFY(!picture.initialize());
    const QImage image = drawn(picture, scene, testCase.canvas);
    picture.release();
    QCOMPARE(m_context->functions()->glGetError(), static_cast<unsigned>(GL_NO_ERROR));
    QCOMPARE(conversions->load(), 0); // nothing on the processor

    const Difference difference = differenceOf(image, composed(scene, testCase.canvas));
    QCOMPARE(conversions->load(), 1);
    QVERIFY2(difference.largest <= kLargestDifference && difference.mean <= kMeanDifference,
             qPrintable(QStringLiteral("largest %1, mean %2")
                                .arg(difference.largest)
                                .arg(difference.mean)));
}

/// On one texture: other formats, sizes and halvings.
void TestOpenGlPicture::planesAndRgbTakeTurns()
{
    if (!m_context)
        QSKIP("no OpenGL context can be made on this platform");
    OpenGlPicture picture;
    QVERIFY(!picture.initialize());
    const Case c;
    YuvSampleOptions together;
    together.arrangement = YuvPlanes::Chroma::Together;
    YuvSampleOptions bright;
    bright.range = SampleRange::Full;
    YuvSampleOptions large;
    large.size = {1280, 720};
    const Frame frames[] = {wavyFrame({320, 180}),
                            yuvFrame(makeYuvSample({})),
                            yuvFrame(makeYuvSample(bright)),
                            yuvFrame(makeYuvSample(large)),
                            wavyFrame({1280, 720}),
                            yuvFrame(makeYuvSample(together)),
                            wavyFrame({320, 180}),
                            yuvFrame(makeYuvSample({}))};
    for (const Frame &frame : frames) {
        const CanvasScene scene = sceneOf(c, frame);
        const QImage image = drawn(picture, scene, c.canvas);
        const Difference difference = differenceOf(image, composed(scene, c.canvas));
        QVERIFY2(difference.largest <= kLargestDifference,
                 qPrintable(QString::number(difference.largest)));
        QVERIFY(drawn(picture, scene, c.canvas) == image); // what is there already
    }
    picture.release();
}

void TestOpenGlPicture::drawsFilms_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"plain.mp4",
                             "rotate90.mp4",
                             "odd_size_321x179_yuv444.mp4",
                             "mjpeg_pcm.mov",
                             "interlaced_mpeg2.ts",
                             "vp9_opus.webm"})
        QTest::newRow(name) << QString(name);
}

/// Planes as the decoder leaves them against libswscale.
void TestOpenGlPicture::drawsFilms()
{
    QFETCH(const QString, name);
    if (!m_context)
        QSKIP("no OpenGL context can be made on this platform");
    const auto path = mediaDir() / "corner-cases" / "derived" / name.toStdString();
    if (!std::filesystem::exists(path))
        QSKIP("the real media are not there");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<VideoDecoder> decoder = VideoDecoder::open(*file,
                                                      {.rgb = VideoDecoderOptions::Rgb::WhenAsked});
    SL_VERIFY_RESULT(decoder);
    const Result<Frame> frame = decoder->frameAt(MediaTime(500'000));
    SL_VERIFY_RESULT(frame);
    QVERIFY(frame->yuv() != nullptr);
    Case c;
    c.hasMap = false;
    c.canvas = {frame->width(), frame->height()};
    const CanvasScene scene = sceneOf(c, *frame);
    OpenGlPicture picture;
    QVERIFY(!picture.initialize());
    const Difference difference = differenceOf(drawn(picture, scene, c.canvas),
                                               composed(scene, c.canvas));
    picture.release();
    const QString found = QStringLiteral("largest %1, usual %2, mean %3")
                                  .arg(difference.largest)
                                  .arg(difference.usual)
                                  .arg(difference.mean);
    QVERIFY2(difference.mean <= kMeanDifferenceOfFilms
                     && difference.usual <= kUsualDifferenceOfFilms,
             qPrintable(found));
    qInfo("%s", qPrintable(found));
}

void TestOpenGlPicture::newPicturesReplaceOldOnes()
{
    if (!m_context)
        QSKIP("no OpenGL context can be made on this platform");
    OpenGlPicture picture;
    QVERIFY(!picture.initialize());
    // Same size, other pixels; then another size; then half the size, which needs halvings.
    Case plain;
    Case padded = plain;
    padded.padding = 6;
    padded.hasMap = false;
    Case large = plain;
    large.picture = {1280, 720};
    large.options.colorMap = ColorMap::Magma;
    for (const Case &c : {plain, padded, plain, large, plain}) {
        const CanvasScene scene = sceneOf(c);
        QOpenGLFramebufferObject target(c.canvas);
        target.bind();
        m_context->functions()->glViewport(0, 0, target.width(), target.height());
        picture.paint(scene, target.height());
        const Difference difference = differenceOf(target.toImage(), composed(scene, c.canvas));
        QVERIFY(difference.largest <= kLargestDifference);
    }
    picture.release();
}

void TestOpenGlPicture::anotherContextStartsAnew()
{
    if (!m_context)
        QSKIP("no OpenGL context can be made on this platform");
    OpenGlPicture picture;
    QVERIFY(!picture.initialize());
    const Case c;
    const CanvasScene scene = sceneOf(c);
    picture.release();

    QOpenGLContext other;
    QVERIFY(other.create() && other.makeCurrent(&m_surface));
    QVERIFY(!picture.initialize());
    QOpenGLFramebufferObject target(c.canvas);
    target.bind();
    other.functions()->glViewport(0, 0, target.width(), target.height());
    picture.paint(scene, target.height());
    const Difference difference = differenceOf(target.toImage(), composed(scene, c.canvas));
    picture.release();
    target.release();
    QVERIFY(m_context->makeCurrent(&m_surface));
    QVERIFY(difference.largest <= kLargestDifference);
}

void TestOpenGlPicture::widgetDrawsAndMovesToAnotherWindow()
{
    if (!m_context)
        QSKIP("no OpenGL context can be made on this platform");
    const auto fill = [](VideoCanvas &canvas) {
        canvas.setLegendSize(LegendSize::Hidden);
        canvas.setFrame(wavyFrame({320, 180}));
        canvas.setMap(MapSlot::Main, hill(0.3, 0.4));
    };
    VideoCanvas painter(VideoCanvas::Backend::PainterAtOnce);
    painter.resize(400, 300);
    fill(painter);
    const QImage expected = painter.grab().toImage();

    QWidget first;
    QWidget second;
    for (QWidget *window : {&first, &second}) {
        window->resize(400, 300);
        auto *layout = new QVBoxLayout(window);
        layout->setContentsMargins(0, 0, 0, 0);
    }
    auto *canvas = new VideoCanvas(VideoCanvas::Backend::OpenGl);
    QSignalSpy fellBack(canvas, &VideoCanvas::backendFellBack);
    fill(*canvas);
    for (QWidget *window : {&first, &second}) {
        window->layout()->addWidget(canvas);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window, 30'000));
        const Difference difference = differenceOf(canvas->grab().toImage(), expected);
        QVERIFY2(difference.largest <= kLargestDifference,
                 qPrintable(QString::number(difference.largest)));
    }
    // What QPainter draws above it is there as well.
    painter.setProbe(QPointF(0.5, 0.5));
    canvas->setProbe(QPointF(0.5, 0.5));
    QTest::qWait(0); // the canvas draws what changes together once
    for (VideoCanvas *marked : {&painter, canvas}) {
        const QImage image = marked->grab().toImage();
        QVERIFY(qGray(image.pixel(207, 149)) > 200); // an arm of the cross
        QVERIFY(qGray(expected.pixel(207, 149)) != qGray(image.pixel(207, 149)));
    }
    QCOMPARE(fellBack.count(), 0);
    QCOMPARE(canvas->backend(), VideoCanvas::Backend::OpenGl);
}

QTEST_MAIN(TestOpenGlPicture)
#include "tst_opengl_picture.moc"
