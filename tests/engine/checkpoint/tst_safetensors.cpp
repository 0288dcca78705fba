// SPDX-License-Identifier: MIT
#include "engine/checkpoint/tensor_file.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cstring>

using namespace soundlocus;
using test::pathOf;

namespace {

std::string fileOf(const std::string &header, const std::string &data)
{
    const std::uint64_t length = header.size();
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes + header + data;
}

StoredTensor tensorOf(const std::vector<float> &values, const std::vector<std::int64_t> &shape)
{
    const auto copy = std::make_shared<const std::vector<float>>(values);
    StoredTensor tensor;
    tensor.shape = shape;
    tensor.bytes = std::as_bytes(std::span(*copy));
    tensor.owner = copy;
    return tensor;
}

} // namespace

class TestSafetensors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layoutOfTheFile();
    void roundTrip();
    void everyNumberType_data();
    void everyNumberType();
    void unalignedTensorsAreCopied();
    void refused_data();
    void refused();
    void missingFolderIsNamed();
};

void TestSafetensors::layoutOfTheFile()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "a.safetensors";
    SL_VERIFY_RESULT(writeSafetensors(path, {{"w", tensorOf({1, 2}, {2})}}, {{"k", "v"}}));
    const auto content = readWholeFile(path, 10'000);
    SL_VERIFY_RESULT(content);
    std::uint64_t length = 0;
    std::memcpy(&length, content->data(), sizeof length);
    QCOMPARE(length % 8, std::uint64_t(0));
    QCOMPARE(content->size(), sizeof length + length + 2 * sizeof(float));
    const auto header = nlohmann::json::parse(content->substr(sizeof length, length));
    QCOMPARE(header["__metadata__"]["k"].get<std::string>(), std::string("v"));
    QCOMPARE(header["w"]["dtype"].get<std::string>(), std::string("F32"));
    QVERIFY(header["w"]["shape"] == nlohmann::json({2}));
    QVERIFY(header["w"]["data_offsets"] == nlohmann::json({0, 8}));
    float last = 0;
    std::memcpy(&last, content->data() + content->size() - sizeof last, sizeof last);
    QCOMPARE(last, 2.0F);
}

void TestSafetensors::roundTrip()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "a.safetensors";
    const std::map<std::string, StoredTensor> tensors = {
            {"b.scalar", tensorOf({-7}, {})},
            {"a", tensorOf({1, 2, 3, 4, 5, 6}, {2, 3})},
            {"nothing", tensorOf({}, {0, 3})},
    };
    SL_VERIFY_RESULT(writeSafetensors(path, tensors, {{"note", "grüße \"x\"\n"}}));
    const auto file = readTensorFile(path);
    SL_VERIFY_RESULT(file);
    QCOMPARE(file->container, TensorFile::Container::Safetensors);
    QCOMPARE(file->tensors.size(), std::size_t(3));
    for (const auto &[name, tensor] : tensors) {
        QCOMPARE(file->tensors.at(name).shape, tensor.shape);
        QCOMPARE(file->tensors.at(name).toFloat(), tensor.toFloat());
    }
    QCOMPARE(std::get<std::string>(file->metadata.at("note")), std::string("grüße \"x\"\n"));
}

void TestSafetensors::everyNumberType_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QList<float>>("expected");
    const auto row = [](const char *type, const char *hex, const QList<float> &expected) {
        QTest::newRow(type) << QByteArray(type) << QByteArray::fromHex(hex) << expected;
    };
    row("F32", "0000c03f000080ff", {1.5F, -INFINITY});
    row("F64", "000000000000f83f", {1.5F});
    // one, smallest subnormal, largest, minus zero, infinity
    row("F16", "003c0100ff7b0080007c", {1, 0x1p-24F, 65504, -0.0F, INFINITY});
    row("BF16", "c03f10c0", {1.5F, -2.25F});
    row("I64", "feffffffffffffff", {-2});
    row("I32", "feffffff", {-2});
    row("I16", "feff", {-2});
    row("I8", "fe", {-2});
    row("U8", "fe", {254});
    row("BOOL", "0001", {0, 1});
}

