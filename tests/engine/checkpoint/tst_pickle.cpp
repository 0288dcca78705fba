// SPDX-License-Identifier: MIT
#include "engine/checkpoint/pickle_reader.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;
using namespace std::string_literals;
using pickle::Kind;

namespace {

/// Values point into the bytes: they are good until the next call.
Result<pickle::Document> parse(const std::string &bytes)
{
    static std::string kept;
    kept = bytes;
    return pickle::parsePickle(std::as_bytes(std::span(kept.data(), kept.size())), "file.pth");
}

std::string littleEndian(std::uint64_t number, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text.push_back(static_cast<char>(number >> (8 * i)));
    return text;
}

std::string text(const std::string &value)
{
    return "X" + littleEndian(value.size(), 4) + value;
}

std::string integer(std::int64_t number)
{
    return "\x8a\x08"s + littleEndian(static_cast<std::uint64_t>(number), 8);
}

/// Persistent id of a storage on the stack.
std::string storage(std::int64_t elements, const std::string &type = "torch\nFloatStorage\n")
{
    return "(" + text("storage") + "c" + type + text("0") + text("cpu") + integer(elements) + "tQ";
}

std::string tuple(const std::vector<std::int64_t> &numbers)
{
    std::string bytes = "(";
    for (const std::int64_t number : numbers)
        bytes += integer(number);
    return bytes + "t";
}

std::string tensor(const std::string &storageBytes,
                   std::int64_t offset,
                   const std::vector<std::int64_t> &shape,
                   const std::vector<std::int64_t> &strides)
{
    return "\x80\x02"s + "ctorch._utils\n_rebuild_tensor_v2\n(" + storageBytes + integer(offset)
           + tuple(shape) + tuple(strides) + "\x89" + "ccollections\nOrderedDict\n)RtR.";
}

std::string numpyScalar(const std::string &module, const std::string &type, const std::string &raw)
{
    return "\x80\x02"s + "c" + module + "\nscalar\ncnumpy\ndtype\n" + text(type)
           + "\x89\x88\x87R(K\x03" + text("<") + "NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK"s
           + std::string(1, '\0') + "tb" + "c_codecs\nencode\n" + text(raw) + text("latin1")
           + "\x86R\x86R.";
}

} // namespace

class TestPickle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data();
    void numbers();
    void bigNumberKeepsItsBytes();
    void containers();
    void protocolFourText();
    void pythonTwoOrderedDict();
    void attributesOfADictionaryAreDropped();
    void numpyScalars_data();
    void numpyScalars();
    void tensorView();
    void refusedNames_data();
    void refusedNames();
    void damaged_data();
    void damaged();
    void tooLarge_data();
    void tooLarge();
    void deepNestingAndCyclesAreHarmless();
    void everyTruncationIsAnError();
};

void TestPickle::numbers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<double>("expected");
    const auto row = [](const char *name, const std::string &bytes, double expected) {
        QTest::newRow(name) << QByteArray::fromStdString("\x80\x02" + bytes + ".") << expected;
    };
    row("BININT1", "K\xff", 255);
    row("BININT2", "M\xff\xff", 65535);
    row("BININT negative", "J\xfe\xff\xff\xff", -2);
    row("LONG1 empty", "\x8a"s + std::string(1, '\0'), 0);
    row("LONG1 negative", "\x8a\x01\xff", -1);
    row("LONG1 255", "\x8a\x02\xff"s + std::string(1, '\0'), 255);
    row("LONG4", "\x8b"s + littleEndian(2, 4) + "\x00\x80"s, -32768);
    row("BINFLOAT", "G"s + "\x3f\xf8"s + std::string(6, '\0'), 1.5);
    row("NEWTRUE", "\x88", 1);
    row("NEWFALSE", "\x89", 0);
    row("POP", "K\x07K\x08"s + "0", 7);
    row("POP_MARK", "K\x07(K\x08K\x09"s + "1", 7);
    row("DUP", "K\x07"s + "20", 7);
    row("memo", "K\x07q\x05K\x08h\x05", 7);
    row("long memo", "K\x07r\xff\xff\xff\xffK\x08j\xff\xff\xff\xff", 7);
    row("MEMOIZE", "K\x07\x94K\x08h"s + std::string(1, '\0'), 7);
}

