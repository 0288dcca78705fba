// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <filesystem>
#include <stop_token>

namespace soundlocus {

/// A small picture of a video or still picture, taken a tenth into it: files often begin black.
/// @return 160 x 90 at most, pixels square; null where there is no picture or it cannot be read
[[nodiscard]] QImage coverOf(const std::filesystem::path &path, std::stop_token stop);

/// Makes the small pictures of a list of files, in the order they are asked for.
/// Threads: GUI thread only; one thread that yields to all others decodes. Destroying it waits for
/// the picture at hand.
class CoverMaker final : public QObject
{
    Q_OBJECT
public:
    explicit CoverMaker(QObject *parent = nullptr);
    ~CoverMaker() override;

    void make(const QString &path);

Q_SIGNALS:
    /// Not for files without a picture.
    void made(const QString &path, const QImage &picture);

private:
    std::stop_source m_stop;
    QThreadPool m_thread;
};

} // namespace soundlocus
