// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/expects.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace soundlocus {

/// What went wrong, as a stable category; the window translates it, the command line prints the
/// message.
enum class ErrorCode {
    InvalidArgument,   ///< an option or a value outside its range
    NotFound,          ///< file or folder does not exist
    PermissionDenied,  ///< exists, but may not be read or written
    NotAFile,          ///< a folder or a device where a file is expected
    EmptyFile,         ///< zero bytes
    UnsupportedFormat, ///< readable, but of no kind we know
    CorruptData,       ///< of a known kind, but damaged or truncated
    FileChanged,       ///< another file by now than the one that was opened
    TooLarge,          ///< beyond a stated limit
    NoVideo,           ///< no picture in the file
    NoAudio,           ///< no sound in the file
    AudioTooShort,     ///< fewer samples than one analysis window
    OutOfRange,        ///< a time or a frame outside the file
    UnsafeCheckpoint,  ///< a pickle that asks for something other than tensors and plain containers
    WrongCheckpoint,   ///< no known family, or tensors missing or of wrong shape
    NotFinite,         ///< NaN or infinite weights or results
    DeviceUnavailable, ///< asked for a device that is not here
    SoundDeviceLost,   ///< what played the sound went away or stopped
    DeviceOutOfMemory, ///< memory of the device, or of the machine, is used up
    DiskFull,          ///< no space left while writing
    WriteFailed,       ///< any other fault while writing
    RuntimeUnavailable, ///< LibTorch could not be loaded
    ProcessLost,        ///< another process of a run over several ended or cannot be reached
    Cancelled,          ///< stopped on request; never shown as an error
    Internal,           ///< a defect of the program
};

/// Stable text id of a code, as used in logs and in JSON ("corrupt-data").
[[nodiscard]] std::string_view toString(ErrorCode code);

/// One fault. `message` is one English line that names the file and the remedy; `context` is detail
/// from the library underneath.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::string context;

    bool operator==(const Error &) const = default;
};

/// `message` and, in brackets, `context` where there is any: one line.
[[nodiscard]] std::string toString(const Error &error);

/// Tag that turns an Error into a failed Result: `return Unexpected(Error{...})`.
class Unexpected
{
public:
    explicit Unexpected(Error error)
        : m_error(std::move(error))
    {}
    [[nodiscard]] Error &error() { return m_error; }

private:
    Error m_error;
};

/// Short form of Unexpected(Error{code, message, context}).
[[nodiscard]] inline Unexpected fail(ErrorCode code, std::string message, std::string context = {})
{
    return Unexpected(Error{code, std::move(message), std::move(context)});
}

/// A value or the Error that prevented it. Small look-alike of C++23's std::expected (not in GCC 12
/// in C++20 mode), with the same member names, so that it can be swapped later.
template <typename T>
class [[nodiscard]] Result
{
public:
    using value_type = T;

    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    Result(Unexpected unexpected)
        : m_state(std::in_place_index<1>, std::move(unexpected.error()))
    {}

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    [[nodiscard]] explicit operator bool() const { return has_value(); }

    [[nodiscard]] T &value() &
    {
        SOUNDLOCUS_EXPECTS(has_value());
        return std::get<0>(m_state);
    }
    [[nodiscard]] const T &value() const &
    {
        SOUNDLOCUS_EXPECTS(has_value());
        return std::get<0>(m_state);
    }
    [[nodiscard]] T &&value() &&
    {
        SOUNDLOCUS_EXPECTS(has_value());
        return std::get<0>(std::move(m_state));
    }
    [[nodiscard]] T &operator*() & { return value(); }
    [[nodiscard]] const T &operator*() const & { return value(); }
    [[nodiscard]] T &&operator*() && { return std::move(*this).value(); }
    [[nodiscard]] T *operator->() { return &value(); }
    [[nodiscard]] const T *operator->() const { return &value(); }

    [[nodiscard]] const Error &error() const
    {
        SOUNDLOCUS_EXPECTS(!has_value());
        return std::get<1>(m_state);
    }
    template <typename U>
    [[nodiscard]] T value_or(U &&fallback) const &
    {
        return has_value() ? value() : static_cast<T>(std::forward<U>(fallback));
    }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Unexpected unexpected)
        : m_error(std::move(unexpected.error()))
    {}

    [[nodiscard]] bool has_value() const { return !m_error.has_value(); }
    [[nodiscard]] explicit operator bool() const { return has_value(); }
    void value() const { SOUNDLOCUS_EXPECTS(has_value()); }
    [[nodiscard]] const Error &error() const
    {
        SOUNDLOCUS_EXPECTS(!has_value());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

} // namespace soundlocus
