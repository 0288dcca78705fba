// SPDX-License-Identifier: MIT
#include "engine/media/ffmpeg_input.h"

#include "engine/core/file_io.h"

extern "C" {
#include <libavutil/dict.h>
#include <libavutil/display.h>
}

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <vector>

namespace soundlocus::ffmpeg {

namespace {

/// Bytes of the file's head that tell a damaged file of a known kind from an unknown one.
constexpr std::size_t kProbeBytes = std::size_t{64} << 10;

/// Formats that open other files or devices by what stands in this one.
constexpr std::array<std::string_view, 6> kForeignFormats{"hls",
                                                          "concat",
                                                          "dash",
                                                          "imf",
                                                          "sdp",
                                                          "webm_dash_manifest"};

struct Dictionary
{
    AVDictionary *entries = nullptr;

    Dictionary() = default;
    Dictionary(const Dictionary &) = delete;
    Dictionary &operator=(const Dictionary &) = delete;
    ~Dictionary() { av_dict_free(&entries); }
};

Unexpected openFailure(const std::filesystem::path &path, int averror)
{
    const std::string name = path.string() + ":";
    if (averror == AVERROR(ENOMEM))
        return fail(ErrorCode::TooLarge, name + " needs more memory than there is");
    if (isKnownKind(path)) {
        return fail(ErrorCode::CorruptData,
                    name + " is damaged or cut off; get the file again or repair it",
                    errorText(averror));
    }
    return fail(ErrorCode::UnsupportedFormat,
                name + " is no video, sound or picture that can be read; convert it, say to MP4",
                errorText(averror));
}

MediaTime originOf(const AVFormatContext &context)
{
    if (context.start_time == AV_NOPTS_VALUE)
        return MediaTime{0};
    if ((context.iformat->flags & AVFMT_TS_DISCONT) != 0)
        return MediaTime(context.start_time);
    for (unsigned i = 0; i < context.nb_streams; ++i) {
        if (isPictureStream(*context.streams[i]))
            return MediaTime{0};
    }
    return MediaTime(std::max<std::int64_t>(0, context.start_time));
}

const std::int32_t *displayMatrix(const AVStream &stream)
{
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 31, 100)
    const AVPacketSideData *data = av_packet_side_data_get(stream.codecpar->coded_side_data,
                                                           stream.codecpar->nb_coded_side_data,
                                                           AV_PKT_DATA_DISPLAYMATRIX);
    return data != nullptr ? reinterpret_cast<const std::int32_t *>(data->data) : nullptr;
#else
    return reinterpret_cast<const std::int32_t *>(
            av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr));
#endif
}

} // namespace

bool isKnownKind(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<unsigned char> head(kProbeBytes + AVPROBE_PADDING_SIZE, 0);
    file.read(reinterpret_cast<char *>(head.data()), static_cast<std::streamsize>(kProbeBytes));
    AVProbeData data{};
    data.filename = "";
    data.buf = head.data();
    data.buf_size = static_cast<int>(file.gcount());
    int score = 0;
    return av_probe_input_format3(&data, 1, &score) != nullptr && score > AVPROBE_SCORE_RETRY;
}

namespace {

/// Opens a file as far as its headers go.
Result<Input> openHeaders(const std::filesystem::path &path)
{
    installLog();
    if (const auto readable = checkReadableFile(path); !readable)
        return Unexpected(readable.error());

    Dictionary options;
    av_dict_set(&options.entries, "protocol_whitelist", "file", 0);
    av_dict_set(&options.entries, "pattern_type", "none", 0);
    AVFormatContext *raw = nullptr;
    // The prefix keeps names with a colon from being taken for a protocol.
    const std::string url = "file:" + path.string();
    const int status = avformat_open_input(&raw, url.c_str(), nullptr, &options.entries);
    if (status < 0)
        return openFailure(path, status);

    Input input;
    input.context.reset(raw);
    for (const std::string_view format : kForeignFormats) {
        if (format == raw->iformat->name) {
            return fail(ErrorCode::UnsupportedFormat,
                        path.string() + ": is a list of other files; give those files themselves");
        }
    }
    return input;
}

Result<Input> probed(Result<Input> input, const std::filesystem::path &path)
{
    if (!input)
        return input;
    const int status = avformat_find_stream_info(input->context.get(), nullptr);
    if (status < 0)
        return openFailure(path, status);
    input->origin = originOf(*input->context);
    return input;
}

/// The stamps of this container need no packets to be understood.
bool hasAllInHeaders(const AVFormatContext &context)
{
    return std::string_view(context.iformat->name).starts_with("mov,");
}

/// Gives the streams what a probe found; false when it is of another file.
bool takeOver(const Probe &probe, AVFormatContext &context)
{
    if (!hasAllInHeaders(context) || context.nb_streams != probe.parameters.size())
        return false;
    for (unsigned i = 0; i < context.nb_streams; ++i) {
        const AVCodecParameters &now = *context.streams[i]->codecpar;
        const AVCodecParameters &then = *probe.parameters[i];
        if (now.codec_type != then.codec_type || now.codec_id != then.codec_id)
            return false;
    }
    for (unsigned i = 0; i < context.nb_streams; ++i) {
        if (avcodec_parameters_copy(context.streams[i]->codecpar, probe.parameters[i].get()) < 0)
            return false;
    }
    return true;
}

} // namespace

