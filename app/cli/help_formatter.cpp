// SPDX-License-Identifier: MIT
#include "app/cli/help_formatter.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string>
#include <vector>

namespace soundlocus::cli {

namespace {

constexpr std::size_t kColumns = 96;
constexpr std::size_t kIndent = 4;
constexpr std::size_t kDeepIndent = 12;

/// Appends words, broken at kColumns, each line behind `indent` blanks.
void wrap(std::ostringstream &out, std::string_view text, std::size_t indent)
{
    std::istringstream words{std::string(text)};
    std::string word;
    std::size_t column = 0;
    while (words >> word) {
        if (column != 0 && column + 1 + word.size() > kColumns) {
            out << '\n';
            column = 0;
        }
        out << (column == 0 ? std::string(indent, ' ') : std::string(1, ' ')) << word;
        column += (column == 0 ? indent : 1) + word.size();
    }
    out << '\n';
}

bool isHeading(std::string_view line)
{
    return !line.empty() && line.front() != ' ' && std::ranges::all_of(line, [](unsigned char c) {
        return c == ' ' || std::isupper(c);
    });
}

/// Paragraphs wrapped, lines that begin with blanks kept, headings at the margin.
void layOut(std::ostringstream &out, std::string_view text)
{
    std::istringstream lines{std::string(text)};
    std::string line;
    std::string paragraph;
    const auto flush = [&] {
        if (!paragraph.empty())
            wrap(out, paragraph, kIndent);
        paragraph.clear();
    };
    while (std::getline(lines, line)) {
        if (line.empty() || line.front() == ' ' || isHeading(line)) {
            flush();
            if (line.empty() || isHeading(line))
                out << line << '\n';
            else
                out << std::string(kIndent, ' ') << line.substr(2) << '\n';
        } else {
            paragraph += line + ' ';
        }
    }
    flush();
}

std::string upper(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

void printOptions(std::ostringstream &out, const CLI::App &app)
{
    for (const std::string &group : app.get_groups()) {
        const std::vector<const CLI::Option *> options = app.get_options(
                [&group](const CLI::Option *option) {
                    return option->get_group() == group && !option->get_description().empty();
                });
        if (options.empty() || group.empty())
            continue;
        out << '\n' << upper(group) << '\n';
        for (const CLI::Option *option : options) {
            const std::string names = option->get_positional() ? option->get_name(true)
                                                               : option->get_name(false, true);
            const std::string type = option->get_positional() ? "" : option->get_type_name();
            std::string spaced;
            // Flags that switch something off are listed as "--no-video{false}".
            for (const char c : std::string_view(names).substr(0, names.find('{')))
                spaced += c == ',' ? std::string(", ") : std::string(1, c);
            out << std::string(kIndent, ' ') << spaced << (type.empty() ? "" : " ") << type << '\n';
            wrap(out, option->get_description(), kDeepIndent);
        }
    }
}

} // namespace

std::string ManualFormatter::make_help(const CLI::App *app,
                                       std::string /*name*/,
                                       CLI::AppFormatMode /*mode*/) const
{
    std::ostringstream out;
    out << "NAME\n" << std::string(kIndent, ' ') << m_texts.name << "\n\nSYNOPSIS\n";
    layOut(out, m_texts.synopsis);
    out << "\nDESCRIPTION\n";
    layOut(out, m_texts.description);
    const auto commands = app->get_subcommands([](const CLI::App *) { return true; });
    if (!commands.empty()) {
        out << "\nCOMMANDS\n";
        for (const CLI::App *command : commands) {
            out << std::string(kIndent, ' ') << command->get_name() << '\n';
            wrap(out, command->get_description(), kDeepIndent);
        }
    }
    printOptions(out, *app);
    out << '\n';
    layOut(out, m_texts.trailer);
    return out.str();
}

} // namespace soundlocus::cli
