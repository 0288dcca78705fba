// SPDX-License-Identifier: MIT
#include "engine/training/training_config.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace soundlocus;
using nlohmann::json;

namespace {

/// Keys of the JSON form by their dotted path, as text that setField takes.
void flatten(const json &value,
             const std::string &key,
             std::vector<std::pair<std::string, json>> &out)
{
    if (value.is_object())
        for (const auto &[name, inner] : value.items())
            flatten(inner, key.empty() ? name : key + "." + name, out);
    else if (value.is_array() && !value.empty() && value.front().is_object())
        for (std::size_t i = 0; i < value.size(); ++i)
            flatten(value[i], key + "." + std::to_string(i), out);
    else
        out.emplace_back(key, value);
}

/// Another value of the same type.
json changed(const json &value)
{
    if (value.is_boolean())
        return !value.get<bool>();
    if (value.is_number_float())
        return value.get<double>() + 0.1 / 3; // needs all its digits
    if (value.is_number())
        return value.get<int>() + 1;
    if (value.is_string())
        return value.get<std::string>() + " more";
    json list = value;
    if (list.empty())
        list.push_back("imgnet.layer1.*");
    else
        list.push_back(changed(list.front()));
    return list;
}

std::string textOf(const json &value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string joined(const std::vector<std::string> &lines)
{
    std::string text;
    for (const std::string &line : lines)
        text += line + "\n";
    return text;
}

} // namespace

class TestTrainingConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldGoesRound_data();
    void everyFieldGoesRound();
    void everyFieldIsDocumented();
    void textForms_data();
    void textForms();
    void wrongTextsAreNamed_data();
    void wrongTextsAreNamed();
    void jsonChangesWhatItNames();
    void jsonFaultsComeAtOnce();
    void jsonFaultsChangeNothing();
    void faultsDoNotHideOthers();
    void badJsonIsRefused_data();
    void badJsonIsRefused();
    void stagesGrowByKey();
    void faultsAreFound_data();
    void faultsAreFound();
    void faultsComeTogether();
    void presetsAreValid();
    void ablationRowsFollowThePaper_data();
    void ablationRowsFollowThePaper();
    void demoPresetHasThreeStages();
    void unknownPresetIsNamed();
    void appearanceSetsAreThePapers();
    void appearanceSetLeavesTheRest();
    void appearanceSetComesFirst_data();
    void appearanceSetComesFirst();
    void wrongAppearanceSetsAreNamed_data();
    void wrongAppearanceSetsAreNamed();
    void appearanceSetIsListed();
};

void TestTrainingConfig::everyFieldGoesRound_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    std::vector<std::pair<std::string, json>> fields;
    flatten(json::parse(toJson(TrainingConfig{})), {}, fields);
    for (const auto &[key, value] : fields)
        QTest::newRow(key.c_str())
                << QString::fromStdString(key) << QString::fromStdString(textOf(changed(value)));
}

void TestTrainingConfig::everyFieldGoesRound()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    TrainingConfig config;
    SL_VERIFY_RESULT(setField(config, key.toStdString(), value.toStdString()));
    QVERIFY(config != TrainingConfig{});

    std::vector<std::pair<std::string, json>> before;
    std::vector<std::pair<std::string, json>> after;
    flatten(json::parse(toJson(TrainingConfig{})), {}, before);
    flatten(json::parse(toJson(config)), {}, after);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        QCOMPARE(after[i].first, before[i].first);
        const bool isField = after[i].first == key.toStdString();
        QCOMPARE(after[i].second != before[i].second, isField);
    }

    TrainingConfig read;
    SL_VERIFY_RESULT(applyJson(read, toJson(config)));
    QVERIFY(read == config);
    // Setting its old value again undoes all of it.
    const auto old = std::find_if(before.begin(), before.end(), [&key](const auto &field) {
        return field.first == key.toStdString();
    });
    SL_VERIFY_RESULT(setField(config, key.toStdString(), textOf(old->second)));
    QVERIFY(config == TrainingConfig{});
}

