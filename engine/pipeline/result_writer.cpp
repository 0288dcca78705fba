// SPDX-License-Identifier: MIT
#include "engine/pipeline/result_writer.h"

#include "engine/core/file_io.h"
#include "engine/render/contact_sheet.h"
#include "engine/render/png_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace soundlocus {

namespace fs = std::filesystem;

namespace {

VideoWriterOptions writerOptionsOf(const EncoderOptions &encoder)
{
    VideoWriterOptions options;
    options.codec = encoder.codec;
    options.preset = encoder.preset;
    options.crf = encoder.crf;
    return options;
}

/// Container of the overlay video for an encoder.
std::string_view containerOf(std::string_view codec)
{
    if (codec.starts_with("libvpx") || codec.find("av1") != std::string_view::npos)
        return ".webm";
    if (codec.starts_with("ffv1") || codec.starts_with("huff") || codec.starts_with("utvideo"))
        return ".mkv";
    return ".mp4";
}

} // namespace

Result<void> checkEncoder(const EncoderOptions &options)
{
    return VideoWriter::check("overlay" + std::string(containerOf(options.codec)),
                              writerOptionsOf(options));
}

ResultWriter::ResultWriter(const MediaFile &media,
                           const std::optional<MediaFile> &sound,
                           const LocalizeOptions &options,
                           std::string name)
    : m_media(media)
    , m_sound(sound)
    , m_options(options)
    , m_name(std::move(name))
    , m_painter(options.overlay)
{}

fs::path ResultWriter::overlayPath() const
{
    const fs::path folder = m_options.results.folder;
    if (m_media.isPicture())
        return folder / (m_name + "_overlay.png");
    return folder / (m_name + "_overlay" + std::string(containerOf(m_options.encoder.codec)));
}

fs::path ResultWriter::sheetPath() const
{
    return m_options.results.folder / (m_name + "_sheet.png");
}

fs::path ResultWriter::tablePath() const
{
    return m_options.results.folder / (m_name + ".tsv");
}

bool ResultWriter::hasSheet() const
{
    return m_options.results.hasSheet && !m_media.isPicture();
}

Result<std::unique_ptr<ResultWriter>> ResultWriter::create(const MediaFile &media,
                                                           const std::optional<MediaFile> &sound,
                                                           const std::string &name,
                                                           const LocalizeOptions &options,
                                                           ModelFamily family)
{
    std::unique_ptr<ResultWriter> writer(new ResultWriter(media, sound, options, name));
    if (auto made = makeFolder(options.results.folder); !made)
        return Unexpected(made.error());
    if (auto checked = writer->checkOlderResults(); !checked)
        return Unexpected(checked.error());
    if (auto opened = writer->openFiles(family); !opened)
        return Unexpected(opened.error());
    return writer;
}

Result<void> ResultWriter::checkOlderResults() const
{
    std::vector<fs::path> paths;
    if (m_options.results.hasTable)
        paths.push_back(tablePath());
    if (m_options.results.hasOverlay)
        paths.push_back(overlayPath());
    if (hasSheet())
        paths.push_back(sheetPath());
    if (m_options.results.heatmaps) {
        const auto maps = heatmapPaths(
                m_options.results.folder, m_name, *m_options.results.heatmaps);
        paths.insert(paths.end(), maps.begin(), maps.end());
    }
    std::error_code code;
    for (const fs::path &path : paths) {
        if (!m_options.results.isOverwriting && fs::exists(path, code))
            return fail(ErrorCode::WriteFailed,
                        path.string()
                                + ": is there already; choose another folder with --out, or "
                                  "--overwrite");
        if (fs::equivalent(path, m_media.path(), code)
            || (m_sound && fs::equivalent(path, m_sound->path(), code)))
            return fail(ErrorCode::WriteFailed,
                        path.string() + ": is the input itself; choose another folder with --out");
    }
    return {};
}

Result<void> ResultWriter::openFiles(ModelFamily family)
{
    if (m_options.results.hasTable) {
        auto table = FrameTable::create(tablePath(), m_options.areaThreshold);
        if (!table)
            return Unexpected(table.error());
        m_table = *std::move(table);
    }
    if (m_options.results.heatmaps) {
        auto heatmaps = HeatmapWriter::create(
                m_options.results.folder, m_name, *m_options.results.heatmaps);
        if (!heatmaps)
            return Unexpected(heatmaps.error());
        m_heatmaps = *std::move(heatmaps);
        m_heatmaps->setFamily(family);
    }
    return {};
}

