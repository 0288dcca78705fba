// SPDX-License-Identifier: MIT
#include "app/services/localization/scene_lookup.h"

#include "engine/compose/scene_json.h"

namespace soundlocus {

namespace fs = std::filesystem;

std::vector<SceneStem> sceneStemsOf(const MediaSummary &media)
{
    const fs::path video = media.path.toStdString();
    const fs::path folder = media.composedScene.isEmpty()
                                    ? video.parent_path()
                                    : fs::path(media.composedScene.toStdString());
    const fs::path description = folder / "scene.json";
    std::error_code code;
    if (media.path.isEmpty() || !fs::is_regular_file(description, code))
        return {};
    const auto scene = readScene(description);
    if (!scene || scene->video.filename() != video.filename())
        return {};
    std::vector<SceneStem> stems;
    for (const ComposedObject &object : scene->objects)
        stems.push_back({object.stem.stem().string(), object.label, object.stem});
    return stems;
}

} // namespace soundlocus
