// SPDX-License-Identifier: MIT
#include "engine/checkpoint/tensor_file.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <filesystem>

using namespace soundlocus;
using test::pathOf;

namespace {

DType dtypeOf(const std::string &torchName)
{
    static const std::map<std::string, DType> names = {{"float32", DType::Float32},
                                                       {"float64", DType::Float64},
                                                       {"float16", DType::Float16},
                                                       {"bfloat16", DType::BFloat16},
                                                       {"int64", DType::Int64},
                                                       {"uint8", DType::UInt8},
                                                       {"bool", DType::Bool}};
    return names.at(torchName);
}

std::string littleEndian(std::uint64_t number, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text.push_back(static_cast<char>(number >> (8 * i)));
    return text;
}

std::string small(const std::string &text)
{
    return "X" + littleEndian(text.size(), 4) + text;
}

std::string integer(std::int64_t number)
{
    return "\x8a\x08" + littleEndian(static_cast<std::uint64_t>(number), 8);
}

/// A tensor with `count` elements in a storage of `stored` floats.
std::string floatView(const std::string &key,
                      std::int64_t stored,
                      std::int64_t count,
                      std::int64_t stride)
{
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + small("storage") + "ctorch\nFloatStorage\n"
           + small(key) + small("cuda:0") + integer(stored) + "NtQ" + integer(0) + integer(count)
           + "\x85" + integer(stride) + "\x85\x89" + "ccollections\nOrderedDict\n)RtR";
}

std::string floatTensor(const std::string &key, std::int64_t count)
{
    return floatView(key, count, count, 1);
}

/// A file in the older stream format around one pickle.
std::string legacyFile(const std::string &object,
                       const std::vector<std::pair<std::string, std::vector<float>>> &storages)
{
    std::string bytes =
            "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.";
    bytes += "\x80\x02}" + small("little_endian") + "\x88s." + object + "\x80\x02](";
    for (const auto &[key, values] : storages)
        bytes += small(key);
    bytes += "e.";
    for (const auto &[key, values] : storages) {
        bytes += littleEndian(values.size(), 8);
        bytes.append(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
    }
    return bytes;
}

} // namespace

class TestTensorFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tinyFiles_data();
    void tinyFiles();
    void badFiles_data();
    void badFiles();
    void plainValuesAndKeys();
    void optimizerIsLeftOutUnlessAskedFor();
    void hostileStructures_data();
    void hostileStructures();
    void otherFiles_data();
    void otherFiles();
    void folderAndMissingFile();

private:
    std::filesystem::path m_part;
    nlohmann::json m_golden;
};

void TestTensorFile::initTestCase()
{
    m_part = test::goldenPart("checkpoints");
    QVERIFY(!m_part.empty());
    m_golden = test::readJson(m_part / "golden.json");
}

void TestTensorFile::tinyFiles_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_golden["cases"].size(); ++i) {
        const auto id = m_golden["cases"][i]["id"].get<std::string>();
        if (id.starts_with("tiny_"))
            QTest::newRow(id.c_str()) << static_cast<int>(i);
    }
}

void TestTensorFile::tinyFiles()
{
    QFETCH(int, index);
    const nlohmann::json &golden = m_golden["cases"][static_cast<std::size_t>(index)];
    const auto file = readTensorFile(m_part / golden["file"].get<std::string>());
    SL_VERIFY_RESULT(file);
    const bool isLegacy = golden["format"] == "legacy pickle stream";
    QCOMPARE(file->container,
             isLegacy ? TensorFile::Container::TorchLegacy : TensorFile::Container::TorchZip);
    const std::string prefix = golden.contains("state_key")
                                       ? golden["state_key"].get<std::string>() + "."
                                       : "";
    QCOMPARE(file->tensors.size(), golden["tensors"].size());
    for (const nlohmann::json &expected : golden["tensors"]) {
        const auto name = expected["name"].get<std::string>();
        QVERIFY2(file->tensors.contains(prefix + name), name.c_str());
        const StoredTensor &tensor = file->tensors.at(prefix + name);
        QCOMPARE(tensor.shape, expected["shape"].get<std::vector<std::int64_t>>());
        QVERIFY(tensor.dtype == dtypeOf(expected["dtype"].get<std::string>()));
        QCOMPARE(tensor.bytes.size(),
                 static_cast<std::size_t>(tensor.elementCount()) * itemBytes(tensor.dtype));
        // Exact: the JSON holds every value with all its digits.
        QCOMPARE(tensor.toFloat(), expected["values"].get<std::vector<float>>());
    }
}

