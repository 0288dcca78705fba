// SPDX-License-Identifier: MIT
#include "engine/evaluation/evaluation_report.h"
#include "tests/ui/widgets/annotation/annotation_samples.h"
#include "tests/ui/widgets/canvas/canvas_samples.h"
#include "ui/widgets/annotation/annotation_tool.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <random>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace std::chrono_literals;

namespace {

constexpr ClipId kClip{5};
constexpr AnnotatorId kAnna{3};
constexpr AnnotatorId kBo{4};
constexpr LabelId kDog{1};

Track trackOf(std::int64_t id, AnnotatorId annotator, const BoundingBox &box)
{
    Track track;
    track.id = TrackId{id};
    track.clip = kClip;
    track.annotator = annotator;
    track.label = kDog;
    track.keys = {{0us, box, KeyState::Visible, KeyGap::Linear}};
    return track;
}

AnnotationSet sampleSet()
{
    AnnotationSet set;
    set.labels = {{kDog, "dog", 0xE69F00, "1"}};
    set.annotators = {{kAnna, "Anna"}, {kBo, "Bo"}};
    Clip clip;
    clip.id = kClip;
    clip.name = "clip";
    clip.size = {400, 200};
    set.clips = {clip};
    set.tracks = {trackOf(6, kAnna, sampleBox(40, 40, 240, 160)),
                  trackOf(7, kAnna, sampleBox(100, 60, 200, 110)),
                  trackOf(8, kBo, sampleBox(300, 100, 380, 180))};
    return set;
}

/// A project of one clip on a canvas of 400 x 300, its picture at y = 50, one to one.
struct Fixture
{
    explicit Fixture(AnnotationSet set = sampleSet())
        : selection(document)
        , tool(document, selection)
        , canvas(VideoCanvas::Backend::PainterAtOnce)
    {
        document.reset(std::move(set), true);
        selection.setClip(kClip);
        selection.setAnnotator(kAnna);
        selection.setLabel(kDog);
        canvas.resize(400, 300);
        canvas.setLegendSize(LegendSize::Hidden);
        canvas.setTool(&tool);
        canvas.show();
        canvas.setFrame(frameAt(0us));
    }
    static Frame frameAt(MediaTime time)
    {
        Frame frame = wavyFrame({400, 200});
        frame.pts = time;
        return frame;
    }
    void setMap(Heatmap map, MediaTime time = 0us)
    {
        map.pts = time;
        canvas.setMap(MapSlot::Main, map);
    }

    /// @param place in the picture
    void mouse(QEvent::Type type,
               QPointF place,
               Qt::KeyboardModifiers modifiers = Qt::NoModifier,
               Qt::MouseButton button = Qt::LeftButton)
    {
        const QPointF at = place + QPointF(0, 50);
        const bool isMove = type == QEvent::MouseMove;
        const bool isDown = type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick
                            || isHeld;
        QMouseEvent event(type,
                          at,
                          canvas.mapToGlobal(at),
                          isMove ? Qt::NoButton : button,
                          isDown && type != QEvent::MouseButtonRelease ? button : Qt::NoButton,
                          modifiers);
        QApplication::sendEvent(&canvas, &event);
        if (!isMove)
            isHeld = type != QEvent::MouseButtonRelease;
    }
    void drag(QPointF from,
              QPointF to,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier,
              Qt::MouseButton button = Qt::LeftButton)
    {
        mouse(QEvent::MouseButtonPress, from, modifiers, button);
        mouse(QEvent::MouseMove, (from + to) / 2, modifiers, button);
        mouse(QEvent::MouseMove, to, modifiers, button);
        mouse(QEvent::MouseButtonRelease, to, modifiers, button);
    }
    void click(QPointF place, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        mouse(QEvent::MouseMove, place, modifiers);
        mouse(QEvent::MouseButtonPress, place, modifiers);
        mouse(QEvent::MouseButtonRelease, place, modifiers);
    }
    /// As a window does it: who claims a key, then who takes it.
    bool key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QKeyEvent claim(QEvent::ShortcutOverride, code, modifiers);
        claim.ignore();
        QApplication::sendEvent(&canvas, &claim);
        QKeyEvent press(QEvent::KeyPress, code, modifiers);
        QApplication::sendEvent(&canvas, &press);
        return claim.isAccepted();
    }
    [[nodiscard]] BoundingBox boxOf(std::int64_t id, MediaTime time = 0us) const
    {
        return boxAt(*document.track(TrackId{id}), time)->box;
    }

