// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_accessible.h"

#include "ui/widgets/timeline/timeline_widget.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace soundlocus {

namespace {

class TimelineAccessible final : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit TimelineAccessible(TimelineWidget *widget)
        : QAccessibleWidget(widget, QAccessible::Slider)
    {}

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? timeline().positionText()
                                          : QAccessibleWidget::text(kind);
    }

    [[nodiscard]] QVariant currentValue() const override
    {
        return toSeconds(timeline().position());
    }
    void setCurrentValue(const QVariant &value) override
    {
        Q_EMIT timeline().seekRequested(fromSeconds(value.toDouble()));
    }
    [[nodiscard]] QVariant minimumValue() const override { return 0.0; }
    [[nodiscard]] QVariant maximumValue() const override
    {
        return toSeconds(timeline().scale().duration());
    }
    [[nodiscard]] QVariant minimumStepSize() const override { return 0.0; }

private:
    [[nodiscard]] TimelineWidget &timeline() const
    {
        return *static_cast<TimelineWidget *>(widget());
    }
};

QAccessibleInterface *makeInterface(const QString & /*className*/, QObject *object)
{
    if (auto *widget = qobject_cast<TimelineWidget *>(object))
        return new TimelineAccessible(widget);
    return nullptr;
}

} // namespace

void installTimelineAccessibility()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

} // namespace soundlocus
