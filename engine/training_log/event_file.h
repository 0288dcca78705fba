// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/training_log/training_events.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// One curve's value.
struct Scalar
{
    std::string tag; ///< "loss/contrastive_first"; curves with one first part stand together
    double value = 0;

    bool operator==(const Scalar &) const = default;
};

/// Writes an event file that TensorBoard reads. A resumed run opens a file of its own, which tells
/// TensorBoard to drop what earlier files say beyond its step. Each call writes one record whole or
/// not at all. Threads: one at a time.
class EventFile
{
public:
    /// @param folder made where it is not there; @param resumedStep steps done before, 0 for a new
    /// run. Errors: DiskFull, PermissionDenied, WriteFailed.
    [[nodiscard]] static Result<EventFile> create(const std::filesystem::path &folder,
                                                  std::int64_t resumedStep = 0);

    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }

    /// Errors: DiskFull, WriteFailed; the file stays readable.
    [[nodiscard]] Result<void> addScalars(std::int64_t step, const std::vector<Scalar> &scalars);
    /// A picture, RGB, stored as PNG. Errors: InvalidArgument (empty), DiskFull, WriteFailed,
    /// Internal.
    [[nodiscard]] Result<void> addImage(std::int64_t step,
                                        std::string_view tag,
                                        const Frame &frame);

private:
    explicit EventFile(std::filesystem::path path);
    std::filesystem::path m_path;
};

/// The curves of an event; empty where it has none.
[[nodiscard]] std::vector<Scalar> scalarsOf(const TrainingEvent &event);

} // namespace soundlocus
