// SPDX-License-Identifier: MIT
#include "engine/project/media_fingerprint.h"

#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
namespace fs = std::filesystem;

class TestMediaFingerprint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsContent_data()
    {
        QTest::addColumn<int>("place");
        QTest::addColumn<bool>("isSeen");
        QTest::newRow("first byte") << 0 << true;
        QTest::newRow("last byte") << 999'999 << true;
        QTest::newRow("in the middle") << 500'000 << true;
        QTest::newRow("between the parts") << 250'000 << false;
    }

    void knowsContent()
    {
        QFETCH(int, place);
        QFETCH(bool, isSeen);
        const QTemporaryDir folder;
        std::string content(1'000'000, 'x');
        const fs::path first = test::pathOf(folder) / "a";
        const fs::path second = test::pathOf(folder) / "b";
        SL_VERIFY_RESULT(writeWholeFile(first, content));
        content[static_cast<std::size_t>(place)] = 'y';
        SL_VERIFY_RESULT(writeWholeFile(second, content));
        const auto a = fingerprintOf(first);
        const auto b = fingerprintOf(second);
        SL_VERIFY_RESULT(a);
        SL_VERIFY_RESULT(b);
        QCOMPARE(a->bytes, std::int64_t{1'000'000});
        QCOMPARE(*a != *b, isSeen);
    }

    void isThePublishedHash()
    {
        // FNV-1a of "1" (the size), then three times of "a", the only part: FNV-1a("1aaa").
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a";
        SL_VERIFY_RESULT(writeWholeFile(path, "a"));
        std::uint64_t expected = 14695981039346656037ULL;
        for (const char c : std::string("1aaa"))
            expected = (expected ^ static_cast<std::uint64_t>(c)) * 1099511628211ULL;
        QVERIFY(fingerprintOf(path)->hash == expected);
    }

    void findsMovedFiles()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        SL_VERIFY_RESULT(makeFolder(root / "new/deep"));
        std::vector<Clip> clips(4);
        for (std::size_t i = 0; i < clips.size(); ++i) {
            clips[i].id = {static_cast<std::int64_t>(i) + 1};
            clips[i].media = root / ("old" + std::to_string(i));
            SL_VERIFY_RESULT(writeWholeFile(clips[i].media, "content " + std::to_string(i)));
            clips[i].fingerprint = *fingerprintOf(clips[i].media);
        }
        clips[3].fingerprint = {};
        fs::rename(clips[0].media, root / "new/x");
        fs::rename(clips[2].media, root / "new/deep/y");
        fs::remove(clips[3].media);
        QVERIFY(findMovedMedia(clips, root)
                == (std::vector<FoundMedia>{{{1}, root / "new/x"}, {{3}, root / "new/deep/y"}}));
        QVERIFY(findMovedMedia(clips, root / "nowhere").empty());
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY(findMovedMedia(clips, root, stopped.get_token()).empty());
        // Without a fingerprint the name of the file tells, where only one has it.
        SL_VERIFY_RESULT(writeWholeFile(root / "new/old3", "other"));
        QVERIFY(findMovedMedia(clips, root).back() == (FoundMedia{{4}, root / "new/old3"}));
        SL_VERIFY_RESULT(writeWholeFile(root / "new/deep/old3", "other"));
        QCOMPARE(findMovedMedia(clips, root).size(), std::size_t{2});
    }

    void faults()
    {
        const QTemporaryDir folder;
        SL_COMPARE_CODE(fingerprintOf(test::pathOf(folder) / "none"), ErrorCode::NotFound);
        SL_COMPARE_CODE(fingerprintOf(test::pathOf(folder)), ErrorCode::NotAFile);
    }
};

QTEST_GUILESS_MAIN(TestMediaFingerprint)
#include "tst_media_fingerprint.moc"
