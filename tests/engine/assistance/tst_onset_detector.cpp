// SPDX-License-Identifier: MIT
#include "engine/assistance/onset_detector.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

constexpr int kRateHz = 16'000;

/// Bursts of a tone over quiet noise. @param noise amplitude
AudioClip burstsAt(const std::vector<double> &seconds,
                   double toneHz,
                   double noise,
                   MediaTime start = MediaTime{0})
{
    std::mt19937 random(4);
    std::normal_distribution<double> hiss(0, noise);
    std::vector<float> samples(4 * kRateHz);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double time = static_cast<double>(i) / kRateHz;
        double value = hiss(random);
        for (const double begin : seconds) {
            if (time >= begin && time < begin + 0.2)
                value += 0.3 * std::sin(2 * std::numbers::pi * toneHz * time);
        }
        samples[i] = static_cast<float>(value);
    }
    return {std::move(samples), kRateHz, start};
}

} // namespace

class TestOnsetDetector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhereSomethingBegins_data()
    {
        QTest::addColumn<double>("toneHz");
        QTest::addColumn<double>("noise");
        QTest::newRow("low, still") << 150.0 << 0.00001;
        QTest::newRow("middle, some noise") << 1000.0 << 0.01;
        QTest::newRow("high, noisy") << 5000.0 << 0.03;
    }

    void findsWhereSomethingBegins()
    {
        QFETCH(double, toneHz);
        QFETCH(double, noise);
        const std::vector<double> expected{0.5, 1.123, 2.0, 2.901};
        const auto onsets = onsetsOf(burstsAt(expected, toneHz, noise));
        QCOMPARE(onsets.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const double off = toSeconds(onsets[i]) - expected[i];
            QVERIFY2(std::abs(off) <= 0.015, qPrintable(QString::number(off)));
        }
    }

    void isOnTheAxisOfTheFile()
    {
        const auto onsets = onsetsOf(burstsAt({1}, 1000, 0.001, 10s));
        QCOMPARE(onsets.size(), std::size_t{1});
        QVERIFY(std::chrono::abs(onsets[0] - MediaTime(11s)) < MediaTime(15ms));
    }

    void steadySoundHasNone()
    {
        QVERIFY(onsetsOf(burstsAt({}, 1000, 0.1)).empty());
        QVERIFY(onsetsOf({}).empty());
        QVERIFY(onsetsOf(AudioClip(std::vector<float>(kRateHz), kRateHz)).empty());
        QVERIFY(onsetsOf(AudioClip(std::vector<float>(10), kRateHz)).empty());
    }

    void isQuick()
    {
        std::mt19937 random(4);
        std::uniform_real_distribution<float> any(-1, 1);
        std::vector<float> samples(60 * kRateHz);
        for (float &sample : samples)
            sample = any(random);
        const AudioClip minute(std::move(samples), kRateHz);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(onsetsOf(minute).size() < 600);
        qInfo("a minute in %.1f ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
};

QTEST_GUILESS_MAIN(TestOnsetDetector)
#include "tst_onset_detector.moc"
