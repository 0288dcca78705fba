// SPDX-License-Identifier: MIT
#pragma once

#include "engine/media/frame_index.h"
#include "engine/media/media_file.h"

#include <filesystem>
#include <functional>
#include <thread>

namespace soundlocus {

/// Reads a file to its end beside playing it, in a thread of its own, one thing at a time. What is
/// found is handed over in that thread. Threads: one at a time.
class BackgroundReader
{
public:
    /// Makes the index of the pictures, or takes the one that is kept in `folder`.
    void index(MediaFile file,
               std::filesystem::path folder,
               std::function<void(const FrameIndex &)> found);
    /// Finds where a sound ends whose length the container does not tell.
    void measure(MediaFile file, std::function<void(MediaTime)> found);
    /// Waits until nothing is read any more.
    void stop() { m_thread = {}; }

private:
    void start(std::function<void(const std::stop_token &)> action);

    std::jthread m_thread;
};

} // namespace soundlocus
