// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/settings.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace soundlocus {

class ColorSwatch;

/// How maps are shown: edits the overlay style of the settings. Threads: GUI thread only.
class OverlayEditor final : public QWidget
{
    Q_OBJECT
public:
    explicit OverlayEditor(Settings &settings, QWidget *parent = nullptr);

    /// What the ends of a fixed scale and of an absolute contour may be.
    void setScale(HeatmapScale scale);
    /// What the model was trained with; a contour that goes with the model moves there. Without one
    /// the choice cannot be made, and says why.
    void setModelThreshold(std::optional<double> threshold);

private:
    void makeControls();
    void layOut();
    void connectControls();
    void show(const OverlayStyle &style);
    void prepareContour(ContourThreshold::Kind kind);
    void store();

    Settings &m_settings;
    bool m_isShowing = false;
    std::optional<double> m_modelThreshold;
    QCheckBox *m_visible = nullptr;
    QSlider *m_opacity = nullptr;
    QLabel *m_opacityText = nullptr;
    QComboBox *m_colors = nullptr;
    ColorSwatch *m_swatch = nullptr;
    QComboBox *m_scale = nullptr;
    QDoubleSpinBox *m_low = nullptr;
    QDoubleSpinBox *m_high = nullptr;
    QComboBox *m_interpolation = nullptr;
    QComboBox *m_contour = nullptr;
    QDoubleSpinBox *m_contourValue = nullptr;
    QSlider *m_smoothing = nullptr;
    QLabel *m_smoothingText = nullptr;
};

} // namespace soundlocus
