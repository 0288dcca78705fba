// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace soundlocus {

/// Stable ids of the formats that annotations are written in, as the engine names them.
[[nodiscard]] QStringList annotationFormatIds();
/// For people: "VGG-SS (vggss.json)". The id itself where it is not known.
[[nodiscard]] QString annotationFormatName(const QString &id);
/// Whether it is a folder with a file per picture.
[[nodiscard]] bool isFolderFormat(const QString &id);

} // namespace soundlocus
