// SPDX-License-Identifier: MIT
#include "app/check_run.h"

#include "ui/services/localization.h"
#include "ui/services/player.h"

#include <chrono>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr MediaTime kPlayed = std::chrono::seconds(2);
constexpr std::chrono::seconds kDeadline(90);

QString textOf(const Error &error)
{
    return QString::fromStdString(toString(error));
}

} // namespace

CheckRun::CheckRun(Services services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&services.player, &Player::frameShown, this, [this] {
        ++m_frames;
        look();
    });
    connect(&services.localization, &Localization::mapReady, this, [this] {
        ++m_maps;
        look();
    });
    connect(&services.player,
            &Player::openFailed,
            this,
            [this](const QString &, const Error &error) { end(textOf(error)); });
    connect(&services.localization,
            &Localization::modelFailed,
            this,
            [this](const QString &, const Error &error) { end(textOf(error)); });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        end(u"after %1 s: %2 pictures, %3 maps, position %4 s"_s.arg(kDeadline.count())
                    .arg(m_frames)
                    .arg(m_maps)
                    .arg(toSeconds(m_services.player.position())));
    });
    m_deadline.start(kDeadline);
}

void CheckRun::look()
{
    if (m_maps > 0 && m_frames > 1 && m_services.player.position() >= kPlayed)
        end(QString());
}

void CheckRun::end(const QString &fault)
{
    if (m_isDone)
        return;
    m_isDone = true;
    Q_EMIT finished(fault);
}

} // namespace soundlocus