void TestTrainingConfig::everyFieldIsDocumented()
{
    std::vector<std::pair<std::string, json>> fields;
    flatten(json::parse(toJson(TrainingConfig{})), {}, fields);
    const auto facts = trainingFields();
    QCOMPARE(facts.size(), fields.size() + 1); // and the shorthand appearance.set
    for (std::size_t i = 0; i < facts.size(); ++i) {
        QVERIFY(!facts[i].meaning.empty());
        const bool isStage = facts[i].key.starts_with("stages.N.");
        QVERIFY(isStage || facts[i].key == "appearance.set"
                || std::any_of(fields.begin(), fields.end(), [&facts, i](const auto &field) {
                       return field.first == facts[i].key
                              && textOf(field.second) == facts[i].defaultValue;
                   }));
    }
    const auto rate = std::find_if(facts.begin(), facts.end(), [](const FieldFacts &fact) {
        return fact.key == "optimizer.learning_rate";
    });
    QVERIFY(rate != facts.end());
    QCOMPARE(rate->defaultValue, "0.0001");
    QCOMPARE(rate->meaning, "at the start (above 0, at most 10)");
}

void TestTrainingConfig::textForms_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("number") << "optimizer.learning_rate"
                            << "1e-3"
                            << "0.001";
    QTest::newRow("number without a zero") << "optimizer.learning_rate"
                                           << ".5"
                                           << "0.5";
    QTest::newRow("whole number for a number") << "loss.tau"
                                               << "1"
                                               << "1.0";
    QTest::newRow("blanks") << "run.batch"
                            << " 64 "
                            << "64";
    QTest::newRow("largest seed") << "run.seed"
                                  << "18446744073709551615"
                                  << "18446744073709551615";
    QTest::newRow("negative") << "loss.diagonal_factor"
                              << "-1"
                              << "-1.0";
    QTest::newRow("yes") << "run.class_unique"
                         << "yes"
                         << "true";
    QTest::newRow("off") << "geometric.enabled"
                         << "off"
                         << "false";
    QTest::newRow("list of words") << "appearance.order"
                                   << "crop, flip"
                                   << R"(["crop","flip"])";
    QTest::newRow("list as JSON") << "geometric.scales"
                                  << "[1, 0.75]"
                                  << "[1.0,0.75]";
    QTest::newRow("list of one") << "optimizer.milestones"
                                 << "30"
                                 << "[30]";
    QTest::newRow("empty list") << "appearance.order"
                                << ""
                                << "[]";
    QTest::newRow("text with commas") << "stages.0.name"
                                      << "a,b"
                                      << "\"a,b\"";
}

void TestTrainingConfig::textForms()
{
    QFETCH(QString, key);
    QFETCH(QString, text);
    QFETCH(QString, value);
    TrainingConfig config;
    SL_VERIFY_RESULT(setField(config, key.toStdString(), text.toStdString()));
    std::vector<std::pair<std::string, json>> fields;
    flatten(json::parse(toJson(config)), {}, fields);
    for (const auto &[name, now] : fields)
        if (name == key.toStdString())
            QCOMPARE(now.dump(), value.toStdString());
}

