// SPDX-License-Identifier: MIT
#include "app/services/annotation/engine_project_service.h"
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/annotation/gestures.h"
#include "tests/support/annotation_sets.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/fixtures.h"
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"
#include "ui/services/service_types.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace soundlocus;
namespace fs = std::filesystem;
using State = ProjectStatus::State;

namespace {

constexpr int kPatienceMs = 20'000;

QString textOf(const fs::path &path)
{
    return QString::fromStdString(path.string());
}

AnnotationSet setIn(const fs::path &path)
{
    auto store = ProjectStore::open(path);
    return store ? *store->readAll() : AnnotationSet();
}

/// A service with an open project that holds what the scripted session begins with.
class OpenService
{
public:
    explicit OpenService(const QTemporaryDir &folder)
        : m_path(test::pathOf(folder) / "work.soundlocus")
    {
        {
            auto store = ProjectStore::create(m_path);
            m_isReady = store && store->reserveIds(test::kFirstSessionId)
                        && store->apply(addingAll("start", test::sessionStart()));
        }
        open();
    }
    void open()
    {
        const QSignalSpy opened(&service, &ProjectService::opened);
        service.open(textOf(m_path));
        m_isReady = m_isReady && QTest::qWaitFor([&] { return opened.size() == 1; }, kPatienceMs);
    }
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] const fs::path &path() const { return m_path; }
    [[nodiscard]] State state() const { return service.status().state; }

    /// Does gestures of the script, from number `first` on.
    bool edit(int first, int count)
    {
        for (int number = first; number < first + count; ++number) {
            const AnnotationSet state = service.document().set();
            if (!service.document().apply(test::gestureOf(number, state), {}))
                return false;
        }
        return true;
    }

    EngineProjectService service;

private:
    fs::path m_path;
    bool m_isReady = false;
};

} // namespace

