// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "engine/annotation/merged_sets.h"
#include "engine/media/media_file.h"
#include "engine/project/media_fingerprint.h"
#include "engine/project/project_store.h"
#include "engine/project/set_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace soundlocus::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// What the media in a folder say; nothing where they are not there.
ClipFacts clipFactsOf(const fs::path &folder, const fs::path &media)
{
    auto file = MediaFile::open(folder / media);
    if (!file)
        file = MediaFile::open(folder / media.filename());
    if (!file || file->facts().video.empty())
        return {};
    const VideoStreamFacts &stream = file->facts().video.front();
    return {stream.displaySize,
            {stream.averageRate.numerator, stream.averageRate.denominator},
            file->facts().duration};
}

AnnotationFileOptions fileOptionsOf(const AnnotationsArguments &arguments)
{
    AnnotationFileOptions options;
    if (arguments.framesPerSecond)
        options.frameRate = frameRateFrom(*arguments.framesPerSecond);
    if (arguments.size)
        options.size = {arguments.size->width, arguments.size->height};
    if (arguments.isDense)
        options.density = FrameDensity::EveryFrame;
    if (arguments.isDevkit)
        options.vocCorners = VocCorners::Devkit;
    if (!arguments.media.empty())
        options.factsOf = [folder = arguments.media](const fs::path &media) {
            return clipFactsOf(folder, media);
        };
    return options;
}

/// The format that was asked for, or the one that the file looks like. Errors: UnsupportedFormat.
Result<SetFormat> formatOf(const fs::path &path, const std::string &asked, const char *option)
{
    const auto format = asked.empty() ? guessSetFormat(path) : setFormatFromString(asked);
    if (format)
        return *format;
    std::error_code code;
    if (asked.empty() && fs::exists(path, code))
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": of no format that can be told; name it with " + option);
    return fail(ErrorCode::NotFound, path.string() + ": not there; check the name");
}

/// Size, rate and duration of clips that lack them, and where the media lie.
void addMediaFacts(AnnotationSet &set, const AnnotationsArguments &arguments)
{
    for (Clip &clip : set.clips) {
        if (!arguments.media.empty() && !clip.media.empty()) {
            const ClipFacts facts = clipFactsOf(arguments.media, clip.media);
            if (clip.size.isEmpty())
                clip.size = facts.size;
            if (!clip.isPicture && !clip.frameRate.isKnown())
                clip.frameRate = facts.frameRate;
            if (!clip.isPicture && clip.duration <= MediaTime{0})
                clip.duration = facts.duration;
        }
        if (clip.size.isEmpty() && arguments.size)
            clip.size = {arguments.size->width, arguments.size->height};
        if (!clip.isPicture && !clip.frameRate.isKnown() && arguments.framesPerSecond)
            clip.frameRate = frameRateFrom(*arguments.framesPerSecond);
    }
}

/// Media that lie in the folder of --media: where, and how they are known again.
void findMedia(AnnotationSet &set, const fs::path &folder)
{
    for (Clip &clip : set.clips) {
        for (fs::path *path : {&clip.media, &clip.sound}) {
            std::error_code code;
            for (const fs::path &candidate : {folder / *path, folder / path->filename()}) {
                if (path->empty() || !fs::is_regular_file(candidate, code))
                    continue;
                *path = fs::absolute(candidate).lexically_normal();
                break;
            }
        }
        if (clip.fingerprint.bytes != 0 || clip.media.empty())
            continue;
        if (const auto fingerprint = fingerprintOf(clip.media))
            clip.fingerprint = *fingerprint;
    }
}

void tellWarnings(const CommandContext &context, const std::vector<ListWarning> &warnings)
{
    constexpr std::size_t kShown = 20;
    const std::size_t shown = context.line.output.isVerbose ? warnings.size()
                                                            : std::min(kShown, warnings.size());
    for (std::size_t i = 0; i < shown; ++i)
        context.console.warn(toString(warnings[i]));
    if (shown < warnings.size())
        context.console.warn(
                fmt::format("{} more like these; --verbose shows all", warnings.size() - shown));
}

std::string textOf(const AnnotationCounts &counts)
{
    return fmt::format("{} clips, {} labels, {} annotators, {} tracks with {} boxes, {} marks, {} "
                       "clips without anything",
                       counts.clips,
                       counts.labels,
                       counts.annotators,
                       counts.tracks,
                       counts.keyFrames,
                       counts.marks,
                       counts.emptyClips);
}

/// Whether OUT may be written. @return the exit code where not
std::optional<int> refusalOf(const CommandContext &context, const fs::path &out)
{
    std::error_code code;
    if (!fs::exists(out, code) || fs::is_directory(out, code)
        || context.line.annotations.isOverwriting)
        return std::nullopt;
    context.console.fault(out.string()
                          + ": is there already; choose another name or give --overwrite");
    return kExitUsage;
}

int convert(const CommandContext &context)
{
    const AnnotationsArguments &arguments = context.line.annotations;
    const fs::path &in = arguments.files.front();
    const fs::path &out = arguments.files.back();
    const auto from = formatOf(in, arguments.from, "--from");
    if (!from) {
        context.console.fault(from.error());
        return kExitSomeFailed;
    }
    const auto to = setFormatFromString(arguments.to);
    if (const auto refusal = refusalOf(context, out))
        return *refusal;
    auto import = readSet(in, *from, fileOptionsOf(arguments));
    if (!import) {
        context.console.fault(import.error());
        return kExitSomeFailed;
    }
    tellWarnings(context, import->warnings);
    addMediaFacts(import->set, arguments);
    if (std::holds_alternative<ProjectFormat>(*to) && !arguments.media.empty())
        findMedia(import->set, arguments.media);
    const auto warnings = writeSet(out, import->set, *to, fileOptionsOf(arguments));
    if (!warnings) {
        context.console.fault(warnings.error());
        return kExitSomeFailed;
    }
    tellWarnings(context, *warnings);
    context.console.answer(out.string() + ": " + textOf(countsOf(import->set)));
    return kExitDone;
}

