// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <QString>
#include <QWidget>

#include <chrono>
#include <vector>

class QLabel;
class QToolButton;

namespace soundlocus {

/// One message for people.
struct Notice
{
    enum class Severity { Information, Warning };
    /// What makes it pointless by itself.
    enum class Topic { General, Opening, Model };
    Severity severity = Severity::Warning;
    QString text;   ///< one translated sentence
    QString detail; ///< more on demand; empty: no button for it
    Topic topic = Topic::General;

    bool operator==(const Notice &) const = default;
};

/// @param subject what it is about, mostly a file name; may be empty
[[nodiscard]] Notice noticeOf(const Error &error, const QString &subject = {});

/// A bar above the picture that tells what went wrong and takes no focus: newest message first,
/// with its detail on demand, gone when dismissed. Hidden while there is nothing to say.
/// Threads: GUI thread only.
class NoticeBar final : public QWidget
{
    Q_OBJECT
public:
    /// Older messages are dropped (the log keeps them).
    static constexpr std::size_t kMostNotices = 20;

    /// Long enough to be read; a warning stays until it is dismissed.
    static constexpr std::chrono::milliseconds kInformationShownFor{6000};

    explicit NoticeBar(QWidget *parent = nullptr,
                       std::chrono::milliseconds informationShownFor = kInformationShownFor);

    /// A message that is there already comes to the front instead of appearing twice.
    void add(const Notice &notice);
    void dismiss();
    /// Drops what was said about opening a file or about a model once the next one is there.
    void forget(Notice::Topic topic);
    /// Messages wait unseen, while an audience looks.
    void setQuiet(bool isQuiet);
    [[nodiscard]] const std::vector<Notice> &notices() const { return m_notices; }

private:
    void refresh();

    std::vector<Notice> m_notices; // newest last
    std::chrono::milliseconds m_informationShownFor;
    bool m_isQuiet = false;
    QLabel *m_icon = nullptr;
    QLabel *m_text = nullptr;
    QLabel *m_more = nullptr;
    QLabel *m_detail = nullptr;
    QToolButton *m_detailButton = nullptr;
    QToolButton *m_closeButton = nullptr;
};

} // namespace soundlocus
