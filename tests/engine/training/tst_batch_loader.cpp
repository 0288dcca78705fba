// SPDX-License-Identifier: MIT
#include "engine/augmentation/appearance.h"
#include "engine/augmentation/audio_mix.h"
#include "engine/features/audio_input.h"
#include "engine/features/image_input.h"
#include "engine/training/batch_loader.h"
#include "engine/training/mix_plan.h"
#include "tests/engine/training/fake_source.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <thread>

using namespace soundlocus;

class TestBatchLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainBatchesAreWhatTestsSee();
    void workersChangeNothing();
    void resumesInTheMiddle();
    void brokenSamplesAreReplaced();
    void brokenSamplesNeverStopASmallList();
    void allBrokenIsAnError();
    void boxesAndSecondSoundsOnDemand();
    void secondPicturesOnDemand();
    void secondPicturesWithoutColorsAreTheFirst_data();
    void secondPicturesWithoutColorsAreTheFirst();
    void mixesByPlan();
    void processesTogetherAreOne();
    void oneRateForAll();
    void fewerThanABatchIsRefused();
    void stopEndsQuickly();
};

namespace {

using Batches = std::vector<TrainingBatch>;

BatchLoaderOptions optionsFor(test::FakeSource::Options source, int batch = 4)
{
    BatchLoaderOptions options;
    options.indices.resize(source.count);
    std::iota(options.indices.begin(), options.indices.end(), std::size_t{0});
    options.source = std::make_shared<test::FakeSource>(std::move(source));
    options.config.run.batch = batch;
    options.config.run.workers = 2;
    options.model.imageSide = 32;
    options.model.audio.seconds = 1.0;
    options.model.audio.sampleRateHz = 8000;
    options.model.audio.mel.nMels = 40;
    return options;
}

BatchLoaderOptions plain(BatchLoaderOptions options)
{
    options.config.appearance.isEnabled = false;
    options.config.spectrogramMask.isEnabled = false;
    return options;
}

Result<Batches> readAll(const BatchLoaderOptions &options, EpochStart start = {})
{
    const auto loader = BatchLoader::create(options);
    if (!loader)
        return Unexpected(loader.error());
    if (const auto started = (*loader)->start(std::move(start)); !started)
        return Unexpected(started.error());
    Batches batches;
    for (;;) {
        auto batch = (*loader)->next();
        if (!batch)
            return Unexpected(batch.error());
        if (!*batch)
            return batches;
        batches.push_back(std::move(**batch));
    }
}

bool areSame(const TrainingBatch &a, const TrainingBatch &b)
{
    return a.epoch == b.epoch && a.position == b.position && a.indices == b.indices
           && a.ids == b.ids && a.images == b.images && a.otherImages == b.otherImages
           && a.spectrograms == b.spectrograms && a.otherSpectrograms == b.otherSpectrograms
           && a.boxMasks == b.boxMasks && a.hasBoxes == b.hasBoxes && a.replaced == b.replaced;
}

bool areSame(std::span<const TrainingBatch> a, std::span<const TrainingBatch> b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto &x, const auto &y) {
        return areSame(x, y);
    });
}

BatchNeeds everything(std::int64_t)
{
    return {.hasOtherImages = true, .hasOtherSpectrograms = true, .hasBoxMasks = true};
}

} // namespace

void TestBatchLoader::plainBatchesAreWhatTestsSee()
{
    const auto options = plain(optionsFor({.count = 9}));
    const auto batches = readAll(options);
    SL_VERIFY_RESULT(batches);
    QCOMPARE(batches->size(), std::size_t{2});
    for (const TrainingBatch &batch : *batches) {
        QCOMPARE(batch.size(), std::size_t{4});
        QCOMPARE(batch.bins, 40);
        QCOMPARE(batch.images.size(), std::size_t{4 * 3 * 32 * 32});
        QVERIFY(batch.otherSpectrograms.empty() && batch.boxMasks.empty());
        for (std::size_t i = 0; i < 4; ++i) {
            const auto sample = options.source->load(batch.indices[i]);
            const auto image = prepareImage(sample->frame, options.model, FitMode::Official);
            const auto sound = prepareAudio(sample->sound, options.model.audio, AudioCut::Official);
            SL_VERIFY_RESULT(sound);
            QCOMPARE(sound->frames, batch.columns);
            QVERIFY(std::equal(image.values->begin(),
                               image.values->end(),
                               batch.images.begin()
                                       + static_cast<std::ptrdiff_t>(i * image.values->size())));
            QVERIFY(std::equal(sound->values.begin(),
                               sound->values.end(),
                               batch.spectrograms.begin()
                                       + static_cast<std::ptrdiff_t>(i * sound->values.size())));
            QCOMPARE(batch.ids[i], options.source->item(batch.indices[i]).sample.id);
        }
    }
}

