// SPDX-License-Identifier: MIT
#include "engine/checkpoint/torch_archive.h"

#include <zip.h>

#include <optional>
#include <string>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

struct ZipDiscard
{
    void operator()(zip_t *archive) const { zip_discard(archive); }
};
struct ZipFileClose
{
    void operator()(zip_file_t *file) const { zip_fclose(file); }
};
using ZipHandle = std::unique_ptr<zip_t, ZipDiscard>;
using ZipFileHandle = std::unique_ptr<zip_file_t, ZipFileClose>;

Unexpected damagedZip(const fs::path &path, const std::string &what, std::string context = {})
{
    return fail(ErrorCode::CorruptData,
                path.string() + ": damaged (" + what + "); download or copy it again",
                std::move(context));
}

struct Entry
{
    zip_uint64_t index = 0;
    zip_uint64_t size = 0;
};

class TorchZip final : public TorchArchive
{
public:
    TorchZip(const fs::path &path, ZipHandle zip, std::uint64_t fileBytes)
        : m_path(path)
        , m_zip(std::move(zip))
        , m_bytesLeft(fileBytes)
    {}

    Result<void> open();
    [[nodiscard]] const pickle::Document &document() const override { return m_document; }
    [[nodiscard]] Result<OwnedBytes> storage(std::string_view key,
                                             std::uint64_t byteCount) override;

private:
    Result<void> findFolder();
    Result<void> checkByteOrder();
    Result<std::optional<Entry>> find(const std::string &name);
    Result<OwnedBytes> read(const std::string &name, const Entry &entry);

    fs::path m_path;
    ZipHandle m_zip;
    /// Entries of an honest archive do not overlap: together they are smaller than the file.
    std::uint64_t m_bytesLeft;
    std::string m_folder; // with its slash
    OwnedBytes m_pickle;
    pickle::Document m_document;
};

Result<std::optional<Entry>> TorchZip::find(const std::string &name)
{
    const zip_int64_t index = zip_name_locate(m_zip.get(), name.c_str(), ZIP_FL_ENC_RAW);
    if (index < 0)
        return std::optional<Entry>();
    zip_stat_t info{};
    constexpr zip_uint64_t kNeeded = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
    if (zip_stat_index(m_zip.get(), static_cast<zip_uint64_t>(index), 0, &info) != 0
        || (info.valid & kNeeded) != kNeeded)
        return damagedZip(m_path, "its table of contents");
    if (info.comp_method != ZIP_CM_STORE)
        return fail(ErrorCode::UnsupportedFormat,
                    m_path.string()
                            + ": was compressed again after PyTorch wrote it; unpack it and load "
                              "the original, or save it again with torch.save");
    return std::optional<Entry>(Entry{static_cast<zip_uint64_t>(index), info.size});
}

Result<OwnedBytes> TorchZip::read(const std::string &name, const Entry &entry)
{
    const std::string shown = pickle::printable(name);
    if (entry.size > m_bytesLeft)
        return damagedZip(m_path, "its parts overlap at " + shown);
    m_bytesLeft -= entry.size;
    const ZipFileHandle file(zip_fopen_index(m_zip.get(), entry.index, 0));
    if (!file)
        return damagedZip(m_path, shown + " cannot be read", zip_strerror(m_zip.get()));
    const auto size = static_cast<std::size_t>(entry.size);
    const std::shared_ptr<std::byte[]> bytes = makeBytes(size);
    std::size_t filled = 0;
    while (filled < size) {
        const zip_int64_t count = zip_fread(file.get(), bytes.get() + filled, size - filled);
        if (count <= 0)
            return damagedZip(m_path, shown + " ends too early", zip_file_strerror(file.get()));
        filled += static_cast<std::size_t>(count);
    }
    // The checksum is compared when the end is met.
    char beyond = 0;
    if (zip_fread(file.get(), &beyond, 1) != 0)
        return damagedZip(m_path, shown + " has a wrong checksum", zip_file_strerror(file.get()));
    return OwnedBytes{{bytes.get(), size}, bytes};
}

