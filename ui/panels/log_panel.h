// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/log.h"

#include <QWidget>

class QPlainTextEdit;

namespace soundlocus {

/// What the program noted, newest at the bottom, with time and level. Threads: GUI thread only.
class LogPanel final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kMostLines = 5000;

    explicit LogPanel(QWidget *parent = nullptr);

    void append(LogLevel level, const QString &message);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QSize sizeHint() const override;

private:
    QPlainTextEdit *m_text = nullptr;
};

} // namespace soundlocus
