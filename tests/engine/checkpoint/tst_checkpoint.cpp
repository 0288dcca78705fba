// SPDX-License-Identifier: MIT
#include "engine/checkpoint/checkpoint.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;
using test::pathOf;

/// The published layouts of all six families, against the numbers of the golden part.
class TestCheckpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void families_data();
    void families();
    void unfitFilesAreNamed_data();
    void unfitFilesAreNamed();
    void unknownLayoutIsRefused();
    void familyOptionDecides();

private:
    [[nodiscard]] const nlohmann::json *caseOf(const std::string &id) const;
    static void compareTensor(const StoredTensor &tensor, const nlohmann::json &expected);

    std::filesystem::path m_part;
    nlohmann::json m_golden;
};

void TestCheckpoint::initTestCase()
{
    m_part = test::goldenPart("checkpoints");
    QVERIFY(!m_part.empty());
    m_golden = test::readJson(m_part / "golden.json");
}

const nlohmann::json *TestCheckpoint::caseOf(const std::string &id) const
{
    for (const nlohmann::json &one : m_golden["cases"]) {
        if (one["id"] == id)
            return &one;
    }
    return nullptr;
}

void TestCheckpoint::families_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("isGuessed");
    QTest::addColumn<qint64>("parameters");
    QTest::addColumn<qint64>("needed");
    // Parameters: two ResNet-18 trunks, 11,176,512 + 11,170,240, and what stands beside them (fact
    // sheet 7.1 for SSL-TIE); projections of 512 * 512 + 512.
    constexpr qint64 kTrunks = 22'346'752;
    constexpr qint64 kProjections = 2 * 262'656;
    const auto row = [](const char *id, bool isGuessed, qint64 parameters, qint64 needed) {
        QTest::newRow(id) << QByteArray(id) << isGuessed << parameters << needed;
    };
    row("ssltie", false, 23'947'732, kTrunks);
    row("lvs", false, 23'422'928, kTrunks);
    row("sslalign", false, 23'422'928, kTrunks);
    row("ezvsl", true, kTrunks + kProjections, kTrunks + kProjections);
    row("fnac", true, kTrunks + kProjections, kTrunks + kProjections);
    row("slavc", false, 2 * kTrunks + 4 * kProjections, 2 * kTrunks + 4 * kProjections);
}

void TestCheckpoint::compareTensor(const StoredTensor &tensor, const nlohmann::json &expected)
{
    QCOMPARE(tensor.shape, expected["shape"].get<std::vector<std::int64_t>>());
    QVERIFY(tensor.dtype == (expected["dtype"] == "int64" ? DType::Int64 : DType::Float32));
    const std::vector<float> values = tensor.toFloat();
    double sum = 0;
    double absSum = 0;
    for (const float value : values) {
        sum += value;
        absSum += std::abs(value);
    }
    // Doubles on both sides; only the order of the sum may differ.
    const double expectedAbs = expected["abs_sum"].get<double>();
    QVERIFY(std::abs(absSum - expectedAbs) <= 1e-9 * (1 + expectedAbs));
    QVERIFY(std::abs(sum - expected["sum"].get<double>()) <= 1e-9 * (1 + expectedAbs));
    const auto first = expected["first"].get<std::vector<float>>();
    QVERIFY(first.size() <= values.size());
    QVERIFY(std::equal(first.begin(), first.end(), values.begin()));
}

