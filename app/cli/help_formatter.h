// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/help_texts.h"

#include <CLI/CLI.hpp>

namespace soundlocus::cli {

/// Lays out --help like a manual page: name, synopsis, description, options by group, and the
/// sections of HelpTexts, at most 96 columns wide.
class ManualFormatter final : public CLI::FormatterBase
{
public:
    explicit ManualFormatter(const HelpTexts &texts)
        : m_texts(texts)
    {}

    std::string make_help(const CLI::App *app,
                          std::string name,
                          CLI::AppFormatMode mode) const override;

private:
    const HelpTexts &m_texts;
};

} // namespace soundlocus::cli
