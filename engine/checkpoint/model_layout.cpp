// SPDX-License-Identifier: MIT
#include "engine/checkpoint/model_layout.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace soundlocus {

namespace {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;
using Weights = std::map<std::string, StoredTensor>;

constexpr int kPublishedWidth = 64;
/// Wider networks are damaged files: 64 times the published one.
constexpr std::int64_t kMaxWidth = 4096;
constexpr int kStages = 4;
constexpr int kBlocksPerStage = 2; // ResNet-18

bool hasFcnTrunks(ModelFamily family)
{
    return family == ModelFamily::SslTie || family == ModelFamily::Lvs
           || family == ModelFamily::SslAlign;
}

void addNorm(Shapes &shapes, const std::string &name, std::int64_t channels)
{
    for (const char *part : {".weight", ".bias", ".running_mean", ".running_var"})
        shapes[name + part] = {channels};
}

struct Trunk
{
    std::string name;
    std::string stem;
    std::int64_t inChannels = 3;
    std::int64_t width = kPublishedWidth;
};

/// ResNet-18 up to its fourth stage. Source: torchvision resnet.py; SSL-TIE base_models.py.
void addTrunk(Shapes &shapes, const Trunk &trunk)
{
    shapes[trunk.name + "." + trunk.stem + ".weight"] = {trunk.width, trunk.inChannels, 7, 7};
    addNorm(shapes, trunk.name + ".bn1", trunk.width);
    std::int64_t in = trunk.width;
    for (int stage = 1; stage <= kStages; ++stage) {
        const std::int64_t out = trunk.width << (stage - 1);
        for (int block = 0; block < kBlocksPerStage; ++block) {
            const std::string name = trunk.name + ".layer" + std::to_string(stage) + "."
                                     + std::to_string(block);
            shapes[name + ".conv1.weight"] = {out, in, 3, 3};
            addNorm(shapes, name + ".bn1", out);
            shapes[name + ".conv2.weight"] = {out, out, 3, 3};
            addNorm(shapes, name + ".bn2", out);
            if (in != out) {
                shapes[name + ".downsample.0.weight"] = {out, in, 1, 1};
                addNorm(shapes, name + ".downsample.1", out);
            }
            in = out;
        }
    }
}

void addProjection(Shapes &shapes,
                   const std::string &prefix,
                   const char *head,
                   const ModelSpec &spec)
{
    const std::int64_t in = std::int64_t{8} * spec.width;
    const std::string image = prefix + "img_proj" + head;
    const std::string audio = prefix + "aud_proj" + head;
    shapes[image + ".weight"] = {spec.embeddingDim, in, 1, 1};
    shapes[image + ".bias"] = {spec.embeddingDim};
    shapes[audio + ".weight"] = {spec.embeddingDim, in};
    shapes[audio + ".bias"] = {spec.embeddingDim};
}

bool contains(const Weights &weights, const char *name)
{
    return weights.find(name) != weights.end();
}

std::int64_t firstSize(const Weights &weights, const char *name)
{
    const auto found = weights.find(name);
    if (found == weights.end() || found->second.shape.empty())
        return 0;
    return found->second.shape.front();
}

/// Position behind the prefix of a name like "model.module.imgnet.conv1.weight".
std::optional<std::size_t> trunkPosition(std::string_view name)
{
    for (const std::string_view trunk : {"imgnet.", "audnet."}) {
        for (std::size_t at = name.find(trunk); at != std::string_view::npos;
             at = name.find(trunk, at + 1)) {
            if (at == 0 || name[at - 1] == '.')
                return at;
        }
    }
    return std::nullopt;
}

bool fileNameHas(const std::filesystem::path &path, std::string_view lowerCaseWord)
{
    std::string name = path.filename().string();
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return name.find(lowerCaseWord) != std::string::npos;
}

/// SSL-TIE, LVS and SSL-Align share their trunks. SSL-TIE's files have more tensors, or the
/// dictionary "state_dict"; LVS writes "module." before its names, SSL-Align does not.
layout::FamilyGuess fcnFamily(const Weights &weights,
                              std::string_view prefix,
                              const std::filesystem::path &path)
{
    if (contains(weights, "vision_fc1.weight") || contains(weights, "norm3.weight")
        || contains(weights, "conv3.weight"))
        return {ModelFamily::SslTie, false};
    if (prefix.starts_with("state_dict."))
        return {ModelFamily::SslTie, false};
    if (prefix.ends_with("module."))
        return {ModelFamily::Lvs, false};
    if (fileNameHas(path, "lvs"))
        return {ModelFamily::Lvs, true};
    return {ModelFamily::SslAlign, !fileNameHas(path, "ours_")};
}

} // namespace