void TestCheckpoint::families()
{
    QFETCH(QByteArray, id);
    QFETCH(bool, isGuessed);
    QFETCH(qint64, parameters);
    QFETCH(qint64, needed);
    const nlohmann::json *golden = caseOf(id.toStdString());
    if (golden == nullptr)
        QSKIP("the full golden part is not beside this source tree");
    const QTemporaryDir folder;
    const auto path = test::unpackXz(m_part / (*golden)["file"].get<std::string>(), pathOf(folder));
    const auto checkpoint = readCheckpoint(path);
    SL_VERIFY_RESULT(checkpoint);
    QCOMPARE(QByteArray::fromStdString(std::string(toString(checkpoint->spec.family))), id);
    QCOMPARE(checkpoint->isFamilyGuessed, isGuessed);
    QCOMPARE(checkpoint->spec.width, 64);
    QCOMPARE(checkpoint->spec.embeddingDim, 512);
    QCOMPARE(checkpoint->sha256, (*golden)["unpacked_sha256"].get<std::string>());
    QVERIFY(checkpoint->container == TensorFile::Container::TorchZip);
    QCOMPARE(checkpoint->parameterCount, parameters);
    QCOMPARE(checkpoint->requiredParameterCount, needed);
    QVERIFY(checkpoint->report.isLoadable());
    QVERIFY(checkpoint->report.unexpected.empty());
    SL_VERIFY_RESULT(requireLoadable(*checkpoint));

    QCOMPARE(checkpoint->weights.size(), (*golden)["tensor_count"].get<std::size_t>());
    for (const nlohmann::json &expected : (*golden)["tensors"]) {
        const auto name = expected["name"].get<std::string>();
        QVERIFY2(checkpoint->weights.contains(name), name.c_str());
        compareTensor(checkpoint->weights.at(name), expected);
        if (QTest::currentTestFailed())
            QFAIL(name.c_str());
    }
    const nlohmann::json &metadata = (*golden)["metadata"];
    QCOMPARE(checkpoint->metadata.size(), metadata.size());
    for (const auto &[key, expected] : metadata.items()) {
        const MetadataValue &value = checkpoint->metadata.at(key);
        if (expected.is_number_integer())
            QCOMPARE(std::get<std::int64_t>(value), expected.get<std::int64_t>());
        else
            QCOMPARE(std::get<double>(value), expected.get<double>());
    }
}

void TestCheckpoint::unfitFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("missing key") << QByteArray("bad_missing_key")
                                 << QByteArray("missing imgnet.layer4.1.bn2.running_var");
    QTest::newRow("wrong shape")
            << QByteArray("bad_wrong_shape")
            << QByteArray("audnet.conv1_a.weight is [64, 3, 7, 7], not [64, 1, 7, 7]");
}

void TestCheckpoint::unfitFilesAreNamed()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, text);
    const nlohmann::json *golden = caseOf(id.toStdString());
    QVERIFY(golden != nullptr);
    const QTemporaryDir folder;
    const auto path = test::unpackXz(m_part / (*golden)["file"].get<std::string>(), pathOf(folder));
    const auto checkpoint = readCheckpoint(path);
    SL_VERIFY_RESULT(checkpoint);
    QVERIFY(checkpoint->spec.family == ModelFamily::SslTie);
    const WeightsReport &report = checkpoint->report;
    QCOMPARE(report.missing.size() + report.misshaped.size(), std::size_t(1));
    const auto loadable = requireLoadable(*checkpoint);
    SL_COMPARE_CODE(loadable, ErrorCode::WrongCheckpoint);
    const QByteArray message = QByteArray::fromStdString(loadable.error().message);
    QVERIFY2(message.startsWith(path.c_str()), message.constData());
    QVERIFY2(message.contains(text), message.constData());
}

void TestCheckpoint::unknownLayoutIsRefused()
{
    const auto path = m_part / "bad_unknown_layout.pth";
    const auto checkpoint = readCheckpoint(path);
    SL_COMPARE_CODE(checkpoint, ErrorCode::WrongCheckpoint);
    QVERIFY(checkpoint.error().message.find("no known family") != std::string::npos);
}

void TestCheckpoint::familyOptionDecides()
{
    const nlohmann::json *golden = caseOf("fnac");
    if (golden == nullptr)
        QSKIP("the full golden part is not beside this source tree");
    const QTemporaryDir folder;
    const auto path = test::unpackXz(m_part / (*golden)["file"].get<std::string>(), pathOf(folder));
    const auto other = path.parent_path() / "best.pth";
    std::filesystem::rename(path, other);
    const auto guessed = readCheckpoint(other);
    SL_VERIFY_RESULT(guessed);
    QVERIFY(guessed->spec.family == ModelFamily::EzVsl && guessed->isFamilyGuessed);
    const auto chosen = readCheckpoint(other, {.family = ModelFamily::Fnac});
    SL_VERIFY_RESULT(chosen);
    QVERIFY(chosen->spec.family == ModelFamily::Fnac && !chosen->isFamilyGuessed);
    SL_VERIFY_RESULT(requireLoadable(*chosen));
    const auto wrong = readCheckpoint(other, {.family = ModelFamily::Lvs});
    SL_VERIFY_RESULT(wrong);
    QCOMPARE(wrong->report.missing, std::vector<std::string>{"audnet.conv1_a.weight"});
}

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
