// SPDX-License-Identifier: MIT
#include "engine/core/result.h"

namespace soundlocus {

std::string_view toString(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "invalid-argument";
    case ErrorCode::NotFound:
        return "not-found";
    case ErrorCode::PermissionDenied:
        return "permission-denied";
    case ErrorCode::NotAFile:
        return "not-a-file";
    case ErrorCode::EmptyFile:
        return "empty-file";
    case ErrorCode::UnsupportedFormat:
        return "unsupported-format";
    case ErrorCode::CorruptData:
        return "corrupt-data";
    case ErrorCode::FileChanged:
        return "file-changed";
    case ErrorCode::TooLarge:
        return "too-large";
    case ErrorCode::NoVideo:
        return "no-video";
    case ErrorCode::NoAudio:
        return "no-audio";
    case ErrorCode::AudioTooShort:
        return "audio-too-short";
    case ErrorCode::OutOfRange:
        return "out-of-range";
    case ErrorCode::UnsafeCheckpoint:
        return "unsafe-checkpoint";
    case ErrorCode::WrongCheckpoint:
        return "wrong-checkpoint";
    case ErrorCode::NotFinite:
        return "not-finite";
    case ErrorCode::DeviceUnavailable:
        return "device-unavailable";
    case ErrorCode::SoundDeviceLost:
        return "sound-device-lost";
    case ErrorCode::DeviceOutOfMemory:
        return "device-out-of-memory";
    case ErrorCode::DiskFull:
        return "disk-full";
    case ErrorCode::WriteFailed:
        return "write-failed";
    case ErrorCode::RuntimeUnavailable:
        return "runtime-unavailable";
    case ErrorCode::ProcessLost:
        return "process-lost";
    case ErrorCode::Cancelled:
        return "cancelled";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

std::string toString(const Error &error)
{
    if (error.context.empty())
        return error.message;
    return error.message + " [" + error.context + "]";
}

} // namespace soundlocus
