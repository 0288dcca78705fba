// SPDX-License-Identifier: MIT
#include "engine/checkpoint/checkpoint.h"
#include "engine/checkpoint/sha256.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace soundlocus;
using test::pathOf;

namespace {

StoredTensor constant(const std::vector<std::int64_t> &shape, float value)
{
    StoredTensor tensor;
    tensor.shape = shape;
    const auto values = std::make_shared<const std::vector<float>>(
            static_cast<std::size_t>(tensor.elementCount()), value);
    tensor.bytes = std::as_bytes(std::span(*values));
    tensor.owner = values;
    return tensor;
}

ModelSpec specOf(ModelFamily family, int width, int embedding)
{
    ModelSpec spec = modelSpecOf(family, width);
    spec.embeddingDim = embedding;
    return spec;
}

/// As of the demo model of issue 4, with every other field away from its default, too.
ModelSpec specWithOwnInput()
{
    ModelSpec spec = modelSpecOf(ModelFamily::SslTie, 2);
    spec.imageSide = 112;
    AudioInputSpec &audio = spec.audio;
    audio.sampleRateHz = 16000;
    audio.seconds = 2.1;
    audio.isCentered = true;
    audio.officialFirstSample = 3;
    audio.officialSampleCount = 32000;
    audio.isClipped = true;
    audio.gain = 32768.0F / 32767.0F;
    audio.mel = {1024, 320, 64, 1e-9F, 60, 30};
    audio.linear = {400, 100, 1e-5, 11.5};
    return spec;
}

/// Half-precision floats by their bits.
StoredTensor halves(const std::vector<std::int64_t> &shape, std::uint16_t bits)
{
    StoredTensor tensor;
    tensor.dtype = DType::Float16;
    tensor.shape = shape;
    const auto values = std::make_shared<const std::vector<std::uint16_t>>(
            static_cast<std::size_t>(tensor.elementCount()), bits);
    tensor.bytes = std::as_bytes(std::span(*values));
    tensor.owner = values;
    return tensor;
}

Checkpoint narrowModel(const ModelSpec &spec)
{
    Checkpoint checkpoint;
    checkpoint.spec = spec;
    float value = 0;
    for (const auto &[name, shape] : requiredTensors(spec))
        checkpoint.weights[name] = constant(shape, value += 0.25F);
    return checkpoint;
}

} // namespace

/// Our own files, narrow models, and how families are told apart by names.
class TestOwnCheckpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requiredNames_data();
    void requiredNames();
    void roundTrip_data();
    void roundTrip();
    void familyByNames_data();
    void familyByNames();
    void unknownTensorsAreNamed();
    void familyAgainstTheFile();
    void notFiniteWeightsAreNamed_data();
    void notFiniteWeightsAreNamed();
    void unusedAndUnexpected();
    void longListsAreCut();
    void newerVersionIsRefused();
    void foldersOfRuns();
    void ownInputIsKept_data();
    void ownInputIsKept();
    void filesWithoutInputHaveTheFamilys();
    void impossibleInputIsRefused_data();
    void impossibleInputIsRefused();
    void halfPrecisionWeights_data();
    void halfPrecisionWeights();
    void sha256_data();
    void sha256();
};

void TestOwnCheckpoint::requiredNames_data()
{
    QTest::addColumn<ModelFamily>("family");
    QTest::addColumn<int>("count");
    // A trunk: stem, 8 blocks of 2 convolutions, 3 short cuts; 20 norms of 4 tensors.
    constexpr int kTrunk = 1 + 16 + 3 + 20 * 4;
    QTest::newRow("ssltie") << ModelFamily::SslTie << 2 * kTrunk;
    QTest::newRow("lvs") << ModelFamily::Lvs << 2 * kTrunk;
    QTest::newRow("sslalign") << ModelFamily::SslAlign << 2 * kTrunk;
    QTest::newRow("ezvsl") << ModelFamily::EzVsl << 2 * kTrunk + 4;
    QTest::newRow("fnac") << ModelFamily::Fnac << 2 * kTrunk + 4;
    QTest::newRow("slavc") << ModelFamily::Slavc << 2 * (2 * kTrunk + 8);
}

