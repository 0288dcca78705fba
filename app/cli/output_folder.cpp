// SPDX-License-Identifier: MIT
#include "app/cli/output_folder.h"

#include "engine/core/file_io.h"

#include <utility>

namespace soundlocus::cli {

namespace fs = std::filesystem;

OutputFolder::OutputFolder(std::vector<fs::path> made)
    : m_made(std::move(made))
{}

Result<OutputFolder> OutputFolder::create(const fs::path &folder)
{
    std::error_code code;
    std::vector<fs::path> missing;
    for (fs::path path = fs::absolute(folder, code).lexically_normal();
         !path.empty() && !fs::exists(path, code) && path != path.parent_path();
         path = path.parent_path()) {
        if (path.has_filename()) // not of "DIR/"
            missing.push_back(path);
    }
    if (auto made = makeFolder(folder); !made)
        return Unexpected(made.error());
    OutputFolder output(std::move(missing));
    if (auto probe = AtomicFile::create(folder / "probe"); !probe)
        return Unexpected(probe.error());
    return output;
}

OutputFolder::~OutputFolder()
{
    std::error_code code;
    for (const fs::path &folder : m_made) {
        if (!fs::remove(folder, code)) // refuses what is not empty
            break;
    }
}

} // namespace soundlocus::cli