void TestBatchLoader::workersChangeNothing()
{
    auto options = optionsFor({.count = 30, .broken = {3, 17}});
    options.config.audioJitter.isEnabled = true;
    options.config.run.workers = 1;
    options.config.run.queuedBatches = 1;
    const auto one = readAll(options, {.epoch = 2, .needs = everything});
    options.config.run.workers = 4;
    options.config.run.queuedBatches = 3;
    const auto four = readAll(options, {.epoch = 2, .needs = everything});
    SL_VERIFY_RESULT(one);
    SL_VERIFY_RESULT(four);
    QCOMPARE(one->size(), std::size_t{7});
    QVERIFY(areSame(*one, *four));
    const auto other = readAll(options, {.epoch = 3, .needs = everything});
    QVERIFY(!areSame(*one, *other));
}

void TestBatchLoader::resumesInTheMiddle()
{
    auto options = optionsFor({.count = 30, .broken = {5}});
    options.config.audioJitter.isEnabled = true;
    options.config.run.isClassUnique = true;
    const auto whole = readAll(options, {.epoch = 1, .needs = everything});
    const auto rest = readAll(options, {.epoch = 1, .firstBatch = 3, .needs = everything});
    SL_VERIFY_RESULT(whole);
    SL_VERIFY_RESULT(rest);
    QCOMPARE(rest->size(), whole->size() - 3);
    QVERIFY(areSame(std::span(*whole).subspan(3), *rest));
}

void TestBatchLoader::brokenSamplesAreReplaced()
{
    const auto options = plain(optionsFor({.count = 21, .broken = {0, 7, 14, 19}}, 5));
    const auto loader = BatchLoader::create(options);
    SL_VERIFY_RESULT(loader);
    int replaced = 0;
    for (int epoch = 1; epoch <= 3; ++epoch) {
        SL_VERIFY_RESULT((*loader)->start({.epoch = epoch}));
        for (int i = 0; i < 4; ++i) {
            const auto batch = (*loader)->next();
            SL_VERIFY_RESULT(batch);
            QVERIFY(batch->has_value());
            replaced += (*batch)->replaced;
            std::set<std::size_t> indices;
            for (const std::size_t index : (*batch)->indices) {
                QVERIFY(index != 0 && index != 7 && index != 14 && index != 19);
                indices.insert(index);
            }
            QCOMPARE(indices.size(), std::size_t{5});
        }
    }
    const auto statistics = (*loader)->statistics();
    QCOMPARE(static_cast<int>(statistics.replaced), replaced);
    QVERIFY(replaced >= 9); // four in each epoch but for the one sample that is dropped
    QCOMPARE(statistics.broken.size(), std::size_t{4});
    for (const std::string &broken : statistics.broken)
        QVERIFY(broken.starts_with("sample") && broken.find(": ") != std::string::npos);
}

void TestBatchLoader::brokenSamplesNeverStopASmallList()
{
    const auto batches = readAll(plain(optionsFor({.count = 4, .broken = {2, 3}})));
    SL_VERIFY_RESULT(batches);
    QCOMPARE(batches->size(), std::size_t{1});
    QCOMPARE(batches->front().replaced, 2);
    const auto &indices = batches->front().indices;
    QCOMPARE(std::count(indices.begin(), indices.end(), std::size_t{0}), 2);
    QCOMPARE(std::count(indices.begin(), indices.end(), std::size_t{1}), 2);
}

void TestBatchLoader::allBrokenIsAnError()
{
    auto options = plain(optionsFor({.count = 6, .broken = {0, 1, 2, 3, 4, 5}}));
    SL_COMPARE_CODE(readAll(options), ErrorCode::CorruptData);
    options.model.audio.sampleRateHz = 0;
    SL_COMPARE_CODE(BatchLoader::create(options), ErrorCode::CorruptData);
}

