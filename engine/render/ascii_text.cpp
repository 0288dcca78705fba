// SPDX-License-Identifier: MIT
#include "engine/render/ascii_text.h"

namespace soundlocus {

std::string asciiOf(const std::string &text)
{
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            result += c;
        else if (byte >= 0xC0) // first byte of a letter; the others are dropped
            result += '?';
    }
    return result;
}

} // namespace soundlocus
