// SPDX-License-Identifier: MIT
#include "app/services/playback/order_box.h"

#include <utility>

namespace soundlocus {

namespace {

using namespace std::chrono_literals;

/// While somebody drags, a picture comes at least so often: a jump that began so long after the
/// last picture is not broken off by the next one.
constexpr std::chrono::milliseconds kLongestWithoutPicture = 100ms;

} // namespace

void OrderBox::put(Urgency urgency, const std::function<void(PlaybackOrders &)> &change)
{
    {
        const std::scoped_lock lock(m_mutex);
        change(m_orders);
        const bool isScreenFresh = Deadline::clock::now() - m_lastShown < kLongestWithoutPicture;
        if (urgency == Urgency::Abandon || (urgency == Urgency::Jump && isScreenFresh))
            m_cancel.request_stop();
        if (urgency == Urgency::Abandon)
            m_abandon.request_stop();
        if (m_orders.steps == 0) // those need what is being prepared
            m_preparing.request_stop();
    }
    m_wake.notify_all();
}

void OrderBox::breakOff()
{
    const std::scoped_lock lock(m_mutex);
    m_abandon.request_stop();
    m_cancel.request_stop();
    m_preparing.request_stop();
}

PlaybackOrders OrderBox::take(const std::stop_token &quit, std::optional<Deadline> wake)
{
    std::unique_lock lock(m_mutex);
    if (wake)
        m_wake.wait_until(lock, quit, *wake, [this] { return isAnythingDue(); });
    else
        m_wake.wait(lock, quit, [this] { return isAnythingDue(); });
    PlaybackOrders taken = std::exchange(m_orders, {});
    m_orders.jumpNumber = taken.jumpNumber;
    if (!m_hasIndex)
        m_orders.keySteps = std::exchange(taken.keySteps, 0);
    if (m_cancel.stop_requested())
        m_cancel = {};
    m_preparing = {};
    if (m_abandon.stop_requested())
        m_abandon = {};
    return taken;
}

bool OrderBox::isAnythingDue() const
{
    PlaybackOrders due = m_orders;
    if (!m_hasIndex)
        due.keySteps = 0;
    return !due.isEmpty();
}

bool OrderBox::hasOrders() const
{
    const std::scoped_lock lock(m_mutex);
    return isAnythingDue();
}

void OrderBox::noteIndex()
{
    const std::scoped_lock lock(m_mutex);
    m_hasIndex = true;
}

void OrderBox::forgetIndex()
{
    const std::scoped_lock lock(m_mutex);
    m_hasIndex = false;
    m_orders.index.reset();
}

void OrderBox::noteShown()
{
    const std::scoped_lock lock(m_mutex);
    m_lastShown = Deadline::clock::now();
}

std::stop_token OrderBox::cancelToken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_cancel.get_token();
}

std::stop_token OrderBox::abandonToken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_abandon.get_token();
}

std::stop_token OrderBox::preparingToken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_preparing.get_token();
}

} // namespace soundlocus
