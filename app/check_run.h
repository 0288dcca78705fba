// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"

#include <QObject>
#include <QString>
#include <QTimer>

namespace soundlocus {

/// `--check`: waits until two seconds of the demo were played and maps of it were shown, or says
/// what is missing. Threads: GUI thread only.
class CheckRun final : public QObject
{
    Q_OBJECT
public:
    explicit CheckRun(Services services, QObject *parent = nullptr);

Q_SIGNALS:
    /// @param fault English, for the terminal; empty: everything works
    void finished(const QString &fault);

private:
    void look();
    void end(const QString &fault);

    Services m_services;
    QTimer m_deadline;
    int m_frames = 0;
    int m_maps = 0;
    bool m_isDone = false;
};

} // namespace soundlocus
