// SPDX-License-Identifier: MIT
#include "tests/support/fake_services.h"
#include "ui/panels/export_progress.h"

#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace soundlocus;
using namespace Qt::StringLiterals;

class TestExportProgress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shownWhileSomethingIsWritten()
    {
        test::FakeExporter exporter;
        ExportProgress progress(exporter);
        QSignalSpy finished(&progress, &ExportProgress::finished);
        QVERIFY(progress.isHidden());
        ExportRequest request;
        request.outputPath = u"/x/a.mp4"_s;
        progress.start(request);
        QVERIFY(!progress.isHidden());
        Q_EMIT exporter.progressed(1, 0.5);
        QCOMPARE(progress.findChild<QProgressBar *>()->value(), 50);
        Q_EMIT exporter.progressed(99, 0.9); // not ours
        QCOMPARE(progress.findChild<QProgressBar *>()->value(), 50);
        Q_EMIT exporter.finished(1, u"/x/a.mp4"_s);
        QVERIFY(progress.isHidden());
        QCOMPARE(finished.count(), 1);
    }

    void failureNamesTheFile()
    {
        test::FakeExporter exporter;
        ExportProgress progress(exporter);
        QSignalSpy failed(&progress, &ExportProgress::failed);
        ExportRequest request;
        request.outputPath = u"/x/a.mp4"_s;
        progress.start(request);
        Q_EMIT exporter.failed(1, Error{ErrorCode::DiskFull, "full", {}});
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(), u"/x/a.mp4"_s);
        QVERIFY(!progress.isBusy());
    }

    void theButtonStopsAll()
    {
        test::FakeExporter exporter;
        ExportProgress progress(exporter);
        progress.start(ExportRequest{});
        progress.start(ExportRequest{});
        progress.findChild<QToolButton *>()->click();
        QVERIFY(!progress.isBusy());
    }
};

QTEST_MAIN(TestExportProgress)
#include "tst_export_progress.moc"
