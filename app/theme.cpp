// SPDX-License-Identifier: MIT
#include "app/theme.h"

#include <QApplication>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>

namespace soundlocus {

namespace {

constexpr int kMiddleLightness = 128;
constexpr int kOutlineAlpha = 150;

QPalette darkPalette()
{
    const QColor window(0x34, 0x36, 0x3b);
    const QColor base(0x1c, 0x1d, 0x20);
    const QColor text(0xe3, 0xe5, 0xe8);
    const QColor faint(0x92, 0x96, 0x9e);
    const QColor accent(0x4a, 0x90, 0xe2);
    QPalette palette(text,
                     QColor(0x44, 0x47, 0x4d),
                     QColor(0x60, 0x64, 0x6c),
                     QColor(0x12, 0x13, 0x15),
                     QColor(0x50, 0x54, 0x5b),
                     text,
                     Qt::white,
                     base,
                     window);
    palette.setColor(QPalette::AlternateBase, QColor(0x40, 0x43, 0x49));
    palette.setColor(QPalette::ToolTipBase, QColor(0x44, 0x47, 0x4d));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, accent.lighter(120));
    palette.setColor(QPalette::PlaceholderText, faint);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0x50, 0x54, 0x5a));
    return palette;
}

QPalette lightPalette()
{
    const QColor window(0xf2, 0xf3, 0xf5);
    const QColor text(0x1e, 0x20, 0x24);
    const QColor faint(0x8a, 0x8e, 0x96);
    const QColor accent(0x2f, 0x73, 0xd0);
    QPalette palette(text,
                     QColor(0xe9, 0xeb, 0xee),
                     Qt::white,
                     QColor(0x9a, 0x9e, 0xa6),
                     QColor(0xc9, 0xcc, 0xd2),
                     text,
                     Qt::white,
                     Qt::white,
                     window);
    palette.setColor(QPalette::AlternateBase, QColor(0xe6, 0xe9, 0xee));
    palette.setColor(QPalette::ToolTipBase, Qt::white);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::PlaceholderText, faint);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(0xc4, 0xc8, 0xce));
    return palette;
}

/// Fusion outlines its check boxes and radio buttons in a darker window colour, which is not to be
/// seen on a dark one.
class OutlinedFusion final : public QProxyStyle
{
public:
    OutlinedFusion()
        : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    {}

    void drawPrimitive(PrimitiveElement element,
                       const QStyleOption *option,
                       QPainter *painter,
                       const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const bool isRound = element == PE_IndicatorRadioButton;
        if (!isRound && element != PE_IndicatorCheckBox && element != PE_IndicatorItemViewItemCheck)
            return;
        const QPalette::ColorGroup group = option->state.testFlag(State_Enabled)
                                                   ? QPalette::Active
                                                   : QPalette::Disabled;
        QColor color = option->palette.color(group, QPalette::WindowText);
        color.setAlpha(kOutlineAlpha);
        const QRectF outline = QRectF(option->rect).adjusted(1, 1, -1.5, -1.5);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(color);
        painter->setBrush(Qt::NoBrush);
        if (isRound)
            painter->drawEllipse(outline);
        else
            painter->drawRoundedRect(outline, 2, 2);
        painter->restore();
    }
};

} // namespace

ThemeSwitch::ThemeSwitch()
    : m_isSystemDark(QApplication::palette().color(QPalette::Window).lightness() < kMiddleLightness)
{
    QApplication::setStyle(new OutlinedFusion);
}

QPalette ThemeSwitch::palette(Theme theme)
{
    return theme == Theme::Dark ? darkPalette() : lightPalette();
}

void ThemeSwitch::apply(Theme theme) const
{
    const bool isDark = theme == Theme::System ? m_isSystemDark : theme == Theme::Dark;
    QApplication::setPalette(palette(isDark ? Theme::Dark : Theme::Light));
}

} // namespace soundlocus
