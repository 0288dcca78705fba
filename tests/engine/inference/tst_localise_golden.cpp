// SPDX-License-Identifier: MIT
#include "engine/inference/torch_localizer.h"
#include "engine/media/audio_decoder.h"
#include "engine/media/video_decoder.h"
#include "tests/support/golden_array.h"
#include "tests/support/test_paths.h"

#include <ATen/core/Tensor.h>

#include <QTest>

#include <algorithm>

using namespace soundlocus;
namespace fs = std::filesystem;

/// From files on disk to maps, against the official implementations (golden part "localise").
class TestLocaliseGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void familyAgrees_data();
    void familyAgrees();

private:
    struct Computed
    {
        ImageInput input;
        AudioEmbedding embedding;
        Heatmap map;
    };

    Result<Checkpoint> checkpointOf(const nlohmann::json &entry);
    void compute(const TorchLocalizer &localizer, const nlohmann::json &entry, Computed &result);
    void compareCase(const TorchLocalizer &localizer, const nlohmann::json &entry);
    void compareMomentum(const TorchLocalizer &localizer, const nlohmann::json &entry);

    const nlohmann::json *pairOf(const std::string &id) const;
    Result<Frame> pictureOf(const nlohmann::json &pair) const;
    Result<AudioClip> soundOf(const nlohmann::json &pair) const;

    fs::path m_part;
    nlohmann::json m_golden;
    QTemporaryDir m_folder;
};

void TestLocaliseGolden::initTestCase()
{
    m_part = test::goldenPart("localise");
    if (!m_part.empty())
        m_golden = test::readJson(m_part / "golden.json");
    TorchThreads::set(1);
}

Result<Checkpoint> TestLocaliseGolden::checkpointOf(const nlohmann::json &entry)
{
    const fs::path part = test::goldenPart("checkpoints");
    const nlohmann::json golden = test::readJson(part / "golden.json");
    for (const auto &file : golden.at("cases")) {
        if (file.at("id") != entry.at("checkpoint"))
            continue;
        const fs::path packed = part / file.at("file").get<std::string>();
        if (!fs::exists(packed))
            return fail(ErrorCode::NotFound, "no golden checkpoint here");
        return readCheckpoint(test::unpackXz(packed, test::pathOf(m_folder)),
                              {modelFamilyFromString(entry.at("family").get<std::string>())});
    }
    return fail(ErrorCode::NotFound, "no such golden checkpoint");
}

const nlohmann::json *TestLocaliseGolden::pairOf(const std::string &id) const
{
    for (const auto &pair : m_golden.at("pairs")) {
        if (pair.at("id") == id)
            return &pair;
    }
    return nullptr;
}

Result<Frame> TestLocaliseGolden::pictureOf(const nlohmann::json &pair) const
{
    return readPicture(test::goldenInput(m_part, pair.at("image").get<std::string>()),
                       Orientation::Ignore);
}

Result<AudioClip> TestLocaliseGolden::soundOf(const nlohmann::json &pair) const
{
    const auto file = MediaFile::open(
            test::goldenInput(m_part, pair.at("sound").get<std::string>()));
    if (!file)
        return Unexpected(file.error());
    auto decoder = AudioDecoder::open(*file);
    if (!decoder)
        return Unexpected(decoder.error());
    return decoder->readAll();
}

namespace {

QString difference(const char *what, double value)
{
    return QString::fromLatin1("%1 differs by %2").arg(QLatin1String(what)).arg(value);
}

/// Values of head `head` (0-based) of an embedding.
std::span<const float> headOf(const AudioEmbedding &embedding, std::size_t head)
{
    const auto dim = static_cast<std::size_t>(embedding.dim);
    return std::span<const float>(*embedding.values).subspan(head * dim, dim);
}

} // namespace

#define SL_COMPARE_GOLDEN(entry, key, values, shape) \
    do { \
        const auto &expected = (entry).at(key); \
        const double worst = test::largestDifference( \
                test::pairUp(m_part, expected, values, shape)); \
        QVERIFY2(worst <= expected.at("tolerance_abs").get<double>(), \
                 qPrintable(difference(key, worst))); \
    } while (false)

