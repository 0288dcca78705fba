// SPDX-License-Identifier: MIT
#include "ui/models/annotation_palette.h"
#include "ui/widgets/annotation/shown_boxes.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

constexpr ClipId kClip{5};
constexpr AnnotatorId kAnna{3};
constexpr AnnotatorId kBo{4};
constexpr AnnotatorId kHidden{9};
constexpr BoundingBox kFirst{0.1, 0.1, 0.3, 0.3};
constexpr BoundingBox kSecond{0.3, 0.1, 0.5, 0.3};

Track trackOf(std::int64_t id, AnnotatorId annotator, LabelId label = {})
{
    Track track;
    track.id = TrackId{id};
    track.clip = kClip;
    track.annotator = annotator;
    track.label = label;
    track.keys = {{0s, kFirst}, {2s, kSecond, KeyState::Occluded}, {3s, kSecond, KeyState::Ended}};
    return track;
}

struct Fixture
{
    Fixture()
        : selection(document)
    {
        AnnotationSet set;
        set.labels = {{LabelId{1}, "dog", 0x009E73, "1"}};
        set.annotators = {{kAnna, "Anna"}, {kBo, "Bo"}, {kHidden, "C", false}};
        Clip clip;
        clip.id = kClip;
        clip.name = "clip";
        set.clips = {clip};
        set.tracks = {trackOf(10, kAnna, LabelId{1}),
                      trackOf(11, kBo, LabelId{1}),
                      trackOf(12, kHidden),
                      trackOf(13, kAnna)};
        document.reset(std::move(set), true);
        selection.setClip(kClip);
        selection.setAnnotator(kAnna);
    }
    [[nodiscard]] ShownBoxes at(MediaTime time) const
    {
        return ShownBoxes(document, selection, {kClip, time});
    }
    AnnotationDocument document;
    AnnotationSelection selection;
};

const PaintedBox *find(const ShownBoxes &shown, std::int64_t id)
{
    const auto place = std::ranges::find(shown.painted(), TrackId{id}, &PaintedBox::track);
    return place == shown.painted().end() ? nullptr : &*place;
}

} // namespace

class TestShownBoxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysHowEachBoxIsDrawn();
    void selectedOnesComeLast();
    void proposalsAreDotted();
    void drawingNeedsALayer();
    void listsWhatIsScored();
    void labelsHaveTheirColors();
};

void TestShownBoxes::saysHowEachBoxIsDrawn()
{
    Fixture f;
    const ShownBoxes key = f.at(0s);
    QCOMPARE(key.boxes().size(), std::size_t{3}); // not the hidden layer's
    QVERIFY(!find(key, 12));
    QVERIFY(find(key, 10)->line == BoxLine::Key);
    QCOMPARE(find(key, 10)->name, QStringLiteral("dog"));
    QVERIFY(!find(key, 10)->isOther && !find(key, 10)->isOccluded);
    QCOMPARE(find(key, 11)->name, QStringLiteral("dog (Bo)"));
    QVERIFY(find(key, 11)->isOther);
    QCOMPARE(find(key, 13)->name, QStringLiteral("no label"));
    const ShownBoxes between = f.at(1s);
    QVERIFY(find(between, 10)->line == BoxLine::Interpolated);
    QCOMPARE(find(between, 10)->box.x0, 0.2);
    const ShownBoxes covered = f.at(2s);
    QVERIFY(find(covered, 10)->isOccluded);
    QVERIFY(f.at(3s).painted().empty()); // ended
    for (const EditorBox &box : key.boxes())
        QCOMPARE(box.isEditable, box.track != TrackId{11});
    f.document.setEditable(false);
    const ShownBoxes readOnly = f.at(0s);
    for (const EditorBox &box : readOnly.boxes())
        QVERIFY(!box.isEditable);
}

