// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/set_builder.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// What a box may reach out of the picture without a word: rounding of other programs.
constexpr double kSilentCut = 0.005;

double cut(double value)
{
    return std::clamp(value, 0.0, 1.0);
}

} // namespace

LabelId SetBuilder::label(const std::string &name)
{
    if (name.empty())
        return {};
    const auto [place, isNew] = m_labels.try_emplace(name);
    if (isNew) {
        place->second = {m_next++};
        set().labels.push_back({place->second, name, labelColor(set().labels.size()), {}});
    }
    return place->second;
}

AnnotatorId SetBuilder::annotator(const std::string &name)
{
    const auto [place, isNew] = m_annotators.try_emplace(name);
    if (isNew) {
        place->second = {m_next++};
        set().annotators.push_back({place->second, name});
    }
    return place->second;
}

Clip *SetBuilder::newClip(const std::string &name)
{
    if (!m_clips.try_emplace(name, set().clips.size()).second)
        return nullptr;
    Clip &clip = set().clips.emplace_back();
    clip.id = {m_next++};
    clip.name = name;
    return &clip;
}

Clip *SetBuilder::findClip(const std::string &name)
{
    const auto found = m_clips.find(name);
    return found == m_clips.end() ? nullptr : &set().clips[found->second];
}

std::optional<BoundingBox> SetBuilder::checkedBox(const BoundingBox &box,
                                                  int line,
                                                  const std::string &what)
{
    if (!std::isfinite(box.x0) || !std::isfinite(box.y0) || !std::isfinite(box.x1)
        || !std::isfinite(box.y1)) {
        leaveOut(line, what + " is not finite");
        return std::nullopt;
    }
    const BoundingBox inside{cut(box.x0), cut(box.y0), cut(box.x1), cut(box.y1)};
    if (inside.isEmpty()) {
        leaveOut(line, what + " has no area within the picture, or swapped corners");
        return std::nullopt;
    }
    const double moved = std::max({std::abs(box.x0 - inside.x0),
                                   std::abs(box.y0 - inside.y0),
                                   std::abs(box.x1 - inside.x1),
                                   std::abs(box.y1 - inside.y1)});
    if (moved > kSilentCut)
        warn(line, what + " reaches out of the picture; cut");
    return inside;
}

Track &SetBuilder::newTrack(ClipId clip, LabelId label, AnnotatorId annotator)
{
    Track &track = set().tracks.emplace_back();
    track.id = {m_next++};
    track.clip = clip;
    track.label = label;
    track.annotator = annotator;
    track.origin = TrackOrigin::Imported;
    return track;
}

void SetBuilder::addFacts(Clip &clip, const AnnotationFileOptions &options)
{
    const bool isAsked = options.factsOf && !clip.media.empty()
                         && (clip.size.isEmpty()
                             || (!clip.isPicture
                                 && (clip.duration <= MediaTime{0} || !clip.frameRate.isKnown())));
    const ClipFacts facts = isAsked ? options.factsOf(clip.media) : ClipFacts{};
    if (clip.size.isEmpty())
        clip.size = facts.size.isEmpty() ? options.size : facts.size;
    if (clip.isPicture)
        return;
    if (clip.duration <= MediaTime{0})
        clip.duration = facts.duration;
    if (!clip.frameRate.isKnown())
        clip.frameRate = facts.frameRate;
    if (clip.frameRate.isKnown())
        return;
    clip.frameRate = options.frameRate;
    warn(0,
         "the frame rate of '" + clip.name + "' is not said; frames are taken at "
                 + std::to_string(clip.frameRate.numerator) + "/"
                 + std::to_string(clip.frameRate.denominator) + " a second");
}

void SetBuilder::warn(int line, std::string message)
{
    warnings().push_back({m_file, line, std::move(message)});
}

void SetBuilder::leaveOut(int line, const std::string &message)
{
    warnings().push_back({m_file, line, message + "; left out", true});
}

AnnotationImport SetBuilder::finish()
{
    std::erase_if(set().tracks, [](const Track &track) {
        return track.sounding.empty() && std::ranges::none_of(track.keys, [](const KeyFrame &key) {
                   return key.state != KeyState::Ended;
               });
    });
    return std::move(m_import);
}

int lineOf(std::string_view text, std::size_t offset)
{
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, offset), '\n'));
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80   ? 0
                         : lead < 0xC2 ? -1
                         : lead < 0xE0 ? 1
                         : lead < 0xF0 ? 2
                         : lead < 0xF5 ? 3
                                       : -1;
        if (more < 0 || i + static_cast<std::size_t>(more) >= text.size())
            return false;
        for (int k = 1; k <= more; ++k) {
            if ((static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0xC0U) != 0x80)
                return false;
        }
        const auto second = more > 0 ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)
            || (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
            return false;
        i += 1 + static_cast<std::size_t>(more);
    }
    return true;
}

std::vector<fs::path> filesIn(const fs::path &path, std::string_view extension)
{
    std::error_code code;
    if (!fs::is_directory(path, code))
        return {path};
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(path, code), end; !code && entry != end;
         entry.increment(code)) {
        if (entry->path().extension() == extension)
            files.push_back(entry->path());
    }
    std::ranges::sort(files);
    return files;
}

Result<void> checkNewFolder(const fs::path &path)
{
    std::error_code code;
    if (!fs::exists(path, code) || (fs::is_directory(path, code) && fs::is_empty(path, code)))
        return {};
    return fail(ErrorCode::InvalidArgument,
                path.string() + ": holds something already; name a new folder");
}

double roundedPixels(double pixels)
{
    constexpr double kHundredths = 100;
    return std::round(pixels * kHundredths) / kHundredths;
}

Result<std::vector<FrameBox>> frameBoxesOf(const Track &track,
                                           const Clip &clip,
                                           FrameDensity density)
{
    std::vector<FrameBox> boxes;
    if (density == FrameDensity::KeyFrames || clip.isPicture) {
        for (const KeyFrame &key : track.keys) {
            if (key.state != KeyState::Ended)
                boxes.push_back({key.time, key.box, key.state == KeyState::Occluded, true});
        }
        return boxes;
    }
    if (!clip.frameRate.isKnown())
        return fail(ErrorCode::InvalidArgument,
                    "the frame rate of '" + clip.name + "' is not known; give it, or the media");
    const bool isOpen = !track.keys.empty() && track.keys.back().state != KeyState::Ended
                        && track.keys.back().gap == KeyGap::Linear;
    if (isOpen && clip.duration <= MediaTime{0})
        return fail(ErrorCode::InvalidArgument,
                    "the duration of '" + clip.name + "' is not known; give the media");
    const MediaTime last = track.keys.empty() ? MediaTime{-1} : track.keys.back().time;
    const std::int64_t first = track.keys.empty() ? 0
                                                  : clip.frameRate.frameAt(track.keys.front().time);
    for (std::int64_t frame = first;; ++frame) {
        const MediaTime time = clip.frameRate.timeOf(frame);
        if (isOpen ? time >= std::max(clip.duration, last + MediaTime{1}) : time > last)
            return boxes;
        if (const auto box = boxAt(track, time))
            boxes.push_back({time, box->box, box->isOccluded, box->isKey});
    }
}

std::uint32_t labelColor(std::size_t number)
{
    constexpr std::array<std::uint32_t, 8> kColors{
            0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0x999999};
    return kColors[number % kColors.size()];
}

} // namespace soundlocus