void TestLocaliseGolden::compute(const TorchLocalizer &localizer,
                                 const nlohmann::json &entry,
                                 Computed &result)
{
    const auto *pair = pairOf(entry.at("pair").get<std::string>());
    QVERIFY(pair != nullptr);
    const auto picture = pictureOf(*pair);
    SL_VERIFY_RESULT(picture);
    const auto sound = soundOf(*pair);
    SL_VERIFY_RESULT(sound);
    const auto embeddings = localizer.embed({&*sound, 1}, AudioCut::Official);
    SL_VERIFY_RESULT(embeddings);
    const auto input = localizer.prepare(*picture, FitMode::Official);
    SL_VERIFY_RESULT(input);
    const auto maps = localizer.localize({&*input, 1}, *embeddings);
    SL_VERIFY_RESULT(maps);
    result = {*input, embeddings->front(), maps->front()};
}

void TestLocaliseGolden::compareCase(const TorchLocalizer &localizer, const nlohmann::json &entry)
{
    Computed result;
    compute(localizer, entry, result);
    if (QTest::currentTestFailed())
        return;

    const bool hasTwoHeads = entry.contains("audio_embedding2");
    const at::Tensor vectors = localizer.imageVectors({&result.input, 1});
    for (std::size_t head = 0; head < (hasTwoHeads ? 2U : 1U); ++head) {
        const std::string suffix = hasTwoHeads ? std::to_string(head + 1) : "";
        SL_COMPARE_GOLDEN(
                entry, ("audio_embedding" + suffix).c_str(), headOf(result.embedding, head), {512});
        const std::string key = "image_vector" + suffix;
        const at::Tensor place = vectors[0]
                                         .slice(0,
                                                static_cast<int>(head) * 512,
                                                (static_cast<int>(head) + 1) * 512)
                                         .select(1, entry.at(key).at("row").get<int>())
                                         .select(1, entry.at(key).at("column").get<int>())
                                         .contiguous();
        SL_COMPARE_GOLDEN(entry,
                          key.c_str(),
                          std::span<const float>(place.const_data_ptr<float>(), 512),
                          {512});
    }
    const Heatmap &map = result.map;
    SL_COMPARE_GOLDEN(
            entry, "raw_map", map.values(), (std::vector<std::int64_t>{map.height(), map.width()}));
}

void TestLocaliseGolden::compareMomentum(const TorchLocalizer &localizer,
                                         const nlohmann::json &entry)
{
    Computed result;
    compute(localizer, entry, result);
    if (QTest::currentTestFailed())
        return;
    SL_COMPARE_GOLDEN(entry, "audio_embedding_momentum1", headOf(result.embedding, 0), {512});
    SL_COMPARE_GOLDEN(entry, "audio_embedding_momentum2", headOf(result.embedding, 1), {512});
    SL_COMPARE_GOLDEN(
            entry, "raw_map_momentum", result.map.values(), (std::vector<std::int64_t>{7, 7}));
}

void TestLocaliseGolden::familyAgrees_data()
{
    QTest::addColumn<QString>("family");
    for (const char *id : {"ssltie", "lvs", "sslalign", "ezvsl", "fnac", "slavc"})
        QTest::newRow(id) << id;
}

void TestLocaliseGolden::familyAgrees()
{
    QFETCH(QString, family);
    SL_REQUIRE_PATH(m_part, "the golden part localise");
    for (const auto &pair : m_golden.at("pairs")) {
        SL_REQUIRE_PATH(test::goldenInput(m_part, pair.at("image").get<std::string>()),
                        "a picture");
        SL_REQUIRE_PATH(test::goldenInput(m_part, pair.at("sound").get<std::string>()), "a sound");
    }
    const bool isThere = std::ranges::any_of(m_golden.at("cases"), [&](const auto &entry) {
        return entry.at("family") == family.toStdString();
    });
    if (!isThere)
        QSKIP("the full golden part is not beside this source tree");
    std::optional<Checkpoint> checkpoint;
    std::unique_ptr<const TorchLocalizer> localizer;
    std::unique_ptr<const TorchLocalizer> momentum;
    for (const auto &entry : m_golden.at("cases")) {
        if (entry.at("family") != family.toStdString())
            continue;
        if (!checkpoint) {
            auto read = checkpointOf(entry);
            SL_VERIFY_RESULT(read);
            checkpoint = std::move(*read);
            SL_VERIFY_RESULT(requireLoadable(*checkpoint));
            localizer = std::make_unique<TorchLocalizer>(*checkpoint, LocalizerOptions());
            if (checkpoint->spec.family == ModelFamily::Slavc)
                momentum = std::make_unique<TorchLocalizer>(*checkpoint,
                                                            LocalizerOptions{"cpu", true});
        }
        compareCase(*localizer, entry);
        if (momentum)
            compareMomentum(*momentum, entry);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(checkpoint.has_value());
}

QTEST_GUILESS_MAIN(TestLocaliseGolden)
#include "tst_localise_golden.moc"
