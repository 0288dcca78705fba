// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/settings.h"

#include <QWidget>

class QFormLayout;

namespace soundlocus {

/// Theme, language and how files are opened; applied at once. Threads: GUI thread only.
class GeneralPage final : public QWidget
{
    Q_OBJECT
public:
    explicit GeneralPage(Settings &settings, QWidget *parent = nullptr);

private:
    void addAppearance(QFormLayout &form);
    void addOpening(QFormLayout &form);
    void addSwitch(QFormLayout &form, const QString &text, bool PlaybackSettings::*value);
    void addAnnotating(QFormLayout &form);

    Settings &m_settings;
};

} // namespace soundlocus
