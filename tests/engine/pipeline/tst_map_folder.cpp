// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/pipeline/map_folder.h"
#include "engine/pipeline/npy_reader.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;

namespace {

/// A .npy file as NumPy writes it: magic, version, header padded to 64 bytes, data.
std::string npy(const std::string &type,
                const std::string &shape,
                const std::string &data,
                bool isFortranOrder = false,
                char version = 1)
{
    std::string header = "{'descr': '" + type + "', 'fortran_order': "
                         + (isFortranOrder ? "True" : "False") + ", 'shape': " + shape + ", }";
    const std::size_t prefix = version == 1 ? 10 : 12;
    header.append(63 - (prefix + header.size()) % 64, ' ');
    header += '\n';
    std::string text = "\x93NUMPY";
    text += version;
    text += '\0';
    text += static_cast<char>(header.size() & 0xFF);
    text += static_cast<char>(header.size() >> 8);
    if (version != 1)
        text += std::string(2, '\0');
    return text + header + data;
}

template <typename T>
std::string bytesOf(const std::vector<T> &values)
{
    return {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T)};
}

void write(const QTemporaryDir &folder, const char *name, const std::string &text)
{
    if (!writeWholeFile(test::pathOf(folder) / name, text))
        qFatal("cannot write %s", name);
}

LabelledSample sampleAt(std::optional<double> seconds)
{
    LabelledSample sample;
    sample.id = "a";
    if (seconds)
        sample.time = fromSeconds(*seconds);
    return sample;
}

std::vector<float> valuesOf(const Heatmap &map)
{
    return {map.values().begin(), map.values().end()};
}

} // namespace

class TestMapFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void types_data()
    {
        QTest::addColumn<QByteArray>("file");
        const auto add = [](const char *name, const std::string &text) {
            QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size()));
        };
        const std::string shape = "(2, 3)";
        const std::vector<float> floats{0, 1, 2, 3, 4, 5};
        add("float32", npy("<f4", shape, bytesOf(floats)));
        add("version 2", npy("<f4", shape, bytesOf(floats), false, 2));
        add("float64", npy("<f8", shape, bytesOf<double>({0, 1, 2, 3, 4, 5})));
        add("float16",
            npy("<f2", shape, bytesOf<std::uint16_t>({0, 0x3C00, 0x4000, 0x4200, 0x4400, 0x4500})));
        add("uint8", npy("|u1", shape, bytesOf<std::uint8_t>({0, 1, 2, 3, 4, 5})));
        add("int64", npy("<i8", shape, bytesOf<std::int64_t>({0, 1, 2, 3, 4, 5})));
        add("big endian", npy(">i2", shape, std::string("\0\0\0\1\0\2\0\3\0\4\0\5", 12)));
        add("Fortran order", npy("<f4", shape, bytesOf<float>({0, 3, 1, 4, 2, 5}), true));
        add("one frame", npy("<f4", "(1, 2, 3)", bytesOf(floats)));
        add("trailing bytes", npy("<f4", shape, bytesOf(floats) + "more"));
    }

    void types()
    {
        QFETCH(QByteArray, file);
        const QTemporaryDir folder;
        write(folder, "a.npy", file.toStdString());
        const auto map = readSampleMap(test::pathOf(folder), sampleAt({}));
        SL_VERIFY_RESULT(map);
        QVERIFY(map->size() == (Size{3, 2}));
        QVERIFY(valuesOf(*map) == (std::vector<float>{0, 1, 2, 3, 4, 5}));
    }

    void halfPrecision()
    {
        const QTemporaryDir folder;
        write(folder,
              "a.npy",
              npy("<f2", "(1, 4)", bytesOf<std::uint16_t>({0xBC00, 0x0001, 0x3555, 0x7C00})));
        const auto reader = NpyReader::open(test::pathOf(folder) / "a.npy");
        SL_VERIFY_RESULT(reader);
        const auto values = reader->readAll();
        SL_VERIFY_RESULT(values);
        QCOMPARE((*values)[0], -1.0F);
        QCOMPARE((*values)[1], std::ldexp(1.0F, -24));
        QCOMPARE((*values)[2], 0.333251953125F);
        QVERIFY(std::isinf((*values)[3]));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("code");
        const auto add = [](const char *name, const std::string &text, ErrorCode code) {
            QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size()))
                                << static_cast<int>(code);
        };
        const std::string four = bytesOf<float>({0, 1, 2, 3});
        add("empty", "", ErrorCode::EmptyFile);
        add("text", "this is no array of numbers", ErrorCode::UnsupportedFormat);
        add("short", "\x93NUMPY", ErrorCode::UnsupportedFormat);
        add("objects", npy("|O", "(2, 2)", four), ErrorCode::UnsupportedFormat);
        add("complex", npy("<c8", "(1, 2)", four), ErrorCode::UnsupportedFormat);
        add("truncated", npy("<f4", "(2, 3)", four), ErrorCode::CorruptData);
        add("negative", npy("<f4", "(-2, 3)", four), ErrorCode::CorruptData);
        add("overflow",
            npy("<f4", "(4611686018427387904, 4611686018427387904)", four),
            ErrorCode::CorruptData);
        add("header cut", npy("<f4", "(2, 2)", four).substr(0, 40), ErrorCode::CorruptData);
        add("one axis", npy("<f4", "(4,)", four), ErrorCode::CorruptData);
        add("no axis", npy("<f4", "()", four), ErrorCode::CorruptData);
        add("four axes", npy("<f4", "(1, 1, 2, 2)", four), ErrorCode::CorruptData);
        add("no pixels", npy("<f4", "(0, 2)", ""), ErrorCode::CorruptData);
        add("no frames", npy("<f4", "(0, 2, 2)", ""), ErrorCode::CorruptData);
        add("several frames, no times", npy("<f4", "(2, 1, 2)", four), ErrorCode::NotFound);
        add("not a number",
            npy("<f4", "(1, 2)", bytesOf<float>({0, std::nanf("")})),
            ErrorCode::NotFinite);
        add("infinite", npy("<f4", "(1, 1)", bytesOf<float>({HUGE_VALF})), ErrorCode::NotFinite);
    }

    void refused()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, code);
        const QTemporaryDir folder;
        write(folder, "a.npy", file.toStdString());
        const auto map = readSampleMap(test::pathOf(folder), sampleAt({}));
        QVERIFY(!map);
        QCOMPARE(static_cast<int>(map.error().code), code);
        QVERIFY(map.error().message.find("a.npy") != std::string::npos);
    }

    void missing()
    {
        const auto map = readSampleMap("/nonexistent", sampleAt({}));
        QVERIFY(!map && map.error().code == ErrorCode::NotFound);
    }

    void mapOfAVideo_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<float>("expected");
        QTest::newRow("before the first") << -0.4 << 0.0F;
        QTest::newRow("exact") << 0.5 << 2.0F;
        QTest::newRow("rounded to a millisecond") << 0.4996 << 2.0F;
        QTest::newRow("between") << 0.99 << 2.0F;
        QTest::newRow("behind the last") << 1.4 << 4.0F;
    }

    void mapOfAVideo()
    {
        QFETCH(double, seconds);
        QFETCH(float, expected);
        for (const bool isFortranOrder : {false, true}) {
            for (const char *times :
                 {R"({"times_s": [0, 0.5, 1.0], "region": [0, 0, 1, 1]})", "[0, 0.5, 1.0]"}) {
                const QTemporaryDir folder;
                write(folder, "a.json", times);
                write(folder,
                      "a.npy",
                      npy("<f4",
                          "(3, 1, 2)",
                          bytesOf<float>(isFortranOrder ? std::vector<float>{0, 2, 4, 1, 3, 5}
                                                        : std::vector<float>{0, 1, 2, 3, 4, 5}),
                          isFortranOrder));
                const auto map = readSampleMap(test::pathOf(folder), sampleAt(seconds));
                SL_VERIFY_RESULT(map);
                QVERIFY(valuesOf(*map) == (std::vector<float>{expected, expected + 1}));
            }
        }
    }

    void timeOutside_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QByteArray>("times");
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("long before") << -1.0 << QByteArray("[0, 0.5, 1]") << true;
        QTest::newRow("long behind") << 9.0 << QByteArray("[0, 0.5, 1]") << true;
        // One distance of the maps is no fault: every 50th frame may be localised.
        QTest::newRow("one distance behind") << 5.9 << QByteArray("[0, 2, 4]") << false;
        QTest::newRow("more than a distance") << 6.1 << QByteArray("[0, 2, 4]") << true;
    }

    void timeOutside()
    {
        QFETCH(double, seconds);
        QFETCH(QByteArray, times);
        QFETCH(bool, isRefused);
        const QTemporaryDir folder;
        write(folder, "a.json", times.toStdString());
        write(folder, "a.npy", npy("<f4", "(3, 1, 1)", bytesOf<float>({0, 1, 2})));
        const auto map = readSampleMap(test::pathOf(folder), sampleAt(seconds));
        QCOMPARE(map.has_value(), !isRefused);
        if (isRefused)
            SL_COMPARE_CODE(map, ErrorCode::OutOfRange);
    }

    void saysWhatSeveralMapsNeed()
    {
        const QTemporaryDir folder;
        const auto messageOf = [&folder](const char *shape, std::optional<double> seconds) {
            write(folder, "a.npy", npy("<f4", shape, bytesOf(std::vector<float>(48))));
            const auto map = readSampleMap(test::pathOf(folder), sampleAt(seconds));
            return map ? std::string() : map.error().message;
        };
        const auto has = [](const std::string &message, const char *text) {
            return message.find(text) != std::string::npos;
        };
        const std::string noTimes = messageOf("(3, 4, 4)", 1);
        QVERIFY2(has(noTimes, "holds 3 maps of 4 x 4") && has(noTimes, R"(a.json)")
                         && has(noTimes, R"({"times_s": [...]})"),
                 noTimes.c_str());
        const std::string picture = messageOf("(4, 4, 3)", 1);
        QVERIFY2(has(picture, "is it [h, w, channels]?"), picture.c_str());
        write(folder, "a.json", "[0, 1, 2]");
        const std::string noTime = messageOf("(3, 4, 4)", {});
        QVERIFY2(has(noTime, "'a' has no time_s") && has(noTime, "fill"), noTime.c_str());
    }

    void badTimes_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("too few") << QByteArray("[0, 1]");
        QTest::newRow("no JSON") << QByteArray("0, 1, 2");
        QTest::newRow("words") << QByteArray("[0, 1, \"2\"]");
        QTest::newRow("other object") << QByteArray("{\"pts\": [0, 1, 2]}");
        QTest::newRow("not in order") << QByteArray("[0, 2, 1]");
        QTest::newRow("too large") << QByteArray("[0, 1, 1e300]");
    }

    void badTimes()
    {
        QFETCH(QByteArray, json);
        const QTemporaryDir folder;
        write(folder, "a.json", json.toStdString());
        write(folder, "a.npy", npy("<f4", "(3, 1, 1)", bytesOf<float>({0, 1, 2})));
        const auto map = readSampleMap(test::pathOf(folder), sampleAt(1));
        QVERIFY(!map && map.error().code == ErrorCode::CorruptData);
        QVERIFY(map.error().message.find("a.json") != std::string::npos);
        QVERIFY(map.error().message.find("; ") != std::string::npos
                || map.error().message.find("should hold") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestMapFolder)
#include "tst_map_folder.moc"
