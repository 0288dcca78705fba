// SPDX-License-Identifier: MIT
#include "engine/core/audio_clip.h"
#include "engine/core/bounding_box.h"
#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/model_family.h"
#include "engine/core/result.h"

#include "tests/support/test_paths.h"

#include <QTest>

#include <set>

using namespace soundlocus;

class TestValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeRoundsToTheMicrosecond();
    void clipIsCutToTheSample_data();
    void clipIsCutToTheSample();
    void cutKeepsTheTimeOfItsFirstSample();
    void heatmapPeakIsFirstInRowOrder();
    void heatmapPeakFollowsTheRegion();
    void samePixelsIgnoresStride();
    void boxIsHalfOpen();
    void resultHoldsValueOrError();
    void errorTextIsOneLine();
    void errorCodesHaveDistinctIds();
    void familiesRoundTrip();
    void contractsThrow();
};

namespace {

AudioClip ramp(int count, int rate, MediaTime start = MediaTime{0})
{
    std::vector<float> samples(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(i);
    return AudioClip(std::move(samples), rate, start);
}

} // namespace

void TestValues::timeRoundsToTheMicrosecond()
{
    QCOMPARE(fromSeconds(1.0 / 3).count(), 333333);
    QCOMPARE(fromSeconds(-0.0000005).count(), -1);
    QCOMPARE(toSeconds(MediaTime(2500000)), 2.5);
    QVERIFY(toSeconds(MediaTime(4001000)) == 4.001); // printed with no more digits
}

void TestValues::clipIsCutToTheSample_data()
{
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("end");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    // 1000 samples at 1000 Hz from 0.5 s: one sample a millisecond.
    QTest::newRow("inside") << qint64{600000} << qint64{700000} << 100 << 100;
    QTest::newRow("rounds to the nearest sample") << qint64{600499} << qint64{700499} << 100 << 100;
    QTest::newRow("before the start") << qint64{0} << qint64{600000} << 0 << 100;
    QTest::newRow("past the end") << qint64{1400000} << qint64{9000000} << 900 << 100;
    QTest::newRow("wholly before") << qint64{0} << qint64{400000} << 0 << 0;
    QTest::newRow("wholly behind") << qint64{2000000} << qint64{3000000} << 0 << 0;
    QTest::newRow("empty range") << qint64{700000} << qint64{700000} << 0 << 0;
}

void TestValues::clipIsCutToTheSample()
{
    QFETCH(qint64, begin);
    QFETCH(qint64, end);
    QFETCH(int, first);
    QFETCH(int, count);
    const AudioClip clip = ramp(1000, 1000, MediaTime(500000));
    const AudioClip part = clip.cut({MediaTime(begin), MediaTime(end)});
    QCOMPARE(static_cast<int>(part.sampleCount()), count);
    if (count > 0)
        QCOMPARE(part.samples()[0], static_cast<float>(first));
}

void TestValues::cutKeepsTheTimeOfItsFirstSample()
{
    const AudioClip part = ramp(44100, 44100, MediaTime(-20000))
                                   .cut({MediaTime(100000), MediaTime(200000)});
    QCOMPARE(part.sampleRateHz(), 44100);
    QCOMPARE(static_cast<int>(part.sampleCount()), 4410);
    QCOMPARE(part.start().count(), 100000);
    QCOMPARE(part.duration().count(), 100000);
}

void TestValues::heatmapPeakIsFirstInRowOrder()
{
    const HeatmapStatistics s = statisticsOf(
            Heatmap({0, 3, -1, 1, 3, 0}, {3, 2}, HeatmapScale::Cosine));
    QCOMPARE(s.peakX, 1);
    QCOMPARE(s.peakY, 0);
    QCOMPARE(s.maximum, 3.0F);
    QCOMPARE(s.minimum, -1.0F);
    QCOMPARE(s.mean, 1.0);
}

void TestValues::heatmapPeakFollowsTheRegion()
{
    Heatmap map({0, 0, 0, 1}, {2, 2}, HeatmapScale::Cosine);
    map.region = {0.25, 0.0, 0.75, 1.0};
    const HeatmapStatistics s = statisticsOf(map);
    QCOMPARE(s.peakFrameX, 0.25 + 0.5 * 0.75);
    QCOMPARE(s.peakFrameY, 0.75);
}

void TestValues::samePixelsIgnoresStride()
{
    const auto packed = std::make_shared<const std::vector<std::uint8_t>>(
            std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6});
    const auto padded = std::make_shared<const std::vector<std::uint8_t>>(
            std::vector<std::uint8_t>{1, 2, 3, 99, 4, 5, 6, 99});
    QVERIFY(samePixels(Frame(packed, {1, 2}, 3), Frame(padded, {1, 2}, 4)));
    QVERIFY(!samePixels(Frame(packed, {1, 2}, 3), Frame(packed, {2, 1}, 6)));
}

void TestValues::boxIsHalfOpen()
{
    const BoundingBox box{0.25, 0.25, 0.75, 0.5};
    QVERIFY(box.contains(0.25, 0.25));
    QVERIFY(!box.contains(0.75, 0.3));
    QCOMPARE(box.area(), 0.125);
    QCOMPARE((BoundingBox{0.5, 0, 0.2, 1}).area(), 0.0);
}

void TestValues::resultHoldsValueOrError()
{
    const Result<int> good = 7;
    const Result<int> bad = fail(ErrorCode::NotFound, "gone");
    QVERIFY(good.has_value());
    QCOMPARE(*good, 7);
    QCOMPARE(bad.value_or(3), 3);
    SL_COMPARE_CODE(bad, ErrorCode::NotFound);
    QVERIFY_THROWS_EXCEPTION(std::logic_error, (void)bad.value());
    QVERIFY_THROWS_EXCEPTION(std::logic_error, (void)good.error());
}

void TestValues::errorTextIsOneLine()
{
    QCOMPARE(toString(Error{ErrorCode::CorruptData, "a.mp4: damaged", "moov"}),
             std::string("a.mp4: damaged [moov]"));
    QCOMPARE(toString(Error{ErrorCode::CorruptData, "a.mp4: damaged", {}}),
             std::string("a.mp4: damaged"));
}

void TestValues::errorCodesHaveDistinctIds()
{
    std::set<std::string_view> ids;
    const int last = static_cast<int>(ErrorCode::Internal);
    for (int i = 0; i <= last; ++i)
        ids.insert(toString(static_cast<ErrorCode>(i)));
    QCOMPARE(static_cast<int>(ids.size()), last + 1);
}

void TestValues::familiesRoundTrip()
{
    for (const char *id : {"ssltie", "lvs", "sslalign", "ezvsl", "fnac", "slavc"}) {
        const auto family = modelFamilyFromString(id);
        QVERIFY(family.has_value());
        QCOMPARE(toString(*family), std::string_view(id));
    }
    QVERIFY(!modelFamilyFromString("SSL-TIE").has_value());
}

void TestValues::contractsThrow()
{
    QVERIFY_THROWS_EXCEPTION(std::logic_error, AudioClip({0.0F}, 0));
    QVERIFY_THROWS_EXCEPTION(std::logic_error, Heatmap({1, 2}, {3, 1}, HeatmapScale::Unit));
}

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
