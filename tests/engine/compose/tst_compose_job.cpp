// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"
#include "engine/compose/compose_job.h"
#include "engine/compose/scene_json.h"
#include "engine/compose/source_folder.h"
#include "engine/media/audio_decoder.h"
#include "engine/media/video_decoder.h"
#include "tests/engine/compose/synthetic_source.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestComposeJob final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void twoRowsAGroupWithTheirOwnSounds();
    void offScreenSounds();
    void boxesAreWhereTheColorsAre();
    void sameSeedSameBytes();
    void classesComeUpEquallyOften();
    void kinNeverMeets();
    void faultyFiles();
    void olderScenesAreKept();
    void picturesOfOthersAreKept();
    void stopsWithoutAnyFile();
    void videosTellWhoSoundsWhere();
    void stemsAddUp();
    void sceneJsonRoundTrip();

private:
    ComposeOptions optionsFor(const std::string &name) const
    {
        ComposeOptions options;
        options.recipe = *recipeFromSource((m_root / "source").string());
        options.recipe.objects.colorGain = 0;
        options.folder = m_root / name;
        options.count = 24;
        options.seed = 11;
        return options;
    }
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

namespace {

constexpr std::size_t kClasses = 4;
constexpr double kSemitones = 2;

/// Content of all files below a folder by name.
std::map<std::string, std::string> contentOf(const fs::path &folder)
{
    std::map<std::string, std::string> files;
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), folder).string()] = *readWholeFile(entry.path(),
                                                                                1 << 30);
    }
    return files;
}

/// Names of the files that are not the same in both folders.
std::vector<std::string> differing(const fs::path &one, const fs::path &two)
{
    const auto first = contentOf(one);
    auto second = contentOf(two);
    std::vector<std::string> names;
    for (const auto &[name, bytes] : first) {
        if (const auto same = second.extract(name); !same || same.mapped() != bytes)
            names.push_back(name);
    }
    for (const auto &[name, bytes] : second)
        names.push_back(name);
    return names;
}

std::vector<Frame> picturesOf(const fs::path &path)
{
    auto decoder = VideoDecoder::open(*MediaFile::open(path));
    std::vector<Frame> frames;
    while (const auto frame = decoder->next().value())
        frames.push_back(*frame);
    return frames;
}

/// Grey levels.
double meanDifference(const Frame &one, const Frame &two)
{
    double sum = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int i = 0; i < 3 * one.width(); ++i)
            sum += std::abs(one.row(y)[i] - two.row(y)[i]);
    }
    return sum / (3.0 * one.width() * one.height());
}

std::vector<LabelledSample> rowsOf(const fs::path &folder)
{
    return readSampleTable(folder / "table.tsv").value().samples;
}

AudioClip soundOf(const fs::path &path)
{
    auto decoder = AudioDecoder::open(*MediaFile::open(path));
    return *decoder->readAll();
}

std::size_t classFrom(const std::string &label)
{
    return static_cast<std::size_t>(std::stoi(label.substr(1)));
}

BoundingBox boxOf(const LabelledSample &sample)
{
    return sample.groundTruth->annotators.at(0).at(0);
}

bool isColor(const cv::Vec3b &bgr, std::size_t type, int tolerance)
{
    const cv::Vec3b rgb = colorOf(type);
    return std::abs(bgr[0] - rgb[2]) <= tolerance && std::abs(bgr[1] - rgb[1]) <= tolerance
           && std::abs(bgr[2] - rgb[0]) <= tolerance;
}

} // namespace

void TestComposeJob::initTestCase()
{
    writeSource(m_root / "source", kClasses);
}