void TestOwnCheckpoint::requiredNames()
{
    QFETCH(ModelFamily, family);
    QFETCH(int, count);
    const auto tensors = requiredTensors(specOf(family, 16, 128));
    QCOMPARE(static_cast<int>(tensors.size()), count);
    using Shape = std::vector<std::int64_t>;
    QCOMPARE(tensors.at("imgnet.conv1.weight"), (Shape{16, 3, 7, 7}));
    QCOMPARE(tensors.at("imgnet.layer4.0.downsample.0.weight"), (Shape{128, 64, 1, 1}));
    QCOMPARE(tensors.at("audnet.layer4.1.conv2.weight"), (Shape{128, 128, 3, 3}));
    QVERIFY(!tensors.contains("imgnet.layer1.0.downsample.0.weight"));
    const bool hasProjection = tensors.contains("img_proj.weight")
                               || tensors.contains("img_proj1.weight");
    const char *stem = hasProjection ? "audnet.conv1.weight" : "audnet.conv1_a.weight";
    QCOMPARE(tensors.at(stem), (Shape{16, 1, 7, 7}));
}

void TestOwnCheckpoint::roundTrip_data()
{
    QTest::addColumn<ModelFamily>("family");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("embedding");
    QTest::newRow("ssltie") << ModelFamily::SslTie << 4 << 32;
    QTest::newRow("lvs") << ModelFamily::Lvs << 3 << 24;
    QTest::newRow("sslalign") << ModelFamily::SslAlign << 1 << 8;
    QTest::newRow("ezvsl") << ModelFamily::EzVsl << 4 << 20;
    QTest::newRow("fnac") << ModelFamily::Fnac << 4 << 32;
    QTest::newRow("slavc") << ModelFamily::Slavc << 2 << 12;
}

void TestOwnCheckpoint::roundTrip()
{
    QFETCH(ModelFamily, family);
    QFETCH(int, width);
    QFETCH(int, embedding);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    Checkpoint checkpoint = narrowModel(specOf(family, width, embedding));
    checkpoint.metadata = {{"epoch", std::int64_t(33)},
                           {"best", 0.1},
                           {"tiny", 5e-324},
                           {"lowest", std::numeric_limits<std::int64_t>::min()},
                           {"endless", std::numeric_limits<double>::infinity()},
                           {"whole float", 2.0},
                           {"flip", true},
                           {"digits that are text", std::string("33")},
                           {"true as text", std::string("true")},
                           {"nothing", std::string()},
                           {"note", std::string("naïve \"quoted\"\nlines")}};
    SL_VERIFY_RESULT(writeCheckpoint(path, checkpoint));
    const auto again = readCheckpoint(path);
    SL_VERIFY_RESULT(again);
    QVERIFY(again->spec == checkpoint.spec);
    QVERIFY(!again->isFamilyGuessed);
    QVERIFY(again->container == TensorFile::Container::Safetensors);
    QVERIFY(again->metadata == checkpoint.metadata);
    QCOMPARE(again->weights.size(), checkpoint.weights.size());
    for (const auto &[name, tensor] : checkpoint.weights)
        QCOMPARE(again->weights.at(name).toFloat(), tensor.toFloat());
    QVERIFY(again->report.unexpected.empty() && again->report.unused.empty());
    SL_VERIFY_RESULT(requireLoadable(*again));
    // Written again from the file itself, over itself.
    SL_VERIFY_RESULT(writeCheckpoint(path, *again));
    const auto third = readCheckpoint(path);
    SL_VERIFY_RESULT(third);
    QCOMPARE(third->sha256, again->sha256);
}

