// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace soundlocus {

/// Rate of all sound on its way to a device.
inline constexpr int kSoundRateHz = 48000;

/// One device that plays float32 stereo at kSoundRateHz, L R interleaved. Instants ("samples") are
/// counted once for both sides. Threads: that of its AudioOutputs.
class AudioOutput
{
public:
    AudioOutput() = default;
    AudioOutput(const AudioOutput &) = delete;
    AudioOutput &operator=(const AudioOutput &) = delete;
    virtual ~AudioOutput() = default;

    [[nodiscard]] virtual QString name() const = 0;
    /// Empties the buffer and plays from now on what is written. @return false: the device refuses
    [[nodiscard]] virtual bool start() = 0;
    /// Silent at once; what waits is dropped.
    virtual void stop() = 0;
    /// Samples that write() takes now.
    [[nodiscard]] virtual std::size_t room() const = 0;
    /// Takes what there is room for, never waits. @return samples taken
    virtual std::size_t write(std::span<const float> samples) = 0;
    /// Samples that were written and are not heard yet.
    [[nodiscard]] virtual std::size_t waiting() const = 0;
    /// The device is gone.
    [[nodiscard]] virtual bool hasFailed() const = 0;
    /// @param volume 0 .. 1 as on a slider; heard at once
    virtual void setVolume(double volume) = 0;
};

/// The devices of the machine. Threads: made and used in the sound thread, which has an event loop.
class AudioOutputs : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The device that sound goes to now; none where there is none. May take half a second.
    [[nodiscard]] virtual std::unique_ptr<AudioOutput> open() = 0;
    /// Name of the device that open() would take; empty without one.
    [[nodiscard]] virtual QString currentName() const = 0;

Q_SIGNALS:
    /// currentName() may be another.
    void changed();
};

/// Called in the sound thread.
using AudioOutputsMaker = std::function<std::unique_ptr<AudioOutputs>()>;

} // namespace soundlocus
