// SPDX-License-Identifier: MIT
#pragma once

#include "app/main_window.h"
#include "app/services.h"
#include "app/session.h"
#include "tests/support/fake_services.h"
#include "ui/services/settings.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QTest>
#include <QUrl>

#include <memory>

namespace soundlocus::test {

/// Everything that a window stands on.
struct FakeServices
{
    FakePlayer player;
    FakeLocalization localization;
    FakeTimelineSource timeline;
    FakeExporter exporter;
    Settings settings;
    FakeProjectService project;
    FakeBoxCarrier carrier;
    Services services{player, localization, timeline, exporter, settings, project, carrier};
};

/// With a window.
struct WindowBench : FakeServices
{
    Session session{services, QStringLiteral("/demo.safetensors")};
    std::unique_ptr<MainWindow> window = std::make_unique<MainWindow>(services,
                                                                      session,
                                                                      QStringLiteral("/demo.mp4"));

    void trigger(const QString &id) { window->actions().action(id)->trigger(); }
    void drop(const QStringList &paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QDragEnterEvent enter(
                QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window.get(), &event);
    }
};

} // namespace soundlocus::test
