// SPDX-License-Identifier: MIT
#include "app/demo_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace soundlocus {

namespace {

constexpr const char *kModel = "model.safetensors";
constexpr const char *kScene = "scene/scenes/test-21-000000/scene.mp4";

} // namespace

std::optional<DemoFiles> findDemo()
{
    const QDir program(QCoreApplication::applicationDirPath());
    const QString installed = program.filePath(QStringLiteral("../share/soundlocus/demo"));
    for (const QString &folder : {installed, QStringLiteral(SOUNDLOCUS_SOURCE_DEMO_FOLDER)}) {
        const QFileInfo model(QDir(folder).filePath(QLatin1String(kModel)));
        const QFileInfo scene(QDir(folder).filePath(QLatin1String(kScene)));
        if (model.isFile() && scene.isFile())
            return DemoFiles{model.canonicalFilePath(), scene.canonicalFilePath()};
    }
    return std::nullopt;
}

} // namespace soundlocus
