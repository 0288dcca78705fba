// SPDX-License-Identifier: MIT
#include "ui/panels/clip_notes_panel.h"

#include "ui/models/clip_model.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace soundlocus {

namespace {

constexpr QSize kClipNotesPanelSize(240, 160);

QStringList tagsIn(const QString &text)
{
    QStringList tags;
    for (const QString &part : text.split(QLatin1Char(','))) {
        const QString tag = part.trimmed();
        if (!tag.isEmpty() && !tags.contains(tag))
            tags.append(tag);
    }
    return tags;
}

QString textOf(const std::vector<std::string> &tags)
{
    QStringList list;
    for (const std::string &tag : tags)
        list.append(QString::fromStdString(tag));
    return list.join(QStringLiteral(", "));
}

} // namespace

ClipNotesPanel::ClipNotesPanel(AnnotationEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
{
    makeControls();
    connect(m_state, &QComboBox::activated, this, [this] {
        if (const Clip *clip = m_editor.clip(); clip != nullptr)
            m_editor.apply(gestures::changeReview(
                    std::span(clip, 1), static_cast<ReviewState>(m_state->currentData().toInt())));
    });
    connect(m_tags, &QLineEdit::editingFinished, this, &ClipNotesPanel::storeTags);
    m_note->installEventFilter(this);
    AnnotationDocument &document = editor.document();
    connect(&document, &AnnotationDocument::wasReset, this, &ClipNotesPanel::refresh);
    connect(&document, &AnnotationDocument::editableChanged, this, &ClipNotesPanel::refresh);
    connect(&document, &AnnotationDocument::clipChanged, this, [this](ClipId clip) {
        if (clip == m_clip)
            refresh();
    });
    connect(&editor.selection(), &AnnotationSelection::clipChanged, this, [this] {
        storeNote(); // of the clip before
        refresh();
    });
    refresh();
}

void ClipNotesPanel::makeControls()
{
    m_name = new QLabel(this);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name->setWordWrap(true);
    m_state = new QComboBox(this);
    m_state->setAccessibleName(tr("Review state"));
    for (const ReviewState state :
         {ReviewState::ToDo, ReviewState::Done, ReviewState::Checked, ReviewState::Rejected})
        m_state->addItem(reviewStateName(state), static_cast<int>(state));
    m_tags = new QLineEdit(this);
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setPlaceholderText(tr("parted by commas"));
    m_note = new QPlainTextEdit(this);
    m_note->setAccessibleName(tr("Note"));
    m_note->setTabChangesFocus(true);
    auto *layout = new QFormLayout(this);
    layout->addRow(m_name);
    layout->addRow(tr("&Review"), m_state);
    layout->addRow(tr("Ta&gs"), m_tags);
    layout->addRow(tr("&Note"), m_note);
}

QSize ClipNotesPanel::sizeHint() const
{
    return kClipNotesPanelSize;
}

void ClipNotesPanel::refresh()
{
    const Clip *clip = m_editor.clip();
    const ClipId before = std::exchange(m_clip, clip != nullptr ? clip->id : ClipId{});
    const bool isEditable = clip != nullptr && m_editor.document().isEditable();
    for (QWidget *control : std::initializer_list<QWidget *>{m_state, m_tags})
        control->setEnabled(isEditable);
    m_note->setReadOnly(!isEditable);
    m_note->setEnabled(clip != nullptr);
    if (clip == nullptr) {
        m_name->setText(tr("No clip of the project is shown."));
        m_tags->clear();
        m_note->clear();
        return;
    }
    m_name->setText(QString::fromStdString(clip->name));
    m_state->setCurrentIndex(m_state->findData(static_cast<int>(clip->review)));
    m_tags->setText(textOf(clip->tags));
    const QString note = QString::fromStdString(clip->note);
    if (before != m_clip || (!m_note->hasFocus() && m_note->toPlainText() != note))
        m_note->setPlainText(note);
}

void ClipNotesPanel::storeTags()
{
    const Clip *clip = m_editor.clip();
    if (clip == nullptr || clip->id != m_clip)
        return;
    std::vector<std::string> tags;
    for (const QString &tag : tagsIn(m_tags->text()))
        tags.push_back(tag.toStdString());
    m_editor.apply(gestures::changeTags(*clip, std::move(tags)));
}

void ClipNotesPanel::storeNote()
{
    const Clip *clip = m_editor.document().clip(m_clip);
    const std::string note = m_note->toPlainText().toStdString();
    if (clip != nullptr && clip->note != note && m_editor.document().isEditable())
        m_editor.applyToClip(m_clip, gestures::changeNote(*clip, note));
}

bool ClipNotesPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_note && event->type() == QEvent::FocusOut)
        storeNote();
    return QWidget::eventFilter(watched, event);
}

} // namespace soundlocus
