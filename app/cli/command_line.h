// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus::cli {

/// Exit codes of the program; documented in every --help.
inline constexpr int kExitDone = 0;
inline constexpr int kExitSomeFailed = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitInterrupted = 130;

/// What the command line asks for, as text that was checked against the list of allowed words.
/// Plain values only, so that the program can parse without loading any library.
enum class Command {
    Localize,
    Inspect,
    Doctor,
    Evaluate,
    Prepare,
    Compose,
    Train,
    Convert,
    Annotations
};

/// How progress and results are shown.
struct OutputArguments
{
    /// Where progress goes as JSON lines: a file, "-" for standard output, empty = nowhere.
    std::string events;
    bool isQuiet = false;
    bool isVerbose = false;
    bool isSilent = false; ///< nothing but faults; of a process that works for another one
};

/// Pictures in one forward pass; told in the help.
inline constexpr int kDefaultBatch = 4;

/// Which network, and where it runs.
struct NetworkArguments
{
    std::filesystem::path checkpoint;
    std::string family; ///< empty = found out by the tensors
    std::string device = "auto";
    int threads = 0; ///< 0 = one per core
    int batch = kDefaultBatch;
    bool useMomentum = false;
    std::string fit;                 ///< empty = the command's default
    std::optional<MediaTime> window; ///< none = the command's default
};

/// From `--contour top:50` (the best 50 % of the picture) or `abs:0.4`.
struct ContourArgument
{
    enum class Kind { TopPercent, Absolute };
    Kind kind = Kind::TopPercent;
    double value = 50;

    bool operator==(const ContourArgument &) const = default;
};

/// From `--scale fixed:-0.2,0.6`; none stands for `frame`.
struct FixedScaleArgument
{
    double low = 0;
    double high = 1;

    bool operator==(const FixedScaleArgument &) const = default;
};

struct LocalizeArguments
{
    std::vector<std::string> inputs;
    std::filesystem::path table;
    std::filesystem::path out = "soundlocus-out";
    bool isOverwriting = false;
    bool hasVideo = true;
    bool hasSheet = true;
    std::string heatmaps; ///< "", "npz", "npy", "png"
    std::optional<MediaTime> start;
    std::optional<MediaTime> end;
    int every = 1;
    MediaTime hop = std::chrono::seconds(1);
    std::string colormap = "viridis";
    double opacity = 0.5;
    std::optional<ContourArgument> contour;
    std::optional<FixedScaleArgument> scale;
    std::string codec = "libx264";
    std::optional<std::string> preset; ///< none = the encoder's default
    std::optional<int> crf;
    /// Of the options that were given those that mean something for videos only.
    std::vector<std::string> videoOptions;
};

struct InspectArguments
{
    std::vector<std::filesystem::path> files;
    std::string family;
    bool isJson = false;
};

struct DoctorArguments
{
    bool isJson = false;
    std::filesystem::path out = ".";
};

struct EvaluateArguments
{
    std::filesystem::path table;
    std::string benchmark;
    std::filesystem::path root;
    std::filesystem::path list;
    std::filesystem::path annotations;
    std::filesystem::path maps;
    std::filesystem::path offScreen;
    std::string rule;
    std::filesystem::path out;
    bool isJson = false;
};

/// What to train on; exactly one of table, folder and layout.
struct DataArguments
{
    std::filesystem::path table;
    std::filesystem::path folder;
    std::string layout; ///< name of a published layout
    std::filesystem::path root;
    std::filesystem::path list;
};

struct PrepareArguments
{
    DataArguments data;
    std::filesystem::path out;
    int side = 256;
    int workers = 0; ///< 0 = one per core
    std::vector<std::string> kept;
};

/// From `--size 160` or `--size 320x240`.
struct SizeArgument
{
    int width = 0;
    int height = 0;

    bool operator==(const SizeArgument &) const = default;
};

struct ComposeArguments
{
    std::string source; ///< "tuxpaint", "gcompris" or a folder
    std::filesystem::path recipe;
    std::string split = "train";
    std::optional<int> objects; ///< none = as the recipe says
    int count = 100;
    std::uint64_t seed = 1;
    bool isVideo = false;
    std::optional<SizeArgument> size;
    std::filesystem::path backgrounds;
    double seconds = 12; ///< of a video
    bool hasMasks = false;
    bool hasOffScreenRows = false;
    int threads = 0;
    std::filesystem::path out;
    bool isOverwriting = false;
};

struct TrainArguments
{
    DataArguments data;
    std::filesystem::path out;
    std::filesystem::path resume;
    std::filesystem::path curves; ///< run folder whose curves are drawn, and nothing else
    std::filesystem::path init;
    std::filesystem::path imageInit;
    std::filesystem::path validation;
    std::filesystem::path testList;
    std::string device = "auto";
    std::string preset; ///< empty = tie-f
    std::filesystem::path config;
    std::vector<std::string> fields; ///< KEY=VALUE
    std::optional<std::int64_t> width;
    std::optional<std::int64_t> epochs;
    std::optional<std::int64_t> batch;
    std::optional<std::int64_t> seed;
    std::optional<std::int64_t> threads;
    int workersPerHost = 0; ///< processes to start; 0 = none besides this one
    bool isListingFields = false;
};

struct ConvertArguments
{
    std::filesystem::path input;
    std::filesystem::path output;
    std::string family; ///< empty = found out by the tensors
    bool isHalf = false;
    bool isOverwriting = false;
};

struct AnnotationsArguments
{
    std::string action;                       ///< "convert", "info", "check", "merge"
    std::vector<std::filesystem::path> files; ///< convert: two
    std::filesystem::path output;             ///< merge only
    std::string from;                         ///< empty = found out
    std::string to;
    std::filesystem::path media;
    std::optional<SizeArgument> size;
    std::optional<double> framesPerSecond;
    bool isDense = false;
    bool isDevkit = false;
    bool isJson = false;
    bool isOverwriting = false;
};

struct CommandLine
{
    Command command = Command::Localize;
    OutputArguments output;
    NetworkArguments network;
    LocalizeArguments localize;
    InspectArguments inspect;
    DoctorArguments doctor;
    EvaluateArguments evaluate;
    PrepareArguments prepare;
    ComposeArguments compose;
    TrainArguments train;
    ConvertArguments convert;
    AnnotationsArguments annotations;
};

/// Name and type of the function that libsoundlocus-commands.so exports.
/// @param version SOUNDLOCUS_VERSION of the program; another one than the library's is refused
/// @return the exit code
inline constexpr const char *kRunCommandSymbol = "soundlocus_run_command";
using RunCommandFunction = int (*)(const char *version, const CommandLine *commandLine);

} // namespace soundlocus::cli