void TestComposeJob::twoRowsAGroupWithTheirOwnSounds()
{
    const auto report = composePictures(optionsFor("rows"));
    SL_VERIFY_RESULT(report);
    QCOMPARE(report->scenes, std::int64_t(24));
    QCOMPARE(report->rows, std::int64_t(48));
    const auto table = readSampleTable(m_root / "rows/table.tsv");
    SL_VERIFY_RESULT(table);
    QVERIFY(table->warnings.empty());
    QCOMPARE(table->samples.size(), std::size_t(48));
    std::map<std::string, std::vector<LabelledSample>> groups;
    for (const LabelledSample &sample : table->samples) {
        groups[sample.group].push_back(sample);
        const AudioClip sound = soundOf(sample.sound);
        QCOMPARE(sound.sampleRateHz(), 16000);
        QCOMPARE(sound.sampleCount(), std::size_t(40000));
        QCOMPARE(classHeard(sound.samples(), 16000, kClasses, kSemitones), classFrom(sample.label));
    }
    QCOMPARE(groups.size(), std::size_t(24));
    for (const auto &[name, rows] : groups) {
        QCOMPARE(rows.size(), std::size_t(2));
        QVERIFY(rows[0].picture == rows[1].picture);
        QVERIFY(rows[0].label != rows[1].label && rows[0].sound != rows[1].sound);
        QVERIFY(boxOf(rows[0]) != boxOf(rows[1]));
    }
}

void TestComposeJob::offScreenSounds()
{
    // Silent objects are no classes that sound off screen, so that these would move others.
    ComposeOptions inSightOnly = optionsFor("in-sight");
    inSightOnly.recipe.objects.distractors = {0, 0};
    SL_VERIFY_RESULT(composePictures(inSightOnly));
    ComposeOptions options = optionsFor("off-screen");
    options.recipe.objects.distractors = {0, 0};
    options.hasOffScreenRows = true;
    const auto report = composePictures(options);
    SL_VERIFY_RESULT(report);
    QCOMPARE(report->rows, std::int64_t(48));
    QCOMPARE(report->offScreenRows, std::int64_t(24));
    std::map<std::string, std::set<std::string>> inSight;
    for (const LabelledSample &sample : rowsOf(m_root / "off-screen"))
        inSight[sample.picture.string()].insert(sample.label);
    std::set<std::string> heard;
    const auto offScreen = readSampleTable(m_root / "off-screen/off_screen.tsv");
    SL_VERIFY_RESULT(offScreen);
    QCOMPARE(offScreen->samples.size(), std::size_t(24));
    for (const LabelledSample &sample : offScreen->samples) {
        QVERIFY(sample.groundTruth->isEmpty());
        QVERIFY(sample.id.ends_with('x') && sample.group.empty());
        QVERIFY(!inSight.at(sample.picture.string()).contains(sample.label));
        const AudioClip sound = soundOf(sample.sound);
        QCOMPARE(classHeard(sound.samples(), 16000, kClasses, kSemitones), classFrom(sample.label));
        heard.insert(sample.label);
    }
    QCOMPARE(heard.size(), kClasses);
    // The rows of what is in sight are those of the same seed without, also after a second time.
    const std::string table = *readWholeFile(m_root / "in-sight/table.tsv", 1 << 20);
    QCOMPARE(*readWholeFile(m_root / "off-screen/table.tsv", 1 << 20), table);
    options.hasOffScreenRows = false;
    options.existing = ExistingScenes::Replace;
    SL_VERIFY_RESULT(composePictures(options));
    QVERIFY(!fs::exists(m_root / "off-screen/off_screen.tsv"));
}

void TestComposeJob::boxesAreWhereTheColorsAre()
{
    ComposeOptions options = optionsFor("boxes");
    options.hasMasks = true;
    options.recipe.easyShare = 1; // no distractors of the same colours
    options.recipe.jpegQuality = 100;
    SL_VERIFY_RESULT(composePictures(options));
    const auto table = readSampleTable(m_root / "boxes/table.tsv");
    SL_VERIFY_RESULT(table);
    for (const LabelledSample &sample : table->samples) {
        const cv::Mat picture = cv::imread(sample.picture.string());
        const cv::Mat mask = cv::imread((m_root / "boxes/masks" / (sample.id + ".png")).string(),
                                        cv::IMREAD_GRAYSCALE);
        QVERIFY(picture.size() == mask.size());
        cv::Rect extent;
        int colored = 0;
        int solid = 0;
        for (int y = 0; y < mask.rows; ++y) {
            for (int x = 0; x < mask.cols; ++x) {
                if (mask.at<std::uint8_t>(y, x) == 0)
                    continue;
                extent = extent.empty() ? cv::Rect(x, y, 1, 1) : extent | cv::Rect(x, y, 1, 1);
                ++solid;
                if (isColor(picture.at<cv::Vec3b>(y, x), classFrom(sample.label), 130))
                    ++colored;
            }
        }
        // Edges are mixed with what lies behind them; JPEG blurs colours there.
        QVERIFY2(colored > 0.9 * solid, sample.id.c_str());
        const BoundingBox box = boxOf(sample);
        QCOMPARE(box.x0 * mask.cols, double(extent.x));
        QCOMPARE(box.y0 * mask.rows, double(extent.y));
        QCOMPARE(box.x1 * mask.cols, double(extent.br().x));
        QCOMPARE(box.y1 * mask.rows, double(extent.br().y));
    }
}