void TestTrainingConfig::wrongTextsAreNamed_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("missing letter")
            << "optimizer.learning_rat"
            << "1"
            << "optimizer.learning_rat: is no key; did you mean optimizer.learning_rate?";
    QTest::newRow("group left out")
            << "learning_rate"
            << "1"
            << "learning_rate: is no key; did you mean optimizer.learning_rate?";
    QTest::newRow("other spelling") << "model.imageSide"
                                    << "1"
                                    << "model.imageSide: is no key; did you mean model.image_side?";
    QTest::newRow("letters swapped") << "run.epcohs"
                                     << "1"
                                     << "run.epcohs: is no key; did you mean run.epochs?";
    QTest::newRow("stage beyond the last")
            << "stages.2.name"
            << "x"
            << "stages.2.name: is no key; did you mean stages.0.name?";
    QTest::newRow("word for a number") << "run.batch"
                                       << "many"
                                       << "run.batch: expects a whole number, is \"many\"";
    QTest::newRow("fraction") << "run.batch"
                              << "1.5"
                              << "run.batch: expects a whole number, is \"1.5\"";
    QTest::newRow("too large") << "run.batch"
                               << "3000000000"
                               << "run.batch: expects a whole number, is \"3000000000\"";
    QTest::newRow("negative seed") << "run.seed"
                                   << "-1"
                                   << "run.seed: expects a whole number from 0, is \"-1\"";
    QTest::newRow("not a number") << "loss.tau"
                                  << "nan"
                                  << "loss.tau: expects a number, is null";
    QTest::newRow("switch") << "run.class_unique"
                            << "maybe"
                            << "run.class_unique: expects true or false, is \"maybe\"";
    QTest::newRow("list") << "geometric.scales"
                          << "1,x"
                          << "geometric.scales: expects a list of numbers, is [1.0,\"x\"]";
    QTest::newRow("empty") << "run.batch"
                           << ""
                           << "run.batch: expects a whole number, is \"\"";
}

void TestTrainingConfig::wrongTextsAreNamed()
{
    QFETCH(QString, key);
    QFETCH(QString, text);
    QFETCH(QString, message);
    TrainingConfig config;
    const auto result = setField(config, key.toStdString(), text.toStdString());
    SL_COMPARE_CODE(result, ErrorCode::InvalidArgument);
    QCOMPARE(QString::fromStdString(result.error().message), message);
    QVERIFY(config == TrainingConfig{});
}

void TestTrainingConfig::jsonChangesWhatItNames()
{
    TrainingConfig expected;
    expected.run.batch = 8;
    expected.optimizer.learningRate = 3e-4;
    expected.optimizer.frozen = {"audnet.*"};
    expected.stages = {{"first", "pooled", 0, 0.4, 1, 1}, {"second", "ssltie", 0, 1, 1, 1}};

    TrainingConfig config;
    SL_VERIFY_RESULT(applyJson(config, R"({
        "run": {"batch": 8},
        "optimizer.learning_rate": 3e-4,
        "optimizer": {"frozen": ["audnet.*"]},
        "stages": [{"name": "first", "objective": "pooled", "until_share": 0.4},
                   {"name": "second"}]
    })"));
    QVERIFY(config == expected);
    // A file without fields changes nothing.
    SL_VERIFY_RESULT(applyJson(config, "{}"));
    QVERIFY(config == expected);
}

void TestTrainingConfig::jsonFaultsComeAtOnce()
{
    TrainingConfig config;
    const auto result = applyJson(config, R"({
        "run": {"bach": 8, "seed": "four"},
        "loss.epsilons": 1,
        "loss": {"tau": null},
        "whatever": {"inner": 1},
        "run.epochs": 3, "optimizer": 5,
        "stages": [{"objektive": "ssltie"}, 7]
    })");
    SL_COMPARE_CODE(result, ErrorCode::InvalidArgument);
    const std::string &message = result.error().message;
    for (const char *part : {"run.bach: is no key; did you mean run.batch?",
                             "run.seed: expects a whole number from 0, is \"four\"",
                             "loss.epsilons: is no key; did you mean loss.epsilon?",
                             "loss.tau: expects a number, is null",
                             "whatever: is no key",
                             "optimizer: is no key",
                             "stages.0.objektive: is no key; did you mean stages.0.objective?",
                             "stages.1: expects an object"})
        QVERIFY2(message.find(part) != std::string::npos, (message + " lacks " + part).c_str());
    QVERIFY(message.find('\n') == std::string::npos);
}

void TestTrainingConfig::jsonFaultsChangeNothing()
{
    TrainingConfig config;
    const auto result = applyJson(config, R"({"run": {"batch": 8}, "run.batch": 9})");
    SL_COMPARE_CODE(result, ErrorCode::InvalidArgument);
    QCOMPARE(result.error().message, "run.batch: is given twice");
    QVERIFY(config == TrainingConfig{});
}

