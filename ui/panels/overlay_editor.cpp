// SPDX-License-Identifier: MIT
#include "ui/panels/overlay_editor.h"

#include "ui/panels/color_swatch.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QStandardItemModel>

#include <cmath>

namespace soundlocus {

namespace {

constexpr int kSteps = 100;
constexpr double kMostSmoothing = 0.95;
constexpr double kDefaultPercent = 50;
/// Where sound is, in the cosine maps of the published networks.
constexpr double kDefaultLevel = 0.3;
constexpr QSize kSwatchIcon(32, 12);
constexpr int kLeastOverlayCharacters = 8;

enum ScaleChoice { PerFrame, Fixed };
enum ContourChoice { NoContour, BestShare, AtLevel, OfModel };

QString percentText(int value)
{
    return OverlayEditor::tr("%1 %", "per cent").arg(QLocale().toString(value));
}

QDoubleSpinBox *numberBox(const QString &name, double step, QWidget *parent)
{
    auto *box = new QDoubleSpinBox(parent);
    box->setSingleStep(step);
    box->setDecimals(2);
    box->setAccessibleName(name);
    box->setKeyboardTracking(false);
    return box;
}

QWidget *inRow(std::initializer_list<QWidget *> widgets, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget : widgets)
        layout->addWidget(widget,
                          widget->sizePolicy().horizontalPolicy() == QSizePolicy::Expanding);
    return row;
}

} // namespace