void TestOwnCheckpoint::familyByNames_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("extra");
    QTest::addColumn<QByteArray>("fileName");
    QTest::addColumn<ModelFamily>("layout");
    QTest::addColumn<ModelFamily>("expected");
    QTest::addColumn<bool>("isGuessed");
    const auto row = [](const char *prefix,
                        const char *extra,
                        const char *fileName,
                        ModelFamily layout,
                        ModelFamily expected,
                        bool isGuessed) {
        QTest::newRow((QByteArray(prefix) + " " + extra + " " + fileName).constData())
                << QByteArray(prefix) << QByteArray(extra) << QByteArray(fileName) << layout
                << expected << isGuessed;
    };
    using F = ModelFamily;
    row("state_dict.", "", "a", F::Lvs, F::SslTie, false);
    row("state_dict.module.", "", "a", F::Lvs, F::SslTie, false);
    row("model_state_dict.module.", "", "a", F::SslTie, F::Lvs, false);
    row("model_state_dict.", "", "ours_sup", F::SslTie, F::SslAlign, false);
    row("model_state_dict.", "", "a", F::SslTie, F::SslAlign, true);
    row("model_state_dict.", "", "LVS_vggss", F::SslTie, F::Lvs, true);
    row("", "vision_fc1.weight", "a", F::Lvs, F::SslTie, false);
    row("module.", "", "a", F::SslTie, F::Lvs, false);
    row("model.module.", "", "best", F::EzVsl, F::EzVsl, true);
    row("model.", "", "FNAC_best", F::EzVsl, F::Fnac, true);
    row("model.module.", "", "latest", F::Slavc, F::Slavc, false);
    row("", "", "slavc", F::Slavc, F::Slavc, false);
}

void TestOwnCheckpoint::familyByNames()
{
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, extra);
    QFETCH(QByteArray, fileName);
    QFETCH(ModelFamily, layout);
    QFETCH(ModelFamily, expected);
    QFETCH(bool, isGuessed);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / (fileName.toStdString() + ".safetensors");
    std::map<std::string, StoredTensor> tensors;
    for (const auto &[name, tensor] : narrowModel(specOf(layout, 2, 16)).weights)
        tensors[prefix.toStdString() + name] = tensor;
    if (!extra.isEmpty())
        tensors[prefix.toStdString() + extra.toStdString()] = constant({1}, 0);
    SL_VERIFY_RESULT(writeSafetensors(path, tensors, {}));
    const auto checkpoint = readCheckpoint(path);
    SL_VERIFY_RESULT(checkpoint);
    QVERIFY2(checkpoint->spec.family == expected,
             std::string(toString(checkpoint->spec.family)).c_str());
    QCOMPARE(checkpoint->isFamilyGuessed, isGuessed);
    QCOMPARE(checkpoint->spec.width, 2);
    SL_VERIFY_RESULT(requireLoadable(*checkpoint));
}

void TestOwnCheckpoint::unknownTensorsAreNamed()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    std::map<std::string, StoredTensor> tensors;
    for (const char *name : {"a", "b", "c", "d", "e", "f", "g"})
        tensors[name] = constant({1}, 0);
    SL_VERIFY_RESULT(writeSafetensors(path, tensors, {}));
    const auto several = readCheckpoint(path);
    SL_COMPARE_CODE(several, ErrorCode::WrongCheckpoint);
    QVERIFY2(several.error().message.find("its 7 tensors (a, b, c, d, e, ...) are")
                     != std::string::npos,
             several.error().message.c_str());
    QVERIFY(several.error().context.find("f, g") != std::string::npos);
    while (tensors.size() > 2)
        tensors.erase(std::prev(tensors.end()));
    SL_VERIFY_RESULT(writeSafetensors(path, tensors, {}));
    const auto two = readCheckpoint(path);
    QVERIFY2(two.error().message.find("its 2 tensors (a, b) are") != std::string::npos,
             two.error().message.c_str());
}

/// What a file says of itself is not overruled; what its tensors say is, and told.
void TestOwnCheckpoint::familyAgainstTheFile()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    const Checkpoint own = narrowModel(specOf(ModelFamily::EzVsl, 2, 16));
    SL_VERIFY_RESULT(writeCheckpoint(path, own));
    const auto refused = readCheckpoint(path, {ModelFamily::Fnac});
    SL_COMPARE_CODE(refused, ErrorCode::WrongCheckpoint);
    QVERIFY(refused.error().message.find("EZ-VSL") != std::string::npos);
    QVERIFY(refused.error().message.find("leave --family fnac out") != std::string::npos);
    SL_VERIFY_RESULT(readCheckpoint(path, {ModelFamily::EzVsl}));
    // Without our header: a choice between twins is free, another is noted.
    SL_VERIFY_RESULT(writeSafetensors(path, own.weights, {}));
    const auto chosen = readCheckpoint(path, {ModelFamily::Fnac});
    SL_VERIFY_RESULT(chosen);
    QVERIFY(!chosen->overruledFamily);
    auto tensors = narrowModel(specOf(ModelFamily::SslTie, 2, 16)).weights;
    tensors["vision_fc1.weight"] = constant({1}, 0);
    SL_VERIFY_RESULT(writeSafetensors(path, tensors, {}));
    const auto overruled = readCheckpoint(path, {ModelFamily::Lvs});
    SL_VERIFY_RESULT(overruled);
    QVERIFY(overruled->spec.family == ModelFamily::Lvs);
    QVERIFY(overruled->overruledFamily == ModelFamily::SslTie);
    QVERIFY(!readCheckpoint(path)->overruledFamily);
}

