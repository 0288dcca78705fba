// SPDX-License-Identifier: MIT
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cstdlib>
#include <fstream>
#include <random>

using namespace soundlocus;
using test::pathOf;

namespace {

constexpr std::uint32_t kSeed = 20240611;

int iterations()
{
    const char *wanted = std::getenv("SOUNDLOCUS_MUTATIONS");
    return wanted != nullptr ? std::atoi(wanted) : 500;
}

/// Flips one to eight bytes, cuts the end, or doubles a part.
std::string mutate(std::string bytes, std::mt19937 &random)
{
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    switch (below(6)) {
    case 0:
        bytes.resize(below(bytes.size()));
        break;
    case 1: {
        const std::size_t at = below(bytes.size());
        bytes.insert(at, bytes.substr(at, below(64)));
        break;
    }
    default:
        for (std::size_t i = below(8) + 1; i > 0; --i)
            bytes[below(bytes.size())] = static_cast<char>(below(256));
    }
    return bytes;
}

} // namespace

class TestMutation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damagedFilesNeverCrash_data();
    void damagedFilesNeverCrash();
};

void TestMutation::damagedFilesNeverCrash_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"tiny_legacy_nonzip.pth",
                             "tiny_zip.pth",
                             "tiny_views.pth.tar",
                             "bad_code_on_load.pth.tar",
                             "safetensors"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// A value or an error that names the file; what was read must be readable to its last byte.
void TestMutation::damagedFilesNeverCrash()
{
    QFETCH(QString, name);
    const auto part = test::goldenPart("checkpoints");
    QVERIFY(!part.empty());
    const QTemporaryDir folder;
    const auto path = pathOf(folder) / "mutant.pth";
    std::string original;
    if (name == QLatin1String("safetensors")) {
        const auto tiny = readTensorFile(part / "tiny_zip.pth");
        SL_VERIFY_RESULT(tiny);
        SL_VERIFY_RESULT(writeSafetensors(path, tiny->tensors, {{"epoch", "3"}}));
        original = readWholeFile(path, 100'000).value();
    } else {
        original = readWholeFile(part / name.toStdString(), 100'000).value();
    }
    std::mt19937 random(kSeed);
    int readable = 0;
    const int count = iterations();
    for (int i = 0; i < count; ++i) {
        const std::string bytes = mutate(original, random);
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
        const auto file = readTensorFile(path, {.withOptimizer = true});
        if (!file) {
            QVERIFY2(file.error().message.starts_with(path.string()), file.error().message.c_str());
            QVERIFY(file.error().message.find('\n') == std::string::npos);
            continue;
        }
        ++readable;
        for (const auto &[key, tensor] : file->tensors)
            QCOMPARE(tensor.toFloat().size(), static_cast<std::size_t>(tensor.elementCount()));
        (void)readCheckpoint(path);
    }
    QVERIFY2(readable < count, "no mutant was refused");
}

QTEST_GUILESS_MAIN(TestMutation)
#include "tst_mutation.moc"
