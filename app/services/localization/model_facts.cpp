// SPDX-License-Identifier: MIT
#include "app/services/localization/model_facts.h"

#include "engine/core/model_family.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <variant>

namespace soundlocus {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::ModelFacts)
};

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The file that the program brings along lies in its demo folder.
QString nameOf(const std::filesystem::path &path)
{
    if (path.filename() == "model.safetensors" && path.parent_path().filename() == "demo")
        return Text::tr("Demo model");
    return QString::fromStdString(path.filename().string());
}

int epochOf(const Checkpoint &checkpoint)
{
    const auto found = checkpoint.metadata.find("epoch");
    if (found == checkpoint.metadata.end())
        return -1;
    if (const auto *number = std::get_if<std::int64_t>(&found->second))
        return static_cast<int>(*number);
    return -1;
}

/// The threshold of the loss' positive mask, from the training configuration that our own files
/// carry; none for other files, and for families whose maps are no cosines.
std::optional<double> thresholdOf(const Checkpoint &checkpoint, HeatmapScale scale)
{
    const auto found = checkpoint.metadata.find("training_config");
    if (found == checkpoint.metadata.end() || scale != HeatmapScale::Cosine)
        return std::nullopt;
    const auto *text = std::get_if<std::string>(&found->second);
    if (text == nullptr)
        return std::nullopt;
    const QJsonValue epsilon = QJsonDocument::fromJson(QByteArray::fromStdString(*text))
                                       .object()[QLatin1String("loss")]
                                       .toObject()[QLatin1String("epsilon")];
    if (!epsilon.isDouble())
        return std::nullopt;
    const double value = epsilon.toDouble();
    return value >= -1 && value <= 1 ? std::optional(value) : std::nullopt;
}

QString soundText(const AudioInputSpec &sound)
{
    const QLocale locale;
    if (sound.sampleRateHz == 0)
        return Text::tr("%1 s at its own rate, %2 bands")
                .arg(locale.toString(sound.seconds), locale.toString(binCount(sound)));
    return Text::tr("%1 s at %2 Hz, %3 bands")
            .arg(locale.toString(sound.seconds),
                 locale.toString(sound.sampleRateHz),
                 locale.toString(binCount(sound)));
}

} // namespace

ModelSummary summaryOf(const Checkpoint &checkpoint, const Localizer &localizer)
{
    const QLocale locale;
    const ModelSpec &spec = checkpoint.spec;
    ModelSummary summary;
    summary.path = QString::fromStdString(checkpoint.path.string());
    summary.name = nameOf(checkpoint.path);
    summary.family = fromView(displayName(spec.family));
    summary.parameters = checkpoint.parameterCount;
    summary.epoch = epochOf(checkpoint);
    summary.device = QString::fromStdString(localizer.options().device);
    summary.scale = localizer.scale();
    summary.threshold = thresholdOf(checkpoint, summary.scale);
    summary.windowSeconds = spec.audio.seconds;
    summary.facts = {{Text::tr("Width"), locale.toString(spec.width)},
                     {Text::tr("Embedding"), locale.toString(spec.embeddingDim)},
                     {Text::tr("Picture"), Text::tr("%1 px").arg(spec.imageSide)},
                     {Text::tr("Sound"), soundText(spec.audio)},
                     {Text::tr("SHA-256"), QString::fromStdString(checkpoint.sha256)}};
    if (checkpoint.isFamilyGuessed)
        summary.facts.emplace_back(
                Text::tr("Note"),
                Text::tr("Another family has the same tensors; the file's name, or a default, "
                         "decided."));
    return summary;
}

} // namespace soundlocus