void TestOwnCheckpoint::notFiniteWeightsAreNamed_data()
{
    QTest::addColumn<float>("value");
    QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN();
    QTest::newRow("infinite") << -std::numeric_limits<float>::infinity();
}

void TestOwnCheckpoint::notFiniteWeightsAreNamed()
{
    QFETCH(float, value);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    Checkpoint checkpoint = narrowModel(specOf(ModelFamily::SslTie, 2, 16));
    checkpoint.weights["audnet.layer3.0.bn1.running_var"] = constant({8}, value);
    SL_VERIFY_RESULT(writeCheckpoint(path, checkpoint));
    const auto again = readCheckpoint(path);
    SL_VERIFY_RESULT(again);
    QVERIFY(again->report.isLoadable());
    const auto loadable = requireLoadable(*again);
    SL_COMPARE_CODE(loadable, ErrorCode::NotFinite);
    QVERIFY(loadable.error().message.find("audnet.layer3.0.bn1.running_var") != std::string::npos);
    // A weight that the map does not need may be anything.
    Checkpoint unused = narrowModel(specOf(ModelFamily::SslTie, 2, 16));
    unused.weights["norm3.bias"] = constant({1}, value);
    SL_VERIFY_RESULT(requireLoadable(unused));
}

void TestOwnCheckpoint::unusedAndUnexpected()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    auto tensors = narrowModel(specOf(ModelFamily::SslTie, 2, 16)).weights;
    std::map<std::string, StoredTensor> stored;
    for (const auto &[name, tensor] : tensors)
        stored["state_dict." + name] = tensor;
    for (const char *name : {"imgnet.fc.weight", "conv3.bias", "imgnet.bn1.num_batches_tracked"})
        stored[std::string("state_dict.") + name] = constant({1}, 0);
    stored["state_dict.head.weight"] = constant({1}, 0);
    stored["losses"] = constant({1}, 0);
    SL_VERIFY_RESULT(writeSafetensors(path, stored, {}));
    const auto checkpoint = readCheckpoint(path);
    SL_VERIFY_RESULT(checkpoint);
    QCOMPARE(checkpoint->report.unused,
             (std::vector<std::string>{
                     "conv3.bias", "imgnet.bn1.num_batches_tracked", "imgnet.fc.weight"}));
    QCOMPARE(checkpoint->report.unexpected, (std::vector<std::string>{"losses", "head.weight"}));
}

void TestOwnCheckpoint::longListsAreCut()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    Checkpoint checkpoint = narrowModel(specOf(ModelFamily::SslTie, 2, 16));
    std::erase_if(checkpoint.weights,
                  [](const auto &entry) { return entry.first.starts_with("imgnet.layer4.1."); });
    SL_VERIFY_RESULT(writeCheckpoint(path, checkpoint));
    const auto again = readCheckpoint(path);
    SL_VERIFY_RESULT(again);
    QCOMPARE(again->report.missing.size(), std::size_t(10));
    const auto loadable = requireLoadable(*again);
    SL_COMPARE_CODE(loadable, ErrorCode::WrongCheckpoint);
    QVERIFY(loadable.error().message.find("and 5 more") != std::string::npos);
}

void TestOwnCheckpoint::foldersOfRuns()
{
    QTemporaryDir folder;
    const std::filesystem::path run = pathOf(folder) / "run";
    std::filesystem::create_directories(run);
    SL_COMPARE_CODE(readCheckpoint(run), ErrorCode::NotAFile);
    std::filesystem::create_directories(run / "checkpoints");
    SL_COMPARE_CODE(readCheckpoint(run), ErrorCode::NotFound);
    for (const char *name : {"last.safetensors", "best.safetensors"}) {
        const std::filesystem::path file = run / "checkpoints" / name;
        QVERIFY(writeWholeFile(file, "x"));
        const auto found = checkpointFile(run);
        SL_VERIFY_RESULT(found);
        QCOMPARE(found->string(), file.string());
    }
}

