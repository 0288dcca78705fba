// SPDX-License-Identifier: MIT
// Internal to engine/annotation: XML of other programs, which may be anything. Entities of a DTD
// are never resolved.
#pragma once

#include "engine/core/result.h"

#include <pugixml.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// An XML file and its text, which tells the lines.
class XmlFile
{
public:
    /// Reads UTF-8, and Latin-1 where the file says so.
    /// Errors: those of checkReadableFile, TooLarge, CorruptData (with the line),
    /// UnsupportedFormat (UTF-16).
    [[nodiscard]] static Result<XmlFile> read(const std::filesystem::path &path);

    [[nodiscard]] pugi::xml_node root() const { return m_document->document_element(); }
    /// Line that an element begins in.
    [[nodiscard]] int lineOf(const pugi::xml_node &node) const;

private:
    std::string m_text;
    std::unique_ptr<pugi::xml_document> m_document = std::make_unique<pugi::xml_document>();
    std::vector<std::size_t> m_lineEnds; ///< offsets, in order
};

/// How the files of a program are told: by their root element. Both texts go into messages.
struct XmlKind
{
    std::string_view root;
    std::string_view program;
};

/// Hands over the .xml files of a folder, or the one file, in the order of their names.
/// Errors: NotFound (no such file in the folder), those of XmlFile::read, CorruptData (another
/// root).
[[nodiscard]] Result<void> readXmlFiles(
        const std::filesystem::path &path,
        const XmlKind &kind,
        const std::function<void(const std::filesystem::path &, const XmlFile &)> &take);

/// A whole text as a number; nothing where it is none, or not finite.
[[nodiscard]] std::optional<double> xmlNumber(const char *text);

/// Text with the five signs that XML reserves written as entities; control characters, which XML
/// cannot hold, as '?'.
[[nodiscard]] std::string xmlText(std::string_view text);

} // namespace soundlocus
