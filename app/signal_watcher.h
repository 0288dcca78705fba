// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace soundlocus {

/// Turns SIGINT, SIGTERM and SIGHUP into a signal of Qt, so that the window closes as by its
/// button: position and layout are kept. One per process; without it the signals have their usual
/// effect. Threads: GUI thread only.
class SignalWatcher final : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    void endRequested();

private:
    int m_readEnd = -1;
};

} // namespace soundlocus
