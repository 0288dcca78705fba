// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

/// Contract check: a fault only a programmer can cause. Throws std::logic_error, so that a job can
/// report an internal error and the program lives on. What a user, a file or a device can cause
/// returns a Result instead.
#define SOUNDLOCUS_EXPECTS(condition) \
    do { \
        if (!(condition)) \
            throw std::logic_error("contract broken: " #condition); \
    } while (false)
