// SPDX-License-Identifier: MIT
#include "app/services/timeline/cover_maker.h"

#include "app/services/timeline/background_thread.h"
#include "app/services/timeline/small_picture.h"
#include "engine/media/video_decoder.h"

namespace soundlocus {

namespace {

constexpr int kPartOfTheFile = 10;

} // namespace

QImage coverOf(const std::filesystem::path &path, std::stop_token stop)
{
    const auto file = MediaFile::open(path);
    if (!file || file->facts().video.empty() || stop.stop_requested())
        return {};
    auto decoder = VideoDecoder::open(*file, {-1, 1, 1});
    if (!decoder)
        return {};
    const auto frame = decoder->frameAt(file->facts().duration / kPartOfTheFile, stop);
    return frame ? smallPicture(*frame) : QImage();
}

CoverMaker::CoverMaker(QObject *parent)
    : QObject(parent)
{
    m_thread.setMaxThreadCount(1);
}

CoverMaker::~CoverMaker()
{
    m_stop.request_stop();
    m_thread.clear();
    m_thread.waitForDone();
}

void CoverMaker::make(const QString &path)
{
    m_thread.start([this, path, stop = m_stop.get_token()] {
        yieldToOthers();
        const QImage picture = coverOf(std::filesystem::path(path.toStdString()), stop);
        if (picture.isNull() || stop.stop_requested())
            return;
        QMetaObject::invokeMethod(
                this, [this, path, picture] { Q_EMIT made(path, picture); }, Qt::QueuedConnection);
    });
}

} // namespace soundlocus
