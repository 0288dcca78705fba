// SPDX-License-Identifier: MIT
#include "engine/training_log/event_file.h"

#include "engine/core/file_io.h"
#include "engine/render/png_file.h"
#include "engine/training_log/append_file.h"
#include "engine/training_log/event_record.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>

namespace soundlocus {

namespace fs = std::filesystem;

namespace {

double wallTime()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}

/// TensorBoard reads the files of a folder in the order of their names: time first.
std::string fileName(double seconds)
{
    static std::atomic<unsigned> serial{0};
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0 || host[0] == '\0')
        host[0] = '_';
    return fmt::format(
            "events.out.tfevents.{:010.0f}.{}.{}.{}", seconds, host.data(), ::getpid(), serial++);
}

void addTerms(std::vector<Scalar> &scalars,
              const std::string &group,
              double loss,
              const std::vector<LossTerm> &terms)
{
    scalars.push_back({group + "/total", loss});
    for (const LossTerm &term : terms)
        scalars.push_back({group + "/" + term.name, term.value});
}

std::vector<Scalar> scalarsOfStep(const TrainingStep &step)
{
    std::vector<Scalar> scalars;
    addTerms(scalars, "loss", step.loss, step.terms);
    scalars.push_back({"learning_rate", step.learningRate});
    scalars.push_back({"speed/images_per_second", step.imagesPerSecond});
    scalars.push_back({"speed/waiting_seconds", step.waitingSeconds});
    return scalars;
}

std::vector<Scalar> scalarsOfEpoch(const TrainingEpoch &epoch)
{
    std::vector<Scalar> scalars;
    addTerms(scalars, "epoch_loss", epoch.loss, epoch.terms);
    scalars.push_back({"epoch", static_cast<double>(epoch.epoch)});
    return scalars;
}

std::vector<Scalar> scalarsOfValidation(const TrainingValidation &validation)
{
    std::vector<Scalar> scalars;
    const auto add = [&scalars](const char *tag, const std::optional<double> &value) {
        if (value)
            scalars.push_back({tag, *value});
    };
    add("validation/loss", validation.loss);
    add("validation/ciou_at_50", validation.ciouAt50);
    add("validation/auc", validation.auc);
    add("validation/pointing", validation.pointing);
    return scalars;
}

} // namespace

EventFile::EventFile(fs::path path)
    : m_path(std::move(path))
{}

Result<EventFile> EventFile::create(const fs::path &folder, std::int64_t resumedStep)
{
    if (auto made = makeFolder(folder); !made)
        return Unexpected(made.error());
    const double seconds = wallTime();
    EventFile file(folder / fileName(seconds));
    std::string records = framedRecord(versionEvent(seconds));
    if (resumedStep > 0)
        records += framedRecord(restartEvent(seconds, resumedStep + 1));
    if (auto written = appendBytes(file.m_path, records); !written)
        return Unexpected(written.error());
    return file;
}

Result<void> EventFile::addScalars(std::int64_t step, const std::vector<Scalar> &scalars)
{
    if (scalars.empty())
        return {};
    std::vector<std::string> values;
    values.reserve(scalars.size());
    for (const Scalar &scalar : scalars)
        values.push_back(scalarValue(scalar.tag, static_cast<float>(scalar.value)));
    return appendBytes(m_path, framedRecord(summaryEvent(wallTime(), step, values)));
}

Result<void> EventFile::addImage(std::int64_t step, std::string_view tag, const Frame &frame)
{
    const auto png = encodePng(frame);
    if (!png)
        return Unexpected(png.error());
    const std::string value = imageValue(tag, {frame.width(), frame.height(), *png});
    return appendBytes(m_path, framedRecord(summaryEvent(wallTime(), step, {value})));
}

std::vector<Scalar> scalarsOf(const TrainingEvent &event)
{
    if (const auto *step = std::get_if<TrainingStep>(&event))
        return scalarsOfStep(*step);
    if (const auto *epoch = std::get_if<TrainingEpoch>(&event))
        return scalarsOfEpoch(*epoch);
    if (const auto *validation = std::get_if<TrainingValidation>(&event))
        return scalarsOfValidation(*validation);
    return {};
}

} // namespace soundlocus
