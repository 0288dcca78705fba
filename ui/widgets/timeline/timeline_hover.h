// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QWidget>

namespace soundlocus {

/// Small picture with time and frame number that follows the pointer above the timeline. GUI thread
/// only.
class TimelineHover final : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineHover(QWidget *parent);

    /// @param picture may be null: the text alone
    /// @param at pointer's column and the upper edge of the timeline, global
    void showAt(QPoint at, const QImage &picture, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QImage m_picture;
    QString m_text;
};

} // namespace soundlocus
