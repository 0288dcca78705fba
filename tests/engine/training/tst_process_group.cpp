// SPDX-License-Identifier: MIT
// Several processes on the loopback: this program starts itself once per rank with a task to do.
#include "engine/core/late_library.h"
#include "engine/nn/initialization.h"
#include "engine/training/nccl_entry.h"
#include "engine/training/process_exchange.h"
#include "engine/training/trainer.h"
#include "tests/engine/training/fake_source.h"
#include "tests/support/test_paths.h"

#include <ATen/ATen.h>
#include <torch/csrc/distributed/c10d/Backend.hpp>
#include <torch/csrc/distributed/c10d/HashStore.hpp>

#include <QProcess>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <memory>
#include <numeric>

using namespace soundlocus;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr const char *kTask = "SOUNDLOCUS_TEST_TASK";
constexpr const char *kOut = "SOUNDLOCUS_TEST_OUT";
constexpr int kWorld = 2;
constexpr std::int64_t kBatch = 3; // of one process
constexpr int kLimitMs = 240'000;

// --- A step on made-up samples -----------------------------------------------------------------

struct StepCase
{
    std::string name;
    Objective objective = Objective::SslTie;
    LossConfig loss{};
    bool synchronizes = true;
    bool hasValidity = false;
    at::ScalarType type = at::kFloat;
    double tolerance = 1e-5; ///< relative
    bool separatesViews = false;
};

/// With soft masks and a high temperature: the paper's constants magnify rounding some hundred
/// times.
LossConfig mild()
{
    LossConfig loss;
    loss.tau = 0.3;
    loss.temperature = 0.7;
    loss.pooledTemperature = 0.7;
    return loss;
}

std::vector<StepCase> stepCases()
{
    LossConfig boxes = mild();
    boxes.supervisedWeight = 0.5;
    LossConfig absolute = mild();
    absolute.equivariance = "l1";
    // Rounding over 20 layers of statistics; in double the same step shows that it is no more.
    constexpr double kNear = 5e-4;
    constexpr double kExact = 1e-10;
    const auto one = at::kFloat;
    const auto two = at::kDouble;
    return {{"whole method", Objective::SslTie, mild(), true, false, one, kNear},
            {"whole method in double", Objective::SslTie, mild(), true, false, two, kExact},
            {"constants of the paper", Objective::SslTie, {}, true, false, one, kNear},
            {"constants of the paper in double", Objective::SslTie, {}, true, false, two, kExact},
            {"frozen statistics", Objective::SslTie, mild(), false, false, one, 1e-5},
            {"boxes in one process", Objective::SslTie, boxes, true, false, two, kExact},
            {"validity", Objective::SslTie, mild(), true, true, two, kExact},
            {"absolute", Objective::SslTie, absolute, true, false, two, kExact},
            {"separate views", Objective::SslTie, mild(), true, false, two, kExact, true},
            {"pooled", Objective::Pooled, mild(), true, false, two, kExact},
            {"sound", Objective::Sound, mild(), true, false, two, kExact}};
}

nn::TwoTrunkNet tinyNet(bool freezes)
{
    ModelSpec spec;
    spec.width = 4;
    spec.embeddingDim = 32;
    spec.imageSide = 64;
    nn::TwoTrunkNet net(spec);
    nn::initializeWeights(net, 7);
    setTrainingMode(net, freezes);
    return net;
}

at::Tensor rowsOf(const at::Tensor &all, int rank, int world)
{
    return all.slice(0, rank, c10::nullopt, world).contiguous();
}

