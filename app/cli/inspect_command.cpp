// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/file_io.h"
#include "engine/media/media_file.h"
#include "engine/media/video_decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <variant>

namespace soundlocus::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Names of tensors that are listed without --verbose.
constexpr std::size_t kNamesShown = 5;

/// Whether the first bytes are those of a checkpoint: a zip, a pickle, or safetensors' header.
/// Media files that FFmpeg opens begin in none of these ways.
bool looksLikeCheckpoint(const fs::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    std::array<char, 9> head{};
    stream.read(head.data(), head.size());
    const std::string_view bytes(head.data(), static_cast<std::size_t>(stream.gcount()));
    const bool isZip = bytes.starts_with("PK\x03\x04");
    const bool isPickle = bytes.size() >= 2 && bytes[0] == '\x80' && bytes[1] >= 1 && bytes[1] <= 5;
    const bool isSafetensors = bytes.size() == head.size() && bytes[8] == '{';
    // Of a file that is named as one the checkpoint reader says best what is wrong with it.
    constexpr std::array<std::string_view, 5> kNames{
            ".pth", ".pt", ".tar", ".ckpt", ".safetensors"};
    const bool isNamedSo = std::ranges::find(kNames, path.extension().string()) != kNames.end();
    return isZip || isPickle || isSafetensors || isNamedSo;
}

Json rateOf(const Rational &rate)
{
    return {{"numerator", rate.numerator},
            {"denominator", rate.denominator},
            {"value", rate.toDouble()}};
}

Json jsonOf(const MediaFile &file)
{
    const MediaFacts &facts = file.facts();
    Json json{{"file", file.path().string()},
              {"kind",
               facts.kind == MediaKind::Picture ? "picture"
               : facts.kind == MediaKind::Video ? "video"
                                                : "audio"},
              {"container", facts.container},
              {"bytes", facts.fileBytes},
              {"duration_s", toSeconds(facts.duration)},
              {"video", Json::array()},
              {"audio", Json::array()}};
    for (const VideoStreamFacts &stream : facts.video)
        json["video"].push_back({{"stream", stream.streamIndex},
                                 {"codec", stream.codec},
                                 {"pixel_format", stream.pixelFormat},
                                 {"width", stream.displaySize.width},
                                 {"height", stream.displaySize.height},
                                 {"coded_width", stream.codedSize.width},
                                 {"coded_height", stream.codedSize.height},
                                 {"rotation_degrees", stream.rotationDegrees},
                                 {"pixel_aspect", rateOf(stream.pixelAspect)},
                                 {"frame_rate", rateOf(stream.averageRate)},
                                 {"frames", stream.frameCount},
                                 {"frames_exact", stream.isFrameCountExact},
                                 {"start_s", toSeconds(stream.start)},
                                 {"duration_s", toSeconds(stream.duration)},
                                 {"interlaced", stream.isInterlaced}});
    for (const AudioStreamFacts &stream : facts.audio)
        json["audio"].push_back({{"stream", stream.streamIndex},
                                 {"codec", stream.codec},
                                 {"sample_rate_hz", stream.sampleRateHz},
                                 {"channels", stream.channels},
                                 {"layout", stream.layout},
                                 {"language", stream.language},
                                 {"start_s", toSeconds(stream.start)},
                                 {"duration_s", toSeconds(stream.duration)}});
    json["warnings"] = facts.warnings;
    return json;
}

std::string textOf(const VideoStreamFacts &stream)
{
    std::string text = fmt::format("{}{}{}, {} x {}",
                                   stream.codec,
                                   stream.pixelFormat.empty() ? "" : " ",
                                   stream.pixelFormat,
                                   stream.displaySize.width,
                                   stream.displaySize.height);
    if (std::int64_t{stream.displaySize.width} * stream.displaySize.height > kMaxPicturePixels)
        text += fmt::format(", too large to be read (at most {} pixels)", kMaxPicturePixels);
    if (stream.rotationDegrees != 0)
        text += fmt::format(", turned by {} degrees", stream.rotationDegrees);
    if (stream.pixelAspect.numerator != stream.pixelAspect.denominator)
        text += fmt::format(
                ", pixels {}:{}", stream.pixelAspect.numerator, stream.pixelAspect.denominator);
    if (stream.averageRate.numerator > 0)
        text += fmt::format(", {:.3f} frames/s", stream.averageRate.toDouble());
    if (stream.frameCount > 1)
        text += fmt::format(
                ", {}{} frames", stream.isFrameCountExact ? "" : "about ", stream.frameCount);
    if (stream.isInterlaced)
        text += ", interlaced";
    if (stream.start != MediaTime{0})
        text += fmt::format(", starts at {:.3f} s", toSeconds(stream.start));
    return text;
}

