// SPDX-License-Identifier: MIT
#include "ui/dialogs/key_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr QSize kKeySheetSize(1000, 690);

QGroupBox *groupBox(const ActionRegistry &actions, CommandGroup group, QWidget *parent)
{
    auto *box = new QGroupBox(commandGroupName(group), parent);
    auto *grid = new QGridLayout(box);
    grid->setColumnStretch(0, 1);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(3);
    int row = 0;
    for (const QAction *action : actions.actions(group)) {
        if (action->shortcuts().isEmpty())
            continue;
        auto *keys = new QLabel(
                QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText), box);
        QFont bold = keys->font();
        bold.setBold(true);
        keys->setFont(bold);
        grid->addWidget(new QLabel(ActionRegistry::plainText(*action), box), row, 0);
        grid->addWidget(keys, row, 1);
        ++row;
    }
    return box;
}

} // namespace

KeySheet::KeySheet(const ActionRegistry &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    auto *content = new QWidget(this);
    auto *columns = new QHBoxLayout(content);
    auto *left = new QVBoxLayout;
    left->addWidget(groupBox(actions, CommandGroup::Playback, content));
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    for (const CommandGroup group : {CommandGroup::File,
                                     CommandGroup::View,
                                     CommandGroup::HeatMap,
                                     CommandGroup::Export,
                                     CommandGroup::Help}) {
        right->addWidget(groupBox(actions, group, content));
    }
    right->addStretch(1);
    columns->addLayout(left);
    columns->addLayout(right);

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addWidget(new QLabel(tr("Wheel zooms at the pointer, the middle button moves the "
                                    "picture, a click pins a point. Keys can be changed in the "
                                    "settings."),
                                 this));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(kKeySheetSize);
}

} // namespace soundlocus
