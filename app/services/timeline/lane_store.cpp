// SPDX-License-Identifier: MIT
#include "app/services/timeline/lane_store.h"

#include "engine/core/log.h"

#include <cstring>
#include <string>
#include <type_traits>

namespace soundlocus {

namespace {

/// Changes with the layout below, with kFloorDecibels and kTopDecibels, and with the grain.
constexpr int kLaneVersion = 1;
constexpr std::uintmax_t kLargestLaneBytes = std::uintmax_t{32} << 20;
/// Of all files together.
constexpr std::uintmax_t kLaneFolderBytes = std::uintmax_t{512} << 20;

struct Header
{
    std::int64_t rateHz = 0;
    std::int64_t startUs = 0;
    std::int64_t waveformStep = 1;
    std::int64_t waveformColumns = 0;
    double spectrumStep = 1;
    double spectrumLead = 0;
    std::int64_t bins = 0;
    std::int64_t levelBytes = 0;
};
static_assert(std::is_trivially_copyable_v<Header> && std::is_trivially_copyable_v<WaveformColumn>);

} // namespace

LaneStore::LaneStore(const std::filesystem::path &folder)
    : m_cache(folder, "lanes", kLaneVersion)
{}

std::optional<KeptLanes> LaneStore::load(const std::filesystem::path &file) const
{
    const std::optional<std::string> bytes = m_cache.load(file, kLargestLaneBytes);
    Header header;
    if (!bytes || bytes->size() < sizeof header)
        return std::nullopt;
    std::memcpy(&header, bytes->data(), sizeof header);
    const std::size_t left = bytes->size() - sizeof header;
    const auto columns = static_cast<std::size_t>(header.waveformColumns);
    const auto levels = static_cast<std::size_t>(header.levelBytes);
    if (header.rateHz < 1 || header.waveformStep < 1 || header.spectrumStep < 1 || header.bins < 1
        || columns > left / sizeof(WaveformColumn)
        || levels != left - columns * sizeof(WaveformColumn)) {
        return std::nullopt;
    }
    KeptLanes lanes;
    lanes.axis = {static_cast<int>(header.rateHz), MediaTime(header.startUs)};
    lanes.run.waveform.step = header.waveformStep;
    lanes.run.waveform.columns.resize(columns);
    const char *from = bytes->data() + sizeof header;
    if (columns > 0)
        std::memcpy(lanes.run.waveform.columns.data(), from, columns * sizeof(WaveformColumn));
    from += columns * sizeof(WaveformColumn);
    lanes.run.spectrum = {header.spectrumStep,
                          header.spectrumLead,
                          0,
                          static_cast<int>(header.bins),
                          std::vector<std::uint8_t>(from, from + levels)};
    return lanes;
}

void LaneStore::store(const std::filesystem::path &file,
                      const FileCache::Stamp &stamp,
                      const KeptLanes &lanes) const
{
    const WaveformRun &waveform = lanes.run.waveform;
    const SpectrumRun &spectrum = lanes.run.spectrum;
    const Header header{lanes.axis.rateHz,
                        lanes.axis.start.count(),
                        waveform.step,
                        static_cast<std::int64_t>(waveform.columns.size()),
                        spectrum.step,
                        spectrum.lead,
                        spectrum.bins,
                        static_cast<std::int64_t>(spectrum.levels.size())};
    std::string bytes(reinterpret_cast<const char *>(&header), sizeof header);
    bytes.append(reinterpret_cast<const char *>(waveform.columns.data()),
                 waveform.columns.size() * sizeof(WaveformColumn));
    bytes.append(reinterpret_cast<const char *>(spectrum.levels.data()), spectrum.levels.size());
    if (const auto kept = m_cache.store(file, stamp, bytes, kLaneFolderBytes); !kept)
        log(LogLevel::Debug, "lanes of the timeline not kept: " + toString(kept.error()));
}

} // namespace soundlocus