Json jsonOf(const fs::path &out, const MergedSets &merged)
{
    const AnnotationCounts counts = countsOf(merged.set);
    Json conflicts = Json::array();
    for (const MergeConflict &conflict : merged.conflicts)
        conflicts.push_back({{"kind", toString(conflict.kind)},
                             {"file", conflict.input},
                             {"clip", conflict.clip},
                             {"annotator", conflict.annotator},
                             {"kept", conflict.kept}});
    return {{"file", out.string()},
            {"clips", counts.clips},
            {"labels", counts.labels},
            {"annotators", counts.annotators},
            {"tracks", counts.tracks},
            {"boxes", counts.keyFrames},
            {"marks", counts.marks},
            {"conflicts", std::move(conflicts)}};
}

void tellMerge(const CommandContext &context, const fs::path &out, const MergedSets &merged)
{
    if (context.line.annotations.isJson) {
        constexpr int kIndent = 2;
        context.console.answer(
                jsonOf(out, merged).dump(kIndent, ' ', false, Json::error_handler_t::replace));
        return;
    }
    context.console.answer(fmt::format("{}: {}; {} conflicts",
                                       out.string(),
                                       textOf(countsOf(merged.set)),
                                       merged.conflicts.size()));
    for (const MergeConflict &conflict : merged.conflicts)
        context.console.answer("  " + toString(conflict));
}

int merge(const CommandContext &context)
{
    const AnnotationsArguments &arguments = context.line.annotations;
    const fs::path &out = arguments.output;
    const auto to = arguments.to.empty() ? SetFormat(ProjectFormat{})
                                         : *setFormatFromString(arguments.to);
    if (const auto refusal = refusalOf(context, out))
        return *refusal;
    std::vector<MergeInput> inputs;
    for (const fs::path &path : arguments.files) {
        const auto format = formatOf(path, arguments.from, "--from");
        auto import = format ? readSet(path, *format, fileOptionsOf(arguments))
                             : Result<AnnotationImport>(Unexpected(format.error()));
        if (!import) {
            context.console.fault(import.error());
            return kExitSomeFailed;
        }
        tellWarnings(context, import->warnings);
        addMediaFacts(import->set, arguments);
        if (!arguments.media.empty())
            findMedia(import->set, arguments.media);
        inputs.push_back({path.string(), std::move(import->set)});
    }
    const MergedSets merged = mergedSets(inputs);
    const auto warnings = writeSet(out, merged.set, to, fileOptionsOf(arguments));
    if (!warnings) {
        context.console.fault(warnings.error());
        return kExitSomeFailed;
    }
    tellWarnings(context, *warnings);
    tellMerge(context, out, merged);
    return kExitDone;
}

Json jsonOf(const fs::path &path, const SetFormat &format, const AnnotationImport &import)
{
    const AnnotationCounts counts = countsOf(import.set);
    Json warnings = Json::array();
    for (const ListWarning &warning : import.warnings)
        warnings.push_back({{"file", warning.file.string()},
                            {"line", warning.line},
                            {"message", warning.message},
                            {"left_out", warning.isLeftOut}});
    return {{"file", path.string()},
            {"format", toString(format)},
            {"clips", counts.clips},
            {"labels", counts.labels},
            {"annotators", counts.annotators},
            {"tracks", counts.tracks},
            {"boxes", counts.keyFrames},
            {"marks", counts.marks},
            {"empty_clips", counts.emptyClips},
            {"warnings", std::move(warnings)}};
}

/// Tells what files hold; for `check`, faults count.
int tell(const CommandContext &context, bool isCheck)
{
    const AnnotationsArguments &arguments = context.line.annotations;
    int result = kExitDone;
    Json all = Json::array();
    for (const fs::path &path : arguments.files) {
        const auto format = formatOf(path, arguments.from, "--from");
        auto import = format ? readSet(path, *format, fileOptionsOf(arguments))
                             : Result<AnnotationImport>(Unexpected(format.error()));
        if (!import) {
            context.console.fault(import.error());
            result = kExitSomeFailed;
            continue;
        }
        if (isCheck && !import->warnings.empty())
            result = kExitSomeFailed;
        all.push_back(jsonOf(path, *format, *import));
        if (arguments.isJson)
            continue;
        context.console.answer(fmt::format("{}: {}, {}; {} problems",
                                           path.string(),
                                           toString(*format),
                                           textOf(countsOf(import->set)),
                                           import->warnings.size()));
        for (const ListWarning &warning : import->warnings) {
            if (isCheck)
                context.console.answer("  " + toString(warning));
        }
    }
    if (arguments.isJson) {
        constexpr int kIndent = 2;
        const Json &shown = all.size() == 1 ? all.front() : all;
        context.console.answer(shown.dump(kIndent, ' ', false, Json::error_handler_t::replace));
    }
    return result;
}

} // namespace

int runAnnotations(const CommandContext &context)
{
    const std::string &action = context.line.annotations.action;
    if (action == "convert")
        return convert(context);
    if (action == "merge")
        return merge(context);
    return tell(context, action == "check");
}

} // namespace soundlocus::cli
