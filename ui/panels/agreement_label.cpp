// SPDX-License-Identifier: MIT
#include "ui/panels/agreement_label.h"

#include "engine/evaluation/annotator_agreement.h"

#include <QEvent>
#include <QLocale>

#include <algorithm>
#include <optional>
#include <vector>

namespace soundlocus {

namespace {

/// More pairs than these nobody reads.
constexpr std::size_t kMostNamed = 4;

using BoxLists = std::vector<std::vector<BoundingBox>>;

QString numberText(double value)
{
    return QLocale().toString(value, 'f', 3);
}

} // namespace

AgreementLabel::AgreementLabel(AnnotationEditor &editor, QWidget &panel)
    : QLabel(&panel)
    , m_editor(editor)
{
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setAccessibleName(tr("Agreement"));
    const AnnotationDocument &document = editor.document();
    connect(&document, &AnnotationDocument::wasReset, this, &AgreementLabel::refresh);
    connect(&document, &AnnotationDocument::clipChanged, this, &AgreementLabel::refresh);
    connect(&document, &AnnotationDocument::annotatorsChanged, this, &AgreementLabel::refresh);
    connect(&editor.selection(), &AnnotationSelection::clipChanged, this, &AgreementLabel::refresh);
    connect(&editor.player(), &Player::frameShown, this, &AgreementLabel::refresh);
    panel.installEventFilter(this);
    hide();
}

bool AgreementLabel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Show)
        refresh();
    return QLabel::eventFilter(watched, event);
}

void AgreementLabel::refresh()
{
    if (!parentWidget()->isVisible())
        return;
    const AnnotationDocument &document = m_editor.document();
    std::vector<const Track *> tracks;
    if (m_editor.clip() != nullptr) {
        for (const Track &track : document.tracks(m_editor.clip()->id))
            tracks.push_back(&track);
    }
    const BoxLists all = boxesByAnnotator(tracks, document.annotators(), m_editor.time());
    BoxLists boxes;
    QStringList names;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Annotator &annotator = document.annotators()[i];
        if (all[i].empty() || !annotator.isShown)
            continue;
        boxes.push_back(all[i]);
        names.append(QString::fromStdString(annotator.name));
    }
    const std::optional<double> score = leaveOneOutScore(boxes, ConsensusRule::Flickr);
    setVisible(score.has_value());
    if (!score) {
        clear();
        return;
    }
    QStringList lines;
    const std::size_t named = std::min(boxes.size(), kMostNamed);
    for (std::size_t first = 0; first < named; ++first) {
        for (std::size_t second = first + 1; second < named; ++second) {
            lines.append(tr("%1, %2: IoU %3")
                                 .arg(names[static_cast<qsizetype>(first)],
                                      names[static_cast<qsizetype>(second)],
                                      numberText(pairIou(boxes[first], boxes[second]))));
        }
    }
    lines.append(tr("Each against the others’ consensus: cIoU %1").arg(numberText(*score)));
    setText(lines.join(u'\n'));
}

} // namespace soundlocus