Result<Input> openInput(const std::filesystem::path &path)
{
    return probed(openHeaders(path), path);
}

std::shared_ptr<const Probe> probeOf(const Input &input, std::uintmax_t fileBytes)
{
    const AVFormatContext &context = *input.context;
    if (!hasAllInHeaders(context))
        return nullptr;
    auto probe = std::make_shared<Probe>();
    probe->origin = input.origin;
    probe->fileBytes = fileBytes;
    for (unsigned i = 0; i < context.nb_streams; ++i) {
        ParametersPtr copy(avcodec_parameters_alloc());
        if (!copy || avcodec_parameters_copy(copy.get(), context.streams[i]->codecpar) < 0)
            return nullptr;
        probe->parameters.push_back(std::move(copy));
    }
    return probe;
}

Result<Input> openInput(const MediaFile &file)
{
    Result<Input> input = openHeaders(file.path());
    std::error_code error;
    const Probe *probe = file.probe();
    if (input && probe != nullptr
        && std::filesystem::file_size(file.path(), error) == probe->fileBytes
        && takeOver(*probe, *input->context)) {
        input->origin = probe->origin;
        return input;
    }
    return probed(std::move(input), file.path());
}

Result<CodecPtr> openDecoder(const AVStream &stream, int threads, const std::filesystem::path &path)
{
    const std::string codecName = avcodec_get_name(stream.codecpar->codec_id);
    const AVCodec *codec = avcodec_find_decoder(stream.codecpar->codec_id);
    if (codec == nullptr) {
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": uses " + codecName
                            + ", for which this FFmpeg has no decoder; convert it, say to H.264");
    }
    CodecPtr context(avcodec_alloc_context3(codec));
    int status = context ? avcodec_parameters_to_context(context.get(), stream.codecpar)
                         : AVERROR(ENOMEM);
    if (status >= 0) {
        context->pkt_timebase = stream.time_base;
        context->thread_count = threads;
        status = avcodec_open2(context.get(), codec, nullptr);
    }
    if (status < 0) {
        return fail(ErrorCode::UnsupportedFormat,
                    "the " + codecName + " stream of \"" + path.string()
                            + "\" cannot be decoded; convert the file",
                    errorText(status));
    }
    return context;
}

void keepOnly(AVFormatContext &context, int streamIndex)
{
    for (unsigned i = 0; i < context.nb_streams; ++i) {
        context.streams[i]->discard = static_cast<int>(i) == streamIndex ? AVDISCARD_DEFAULT
                                                                         : AVDISCARD_ALL;
    }
}

bool isPictureStream(const AVStream &stream)
{
    return stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO
           && (stream.disposition & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS))
                      == 0;
}

int DisplayTransform::clockwiseDegrees() const
{
    if (transpose)
        return flipX ? 90 : 270;
    return flipX && flipY ? 180 : 0;
}

DisplayTransform displayTransform(const AVStream &stream)
{
    // x' = m0 x + m3 y, y' = m1 x + m4 y (libavutil/display.h); turns are rounded to quarters.
    const std::int32_t *matrix = displayMatrix(stream);
    if (matrix == nullptr)
        return {};
    DisplayTransform transform;
    transform.transpose = std::llabs(matrix[1]) > std::llabs(matrix[0]);
    transform.flipX = (transform.transpose ? matrix[3] : matrix[0]) < 0;
    transform.flipY = (transform.transpose ? matrix[1] : matrix[4]) < 0;
    return transform;
}

} // namespace soundlocus::ffmpeg
