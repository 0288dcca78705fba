// SPDX-License-Identifier: MIT
#include "engine/pipeline/sample_loader.h"
#include "tests/engine/pipeline/stub_localizer.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

constexpr MediaTime kLimit = std::chrono::minutes(2);

std::shared_ptr<const test::StubLocalizer> localizerFor(double seconds)
{
    auto localizer = std::make_shared<test::StubLocalizer>();
    localizer->model.audio.seconds = seconds;
    localizer->model.audio.sampleRateHz = 16000;
    return localizer;
}

LabelledSample rowAt(const fs::path &video, double seconds)
{
    LabelledSample sample;
    sample.id = std::to_string(seconds);
    sample.video = video;
    sample.time = fromSeconds(seconds);
    return sample;
}

} // namespace

class TestSampleLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_video = test::pathOf(m_folder) / "v.mkv";
        test::VideoFixture fixture;
        fixture.frames = 150;
        fixture.soundSeconds = 6;
        SL_VERIFY_RESULT(test::writeVideo(m_video, fixture));
    }

    /// Of a sound longer than the network takes: as much around the picture, within the sound.
    void longSound()
    {
        SampleLoader loader(localizerFor(2), FitMode::Squash, std::nullopt, kLimit);
        for (const auto &[time, begin] : std::vector<std::pair<double, double>>{
                     {0, 0}, {0.6, 0}, {3, 2}, {4.5, 3.5}, {5.9, 4}}) {
            const auto loaded = loader.load(rowAt(m_video, time), {});
            SL_VERIFY_RESULT(loaded);
            QVERIFY(loaded->sound.has_value());
            QVERIFY(std::abs(toSeconds(loaded->sound->start()) - begin) < 0.05);
            QVERIFY(std::abs(toSeconds(loaded->sound->duration()) - 2) < 0.001);
        }
    }

    /// All of it where the network takes it all, and then once for all rows.
    void shortSound()
    {
        SampleLoader loader(localizerFor(5.8), FitMode::Squash, std::nullopt, kLimit);
        const auto first = loader.load(rowAt(m_video, 1), {});
        SL_VERIFY_RESULT(first);
        QVERIFY(std::abs(toSeconds(first->sound->duration()) - 6) < 0.05);
        const auto second = loader.load(rowAt(m_video, 5), {});
        SL_VERIFY_RESULT(second);
        QVERIFY(!second->sound.has_value());
        QCOMPARE(second->soundKey, first->soundKey);
    }

    /// A window that was asked for is centred, also where there is nothing.
    void window()
    {
        SampleLoader loader(localizerFor(2), FitMode::Squash, std::chrono::seconds(1), kLimit);
        const auto loaded = loader.load(rowAt(m_video, 3), {});
        SL_VERIFY_RESULT(loaded);
        QVERIFY(std::abs(toSeconds(loaded->sound->start()) - 2.5) < 0.05);
        QVERIFY(std::abs(toSeconds(loaded->sound->duration()) - 1) < 0.001);
    }

    /// Of one longer than what the network hears the part around the picture.
    void longWindow()
    {
        SampleLoader loader(localizerFor(2), FitMode::Squash, std::chrono::seconds(4), kLimit);
        for (const auto &[time, begin, length] :
             std::vector<std::tuple<double, double, double>>{{0.5, 0, 1.5}, {3, 2, 2}}) {
            const auto loaded = loader.load(rowAt(m_video, time), {});
            SL_VERIFY_RESULT(loaded);
            QVERIFY(std::abs(toSeconds(loaded->sound->start()) - begin) < 0.05);
            QVERIFY(std::abs(toSeconds(loaded->sound->duration()) - length) < 0.05);
        }
    }

    void timeOutside()
    {
        SampleLoader loader(localizerFor(2), FitMode::Squash, std::nullopt, kLimit);
        for (const double time : {-0.4, 6.4})
            SL_VERIFY_RESULT(loader.load(rowAt(m_video, time), {}));
        for (const double time : {-0.6, -5.0, 6.6, 100.0})
            SL_COMPARE_CODE(loader.load(rowAt(m_video, time), {}), ErrorCode::OutOfRange);
    }

private:
    QTemporaryDir m_folder;
    fs::path m_video;
};

QTEST_GUILESS_MAIN(TestSampleLoader)
#include "tst_sample_loader.moc"