void TestPickle::numbers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(double, expected);
    const auto document = parse(bytes.toStdString());
    QVERIFY2(document, document ? "" : toString(document.error()).c_str());
    const pickle::Value &root = *document->root;
    QCOMPARE(root.kind == Kind::Float ? root.real : static_cast<double>(root.number), expected);
    QCOMPARE(document->consumed, static_cast<std::size_t>(bytes.size()));
}

void TestPickle::bigNumberKeepsItsBytes()
{
    const auto document = parse("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.");
    QVERIFY(document);
    QCOMPARE(document->root->kind, Kind::BigInt);
    QVERIFY(document->root->text == "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19");
}

void TestPickle::containers()
{
    // {"a": [1, (2, None), {3}], 4: ()}
    const auto document = parse("\x80\x04}(" + text("a") + "](K\x01K\x02N\x86\x8f(K\x03\x90" + "e"
                                + "K\x04)u.");
    QVERIFY(document);
    const pickle::Value &root = *document->root;
    QCOMPARE(root.kind, Kind::Dict);
    QCOMPARE(root.items.size(), std::size_t(4));
    QVERIFY(root.items[0]->text == "a");
    const pickle::Value &list = *root.items[1];
    QCOMPARE(list.kind, Kind::List);
    QCOMPARE(list.items.size(), std::size_t(3));
    QCOMPARE(list.items[1]->kind, Kind::Tuple);
    QCOMPARE(list.items[1]->items[1]->kind, Kind::None);
    QCOMPARE(list.items[2]->kind, Kind::Set);
    QCOMPARE(list.items[2]->items[0]->number, std::int64_t(3));
    QCOMPARE(root.items[3]->kind, Kind::Tuple);
}

void TestPickle::protocolFourText()
{
    const auto document = parse("\x80\x04\x95"s + littleEndian(9, 8) + "\x8c\x05wörd"s + "\x94.");
    QVERIFY(document);
    QVERIFY(document->root->text == "wörd");
    const auto global = parse("\x80\x04\x8c\x0b"s + "collections" + "\x8c\x0b" + "OrderedDict"
                              + "\x93)R.");
    QVERIFY(global);
    QCOMPARE(global->root->kind, Kind::Dict);
}

void TestPickle::pythonTwoOrderedDict()
{
    // OrderedDict([["epoch", 3]]), the name as a byte string
    const auto document = parse("\x80\x02"s + "ccollections\nOrderedDict\n](](U\x05" + "epoch"
                                + "K\x03" + "ee\x85R.");
    QVERIFY2(document, document ? "" : toString(document.error()).c_str());
    QCOMPARE(document->root->kind, Kind::Dict);
    QVERIFY(document->root->items.at(0)->text == "epoch");
    QCOMPARE(document->root->items.at(1)->number, std::int64_t(3));
}

void TestPickle::attributesOfADictionaryAreDropped()
{
    const auto document = parse("\x80\x02"s + "ccollections\nOrderedDict\n)R}" + text("_metadata")
                                + "}sb.");
    QVERIFY(document);
    QCOMPARE(document->root->kind, Kind::Dict);
    QVERIFY(document->root->items.empty());
}

void TestPickle::numpyScalars_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<double>("expected");
    const auto row = [](const char *name, const std::string &bytes, double expected) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << expected;
    };
    const std::string old = "numpy.core.multiarray";
    // 0.5 = 3fe0000000000000; bytes above 127 are two in UTF-8
    row("float64", numpyScalar(old, "f8", std::string(6, '\0') + "\xc3\xa0?"), 0.5);
    row("float64, numpy 2",
        numpyScalar("numpy._core.multiarray", "f8", std::string(6, '\0') + "\xc3\xa0?"),
        0.5);
    row("float32", numpyScalar(old, "f4", std::string(3, '\0') + "?"), 0.5);
    row("int64",
        numpyScalar(old, "i8", "\xc3\xbe\xc3\xbf\xc3\xbf\xc3\xbf\xc3\xbf\xc3\xbf\xc3\xbf\xc3\xbf"),
        -2);
    row("uint8", numpyScalar(old, "u1", "\xc3\xbf"), 255);
    row("bool", numpyScalar(old, "b1", "\x01"), 1);
}

