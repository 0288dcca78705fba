// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/log.h"

#include <QObject>
#include <QString>

namespace soundlocus {

/// Brings what the engine logs in any thread to the GUI thread, and to standard error.
/// Threads: a QObject of the GUI thread; the log itself comes from all.
class LogChannel final : public QObject
{
    Q_OBJECT
public:
    explicit LogChannel(QObject *parent = nullptr);
    ~LogChannel() override;

Q_SIGNALS:
    void logged(soundlocus::LogLevel level, const QString &message);
};

} // namespace soundlocus