OverlayEditor::OverlayEditor(Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
{
    makeControls();
    layOut();
    connectControls();
    setScale(HeatmapScale::Cosine);
    setModelThreshold(std::nullopt);
    show(settings.values().overlay);
}

void OverlayEditor::makeControls()
{
    m_visible = new QCheckBox(tr("Show heat map"), this);
    m_opacity = new QSlider(Qt::Horizontal, this);
    m_opacity->setRange(0, kSteps);
    m_opacity->setAccessibleName(tr("Opacity"));
    m_opacityText = new QLabel(this);
    m_colors = new QComboBox(this);
    m_colors->setAccessibleName(tr("Colours"));
    m_colors->setIconSize(kSwatchIcon);
    for (const ColorMap map :
         {ColorMap::Viridis, ColorMap::Magma, ColorMap::Turbo, ColorMap::Jet}) {
        m_colors->addItem(colorMapIcon(map, kSwatchIcon), colorMapName(map), static_cast<int>(map));
    }
    m_swatch = new ColorSwatch(this);
    m_scale = new QComboBox(this);
    m_scale->setAccessibleName(tr("Range of the colours"));
    m_scale->addItem(tr("Each frame by itself"), PerFrame);
    m_scale->addItem(tr("Fixed"), Fixed);
    m_scale->setToolTip(tr("By itself, every frame uses all colours, whether anything sounds or "
                           "not; fixed, colours mean the same similarity in all frames"));
    m_low = numberBox(tr("Similarity of the lowest colour"), 0.05, this);
    m_high = numberBox(tr("Similarity of the highest colour"), 0.05, this);
    m_interpolation = new QComboBox(this);
    m_interpolation->setAccessibleName(tr("Cells"));
    m_interpolation->addItem(tr("Smooth"), static_cast<int>(Interpolation::Smooth));
    m_interpolation->addItem(tr("As computed"), static_cast<int>(Interpolation::Cells));
    m_contour = new QComboBox(this);
    m_contour->setAccessibleName(tr("Contour"));
    m_contour->addItem(tr("None"), NoContour);
    m_contour->addItem(tr("Best share of picture"), BestShare);
    m_contour->addItem(tr("At similarity"), AtLevel);
    m_contour->addItem(tr("The model's own threshold"), OfModel);
    m_contourValue = numberBox(tr("Place of the contour"), 0.05, this);
    m_smoothing = new QSlider(Qt::Horizontal, this);
    m_smoothing->setRange(0, static_cast<int>(kMostSmoothing * kSteps));
    m_smoothing->setAccessibleName(tr("Smoothing over time"));
    m_smoothing->setToolTip(tr("Share of earlier maps while playing"));
    m_smoothingText = new QLabel(this);
    for (QComboBox *box : {m_colors, m_scale, m_interpolation, m_contour}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(kLeastOverlayCharacters);
    }
    for (QLabel *label : {m_opacityText, m_smoothingText}) {
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(percentText(kSteps)));
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

void OverlayEditor::layOut()
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(m_visible);
    form->addRow(tr("&Opacity"), inRow({m_opacity, m_opacityText}, this));
    form->addRow(tr("Colou&rs"), m_colors);
    form->addRow(QString(), m_swatch);
    form->addRow(tr("Ran&ge"), m_scale);
    auto *to = new QLabel(tr("to", "between the ends of a range"), this);
    to->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_low->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_high->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    form->addRow(QString(), inRow({m_low, to, m_high}, this));
    form->addRow(tr("&Cells"), m_interpolation);
    form->addRow(tr("Co&ntour"), m_contour);
    form->addRow(QString(), m_contourValue);
    form->addRow(tr("S&moothing"), inRow({m_smoothing, m_smoothingText}, this));
    for (auto *label : findChildren<QLabel *>()) {
        if (label->text() == tr("&Opacity"))
            label->setBuddy(m_opacity);
        if (label->text() == tr("S&moothing"))
            label->setBuddy(m_smoothing);
    }
}

void OverlayEditor::connectControls()
{
    connect(m_visible, &QCheckBox::toggled, this, &OverlayEditor::store);
    for (QSlider *slider : {m_opacity, m_smoothing})
        connect(slider, &QSlider::valueChanged, this, &OverlayEditor::store);
    for (QComboBox *box : {m_colors, m_scale, m_interpolation})
        connect(box, &QComboBox::currentIndexChanged, this, &OverlayEditor::store);
    connect(m_contour, &QComboBox::currentIndexChanged, this, [this] {
        if (m_isShowing)
            return;
        m_isShowing = true; // the value that goes with the kind, before both are stored
        const int choice = m_contour->currentData().toInt();
        const bool isShare = choice == BestShare;
        prepareContour(isShare ? ContourThreshold::Kind::TopPercent
                               : ContourThreshold::Kind::Absolute);
        m_contourValue->setValue(isShare             ? kDefaultPercent
                                 : choice == OfModel ? m_modelThreshold.value_or(kDefaultLevel)
                                                     : kDefaultLevel);
        m_isShowing = false;
        store();
    });
    for (QDoubleSpinBox *box : {m_low, m_high, m_contourValue})
        connect(box, &QDoubleSpinBox::valueChanged, this, &OverlayEditor::store);
    connect(&m_settings, &Settings::overlayChanged, this, &OverlayEditor::show);
}

void OverlayEditor::setScale(HeatmapScale scale)
{
    m_isShowing = true;
    const ScaleLimits limits = limitsOf(scale);
    for (QDoubleSpinBox *box : {m_low, m_high})
        box->setRange(limits.low, limits.high);
    m_isShowing = false;
    show(m_settings.values().overlay);
}

void OverlayEditor::setModelThreshold(std::optional<double> threshold)
{
    m_modelThreshold = threshold;
    const int row = m_contour->findData(OfModel);
    const auto *items = qobject_cast<QStandardItemModel *>(m_contour->model());
    items->item(row)->setEnabled(threshold.has_value());
    m_contour->setItemData(row,
                           threshold ? tr("Above it the network was trained to see a source")
                                     : tr("This checkpoint does not say which threshold it was "
                                          "trained with"),
                           Qt::ToolTipRole);
    OverlayStyle style = m_settings.values().overlay;
    if (!style.isContourOfModel)
        return;
    // A number of another model would be drawn under this one's name.
    style.options.contour.reset();
    if (threshold)
        style.options.contour = ContourThreshold{ContourThreshold::Kind::Absolute, *threshold};
    m_settings.setOverlay(style);
}

void OverlayEditor::show(const OverlayStyle &style)
{
    m_isShowing = true;
    const OverlayOptions &options = style.options;
    m_visible->setChecked(style.isVisible);
    m_opacity->setValue(static_cast<int>(std::lround(options.opacity * kSteps)));
    m_opacityText->setText(percentText(m_opacity->value()));
    m_colors->setCurrentIndex(m_colors->findData(static_cast<int>(options.colorMap)));
    m_swatch->setColorMap(options.colorMap);
    m_swatch->setEnds(tr("least", "similar"), tr("most similar"));
    m_scale->setCurrentIndex(m_scale->findData(options.scale ? Fixed : PerFrame));
    const ValueRange range = options.scale.value_or(ValueRange{0, 1});
    m_low->setValue(range.low);
    m_high->setValue(range.high);
    m_low->parentWidget()->setVisible(options.scale.has_value());
    m_interpolation->setCurrentIndex(
            m_interpolation->findData(static_cast<int>(options.interpolation)));
    const bool isShare = options.contour
                         && options.contour->kind == ContourThreshold::Kind::TopPercent;
    m_contour->setCurrentIndex(m_contour->findData(!options.contour         ? NoContour
                                                   : isShare                ? BestShare
                                                   : style.isContourOfModel ? OfModel
                                                                            : AtLevel));
    m_contourValue->setVisible(options.contour.has_value());
    m_contourValue->setReadOnly(style.isContourOfModel);
    m_contourValue->setButtonSymbols(style.isContourOfModel ? QAbstractSpinBox::NoButtons
                                                            : QAbstractSpinBox::UpDownArrows);
    if (options.contour) {
        prepareContour(options.contour->kind);
        m_contourValue->setValue(options.contour->value);
    }
    m_smoothing->setValue(static_cast<int>(std::lround(style.smoothing * kSteps)));
    m_smoothingText->setText(percentText(m_smoothing->value()));
    m_isShowing = false;
}

void OverlayEditor::prepareContour(ContourThreshold::Kind kind)
{
    const bool isShare = kind == ContourThreshold::Kind::TopPercent;
    m_contourValue->setSuffix(isShare ? tr(" %", "per cent, after a number") : QString());
    m_contourValue->setDecimals(isShare ? 0 : 2);
    m_contourValue->setSingleStep(isShare ? 5 : 0.05);
    m_contourValue->setRange(isShare ? 0 : m_low->minimum(), isShare ? 100 : m_low->maximum());
}

void OverlayEditor::store()
{
    if (m_isShowing)
        return;
    OverlayStyle style = m_settings.values().overlay;
    OverlayOptions &options = style.options;
    style.isVisible = m_visible->isChecked();
    options.opacity = static_cast<double>(m_opacity->value()) / kSteps;
    options.colorMap = static_cast<ColorMap>(m_colors->currentData().toInt());
    options.scale.reset();
    if (m_scale->currentData().toInt() == Fixed && m_low->value() < m_high->value())
        options.scale = ValueRange{m_low->value(), m_high->value()};
    else if (m_scale->currentData().toInt() == Fixed)
        options.scale = m_settings.values().overlay.options.scale.value_or(ValueRange{0, 1});
    options.interpolation = static_cast<Interpolation>(m_interpolation->currentData().toInt());
    options.contour.reset();
    const int contour = m_contour->currentData().toInt();
    style.isContourOfModel = contour == OfModel;
    if (contour != NoContour) {
        const auto kind = contour == BestShare ? ContourThreshold::Kind::TopPercent
                                               : ContourThreshold::Kind::Absolute;
        options.contour = ContourThreshold{kind, m_contourValue->value()};
    }
    style.smoothing = static_cast<double>(m_smoothing->value()) / kSteps;
    m_settings.setOverlay(style);
}

} // namespace soundlocus
