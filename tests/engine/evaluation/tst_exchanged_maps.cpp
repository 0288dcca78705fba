// SPDX-License-Identifier: MIT
// What is converted scores as before: ground-truth maps of the real vggss.json.
#include "engine/annotation/benchmark_reader.h"
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/annotation/sample_table.h"
#include "engine/evaluation/consensus_map.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

/// Weights of every item, by id.
std::map<std::string, std::vector<float>> mapsOf(const SampleList &list)
{
    std::map<std::string, std::vector<float>> maps;
    for (const LabelledSample &sample : list.samples) {
        // A table says nothing of the two clips all of whose boxes mark no pixel.
        const ConsensusMap map = rasterize(sample.groundTruth.value_or(GroundTruth{}), 56);
        maps[sample.id] = {map.weights().begin(), map.weights().end()};
    }
    return maps;
}

} // namespace

class TestExchangedMaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realVggSs()
    {
        const fs::path media = test::mediaDir();
        SL_REQUIRE_PATH(media, "real media");
        const fs::path file = media / "annotations" / "vggss.json";
        if (!fs::exists(file))
            QSKIP("vggss.json is not beside this source tree");
        QVERIFY(guessAnnotationFormat(file) == AnnotationFormat::VggSs);
        const auto import = readAnnotations(file, AnnotationFormat::VggSs);
        SL_VERIFY_RESULT(import);
        // Counts of the published file: 5,158 items, 5,941 boxes, 18 of them degenerate.
        QCOMPARE(countsOf(import->set).clips, std::int64_t{5158});
        QCOMPARE(std::ranges::count(import->warnings, true, &ListWarning::isLeftOut), 18);
        QCOMPARE(countsOf(import->set).keyFrames, std::int64_t{5941 - 18});
        QCOMPARE(countsOf(import->set).labels, std::int64_t{221});

        const auto original = readVggSsJson(file);
        SL_VERIFY_RESULT(original);
        const auto expected = mapsOf(*original);
        const QTemporaryDir folder;
        const fs::path json = test::pathOf(folder) / "vggss.json";
        SL_VERIFY_RESULT(writeAnnotations(json, import->set, AnnotationFormat::VggSs));
        QVERIFY(mapsOf(*readVggSsJson(json)) == expected);
        const fs::path table = test::pathOf(folder) / "vggss.tsv";
        SL_VERIFY_RESULT(writeAnnotations(table, import->set, AnnotationFormat::Table));
        QVERIFY(mapsOf(*readSampleTable(table, MediaColumns::Optional)) == expected);
        const fs::path xml = test::pathOf(folder) / "anno";
        SL_VERIFY_RESULT(writeAnnotations(xml, import->set, AnnotationFormat::SslTieXml));
        BenchmarkLayout layout;
        layout.root = test::pathOf(folder);
        QVERIFY(mapsOf(*readBenchmark(layout)) == expected);
    }
};

QTEST_GUILESS_MAIN(TestExchangedMaps)
#include "tst_exchanged_maps.moc"