/// What is well beside a fault is taken over and can be checked, too.
void TestTrainingConfig::faultsDoNotHideOthers()
{
    TrainingConfig config;
    const auto faults = applySoundFields(
            config, R"({"run": {"batch": -1, "epoch": 3}, "loss.tau": -2, "run.seed": "x"})");
    QCOMPARE(faults,
             (std::vector<std::string>{"run.epoch: is no key; did you mean run.epochs?",
                                       "run.seed: expects a whole number from 0, is \"x\""}));
    QCOMPARE(config.run.batch, -1);
    QCOMPARE(config.run.seed, TrainingConfig{}.run.seed);
    QCOMPARE(config.validate().size(), std::size_t{2}); // run.batch and loss.tau
    TrainingConfig same;
    QCOMPARE(applySoundFields(same, "{\n  \"run\": {,}\n}"),
             (std::vector<std::string>{"the configuration is not JSON (line 2, column 11)"}));
    QVERIFY(same == TrainingConfig{});
}

void TestTrainingConfig::badJsonIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << "";
    QTest::newRow("cut off") << "{\"run\": {\"batch\": 8";
    QTest::newRow("a list") << "[]";
    QTest::newRow("a number") << "1";
    QTest::newRow("too many stages") << "{\"stages\": [" + QString("{},").repeated(64) + "{}]}";
    QTest::newRow("deep") << "{\"run\":" + QString("{\"run\":").repeated(10000) + "1"
                                     + QString("}").repeated(10001);
}

void TestTrainingConfig::badJsonIsRefused()
{
    QFETCH(QString, text);
    TrainingConfig config;
    SL_COMPARE_CODE(applyJson(config, text.toStdString()), ErrorCode::InvalidArgument);
}

void TestTrainingConfig::stagesGrowByKey()
{
    TrainingConfig config;
    SL_VERIFY_RESULT(setField(config, "stages.1.objective", "pooled"));
    QCOMPARE(config.stages.size(), std::size_t{2});
    QCOMPARE(config.stages[1].objective, "pooled");
    SL_VERIFY_RESULT(setField(config, "stages", R"([{"name": "only", "steps": 5}])"));
    QCOMPARE(config.stages.size(), std::size_t{1});
    QCOMPARE(config.stages[0].name, "only");
    QCOMPARE(config.stages[0].steps, std::int64_t{5});
    SL_VERIFY_RESULT(setField(config, "stages", "[]"));
    TrainingConfig read;
    SL_VERIFY_RESULT(applyJson(read, toJson(config)));
    QVERIFY(read == config);
}

