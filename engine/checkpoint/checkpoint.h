// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/tensor_file.h"
#include "engine/core/model_spec.h"
#include "engine/core/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

/// A tensor whose shape is not the one its family needs.
struct ShapeMismatch
{
    std::string name;
    std::vector<std::int64_t> expected;
    std::vector<std::int64_t> found;
};

/// How a file's tensors fit its family.
struct WeightsReport
{
    std::vector<std::string> missing;    ///< needed for the map and not there
    std::vector<std::string> unexpected; ///< there, of no known use
    std::vector<ShapeMismatch> misshaped;
    std::vector<std::string> unused; ///< known parts of the family that the map does not need

    [[nodiscard]] bool isLoadable() const { return missing.empty() && misshaped.empty(); }
};

/// A checkpoint of a known family: names are the reference's without `module.` or any other prefix.
struct Checkpoint
{
    std::filesystem::path path;
    TensorFile::Container container = TensorFile::Container::TorchZip;
    ModelSpec spec;
    /// True where the keys fit two families (EZ-VSL and FNAC; LVS saved without `module.` and
    /// SSL-Align) and the file name, or a default (EZ-VSL, SSL-Align), decided, not --family.
    bool isFamilyGuessed = false;
    /// Whose tensors they surely are, where CheckpointOptions::family says otherwise.
    std::optional<ModelFamily> overruledFamily;
    std::map<std::string, StoredTensor> weights;
    /// Tensors "training.*" of our own files, which a resumed run needs and no map.
    std::map<std::string, StoredTensor> trainingState;
    std::map<std::string, MetadataValue> metadata;
    WeightsReport report;
    std::int64_t parameterCount = 0;         ///< weights and biases; running statistics not counted
    std::int64_t requiredParameterCount = 0; ///< those of them that the map needs
    std::string sha256;                      ///< of the file, lower-case hex
};

/// The family whose published files have the same tensors: EZ-VSL and FNAC, LVS and SSL-Align.
[[nodiscard]] std::optional<ModelFamily> twinOf(ModelFamily family);

struct CheckpointOptions
{
    /// Overrides detection, but not the header of our own files; needed where keys fit two families
    /// and the file name does not say which: FNAC saved as best.pth, LVS saved without `module.`.
    std::optional<ModelFamily> family;
};

/// The file that a path stands for: of the folder of a training run its best checkpoint, or its
/// last one where none was chosen yet; any other path itself.
/// Errors: NotFound (a run without a checkpoint), NotAFile (another folder).
[[nodiscard]] Result<std::filesystem::path> checkpointFile(const std::filesystem::path &path);

/// Reads a file, or checkpointFile() of a run folder, and finds out its family by its keys.
/// The tensors are checked (WeightsReport), not refused: see requireLoadable().
/// Errors: those of checkpointFile and readTensorFile, WrongCheckpoint (keys fit no family, or our
/// own header names another one than the options).
[[nodiscard]] Result<Checkpoint> readCheckpoint(const std::filesystem::path &given,
                                                CheckpointOptions options = {});

/// Fails with WrongCheckpoint and the names of missing and misshaped tensors (the first few, and
/// how many more), or with NotFinite and the tensor's name where a weight is NaN or infinite.
[[nodiscard]] Result<void> requireLoadable(const Checkpoint &checkpoint);

/// Writes our own format: safetensors whose header carries "soundlocus.format" (version), "family",
/// "width", "embedding_dim", "soundlocus.input" (how picture and sound are prepared, as JSON; files
/// without it have their family's input) and all entries of checkpoint.metadata.
/// Errors: InvalidArgument (inputFaultsOf the spec), those of AtomicFile.
[[nodiscard]] Result<void> writeCheckpoint(const std::filesystem::path &path,
                                           const Checkpoint &checkpoint);

/// Tensors the family's map needs, with their shapes.
[[nodiscard]] std::map<std::string, std::vector<std::int64_t>> requiredTensors(
        const ModelSpec &spec);

} // namespace soundlocus
