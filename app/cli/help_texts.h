// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace soundlocus::cli {

/// Text around the options in a command's manual page. Paragraphs are parted by an empty line; a
/// line that begins with two blanks is printed as it stands, others are wrapped.
struct HelpTexts
{
    std::string_view name; ///< "localize - shows where ..."
    std::string_view synopsis;
    std::string_view description;
    /// Sections behind the options: a line in capitals, then its paragraphs.
    std::string_view trailer;
};

[[nodiscard]] const HelpTexts &programHelp();
[[nodiscard]] const HelpTexts &localizeHelp();
[[nodiscard]] const HelpTexts &inspectHelp();
[[nodiscard]] const HelpTexts &doctorHelp();
[[nodiscard]] const HelpTexts &evaluateHelp();
[[nodiscard]] const HelpTexts &prepareHelp();
[[nodiscard]] const HelpTexts &composeHelp();
[[nodiscard]] const HelpTexts &trainHelp();
[[nodiscard]] const HelpTexts &convertHelp();
[[nodiscard]] const HelpTexts &annotationsHelp();

} // namespace soundlocus::cli
