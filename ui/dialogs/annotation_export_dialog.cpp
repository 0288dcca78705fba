// SPDX-License-Identifier: MIT
#include "ui/dialogs/annotation_export_dialog.h"

#include "ui/dialogs/annotation_format_names.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr int kExportWidth = 520;
constexpr int kLayersHeight = 90;

QString endingOf(const QString &format)
{
    if (isFolderFormat(format))
        return {};
    if (format == u"table"_s)
        return u".tsv"_s;
    return format.startsWith(u"cvat"_s) ? u".xml"_s : u".json"_s;
}

} // namespace

AnnotationExportDialog::AnnotationExportDialog(const AnnotationDocument &document,
                                               const QString &folder,
                                               QWidget *parent)
    : QDialog(parent)
    , m_folder(folder)
{
    setWindowTitle(tr("Export annotations"));
    makeControls(document);
    layOut();
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] { formatChosen(); });
    connect(m_path, &QLineEdit::textEdited, this, [this] {
        m_hasOwnPath = true;
        refresh();
    });
    connect(m_layers, &QListWidget::itemChanged, this, [this] { refresh(); });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    formatChosen();
    resize(kExportWidth, sizeHint().height());
}

void AnnotationExportDialog::makeControls(const AnnotationDocument &document)
{
    m_format = new QComboBox(this);
    for (const QString &id : annotationFormatIds())
        m_format->addItem(annotationFormatName(id), id);
    m_path = new QLineEdit(this);
    m_dense = new QCheckBox(tr("A box on &every frame, not on key frames only"), this);
    m_layers = new QListWidget(this);
    m_layers->setAccessibleName(tr("Layers to export"));
    m_layers->setMaximumHeight(kLayersHeight);
    for (const Annotator &annotator : document.annotators()) {
        auto *item = new QListWidgetItem(QString::fromStdString(annotator.name), m_layers);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(annotator.isShown ? Qt::Checked : Qt::Unchecked);
    }
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_buttons->addButton(tr("E&xport"), QDialogButtonBox::AcceptRole)->setDefault(true);
}

void AnnotationExportDialog::layOut()
{
    auto *browse = new QPushButton(tr("&Browse…"), this);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &AnnotationExportDialog::choosePath);
    auto *pathRow = new QHBoxLayout;
    pathRow->addWidget(m_path, 1);
    pathRow->addWidget(browse);
    auto *pathLabel = new QLabel(tr("&To"), this);
    pathLabel->setBuddy(m_path);
    auto *form = new QFormLayout;
    form->addRow(tr("&Format"), m_format);
    form->addRow(pathLabel, pathRow);
    form->addRow(QString(), m_dense);
    form->addRow(tr("&Layers"), m_layers);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_buttons);
}

QString AnnotationExportDialog::format() const
{
    return m_format->currentData().toString();
}

void AnnotationExportDialog::formatChosen()
{
    if (!m_hasOwnPath)
        m_path->setText(QDir(m_folder).filePath(
                (format() == u"vggss"_s ? u"vggss"_s : u"annotations-"_s + format())
                + endingOf(format())));
    refresh();
}

void AnnotationExportDialog::choosePath()
{
    const QString path = QFileDialog::getSaveFileName(
            this, tr("Export annotations"), m_path->text());
    if (path.isEmpty())
        return;
    m_hasOwnPath = true;
    m_path->setText(path);
    refresh();
}

void AnnotationExportDialog::refresh()
{
    const bool isAnyLayer = m_layers->count() == 0 || !request().annotators.isEmpty();
    for (QAbstractButton *button : m_buttons->buttons()) {
        if (m_buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->setEnabled(isAnyLayer && !m_path->text().trimmed().isEmpty());
    }
}

AnnotationExport AnnotationExportDialog::request() const
{
    AnnotationExport request;
    request.path = m_path->text().trimmed();
    request.format = format();
    request.isDense = m_dense->isChecked();
    for (int i = 0; i < m_layers->count(); ++i) {
        if (m_layers->item(i)->checkState() == Qt::Checked)
            request.annotators.append(m_layers->item(i)->text());
    }
    return request;
}

} // namespace soundlocus