void TestComposeJob::sameSeedSameBytes()
{
    ComposeOptions options = optionsFor("one");
    options.threads = 1;
    SL_VERIFY_RESULT(composePictures(options));
    options.folder = m_root / "many";
    options.threads = 7;
    SL_VERIFY_RESULT(composePictures(options));
    QCOMPARE(differing(m_root / "one", m_root / "many"), std::vector<std::string>());
    options.folder = m_root / "other";
    options.seed = 12;
    SL_VERIFY_RESULT(composePictures(options));
    QVERIFY(contentOf(m_root / "one/sounds") != contentOf(m_root / "other/sounds"));

    options = optionsFor("video-one");
    options.count = 2;
    options.threads = 1;
    SL_VERIFY_RESULT(composeVideos(options, {.seconds = 2}));
    options.folder = m_root / "video-many";
    options.threads = 5;
    SL_VERIFY_RESULT(composeVideos(options, {.seconds = 2}));
    // libx264 was seen to encode the same pictures otherwise, very seldom, on a machine
    // with more threads than cores; nobody is to see that.
    for (const std::string &name : differing(m_root / "video-one", m_root / "video-many")) {
        QVERIFY2(name.ends_with(".mp4"), name.c_str());
        const auto one = picturesOf(m_root / "video-one" / name);
        const auto many = picturesOf(m_root / "video-many" / name);
        QCOMPARE(one.size(), std::size_t(50));
        QCOMPARE(many.size(), one.size());
        for (std::size_t i = 0; i < one.size(); ++i)
            QVERIFY(meanDifference(one[i], many[i]) < 3);
        QVERIFY(std::ranges::equal(soundOf(m_root / "video-one" / name).samples(),
                                   soundOf(m_root / "video-many" / name).samples()));
    }
}

void TestComposeJob::classesComeUpEquallyOften()
{
    SL_VERIFY_RESULT(composePictures(optionsFor("often")));
    std::map<std::string, int> counts;
    for (const LabelledSample &sample : rowsOf(m_root / "often"))
        ++counts[sample.label];
    for (const auto &[name, count] : counts)
        QVERIFY2(std::abs(count - 48 / int(kClasses)) <= 1, name.c_str());
}

void TestComposeJob::kinNeverMeets()
{
    ComposeOptions options = optionsFor("kin");
    options.recipe.classes[0].kin = "k";
    options.recipe.classes[1].kin = "k";
    options.count = 40;
    SL_VERIFY_RESULT(composePictures(options));
    std::map<std::string, std::set<std::string>> groups;
    for (const LabelledSample &sample : rowsOf(m_root / "kin"))
        groups[sample.group].insert(sample.label);
    for (const auto &[name, labels] : groups)
        QVERIFY(labels.size() == 2 && !(labels.contains("c0") && labels.contains("c1")));
}

void TestComposeJob::faultyFiles()
{
    ComposeOptions options = optionsFor("faulty");
    SL_VERIFY_RESULT(writeWholeFile(m_root / "broken.png", "no picture"));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "silent.wav",
                                    wavBytes(AudioClip(std::vector<float>(8000, 0.0F), 16000))));
    options.recipe.classes[0].cutouts = {assetPathFrom(m_root / "broken.png")};
    options.recipe.classes[1].sounds = {assetPathFrom(m_root / "silent.wav")};
    const auto refused = composePictures(options);
    SL_COMPARE_CODE(refused, ErrorCode::InvalidArgument);
    QVERIFY(refused.error().message.find("broken.png") != std::string::npos);
    QVERIFY(refused.error().message.find("silent.wav: is silent") != std::string::npos);
    QVERIFY(!fs::exists(m_root / "faulty/table.tsv"));

    options.faultyFiles = FaultyFiles::LeaveOut;
    const auto report = composePictures(options);
    SL_VERIFY_RESULT(report);
    QCOMPARE(report->warnings.size(), std::size_t(2));
    QCOMPARE(report->classes, std::int64_t(2));

    options.folder = m_root / "faulty2";
    options.recipe.classes[2].cutouts = options.recipe.classes[0].cutouts;
    SL_COMPARE_CODE(composePictures(options), ErrorCode::InvalidArgument);
}

