// SPDX-License-Identifier: MIT
#pragma once

#include "tests/integration/cli_process.h"
#include "tests/support/fixtures.h"

#include "engine/render/png_file.h"

#include <QRegularExpression>

#include <filesystem>

namespace soundlocus::test {

/// tiny.safetensors, -clip.mp4 (20 frames), photo.png with photo.wav.
inline Result<void> writeTinyInputs(const std::filesystem::path &root)
{
    VideoFixture clip;
    clip.frames = 20;
    clip.soundSeconds = 1;
    if (auto written = writeTinyCheckpoint(root / "tiny.safetensors"); !written)
        return written;
    if (auto written = writeVideo(root / "-clip.mp4", clip); !written)
        return written;
    if (auto written = writePng(root / "photo.png", squarePicture({160, 120})); !written)
        return written;
    return writeToneWav(root / "photo.wav", 2);
}

/// `localize` with tiny.safetensors of `root`; results of before are replaced.
inline CliResult localizeTiny(const std::filesystem::path &root,
                              const QStringList &inputs,
                              const QString &out)
{
    return runCli(root,
                  QStringList{QStringLiteral("localize"),
                              QStringLiteral("-c"),
                              QStringLiteral("tiny.safetensors"),
                              QStringLiteral("--overwrite"),
                              QStringLiteral("-o"),
                              out}
                          + inputs);
}

/// Lines that name faults of inputs; the last line may count them.
inline QStringList faultLines(const CliResult &result)
{
    return result.faults.filter(QRegularExpression(
            QStringLiteral("^soundlocus-cli: (?!warning: )(?!\\d+ of \\d+ inputs failed)")));
}

} // namespace soundlocus::test
