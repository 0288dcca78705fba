// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace soundlocus {

/// What a thread that computes is asked for: errands, done in their order, and one newest wish that
/// takes the place of the one before. Threads: thread-safe; one thread takes.
template <typename Wish>
class Mailbox
{
public:
    using Errand = std::function<void()>;

    /// What is to be done now: an errand, or a wish, or neither.
    struct Mail
    {
        Errand errand;
        std::optional<Wish> wish;
        bool isClosed = false;
    };
    enum class Wait { ForMail, No };

    /// Replaces a wish that nobody took yet.
    void wish(Wish wish)
    {
        // Destroyed after the lock is gone: it may be the last owner of large things.
        std::optional<Wish> replaced(std::move(wish));
        const std::scoped_lock lock(m_mutex);
        m_wish.swap(replaced);
        announce();
    }

    void post(Errand errand)
    {
        const std::scoped_lock lock(m_mutex);
        m_errands.push_back(std::move(errand));
        announce();
    }

    /// Nothing more is handed out.
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_isClosed = true;
        announce();
    }

    /// Errands come before the wish.
    [[nodiscard]] Mail take(Wait wait)
    {
        std::unique_lock lock(m_mutex);
        const auto hasMail = [this] { return m_isClosed || m_wish || !m_errands.empty(); };
        if (wait == Wait::ForMail)
            m_filled.wait(lock, hasMail);
        Mail mail;
        mail.isClosed = m_isClosed;
        if (!m_isClosed && !m_errands.empty()) {
            mail.errand = std::move(m_errands.front());
            m_errands.pop_front();
        } else if (!m_isClosed && m_wish) {
            mail.wish = std::exchange(m_wish, std::nullopt);
        }
        if (m_interrupt.stop_requested() && !m_isClosed && !m_wish && m_errands.empty())
            m_interrupt = std::stop_source();
        return mail;
    }

    /// Stops as soon as there is mail: for what is only done while there is none.
    [[nodiscard]] std::stop_token interrupted() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_interrupt.get_token();
    }

private:
    void announce()
    {
        m_interrupt.request_stop(); // without callbacks
        m_filled.notify_one();
    }

    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable m_filled;
    std::deque<Errand> m_errands;
    std::optional<Wish> m_wish;
    std::stop_source m_interrupt;
    bool m_isClosed = false;
};

} // namespace soundlocus
