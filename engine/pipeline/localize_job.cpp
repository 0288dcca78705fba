// SPDX-License-Identifier: MIT
#include "engine/pipeline/localize_job.h"

#include "engine/media/audio_decoder.h"
#include "engine/pipeline/result_writer.h"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>

namespace soundlocus {

namespace {

/// Progress reaches the caller at most so often.
constexpr std::chrono::milliseconds kProgressPeriod(100);

/// The channels that the family's own test code uses, where the whole sound is taken its way.
Downmix downmixOf(const Localizer &localizer, bool isOfficialCut)
{
    return isOfficialCut && localizer.spec().family == ModelFamily::SslAlign ? Downmix::Left
                                                                             : Downmix::Mean;
}

std::int64_t peakResidentBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr std::int64_t kKibi = 1024; // Linux counts in KiB
    return static_cast<std::int64_t>(usage.ru_maxrss) * kKibi;
}

/// Pictures below this side and sounds below this length (one analysis window of 512 samples at
/// 16 kHz) hold nothing that could be localised; they are refused rather than answered.
constexpr int kSmallestSide = 16;
constexpr MediaTime kShortestSound = std::chrono::milliseconds(32);

/// One call of localizeInput().
class Job
{
public:
    Job(const LocalizeInput &input, const LocalizeOptions &options, const Localizer &localizer)
        : m_input(input)
        , m_options(options)
        , m_localizer(localizer)
    {}

    Result<void> open()
    {
        auto media = MediaFile::open(m_input.picture);
        if (!media)
            return Unexpected(media.error());
        m_media = *std::move(media);
        if (!m_media->hasVideo())
            return fail(ErrorCode::NoVideo,
                        m_input.picture.string()
                                + ": has no picture; join it to one as PICTURE+SOUND");
        if (!m_input.sound.empty()) {
            auto sound = MediaFile::open(m_input.sound);
            if (!sound)
                return Unexpected(sound.error());
            m_sound = *std::move(sound);
        }
        const Size size = m_media->facts().video.front().displaySize;
        if (!size.isEmpty() && std::min(size.width, size.height) < kSmallestSide)
            return fail(ErrorCode::UnsupportedFormat,
                        m_input.picture.string() + ": has " + std::to_string(size.width) + " x "
                                + std::to_string(size.height)
                                + " pixels; give a picture of at least "
                                + std::to_string(kSmallestSide) + " x "
                                + std::to_string(kSmallestSide));
        if (m_input.heard)
            return {};
        const MediaFile &source = m_sound ? *m_sound : *m_media;
        if (source.hasAudio() && source.facts().audio.front().duration < kShortestSound)
            return fail(ErrorCode::AudioTooShort,
                        source.path().string() + ": its sound lasts "
                                + std::to_string(source.facts().audio.front().duration.count())
                                + " us; give one of at least 0.03 s");
        if (!source.hasAudio())
            return fail(ErrorCode::NoAudio,
                        source.path().string()
                                + ": has no sound, so there is nothing to localise; join one to it "
                                  "as FILE+SOUND");
        return {};
    }

    Result<LocalizeAnswer> run(std::stop_token stop, const ProgressCallback &progress)
    {
        const auto begin = std::chrono::steady_clock::now();
        const double cpuBegin = StageClock::processCpuSeconds();
        auto sounds = openSounds(stop);
        if (!sounds)
            return Unexpected(sounds.error());
        auto writer = ResultWriter::create(
                *m_media, m_sound, m_input.name, m_options, m_localizer.spec().family);
        if (!writer)
            return Unexpected(writer.error());
        auto source = FrameSource::open(*m_media,
                                        m_options.range,
                                        m_options.indexFolder,
                                        m_options.fit == FitMode::Official ? Orientation::Ignore
                                                                           : Orientation::Apply,
                                        stop);
        if (!source)
            return Unexpected(source.error());
        auto times = runStages(*source, *sounds, **writer, stop, progress);
        if (!times)
            return Unexpected(times.error());
        if ((*writer)->localizedFrames() == 0)
            return fail(ErrorCode::OutOfRange,
                        m_input.picture.string()
                                + ": has no picture in this range; check --start and --end");
        auto files = (*writer)->finish();
        if (!files)
            return Unexpected(files.error());

        LocalizeAnswer answer;
        answer.files = *std::move(files);
        const HeatmapStatistics peak = statisticsOf((*writer)->meanMap().mean());
        answer.peakX = peak.peakFrameX;
        answer.peakY = peak.peakFrameY;
        answer.similarity = static_cast<double>(peak.maximum);
        answer.warnings = warnings(*source, times->front().items);
        if (!m_input.heard && sounds->isSilent())
            answer.warnings.emplace_back("its sound is silent, or its channels cancel each other: "
                                         "the map says nothing; join another sound as FILE+SOUND");
        LocalizeStatistics &statistics = answer.statistics;
        statistics.stages = *times;
        statistics.frames = times->front().items;
        statistics.localizedFrames = (*writer)->localizedFrames();
        statistics.embeddedSounds = sounds->embeddedClips();
        statistics.wallSeconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        statistics.processCpuSeconds = StageClock::processCpuSeconds() - cpuBegin;
        statistics.peakBytes = peakResidentBytes();
        return answer;
    }

private:
    Result<SoundWindows> openSounds(std::stop_token stop)
    {
        SoundWindowOptions windows;
        windows.hop = m_options.hop;
        windows.window = m_options.window;
        if (!windows.window && !m_media->isPicture())
            windows.window = defaultWindow(m_localizer.spec());
        if (m_input.heard) {
            auto source = m_input.heard(std::move(stop));
            if (!source)
                return Unexpected(source.error());
            return SoundWindows(*std::move(source), windows, m_localizer);
        }
        AudioDecoderOptions options;
        options.downmix = downmixOf(m_localizer, !windows.window);
        options.sampleRateHz = m_localizer.spec().audio.sampleRateHz;
        auto decoder = AudioDecoder::open(m_sound ? *m_sound : *m_media, options);
        if (!decoder)
            return Unexpected(decoder.error());
        if (m_media->isPicture())
            windows.centre = decoder->stream().start + decoder->stream().duration / 2;
        return SoundWindows(*std::move(decoder), windows, m_localizer);
    }

