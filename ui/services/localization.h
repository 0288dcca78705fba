// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/features/image_input.h"
#include "ui/services/media_summary.h"

#include <QObject>
#include <QPointF>
#include <QStringList>

#include <optional>
#include <vector>

namespace soundlocus {

/// Which of two maps on one picture: the main one, and the one it is compared with.
enum class MapSlot { Main, Comparison };

/// Facts of a loaded network. A value; crosses threads.
struct ModelSummary
{
    QString path;
    QString name;   ///< for people: file name, or "Demo model"
    QString family; ///< stable id, "ssltie"
    qint64 parameters = 0;
    int epoch = -1; ///< -1 unknown
    QString device; ///< where it runs: "cpu", "cuda:0"
    HeatmapScale scale = HeatmapScale::Cosine;
    /// Similarity above which it was trained to see a source; none where the file does not tell.
    std::optional<double> threshold;
    double windowSeconds = 10;                      ///< length of sound it was trained with
    std::vector<std::pair<QString, QString>> facts; ///< more for the checkpoint page: name, value

    bool operator==(const ModelSummary &) const = default;
};

/// What the network hears in place of the file's sound.
struct SoundChoice
{
    enum class Kind {
        Own,     ///< the file's
        Silence, ///< zeros
        Noise,   ///< white, -20 dB of full scale, seeded
        File,    ///< the sound of `path`, repeated where it is shorter
        Stems,   ///< the composed scene's objects without those in `mutedObjects`
    };
    Kind kind = Kind::Own;
    QString path;
    QStringList mutedObjects; ///< ids of scene.json

    bool operator==(const SoundChoice &) const = default;
};

/// How maps are computed. All live.
struct LocalizationSettings
{
    bool isOn = true;
    FitMode fit = FitMode::Full;
    MediaTime window = std::chrono::seconds(
            3); ///< sound around the frame; tiled to the model's length
    MediaTime hop = std::chrono::milliseconds(500); ///< distance of window centres
    QString device = QStringLiteral("cpu");
    int threads = 0;        ///< of the network; 0: one per core
    bool readsAhead = true; ///< infers the frames ahead while nothing else is to be done
    std::size_t cacheBytes = std::size_t{64} << 20; ///< of maps that are kept

    bool operator==(const LocalizationSettings &) const = default;
};

/// A map and what it belongs to.
struct MapResult
{
    MapSlot slot = MapSlot::Main;
    Heatmap heatmap;      ///< raw, on the model's own scale; pts and region of its frame
    Frame frame;          ///< the picture it belongs to; shares its pixels
    double computeMs = 0; ///< 0: it was kept from before
};

/// Rate and age, for the status bar.
struct LocalizationRate
{
    MapSlot slot = MapSlot::Main;
    double mapsPerSecond = 0; ///< over the last two seconds
    double computeMs = 0;     ///< mean of one map
};

/// One point of the similarity lane.
struct SimilarityPoint
{
    MediaTime pts{0};
    float peak = 0;  ///< largest similarity of the map
    float probe = 0; ///< at the probe; NaN without one
};

/// A composed scene's object whose sound can be muted.
struct SceneObject
{
    QString id;
    QString label;
};

/// Computes maps of frames with loaded networks on a thread of its own: a mailbox of one, the
/// newest frame wins; sounds are embedded once per window; maps are kept (bounded) by file, model
/// and settings. Faults of a model leave the old one in place. Threads: GUI thread only; results
/// arrive by signal, those of an old file, model or setting never.
class Localization : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Loads in the background and then takes the place of the slot's model: modelChanged(), or
    /// modelFailed() and the old one stays.
    virtual void loadModel(MapSlot slot, const QString &path) = 0;
    virtual void unloadModel(MapSlot slot) = 0;
    /// None while there is none.
    [[nodiscard]] virtual std::optional<ModelSummary> model(MapSlot slot) const = 0;

    /// The file whose sound belongs to the frames that follow.
    virtual void setMedia(const MediaSummary &media) = 0;
    virtual void setSettings(MapSlot slot, const LocalizationSettings &settings) = 0;
    [[nodiscard]] virtual LocalizationSettings settings(MapSlot slot) const = 0;
    virtual void setSound(MapSlot slot, const SoundChoice &sound) = 0;
    [[nodiscard]] virtual SoundChoice sound(MapSlot slot) const = 0;

    /// Asks for the map of a frame, for every slot that has a model and is on. Kept maps come back
    /// before this returns. @param isPlaying the next frame will come soon: no reading ahead now
    virtual void showFrame(const Frame &frame, bool isPlaying) = 0;

    /// Point whose similarity is drawn over time, in [0, 1] of the displayed frame.
    virtual void setProbe(std::optional<QPointF> point) = 0;
    [[nodiscard]] virtual std::optional<QPointF> probe() const = 0;
    /// What the kept maps of a slot say, by time.
    [[nodiscard]] virtual std::vector<SimilarityPoint> similarity(MapSlot slot) const = 0;
    /// Objects of the open composed scene; empty for other files.
    [[nodiscard]] virtual std::vector<SceneObject> sceneObjects() const = 0;
    /// Devices that networks can run on, "cpu" first; known once the first model is there.
    [[nodiscard]] virtual QStringList devices() const = 0;

Q_SIGNALS:
    void modelLoading(soundlocus::MapSlot slot, const QString &path);
    void modelChanged(soundlocus::MapSlot slot);
    void modelFailed(const QString &path, const soundlocus::Error &error);
    void mapReady(const soundlocus::MapResult &result);
    /// The slot shows nothing now: no model, off, or its sound cannot be had.
    void mapCleared(soundlocus::MapSlot slot);
    void soundChanged(soundlocus::MapSlot slot);
    void rateChanged(const soundlocus::LocalizationRate &rate);
    /// similarity() has more or other points.
    void similarityChanged(soundlocus::MapSlot slot);
    void sceneObjectsChanged();
    void devicesChanged(const QStringList &devices);
    /// A sound cannot be read, a map cannot be computed.
    void faultOccurred(const soundlocus::Error &error);
    /// The device that was chosen is full, went away or is not here: the processor takes its place,
    /// and `error` says why.
    void fellBack(const soundlocus::Error &error);
};

} // namespace soundlocus

Q_DECLARE_METATYPE(soundlocus::MapResult)