void TestPickle::numpyScalars()
{
    QFETCH(QByteArray, bytes);
    QFETCH(double, expected);
    const auto document = parse(bytes.toStdString());
    QVERIFY2(document, document ? "" : toString(document.error()).c_str());
    const pickle::Value &root = *document->root;
    QCOMPARE(root.kind == Kind::Float ? root.real : static_cast<double>(root.number), expected);
}

void TestPickle::tensorView()
{
    const auto document = parse(tensor(storage(24), 17, {2, 2}, {4, 1}));
    QVERIFY2(document, document ? "" : toString(document.error()).c_str());
    const pickle::Value &root = *document->root;
    QCOMPARE(root.kind, Kind::Tensor);
    QCOMPARE(root.view->offset, std::int64_t(17));
    QCOMPARE(root.view->shape, (std::vector<std::int64_t>{2, 2}));
    QCOMPARE(root.view->strides, (std::vector<std::int64_t>{4, 1}));
    // No element, so nothing outside the storage, however large the other sizes are.
    QVERIFY(parse(tensor(storage(0), 0, {INT64_MAX, INT64_MAX, 0}, {1, 1, 1})));
}

void TestPickle::refusedNames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("name");
    const std::pair<const char *, const char *> names[] = {
            {"posix", "system"},
            {"os", "system"},
            {"nt", "system"},
            {"subprocess", "Popen"},
            {"builtins", "eval"},
            {"builtins", "exec"},
            {"builtins", "getattr"},
            {"__builtin__", "eval"},
            {"__builtin__", "apply"},
            {"copy_reg", "_reconstructor"},
            {"copyreg", "_reconstructor"},
            {"torch.storage", "_load_from_bytes"},
            {"torch.hub", "load"},
            {"torch", "load"},
            {"torch.jit", "load"},
            {"torch._utils", "_rebuild_device_tensor_from_numpy"},
            {"torch.nn.modules.container", "Sequential"},
            {"models.model", "AVENet"},
            {"argparse", "Namespace"},
            {"collections", "defaultdict"},
            {"collections", "OrderedDict.__reduce__"},
            {"numpy.core.multiarray", "_reconstruct"},
            {"numpy", "load"},
            {"_codecs", "decode"},
            {"pickle", "loads"},
            {"operator", "attrgetter"},
            {"", ""},
    };
    for (const auto &[module, name] : names) {
        const QByteArray full = QByteArray(module) + "." + name;
        // Refused when it is named: there is no call in these bytes.
        QTest::newRow(("GLOBAL " + full).constData()) << QByteArray("\x80\x02"
                                                                    "c")
                                                                 + module + "\n" + name + "\n."
                                                      << full;
        QTest::newRow(("INST " + full).constData())
                << QByteArray("\x80\x02(i") + module + "\n" + name + "\n." << full;
        QTest::newRow(("STACK_GLOBAL " + full).constData())
                << QByteArray::fromStdString("\x80\x04" + text(module) + text(name) + "\x93.")
                << full;
    }
    const auto row = [](const char *title, const std::string &bytes, const char *what) {
        QTest::newRow(title) << QByteArray::fromStdString(bytes) << QByteArray(what);
    };
    row("codec",
        "\x80\x02"
        "c_codecs\nencode\n"
                + text("a") + text("rot13") + "\x86R.",
        "rot13");
    row("numpy object",
        "\x80\x02"
        "cnumpy\ndtype\n"
                + text("O8") + "\x85R.",
        "O8");
    row("call of a storage type",
        "\x80\x02"
        "ctorch\nFloatStorage\n)R.",
        "torch.FloatStorage");
    row("attributes of a list", "\x80\x02]}b.", "attributes");
    row("attributes of a function",
        "\x80\x02"
        "ctorch._utils\n_rebuild_tensor\n}b.",
        "attributes");
    row("persistent module", "\x80\x02(" + text("module") + "NNNtQ.", "outside the file");
    row("escape codes",
        "\x80\x02"
        "c\x1b[31mos\nsystem\n.",
        "?[31mos.system");
}