void TestSafetensors::everyNumberType()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, data);
    QFETCH(QList<float>, expected);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "a.safetensors";
    const std::string header = R"({"w":{"dtype":")" + type.toStdString() + R"(","shape":[)"
                               + std::to_string(expected.size()) + R"(],"data_offsets":[0,)"
                               + std::to_string(data.size()) + "]}}";
    SL_VERIFY_RESULT(writeWholeFile(path, fileOf(header, data.toStdString())));
    const auto file = readTensorFile(path);
    SL_VERIFY_RESULT(file);
    const StoredTensor &tensor = file->tensors.at("w");
    QCOMPARE(QByteArray::fromStdString(std::string(toString(tensor.dtype))), type);
    const std::vector<float> values = tensor.toFloat();
    QCOMPARE(QList<float>(values.begin(), values.end()), expected);
    QCOMPARE(std::signbit(values.back()), std::signbit(expected.back()));
}

void TestSafetensors::unalignedTensorsAreCopied()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "a.safetensors";
    const std::string header = R"({"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                               R"("w":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}})";
    SL_VERIFY_RESULT(writeWholeFile(path, fileOf(header, std::string("\x05\0\0\0\x40", 5))));
    const auto file = readTensorFile(path);
    SL_VERIFY_RESULT(file);
    const StoredTensor &tensor = file->tensors.at("w");
    QCOMPARE(reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % alignof(float),
             std::uintptr_t(0));
    QCOMPARE(tensor.toFloat().at(0), 2.0F);
}

void TestSafetensors::refused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name,
                        const std::string &content,
                        ErrorCode code = ErrorCode::CorruptData) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << code;
    };
    const auto one = [](const std::string &description) {
        return fileOf(R"({"w":)" + description + "}", std::string(8, 'x'));
    };
    row("no JSON", fileOf("{nonsense", ""));
    row("array", fileOf("[1,2,3]", ""));
    row("header beyond the end", fileOf("{}", "").replace(0, 1, "\xff"));
    row("length only", std::string("\x10\0\0\0\0\0\0\0", 8));
    row("seven bytes", std::string("\x10\0\0\0\0\0\0", 7));
    row("giant header", std::string("\0\0\0\x7f\0\0\0\0{}", 10), ErrorCode::TooLarge);
    row("nested", fileOf("{\"a\":" + std::string(1000, '[') + std::string(1000, ']') + "}", ""));
    row("no description", one("3"));
    row("no offsets", one(R"({"dtype":"F32","shape":[2]})"));
    row("one offset", one(R"({"dtype":"F32","shape":[2],"data_offsets":[8]})"));
    row("negative size", one(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"));
    row("size that is no number", one(R"({"dtype":"F32","shape":["2"],"data_offsets":[0,8]})"));
    row("fraction", one(R"({"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})"));
    row("beyond 63 bits",
        one(R"({"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,8]})"));
    row("product overflows",
        one(R"({"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,8]})"));
    row("wrong size", one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"));
    row("backwards", one(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"));
    row("outside", one(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16]})"));
    row("gap in front", one(R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})"));
    row("rest", one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})"));
    row("overlap",
        one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
            R"("v":{"dtype":"F32","shape":[1],"data_offsets":[4,8]})"));
    row("unknown type",
        one(R"({"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]})"),
        ErrorCode::UnsupportedFormat);
    row("metadata that is no map", fileOf(R"({"__metadata__":[]})", ""));
    row("metadata that is no text", fileOf(R"({"__metadata__":{"a":1}})", ""));
}

void TestSafetensors::refused()
{
    QFETCH(QByteArray, content);
    QFETCH(ErrorCode, code);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "bad.safetensors";
    SL_VERIFY_RESULT(writeWholeFile(path, content.toStdString()));
    const auto file = readTensorFile(path);
    SL_COMPARE_CODE(file, code);
    QVERIFY(file.error().message.starts_with(path.string() + ": "));
}

void TestSafetensors::missingFolderIsNamed()
{
    const QTemporaryDir folder;
    const auto written = writeSafetensors(pathOf(folder) / "none" / "a.safetensors", {}, {});
    SL_COMPARE_CODE(written, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
