// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/models/label_model.h"

#include <QAbstractItemModelTester>
#include <QColor>
#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

class TestLabelModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAndKeysAreEdited()
    {
        AnnotationBench b;
        LabelModel model(b.editor);
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.setData(model.index(0, LabelModel::NameColumn), u" toad "_s, Qt::EditRole));
        QCOMPARE(b.document().label(kFrog)->name, "toad");
        QVERIFY(!model.setData(model.index(0, LabelModel::NameColumn), u"crow"_s, Qt::EditRole));
        QVERIFY(!model.setData(model.index(0, LabelModel::NameColumn), u"  "_s, Qt::EditRole));
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(model.index(0, LabelModel::NameColumn).data().toString(), u"frog"_s);
    }

    void aKeyBelongsToOneLabel()
    {
        AnnotationBench b;
        LabelModel model(b.editor);
        QVERIFY(model.setData(model.index(0, LabelModel::KeyColumn), u"2"_s, Qt::EditRole));
        QCOMPARE(b.document().label(kFrog)->key, "2");
        QCOMPARE(b.document().label(kCrow)->key, "");
        QVERIFY(!model.setData(model.index(0, LabelModel::KeyColumn), u"x"_s, Qt::EditRole));
        QVERIFY(!model.setData(model.index(0, LabelModel::KeyColumn), u"12"_s, Qt::EditRole));
        SL_VERIFY_RESULT(b.document().undo()); // one step
        QCOMPARE(b.document().label(kCrow)->key, "2");
    }

    void addedAndRemoved()
    {
        AnnotationBench b;
        LabelModel model(b.editor);
        const QAbstractItemModelTester tester(&model);
        const LabelId dog = model.add(u"dog"_s);
        QVERIFY(dog.isValid());
        QCOMPARE(model.rowOf(dog), 2);
        QCOMPARE(b.document().label(dog)->key, "3");
        QCOMPARE(model.labelOfKey(u"3"_s), dog);
        QVERIFY(b.document().label(dog)->color != b.document().label(kFrog)->color);
        QVERIFY(!model.add(u"dog"_s).isValid());

        model.remove(kFrog);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!b.track(kFrogTrack).label.isValid());
        QVERIFY(!b.track(kBensTrack).label.isValid());
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(b.track(kFrogTrack).label, kFrog);
        QCOMPARE(model.rowOf(kFrog), 0); // where it was
    }

    void coloursAreGestures()
    {
        AnnotationBench b;
        LabelModel model(b.editor);
        model.setColor(kFrog, QColor(0x12, 0x34, 0x56));
        QCOMPARE(b.document().label(kFrog)->color, 0x123456U);
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(b.document().label(kFrog)->color, 0xE69F00U);
    }

    void aProjectThatIsOnlyReadStays()
    {
        AnnotationBench b;
        LabelModel model(b.editor);
        b.document().setEditable(false);
        QSignalSpy failed(&b.editor, &AnnotationEditor::failed);
        QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEditable));
        QVERIFY(!model.add(u"dog"_s).isValid());
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_MAIN(TestLabelModel)
#include "tst_label_model.moc"
