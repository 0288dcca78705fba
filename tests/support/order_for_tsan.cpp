// SPDX-License-Identifier: MIT
// Preloaded under the thread sanitizer. Qt's own locks are futexes inside libraries that were built
// without it, so what Qt hands from thread to thread looks like a race. This tells the sanitizer:
// where Qt calls our code, all that our code gave to Qt before, or that Qt's earlier calls did, has
// happened. Calls that overlap in time stay unordered, and so do threads that are not Qt's: their
// races are found. OpenCV shares loops out to threads that are not seen either: here they run one
// after the other. Not for programs that are shipped.

#include <opencv2/core/utility.hpp>

#include <dlfcn.h>
#include <link.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

extern "C" {
void __tsan_acquire(void *address) __attribute__((weak)); // absent in programs without sanitizer
void __tsan_release(void *address) __attribute__((weak));
}

namespace {

char qtOrder = 0; // what is acquired and released

struct Range
{
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
};

struct QtLibraries
{
    std::array<Range, 16> ranges;
    std::size_t count = 0;
};

int addRange(dl_phdr_info *info, std::size_t /*size*/, void *data)
{
    auto *libraries = static_cast<QtLibraries *>(data);
    if (std::strstr(info->dlpi_name, "libQt6") == nullptr)
        return 0;
    for (int i = 0; i < info->dlpi_phnum && libraries->count < libraries->ranges.size(); ++i) {
        const ElfW(Phdr) &part = info->dlpi_phdr[i];
        if (part.p_type == PT_LOAD && (part.p_flags & PF_X) != 0) {
            const std::uintptr_t begin = info->dlpi_addr + part.p_vaddr;
            libraries->ranges[libraries->count++] = {begin, begin + part.p_memsz};
        }
    }
    return 0;
}

bool isQt(const void *caller)
{
    static const QtLibraries libraries = [] {
        QtLibraries found;
        dl_iterate_phdr(addRange, &found);
        return found;
    }();
    const auto address = reinterpret_cast<std::uintptr_t>(caller);
    for (std::size_t i = 0; i < libraries.count; ++i) {
        if (address >= libraries.ranges[i].begin && address < libraries.ranges[i].end)
            return true;
    }
    return false;
}

/// For each instrumented function that runs on this thread: whether Qt called it.
thread_local std::array<bool, 65536> calledByQt;
thread_local std::size_t depth = 0;

template <typename Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

void release()
{
    if (__tsan_release != nullptr)
        __tsan_release(&qtOrder);
}

void acquire()
{
    if (__tsan_acquire != nullptr)
        __tsan_acquire(&qtOrder);
}

} // namespace

extern "C" {

__attribute__((visibility("default"))) void __tsan_func_entry(void *caller)
{
    static const auto real = next<void (*)(void *)>("__tsan_func_entry");
    real(caller);
    const bool isFromQt = isQt(caller);
    if (depth < calledByQt.size())
        calledByQt[depth] = isFromQt;
    ++depth;
    if (isFromQt)
        acquire();
}

__attribute__((visibility("default"))) void __tsan_func_exit()
{
    static const auto real = next<void (*)()>("__tsan_func_exit");
    --depth;
    if (depth < calledByQt.size() && calledByQt[depth])
        release();
    real();
}

// Signals, queued calls and events that our code hands to Qt.

__attribute__((visibility("default"))) void _ZN11QMetaObject8activateEP7QObjectPKS_iPPv(
        void *sender,
        const void *meta,
        int signal,
        void **values)
{
    static const auto real = next<void (*)(void *, const void *, int, void **)>(
            "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    release();
    real(sender, meta, signal, values);
}

__attribute__((visibility("default"))) bool
_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv(
        void *object,
        void *slot,
        int type,
        void *result)
{
    static const auto real = next<bool (*)(void *, void *, int, void *)>(
            "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14Connec"
            "ti"
            "onTypeEPv");
    release();
    return real(object, slot, type, result);
}

__attribute__((visibility("default"))) void _ZN16QCoreApplication9postEventEP7QObjectP6QEventi(
        void *receiver,
        void *event,
        int priority)
{
    static const auto real = next<void (*)(void *, void *, int)>(
            "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi");
    release();
    real(receiver, event, priority);
}

__attribute__((visibility("default"))) void _ZN11QThreadPool5startEP9QRunnablei(void *pool,
                                                                                void *runnable,
                                                                                int priority)
{
    static const auto real = next<void (*)(void *, void *, int)>(
            "_ZN11QThreadPool5startEP9QRunnablei");
    release();
    real(pool, runnable, priority);
}

__attribute__((visibility("default"))) void _ZN11QThreadPool5startESt8functionIFvvEEi(
        void *pool,
        void *function,
        int priority)
{
    static const auto real = next<void (*)(void *, void *, int)>(
            "_ZN11QThreadPool5startESt8functionIFvvEEi");
    release();
    real(pool, function, priority);
}

__attribute__((visibility("default"))) void _ZN7QThread4quitEv(void *thread)
{
    static const auto real = next<void (*)(void *)>("_ZN7QThread4quitEv");
    release();
    real(thread);
}

__attribute__((visibility("default"))) void _ZN7QObject11deleteLaterEv(void *object)
{
    static const auto real = next<void (*)(void *)>("_ZN7QObject11deleteLaterEv");
    release();
    real(object);
}

// What Qt's threads did is done when they have been waited for.

__attribute__((visibility("default"))) bool _ZN7QThread4waitE14QDeadlineTimer(void *thread,
                                                                              std::uint64_t first,
                                                                              std::uint64_t second)
{
    static const auto real = next<bool (*)(void *, std::uint64_t, std::uint64_t)>(
            "_ZN7QThread4waitE14QDeadlineTimer");
    const bool isDone = real(thread, first, second); // a deadline is two words
    acquire();
    return isDone;
}

__attribute__((visibility("default"))) bool _ZN11QThreadPool11waitForDoneEi(void *pool, int msecs)
{
    static const auto real = next<bool (*)(void *, int)>("_ZN11QThreadPool11waitForDoneEi");
    const bool isDone = real(pool, msecs);
    acquire();
    return isDone;
}

__attribute__((visibility("default"))) void _ZN20QFutureInterfaceBase15waitForFinishedEv(
        void *future)
{
    static const auto real = next<void (*)(void *)>("_ZN20QFutureInterfaceBase15waitForFinishedEv");
    real(future);
    acquire();
}

} // extern "C"

namespace cv {

__attribute__((visibility("default"))) void parallel_for_(const Range &range,
                                                          const ParallelLoopBody &body,
                                                          double /*stripes*/)
{
    body(range);
}

} // namespace cv
