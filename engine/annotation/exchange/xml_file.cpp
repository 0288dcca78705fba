// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/xml_file.h"

#include "engine/annotation/exchange/set_builder.h"
#include "engine/annotation/list_file.h"
#include "engine/core/file_io.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace soundlocus {

namespace {

/// UTF-16 and UTF-32 by their mark or by the zeros beside '<'. pugixml reads them, but then places
/// in the text are not those in the file, and no program of ours writes them.
bool isWide(std::string_view text)
{
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")
           || text.substr(0, 4).find('\0') != std::string_view::npos;
}

std::string utf8FromLatin1(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            result += c;
        } else {
            result += static_cast<char>(0xC0U | byte >> 6U);
            result += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return result;
}

} // namespace

Result<XmlFile> XmlFile::read(const std::filesystem::path &path)
{
    auto content = readWholeFile(path, kMaxExchangeBytes);
    if (!content)
        return Unexpected(content.error());
    XmlFile file;
    file.m_text = std::move(*content);
    if (isWide(file.m_text))
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": in UTF-16 or UTF-32; save it again as UTF-8");
    pugi::xml_parse_result parsed = file.m_document->load_buffer(file.m_text.data(),
                                                                 file.m_text.size());
    if (parsed.encoding == pugi::encoding_latin1) {
        file.m_text = utf8FromLatin1(file.m_text);
        parsed = file.m_document->load_buffer(
                file.m_text.data(), file.m_text.size(), pugi::parse_default, pugi::encoding_utf8);
    }
    if (!parsed || !file.root())
        return fail(ErrorCode::CorruptData,
                    path.string() + ":"
                            + std::to_string(soundlocus::lineOf(
                                    file.m_text, static_cast<std::size_t>(parsed.offset)))
                            + ": not readable as XML; is the file cut off?",
                    parsed.description());
    if (parsed.encoding == pugi::encoding_utf8 && !isUtf8(file.m_text))
        return fail(ErrorCode::CorruptData,
                    path.string() + ": not in UTF-8, as it says; save it again as UTF-8");
    for (std::size_t i = 0; i < file.m_text.size(); ++i) {
        if (file.m_text[i] == '\n')
            file.m_lineEnds.push_back(i);
    }
    return file;
}

int XmlFile::lineOf(const pugi::xml_node &node) const
{
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, node.offset_debug()));
    return 1 + static_cast<int>(std::ranges::lower_bound(m_lineEnds, offset) - m_lineEnds.begin());
}

Result<void> readXmlFiles(
        const std::filesystem::path &path,
        const XmlKind &kind,
        const std::function<void(const std::filesystem::path &, const XmlFile &)> &take)
{
    const std::vector<std::filesystem::path> files = filesIn(path, ".xml");
    if (files.empty())
        return fail(ErrorCode::NotFound, path.string() + ": no .xml file in it");
    for (const std::filesystem::path &name : files) {
        const auto file = XmlFile::read(name);
        if (!file)
            return Unexpected(file.error());
        if (std::string_view(file->root().name()) != kind.root)
            return fail(ErrorCode::CorruptData,
                        name.string() + ": no " + std::string(kind.program)
                                + " file; its root is not <" + std::string(kind.root) + ">");
        take(name, *file);
    }
    return {};
}

std::optional<double> xmlNumber(const char *text)
{
    const std::string_view plain = trimmed(text);
    double value = 0;
    const auto [end, code] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    return code == std::errc() && end == plain.data() + plain.size() && std::isfinite(value)
                   ? std::optional(value)
                   : std::nullopt;
}

std::string xmlText(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&apos;";
            break;
        default: {
            const auto byte = static_cast<unsigned char>(c);
            result += byte < 0x20 && c != '\t' && c != '\n' ? '?' : c;
        }
        }
    }
    return result;
}

} // namespace soundlocus
