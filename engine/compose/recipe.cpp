// SPDX-License-Identifier: MIT
#include "engine/compose/recipe.h"

#include <fmt/format.h>

#include <set>

namespace soundlocus {

namespace {

class FaultList
{
public:
    void inRange(std::string_view what, double value, double low, double high)
    {
        if (!(value >= low && value <= high))
            faults.push_back(fmt::format("{} is {}, must lie in {} to {}", what, value, low, high));
    }
    void inRange(std::string_view what, const ValueSpan &span, double low, double high)
    {
        if (!(span.low >= low && span.high <= high && span.low <= span.high))
            faults.push_back(fmt::format("{} is [{}, {}], must rise and lie in {} to {}",
                                         what,
                                         span.low,
                                         span.high,
                                         low,
                                         high));
    }

    std::vector<std::string> faults;
};

void checkClasses(const Recipe &recipe, std::vector<std::string> &faults)
{
    std::set<std::string> names;
    std::set<std::string> kins;
    for (const RecipeClass &type : recipe.classes) {
        if (!names.insert(type.name).second)
            faults.push_back(fmt::format("class '{}' occurs a second time", type.name));
        if (type.name.empty() || type.name.find_first_of("\t\r\n/") != std::string::npos)
            faults.push_back(fmt::format("'{}' is no name for a class", type.name));
        if (type.cutouts.empty())
            faults.push_back(fmt::format("class '{}' has no picture", type.name));
        if (type.sounds.empty())
            faults.push_back(fmt::format("class '{}' has no sound", type.name));
        kins.insert(type.kin.empty() ? "class " + type.name : "kin " + type.kin);
    }
    if (kins.size() < static_cast<std::size_t>(std::max(0, recipe.objects.count)))
        faults.push_back(fmt::format("{} objects need as many classes that may meet; there are {}",
                                     recipe.objects.count,
                                     kins.size()));
}

} // namespace

std::vector<std::string> faultsOf(const Recipe &recipe)
{
    FaultList list;
    list.inRange("picture.width", recipe.picture.width, 32, 4096);
    list.inRange("picture.height", recipe.picture.height, 32, 4096);
    list.inRange("picture.jpeg_quality", recipe.jpegQuality, 1, 100);
    list.inRange("sound.sample_rate_hz", recipe.sampleRateHz, 4000, 96000);
    list.inRange("sound.seconds", recipe.soundSeconds, 0.1, 600);
    list.inRange("sound.jitters", recipe.jittersPerRecording, 1, 10000);
    list.inRange("sound.pitch_semitones", recipe.jitter.pitchSemitones, 0, 12);
    list.inRange("sound.gain_db", recipe.jitter.gainDb, 0, 40);
    list.inRange("sound.echo_share", recipe.jitter.echoShare, 0, 1);
    list.inRange("sound.echo_seconds", recipe.jitter.echoSeconds, 0.01, 5);
    list.inRange("sound.noise_share", recipe.jitter.noiseShare, 0, 1);
    list.inRange("sound.noise_db", recipe.jitter.noiseDb, -20, 100);
    list.inRange("objects.count", recipe.objects.count, 1, 8);
    list.inRange("objects.side", recipe.objects.side, 0.05, 0.95);
    list.inRange("objects.flip_share", recipe.objects.flipShare, 0, 1);
    list.inRange("objects.rotation_degrees", recipe.objects.rotationDegrees, 0, 180);
    list.inRange("objects.color_gain", recipe.objects.colorGain, 0, 0.9);
    list.inRange("objects.visible_share", recipe.objects.visibleShare, 0.1, 1);
    list.inRange("distractors.count", recipe.objects.distractors, 0, 8);
    list.inRange("distractors.side", recipe.objects.distractorSide, 0.02, 0.95);
    list.inRange("backgrounds.easy_share", recipe.easyShare, 0, 1);
    list.inRange("backgrounds.procedural_share", recipe.proceduralShare, 0, 1);
    checkClasses(recipe, list.faults);
    return list.faults;
}

} // namespace soundlocus