void TestPickle::refusedNames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, name);
    const auto document = parse(bytes.toStdString());
    SL_COMPARE_CODE(document, ErrorCode::UnsafeCheckpoint);
    const QByteArray message = QByteArray::fromStdString(toString(document.error()));
    QVERIFY2(message.startsWith("file.pth: "), message.constData());
    QVERIFY2(message.contains(name), message.constData());
    QVERIFY2(!message.contains('\n') && !message.contains('\x1b'), message.constData());
}

void TestPickle::damaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const std::string &bytes) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    row("nothing", "");
    row("only STOP", ".");
    row("no STOP", "\x80\x02K\x01");
    row("protocol 6", "\x80\x06K\x01.");
    row("unknown opcode", "\x80\x02\xff.");
    row("EXT1", "\x80\x02\x82\x01.");
    row("OBJ", "\x80\x02(o.");
    row("PERSID", "\x80\x02P0\n.");
    row("NEXT_BUFFER", "\x80\x05\x97.");
    row("INT of protocol 0", "I1\n.");
    row("pop of nothing",
        "\x80\x02"
        "0.");
    row("pop across a mark", "\x80\x02K\x01(\x85.");
    row("STOP across a mark", "\x80\x02K\x01(.");
    row("mark missing", "\x80\x02K\x01t.");
    row("TUPLE3 of two", "\x80\x02K\x01K\x01\x87.");
    row("REDUCE of one", "\x80\x02)R.");
    row("REDUCE of a number", "\x80\x02K\x01)R.");
    row("REDUCE without a tuple",
        "\x80\x02"
        "ccollections\nOrderedDict\nK\x01R.");
    row("APPEND to a number",
        "\x80\x02K\x01K\x01"
        "a.");
    row("SETITEMS to a list", "\x80\x02](K\x01K\x01u.");
    row("SETITEMS odd", "\x80\x02}(K\x01u.");
    row("DICT odd",
        "\x80\x02(K\x01"
        "d.");
    row("memo of nothing", "\x80\x02h\x01.");
    row("BINPUT of nothing", "\x80\x02q\x01.");
    row("giant text", "\x80\x02X\xff\xff\xff\xff.");
    row("giant text of 64 bits", "\x80\x04\x8d"s + littleEndian(UINT64_MAX, 8) + ".");
    row("giant bytes of 64 bits", "\x80\x04\x8e"s + littleEndian(UINT64_MAX - 4, 8) + ".");
    row("giant LONG4", "\x80\x02\x8b\xff\xff\xff\x7f.");
    row("negative LONG4", "\x80\x02\x8b\xff\xff\xff\xff.");
    row("GLOBAL without lines",
        "\x80\x02"
        "cos");
    row("STACK_GLOBAL of numbers", "\x80\x04K\x01K\x01\x93.");
    row("persistent id that is no tuple", "\x80\x02(" + text("storage") + "tQ.");
    row("storage of a negative size", "\x80\x02" + storage(-1) + ".");
    row("storage beyond 63 bits", "\x80\x02" + storage(INT64_MAX) + ".");
    row("storage of no type", "\x80\x02" + storage(1, "torch\nSize\n") + ".");
    row("tensor: negative size", tensor(storage(4), 0, {-1}, {1}));
    row("tensor: negative stride", tensor(storage(4), 3, {2}, {-1}));
    row("tensor: negative offset", tensor(storage(4), -1, {2}, {1}));
    row("tensor: one too many", tensor(storage(4), 0, {5}, {1}));
    row("tensor: offset at the end", tensor(storage(4), 4, {1}, {1}));
    row("tensor: offset of a scalar", tensor(storage(4), 4, {}, {}));
    row("tensor: strides too wide", tensor(storage(24), 0, {2, 3}, {24, 1}));
    row("tensor: product overflows", tensor(storage(4), 0, {INT64_MAX, INT64_MAX}, {0, 0}));
    row("tensor: stride overflows", tensor(storage(4), 0, {3, 3}, {INT64_MAX, INT64_MAX}));
    row("tensor: shape without strides", tensor(storage(4), 0, {2, 2}, {1}));
    row("tensor: 65 dimensions",
        tensor(storage(4), 0, std::vector<std::int64_t>(65, 1), std::vector<std::int64_t>(65, 1)));
    row("tensor of no storage", tensor("N", 0, {1}, {1}));
    row("numpy scalar too short", numpyScalar("numpy.core.multiarray", "f8", "abc"));
    row("latin1 of other letters",
        "\x80\x02"
        "c_codecs\nencode\n"
                + text("\xe2\x82\xac") + text("latin1") + "\x86R.");
    row("latin1 cut in a letter",
        "\x80\x02"
        "c_codecs\nencode\n"
                + text("\xc3") + text("latin1") + "\x86R.");
}

