// SPDX-License-Identifier: MIT
#include "tests/support/npy_reader.h"

#include <fstream>
#include <functional>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <string>

namespace soundlocus::test {

NpyArray readNpy(const std::filesystem::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    if (bytes.size() < 12 || bytes.compare(0, 6, "\x93NUMPY") != 0)
        throw std::runtime_error(path.string() + ": no .npy file");
    const auto byte = [&bytes](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
    };
    const bool isVersion1 = bytes[6] == 1;
    const std::size_t headerBytes = isVersion1 ? byte(8) + (byte(9) << 8U)
                                               : byte(8) + (byte(9) << 8U) + (byte(10) << 16U);
    const std::size_t begin = (isVersion1 ? 10U : 12U);
    const std::string header = bytes.substr(begin, headerBytes);
    if (header.find("'<f4'") == std::string::npos
        || header.find("'fortran_order': False") == std::string::npos)
        throw std::runtime_error(path.string() + ": not float32 in C order: " + header);
    const std::size_t open = header.find('(');
    std::string inside = header.substr(open + 1, header.find(')') - open - 1);
    for (char &c : inside)
        c = c == ',' ? ' ' : c;
    NpyArray array;
    std::istringstream numbers(inside);
    for (std::int64_t n = 0; numbers >> n;)
        array.shape.push_back(n);
    const std::int64_t count = std::accumulate(
            array.shape.begin(), array.shape.end(), std::int64_t{1}, std::multiplies<>());
    array.values.resize(static_cast<std::size_t>(count));
    const std::size_t data = begin + headerBytes;
    if (bytes.size() < data + array.values.size() * sizeof(float))
        throw std::runtime_error(path.string() + ": truncated");
    bytes.copy(reinterpret_cast<char *>(array.values.data()),
               array.values.size() * sizeof(float),
               data);
    return array;
}

} // namespace soundlocus::test
