// SPDX-License-Identifier: MIT
#include "engine/checkpoint/portable_checkpoint.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace soundlocus;

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

Checkpoint narrow()
{
    Checkpoint checkpoint;
    checkpoint.spec = modelSpecOf(ModelFamily::SslTie, 2);
    for (const auto &[name, shape] : requiredTensors(checkpoint.spec))
        checkpoint.weights[name] = constant(shape, 0.3F);
    checkpoint.weights["norm3.weight"] = constant({4}, 1);
    checkpoint.trainingState["training.optimizer.step.imgnet.bn1.bias"] = constant({}, 1);
    checkpoint.metadata["epoch"] = std::int64_t{33};
    checkpoint.metadata["training.step"] = std::int64_t{1000};
    checkpoint.metadata["training_config"] = std::string("{}");
    checkpoint.sha256 = "ab12";
    return checkpoint;
}

} // namespace

class TestPortableCheckpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// By their bits, from the tables of IEEE 754.
    void halves_data()
    {
        QTest::addColumn<float>("value");
        QTest::addColumn<int>("bits");
        QTest::newRow("zero") << 0.0F << 0x0000;
        QTest::newRow("minus zero") << -0.0F << 0x8000;
        QTest::newRow("one") << 1.0F << 0x3C00;
        QTest::newRow("minus two") << -2.0F << 0xC000;
        QTest::newRow("third") << 1.0F / 3 << 0x3555;
        QTest::newRow("largest") << 65504.0F << 0x7BFF;
        QTest::newRow("rounds to largest") << 65519.0F << 0x7BFF;
        QTest::newRow("rounds to infinity") << 65520.0F << 0x7C00;
        QTest::newRow("infinity") << std::numeric_limits<float>::infinity() << 0x7C00;
        QTest::newRow("smallest normal") << std::ldexp(1.0F, -14) << 0x0400;
        QTest::newRow("largest subnormal") << std::ldexp(1023.0F, -24) << 0x03FF;
        QTest::newRow("smallest") << std::ldexp(1.0F, -24) << 0x0001;
        QTest::newRow("tie to even below") << std::ldexp(1.0F, -25) << 0x0000;
        QTest::newRow("just above the tie") << std::ldexp(1.001F, -25) << 0x0001;
        QTest::newRow("tie to even, down") << 1 + std::ldexp(1.0F, -11) << 0x3C00;
        QTest::newRow("tie to even, up") << 1 + std::ldexp(3.0F, -11) << 0x3C02;
        QTest::newRow("carry into the exponent") << 1.9999F << 0x4000;
    }

    void halves()
    {
        QFETCH(float, value);
        QFETCH(int, bits);
        QCOMPARE(int(halfFromFloat(value)), bits);
    }

    /// Every half that is a number comes back as it was, by the reader's own conversion.
    void everyHalf()
    {
        auto all = std::make_shared<std::vector<std::uint16_t>>();
        for (int bits = 0; bits < 0x10000; ++bits)
            all->push_back(static_cast<std::uint16_t>(bits));
        StoredTensor tensor;
        tensor.dtype = DType::Float16;
        tensor.shape = {0x10000};
        tensor.bytes = std::as_bytes(std::span<const std::uint16_t>(*all));
        const std::vector<float> values = tensor.toFloat();
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i]))
                QVERIFY(std::isnan(values[i]) && (halfFromFloat(values[i]) & 0x3FF) != 0);
            else
                QCOMPARE(std::size_t{halfFromFloat(values[i])}, i);
        }
    }

    void keepsWhatTheMapNeeds()
    {
        const auto portable = portableCheckpoint(narrow(), {});
        SL_VERIFY_RESULT(portable);
        QCOMPARE(portable->weights.size(), requiredTensors(narrow().spec).size());
        QVERIFY(portable->trainingState.empty());
        QVERIFY(!portable->metadata.contains("training.step"));
        QCOMPARE(std::get<std::int64_t>(portable->metadata.at("epoch")), std::int64_t{33});
        QCOMPARE(std::get<std::string>(portable->metadata.at("converted_from_sha256")),
                 std::string("ab12"));
        for (const auto &[name, tensor] : portable->weights)
            QVERIFY(tensor.dtype == DType::Float32);
    }

    void halvesTheConvolutions()
    {
        const QTemporaryDir folder;
        const auto path = test::pathOf(folder) / "half.safetensors";
        const auto portable = portableCheckpoint(narrow(), {true});
        SL_VERIFY_RESULT(portable);
        SL_VERIFY_RESULT(writeCheckpoint(path, *portable));
        const auto back = readCheckpoint(path);
        SL_VERIFY_RESULT(back);
        SL_VERIFY_RESULT(requireLoadable(*back));
        QVERIFY(back->spec == narrow().spec);
        for (const auto &[name, tensor] : back->weights) {
            const bool isConvolution = tensor.shape.size() == 4;
            QVERIFY(tensor.dtype == (isConvolution ? DType::Float16 : DType::Float32));
            for (const float value : tensor.toFloat())
                QVERIFY(std::abs(value - 0.3F) <= (isConvolution ? 0.3F / 2048 : 0.0F));
        }
    }

    void tooLargeForHalf()
    {
        Checkpoint checkpoint = narrow();
        const auto shape = checkpoint.weights.at("imgnet.conv1.weight").shape;
        checkpoint.weights["imgnet.conv1.weight"] = constant(shape, 70000);
        SL_VERIFY_RESULT(portableCheckpoint(checkpoint, {}));
        const auto half = portableCheckpoint(checkpoint, {true});
        SL_COMPARE_CODE(half, ErrorCode::OutOfRange);
        QVERIFY(half.error().message.find("imgnet.conv1.weight") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestPortableCheckpoint)
#include "tst_portable_checkpoint.moc"