/// torch puts everything into one folder named after the file: "epoch33/data.pkl".
Result<void> TorchZip::findFolder()
{
    constexpr std::string_view kPickle = "data.pkl";
    const zip_int64_t count = zip_get_num_entries(m_zip.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char *raw = zip_get_name(m_zip.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
        const std::string_view name = raw != nullptr ? raw : "";
        if (!name.ends_with(kPickle))
            continue;
        const std::string_view folder = name.substr(0, name.size() - kPickle.size());
        if (folder.empty() || folder.find('/') == folder.size() - 1) {
            m_folder = folder;
            return {};
        }
    }
    return fail(ErrorCode::UnsupportedFormat,
                m_path.string()
                        + ": is a zip archive, but not one of torch.save; if it holds a "
                          "checkpoint, unpack it first");
}

Result<void> TorchZip::checkByteOrder()
{
    const std::string name = m_folder + "byteorder";
    const auto entry = find(name);
    if (!entry)
        return Unexpected(entry.error());
    if (!entry->has_value())
        return {}; // before PyTorch 2.0; little endian
    const auto order = read(name, **entry);
    if (!order)
        return Unexpected(order.error());
    const std::string_view text(reinterpret_cast<const char *>(order->bytes.data()),
                                order->bytes.size());
    if (text == "little")
        return {};
    if (text == "big")
        return fail(ErrorCode::UnsupportedFormat,
                    m_path.string()
                            + ": written on a big-endian machine; save it again on an ordinary "
                              "one");
    return damagedZip(m_path, "unknown byte order");
}

Result<void> TorchZip::open()
{
    if (auto found = findFolder(); !found)
        return found;
    if (auto order = checkByteOrder(); !order)
        return order;
    if (const auto program = find(m_folder + "constants.pkl"); program && program->has_value())
        return fail(ErrorCode::UnsupportedFormat,
                    m_path.string()
                            + ": is a TorchScript program, not a checkpoint; save the model's "
                              "state_dict instead");
    const std::string name = m_folder + "data.pkl";
    const auto entry = find(name);
    if (!entry)
        return Unexpected(entry.error());
    if (!entry->has_value() || (*entry)->size > pickle::kMaxPickleBytes)
        return fail(ErrorCode::TooLarge,
                    m_path.string() + ": its pickle is larger than "
                            + std::to_string(pickle::kMaxPickleBytes >> 20U)
                            + " MiB; save its state_dict alone");
    auto content = read(name, **entry);
    if (!content)
        return Unexpected(content.error());
    m_pickle = std::move(*content);
    auto document = pickle::parsePickle(m_pickle.bytes, m_path.string());
    if (!document)
        return Unexpected(document.error());
    m_document = std::move(*document);
    return {};
}

Result<OwnedBytes> TorchZip::storage(std::string_view key, std::uint64_t byteCount)
{
    const std::string name = m_folder + "data/" + std::string(key);
    const auto entry = find(name);
    if (!entry)
        return Unexpected(entry.error());
    if (!entry->has_value())
        return damagedZip(m_path, pickle::printable(name) + " is missing");
    if ((*entry)->size < byteCount)
        return damagedZip(m_path, pickle::printable(name) + " is too short");
    return read(name, **entry);
}

} // namespace

Result<std::unique_ptr<TorchArchive>> openTorchZip(const fs::path &path)
{
    int code = 0;
    ZipHandle zip(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!zip) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string context = zip_error_strerror(&error);
        zip_error_fini(&error);
        return damagedZip(path, "incomplete zip archive", context);
    }
    std::error_code sizeCode;
    const std::uintmax_t fileBytes = fs::file_size(path, sizeCode);
    auto archive = std::make_unique<TorchZip>(path, std::move(zip), sizeCode ? 0 : fileBytes);
    if (auto opened = archive->open(); !opened)
        return Unexpected(opened.error());
    return std::unique_ptr<TorchArchive>(std::move(archive));
}

} // namespace soundlocus
