// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/models/annotator_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

class TestAnnotatorModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void layersAreHiddenAndNamed()
    {
        AnnotationBench b;
        AnnotatorModel model(b.editor);
        const QAbstractItemModelTester tester(&model);
        const QModelIndex ben = model.index(1, AnnotatorModel::NameColumn);
        QCOMPARE(ben.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(model.setData(ben, Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!b.document().annotator(kBen)->isShown);
        QVERIFY(model.setData(ben, u"Benno"_s, Qt::EditRole));
        QCOMPARE(ben.data().toString(), u"Benno"_s);
        QVERIFY(!model.setData(ben, u"Anna"_s, Qt::EditRole));
        SL_VERIFY_RESULT(b.document().undo());
        SL_VERIFY_RESULT(b.document().undo());
        QVERIFY(b.document().annotator(kBen)->isShown);
    }

    void whoDrawsHasThePencil()
    {
        AnnotationBench b;
        AnnotatorModel model(b.editor);
        const auto draws = [&](int row) {
            return !model.index(row, AnnotatorModel::DrawsColumn).data().toString().isEmpty();
        };
        QVERIFY(draws(0) && !draws(1));
        b.selection.setAnnotator(kBen);
        QVERIFY(!draws(0) && draws(1));
        const AnnotatorId carla = model.add(u"Carla"_s);
        QCOMPARE(model.rowOf(carla), 2);
        QVERIFY(!model.add(u"Carla"_s).isValid());
    }
};

QTEST_GUILESS_MAIN(TestAnnotatorModel)
#include "tst_annotator_model.moc"
