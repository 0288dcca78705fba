// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace soundlocus {

/// Leaves keys to the control that has the focus where it needs them: Space presses a button,
/// arrows move a slider, though both are keys of playback commands too. Watches an application.
class FocusKeys final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace soundlocus
