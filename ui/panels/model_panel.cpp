// SPDX-License-Identifier: MIT
#include "ui/panels/model_panel.h"

#include "ui/panels/model_slot_box.h"
#include "ui/panels/panel_area.h"

#include <QComboBox>
#include <QFormLayout>
#include <QVBoxLayout>

namespace soundlocus {

ModelPanel::ModelPanel(Localization &localization, Settings &settings, QWidget *parent)
    : QScrollArea(parent)
{
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    for (const MapSlot slot : {MapSlot::Main, MapSlot::Comparison}) {
        auto *box = new ModelSlotBox(slot, localization, settings, content);
        layout->addWidget(box);
        connect(box, &ModelSlotBox::chooseRequested, this, &ModelPanel::chooseRequested);
    }
    auto *arrangement = new QComboBox(content);
    arrangement->setAccessibleName(tr("Arrangement of two maps"));
    arrangement->addItem(tr("Side by side"), static_cast<int>(ComparisonLayout::SideBySide));
    arrangement->addItem(tr("Divider to drag"), static_cast<int>(ComparisonLayout::Divider));
    arrangement->addItem(tr("Main map only"), static_cast<int>(ComparisonLayout::Single));
    auto *form = new QFormLayout;
    form->addRow(tr("&Two maps"), arrangement);
    layout->addLayout(form);
    layout->addStretch(1);
    fillPanel(*this, content);

    const auto show = [arrangement](ComparisonLayout value) {
        arrangement->setCurrentIndex(arrangement->findData(static_cast<int>(value)));
    };
    show(settings.values().layout);
    connect(&settings, &Settings::layoutChanged, arrangement, show);
    connect(arrangement, &QComboBox::activated, this, [arrangement, &settings](int index) {
        settings.setLayout(static_cast<ComparisonLayout>(arrangement->itemData(index).toInt()));
    });
}

} // namespace soundlocus
