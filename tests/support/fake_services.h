// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/annotation_document.h"
#include "ui/services/box_carrier.h"
#include "ui/services/exporter.h"
#include "ui/services/localization.h"
#include "ui/services/player.h"
#include "ui/services/project_service.h"
#include "ui/services/timeline_source.h"

#include <algorithm>
#include <array>

namespace soundlocus::test {

/// A grey frame. @param index 25 a second
[[nodiscard]] inline Frame fakeFrame(qint64 index, Size size = {64, 48})
{
    constexpr MediaTime kFrame{40000};
    const auto bytes = static_cast<std::size_t>(size.width * size.height * 3);
    const std::vector<std::uint8_t> grey(bytes, std::uint8_t{128});
    Frame frame(std::make_shared<const std::vector<std::uint8_t>>(grey), size, size.width * 3);
    frame.index = index;
    frame.duration = kFrame;
    frame.pts = kFrame * index;
    return frame;
}

/// Ten seconds of 25 pictures a second; every order takes effect at once and is noted.
class FakePlayer final : public Player
{
    Q_OBJECT
public:
    using Player::Player;

    void open(const QString &path, MediaTime position) override
    {
        openedPaths.append(path);
        openedAt = position;
        Q_EMIT opening(path);
        if (summary.kind != MediaSummary::Kind::Nothing) {
            summary = MediaSummary{};
            current = Frame();
            Q_EMIT closed();
        }
        setState(State::Opening);
        if (path.contains(QStringLiteral("broken"))) {
            setState(State::Empty);
            Q_EMIT openFailed(path, Error{ErrorCode::CorruptData, "broken", "detail"});
            return;
        }
        summary = MediaSummary{};
        summary.kind = MediaSummary::Kind::Video;
        summary.path = path;
        summary.duration = std::chrono::seconds(10);
        summary.pictureSize = {64, 48};
        summary.hasSound = true;
        summary.frameCount = 250;
        summary.isIndexed = true;
        summary.frameRate = 25;
        current = Frame();
        setState(State::Paused);
        Q_EMIT opened(summary);
        seek(position);
    }
    void prepare(const std::vector<UpcomingFile> &files) override { upcoming = files; }
    void close() override
    {
        summary = MediaSummary{};
        current = Frame();
        setState(State::Empty);
        Q_EMIT closed();
    }
    void play() override { setState(State::Playing); }
    void pause() override { setState(State::Paused); }
    void seek(MediaTime time) override { seekFrame(time.count() / 40000); }
    void seekFrame(qint64 frame) override
    {
        current = fakeFrame(std::clamp<qint64>(frame, 0, 249));
        Q_EMIT frameShown(current);
        Q_EMIT positionChanged(current.pts);
    }
    void step(int count) override
    {
        pause();
        seekFrame(current.index + count);
    }
    void stepKeyFrame(int direction) override { keySteps.append(direction); }
    void setSpeed(double speed) override
    {
        m_speed = speed;
        Q_EMIT speedChanged(speed);
    }
    void setVolume(double volume) override { m_volume = volume; }
    void setMuted(bool isMuted) override { m_isMuted = isMuted; }
    void setLoop(std::optional<TimeRange> range) override { m_loop = range; }
    void playRange(TimeRange range) override { playedRange = range; }
    void setKeepsPlanes(bool keeps) override { keepsPlanes = keeps; }
    void setRepeats(bool repeats) override { m_repeats = repeats; }

    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] const MediaSummary &media() const override { return summary; }
    [[nodiscard]] MediaTime position() const override { return current.pts; }
    [[nodiscard]] const Frame &frame() const override { return current; }
    [[nodiscard]] double speed() const override { return m_speed; }
    [[nodiscard]] double volume() const override { return m_volume; }
    [[nodiscard]] bool isMuted() const override { return m_isMuted; }
    [[nodiscard]] bool repeats() const override { return m_repeats; }
    [[nodiscard]] std::optional<TimeRange> loop() const override { return m_loop; }
    [[nodiscard]] PlaybackStatistics statistics() const override { return {}; }
    [[nodiscard]] qint64 frameAt(MediaTime time) const override { return time.count() / 40000; }
    [[nodiscard]] std::optional<MediaTime> timeOfFrame(qint64 frame) const override
    {
        return MediaTime(frame * 40000);
    }