/// Slots rank, rank + world, ... of a batch of kWorld * kBatch.
BatchTensors batchOf(int rank, int world, bool hasBoxes)
{
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(3);
    const std::int64_t count = kWorld * kBatch;
    BatchTensors all;
    all.images = at::randn({count, 3, 64, 64}, generator);
    all.spectrograms = at::randn({count, 1, 48, 64}, generator);
    all.otherSpectrograms = at::randn({count, 1, 48, 64}, generator);
    all.otherImages = at::randn({count, 3, 64, 64}, generator);
    BatchTensors own;
    own.images = rowsOf(all.images, rank, world);
    own.spectrograms = rowsOf(all.spectrograms, rank, world);
    own.otherImages = rowsOf(all.otherImages, rank, world);
    own.otherSpectrograms = rowsOf(all.otherSpectrograms, rank, world);
    if (!hasBoxes || (world > 1 && rank > 0))
        return own;
    // Boxes in slots 0 and 4: both are of rank 0.
    at::Tensor masks = at::zeros({count, 4, 4});
    masks[0].slice(0, 1, 3).fill_(1);
    masks[4].slice(1, 0, 2).fill_(1);
    own.boxMasks = rowsOf(masks, rank, world);
    return own;
}

nn::GeometricTransform transformOf(int rank, int world)
{
    const std::vector<double> degrees{-30, 12, 5, 21, -8, 0};
    nn::GeometricTransform transform{{}, 0.5, true};
    for (auto slot = static_cast<std::size_t>(rank); slot < degrees.size();
         slot += static_cast<std::size_t>(world))
        transform.degrees.push_back(degrees[slot]);
    return transform;
}

/// Loss, gradients and running statistics after one step, by name.
std::map<std::string, at::Tensor> step(const StepCase &stepCase,
                                       const std::shared_ptr<ProcessGroup> &group)
{
    at::set_num_threads(1);
    nn::TwoTrunkNet net = tinyNet(!stepCase.synchronizes);
    net->to(stepCase.type);
    if (stepCase.synchronizes)
        synchronizeNorm(net, group);
    StepPeers peers;
    peers.gather = gatherOver(group);
    peers.meanCount = meanOver(group);
    BatchTensors batch = batchOf(group->rank(), group->world(), stepCase.loss.supervisedWeight > 0);
    for (at::Tensor *tensor :
         {&batch.images, &batch.otherImages, &batch.spectrograms, &batch.otherSpectrograms})
        *tensor = tensor->to(stepCase.type);
    if (batch.boxMasks.defined()) // counts are summed with those of a process without boxes
        batch.boxMasks = batch.boxMasks.to(stepCase.type);
    if (!stepCase.separatesViews)
        batch.otherImages = at::Tensor();
    const StepLoss loss = computeLoss(net,
                                      batch,
                                      transformOf(group->rank(), group->world()),
                                      stepCase.objective,
                                      stepCase.loss,
                                      {stepCase.hasValidity, Precision::Float32, peers});
    loss.total.backward();
    averageOver(*group, gradientsOf(net->parameters()));
    std::map<std::string, at::Tensor> result;
    result["loss"] = loss.total.detach().reshape({1}).clone();
    averageOver(*group, {result["loss"]});
    for (const auto &item : net->named_parameters()) {
        if (item.value().grad().defined())
            result["gradient " + item.key()] = item.value().grad();
    }
    for (const auto &item : net->named_buffers())
        result["buffer " + item.key()] = item.value();
    for (auto &[name, tensor] : result)
        tensor = tensor.to(at::kDouble);
    return result;
}

// --- A run on made-up samples ------------------------------------------------------------------

TrainingRequest requestFor(int batch)
{
    test::FakeSource::Options options;
    options.count = 26;
    TrainingRequest request;
    request.source = std::make_shared<test::FakeSource>(options);
    request.split.training.resize(20);
    std::iota(request.split.training.begin(), request.split.training.end(), std::size_t{0});
    request.split.validation = {20, 21, 22, 23, 24, 25};
    TrainingConfig &config = request.config;
    config.run.batch = batch;
    config.run.workers = 1;
    config.run.synchronizesNorm = true;
    config.model.width = 4;
    config.model.imageSide = 64;
    config.model.sampleRateHz = 8000;
    config.model.seconds = 1;
    config.model.nMels = 48;
    config.spectrogramMask.isEnabled = false;
    config.audioMix.isEnabled = true;
    return request;
}

