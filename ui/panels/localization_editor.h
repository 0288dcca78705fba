// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/localization.h"
#include "ui/services/settings.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace soundlocus {

/// How maps are computed: edits the localisation settings of a slot. Threads: GUI thread only.
class LocalizationEditor final : public QWidget
{
    Q_OBJECT
public:
    LocalizationEditor(Settings &settings, Localization &localization, QWidget *parent = nullptr);

private:
    void makeControls();
    void layOut();
    void connectControls();
    void show();
    void showDevices();
    void store();
    [[nodiscard]] MapSlot slot() const;

    Settings &m_settings;
    Localization &m_localization;
    bool m_isShowing = false;
    QComboBox *m_slot = nullptr;
    QComboBox *m_fit = nullptr;
    QDoubleSpinBox *m_window = nullptr;
    QDoubleSpinBox *m_hop = nullptr;
    QComboBox *m_device = nullptr;
    QSpinBox *m_threads = nullptr;
    QCheckBox *m_readsAhead = nullptr;
    QSpinBox *m_cache = nullptr;
};

} // namespace soundlocus
