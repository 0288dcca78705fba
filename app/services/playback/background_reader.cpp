// SPDX-License-Identifier: MIT
#include "app/services/playback/background_reader.h"

#include "engine/core/log.h"
#include "engine/media/listening_stream.h"

#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace soundlocus {

namespace {

MediaTime endOf(const MediaFile &file, const std::stop_token &stop)
{
    Result<ListeningStream> stream = ListeningStream::open(file);
    MediaTime end{1};
    while (stream) {
        const Result<std::optional<ListeningBlock>> block = stream->next(stop);
        if (!block || !block->has_value())
            break;
        end = (*block)->start
              + fromSeconds(static_cast<double>((*block)->sampleCount()) / stream->sampleRateHz());
    }
    return end;
}

} // namespace

void BackgroundReader::index(MediaFile file,
                             std::filesystem::path folder,
                             std::function<void(const FrameIndex &)> found)
{
    start([file = std::move(file), folder = std::move(folder), found = std::move(found)](
                  const std::stop_token &stop) {
        const Result<FrameIndex> index = FrameIndex::loadOrBuild(file, -1, folder, stop);
        if (index)
            found(*index);
        else
            log(LogLevel::Debug, "no frame index: " + toString(index.error()));
    });
}

void BackgroundReader::measure(MediaFile file, std::function<void(MediaTime)> found)
{
    start([file = std::move(file), found = std::move(found)](const std::stop_token &stop) {
        const MediaTime end = endOf(file, stop);
        if (!stop.stop_requested())
            found(end);
    });
}

void BackgroundReader::start(std::function<void(const std::stop_token &)> action)
{
    m_thread = std::jthread([action = std::move(action)](const std::stop_token &stop) {
        try {
            action(stop);
        } catch (const std::exception &exception) {
            log(LogLevel::Error, std::string("the file could not be read: ") + exception.what());
        }
    });
}

} // namespace soundlocus