    MediaSummary summary;
    Frame current;
    QStringList openedPaths;
    MediaTime openedAt{0};
    bool keepsPlanes = false;
    std::vector<UpcomingFile> upcoming; ///< as prepare() was told last
    QList<int> keySteps;
    std::optional<TimeRange> playedRange;

private:
    void setState(State state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
    }

    State m_state = State::Empty;
    double m_speed = 1;
    double m_volume = 1;
    bool m_isMuted = false;
    bool m_repeats = false;
    std::optional<TimeRange> m_loop;
};

/// Loads every path but those that hold "broken"; has no maps until a test sends some.
class FakeLocalization final : public Localization
{
    Q_OBJECT
public:
    using Localization::Localization;

    void loadModel(MapSlot slot, const QString &path) override
    {
        Q_EMIT modelLoading(slot, path);
        if (path.contains(QStringLiteral("broken"))) {
            Q_EMIT modelFailed(path, Error{ErrorCode::WrongCheckpoint, "broken", {}});
            return;
        }
        ModelSummary model;
        model.path = path;
        model.name = path.section(u'/', -1);
        model.family = QStringLiteral("ssltie");
        model.parameters = 12345678;
        model.epoch = 7;
        model.device = QStringLiteral("cpu");
        model.threshold = threshold;
        model.facts.emplace_back(QStringLiteral("SHA-256"), QString(64, u'a'));
        m_models.at(indexOf(slot)) = model;
        Q_EMIT modelChanged(slot);
    }
    void unloadModel(MapSlot slot) override
    {
        m_models.at(indexOf(slot)).reset();
        Q_EMIT modelChanged(slot);
    }
    [[nodiscard]] std::optional<ModelSummary> model(MapSlot slot) const override
    {
        return m_models.at(indexOf(slot));
    }
    void setMedia(const MediaSummary &media) override { lastMedia = media; }
    void setSettings(MapSlot slot, const LocalizationSettings &settings) override
    {
        m_settings.at(indexOf(slot)) = settings;
    }
    [[nodiscard]] LocalizationSettings settings(MapSlot slot) const override
    {
        return m_settings.at(indexOf(slot));
    }
    void setSound(MapSlot slot, const SoundChoice &sound) override
    {
        if (m_sounds.at(indexOf(slot)) == sound)
            return;
        m_sounds.at(indexOf(slot)) = sound;
        Q_EMIT soundChanged(slot);
    }
    [[nodiscard]] SoundChoice sound(MapSlot slot) const override
    {
        return m_sounds.at(indexOf(slot));
    }
    void showFrame(const Frame &frame, bool isPlaying) override
    {
        shownFrame = frame.index;
        wasPlaying = isPlaying;
    }
    void setProbe(std::optional<QPointF> point) override { m_probe = point; }
    [[nodiscard]] std::optional<QPointF> probe() const override { return m_probe; }
    [[nodiscard]] std::vector<SimilarityPoint> similarity(MapSlot) const override { return {}; }
    [[nodiscard]] std::vector<SceneObject> sceneObjects() const override { return objects; }
    [[nodiscard]] QStringList devices() const override { return deviceIds; }

    /// A map whose left half is 1 and whose right half is 0.
    void sendMap(MapSlot slot, const Frame &frame)
    {
        MapResult result;
        result.slot = slot;
        result.heatmap = Heatmap({1, 0, 1, 0}, {2, 2}, HeatmapScale::Cosine);
        result.heatmap.pts = frame.pts;
        result.frame = frame;
        Q_EMIT mapReady(result);
    }

    MediaSummary lastMedia;
    qint64 shownFrame = -1;
    bool wasPlaying = false;
    std::vector<SceneObject> objects;
    std::optional<double> threshold; ///< of models that are loaded from now on
    QStringList deviceIds{QStringLiteral("cpu")};

private:
    static std::size_t indexOf(MapSlot slot) { return static_cast<std::size_t>(slot); }

    std::array<std::optional<ModelSummary>, 2> m_models;
    std::array<LocalizationSettings, 2> m_settings;
    std::array<SoundChoice, 2> m_sounds;
    std::optional<QPointF> m_probe;
};

/// Knows nothing of any file.
class FakeTimelineSource final : public TimelineSource
{
    Q_OBJECT
public:
    using TimelineSource::TimelineSource;

