// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/media/audio_decoder.h"
#include "engine/media/encoded_bytes.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

using namespace soundlocus;

namespace {

/// Smooth in both directions, other in each channel.
Frame wavyPicture(Size size)
{
    auto pixels = std::make_shared<std::vector<std::uint8_t>>();
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            for (int channel = 0; channel < 3; ++channel)
                pixels->push_back(static_cast<std::uint8_t>(
                        std::lround(128 + 100 * std::sin(0.07 * x + 0.05 * y + channel))));
        }
    }
    return Frame(std::move(pixels), size, 3 * size.width);
}

double psnr(const Frame &a, const Frame &b)
{
    double squares = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < 3 * a.width(); ++x) {
            const double difference = double(a.row(y)[x]) - double(b.row(y)[x]);
            squares += difference * difference;
        }
    }
    return 10 * std::log10(255.0 * 255.0 * 3 * a.width() * a.height() / squares);
}

AudioClip tone(int count, int rate)
{
    std::vector<float> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back(static_cast<float>(
                std::lround(20000 * std::sin(2 * std::numbers::pi * 440 * i / rate)) / 32768.0));
    return AudioClip(std::move(samples), rate);
}

} // namespace

class TestEncodedBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jpeg()
    {
        const Frame picture = wavyPicture({131, 87});
        const auto bytes = encodeJpeg(picture, 92);
        SL_VERIFY_RESULT(bytes);
        QVERIFY(bytes->starts_with("\xFF\xD8"));
        const auto back = decodeJpeg(*bytes);
        SL_VERIFY_RESULT(back);
        QVERIFY(back->size() == picture.size());
        QVERIFY2(psnr(picture, *back) > 35, qPrintable(QString::number(psnr(picture, *back))));
        SL_COMPARE_CODE(encodeJpeg({}, 92), ErrorCode::InvalidArgument);
        SL_COMPARE_CODE(decodeJpeg(""), ErrorCode::CorruptData);
        SL_COMPARE_CODE(decodeJpeg("no picture"), ErrorCode::CorruptData);
    }

    void flac_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("rate");
        QTest::newRow("one sample") << 1 << 16000;
        QTest::newRow("less than a frame") << 1000 << 22050;
        QTest::newRow("seconds") << 100'001 << 44100;
        QTest::newRow("odd rate") << 30'000 << 22255;
        QTest::newRow("8 kHz") << 8000 << 8000;
        QTest::newRow("96 kHz") << 96'000 << 96'000;
    }

    void flac()
    {
        QFETCH(int, count);
        QFETCH(int, rate);
        const AudioClip clip = tone(count, rate);
        const auto bytes = encodeFlac(clip);
        SL_VERIFY_RESULT(bytes);
        QVERIFY(bytes->starts_with("fLaC"));
        const auto back = decodeFlac(*bytes);
        SL_VERIFY_RESULT(back);
        QCOMPARE(back->sampleRateHz(), rate);
        QVERIFY(std::ranges::equal(back->samples(), clip.samples()));
        QCOMPARE(*encodeFlac(clip), *bytes);
    }

    /// Between two steps of 16 bits the nearest is taken; beyond full scale the largest.
    void roundingAndClipping()
    {
        const AudioClip clip({0.25F + 0.4F / 32768, 1.5F, -1.5F, -1.0F, 1.0F}, 8000);
        const auto bytes = encodeFlac(clip);
        SL_VERIFY_RESULT(bytes);
        const auto back = decodeFlac(*bytes);
        SL_VERIFY_RESULT(back);
        const std::vector<float> expected{0.25F, 32767 / 32768.0F, -1.0F, -1.0F, 32767 / 32768.0F};
        QVERIFY(std::ranges::equal(back->samples(), expected));
    }

    /// Other programs read the bytes as the file they are.
    void isAFile()
    {
        const QTemporaryDir folder;
        const auto path = test::pathOf(folder) / "a.flac";
        const AudioClip clip = tone(50'000, 32000);
        SL_VERIFY_RESULT(writeWholeFile(path, *encodeFlac(clip)));
        const auto file = MediaFile::open(path);
        SL_VERIFY_RESULT(file);
        QCOMPARE(file->facts().audio.at(0).codec, std::string("flac"));
        auto decoder = AudioDecoder::open(*file);
        SL_VERIFY_RESULT(decoder);
        const auto back = decoder->readAll();
        SL_VERIFY_RESULT(back);
        QVERIFY(std::ranges::equal(back->samples(), clip.samples()));
    }

    void refusals()
    {
        SL_COMPARE_CODE(encodeFlac({}), ErrorCode::InvalidArgument);
        SL_COMPARE_CODE(encodeFlac(tone(10, 1'100'000)), ErrorCode::InvalidArgument);
        SL_COMPARE_CODE(decodeFlac(""), ErrorCode::CorruptData);
        SL_COMPARE_CODE(decodeFlac("no sound at all"), ErrorCode::CorruptData);
        const std::string bytes = *encodeFlac(tone(30'000, 16000));
        SL_COMPARE_CODE(decodeFlac(std::string_view(bytes).substr(0, 60)), ErrorCode::CorruptData);
        SL_COMPARE_CODE(decodeFlac(std::string_view(bytes).substr(0, bytes.size() / 2)),
                        ErrorCode::CorruptData);
    }
};

QTEST_GUILESS_MAIN(TestEncodedBytes)
#include "tst_encoded_bytes.moc"
