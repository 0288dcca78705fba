// SPDX-License-Identifier: MIT
#include "engine/pipeline/heatmap_writer.h"

#include "engine/core/file_io.h"
#include "engine/pipeline/npy_writer.h"
#include "engine/render/png_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <zip.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// What all formats keep beside the maps.
struct MapFacts
{
    std::optional<Size> size;
    FrameRegion region;
    HeatmapScale scale = HeatmapScale::Cosine;
    std::vector<double> times;

    Result<void> add(const Heatmap &map, const fs::path &path)
    {
        if (!size) {
            size = map.size();
            region = map.region;
            scale = map.scale();
        }
        if (map.size() != *size)
            return fail(ErrorCode::CorruptData,
                        path.string()
                                + ": the picture changes its sides on the way, so the maps do not "
                                  "fit one array; use --heatmaps png, or --start and --end");
        times.push_back(toSeconds(map.pts));
        return {};
    }
    [[nodiscard]] std::vector<std::int64_t> shape(FrameAxis axis) const
    {
        const Size cells = size.value_or(Size{});
        if (axis == FrameAxis::Drop && times.size() == 1)
            return {cells.height, cells.width};
        return {static_cast<std::int64_t>(times.size()), cells.height, cells.width};
    }
    [[nodiscard]] nlohmann::ordered_json json(std::optional<ModelFamily> family) const
    {
        nlohmann::ordered_json json;
        json["times_s"] = times;
        json["region"] = {region.x0, region.y0, region.x1, region.y1};
        json["scale"] = scale == HeatmapScale::Cosine  ? "cosine"
                        : scale == HeatmapScale::Logit ? "logit"
                                                       : "unit";
        if (family)
            json["family"] = toString(*family);
        return json;
    }
};

class NpyHeatmapWriter final : public HeatmapWriter
{
public:
    NpyHeatmapWriter(NpyWriter array, fs::path json, FrameAxis axis)
        : m_array(std::move(array))
        , m_json(std::move(json))
        , m_axis(axis)
    {}

    Result<void> append(const Heatmap &map) override
    {
        if (auto added = m_facts.add(map, m_json); !added)
            return added;
        return m_array.append(map.values());
    }

    Result<void> finish() override
    {
        if (auto finished = m_array.finish(m_facts.shape(m_axis)); !finished)
            return finished;
        return writeWholeFile(m_json, m_facts.json(family()).dump() + "\n");
    }

private:
    NpyWriter m_array;
    fs::path m_json;
    FrameAxis m_axis;
    MapFacts m_facts;
};

/// A zip of arrays, as numpy.savez makes it; written through libzip.
class NpzHeatmapWriter final : public HeatmapWriter
{
public:
    NpzHeatmapWriter(NpyWriter array, AtomicFile file, FrameAxis axis)
        : m_array(std::move(array))
        , m_file(std::move(file))
        , m_axis(axis)
    {}

    Result<void> append(const Heatmap &map) override
    {
        if (auto added = m_facts.add(map, m_file.targetPath()); !added)
            return added;
        return m_array.append(map.values());
    }

