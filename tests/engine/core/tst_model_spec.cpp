// SPDX-License-Identifier: MIT
#include "engine/core/model_spec.h"

#include <QTest>

#include <limits>

using namespace soundlocus;

class TestModelSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void familiesHaveTheirInput_data();
    void familiesHaveTheirInput();
    void everyFieldCounts();
    void allFaultsAreListed();
    void ownInputIsPossible();
};

void TestModelSpec::familiesHaveTheirInput_data()
{
    QTest::addColumn<ModelFamily>("family");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<int>("bins");
    QTest::addColumn<int>("stride");
    // Fact sheet 1.2.
    QTest::newRow("ssltie") << ModelFamily::SslTie << 10.0 << 257 << 16;
    QTest::newRow("lvs") << ModelFamily::Lvs << 10.0 << 257 << 16;
    QTest::newRow("sslalign") << ModelFamily::SslAlign << 3.0 << 257 << 16;
    QTest::newRow("ezvsl") << ModelFamily::EzVsl << 3.0 << 257 << 32;
    QTest::newRow("fnac") << ModelFamily::Fnac << 3.0 << 257 << 32;
    QTest::newRow("slavc") << ModelFamily::Slavc << 3.0 << 257 << 32;
}

void TestModelSpec::familiesHaveTheirInput()
{
    QFETCH(ModelFamily, family);
    QFETCH(double, seconds);
    QFETCH(int, bins);
    QFETCH(int, stride);
    const ModelSpec spec = modelSpecOf(family, 16);
    QVERIFY(spec.family == family);
    QCOMPARE(spec.width, 16);
    QCOMPARE(spec.embeddingDim, 128);
    QCOMPARE(spec.imageSide, 224);
    QCOMPARE(spec.audio.sampleRateHz, 0);
    QCOMPARE(spec.audio.seconds, seconds);
    QCOMPARE(binCount(spec.audio), bins);
    QCOMPARE(trunkStride(family), stride);
    QVERIFY(hasFamilyInput(spec));
    QVERIFY(inputFaultsOf(spec).empty());
}

void TestModelSpec::everyFieldCounts()
{
    const ModelSpec plain = modelSpecOf(ModelFamily::SslTie);
    QVERIFY(plain == ModelSpec());
    ModelSpec wider = plain;
    wider.width = 32;
    QVERIFY(!(wider == plain) && hasFamilyInput(wider));
    ModelSpec smaller = plain;
    smaller.imageSide = 112;
    QVERIFY(!(smaller == plain) && !hasFamilyInput(smaller));
    ModelSpec scaled = plain;
    scaled.audio.mel.divisor = 30;
    QVERIFY(!(scaled == plain) && !hasFamilyInput(scaled));
    ModelSpec other = plain;
    other.audio.linear.overlap = 0;
    QVERIFY(!(other == plain) && !hasFamilyInput(other));
}

void TestModelSpec::allFaultsAreListed()
{
    ModelSpec spec = modelSpecOf(ModelFamily::EzVsl);
    spec.imageSide = 112; // a multiple of 16, not of 32
    spec.audio.sampleRateHz = 1;
    spec.audio.seconds = std::numeric_limits<double>::quiet_NaN();
    spec.audio.linear.divisor = 0;
    QCOMPARE(inputFaultsOf(spec),
             (std::vector<std::string>{"image side 112 is no multiple of 32",
                                       "sample rate 1 is not from 1000 to 192000",
                                       "length of the sound nan is not from 0.001 to 600",
                                       "divisor of the spectrogram 0 cannot be divided by"}));
}

void TestModelSpec::ownInputIsPossible()
{
    ModelSpec spec = modelSpecOf(ModelFamily::SslTie, 16);
    spec.imageSide = 112;
    spec.audio.sampleRateHz = 16000;
    spec.audio.seconds = 2;
    spec.audio.mel = {512, 320, 64, 1e-10F, 60, 30};
    QVERIFY(inputFaultsOf(spec).empty());
    QCOMPARE(binCount(spec.audio), 64);
}

QTEST_GUILESS_MAIN(TestModelSpec)
#include "tst_model_spec.moc"
