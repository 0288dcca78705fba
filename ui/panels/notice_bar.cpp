// SPDX-License-Identifier: MIT
#include "ui/panels/notice_bar.h"

#include "ui/panels/error_sentences.h"
#include "ui/panels/symbol_icon.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr int kNoticeIconSide = 20;
constexpr int kDetailIndent = 34;

} // namespace

Notice noticeOf(const Error &error, const QString &subject)
{
    Notice notice;
    notice.text = errorSentence(error.code);
    if (!subject.isEmpty())
        notice.text = NoticeBar::tr("%1: %2", "a file and what is wrong with it")
                              .arg(QFileInfo(subject).fileName(), notice.text);
    notice.detail = errorDetail(error);
    return notice;
}

NoticeBar::NoticeBar(QWidget *parent, std::chrono::milliseconds informationShownFor)
    : QWidget(parent)
    , m_informationShownFor(informationShownFor)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_more(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_detailButton(new QToolButton(this))
    , m_closeButton(new QToolButton(this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setIndent(kDetailIndent);
    m_more->setEnabled(false);

    m_detailButton->setText(tr("Details"));
    m_detailButton->setCheckable(true);
    m_detailButton->setAutoRaise(true);
    m_detailButton->setFocusPolicy(Qt::TabFocus);
    m_closeButton->setIcon(symbolIcon(Symbol::Close));
    m_closeButton->setAutoRaise(true);
    m_closeButton->setFocusPolicy(Qt::TabFocus);
    m_closeButton->setToolTip(tr("Dismiss"));
    m_closeButton->setAccessibleName(tr("Dismiss message"));

    auto *row = new QHBoxLayout;
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_more);
    row->addWidget(m_detailButton);
    row->addWidget(m_closeButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addLayout(row);
    layout->addWidget(m_detail);

    connect(m_detailButton, &QToolButton::toggled, this, &NoticeBar::refresh);
    connect(m_closeButton, &QToolButton::clicked, this, &NoticeBar::dismiss);
    refresh();
}

void NoticeBar::add(const Notice &notice)
{
    std::erase(m_notices, notice);
    m_notices.push_back(notice);
    if (m_notices.size() > kMostNotices)
        m_notices.erase(m_notices.begin());
    if (notice.severity == Notice::Severity::Information) {
        QTimer::singleShot(m_informationShownFor, this, [this, notice] {
            std::erase(m_notices, notice);
            refresh();
        });
    }
    m_detailButton->setChecked(false);
    refresh();
}

void NoticeBar::dismiss()
{
    if (!m_notices.empty())
        m_notices.pop_back();
    m_detailButton->setChecked(false);
    refresh();
}

void NoticeBar::forget(Notice::Topic topic)
{
    if (std::erase_if(m_notices, [&](const Notice &notice) { return notice.topic == topic; }) == 0)
        return;
    m_detailButton->setChecked(false);
    refresh();
}

void NoticeBar::setQuiet(bool isQuiet)
{
    m_isQuiet = isQuiet;
    refresh();
}

void NoticeBar::refresh()
{
    setVisible(!m_notices.empty() && !m_isQuiet);
    if (m_notices.empty())
        return;
    const Notice &notice = m_notices.back();
    const Symbol symbol = notice.severity == Notice::Severity::Warning ? Symbol::Warning
                                                                       : Symbol::Information;
    m_icon->setPixmap(symbolIcon(symbol).pixmap(QSize(kNoticeIconSide, kNoticeIconSide),
                                                devicePixelRatioF()));
    m_text->setText(notice.text);
    setAccessibleName(notice.text);
    const int older = static_cast<int>(m_notices.size()) - 1;
    m_more->setText(tr("%n more", "messages waiting", older));
    m_more->setVisible(older > 0);
    m_detailButton->setVisible(!notice.detail.isEmpty());
    m_detail->setText(notice.detail);
    m_detail->setVisible(m_detailButton->isChecked() && !notice.detail.isEmpty());
}

} // namespace soundlocus
