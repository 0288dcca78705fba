// SPDX-License-Identifier: MIT
#include "engine/checkpoint/pickle_reader.h"

#include "engine/checkpoint/pickle_opcodes.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>

namespace soundlocus::pickle {

namespace {

[[noreturn]] void corruptPickle(const std::string &what)
{
    throw Fault{ErrorCode::CorruptData,
                "damaged (" + what + " in its pickle); download or copy it again"};
}

class Machine
{
public:
    Machine(std::span<const std::byte> bytes, Heap &heap)
        : m_bytes(reinterpret_cast<const char *>(bytes.data()),
                  std::min(bytes.size(), kMaxPickleBytes))
        , m_heap(heap)
    {}

    const Value *run();
    [[nodiscard]] std::size_t position() const { return m_at; }

private:
    std::string_view take(std::uint64_t count);
    std::uint64_t unsignedOf(std::size_t bytes);
    std::string_view line();

    void push(Value *value);
    Value *pushNew(Kind kind);
    Value *pop();
    Value *top();
    std::vector<Value *> popToMark();

    void pushText(Kind kind, std::size_t lengthBytes);
    void pushInt(std::int64_t number) { pushNew(Kind::Int)->number = number; }
    void pushLong(std::uint64_t bytes);
    void pushTuple(std::size_t count);
    void append(Value &target, std::vector<Value *> items, Kind kind);
    void remember(std::uint64_t index);
    void recall(std::uint64_t index);

    bool runNumber(unsigned char opcode);
    bool runText(unsigned char opcode);
    bool runContainer(unsigned char opcode);
    bool runStack(unsigned char opcode);
    bool runObject(unsigned char opcode);

