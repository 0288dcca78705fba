// SPDX-License-Identifier: MIT
// Internal to engine/pipeline: how a consumer leaves its queue.
#pragma once

#include "engine/core/bounded_queue.h"

namespace soundlocus {

/// Frees a producer that waits for room in the queue, however the consumer ends. To be made after
/// the thread that produces, so that it goes before it.
template <typename Item>
struct AbortOnExit
{
    BoundedQueue<Item> &queue;

    explicit AbortOnExit(BoundedQueue<Item> &left)
        : queue(left)
    {}
    ~AbortOnExit() { queue.abort(); }
    AbortOnExit(const AbortOnExit &) = delete;
    AbortOnExit &operator=(const AbortOnExit &) = delete;
};

} // namespace soundlocus
