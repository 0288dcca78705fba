// SPDX-License-Identifier: MIT
#include "engine/checkpoint/pickle_value.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstring>
#include <optional>
#include <unordered_map>

namespace soundlocus::pickle {

namespace {

/// numpy and torch allow 64 dimensions.
constexpr std::size_t kMaxDimensions = 64;

[[noreturn]] void corrupt(const std::string &what)
{
    throw Fault{ErrorCode::CorruptData, "damaged (" + what + "); download or copy it again"};
}

[[noreturn]] void refuse(const std::string &what)
{
    throw Fault{ErrorCode::UnsafeCheckpoint,
                "refused: its pickle asks for " + what
                        + ", which could run a program on loading; if you trust the file, load it "
                          "in Python and save its state_dict alone"};
}

struct Allowed
{
    Kind kind = Kind::Global;
    Callable callable = Callable::None;
    std::optional<DType> storageType = std::nullopt;
};

const std::unordered_map<std::string_view, Allowed> &allowedGlobals()
{
    static const std::unordered_map<std::string_view, Allowed> table = {
            {"collections.OrderedDict", {Kind::Global, Callable::OrderedDict}},
            {"builtins.set", {Kind::Global, Callable::Set}},
            {"builtins.frozenset", {Kind::Global, Callable::Set}},
            {"__builtin__.set", {Kind::Global, Callable::Set}},
            {"__builtin__.frozenset", {Kind::Global, Callable::Set}},
            // Protocol 2 has no bytes: they are written as encode(text, "latin1").
            {"_codecs.encode", {Kind::Global, Callable::Encode}},
            {"numpy.dtype", {Kind::Global, Callable::NumpyDtype}},
            {"numpy.core.multiarray.scalar", {Kind::Global, Callable::NumpyScalar}},
            {"numpy._core.multiarray.scalar", {Kind::Global, Callable::NumpyScalar}},
            {"torch.Size", {Kind::Global, Callable::TensorSize}},
            {"torch._utils._rebuild_tensor", {Kind::Global, Callable::RebuildTensor}},
            {"torch._utils._rebuild_tensor_v2", {Kind::Global, Callable::RebuildTensorV2}},
            {"torch._utils._rebuild_parameter", {Kind::Global, Callable::RebuildParameter}},
            {"torch.FloatStorage", {Kind::Global, Callable::None, DType::Float32}},
            {"torch.DoubleStorage", {Kind::Global, Callable::None, DType::Float64}},
            {"torch.HalfStorage", {Kind::Global, Callable::None, DType::Float16}},
            {"torch.BFloat16Storage", {Kind::Global, Callable::None, DType::BFloat16}},
            {"torch.LongStorage", {Kind::Global, Callable::None, DType::Int64}},
            {"torch.IntStorage", {Kind::Global, Callable::None, DType::Int32}},
            {"torch.ShortStorage", {Kind::Global, Callable::None, DType::Int16}},
            {"torch.CharStorage", {Kind::Global, Callable::None, DType::Int8}},
            {"torch.ByteStorage", {Kind::Global, Callable::None, DType::UInt8}},
            {"torch.BoolStorage", {Kind::Global, Callable::None, DType::Bool}},
            {"torch.storage.UntypedStorage", {Kind::Global, Callable::None, DType::UInt8}},
            {"torch.float32", {Kind::TorchDtype}},
            {"torch.float64", {Kind::TorchDtype}},
            {"torch.float16", {Kind::TorchDtype}},
            {"torch.bfloat16", {Kind::TorchDtype}},
            {"torch.int64", {Kind::TorchDtype}},
            {"torch.int32", {Kind::TorchDtype}},
            {"torch.int16", {Kind::TorchDtype}},
            {"torch.int8", {Kind::TorchDtype}},
            {"torch.uint8", {Kind::TorchDtype}},
            {"torch.bool", {Kind::TorchDtype}},
    };
    return table;
}

const Value &argument(const Value &arguments, std::size_t index, Kind kind)
{
    if (index >= arguments.items.size() || arguments.items[index]->kind != kind)
        corrupt("wrong arguments in its pickle");
    return *arguments.items[index];
}

std::vector<std::int64_t> sizesOf(const Value &tuple)
{
    if (tuple.items.size() > kMaxDimensions)
        corrupt("a tensor of " + std::to_string(tuple.items.size()) + " dimensions");
    std::vector<std::int64_t> sizes;
    for (const Value *item : tuple.items) {
        if (item->kind != Kind::Int || item->number < 0)
            corrupt("a tensor with a size or stride that is no count");
        sizes.push_back(item->number);
    }
    return sizes;
}

/// Fails where the view reaches outside its storage.
void checkView(const View &view, std::int64_t storageElements)
{
    if (view.shape.size() != view.strides.size() || view.offset < 0)
        corrupt("a tensor whose shape, strides and offset do not fit");
    if (std::find(view.shape.begin(), view.shape.end(), 0) != view.shape.end())
        return;
    std::int64_t last = view.offset;
    std::int64_t count = 1;
    for (std::size_t i = 0; i < view.shape.size(); ++i) {
        std::int64_t step = 0;
        if (__builtin_mul_overflow(view.shape[i] - 1, view.strides[i], &step)
            || __builtin_add_overflow(last, step, &last)
            || __builtin_mul_overflow(count, view.shape[i], &count))
            corrupt("a tensor larger than any memory");
    }
    if (last >= storageElements)
        corrupt("a tensor that reaches outside its storage");
}

Value *rebuildTensor(Heap &heap, const Value &arguments)
{
    const Value &storage = argument(arguments, 0, Kind::Storage);
    if (arguments.items.size() > 6) {
        const Value &bits = *arguments.items[6];
        if (bits.kind != Kind::None && !bits.items.empty())
            corrupt("a tensor with conjugate or negative bits");
    }
    auto view = std::make_unique<View>();
    view->offset = argument(arguments, 1, Kind::Int).number;
    view->shape = sizesOf(argument(arguments, 2, Kind::Tuple));
    view->strides = sizesOf(argument(arguments, 3, Kind::Tuple));
    for (std::size_t i = 0; i < std::min(view->shape.size(), view->strides.size()); ++i) {
        if (view->shape[i] == 1)
            view->strides[i] = 0; // never stepped; torch may write anything here
    }
    checkView(*view, storage.number);
    heap.charge(2 * view->shape.size());
    Value *tensor = heap.make(Kind::Tensor);
    tensor->dtype = storage.dtype;
    tensor->number = storage.number;
    tensor->text = storage.text;
    tensor->view = std::move(view);
    return tensor;
}

/// OrderedDict() or, as Python 2 wrote it, OrderedDict([[key, value], ...]).
Value *orderedDict(Heap &heap, const Value &arguments)
{
    Value *dict = heap.make(Kind::Dict);
    if (arguments.items.empty())
        return dict;
    const Value &pairs = argument(arguments, 0, Kind::List);
    heap.charge(2 * pairs.items.size());
    for (const Value *pair : pairs.items) {
        if (pair->items.size() != 2 || (pair->kind != Kind::List && pair->kind != Kind::Tuple))
            corrupt("an ordered dictionary without pairs");
        dict->items.insert(dict->items.end(), pair->items.begin(), pair->items.end());
    }
    return dict;
}

Value *makeSet(Heap &heap, const Value &arguments)
{
    Value *set = heap.make(Kind::Set);
    if (!arguments.items.empty()) {
        const Value &list = argument(arguments, 0, Kind::List);
        heap.charge(list.items.size());
        set->items = list.items;
    }
    return set;
}

/// UTF-8 back to the bytes below 256 that it stands for.
Value *encodeLatin1(Heap &heap, const Value &arguments)
{
    const std::string_view text = argument(arguments, 0, Kind::String).text;
    const std::string_view codec = argument(arguments, 1, Kind::String).text;
    if (codec != "latin1" && codec != "latin-1")
        refuse("the codec " + printable(codec));
    heap.charge(text.size());
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            bytes.push_back(static_cast<char>(lead));
        } else if ((lead == 0xc2 || lead == 0xc3) && i + 1 < text.size()) {
            const auto next = static_cast<unsigned char>(text[++i]);
            bytes.push_back(static_cast<char>(((lead & 3U) << 6U) | (next & 0x3fU)));
        } else {
            corrupt("bytes that are none");
        }
    }
    Value *value = heap.make(Kind::Bytes);
    value->text = heap.keep(std::move(bytes));
    return value;
}

