// SPDX-License-Identifier: MIT
#include "ui/dialogs/key_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kKeySheetSize(1000, 690);
/// Of the annotation commands that stand in one column.
constexpr int kRowsOfColumn = 28;

/// Names on the left, keys on the right, in a box of its own.
class KeyBox final : public QGroupBox
{
public:
    KeyBox(const QString &title, QWidget *parent)
        : QGroupBox(title, parent)
        , m_grid(new QGridLayout(this))
    {
        m_grid->setColumnStretch(0, 1);
        m_grid->setHorizontalSpacing(24);
        m_grid->setVerticalSpacing(3);
    }

    void add(const QString &name, const QString &keys)
    {
        auto *label = new QLabel(keys, this);
        QFont bold = label->font();
        bold.setBold(true);
        label->setFont(bold);
        m_grid->addWidget(new QLabel(name, this), m_rows, 0);
        m_grid->addWidget(label, m_rows, 1);
        ++m_rows;
    }

    void add(const QAction &action)
    {
        if (!action.shortcuts().isEmpty())
            add(ActionRegistry::plainText(action),
                QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText));
    }

    [[nodiscard]] int rows() const { return m_rows; }

private:
    QGridLayout *m_grid = nullptr;
    int m_rows = 0;
};

QString keyText(Qt::Key key)
{
    return QKeySequence(key).toString(QKeySequence::NativeText);
}

/// "Ctrl+Alt" in the words of the language.
QString modifierText(Qt::KeyboardModifiers modifiers)
{
    QString text = QKeySequence(QKeyCombination(modifiers, Qt::Key_F1).toCombined())
                           .toString(QKeySequence::NativeText);
    return text.left(text.lastIndexOf(u'+'));
}

/// Columns of boxes that scroll.
class KeyPage final : public QScrollArea
{
public:
    explicit KeyPage(QWidget *parent)
        : QScrollArea(parent)
    {
        auto *content = new QWidget(this);
        m_columns = new QHBoxLayout(content);
        setWidget(content);
        setWidgetResizable(true);
        setFrameShape(NoFrame);
    }

    [[nodiscard]] QVBoxLayout *addColumn()
    {
        auto *column = new QVBoxLayout;
        m_columns->addLayout(column, 1);
        return column;
    }

private:
    QHBoxLayout *m_columns = nullptr;
};

} // namespace

KeySheet::KeySheet(const ActionRegistry &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    auto *pages = new QTabWidget(this);
    pages->setDocumentMode(true);
    pages->addTab(makePlayer(actions), tr("Player"));
    pages->addTab(makeAnnotation(actions), tr("Annotation"));
    pages->addTab(makeMouse(), tr("Picture, timeline and mouse"));
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(pages, 1);
    layout->addWidget(new QLabel(tr("Keys of commands can be changed in the settings."), this));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(kKeySheetSize);
}

QWidget *KeySheet::makePlayer(const ActionRegistry &actions)
{
    auto *page = new KeyPage(this);
    const auto add = [&](QVBoxLayout *column, CommandGroup group) {
        auto *box = new KeyBox(commandGroupName(group), page);
        for (const QAction *action : actions.actions(group))
            box->add(*action);
        column->addWidget(box);
    };
    QVBoxLayout *left = page->addColumn();
    add(left, CommandGroup::Playback);
    left->addStretch(1);
    QVBoxLayout *right = page->addColumn();
    for (const CommandGroup group : {CommandGroup::File,
                                     CommandGroup::View,
                                     CommandGroup::HeatMap,
                                     CommandGroup::Export,
                                     CommandGroup::Help})
        add(right, group);
    right->addStretch(1);
    return page;
}

QWidget *KeySheet::makeAnnotation(const ActionRegistry &actions)
{
    auto *page = new KeyPage(this);
    QVBoxLayout *column = nullptr;
    KeyBox *box = nullptr;
    for (const QAction *action : actions.actions(CommandGroup::Annotation)) {
        if (box == nullptr || box->rows() == kRowsOfColumn) {
            if (column != nullptr)
                column->addStretch(1);
            column = page->addColumn();
            box = new KeyBox(commandGroupName(CommandGroup::Annotation), page);
            column->addWidget(box);
        }
        box->add(*action);
    }
    if (column != nullptr)
        column->addStretch(1);
    return page;
}

QWidget *KeySheet::makeMouse()
{
    auto *page = new KeyPage(this);
    auto *picture = new KeyBox(tr("On the picture"), page);
    picture->add(tr("Zoom at the pointer"), tr("Wheel"));
    picture->add(tr("Move the picture"), tr("Middle button, or drag"));
    picture->add(tr("Pin a point, or remove it"), tr("Click, Ctrl+click while annotating"));
    picture->add(tr("Full screen"), tr("Double click"));
    picture->add(tr("Zoom"), u"+  -"_s);
    picture->add(tr("Fit window, original size"), u"0  1"_s);
    picture->add(tr("Move the picture"), tr("%1 and arrows").arg(modifierText(Qt::AltModifier)));
    picture->add(tr("Move the pinned point"),
                 tr("%1 and arrows").arg(modifierText(Qt::ControlModifier | Qt::AltModifier)));
    picture->add(tr("Move the divider"),
                 tr("%1 and arrows").arg(modifierText(Qt::AltModifier | Qt::ShiftModifier)));
    picture->add(tr("Leave full screen"), keyText(Qt::Key_Escape));
    auto *timeline = new KeyBox(tr("On the timeline"), page);
    timeline->add(tr("Zoom at the pointer"), tr("Wheel"));
    timeline->add(tr("Move along"), tr("Shift+wheel, middle button"));
    timeline->add(tr("Loop a passage"), tr("Shift and drag"));
    timeline->add(tr("Fold or unfold a lane"), tr("Click on its name"));
    timeline->add(tr("Zoom, everything"), u"+  -  0"_s);
    timeline->add(tr("Move along"), tr("%1 and arrows").arg(modifierText(Qt::AltModifier)));
    timeline->add(tr("To the beginning, to the end"), tr("Home, End"));
    auto *playlist = new KeyBox(tr("In the playlist"), page);
    playlist->add(tr("Play"), keyText(Qt::Key_Return));
    playlist->add(tr("Take from the list"), keyText(Qt::Key_Delete));
    playlist->add(tr("Move in the list"),
                  tr("%1 and arrows").arg(modifierText(Qt::ControlModifier | Qt::ShiftModifier)));
    QVBoxLayout *left = page->addColumn();
    left->addWidget(picture);
    left->addStretch(1);
    QVBoxLayout *right = page->addColumn();
    right->addWidget(timeline);
    right->addWidget(playlist);
    right->addStretch(1);
    return page;
}

} // namespace soundlocus