    std::string_view m_bytes;
    Heap &m_heap;
    std::size_t m_at = 0;
    std::vector<Value *> m_stack;
    std::vector<std::size_t> m_marks; // heights of the stack, rising
    std::unordered_map<std::uint64_t, Value *> m_memo;
};

std::string_view Machine::take(std::uint64_t count)
{
    if (count > m_bytes.size() - m_at)
        corruptPickle("it ends too early");
    const std::string_view part = m_bytes.substr(m_at, static_cast<std::size_t>(count));
    m_at += part.size();
    return part;
}

std::uint64_t Machine::unsignedOf(std::size_t bytes)
{
    std::uint64_t number = 0;
    const std::string_view part = take(bytes);
    for (std::size_t i = 0; i < bytes; ++i)
        number |= static_cast<std::uint64_t>(static_cast<unsigned char>(part[i])) << (8 * i);
    return number;
}

std::string_view Machine::line()
{
    const std::size_t end = m_bytes.find('\n', m_at);
    if (end == std::string_view::npos)
        corruptPickle("it ends too early");
    const std::string_view text = m_bytes.substr(m_at, end - m_at);
    m_at = end + 1;
    return text;
}

void Machine::push(Value *value)
{
    if (m_stack.size() >= Heap::kMaxElements)
        corruptPickle("a stack without end");
    m_stack.push_back(value);
}

Value *Machine::pushNew(Kind kind)
{
    Value *value = m_heap.make(kind);
    push(value);
    return value;
}

Value *Machine::top()
{
    const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() <= floor)
        corruptPickle("its stack runs empty");
    return m_stack.back();
}

Value *Machine::pop()
{
    Value *value = top();
    m_stack.pop_back();
    return value;
}

std::vector<Value *> Machine::popToMark()
{
    if (m_marks.empty())
        corruptPickle("a mark is missing");
    const auto from = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    std::vector<Value *> items(from, m_stack.end());
    m_stack.erase(from, m_stack.end());
    m_marks.pop_back();
    return items;
}

void Machine::pushText(Kind kind, std::size_t lengthBytes)
{
    const std::string_view text = take(unsignedOf(lengthBytes));
    pushNew(kind)->text = text;
}

void Machine::pushLong(std::uint64_t bytes)
{
    const std::string_view raw = take(bytes);
    if (raw.size() > sizeof(std::int64_t)) {
        pushNew(Kind::BigInt)->text = raw;
        return;
    }
    // Two's complement, little endian, sign in the highest bit present.
    std::uint64_t number = !raw.empty() && static_cast<signed char>(raw.back()) < 0
                                   ? ~std::uint64_t{0}
                                   : std::uint64_t{0};
    for (std::size_t i = raw.size(); i > 0; --i)
        number = (number << 8U) | static_cast<unsigned char>(raw[i - 1]);
    pushInt(static_cast<std::int64_t>(number));
}

void Machine::pushTuple(std::size_t count)
{
    std::vector<Value *> items(count);
    for (std::size_t i = count; i > 0; --i)
        items[i - 1] = pop();
    m_heap.charge(count);
    pushNew(Kind::Tuple)->items = std::move(items);
}

void Machine::append(Value &target, std::vector<Value *> items, Kind kind)
{
    if (target.kind != kind)
        corruptPickle("items for something that holds none");
    if (kind == Kind::Dict && items.size() % 2 != 0)
        corruptPickle("a key without a value");
    m_heap.charge(items.size());
    target.items.insert(target.items.end(), items.begin(), items.end());
}

void Machine::remember(std::uint64_t index)
{
    Value *value = top();
    if (m_memo.size() >= Heap::kMaxValues)
        corruptPickle("a memo without end");
    m_memo[index] = value;
}

void Machine::recall(std::uint64_t index)
{
    const auto found = m_memo.find(index);
    if (found == m_memo.end())
        corruptPickle("a reference to nothing");
    push(found->second);
}

bool Machine::runNumber(unsigned char opcode)
{
    switch (opcode) {
    case kNone:
        pushNew(Kind::None);
        return true;
    case kNewTrue:
    case kNewFalse:
        pushNew(Kind::Bool)->number = opcode == kNewTrue ? 1 : 0;
        return true;
    case kBinInt:
        pushInt(static_cast<std::int32_t>(static_cast<std::uint32_t>(unsignedOf(4))));
        return true;
    case kBinInt1:
        pushInt(static_cast<std::int64_t>(unsignedOf(1)));
        return true;
    case kBinInt2:
        pushInt(static_cast<std::int64_t>(unsignedOf(2)));
        return true;
    case kLong1:
        pushLong(unsignedOf(1));
        return true;
    case kLong4:
        pushLong(unsignedOf(4));
        return true;
    case kBinFloat: { // the one big-endian number of the format
        std::uint64_t bits = 0;
        for (const char c : take(8))
            bits = (bits << 8U) | static_cast<unsigned char>(c);
        pushNew(Kind::Float)->real = std::bit_cast<double>(bits);
        return true;
    }
    default:
        return false;
    }
}

bool Machine::runText(unsigned char opcode)
{
    switch (opcode) {
    case kShortBinUnicode:
    case kShortBinString: // Python 2 wrote its names as byte strings
        pushText(Kind::String, 1);
        return true;
    case kBinUnicode:
    case kBinString:
        pushText(Kind::String, 4);
        return true;
    case kBinUnicode8:
        pushText(Kind::String, 8);
        return true;
    case kShortBinBytes:
        pushText(Kind::Bytes, 1);
        return true;
    case kBinBytes:
        pushText(Kind::Bytes, 4);
        return true;
    case kBinBytes8:
    case kByteArray8:
        pushText(Kind::Bytes, 8);
        return true;
    default:
        return false;
    }
}

bool Machine::runContainer(unsigned char opcode)
{
    const auto collect = [this](Kind kind) {
        std::vector<Value *> items = popToMark();
        append(*pushNew(kind), std::move(items), kind);
    };
    const auto extend = [this](Kind kind) {
        std::vector<Value *> items = popToMark();
        append(*top(), std::move(items), kind);
    };
    switch (opcode) {
    case kEmptyTuple:
        pushNew(Kind::Tuple);
        return true;
    case kEmptyList:
        pushNew(Kind::List);
        return true;
    case kEmptyDict:
        pushNew(Kind::Dict);
        return true;
    case kEmptySet:
        pushNew(Kind::Set);
        return true;
    case kTuple:
        collect(Kind::Tuple);
        return true;
    case kList:
        collect(Kind::List);
        return true;
    case kDict:
        collect(Kind::Dict);
        return true;
    case kFrozenSet:
        collect(Kind::Set);
        return true;
    case kTuple1:
    case kTuple2:
    case kTuple3:
        pushTuple(opcode - kTuple1 + std::size_t{1});
        return true;
    case kAppend: {
        Value *item = pop();
        append(*top(), {item}, Kind::List);
        return true;
    }
    case kSetItem: {
        Value *value = pop();
        Value *key = pop();
        append(*top(), {key, value}, Kind::Dict);
        return true;
    }
    case kAppends:
        extend(Kind::List);
        return true;
    case kSetItems:
        extend(Kind::Dict);
        return true;
    case kAddItems:
        extend(Kind::Set);
        return true;
    default:
        return false;
    }
}

bool Machine::runStack(unsigned char opcode)
{
    switch (opcode) {
    case kProto:
        if (const std::uint64_t version = unsignedOf(1); version > 5)
            corruptPickle("protocol " + std::to_string(version));
        return true;
    case kFrame: // a hint for readers of streams
        take(8);
        return true;
    case kMark:
        if (m_marks.size() >= Heap::kMaxElements)
            corruptPickle("marks without end");
        m_marks.push_back(m_stack.size());
        return true;
    case kPop:
        pop();
        return true;
    case kPopMark:
        popToMark();
        return true;
    case kDup:
        push(top());
        return true;
    case kBinPut:
        remember(unsignedOf(1));
        return true;
    case kLongBinPut:
        remember(unsignedOf(4));
        return true;
    case kMemoize:
        remember(m_memo.size());
        return true;
    case kBinGet:
        recall(unsignedOf(1));
        return true;
    case kLongBinGet:
        recall(unsignedOf(4));
        return true;
    default:
        return false;
    }
}

bool Machine::runObject(unsigned char opcode)
{
    switch (opcode) {
    case kGlobal:
    case kInst: {
        const std::string_view module = line();
        push(findGlobal(m_heap, module, line()));
        if (opcode == kInst)
            corruptPickle("an instruction torch does not write");
        return true;
    }
    case kStackGlobal: {
        const Value *name = pop();
        const Value *module = pop();
        if (name->kind != Kind::String || module->kind != Kind::String)
            corruptPickle("a name that is no text");
        push(findGlobal(m_heap, module->text, name->text));
        return true;
    }
    case kReduce:
    case kNewObj: {
        const Value *arguments = pop();
        const Value *callable = pop();
        push(call(m_heap, *callable, *arguments));
        return true;
    }
    case kBuild: {
        const Value *state = pop();
        build(*top(), *state);
        return true;
    }
    case kBinPersId:
        push(storageOf(m_heap, *pop()));
        return true;
    default:
        return false;
    }
}

const Value *Machine::run()
{
    for (;;) {
        const auto opcode = static_cast<unsigned char>(unsignedOf(1));
        if (opcode == kStop)
            return pop();
        if (!runNumber(opcode) && !runText(opcode) && !runContainer(opcode) && !runStack(opcode)
            && !runObject(opcode))
            corruptPickle("instruction " + std::to_string(opcode));
    }
}

} // namespace

Result<Document> parsePickle(std::span<const std::byte> bytes, const std::string &fileName)
{
    Document document;
    document.heap = std::make_shared<Heap>();
    try {
        Machine machine(bytes, *document.heap);
        document.root = machine.run();
        document.consumed = machine.position();
    } catch (const Fault &fault) {
        return fail(fault.code, fileName + ": " + fault.message);
    }
    return document;
}

} // namespace soundlocus::pickle
