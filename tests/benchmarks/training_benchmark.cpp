// SPDX-License-Identifier: MIT
// Times one training step of the full-size network on random numbers, in the shapes of a published
// batch (224 px pictures, 257 x 670 spectrograms), and prints JSON. Both views have the full size
// unless --scale says otherwise. Processor time is the figure to trust on a busy machine.
#include "engine/nn/initialization.h"
#include "engine/training/adam_optimizer.h"
#include "engine/training/training_step.h"

#include <ATen/Parallel.h>
#include <ATen/ops/randn.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <vector>

namespace {

using namespace soundlocus;

struct Arguments
{
    int batch = 8;
    int steps = 3;
    int threads = 1;
    double scale = 1;
};

double processorSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peakGib()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / (1024.0 * 1024.0);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void run(const Arguments &arguments)
{
    at::set_num_threads(arguments.threads);
    nn::TwoTrunkNet net(modelSpecOf(ModelFamily::SslTie));
    nn::initializeWeights(net, 1);
    AdamOptimizer optimizer(net, {});
    setTrainingMode(net, false);
    const BatchTensors batch{at::randn({arguments.batch, 3, 224, 224}),
                             at::randn({arguments.batch, 1, 257, 670}) * 20 - 40,
                             {},
                             {}};
    const nn::GeometricTransform transform{
            std::vector<double>(static_cast<std::size_t>(arguments.batch), 20),
            arguments.scale,
            false};
    std::vector<double> wall;
    std::vector<double> processor;
    for (int i = 0; i <= arguments.steps; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        const double used = processorSeconds();
        optimizer.zeroGradients();
        computeLoss(net, batch, transform, Objective::SslTie, {}).total.backward();
        optimizer.step(1e-4);
        if (i == 0) // warm-up
            continue;
        processor.push_back(processorSeconds() - used);
        wall.push_back(
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    const nlohmann::ordered_json result{{"mode", "train"},
                                        {"batch", arguments.batch},
                                        {"threads", arguments.threads},
                                        {"scale", arguments.scale},
                                        {"wall_s_per_step", median(wall)},
                                        {"cpu_s_per_step", median(processor)},
                                        {"peak_gib", peakGib()}};
    std::cout << result.dump() << '\n';
}

} // namespace

int main(int argc, char **argv)
{
    Arguments arguments;
    CLI::App app("Times one training step.");
    app.add_option("--batch", arguments.batch)->check(CLI::Range(1, 256));
    app.add_option("--steps", arguments.steps)->check(CLI::Range(1, 1000));
    app.add_option("--threads", arguments.threads)->check(CLI::Range(1, 1024));
    app.add_option("--scale", arguments.scale)->check(CLI::Range(0.1, 1.0));
    CLI11_PARSE(app, argc, argv);
    run(arguments);
    return EXIT_SUCCESS;
}
