// SPDX-License-Identifier: MIT
#include "app/application.h"
#include "app/services/localization/passive_waiting.h"
#include "app/signal_watcher.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <thread>

namespace {

using namespace soundlocus;
using namespace Qt::StringLiterals;

[[maybe_unused]] constexpr std::chrono::milliseconds kPatience(900);

bool hasArgument(std::span<char *> arguments, const char *wanted)
{
    return std::any_of(arguments.begin(), arguments.end(), [&](const char *argument) {
        return std::strcmp(argument, wanted) == 0;
    });
}

/// In English, as the command line program's.
StartOptions parse(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Plays a video and shows where the sound comes from."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption checkpoint(
            u"checkpoint"_s, u"Model to load in place of the demo model."_s, u"file"_s);
    const QCommandLineOption check(u"check"_s,
                                   u"Play two seconds of the demo without a display "
                                   "and end: 0 if all works."_s);
    const QCommandLineOption demo(u"demo"_s, u"Full screen, the files over and over."_s);
    const QCommandLineOption language(
            u"language"_s, u"Language of the texts: en, de, zh_CN."_s, u"code"_s);
    parser.addOptions({checkpoint, check, demo, language});
    parser.addPositionalArgument(u"files"_s,
                                 u"Videos, sounds, pictures, folders, checkpoints, a project."_s,
                                 u"[files…]"_s);
    parser.process(application);
    StartOptions options;
    options.files = parser.positionalArguments();
    options.checkpoint = parser.value(checkpoint);
    options.language = parser.value(language);
    options.isCheck = parser.isSet(check);
    options.isDemo = parser.isSet(demo);
    return options;
}

/// The window is gone and the settings are written: what cannot be stopped (LibTorch that is being
/// loaded, a slow disk) may not keep the process for longer than people wait for.
void endSoon([[maybe_unused]] int code)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    std::thread([code] {
        std::this_thread::sleep_for(kPatience);
        ::_exit(code);
    }).detach();
#endif
}

/// Ends the process without the destructors of static objects: threads of OpenMP may still be
/// cleaning up what belongs to LibTorch and oneDNN, while exit() takes it down.
int end(int code)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they report at exit()
    std::fflush(nullptr);
    ::_exit(code);
#endif
    return code;
}

} // namespace

int main(int argc, char **argv)
{
    waitPassively(argv);
    constexpr int kKeepExisting = 0;
    // SVT-AV1 prints a page about itself; its faults (1) are enough.
    setenv("SVT_LOG", "1", kKeepExisting);
    const std::span arguments(argv, static_cast<std::size_t>(argc));
    // Texts and the check need no display.
    constexpr std::array kWithoutDisplay{
            "--check", "--help", "-h", "--help-all", "--version", "-v"};
    if (std::any_of(kWithoutDisplay.begin(), kWithoutDisplay.end(), [&](const char *option) {
            return hasArgument(arguments, option);
        }))
        setenv("QT_QPA_PLATFORM", "offscreen", kKeepExisting);

    QApplication application(argc, argv);
    QApplication::setApplicationName(u"soundlocus"_s);
    QApplication::setApplicationDisplayName(u"SoundLocus"_s);
    QApplication::setApplicationVersion(QStringLiteral(SOUNDLOCUS_VERSION));
    QGuiApplication::setDesktopFileName(u"io.github.soundlocus.SoundLocus"_s);
    QIcon icon;
    for (const int side : {16, 32, 48, 128, 256})
        icon.addFile(u":/soundlocus/icons/soundlocus-%1.png"_s.arg(side));
    QApplication::setWindowIcon(icon);

    auto program = std::make_unique<Application>(parse(application));
    const SignalWatcher signals;
    QObject::connect(
            &signals, &SignalWatcher::endRequested, &application, [&program] { program->end(); });
    const int code = program->run();
    endSoon(code);
    program.reset();
    return end(code);
}