void TestTrainingConfig::faultsAreFound_data()
{
    QTest::addColumn<QString>("settings"); // JSON
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *settings, const char *fault) {
        QTest::newRow(fault) << settings << fault;
    };
    row(R"({"run.epochs": 0})", "run.epochs: must be 1 to 1000000, is 0");
    row(R"({"run.max_steps": -1})", "run.max_steps: must be 0 or more, is -1");
    row(R"({"run.batch": 1})", "run.batch: must be 2 to 65536, is 1");
    row(R"({"run.threads": -1})", "run.threads: must be 0 to 4096, is -1");
    row(R"({"run.queued_batches": 0})", "run.queued_batches: must be 1 to 1024, is 0");
    row(R"({"run.device": "gpu"})", "run.device: must be auto, cpu, cuda or cuda:N, is \"gpu\"");
    row(R"({"run.device": "cuda:x"})",
        "run.device: must be auto, cpu, cuda or cuda:N, is \"cuda:x\"");
    row(R"({"run.precision": "half"})",
        "run.precision: must be float32, bf16 or fp16, is \"half\"");
    row(R"({"run.precision": "fp16", "run.device": "cpu"})",
        "run.precision: fp16 needs a CUDA device; use bf16 or float32 on cpu");
    row(R"({"run.checkpoint_minutes": 0})", "run.checkpoint_minutes: must be above 0, is 0");
    row(R"({"run.on_write_failure": "cry"})",
        "run.on_write_failure: must be continue or stop, is \"cry\"");
    row(R"({"model.family": "ezvsl"})", "model.family: must be ssltie or lvs, is \"ezvsl\"");
    row(R"({"model.width": 0})", "model.width: must be 1 to 512, is 0");
    row(R"({"model.image_side": 100})", "model.image_side: must be a multiple of 16, is 100");
    row(R"({"model.sample_rate_hz": 100, "spectrogram_mask.enabled": false})",
        "model.sample_rate_hz: must be 0 or 4000 and more, is 100");
    row(R"({"model.seconds": 0, "spectrogram_mask.enabled": false})",
        "model.seconds: must be above 0, at most 20, is 0");
    row(R"({"model.seconds": 0.01, "model.sample_rate_hz": 16000,
            "spectrogram_mask.enabled": false})",
        "model.seconds: 0.01 s at 16000 Hz are fewer than the 257 samples of an analysis window");
    row(R"({"model.n_fft": 511})", "model.n_fft: must be even, is 511");
    row(R"({"model.hop_length": 600})",
        "model.hop_length: must not be above model.n_fft, or sound between windows is lost; is "
        "600 above 512");
    row(R"({"model.family": "lvs", "model.n_mels": 64, "model.hop_length": 160})",
        "model.hop_length, model.n_mels: without effect in family lvs, whose spectrogram is "
        "linear; leave out");
    row(R"({"model.mel_divisor": 0})", "model.mel_divisor: must be above 0, is 0");
    row(R"({"appearance.order": ["crop", "turn"]})",
        "appearance.order: must be crop, jitter, gray, blur or flip, is \"turn\"");
    row(R"({"appearance.order": ["crop", "crop"]})", "appearance.order: names a change twice");
    row(R"({"appearance.crop_area_max": 0.2})",
        "appearance.crop_area_min: must not be above appearance.crop_area_max, is 0.3 above 0.2");
    row(R"({"appearance.crop_ratio_min": 2})",
        "appearance.crop_ratio_min: must not be above appearance.crop_ratio_max, is 2 above "
        "1.3333333333333333");
    row(R"({"appearance.blur_sigma_min": 3})",
        "appearance.blur_sigma_min: must not be above appearance.blur_sigma_max, is 3 above 2");
    row(R"({"appearance.hue": 0.6})", "appearance.hue: must be 0 to 0.5, is 0.6");
    row(R"({"geometric.scales": []})", "geometric.scales: must have at least one entry");
    row(R"({"geometric.scales": [1, 0]})", "geometric.scales: must be 0.1 to 2, is 0");
    row(R"({"geometric.scale_draw": "any"})",
        "geometric.scale_draw: must be choice or range, is \"any\"");
    row(R"({"geometric.enabled": false})",
        "loss.equivariance_weight: needs the second view; set geometric.enabled to true or this "
        "weight to 0");
    row(R"({"appearance.separate_views": true, "geometric.enabled": false,
            "loss.equivariance_weight": 0})",
        "appearance.separate_views: needs the second view; set geometric.enabled to true or this "
        "to false");
    row(R"({"spectrogram_mask.probability": 1.5})",
        "spectrogram_mask.probability: must be 0 to 1, is 1.5");
    // 1 + floor(2 * 16000 / 320) columns
    row(R"({"model.sample_rate_hz": 16000, "model.seconds": 2, "model.hop_length": 320})",
        "spectrogram_mask.max_time_width: must be at most 101, the columns of 2 s at 16000 Hz, is "
        "180");
    // floor((32000 - 274) / 238) columns
    row(R"({"model.family": "lvs", "model.sample_rate_hz": 16000, "model.seconds": 2})",
        "spectrogram_mask.max_time_width: must be at most 133, the columns of 2 s at 16000 Hz, is "
        "180");
    row(R"({"model.n_mels": 32})",
        "spectrogram_mask.max_frequency_width: must be at most 32, the bins of the spectrogram, is "
        "35");
    row(R"({"audio_mix.end_epoch": 0})",
        "audio_mix.start_epoch: must not be above audio_mix.end_epoch, is 1 above 0");
    row(R"({"audio_mix.alpha_step": 0.05})",
        "audio_mix.alpha_step: the other sound's share would reach 2 at audio_mix.end_epoch; at "
        "most 1 makes sense");
    row(R"({"audio_mix.pool_size": 0})", "audio_mix.pool_size: must be 1 or more, is 0");
    row(R"({"audio_jitter.noise_min_db": 0})",
        "audio_jitter.noise_min_db: must not be above audio_jitter.noise_max_db, is 0 above -20");
    row(R"({"loss.epsilon_background": 0.7})",
        "loss.epsilon_background: must not be above loss.epsilon, is 0.7 above 0.65");
    row(R"({"loss.tau": 0})", "loss.tau: must be above 0, is 0");
    row(R"({"loss.equivariance": "l2"})", "loss.equivariance: must be mse or l1, is \"l2\"");
    row(R"({"optimizer.learning_rate": -1})",
        "optimizer.learning_rate: must be above 0, at most 10, is -1");
    row(R"({"optimizer.beta1": 1})", "optimizer.beta1: must be 0 to 0.999999, is 1");
    row(R"({"optimizer.milestones": [5, 5]})",
        "optimizer.milestones: must grow from entry to entry");
    row(R"({"optimizer.milestones": [0]})", "optimizer.milestones: must be 1 or more, is 0");
    row(R"({"optimizer.image_lr_factor": 0, "optimizer.audio_lr_factor": 0})",
        "optimizer.image_lr_factor: nothing would learn, for optimizer.audio_lr_factor is 0 too");
    row(R"({"validation.minimum": 600})",
        "validation.minimum: must not be above validation.maximum, is 600 above 512");
    row(R"({"validation.metric": "best"})",
        "validation.metric: must be auto, loss, ciou, auc or pointing, is \"best\"");
    row(R"({"stages": []})", "stages: must have at least one entry");
    row(R"({"stages": [{"name": ""}]})", "stages.0.name: must not be empty");
    row(R"({"stages": [{"name": "a", "until_share": 0.5}, {"name": "a"}]})",
        "stages.1.name: \"a\" is the name of an earlier stage");
    row(R"({"stages.0.objective": "sound"})",
        "stages.0.objective: sound needs two jitters of each sound; set audio_jitter.enabled to "
        "true");
    row(R"({"stages": [{"name": "a", "until_share": 0.5}, {"name": "b", "until_share": 0.4},
                       {"name": "c"}]})",
        "stages.1.until_share: must be above 0.5, where the stage before it ends, is 0.4");
    row(R"({"stages.0.level_begin": 2})", "stages.0.level_begin: must be 0 to 1, is 2");
}