    AnnotationDocument document;
    AnnotationSelection selection;
    AnnotationTool tool;
    VideoCanvas canvas;
    bool isHeld = false;
};

} // namespace

class TestAnnotationTool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDragIsOneStepOfUndo();
    void drawsForWhoeverIsChosen();
    void aRunOfArrowsIsOneStep();
    void undoTakesBackTheWholeRun();
    void aStepBelongsToItsFrame();
    void anotherClipDropsADrag();
    void hiddenAndClosedLayers();
    void probePanAndZoomStayTheCanvass();
    void aQuickSecondPressDraws();
    void keysGoWhereTheyBelong();
    void saysWhatTheMouseWillDo();
    void takingHoldIsTold();
    void screenReadersAreTold();
    void scoresAsTheReport_data();
    void scoresAsTheReport();
    void scoresWhileDragging();
    void noNumberWithoutMapOrBox();
    void bothPicturesOfAComparison();
    void undoLeadsBackToTheStart();
    void bothPaintersDrawTheSame();
};

void TestAnnotationTool::aDragIsOneStepOfUndo()
{
    Fixture f;
    QSignalSpy applied(&f.document, &AnnotationDocument::applied);
    f.drag({150, 80}, {170, 90});
    QCOMPARE(applied.count(), 1);
    QCOMPARE(f.boxOf(7), sampleBox(120, 70, 220, 120));
    QCOMPARE(f.document.undoName(), QStringLiteral("Move box"));
    QCOMPARE(f.document.undoPlace(), (EditPlace{kClip, 0us}));
    QVERIFY(f.document.undo());
    QCOMPARE(f.boxOf(7), sampleBox(100, 60, 200, 110));
    f.drag({200, 110}, {210, 120});
    QCOMPARE(f.document.undoName(), QStringLiteral("Resize box"));
    QCOMPARE(f.boxOf(7), sampleBox(100, 60, 210, 120));
}

void TestAnnotationTool::drawsForWhoeverIsChosen()
{
    Fixture f;
    f.drag({250, 10}, {290, 50});
    QCOMPARE(f.document.tracks(kClip).size(), std::size_t{4});
    const Track &drawn = f.document.tracks(kClip).back();
    QCOMPARE(drawn.annotator, kAnna);
    QCOMPARE(drawn.label, kDog);
    QVERIFY(drawn.origin == TrackOrigin::Manual);
    QCOMPARE(drawn.keys.front().box, sampleBox(250, 10, 290, 50));
    QCOMPARE(f.selection.tracks(), (std::vector{drawn.id}));
    f.click({290, 80}); // beside everything
    QVERIFY(f.selection.tracks().empty());
    // Bo's box can be drawn over, and is not moved.
    f.drag({320, 120}, {360, 160});
    QCOMPARE(f.document.tracks(kClip).size(), std::size_t{5});
    QCOMPARE(f.boxOf(8), sampleBox(300, 100, 380, 180));
}

void TestAnnotationTool::aRunOfArrowsIsOneStep()
{
    Fixture f;
    f.selection.setTrack(TrackId{7});
    QSignalSpy applied(&f.document, &AnnotationDocument::applied);
    for (int i = 0; i < 5; ++i)
        QVERIFY(f.key(Qt::Key_Right));
    QVERIFY(f.tool.isEditing());
    QCOMPARE(applied.count(), 0);
    QTRY_COMPARE(applied.count(), 1); // a second without a key
    QCOMPARE(f.boxOf(7), sampleBox(105, 60, 205, 110));
    QVERIFY(!f.tool.isEditing());
    f.key(Qt::Key_Up);
    f.canvas.setTool(nullptr); // nothing gets lost
    QCOMPARE(applied.count(), 2);
}

