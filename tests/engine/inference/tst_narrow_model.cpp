// SPDX-License-Identifier: MIT
#include "engine/inference/self_test.h"
#include "engine/inference/torch_localizer.h"
#include "tests/support/test_paths.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>
#include <numbers>

using namespace soundlocus;

/// A model of our own: narrow, with its own picture side and its own sound, as the demo model of
/// issue 4.
class TestNarrowModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mapEqualsPlainModules_data();
    void mapEqualsPlainModules();
    void mapFollowsTheFit_data();
    void mapFollowsTheFit();

private:
    Frame m_picture;
    AudioClip m_sound;
};

namespace {

Checkpoint narrowCheckpoint(DType dtype)
{
    Checkpoint checkpoint = selfTestCheckpoint();
    checkpoint.spec.imageSide = 112;
    AudioInputSpec &audio = checkpoint.spec.audio;
    audio.sampleRateHz = 16000;
    audio.seconds = 2;
    audio.mel.hopLength = 320;
    audio.mel.nMels = 64;
    audio.mel.offset = 60;
    audio.mel.divisor = 30;
    if (dtype == DType::Float32)
        return checkpoint;
    for (auto &[name, tensor] : checkpoint.weights) {
        const auto values = std::make_shared<const std::vector<float>>(tensor.toFloat());
        const auto half = std::make_shared<const at::Tensor>(
                at::from_blob(const_cast<float *>(values->data()), tensor.shape, at::kFloat)
                        .to(at::kHalf)
                        .contiguous());
        tensor.dtype = DType::Float16;
        tensor.bytes = {static_cast<const std::byte *>(half->const_data_ptr()),
                        static_cast<std::size_t>(half->nbytes())};
        tensor.owner = half;
    }
    return checkpoint;
}

at::Tensor unit(const at::Tensor &vectors)
{
    return vectors / vectors.norm(2, {1}, /*keepdim=*/true);
}

/// The map as the reference's layers give it, one by one: trunks, global max-pool, cosine.
at::Tensor plainMap(const Checkpoint &checkpoint, const Frame &picture, const AudioClip &sound)
{
    const torch::NoGradGuard guard;
    nn::TwoTrunkNet net(checkpoint.spec);
    nn::loadWeights(net, checkpoint);
    net->eval();
    const ImageInput image = prepareImage(picture, checkpoint.spec, FitMode::Official);
    const auto spectrogram = prepareAudio(sound, checkpoint.spec.audio, AudioCut::Window);
    const at::Tensor pixels = at::from_blob(const_cast<float *>(image.values->data()),
                                            {1, 3, image.size.height, image.size.width});
    const at::Tensor levels = at::from_blob(const_cast<float *>(spectrogram->values.data()),
                                            {1, 1, spectrogram->bins, spectrogram->frames});
    const at::Tensor places = unit(net->imgnet->forward(pixels));
    const at::Tensor vector = unit(net->audnet->forward(levels).amax({2, 3}));
    return (places * vector.view({1, -1, 1, 1})).sum(1)[0].contiguous();
}

} // namespace

void TestNarrowModel::initTestCase()
{
    constexpr Size size{640, 360};
    std::vector<std::uint8_t> bytes(std::size_t{640} * 360 * 3);
    std::uint32_t state = 5;
    // Blocks of one colour, so that something is left at 112 pixels.
    for (int y = 0; y < size.height; y += 40) {
        for (int x = 0; x < size.width; x += 40) {
            for (int c = 0; c < 3; ++c) {
                state = state * 1664525U + 1013904223U;
                for (int i = 0; i < 40 * 40; ++i)
                    bytes[static_cast<std::size_t>(((y + i / 40) * size.width + x + i % 40) * 3
                                                   + c)] = static_cast<std::uint8_t>(state >> 24U);
            }
        }
    }
    m_picture = Frame(std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)),
                      size,
                      size.width * 3);
    std::vector<float> samples(44100 * 3);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(
                0.3
                * std::sin(2 * std::numbers::pi * 300 * std::pow(1.00001, double(i)) * double(i)
                           / 44100));
    m_sound = AudioClip(std::move(samples), 44100);
    TorchThreads::set(1);
}

void TestNarrowModel::mapEqualsPlainModules_data()
{
    QTest::addColumn<DType>("dtype");
    QTest::newRow("float") << DType::Float32;
    QTest::newRow("stored as half") << DType::Float16;
}

void TestNarrowModel::mapEqualsPlainModules()
{
    QFETCH(DType, dtype);
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / "narrow.safetensors";
    const Checkpoint written = narrowCheckpoint(dtype);
    SL_VERIFY_RESULT(writeCheckpoint(path, written));
    const auto checkpoint = readCheckpoint(path);
    SL_VERIFY_RESULT(checkpoint);
    SL_VERIFY_RESULT(requireLoadable(*checkpoint));
    QVERIFY(checkpoint->spec == written.spec);
    const TorchLocalizer localizer(*checkpoint, {});
    const auto sounds = localizer.embed({&m_sound, 1}, AudioCut::Window);
    SL_VERIFY_RESULT(sounds);
    QCOMPARE(sounds->front().dim, 128);
    const auto image = localizer.prepare(m_picture, FitMode::Official);
    SL_VERIFY_RESULT(image);
    const auto maps = localizer.localize({&*image, 1}, *sounds);
    SL_VERIFY_RESULT(maps);
    QCOMPARE(maps->front().size(), (Size{7, 7}));
    // What is stored in halves is computed in floats: the plain modules load the written values.
    const at::Tensor expected = plainMap(written, m_picture, m_sound);
    QCOMPARE(expected.numel(), std::int64_t{49});
    const auto found = maps->front().values();
    float lowest = 1;
    float highest = -1;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const float value = expected.const_data_ptr<float>()[i];
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
        QVERIFY2(std::fabs(found[i] - value) < 2e-5F,
                 qPrintable(QString("%1 instead of %2").arg(found[i]).arg(value)));
    }
    QVERIFY(highest - lowest > 1e-2F); // a map that tells places apart
}

void TestNarrowModel::mapFollowsTheFit_data()
{
    QTest::addColumn<FitMode>("mode");
    QTest::addColumn<Size>("size");
    QTest::newRow("official") << FitMode::Official << Size{7, 7};
    QTest::newRow("squash") << FitMode::Squash << Size{7, 7};
    QTest::newRow("full") << FitMode::Full << Size{12, 7};
}

void TestNarrowModel::mapFollowsTheFit()
{
    QFETCH(FitMode, mode);
    QFETCH(Size, size);
    const TorchLocalizer localizer(narrowCheckpoint(DType::Float32), {});
    const auto sounds = localizer.embed({&m_sound, 1}, AudioCut::Official);
    SL_VERIFY_RESULT(sounds);
    const auto image = localizer.prepare(m_picture, mode);
    SL_VERIFY_RESULT(image);
    const auto maps = localizer.localize({&*image, 1}, *sounds);
    SL_VERIFY_RESULT(maps);
    QCOMPARE(maps->front().size(), size);
}

QTEST_GUILESS_MAIN(TestNarrowModel)
#include "tst_narrow_model.moc"
