// SPDX-License-Identifier: MIT
#include "ui/dialogs/import_dialog.h"

#include "ui/dialogs/annotation_format_names.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr int kImportWidth = 560;
/// Nobody reads more; the log has them all.
constexpr qsizetype kMostLines = 1000;

QString number(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

} // namespace

ImportDialog::ImportDialog(const ImportPreview &preview, QWidget *parent)
    : QDialog(parent)
    , m_drops(new QCheckBox(tr("&Leave out boxes without a pixel"), this))
{
    setWindowTitle(tr("Import annotations"));
    m_drops->setChecked(true);
    auto *facts = new QFormLayout;
    facts->addRow(tr("File"), new QLabel(QFileInfo(preview.path).fileName(), this));
    facts->addRow(tr("Format"), new QLabel(annotationFormatName(preview.format), this));
    auto *counts = new QLabel(countsText(preview), this);
    counts->setWordWrap(true);
    facts->addRow(tr("Holds"), counts);
    const auto unmatched = static_cast<std::int64_t>(preview.unmatched.size());
    facts->addRow(tr("Media"),
                  new QLabel(tr("%1 found, %2 not found")
                                     .arg(number(preview.matchedClips), number(unmatched)),
                             this));
    auto *lists = new QTabWidget(this);
    if (!preview.problems.isEmpty()) {
        // The file is named above, and its path would hide what is wrong with it.
        QStringList problems = preview.problems;
        for (QString &problem : problems) {
            if (problem.startsWith(preview.path + QLatin1String(": ")))
                problem.remove(0, preview.path.size() + 2);
        }
        lists->addTab(makeList(problems, tr("Problems")),
                      tr("&Problems (%1)").arg(number(problems.size())));
    }
    if (!preview.unmatched.isEmpty())
        lists->addTab(makeList(preview.unmatched, tr("Media not found")),
                      tr("Media &not found (%1)").arg(number(unmatched)));
    lists->setVisible(lists->count() > 0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    import->setDefault(true);
    import->setEnabled(preview.counts.clips > 0);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(facts);
    layout->addWidget(lists, 1);
    layout->addWidget(m_drops);
    layout->addWidget(new QLabel(tr("The import is one step: undo takes all of it back."), this));
    layout->addWidget(buttons);
    resize(kImportWidth, sizeHint().height());
}

bool ImportDialog::dropsDegenerate() const
{
    return m_drops->isChecked();
}

QString ImportDialog::countsText(const ImportPreview &preview)
{
    const AnnotationCounts &counts = preview.counts;
    return tr("%1 clips, %2 tracks with %3 boxes, %4 labels, %5, %6 marks; %7 clips "
              "hold nothing")
            .arg(number(counts.clips),
                 number(counts.tracks),
                 number(counts.keyFrames),
                 number(counts.labels),
                 tr("%n annotator(s)", nullptr, static_cast<int>(counts.annotators)),
                 number(counts.marks),
                 number(counts.emptyClips));
}

QWidget *ImportDialog::makeList(const QStringList &lines, const QString &name)
{
    auto *list = new QPlainTextEdit(this);
    list->setReadOnly(true);
    list->setLineWrapMode(QPlainTextEdit::NoWrap);
    list->setTabChangesFocus(true);
    list->setAccessibleName(name);
    list->setPlainText(lines.mid(0, kMostLines).join(QLatin1Char('\n')));
    if (lines.size() > kMostLines)
        list->appendPlainText(tr("… and %1 more").arg(number(lines.size() - kMostLines)));
    return list;
}

} // namespace soundlocus
