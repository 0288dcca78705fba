// SPDX-License-Identifier: MIT
#include "engine/training_log/event_file.h"
#include "engine/training_log/event_record.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <fstream>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

QByteArray bytesOf(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

std::uint64_t littleEndian(const QByteArray &bytes, int at, int count)
{
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

Frame greyPicture(Size size)
{
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 3, 128);
    return {std::move(pixels), size, size.width * 3};
}

/// Data of the records of a file; fails where their lengths do not add up.
QList<QByteArray> recordsOf(const fs::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    const QByteArray file = bytesOf({std::istreambuf_iterator<char>(stream), {}});
    QList<QByteArray> records;
    for (int at = 0; at < file.size();) {
        const auto length = static_cast<int>(littleEndian(file, at, 8));
        if (at + 12 + length + 4 > file.size())
            return {};
        records.append(file.mid(at + 12, length));
        at += 12 + length + 4;
    }
    return records;
}

} // namespace

class TestEventFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void crcAgreesWithTheStandard_data();
    void crcAgreesWithTheStandard();
    void recordsAgreeWithTensorBoard_data();
    void recordsAgreeWithTensorBoard();
    void fileHoldsWhatWasAdded();
    void resumedRunSaysSo();
    void filesOfOneSecondDiffer();
    void emptyPictureIsRefused();
    void fileInTheWayIsRefused();
    void eventsGiveTheirCurves();
};

void TestEventFile::crcAgreesWithTheStandard_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<quint32>("crc");
    QByteArray rising;
    QByteArray falling;
    for (char i = 0; i < 32; ++i) {
        rising.append(i);
        falling.prepend(i);
    }
    // RFC 3720, B.4, whose CRCs stand there byte by byte, lowest first.
    QTest::newRow("zeros") << QByteArray(32, '\0') << quint32{0x8a9136aaU};
    QTest::newRow("ones") << QByteArray(32, '\xff') << quint32{0x62a8ab43U};
    QTest::newRow("rising") << rising << quint32{0x46dd794eU};
    QTest::newRow("falling") << falling << quint32{0x113fdb5cU};
    QTest::newRow("iSCSI read command") << QByteArray::fromHex(
            "01c0000000000000000000000000000014000000000004000000001400000018"
            "28000000000000000200000000000000")
                                        << quint32{0xd9963a56U};
    QTest::newRow("nothing") << QByteArray() << quint32{0};
}

void TestEventFile::crcAgreesWithTheStandard()
{
    QFETCH(QByteArray, bytes);
    QFETCH(quint32, crc);
    QCOMPARE(crc32c(bytes.toStdString()), crc);
}

void TestEventFile::recordsAgreeWithTensorBoard_data()
{
    // Recorded with tensorboard 2.21.0: RecordWriter(f).write(Event(...).SerializeToString()).
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<QByteArray>("theirs");
    using namespace std::string_literals;
    QTest::newRow("version") << bytesOf(versionEvent(1700000000.25))
                             << QByteArray(
                                        "1800000000000000a37f4b220900001040fc54d9411a0d627261696e"
                                        "2e4576656e743a32338d2fe9");
    QTest::newRow("scalars")
            << bytesOf(summaryEvent(
                       1700000001.5,
                       300,
                       {scalarValue("loss/total", 1.25F), scalarValue("learning_rate", 0.0F)}))
            << QByteArray("3700000000000000e7e8ca590900006040fc54d94110ac022a290a110a0a6c6f73732f74"
                          "6f74616c150000a03f0a140a0d6c6561726e696e675f72617465150000000046c3d024");
    QTest::newRow("picture, large step")
            << bytesOf(summaryEvent(
                       1700000002.0, 3000000000, {imageValue("maps/0", {3, 200, "\x89PNG\0"s})}))
            << QByteArray("2b00000000000000861bc34b0900008040fc54d9411080bcc1960b2a1a0a180a066d6170"
                          "732f30220e08c80110031803220589504e470019257e1d");
    QTest::newRow("restart") << bytesOf(restartEvent(1700000003.0, 301))
                             << QByteArray(
                                        "100000000000000095fbfe18090000c040fc54d94110ad023a020801"
                                        "ec8b1b40");
}

