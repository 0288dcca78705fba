// SPDX-License-Identifier: MIT
#include "app/services/timeline/cover_maker.h"

#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000; // the thread gives way to everything else on the machine

} // namespace

class TestCoverMaker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void picturesComeInOrderAndFaultsAreSkipped()
    {
        const QTemporaryDir folder;
        test::VideoFixture wide;
        wide.size = {640, 160};
        QVERIFY(test::writeVideo(test::pathOf(folder) / "a.mp4", {}));
        QVERIFY(test::writeVideo(test::pathOf(folder) / "b.mp4", wide));
        QVERIFY(test::writeToneWav(test::pathOf(folder) / "only_sound.wav", 1));
        QFile broken(folder.filePath(u"broken.mp4"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("no video");
        broken.close();

        CoverMaker covers;
        const QSignalSpy made(&covers, &CoverMaker::made);
        for (const char *name : {"broken.mp4", "only_sound.wav", "missing.mp4", "a.mp4", "b.mp4"})
            covers.make(folder.filePath(QString::fromLatin1(name)));
        QTRY_COMPARE_WITH_TIMEOUT(made.count(), 2, kPatienceMs);
        QCOMPARE(made.at(0).at(0).toString(), folder.filePath(u"a.mp4"_s));
        QCOMPARE(made.at(0).at(1).value<QImage>().size(), QSize(120, 90));
        QCOMPARE(made.at(1).at(1).value<QImage>().size(), QSize(160, 40));
        // The white square in the left third.
        const QImage picture = made.at(0).at(1).value<QImage>();
        QVERIFY(qGray(picture.pixel(20, 45)) > qGray(picture.pixel(100, 45)) + 50);
    }

    void endsInTheMiddle()
    {
        const QTemporaryDir folder;
        QVERIFY(test::writeVideo(test::pathOf(folder) / "a.mp4", {}));
        CoverMaker covers;
        for (int i = 0; i < 50; ++i)
            covers.make(folder.filePath(u"a.mp4"_s));
    }
};

QTEST_GUILESS_MAIN(TestCoverMaker)
#include "tst_cover_maker.moc"
