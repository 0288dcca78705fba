// SPDX-License-Identifier: MIT
#pragma once

#include "app/picture_taker.h"
#include "app/session.h"
#include "ui/panels/action_registry.h"
#include "ui/services/exporter.h"

#include <QFuture>
#include <QObject>

#include <functional>

class QWidget;

namespace soundlocus {

class ExportProgress;
class PlaybackCommands;

/// Commands that write pictures and passages. Threads: GUI thread only.
class ExportCommands final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Services services;
        Session &session;
        ActionRegistry &actions;
        PlaybackCommands &playback;
        ExportProgress &progress;
    };
    ExportCommands(const Parts &parts, QWidget &window);
    /// Waits for the picture that is being written.
    ~ExportCommands() override;

    /// The passage (or the whole file) with the settings of the main map; no path yet.
    [[nodiscard]] ExportRequest request(ExportRequest::Kind kind) const;

private:
    void takePicture(const std::function<void(const QImage &)> &use);
    void savePicture();
    void writePicture(const QImage &image, const QString &path);
    void copyPicture();
    void savePassage(ExportRequest::Kind kind);
    void enable();
    void tellWritten(const QString &path);
    /// Empty where nothing was chosen. @param suffix added to a name that has none
    [[nodiscard]] QString askPath(const QString &title,
                                  const QString &suffix,
                                  const QString &filter);
    [[nodiscard]] QString suggestedPath(const QString &suffix) const;

    Parts m_parts;
    QWidget &m_window;
    PictureTaker m_taker;
    QFuture<bool> m_writing; // the last picture
};

} // namespace soundlocus