void TestBatchLoader::boxesAndSecondSoundsOnDemand()
{
    const auto options = plain(optionsFor({.count = 8, .size = {32, 32}}));
    const auto batches = readAll(options, {.needs = [](std::int64_t position) {
                                     return position == 1 ? everything(position) : BatchNeeds{};
                                 }});
    SL_VERIFY_RESULT(batches);
    const TrainingBatch &without = batches->at(0);
    const TrainingBatch &with = batches->at(1);
    QVERIFY(without.otherSpectrograms.empty() && without.boxMasks.empty());
    QCOMPARE(with.otherSpectrograms, with.spectrograms); // no jitter
    QCOMPARE(with.boxMasks.size(), std::size_t{4 * 2 * 2});
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(with.hasBoxes[i] != 0, with.indices[i] % 2 == 0);
        for (std::size_t cell = 0; cell < 4; ++cell) // a quarter of each of the four cells
            QCOMPARE(with.boxMasks[i * 4 + cell], with.hasBoxes[i] != 0 ? 0.25F : 0.0F);
    }
}

/// A second look of the same part, from a key of its own (11, which resumed runs rely on); the
/// first is what it is without it.
void TestBatchLoader::secondPicturesOnDemand()
{
    const auto options = optionsFor({.count = 8});
    const auto shared = readAll(options, {.epoch = 3});
    const auto batches = readAll(options, {.epoch = 3, .needs = everything});
    SL_VERIFY_RESULT(shared);
    SL_VERIFY_RESULT(batches);
    const AppearanceConfig &look = options.config.appearance;
    for (std::uint64_t b = 0; b < 2; ++b) {
        const TrainingBatch &batch = batches->at(b);
        QVERIFY(shared->at(b).otherImages.empty());
        QCOMPARE(batch.images, shared->at(b).images);
        QCOMPARE(batch.spectrograms, shared->at(b).spectrograms);
        QVERIFY(batch.otherImages != batch.images);
        QVERIFY(batch.otherSpectrograms != batch.spectrograms);
        std::vector<float> expected;
        for (std::uint64_t slot = 0; slot < 4; ++slot) {
            const Frame frame = options.source->load(batch.indices[slot])->frame;
            RandomStream first({options.config.run.seed, 2, 3, b, slot});
            RandomStream second({options.config.run.seed, 11, 3, b, slot});
            const auto draw = drawOtherLook(
                    drawAppearance(frame.size(), look, first), frame.size(), look, second);
            const auto planes = normalizedPlanes(applyAppearance(frame, look, 32, draw).frame);
            expected.insert(expected.end(), planes.begin(), planes.end());
        }
        QCOMPARE(batch.otherImages, expected);
    }
}

void TestBatchLoader::secondPicturesWithoutColorsAreTheFirst_data()
{
    QTest::addColumn<QString>("settings");
    QTest::newRow("no appearance") << R"({"appearance.enabled": false})";
    QTest::newRow("crop and flip only") << R"({"appearance.order": ["crop", "flip"]})";
    QTest::newRow("probabilities 0") << R"({"appearance": {
        "jitter_probability": 0, "gray_probability": 0, "blur_probability": 0}})";
    QTest::newRow("always gray") << R"({"appearance": {
        "order": ["crop", "gray", "flip"], "gray_probability": 1}})";
}

void TestBatchLoader::secondPicturesWithoutColorsAreTheFirst()
{
    QFETCH(QString, settings);
    auto options = optionsFor({.count = 8});
    SL_VERIFY_RESULT(applyJson(options.config, settings.toStdString()));
    options.config.spectrogramMask.probability = 0;
    const auto batches = readAll(options, {.needs = everything});
    SL_VERIFY_RESULT(batches);
    for (const TrainingBatch &batch : *batches) {
        QCOMPARE(batch.otherImages, batch.images);
        QCOMPARE(batch.otherSpectrograms, batch.spectrograms);
    }
}

