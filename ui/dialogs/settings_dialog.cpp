// SPDX-License-Identifier: MIT
#include "ui/dialogs/settings_dialog.h"

#include "ui/dialogs/general_page.h"
#include "ui/dialogs/shortcuts_page.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr QSize kSettingsSize(640, 560);

} // namespace

SettingsDialog::SettingsDialog(Settings &settings, ActionRegistry &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Settings"));
    auto *pages = new QTabWidget(this);
    pages->addTab(new GeneralPage(settings, pages), tr("General"));
    pages->addTab(new ShortcutsPage(actions, settings, pages), tr("Keys"));
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(pages);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(kSettingsSize);
}

} // namespace soundlocus
