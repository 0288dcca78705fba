// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <fstream>

#include <unistd.h>

using namespace soundlocus;
namespace fs = std::filesystem;

class TestFileIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badInputsAreNamed_data();
    void badInputsAreNamed();
    void contentAppearsOnlyAtCommit();
    void droppedFileLeavesNothing();
    void olderFileSurvivesADroppedWrite();
    void folderInTheWayIsRefused();
    void missingFolderIsRefused();
    void fullDeviceIsDiskFull();
    void limitIsKept();

private:
    static std::size_t entries(const fs::path &folder)
    {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
    }
};

void TestFileIo::badInputsAreNamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    QTest::newRow("missing") << "none.mp4" << static_cast<int>(ErrorCode::NotFound);
    QTest::newRow("folder") << "folder" << static_cast<int>(ErrorCode::NotAFile);
    QTest::newRow("empty") << "empty" << static_cast<int>(ErrorCode::EmptyFile);
    QTest::newRow("below a file") << "full/below" << static_cast<int>(ErrorCode::NotAFile);
    QTest::newRow("unreadable") << "secret" << static_cast<int>(ErrorCode::PermissionDenied);
}

void TestFileIo::badInputsAreNamed()
{
    QFETCH(QString, name);
    QFETCH(int, code);
    const QTemporaryDir temporary;
    const fs::path root = test::pathOf(temporary);
    fs::create_directory(root / "folder");
    std::ofstream(root / "empty").flush();
    std::ofstream(root / "full") << "x";
    std::ofstream(root / "secret") << "x";
    fs::permissions(root / "secret", fs::perms::none);
    if (name == "secret" && ::geteuid() == 0)
        QSKIP("root may read everything");
    const auto result = checkReadableFile(root / name.toStdString());
    QVERIFY(!result);
    QCOMPARE(static_cast<int>(result.error().code), code);
    QVERIFY(result.error().message.find(name.toStdString()) != std::string::npos);
    QVERIFY(result.error().message.find('\n') == std::string::npos);
}

void TestFileIo::contentAppearsOnlyAtCommit()
{
    const QTemporaryDir temporary;
    const fs::path target = test::pathOf(temporary) / "a.json";
    auto file = AtomicFile::create(target);
    SL_VERIFY_RESULT(file);
    QCOMPARE(file->temporaryPath().extension(), fs::path(".json"));
    SL_VERIFY_RESULT(file->write("hello"));
    QVERIFY(!fs::exists(target));
    SL_VERIFY_RESULT(file->commit());
    QCOMPARE(readWholeFile(target, 100).value(), std::string("hello"));
    QCOMPARE(entries(test::pathOf(temporary)), std::size_t{1});
}

void TestFileIo::droppedFileLeavesNothing()
{
    const QTemporaryDir temporary;
    {
        auto file = AtomicFile::create(test::pathOf(temporary) / "a");
        SL_VERIFY_RESULT(file);
        SL_VERIFY_RESULT(file->write("half"));
    }
    QCOMPARE(entries(test::pathOf(temporary)), std::size_t{0});
}

void TestFileIo::olderFileSurvivesADroppedWrite()
{
    const QTemporaryDir temporary;
    const fs::path target = test::pathOf(temporary) / "a";
    SL_VERIFY_RESULT(writeWholeFile(target, "old"));
    {
        auto file = AtomicFile::create(target);
        SL_VERIFY_RESULT(file);
        SL_VERIFY_RESULT(file->write("new"));
    }
    QCOMPARE(readWholeFile(target, 100).value(), std::string("old"));
}

void TestFileIo::folderInTheWayIsRefused()
{
    const QTemporaryDir temporary;
    const auto file = AtomicFile::create(test::pathOf(temporary));
    QVERIFY(!file);
    SL_COMPARE_CODE(file, ErrorCode::NotAFile);
}

void TestFileIo::missingFolderIsRefused()
{
    const QTemporaryDir temporary;
    const auto file = AtomicFile::create(test::pathOf(temporary) / "none" / "a");
    QVERIFY(!file);
    SL_COMPARE_CODE(file, ErrorCode::NotFound);
}

void TestFileIo::fullDeviceIsDiskFull()
{
    const Error error = systemError("write", "x.mp4", ENOSPC);
    QVERIFY(error.code == ErrorCode::DiskFull);
    QVERIFY(error.message.find("x.mp4") == 0);
}

void TestFileIo::limitIsKept()
{
    const QTemporaryDir temporary;
    const fs::path target = test::pathOf(temporary) / "a";
    SL_VERIFY_RESULT(writeWholeFile(target, "12345"));
    SL_COMPARE_CODE(readWholeFile(target, 4), ErrorCode::TooLarge);
    QCOMPARE(readWholeFile(target, 5).value(), std::string("12345"));
}

QTEST_GUILESS_MAIN(TestFileIo)
#include "tst_file_io.moc"
