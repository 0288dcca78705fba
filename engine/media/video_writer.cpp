// SPDX-License-Identifier: MIT
#include "engine/media/video_writer.h"

#include "engine/core/file_io.h"
#include "engine/media/sound_track.h"
#include "engine/media/video_encoder.h"

extern "C" {
#include <libavutil/dict.h>
}

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace soundlocus {

namespace {

/// MP4 stores offsets between streams in this unit: a microsecond, as MediaTime.
constexpr const char *kMovieTimescale = "1000000";
/// errno values end there; FFmpeg's own codes lie far beyond.
constexpr int kLargestErrno = 4096;

/// Every encoder takes pictures of this size.
constexpr Size kTrialSize{256, 256};

struct Container
{
    std::string_view extension;
    const char *muxer;
};

constexpr std::array<Container, 6> kContainers{{{".mp4", "mp4"},
                                                {".m4v", "mp4"},
                                                {".mov", "mov"},
                                                {".mkv", "matroska"},
                                                {".webm", "webm"},
                                                {".avi", "avi"}}};

Result<const AVOutputFormat *> formatOf(const std::filesystem::path &path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    for (const Container &container : kContainers) {
        if (extension != container.extension)
            continue;
        if (const AVOutputFormat *format = av_guess_format(container.muxer, nullptr, nullptr))
            return format;
    }
    return fail(ErrorCode::InvalidArgument,
                "\"" + path.string()
                        + "\": no kind of video file has this extension; use .mp4, .mkv, .mov, "
                          ".webm or .avi");
}

bool isMp4Like(const AVOutputFormat &format)
{
    const std::string_view name = format.name;
    return name == "mp4" || name == "mov";
}

bool isMatroska(const AVOutputFormat &format)
{
    const std::string_view name = format.name;
    return name == "matroska" || name == "webm";
}

/// True where the muxer can say that the first samples are priming, to be decoded but not played.
/// Without it, a packet before 0 would move the whole file.
bool canHoldPriming(const AVOutputFormat &format)
{
    return isMp4Like(format) || (isMatroska(format) && LIBAVFORMAT_VERSION_MAJOR >= 60);
}

Unexpected writeFailure(const std::filesystem::path &target, int averror)
{
    const int number = AVUNERROR(averror);
    if (number > 0 && number < kLargestErrno)
        return Unexpected(systemError("write", target, number));
    return fail(ErrorCode::WriteFailed,
                target.string() + ": cannot be written; check the folder and its free space",
                ffmpeg::errorText(averror));
}

} // namespace

struct VideoWriter::Impl
{
    AtomicFile file; // before the output: closed after it
    VideoEncoder encoder;
    std::unique_ptr<SoundTrack> sound;
    ffmpeg::OutputPtr output;
    ffmpeg::PacketPtr videoPacket = ffmpeg::makePacket();
    ffmpeg::PacketPtr soundPacket = ffmpeg::makePacket();
    bool hasSoundPacket = false;
    std::int64_t soundShift = 0; // ticks added to the stamps
    bool isPrimingDropped = false;
    std::array<std::int64_t, 2> lastDts{INT64_MIN, INT64_MIN};
    bool hasFrames = false;
    std::optional<Error> fault;

    Impl(AtomicFile target, VideoEncoder pictures)
        : file(std::move(target))
        , encoder(std::move(pictures))
    {}

    [[nodiscard]] Result<void> open(const AVOutputFormat &format,
                                    const VideoWriterOptions &options);
    [[nodiscard]] Result<void> openSound(const AVOutputFormat &format,
                                         const VideoWriterOptions &options,
                                         bool mayCopy);
    void setSoundStart(const AVOutputFormat &format);
    [[nodiscard]] int openOutput(const AVOutputFormat &format);
    [[nodiscard]] int addStreams();
    [[nodiscard]] int writeHeader();
    [[nodiscard]] Result<void> drainVideo();
    [[nodiscard]] Result<void> nextSound();
    [[nodiscard]] Result<void> writeSoundUpTo(const AVPacket *video);
    [[nodiscard]] Result<void> mux(AVPacket &packet, int stream, AVRational timeBase);
    [[nodiscard]] Result<void> write(const Frame &frame);
    [[nodiscard]] Result<void> finish();
    [[nodiscard]] Result<void> close();
};

Result<void> VideoWriter::Impl::open(const AVOutputFormat &format,
                                     const VideoWriterOptions &options)
{
    for (const bool mayCopy : {true, false}) {
        if (const auto opened = openSound(format, options, mayCopy); !opened)
            return opened;
        const int status = openOutput(format);
        if (status >= 0)
            return sound ? nextSound() : Result<void>();
        const bool isRefused = status == AVERROR(EINVAL) || status == AVERROR_PATCHWELCOME
                               || status == AVERROR_INVALIDDATA || status == AVERROR_EXPERIMENTAL;
        if (!isRefused)
            return writeFailure(file.targetPath(), status);
        // Some containers refuse a sound stream only when its details are known.
    }
    return fail(ErrorCode::InvalidArgument,
                file.targetPath().string() + ": this container does not take the encoder \""
                        + options.codec + "\" or the sound; choose .mkv");
}

Result<void> VideoWriter::Impl::openSound(const AVOutputFormat &format,
                                          const VideoWriterOptions &options,
                                          bool mayCopy)
{
    sound.reset();
    hasSoundPacket = false;
    if (!options.soundFrom || !options.soundFrom->hasAudio())
        return {};
    const MediaFile &source = *options.soundFrom;
    const std::optional<TimeRange> &range = options.soundRange;
    const bool startsAtZero = !range || range->begin == MediaTime{0};
    auto track = mayCopy && startsAtZero && canCopySound(format, source)
                         ? copySound(source, range ? std::optional(range->end) : std::nullopt)
                         : encodeSound(format, source, range);
    if (!track)
        return Unexpected(track.error());
    sound = std::move(*track);
    setSoundStart(format);
    return {};
}

void VideoWriter::Impl::setSoundStart(const AVOutputFormat &format)
{
    const AVCodecParameters &codec = sound->parameters();
    isPrimingDropped = !canHoldPriming(format);
    soundShift = 0;
    // Readers of Matroska take the priming off the stamps; FFmpeg 5 writes it for Opus, but leaves
    // it to its callers to put it on.
    if (isPrimingDropped && isMatroska(format) && codec.codec_id == AV_CODEC_ID_OPUS) {
        soundShift = av_rescale_q(
                codec.initial_padding, AVRational{1, codec.sample_rate}, sound->timeBase());
    }
}

int VideoWriter::Impl::openOutput(const AVOutputFormat &format)
{
    output.reset();
    // The prefix keeps names with a colon from being taken for a protocol.
    const std::string url = "file:" + file.temporaryPath().string();
    AVFormatContext *raw = nullptr;
    int status = avformat_alloc_output_context2(&raw, &format, nullptr, url.c_str());
    if (status < 0)
        return status;
    output.reset(raw);
    status = addStreams();
    if (status >= 0)
        status = avio_open(&raw->pb, url.c_str(), AVIO_FLAG_WRITE);
    return status >= 0 ? writeHeader() : status;
}

int VideoWriter::Impl::addStreams()
{
    const AVCodecContext &codec = encoder.context();
    AVStream *video = avformat_new_stream(output.get(), nullptr);
    if (video == nullptr)
        return AVERROR(ENOMEM);
    int status = avcodec_parameters_from_context(video->codecpar, &codec);
    video->time_base = codec.time_base;
    video->avg_frame_rate = codec.framerate;
    video->sample_aspect_ratio = codec.sample_aspect_ratio;
    // QuickTime plays HEVC under this name only.
    if (codec.codec_id == AV_CODEC_ID_HEVC && isMp4Like(*output->oformat))
        video->codecpar->codec_tag = MKTAG('h', 'v', 'c', '1');
    if (!sound || status < 0)
        return status;
    AVStream *track = avformat_new_stream(output.get(), nullptr);
    if (track == nullptr)
        return AVERROR(ENOMEM);
    status = avcodec_parameters_copy(track->codecpar, &sound->parameters());
    track->time_base = sound->timeBase();
    return status;
}

int VideoWriter::Impl::writeHeader()
{
    AVDictionary *options = nullptr;
    if (isMp4Like(*output->oformat)) {
        av_dict_set(&options, "movflags", "+faststart", 0);
        av_dict_set(&options, "movie_timescale", kMovieTimescale, 0);
    }
    const int status = avformat_write_header(output.get(), &options);
    av_dict_free(&options);
    return status;
}

Result<void> VideoWriter::Impl::mux(AVPacket &packet, int stream, AVRational timeBase)
{
    const AVStream &track = *output->streams[stream];
    av_packet_rescale_ts(&packet, timeBase, track.time_base);
    packet.stream_index = stream;
    // Two stamps may fall together in a coarser unit; most containers want them to grow.
    const bool mayRepeat = (output->oformat->flags & AVFMT_TS_NONSTRICT) != 0;
    std::int64_t &last = lastDts[static_cast<std::size_t>(stream)];
    if (last != INT64_MIN && packet.dts != AV_NOPTS_VALUE) {
        packet.dts = std::max(packet.dts, mayRepeat ? last : last + 1);
        packet.pts = std::max(packet.pts, packet.dts);
    }
    last = packet.dts;
    int status = av_interleaved_write_frame(output.get(), &packet);
    if (status >= 0 && output->pb->error < 0)
        status = output->pb->error;
    return status < 0 ? Result<void>(writeFailure(file.targetPath(), status)) : Result<void>();
}

Result<void> VideoWriter::Impl::nextSound()
{
    do {
        const Result<bool> got = sound->next(*soundPacket);
        if (!got)
            return Unexpected(got.error());
        hasSoundPacket = *got;
        if (!hasSoundPacket)
            return {};
        soundPacket->pts += soundShift;
        soundPacket->dts += soundShift;
    } while (isPrimingDropped && soundPacket->pts < 0);
    return {};
}

/// @param video null: all the sound that is left
Result<void> VideoWriter::Impl::writeSoundUpTo(const AVPacket *video)
{
    while (hasSoundPacket) {
        if (video != nullptr
            && av_compare_ts(
                       soundPacket->dts, sound->timeBase(), video->dts, encoder.context().time_base)
                       > 0) {
            return {};
        }
        if (const auto written = mux(*soundPacket, 1, sound->timeBase()); !written)
            return written;
        if (const auto next = nextSound(); !next)
            return next;
    }
    return {};
}

Result<void> VideoWriter::Impl::drainVideo()
{
    while (true) {
        const Result<bool> got = encoder.receive(*videoPacket);
        if (!got)
            return Unexpected(got.error());
        if (!*got)
            return {};
        if (const auto written = writeSoundUpTo(videoPacket.get()); !written)
            return written;
        if (const auto written = mux(*videoPacket, 0, encoder.context().time_base); !written)
            return written;
    }
}

Result<void> VideoWriter::Impl::write(const Frame &frame)
{
    if (const auto sent = encoder.send(frame); !sent)
        return sent;
    hasFrames = true;
    return drainVideo();
}

Result<void> VideoWriter::Impl::finish()
{
    if (const auto finished = encoder.finish(); !finished)
        return finished;
    if (const auto drained = drainVideo(); !drained)
        return drained;
    if (const auto written = writeSoundUpTo(nullptr); !written)
        return written;
    return close();
}

Result<void> VideoWriter::Impl::close()
{
    int status = av_write_trailer(output.get());
    if (status >= 0 && output->pb->error < 0)
        status = output->pb->error;
    const int closed = avio_closep(&output->pb);
    if (status >= 0)
        status = closed;
    if (status < 0)
        return writeFailure(file.targetPath(), status);
    output.reset();
    return file.commit();
}

VideoWriter::VideoWriter(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
VideoWriter::VideoWriter(VideoWriter &&other) noexcept = default;
VideoWriter &VideoWriter::operator=(VideoWriter &&other) noexcept = default;
VideoWriter::~VideoWriter() = default;

Result<VideoWriter> VideoWriter::create(const std::filesystem::path &path,
                                        Size size,
                                        double pixelAspect,
                                        const VideoWriterOptions &options)
{
    ffmpeg::installLog();
    if (size.isEmpty()) {
        return fail(ErrorCode::InvalidArgument,
                    path.string() + ": a video needs frames of at least 1x1 pixels");
    }
    const Result<const AVOutputFormat *> format = formatOf(path);
    if (!format)
        return Unexpected(format.error());
    Result<VideoEncoder> encoder = VideoEncoder::open(**format, path, size, pixelAspect, options);
    if (!encoder) {
        Error error = encoder.error();
        error.message = path.string() + ": " + error.message;
        return Unexpected(std::move(error));
    }
    Result<AtomicFile> file = AtomicFile::create(path);
    if (!file)
        return Unexpected(file.error());
    auto impl = std::make_unique<Impl>(std::move(*file), std::move(*encoder));
    if (const auto opened = impl->open(**format, options); !opened)
        return Unexpected(opened.error());
    return VideoWriter(std::move(impl));
}

Result<void> VideoWriter::check(const std::filesystem::path &path,
                                const VideoWriterOptions &options)
{
    ffmpeg::installLog();
    const Result<const AVOutputFormat *> format = formatOf(path);
    if (!format)
        return Unexpected(format.error());
    const auto encoder = VideoEncoder::open(**format, path, kTrialSize, 1.0, options);
    return encoder ? Result<void>() : Result<void>(Unexpected(encoder.error()));
}

Result<void> VideoWriter::write(const Frame &frame)
{
    SOUNDLOCUS_EXPECTS(m_impl != nullptr);
    if (m_impl->fault)
        return Unexpected(*m_impl->fault);
    auto written = m_impl->write(frame);
    if (!written && written.error().code != ErrorCode::InvalidArgument)
        m_impl->fault = written.error();
    return written;
}

Result<void> VideoWriter::finish()
{
    SOUNDLOCUS_EXPECTS(m_impl != nullptr);
    // Spent from here on: without a commit the file goes away.
    const std::unique_ptr<Impl> impl = std::move(m_impl);
    if (impl->fault)
        return Unexpected(*impl->fault);
    if (!impl->hasFrames) {
        return fail(ErrorCode::InvalidArgument,
                    impl->file.targetPath().string() + ": no frame was given for this video");
    }
    return impl->finish();
}

} // namespace soundlocus
