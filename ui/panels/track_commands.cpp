// SPDX-License-Identifier: MIT
#include "ui/panels/track_commands.h"

#include "ui/panels/label_menu.h"

#include <QApplication>
#include <QCursor>
#include <QInputDialog>
#include <QMenu>

#include <algorithm>

namespace soundlocus {

namespace {

/// A copy lies a little beside what it was made of, in fractions of the frame.
constexpr gestures::BoxShift kBeside{0.02, 0.02};

/// The key in whose gap a time lies.
const KeyFrame *keyBefore(const Track &track, MediaTime time)
{
    const auto after = std::ranges::upper_bound(track.keys, time, {}, &KeyFrame::time);
    return after == track.keys.begin() ? nullptr : &*std::prev(after);
}

} // namespace

TrackCommands::TrackCommands(AnnotationEditor &editor, ActionRegistry &actions, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_actions(actions)
{
    connectKeys();
    connectTracks();
    connectLabels();
    const AnnotationSelection &selection = editor.selection();
    const AnnotationDocument &document = editor.document();
    for (const auto signal : {&AnnotationDocument::wasReset, &AnnotationDocument::labelsChanged})
        connect(&document, signal, this, &TrackCommands::enable);
    connect(&document, &AnnotationDocument::editableChanged, this, &TrackCommands::enable);
    connect(&selection, &AnnotationSelection::tracksChanged, this, &TrackCommands::enable);
    connect(&selection, &AnnotationSelection::annotatorChanged, this, &TrackCommands::enable);
    connect(&selection, &AnnotationSelection::clipChanged, this, &TrackCommands::enable);
    enable();
}

void TrackCommands::on(const char *id, const std::function<void()> &command)
{
    QAction *action = m_actions.action(QString::fromLatin1(id));
    connect(action, &QAction::triggered, this, command);
    m_needSelection.push_back(action);
}

void TrackCommands::onEach(const char *id, const PerTrack &gesture)
{
    on(id, [this, gesture] {
        std::vector<Gesture> parts;
        for (const Track &track : m_editor.selectedTracks()) {
            Gesture part = gesture(track);
            if (!part.edits.empty())
                parts.push_back(std::move(part));
        }
        if (!parts.empty())
            m_editor.apply(gestures::together(parts.front().name, parts));
    });
}

void TrackCommands::connectKeys()
{
    onEach("annotation.add-key",
           [this](const Track &track) { return gestures::addKey(track, m_editor.time()); });
    onEach("annotation.remove-key",
           [this](const Track &track) { return gestures::deleteKey(track, m_editor.time()); });
    onEach("annotation.occluded", [this](const Track &track) { return toggledOcclusion(track); });
    onEach("annotation.gap", [this](const Track &track) { return toggledGap(track); });
    onEach("annotation.end", [this](const Track &track) { return toggledEnd(track); });
    on("annotation.copy-to-next", [this] { copyToNext(); });
    on("annotation.next-track-key", [this] { goToKey(1); });
    on("annotation.previous-track-key", [this] { goToKey(-1); });
}

void TrackCommands::connectTracks()
{
    on("annotation.delete", [this] {
        if (const auto tracks = m_editor.selectedTracks(); !tracks.empty())
            m_editor.apply(gestures::deleteTracks(tracks));
    });
    on("annotation.duplicate", [this] { duplicate(); });
    on("annotation.split", [this] { split(); });
    on("annotation.merge", [this] {
        const auto tracks = m_editor.selectedTracks();
        if (tracks.size() > 1 && m_editor.apply(gestures::mergeTracks(tracks)))
            m_editor.selection().setTrack(tracks.front().id);
    });
}

void TrackCommands::connectLabels()
{
    for (int digit = 1; digit <= 9; ++digit) {
        const QString key = QString::number(digit);
        QAction *action = m_actions.action(QStringLiteral("annotation.label-") + key);
        connect(action, &QAction::triggered, this, [this, key] { chooseLabel(key); });
        m_needProject.push_back(action);
    }
    on("annotation.label-range", [this] { askForLabelOverRange(); });
    on("annotation.rename-track", [this] { askForName(); });
}

/// By digit, arrow keys or mouse.
void TrackCommands::askForLabelOverRange()
{
    QWidget *window = QApplication::activeWindow();
    auto *menu = new QMenu(window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSection(m_passage && m_passage() ? tr("Label over the passage")
                                              : tr("Label from here on"));
    fillWithLabels(
            *menu, m_editor.document(), [this](LabelId label) { giveLabelOverRange(label); });
    menu->popup(window != nullptr ? window->mapToGlobal(window->rect().center()) : QCursor::pos());
}

void TrackCommands::giveLabelOverRange(LabelId label)
{
    TimeRange range = gestures::openRange(m_editor.time());
    if (const auto passage = m_passage ? m_passage() : std::nullopt) {
        range = *passage;
        // Nothing is left behind the last picture.
        const MediaTime end = m_editor.player().media().duration;
        if (end > MediaTime{0} && range.end >= end)
            range = gestures::openRange(range.begin);
    }
    std::vector<Gesture> parts;
    for (const Track &track : m_editor.selectedTracks()) {
        const std::pair ids{TrackId{m_editor.document().newId()},
                            TrackId{m_editor.document().newId()}};
        Gesture part = gestures::changeLabel(track, range, label, ids);
        if (!part.edits.empty())
            parts.push_back(std::move(part));
    }
    if (parts.empty()) {
        Q_EMIT hinted(tr("No selected track has another label there."));
        return;
    }
    const Gesture gesture = gestures::together(parts.front().name, parts);
    if (!m_editor.apply(gesture))
        return;
    std::vector<TrackId> labelled;
    for (const Edit &edit : gesture.edits) {
        const auto *change = std::get_if<Change<Track>>(&edit);
        if (change != nullptr && change->after && change->after->label == label)
            labelled.push_back(change->after->id);
    }
    m_editor.selection().setTracks(labelled);
}

void TrackCommands::askForName()
{
    const auto tracks = m_editor.selectedTracks();
    if (tracks.empty())
        return;
    auto *dialog = new QInputDialog(QApplication::activeWindow());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename track"));
    dialog->setLabelText(tr("What tells this track from others of its label; empty: nothing"));
    dialog->setTextValue(QString::fromStdString(tracks.front().name));
    connect(dialog,
            &QInputDialog::textValueSelected,
            this,
            [this, id = tracks.front().id](const QString &name) {
                if (const Track *track = m_editor.document().track(id); track != nullptr)
                    m_editor.apply(gestures::renameTrack(*track, name.trimmed().toStdString()));
            });
    dialog->open();
}

Gesture TrackCommands::toggledEnd(const Track &track) const
{
    const MediaTime time = m_editor.time();
    return boxAt(track, time) ? gestures::endTrack(track, time) : gestures::reappear(track, time);
}

Gesture TrackCommands::toggledOcclusion(const Track &track) const
{
    const auto box = boxAt(track, m_editor.time());
    const bool isOccluded = box && box->isOccluded;
    return gestures::setOcclusion(
            track, m_editor.time(), isOccluded ? KeyState::Visible : KeyState::Occluded);
}

Gesture TrackCommands::toggledGap(const Track &track) const
{
    const KeyFrame *key = keyBefore(track, m_editor.time());
    const bool isLinear = key != nullptr && key->gap == KeyGap::Linear;
    return gestures::setGap(track, m_editor.time(), isLinear ? KeyGap::Empty : KeyGap::Linear);
}

void TrackCommands::copyToNext()
{
    const auto tracks = m_editor.selectedTracks();
    const auto next = m_editor.neighbourTime(1);
    if (!next || tracks.empty())
        return;
    if (m_editor.apply(gestures::copyBoxes(tracks, m_editor.time(), std::span(&*next, 1))))
        m_editor.player().seek(*next);
}

void TrackCommands::duplicate()
{
    std::vector<Gesture> parts;
    std::vector<TrackId> copies;
    for (const Track &track : m_editor.selectedTracks()) {
        copies.push_back(TrackId{m_editor.document().newId()});
        parts.push_back(gestures::duplicate(track, copies.back(), kBeside));
    }
    if (!parts.empty() && m_editor.apply(gestures::together(parts.front().name, parts)))
        m_editor.selection().setTracks(copies);
}

void TrackCommands::split()
{
    std::vector<Gesture> parts;
    for (const Track &track : m_editor.selectedTracks()) {
        Gesture part = gestures::splitTrack(
                track, m_editor.time(), TrackId{m_editor.document().newId()});
        if (!part.edits.empty())
            parts.push_back(std::move(part));
    }
    if (!parts.empty())
        m_editor.apply(gestures::together(parts.front().name, parts));
}

void TrackCommands::goToKey(int direction)
{
    const MediaTime now = m_editor.time();
    std::optional<MediaTime> nearest;
    for (const TrackId id : m_editor.selection().tracks()) {
        const Track *track = m_editor.document().track(id);
        if (track == nullptr)
            continue;
        for (const KeyFrame &key : track->keys) {
            const bool isThatWay = direction > 0 ? key.time > now : key.time < now;
            const bool isNearer = !nearest
                                  || (direction > 0 ? key.time < *nearest : key.time > *nearest);
            if (isThatWay && isNearer)
                nearest = key.time;
        }
    }
    if (nearest)
        m_editor.player().seek(*nearest);
}

/// Of the boxes to come, and of those that are selected.
void TrackCommands::chooseLabel(const QString &key)
{
    const auto &labels = m_editor.document().labels();
    const auto found = std::ranges::find(labels, key.toStdString(), &Label::key);
    if (found == labels.end()) {
        Q_EMIT hinted(tr("No label has the key %1. Labels are made in the panel Labels.").arg(key));
        return;
    }
    const LabelId label = found->id;
    m_editor.selection().setLabel(label);
    if (const auto tracks = m_editor.selectedTracks(); !tracks.empty())
        m_editor.apply(gestures::changeLabel(tracks, label));
}

void TrackCommands::enable()
{
    const AnnotationDocument &document = m_editor.document();
    const bool isEditable = document.isOpen() && document.isEditable();
    const auto count = m_editor.selectedTracks().size();
    for (QAction *action : m_needSelection)
        action->setEnabled(isEditable && count > 0);
    m_actions.action(QStringLiteral("annotation.merge"))->setEnabled(isEditable && count > 1);
    for (const char *id : {"annotation.next-track-key", "annotation.previous-track-key"})
        m_actions.action(QString::fromLatin1(id))
                ->setEnabled(!m_editor.selection().tracks().empty());
    for (QAction *action : m_needProject)
        action->setEnabled(isEditable);
    for (int digit = 1; digit <= 9; ++digit) {
        const QString key = QString::number(digit);
        const auto label = std::ranges::find(document.labels(), key.toStdString(), &Label::key);
        m_actions.action(QStringLiteral("annotation.label-") + key)
                ->setText(label == document.labels().end()
                                  ? tr("Label &%1").arg(key)
                                  : tr("Label &%1: %2")
                                            .arg(key, QString::fromStdString(label->name)));
    }
}

} // namespace soundlocus