/// What a trainer says of two steps, a validation and a plan of mixing.
Json run(int batch, const std::shared_ptr<ProcessGroup> &group)
{
    at::set_num_threads(1);
    const TrainingRequest request = requestFor(batch);
    auto trainer = Trainer::create(request, {}, group);
    if (!trainer)
        return toString(trainer.error());
    Json result;
    if (auto started = (*trainer)->startEpoch(); !started)
        return toString(started.error());
    for (int i = 0; i < 2; ++i) {
        const auto facts = (*trainer)->step();
        if (!facts)
            return toString(facts.error());
        result["losses"].push_back((**facts).loss);
        result["ids"].push_back((*trainer)->lastIds());
    }
    const auto score = (*trainer)->validate(nullptr, {});
    if (!score)
        return toString(score.error());
    result["score"] = {score->samples, score->boxed, score->loss, score->ciouAtHalf, score->auc};
    (*trainer)->position().epoch = 60;
    if (auto planned = (*trainer)->planMixing({}); !planned)
        return toString(planned.error());
    const Checkpoint checkpoint = (*trainer)->checkpoint();
    const StoredTensor &partners = checkpoint.trainingState.at("training.mix_partners");
    result["partners"] = std::vector<std::byte>(partners.bytes.begin(), partners.bytes.end())
                                 .size();
    std::size_t hash = 0;
    for (const auto *tensors : {&checkpoint.weights, &checkpoint.trainingState}) {
        for (const auto &[name, tensor] : *tensors) {
            const std::string_view bytes(reinterpret_cast<const char *>(tensor.bytes.data()),
                                         tensor.bytes.size());
            hash = hash * 31 + std::hash<std::string_view>()(bytes);
        }
    }
    result["hash"] = hash;
    return result;
}

// --- What the processes do ---------------------------------------------------------------------

std::string joined(const std::map<std::string, at::Tensor> &tensors)
{
    Json json;
    for (const auto &[name, tensor] : tensors) {
        const at::Tensor flat = tensor.contiguous().flatten();
        const auto *data = flat.const_data_ptr<double>();
        json[name] = std::vector<double>(data, data + flat.numel());
    }
    return json.dump();
}

std::string collectives(ProcessGroup &group)
{
    Json json;
    const int rank = group.rank();
    at::Tensor sum = at::full({2}, rank + 1.0);
    group.allReduce(sum);
    json["sum"] = sum[1].item<double>();
    at::Tensor first = at::full({1}, 5.0 + rank);
    group.broadcast(first);
    json["first"] = first.item<double>();
    const at::Tensor rows = group.allGather(at::full({1, 2}, static_cast<double>(rank)));
    json["rows"] = {rows[0][0].item<double>(), rows[1][1].item<double>()};
    json["texts"] = group.allGather(rank == 0 ? std::string() : std::string("b\0c", 3));
    std::string text = rank == 0 ? "from the first" : "";
    group.broadcast(text);
    json["text"] = text;
    json["any"] = {group.any(rank == 1), group.any(false)};
    group.barrier();
    return json.dump();
}

/// The second process is killed or falls silent; the first one says what it learns of that.
std::string lose(ProcessGroup &group, bool isKilled)
{
    group.barrier();
    if (!group.isFirst()) {
        if (isKilled)
            ::raise(SIGKILL);
        std::this_thread::sleep_for(std::chrono::seconds(20));
        return "silent";
    }
    try {
        (void)group.any(false);
    } catch (const ProcessLost &) {
        return "lost";
    }
    return "nothing";
}

/// Whether GPUs speak with each other, and what a sum is afterwards.
std::string tryNccl(ProcessGroup &group)
{
    const std::string device = "cuda:" + std::to_string(group.rank());
    const std::string why = group.useNccl(device);
    at::Tensor ones = at::ones({1}, at::TensorOptions().device(why.empty() ? device : "cpu"));
    group.allReduce(ones);
    return Json{
            {"why", why}, {"device", ones.is_cuda() ? "cuda" : "cpu"}, {"sum", ones.item<float>()}}
            .dump();
}