void TestAnnotationTool::undoTakesBackTheWholeRun()
{
    Fixture f;
    f.selection.setTrack(TrackId{7});
    f.key(Qt::Key_Right);
    f.key(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(!f.key(Qt::Key_Z, Qt::ControlModifier)); // the window's
    QCOMPARE(f.boxOf(7), sampleBox(111, 60, 211, 110));
    QVERIFY(f.document.undo());
    QCOMPARE(f.boxOf(7), sampleBox(100, 60, 200, 110));
    QVERIFY(!f.document.canUndo());
}

void TestAnnotationTool::aStepBelongsToItsFrame()
{
    Fixture f;
    f.canvas.setFrame(Fixture::frameAt(1s));
    f.drag({150, 80}, {170, 80});
    QCOMPARE(f.boxOf(7, 1s), sampleBox(120, 60, 220, 110));
    QCOMPARE(f.boxOf(7, 0s), sampleBox(100, 60, 200, 110));
    QCOMPARE(f.document.track(TrackId{7})->keys.size(), std::size_t{2});
    // A run of keys ends on the frame on which it was seen.
    f.key(Qt::Key_Down);
    f.canvas.setFrame(Fixture::frameAt(2s));
    QVERIFY(!f.tool.isEditing());
    QCOMPARE(f.boxOf(7, 1s), sampleBox(120, 61, 220, 111));
    QCOMPARE(f.document.undoPlace().time, MediaTime(1s));
    // Still pictures have one time.
    AnnotationSet set = sampleSet();
    set.clips[0].isPicture = true;
    Fixture picture(set);
    picture.canvas.setFrame(Fixture::frameAt(40ms));
    picture.drag({150, 80}, {170, 80});
    QCOMPARE(picture.document.track(TrackId{7})->keys.size(), std::size_t{1});
}

void TestAnnotationTool::anotherClipDropsADrag()
{
    Fixture f;
    f.mouse(QEvent::MouseButtonPress, {150, 80});
    f.mouse(QEvent::MouseMove, {170, 90});
    QVERIFY(f.tool.isEditing());
    f.selection.setClip({});
    QVERIFY(!f.tool.isEditing());
    f.mouse(QEvent::MouseButtonRelease, {170, 90});
    QVERIFY(!f.document.canUndo());
    QCOMPARE(f.tool.score().state(), LiveScore::State::NoPicture);
}

void TestAnnotationTool::hiddenAndClosedLayers()
{
    AnnotationSet set = sampleSet();
    set.annotators[1].isShown = false;
    Fixture f(set);
    f.click({340, 140});
    QVERIFY(f.selection.tracks().empty()); // there is nothing to be seen
    f.document.setEditable(false);
    f.drag({150, 80}, {170, 90});
    f.drag({250, 10}, {290, 50});
    QVERIFY(!f.document.canUndo());
}

void TestAnnotationTool::probePanAndZoomStayTheCanvass()
{
    Fixture f;
    QSignalSpy probe(&f.canvas, &VideoCanvas::probeRequested);
    f.click({150, 80});
    QCOMPARE(probe.count(), 0);
    f.click({150, 80}, Qt::ControlModifier);
    QCOMPARE(probe.count(), 1);
    QCOMPARE(probe.first().first().value<std::optional<QPointF>>(),
             QPointF(150.0 / 400, 80.0 / 200));
    f.canvas.zoomToPixels();
    f.canvas.zoomIn();
    const QRect before = f.canvas.frameGeometry().picturePx();
    f.drag({150, 80}, {120, 80}, Qt::NoModifier, Qt::MiddleButton);
    QCOMPARE(f.canvas.frameGeometry().picturePx(), before.translated(-30, 0));
    QVERIFY(!f.document.canUndo());
    f.canvas.zoomToFit();
    // Where nothing may be drawn, the left button pans as ever.
    f.document.setEditable(false);
    f.canvas.zoomIn();
    const QRect zoomed = f.canvas.frameGeometry().picturePx();
    f.drag({380, 10}, {360, 10});
    QCOMPARE(f.canvas.frameGeometry().picturePx(), zoomed.translated(-20, 0));
}

void TestAnnotationTool::aQuickSecondPressDraws()
{
    Fixture f;
    QSignalSpy doubleClicked(&f.canvas, &VideoCanvas::doubleClicked);
    f.click({250, 10});
    f.mouse(QEvent::MouseButtonDblClick, {250, 10});
    f.mouse(QEvent::MouseMove, {270, 20});
    f.mouse(QEvent::MouseButtonRelease, {290, 50});
    QCOMPARE(doubleClicked.count(), 0);
    QCOMPARE(f.document.tracks(kClip).back().keys.front().box, sampleBox(250, 10, 290, 50));
}

void TestAnnotationTool::keysGoWhereTheyBelong()
{
    Fixture f;
    QVERIFY(!f.key(Qt::Key_Right)); // nothing selected: the player steps
    QVERIFY(!f.key(Qt::Key_Escape));
    QTest::keyClick(&f.canvas, Qt::Key_Tab);
    QCOMPARE(f.selection.tracks(), (std::vector{TrackId{6}}));
    QTest::keyClick(&f.canvas, Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(f.selection.tracks(), (std::vector{TrackId{6}})); // there is none before it
    f.mouse(QEvent::MouseButtonPress, {250, 10});
    f.mouse(QEvent::MouseMove, {290, 50});
    QVERIFY(f.key(Qt::Key_Space)); // nothing else happens during a drag
    QVERIFY(f.key(Qt::Key_Z, Qt::ControlModifier));
    f.mouse(QEvent::MouseButtonRelease, {290, 50});
    QVERIFY(!f.document.canUndo());
    QVERIFY(f.key(Qt::Key_Escape));
    QVERIFY(f.selection.tracks().empty());
    f.tool.armDrawing();
    f.drag({150, 80}, {190, 100});
    QCOMPARE(f.document.tracks(kClip).size(), std::size_t{4});
}

void TestAnnotationTool::saysWhatTheMouseWillDo()
{
    Fixture f;
    QSignalSpy changed(&f.tool, &AnnotationTool::hintChanged);
    f.mouse(QEvent::MouseMove, {300, 20});
    QVERIFY(f.tool.hint().startsWith("Drag to draw a box"));
    QCOMPARE(changed.last().first().toString(), f.tool.hint());
    f.mouse(QEvent::MouseMove, {150, 85});
    QVERIFY(f.tool.hint().startsWith("Drag to move the box"));
    QVERIFY(f.tool.hint().contains("Tab: next of 2"));
    QCOMPARE(f.canvas.cursor().shape(), Qt::SizeAllCursor);
    f.mouse(QEvent::MouseMove, {240, 100});
    QVERIFY(f.tool.hint().startsWith("Drag to resize"));
    QCOMPARE(f.canvas.cursor().shape(), Qt::SizeHorCursor);
    f.mouse(QEvent::MouseMove, {340, 140});
    QVERIFY(f.tool.hint().startsWith("Box of another annotator"));
    f.selection.setAnnotator({});
    f.mouse(QEvent::MouseMove, {300, 20});
    QCOMPARE(f.tool.hint(), QStringLiteral("Choose an annotator to draw boxes"));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&f.canvas, &leave);
    QCOMPARE(f.tool.hint(), QString());
}

void TestAnnotationTool::takingHoldIsTold()
{
    Fixture f;
    QSignalSpy started(&f.tool, &AnnotationTool::editStarted);
    f.click({150, 80});
    QCOMPARE(started.count(), 0);
    f.drag({150, 80}, {170, 90});
    QCOMPARE(started.count(), 1);
    f.key(Qt::Key_Right);
    f.key(Qt::Key_Right);
    QCOMPARE(started.count(), 2);
}

void TestAnnotationTool::screenReadersAreTold()
{
    Fixture f;
    QCOMPARE(f.canvas.accessibleDescription(), QStringLiteral("Video. Boxes on this frame: 3"));
    f.selection.setTrack(TrackId{7});
    f.key(Qt::Key_Right);
    f.tool.finish();
    QCOMPARE(f.canvas.accessibleDescription(),
             QStringLiteral(
                     "Video. Boxes on this frame: 3. Selected: dog, x 101, y 60 · 100 × 50 px"));
}

void TestAnnotationTool::scoresAsTheReport_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QString>("rule"); // of the report
    for (const auto &[preset, rule] : {std::pair("ssltie", "ssltie"),
                                       std::pair("flickr", "ssltie"),
                                       std::pair("ezvsl", "ezvsl"),
                                       std::pair("adaptive", "ssltie"),
                                       std::pair("absolute", "")})
        QTest::newRow(preset) << QString(preset) << QString(rule);
}

