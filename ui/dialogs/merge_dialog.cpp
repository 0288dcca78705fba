// SPDX-License-Identifier: MIT
#include "ui/dialogs/merge_dialog.h"

#include "ui/models/clip_model.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr int kMergeDialogWidth = 560;

} // namespace

QString mergeConflictText(const MergeConflict &conflict)
{
    const auto text = [](const char *source) {
        return QCoreApplication::translate("MergeConflict", source);
    };
    const QString clip = QString::fromStdString(conflict.clip);
    const QString annotator = QString::fromStdString(conflict.annotator);
    const QString kept = QString::fromStdString(conflict.kept);
    switch (conflict.kind) {
    case MergeConflictKind::Layer:
        if (annotator.isEmpty())
            return text(QT_TRANSLATE_NOOP("MergeConflict",
                                          "Clip “%1”: boxes of nobody in particular differ; the "
                                          "others are kept as “%2”"))
                    .arg(clip, kept);
        return text(QT_TRANSLATE_NOOP("MergeConflict",
                                      "Clip “%1”: boxes of %2 differ; the others are kept as “%3”"))
                .arg(clip, annotator, kept);
    case MergeConflictKind::Review:
        return text(QT_TRANSLATE_NOOP("MergeConflict",
                                      "Clip “%1”: another review state; “%2” stays"))
                .arg(clip,
                     reviewStateName(
                             reviewStateFromString(conflict.kept).value_or(ReviewState::ToDo)));
    case MergeConflictKind::Media:
        return text(QT_TRANSLATE_NOOP("MergeConflict",
                                      "Clip “%1”: other media of the same name; kept as “%2”"))
                .arg(clip, kept);
    }
    return {};
}

MergeDialog::MergeDialog(const MergePreview &preview, QWidget *parent)
    : QDialog(parent)
{
    const auto number = [locale = QLocale()](qint64 count) { return locale.toString(count); };
    setWindowTitle(tr("Merge project"));
    auto *facts = new QFormLayout;
    facts->addRow(tr("Project"), new QLabel(QFileInfo(preview.path).fileName(), this));
    const AnnotationCounts &added = preview.added;
    auto *counts = new QLabel(
            preview.isEmpty()
                    ? tr("nothing that the open project has not")
                    : tr("%1 clips, %2 tracks with %3 boxes, %4 labels, %5 annotators, %6 marks; "
                         "%7 clips learn something")
                              .arg(number(added.clips),
                                   number(added.tracks),
                                   number(added.keyFrames),
                                   number(added.labels),
                                   number(added.annotators),
                                   number(added.marks),
                                   number(preview.changedClips)),
            this);
    counts->setWordWrap(true);
    facts->addRow(tr("Brings"), counts);
    const auto conflicts = static_cast<qint64>(preview.conflicts.size());
    facts->addRow(tr("Conflicts"),
                  new QLabel(conflicts == 0 ? tr("none") : number(conflicts), this));
    auto *list = new QPlainTextEdit(this);
    list->setReadOnly(true);
    list->setLineWrapMode(QPlainTextEdit::NoWrap);
    list->setTabChangesFocus(true);
    list->setAccessibleName(tr("Conflicts"));
    QStringList lines;
    for (const MergeConflict &conflict : preview.conflicts)
        lines.append(mergeConflictText(conflict));
    list->setPlainText(lines.join(QLatin1Char('\n')));
    list->setVisible(conflicts > 0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *merge = buttons->addButton(tr("&Merge"), QDialogButtonBox::AcceptRole);
    merge->setDefault(true);
    merge->setEnabled(!preview.isEmpty());
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(facts);
    layout->addWidget(list, 1);
    layout->addWidget(new QLabel(tr("Merging is one step: undo takes all of it back."), this));
    layout->addWidget(buttons);
    resize(kMergeDialogWidth, sizeHint().height());
}

} // namespace soundlocus
