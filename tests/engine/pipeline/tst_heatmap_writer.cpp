// SPDX-License-Identifier: MIT
#include "engine/pipeline/heatmap_writer.h"

#include "engine/core/file_io.h"
#include "tests/support/npy_reader.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <zip.h>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestHeatmapWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void npyKeepsTheFrames();
    void npyOfOneMap();
    void npzHoldsThreeArrays();
    void pngFolder();
    void unfinishedLeavesNothing_data();
    void unfinishedLeavesNothing();
    void sizesThatChange();

private:
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

namespace {

Heatmap mapAt(int frame, Size size = {3, 2})
{
    std::vector<float> values;
    for (int i = 0; i < size.width * size.height; ++i)
        values.push_back(static_cast<float>(frame) + 0.1F * static_cast<float>(i));
    Heatmap map(std::move(values), size, HeatmapScale::Cosine);
    map.pts = MediaTime(40'000 * frame);
    map.region = {0.25, 0, 0.75, 1};
    return map;
}

Result<void> writeMaps(HeatmapWriter &writer, int count)
{
    for (int i = 0; i < count; ++i) {
        if (auto added = writer.append(mapAt(i)); !added)
            return added;
    }
    return writer.finish();
}

std::string zipEntry(const fs::path &path, const char *name)
{
    int code = 0;
    zip_t *archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
    zip_stat_t facts{};
    if (archive == nullptr || zip_stat(archive, name, 0, &facts) != 0)
        return {};
    std::string bytes(facts.size, '\0');
    zip_file_t *file = zip_fopen(archive, name, 0);
    zip_fread(file, bytes.data(), bytes.size());
    zip_fclose(file);
    zip_close(archive);
    return bytes;
}

} // namespace

void TestHeatmapWriter::npyKeepsTheFrames()
{
    auto writer = HeatmapWriter::create(m_root, "-id", HeatmapFormat::Npy);
    SL_VERIFY_RESULT(writer);
    (*writer)->setFamily(ModelFamily::EzVsl);
    SL_VERIFY_RESULT(writeMaps(**writer, 3));
    const NpyArray array = readNpy(m_root / "-id.npy");
    QCOMPARE(array.shape, (std::vector<std::int64_t>{3, 2, 3}));
    QCOMPARE(array.values[7], 1.1F);
    const auto json = readJson(m_root / "-id.json");
    QCOMPARE(json["times_s"].get<std::vector<double>>(), (std::vector<double>{0, 0.04, 0.08}));
    QCOMPARE(json["region"].get<std::vector<double>>(), (std::vector<double>{0.25, 0, 0.75, 1}));
    QCOMPARE(json["scale"].get<std::string>(), std::string("cosine"));
    QCOMPARE(json["family"].get<std::string>(), std::string("ezvsl"));
}

void TestHeatmapWriter::npyOfOneMap()
{
    auto writer = HeatmapWriter::create(m_root, "one", HeatmapFormat::Npy, FrameAxis::Drop);
    SL_VERIFY_RESULT(writer);
    SL_VERIFY_RESULT(writeMaps(**writer, 1));
    QCOMPARE(readNpy(m_root / "one.npy").shape, (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(readJson(m_root / "one.json")["region"].size(), std::size_t(4));
}

void TestHeatmapWriter::npzHoldsThreeArrays()
{
    auto writer = HeatmapWriter::create(m_root, "z", HeatmapFormat::Npz);
    SL_VERIFY_RESULT(writer);
    SL_VERIFY_RESULT(writeMaps(**writer, 2));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "maps.npy", zipEntry(m_root / "z.npz", "maps.npy")));
    const NpyArray maps = readNpy(m_root / "maps.npy");
    QCOMPARE(maps.shape, (std::vector<std::int64_t>{2, 2, 3}));
    QCOMPARE(maps.values[11], 1.5F);
    const std::string times = zipEntry(m_root / "z.npz", "pts_s.npy");
    QVERIFY(times.find("'<f8'") != std::string::npos);
    double second = 0;
    times.copy(reinterpret_cast<char *>(&second), sizeof second, times.size() - sizeof second);
    QCOMPARE(second, 0.04);
    QVERIFY(!zipEntry(m_root / "z.npz", "region.npy").empty());
}

void TestHeatmapWriter::pngFolder()
{
    auto writer = HeatmapWriter::create(m_root, "p", HeatmapFormat::Png);
    SL_VERIFY_RESULT(writer);
    SL_VERIFY_RESULT((*writer)->append(mapAt(0)));
    SL_VERIFY_RESULT((*writer)->append(mapAt(1, {5, 4}))); // pictures may change their size
    SL_VERIFY_RESULT((*writer)->finish());
    QVERIFY(fs::exists(m_root / "p_maps" / "000000.png"));
    QVERIFY(fs::exists(m_root / "p_maps" / "000001.png"));
    const auto json = readJson(m_root / "p_maps" / "maps.json");
    QCOMPARE(json["black"].get<double>(), -1.0);
    QCOMPARE(json["white"].get<double>(), 1.0);
}

void TestHeatmapWriter::unfinishedLeavesNothing_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("npy") << static_cast<int>(HeatmapFormat::Npy);
    QTest::newRow("npz") << static_cast<int>(HeatmapFormat::Npz);
    QTest::newRow("png") << static_cast<int>(HeatmapFormat::Png);
}

void TestHeatmapWriter::unfinishedLeavesNothing()
{
    QFETCH(int, format);
    const fs::path folder = m_root / QTest::currentDataTag();
    fs::create_directories(folder);
    {
        auto writer = HeatmapWriter::create(folder, "u", static_cast<HeatmapFormat>(format));
        SL_VERIFY_RESULT(writer);
        SL_VERIFY_RESULT((*writer)->append(mapAt(0)));
        QVERIFY(!fs::is_empty(folder));
    }
    QVERIFY(fs::is_empty(folder));
}

void TestHeatmapWriter::sizesThatChange()
{
    auto writer = HeatmapWriter::create(m_root, "s", HeatmapFormat::Npy);
    SL_VERIFY_RESULT(writer);
    SL_VERIFY_RESULT((*writer)->append(mapAt(0)));
    const auto added = (*writer)->append(mapAt(1, {5, 4}));
    QVERIFY(!added);
    QVERIFY(added.error().code == ErrorCode::CorruptData);
}

QTEST_GUILESS_MAIN(TestHeatmapWriter)
#include "tst_heatmap_writer.moc"