void TestAnnotationTool::scoresAsTheReport()
{
    QFETCH(QString, preset);
    QFETCH(QString, rule);
    AnnotationSet set = sampleSet();
    set.tracks.push_back(trackOf(9, kBo, sampleBox(61, 33, 244, 151)));
    Fixture f(set);
    ScoreStyle style;
    style.options.absoluteThreshold = 0.61;
    QVERIFY(usePreset(style, preset));
    QCOMPARE(presetOf(style), preset);
    f.tool.setScoreStyle(style);
    std::mt19937 random(1);
    std::uniform_real_distribution<float> values(-0.4F, 0.9F);
    for (int i = 0; i < 20; ++i) {
        std::vector<float> cells(14 * 14);
        std::ranges::generate(cells, [&] { return values(random); });
        const Heatmap map(cells, {14, 14}, HeatmapScale::Cosine);
        f.setMap(map);
        f.drag({150, 85},
               {150.0 + (i % 2 ? -7 : 9), 85.0 + (i % 3 - 1) * 4}); // a little somewhere else
        LabelledSample sample;
        sample.id = "a";
        sample.groundTruth = GroundTruth{GroundTruthKind::Union, {{f.boxOf(6), f.boxOf(7)}}};
        if (preset == QStringLiteral("flickr"))
            sample.groundTruth = GroundTruth{GroundTruthKind::Consensus,
                                             {{f.boxOf(6), f.boxOf(7)}, {f.boxOf(8), f.boxOf(9)}}};
        ProtocolRule reportRule;
        if (rule.isEmpty()) {
            reportRule = *protocolRuleFromString("ssltie");
            reportRule.mask.threshold = ThresholdRule::Absolute;
            reportRule.mask.absoluteThreshold = 0.61;
        } else {
            reportRule = *protocolRuleFromString(rule.toStdString());
        }
        ReportBuilder report(reportRule);
        const auto expected = report.add(sample, map);
        QVERIFY(expected);
        const auto &score = f.tool.score().score();
        QVERIFY(score);
        const ConsensusIou &chosen = preset == QStringLiteral("adaptive") ? expected->adaptive
                                                                          : expected->paper;
        QCOMPARE(score->chosen.value, chosen.value);
        QCOMPARE(score->chosen.predictedPixels, chosen.predictedPixels);
    }
}

