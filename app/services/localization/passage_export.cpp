// SPDX-License-Identifier: MIT
#include "app/services/localization/passage_export.h"

#include "app/services/localization/sound_choice_source.h"
#include "engine/core/file_io.h"
#include "engine/media/media_file.h"
#include "engine/pipeline/localize_job.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

namespace soundlocus {

namespace fs = std::filesystem;

namespace {

constexpr const char *kName = "passage";

std::string endingOf(const ExportRequest &request)
{
    std::string ending = fs::path(request.outputPath.toStdString()).extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return ending;
}

/// The file with its own sound unless another one is to be heard.
LocalizeInput inputOf(const ExportRequest &request, const Localizer &localizer)
{
    LocalizeInput input{request.mediaPath.toStdString(), {}, kName, {}};
    if (request.sound.kind == SoundChoice::Kind::Own)
        return input;
    MediaSummary media;
    media.path = request.mediaPath;
    media.composedScene = request.composedScene;
    input.heard = [media, sound = request.sound, rate = localizer.spec().audio.sampleRateHz](
                          std::stop_token stop) {
        return openSoundChoice(media, sound, rate, std::move(stop));
    };
    return input;
}

/// FFmpeg's name of the encoder that an ending stands for; empty for others.
std::string encoderOf(const std::string &ending)
{
    if (ending == ".mp4")
        return "libx264";
    if (ending == ".webm")
        return "libvpx-vp9";
    return ending == ".mkv" ? "ffv1" : "";
}

LocalizeOptions optionsOf(const ExportRequest &request, const fs::path &folder)
{
    const bool isVideo = request.kind == ExportRequest::Kind::OverlayVideo;
    LocalizeOptions options;
    options.range = {request.range.begin, request.range.end};
    options.window = request.window;
    options.hop = request.hop;
    options.fit = request.fit;
    options.overlay = request.overlay;
    options.results.folder = folder;
    options.results.hasTable = false;
    options.results.hasSheet = false;
    options.results.hasOverlay = isVideo;
    if (isVideo)
        options.encoder.codec = encoderOf(endingOf(request));
    else
        options.results.heatmaps = HeatmapFormat::Npz;
    return options;
}

} // namespace

Result<void> checkExport(const ExportRequest &request)
{
    const fs::path output = request.outputPath.toStdString();
    const std::string ending = endingOf(request);
    if (request.kind == ExportRequest::Kind::HeatmapsNpz && ending != ".npz")
        return fail(ErrorCode::InvalidArgument,
                    output.string() + ": maps are written as .npz; give the file that ending");
    if (request.kind == ExportRequest::Kind::OverlayVideo && encoderOf(ending).empty())
        return fail(ErrorCode::InvalidArgument,
                    output.string()
                            + ": is no kind of video that can be written; give the file the ending "
                              ".mp4, .webm or .mkv");
    if (request.range.end <= request.range.begin)
        return fail(ErrorCode::InvalidArgument,
                    "the passage is empty; choose an end behind its beginning");
    std::error_code code;
    const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, code))
        return fail(ErrorCode::NotFound,
                    folder.string() + ": there is no such folder; choose another one");
    if (fs::equivalent(output, request.mediaPath.toStdString(), code))
        return fail(ErrorCode::WriteFailed,
                    output.string() + ": is the input itself; choose another name");
    return {};
}

Result<void> exportPassage(const ExportRequest &request,
                           const Localizer &localizer,
                           std::stop_token stop,
                           const ProgressCallback &progress)
{
    if (auto checked = checkExport(request); !checked)
        return checked;
    const auto media = MediaFile::open(request.mediaPath.toStdString());
    if (!media)
        return Unexpected(media.error());
    if (media->isPicture())
        return fail(ErrorCode::NoVideo,
                    media->path().string()
                            + ": a still picture has no passage; save the picture instead");
    const fs::path output = fs::absolute(request.outputPath.toStdString());
    // Beside the target, so that renaming is all that is left to do.
    const QTemporaryDir work(QString::fromStdString(output.parent_path().string())
                             + QStringLiteral("/.soundlocus-export-XXXXXX"));
    if (!work.isValid())
        return fail(ErrorCode::PermissionDenied,
                    output.parent_path().string()
                            + ": nothing can be written there; choose another folder",
                    work.errorString().toStdString());
    auto answer = localizeInput(inputOf(request, localizer),
                                optionsOf(request, work.path().toStdString()),
                                localizer,
                                stop,
                                progress);
    if (!answer)
        return Unexpected(answer.error());
    SOUNDLOCUS_EXPECTS(answer->files.size() == 1);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "the export was cancelled");
    std::error_code code;
    fs::rename(answer->files.front(), output, code);
    if (code)
        return Unexpected(systemError("write", output, code.value()));
    return {};
}

} // namespace soundlocus