int work(const std::string &task)
{
    const auto place = processPlaceFromEnvironment();
    if (!place || !place->has_value())
        return 2;
    const bool isQuick = task == "silent";
    auto met = ProcessGroup::meet(**place, std::chrono::seconds(isQuick ? 10 : 60));
    if (!met)
        return 3;
    const std::shared_ptr<ProcessGroup> group = *met;
    std::string answer;
    if (task == "collectives")
        answer = collectives(*group);
    else if (task == "killed" || task == "silent")
        answer = lose(*group, task == "killed");
    else if (task == "nccl")
        answer = tryNccl(*group);
    else if (task == "run")
        answer = run(kBatch, group).dump();
    for (const StepCase &stepCase : stepCases()) {
        if (task == stepCase.name)
            answer = joined(step(stepCase, group));
    }
    std::ofstream(std::getenv(kOut), std::ios::binary) << answer;
    if (task != "killed" && task != "silent")
        group->barrier();
    return 0;
}

int freePort()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), length);
    ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &length);
    ::close(descriptor);
    return ntohs(address.sin_port);
}

} // namespace

class TestProcessGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void environment_data();
    void environment();
    void aloneDoesNothing();
    void tellEachOther();
    void ncclOrWhyNot();
    void ncclOfOneGpu();
    void stepIsThatOfTheJoinedBatch_data();
    void stepIsThatOfTheJoinedBatch();
    void runIsThatOfTheJoinedBatch();
    void lostProcess_data();
    void lostProcess();

private:
    std::vector<std::string> answers(const std::string &task);
    QTemporaryDir m_folder;
};

/// What each of the processes answers, in the order of ranks.
std::vector<std::string> TestProcessGroup::answers(const std::string &task)
{
    const QString port = QString::number(freePort());
    std::vector<std::unique_ptr<QProcess>> processes;
    std::vector<fs::path> files;
    for (int rank = 0; rank < kWorld; ++rank) {
        files.push_back(test::pathOf(m_folder) / ("answer" + std::to_string(rank)));
        fs::remove(files.back());
        auto &process = processes.emplace_back(std::make_unique<QProcess>());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("RANK", QString::number(rank));
        environment.insert("LOCAL_RANK", QString::number(rank));
        environment.insert("WORLD_SIZE", QString::number(kWorld));
        environment.insert("MASTER_ADDR", "127.0.0.1");
        environment.insert("MASTER_PORT", port);
        environment.insert(kTask, QString::fromStdString(task));
        environment.insert(kOut, QString::fromStdString(files.back().string()));
        process->setProcessEnvironment(environment);
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QCoreApplication::applicationFilePath(), {});
    }
    std::vector<std::string> result;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!processes[i]->waitForFinished(kLimitMs))
            processes[i]->kill();
        std::ifstream file(files[i], std::ios::binary);
        result.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return result;
}

void TestProcessGroup::environment_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("whole")
            << QStringList{"RANK=1", "WORLD_SIZE=2", "MASTER_ADDR=h", "MASTER_PORT=9"} << true;
    QTest::newRow("no port") << QStringList{"RANK=1", "WORLD_SIZE=2", "MASTER_ADDR=h"} << false;
    QTest::newRow("no address") << QStringList{"RANK=1", "WORLD_SIZE=2", "MASTER_PORT=9"} << false;
    QTest::newRow("rank too high")
            << QStringList{"RANK=2", "WORLD_SIZE=2", "MASTER_ADDR=h", "MASTER_PORT=9"} << false;
    QTest::newRow("no number")
            << QStringList{"RANK=x", "WORLD_SIZE=2", "MASTER_ADDR=h", "MASTER_PORT=9"} << false;
    QTest::newRow("no world") << QStringList{"RANK=0", "MASTER_ADDR=h", "MASTER_PORT=9"} << false;
}

