// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/training/training_session.h"
#include "tests/engine/training/fake_source.h"
#include "tests/engine/training/small_net.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

/// Pictures of a coloured square, each colour with a tone of its own; learnable in seconds.
class SquaresSource final : public SampleSource
{
public:
    explicit SquaresSource(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            TrainingItem item;
            item.sample.id = "square" + std::to_string(i);
            const double left = leftOf(i) / 64.0;
            item.sample.groundTruth = GroundTruth{GroundTruthKind::Union,
                                                  {{{left, 0.3125, left + 0.375, 0.6875}}}};
            m_items.push_back(std::move(item));
        }
    }
    [[nodiscard]] std::size_t size() const override { return m_items.size(); }
    [[nodiscard]] const TrainingItem &item(std::size_t index) const override
    {
        return m_items.at(index);
    }
    [[nodiscard]] Result<TrainingSample> load(std::size_t index) const override
    {
        constexpr int kColours[4][3]{{230, 30, 30}, {30, 230, 30}, {30, 30, 230}, {230, 230, 30}};
        auto rgb = std::make_shared<std::vector<std::uint8_t>>();
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x)
                for (const int colour : kColours[index % 4]) {
                    const bool isInside = x >= leftOf(index) && x < leftOf(index) + 24 && y >= 20
                                          && y < 44;
                    rgb->push_back(static_cast<std::uint8_t>(isInside ? colour : 100));
                }
        std::vector<float> samples(4000);
        const double hertz = 300.0 * static_cast<double>(index % 4 + 1);
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = static_cast<float>(
                    0.5 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / 8000));
        return TrainingSample{Frame(rgb, {64, 64}, 192), AudioClip(std::move(samples), 8000)};
    }

private:
    static int leftOf(std::size_t index) { return static_cast<int>(index * 13 % 40); }
    std::vector<TrainingItem> m_items;
};

std::vector<std::size_t> firstOf(std::size_t count)
{
    std::vector<std::size_t> indices(count);
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

TrainingRequest requestFor(std::size_t count, int epochs)
{
    TrainingRequest request;
    TrainingConfig &config = request.config;
    config.model = test::smallModel();
    config.run.batch = 4;
    config.run.epochs = epochs;
    config.run.workers = 1;
    config.run.seed = 3;
    config.run.keptCheckpoints = 1;
    config.run.checkpointMinutes = 0;
    config.appearance.isEnabled = false;
    config.geometric.isEnabled = false;
    config.spectrogramMask.isEnabled = false;
    config.audioMix.isEnabled = false;
    config.loss.equivarianceWeight = 0;
    config.optimizer.learningRate = 2e-3;
    config.optimizer.schedule = "constant";
    request.source = std::make_shared<SquaresSource>(count);
    request.split.training = firstOf(count);
    return request;
}

RunFolder folderFor(const fs::path &path, const TrainingRequest &request)
{
    RunDescription description;
    description.config = request.config;
    auto folder = RunFolder::create(path, description);
    if (!folder)
        throw std::runtime_error(folder.error().message);
    return *std::move(folder);
}

struct Seen
{
    std::vector<double> losses;
    std::vector<TrainingValidation> validations;
    std::vector<TrainingCheckpoint> checkpoints;
    std::vector<TrainingWarning> warnings;
    int epochs = 0;

    void operator()(const TrainingEvent &event)
    {
        if (const auto *step = std::get_if<TrainingStep>(&event))
            losses.push_back(step->loss);
        else if (const auto *validation = std::get_if<TrainingValidation>(&event))
            validations.push_back(*validation);
        else if (const auto *checkpoint = std::get_if<TrainingCheckpoint>(&event))
            checkpoints.push_back(*checkpoint);
        else if (const auto *warning = std::get_if<TrainingWarning>(&event))
            warnings.push_back(*warning);
        else if (std::holds_alternative<TrainingEpoch>(event))
            ++epochs;
    }
};

} // namespace

class TestTrainingSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1);
        m_root = test::pathOf(m_folder);
    }

    /// Four clips by heart: the loss falls far below that of a guess.
    void overfits()
    {
        TrainingRequest request = requestFor(4, 120);
        request.config.stages = {{"pooled", "pooled", 0, 1.0, 1.0, 1.0}};
        RunFolder folder = folderFor(m_root / "overfit", request);
        Seen seen;
        const auto done = trainNetwork(request, folder, std::ref(seen), {});
        SL_VERIFY_RESULT(done);
        QCOMPARE(seen.losses.size(), std::size_t{120});
        const double guess = std::log(4.0);
        QVERIFY2(seen.losses.back() < 0.2 * guess, qPrintable(QString::number(seen.losses.back())));
    }

    /// Best by the metric, kept apart; patience ends the run.
    void bestAndPatience()
    {
        TrainingRequest request = requestFor(8, 50);
        request.split.validation = {0, 1, 2, 3};
        request.config.validation.metric = "loss";
        request.config.validation.patience = 2;
        request.config.optimizer.learningRate = 0.5; // gets worse soon
        RunFolder folder = folderFor(m_root / "patience", request);
        Seen seen;
        const auto done = trainNetwork(request, folder, std::ref(seen), {});
        SL_VERIFY_RESULT(done);
        QCOMPARE(done->reason, std::string("patience"));
        QCOMPARE(done->metric, std::string("loss"));
        double best = std::numeric_limits<double>::infinity();
        std::size_t bestIndex = 0;
        for (std::size_t i = 0; i < seen.validations.size(); ++i) {
            QCOMPARE(seen.checkpoints[i].isBest, *seen.validations[i].loss < best);
            if (*seen.validations[i].loss < best) {
                best = *seen.validations[i].loss;
                bestIndex = i;
            }
        }
        QCOMPARE(seen.validations.size(), bestIndex + 3);
        QCOMPARE(*done->bestValue, best);
        QVERIFY(fs::exists(folder.bestCheckpoint()));
        // Taken up again it is still over.
        request.isResuming = true;
        Seen again;
        const auto resumed = trainNetwork(request, folder, std::ref(again), {});
        SL_VERIFY_RESULT(resumed);
        QCOMPARE(resumed->reason, std::string("patience"));
        QVERIFY(again.losses.empty());
        QCOMPARE(*resumed->bestValue, best);
    }

    void maxSteps()
    {
        TrainingRequest request = requestFor(12, 5);
        request.config.run.maxSteps = 4;
        RunFolder folder = folderFor(m_root / "max", request);
        Seen seen;
        const auto done = trainNetwork(request, folder, std::ref(seen), {});
        SL_VERIFY_RESULT(done);
        QCOMPARE(done->reason, std::string("max_steps"));
        QCOMPARE(seen.losses.size(), std::size_t{4});
        QCOMPARE(seen.epochs, 1);
    }

    /// Stopped before every step in turn and gone on with: one epoch event each, the same weights.
    void stoppedEverywhere()
    {
        TrainingRequest request = requestFor(8, 3);
        request.split.validation = {0, 1, 2, 3};
        RunFolder whole = folderFor(m_root / "whole", request);
        SL_VERIFY_RESULT(trainNetwork(request, whole, [](const TrainingEvent &) {}, {}));
        RunFolder parts = folderFor(m_root / "parts", request);
        Seen seen;
        std::string reason;
        for (int start = 0; start < 20 && reason != "finished"; ++start) {
            std::stop_source stop;
            const auto done = trainNetwork(
                    request,
                    parts,
                    [&](const TrainingEvent &event) {
                        seen(event);
                        if (std::holds_alternative<TrainingStep>(event))
                            stop.request_stop();
                    },
                    stop.get_token());
            SL_VERIFY_RESULT(done);
            reason = done->reason;
            request.isResuming = true;
        }
        QCOMPARE(reason, std::string("finished"));
        QCOMPARE(seen.losses.size(), std::size_t{6});
        QCOMPARE(seen.epochs, 3);
        QCOMPARE(seen.validations.size(), std::size_t{3});
        const auto expected = readCheckpoint(whole.lastCheckpoint());
        const auto found = readCheckpoint(parts.lastCheckpoint());
        SL_VERIFY_RESULT(expected);
        SL_VERIFY_RESULT(found);
        for (const auto &[name, tensor] : expected->weights)
            QVERIFY2(std::ranges::equal(tensor.bytes, found->weights.at(name).bytes), name.c_str());
        QCOMPARE(std::get<double>(found->metadata.at("training.best")),
                 std::get<double>(expected->metadata.at("training.best")));
    }

    /// A metric of boxes without boxes: a warning, and the loss decides.
    void metricWithoutBoxes()
    {
        TrainingRequest request = requestFor(8, 1);
        test::FakeSource::Options options;
        options.count = 8;
        request.source = std::make_shared<test::FakeSource>(options);
        request.split.validation = {1, 3, 5, 7};
        request.config.validation.metric = "pointing";
        RunFolder folder = folderFor(m_root / "boxless", request);
        Seen seen;
        const auto done = trainNetwork(request, folder, std::ref(seen), {});
        SL_VERIFY_RESULT(done);
        QCOMPARE(seen.warnings.size(), std::size_t{1});
        QCOMPARE(done->metric, std::string("loss"));
    }

    void tooFewSamples()
    {
        const TrainingRequest request = requestFor(3, 1);
        RunFolder folder = folderFor(m_root / "few", request);
        int failures = 0;
        const auto done = trainNetwork(request,
                                       folder,
                                       [&failures](const TrainingEvent &event) {
                                           failures += std::holds_alternative<TrainingFailed>(event)
                                                               ? 1
                                                               : 0;
                                       },
                                       {});
        SL_COMPARE_CODE(done, ErrorCode::InvalidArgument);
        QCOMPARE(failures, 1);
    }

private:
    const QTemporaryDir m_folder;
    fs::path m_root;
};

QTEST_GUILESS_MAIN(TestTrainingSession)
#include "tst_training_session.moc"