void TestShownBoxes::selectedOnesComeLast()
{
    Fixture f;
    f.selection.setTracks({TrackId{11}, TrackId{10}});
    const ShownBoxes shown = f.at(0s);
    std::vector<std::int64_t> order;
    for (const PaintedBox &box : shown.painted())
        order.push_back(box.track.value);
    QCOMPARE(order, (std::vector<std::int64_t>{13, 10, 11}));
    QVERIFY(find(shown, 10)->hasHandles); // the one that keys edit
    QVERIFY(!find(shown, 11)->hasHandles);
    QVERIFY(find(shown, 11)->isSelected);
}

void TestShownBoxes::proposalsAreDotted()
{
    Fixture f;
    const auto proposed = [&](MediaTime time) {
        const ShownBoxes shown = f.at(time);
        const PaintedBox *found = find(shown, 0);
        return found ? std::optional(*found) : std::nullopt;
    };
    f.selection.setProposal(BoxProposal{BoxProposal::Source::HeatMap, {{1s, kFirst}}});
    QVERIFY(proposed(1s)->line == BoxLine::Proposed);
    QCOMPARE(proposed(1s)->box, kFirst);
    QVERIFY(!proposed(2s));
    QCOMPARE(f.at(1s).boxes().size(), std::size_t{3}); // nothing to take hold of
    f.selection.setProposal(
            BoxProposal{BoxProposal::Source::Tracker, {{1s, kFirst}, {2s, kSecond}}});
    QVERIFY(!proposed(0s));
    QCOMPARE(proposed(1500ms)->box.x0, 0.2);
    QCOMPARE(proposed(2s)->box, kSecond);
    QVERIFY(!proposed(2001ms));
}

void TestShownBoxes::drawingNeedsALayer()
{
    Fixture f;
    QVERIFY(f.at(0s).canDraw());
    QVERIFY(!ShownBoxes(f.document, f.selection, {ClipId{77}, 0s}).canDraw());
    f.selection.setAnnotator(kHidden);
    QVERIFY(!f.at(0s).canDraw());
    f.selection.setAnnotator({});
    QVERIFY(!f.at(0s).canDraw());
    f.selection.setAnnotator(kAnna);
    f.document.setEditable(false);
    QVERIFY(!f.at(0s).canDraw());
}

void TestShownBoxes::listsWhatIsScored()
{
    Fixture f;
    using Lists = std::vector<std::vector<BoundingBox>>;
    const ShownBoxes shown = f.at(0s);
    QCOMPARE(shown.byAnnotator(ScoredLayers::Own, {}), (Lists{{kFirst, kFirst}}));
    QCOMPARE(shown.byAnnotator(ScoredLayers::Shown, {}), (Lists{{kFirst, kFirst}, {kFirst}}));
    const BoxEdit moved{BoxEdit::Kind::Move, TrackId{13}, kSecond};
    QCOMPARE(shown.byAnnotator(ScoredLayers::Own, moved), (Lists{{kFirst, kSecond}}));
    const BoxEdit drawn{BoxEdit::Kind::Draw, {}, kSecond};
    QCOMPARE(shown.byAnnotator(ScoredLayers::Shown, drawn),
             (Lists{{kFirst, kFirst, kSecond}, {kFirst}}));
}

void TestShownBoxes::labelsHaveTheirColors()
{
    Fixture f;
    const ShownBoxes shown = f.at(0s);
    QCOMPARE(find(shown, 10)->color, QColor(0x00, 0x9E, 0x73));
    QCOMPARE(find(shown, 13)->color, QColor::fromRgb(kLabelColors[13 % 7]));
    QCOMPARE(labelColor(-1), kLabelColors[6]);
    QCOMPARE(textColorOn(QColor(0xF0, 0xE4, 0x42)), QColor(Qt::black));
    QCOMPARE(textColorOn(QColor(0x00, 0x72, 0xB2)), QColor(Qt::white));
    // Without colour vision they are still of different greys, most of them.
    std::vector<int> grays;
    grays.reserve(kLabelColors.size());
    for (const std::uint32_t color : kLabelColors)
        grays.push_back(qGray(color));
    std::ranges::sort(grays);
    QVERIFY(grays.back() - grays.front() > 100);
}

QTEST_MAIN(TestShownBoxes)
#include "tst_shown_boxes.moc"
