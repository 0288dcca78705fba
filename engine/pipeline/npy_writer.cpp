// SPDX-License-Identifier: MIT
#include "engine/pipeline/npy_writer.h"

#include <bit>
#include <cerrno>
#include <functional>
#include <numeric>

namespace soundlocus {

static_assert(std::endian::native == std::endian::little, "arrays are written as they lie");

std::string npyHeader(NpyType type, std::span<const std::int64_t> shape)
{
    std::string dictionary = "{'descr': '";
    dictionary += type == NpyType::Float32 ? "<f4" : "<f8";
    dictionary += "', 'fortran_order': False, 'shape': (";
    for (const std::int64_t side : shape)
        dictionary += std::to_string(side) + ",";
    dictionary += "), }";
    constexpr std::size_t kPreambleBytes = 10;
    SOUNDLOCUS_EXPECTS(kPreambleBytes + dictionary.size() < kNpyHeaderBytes);
    dictionary.resize(kNpyHeaderBytes - kPreambleBytes - 1, ' ');
    dictionary += '\n';
    std::string header("\x93NUMPY\x01\x00", 8);
    header += static_cast<char>(dictionary.size() & 0xFFU);
    header += static_cast<char>(dictionary.size() >> 8U);
    return header + dictionary;
}

Result<NpyWriter> NpyWriter::create(const std::filesystem::path &path)
{
    auto file = AtomicFile::create(path);
    if (!file)
        return Unexpected(file.error());
    std::ofstream stream(file->temporaryPath(), std::ios::binary);
    NpyWriter writer(*std::move(file), std::move(stream));
    writer.m_stream << std::string(kNpyHeaderBytes, ' ');
    if (auto checked = writer.check(); !checked)
        return Unexpected(checked.error());
    return writer;
}

Result<void> NpyWriter::check()
{
    if (m_stream)
        return {};
    return Unexpected(systemError("write", m_file.targetPath(), errno != 0 ? errno : EIO));
}

Result<void> NpyWriter::append(std::span<const float> values)
{
    errno = 0;
    m_stream.write(reinterpret_cast<const char *>(values.data()),
                   static_cast<std::streamsize>(values.size_bytes()));
    m_count += static_cast<std::int64_t>(values.size());
    return check();
}

Result<void> NpyWriter::seal(std::span<const std::int64_t> shape)
{
    SOUNDLOCUS_EXPECTS(
            std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())
            == m_count);
    errno = 0;
    m_stream.seekp(0);
    m_stream << npyHeader(NpyType::Float32, shape);
    m_stream.close();
    return check();
}

Result<void> NpyWriter::finish(std::span<const std::int64_t> shape)
{
    if (auto sealed = seal(shape); !sealed)
        return sealed;
    return m_file.commit();
}

} // namespace soundlocus
