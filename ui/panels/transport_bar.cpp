// SPDX-License-Identifier: MIT
#include "ui/panels/transport_bar.h"

#include "ui/panels/playback_commands.h"
#include "ui/panels/time_text.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyle>
#include <QToolButton>

#include <cmath>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIconSide = 20;
constexpr int kPlayIconSide = 26;
constexpr int kVolumeSteps = 100;
constexpr int kVolumeWidth = 90;
constexpr int kLeastVolumeWidth = 48;
constexpr int kSpacing = 12;

/// A line edit as wide as `text` in digits of one width.
QLineEdit *numberField(const QString &text, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    field->setAlignment(Qt::AlignRight);
    field->setFixedWidth(field->fontMetrics().horizontalAdvance(text) + kSpacing);
    field->setFocusPolicy(Qt::StrongFocus);
    return field;
}

} // namespace

TransportBar::TransportBar(Player &player,
                           Settings &settings,
                           ActionRegistry &actions,
                           QWidget *parent)
    : QWidget(parent)
    , m_player(player)
    , m_settings(settings)
    , m_actions(actions)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(2);
    for (const char *id : {"playback.previous-key-frame",
                           "playback.step-back",
                           "playback.play",
                           "playback.step-forward",
                           "playback.next-key-frame"}) {
        layout->addWidget(addButton(id));
    }
    layout->addSpacing(kSpacing);
    addPositionFields();
    layout->addStretch(1);
    for (const char *id : {"playback.loop-begin", "playback.loop", "playback.loop-end"})
        layout->addWidget(addButton(id));
    layout->addSpacing(kSpacing);
    addSpeed();
    layout->addSpacing(kSpacing);
    addVolume();
    connectPlayer();
}

QToolButton *TransportBar::addButton(const char *id)
{
    const QString name = QString::fromLatin1(id);
    QAction *action = m_actions.action(name);
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setFocusPolicy(Qt::TabFocus);
    const int side = name == u"playback.play"_s ? kPlayIconSide : kIconSide;
    button->setIconSize(QSize(side, side));
    button->setAccessibleName(ActionRegistry::plainText(*action));
    return button;
}

void TransportBar::addPositionFields()
{
    m_time = numberField(u"0:00:00.000"_s, this);
    m_time->setAccessibleName(tr("Time"));
    m_time->setToolTip(tr("Time of the picture shown; type another and press Return"));
    m_duration = new QLabel(this);
    m_frame = numberField(u"0000000"_s, this);
    m_frame->setAccessibleName(tr("Frame number"));
    m_frame->setToolTip(tr("Number of the picture shown, counted from 0; type another and press "
                           "Return"));
    m_frameCount = new QLabel(this);
    auto *frameLabel = new QLabel(tr("Frame"), this);
    frameLabel->setBuddy(m_frame);

    auto *row = static_cast<QHBoxLayout *>(layout());
    row->addWidget(m_time);
    row->addSpacing(4);
    row->addWidget(m_duration);
    row->addSpacing(kSpacing);
    row->addWidget(frameLabel);
    row->addSpacing(4);
    row->addWidget(m_frame);
    row->addSpacing(4);
    row->addWidget(m_frameCount);
    connect(m_time, &QLineEdit::returnPressed, this, &TransportBar::jumpToTime);
    connect(m_frame, &QLineEdit::returnPressed, this, &TransportBar::jumpToFrame);
}

void TransportBar::addSpeed()
{
    m_speed = new QComboBox(this);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("Speed; the pitch stays"));
    m_speed->setFocusPolicy(Qt::TabFocus);
    for (const double speed : speedSteps())
        m_speed->addItem(tr("%1×", "speed").arg(QLocale().toString(speed)), speed);
    layout()->addWidget(m_speed);
    connect(m_speed, &QComboBox::activated, this, [this](int index) {
        PlaybackSettings playback = m_settings.values().playback;
        playback.speed = m_speed->itemData(index).toDouble();
        m_settings.setPlayback(playback);
    });
}

