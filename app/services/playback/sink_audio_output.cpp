// SPDX-License-Identifier: MIT
#include "app/services/playback/sink_audio_output.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace soundlocus {

namespace {

constexpr int kSides = 2;
/// Devices give 60 to 75 % of what they are asked for, and stop below 0.1 s.
constexpr int kBufferMs = 200;

class SinkAudioOutput final : public AudioOutput
{
public:
    SinkAudioOutput(const QAudioDevice &device, const QAudioFormat &format)
        : m_name(device.description())
        , m_format(format)
        , m_sink(device, format)
    {}
    ~SinkAudioOutput() override { SinkAudioOutput::stop(); }

    [[nodiscard]] bool isUsable() const { return !m_sink.isNull(); }

    [[nodiscard]] QString name() const override { return m_name; }

    [[nodiscard]] bool start() override
    {
        stop();
        m_sink.setBufferSize(m_format.bytesForDuration(qint64{1000} * kBufferMs));
        m_sink.setVolume(m_volume);
        m_device = m_sink.start();
        return m_device != nullptr;
    }

    void stop() override
    {
        // stop() would play out what waits, on some platforms while we wait.
        if (m_device != nullptr)
            m_sink.reset();
        m_device = nullptr;
    }

    [[nodiscard]] std::size_t room() const override
    {
        return m_device == nullptr ? 0 : samplesOf(m_sink.bytesFree());
    }

    std::size_t write(std::span<const float> samples) override
    {
        const std::size_t count = std::min(room(), samples.size() / kSides);
        if (count == 0)
            return 0;
        const auto values = samples.first(count * kSides);
        const qint64 taken = m_format.sampleFormat() == QAudioFormat::Float ? m_device->write(
                                     reinterpret_cast<const char *>(values.data()),
                                     static_cast<qint64>(values.size_bytes()))
                                                                            : writeIntegers(values);
        return samplesOf(taken);
    }

    [[nodiscard]] std::size_t waiting() const override
    {
        return m_device == nullptr ? 0 : samplesOf(m_sink.bufferSize() - m_sink.bytesFree());
    }

    [[nodiscard]] bool hasFailed() const override
    {
        return m_device != nullptr
               && (m_sink.error() == QAudio::FatalError || m_sink.error() == QAudio::IOError
                   || m_sink.state() == QAudio::StoppedState);
    }

    void setVolume(double volume) override
    {
        // What sounds half as loud is half way.
        m_volume = QAudio::convertVolume(
                volume, QAudio::LogarithmicVolumeScale, QAudio::LinearVolumeScale);
        m_sink.setVolume(m_volume);
    }

private:
    [[nodiscard]] std::size_t samplesOf(qint64 bytes) const
    {
        return static_cast<std::size_t>(std::max<qint64>(0, bytes) / m_format.bytesPerFrame());
    }

    [[nodiscard]] qint64 writeIntegers(std::span<const float> values)
    {
        constexpr float kFullScale = 32767.0F;
        m_integers.resize(values.size());
        std::ranges::transform(values, m_integers.begin(), [](float value) {
            return static_cast<std::int16_t>(
                    std::lround(std::clamp(value, -1.0F, 1.0F) * kFullScale));
        });
        return m_device->write(reinterpret_cast<const char *>(m_integers.data()),
                               static_cast<qint64>(m_integers.size() * sizeof(std::int16_t)));
    }

    QString m_name;
    QAudioFormat m_format;
    QAudioSink m_sink;
    QIODevice *m_device = nullptr;
    qreal m_volume = 1.0;
    std::vector<std::int16_t> m_integers;
};

class SinkAudioOutputs final : public AudioOutputs
{
public:
    SinkAudioOutputs()
    {
        connect(&m_devices, &QMediaDevices::audioOutputsChanged, this, &SinkAudioOutputs::changed);
    }

    [[nodiscard]] std::unique_ptr<AudioOutput> open() override
    {
        const QAudioDevice device = QMediaDevices::defaultAudioOutput();
        if (device.isNull())
            return nullptr;
        QAudioFormat format;
        format.setSampleRate(kSoundRateHz);
        format.setChannelCount(kSides);
        format.setSampleFormat(QAudioFormat::Float);
        if (!device.isFormatSupported(format))
            format.setSampleFormat(QAudioFormat::Int16);
        if (!device.isFormatSupported(format))
            return nullptr;
        auto output = std::make_unique<SinkAudioOutput>(device, format);
        return output->isUsable() ? std::move(output) : nullptr;
    }

    [[nodiscard]] QString currentName() const override
    {
        return QMediaDevices::defaultAudioOutput().description();
    }

private:
    QMediaDevices m_devices;
};

} // namespace

std::unique_ptr<AudioOutputs> makeSinkAudioOutputs()
{
    return std::make_unique<SinkAudioOutputs>();
}

} // namespace soundlocus