void TestTensorFile::badFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, ErrorCode code, const char *text) {
        QTest::newRow(name) << QString::fromLatin1(name) << code << QString::fromLatin1(text);
    };
    row("bad_code_on_load.pth.tar", ErrorCode::UnsafeCheckpoint, "posix.system");
    row("bad_code_on_load_legacy.pth.tar", ErrorCode::UnsafeCheckpoint, "posix.system");
    row("bad_truncated.pth", ErrorCode::CorruptData, "incomplete zip archive");
    row("bad_crc.pth", ErrorCode::CorruptData, "tiny_zip/data/0 has a wrong checksum");
    row("bad_empty.pth", ErrorCode::EmptyFile, "empty (0 bytes)");
    row("bad_not_a_checkpoint.pth",
        ErrorCode::UnsupportedFormat,
        "is an HTML page: the download link led to a web page; download the file itself");
}

void TestTensorFile::badFiles()
{
    QFETCH(QString, name);
    QFETCH(ErrorCode, code);
    QFETCH(QString, text);
    const auto path = m_part / name.toStdString();
    const auto file = readTensorFile(path);
    SL_COMPARE_CODE(file, code);
    const QString message = QString::fromStdString(toString(file.error()));
    QVERIFY2(message.startsWith(QString::fromStdString(path.string()) + QLatin1String(": ")),
             qPrintable(message));
    QVERIFY2(message.contains(text), qPrintable(message));
    QVERIFY(!message.contains(QLatin1Char('\n')));
}

void TestTensorFile::plainValuesAndKeys()
{
    const auto file = readTensorFile(m_part / "tiny_views.pth.tar");
    SL_VERIFY_RESULT(file);
    QCOMPARE(std::get<std::int64_t>(file->metadata.at("epoch")), std::int64_t(3));
    QCOMPARE(file->topLevelKeys, (std::vector<std::string>{"state_dict", "epoch"}));
}

/// {"optimizer": {"state": {0: {"step": 3, "exp_avg": tensor([1., 2.])}}},
///  "model": OrderedDict(w=Parameter(tensor([5.])))}, in the older stream format.
void TestTensorFile::optimizerIsLeftOutUnlessAskedFor()
{
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "optimizer.pth";
    const std::string tensors = "\x80\x02}(" + small("optimizer") + "}" + small("state") + "}K"
                                + std::string(1, '\0') + "}(" + small("step") + "K\x03"
                                + small("exp_avg") + floatTensor("1", 2) + "uss" + small("model")
                                + "ccollections\nOrderedDict\n)R" + small("w")
                                + "ctorch._utils\n_rebuild_parameter\n" + floatTensor("2", 1)
                                + "\x88" + "ccollections\nOrderedDict\n)R\x87Rsu.";
    const std::string bytes = legacyFile(tensors, {{"1", {1, 2}}, {"2", {5}}});
    SL_VERIFY_RESULT(writeWholeFile(path, bytes));

    const auto lean = readTensorFile(path);
    SL_VERIFY_RESULT(lean);
    QCOMPARE(lean->tensors.size(), std::size_t(1));
    QCOMPARE(lean->tensors.at("model.w").toFloat(), std::vector<float>{5});
    const auto full = readTensorFile(path, {.withOptimizer = true});
    SL_VERIFY_RESULT(full);
    QCOMPARE(full->tensors.size(), std::size_t(2));
    QCOMPARE(full->tensors.at("optimizer.state.0.exp_avg").toFloat(), (std::vector<float>{1, 2}));
    // The last storage cut short.
    SL_VERIFY_RESULT(writeWholeFile(path, bytes.substr(0, bytes.size() - 1)));
    const auto cut = readTensorFile(path);
    SL_COMPARE_CODE(cut, ErrorCode::CorruptData);
}