Result<Frame> ResultWriter::overlay(const LocalizedFrame &item)
{
    ++m_frames;
    if (item.isLocalized) {
        ++m_localizedFrames;
        m_meanMap.add(item.heatmap);
        if (m_table) {
            if (auto added = m_table->append(item.frame, item.heatmap); !added)
                return Unexpected(added.error());
        }
        if (m_heatmaps) {
            if (auto added = m_heatmaps->append(item.heatmap); !added)
                return Unexpected(added.error());
        }
    }
    const bool isForSheet = hasSheet() && m_sheet.wantsNext();
    if (!m_options.results.hasOverlay && !isForSheet)
        return Frame();
    auto painted = m_painter.paint(item.frame, item.heatmap);
    if (!painted)
        return painted;
    if (isForSheet)
        m_sheet.add(*painted);
    return m_options.results.hasOverlay ? painted : Result<Frame>(Frame());
}

Result<void> ResultWriter::openVideo(const Frame &first)
{
    VideoWriterOptions options = writerOptionsOf(m_options.encoder);
    const VideoStreamFacts &stream = m_media.facts().video.front();
    if (stream.averageRate.numerator > 0 && stream.averageRate.denominator > 0)
        options.rate = stream.averageRate;
    options.timeBase = stream.timeBase;
    options.soundFrom = m_sound ? *m_sound : m_media;
    const FrameRange &range = m_options.range;
    if (range.start || range.end) {
        // Without a start the axis of the file is kept, with its offset between picture and sound.
        m_origin = range.start ? first.pts : MediaTime{0};
        constexpr MediaTime kForever = std::chrono::hours(24 * 366);
        options.soundRange = TimeRange{m_origin, range.end.value_or(m_origin + kForever)};
    }
    auto video = VideoWriter::create(overlayPath(), first.size(), first.pixelAspect, options);
    if (!video)
        return Unexpected(video.error());
    m_video = *std::move(video);
    return {};
}

Result<void> ResultWriter::encode(const Frame &painted)
{
    if (m_media.isPicture()) {
        m_paintedPicture = painted;
        return {};
    }
    if (!m_video) {
        if (auto opened = openVideo(painted); !opened)
            return opened;
    }
    Frame moved = painted;
    moved.pts -= m_origin;
    return m_video->write(moved);
}

ContactSheetOptions ResultWriter::sheetOptions() const
{
    const HeatmapStatistics peak = statisticsOf(m_meanMap.mean());
    ContactSheetOptions options;
    options.title = m_media.path().filename().string();
    options.subtitle = fmt::format(
            "{} {}; strongest on average {:.0f} % from the left, {:.0f} % from the top, "
            "similarity {:.2f}",
            m_localizedFrames,
            m_localizedFrames == 1 ? "frame" : "frames",
            100 * peak.peakFrameX,
            100 * peak.peakFrameY,
            peak.maximum);
    options.colorMap = m_options.overlay.colorMap;
    if (const auto &scale = m_options.overlay.scale) {
        options.lowLabel = fmt::format("{:g}", scale->low);
        options.highLabel = fmt::format("{:g}", scale->high);
    }
    options.cellWidth = kSheetFrameWidth;
    return options;
}

Result<std::vector<fs::path>> ResultWriter::finish()
{
    std::vector<fs::path> files;
    if (auto placed = placeFiles(files); !placed) {
        // All results of an input, or none.
        std::error_code code;
        for (const fs::path &file : files)
            fs::remove_all(file, code);
        return Unexpected(placed.error());
    }
    return files;
}

Result<void> ResultWriter::placeFiles(std::vector<fs::path> &files)
{
    const auto note = [&files](Result<void> result, const fs::path &path) {
        if (result)
            files.push_back(path);
        return result;
    };
    if (m_video) {
        if (auto done = note(m_video->finish(), overlayPath()); !done)
            return done;
    }
    if (m_paintedPicture) {
        if (auto done = note(writePng(overlayPath(), *m_paintedPicture), overlayPath()); !done)
            return done;
    }
    if (const std::vector<Frame> frames = m_sheet.frames(); !frames.empty()) {
        auto done = note(writeContactSheet(sheetPath(), frames, sheetOptions()), sheetPath());
        if (!done)
            return done;
    }
    if (m_heatmaps) {
        // Noted first: there may be two of them.
        const auto paths = heatmapPaths(
                m_options.results.folder, m_name, *m_options.results.heatmaps);
        files.insert(files.end(), paths.begin(), paths.end());
        if (auto done = m_heatmaps->finish(); !done)
            return done;
    }
    return m_table ? note(m_table->finish(), tablePath()) : Result<void>();
}

} // namespace soundlocus
