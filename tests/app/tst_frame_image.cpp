// SPDX-License-Identifier: MIT
#include "app/frame_image.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;

class TestFrameImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anImageHasThePixelsOfTheOverlay()
    {
        const Frame frame = whitePicture({61, 40}); // rows of QImage are padded
        const Heatmap map({0.0F, 0.5F, 0.25F, 1.0F}, {2, 2}, HeatmapScale::Cosine);
        OverlayStyle style;
        style.options.contour = ContourThreshold{};
        const auto image = exportImage(frame, map, style);
        SL_VERIFY_RESULT(image);
        const auto painted = HeatmapOverlay(style.options).paint(frame, map);
        QCOMPARE(image->size(), QSize(61, 40));
        for (int y = 0; y < 40; ++y)
            QVERIFY(std::equal(
                    image->constScanLine(y), image->constScanLine(y) + 3 * 61, painted->row(y)));
        QCOMPARE(exportImage(frame, {}, style)->pixelColor(10, 20), QColor(Qt::white));
        SL_COMPARE_CODE(exportImage({}, map, style), ErrorCode::InvalidArgument);
        style.isVisible = false;
        QCOMPARE(exportImage(frame, map, style)->pixelColor(10, 20), QColor(Qt::white));
    }

    void pixelsAreMadeSquare()
    {
        Frame frame = whitePicture({60, 40});
        frame.pixelAspect = 1.5;
        QCOMPARE(exportImage(frame, {}, {})->size(), QSize(90, 40));
    }

private:
    [[nodiscard]] static Frame whitePicture(Size size)
    {
        const auto bytes = static_cast<std::size_t>(3 * size.width * size.height);
        return Frame(std::make_shared<std::vector<std::uint8_t>>(bytes, std::uint8_t{255}),
                     size,
                     3 * size.width);
    }
};

QTEST_GUILESS_MAIN(TestFrameImage)
#include "tst_frame_image.moc"
