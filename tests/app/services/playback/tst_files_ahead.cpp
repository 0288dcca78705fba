// SPDX-License-Identifier: MIT
#include "app/services/playback/files_ahead.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <fstream>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class TestFilesAhead final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        for (const char *name : {"a.mp4", "b.mp4", "c.mp4"})
            SL_VERIFY_RESULT(test::writeVideo(path(name), {{64, 48}, 50, 25, 1, 3}));
        SL_VERIFY_RESULT(test::writeToneWav(path("tone.wav"), 1));
        SL_VERIFY_RESULT(test::writeToneWav(path("broken.mp4"), 1));
        fs::resize_file(path("broken.mp4"), 20);
    }

    void whatIsWantedIsThere()
    {
        FilesAhead ahead([] { return VideoDecoderOptions(); });
        const FileWanted wanted{path("a.mp4"), 400ms};
        std::optional<FileAhead> taken = wantAndTake(ahead, wanted);
        QVERIFY(taken);
        auto file = MediaFile::open(wanted.path);
        SL_VERIFY_RESULT(file);
        auto decoder = VideoDecoder::open(*file);
        SL_VERIFY_RESULT(decoder);
        const auto frame = decoder->frameAt(400ms);
        SL_VERIFY_RESULT(frame);
        QVERIFY(samePixels(taken->first, *frame));
        // Its decoder goes on behind that picture.
        const auto next = taken->decoder.next();
        SL_VERIFY_RESULT(next);
        QCOMPARE((*next)->pts, MediaTime(440ms));
        QVERIFY(!ahead.take(wanted, {})); // handed over once
    }

    void onlyThatFileAtThatPlace()
    {
        FilesAhead ahead([] { return VideoDecoderOptions(); });
        const FileWanted wanted{path("a.mp4"), 0ms};
        ahead.want({wanted});
        QVERIFY(!ahead.take({path("b.mp4"), 0ms}, {}));
        QVERIFY(!ahead.take({path("a.mp4"), 1s}, {}));
    }

    void twoAreKeptAtMost()
    {
        const FileWanted a{path("a.mp4"), 0ms};
        const FileWanted b{path("b.mp4"), 0ms};
        const FileWanted c{path("c.mp4"), 0ms};
        FilesAhead ahead([] { return VideoDecoderOptions(); });
        ahead.want({a, b, c});
        QTest::qWait(500);
        QVERIFY(!ahead.take(c, {}));
        // What is not wanted any more is let go.
        FilesAhead other([] { return VideoDecoderOptions(); });
        other.want({a});
        QTest::qWait(500);
        QVERIFY(wantAndTake(other, b));
        QVERIFY(!other.take(a, {}));
    }

    void aFileThatChangedIsOpenedAnew()
    {
        const fs::path copy = path("copy.mp4");
        fs::copy_file(path("a.mp4"), copy);
        FilesAhead ahead([] { return VideoDecoderOptions(); });
        const FileWanted wanted{copy, 0ms};
        ahead.want({wanted});
        QTest::qWait(500);
        std::ofstream(copy, std::ios::binary | std::ios::app) << "more";
        QVERIFY(!ahead.take(wanted, {}));
    }

    void othersAreLeftToWhoOpensThem()
    {
        FilesAhead ahead([] { return VideoDecoderOptions(); });
        for (const char *name : {"tone.wav", "broken.mp4", "none.mp4"}) {
            const FileWanted wanted{path(name), 0ms};
            ahead.want({wanted});
            QTest::qWait(50);
            QVERIFY(!ahead.take(wanted, {}));
        }
    }

    void endsInTheMiddleOfIt()
    {
        for (int i = 0; i < 10; ++i) {
            FilesAhead ahead([] { return VideoDecoderOptions(); });
            ahead.want({{path("a.mp4"), 1s}, {path("b.mp4"), 1s}});
        }
    }

private:
    [[nodiscard]] fs::path path(const char *name) const { return test::pathOf(m_folder) / name; }
    /// Waits until it was begun; take() waits for the rest, and gives up what was not.
    static std::optional<FileAhead> wantAndTake(FilesAhead &ahead, const FileWanted &wanted)
    {
        constexpr int kTries = 20;
        constexpr int kPauseMs = 500;
        std::optional<FileAhead> taken;
        for (int i = 0; i < kTries && !taken; ++i) {
            ahead.want({wanted});
            QTest::qWait(kPauseMs);
            taken = ahead.take(wanted, {});
        }
        return taken;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestFilesAhead)
#include "tst_files_ahead.moc"
