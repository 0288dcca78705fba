// SPDX-License-Identifier: MIT
#include "ui/panels/symbol_icon.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QPixmap>
#include <QPolygonF>

#include <initializer_list>

namespace soundlocus {

namespace {

constexpr double kGrid = 24;
constexpr double kLineWidth = 2;

/// What to fill and what to draw as a line.
struct Drawing
{
    QPainterPath filled;
    QPainterPath lines;
};

QPolygonF polygon(std::initializer_list<QPointF> points)
{
    return QPolygonF(QList<QPointF>(points));
}

void addLine(QPainterPath &path, std::initializer_list<QPointF> points)
{
    path.addPolygon(polygon(points));
}

void addTriangle(Drawing &drawing, double tip, double base)
{
    drawing.filled.addPolygon(polygon({{base, 5}, {tip, 12}, {base, 19}, {base, 5}}));
}

Drawing transport(Symbol symbol)
{
    Drawing d;
    switch (symbol) {
    case Symbol::Play:
        d.filled.addPolygon(polygon({{7, 4}, {20, 12}, {7, 20}, {7, 4}}));
        break;
    case Symbol::Pause:
        d.filled.addRect(6, 5, 4, 14);
        d.filled.addRect(14, 5, 4, 14);
        break;
    case Symbol::StepBack:
        addTriangle(d, 5, 15);
        d.filled.addRect(17, 5, 2, 14);
        break;
    case Symbol::StepForward:
        addTriangle(d, 19, 9);
        d.filled.addRect(5, 5, 2, 14);
        break;
    case Symbol::PreviousKeyFrame:
        addTriangle(d, 9, 19);
        d.filled.addPolygon(polygon({{5, 8}, {8, 12}, {5, 16}, {2, 12}, {5, 8}}));
        break;
    case Symbol::NextKeyFrame:
        addTriangle(d, 15, 5);
        d.filled.addPolygon(polygon({{19, 8}, {22, 12}, {19, 16}, {16, 12}, {19, 8}}));
        break;
    case Symbol::PreviousFile:
        d.filled.addRect(4, 5, 2, 14);
        addTriangle(d, 6, 13);
        addTriangle(d, 13, 20);
        break;
    case Symbol::NextFile:
        d.filled.addRect(18, 5, 2, 14);
        addTriangle(d, 18, 11);
        addTriangle(d, 11, 4);
        break;
    case Symbol::LoopBegin:
        addLine(d.lines, {{11, 5}, {7, 5}, {7, 19}, {11, 19}});
        d.filled.addPolygon(polygon({{12, 9}, {17, 12}, {12, 15}, {12, 9}}));
        break;
    case Symbol::LoopEnd:
        addLine(d.lines, {{13, 5}, {17, 5}, {17, 19}, {13, 19}});
        d.filled.addPolygon(polygon({{12, 9}, {7, 12}, {12, 15}, {12, 9}}));
        break;
    case Symbol::Loop:
        addLine(d.lines, {{5, 13}, {5, 8}, {17, 8}});
        d.filled.addPolygon(polygon({{16, 4}, {21, 8}, {16, 12}, {16, 4}}));
        addLine(d.lines, {{19, 11}, {19, 16}, {7, 16}});
        d.filled.addPolygon(polygon({{8, 12}, {3, 16}, {8, 20}, {8, 12}}));
        break;
    default:
        break;
    }
    return d;
}

void addSpeaker(Drawing &d)
{
    d.filled.addPolygon(polygon({{3, 9}, {7, 9}, {12, 4}, {12, 20}, {7, 15}, {3, 15}, {3, 9}}));
}

Drawing object(Symbol symbol)
{
    Drawing d;
    switch (symbol) {
    case Symbol::Sound:
        addSpeaker(d);
        d.lines.arcMoveTo(10, 8, 7, 8, -60);
        d.lines.arcTo(10, 8, 7, 8, -60, 120);
        d.lines.arcMoveTo(9, 4, 13, 16, -55);
        d.lines.arcTo(9, 4, 13, 16, -55, 110);
        break;
    case Symbol::Muted:
        addSpeaker(d);
        addLine(d.lines, {{15.5, 9}, {21.5, 15}});
        addLine(d.lines, {{21.5, 9}, {15.5, 15}});
        break;
    case Symbol::Open:
        addLine(d.lines, {{3, 19}, {3, 5}, {9, 5}, {11, 8}, {19, 8}, {19, 11}});
        addLine(d.lines, {{3, 19}, {6, 11}, {22, 11}, {19, 19}, {3, 19}});
        break;
    case Symbol::Folder:
        addLine(d.lines, {{3, 5}, {9, 5}, {11, 8}, {21, 8}, {21, 19}, {3, 19}, {3, 5}});
        break;
    case Symbol::Model:
        for (const QPointF &centre : {QPointF(5, 7), QPointF(5, 17), QPointF(19, 12)})
            d.filled.addEllipse(centre, 3, 3);
        d.filled.addEllipse(QPointF(12, 12), 2.5, 2.5);
        addLine(d.lines, {{5, 7}, {12, 12}, {19, 12}});
        addLine(d.lines, {{5, 17}, {12, 12}});
        break;
    case Symbol::HeatMap:
        d.filled.addEllipse(QPointF(12, 12), 3.5, 3.5);
        d.lines.addEllipse(QPointF(12, 12), 6.5, 6.5);
        addLine(d.lines, {{3, 8}, {3, 3}, {8, 3}});
        addLine(d.lines, {{16, 3}, {21, 3}, {21, 8}});
        addLine(d.lines, {{21, 16}, {21, 21}, {16, 21}});
        addLine(d.lines, {{8, 21}, {3, 21}, {3, 16}});
        break;
    case Symbol::Camera:
        addLine(d.lines,
                {{3, 7}, {8, 7}, {10, 4}, {14, 4}, {16, 7}, {21, 7}, {21, 19}, {3, 19}, {3, 7}});
        d.lines.addEllipse(QPointF(12, 13), 3.5, 3.5);
        break;
    case Symbol::Film:
        d.lines.addRect(3, 5, 18, 14);
        addLine(d.lines, {{7, 5}, {7, 19}});
        addLine(d.lines, {{17, 5}, {17, 19}});
        addLine(d.lines, {{7, 12}, {17, 12}});
        break;
    default:
        break;
    }
    return d;
}

Drawing sign(Symbol symbol)
{
    Drawing d;
    switch (symbol) {
    case Symbol::FullScreen:
        addLine(d.lines, {{4, 9}, {4, 4}, {9, 4}});
        addLine(d.lines, {{15, 4}, {20, 4}, {20, 9}});
        addLine(d.lines, {{20, 15}, {20, 20}, {15, 20}});
        addLine(d.lines, {{9, 20}, {4, 20}, {4, 15}});
        break;
    case Symbol::Reset:
        d.lines.arcMoveTo(5, 5, 14, 14, 150);
        d.lines.arcTo(5, 5, 14, 14, 150, -290);
        d.filled.addPolygon(polygon({{3, 4}, {3, 11}, {10, 11}, {3, 4}}));
        break;
    case Symbol::Close:
        addLine(d.lines, {{6, 6}, {18, 18}});
        addLine(d.lines, {{18, 6}, {6, 18}});
        break;
    case Symbol::Information:
        d.lines.addEllipse(QPointF(12, 12), 9, 9);
        addLine(d.lines, {{12, 11}, {12, 17}});
        d.filled.addEllipse(QPointF(12, 7.5), 1.4, 1.4);
        break;
    case Symbol::Warning:
        addLine(d.lines, {{12, 3}, {22, 20}, {2, 20}, {12, 3}});
        addLine(d.lines, {{12, 9}, {12, 14}});
        d.filled.addEllipse(QPointF(12, 17), 1.3, 1.3);
        break;
    default:
        break;
    }
    return d;
}

Drawing drawingOf(Symbol symbol)
{
    for (const auto &make : {transport, object, sign}) {
        Drawing drawing = make(symbol);
        if (!drawing.filled.isEmpty() || !drawing.lines.isEmpty())
            return drawing;
    }
    return {};
}

class SymbolEngine final : public QIconEngine
{
public:
    SymbolEngine(Symbol off, Symbol on)
        : m_off(off)
        , m_on(on)
    {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText
                                                  : QPalette::WindowText;
        const QColor color = QGuiApplication::palette().color(group, role);
        const double side = qMin(rect.width(), rect.height());
        const Drawing drawing = drawingOf(state == QIcon::On ? m_on : m_off);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.x() + (rect.width() - side) / 2,
                           rect.y() + (rect.height() - side) / 2);
        painter->scale(side / kGrid, side / kGrid);
        painter->fillPath(drawing.filled, color);
        painter->strokePath(drawing.lines,
                            QPen(color, kLineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new SymbolEngine(m_off, m_on); }

private:
    Symbol m_off;
    Symbol m_on;
};

} // namespace

QIcon symbolIcon(Symbol symbol)
{
    return symbolIcon(symbol, symbol);
}

QIcon symbolIcon(Symbol off, Symbol on)
{
    return off == Symbol::None ? QIcon() : QIcon(new SymbolEngine(off, on));
}

} // namespace soundlocus
