// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace soundlocus::test {

/// Folder of the official implementations' numbers (SOUNDLOCUS_GOLDEN_DIR), or empty when there is
/// none.
std::filesystem::path goldenDir();

/// Folder of real media (SOUNDLOCUS_MEDIA_DIR), or empty when there is none.
std::filesystem::path mediaDir();

/// tests/data of the source tree.
std::filesystem::path testDataDir();

/// A golden part ("preprocess"): the full one where goldenDir() has it, else the subset in
/// tests/data, else empty.
std::filesystem::path goldenPart(const std::string &part);

/// Resolves a path of a golden.json: "shared-data:..." below mediaDir(), others beside the JSON.
/// Empty when the file is not there.
std::filesystem::path goldenInput(const std::filesystem::path &part, const std::string &name);

nlohmann::json readJson(const std::filesystem::path &path);

/// Path of a temporary folder as std::filesystem::path.
std::filesystem::path pathOf(const QTemporaryDir &folder);

/// Unpacks FILE.xz (with the xz program) into `folder`; the path of the result. Throws on failure.
std::filesystem::path unpackXz(const std::filesystem::path &file,
                               const std::filesystem::path &folder);

} // namespace soundlocus::test

/// Fails the current test with the error's text when a Result holds none.
#define SL_VERIFY_RESULT(result) \
    do { \
        const auto &slResult = (result); \
        if (!slResult) \
            QFAIL(soundlocus::toString(slResult.error()).c_str()); \
    } while (false)

/// Fails the current test unless a Result failed with this code.
#define SL_COMPARE_CODE(result, expected) \
    do { \
        const auto &slResult = (result); \
        QVERIFY2(!slResult, "succeeded"); \
        QVERIFY2(slResult.error().code == (expected), \
                 soundlocus::toString(slResult.error()).c_str()); \
    } while (false)

/// Skips the current test when real media or golden numbers are not beside the source tree.
#define SL_REQUIRE_PATH(path, what) \
    do { \
        if ((path).empty()) \
            QSKIP(what " is not beside this source tree"); \
    } while (false)
