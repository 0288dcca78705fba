// SPDX-License-Identifier: MIT
#include "app/clip_scores.h"

#include "ui/widgets/annotation/shown_boxes.h"

#include <QElapsedTimer>

#include <utility>

namespace soundlocus {

namespace {

/// As long as the window may be kept from anything else.
constexpr qint64 kSliceMs = 8;

} // namespace

ClipScores::ClipScores(AnnotationEditor &editor, Localization &localization, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClipScores::work);
    connect(&localization, &Localization::mapReady, this, &ClipScores::keep);
    connect(&localization, &Localization::modelChanged, this, [this](MapSlot slot) {
        if (slot == MapSlot::Main)
            clear();
    });
    const AnnotationDocument &document = editor.document();
    const AnnotationSelection &selection = editor.selection();
    connect(&selection, &AnnotationSelection::clipChanged, this, &ClipScores::showClip);
    connect(&selection, &AnnotationSelection::annotatorChanged, this, &ClipScores::markAll);
    connect(&document, &AnnotationDocument::annotatorsChanged, this, &ClipScores::markAll);
    connect(&document, &AnnotationDocument::clipChanged, this, [this](ClipId clip) {
        if (clip == m_editor.selection().clip())
            markAll();
    });
}

void ClipScores::setStyle(const ScoreStyle &style)
{
    if (!m_scorer.setStyle(style))
        return;
    for (auto &[time, entry] : m_entries)
        entry.boxes.reset();
    markAll();
}

std::vector<TimelineScore> ClipScores::scores() const
{
    std::vector<TimelineScore> scores;
    for (const auto &[time, entry] : m_entries) {
        if (entry.ciou)
            scores.push_back({time, *entry.ciou});
    }
    return scores;
}

/// Maps belong to the media: clips of one file share them.
void ClipScores::showClip()
{
    const Clip *clip = m_editor.clip();
    MediaPaths paths;
    if (clip != nullptr)
        paths = {clip->media, clip->sound};
    if (std::exchange(m_paths, paths) != paths) {
        clear();
        return;
    }
    for (auto &[time, entry] : m_entries) {
        entry.boxes.reset();
        entry.ciou.reset();
    }
    markAll();
    Q_EMIT changed();
}

void ClipScores::clear()
{
    m_timer.stop();
    m_entries.clear();
    Q_EMIT changed();
}

void ClipScores::keep(const MapResult &result)
{
    const Clip *clip = m_editor.clip();
    if (result.slot != MapSlot::Main || clip == nullptr)
        return;
    const MediaTime time = clip->isPicture ? MediaTime{0} : result.heatmap.pts;
    if (m_entries.size() >= kMostMaps && !m_entries.contains(time))
        return;
    Entry &entry = m_entries[time];
    if (entry.map.values().data() == result.heatmap.values().data())
        return;
    entry = {result.heatmap, std::nullopt, std::nullopt, true};
    if (!m_timer.isActive())
        m_timer.start();
}

void ClipScores::markAll()
{
    for (auto &[time, entry] : m_entries)
        entry.isStale = true;
    if (!m_entries.empty() && !m_timer.isActive())
        m_timer.start();
}

bool ClipScores::rescore(MediaTime time, Entry &entry)
{
    entry.isStale = false;
    const ShownPlace place{m_editor.selection().clip(), time};
    const ShownBoxes shown(m_editor.document(), m_editor.selection(), place);
    LiveScore::BoxLists boxes = shown.byAnnotator(m_scorer.style().layers, std::nullopt);
    if (entry.boxes == boxes)
        return false;
    m_scorer.setFrame(entry.map, boxes);
    const auto &score = m_scorer.score();
    const auto ciou = score ? std::optional(score->chosen.value) : std::nullopt;
    const bool isOther = ciou != entry.ciou;
    entry.boxes = std::move(boxes);
    entry.ciou = ciou;
    return isOther;
}

void ClipScores::work()
{
    QElapsedTimer clock;
    clock.start();
    bool isOther = false;
    for (auto &[time, entry] : m_entries) {
        if (!entry.isStale)
            continue;
        if (clock.elapsed() >= kSliceMs) {
            m_timer.start();
            break;
        }
        isOther = rescore(time, entry) || isOther;
    }
    if (isOther)
        Q_EMIT changed();
}

} // namespace soundlocus
