// SPDX-License-Identifier: MIT
#include "engine/core/cache_folder.h"
#include "engine/core/file_cache.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <chrono>

using namespace soundlocus;
namespace fs = std::filesystem;

class TestFileCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bytesComeBack_data();
    void bytesComeBack();
    void nothingBeforeAndWithoutAFolder();
    void changedFileIsAnother();
    void whatWasReadBeforeAChangeIsNotKept();
    void otherVersionAndKindAreOthers();
    void damageIsNoticed_data();
    void damageIsNoticed();
    void largeEntryIsNotOurs();
    void oldestGoFirst();
    void unwritableFolderIsAnError();
    void cacheFolderFollowsTheVariables();

private:
    [[nodiscard]] fs::path file(const std::string &name) const
    {
        return test::pathOf(*m_folder) / name;
    }
    [[nodiscard]] fs::path folder() const { return test::pathOf(*m_folder) / "cache" / "part"; }
    [[nodiscard]] std::vector<fs::path> entries() const
    {
        std::vector<fs::path> result;
        for (const auto &entry : fs::directory_iterator(folder()))
            result.push_back(entry.path());
        return result;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr std::uintmax_t kMuch = 1 << 20;

} // namespace

void TestFileCache::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    SL_VERIFY_RESULT(writeWholeFile(file("media"), "some media"));
}

void TestFileCache::bytesComeBack_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 7, 8, 9, 100'000})
        QTest::addRow("%d bytes", size) << size;
}

void TestFileCache::bytesComeBack()
{
    QFETCH(int, size);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 31);
    const FileCache cache(folder(), "lanes", 1);
    SL_VERIFY_RESULT(cache.store(file("media"), FileCache::stampOf(file("media")), bytes, kMuch));
    const auto loaded = cache.load(file("media"), kMuch);
    QVERIFY(loaded && *loaded == bytes);
    // Another way to the same file.
    const auto sideways = cache.load(file(".") / "media", kMuch);
    QVERIFY(sideways && *sideways == bytes);
}

void TestFileCache::nothingBeforeAndWithoutAFolder()
{
    QVERIFY(!FileCache(folder(), "lanes", 1).load(file("media"), kMuch));
    const FileCache none({}, "lanes", 1);
    SL_VERIFY_RESULT(none.store(file("media"), FileCache::stampOf(file("media")), "x", kMuch));
    QVERIFY(!none.load(file("media"), kMuch));
}

void TestFileCache::changedFileIsAnother()
{
    const FileCache cache(folder(), "lanes", 1);
    SL_VERIFY_RESULT(cache.store(file("media"), FileCache::stampOf(file("media")), "x", kMuch));
    const auto time = fs::last_write_time(file("media"));
    fs::last_write_time(file("media"), time + std::chrono::seconds(1));
    QVERIFY(!cache.load(file("media"), kMuch));
    SL_VERIFY_RESULT(writeWholeFile(file("media"), "other length"));
    fs::last_write_time(file("media"), time);
    QVERIFY(!cache.load(file("media"), kMuch));
    SL_VERIFY_RESULT(cache.store(file("media"), FileCache::stampOf(file("media")), "y", kMuch));
    QCOMPARE(entries().size(), 1U); // in place of the old one
}

void TestFileCache::whatWasReadBeforeAChangeIsNotKept()
{
    const FileCache cache(folder(), "lanes", 1);
    const FileCache::Stamp stamp = FileCache::stampOf(file("media"));
    SL_VERIFY_RESULT(writeWholeFile(file("media"), "replaced meanwhile"));
    SL_VERIFY_RESULT(cache.store(file("media"), stamp, "of the old one", kMuch));
    QVERIFY(!cache.load(file("media"), kMuch));
}

void TestFileCache::otherVersionAndKindAreOthers()
{
    SL_VERIFY_RESULT(FileCache(folder(), "lanes", 1)
                             .store(file("media"), FileCache::stampOf(file("media")), "x", kMuch));
    QVERIFY(!FileCache(folder(), "lanes", 2).load(file("media"), kMuch));
    QVERIFY(!FileCache(folder(), "thumbs", 1).load(file("media"), kMuch));
    SL_VERIFY_RESULT(writeWholeFile(file("second"), "some media"));
    QVERIFY(!FileCache(folder(), "lanes", 1).load(file("second"), kMuch));
}