void TestProcessGroup::environment()
{
    QFETCH(QStringList, variables);
    QFETCH(bool, isGood);
    for (const QString &variable : variables)
        qputenv(qPrintable(variable.section('=', 0, 0)), variable.section('=', 1).toUtf8());
    const auto place = processPlaceFromEnvironment();
    for (const QString &variable : variables)
        qunsetenv(qPrintable(variable.section('=', 0, 0)));
    if (!isGood) {
        SL_COMPARE_CODE(place, ErrorCode::InvalidArgument);
        return;
    }
    SL_VERIFY_RESULT(place);
    QVERIFY(place->has_value());
    QCOMPARE((*place)->rank, 1);
    QCOMPARE((*place)->world, 2);
    QCOMPARE((*place)->masterPort, 9);
    QVERIFY(!(*place)->isLoopback());
    const auto none = processPlaceFromEnvironment();
    SL_VERIFY_RESULT(none);
    QVERIFY(!none->has_value());
}

void TestProcessGroup::aloneDoesNothing()
{
    const auto group = ProcessGroup::alone();
    QVERIFY(group->isAlone() && group->isFirst());
    at::Tensor tensor = at::ones({2});
    group->allReduce(tensor);
    group->broadcast(tensor);
    QVERIFY(at::equal(tensor, at::ones({2})));
    QVERIFY(group->any(true) && !group->any(false));
    QVERIFY(!gatherOver(group) && !meanOver(group));
}

void TestProcessGroup::tellEachOther()
{
    for (const std::string &answer : answers("collectives")) {
        const Json json = Json::parse(answer);
        QCOMPARE(json.at("sum").get<double>(), 3.0);
        QCOMPARE(json.at("first").get<double>(), 5.0);
        QVERIFY(json.at("rows") == Json({0.0, 1.0}));
        QVERIFY(json.at("texts") == Json({"", std::string("b\0c", 3)}));
        QVERIFY(json.at("text") == Json("from the first"));
        QVERIFY(json.at("any") == Json({true, false}));
    }
}

/// Without a GPU for each process both go on through Gloo, and say why.
void TestProcessGroup::ncclOrWhyNot()
{
    const auto found = answers("nccl");
    const Json first = Json::parse(found[0]);
    const Json second = Json::parse(found[1]);
    QCOMPARE(first.at("sum").get<double>(), 2.0);
    QCOMPARE(second.at("sum").get<double>(), 2.0);
    QCOMPARE(first.at("why").get<std::string>().empty(),
             second.at("why").get<std::string>().empty());
    QCOMPARE(first.at("device") == "cuda", first.at("why").get<std::string>().empty());
}

void TestProcessGroup::ncclOfOneGpu()
{
    const auto function = openLateFunction({kNcclLibrary, kNcclEntry, nullptr});
    if (!function)
        QSKIP(qPrintable(QString::fromStdString(function.error().message)));
    if (!at::globalContext().hasCUDA())
        QSKIP("no GPU on this machine");
    std::string fault;
    const auto backend = c10::intrusive_ptr<c10d::Backend>::reclaim(
            reinterpret_cast<NcclEntry>(*function)({.store = c10::make_intrusive<c10d::HashStore>(),
                                                    .patience = std::chrono::seconds(60)},
                                                   fault));
    QVERIFY2(backend, fault.c_str());
    std::vector<at::Tensor> parts{at::full({3}, 2.0, at::TensorOptions().device("cuda:0"))};
    backend->allreduce(parts)->wait();
    QVERIFY(at::equal(parts[0].cpu(), at::full({3}, 2.0)));
    std::vector<std::vector<at::Tensor>> rows{{at::empty_like(parts[0])}};
    backend->allgather(rows, parts)->wait();
    QVERIFY(at::equal(rows[0][0].cpu(), at::full({3}, 2.0)));
}

void TestProcessGroup::stepIsThatOfTheJoinedBatch_data()
{
    QTest::addColumn<int>("number");
    int number = 0;
    for (const StepCase &stepCase : stepCases())
        QTest::newRow(stepCase.name.c_str()) << number++;
}

