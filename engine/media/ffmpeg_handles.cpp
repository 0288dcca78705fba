// SPDX-License-Identifier: MIT
#include "engine/media/ffmpeg_handles.h"

#include "engine/core/log.h"

extern "C" {
#include <libavutil/log.h>
}

#include <array>
#include <cstdarg>
#include <mutex>
#include <new>
#include <string_view>

namespace soundlocus::ffmpeg {

namespace {

/// Longer lines of FFmpeg's log are cut.
constexpr int kLogLineBytes = 1024;

void forwardLog(void *source, int level, const char *format, va_list arguments)
{
    if (level > AV_LOG_WARNING)
        return;
    try {
        std::array<char, kLogLineBytes> line{};
        int printPrefix = 1;
        av_log_format_line2(source,
                            level,
                            format,
                            arguments,
                            line.data(),
                            static_cast<int>(line.size()),
                            &printPrefix);
        std::string_view text(line.data());
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
            text.remove_suffix(1);
        if (!text.empty())
            log(LogLevel::Debug, "FFmpeg: " + std::string(text));
    } catch (...) {
        // A log line is not worth a crash inside a C library.
        return;
    }
}

} // namespace

FramePtr makeFrame()
{
    FramePtr frame(av_frame_alloc());
    if (!frame)
        throw std::bad_alloc();
    return frame;
}

PacketPtr makePacket()
{
    PacketPtr packet(av_packet_alloc());
    if (!packet)
        throw std::bad_alloc();
    return packet;
}

std::string errorText(int averror)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(averror, text.data(), text.size());
    return text.data();
}

void installLog()
{
    static std::once_flag once;
    std::call_once(once, [] { av_log_set_callback(&forwardLog); });
}

} // namespace soundlocus::ffmpeg