namespace layout {

std::optional<std::string> weightsPrefix(const TensorFile &file)
{
    std::map<std::string, int> counts;
    for (const auto &[name, tensor] : file.tensors) {
        if (const auto at = trunkPosition(name))
            ++counts[name.substr(0, *at)];
    }
    if (counts.empty())
        return std::nullopt;
    // A file may hold a second copy of its weights; the official dictionaries come first.
    const auto rank = [](const std::string &prefix) {
        return prefix.starts_with("state_dict.") || prefix.starts_with("model_state_dict.")
                               || prefix.starts_with("model.")
                       ? 1
                       : 0;
    };
    const auto best = std::max_element(counts.begin(), counts.end(), [&](auto &a, auto &b) {
        return a.second != b.second ? a.second < b.second : rank(a.first) < rank(b.first);
    });
    return best->first;
}

std::optional<FamilyGuess> familyOf(const Weights &weights,
                                    std::string_view prefix,
                                    const std::filesystem::path &path)
{
    if (contains(weights, "img_proj1.weight") || contains(weights, "aud_proj1.weight"))
        return FamilyGuess{ModelFamily::Slavc, false};
    if (contains(weights, "img_proj.weight") || contains(weights, "aud_proj.weight"))
        return FamilyGuess{fileNameHas(path, "fnac") ? ModelFamily::Fnac : ModelFamily::EzVsl,
                           true};
    if (contains(weights, "imgnet.conv1_a.weight") || contains(weights, "audnet.conv1_a.weight"))
        return fcnFamily(weights, prefix, path);
    return std::nullopt;
}

ModelSpec specOf(ModelFamily family, const Weights &weights)
{
    ModelSpec spec = modelSpecOf(family);
    for (const char *name : {"imgnet.conv1.weight", "imgnet.bn1.weight", "audnet.bn1.weight"}) {
        const std::int64_t width = firstSize(weights, name);
        if (width > 0 && width <= kMaxWidth) {
            spec.width = static_cast<int>(width);
            break;
        }
    }
    spec.embeddingDim = 8 * spec.width;
    if (hasFcnTrunks(family))
        return spec;
    for (const char *name : {"img_proj.weight", "img_proj1.weight"}) {
        const std::int64_t width = firstSize(weights, name);
        if (width > 0 && width <= 8 * kMaxWidth)
            spec.embeddingDim = static_cast<int>(width);
    }
    return spec;
}

bool isBuffer(std::string_view name)
{
    return name.ends_with(".running_mean") || name.ends_with(".running_var")
           || name.ends_with(".num_batches_tracked");
}

bool isKnownUnused(ModelFamily family, std::string_view name)
{
    static constexpr std::array kFcnParts = std::to_array<std::string_view>(
            {"imgnet.conv1_a.", "imgnet.conv1_flow.", "audnet.conv1.", "audnet.conv1_flow."});
    static constexpr std::array kSslTieParts = std::to_array<std::string_view>(
            {"vision_fc1.", "conv3.", "norm3."});
    const auto isUnder = [name](std::string_view part) { return name.starts_with(part); };
    if (name.ends_with(".num_batches_tracked") || isUnder("imgnet.fc.") || isUnder("audnet.fc."))
        return true;
    if (hasFcnTrunks(family) && std::any_of(kFcnParts.begin(), kFcnParts.end(), isUnder))
        return true;
    return family == ModelFamily::SslTie
           && std::any_of(kSslTieParts.begin(), kSslTieParts.end(), isUnder);
}

} // namespace layout

std::map<std::string, std::vector<std::int64_t>> requiredTensors(const ModelSpec &spec)
{
    Shapes shapes;
    if (hasFcnTrunks(spec.family)) {
        addTrunk(shapes, {"imgnet", "conv1", 3, spec.width});
        addTrunk(shapes, {"audnet", "conv1_a", 1, spec.width});
        return shapes;
    }
    const bool isSlavc = spec.family == ModelFamily::Slavc;
    for (const std::string prefix : {"", "momentum_"}) {
        if (!prefix.empty() && !isSlavc)
            continue;
        addTrunk(shapes, {prefix + "imgnet", "conv1", 3, spec.width});
        addTrunk(shapes, {prefix + "audnet", "conv1", 1, spec.width});
        if (isSlavc) {
            addProjection(shapes, prefix, "1", spec);
            addProjection(shapes, prefix, "2", spec);
        } else {
            addProjection(shapes, prefix, "", spec);
        }
    }
    return shapes;
}

} // namespace soundlocus