    Result<PipelineTimes> runStages(FrameSource &source,
                                    SoundWindows &sounds,
                                    ResultWriter &writer,
                                    std::stop_token stop,
                                    const ProgressCallback &progress)
    {
        FramePipelineOptions options;
        options.fit = m_options.fit;
        options.batch = m_options.batch;
        options.every = m_options.every;
        options.skipped = m_options.results.hasOverlay ? SkippedFrames::Keep : SkippedFrames::Drop;
        options.frameSize = m_media->facts().video.front().displaySize;
        const std::int64_t step = m_options.results.hasOverlay ? 1 : m_options.every;
        const std::int64_t total = (source.expectedFrames() + step - 1) / step;
        auto last = std::chrono::steady_clock::now() - kProgressPeriod;
        const auto report = [&] {
            const auto now = std::chrono::steady_clock::now();
            if (!progress || now - last < kProgressPeriod)
                return;
            last = now;
            progress({writer.frames(), total, "localising " + m_input.name});
        };
        const FrameSinks sinks{[&](const LocalizedFrame &item) {
                                   auto painted = writer.overlay(item);
                                   report();
                                   return painted;
                               },
                               [&](const Frame &painted) { return writer.encode(painted); }};
        return runFramePipeline(source, sounds, m_localizer, options, sinks, stop);
    }

    [[nodiscard]] std::vector<std::string> warnings(const FrameSource &source,
                                                    std::int64_t framesRead) const
    {
        // What ails the file's own sound does not matter where another one is joined to it.
        std::vector<std::string> warnings = m_sound ? m_sound->facts().warnings
                                                    : m_media->facts().warnings;
        if (m_sound)
            std::erase(warnings, "no picture");
        const VideoStreamFacts &video = m_media->facts().video.front();
        const bool isWhole = !m_options.range.start && !m_options.range.end;
        // Estimated counts are a frame or two off; half of them missing is a fault of the file.
        if (isWhole && video.frameCount > 1 && framesRead * 10 < video.frameCount * 9)
            warnings.push_back(
                    "only " + std::to_string(framesRead) + " of " + std::to_string(video.frameCount)
                    + " frames can be decoded; the file is cut off or damaged, copy it again");
        if (source.isPictureDamaged())
            warnings.emplace_back(kDamagedPictureText);
        if (source.damagedPackets() > 0)
            warnings.push_back(std::to_string(source.damagedPackets())
                               + " damaged packets of the picture were skipped; frames around them "
                                 "may be wrong, copy the file again");
        return warnings;
    }

    const LocalizeInput &m_input;
    const LocalizeOptions &m_options;
    const Localizer &m_localizer;
    std::optional<MediaFile> m_media;
    std::optional<MediaFile> m_sound;
};

} // namespace

MediaTime defaultWindow(const ModelSpec &spec)
{
    return std::min(kDefaultWindow, fromSeconds(spec.audio.seconds));
}

std::string_view placeName(double x, double y)
{
    constexpr std::array<std::array<std::string_view, 3>, 3> names{
            {{"top left", "top", "top right"},
             {"left", "centre", "right"},
             {"bottom left", "bottom", "bottom right"}}};
    const auto third = [](double v) { return v < 1.0 / 3 ? 0U : v < 2.0 / 3 ? 1U : 2U; };
    return names[third(y)][third(x)];
}

Result<LocalizeAnswer> localizeInput(const LocalizeInput &input,
                                     const LocalizeOptions &options,
                                     const Localizer &localizer,
                                     std::stop_token stop,
                                     const ProgressCallback &progress)
{
    try {
        Job job(input, options, localizer);
        if (auto opened = job.open(); !opened)
            return Unexpected(opened.error());
        return job.run(std::move(stop), progress);
    } catch (const std::exception &exception) {
        return fail(ErrorCode::Internal,
                    input.picture.string() + ": internal error; please report it",
                    exception.what());
    }
}

} // namespace soundlocus
