// SPDX-License-Identifier: MIT
#include "app/dropped_paths.h"

#include <QMimeData>
#include <QUrl>

namespace soundlocus {

QStringList droppedPaths(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace soundlocus
