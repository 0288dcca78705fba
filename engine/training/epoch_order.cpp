// SPDX-License-Identifier: MIT
#include "engine/training/epoch_order.h"

#include "engine/augmentation/random_purpose.h"
#include "engine/augmentation/random_stream.h"
#include "engine/core/expects.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <unordered_map>

namespace soundlocus {

namespace {

/// Class of every row as a number; rows without a class have none of the others'.
std::vector<std::size_t> classesOf(const SampleSource &source, std::span<const std::size_t> indices)
{
    std::unordered_map<std::string, std::size_t> numbers;
    std::vector<std::size_t> classes;
    classes.reserve(indices.size());
    std::size_t next = 0;
    for (const std::size_t index : indices) {
        const std::string &label = source.item(index).sample.label;
        if (label.empty()) {
            classes.push_back(next++);
            continue;
        }
        const auto [found, isNew] = numbers.try_emplace(label, next);
        next += isNew ? 1 : 0;
        classes.push_back(found->second);
    }
    return classes;
}

std::vector<std::size_t> permutationOf(std::size_t count,
                                       const EpochOrderOptions &options,
                                       std::uint64_t pass)
{
    std::vector<std::size_t> rows(count);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    RandomStream random({options.seed,
                         static_cast<std::uint64_t>(RandomPurpose::Order),
                         static_cast<std::uint64_t>(options.epoch),
                         pass});
    for (std::size_t i = count; i > 1; --i) // Fisher and Yates
        std::swap(rows[i - 1],
                  rows[static_cast<std::size_t>(
                          random.integer(0, static_cast<std::int64_t>(i) - 1))]);
    return rows;
}

/// Fills global batches one after the other from permutations that follow each other.
class OrderBuilder
{
public:
    /// @param levels empty: no limits; @param classes empty: they may repeat
    OrderBuilder(const EpochOrderOptions &options,
                 std::span<const double> levels,
                 std::span<const std::size_t> classes,
                 std::vector<std::size_t> firstPass)
        : m_options(options)
        , m_levels(levels)
        , m_classes(classes)
        , m_pass(std::move(firstPass))
        , m_size(static_cast<std::size_t>(options.batch)
                 * static_cast<std::size_t>(options.share.world))
    {}

    /// Appends the rows of a batch. False: no two passes over the list fill it.
    bool fill(double limit, std::vector<std::size_t> &slots)
    {
        m_rows.clear();
        m_taken.clear();
        m_used.clear();
        takeDeferred(limit);
        int emptyPasses = 0;
        while (m_rows.size() < m_size) {
            if (m_cursor == m_pass.size()) {
                // The rest of one pass, then a whole one without a fitting row: there is none.
                if (++emptyPasses > 2)
                    return false;
                m_pass = permutationOf(m_pass.size(), m_options, ++m_passNumber);
                m_cursor = 0;
            }
            const std::size_t row = m_pass[m_cursor++];
            if (!isEasyEnough(row, limit))
                continue;
            if (take(row))
                emptyPasses = 0;
            else if (m_isDeferred.insert(row).second)
                m_deferred.push_back(row);
        }
        slots.insert(slots.end(), m_rows.begin(), m_rows.end());
        return true;
    }

private:
    [[nodiscard]] bool isEasyEnough(std::size_t row, double limit) const
    {
        return m_levels.empty() || m_levels[row] <= limit;
    }

    void takeDeferred(double limit)
    {
        std::vector<std::size_t> kept;
        for (const std::size_t row : m_deferred) {
            if (m_rows.size() < m_size && isEasyEnough(row, limit) && take(row))
                m_isDeferred.erase(row);
            else
                kept.push_back(row);
        }
        m_deferred = std::move(kept);
    }

    /// False where the row, or its class, is in the batch already.
    bool take(std::size_t row)
    {
        if (m_taken.contains(row))
            return false;
        if (!m_classes.empty()) {
            const auto world = static_cast<std::size_t>(m_options.share.world);
            const std::size_t group = m_options.isClassUniqueOverAll ? 0 : m_rows.size() % world;
            if (!m_used.insert({group, m_classes[row]}).second)
                return false;
        }
        m_taken.insert(row);
        m_rows.push_back(row);
        return true;
    }

