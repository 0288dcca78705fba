// SPDX-License-Identifier: MIT
#include "engine/inference/runtime.h"

#include <QTest>

#include <cstdlib>
#include <thread>

using namespace soundlocus;

/// The program's way to LibTorch: through the door of runtime.h, nothing of torch linked here.
class TestLocalizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void waitingThreadsAreSetPassive();
    void selfTestPasses();
    void unknownDeviceIsRefused();
    void missingGpuIsSaidCleanly();
    void devicesBeginWithTheCpu();
    void threadCountIsKept();
    void twoThreadsGetTheSameMap();

private:
    const InferenceRuntime *m_runtime = nullptr;
};

void TestLocalizer::initTestCase()
{
    const auto runtime = InferenceRuntime::load();
    if (!runtime)
        QFAIL(toString(runtime.error()).c_str());
    m_runtime = *runtime;
}

void TestLocalizer::waitingThreadsAreSetPassive()
{
    QCOMPARE(QByteArray(std::getenv("OMP_WAIT_POLICY")).toLower(), QByteArray("passive"));
}

void TestLocalizer::selfTestPasses()
{
    const SelfTestResult result = m_runtime->selfTest("cpu");
    QVERIFY2(result.isPassed,
             qPrintable(QString("%1, deviation %2")
                                .arg(QString::fromStdString(result.detail))
                                .arg(result.largestMapDeviation)));
    QVERIFY(result.largestMapDeviation < 1e-4);
}

void TestLocalizer::unknownDeviceIsRefused()
{
    const SelfTestResult result = m_runtime->selfTest("toaster");
    QVERIFY(!result.isPassed);
    QVERIFY(result.detail.find("toaster") != std::string::npos);
}

void TestLocalizer::missingGpuIsSaidCleanly()
{
    if (m_runtime->cudaStatus().empty())
        QSKIP("this machine has a GPU");
    const SelfTestResult result = m_runtime->selfTest("cuda");
    QVERIFY(!result.isPassed);
    QVERIFY(result.detail.find(m_runtime->cudaStatus()) != std::string::npos);
    QVERIFY(result.detail.find('\n') == std::string::npos);
}

void TestLocalizer::devicesBeginWithTheCpu()
{
    const auto devices = m_runtime->devices();
    QVERIFY(!devices.empty());
    QCOMPARE(devices.front().id, std::string("cpu"));
    QVERIFY(devices.front().totalBytes >= devices.front().freeBytes);
    QVERIFY(devices.front().freeBytes > 0);
}

void TestLocalizer::threadCountIsKept()
{
    m_runtime->setThreads(1);
    QCOMPARE(m_runtime->threads(), 1);
    m_runtime->setThreads(0);
    QCOMPARE(m_runtime->threads(), static_cast<int>(std::thread::hardware_concurrency()));
}

void TestLocalizer::twoThreadsGetTheSameMap()
{
    double first = -1;
    double second = -2;
    {
        const std::jthread a([&] { first = m_runtime->selfTest("cpu").largestMapDeviation; });
        const std::jthread b([&] { second = m_runtime->selfTest("cpu").largestMapDeviation; });
    }
    QVERIFY(first >= 0);
    QCOMPARE(first, second);
}

QTEST_GUILESS_MAIN(TestLocalizer)
#include "tst_localizer.moc"
