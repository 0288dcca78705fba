// SPDX-License-Identifier: MIT
#include "app/cli/output_folder.h"

#include "engine/core/file_io.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
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
    if (auto writable = checkWritableFolder(folder); !writable)
        return Unexpected(writable.error());
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

Result<void> checkWritableFolder(const fs::path &folder)
{
    std::string name = (folder / ".probe-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0)
        return Unexpected(systemError("write into it", folder, errno));
    ::close(descriptor);
    ::unlink(name.c_str());
    return {};
}

} // namespace soundlocus::cli