std::string textOf(const AudioStreamFacts &stream)
{
    const std::string channels = stream.channels == 1 ? "1 channel"
                                                      : fmt::format("{} channels", stream.channels);
    // A layout without a name is told by FFmpeg as a number of channels too.
    const bool isNamed = !stream.layout.empty()
                         && stream.layout.find("channel") == std::string::npos;
    std::string text = fmt::format("{}, {} Hz, {}",
                                   stream.codec,
                                   stream.sampleRateHz,
                                   isNamed ? stream.layout + " (" + channels + ")" : channels);
    if (stream.duration > MediaTime{0})
        text += fmt::format(", {:.3f} s", toSeconds(stream.duration));
    if (stream.start != MediaTime{0})
        text += fmt::format(", starts at {:.3f} s", toSeconds(stream.start));
    if (!stream.language.empty())
        text += ", " + stream.language;
    return text;
}

std::string textOf(const MediaFile &file)
{
    const MediaFacts &facts = file.facts();
    constexpr double kMega = 1e6;
    std::string text = fmt::format("{}\n  {}, {}, {:.2f} MB",
                                   file.path().string(),
                                   facts.kind == MediaKind::Picture ? "picture"
                                   : facts.kind == MediaKind::Video ? "video"
                                                                    : "sound",
                                   facts.container,
                                   static_cast<double>(facts.fileBytes) / kMega);
    if (facts.duration > MediaTime{0})
        text += fmt::format(", {:.3f} s", toSeconds(facts.duration));
    for (const VideoStreamFacts &stream : facts.video)
        text += fmt::format("\n  picture {}: {}", stream.streamIndex, textOf(stream));
    for (const AudioStreamFacts &stream : facts.audio)
        text += fmt::format("\n  sound {}: {}", stream.streamIndex, textOf(stream));
    for (const std::string &warning : facts.warnings)
        text += "\n  note: " + warning;
    return text;
}

std::string_view nameOf(TensorFile::Container container)
{
    switch (container) {
    case TensorFile::Container::TorchZip:
        return "torch-zip";
    case TensorFile::Container::TorchLegacy:
        return "torch-legacy";
    case TensorFile::Container::Safetensors:
        return "safetensors";
    }
    return "unknown";
}

/// What the network is fed with; a rate of 0 is that of the sound itself.
Json inputOf(const ModelSpec &spec)
{
    const AudioInputSpec &audio = spec.audio;
    Json json{{"image_side", spec.imageSide},
              {"sample_rate_hz", audio.sampleRateHz},
              {"seconds", audio.seconds},
              {"bins", binCount(audio)}};
    if (audio.kind == AudioInputSpec::Kind::LogLinear) {
        json["spectrogram"] = "log-linear";
        json["window"] = audio.linear.segment;
        json["hop"] = audio.linear.segment - audio.linear.overlap;
        return json;
    }
    json["spectrogram"] = "log-mel";
    json["window"] = audio.mel.nFft;
    json["hop"] = audio.mel.hopLength;
    return json;
}

std::string textOf(const ModelSpec &spec)
{
    const AudioInputSpec &audio = spec.audio;
    return fmt::format("pictures of {} px; {} s of sound, {}, {} {}",
                       spec.imageSide,
                       audio.seconds,
                       audio.sampleRateHz == 0 ? "at its own rate"
                                               : fmt::format("{} Hz", audio.sampleRateHz),
                       binCount(audio),
                       audio.kind == AudioInputSpec::Kind::LogMel ? "mel bands" : "frequencies");
}

Json jsonOf(const Checkpoint &checkpoint)
{
    Json json{{"file", checkpoint.path.string()},
              {"kind", "checkpoint"},
              {"container", nameOf(checkpoint.container)},
              {"family", toString(checkpoint.spec.family)},
              {"family_guessed", checkpoint.isFamilyGuessed},
              {"width", checkpoint.spec.width},
              {"embedding_dim", checkpoint.spec.embeddingDim},
              {"input", inputOf(checkpoint.spec)},
              {"parameters", checkpoint.parameterCount},
              {"parameters_needed", checkpoint.requiredParameterCount},
              {"tensors", checkpoint.weights.size()},
              {"loadable", requireLoadable(checkpoint).has_value()},
              {"sha256", checkpoint.sha256}};
    Json metadata = Json::object();
    for (const auto &[key, value] : checkpoint.metadata)
        std::visit([&metadata, &name = key](const auto &plain) { metadata[name] = plain; }, value);
    json["metadata"] = std::move(metadata);
    json["missing"] = checkpoint.report.missing;
    json["unexpected"] = checkpoint.report.unexpected;
    json["unused"] = checkpoint.report.unused;
    json["misshaped"] = Json::array();
    for (const ShapeMismatch &mismatch : checkpoint.report.misshaped)
        json["misshaped"].push_back({{"name", mismatch.name},
                                     {"expected", mismatch.expected},
                                     {"found", mismatch.found}});
    return json;
}

