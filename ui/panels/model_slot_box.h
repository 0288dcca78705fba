// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/localization.h"
#include "ui/services/settings.h"

#include <QGroupBox>

class QFormLayout;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;

namespace soundlocus {

class ElidedLabel;

/// The model of one slot: its facts, and buttons to take another. Threads: GUI thread only.
class ModelSlotBox final : public QGroupBox
{
    Q_OBJECT
public:
    ModelSlotBox(MapSlot slot,
                 Localization &localization,
                 Settings &settings,
                 QWidget *parent = nullptr);

Q_SIGNALS:
    /// Asks for a file dialog.
    void chooseRequested(soundlocus::MapSlot slot);

private:
    void makeControls();
    void connectService();
    void showLoading(MapSlot slot, const QString &path);
    void showName(const QString &name);
    void showHint(const QString &hint);
    void refresh();
    void showFacts(const ModelSummary &model);
    void fillRecent();

    MapSlot m_slot;
    Localization &m_localization;
    Settings &m_settings;
    ElidedLabel *m_name = nullptr;
    QLabel *m_hint = nullptr; ///< in its place without a model
    QProgressBar *m_loading = nullptr;
    QFormLayout *m_facts = nullptr;
    QPushButton *m_load = nullptr;
    QPushButton *m_same = nullptr;
    QPushButton *m_recent = nullptr;
    QMenu *m_recentMenu = nullptr;
    QPushButton *m_unload = nullptr;
};

} // namespace soundlocus
