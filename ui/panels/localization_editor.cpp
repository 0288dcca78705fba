// SPDX-License-Identifier: MIT
#include "ui/panels/localization_editor.h"

#include "ui/panels/action_registry.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QThread>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr double kShortestWindow = 0.5;
constexpr double kLongestWindow = 20;
constexpr double kShortestHop = 0.1;
constexpr double kLongestHop = 5;
constexpr int kMostThreads = 64;
constexpr int kMostCacheMib = 4096;
constexpr int kBytesPerMibShift = 20;
constexpr int kLeastLocalizationCharacters = 10;

} // namespace

LocalizationEditor::LocalizationEditor(Settings &settings,
                                       Localization &localization,
                                       QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_localization(localization)
{
    makeControls();
    layOut();
    connectControls();
    showDevices();
}

void LocalizationEditor::makeControls()
{
    m_slot = new QComboBox(this);
    m_slot->addItem(tr("Main map"), static_cast<int>(MapSlot::Main));
    m_slot->addItem(tr("Map it is compared with"), static_cast<int>(MapSlot::Comparison));
    m_fit = new QComboBox(this);
    m_fit->addItem(tr("Whole picture"), static_cast<int>(FitMode::Full));
    m_fit->addItem(tr("Squashed to a square"), static_cast<int>(FitMode::Squash));
    m_fit->addItem(tr("As in the papers"), static_cast<int>(FitMode::Official));
    m_fit->setToolTip(tr("How the picture becomes what the network sees. “As in the papers” crops "
                         "or squashes as the model's authors do, for scores"));
    m_window = new QDoubleSpinBox(this);
    m_window->setRange(kShortestWindow, kLongestWindow);
    m_window->setSingleStep(0.5);
    m_window->setDecimals(1);
    m_window->setSuffix(tr(" s", "seconds, after a number"));
    m_window->setToolTip(tr("How much sound around the frame is heard: short follows quick "
                            "changes, long is steadier"));
    m_hop = new QDoubleSpinBox(this);
    m_hop->setRange(kShortestHop, kLongestHop);
    m_hop->setSingleStep(0.1);
    m_hop->setDecimals(1);
    m_hop->setSuffix(tr(" s", "seconds, after a number"));
    m_hop->setToolTip(tr("How often the sound is heard anew"));
    m_device = new QComboBox(this);
    m_threads = new QSpinBox(this);
    m_threads->setRange(0, qMax(kMostThreads, QThread::idealThreadCount()));
    m_threads->setSpecialValueText(tr("Automatic", "number of threads"));
    m_readsAhead = new QCheckBox(tr("Compute ahead while idle"), this);
    m_cache = new QSpinBox(this);
    m_cache->setRange(1, kMostCacheMib);
    m_cache->setSuffix(tr(" MiB", "after a number"));
    m_cache->setToolTip(tr("Maps that are kept, so that a passage seen before has its maps at "
                           "once"));
    for (QComboBox *box : {m_slot, m_fit, m_device}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(kLeastLocalizationCharacters);
    }
    for (QSpinBox *box : {m_threads, m_cache})
        box->setKeyboardTracking(false);
    for (QDoubleSpinBox *box : {m_window, m_hop})
        box->setKeyboardTracking(false);
}

void LocalizationEditor::layOut()
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Appl&ies to"), m_slot);
    form->addRow(tr("Pict&ure"), m_fit);
    form->addRow(tr("Sound &window"), m_window);
    form->addRow(tr("&Step"), m_hop);
    form->addRow(tr("&Device"), m_device);
    form->addRow(tr("&Threads"), m_threads);
    form->addRow(tr("&Kept maps"), m_cache);
    form->addRow(m_readsAhead);
    for (auto *label : findChildren<QLabel *>()) {
        if (label->buddy())
            label->buddy()->setAccessibleName(ActionRegistry::plainText(label->text()));
    }
}

void LocalizationEditor::connectControls()
{
    connect(m_slot, &QComboBox::currentIndexChanged, this, &LocalizationEditor::show);
    for (QComboBox *box : {m_fit, m_device})
        connect(box, &QComboBox::currentIndexChanged, this, &LocalizationEditor::store);
    for (QDoubleSpinBox *box : {m_window, m_hop})
        connect(box, &QDoubleSpinBox::valueChanged, this, &LocalizationEditor::store);
    for (QSpinBox *box : {m_threads, m_cache})
        connect(box, &QSpinBox::valueChanged, this, &LocalizationEditor::store);
    connect(m_readsAhead, &QCheckBox::toggled, this, &LocalizationEditor::store);
    connect(&m_settings, &Settings::localizationChanged, this, &LocalizationEditor::show);
    connect(&m_localization, &Localization::devicesChanged, this, &LocalizationEditor::showDevices);
}

MapSlot LocalizationEditor::slot() const
{
    return static_cast<MapSlot>(m_slot->currentData().toInt());
}

void LocalizationEditor::showDevices()
{
    m_isShowing = true;
    QStringList devices = m_localization.devices();
    if (devices.isEmpty())
        devices.append(u"cpu"_s);
    m_device->clear();
    for (const QString &device : devices)
        m_device->addItem(device == u"cpu"_s ? tr("Processor") : device, device);
    m_isShowing = false;
    show();
}

void LocalizationEditor::show()
{
    m_isShowing = true;
    const LocalizationSettings &settings = m_settings.localization(slot());
    m_fit->setCurrentIndex(m_fit->findData(static_cast<int>(settings.fit)));
    m_window->setValue(toSeconds(settings.window));
    m_hop->setValue(toSeconds(settings.hop));
    if (m_device->findData(settings.device) < 0)
        m_device->addItem(tr("%1 (not here)", "a device").arg(settings.device), settings.device);
    m_device->setCurrentIndex(m_device->findData(settings.device));
    m_threads->setValue(settings.threads);
    m_readsAhead->setChecked(settings.readsAhead);
    m_cache->setValue(static_cast<int>(settings.cacheBytes >> kBytesPerMibShift));
    m_isShowing = false;
}

void LocalizationEditor::store()
{
    if (m_isShowing)
        return;
    LocalizationSettings settings = m_settings.localization(slot());
    settings.fit = static_cast<FitMode>(m_fit->currentData().toInt());
    settings.window = fromSeconds(m_window->value());
    settings.hop = fromSeconds(m_hop->value());
    settings.device = m_device->currentData().toString();
    settings.threads = m_threads->value();
    settings.readsAhead = m_readsAhead->isChecked();
    settings.cacheBytes = static_cast<std::size_t>(m_cache->value()) << kBytesPerMibShift;
    m_settings.setLocalization(slot(), settings);
    // Networks take turns on the same threads.
    const MapSlot other = slot() == MapSlot::Main ? MapSlot::Comparison : MapSlot::Main;
    LocalizationSettings others = m_settings.localization(other);
    others.threads = settings.threads;
    m_settings.setLocalization(other, others);
}

} // namespace soundlocus