void TestTrainingConfig::faultsAreFound()
{
    QFETCH(QString, settings);
    QFETCH(QString, fault);
    TrainingConfig config;
    SL_VERIFY_RESULT(applyJson(config, settings.toStdString()));
    const std::vector<std::string> faults = config.validate();
    QCOMPARE(QString::fromStdString(joined(faults)), fault + "\n");
}

void TestTrainingConfig::faultsComeTogether()
{
    TrainingConfig config;
    config.run.batch = 0;
    config.loss.tau = std::nan("");
    config.stages.clear();
    const std::vector<std::string> faults = config.validate();
    QCOMPARE(joined(faults),
             "run.batch: must be 2 to 65536, is 0\n"
             "loss.tau: must be a finite number\n"
             "stages: must have at least one entry\n");
}

void TestTrainingConfig::presetsAreValid()
{
    const std::vector<std::string> expected{
            "tie-a", "tie-b", "tie-c", "tie-d", "tie-e", "tie-f", "lvs", "demo"};
    QCOMPARE(trainingPresetNames(), expected);
    for (const std::string &name : trainingPresetNames()) {
        const auto preset = trainingPreset(name);
        SL_VERIFY_RESULT(preset);
        QCOMPARE(joined(preset->validate()), "");
        TrainingConfig read;
        SL_VERIFY_RESULT(applyJson(read, toJson(*preset)));
        QVERIFY(read == *preset);
    }
    QVERIFY(*trainingPreset("tie-f") == TrainingConfig{});
}

