// SPDX-License-Identifier: MIT
// A million boxes in one file: read whole, in bounded memory.
#include "engine/annotation/exchange/annotation_file.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <sys/resource.h>

#include <array>
#include <fstream>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

constexpr int kClips = 10'000;
constexpr int kBoxesPerClip = 100;

/// x0, y0, x1, y1 of a box, different from its neighbours.
std::array<int, 4> cornersOf(int clip, int box)
{
    const int x = (clip * 7 + box * 13) % 500;
    const int y = (clip * 11 + box * 3) % 300;
    return {x, y, x + 10 + box % 40, y + 10 + clip % 40};
}

void writeTable(const fs::path &path)
{
    std::ofstream stream(path);
    stream << "id\tvideo\tboxes\tclass\n";
    for (int clip = 0; clip < kClips; ++clip) {
        stream << 'c' << clip << "\tc" << clip << ".mp4\t[";
        for (int box = 0; box < kBoxesPerClip; ++box) {
            const auto c = cornersOf(clip, box);
            stream << (box == 0 ? "[" : ",[") << c[0] / 640.0 << ',' << c[1] / 360.0 << ','
                   << c[2] / 640.0 << ',' << c[3] / 360.0 << ']';
        }
        stream << "]\tdog\n";
    }
}

void writeCoco(const fs::path &path)
{
    std::ofstream stream(path);
    stream << R"({"categories":[{"id":1,"name":"dog"}],"images":[)";
    for (int clip = 0; clip < kClips; ++clip)
        stream << (clip == 0 ? "" : ",") << R"({"id":)" << clip + 1 << R"(,"file_name":"c)" << clip
               << R"(.jpg","width":640,"height":360})";
    stream << R"(],"annotations":[)";
    for (int clip = 0; clip < kClips; ++clip) {
        for (int box = 0; box < kBoxesPerClip; ++box) {
            const auto c = cornersOf(clip, box);
            stream << (clip + box == 0 ? "" : ",") << R"({"id":)" << clip * kBoxesPerClip + box + 1
                   << R"(,"image_id":)" << clip + 1 << R"(,"category_id":1,"bbox":[)" << c[0] << ','
                   << c[1] << ',' << c[2] - c[0] << ',' << c[3] - c[1] << R"(],"iscrowd":0})"
                   << '\n';
        }
    }
    stream << "]}";
}

} // namespace

class TestLargeFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMillionBoxes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("table") << "out.tsv";
        QTest::newRow("coco") << "out.json";
    }

    void aMillionBoxes()
    {
        QFETCH(QString, name);
        const std::string id = QTest::currentDataTag();
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / name.toStdString();
        if (id == "table")
            writeTable(path);
        else
            writeCoco(path);
        const auto import = readAnnotations(path, *annotationFormatFromString(id));
        SL_VERIFY_RESULT(import);
        QVERIFY(import->warnings.empty());
        const AnnotationCounts counts = countsOf(import->set);
        QCOMPARE(counts.clips, std::int64_t{kClips});
        QCOMPARE(counts.keyFrames, std::int64_t{kClips} * kBoxesPerClip);
        // The set itself takes 0.3 GB.
        constexpr std::int64_t kMostBytes = std::int64_t{3} << 30;
        rusage usage = {};
        getrusage(RUSAGE_SELF, &usage);
        const std::int64_t peak = std::int64_t{usage.ru_maxrss} * 1024;
        QVERIFY2(peak > 0 && peak < kMostBytes, std::to_string(peak).c_str());
    }
};

QTEST_GUILESS_MAIN(TestLargeFiles)
#include "tst_large_files.moc"
