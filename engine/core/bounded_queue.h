// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/expects.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <vector>

namespace soundlocus {

/// Queue between two stages of a pipeline: push waits while it is full (files are never dropped),
/// pop waits while it is empty. Threads: thread-safe.
template <typename T>
class BoundedQueue
{
public:
    explicit BoundedQueue(std::size_t capacity)
        : m_capacity(capacity)
    {
        SOUNDLOCUS_EXPECTS(capacity > 0);
    }

    /// False when the queue was closed or aborted: the item is dropped and the producer should end.
    bool push(T item)
    {
        std::unique_lock lock(m_mutex);
        m_space.wait(lock, [this] { return m_closed || m_items.size() < m_capacity; });
        if (m_closed)
            return false;
        m_items.push_back(std::move(item));
        m_filled.notify_one();
        return true;
    }

    /// The next item; nothing once the queue is closed and empty, or aborted.
    std::optional<T> pop()
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [this] { return m_closed || !m_items.empty(); });
        if (m_items.empty())
            return std::nullopt;
        T item = std::move(m_items.front());
        m_items.pop_front();
        m_space.notify_one();
        return item;
    }

    /// Everything that waits, at least one item; nothing once the queue is closed and empty, or
    /// aborted.
    std::vector<T> popAll()
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, [this] { return m_closed || !m_items.empty(); });
        std::vector<T> items(std::make_move_iterator(m_items.begin()),
                             std::make_move_iterator(m_items.end()));
        m_items.clear();
        m_space.notify_all();
        return items;
    }

    /// No more items will come; those inside are still handed out.
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_filled.notify_all();
        m_space.notify_all();
    }

    /// Closes and drops what is inside; both ends return at once.
    void abort()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_items.clear();
        m_filled.notify_all();
        m_space.notify_all();
    }

private:
    std::mutex m_mutex; // guards everything below
    std::condition_variable m_filled;
    std::condition_variable m_space;
    std::deque<T> m_items;
    std::size_t m_capacity;
    bool m_closed = false;
};

} // namespace soundlocus