void TestTrainingConfig::ablationRowsFollowThePaper_data()
{
    // The columns of the paper's table: T_app, T_geo, T_mask, T_mix, L_geo.
    QTest::addColumn<QString>("parts");
    QTest::newRow("tie-a") << "-----";
    QTest::newRow("tie-b") << "x----";
    QTest::newRow("tie-c") << "xx---";
    QTest::newRow("tie-d") << "xxx--";
    QTest::newRow("tie-e") << "xxxx-";
    QTest::newRow("tie-f") << "xxxxx";
    QTest::newRow("lvs") << "x----";
}

void TestTrainingConfig::ablationRowsFollowThePaper()
{
    QFETCH(QString, parts);
    const auto preset = trainingPreset(QTest::currentDataTag());
    SL_VERIFY_RESULT(preset);
    QCOMPARE(preset->appearance.isEnabled, parts[0] == QChar('x'));
    QCOMPARE(preset->geometric.isEnabled, parts[1] == QChar('x'));
    QCOMPARE(preset->spectrogramMask.isEnabled, parts[2] == QChar('x'));
    QCOMPARE(preset->audioMix.isEnabled, parts[3] == QChar('x'));
    QCOMPARE(preset->loss.equivarianceWeight > 0, parts[4] == QChar('x'));
}

void TestTrainingConfig::demoPresetHasThreeStages()
{
    const auto preset = trainingPreset("demo");
    SL_VERIFY_RESULT(preset);
    QCOMPARE(preset->stages.size(), std::size_t{3});
    QCOMPARE(preset->stages[0].objective, "sound");
    QCOMPARE(preset->stages[0].steps, std::int64_t{150});
    QCOMPARE(preset->stages[1].objective, "pooled");
    QCOMPARE(preset->stages[2].objective, "ssltie");
    QVERIFY(preset->run.isClassUnique);
}

void TestTrainingConfig::unknownPresetIsNamed()
{
    const auto preset = trainingPreset("tie-g");
    SL_COMPARE_CODE(preset, ErrorCode::InvalidArgument);
    QCOMPARE(preset.error().message,
             "preset tie-g is unknown; there are tie-a, tie-b, tie-c, tie-d, tie-e, tie-f, lvs, "
             "demo");
}

/// Literal values of fact sheet 1.6; moco_v1 has no blur.
void TestTrainingConfig::appearanceSetsAreThePapers()
{
    TrainingConfig config;
    SL_VERIFY_RESULT(setField(config, "appearance.set", "moco_v1"));
    const AppearanceConfig &look = config.appearance;
    QCOMPARE(look.order, (std::vector<std::string>{"crop", "gray", "jitter", "flip"}));
    QCOMPARE(look.cropAreaMin, 0.2);
    QCOMPARE(look.cropAreaMax, 1.0);
    QCOMPARE(look.cropRatioMin, 0.75);
    QCOMPARE(look.cropRatioMax, 4.0 / 3.0);
    QCOMPARE(look.grayProbability, 0.2);
    QCOMPARE(look.jitterProbability, 1.0);
    QCOMPARE(look.brightness, 0.4);
    QCOMPARE(look.contrast, 0.4);
    QCOMPARE(look.saturation, 0.4);
    QCOMPARE(look.hue, 0.4);
    QCOMPARE(look.flipProbability, 0.5);
    QCOMPARE(joined(config.validate()), "");

    SL_VERIFY_RESULT(setField(config, "appearance.set", "moco_v2"));
    QCOMPARE(look.order, (std::vector<std::string>{"crop", "jitter", "gray", "blur", "flip"}));
    QCOMPARE(look.cropAreaMin, 0.3);
    QCOMPARE(look.jitterProbability, 0.8);
    QCOMPARE(look.hue, 0.1);
    QCOMPARE(look.blurProbability, 0.5);
    QCOMPARE(look.blurSigmaMin, 0.1);
    QCOMPARE(look.blurSigmaMax, 2.0);
    QVERIFY(config == TrainingConfig{});
}

