// SPDX-License-Identifier: MIT
// Internal to engine/media: decoded sound of one stream, with sample positions.
#pragma once

#include "engine/media/audio_decoder.h"
#include "engine/media/ffmpeg_input.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace soundlocus {

/// Silence in a sound is made in pieces of so many instants.
inline constexpr std::int64_t kSilencePieceSamples = 4096;
/// Stamps may be off by so much before it counts as a gap or an overlap (header of AudioDecoder).
inline constexpr double kStampToleranceSeconds = 0.05;
/// No gap is filled beyond this: such a jump is a broken stamp.
inline constexpr double kLongestGapSeconds = 3600.0;

/// A run of samples, interleaved where there is more than one channel. Position 0 is the first
/// instant of the stream.
struct SoundBlock
{
    std::int64_t position = 0;
    std::vector<float> samples;
};

/// Makes samples for SoundStream of what its codec gives.
struct SampleReader
{
    /// Interleaved, `channels` for each instant; empty for formats unknown to it.
    std::function<std::vector<float>(const AVFrame &)> read;
    int channels = 1;
};

/// Mono, as AudioDecoder gives it.
[[nodiscard]] SampleReader monoReader(Downmix downmix);

/// Decodes one sound stream at its own rate. Positions are counted in instants from the start of
/// the stream, not read from stamps (which some containers round to milliseconds): so a run that
/// starts in the middle starts where the run before has left a mark.
class SoundStream
{
public:
    [[nodiscard]] static Result<SoundStream> open(const MediaFile &file,
                                                  int streamIndex,
                                                  SampleReader reader);

    /// Next run; empty at the end. Gaps longer than 50 ms come as runs of zeros, overlaps are cut.
    /// Errors: CorruptData (no sample in the whole file), Cancelled.
    [[nodiscard]] Result<std::optional<SoundBlock>> next(const std::stop_token &stop);

    /// Starts again at or before a position, as near as the marks allow; at worst at the start.
    [[nodiscard]] Result<void> startBefore(std::int64_t position);
    /// The same without marks, for ears: where none is near, the stamps are believed, which some
    /// containers round to milliseconds. Formats without stamps are read from their start.
    [[nodiscard]] Result<void> startNear(std::int64_t position);

    /// Time of position 0 on the file's axis; known after the first next().
    [[nodiscard]] MediaTime start() const { return m_start; }
    [[nodiscard]] int sampleRateHz() const { return m_rate; }
    [[nodiscard]] int streamIndex() const { return m_streamIndex; }
    [[nodiscard]] std::int64_t damagedPackets() const { return m_damaged; }
    /// Up to here startBefore() has marks.
    [[nodiscard]] std::int64_t markedUpTo() const
    {
        return m_marks.empty() ? 0 : m_marks.back().position;
    }

private:
    /// Where decoding can be taken up again: the sample of this stamp has that position.
    struct Mark
    {
        std::int64_t ticks = 0;
        std::int64_t position = 0;
    };

    SoundStream(MediaFile file, ffmpeg::Input input, ffmpeg::CodecPtr codec, int streamIndex);

    [[nodiscard]] AVStream &stream() const { return *m_input.stream(m_streamIndex); }
    [[nodiscard]] std::int64_t positionOf(std::int64_t ticks) const;
    [[nodiscard]] Result<void> feed();
    [[nodiscard]] std::optional<SoundBlock> accept(const AVFrame &frame);
    [[nodiscard]] std::optional<std::int64_t> foundPosition(const AVFrame &frame,
                                                            std::int64_t ticks) const;
    [[nodiscard]] bool seekTo(std::int64_t ticks);
    void leaveMark(std::int64_t ticks);
    [[nodiscard]] SoundBlock placed(std::int64_t ticks, std::vector<float> samples);
    [[nodiscard]] SoundBlock blockOf(std::vector<float> samples);
    [[nodiscard]] SoundBlock pieceOfGap();
    [[nodiscard]] Result<void> startOver();

    MediaFile m_file;
    ffmpeg::Input m_input;
    ffmpeg::CodecPtr m_codec;
    int m_streamIndex = -1;
    SampleReader m_reader;
    ffmpeg::PacketPtr m_packet;
    ffmpeg::FramePtr m_frame;
    std::vector<Mark> m_marks;
    Mark m_wanted;
    bool m_isByStamp = false; // positions are those of stamps since startNear()
    int m_rate = 0;
    MediaTime m_start{0};
    std::optional<std::int64_t> m_startTicks;
    /// Position behind the last instant given; unknown between a seek and the wanted one.
    std::optional<std::int64_t> m_position = 0;
    std::int64_t m_silence = 0;         // instants of a gap that are still to be given
    std::vector<float> m_behindSilence; // samples that follow it
    bool m_isDraining = false;
    std::int64_t m_damaged = 0;
};

} // namespace soundlocus
