// SPDX-License-Identifier: MIT
#include "ui/panels/what_if_panel.h"

#include "ui/panels/elided_label.h"
#include "ui/panels/panel_area.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr int kIndent = 24;

using Kind = SoundChoice::Kind;

} // namespace

WhatIfPanel::WhatIfPanel(Localization &localization, QWidget *parent)
    : QScrollArea(parent)
    , m_localization(localization)
{
    makeControls();
    layOut();
    connectControls();
    fillObjects();
}

void WhatIfPanel::makeControls()
{
    auto *content = new QWidget(this);
    m_content = content;
    m_kinds = new QButtonGroup(this);
    const std::pair<Kind, QString> kinds[]{{Kind::Own, tr("The file's &own sound")},
                                           {Kind::Silence, tr("&Silence")},
                                           {Kind::Noise, tr("&Noise")},
                                           {Kind::File, tr("The sound of ano&ther file")},
                                           {Kind::Stems, tr("Only some ob&jects of the scene")}};
    for (const auto &[kind, text] : kinds)
        m_kinds->addButton(new QRadioButton(text, content), static_cast<int>(kind));
    m_stems = qobject_cast<QRadioButton *>(m_kinds->button(static_cast<int>(Kind::Stems)));
    m_file = new ElidedLabel(content);
    m_choose = new QPushButton(tr("Choose…"), content);
    m_choose->setAccessibleName(tr("Choose the file to be heard"));
    m_objectsHint = new QLabel(tr("For composed scenes, whose sounds are kept apart"), content);
    m_objectsHint->setWordWrap(true);
    m_objectsHint->setEnabled(false);
    m_both = new QCheckBox(tr("The map compared with hears it too"), content);
    m_compare = new QPushButton(tr("&Compare with own sound"), content);
    m_compare->setToolTip(tr("Shows a second map of the same model, which hears the file's own "
                             "sound"));
}

void WhatIfPanel::layOut()
{
    auto *content = m_content;
    auto *layout = new QVBoxLayout(content);
    auto *question = new QLabel(tr("What if the network heard something else? You go on hearing "
                                   "the file."),
                                content);
    question->setWordWrap(true);
    layout->addWidget(question);
    for (const Kind kind : {Kind::Own, Kind::Silence, Kind::Noise, Kind::File})
        layout->addWidget(m_kinds->button(static_cast<int>(kind)));
    auto *file = new QHBoxLayout;
    file->setContentsMargins(kIndent, 0, 0, 0);
    file->addWidget(m_choose);
    file->addWidget(m_file, 1);
    layout->addLayout(file);
    layout->addWidget(m_stems);
    m_objectsLayout = new QVBoxLayout;
    m_objectsLayout->setContentsMargins(kIndent, 0, 0, 0);
    m_objectsLayout->addWidget(m_objectsHint);
    layout->addLayout(m_objectsLayout);
    layout->addSpacing(kIndent / 2);
    layout->addWidget(m_both);
    layout->addWidget(m_compare, 0, Qt::AlignLeft);
    layout->addStretch(1);
    fillPanel(*this, content);
}

void WhatIfPanel::connectControls()
{
    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int id) {
        if (static_cast<Kind>(id) == Kind::File && m_path.isEmpty())
            Q_EMIT chooseRequested();
        apply();
    });
    connect(m_choose, &QPushButton::clicked, this, &WhatIfPanel::chooseRequested);
    connect(m_compare, &QPushButton::clicked, this, &WhatIfPanel::compare);
    connect(&m_localization, &Localization::sceneObjectsChanged, this, &WhatIfPanel::fillObjects);
    const auto enable = [this] {
        m_compare->setEnabled(m_localization.model(MapSlot::Main).has_value());
        m_both->setVisible(m_localization.model(MapSlot::Comparison).has_value());
    };
    connect(&m_localization, &Localization::modelChanged, this, enable);
    connect(&m_localization, &Localization::soundChanged, this, &WhatIfPanel::show);
    connect(m_both, &QCheckBox::clicked, this, [this](bool isBoth) {
        m_localization.setSound(MapSlot::Comparison,
                                isBoth ? m_localization.sound(MapSlot::Main) : SoundChoice{});
    });
    enable();
}

void WhatIfPanel::useFile(const QString &path)
{
    if (!path.isEmpty())
        m_path = path;
    m_kinds->button(static_cast<int>(m_path.isEmpty() ? Kind::Own : Kind::File))->setChecked(true);
    apply();
    show();
}

void WhatIfPanel::fillObjects()
{
    for (const auto &[id, box] : m_objects)
        delete box;
    m_objects.clear();
    const QStringList muted = m_localization.sound(MapSlot::Main).mutedObjects;
    for (const SceneObject &object : m_localization.sceneObjects()) {
        auto *box = new QCheckBox(object.label, widget());
        box->setChecked(!muted.contains(object.id));
        box->setToolTip(tr("Whether the network hears this object"));
        m_objectsLayout->addWidget(box);
        m_objects.emplace_back(object.id, box);
        connect(box, &QCheckBox::clicked, this, [this] {
            m_stems->setChecked(true);
            apply();
        });
    }
    m_stems->setEnabled(!m_objects.empty());
    m_objectsHint->setVisible(m_objects.empty());
    show();
}

void WhatIfPanel::show()
{
    const SoundChoice sound = m_localization.sound(MapSlot::Main);
    m_kinds->button(static_cast<int>(sound.kind))->setChecked(true);
    if (sound.kind == Kind::File)
        m_path = sound.path;
    if (sound.kind != Kind::Own)
        m_both->setChecked(sound == m_localization.sound(MapSlot::Comparison));
    m_file->setFullText(QFileInfo(m_path).fileName(), m_path);
}

SoundChoice::Kind WhatIfPanel::kind() const
{
    return static_cast<Kind>(m_kinds->checkedId());
}

void WhatIfPanel::apply()
{
    SoundChoice sound;
    sound.kind = kind();
    if (sound.kind == Kind::File) {
        if (m_path.isEmpty()) { // the dialog was cancelled
            show();
            return;
        }
        sound.path = m_path;
    }
    for (const auto &[id, box] : m_objects) {
        if (sound.kind == Kind::Stems && !box->isChecked())
            sound.mutedObjects.append(id);
    }
    if (m_both->isChecked())
        m_localization.setSound(MapSlot::Comparison, sound);
    m_localization.setSound(MapSlot::Main, sound);
}

void WhatIfPanel::compare()
{
    const auto main = m_localization.model(MapSlot::Main);
    if (!main)
        return;
    m_both->setChecked(false);
    m_localization.setSound(MapSlot::Comparison, SoundChoice{});
    const auto other = m_localization.model(MapSlot::Comparison);
    if (!other || other->path != main->path)
        m_localization.loadModel(MapSlot::Comparison, main->path);
}

} // namespace soundlocus
