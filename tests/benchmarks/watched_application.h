// SPDX-License-Identifier: MIT
#pragma once

#include <QApplication>
#include <QEvent>

#include <string>
#include <vector>

namespace soundlocus {

/// Notes how long the GUI thread took for each event: from its delivery until the loop has it back,
/// events sent meanwhile included. Events of other threads are delivered unwatched.
/// Threads: GUI thread only, but for notify().
class WatchedApplication final : public QApplication
{
public:
    struct Dispatch
    {
        double wallMs = 0; ///< what a user waits
        double cpuMs = 0;  ///< of this thread; the rest it waited or others had the core
        long waits = 0;    ///< times it gave the core away itself, for a lock or a file
    };
    struct SlowDispatch
    {
        Dispatch time;
        std::string receiver; ///< class and object name
        QEvent::Type type = QEvent::None;
    };

    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// Hands over the times since the last call, in order, and begins anew.
    [[nodiscard]] std::vector<Dispatch> takeDispatches();
    /// Those of these times that took longest, slowest first; begins anew.
    [[nodiscard]] std::vector<SlowDispatch> takeSlowest();

private:
    int m_depth = 0;
    std::vector<Dispatch> m_dispatches;
    std::vector<SlowDispatch> m_slowest;
};

} // namespace soundlocus
