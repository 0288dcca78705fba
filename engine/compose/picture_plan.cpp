// SPDX-License-Identifier: MIT
#include "engine/compose/picture_plan.h"

#include "engine/compose/background.h"
#include "engine/compose/object_placement.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace soundlocus {

namespace {

/// Share of a scene's level that is its background; the rest is for a distractor.
constexpr double kBackgroundWeight = 0.75;

/// Deals class numbers so that all come up equally often, in random order.
class Deck
{
public:
    Deck(const SceneLibrary &library, Random random)
        : m_library(library)
        , m_random(random)
    {}

    /// `count` classes of different kin.
    std::vector<std::size_t> deal(std::size_t count)
    {
        std::vector<std::size_t> hand;
        std::vector<std::size_t> passed;
        // Two decks hold every class at least twice: whoever may be dealt is among them.
        while (hand.size() < count) {
            if (m_cards.empty()) {
                shuffle();
                if (!passed.empty() && ++m_refills > kMaxRefills)
                    break;
            }
            const std::size_t card = m_cards.back();
            m_cards.pop_back();
            (isAllowed(card, hand) ? hand : passed).push_back(card);
        }
        m_refills = 0;
        m_cards.insert(m_cards.end(), passed.rbegin(), passed.rend());
        return hand;
    }

private:
    static constexpr int kMaxRefills = 2;

    [[nodiscard]] bool isAllowed(std::size_t card, const std::vector<std::size_t> &hand) const
    {
        return std::ranges::none_of(hand, [&](std::size_t other) {
            return m_library.classes[other].kin == m_library.classes[card].kin;
        });
    }
    void shuffle()
    {
        m_cards.resize(m_library.classes.size());
        std::iota(m_cards.begin(), m_cards.end(), std::size_t{0});
        for (std::size_t i = m_cards.size(); i-- > 1;)
            std::swap(m_cards[i], m_cards[m_random.below(i + 1)]);
    }

    const SceneLibrary &m_library;
    Random m_random;
    std::vector<std::size_t> m_cards;
    int m_refills = 0;
};

std::string nameOf(ProceduralKind kind)
{
    constexpr std::array<const char *, kProceduralKinds> kNames{
            "flat", "gradient", "stripes", "checks", "noise", "blobs"};
    return kNames[static_cast<std::size_t>(kind)];
}

} // namespace

std::vector<PicturePlan> planPictures(const Recipe &recipe,
                                      const SceneLibrary &library,
                                      std::uint64_t seed,
                                      std::size_t count)
{
    Deck deck(library, Random(seed, "classes", 0));
    std::vector<PicturePlan> plans(count);
    for (std::size_t i = 0; i < count; ++i) {
        Random random(seed, "plan", i);
        plans[i].isEasy = random.chance(recipe.easyShare);
        for (const std::size_t type : deck.deal(static_cast<std::size_t>(recipe.objects.count))) {
            const LoadedClass &loaded = library.classes[type];
            plans[i].objects.push_back(
                    {type,
                     random.below(loaded.cutouts.size()),
                     random.below(loaded.sounds.size()),
                     random.below(static_cast<std::size_t>(recipe.jittersPerRecording))});
        }
    }
    return plans;
}

std::size_t addOffScreenSounds(const Recipe &recipe,
                               const SceneLibrary &library,
                               std::uint64_t seed,
                               std::vector<PicturePlan> &plans)
{
    std::size_t without = 0;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        Random random(seed, "off-screen", i);
        std::vector<std::size_t> absent;
        for (std::size_t type = 0; type < library.classes.size(); ++type) {
            const auto isOfKin = [&](const PlannedObject &object) {
                return library.classes[object.type].kin == library.classes[type].kin;
            };
            if (std::ranges::none_of(plans[i].objects, isOfKin))
                absent.push_back(type);
        }
        if (absent.empty()) {
            ++without;
            continue;
        }
        const std::size_t type = absent[random.below(absent.size())];
        plans[i].offScreen = PlannedObject{
                type,
                0,
                random.below(library.classes[type].sounds.size()),
                random.below(static_cast<std::size_t>(recipe.jittersPerRecording))};
    }
    return without;
}