void appendNames(std::string &text,
                 std::string_view one,
                 std::string_view several,
                 const std::vector<std::string> &names,
                 bool isVerbose)
{
    if (names.empty())
        return;
    text += fmt::format("\n  {} {}:", names.size(), names.size() == 1 ? one : several);
    const std::size_t shown = isVerbose ? names.size() : std::min(names.size(), kNamesShown);
    for (std::size_t i = 0; i < shown; ++i)
        text += "\n    " + names[i];
    if (shown < names.size())
        text += fmt::format("\n    and {} more (--verbose lists them)", names.size() - shown);
}

std::string textOf(const Checkpoint &checkpoint, bool isVerbose)
{
    constexpr double kMillion = 1e6;
    std::string text = fmt::format(
            "{}\n  {} checkpoint ({}{}), {:.1f} million parameters, width {}, "
            "embedding {}\n  sha256 {}",
            checkpoint.path.string(),
            displayName(checkpoint.spec.family),
            nameOf(checkpoint.container),
            checkpoint.isFamilyGuessed ? fmt::format(", or {}: --family decides",
                                                     displayName(*twinOf(checkpoint.spec.family)))
                                       : std::string(),
            static_cast<double>(checkpoint.parameterCount) / kMillion,
            checkpoint.spec.width,
            checkpoint.spec.embeddingDim,
            checkpoint.sha256);
    if (!hasFamilyInput(checkpoint.spec))
        text += "\n  input: " + textOf(checkpoint.spec);
    for (const auto &[key, value] : checkpoint.metadata) {
        const auto *words = std::get_if<std::string>(&value);
        const auto lines = words == nullptr ? 0 : std::ranges::count(*words, '\n');
        if (lines > 0 && !isVerbose)
            text += fmt::format("\n  {}: {} lines (--verbose shows them)", key, lines);
        else
            std::visit(
                    [&text, &name = key](const auto &plain) {
                        text += fmt::format("\n  {}: {}", name, plain);
                    },
                    value);
    }
    const WeightsReport &report = checkpoint.report;
    appendNames(text, "tensor is missing", "tensors are missing", report.missing, isVerbose);
    std::vector<std::string> misshaped;
    for (const ShapeMismatch &mismatch : report.misshaped)
        misshaped.push_back(fmt::format("{}: {} instead of {}",
                                        mismatch.name,
                                        nlohmann::json(mismatch.found).dump(),
                                        nlohmann::json(mismatch.expected).dump()));
    appendNames(text,
                "tensor has the wrong shape",
                "tensors have the wrong shape",
                misshaped,
                isVerbose);
    appendNames(
            text, "tensor is unexpected", "tensors are unexpected", report.unexpected, isVerbose);
    appendNames(text,
                "tensor is not needed for the map",
                "tensors are not needed for the map",
                report.unused,
                isVerbose);
    if (const auto loadable = requireLoadable(checkpoint); loadable)
        text += "\n  can be used";
    else
        text += "\n  cannot be used: " + loadable.error().message;
    return text;
}

/// Facts as JSON and as text.
struct Facts
{
    Json json;
    std::string text;
};

Result<Facts> inspect(const fs::path &given, const CommandLine &line)
{
    const Result<fs::path> found = checkpointFile(given);
    if (!found)
        return Unexpected(found.error());
    const fs::path &path = *found;
    if (auto readable = checkReadableFile(path); !readable)
        return Unexpected(readable.error());
    if (looksLikeCheckpoint(path)) {
        CheckpointOptions options;
        options.family = modelFamilyFromString(line.inspect.family);
        auto checkpoint = readCheckpoint(path, options);
        if (!checkpoint)
            return Unexpected(checkpoint.error());
        return Facts{jsonOf(*checkpoint), textOf(*checkpoint, line.output.isVerbose)};
    }
    auto file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    return Facts{jsonOf(*file), textOf(*file)};
}

} // namespace

int runInspect(const CommandContext &context)
{
    const InspectArguments &arguments = context.line.inspect;
    int code = kExitDone;
    Json all = Json::array();
    for (const fs::path &path : arguments.files) {
        if (context.stop.stop_requested())
            return kExitInterrupted;
        const auto facts = inspect(path, context.line);
        if (!facts) {
            code = kExitSomeFailed;
            context.console.fault(facts.error());
            all.push_back({{"file", path.string()},
                           {"error", toString(facts.error().code)},
                           {"message", facts.error().message},
                           {"context", facts.error().context}});
            continue;
        }
        if (!arguments.isJson)
            context.console.answer(facts->text);
        all.push_back(facts->json);
    }
    if (arguments.isJson) {
        constexpr int kIndent = 2;
        const Json &shown = all.size() == 1 ? all.front() : all;
        context.console.answer(shown.dump(kIndent, ' ', false, Json::error_handler_t::replace));
    }
    return code;
}

} // namespace soundlocus::cli
