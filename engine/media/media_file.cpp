// SPDX-License-Identifier: MIT
#include "engine/media/media_file.h"

#include "engine/media/ffmpeg_input.h"
#include "engine/media/picture_header.h"

extern "C" {
#include <libavutil/parseutils.h>
#include <libavutil/pixdesc.h>
}

#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>

namespace soundlocus {

namespace {

using ffmpeg::Input;

/// Sound and picture may differ by so much at either end before it is worth a warning.
constexpr MediaTime kUnequalEnds{500'000};

std::string secondsText(MediaTime time)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f s", toSeconds(time));
    return text.data();
}

/// End of the file on its axis.
MediaTime endOf(const Input &input)
{
    const AVFormatContext &context = *input.context;
    if (context.duration == AV_NOPTS_VALUE || context.duration < 0)
        return MediaTime{0};
    const std::int64_t start = context.start_time == AV_NOPTS_VALUE ? 0 : context.start_time;
    return MediaTime(context.duration + start) - input.origin;
}

MediaTime startOf(const Input &input, const AVStream &stream)
{
    return stream.start_time == AV_NOPTS_VALUE ? MediaTime{0}
                                               : input.time(stream.start_time, stream.time_base);
}

/// End of a stream on the file's axis, as Matroska writers leave it in a tag: the format itself
/// knows only the length of the whole file.
std::optional<MediaTime> taggedEnd(const Input &input, const AVStream &stream)
{
    const AVDictionaryEntry *entry = av_dict_get(stream.metadata, "DURATION", nullptr, 0);
    std::int64_t micros = 0;
    if (entry == nullptr || av_parse_time(&micros, entry->value, 1) < 0 || micros <= 0)
        return std::nullopt;
    return MediaTime(micros) - input.origin;
}

MediaTime durationOf(const Input &input, const AVStream &stream)
{
    if (stream.duration != AV_NOPTS_VALUE && stream.duration > 0)
        return ffmpeg::toMediaTime(stream.duration, stream.time_base);
    const auto end = taggedEnd(input, stream);
    if (end && *end > startOf(input, stream))
        return *end - startOf(input, stream);
    return std::max(MediaTime{0}, endOf(input) - startOf(input, stream));
}

std::string languageOf(const AVStream &stream)
{
    const AVDictionaryEntry *entry = av_dict_get(stream.metadata, "language", nullptr, 0);
    return entry != nullptr && std::string_view(entry->value) != "und" ? entry->value : "";
}

VideoStreamFacts videoFacts(const Input &input, AVStream &stream)
{
    const AVCodecParameters &parameters = *stream.codecpar;
    VideoStreamFacts facts;
    facts.streamIndex = stream.index;
    facts.codec = avcodec_get_name(parameters.codec_id);
    const char *format = av_get_pix_fmt_name(static_cast<AVPixelFormat>(parameters.format));
    facts.pixelFormat = format != nullptr ? format : "";
    facts.codedSize = Size{parameters.width, parameters.height};
    const ffmpeg::DisplayTransform transform = ffmpeg::displayTransform(stream);
    facts.rotationDegrees = transform.clockwiseDegrees();
    facts.displaySize = transform.transpose ? Size{parameters.height, parameters.width}
                                            : facts.codedSize;
    const AVRational aspect = av_guess_sample_aspect_ratio(input.context.get(), &stream, nullptr);
    if (aspect.num > 0 && aspect.den > 0)
        facts.pixelAspect = ffmpeg::toRational(aspect);
    facts.averageRate = stream.avg_frame_rate.num > 0 ? ffmpeg::toRational(stream.avg_frame_rate)
                                                      : Rational{0, 1};
    facts.timeBase = ffmpeg::toRational(stream.time_base);
    facts.start = startOf(input, stream);
    facts.duration = durationOf(input, stream);
    facts.frameCount = stream.nb_frames > 0 ? stream.nb_frames
                                            : std::llround(toSeconds(facts.duration)
                                                           * facts.averageRate.toDouble());
    facts.isInterlaced = parameters.field_order != AV_FIELD_UNKNOWN
                         && parameters.field_order != AV_FIELD_PROGRESSIVE;
    return facts;
}

AudioStreamFacts audioFacts(const Input &input, const AVStream &stream)
{
    const AVCodecParameters &parameters = *stream.codecpar;
    AudioStreamFacts facts;
    facts.streamIndex = stream.index;
    facts.codec = avcodec_get_name(parameters.codec_id);
    facts.sampleRateHz = parameters.sample_rate;
    facts.channels = parameters.ch_layout.nb_channels;
    std::array<char, 64> layout{};
    if (av_channel_layout_describe(&parameters.ch_layout, layout.data(), layout.size()) > 0)
        facts.layout = layout.data();
    facts.language = languageOf(stream);
    facts.start = startOf(input, stream);
    facts.duration = durationOf(input, stream);
    return facts;
}

void addWarnings(MediaFacts &facts)
{
    if (facts.audio.empty())
        facts.warnings.emplace_back("no sound");
    if (facts.video.empty())
        facts.warnings.emplace_back("no picture");
    if (facts.audio.empty() || facts.video.empty())
        return;
    const VideoStreamFacts &video = facts.video.front();
    const AudioStreamFacts &audio = facts.audio.front();
    const MediaTime startGap = audio.start - video.start;
    const MediaTime endGap = audio.start + audio.duration - video.start - video.duration;
    if (startGap > kUnequalEnds)
        facts.warnings.push_back("sound starts " + secondsText(startGap) + " after the picture");
    if (-startGap > kUnequalEnds)
        facts.warnings.push_back("picture starts " + secondsText(-startGap) + " after the sound");
    if (-endGap > kUnequalEnds)
        facts.warnings.push_back("sound ends " + secondsText(-endGap) + " before the picture");
    if (endGap > kUnequalEnds)
        facts.warnings.push_back("picture ends " + secondsText(endGap) + " before the sound");
    if (facts.audio.size() > 1) {
        facts.warnings.push_back(std::to_string(facts.audio.size())
                                 + " sound tracks, the first is used");
    }
}

MediaFacts pictureFacts(const PictureHeader &header)
{
    MediaFacts facts;
    facts.kind = MediaKind::Picture;
    facts.container = header.format;
    VideoStreamFacts video;
    video.streamIndex = 0;
    video.codec = header.format;
    video.codedSize = header.size;
    video.displaySize = header.isTurned ? Size{header.size.height, header.size.width} : header.size;
    video.timeBase = Rational{1, 1000000};
    video.averageRate = Rational{0, 1};
    video.frameCount = 1;
    video.isFrameCountExact = true;
    facts.video.push_back(video);
    facts.warnings.emplace_back("no sound");
    return facts;
}

MediaFacts streamFacts(const Input &input)
{
    const AVFormatContext &context = *input.context;
    MediaFacts facts;
    facts.container = context.iformat->name;
    facts.duration = std::max(MediaTime{0}, endOf(input));
    for (unsigned i = 0; i < context.nb_streams; ++i) {
        AVStream &stream = *context.streams[i];
        const AVCodecParameters &parameters = *stream.codecpar;
        if (ffmpeg::isPictureStream(stream) && parameters.width > 0 && parameters.height > 0)
            facts.video.push_back(videoFacts(input, stream));
        else if (parameters.codec_type == AVMEDIA_TYPE_AUDIO && parameters.sample_rate > 0)
            facts.audio.push_back(audioFacts(input, stream));
    }
    facts.kind = facts.video.empty() ? MediaKind::Audio : MediaKind::Video;
    addWarnings(facts);
    return facts;
}

/// A picture in a container of moving pictures: a GIF with one image, an AVIF.
bool isSinglePicture(const MediaFacts &facts)
{
    return facts.video.size() == 1 && facts.audio.empty() && facts.video.front().frameCount <= 1
           && (facts.container == "gif" || facts.container == "apng"
               || facts.container.ends_with("_pipe") || facts.container == "image2");
}

} // namespace

Result<MediaFile> MediaFile::open(const std::filesystem::path &path)
{
    Result<std::optional<PictureHeader>> picture = probePicture(path);
    if (!picture)
        return Unexpected(picture.error());
    std::error_code ignored;
    const std::uintmax_t bytes = std::filesystem::file_size(path, ignored);
    // An animated picture is a video for FFmpeg.
    if (picture->has_value() && !(*picture)->isMoving) {
        MediaFacts facts = pictureFacts(**picture);
        facts.fileBytes = bytes;
        return MediaFile(path, std::move(facts));
    }

    const Result<Input> input = ffmpeg::openInput(path);
    if (!input)
        return Unexpected(input.error());
    MediaFacts facts = streamFacts(*input);
    facts.fileBytes = bytes;
    if (facts.video.empty() && facts.audio.empty()) {
        const std::string name = path.string() + ":";
        if (!ffmpeg::isKnownKind(path)) {
            return fail(ErrorCode::UnsupportedFormat,
                        name + " is no video, sound or picture that can be read; convert it");
        }
        return fail(ErrorCode::CorruptData,
                    name + " holds no usable picture or sound; get the file again");
    }
    if (isSinglePicture(facts))
        facts.kind = MediaKind::Picture;
    return MediaFile(path, std::move(facts), ffmpeg::probeOf(*input, bytes));
}

} // namespace soundlocus