void TestTrainingConfig::appearanceSetLeavesTheRest()
{
    TrainingConfig config;
    config.run.batch = 8;
    config.appearance.isEnabled = false;
    config.appearance.separatesViews = true;
    config.appearance.blurSigmaMax = 5.0;
    SL_VERIFY_RESULT(setField(config, "appearance.set", "moco_v1"));
    QCOMPARE(config.run.batch, 8);
    QVERIFY(!config.appearance.isEnabled && config.appearance.separatesViews);
    QCOMPARE(config.appearance.blurSigmaMax, 2.0);
    // What is stored are the values, not the name.
    QVERIFY(toJson(config).find("moco") == std::string::npos);
    TrainingConfig read;
    SL_VERIFY_RESULT(applyJson(read, toJson(config)));
    QVERIFY(read == config);
}

void TestTrainingConfig::appearanceSetComesFirst_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("before") << R"({"appearance": {"set": "moco_v1", "hue": 0.2}})";
    QTest::newRow("behind") << R"({"appearance": {"hue": 0.2, "set": "moco_v1"}})";
    QTest::newRow("dotted") << R"({"appearance.hue": 0.2, "appearance.set": "moco_v1"})";
    QTest::newRow("mixed") << R"({"appearance.hue": 0.2, "appearance": {"set": "moco_v1"}})";
}

void TestTrainingConfig::appearanceSetComesFirst()
{
    QFETCH(QString, text);
    TrainingConfig config;
    config.appearance.hue = 0.3;
    SL_VERIFY_RESULT(applyJson(config, text.toStdString()));
    QCOMPARE(config.appearance.hue, 0.2);
    QCOMPARE(config.appearance.cropAreaMin, 0.2);
    QCOMPARE(config.appearance.jitterProbability, 1.0);
}

void TestTrainingConfig::wrongAppearanceSetsAreNamed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("unknown") << R"({"appearance": {"set": "moco_v3"}})"
                             << "appearance.set: must be moco_v1 or moco_v2, is \"moco_v3\"";
    QTest::newRow("number") << R"({"appearance.set": 1})"
                            << "appearance.set: expects a text, is 1";
    QTest::newRow("twice") << R"({"appearance.set": "moco_v1", "appearance": {"set": "moco_v2"}})"
                           << "appearance.set: is given twice";
    QTest::newRow("misspelt") << R"({"appearance": {"sett": "moco_v1"}})"
                              << "appearance.sett: is no key; did you mean appearance.set?";
    QTest::newRow("with others")
            << R"({"run": {"batch": "x"}, "appearance": {"set": "v1"}})"
            << "appearance.set: must be moco_v1 or moco_v2, is \"v1\"; run.batch: expects a whole "
               "number, is \"x\"";
}

void TestTrainingConfig::wrongAppearanceSetsAreNamed()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    TrainingConfig config;
    const auto result = applyJson(config, text.toStdString());
    SL_COMPARE_CODE(result, ErrorCode::InvalidArgument);
    QCOMPARE(QString::fromStdString(result.error().message), message);
    QVERIFY(config == TrainingConfig{});
    SL_COMPARE_CODE(setField(config, "appearance.set", "moco_v3"), ErrorCode::InvalidArgument);
}

void TestTrainingConfig::appearanceSetIsListed()
{
    const auto facts = trainingFields();
    const auto set = std::find_if(facts.begin(), facts.end(), [](const FieldFacts &fact) {
        return fact.key == "appearance.set";
    });
    QVERIFY(set != facts.end());
    QCOMPARE(set->defaultValue, "moco_v2");
    QVERIFY(set->meaning.ends_with("(moco_v1 or moco_v2)"));
    QCOMPARE((set + 1)->key, "appearance.enabled");
}

QTEST_GUILESS_MAIN(TestTrainingConfig)
#include "tst_training_config.moc"
