// SPDX-License-Identifier: MIT
#include "ui/dialogs/general_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>

namespace soundlocus {

using namespace Qt::StringLiterals;

GeneralPage::GeneralPage(Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
{
    auto *form = new QFormLayout(this);
    addAppearance(*form);
    addOpening(*form);
    addAnnotating(*form);
}

void GeneralPage::addAppearance(QFormLayout &form)
{
    auto *theme = new QComboBox(this);
    theme->addItem(tr("As the system"), static_cast<int>(Theme::System));
    theme->addItem(tr("Light"), static_cast<int>(Theme::Light));
    theme->addItem(tr("Dark"), static_cast<int>(Theme::Dark));
    auto *language = new QComboBox(this);
    language->addItem(tr("As the system"), QString());
    // Each language is called by its own name.
    language->addItem(u"English"_s, u"en"_s);
    language->addItem(u"Deutsch"_s, u"de"_s);
    language->addItem(u"简体中文"_s, u"zh_CN"_s);
    form.addRow(tr("&Theme"), theme);
    form.addRow(tr("&Language"), language);
    theme->setAccessibleName(tr("Theme"));
    language->setAccessibleName(tr("Language"));

    const auto show = [theme, language](const AppearanceSettings &appearance) {
        theme->setCurrentIndex(theme->findData(static_cast<int>(appearance.theme)));
        language->setCurrentIndex(qMax(0, language->findData(appearance.language)));
    };
    show(m_settings.values().appearance);
    connect(&m_settings, &Settings::appearanceChanged, theme, show);
    connect(theme, &QComboBox::activated, this, [this, theme](int index) {
        AppearanceSettings appearance = m_settings.values().appearance;
        appearance.theme = static_cast<Theme>(theme->itemData(index).toInt());
        m_settings.setAppearance(appearance);
    });
    connect(language, &QComboBox::activated, this, [this, language](int index) {
        AppearanceSettings appearance = m_settings.values().appearance;
        appearance.language = language->itemData(index).toString();
        m_settings.setAppearance(appearance);
    });
}

void GeneralPage::addOpening(QFormLayout &form)
{
    addSwitch(form, tr("&Play a file when it is opened"), &PlaybackSettings::playsOnOpen);
    addSwitch(form, tr("Open a file &where it was left"), &PlaybackSettings::resumes);
    addSwitch(form, tr("Pla&y the next file of the list at the end"), &PlaybackSettings::goesOn);
    addSwitch(form, tr("&Start with the file that was open last"), &PlaybackSettings::reopens);
    auto *forget = new QPushButton(tr("&Forget recent files, models and projects"), this);
    forget->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(forget);
    row->addStretch(1);
    form.addRow(row);
    connect(forget, &QPushButton::clicked, &m_settings, &Settings::clearRecent);
}

void GeneralPage::addSwitch(QFormLayout &form, const QString &text, bool PlaybackSettings::*value)
{
    auto *box = new QCheckBox(text, this);
    form.addRow(box);
    const auto show = [box, value](const PlaybackSettings &playback) {
        box->setChecked(playback.*value);
    };
    show(m_settings.values().playback);
    connect(&m_settings, &Settings::playbackChanged, box, show);
    connect(box, &QCheckBox::clicked, this, [this, value](bool isOn) {
        PlaybackSettings playback = m_settings.values().playback;
        playback.*value = isOn;
        m_settings.setPlayback(playback);
    });
}

void GeneralPage::addAnnotating(QFormLayout &form)
{
    constexpr int kLongestMs = 2000;
    constexpr int kStepMs = 10;
    auto *reaction = new QSpinBox(this);
    reaction->setRange(0, kLongestMs);
    reaction->setSingleStep(kStepMs);
    reaction->setSuffix(tr(" ms"));
    reaction->setAccessibleName(tr("Time to react"));
    reaction->setToolTip(tr("From hearing something to pressing the key; taken off the times of "
                            "sounding intervals that are marked while playing"));
    form.addRow(tr("Time to &react"), reaction);
    const auto show = [reaction](const AnnotationSettings &annotation) {
        reaction->setValue(annotation.reactionMs);
    };
    show(m_settings.values().annotation);
    connect(&m_settings, &Settings::annotationChanged, reaction, show);
    connect(reaction, &QSpinBox::valueChanged, this, [this](int value) {
        AnnotationSettings annotation = m_settings.values().annotation;
        annotation.reactionMs = value;
        m_settings.setAnnotation(annotation);
    });
}

} // namespace soundlocus