void TestComposeJob::olderScenesAreKept()
{
    ComposeOptions options = optionsFor("older");
    options.count = 2;
    SL_VERIFY_RESULT(composePictures(options));
    const auto before = contentOf(options.folder);
    options.seed = 99;
    SL_COMPARE_CODE(composePictures(options), ErrorCode::NotAFile);
    QVERIFY(contentOf(options.folder) == before);
    options.existing = ExistingScenes::Replace;
    SL_VERIFY_RESULT(composePictures(options));
    QVERIFY(contentOf(options.folder) != before);
    QCOMPARE(rowsOf(options.folder).size(), std::size_t(4));
}

/// Pictures that nobody composed are nobody's to replace.
void TestComposeJob::picturesOfOthersAreKept()
{
    ComposeOptions options = optionsFor("mine");
    options.count = 2;
    options.existing = ExistingScenes::Replace;
    SL_VERIFY_RESULT(makeFolder(options.folder / "pictures"));
    SL_VERIFY_RESULT(writeWholeFile(options.folder / "pictures/holiday.jpg", "precious"));
    SL_COMPARE_CODE(composePictures(options), ErrorCode::NotAFile);
    QCOMPARE(contentOf(options.folder).size(), std::size_t(1));
    QCOMPARE(*readWholeFile(options.folder / "pictures/holiday.jpg", 100), std::string("precious"));
}

void TestComposeJob::stopsWithoutAnyFile()
{
    for (const char *stage : {"reading the source", "making sounds", "composing pictures"}) {
        std::stop_source stop;
        const auto stopped = composePictures(
                optionsFor("stopped"), stop.get_token(), [&](const Progress &progress) {
                    if (progress.stage == stage)
                        stop.request_stop();
                });
        SL_COMPARE_CODE(stopped, ErrorCode::Cancelled);
        QVERIFY(contentOf(m_root / "stopped").empty());
    }
    std::stop_source stop;
    stop.request_stop();
    SL_COMPARE_CODE(composeVideos(optionsFor("stopped"), {}, stop.get_token()),
                    ErrorCode::Cancelled);
    QVERIFY(contentOf(m_root / "stopped").empty());
}

void TestComposeJob::videosTellWhoSoundsWhere()
{
    ComposeOptions options = optionsFor("videos");
    options.count = 1;
    options.recipe.picture = {320, 240};
    options.recipe.easyShare = 1;
    const auto report = composeVideos(options, {.seconds = 12});
    SL_VERIFY_RESULT(report);
    QCOMPARE(report->rows, std::int64_t(24));
    const auto table = readSampleTable(m_root / "videos/table.tsv");
    SL_VERIFY_RESULT(table);
    QVERIFY(table->warnings.empty());
    const fs::path folder = table->samples.at(0).video.parent_path();
    const auto scene = readScene(folder / "scene.json");
    SL_VERIFY_RESULT(scene);
    QCOMPARE(scene->objects.size(), std::size_t(2));
    const auto file = MediaFile::open(table->samples[0].video);
    SL_VERIFY_RESULT(file);
    QVERIFY(file->hasAudio());
    auto decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    std::set<std::size_t> sounding;
    for (const LabelledSample &sample : table->samples) {
        std::vector<const ComposedObject *> heard;
        for (const ComposedObject &object : scene->objects) {
            if (std::ranges::any_of(object.sounding, [&](const TimeRange &range) {
                    return range.contains(*sample.time);
                }))
                heard.push_back(&object);
        }
        const auto &boxes = sample.groundTruth->annotators.at(0);
        QCOMPARE(boxes.size(), heard.size());
        sounding.insert(heard.size());
        const auto frame = decoder->frameAt(*sample.time);
        SL_VERIFY_RESULT(frame);
        QVERIFY(std::abs((frame->pts - *sample.time).count()) < 1000);
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            QVERIFY(sample.label.find(heard[i]->label) != std::string::npos);
            // The middle of a cross has its colour; 4:2:0 video blurs it a little.
            const std::size_t type = classFrom(heard[i]->label);
            const int x0 = int(boxes[i].x0 * frame->width());
            const int x1 = int(boxes[i].x1 * frame->width());
            const int y0 = int(boxes[i].y0 * frame->height());
            const int y1 = int(boxes[i].y1 * frame->height());
            int colored = 0;
            for (int y = y0; y < y1; ++y) {
                for (int x = x0; x < x1; ++x) {
                    const std::uint8_t *rgb = frame->row(y) + 3 * x;
                    colored += isColor({rgb[2], rgb[1], rgb[0]}, type, 110) ? 1 : 0;
                }
            }
            QVERIFY2(colored > 0.3 * (x1 - x0) * (y1 - y0), sample.id.c_str());
        }
    }
    QVERIFY((sounding == std::set<std::size_t>{0, 1, 2})); // silence, turns, together
}