    const EpochOrderOptions &m_options;
    std::span<const double> m_levels;
    std::span<const std::size_t> m_classes;
    std::vector<std::size_t> m_pass;
    std::uint64_t m_passNumber = 0;
    std::size_t m_cursor = 0;
    std::size_t m_size = 0;
    std::vector<std::size_t> m_deferred;
    std::set<std::size_t> m_isDeferred;
    std::vector<std::size_t> m_rows; // of the batch being filled
    std::set<std::size_t> m_taken;
    std::set<std::pair<std::size_t, std::size_t>> m_used;
};

Unexpected tooFew(std::int64_t position, std::size_t samples, const EpochOrderOptions &options)
{
    const int size = options.batch * options.share.world;
    std::string why;
    if (options.levelLimit)
        why += fmt::format(", none above level {:.3g}", options.levelLimit(position));
    const bool isUnique = options.isClassUnique || options.isClassUniqueOverAll;
    if (isUnique)
        why += ", each class at most once";
    return fail(ErrorCode::InvalidArgument,
                fmt::format("the {} training samples do not fill batch {} of {}{}: choose a "
                            "smaller run.batch{}",
                            samples,
                            position + 1,
                            size,
                            why,
                            isUnique ? " or set run.class_unique to false" : ""));
}

} // namespace

std::int64_t batchesPerEpoch(std::size_t samples, int batch, ProcessShare share)
{
    SOUNDLOCUS_EXPECTS(batch > 0 && share.world > 0);
    return static_cast<std::int64_t>(samples) / (std::int64_t{batch} * share.world);
}

Result<EpochOrder> EpochOrder::create(const SampleSource &source,
                                      std::span<const std::size_t> indices,
                                      const EpochOrderOptions &options)
{
    SOUNDLOCUS_EXPECTS(options.share.rank >= 0 && options.share.rank < options.share.world);
    EpochOrder order;
    order.m_batchCount = batchesPerEpoch(indices.size(), options.batch, options.share);
    order.m_batch = options.batch;
    order.m_share = options.share;
    if (order.m_batchCount == 0)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{} training samples are fewer than a batch of {}{}: choose a "
                                "smaller run.batch or add clips",
                                indices.size(),
                                options.batch,
                                options.share.world > 1 ? fmt::format(" in each of {} processes",
                                                                      options.share.world)
                                                        : std::string()));
    order.m_permutation = permutationOf(indices.size(), options, 0);
    order.m_placeOf.resize(indices.size());
    for (std::size_t place = 0; place < indices.size(); ++place)
        order.m_placeOf[order.m_permutation[place]] = place;
    if (options.isClassUnique || options.isClassUniqueOverAll)
        order.m_classes = classesOf(source, indices);
    for (std::size_t row = 0; options.levelLimit && row < indices.size(); ++row)
        order.m_levels.push_back(source.item(indices[row]).level);
    OrderBuilder builder(options, order.m_levels, order.m_classes, order.m_permutation);
    for (std::int64_t position = 0; position < order.m_batchCount; ++position) {
        const double limit = options.levelLimit ? options.levelLimit(position) : 1.0;
        if (options.levelLimit)
            order.m_limits.push_back(limit);
        if (!builder.fill(limit, order.m_slots))
            return tooFew(position, indices.size(), options);
    }
    return order;
}

std::span<const std::size_t> EpochOrder::globalRowsOf(std::int64_t position) const
{
    SOUNDLOCUS_EXPECTS(position >= 0 && position < m_batchCount);
    const auto size = static_cast<std::size_t>(m_batch) * static_cast<std::size_t>(m_share.world);
    return std::span(m_slots).subspan(static_cast<std::size_t>(position) * size, size);
}

std::vector<std::size_t> EpochOrder::rowsOf(std::int64_t position) const
{
    const auto all = globalRowsOf(position);
    std::vector<std::size_t> rows;
    for (auto slot = static_cast<std::size_t>(m_share.rank); slot < all.size();
         slot += static_cast<std::size_t>(m_share.world))
        rows.push_back(all[slot]);
    return rows;
}

std::optional<std::size_t> EpochOrder::findSubstitute(
        std::int64_t position,
        std::size_t slot,
        const std::function<bool(std::size_t row)> &accept) const
{
    const auto all = globalRowsOf(position);
    const std::set<std::size_t> batch(all.begin(), all.end());
    const std::vector<std::size_t> own = rowsOf(position);
    const std::size_t broken = own[slot];
    std::set<std::size_t> classes;
    for (const std::size_t row : m_classes.empty() ? std::span<const std::size_t>() : all)
        classes.insert(m_classes[row]);
    if (!m_classes.empty())
        classes.erase(m_classes[broken]);
    const auto fits = [&](std::size_t row) {
        const bool isEasy = m_limits.empty()
                            || m_levels[row] <= m_limits[static_cast<std::size_t>(position)];
        return isEasy && (m_classes.empty() || !classes.contains(m_classes[row]));
    };
    const std::size_t count = m_permutation.size();
    const auto world = static_cast<std::size_t>(m_share.world);
    for (const bool isPicky : {true, false}) {
        for (std::size_t step = 1; step < count; ++step) {
            const std::size_t place = (m_placeOf[broken] + step) % count;
            const std::size_t row = m_permutation[place];
            if (place % world == static_cast<std::size_t>(m_share.rank) && !batch.contains(row)
                && fits(row) == isPicky && accept(row))
                return row;
        }
    }
    for (std::size_t step = 1; step < own.size(); ++step) {
        const std::size_t row = own[(slot + step) % own.size()];
        if (accept(row))
            return row;
    }
    return std::nullopt;
}

} // namespace soundlocus
