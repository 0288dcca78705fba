// SPDX-License-Identifier: MIT
#include "engine/evaluation/upsample.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;

namespace {

Heatmap rowMap(std::vector<float> values)
{
    const Size size{static_cast<int>(values.size()), 1};
    return {std::move(values), size, HeatmapScale::Cosine};
}

} // namespace

class TestUpsample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Closed forms of one row [0, 1] (and one impulse) stretched; torch.nn.functional.interpolate
    /// gives the same.
    void rows_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QList<float>>("from");
        QTest::addColumn<QList<float>>("to");
        QTest::newRow("bilinear") << "bilinear" << QList<float>{0, 1}
                                  << QList<float>{0, 0.25F, 0.75F, 1};
        QTest::newRow("bilinear-align-corners") << "bilinear-align-corners" << QList<float>{0, 1}
                                                << QList<float>{0, 1 / 3.0F, 2 / 3.0F, 1};
        // Cubic with a = -0.75 at t = 0.25: weights -0.10546875, 0.87890625, 0.26171875,
        // -0.03515625; at t = 0.75 mirrored; edges clamped.
        QTest::newRow("bicubic") << "bicubic" << QList<float>{0, 1}
                                 << QList<float>{-0.10546875F, 0.2265625F, 0.7734375F, 1.10546875F};
        // Five places for three cells: t = 0, 0.5, 0, 0.5, 0; weights at 0.5: -0.09375, 0.59375.
        QTest::newRow("bicubic-align-corners") << "bicubic-align-corners" << QList<float>{0, 1, 0}
                                               << QList<float>{0, 0.59375F, 1, 0.59375F, 0};
    }

    void rows()
    {
        QFETCH(QString, method);
        QFETCH(QList<float>, from);
        QFETCH(QList<float>, to);
        const auto upsampling = upsamplingFromString(method.toStdString());
        QVERIFY(upsampling);
        const Heatmap result = upsample(
                rowMap({from.begin(), from.end()}), *upsampling, {static_cast<int>(to.size()), 2});
        QCOMPARE(result.height(), 2);
        for (int x = 0; x < result.width(); ++x) {
            QVERIFY2(std::abs(result.at(x, 0) - to[x]) < 1e-6F,
                     std::to_string(result.at(x, 0)).c_str());
            QCOMPARE(result.at(x, 1), result.at(x, 0));
        }
    }

    void keepsSameSizeAndFacts()
    {
        std::vector<float> values;
        for (int i = 0; i < 35; ++i)
            values.push_back(static_cast<float>(i * i % 11));
        Heatmap map(values, {7, 5}, HeatmapScale::Logit);
        map.pts = MediaTime{7};
        map.region = {0.1, 0, 0.9, 1};
        for (const Upsampling method : {Upsampling::Bilinear,
                                        Upsampling::BilinearAlignCorners,
                                        Upsampling::Bicubic,
                                        Upsampling::BicubicAlignCorners}) {
            const Heatmap same = upsample(map, method, {7, 5});
            for (std::size_t i = 0; i < values.size(); ++i)
                QVERIFY(std::abs(same.values()[i] - values[i]) < 1e-5F);
            QVERIFY(same.scale() == HeatmapScale::Logit && same.pts == map.pts
                    && same.region == map.region);
            QVERIFY(upsamplingFromString(toString(method)) == method);
        }
        QVERIFY(!upsamplingFromString("nearest"));
    }

    void onePixelBecomesConstant()
    {
        for (const char *method : {"bilinear", "bilinear-align-corners", "bicubic"}) {
            const Heatmap result = upsample(rowMap({0.5F}), *upsamplingFromString(method), {3, 3});
            for (const float value : result.values())
                QVERIFY(std::abs(value - 0.5F) < 1e-6F);
        }
    }
};

QTEST_GUILESS_MAIN(TestUpsample)
#include "tst_upsample.moc"
