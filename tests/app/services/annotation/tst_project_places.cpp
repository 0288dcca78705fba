// SPDX-License-Identifier: MIT
// Places where a project cannot be written: nothing is lost, it is said, tried again, and can be
// saved elsewhere.
#include "app/services/annotation/engine_project_service.h"
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"
#include "ui/services/service_types.h"

#include <QSignalSpy>
#include <QTest>

#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

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

/// A file system in memory of a few megabytes, as long as this lives.
class SmallDisk
{
public:
    SmallDisk(fs::path folder, const char *size)
        : m_folder(std::move(folder))
    {
        fs::create_directory(m_folder);
        m_isThere = ::mount("tmpfs", m_folder.c_str(), "tmpfs", 0, size) == 0;
        m_fault = m_isThere ? 0 : errno;
    }
    ~SmallDisk()
    {
        if (m_isThere)
            ::umount2(m_folder.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    SmallDisk(SmallDisk &&) = delete;
    SmallDisk &operator=(SmallDisk &&) = delete;

    [[nodiscard]] bool isThere() const { return m_isThere; }
    [[nodiscard]] const char *fault() const { return std::strerror(m_fault); }
    /// Takes what is free but for so many bytes.
    void fill(std::uintmax_t left) const
    {
        std::ofstream stream(m_folder / "filler", std::ios::binary);
        const std::string page(4096, 'x');
        while (fs::space(m_folder).available > left && stream.write(page.data(), 4096))
            stream.flush();
    }
    void makeRoom() const { fs::remove(m_folder / "filler"); }

private:
    fs::path m_folder;
    bool m_isThere = false;
    int m_fault = 0;
};

bool start(EngineProjectService &service, const fs::path &path)
{
    {
        auto store = ProjectStore::create(path);
        if (!store || !store->reserveIds(test::kFirstSessionId)
            || !store->apply(addingAll("start", test::sessionStart())))
            return false;
    }
    const QSignalSpy opened(&service, &ProjectService::opened);
    service.open(textOf(path));
    return QTest::qWaitFor([&] { return opened.size() == 1; }, kPatienceMs);
}

bool edit(EngineProjectService &service, int first, int count)
{
    for (int number = first; number < first + count; ++number) {
        const AnnotationSet state = service.document().set();
        if (!service.document().apply(test::gestureOf(number, state), {}))
            return false;
    }
    return true;
}

} // namespace

class TestProjectPlaces final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { registerServiceTypes(); }

    void aFullDiskLosesNothing()
    {
        const QTemporaryDir folder;
        const SmallDisk disk(test::pathOf(folder) / "disk", "size=3m");
        if (!disk.isThere())
            QSKIP(qPrintable(QString("no file system can be mounted here: %1").arg(disk.fault())));
        const fs::path path = test::pathOf(folder) / "disk/work.soundlocus";
        EngineProjectService service;
        QVERIFY(start(service, path));
        QVERIFY(service.waitForStored(kPatienceMs));
        disk.fill(16'384);
        const Label large{{service.document().newId()}, std::string(500'000, 'x'), 0, ""};
        SL_VERIFY_RESULT(service.document().apply({"Add label", {added(large)}}, {}));
        QTRY_COMPARE_WITH_TIMEOUT(service.status().state, State::Retrying, kPatienceMs);
        QVERIFY(!service.status().reason.isEmpty());
        // Everything goes on in memory, and back and forth.
        QVERIFY(edit(service, 1, 20));
        SL_VERIFY_RESULT(service.document().undo());
        QTRY_COMPARE_WITH_TIMEOUT(service.status().waiting, 22, kPatienceMs);
        const AnnotationSet state = service.document().set();
        // It is not closed over what would be lost; a copy elsewhere has it all.
        const QSignalSpy failed(&service, &ProjectService::failed);
        service.close();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
        QVERIFY(service.document().isOpen() && service.document().isEditable());
        const fs::path copy = test::pathOf(folder) / "copy.soundlocus";
        const QSignalSpy copied(&service, &ProjectService::copied);
        service.saveCopy(textOf(copy));
        QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, kPatienceMs);
        QVERIFY(setIn(copy) == state);
        // Once there is room again it is written without being asked to.
        disk.makeRoom();
        QTRY_COMPARE_WITH_TIMEOUT(service.status().state, State::Stored, kPatienceMs);
        QCOMPARE(service.status().waiting, 0);
        service.close();
        QTRY_COMPARE_WITH_TIMEOUT(service.status().state, State::None, kPatienceMs);
        QVERIFY(setIn(path) == state);
    }

    /// Root passes over permissions, a file system that is mounted for reading does not.
    void aReadOnlyDiskLosesNothing()
    {
        const QTemporaryDir folder;
        const fs::path place = test::pathOf(folder) / "disk";
        const SmallDisk disk(place, "size=8m");
        if (!disk.isThere())
            QSKIP(qPrintable(QString("no file system can be mounted here: %1").arg(disk.fault())));
        EngineProjectService service;
        QVERIFY(start(service, place / "work.soundlocus"));
        QVERIFY(service.waitForStored(kPatienceMs));
        service.close();
        QTRY_COMPARE_WITH_TIMEOUT(service.status().state, State::None, kPatienceMs);
        QVERIFY(::mount("tmpfs", place.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0);
        openedForReading(service, place / "work.soundlocus", test::pathOf(folder));
        QVERIFY(::mount("tmpfs", place.c_str(), nullptr, MS_REMOUNT, "size=8m") == 0);
        const QSignalSpy opened(&service, &ProjectService::opened);
        service.open(textOf(place / "work.soundlocus"));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, kPatienceMs);
        QCOMPARE(service.status().state, State::Stored);
    }

    void aReadOnlyFolderIsSaid()
    {
        if (::geteuid() == 0)
            QSKIP("root passes over permissions");
        const QTemporaryDir folder;
        const fs::path place = test::pathOf(folder) / "place";
        fs::create_directory(place);
        EngineProjectService service;
        QVERIFY(start(service, place / "work.soundlocus"));
        service.close();
        QTRY_COMPARE_WITH_TIMEOUT(service.status().state, State::None, kPatienceMs);
        fs::permissions(place, fs::perms::owner_read | fs::perms::owner_exec);
        openedForReading(service, place / "work.soundlocus", test::pathOf(folder));
        fs::permissions(place, fs::perms::owner_all);
    }

private:
    /// It says why, shows everything, refuses edits, and can be copied elsewhere.
    static void openedForReading(EngineProjectService &service,
                                 const fs::path &path,
                                 const fs::path &elsewhere)
    {
        const QSignalSpy opened(&service, &ProjectService::opened);
        service.open(textOf(path));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, kPatienceMs);
        QCOMPARE(service.status().state, State::ReadOnly);
        QVERIFY(!service.status().reason.isEmpty());
        QVERIFY(service.document().set() == test::sessionStart());
        QVERIFY(!service.document().isEditable());
        const fs::path copy = elsewhere / "readable.soundlocus";
        const QSignalSpy copied(&service, &ProjectService::copied);
        service.saveCopy(textOf(copy));
        QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, kPatienceMs);
        QVERIFY(setIn(copy) == test::sessionStart());
    }
};

QTEST_GUILESS_MAIN(TestProjectPlaces)
#include "tst_project_places.moc"
