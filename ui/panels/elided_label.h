// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace soundlocus {

/// One line of text that gives way in its middle where there is no room for it; then the tool tip
/// shows the whole, and its context menu copies it.
class ElidedLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    /// @param toolTip what the tool tip shows in any case
    void setFullText(const QString &text, const QString &toolTip = {});
    [[nodiscard]] const QString &fullText() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();

    QString m_text;
    QString m_toolTip;
};

} // namespace soundlocus
