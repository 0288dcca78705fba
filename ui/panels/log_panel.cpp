// SPDX-License-Identifier: MIT
#include "ui/panels/log_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr QSize kLogPanelSize(600, 140);

QString levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return LogPanel::tr("debug", "level of a log line");
    case LogLevel::Info:
        return LogPanel::tr("info", "level of a log line");
    case LogLevel::Warning:
        return LogPanel::tr("warning", "level of a log line");
    case LogLevel::Error:
        return LogPanel::tr("error", "level of a log line");
    }
    return {};
}

} // namespace

LogPanel::LogPanel(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
{
    m_text->setReadOnly(true);
    m_text->setMaximumBlockCount(kMostLines);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Log"));
    m_text->setPlaceholderText(tr("Nothing to report."));
    m_text->setTabChangesFocus(true);
    auto *copy = new QPushButton(tr("Copy all"), this);
    auto *clear = new QPushButton(tr("Clear"), this);
    auto *buttons = new QVBoxLayout;
    buttons->addWidget(copy);
    buttons->addWidget(clear);
    buttons->addStretch(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    connect(copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_text->toPlainText());
    });
    connect(clear, &QPushButton::clicked, m_text, &QPlainTextEdit::clear);
}

void LogPanel::append(LogLevel level, const QString &message)
{
    const QString time = QTime::currentTime().toString(QStringLiteral("HH:mm:ss.zzz"));
    m_text->appendPlainText(QStringLiteral("%1  %2  %3").arg(time, levelName(level), message));
}

QString LogPanel::text() const
{
    return m_text->toPlainText();
}

QSize LogPanel::sizeHint() const
{
    return kLogPanelSize;
}

} // namespace soundlocus