void TestPickle::damaged()
{
    QFETCH(QByteArray, bytes);
    const auto document = parse(bytes.toStdString());
    SL_COMPARE_CODE(document, ErrorCode::CorruptData);
    QVERIFY(document.error().message.starts_with("file.pth: damaged ("));
}

void TestPickle::tooLarge_data()
{
    QTest::addColumn<QByteArray>("bytes");
    constexpr int kMany = 9'000'000;
    QTest::newRow("values") << QByteArray("\x80\x02") + QByteArray(kMany, ']');
    QTest::newRow("stack") << QByteArray("\x80\x02N") + QByteArray(kMany, '2');
    QTest::newRow("marks") << QByteArray("\x80\x02") + QByteArray(kMany, '(');
    QTest::newRow("memo") << QByteArray("\x80\x04N") + QByteArray(kMany, '\x94');
    // One list of 1,000 items, copied into ordered dictionaries over and over.
    QByteArray copies = "\x80\x02]q\x01(";
    for (int i = 0; i < 1000; ++i)
        copies += "NN\x86";
    copies += "e(";
    for (int i = 0; i < 10'000; ++i)
        copies += "ccollections\nOrderedDict\nh\x01\x85R";
    QTest::newRow("copies") << copies + "t.";
    QTest::newRow("encoded texts") << [] {
        std::string bytes = "\x80\x02" + text(std::string(100'000, 'a')) + "q\x01(";
        for (int i = 0; i < 1000; ++i)
            bytes += "c_codecs\nencode\nh\x01" + text("latin1") + "\x86R";
        return QByteArray::fromStdString(bytes + "t.");
    }();
}

void TestPickle::tooLarge()
{
    QFETCH(QByteArray, bytes);
    const auto document = parse(bytes.toStdString());
    QVERIFY(!document);
    QVERIFY(document.error().code == ErrorCode::TooLarge
            || document.error().message.find("without end") != std::string::npos);
}

void TestPickle::deepNestingAndCyclesAreHarmless()
{
    // A million lists in one another, built from inside out, and a list that holds itself.
    constexpr int kDepth = 1'000'000;
    std::string nested = "\x80\x02]";
    for (int i = 0; i < kDepth; ++i)
        nested += "\x85";
    QVERIFY(parse(nested + "."));
    const auto cycle = parse("\x80\x02]q\x01h\x01"
                             "a.");
    QVERIFY(cycle);
    QCOMPARE(cycle->root->items.at(0), cycle->root);
}

void TestPickle::everyTruncationIsAnError()
{
    const std::string whole = tensor(storage(24), 17, {2, 2}, {4, 1});
    QVERIFY(parse(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY2(!parse(whole.substr(0, size)), std::to_string(size).c_str());
}

QTEST_GUILESS_MAIN(TestPickle)
#include "tst_pickle.moc"