    void setMedia(const MediaSummary &media) override { lastMedia = media; }
    [[nodiscard]] std::vector<WaveformColumn> waveform(TimeRange, int columns) const override
    {
        return std::vector<WaveformColumn>(static_cast<std::size_t>(columns),
                                           WaveformColumn{-0.5F, 0.5F});
    }
    [[nodiscard]] QImage spectrogram(TimeRange, QSize size) override
    {
        QImage image(size, QImage::Format_Grayscale8);
        image.fill(60);
        return image;
    }
    [[nodiscard]] QImage thumbnail(MediaTime) override { return {}; }

    MediaSummary lastMedia;
};

/// Notes requests; a test ends them.
class FakeExporter final : public Exporter
{
    Q_OBJECT
public:
    using Exporter::Exporter;

    int start(const ExportRequest &request) override
    {
        requests.push_back(request);
        return static_cast<int>(requests.size());
    }
    void cancel(int job) override { Q_EMIT cancelled(job); }
    [[nodiscard]] std::vector<ExportJob> jobs() const override { return running; }

    std::vector<ExportRequest> requests;
    std::vector<ExportJob> running; ///< as jobs() tells
};

/// Notes what it is asked for; answers by hand.
class FakeBoxCarrier final : public BoxCarrier
{
    Q_OBJECT
public:
    using BoxCarrier::BoxCarrier;

    void carry(const CarryRequest &request) override { requests.push_back(request); }
    void cancel() override { ++cancellations; }

    std::vector<CarryRequest> requests;
    int cancellations = 0;
};

/// Keeps everything in memory and notes what it is asked for. What ends with "broken.soundlocus"
/// cannot be opened.
class FakeProjectService final : public ProjectService
{
    Q_OBJECT
public:
    using ProjectService::ProjectService;

    [[nodiscard]] AnnotationDocument &document() override { return m_document; }
    [[nodiscard]] const ProjectStatus &status() const override { return m_status; }

    void create(const QString &path) override { openWith(path, AnnotationSet{}); }
    void open(const QString &path) override
    {
        if (path.endsWith(QStringLiteral("broken.soundlocus")))
            Q_EMIT failed(path, Error{ErrorCode::CorruptData, "broken", "detail"});
        else
            openWith(path, contents);
    }
    void close() override
    {
        m_document.close();
        setStatus({});
    }
    void saveCopy(const QString &path) override { Q_EMIT copied(path); }
    bool waitForStored(int /*milliseconds*/) override { return isStored; }
    void addMedia(const QStringList &paths) override { addedMedia += paths; }
    void locateMedia(const QString &folder) override { searchedFolders.append(folder); }
    void prepareImport(const QString &path, const QString &format, const QString &) override
    {
        ImportPreview preview;
        preview.path = path;
        preview.format = format;
        Q_EMIT importReady(preview);
    }
    void applyImport(bool dropsDegenerate) override { appliedImports.append(dropsDegenerate); }
    void cancelImport() override { ++cancelledImports; }
    void importLabels(const QString &path) override { labelLists.append(path); }
    void exportTo(const AnnotationExport &request) override { exports.push_back(request); }
    void prepareMerge(const QString &path) override
    {
        MergePreview preview = mergePreview;
        preview.path = path;
        Q_EMIT mergeReady(preview);
    }
    void applyMerge() override { ++appliedMerges; }
    void cancelMerge() override { ++cancelledMerges; }
    void stopJobs() override { ++stoppedJobs; }

    void openWith(const QString &path, const AnnotationSet &set)
    {
        setStatus({ProjectStatus::State::Stored, path, QString(), 0});
        m_document.reset(set, true);
        Q_EMIT opened(path, {});
    }
    void setStatus(const ProjectStatus &status)
    {
        m_status = status;
        Q_EMIT statusChanged(m_status);
    }

    AnnotationSet contents; ///< of what is opened
    QStringList addedMedia;
    QStringList searchedFolders;
    QStringList labelLists;
    QList<bool> appliedImports;
    int cancelledImports = 0;
    MergePreview mergePreview; ///< of what is merged
    int appliedMerges = 0;
    int cancelledMerges = 0;
    int stoppedJobs = 0;
    std::vector<AnnotationExport> exports;
    bool isStored = true;

private:
    AnnotationDocument m_document;
    ProjectStatus m_status;
};

} // namespace soundlocus::test
