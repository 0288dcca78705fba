// SPDX-License-Identifier: MIT
#include "engine/media/resampler.h"

#include "engine/core/expects.h"
#include "engine/media/ffmpeg_handles.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <numeric>

namespace soundlocus {

namespace {

/// Twice the reach of libswresample's filter (32 taps at the lower of the two rates).
constexpr std::int64_t kFilterReach = 64;

} // namespace

std::int64_t samplesIn(MediaTime time, int sampleRateHz)
{
    return std::llround(static_cast<long double>(time.count()) * sampleRateHz / 1000000.0L);
}

ResamplePlan::ResamplePlan(int inputRateHz, int outputRateHz)
    : m_inputRate(inputRateHz)
    , m_outputRate(outputRateHz)
{
    SOUNDLOCUS_EXPECTS(inputRateHz > 0 && outputRateHz > 0);
    const int common = std::gcd(inputRateHz, outputRateHz);
    m_inputPeriod = inputRateHz / common;
    m_outputPeriod = outputRateHz / common;
}

ResamplePlan::Piece ResamplePlan::pieceFor(std::int64_t first, std::int64_t last) const
{
    const std::int64_t reach = kFilterReach
                               * std::max<std::int64_t>(1, 1 + m_inputRate / m_outputRate);
    const std::int64_t nearest = first / m_outputPeriod * m_inputPeriod - reach;
    const std::int64_t periods = nearest <= 0 ? 0 : nearest / m_inputPeriod;
    Piece piece;
    piece.inputBegin = periods * m_inputPeriod;
    piece.outputBegin = periods * m_outputPeriod;
    piece.inputEnd = av_rescale_rnd(last, m_inputRate, m_outputRate, AV_ROUND_UP) + reach;
    return piece;
}

std::int64_t ResamplePlan::outputCount(std::int64_t inputCount) const
{
    return av_rescale(inputCount, m_outputRate, m_inputRate);
}

Result<std::vector<float>> ResamplePlan::run(std::span<const float> input) const
{
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    SwrContext *raw = nullptr;
    int status = swr_alloc_set_opts2(&raw,
                                     &mono,
                                     AV_SAMPLE_FMT_FLT,
                                     m_outputRate,
                                     &mono,
                                     AV_SAMPLE_FMT_FLT,
                                     m_inputRate,
                                     0,
                                     nullptr);
    const ffmpeg::SwrPtr resampler(raw);
    if (status >= 0) {
        av_opt_set_int(raw, "phase_shift", kResamplerPhaseShift, 0);
        av_opt_set_int(raw, "exact_rational", 1, 0);
        status = swr_init(raw);
    }
    std::vector<float> output;
    if (status >= 0) {
        const auto count = static_cast<int>(input.size());
        output.resize(static_cast<std::size_t>(std::max(0, swr_get_out_samples(raw, count)))
                      + static_cast<std::size_t>(kFilterReach));
        const auto *from = reinterpret_cast<const std::uint8_t *>(input.data());
        auto *to = reinterpret_cast<std::uint8_t *>(output.data());
        status = swr_convert(raw, &to, static_cast<int>(output.size()), &from, count);
        if (status >= 0) {
            // The filter's tail, with silence behind the end.
            auto *rest = reinterpret_cast<std::uint8_t *>(output.data() + status);
            const int room = static_cast<int>(output.size()) - status;
            const int tail = swr_convert(raw, &rest, room, nullptr, 0);
            output.resize(static_cast<std::size_t>(status + std::max(0, tail)));
        }
    }
    if (status < 0) {
        return fail(ErrorCode::InvalidArgument,
                    "sound of " + std::to_string(m_inputRate) + " Hz cannot be resampled to "
                            + std::to_string(m_outputRate) + " Hz; choose another rate",
                    ffmpeg::errorText(status));
    }
    return output;
}

} // namespace soundlocus
