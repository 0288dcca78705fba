// SPDX-License-Identifier: MIT
#include "ui/panels/heatmap_panel.h"

#include "ui/panels/localization_editor.h"
#include "ui/panels/overlay_editor.h"
#include "ui/panels/panel_area.h"
#include "ui/panels/symbol_icon.h"

#include <QGroupBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

QGroupBox *boxed(const QString &title, QWidget *content, QWidget *parent)
{
    auto *box = new QGroupBox(title, parent);
    auto *layout = new QVBoxLayout(box);
    layout->addWidget(content);
    return box;
}

} // namespace

HeatmapPanel::HeatmapPanel(Settings &settings, Localization &localization, QWidget *parent)
    : QScrollArea(parent)
{
    auto *content = new QWidget(this);
    auto *overlay = new OverlayEditor(settings, content);
    auto *computing = new LocalizationEditor(settings, localization, content);
    auto *reset = new QPushButton(symbolIcon(Symbol::Reset), tr("Reset to defaults"), content);
    auto *layout = new QVBoxLayout(content);
    layout->addWidget(boxed(tr("Display"), overlay, content));
    layout->addWidget(boxed(tr("Computation"), computing, content));
    layout->addWidget(reset, 0, Qt::AlignLeft);
    layout->addStretch(1);
    fillPanel(*this, content);

    connect(reset, &QPushButton::clicked, this, [&settings] { restoreDefaults(settings); });
    const auto showModel = [&localization, overlay](MapSlot slot) {
        if (slot != MapSlot::Main)
            return;
        const auto model = localization.model(slot);
        if (model)
            overlay->setScale(model->scale);
        overlay->setModelThreshold(model ? model->threshold : std::nullopt);
    };
    connect(&localization, &Localization::modelChanged, overlay, showModel);
    // There may be one already; without, what was set for the next one stays.
    if (localization.model(MapSlot::Main))
        showModel(MapSlot::Main);
}

void HeatmapPanel::restoreDefaults(Settings &settings)
{
    const SettingsValues defaults;
    settings.setOverlay(defaults.overlay);
    settings.setLocalization(MapSlot::Main, defaults.localization);
    settings.setLocalization(MapSlot::Comparison, defaults.comparison);
}

QSize HeatmapPanel::sizeHint() const
{
    return {minimumWidth(), widget()->sizeHint().height()};
}

} // namespace soundlocus
