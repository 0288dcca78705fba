// SPDX-License-Identifier: MIT
#include "ui/panels/model_slot_box.h"

#include "ui/panels/elided_label.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr int kBusyHeight = 6;

QLabel *factLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

ModelSlotBox::ModelSlotBox(MapSlot slot,
                           Localization &localization,
                           Settings &settings,
                           QWidget *parent)
    : QGroupBox(parent)
    , m_slot(slot)
    , m_localization(localization)
    , m_settings(settings)
{
    setTitle(slot == MapSlot::Main ? tr("Main map") : tr("Compared with"));
    makeControls();
    connectService();
    fillRecent();
    refresh();
}

void ModelSlotBox::makeControls()
{
    m_name = new ElidedLabel(this);
    m_hint = factLabel(QString(), this);
    m_loading = new QProgressBar(this);
    m_loading->setRange(0, 0);
    m_loading->setTextVisible(false);
    m_loading->setFixedHeight(kBusyHeight);
    m_loading->setAccessibleName(tr("Model is loading"));
    m_loading->hide();
    m_facts = new QFormLayout;
    m_facts->setContentsMargins(0, 0, 0, 0);
    m_facts->setVerticalSpacing(2);
    m_load = new QPushButton(tr("Load…"), this);
    m_load->setAccessibleName(m_slot == MapSlot::Main ? tr("Load model for the main map")
                                                      : tr("Load model to compare with"));
    m_recentMenu = new QMenu(this);
    m_recentMenu->setToolTipsVisible(true);
    m_recent = new QPushButton(tr("Recent"), this);
    m_recent->setAccessibleName(tr("Recent models"));
    m_recent->setMenu(m_recentMenu);
    m_unload = new QPushButton(tr("Remove"), this);
    QSizePolicy keepsPlace = m_unload->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_unload->setSizePolicy(keepsPlace);
    m_unload->setAccessibleName(m_slot == MapSlot::Main ? tr("Remove the main model")
                                                        : tr("Remove the model compared with"));
    m_same = new QPushButton(tr("Same model"), this);
    m_same->setToolTip(tr("Loads the model of the main map here as well, to compare two settings "
                          "or two sounds"));
    m_same->setVisible(m_slot == MapSlot::Comparison);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_load);
    buttons->addWidget(m_recent);
    buttons->addWidget(m_unload);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_name);
    layout->addWidget(m_hint);
    layout->addWidget(m_loading);
    layout->addLayout(m_facts);
    layout->addLayout(buttons);
    layout->addWidget(m_same, 0, Qt::AlignLeft);
}

void ModelSlotBox::connectService()
{
    connect(m_load, &QPushButton::clicked, this, [this] { Q_EMIT chooseRequested(m_slot); });
    connect(m_unload, &QPushButton::clicked, this, [this] { m_localization.unloadModel(m_slot); });
    connect(m_same, &QPushButton::clicked, this, [this] {
        if (const auto main = m_localization.model(MapSlot::Main))
            m_localization.loadModel(m_slot, main->path);
    });
    connect(&m_localization, &Localization::modelLoading, this, &ModelSlotBox::showLoading);
    connect(&m_localization, &Localization::modelChanged, this, [this](MapSlot slot) {
        m_same->setEnabled(m_localization.model(MapSlot::Main).has_value());
        if (slot == m_slot)
            refresh();
    });
    m_same->setEnabled(m_localization.model(MapSlot::Main).has_value());
    connect(&m_localization, &Localization::modelFailed, this, &ModelSlotBox::refresh);
    connect(&m_settings, &Settings::recentChanged, this, &ModelSlotBox::fillRecent);
}

void ModelSlotBox::showLoading(MapSlot slot, const QString &path)
{
    if (slot != m_slot)
        return;
    m_loading->show();
    showName(tr("Loading %1 …").arg(QFileInfo(path).fileName()));
}

void ModelSlotBox::showName(const QString &name)
{
    m_name->setFullText(name);
    m_name->show();
    m_hint->hide();
}

void ModelSlotBox::showHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->show();
    m_name->hide();
}

void ModelSlotBox::refresh()
{
    m_loading->hide();
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    const auto model = m_localization.model(m_slot);
    m_unload->setVisible(model.has_value());
    if (model)
        showFacts(*model);
    else if (m_slot == MapSlot::Main)
        showHint(tr("No model is loaded, so there is no heat map. Load one, or drop a "
                    "checkpoint on the window."));
    else
        showHint(tr("Load a second model to see two maps on one picture, or the same one, to "
                    "compare two settings (panel “Heat map”) or two sounds (panel “What if”)."));
}

void ModelSlotBox::showFacts(const ModelSummary &model)
{
    showName(model.name);
    const auto add = [this](const QString &name, const QString &value) {
        auto *label = factLabel(name, this);
        label->setEnabled(false);
        label->setWordWrap(false);
        // Names and sums are one word, which does not wrap.
        if (value.contains(QLatin1Char(' '))) {
            m_facts->addRow(label, factLabel(value, this));
        } else {
            auto *word = new ElidedLabel(this);
            word->setFullText(value);
            m_facts->addRow(label, word);
        }
    };
    const QLocale locale;
    if (QFileInfo(model.path).fileName() != model.name)
        add(tr("File"), QFileInfo(model.path).fileName());
    add(tr("Family"), model.family);
    add(tr("Parameters"), locale.toString(model.parameters));
    if (model.epoch >= 0)
        add(tr("Epoch"), locale.toString(model.epoch));
    add(tr("Runs on"), model.device);
    add(tr("Sound window"), tr("%1 s", "seconds").arg(locale.toString(model.windowSeconds)));
    for (const auto &[name, value] : model.facts)
        add(name, value);
}

void ModelSlotBox::fillRecent()
{
    m_recentMenu->clear();
    for (const QString &path : m_settings.values().recent.models) {
        QString name = QFileInfo(path).fileName();
        QAction *action = m_recentMenu->addAction(name.replace(u'&', QStringLiteral("&&")));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] {
            m_localization.loadModel(m_slot, path);
        });
    }
    if (!m_recentMenu->isEmpty()) {
        m_recentMenu->addSeparator();
        m_recentMenu->addAction(tr("&Clear list"), &m_settings, &Settings::clearRecentModels);
    }
    m_recent->setEnabled(!m_recentMenu->isEmpty());
}

} // namespace soundlocus