    Result<void> finish() override
    {
        if (auto sealed = m_array.seal(m_facts.shape(m_axis)); !sealed)
            return sealed;
        const std::string times = float64Array(m_facts.times);
        const FrameRegion &r = m_facts.region;
        const std::string region = float64Array({r.x0, r.y0, r.x1, r.y1});
        int code = 0;
        zip_t *archive = zip_open(m_file.temporaryPath().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
        if (archive == nullptr)
            return failed("cannot be opened");
        const bool isComplete = add(archive,
                                    "maps.npy",
                                    zip_source_file(
                                            archive, m_array.temporaryPath().c_str(), 0, -1))
                                && add(archive, "pts_s.npy", buffer(archive, times))
                                && add(archive, "region.npy", buffer(archive, region));
        if (!isComplete || zip_close(archive) != 0) {
            const std::string reason = zip_strerror(archive);
            zip_discard(archive);
            return failed(reason);
        }
        return m_file.commit();
    }

private:
    static std::string float64Array(const std::vector<double> &values)
    {
        const std::array<std::int64_t, 1> shape{static_cast<std::int64_t>(values.size())};
        return npyHeader(NpyType::Float64, shape)
               + std::string(reinterpret_cast<const char *>(values.data()),
                             values.size() * sizeof(double));
    }
    static zip_source_t *buffer(zip_t *archive, const std::string &bytes)
    {
        constexpr int kBorrowed = 0;
        return zip_source_buffer(archive, bytes.data(), bytes.size(), kBorrowed);
    }
    static bool add(zip_t *archive, const char *name, zip_source_t *source)
    {
        if (source == nullptr)
            return false;
        const zip_int64_t entry = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
        if (entry < 0) {
            zip_source_free(source);
            return false;
        }
        // Stored, not deflated: floats hardly shrink, and numpy can map the file.
        return zip_set_file_compression(archive, static_cast<zip_uint64_t>(entry), ZIP_CM_STORE, 0)
               == 0;
    }
    [[nodiscard]] Result<void> failed(std::string reason) const
    {
        return fail(ErrorCode::WriteFailed,
                    m_file.targetPath().string() + ": cannot be written; check the free space",
                    std::move(reason));
    }

    NpyWriter m_array;
    AtomicFile m_file;
    FrameAxis m_axis;
    MapFacts m_facts;
};

/// A folder of pictures, filled under a hidden name and renamed at the end.
class PngHeatmapWriter final : public HeatmapWriter
{
public:
    explicit PngHeatmapWriter(AtomicFolder folder)
        : m_folder(std::move(folder))
    {}

    Result<void> append(const Heatmap &map) override
    {
        m_facts.size.reset(); // pictures may differ in size
        if (auto added = m_facts.add(map, m_folder.targetPath()); !added)
            return added;
        auto bytes = encodePng16(map);
        if (!bytes)
            return Unexpected(bytes.error());
        return writeWholeFile(m_folder.temporaryPath()
                                      / fmt::format("{:06}.png", m_facts.times.size() - 1),
                              *bytes);
    }

    Result<void> finish() override
    {
        nlohmann::ordered_json json = m_facts.json(family());
        const auto [low, high] = limitsOf(m_facts.scale);
        json["black"] = low;
        json["white"] = high;
        if (auto written = writeWholeFile(m_folder.temporaryPath() / "maps.json",
                                          json.dump() + "\n");
            !written)
            return written;
        return m_folder.commit();
    }

private:
    AtomicFolder m_folder;
    MapFacts m_facts;
};

} // namespace

std::vector<fs::path> heatmapPaths(const fs::path &folder,
                                   const std::string &name,
                                   HeatmapFormat format)
{
    switch (format) {
    case HeatmapFormat::Npz:
        return {folder / (name + ".npz")};
    case HeatmapFormat::Png:
        return {folder / (name + "_maps")};
    case HeatmapFormat::Npy:
        break;
    }
    return {folder / (name + ".npy"), folder / (name + ".json")};
}

Result<std::unique_ptr<HeatmapWriter>> HeatmapWriter::create(const fs::path &folder,
                                                             const std::string &name,
                                                             HeatmapFormat format,
                                                             FrameAxis axis)
{
    using Pointer = std::unique_ptr<HeatmapWriter>;
    const std::vector<fs::path> paths = heatmapPaths(folder, name, format);
    if (format == HeatmapFormat::Png) {
        auto maps = AtomicFolder::create(paths.front());
        if (!maps)
            return Unexpected(maps.error());
        return Pointer(std::make_unique<PngHeatmapWriter>(*std::move(maps)));
    }
    auto array = NpyWriter::create(paths.front());
    if (!array)
        return Unexpected(array.error());
    if (format == HeatmapFormat::Npy)
        return Pointer(std::make_unique<NpyHeatmapWriter>(*std::move(array), paths.back(), axis));
    auto file = AtomicFile::create(paths.front());
    if (!file)
        return Unexpected(file.error());
    return Pointer(std::make_unique<NpzHeatmapWriter>(*std::move(array), *std::move(file), axis));
}

} // namespace soundlocus