class TestEngineProjectService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerServiceTypes(); }

    void storesEveryGesture()
    {
        const QTemporaryDir folder;
        OpenService opened(folder);
        QVERIFY(opened.isReady());
        EngineProjectService &service = opened.service;
        QCOMPARE(opened.state(), State::Stored);
        QVERIFY(opened.edit(1, 60));
        QVERIFY(opened.state() == State::Storing && service.status().waiting > 0);
        SL_VERIFY_RESULT(service.document().undo());
        SL_VERIFY_RESULT(service.document().undo());
        SL_VERIFY_RESULT(service.document().redo());
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::Stored, kPatienceMs);
        QCOMPARE(service.status().waiting, 0);
        const AnnotationSet state = service.document().set();
        const QSignalSpy reset(&service.document(), &AnnotationDocument::wasReset);
        service.close();
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::None, kPatienceMs);
        QCOMPARE(reset.size(), 1);
        QVERIFY(!service.document().isOpen());
        QVERIFY(setIn(opened.path()) == state);
        opened.open();
        QVERIFY(service.document().set() == state);
        QVERIFY(!service.document().canUndo());
    }

    void storesBeforeTheProgramEnds()
    {
        const QTemporaryDir folder;
        fs::path path;
        AnnotationSet state;
        {
            OpenService opened(folder);
            path = opened.path();
            QVERIFY(opened.edit(1, 30));
            QVERIFY(opened.service.waitForStored(kPatienceMs));
            QVERIFY(opened.edit(31, 30)); // these by the destructor
            state = opened.service.document().set();
        }
        QVERIFY(setIn(path) == state);
    }

    void numbersAreNeverGivenTwice()
    {
        const QTemporaryDir folder;
        OpenService opened(folder);
        std::set<std::int64_t> given;
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 25'000; ++i) {
                given.insert(opened.service.document().newId());
                if (i % 500 == 0) { // what was asked for is there
                    QVERIFY(opened.service.waitForStored(kPatienceMs));
                    QCoreApplication::processEvents();
                }
            }
            opened.open();
        }
        QCOMPARE(given.size(), std::size_t{75'000});
        QVERIFY(*given.begin() >= test::kFirstSessionId);
    }

    void aSecondInstanceReads()
    {
        const QTemporaryDir folder;
        OpenService opened(folder);
        opened.service.close();
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::None, kPatienceMs);
        QProcess other;
        other.start(QStringLiteral(SOUNDLOCUS_EDIT_SCRIPT), {textOf(opened.path())});
        QVERIFY(other.waitForReadyRead());
        opened.open();
        QVERIFY(opened.isReady());
        QCOMPARE(opened.state(), State::ReadOnly);
        QVERIFY2(opened.service.status().reason.contains(
                         QStringLiteral("process %1").arg(other.processId())),
                 qPrintable(opened.service.status().reason));
        QVERIFY(!opened.service.document().isEditable());
        QCOMPARE(opened.service.document().clips().size(), std::size_t{3});
        QVERIFY(opened.service.waitForStored(kPatienceMs));
        other.kill();
        other.waitForFinished();
        opened.open();
        QCOMPARE(opened.state(), State::Stored);
        QVERIFY(opened.service.document().isEditable());
    }

    void aRemovedFileKeepsNothingFromBeingSaved()
    {
        const QTemporaryDir folder;
        OpenService opened(folder);
        EngineProjectService &service = opened.service;
        QVERIFY(opened.edit(1, 5));
        QVERIFY(service.waitForStored(kPatienceMs));
        const fs::path away = test::pathOf(folder) / "away";
        fs::rename(opened.path(), away);
        QTRY_COMPARE_WITH_TIMEOUT(
                opened.state(), State::Retrying, kPatienceMs); // also where nobody draws
        QVERIFY(opened.edit(6, 5));
        QVERIFY(!service.waitForStored(200));
        QTRY_COMPARE_WITH_TIMEOUT(service.status().waiting, 5, kPatienceMs);
        QVERIFY(service.status().reason.contains("removed"));

        // It is not closed as long as something would be lost.
        const QSignalSpy failed(&service, &ProjectService::failed);
        service.close();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
        QVERIFY(service.document().isOpen() && service.document().isEditable());
        service.open(textOf(test::pathOf(folder) / "none.soundlocus"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::Retrying, kPatienceMs);

        const fs::path copy = test::pathOf(folder) / "copy.soundlocus";
        const QSignalSpy copied(&service, &ProjectService::copied);
        service.saveCopy(textOf(copy));
        QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, kPatienceMs);
        QVERIFY(setIn(copy) == service.document().set());
        // Nothing else is left in the folder.
        for (const auto &entry : fs::directory_iterator(test::pathOf(folder)))
            QVERIFY2(entry.path().filename().string().find("copy.soundlocus.") == std::string::npos
                             || entry.path().extension() == ".backups",
                     entry.path().c_str());

        fs::rename(away, opened.path());
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::Stored, kPatienceMs);
        const AnnotationSet state = service.document().set();
        service.close();
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::None, kPatienceMs);
        QVERIFY(setIn(opened.path()) == state);
    }

    void aFullDiskIsTriedAgain()
    {
        const QTemporaryDir folder;
        OpenService opened(folder);
        EngineProjectService &service = opened.service;
        const Label label{{service.document().newId()}, std::string(1'000'000, 'x'), 0, ""};
        {
            const test::FileSizeLimit limit(200'000);
            SL_VERIFY_RESULT(service.document().apply({"Add label", {added(label)}}, {}));
            QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::Retrying, kPatienceMs);
            QVERIFY(!service.status().reason.isEmpty());
            QVERIFY(opened.edit(1, 3)); // goes on
            QTRY_COMPARE_WITH_TIMEOUT(service.status().waiting, 4, kPatienceMs);
        }
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::Stored, kPatienceMs);
        const AnnotationSet state = service.document().set();
        service.close();
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::None, kPatienceMs);
        QVERIFY(setIn(opened.path()) == state);
    }

    void anotherProjectIsMerged()
    {
        const QTemporaryDir folder;
        OpenService opened(folder);
        EngineProjectService &service = opened.service;
        QVERIFY(opened.edit(1, 10));
        const AnnotationSet before = service.document().set();
        const fs::path other = test::pathOf(folder) / "other.soundlocus";
        const QSignalSpy copied(&service, &ProjectService::copied);
        service.saveCopy(textOf(other));
        QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, kPatienceMs);
        {
            auto store = ProjectStore::open(other);
            SL_VERIFY_RESULT(store);
            Clip clip;
            clip.id = {*store->reserveIds(1)};
            clip.name = "theirs";
            SL_VERIFY_RESULT(store->apply({"Add media", {added(clip)}}));
        }
        QSignalSpy ready(&service, &ProjectService::mergeReady);
        service.prepareMerge(textOf(other));
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, kPatienceMs);
        const auto preview = ready.front().front().value<MergePreview>();
        QCOMPARE(preview.added.clips, 1);
        QVERIFY(preview.conflicts.empty());
        QVERIFY(service.document().set() == before); // nothing counts yet
        service.cancelMerge();
        service.applyMerge(); // of nothing
        service.prepareMerge(textOf(other));
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 2, kPatienceMs);
        service.applyMerge();
        QTRY_COMPARE_WITH_TIMEOUT(service.document().clips().back().name, "theirs", kPatienceMs);
        QCOMPARE(service.document().undoName(), "Merge project");
        QVERIFY(service.waitForStored(kPatienceMs));
        SL_VERIFY_RESULT(service.document().undo());
        QVERIFY(service.document().set() == before);
        const QSignalSpy failed(&service, &ProjectService::failed);
        service.prepareMerge(textOf(opened.path())); // itself
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
    }

    void anotherProjectTakesOver()
    {
        const QTemporaryDir folder;
        OpenService opened(folder);
        EngineProjectService &service = opened.service;
        QVERIFY(opened.edit(1, 10));
        const AnnotationSet state = service.document().set();
        const QSignalSpy openedSpy(&service, &ProjectService::opened);
        const QSignalSpy failed(&service, &ProjectService::failed);
        const fs::path next = test::pathOf(folder) / "next.soundlocus";
        service.create(textOf(next));
        QVERIFY(!service.document().isEditable()); // until it is known what is drawn on
        QTRY_COMPARE_WITH_TIMEOUT(openedSpy.size(), 1, kPatienceMs);
        QVERIFY(service.document().clips().empty() && service.document().isEditable());
        QCOMPARE(service.status().path, textOf(next));
        QVERIFY(setIn(opened.path()) == state);
        service.create(textOf(opened.path())); // is there already
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
        QVERIFY(service.document().isEditable());
        QCOMPARE(opened.state(), State::Stored);
        QCOMPARE(service.status().path, textOf(next));
        QVERIFY(service.document().apply({"Add label", {added(Label{{1}, "a", 0, ""})}}, {}));
        QTRY_COMPARE_WITH_TIMEOUT(opened.state(), State::Stored, kPatienceMs);
        service.saveCopy(textOf(next));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, kPatienceMs); // onto itself
    }

    void addsMediaAndFindsThemAgain()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        OpenService opened(folder);
        EngineProjectService &service = opened.service;
        SL_VERIFY_RESULT(test::writeVideo(root / "clip 4.mp4"));
        SL_VERIFY_RESULT(test::writeToneWav(root / "alone.wav", 1));
        const QSignalSpy failed(&service, &ProjectService::failed);
        service.addMedia({textOf(root / "clip 4.mp4"), textOf(root / "alone.wav")});
        QTRY_COMPARE_WITH_TIMEOUT(service.document().clips().size(), std::size_t{4}, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
        const Clip added = service.document().clips().back();
        QCOMPARE(added.name, "clip 4 (2)"); // that name is taken
        QVERIFY(added.frameRate.isKnown() && added.fingerprint.bytes > 0);
        QCOMPARE(service.document().undoName(), "Add media");

        std::filesystem::create_directory(root / "moved");
        fs::rename(root / "clip 4.mp4", root / "moved/other name.mp4");
        const QSignalSpy located(&service, &ProjectService::mediaLocated);
        service.locateMedia(textOf(root / "moved"));
        QTRY_COMPARE_WITH_TIMEOUT(located.size(), 1, kPatienceMs);
        QCOMPARE(located[0][0].toInt(), 1);
        QCOMPARE(located[0][1].toInt(), 3); // those of the script never were there
        QVERIFY(service.document().clip(added.id)->media == root / "moved/other name.mp4");
        SL_VERIFY_RESULT(service.document().undo());
        SL_VERIFY_RESULT(service.document().undo());
        QVERIFY(service.document().set() == test::sessionStart());
    }

    void labelsOfAListAreOneStep()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        OpenService opened(folder);
        EngineProjectService &service = opened.service;
        const std::vector<Label> before = service.document().labels();
        QVERIFY(!before.empty());
        test::write(root / "classes.txt", before[0].name + "\nzither\n\nzither\ncow, lowing\n");
        const QSignalSpy read(&service, &ProjectService::labelsRead);
        service.importLabels(textOf(root / "classes.txt"));
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, kPatienceMs);
        QCOMPARE(read[0][1].toInt(), 3);
        QTRY_COMPARE_WITH_TIMEOUT(
                service.document().labels().size(), before.size() + 2, kPatienceMs);
        const std::vector<Label> &labels = service.document().labels();
        QVERIFY(std::equal(before.begin(), before.end(), labels.begin())); // as they were
        QCOMPARE(labels[before.size()].name, std::string("zither"));
        QCOMPARE(labels[before.size() + 1].name, std::string("cow, lowing"));
        QVERIFY(service.document().undo());
        QCOMPARE(service.document().labels(), before);

        const QSignalSpy failed(&service, &ProjectService::failed);
        service.importLabels(textOf(root / "none.txt"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
    }

    void importsAsOneStepAndExports()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        OpenService opened(folder);
        EngineProjectService &service = opened.service;
        AnnotationSet set = test::sessionStart();
        set.clips[2].name = "new one";
        Track track;
        track.id = {20};
        track.clip = {4};
        track.annotator = {2};
        track.label = {1};
        track.keys = {{MediaTime{0}, {0.25, 0.25, 0.5, 0.5}}};
        set.tracks = {track};
        SL_VERIFY_RESULT(writeAnnotations(root / "in.json", set, AnnotationFormat::CocoVid));
        const QSignalSpy ready(&service, &ProjectService::importReady);
        const QSignalSpy failed(&service, &ProjectService::failed);
        service.prepareImport(textOf(root / "in.json"), {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, kPatienceMs);
        QCOMPARE(qvariant_cast<ImportPreview>(ready[0][0]).counts.keyFrames, 1);
        QVERIFY(service.document().set() == test::sessionStart()); // nothing counts yet
        service.applyImport(true);
        QTRY_COMPARE_WITH_TIMEOUT(
                service.document().tracks({4}).size(), std::size_t{1}, kPatienceMs);
        QCOMPARE(service.document().undoName(), "Import annotations");

        service.prepareImport(textOf(root / "none.json"), {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
        service.prepareImport(textOf(root / "in.json"), {}, {});
        service.cancelImport();
        service.applyImport(true);

        const QSignalSpy exported(&service, &ProjectService::exported);
        service.exportTo({textOf(root / "out.xml"), {}, false, {}});
        QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, kPatienceMs);
        const auto back = readAnnotations(root / "out.xml", AnnotationFormat::CvatVideo);
        SL_VERIFY_RESULT(back);
        QCOMPARE(countsOf(back->set).keyFrames, 1);
        service.exportTo({textOf(root / "out.unknown"), {}, false, {}});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, kPatienceMs);
        QCOMPARE(ready.size(), 1);
        SL_VERIFY_RESULT(service.document().undo());
        QVERIFY(service.document().set() == test::sessionStart());
    }

    void jobsOfAnotherProjectAreDropped()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        OpenService opened(folder);
        SL_VERIFY_RESULT(test::writeVideo(root / "a.mp4"));
        const QSignalSpy openedSpy(&opened.service, &ProjectService::opened);
        opened.service.create(textOf(root / "next.soundlocus"));
        opened.service.addMedia({textOf(root / "a.mp4")}); // meant for the one before
        QTRY_COMPARE_WITH_TIMEOUT(openedSpy.size(), 1, kPatienceMs);
        QTest::qWait(200);
        QVERIFY(opened.service.document().clips().empty());
    }
};

QTEST_GUILESS_MAIN(TestEngineProjectService)
#include "tst_engine_project_service.moc"
