// SPDX-License-Identifier: MIT
// Internal to engine/project: who may write.
#pragma once

#include "engine/core/result.h"

#include <filesystem>
#include <string>

namespace soundlocus {

/// The right to write a project: a locked file `.NAME.lock` beside it that names the holder. The
/// system gives the lock back when the process ends, however it ends. Threads: one at a time.
class ProjectLock
{
public:
    /// Holds nothing.
    ProjectLock() = default;
    ProjectLock(ProjectLock &&other) noexcept;
    ProjectLock &operator=(ProjectLock &&other) noexcept;
    ProjectLock(const ProjectLock &) = delete;
    ProjectLock &operator=(const ProjectLock &) = delete;
    ~ProjectLock();

    /// A lock that is held, or one that is not and says who has it.
    /// Errors: those of systemError (no lock can be made there).
    [[nodiscard]] static Result<ProjectLock> acquire(const std::filesystem::path &project);

    [[nodiscard]] bool isHeld() const { return m_descriptor >= 0; }
    /// "anna on lab3, process 4711", or empty where it is not known or held here.
    [[nodiscard]] const std::string &holder() const { return m_holder; }

private:
    void release();
    int m_descriptor = -1;
    std::filesystem::path m_path;
    std::string m_holder;
};

} // namespace soundlocus