void TestOwnCheckpoint::newerVersionIsRefused()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    const auto weights = narrowModel(specOf(ModelFamily::SslTie, 1, 8)).weights;
    SL_VERIFY_RESULT(writeSafetensors(path, weights, {{"soundlocus.format", "2"}}));
    SL_COMPARE_CODE(readCheckpoint(path), ErrorCode::UnsupportedFormat);
    SL_VERIFY_RESULT(writeSafetensors(
            path, weights, {{"soundlocus.format", "1"}, {"family", "unheard-of"}}));
    SL_COMPARE_CODE(readCheckpoint(path), ErrorCode::CorruptData);
    SL_VERIFY_RESULT(writeSafetensors(path,
                                      weights,
                                      {{"soundlocus.format", "1"},
                                       {"family", "ssltie"},
                                       {"soundlocus.types", R"({"epoch":"int"})"},
                                       {"epoch", "many"}}));
    SL_COMPARE_CODE(readCheckpoint(path), ErrorCode::CorruptData);
}

void TestOwnCheckpoint::ownInputIsKept_data()
{
    QTest::addColumn<AudioInputSpec::Kind>("kind");
    QTest::newRow("log-mel") << AudioInputSpec::Kind::LogMel;
    QTest::newRow("log-linear") << AudioInputSpec::Kind::LogLinear;
}

void TestOwnCheckpoint::ownInputIsKept()
{
    QFETCH(AudioInputSpec::Kind, kind);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    ModelSpec spec = specWithOwnInput();
    spec.audio.kind = kind;
    QVERIFY(!hasFamilyInput(spec));
    SL_VERIFY_RESULT(writeCheckpoint(path, narrowModel(spec)));
    const auto again = readCheckpoint(path);
    SL_VERIFY_RESULT(again);
    QVERIFY(again->spec == spec);
    QVERIFY(again->metadata.empty());
    const auto asWritten = readCheckpoint(path, {ModelFamily::SslTie});
    SL_VERIFY_RESULT(asWritten);
    QVERIFY(asWritten->spec == spec);
}

void TestOwnCheckpoint::filesWithoutInputHaveTheFamilys()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    for (const ModelFamily family : {ModelFamily::SslTie, ModelFamily::Slavc}) {
        const ModelSpec spec = modelSpecOf(family, 1);
        const auto weights = narrowModel(spec).weights;
        std::map<std::string, std::string> entries{{"soundlocus.format", "1"},
                                                   {"family", std::string(toString(family))}};
        SL_VERIFY_RESULT(writeSafetensors(path, weights, entries));
        const auto plain = readCheckpoint(path);
        SL_VERIFY_RESULT(plain);
        QVERIFY(plain->spec == spec && hasFamilyInput(plain->spec));
        // A part, and what a later version may add.
        entries["soundlocus.input"] = R"({"image_side":96,"colours":"none"})";
        SL_VERIFY_RESULT(writeSafetensors(path, weights, entries));
        const auto part = readCheckpoint(path);
        SL_VERIFY_RESULT(part);
        QCOMPARE(part->spec.imageSide, 96);
        QVERIFY(part->spec.audio == audioInputSpec(family));
    }
}

void TestOwnCheckpoint::impossibleInputIsRefused_data()
{
    QTest::addColumn<QByteArray>("input");
    const auto row = [](const char *name, const char *input) {
        QTest::newRow(name) << QByteArray(input);
    };
    row("no JSON", "{");
    row("no object", "[112]");
    row("side is text", R"({"image_side":"112"})");
    row("side is not whole", R"({"image_side":112.5})");
    row("side beyond int", R"({"image_side":4294967520})");
    row("side of nothing", R"({"image_side":0})");
    row("side off the stride", R"({"image_side":100})");
    row("side huge", R"({"image_side":65536})");
    row("audio is a list", R"({"audio":[]})");
    row("unknown kind", R"({"audio":{"kind":"cepstrum"}})");
    row("flag is a number", R"({"audio":{"clipped":1}})");
    row("negative rate", R"({"audio":{"sample_rate_hz":-1}})");
    row("rate below all", R"({"audio":{"sample_rate_hz":8}})");
    row("no time", R"({"audio":{"seconds":0}})");
    row("endless", R"({"audio":{"seconds":1e308}})");
    row("not a number", R"({"audio":{"seconds":null}})");
    row("shorter than a window", R"({"audio":{"sample_rate_hz":8000,"seconds":0.01}})");
    row("gain beyond float", R"({"audio":{"gain":1e300}})");
    row("no hop", R"({"audio":{"mel":{"hop":0}}})");
    row("no bands", R"({"audio":{"mel":{"bands":0}}})");
    row("floor of nothing", R"({"audio":{"mel":{"power_floor":0}}})");
    row("divisor of nothing", R"({"audio":{"mel":{"divisor":0}}})");
    row("too many values", R"({"audio":{"mel":{"hop":1}}})");
    row("overlap of all", R"({"audio":{"kind":"log-linear","linear":{"overlap":512}}})");
    row("first sample below all", R"({"audio":{"official_first_sample":-5}})");
}

