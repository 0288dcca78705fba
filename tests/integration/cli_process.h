// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QStringList>

#include <csignal>
#include <filesystem>
#include <string>

namespace soundlocus::test {

/// What a run of soundlocus-cli printed, and how it ended.
struct CliResult
{
    int exitCode = -1;
    bool hasCrashed = false;
    QStringList output;
    QStringList faults; ///< lines of standard error
};

/// Environment of a run: a cache folder of its own, no terminal.
inline void prepare(QProcess &process, const std::filesystem::path &folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SOUNDLOCUS_CACHE_DIR"),
                       QString::fromStdString((folder / "cache").string()));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(QString::fromStdString(folder.string()));
    process.setProgram(QStringLiteral(SOUNDLOCUS_CLI));
}

inline QStringList linesOf(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

/// Runs soundlocus-cli in a folder and waits for it.
inline CliResult runCli(const std::filesystem::path &folder, const QStringList &arguments)
{
    constexpr int kLimitMs = 240'000;
    QProcess process;
    prepare(process, folder);
    process.setArguments(arguments);
    process.start();
    CliResult result;
    if (!process.waitForFinished(kLimitMs))
        return result;
    result.exitCode = process.exitCode();
    result.hasCrashed = process.exitStatus() == QProcess::CrashExit;
    result.output = linesOf(process.readAllStandardOutput());
    result.faults = linesOf(process.readAllStandardError());
    return result;
}

/// Sends a signal; false where the process has ended.
inline bool interrupt(QProcess &process, int signal)
{
    const auto id = static_cast<pid_t>(process.processId());
    return id > 0 && ::kill(id, signal) == 0;
}

inline QString text(const std::filesystem::path &path)
{
    return QString::fromStdString(path.string());
}

} // namespace soundlocus::test
