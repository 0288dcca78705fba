// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/bounding_box.h"
#include "engine/core/frame.h"
#include "engine/core/result.h"

#include <memory>
#include <optional>

namespace soundlocus {

/// Carries a box from frame to frame by the look of what is in it: the place where the picture
/// resembles it most, as it looked at first and as it looked last, a little larger or smaller.
/// Always gives the same boxes. It says when it has lost sight of its object. A few milliseconds a
/// frame. Threads: one at a time.
class BoxTracker
{
public:
    /// @param box at least a few pixels, not all of one colour. Errors: InvalidArgument.
    [[nodiscard]] static Result<BoxTracker> start(const Frame &frame, const BoundingBox &box);

    BoxTracker(BoxTracker &&other) noexcept;
    BoxTracker &operator=(BoxTracker &&other) noexcept;
    BoxTracker(const BoxTracker &) = delete;
    BoxTracker &operator=(const BoxTracker &) = delete;
    ~BoxTracker();

    /// The box on the frame that follows; nothing where the object is not seen any more: the
    /// tracker is spent then. @param frame of the size of the first one
    [[nodiscard]] std::optional<BoundingBox> follow(const Frame &frame);

private:
    struct Impl;
    explicit BoxTracker(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus
