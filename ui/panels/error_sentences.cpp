// SPDX-License-Identifier: MIT
#include "ui/panels/error_sentences.h"

#include <QCoreApplication>

#include <array>

namespace soundlocus {

namespace {

struct Sentence
{
    ErrorCode code;
    const char *text;
};

constexpr std::array kSentences{
        Sentence{ErrorCode::InvalidArgument,
                 QT_TRANSLATE_NOOP("Error", "It cannot be done like this; the details say why.")},
        Sentence{ErrorCode::NotFound,
                 QT_TRANSLATE_NOOP("Error", "The file is not there (any more).")},
        Sentence{ErrorCode::PermissionDenied,
                 QT_TRANSLATE_NOOP("Error",
                                   "The file may not be read or written; check its "
                                   "permissions.")},
        Sentence{ErrorCode::NotAFile,
                 QT_TRANSLATE_NOOP("Error", "A file is needed here, not a folder or a device.")},
        Sentence{ErrorCode::EmptyFile, QT_TRANSLATE_NOOP("Error", "The file is empty.")},
        Sentence{ErrorCode::UnsupportedFormat,
                 QT_TRANSLATE_NOOP("Error", "This kind of file is not known here.")},
        Sentence{ErrorCode::CorruptData,
                 QT_TRANSLATE_NOOP("Error", "The file is damaged or incomplete.")},
        Sentence{ErrorCode::FileChanged,
                 QT_TRANSLATE_NOOP("Error", "The file was changed meanwhile; open it again.")},
        Sentence{ErrorCode::TooLarge, QT_TRANSLATE_NOOP("Error", "The file is too large.")},
        Sentence{ErrorCode::NoVideo, QT_TRANSLATE_NOOP("Error", "The file has no picture.")},
        Sentence{ErrorCode::NoAudio,
                 QT_TRANSLATE_NOOP("Error", "The file has no sound to be located.")},
        Sentence{ErrorCode::AudioTooShort,
                 QT_TRANSLATE_NOOP("Error", "The sound is too short to be analysed.")},
        Sentence{ErrorCode::OutOfRange,
                 QT_TRANSLATE_NOOP("Error", "This place is outside the file.")},
        Sentence{ErrorCode::UnsafeCheckpoint,
                 QT_TRANSLATE_NOOP("Error", "The model file asks to run code and was not loaded.")},
        Sentence{ErrorCode::WrongCheckpoint,
                 QT_TRANSLATE_NOOP("Error", "The file is no model of a known kind.")},
        Sentence{ErrorCode::NotFinite,
                 QT_TRANSLATE_NOOP("Error", "The model gives numbers that mean nothing.")},
        Sentence{ErrorCode::DeviceUnavailable,
                 QT_TRANSLATE_NOOP("Error", "The device is not available.")},
        Sentence{ErrorCode::SoundDeviceLost,
                 QT_TRANSLATE_NOOP("Error",
                                   "The sound device went away or stopped; playing goes on "
                                   "without sound.")},
        Sentence{ErrorCode::DeviceOutOfMemory,
                 QT_TRANSLATE_NOOP("Error", "The memory of the device is used up.")},
        Sentence{ErrorCode::DiskFull,
                 QT_TRANSLATE_NOOP("Error",
                                   "There is no space left on the "
                                   "disk; free some and try again.")},
        Sentence{ErrorCode::WriteFailed,
                 QT_TRANSLATE_NOOP("Error", "The file could not be written.")},
        Sentence{ErrorCode::RuntimeUnavailable,
                 QT_TRANSLATE_NOOP("Error",
                                   "The library that runs models (LibTorch) could not be "
                                   "loaded; install the program again.")},
        Sentence{ErrorCode::ProcessLost,
                 QT_TRANSLATE_NOOP("Error", "Another process of the run has ended.")},
        Sentence{ErrorCode::Cancelled, QT_TRANSLATE_NOOP("Error", "Stopped.")},
        Sentence{ErrorCode::Internal,
                 QT_TRANSLATE_NOOP("Error", "Something in the program went wrong; it goes on.")},
};

} // namespace

QString errorSentence(ErrorCode code)
{
    for (const Sentence &sentence : kSentences) {
        if (sentence.code == code)
            return QCoreApplication::translate("Error", sentence.text);
    }
    return errorSentence(ErrorCode::Internal);
}

QString errorDetail(const Error &error)
{
    QString detail = QString::fromStdString(error.message);
    if (!error.context.empty())
        detail += QLatin1Char('\n') + QString::fromStdString(error.context);
    return detail;
}

} // namespace soundlocus
