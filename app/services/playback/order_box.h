// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/playback/playback_orders.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace soundlocus {

/// How much of what is under way an order breaks off.
enum class Urgency {
    InTurn,  ///< nothing
    Jump,    ///< the decoding of an older jump, unless the screen waits long already
    Abandon, ///< everything
};

/// Orders on their way to the thread that carries them out, and the tokens by which they break off
/// what it is at. Threads: put(), breakOff() and noteShown() any; the others the one that carries
/// out.
class OrderBox
{
public:
    using Deadline = std::chrono::steady_clock::time_point;

    void put(Urgency urgency, const std::function<void(PlaybackOrders &)> &change);
    /// What is under way, all of it.
    void breakOff();

    /// Waits for orders, until `wake` at the longest; empty then, and when `quit` is asked for.
    [[nodiscard]] PlaybackOrders take(const std::stop_token &quit, std::optional<Deadline> wake);
    [[nodiscard]] bool hasOrders() const;
    /// Steps between key frames stay in the box until there is an index.
    void noteIndex();
    /// Of the file that was open; the one that is on its way, too.
    void forgetIndex();

    /// A picture came on screen, or on its way there.
    void noteShown();

    // Tokens are good until the next take().
    [[nodiscard]] std::stop_token cancelToken() const;    ///< of decoding
    [[nodiscard]] std::stop_token abandonToken() const;   ///< of opening
    [[nodiscard]] std::stop_token preparingToken() const; ///< of what no order asked for

private:
    [[nodiscard]] bool isAnythingDue() const;

    mutable std::mutex m_mutex; // guards the members below
    std::condition_variable_any m_wake;
    PlaybackOrders m_orders;
    std::stop_source m_cancel;
    std::stop_source m_abandon;
    std::stop_source m_preparing;
    Deadline m_lastShown;
    bool m_hasIndex = false;
};

} // namespace soundlocus
