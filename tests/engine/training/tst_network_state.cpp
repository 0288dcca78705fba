// SPDX-License-Identifier: MIT
#include "engine/training/network_state.h"
#include "tests/engine/training/small_net.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;

namespace {

RunPosition somewhere()
{
    RunPosition position;
    position.epoch = 3;
    position.position = 17;
    position.step = 12345678901;
    position.lossScale = 1.0 / 3;
    position.scaleAge = 5;
    position.hasBest = true;
    position.best = -0.1234567890123456789;
    position.bestEpoch = 2;
    position.seconds = 1e5 / 3;
    return position;
}

void learn(AdamOptimizer &optimizer)
{
    double phase = 0;
    for (at::Tensor &parameter : optimizer.parameters())
        parameter.mutable_grad() = test::noise(parameter.sizes(), phase += 0.7);
    optimizer.step(0.01);
}

} // namespace

class TestNetworkState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Weights, running statistics, moments, place and partners come back bit for bit.
    void roundTrip()
    {
        nn::TwoTrunkNet net = test::smallNet(1);
        for (auto &buffer : net->named_buffers())
            if (buffer.key().ends_with("running_var"))
                buffer.value().copy_(test::noise(buffer.value().sizes(), 3).abs() + 0.1);
        AdamOptimizer optimizer(net, {});
        learn(optimizer);
        Checkpoint checkpoint = weightsOf(net, net->spec);
        const std::vector<std::int64_t> partners{3, 1, 4, 1, 5};
        addTrainingState(checkpoint, optimizer, somewhere(), partners);
        const auto path = test::pathOf(m_folder) / "a.safetensors";
        SL_VERIFY_RESULT(writeCheckpoint(path, checkpoint));

        nn::TwoTrunkNet other = test::smallNet(2);
        AdamOptimizer resumed(other, {});
        const auto state = restoreTraining(path, other, resumed);
        SL_VERIFY_RESULT(state);
        QVERIFY(state->position == somewhere());
        QCOMPARE(state->mixPartners, partners);
        const auto buffers = net->named_buffers();
        for (const auto &item : other->named_buffers())
            if (!item.key().ends_with("num_batches_tracked"))
                QVERIFY2(at::equal(item.value(), buffers[item.key()]), item.key().c_str());
        const auto parameters = net->named_parameters();
        for (const auto &item : other->named_parameters())
            QVERIFY2(at::equal(item.value(), parameters[item.key()]), item.key().c_str());
        const auto expected = optimizer.state();
        const auto found = resumed.state();
        QCOMPARE(found.size(), expected.size());
        QCOMPARE(found.size(), 3 * parameters.size());
        for (const auto &[name, tensor] : expected)
            QVERIFY2(at::equal(found.at(name), tensor), name.c_str());
    }

    /// A finished file is a model like any other.
    void opensAsAModel()
    {
        const auto checkpoint = readCheckpoint(test::pathOf(m_folder) / "a.safetensors");
        SL_VERIFY_RESULT(checkpoint);
        SL_VERIFY_RESULT(requireLoadable(*checkpoint));
        QVERIFY(checkpoint->spec == modelSpecOf(test::smallModel()));
        QVERIFY(checkpoint->report.unexpected.empty());
    }

    void otherWidth()
    {
        ModelConfig model = test::smallModel();
        model.width = 6;
        nn::TwoTrunkNet wider(modelSpecOf(model));
        AdamOptimizer optimizer(wider, {});
        const auto path = test::pathOf(m_folder) / "a.safetensors";
        const auto state = restoreTraining(path, wider, optimizer);
        SL_COMPARE_CODE(state, ErrorCode::WrongCheckpoint);
        QVERIFY(state.error().message.find("audnet.bn1.bias") != std::string::npos);
    }

    void withoutState()
    {
        nn::TwoTrunkNet net = test::smallNet();
        AdamOptimizer optimizer(net, {});
        const auto path = test::pathOf(m_folder) / "plain.safetensors";
        SL_VERIFY_RESULT(writeCheckpoint(path, weightsOf(net, net->spec)));
        SL_COMPARE_CODE(restoreTraining(path, net, optimizer), ErrorCode::WrongCheckpoint);
        SL_COMPARE_CODE(restoreTraining(test::pathOf(m_folder) / "none", net, optimizer),
                        ErrorCode::NotFound);
    }

    /// A file of weights alone with the names of torchvision; its last layer is passed over.
    void imageTrunk()
    {
        nn::TwoTrunkNet source = test::smallNet(5);
        std::map<std::string, StoredTensor> tensors;
        for (const auto &[name, tensor] : weightsOf(source, source->spec).weights)
            if (name.starts_with("imgnet."))
                tensors[name.substr(7)] = tensor;
        tensors["fc.weight"] = storedTensor(at::ones({1000, 32}));
        const auto path = test::pathOf(m_folder) / "resnet18.safetensors";
        SL_VERIFY_RESULT(writeSafetensors(path, tensors, {}));
        nn::TwoTrunkNet net = test::smallNet(1);
        const auto before = test::smallNet(1);
        SL_VERIFY_RESULT(loadImageTrunk(net, path));
        const auto expected = source->named_parameters();
        const auto kept = before->named_parameters();
        for (const auto &item : net->named_parameters()) {
            const auto &like = item.key().starts_with("imgnet.") ? expected : kept;
            QVERIFY2(at::equal(item.value(), like[item.key()]), item.key().c_str());
        }
        tensors.erase("layer2.0.conv1.weight");
        SL_VERIFY_RESULT(writeSafetensors(path, tensors, {}));
        const auto done = loadImageTrunk(net, path);
        SL_COMPARE_CODE(done, ErrorCode::WrongCheckpoint);
        QVERIFY(done.error().message.find("layer2.0.conv1.weight") != std::string::npos);
    }

private:
    const QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestNetworkState)
#include "tst_network_state.moc"