template <typename T>
T fromBytes(std::string_view bytes)
{
    T number{};
    std::memcpy(&number, bytes.data(), sizeof number);
    return number;
}

/// A number as numpy wrote it: its type and its little-endian bytes.
Value *numpyScalar(Heap &heap, const Value &arguments)
{
    const std::string_view type = argument(arguments, 0, Kind::NumpyDtype).text;
    const std::string_view bytes = argument(arguments, 1, Kind::Bytes).text;
    if (type.size() != 2 || bytes.size() != static_cast<std::size_t>(type[1] - '0'))
        corrupt("a numpy number of the wrong size");
    if (type[0] == 'f') {
        Value *value = heap.make(Kind::Float);
        value->real = type == "f8" ? fromBytes<double>(bytes) : fromBytes<float>(bytes);
        return value;
    }
    Value *value = heap.make(type == "b1" ? Kind::Bool : Kind::Int);
    const bool isNegative = type[0] == 'i' && static_cast<signed char>(bytes.back()) < 0;
    std::uint64_t number = isNegative ? ~std::uint64_t{0} : std::uint64_t{0};
    for (std::size_t i = bytes.size(); i > 0; --i)
        number = (number << 8U) | static_cast<unsigned char>(bytes[i - 1]);
    value->number = static_cast<std::int64_t>(number);
    return value;
}

