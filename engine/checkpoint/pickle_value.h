// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/tensor_file.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

/// Internal: what a pickle may build here. Plain data, nothing that can act.
namespace soundlocus::pickle {

enum class Kind {
    None,
    Bool,
    Int,
    BigInt, ///< more than 64 bits, kept as its little-endian bytes
    Float,
    String,
    Bytes,
    Tuple,
    List,
    Set,
    Dict,
    Global,     ///< an allowed name that was mentioned, not called
    TorchDtype, ///< torch.float32 and the like; its name in `text`
    NumpyDtype, ///< "f8" in `text`
    Storage,
    Tensor,
};

/// Allowed names that may be called; each is done by code of ours.
enum class Callable {
    None,
    OrderedDict,
    Set,
    Encode,
    NumpyDtype,
    NumpyScalar,
    TensorSize,
    RebuildTensor,
    RebuildTensorV2,
    RebuildParameter,
};

/// A view into a storage; checked against the storage's stated size when it is made.
struct View
{
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

struct Value
{
    Kind kind = Kind::None;
    DType dtype = DType::Float32; ///< Storage, Tensor, and a storage type's Global
    Callable callable = Callable::None;
    bool isStorageType = false;
    std::int64_t number = 0; ///< Bool, Int; Storage, Tensor: elements of the storage
    double real = 0;
    std::string_view text; ///< String, Bytes, BigInt; name of a Global; key of a Storage or Tensor
    std::vector<Value *> items; ///< elements; of a Dict: key, value, key, value, ...
    std::unique_ptr<View> view; ///< Tensor
};

/// Thrown inside the pickle reader only; parsePickle() turns it into an Error.
struct Fault
{
    ErrorCode code;
    std::string message;
};

/// Owns the values of one pickle in a flat row, so that deep nesting and cycles cost nothing when
/// they are destroyed, and counts what a pickle asks for.
class Heap
{
public:
    /// Real files hold 30,000 values; a hostile one must not use up the memory.
    static constexpr std::size_t kMaxValues = 2'000'000;
    static constexpr std::size_t kMaxElements = 4 * kMaxValues;

    Value *make(Kind kind);
    /// Counts elements copied or added to containers.
    void charge(std::size_t elements);
    /// Keeps a text that is not part of the pickle's bytes.
    std::string_view keep(std::string text);

    std::vector<const Value *> storages; ///< in order of first mention

private:
    std::deque<Value> m_values;
    std::deque<std::string> m_texts;
    std::size_t m_elements = 0;
};

/// Looks up a global. Throws Fault(UnsafeCheckpoint) with its name where it is not allowed.
Value *findGlobal(Heap &heap, std::string_view module, std::string_view name);

/// What `callable(*arguments)` gives in Python, done by code of ours.
Value *call(Heap &heap, const Value &callable, const Value &arguments);

/// Python's BUILD: attributes of an ordered dictionary (dropped) or the byte order of a numpy type.
void build(Value &target, const Value &state);

/// The storage that a persistent id ('storage', type, key, location, elements) names.
Value *storageOf(Heap &heap, const Value &persistentId);

/// Text of a file as part of a one-line message: unprintable bytes replaced, cut after 80.
std::string printable(std::string_view text);

} // namespace soundlocus::pickle