void TestOwnCheckpoint::impossibleInputIsRefused()
{
    QFETCH(QByteArray, input);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    SL_VERIFY_RESULT(writeSafetensors(path,
                                      narrowModel(modelSpecOf(ModelFamily::SslTie, 1)).weights,
                                      {{"soundlocus.format", "1"},
                                       {"family", "ssltie"},
                                       {"soundlocus.input", input.toStdString()}}));
    SL_COMPARE_CODE(readCheckpoint(path), ErrorCode::CorruptData);
    // What could not be read again is not written.
    Checkpoint checkpoint = narrowModel(modelSpecOf(ModelFamily::SslTie, 1));
    checkpoint.spec.imageSide = 100;
    SL_COMPARE_CODE(writeCheckpoint(path, checkpoint), ErrorCode::InvalidArgument);
}

void TestOwnCheckpoint::halfPrecisionWeights_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<float>("value");
    QTest::addColumn<bool>("isFinite");
    // IEEE 754 binary16
    QTest::newRow("one") << 0x3C00 << 1.0F << true;
    QTest::newRow("third, rounded") << 0x3555 << 0.333251953125F << true;
    QTest::newRow("largest") << 0x7BFF << 65504.0F << true;
    QTest::newRow("smallest") << 0x8001 << -5.9604645e-8F << true;
    QTest::newRow("infinite") << 0xFC00 << 0.0F << false;
    QTest::newRow("NaN") << 0x7E00 << 0.0F << false;
}

void TestOwnCheckpoint::halfPrecisionWeights()
{
    QFETCH(int, bits);
    QFETCH(float, value);
    QFETCH(bool, isFinite);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "model.safetensors";
    Checkpoint checkpoint;
    checkpoint.spec = modelSpecOf(ModelFamily::SslTie, 2);
    for (const auto &[name, shape] : requiredTensors(checkpoint.spec))
        checkpoint.weights[name] = halves(shape, static_cast<std::uint16_t>(bits));
    SL_VERIFY_RESULT(writeCheckpoint(path, checkpoint));
    const auto again = readCheckpoint(path);
    SL_VERIFY_RESULT(again);
    QVERIFY(again->report.isLoadable());
    if (!isFinite) {
        SL_COMPARE_CODE(requireLoadable(*again), ErrorCode::NotFinite);
        return;
    }
    SL_VERIFY_RESULT(requireLoadable(*again));
    const StoredTensor &tensor = again->weights.at("audnet.layer1.0.conv1.weight");
    QVERIFY(tensor.dtype == DType::Float16);
    QCOMPARE(tensor.bytes.size(), std::size_t(2 * 2 * 2 * 9));
    for (const float found : tensor.toFloat())
        QCOMPARE(found, value);
}

void TestOwnCheckpoint::sha256_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    // FIPS 180-2, appendix B
    QTest::newRow("abc")
            << QByteArray("abc")
            << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("a million a") << QByteArray(
            1'000'000,
            'a') << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void TestOwnCheckpoint::sha256()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, expected);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "data";
    SL_VERIFY_RESULT(writeWholeFile(path, content.toStdString()));
    const auto hash = sha256OfFile(path);
    SL_VERIFY_RESULT(hash);
    QCOMPARE(QByteArray::fromStdString(*hash), expected);
}

QTEST_GUILESS_MAIN(TestOwnCheckpoint)
#include "tst_own_checkpoint.moc"