void TestFileCache::damageIsNoticed_data()
{
    QTest::addColumn<int>("position"); // from the end; 0: cut in the middle
    QTest::newRow("checksum") << 1;
    QTest::newRow("last byte") << 9;
    QTest::newRow("inside") << 30;
    QTest::newRow("cut") << 0;
}

void TestFileCache::damageIsNoticed()
{
    QFETCH(int, position);
    const FileCache cache(folder(), "lanes", 1);
    SL_VERIFY_RESULT(cache.store(
            file("media"), FileCache::stampOf(file("media")), std::string(64, 'a'), kMuch));
    const fs::path entry = entries().front();
    auto bytes = readWholeFile(entry, kMuch);
    SL_VERIFY_RESULT(bytes);
    if (position == 0)
        bytes->resize(bytes->size() / 2);
    else
        (*bytes)[bytes->size() - static_cast<std::size_t>(position)] ^= 1;
    SL_VERIFY_RESULT(writeWholeFile(entry, *bytes));
    QVERIFY(!cache.load(file("media"), kMuch));
}

void TestFileCache::largeEntryIsNotOurs()
{
    const FileCache cache(folder(), "lanes", 1);
    SL_VERIFY_RESULT(cache.store(
            file("media"), FileCache::stampOf(file("media")), std::string(1000, 'a'), kMuch));
    QVERIFY(cache.load(file("media"), 1000));
    QVERIFY(!cache.load(file("media"), 999));
}

void TestFileCache::oldestGoFirst()
{
    const FileCache cache(folder(), "lanes", 1);
    const FileCache other(folder(), "thumbs", 1);
    SL_VERIFY_RESULT(other.store(
            file("media"), FileCache::stampOf(file("media")), std::string(5000, 'a'), kMuch));
    for (int i = 0; i < 4; ++i) {
        const fs::path source = file("media" + std::to_string(i));
        SL_VERIFY_RESULT(writeWholeFile(source, "some media"));
        SL_VERIFY_RESULT(
                cache.store(source, FileCache::stampOf(source), std::string(1000, 'a'), 3000));
        for (const fs::path &entry : entries())
            fs::last_write_time(entry, fs::last_write_time(entry) - std::chrono::hours(1));
    }
    QVERIFY(!cache.load(file("media0"), kMuch));
    QVERIFY(!cache.load(file("media1"), kMuch));
    QVERIFY(cache.load(file("media2"), kMuch));
    QVERIFY(cache.load(file("media3"), kMuch));
    QVERIFY(other.load(file("media"), kMuch)); // another kind
}

void TestFileCache::unwritableFolderIsAnError()
{
    const FileCache cache(file("media") / "below", "lanes", 1); // a file where a folder is wanted
    QVERIFY(!cache.store(file("media"), FileCache::stampOf(file("media")), "x", kMuch));
    QVERIFY(!cache.load(file("media"), kMuch));
}

void TestFileCache::cacheFolderFollowsTheVariables()
{
    const QByteArray own = qgetenv("SOUNDLOCUS_CACHE_DIR");
    const QByteArray cache = qgetenv("XDG_CACHE_HOME");
    const QByteArray home = qgetenv("HOME");
    qputenv("SOUNDLOCUS_CACHE_DIR", "/a");
    qputenv("XDG_CACHE_HOME", "/b");
    qputenv("HOME", "/c");
    QCOMPARE(cacheFolder().string(), "/a");
    qunsetenv("SOUNDLOCUS_CACHE_DIR");
    QCOMPARE(cacheFolder().string(), "/b/soundlocus");
    qunsetenv("XDG_CACHE_HOME");
    QCOMPARE(cacheFolder().string(), "/c/.cache/soundlocus");
    qunsetenv("HOME");
    QVERIFY(cacheFolder().empty());
    if (!own.isNull())
        qputenv("SOUNDLOCUS_CACHE_DIR", own);
    if (!cache.isNull())
        qputenv("XDG_CACHE_HOME", cache);
    qputenv("HOME", home);
}

QTEST_GUILESS_MAIN(TestFileCache)
#include "tst_file_cache.moc"
