// SPDX-License-Identifier: MIT
#include "tests/support/test_paths.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace soundlocus::test {

namespace fs = std::filesystem;

namespace {

fs::path folderFromEnvironment(const char *name)
{
    const char *value = std::getenv(name);
    if (value == nullptr || *value == '\0' || !fs::is_directory(value))
        return {};
    return fs::canonical(value);
}

} // namespace

fs::path goldenDir()
{
    return folderFromEnvironment("SOUNDLOCUS_GOLDEN_DIR");
}

fs::path mediaDir()
{
    return folderFromEnvironment("SOUNDLOCUS_MEDIA_DIR");
}

fs::path testDataDir()
{
    return folderFromEnvironment("SOUNDLOCUS_TEST_DATA");
}

fs::path goldenPart(const std::string &part)
{
    for (const fs::path &root : {goldenDir(), testDataDir() / "golden"}) {
        if (!root.empty() && fs::exists(root / part / "golden.json"))
            return root / part;
    }
    return {};
}

fs::path goldenInput(const fs::path &part, const std::string &name)
{
    static const std::string prefix = "shared-data:";
    fs::path path;
    if (name.rfind(prefix, 0) == 0)
        path = mediaDir().empty() ? fs::path() : mediaDir() / name.substr(prefix.size());
    else
        path = part / name;
    return fs::exists(path) ? path : fs::path();
}

nlohmann::json readJson(const fs::path &path)
{
    std::ifstream stream(path);
    return nlohmann::json::parse(stream);
}

fs::path pathOf(const QTemporaryDir &folder)
{
    return folder.path().toStdString();
}

fs::path unpackXz(const fs::path &file, const fs::path &folder)
{
    fs::path target = folder / file.stem();
    const std::string command = "xz -dc '" + file.string() + "' > '" + target.string() + "'";
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("cannot unpack " + file.string());
    return target;
}

} // namespace soundlocus::test