void TransportBar::addVolume()
{
    layout()->addWidget(addButton("playback.mute"));
    m_volume = new QSlider(Qt::Horizontal, this);
    m_volume->setRange(0, kVolumeSteps);
    m_volume->setMinimumWidth(kLeastVolumeWidth);
    m_volume->setMaximumWidth(kVolumeWidth);
    m_volume->setAccessibleName(tr("Volume"));
    m_volume->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(m_volume);
    connect(m_volume, &QSlider::valueChanged, this, [this](int value) {
        SoundSettings sound = m_settings.values().sound;
        sound.volume = static_cast<double>(value) / kVolumeSteps;
        sound.isMuted = false;
        m_settings.setSound(sound);
    });
}

void TransportBar::connectPlayer()
{
    connect(&m_player, &Player::opened, this, &TransportBar::showMedia);
    connect(&m_player, &Player::mediaChanged, this, &TransportBar::showMedia);
    connect(&m_player, &Player::closed, this, [this] { showMedia(MediaSummary{}); });
    connect(&m_player, &Player::positionChanged, this, &TransportBar::showPosition);
    connect(&m_player, &Player::frameShown, this, [this](const Frame &) {
        showPosition(m_player.position());
    });
    connect(&m_settings, &Settings::soundChanged, this, &TransportBar::showSettings);
    connect(&m_settings, &Settings::playbackChanged, this, &TransportBar::showSettings);
    connect(&m_player, &Player::speedChanged, this, &TransportBar::showSettings);
    connect(m_actions.action(u"playback.jump"_s),
            &QAction::triggered,
            this,
            &TransportBar::editPosition);
    showMedia(m_player.media());
    showSettings();
}

void TransportBar::editPosition()
{
    m_time->setFocus(Qt::ShortcutFocusReason);
    m_time->selectAll();
}

void TransportBar::showMedia(const MediaSummary &media)
{
    const bool hasFrames = media.frameCount > 0;
    m_duration->setText(tr("/ %1", "of a duration or a number").arg(timeText(media.duration)));
    const QString count = QLocale().toString(media.frameCount);
    if (!hasFrames)
        m_frameCount->setText(tr("/ –", "of a number that is not known"));
    else if (media.isIndexed)
        m_frameCount->setText(tr("/ %1", "of a duration or a number").arg(count));
    else
        m_frameCount->setText(tr("/ about %1", "of a number that is estimated").arg(count));
    m_time->setEnabled(media.kind != MediaSummary::Kind::Nothing);
    m_frame->setEnabled(hasFrames);
    showPosition(m_player.position());
}

void TransportBar::showPosition(MediaTime position)
{
    const bool isTyping = m_time->hasFocus() && m_time->isModified();
    if (!isTyping)
        m_time->setText(timeText(position));
    if (m_frame->hasFocus() && m_frame->isModified())
        return;
    const qint64 frame = m_player.frame().isEmpty() ? -1 : m_player.frame().index;
    m_frame->setText(frame < 0 ? QString() : QString::number(frame));
}

void TransportBar::showSettings()
{
    const SettingsValues &values = m_settings.values();
    int nearest = 0;
    for (int i = 1; i < m_speed->count(); ++i) {
        const auto distance = [&](int index) {
            return std::abs(m_speed->itemData(index).toDouble() - m_player.speed());
        };
        if (distance(i) < distance(nearest))
            nearest = i;
    }
    m_speed->setCurrentIndex(nearest);
    const QSignalBlocker blocker(m_volume);
    m_volume->setValue(static_cast<int>(std::lround(values.sound.volume * kVolumeSteps)));
    m_volume->setToolTip(tr("Volume %1 %").arg(QLocale().toString(m_volume->value())));
}

void TransportBar::jumpToTime()
{
    if (const auto time = timeFromText(m_time->text()))
        m_player.seek(*time);
    m_time->setModified(false);
    m_time->clearFocus();
    showPosition(m_player.position());
}

void TransportBar::jumpToFrame()
{
    bool isNumber = false;
    const qint64 frame = m_frame->text().trimmed().toLongLong(&isNumber);
    if (isNumber && frame >= 0)
        m_player.seekFrame(frame);
    m_frame->setModified(false);
    m_frame->clearFocus();
    showPosition(m_player.position());
}

} // namespace soundlocus
