// SPDX-License-Identifier: MIT
#include "engine/annotation/list_file.h"

#include "engine/core/file_io.h"

namespace soundlocus {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

Result<std::vector<TextLine>> readTextLines(const std::filesystem::path &path,
                                            std::uintmax_t limitBytes)
{
    const auto content = readWholeFile(path, limitBytes);
    if (!content)
        return Unexpected(content.error());
    std::string_view rest = *content;
    if (rest.starts_with("\xEF\xBB\xBF"))
        rest.remove_prefix(3);
    if (rest.find('\0') != std::string_view::npos)
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": not a text file in UTF-8; save the list as UTF-8 text");
    std::vector<TextLine> lines;
    for (int number = 1; !rest.empty(); ++number) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (!trimmed(line).empty())
            lines.push_back({number, std::string(line)});
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return lines;
}

} // namespace soundlocus
