// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/action_registry.h"

#include <QDialog>

namespace soundlocus {

/// All keys on one sheet, as they are set now. Threads: GUI thread only.
class KeySheet final : public QDialog
{
    Q_OBJECT
public:
    explicit KeySheet(const ActionRegistry &actions, QWidget *parent = nullptr);

private:
    [[nodiscard]] QWidget *makePlayer(const ActionRegistry &actions);
    [[nodiscard]] QWidget *makeAnnotation(const ActionRegistry &actions);
    [[nodiscard]] QWidget *makeMouse();
};

} // namespace soundlocus
