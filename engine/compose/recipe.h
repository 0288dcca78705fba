// SPDX-License-Identifier: MIT
#pragma once

#include "engine/compose/asset.h"
#include "engine/core/frame.h"
#include "engine/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// Version of the recipe files that are read.
inline constexpr int kRecipeFormat = 1;

/// Smallest and largest value of something that is drawn evenly between them.
struct ValueSpan
{
    double low = 0;
    double high = 0;

    bool operator==(const ValueSpan &) const = default;
};

/// How a recording is changed, anew for every written sound.
struct SoundJitterSpec
{
    double pitchSemitones = 2;       ///< at most so much up or down, length changed with it
    double gainDb = 6;               ///< around -20 dB of full scale
    double echoShare = 0.5;          ///< of the sounds that get a room
    ValueSpan echoSeconds{0.1, 0.5}; ///< time in which the room falls by 60 dB
    double noiseShare = 0.5;         ///< of the sounds that get noise
    ValueSpan noiseDb{12, 35};       ///< signal over noise
};

/// Objects in a scene, and how they are changed.
struct ObjectSpec
{
    int count = 2;
    /// Longer side of the object over the shorter side of the scene. Divided by sqrt(count / 2) for
    /// more than two objects, so that they find room.
    ValueSpan side{0.34, 0.72};
    double flipShare = 0.5;
    double rotationDegrees = 10;
    double colorGain = 0.15; ///< each of red, green and blue is multiplied by 1 +- this
    double visibleShare =
            0.9; ///< of an object's pixels that later objects leave uncovered, at least
    ValueSpan distractors{0, 1}; ///< number of silent objects
    ValueSpan distractorSide{0.15, 0.35};
};

/// One class of sounding objects, as far as the chosen split goes.
struct RecipeClass
{
    std::string name;
    /// Classes of one kin never meet in a scene (duck and drake); empty = all others may.
    std::string kin;
    std::vector<AssetPath> cutouts;
    std::vector<AssetPath> sounds;
};

/// What scenes are made of, for one split.
struct Recipe
{
    std::string name;
    std::string split; ///< empty where the recipe has none
    Size picture{160, 160};
    int jpegQuality = 92;
    int sampleRateHz = 16000;
    double soundSeconds = 2.5;
    /// Variants of each recording, shared by the rows; written once.
    int jittersPerRecording = 24;
    SoundJitterSpec jitter;
    ObjectSpec objects;
    /// Scenes with a quiet background and no distractors (level 0).
    double easyShare = 0.3;
    /// Of the other scenes, those with a drawn background though there are photographs.
    double proceduralShare = 0.3;
    std::vector<AssetPath> photos;
    std::vector<AssetPath> distractors;
    std::vector<RecipeClass> classes;
};

/// A recipe, or everything that is wrong with it, one line each.
struct RecipeReading
{
    Recipe recipe;
    std::vector<std::string> faults;
};

/// Reads a recipe file: JSON, one object. Every key but `format` and `classes` may be left out and
/// then has the default of the structs above; unknown keys are faults. SPAN is [low, high].
///
///     {
///       "format": 1,
///       "name": "demo",
///       "roots": {"tuxpaint": {"path": "/usr/share/tuxpaint/stamps",
///                              "package": "tuxpaint-stamps-default"}},
///       "picture": {"width": 160, "height": 160, "jpeg_quality": 92},
///       "sound": {"sample_rate_hz": 16000, "seconds": 2.5, "jitters": 24,
///                 "pitch_semitones": 2, "gain_db": 6, "echo_share": 0.5, "echo_seconds": SPAN,
///                 "noise_share": 0.5, "noise_db": SPAN},
///       "objects": {"count": 2, "side": SPAN, "flip_share": 0.5, "rotation_degrees": 10,
///                   "color_gain": 0.15, "visible_share": 0.9},
///       "distractors": {"count": SPAN, "side": SPAN, "pictures": FILES},
///       "backgrounds": {"easy_share": 0.3, "procedural_share": 0.3, "photos": FILES},
///       "splits": {"test": {"backgrounds": {"easy_share": 0, "procedural_share": 0}}},
///       "classes": [{"name": "frog", "kin": "", "pictures": FILES, "sounds": FILES}, ...]
///     }
///
/// FILES is a list of paths for every split, or {"train": [...], "test": [...]}. A path is relative
/// to the folder of the recipe, absolute, or ROOT:PATH with a root named above; a part that ends in
/// .rcc is a Qt resource file and what follows a name in it. `splits` changes `sound`, `objects`,
/// `distractors` and `backgrounds` for one split. Files that are not there are faults; when a root
/// is not there, one line names the package to install.
/// @param split "train" or "test"
/// Errors: those of readWholeFile, CorruptData (no JSON).
[[nodiscard]] Result<RecipeReading> readRecipe(const std::filesystem::path &file,
                                               std::string_view split);

/// What is wrong with the values of a recipe, one line each; readRecipe() has done it.
[[nodiscard]] std::vector<std::string> faultsOf(const Recipe &recipe);

} // namespace soundlocus