void TestAnnotationTool::scoresWhileDragging()
{
    Fixture f;
    f.setMap(hill(0.3, 0.5));
    QSignalSpy changed(&f.tool, &AnnotationTool::scoreChanged);
    const double before = f.tool.score().score()->chosen.value;
    f.mouse(QEvent::MouseButtonPress, {240, 100});
    f.mouse(QEvent::MouseMove, {300, 100});
    const double during = f.tool.score().score()->chosen.value;
    QVERIFY(changed.count() >= 1);
    QVERIFY(during != before);
    f.mouse(QEvent::MouseButtonRelease, {300, 100});
    QCOMPARE(f.tool.score().score()->chosen.value, during);
    QVERIFY(f.document.undo());
    QCOMPARE(f.tool.score().score()->chosen.value, before);
    // A box that covers exactly the upper half of a map that is highest there.
    AnnotationSet set = sampleSet();
    set.tracks = {trackOf(6, kAnna, sampleBox(0, 0, 400, 100))};
    Fixture exact(set);
    std::vector<float> cells(14 * 14, 0.0F);
    std::fill_n(cells.begin(), 7 * 14, 1.0F);
    exact.setMap(Heatmap(cells, {14, 14}, HeatmapScale::Cosine));
    const FrameScore &score = *exact.tool.score().score();
    QVERIFY(score.isFound);
    QVERIFY(score.chosen.value > 0.97);
    QVERIFY(exact.tool.score().words().isFound.value_or(false));
    QVERIFY(!exact.tool.score().words().isOutOfReach);
    // A box of a tenth of the picture cannot be found when half of it is predicted.
    exact.drag({200, 100}, {200, 20});
    QVERIFY(!exact.tool.score().score()->isFound);
    QVERIFY(exact.tool.score().words().isOutOfReach);
    QVERIFY(std::abs(exact.tool.score().score()->ceiling - 22.0 / 112) < 0.01);
}

