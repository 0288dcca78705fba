// SPDX-License-Identifier: MIT
#include "engine/training_log/training_events.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace soundlocus;

class TestTrainingEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreAsDocumented_data();
    void linesAreAsDocumented();
    void unknownNumbersAreLeftOut();
    void oddNumbersAreNull();
    void anyTextStaysOneLine();
    void laterFieldsAreLeftOut();
    void wrongLinesAreRefused_data();
    void wrongLinesAreRefused();
    void helpNamesEveryField();

private:
    static std::vector<std::pair<TrainingEvent, std::string>> examples()
    {
        return {
                {TrainingStarted{"runs/a", "cpu", "float32", 5, 100, 2, 1600, 32, 1234, 32, 1},
                 R"({"v":1,"event":"started","folder":"runs/a","device":"cpu",)"
                 R"("precision":"float32","step":5,"steps":100,"epochs":2,"samples":1600,)"
                 R"("validation_samples":32,"parameters":1234,"batch":32,"processes":1})"},
                {TrainingStep{0,
                              7,
                              100,
                              "main",
                              1.5,
                              {{"contrastive_first", 1.25}, {"equivariance", 0.25}},
                              0.0001,
                              12.5,
                              0.25,
                              60.0},
                 R"({"v":1,"event":"step","epoch":0,"step":7,"steps":100,"stage":"main",)"
                 R"("loss":1.5,"terms":{"contrastive_first":1.25,"equivariance":0.25},)"
                 R"("learning_rate":0.0001,"images_per_second":12.5,"waiting_seconds":0.25,)"
                 R"("seconds_left":60.0})"},
                {TrainingEpoch{1, 2, 100, 1.5, {{"sound", 1.5}}, 90, 2, 17.5, 3, 0.0},
                 R"({"v":1,"event":"epoch","epoch":1,"epochs":2,"step":100,"loss":1.5,)"
                 R"("terms":{"sound":1.5},"seconds":90.0,"waiting_seconds":2.0,)"
                 R"("images_per_second":17.5,"replaced":3,"seconds_left":0.0})"},
                {TrainingValidation{1, 100, 32, 2.5, 0.5, 0.25, 0.75},
                 R"({"v":1,"event":"validation","epoch":1,"step":100,"n":32,"loss":2.5,)"
                 R"("ciou_at_50":0.5,"auc":0.25,"pointing":0.75})"},
                {TrainingCheckpoint{1, 100, "runs/a/checkpoints/last.safetensors", true},
                 R"({"v":1,"event":"checkpoint","epoch":1,"step":100,)"
                 R"("path":"runs/a/checkpoints/last.safetensors","best":true})"},
                {TrainingWarning{3, "disk-full", "no space"},
                 R"({"v":1,"event":"warning","step":3,"code":"disk-full","message":"no space"})"},
                {TrainingDone{100, "finished", 90, "l", "b", "ciou", 0.5},
                 R"({"v":1,"event":"done","step":100,"reason":"finished","seconds":90.0,)"
                 R"("last":"l","best":"b","metric":"ciou","best_value":0.5})"},
                {TrainingFailed{4, "not-finite", "the loss is NaN", {"x", "y"}},
                 R"({"v":1,"event":"failed","step":4,"code":"not-finite",)"
                 R"("message":"the loss is NaN","ids":["x","y"]})"},
        };
    }
};

void TestTrainingEvents::linesAreAsDocumented_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const auto &[event, line] : examples())
        QTest::newRow(nlohmann::json::parse(line)["event"].get<std::string>().c_str()) << index++;
    QCOMPARE(static_cast<std::size_t>(index), std::variant_size_v<TrainingEvent>);
}

void TestTrainingEvents::linesAreAsDocumented()
{
    QFETCH(int, index);
    const auto [event, line] = examples()[static_cast<std::size_t>(index)];
    QCOMPARE(QString::fromStdString(toJsonLine(event)), QString::fromStdString(line));
    const auto read = parseTrainingEvent(line);
    SL_VERIFY_RESULT(read);
    QVERIFY(*read == event);
}

void TestTrainingEvents::unknownNumbersAreLeftOut()
{
    const std::string line = toJsonLine(TrainingValidation{0, 5, 8, 1.5, {}, {}, {}});
    QCOMPARE(line, R"({"v":1,"event":"validation","epoch":0,"step":5,"n":8,"loss":1.5})");
    const auto read = parseTrainingEvent(line);
    SL_VERIFY_RESULT(read);
    QVERIFY(!std::get<TrainingValidation>(*read).ciouAt50);
}

void TestTrainingEvents::oddNumbersAreNull()
{
    TrainingStep step;
    step.loss = std::numeric_limits<double>::quiet_NaN();
    step.terms = {{"contrastive_first", std::numeric_limits<double>::infinity()}};
    const auto json = nlohmann::json::parse(toJsonLine(step));
    QVERIFY(json["loss"].is_null());
    QVERIFY(json["terms"]["contrastive_first"].is_null());
    const auto read = parseTrainingEvent(toJsonLine(step));
    SL_VERIFY_RESULT(read);
    QVERIFY(std::isnan(std::get<TrainingStep>(*read).loss));
}

void TestTrainingEvents::anyTextStaysOneLine()
{
    const TrainingWarning warning{0, "", "two\nlines, \"quoted\", \xff not UTF-8, \xc3\xa4"};
    const std::string line = toJsonLine(warning);
    QVERIFY(line.find('\n') == std::string::npos);
    const auto read = parseTrainingEvent(line);
    SL_VERIFY_RESULT(read);
    QCOMPARE(std::get<TrainingWarning>(*read).message,
             "two\nlines, \"quoted\", \xef\xbf\xbd not UTF-8, \xc3\xa4");
}

void TestTrainingEvents::laterFieldsAreLeftOut()
{
    const auto read = parseTrainingEvent(
            R"({"v":1,"event":"checkpoint","path":"p","colour":"blue"})");
    SL_VERIFY_RESULT(read);
    QVERIFY(std::get<TrainingCheckpoint>(*read) == (TrainingCheckpoint{0, 0, "p", false}));
}

void TestTrainingEvents::wrongLinesAreRefused_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    const int corrupt = static_cast<int>(ErrorCode::CorruptData);
    const int unsupported = static_cast<int>(ErrorCode::UnsupportedFormat);
    QTest::newRow("empty") << "" << corrupt;
    QTest::newRow("torn") << R"({"v":1,"event":"st)" << corrupt;
    QTest::newRow("no version") << R"({"event":"step"})" << corrupt;
    QTest::newRow("a list") << "[1]" << corrupt;
    QTest::newRow("text for a number") << R"({"v":1,"event":"step","step":"x"})" << corrupt;
    QTest::newRow("newer") << R"({"v":2,"event":"step"})" << unsupported;
    QTest::newRow("unknown event") << R"({"v":1,"event":"tea"})" << unsupported;
}

void TestTrainingEvents::wrongLinesAreRefused()
{
    QFETCH(QString, line);
    QFETCH(int, code);
    SL_COMPARE_CODE(parseTrainingEvent(line.toStdString()), static_cast<ErrorCode>(code));
}

void TestTrainingEvents::helpNamesEveryField()
{
    const std::string help(trainingEventsHelp());
    for (const auto &[event, line] : examples()) {
        const auto json = nlohmann::json::parse(line);
        QVERIFY(help.find(json["event"].get<std::string>()) != std::string::npos);
        for (const auto &[name, value] : json.items())
            QVERIFY2(help.find(name) != std::string::npos, name.c_str());
    }
}

QTEST_GUILESS_MAIN(TestTrainingEvents)
#include "tst_training_events.moc"
