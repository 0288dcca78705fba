// SPDX-License-Identifier: MIT
#include "engine/media/encoder_words.h"

#include "tests/support/test_paths.h"

#include <QTest>

extern "C" {
#include <libavcodec/avcodec.h>
}

using namespace soundlocus;

class TestEncoderWords final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void heeded_data();
    void heeded();
};

void TestEncoderWords::heeded_data()
{
    QTest::addColumn<EncoderWords>("words");
    QTest::addColumn<QString>("fault"); // empty: none
    const auto row = [](const char *name, const EncoderWords &words, const char *fault) {
        QTest::newRow(name) << words << QString::fromLatin1(fault);
    };
    row("nothing said", {"ffv1", {}, {}}, "");
    row("not here", {"nonsense", "slow", 60}, "");
    row("x264, both", {"libx264", "slow", 51}, "");
    row("x264, best", {"libx264", {}, 0}, "");
    row("x264, beyond its worst", {"libx264", {}, 52}, "51");
    row("x265, beyond its worst", {"libx265", {}, 60}, "51");
    row("VP9, its worst", {"libvpx-vp9", {}, 63}, "");
    row("VP9, a preset", {"libvpx-vp9", "slow", {}}, "--preset");
    row("MPEG-4, quality", {"mpeg4", {}, 30}, "");
    row("MPEG-4, a preset", {"mpeg4", "slow", {}}, "--preset");
    row("Motion JPEG, quality", {"mjpeg", {}, 30}, "");
    row("lossless, quality", {"ffv1", {}, 30}, "--crf");
    row("lossless, a preset", {"ffv1", "slow", {}}, "--preset");
}

void TestEncoderWords::heeded()
{
    QFETCH(EncoderWords, words);
    QFETCH(QString, fault);
    if (words.codec != "nonsense" && avcodec_find_encoder_by_name(words.codec.c_str()) == nullptr)
        QSKIP("this FFmpeg has no such encoder");
    const auto checked = checkEncoderWords(words);
    QCOMPARE(checked.has_value(), fault.isEmpty());
    if (checked)
        return;
    SL_COMPARE_CODE(checked, ErrorCode::InvalidArgument);
    const std::string &message = checked.error().message;
    QVERIFY2(message.find(fault.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.find(words.codec) != std::string::npos, message.c_str());
}

QTEST_GUILESS_MAIN(TestEncoderWords)
#include "tst_encoder_words.moc"