ValueSpan sideFor(const ObjectSpec &spec)
{
    const double narrower = std::sqrt(std::max(1.0, spec.count / 2.0));
    return {spec.side.low / narrower, spec.side.high / narrower};
}

BoundingBox boxFrom(const cv::Rect &pixels, Size scene)
{
    return {double(pixels.x) / scene.width,
            double(pixels.y) / scene.height,
            double(pixels.br().x) / scene.width,
            double(pixels.br().y) / scene.height};
}

Background drawBackground(bool isEasy,
                          const Recipe &recipe,
                          const SceneLibrary &library,
                          Random &random)
{
    const bool isDrawn = isEasy || library.photos.empty() || random.chance(recipe.proceduralShare);
    if (isDrawn) {
        const ProceduralKind kind = drawKind(isEasy ? Busyness::Quiet : Busyness::Any, random);
        constexpr double kDrawnLevel = 0.6;
        return {proceduralBackground(kind, recipe.picture, random),
                nameOf(kind),
                isEasy ? 0 : kDrawnLevel};
    }
    const auto &photo = library.photos[random.below(library.photos.size())];
    return {photoBackground(photo.content, recipe.picture, random), photo.path.stem(), 1};
}

std::vector<const Cutout *> drawDistractors(const std::vector<PlannedObject> &objects,
                                            const Recipe &recipe,
                                            const SceneLibrary &library,
                                            Random &random)
{
    const ValueSpan span = recipe.objects.distractors;
    const auto low = static_cast<std::size_t>(span.low);
    const auto high = static_cast<std::size_t>(span.high);
    const std::size_t count = low + random.below(high - low + 1);
    std::vector<const Cutout *> drawn;
    for (std::size_t i = 0; i < count; ++i) {
        if (!library.distractors.empty()) {
            drawn.push_back(&library.distractors[random.below(library.distractors.size())].content);
            continue;
        }
        const LoadedClass &type = library.classes[random.below(library.classes.size())];
        const bool isSounding = std::ranges::any_of(objects, [&](const PlannedObject &object) {
            return library.classes[object.type].kin == type.kin;
        });
        if (!isSounding)
            drawn.push_back(&type.cutouts[random.below(type.cutouts.size())].content);
    }
    return drawn;
}

double levelOf(const Background &background, bool hasDistractors)
{
    return kBackgroundWeight * background.level + (hasDistractors ? 1 - kBackgroundWeight : 0);
}

ComposedPicture composePicture(const PicturePlan &plan,
                               const Recipe &recipe,
                               const SceneLibrary &library,
                               std::uint64_t seed,
                               std::size_t number)
{
    Random random(seed, "picture", number);
    Background background = drawBackground(plan.isEasy, recipe, library, random);
    ComposedPicture picture{std::move(background.rgb), {}, {}, 0, std::move(background.name)};

    std::vector<Placeable> silent;
    if (!plan.isEasy) {
        std::vector<PlannedObject> heard = plan.objects;
        if (plan.offScreen)
            heard.push_back(*plan.offScreen);
        for (const Cutout *cutout : drawDistractors(heard, recipe, library, random))
            silent.push_back({cutout,
                              drawLook(recipe.objects,
                                       recipe.objects.distractorSide,
                                       recipe.picture,
                                       random)});
    }
    std::vector<Placeable> sounding;
    for (const PlannedObject &object : plan.objects)
        sounding.push_back(
                {&library.classes[object.type].cutouts[object.cutout].content,
                 drawLook(recipe.objects, sideFor(recipe.objects), recipe.picture, random)});
    const double level = levelOf(background, !silent.empty());
    for (const Patch &patch : place(silent, 0, recipe.picture, random))
        blend(picture.rgb, patch);
    const std::vector<Patch> patches = place(
            sounding, recipe.objects.visibleShare, recipe.picture, random);
    for (const Patch &patch : patches)
        blend(picture.rgb, patch);
    for (Visibility &visible : visibilityOf(patches, recipe.picture)) {
        picture.boxes.push_back(boxFrom(visible.box.value_or(cv::Rect()), recipe.picture));
        picture.masks.push_back(std::move(visible.mask));
    }
    picture.level = level;
    return picture;
}

} // namespace soundlocus