Value *numpyDtype(Heap &heap, const Value &arguments)
{
    static constexpr std::array kTypes = std::to_array<std::string_view>(
            {"f8", "f4", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "b1"});
    const std::string_view type = argument(arguments, 0, Kind::String).text;
    if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
        refuse("numpy.dtype " + printable(type));
    Value *value = heap.make(Kind::NumpyDtype);
    value->text = type;
    return value;
}

} // namespace

std::string printable(std::string_view text)
{
    constexpr std::size_t kLongest = 80;
    std::string result;
    for (const char c : text.substr(0, kLongest))
        result.push_back(c >= ' ' && c <= '~' ? c : '?');
    return text.size() > kLongest ? result + "..." : result;
}

Value *Heap::make(Kind kind)
{
    if (m_values.size() >= kMaxValues)
        throw Fault{ErrorCode::TooLarge,
                    "its pickle holds more than " + std::to_string(kMaxValues)
                            + " values; save its state_dict alone"};
    Value &value = m_values.emplace_back();
    value.kind = kind;
    return &value;
}

void Heap::charge(std::size_t elements)
{
    m_elements += elements;
    if (m_elements > kMaxElements)
        throw Fault{ErrorCode::TooLarge,
                    "its pickle holds more than " + std::to_string(kMaxElements)
                            + " elements; save its state_dict alone"};
}

std::string_view Heap::keep(std::string text)
{
    return m_texts.emplace_back(std::move(text));
}

Value *findGlobal(Heap &heap, std::string_view module, std::string_view name)
{
    const std::string fullName = std::string(module) + "." + std::string(name);
    const auto found = allowedGlobals().find(fullName);
    if (found == allowedGlobals().end())
        refuse(printable(fullName));
    Value *value = heap.make(found->second.kind);
    value->text = found->first;
    value->callable = found->second.callable;
    value->isStorageType = found->second.storageType.has_value();
    value->dtype = found->second.storageType.value_or(DType::Float32);
    return value;
}

Value *call(Heap &heap, const Value &callable, const Value &arguments)
{
    if (callable.kind != Kind::Global || arguments.kind != Kind::Tuple)
        corrupt("a call of something that is no function in its pickle");
    switch (callable.callable) {
    case Callable::OrderedDict:
        return orderedDict(heap, arguments);
    case Callable::Set:
        return makeSet(heap, arguments);
    case Callable::Encode:
        return encodeLatin1(heap, arguments);
    case Callable::NumpyDtype:
        return numpyDtype(heap, arguments);
    case Callable::NumpyScalar:
        return numpyScalar(heap, arguments);
    case Callable::TensorSize:
        argument(arguments, 0, Kind::Tuple);
        return arguments.items[0];
    case Callable::RebuildTensor:
    case Callable::RebuildTensorV2:
        return rebuildTensor(heap, arguments);
    case Callable::RebuildParameter:
        argument(arguments, 0, Kind::Tensor);
        return arguments.items[0];
    case Callable::None:
        break;
    }
    refuse("a call of " + std::string(callable.text));
}

void build(Value &target, const Value &state)
{
    if (target.kind == Kind::Dict)
        return; // torch hangs its `_metadata` on the weights' dictionary
    if (target.kind != Kind::NumpyDtype)
        refuse("attributes of an object that has none");
    // (version, byte order, ...): '<' little, '|' single byte, '=' native
    const std::string_view order = argument(state, 1, Kind::String).text;
    if (order == ">")
        throw Fault{ErrorCode::UnsupportedFormat,
                    "written on a big-endian machine; save it again on an ordinary one"};
}

Value *storageOf(Heap &heap, const Value &persistentId)
{
    if (persistentId.kind != Kind::Tuple
        || argument(persistentId, 0, Kind::String).text != "storage")
        refuse("an object outside the file");
    const Value &type = argument(persistentId, 1, Kind::Global);
    if (!type.isStorageType)
        corrupt("a storage of no type");
    const std::int64_t elements = argument(persistentId, 4, Kind::Int).number;
    std::int64_t bytes = 0;
    if (elements < 0
        || __builtin_mul_overflow(
                elements, static_cast<std::int64_t>(itemBytes(type.dtype)), &bytes))
        corrupt("a storage of " + std::to_string(elements) + " elements");
    if (persistentId.items.size() > 5 && persistentId.items[5]->kind != Kind::None)
        throw Fault{ErrorCode::UnsupportedFormat,
                    "holds storage views of a very old PyTorch; load and save it again with a "
                    "current one"};
    Value *storage = heap.make(Kind::Storage);
    storage->dtype = type.dtype;
    storage->number = elements;
    storage->text = argument(persistentId, 2, Kind::String).text;
    heap.storages.push_back(storage);
    return storage;
}

} // namespace soundlocus::pickle