void TestBatchLoader::mixesByPlan()
{
    auto options = plain(optionsFor({.count = 8, .broken = {5}}));
    options.config.audioMix.probabilityBase = 1.0;
    MixPlan plan;
    for (std::size_t row = 0; row < 8; ++row)
        plan.partners.push_back(row ^ 1U);
    const EpochStart start{.epoch = 10, .mixPlan = std::make_shared<MixPlan>(plan)};
    const auto batches = readAll(options, start);
    SL_VERIFY_RESULT(batches);
    int mixtures = 0;
    for (const TrainingBatch &batch : *batches) {
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const std::size_t index = batch.indices[i];
            // The partner of sample 4 is broken: it stays as it is.
            const bool isMixed = (index ^ 1U) != 5;
            const auto own = options.source->loadSound(index);
            const auto partner = options.source->loadSound(isMixed ? index ^ 1U : index);
            SL_VERIFY_RESULT(partner);
            const auto expected = mixed(*own, *partner, 0.1);
            const auto sound = prepareAudio(
                    isMixed ? *expected : *own, options.model.audio, AudioCut::Official);
            SL_VERIFY_RESULT(sound);
            QVERIFY(std::equal(sound->values.begin(),
                               sound->values.end(),
                               batch.spectrograms.begin()
                                       + static_cast<std::ptrdiff_t>(i * sound->values.size())));
            mixtures += isMixed ? 1 : 0;
        }
    }
    QVERIFY(mixtures > 4);
    // Before the curriculum begins the plan is not used.
    options.config.audioMix.startEpoch = 11;
    const auto before = readAll(options, start);
    SL_VERIFY_RESULT(before);
    QVERIFY(before->front().spectrograms != batches->front().spectrograms);
}

void TestBatchLoader::processesTogetherAreOne()
{
    auto options = optionsFor({.count = 20}, 6);
    const auto whole = readAll(options);
    options.config.run.batch = 3;
    options.share = {0, 2};
    const auto even = readAll(options);
    options.share = {1, 2};
    const auto odd = readAll(options);
    SL_VERIFY_RESULT(whole);
    SL_VERIFY_RESULT(odd);
    QCOMPARE(even->size(), whole->size());
    const auto pixels = static_cast<std::ptrdiff_t>(3 * 32 * 32);
    for (std::size_t b = 0; b < whole->size(); ++b) {
        for (std::ptrdiff_t slot = 0; slot < 6; ++slot) {
            const TrainingBatch &part = (slot % 2 == 0 ? *even : *odd)[b];
            const auto ours = part.images.begin() + slot / 2 * pixels;
            QVERIFY(std::equal(ours, ours + pixels, (*whole)[b].images.begin() + slot * pixels));
        }
    }
}

void TestBatchLoader::oneRateForAll()
{
    auto options = plain(optionsFor({.count = 8, .ratesHz = {16000, 8000, 11025}}));
    options.model.audio.sampleRateHz = 0;
    const auto loader = BatchLoader::create(options);
    SL_VERIFY_RESULT(loader);
    QCOMPARE((*loader)->model().audio.sampleRateHz, 16000);
    const auto batches = readAll(options);
    SL_VERIFY_RESULT(batches);
    QCOMPARE(batches->front().columns, 1 + 16000 / 239);
}

void TestBatchLoader::fewerThanABatchIsRefused()
{
    SL_COMPARE_CODE(BatchLoader::create(optionsFor({.count = 3})), ErrorCode::InvalidArgument);
}

void TestBatchLoader::stopEndsQuickly()
{
    auto options = optionsFor({.count = 4000}, 400);
    const auto loader = BatchLoader::create(options);
    SL_VERIFY_RESULT(loader);
    SL_VERIFY_RESULT((*loader)->start({}));
    // A consumer that waits for its first batch is woken up with nothing.
    Result<std::optional<TrainingBatch>> batch = std::optional<TrainingBatch>();
    std::thread consumer([&] { batch = (*loader)->next(); });
    (*loader)->stop();
    consumer.join();
    SL_VERIFY_RESULT(batch);
    SL_VERIFY_RESULT((*loader)->start({}));
    const auto first = (*loader)->next();
    SL_VERIFY_RESULT(first);
    QVERIFY(first->has_value());
    QVERIFY((*loader)->statistics().waitedSeconds > 0);
}

QTEST_GUILESS_MAIN(TestBatchLoader)
#include "tst_batch_loader.moc"
