// SPDX-License-Identifier: MIT
#include "app/services/localization/read_ahead.h"

#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

namespace {

constexpr int kFrames = 30;
constexpr std::size_t kBytes = 100; // of a map

MediaTime timeOf(int frame)
{
    return MediaTime(1'000'000LL * frame / 25);
}

} // namespace

class TestReadAhead final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        SL_VERIFY_RESULT(writeVideo(m_video, {.frames = kFrames, .soundSeconds = 0}));
    }

    void init() { m_kept.clear(); }

    void givesTheFramesBehindTheOneShown()
    {
        ReadAhead ahead;
        QVERIFY(!ahead.isActive());
        ahead.start(wishAt(20));
        run(ahead);
        QCOMPARE(m_kept, (range(21, kFrames)));
        ahead.start(wishAt(22)); // all of it is there
        QVERIFY(!ahead.isActive());
        ahead.start(wishAt(5)); // this is not
        QVERIFY(ahead.isActive());
        ahead.step(keep(), {});
        QCOMPARE(m_kept.back(), timeOf(6));
    }

    void goesOnWhereItIs()
    {
        ReadAhead ahead;
        ahead.start(wishAt(0));
        for (int i = 0; i < 5; ++i)
            ahead.step(keep(), {});
        ahead.start(wishAt(3));
        run(ahead);
        QCOMPARE(m_kept, (range(1, kFrames)));
    }

    void anotherSettingBeginsAnew()
    {
        ReadAhead ahead;
        ahead.start(wishAt(0));
        for (int i = 0; i < 5; ++i)
            ahead.step(keep(), {});
        m_kept.clear();
        ahead.start(wishAt(2, "other"));
        run(ahead);
        QCOMPARE(m_kept, (range(3, kFrames)));
    }

    void endsWhenTheCacheIsFull()
    {
        ReadAhead ahead;
        m_limit = 8 * kBytes;
        ahead.start(wishAt(0));
        run(ahead);
        QCOMPARE(m_kept, (range(1, 9)));
        ahead.start(wishAt(4)); // half of it is behind now
        run(ahead);
        QCOMPARE(m_kept, (range(1, 13)));
        m_limit = 1 << 20;
    }

    void mailComesFirst()
    {
        std::stop_source mail;
        mail.request_stop();
        ReadAhead ahead;
        ahead.start(wishAt(0));
        for (int i = 0; i < 3; ++i)
            ahead.step(keep(), mail.get_token());
        QVERIFY(m_kept.empty());
        QVERIFY(ahead.isActive());
        run(ahead);
        QCOMPARE(m_kept, (range(1, kFrames)));
    }

    void endsWhereNothingCanBeComputed()
    {
        ReadAhead ahead;
        ahead.start(wishAt(0));
        ahead.step([](const auto &, const Frame &) { return std::nullopt; }, {});
        QVERIFY(!ahead.isActive());
        FrameWish wish = wishAt(0);
        auto setup = std::make_shared<SlotSetup>(*wish.setups[0]);
        setup->settings.readsAhead = false;
        wish.setups[0] = setup;
        ahead.start(wish);
        QVERIFY(!ahead.isActive());
        setup->settings.readsAhead = true;
        setup->media.path = "/no/such.mp4";
        setup->key.media.path = "/no/such.mp4";
        ahead.start(wish);
        run(ahead); // the player tells of it
        QVERIFY(m_kept.empty());
    }

private:
    [[nodiscard]] FrameWish wishAt(int frame, const std::string &model = "a") const
    {
        auto setup = std::make_shared<SlotSetup>();
        setup->media.kind = MediaSummary::Kind::Video;
        setup->media.path = QString::fromStdString(m_video.string());
        setup->key.model = model;
        setup->cache = std::make_shared<MapCache>(m_limit);
        FrameWish wish;
        wish.frame.pts = timeOf(frame);
        wish.setups[0] = std::move(setup);
        return wish;
    }
    [[nodiscard]] ReadAhead::Keep keep()
    {
        return [this](const auto &, const Frame &frame) {
            m_kept.push_back(frame.pts);
            return kBytes;
        };
    }
    void run(ReadAhead &ahead)
    {
        for (int i = 0; i < 2 * kFrames && ahead.isActive(); ++i)
            ahead.step(keep(), {});
        QVERIFY(!ahead.isActive());
    }
    static std::vector<MediaTime> range(int begin, int end)
    {
        std::vector<MediaTime> times;
        for (int i = begin; i < end; ++i)
            times.push_back(timeOf(i));
        return times;
    }

    QTemporaryDir m_folder;
    fs::path m_video = pathOf(m_folder) / "video.mp4";
    std::vector<MediaTime> m_kept;
    std::size_t m_limit = 1 << 20;
};

QTEST_GUILESS_MAIN(TestReadAhead)
#include "tst_read_ahead.moc"
