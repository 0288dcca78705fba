// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/dataset/clip_check.h"
#include "engine/dataset/clip_encoder.h"
#include "engine/dataset/media_source.h"
#include "engine/dataset/prepare_job.h"
#include "engine/dataset/shard_writer.h"
#include "engine/dataset/store_index.h"
#include "engine/dataset/store_source.h"
#include "engine/dataset/training_source.h"
#include "engine/render/png_file.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <thread>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

using Ids = std::vector<std::string>;

TrainingItem pictureItem(const std::string &id, const fs::path &picture, const fs::path &sound)
{
    TrainingItem item;
    item.sample.id = id;
    item.sample.picture = picture;
    item.sample.sound = sound;
    return item;
}

TrainingItem videoItem(const std::string &id, const fs::path &video)
{
    TrainingItem item;
    item.sample.id = id;
    item.sample.video = video;
    return item;
}

Ids idsIn(const SampleSource &source)
{
    Ids ids;
    for (std::size_t i = 0; i < source.size(); ++i)
        ids.push_back(source.item(i).sample.id);
    return ids;
}

double psnr(const Frame &a, const Frame &b)
{
    double squares = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < 3 * a.width(); ++x) {
            const double difference = double(a.row(y)[x]) - double(b.row(y)[x]);
            squares += difference * difference;
        }
    }
    return 10 * std::log10(255.0 * 255.0 * 3 * a.width() * a.height() / squares);
}

std::string contentOf(const fs::path &path)
{
    return readWholeFile(path, 1 << 20).value_or(std::string());
}

/// Turns one byte of a file.
void flipByte(const fs::path &path, std::streamoff position)
{
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(position);
    const char byte = static_cast<char>(file.get());
    file.seekp(position);
    file.put(static_cast<char>(~byte));
}

} // namespace

class TestPrepareJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_media = test::pathOf(m_folder) / "media";
        SL_VERIFY_RESULT(makeFolder(m_media));
        SL_VERIFY_RESULT(writePng(m_media / "a.png", test::squarePicture({600, 400})));
        SL_VERIFY_RESULT(writePng(m_media / "b.png", test::squarePicture({90, 120})));
        SL_VERIFY_RESULT(test::writeToneWav(m_media / "a.wav", 2, 22050));
        SL_VERIFY_RESULT(test::writeToneWav(m_media / "b.wav", 1, 44100));
        SL_VERIFY_RESULT(test::writeToneWav(m_media / "short.wav", 0.4));
        test::VideoFixture moving;
        moving.size = {320, 240};
        moving.driftPx = 2;
        SL_VERIFY_RESULT(test::writeVideo(m_media / "moving.mp4", moving));
        SL_VERIFY_RESULT(test::writeVideo(m_media / "still.mp4"));
        moving.soundSeconds = 0;
        SL_VERIFY_RESULT(test::writeVideo(m_media / "mute.mp4", moving));
        SL_VERIFY_RESULT(writeWholeFile(m_media / "noise.mp4", "no video at all"));
        // 16-bit zeros behind the header of a tone.
        std::string wav = contentOf(m_media / "b.wav");
        std::fill(wav.begin() + 44, wav.end(), '\0');
        SL_VERIFY_RESULT(writeWholeFile(m_media / "zeros.wav", wav));
        m_list.items = {pictureItem("a", m_media / "a.png", m_media / "a.wav"),
                        videoItem("moving", m_media / "moving.mp4"),
                        videoItem("still", m_media / "still.mp4"),
                        videoItem("mute", m_media / "mute.mp4"),
                        pictureItem("-zeros", m_media / "a.png", m_media / "zeros.wav"),
                        pictureItem("short", m_media / "a.png", m_media / "short.wav"),
                        videoItem("noise", m_media / "noise.mp4"),
                        pictureItem("gone", m_media / "none.png", m_media / "a.wav"),
                        pictureItem("b", m_media / "b.png", m_media / "b.wav")};
        m_list.items[0].level = 0.5;
        m_list.items[0].sample.label = "dog";
        m_list.items[0].sample.group = "g";
        m_list.items[0].sample.line = 7;
        m_list.items[0].sample.groundTruth = GroundTruth{GroundTruthKind::Union,
                                                         {{{0.1, 0.2, 0.3, 0.4}}}};
    }

    void checksum()
    {
        QCOMPARE(crc32("123456789"), 0xCBF43926U); // the check value of the catalogue
        QCOMPARE(crc32(""), 0U);
    }

    void levels()
    {
        // A sine of peak A has the power A^2 / 2.
        std::vector<float> sine;
        for (int i = 0; i < 8000; ++i)
            sine.push_back(0.001F * std::sin(2 * 3.14159265F * 100 * float(i) / 8000));
        QVERIFY(std::abs(levelDb(AudioClip(sine, 8000)) + 63.0103) < 0.01);
        QVERIFY(std::isinf(levelDb(AudioClip(std::vector<float>(10), 8000))));
        QVERIFY(std::isinf(levelDb({})));
    }

    void scaling()
    {
        QVERIFY(scaledToSide(test::squarePicture({600, 400}), 256).size() == (Size{384, 256}));
        QVERIFY(scaledToSide(test::squarePicture({400, 601}), 256).size() == (Size{256, 385}));
        QVERIFY(scaledToSide(test::squarePicture({90, 120}), 256).size() == (Size{90, 120}));
    }

    void wholeRun()
    {
        const fs::path store = newStore();
        std::vector<SkippedClip> told;
        Progress last;
        const auto answer = prepareStore(
                m_list,
                optionsFor(store),
                {},
                [&last](const Progress &progress) { last = progress; },
                [&told](const SkippedClip &clip) { told.push_back(clip); });
        SL_VERIFY_RESULT(answer);
        QCOMPARE(answer->listed, std::int64_t{9});
        QCOMPARE(answer->added, std::int64_t{3});
        QCOMPARE(answer->before, std::int64_t{0});
        QVERIFY(answer->skipped
                == (std::map<SkipReason, std::int64_t>{{SkipReason::Missing, 1},
                                                       {SkipReason::Unreadable, 1},
                                                       {SkipReason::Still, 1},
                                                       {SkipReason::Silent, 2},
                                                       {SkipReason::TooShort, 1}}));
        QCOMPARE(told.size(), std::size_t{6});
        QCOMPARE(last.done, std::int64_t{9});
        QCOMPARE(last.total, std::int64_t{9});
        const std::string report = contentOf(store / kSkipReportName);
        QCOMPARE(std::count(report.begin(), report.end(), '\n'), std::ptrdiff_t{7});
        for (const char *row : {"still\tstill\t",
                                "mute\tsilent\t",
                                "-zeros\tsilent\tdigital silence",
                                "short\tshort\t0.400 s",
                                "noise\tunreadable\t",
                                "gone\tmissing\t"})
            QVERIFY2(report.find(row) != std::string::npos, row);
        QVERIFY(!fs::exists(store / "index.sqlite-wal")); // one plain file
    }

    void roundTrip()
    {
        const fs::path store = preparedStore();
        const auto source = StoreSampleSource::open(store);
        SL_VERIFY_RESULT(source);
        QCOMPARE(idsIn(*source), (Ids{"a", "moving", "b"}));
        QCOMPARE(source->skipped(), std::int64_t{6});
        QCOMPARE(source->unprepared(), std::int64_t{0});
        QVERIFY(source->item(0) == m_list.items[0]);
        const std::vector<std::size_t> positions{0, 1, 8};
        for (std::size_t i = 0; i < source->size(); ++i) {
            const auto sample = source->load(i);
            SL_VERIFY_RESULT(sample);
            const auto raw = loadTrainingSample(m_list.items[positions[i]]);
            SL_VERIFY_RESULT(raw);
            const Frame expected = scaledToSide(raw->frame, 256);
            QVERIFY(sample->frame.size() == expected.size());
            QCOMPARE(sample->frame.pts, expected.pts);
            // A square with hard edges and red-free colours: chroma costs nothing, edges little.
            QVERIFY2(psnr(sample->frame, expected) > 35,
                     qPrintable(QString::number(psnr(sample->frame, expected))));
            QCOMPARE(sample->sound.sampleRateHz(), raw->sound.sampleRateHz());
            QCOMPARE(sample->sound.start(), raw->sound.start());
            QCOMPARE(sample->sound.sampleCount(), raw->sound.sampleCount());
            const auto stored = sample->sound.samples();
            const auto original = raw->sound.samples();
            for (std::size_t k = 0; k < stored.size(); ++k)
                QVERIFY(std::abs(stored[k] - original[k]) <= 1 / 32768.0F);
            const auto sound = source->loadSound(i);
            SL_VERIFY_RESULT(sound);
            QVERIFY(std::ranges::equal(sound->samples(), stored));
        }
    }

    /// Same rows and records with one worker and with four, and with many small files.
    void sameWithAnyWorkers()
    {
        PrepareOptions one = optionsFor(newStore());
        one.workers = 1;
        PrepareOptions four = optionsFor(newStore());
        four.workers = 4;
        four.shardBytes = 1;
        SL_VERIFY_RESULT(prepareStore(m_list, one));
        SL_VERIFY_RESULT(prepareStore(m_list, four));
        QVERIFY(fs::exists(shardPath(four.out, 2)));
        const auto first = StoreSampleSource::open(one.out);
        const auto second = StoreSampleSource::open(four.out);
        SL_VERIFY_RESULT(first);
        SL_VERIFY_RESULT(second);
        QCOMPARE(idsIn(*first), idsIn(*second));
        for (std::size_t i = 0; i < first->size(); ++i)
            QVERIFY(samePixels(first->load(i)->frame, second->load(i)->frame));
    }

    void goesOn()
    {
        const PrepareOptions options = optionsFor(newStore());
        TrainingList part;
        part.items = {m_list.items[1], m_list.items[7]};
        SL_VERIFY_RESULT(prepareStore(part, options));
        // More rows, another order, and the missing picture is there now.
        SL_VERIFY_RESULT(writePng(m_media / "none.png", test::squarePicture({64, 64})));
        const auto answer = prepareStore(m_list, options);
        fs::remove(m_media / "none.png");
        SL_VERIFY_RESULT(answer);
        QCOMPARE(answer->before, std::int64_t{1});
        QCOMPARE(answer->added, std::int64_t{3});
        const auto source = StoreSampleSource::open(options.out);
        SL_VERIFY_RESULT(source);
        QCOMPARE(idsIn(*source), (Ids{"a", "moving", "gone", "b"}));
        const auto again = prepareStore(m_list, options);
        SL_VERIFY_RESULT(again);
        QCOMPARE(again->added, std::int64_t{0});
        QCOMPARE(again->before, std::int64_t{4});
        SL_COMPARE_CODE(prepareStore(part, options), ErrorCode::InvalidArgument);
    }

    void keptReasons()
    {
        PrepareOptions options = optionsFor(preparedStore());
        options.kept = {SkipReason::Still, SkipReason::Silent, SkipReason::TooShort};
        const auto answer = prepareStore(m_list, options);
        SL_VERIFY_RESULT(answer);
        QCOMPARE(answer->added, std::int64_t{3}); // the video without any sound cannot be kept
        const auto source = StoreSampleSource::open(options.out);
        SL_VERIFY_RESULT(source);
        QCOMPARE(idsIn(*source), (Ids{"a", "moving", "still", "-zeros", "short", "b"}));
    }

    /// Of clips with the same picture and sound the first of the list stays, whatever was prepared
    /// first and by however many workers; their bytes are on disk once.
    void duplicates()
    {
        for (const char *name : {"a.png", "a.wav"})
            fs::copy_file(m_media / name, m_media / ("copy-of-" + std::string(name)));
        const TrainingItem copy = pictureItem(
                "copy", m_media / "copy-of-a.png", m_media / "copy-of-a.wav");
        const TrainingItem again = videoItem("again", m_media / "moving.mp4");
        TrainingItem later = again; // another picture
        later.sample.id = "later";
        later.sample.time = MediaTime(1'600'000);
        const TrainingItem other = pictureItem("other", m_media / "a.png", m_media / "b.wav");
        TrainingList list;
        list.items = {m_list.items[0], m_list.items[1], copy, again, later, other};
        for (const int workers : {1, 4}) {
            PrepareOptions options = optionsFor(newStore());
            options.workers = workers;
            std::vector<std::string> told;
            const auto answer = prepareStore(list, options, {}, {}, [&](const SkippedClip &clip) {
                told.push_back(clip.id + ": " + clip.detail);
            });
            SL_VERIFY_RESULT(answer);
            QCOMPARE(answer->listed, std::int64_t{6});
            QCOMPARE(answer->added, std::int64_t{4});
            QVERIFY(answer->skipped
                    == (std::map<SkipReason, std::int64_t>{{SkipReason::Duplicate, 2}}));
            std::ranges::sort(told);
            QCOMPARE(told,
                     (Ids{"again: same picture and sound as 'moving'",
                          "copy: same picture and sound as 'a'"}));
            const auto source = StoreSampleSource::open(options.out);
            SL_VERIFY_RESULT(source);
            QCOMPARE(idsIn(*source), (Ids{"a", "moving", "later", "other"}));
            const std::string report = contentOf(options.out / kSkipReportName);
            QVERIFY(report.find("copy\tduplicate\tsame picture and sound as 'a'\t")
                    != std::string::npos);
        }
        const PrepareOptions options = optionsFor(newStore());
        TrainingList turned;
        turned.items = {copy, again};
        SL_VERIFY_RESULT(prepareStore(turned, options));
        const auto bytes = fs::file_size(shardPath(options.out, 0));
        turned.items = {m_list.items[0], m_list.items[1], copy, again};
        const auto answer = prepareStore(turned, options);
        SL_VERIFY_RESULT(answer);
        QCOMPARE(answer->before, std::int64_t{2});
        QCOMPARE(answer->added, std::int64_t{0});
        QCOMPARE(fs::file_size(shardPath(options.out, 0)), bytes);
        const auto source = StoreSampleSource::open(options.out);
        SL_VERIFY_RESULT(source);
        QCOMPARE(idsIn(*source), (Ids{"a", "moving"}));
        for (std::size_t i = 0; i < source->size(); ++i)
            SL_VERIFY_RESULT(source->load(i));
        PrepareOptions keeping = options;
        keeping.kept = {SkipReason::Duplicate};
        const auto kept = prepareStore(turned, keeping);
        SL_VERIFY_RESULT(kept);
        QCOMPARE(kept->added, std::int64_t{2});
        QVERIFY(kept->skipped.empty());
        for (const char *name : {"copy-of-a.png", "copy-of-a.wav"})
            fs::remove(m_media / name);
    }

    /// Rows that are in no list are in the report, too.
    void rowsLeftOut()
    {
        const fs::path table = m_media / "rows.tsv";
        SL_VERIFY_RESULT(writeWholeFile(table,
                                        "id\tpicture\tsound\ttime_s\n"
                                        "a\ta.png\ta.wav\t\n"
                                        "a\tb.png\tb.wav\t\n"
                                        "c\tb.png\tb.wav\tsoon\n"));
        TrainingData data;
        data.table = table;
        const auto list = readTrainingList(data);
        SL_VERIFY_RESULT(list);
        const fs::path store = newStore();
        const auto answer = prepareStore(*list, optionsFor(store));
        fs::remove(table);
        SL_VERIFY_RESULT(answer);
        QCOMPARE(answer->listed, std::int64_t{3});
        QCOMPARE(answer->added, std::int64_t{1});
        QVERIFY(answer->skipped
                == (std::map<SkipReason, std::int64_t>{{SkipReason::Duplicate, 1},
                                                       {SkipReason::FaultyRow, 1}}));
        const std::string report = contentOf(store / kSkipReportName);
        for (const char *row :
             {"a\tduplicate\tid 'a' occurs a second time; row left out\t\t\t\t3\n",
              "c\tmalformed\ttime_s is no number of seconds: 'soon'; row left out"})
            QVERIFY2(report.find(row) != std::string::npos, report.c_str());
    }

    /// What a run remembers of a store's clips does not need the files they were made of.
    void stamps()
    {
        const auto first = StoreSampleSource::open(preparedStore());
        const auto second = StoreSampleSource::open(preparedStore());
        SL_VERIFY_RESULT(first);
        SL_VERIFY_RESULT(second);
        for (std::size_t i = 0; i < first->size(); ++i) {
            const auto stamp = first->stamp(i);
            QVERIFY(stamp && stamp->bytes > 0);
            QVERIFY(stamp == second->stamp(i));
            QVERIFY(stamp != first->stamp((i + 1) % first->size()));
        }
    }

    void cancelled()
    {
        const PrepareOptions options = optionsFor(newStore());
        std::stop_source stop;
        const auto answer = prepareStore(
                m_list, options, stop.get_token(), [&](const Progress &) { stop.request_stop(); });
        // Everything may have been in the first group.
        QVERIFY(answer || answer.error().code == ErrorCode::Cancelled);
        const auto whole = prepareStore(m_list, options);
        SL_VERIFY_RESULT(whole);
        QCOMPARE(whole->before + whole->added, std::int64_t{3});
        std::stop_source early;
        early.request_stop();
        SL_COMPARE_CODE(prepareStore(m_list, optionsFor(newStore()), early.get_token()),
                        ErrorCode::Cancelled);
    }

    void refusals()
    {
        PrepareOptions options = optionsFor(preparedStore());
        options.side = 128;
        SL_COMPARE_CODE(prepareStore(m_list, options), ErrorCode::InvalidArgument);
        options = optionsFor(m_media); // other files are in it
        SL_COMPARE_CODE(prepareStore(m_list, options), ErrorCode::InvalidArgument);
        options = optionsFor(m_media / "a.png");
        SL_COMPARE_CODE(prepareStore(m_list, options), ErrorCode::NotAFile);
        options = optionsFor(newStore());
        options.side = 0;
        SL_COMPARE_CODE(prepareStore(m_list, options), ErrorCode::InvalidArgument);
    }

    void oneProcessAtATime()
    {
        const PrepareOptions options = optionsFor(preparedStore());
        {
            const auto lock = StoreLock::take(options.out);
            SL_VERIFY_RESULT(lock);
            const auto answer = prepareStore(m_list, options);
            SL_COMPARE_CODE(answer, ErrorCode::PermissionDenied);
            QVERIFY(answer.error().message.find("another process") != std::string::npos);
            SL_VERIFY_RESULT(StoreSampleSource::open(options.out)); // reading goes on
        }
        SL_VERIFY_RESULT(prepareStore(m_list, options));
    }

    void damagedStores()
    {
        SL_COMPARE_CODE(StoreSampleSource::open(m_media), ErrorCode::NotFound);
        // Byte 60 to 63 of an SQLite file is user_version, big endian.
        const fs::path newer = preparedStore();
        flipByte(newer / kStoreIndexName, 60);
        SL_COMPARE_CODE(StoreSampleSource::open(newer), ErrorCode::UnsupportedFormat);
        SL_COMPARE_CODE(prepareStore(m_list, optionsFor(newer)), ErrorCode::UnsupportedFormat);
        const fs::path foreign = newStore();
        SL_VERIFY_RESULT(makeFolder(foreign));
        SL_VERIFY_RESULT(writeWholeFile(foreign / kStoreIndexName, std::string(5000, 'x')));
        SL_COMPARE_CODE(StoreSampleSource::open(foreign), ErrorCode::CorruptData);
        SL_COMPARE_CODE(prepareStore(m_list, optionsFor(foreign)), ErrorCode::CorruptData);
        const fs::path turned = preparedStore();
        flipByte(shardPath(turned, 0), 1000);
        const auto source = StoreSampleSource::open(turned);
        SL_VERIFY_RESULT(source);
        int damaged = 0;
        for (std::size_t i = 0; i < source->size(); ++i) {
            const auto sample = source->load(i);
            damaged += !sample && sample.error().code == ErrorCode::CorruptData ? 1 : 0;
        }
        QCOMPARE(damaged, 1);
    }

    /// Records that a power cut took from the media file are made again.
    void lostRecords()
    {
        const fs::path store = preparedStore();
        fs::resize_file(shardPath(store, 0), fs::file_size(shardPath(store, 0)) - 10);
        SL_COMPARE_CODE(StoreSampleSource::open(store), ErrorCode::CorruptData);
        const auto answer = prepareStore(m_list, optionsFor(store));
        SL_VERIFY_RESULT(answer);
        QCOMPARE(answer->lost, std::int64_t{1});
        QCOMPARE(answer->added, std::int64_t{1});
        const auto source = StoreSampleSource::open(store);
        SL_VERIFY_RESULT(source);
        for (std::size_t i = 0; i < source->size(); ++i)
            SL_VERIFY_RESULT(source->load(i));
        fs::remove(shardPath(store, 0));
        SL_COMPARE_CODE(StoreSampleSource::open(store), ErrorCode::CorruptData);
        const auto anew = prepareStore(m_list, optionsFor(store));
        SL_VERIFY_RESULT(anew);
        QCOMPARE(anew->lost, std::int64_t{3});
    }

    void manyReaders()
    {
        const auto source = StoreSampleSource::open(preparedStore());
        SL_VERIFY_RESULT(source);
        const auto expected = source->load(1);
        SL_VERIFY_RESULT(expected);
        std::atomic<int> wrong{0};
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&] {
                    for (int round = 0; round < 10; ++round) {
                        const auto sample = source->load(1);
                        wrong += sample && samePixels(sample->frame, expected->frame)
                                                 && source->load(0) && source->loadSound(2)
                                         ? 0
                                         : 1;
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

    void anySource()
    {
        const fs::path store = preparedStore();
        TrainingData data;
        data.folder = store;
        const auto asFolder = openTrainingSource(data);
        SL_VERIFY_RESULT(asFolder);
        QCOMPARE(asFolder->samples->size(), std::size_t{3});
        data = {};
        data.store = store;
        const auto asStore = openTrainingSource(data);
        SL_VERIFY_RESULT(asStore);
        QCOMPARE(asStore->samples->size(), std::size_t{3});
        QVERIFY(asStore->warnings.empty());
        data.folder = m_media;
        SL_COMPARE_CODE(openTrainingSource(data), ErrorCode::InvalidArgument);
        data.store.clear();
        const auto asMedia = openTrainingSource(data);
        SL_VERIFY_RESULT(asMedia);
        QCOMPARE(idsIn(*asMedia->samples), (Ids{"a", "b", "moving", "mute", "noise", "still"}));
        SL_VERIFY_RESULT(asMedia->samples->load(2));
    }

    /// Real encoders let a still photograph breathe; real videos move more than that.
    void realVideos()
    {
        SL_REQUIRE_PATH(test::mediaDir(), "real media");
        TrainingData data;
        data.folder = test::mediaDir() / "videos";
        const auto list = readTrainingList(data);
        SL_VERIFY_RESULT(list);
        for (const TrainingItem &item : list->items) {
            const auto still = isStillVideo(item.sample.video, {MediaTime{0}, kMaxTrainingSound});
            SL_VERIFY_RESULT(still);
            QVERIFY2(!*still, item.sample.video.c_str());
        }
    }

private:
    fs::path newStore() { return test::pathOf(m_folder) / ("store-" + std::to_string(++m_stores)); }
    PrepareOptions optionsFor(const fs::path &store)
    {
        PrepareOptions options;
        options.out = store;
        options.workers = 2;
        return options;
    }
    fs::path preparedStore()
    {
        const fs::path store = newStore();
        if (!prepareStore(m_list, optionsFor(store)))
            qFatal("cannot prepare %s", store.c_str());
        return store;
    }

    const QTemporaryDir m_folder;
    fs::path m_media;
    TrainingList m_list;
    int m_stores = 0;
};

QTEST_GUILESS_MAIN(TestPrepareJob)
#include "tst_prepare_job.moc"