void TestEventFile::recordsAgreeWithTensorBoard()
{
    QFETCH(QByteArray, ours);
    QFETCH(QByteArray, theirs);
    QCOMPARE(bytesOf(framedRecord(ours.toStdString())).toHex(), theirs);
}

void TestEventFile::fileHoldsWhatWasAdded()
{
    const QTemporaryDir temporary;
    auto file = EventFile::create(test::pathOf(temporary) / "tensorboard");
    SL_VERIFY_RESULT(file);
    SL_VERIFY_RESULT(file->addScalars(1, {}));
    SL_VERIFY_RESULT(file->addScalars(1, {{"loss/total", 2.5}}));
    SL_VERIFY_RESULT(file->addImage(2, "maps/0", greyPicture({64, 48})));
    QVERIFY(file->path().filename().string().starts_with("events.out.tfevents."));
    const QList<QByteArray> records = recordsOf(file->path());
    QCOMPARE(records.size(), 3);
    QVERIFY(records[0].endsWith("brain.Event:2"));
    // Behind the time of nine bytes.
    QCOMPARE(records[1].mid(9),
             bytesOf(summaryEvent(0, 1, {scalarValue("loss/total", 2.5F)})).mid(9));
    QVERIFY(records[2].contains("\x89PNG"));
    QVERIFY(records[2].contains(
            QByteArray("\x08\x30\x10\x40\x18\x03", 6))); // 48 high, 64 wide, RGB
}

void TestEventFile::resumedRunSaysSo()
{
    const QTemporaryDir temporary;
    const auto file = EventFile::create(test::pathOf(temporary), 300);
    SL_VERIFY_RESULT(file);
    const QList<QByteArray> records = recordsOf(file->path());
    QCOMPARE(records.size(), 2);
    QCOMPARE(records[1].mid(9), bytesOf(restartEvent(0, 301)).mid(9));
}

void TestEventFile::filesOfOneSecondDiffer()
{
    const QTemporaryDir temporary;
    const auto first = EventFile::create(test::pathOf(temporary));
    const auto second = EventFile::create(test::pathOf(temporary));
    SL_VERIFY_RESULT(first);
    SL_VERIFY_RESULT(second);
    QVERIFY(first->path() != second->path());
}

void TestEventFile::emptyPictureIsRefused()
{
    const QTemporaryDir temporary;
    auto file = EventFile::create(test::pathOf(temporary));
    SL_VERIFY_RESULT(file);
    SL_COMPARE_CODE(file->addImage(1, "maps/0", Frame{}), ErrorCode::InvalidArgument);
    QCOMPARE(recordsOf(file->path()).size(), 1);
}

void TestEventFile::fileInTheWayIsRefused()
{
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary) / "tensorboard";
    std::ofstream(path) << "x";
    SL_COMPARE_CODE(EventFile::create(path), ErrorCode::NotAFile);
}

void TestEventFile::eventsGiveTheirCurves()
{
    TrainingStep step;
    step.loss = 3;
    step.terms = {{"equivariance", 1}};
    step.learningRate = 0.5;
    step.imagesPerSecond = 20;
    step.waitingSeconds = 0.25;
    const std::vector<Scalar> expected{{"loss/total", 3},
                                       {"loss/equivariance", 1},
                                       {"learning_rate", 0.5},
                                       {"speed/images_per_second", 20},
                                       {"speed/waiting_seconds", 0.25}};
    QVERIFY(scalarsOf(step) == expected);
    TrainingValidation validation;
    validation.loss = 2;
    validation.auc = 0.5;
    QVERIFY(scalarsOf(validation)
            == (std::vector<Scalar>{{"validation/loss", 2}, {"validation/auc", 0.5}}));
    QVERIFY(scalarsOf(TrainingDone{}).empty());
}

QTEST_GUILESS_MAIN(TestEventFile)
#include "tst_event_file.moc"
