// SPDX-License-Identifier: MIT
#include "tests/support/fake_services.h"
#include "ui/panels/heatmap_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

template <typename Control>
Control *named(QWidget &parent, const QString &name)
{
    for (auto *control : parent.findChildren<Control *>()) {
        if (control->accessibleName() == name)
            return control;
    }
    qFatal("no control is called %s", qPrintable(name));
    return nullptr;
}

void choose(QComboBox *box, const QString &text)
{
    const int index = box->findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    box->setCurrentIndex(index);
}

struct Bench
{
    Settings settings;
    test::FakeLocalization localization;
    HeatmapPanel panel{settings, localization};

    [[nodiscard]] const OverlayStyle &style() const { return settings.values().overlay; }
};

} // namespace

class TestHeatmapPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void openingChangesNothing()
    {
        const Bench b;
        QCOMPARE(b.settings.values(), SettingsValues{});
    }

    void overlayControlsAreLive()
    {
        Bench b;
        named<QSlider>(b.panel, u"Opacity"_s)->setValue(70);
        QCOMPARE(b.style().options.opacity, 0.7);
        choose(named<QComboBox>(b.panel, u"Colours"_s), u"Magma"_s);
        QVERIFY(b.style().options.colorMap == ColorMap::Magma);
        choose(named<QComboBox>(b.panel, u"Cells"_s), u"As computed"_s);
        QCOMPARE(b.style().options.interpolation, Interpolation::Cells);
        named<QSlider>(b.panel, u"Smoothing over time"_s)->setValue(40);
        QCOMPARE(b.style().smoothing, 0.4);
    }

    void fixedScaleTakesItsEnds()
    {
        Bench b;
        choose(named<QComboBox>(b.panel, u"Range of the colours"_s), u"Fixed"_s);
        QCOMPARE(b.style().options.scale, (std::optional(ValueRange{0, 1})));
        named<QDoubleSpinBox>(b.panel, u"Similarity of the lowest colour"_s)->setValue(0.25);
        named<QDoubleSpinBox>(b.panel, u"Similarity of the highest colour"_s)->setValue(0.75);
        QCOMPARE(b.style().options.scale, (std::optional(ValueRange{0.25, 0.75})));
        // An empty range is not taken.
        named<QDoubleSpinBox>(b.panel, u"Similarity of the lowest colour"_s)->setValue(0.9);
        QCOMPARE(b.style().options.scale, (std::optional(ValueRange{0.25, 0.75})));
        choose(named<QComboBox>(b.panel, u"Range of the colours"_s), u"Each frame by itself"_s);
        QVERIFY(!b.style().options.scale);
    }

    void contourKindsHaveTheirOwnValues()
    {
        Bench b;
        auto *contour = named<QComboBox>(b.panel, u"Contour"_s);
        auto *value = named<QDoubleSpinBox>(b.panel, u"Place of the contour"_s);
        choose(contour, u"Best share of picture"_s);
        QCOMPARE(b.style().options.contour,
                 (std::optional(ContourThreshold{ContourThreshold::Kind::TopPercent, 50})));
        value->setValue(20);
        QCOMPARE(b.style().options.contour->value, 20.0);
        choose(contour, u"At similarity"_s);
        QCOMPARE(b.style().options.contour,
                 (std::optional(ContourThreshold{ContourThreshold::Kind::Absolute, 0.3})));
        choose(contour, u"None"_s);
        QVERIFY(!b.style().options.contour);
    }

    /// A model that has none does not get the number of the one before.
    void theContourOfTheModelGoesWithIt()
    {
        Bench b;
        const auto load = [&b](const QString &path) {
            b.localization.loadModel(MapSlot::Main, path);
        };
        b.localization.threshold = 0.4;
        load(u"/knows.pth"_s);
        choose(named<QComboBox>(b.panel, u"Contour"_s), u"The model's own threshold"_s);
        QCOMPARE(b.style().options.contour,
                 (std::optional(ContourThreshold{ContourThreshold::Kind::Absolute, 0.4})));
        b.localization.threshold.reset();
        load(u"/other.pth"_s);
        QVERIFY(!b.style().options.contour);
        b.localization.threshold = 0.7;
        load(u"/third.pth"_s);
        QCOMPARE(b.style().options.contour,
                 (std::optional(ContourThreshold{ContourThreshold::Kind::Absolute, 0.7})));
    }

    void computationIsSetForEachMap()
    {
        Bench b;
        named<QDoubleSpinBox>(b.panel, u"Sound window"_s)->setValue(1.5);
        named<QSpinBox>(b.panel, u"Threads"_s)->setValue(3);
        named<QSpinBox>(b.panel, u"Kept maps"_s)->setValue(128);
        choose(named<QComboBox>(b.panel, u"Picture"_s), u"Squashed to a square"_s);
        const auto &main = b.settings.localization(MapSlot::Main);
        QCOMPARE(main.window, MediaTime(1500000));
        QCOMPARE(main.threads, 3);
        QCOMPARE(main.cacheBytes, std::size_t{128} << 20);
        QVERIFY(main.fit == FitMode::Squash);
        LocalizationSettings other;
        other.threads = 3; // both take turns on them
        QCOMPARE(b.settings.localization(MapSlot::Comparison), other);
        choose(named<QComboBox>(b.panel, u"Applies to"_s), u"Map it is compared with"_s);
        QCOMPARE(named<QDoubleSpinBox>(b.panel, u"Sound window"_s)->value(), 3.0);
        named<QDoubleSpinBox>(b.panel, u"Step"_s)->setValue(0.2);
        QCOMPARE(b.settings.localization(MapSlot::Comparison).hop, MediaTime(200000));
    }

    void devicesArriveLater()
    {
        Bench b;
        auto *device = named<QComboBox>(b.panel, u"Device"_s);
        QCOMPARE(device->count(), 1);
        b.localization.deviceIds = QStringList{u"cpu"_s, u"cuda:0"_s};
        Q_EMIT b.localization.devicesChanged(b.localization.deviceIds);
        QCOMPARE(device->count(), 2);
        device->setCurrentIndex(1);
        QCOMPARE(b.settings.localization(MapSlot::Main).device, u"cuda:0"_s);
    }

    void aDeviceThatIsGoneIsNamed()
    {
        Bench b;
        LocalizationSettings settings;
        settings.device = u"cuda:3"_s;
        b.settings.setLocalization(MapSlot::Main, settings);
        auto *device = named<QComboBox>(b.panel, u"Device"_s);
        QVERIFY(device->currentText().contains(u"cuda:3"_s));
        QCOMPARE(b.settings.localization(MapSlot::Main).device, u"cuda:3"_s);
    }

    void resetGoesBackToTheDefaults()
    {
        Bench b;
        named<QSlider>(b.panel, u"Opacity"_s)->setValue(10);
        named<QSpinBox>(b.panel, u"Threads"_s)->setValue(3);
        QPushButton *reset = nullptr;
        for (auto *button : b.panel.findChildren<QPushButton *>())
            reset = button;
        QTest::mouseClick(reset, Qt::LeftButton);
        QCOMPARE(b.settings.values(), SettingsValues{});
        QCOMPARE(named<QSlider>(b.panel, u"Opacity"_s)->value(), 50);
    }
};

QTEST_MAIN(TestHeatmapPanel)
#include "tst_heatmap_panel.moc"