void TestAnnotationTool::noNumberWithoutMapOrBox()
{
    Fixture f;
    using State = LiveScore::State;
    QCOMPARE(f.tool.score().state(), State::NoMap);
    QVERIFY(f.tool.score().words().number.isEmpty());
    QCOMPARE(f.tool.score().words().verdict,
             QStringLiteral("No score: this frame has no map of its own yet"));
    f.setMap(hill(0.3, 0.5), 1s); // of another frame
    QCOMPARE(f.tool.score().state(), State::NoMap);
    f.setMap(hill(0.3, 0.5));
    QCOMPARE(f.tool.score().state(), State::Scored);
    OverlayStyle hidden;
    hidden.isVisible = false;
    f.canvas.setOverlayStyle(hidden); // it is there, seen or not
    QCOMPARE(f.tool.score().state(), State::Scored);
    f.setMap(Heatmap(std::vector<float>(196, std::nanf("")), {14, 14}, HeatmapScale::Cosine));
    QCOMPARE(f.tool.score().state(), State::BadMap);
    f.setMap(hill(0.3, 0.5));
    f.selection.setAnnotator({});
    QCOMPARE(f.tool.score().state(), State::NoBox);
    f.selection.setAnnotator(kAnna);
    ScoreStyle off;
    off.isShown = false;
    f.tool.setScoreStyle(off);
    QCOMPARE(f.tool.score().state(), State::Off);
    QCOMPARE(f.tool.score().words(), ScoreWords());
}

void TestAnnotationTool::bothPicturesOfAComparison()
{
    Fixture f;
    f.canvas.resize(804, 300); // two of 400 with a gap
    f.canvas.setComparison(ComparisonLayout::SideBySide);
    QCOMPARE(f.canvas.frameGeometry().picturePx(), QRect(0, 50, 400, 200));
    f.drag({404 + 150, 80}, {404 + 170, 90});
    QCOMPARE(f.boxOf(7), sampleBox(120, 70, 220, 120));
    // The picture it was pressed on counts, wherever the mouse goes.
    f.drag({250, 10}, {450, 50});
    QCOMPARE(f.document.tracks(kClip).back().keys.front().box, sampleBox(250, 10, 400, 50));
}