void TestComposeJob::stemsAddUp()
{
    const fs::path folder = m_root / "videos/scenes" / "11-000000";
    const auto scene = readScene(folder / "scene.json");
    SL_VERIFY_RESULT(scene);
    std::vector<double> sum(12 * 16000, 0.0);
    for (const ComposedObject &object : scene->objects) {
        const AudioClip stem = soundOf(object.stem);
        QCOMPARE(stem.sampleCount(), sum.size());
        for (std::size_t i = 0; i < sum.size(); ++i) {
            sum[i] += stem.samples()[i];
            const MediaTime time = fromSeconds(double(i) / 16000);
            const bool isSounding = std::ranges::any_of(
                    object.sounding, [&](const TimeRange &range) {
                        return range.begin - time < std::chrono::milliseconds(1)
                               && time < range.end;
                    });
            QVERIFY(isSounding || stem.samples()[i] == 0.0F);
        }
        for (const TimeRange &range : object.sounding) {
            if (range.duration() > std::chrono::seconds(1))
                QCOMPARE(classHeard(stem.cut(range).samples(), 16000, kClasses, kSemitones),
                         classFrom(object.label));
        }
    }
    // The video's sound is the sum, as AAC keeps it.
    const AudioClip mix = soundOf(scene->video);
    double product = 0;
    double power = 0;
    double ownPower = 0;
    for (std::size_t i = 0; i < std::min(sum.size(), mix.sampleCount()); ++i) {
        product += sum[i] * mix.samples()[i];
        power += sum[i] * sum[i];
        ownPower += double(mix.samples()[i]) * mix.samples()[i];
    }
    QVERIFY2(product / std::sqrt(power * ownPower) > 0.98,
             qPrintable(QString::number(product / std::sqrt(power * ownPower))));
}

void TestComposeJob::sceneJsonRoundTrip()
{
    Scene scene;
    scene.video = m_root / "v.mp4";
    scene.size = {320, 240};
    scene.duration = std::chrono::seconds(3);
    scene.background = "flat";
    scene.objects.push_back({"frog",
                             "frog1",
                             m_root / "0_frog.wav",
                             {{MediaTime{0}, MediaTime{1'500'000}}},
                             {{MediaTime{200'000}, {0.25, 0.5, 0.75, 1}}}});
    SL_VERIFY_RESULT(writeWholeFile(m_root / "scene.json", toJson(scene)));
    const auto read = readScene(m_root / "scene.json");
    SL_VERIFY_RESULT(read);
    QVERIFY(*read == scene);
    SL_VERIFY_RESULT(writeWholeFile(m_root / "newer.json", R"({"format": 2})"));
    SL_COMPARE_CODE(readScene(m_root / "newer.json"), ErrorCode::UnsupportedFormat);
    SL_VERIFY_RESULT(writeWholeFile(m_root / "bad.json", R"({"format": 1})"));
    SL_COMPARE_CODE(readScene(m_root / "bad.json"), ErrorCode::CorruptData);
}

QTEST_GUILESS_MAIN(TestComposeJob)
#include "tst_compose_job.moc"