void TestProcessGroup::stepIsThatOfTheJoinedBatch()
{
    QFETCH(int, number);
    const StepCase stepCase = stepCases()[static_cast<std::size_t>(number)];
    const auto expected = step(stepCase, ProcessGroup::alone());
    const auto found = answers(stepCase.name);
    QVERIFY(found[0] == found[1]); // the same bits
    const Json json = Json::parse(found[0]);
    QCOMPARE(json.size(), expected.size());
    double largest = 0; // of the gradients
    for (const auto &[name, tensor] : expected) {
        if (name.starts_with("gradient"))
            largest = std::max(largest, tensor.norm().item<double>());
    }
    double wrong = 0;
    double whole = 0;
    for (const auto &[name, tensor] : expected) {
        const at::Tensor other = at::tensor(json.at(name).get<std::vector<double>>());
        const double difference = (other - tensor.flatten()).norm().item<double>();
        if (name.starts_with("gradient")) {
            wrong += difference * difference;
            whole += tensor.square().sum().item<double>();
        }
        // Some gradients are sums that all but cancel: measured by the largest of the network then.
        const double scale = std::max(tensor.norm().item<double>(),
                                      name.starts_with("gradient") ? 1e-2 * largest : 0.0);
        QVERIFY2(difference <= stepCase.tolerance * scale,
                 qPrintable(QString("%1: %2 of %3").arg(name.c_str()).arg(difference).arg(scale)));
    }
    const double error = std::sqrt(wrong / whole);
    QVERIFY2(error <= stepCase.tolerance, qPrintable(QString("gradient differs by %1").arg(error)));
    qInfo("gradient differs by %.1e", error);
}

void TestProcessGroup::runIsThatOfTheJoinedBatch()
{
    const Json expected = run(kWorld * kBatch, ProcessGroup::alone());
    QVERIFY2(expected.is_object(), expected.dump().c_str());
    std::vector<Json> found;
    for (const std::string &answer : answers("run")) {
        found.push_back(Json::parse(answer, nullptr, false));
        QVERIFY2(found.back().is_object(), answer.c_str());
    }
    QVERIFY(found[0].at("hash") == found[1].at("hash"));
    QVERIFY(found[0].at("score") == found[1].at("score"));
    QVERIFY(found[0].at("losses") == found[1].at("losses"));
    for (int i = 0; i < 2; ++i) {
        const double loss = found[0].at("losses")[i].get<double>();
        // The first step of Adam magnifies the rounding of small gradients.
        const double tolerance = i == 0 ? 1e-5 : 1e-2;
        QVERIFY(std::abs(loss - expected.at("losses")[i].get<double>()) <= tolerance * loss);
        auto ids = found[0].at("ids")[i].get<std::vector<std::string>>();
        for (const auto &id : found[1].at("ids")[i])
            ids.push_back(id.get<std::string>());
        auto all = expected.at("ids")[i].get<std::vector<std::string>>();
        std::ranges::sort(ids);
        std::ranges::sort(all);
        QVERIFY(ids == all);
        QVERIFY(std::ranges::adjacent_find(ids) == ids.end());
    }
    QVERIFY(found[0].at("score")[0] == Json(6));
    QVERIFY(found[0].at("score")[1] == expected.at("score")[1]);
    QVERIFY(found[0].at("partners") == Json(20 * sizeof(std::int64_t)));
}

void TestProcessGroup::lostProcess_data()
{
    QTest::addColumn<QString>("task");
    QTest::newRow("killed") << "killed";
    QTest::newRow("silent") << "silent";
}

void TestProcessGroup::lostProcess()
{
    QFETCH(QString, task);
    QCOMPARE(answers(task.toStdString())[0], std::string("lost"));
}

int main(int argc, char **argv)
{
    if (const char *task = std::getenv(kTask); task != nullptr) {
        try {
            return work(task);
        } catch (const std::exception &exception) {
            std::fprintf(stderr, "%s: %s\n", task, exception.what());
            return 4;
        }
    }
    QCoreApplication application(argc, argv);
    TestProcessGroup test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_process_group.moc"
