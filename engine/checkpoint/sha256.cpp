// SPDX-License-Identifier: MIT
#include "engine/checkpoint/sha256.h"

#include "engine/core/file_io.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <vector>

namespace soundlocus {

namespace {

using Hash = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

Result<Hash> startHash()
{
    Hash hash(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!hash || EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) != 1)
        return fail(ErrorCode::Internal, "OpenSSL offers no SHA-256");
    return hash;
}

Result<std::string> finish(const Hash &hash)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(hash.get(), digest.data(), &size) != 1)
        return fail(ErrorCode::Internal, "OpenSSL could not finish a SHA-256");
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text.push_back(kDigits[digest[i] >> 4U]);
        text.push_back(kDigits[digest[i] & 0xfU]);
    }
    return text;
}

} // namespace

Result<std::string> sha256OfBytes(std::string_view bytes)
{
    auto hash = startHash();
    if (!hash)
        return Unexpected(hash.error());
    EVP_DigestUpdate(hash->get(), bytes.data(), bytes.size());
    return finish(*hash);
}

Result<std::string> sha256OfFile(const std::filesystem::path &path)
{
    constexpr std::size_t kBlockBytes = std::size_t{1} << 18U;
    if (auto readable = checkReadableFile(path); !readable)
        return Unexpected(readable.error());
    const auto hash = startHash();
    if (!hash)
        return Unexpected(hash.error());
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return Unexpected(systemError("read", path, errno));
    std::vector<unsigned char> block(kBlockBytes);
    ssize_t count = 0;
    while ((count = ::read(descriptor, block.data(), block.size())) > 0
           || (count < 0 && errno == EINTR)) {
        if (count > 0)
            EVP_DigestUpdate(hash->get(), block.data(), static_cast<std::size_t>(count));
    }
    ::close(descriptor);
    if (count < 0)
        return fail(ErrorCode::CorruptData, path.string() + ": cannot be read to its end");
    return finish(*hash);
}

} // namespace soundlocus
