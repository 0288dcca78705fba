// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace soundlocus {

/// The demo that comes with the program.
struct DemoFiles
{
    QString model; ///< checkpoint
    QString scene; ///< video, its description beside it
};

/// Looked for beside the installed program (../share/soundlocus/demo), then in the source tree that
/// the program was built from. None: the installation is incomplete.
[[nodiscard]] std::optional<DemoFiles> findDemo();

} // namespace soundlocus
