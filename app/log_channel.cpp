// SPDX-License-Identifier: MIT
#include "app/log_channel.h"

#include <cstdio>
#include <string>

namespace soundlocus {

LogChannel::LogChannel(QObject *parent)
    : QObject(parent)
{
    qRegisterMetaType<LogLevel>();
    setLogSink([this](LogLevel level, std::string_view message) {
        if (level >= LogLevel::Warning)
            std::fprintf(stderr, "soundlocus: %s\n", std::string(message).c_str());
        const auto text = QString::fromUtf8(message.data(), static_cast<qsizetype>(message.size()));
        QMetaObject::invokeMethod(
                this, [this, level, text] { Q_EMIT logged(level, text); }, Qt::QueuedConnection);
    });
}

LogChannel::~LogChannel()
{
    setLogSink([](LogLevel, std::string_view) {});
}

} // namespace soundlocus