void TestAnnotationTool::undoLeadsBackToTheStart()
{
    Fixture f;
    const AnnotationSet start = f.document.set();
    std::mt19937 random(17);
    std::uniform_real_distribution<double> x(-20, 420);
    std::uniform_real_distribution<double> y(-20, 220);
    std::uniform_int_distribution<int> dice(0, 19);
    constexpr int kKeys[] = {Qt::Key_Left,
                             Qt::Key_Right,
                             Qt::Key_Up,
                             Qt::Key_Down,
                             Qt::Key_Tab,
                             Qt::Key_Escape,
                             Qt::Key_K};
    std::vector<AnnotationSet> states{start};
    connect(&f.document, &AnnotationDocument::applied, this, [&] {
        states.push_back(f.document.set());
    });
    for (int i = 0; i < 1500; ++i) {
        const int choice = dice(random);
        const Qt::KeyboardModifiers modifiers = choice % 5 ? Qt::NoModifier : Qt::ShiftModifier;
        const QPointF place(x(random), y(random));
        if (choice < 7)
            f.key(kKeys[choice], modifiers);
        else if (choice < 11)
            f.mouse(QEvent::MouseMove, place, modifiers);
        else if (choice < 17)
            f.mouse(f.isHeld ? QEvent::MouseButtonRelease : QEvent::MouseButtonPress,
                    place,
                    modifiers);
        else if (choice == 17)
            f.tool.armDrawing();
        else if (choice == 18)
            f.canvas.setFrame(Fixture::frameAt(std::chrono::seconds(i % 4)));
        else
            f.selection.setTracks({});
    }
    f.tool.finish();
    disconnect(&f.document, &AnnotationDocument::applied, this, nullptr);
    QVERIFY(states.size() > 100);
    const AnnotationSet end = f.document.set();
    for (std::size_t i = states.size() - 1; i > 0; --i) {
        QCOMPARE(f.document.set(), states[i]);
        QVERIFY(f.document.undo());
    }
    QVERIFY(!f.document.canUndo());
    QCOMPARE(f.document.set(), start);
    while (f.document.canRedo())
        QVERIFY(f.document.redo());
    QCOMPARE(f.document.set(), end);
    for (const Track &track : end.tracks) {
        QVERIFY(isWellFormed(track));
        for (const KeyFrame &key : track.keys)
            QVERIFY(key.box.width() * 400 > 1.99 && key.box.height() * 200 > 1.99);
    }
}

void TestAnnotationTool::bothPaintersDrawTheSame()
{
    if (QGuiApplication::platformName() == QStringLiteral("offscreen"))
        QSKIP("no OpenGL context can be made on this platform");
    const auto fill = [](Fixture &f, VideoCanvas &canvas) {
        canvas.setLegendSize(LegendSize::Hidden);
        canvas.setTool(&f.tool);
        canvas.setFrame(Fixture::frameAt(0us));
        Heatmap map = hill(0.3, 0.5);
        canvas.setMap(MapSlot::Main, map);
        f.selection.setTrack(TrackId{7});
    };
    Fixture first;
    fill(first, first.canvas);
    const QImage expected = first.canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
    Fixture second;
    second.canvas.setTool(nullptr); // of one canvas at a time
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *canvas = new VideoCanvas(VideoCanvas::Backend::OpenGl);
    QSignalSpy fellBack(canvas, &VideoCanvas::backendFellBack);
    layout->addWidget(canvas);
    window.resize(400, 300);
    fill(second, *canvas);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window, 30'000));
    QTest::qWait(0);
    const QImage image = canvas->grab().toImage().convertToFormat(QImage::Format_RGB32);
    if (fellBack.count() > 0)
        QSKIP("no OpenGL context can be made here");
    QCOMPARE(image.size(), expected.size());
    // Edges of lines and letters are smoothed in another way; nothing else may differ.
    qint64 sum = 0;
    int different = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const int d = std::abs(qGray(image.pixel(x, y)) - qGray(expected.pixel(x, y)));
            sum += d;
            different += d > 16 ? 1 : 0;
        }
    }
    const double pixels = image.width() * image.height();
    QVERIFY2(static_cast<double>(sum) / pixels < 1.5,
             qPrintable(QString::number(static_cast<double>(sum) / pixels)));
    QVERIFY2(different / pixels < 0.03, qPrintable(QString::number(different / pixels)));
    canvas->setTool(nullptr);
}

QTEST_MAIN(TestAnnotationTool)
#include "tst_annotation_tool.moc"