/// Small files that ask for much more than they hold.
void TestTensorFile::hostileStructures_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<bool>("isReadable");
    const auto row = [](const char *name, const std::string &object, bool isReadable) {
        QTest::newRow(name) << QByteArray::fromStdString("\x80\x02" + object + ".") << isReadable;
    };
    // Each dictionary holds the one before it four times: 4^30 ways to the innermost.
    std::string inner = "}" + small("w") + floatTensor("1", 1) + "s";
    for (char level = 1; level < 30; ++level) {
        inner += std::string("q") + level + "0}(";
        for (const char *key : {"a", "b", "c", "d"})
            inner += small(key) + "h" + level;
        inner += "u";
    }
    row("billion laughs", "}" + small("top") + inner + "s", false);
    row("cycle", "}q\x01" + small("w") + floatTensor("1", 1) + "s" + small("me") + "h\x01s", false);
    row("expanded without end",
        "}" + small("w") + floatView("1", 1, std::int64_t(1) << 40, 0) + "s",
        false);
    row("expanded a little", "}" + small("w") + floatView("1", 1, 1000, 0) + "s", true);
    const std::string longName(2000, 'n');
    row("long name",
        "}" + small("top") + "}" + small(longName) + floatTensor("1", 1) + "ss",
        false);
    std::string longTexts = "}(" + small("w") + floatTensor("1", 1)
                            + small(std::string(100'000, 't')) + "q\x01";
    for (int i = 0; i < 1000; ++i)
        longTexts += (i == 0 ? std::string("N") : integer(i) + "h\x01");
    row("one long text many times", longTexts + "u", false);
}

void TestTensorFile::hostileStructures()
{
    QFETCH(QByteArray, object);
    QFETCH(bool, isReadable);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "hostile.pth";
    SL_VERIFY_RESULT(writeWholeFile(path, legacyFile(object.toStdString(), {{"1", {5}}})));
    const auto file = readTensorFile(path);
    if (isReadable) {
        SL_VERIFY_RESULT(file);
        QCOMPARE(file->tensors.at("w").toFloat(), std::vector<float>(1000, 5.0F));
        return;
    }
    QVERIFY(!file);
    QVERIFY2(file.error().code == ErrorCode::TooLarge
                     || file.error().message.find("without end") != std::string::npos,
             file.error().message.c_str());
}

void TestTensorFile::otherFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &content, const char *text) {
        QTest::newRow(name) << content << QString::fromLatin1(text);
    };
    row("text", "epoch,loss\n1,0.5\n", "is a text file");
    row("UTF-8 text", "Grüße\n", "is a text file");
    row("HTML", "\xef\xbb\xbf\n  <!DOCTYPE html><html>", "is an HTML page");
    row("Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull");
    row("gzip", "\x1f\x8b\x08 something", "unpack it first");
    row("xz",
        QByteArray("\xfd"
                   "7zXZ\0\0\4",
                   8),
        "unpack it first");
    QByteArray tar(512, '\0');
    tar.replace(0, 8, "storages").replace(257, 5, "ustar");
    row("tar of old torch", tar, "load it with torch.load and save it again with torch.save");
    row("noise", "\x01\x02\x03\xff\xfe", "is no PyTorch or safetensors file");
    row("empty zip", QByteArray("PK\x05\x06") + QByteArray(18, '\0'), "not one of torch.save");
    row("plain pickle", "\x80\x02K\x01.", "torch.save did not write");
    row("big endian",
        QByteArray("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.")
                + QByteArray("\x80\x02}X\x0d\0\0\0little_endian\x89s.", 24),
        "big-endian");
    row("other version",
        QByteArray("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xea\x03."),
        "unknown version");
}

void TestTensorFile::otherFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, text);
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "other.pth";
    SL_VERIFY_RESULT(writeWholeFile(path, content.toStdString()));
    const auto file = readTensorFile(path);
    SL_COMPARE_CODE(file, ErrorCode::UnsupportedFormat);
    const QString message = QString::fromStdString(file.error().message);
    QVERIFY2(message.contains(text), qPrintable(message));
}

void TestTensorFile::folderAndMissingFile()
{
    const QTemporaryDir folder;
    SL_COMPARE_CODE(readTensorFile(pathOf(folder)), ErrorCode::NotAFile);
    SL_COMPARE_CODE(readTensorFile(pathOf(folder) / "none.pth"), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestTensorFile)
#include "tst_tensor_file.moc"
