// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

class QMimeData;

namespace soundlocus {

/// Local files and folders of what is dragged over the window; empty: nothing for us.
[[nodiscard]] QStringList droppedPaths(const QMimeData &data);

} // namespace soundlocus
