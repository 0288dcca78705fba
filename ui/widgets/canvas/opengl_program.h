// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: programs for the graphics card from the resources.
#pragma once

#include <QOpenGLShaderProgram>
#include <QString>

#include <optional>

namespace soundlocus {

/// Links a fragment shader that is to run for every pixel, in the current context.
/// @param name of the file in resources/shaders
/// @return none, or why it does not compile (English)
[[nodiscard]] std::optional<QString> linkProgram(QOpenGLShaderProgram &program,
                                                 const QString &name);

} // namespace soundlocus
