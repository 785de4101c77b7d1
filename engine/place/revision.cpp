#include "engine/place/revision.hpp"

#include <algorithm>
#include <cassert>

namespace kith::place {
namespace {

using column::Column;
using column::SegmentPtr;

constexpr std::size_t most_expected = 4096;
constexpr std::int32_t most_moved = 1024;
constexpr std::ptrdiff_t most_read_along = 32;  // an index of a large table costs as much as hundreds of these; more of them are no edit by hand

/// Tables whose entities have `key_high` and `key_low`, and the kind of those entities.
std::optional<base::EntityKind> keyed_kind(std::string_view table) {
    if (table == "people") return base::EntityKind::person;
    if (table == "households") return base::EntityKind::household;
    if (table == "assets") return base::EntityKind::asset;
    if (table == "events") return base::EntityKind::event;
    if (table.starts_with("areas.") && table.find('.', 6) == std::string_view::npos) return base::EntityKind::area;
    return std::nullopt;
}

std::size_t rows_of(const column::SegmentPtr& segment) {
    return segment == nullptr || segment->columns().empty() ? 0 : segment->columns()[0].rows();
}

base::EntityKey read_key(const column::Segment& segment, base::EntityKind kind, std::size_t row) {
    return {kind, static_cast<std::uint64_t>(segment.find("key_high")->i64()[row]), static_cast<std::uint64_t>(segment.find("key_low")->i64()[row])};
}

/// May the rows of `before`'s table be found by the index of `after`'s?
bool same_keys(const column::Segment& before, const column::Segment& after) {
    if (&before == &after) return true;
    for (const char* half : {"key_high", "key_low"}) {
        const Column *one = before.find(half), *other = after.find(half);
        if (one == nullptr || other == nullptr || !std::equal(one->i64().begin(), one->i64().end(), other->i64().begin(), other->i64().end())) return false;
    }
    return true;
}

}  // namespace

Revision::Revision(std::vector<column::SegmentPtr> segments) : segments_(std::move(segments)) {
    std::sort(segments_.begin(), segments_.end(), [](const auto& a, const auto& b) { return a->key() < b->key(); });
    people_ = rows_of(segment("people"));
    assets_ = rows_of(segment("assets"));
}

const column::SegmentPtr& Revision::segment(std::string_view key) const {
    static const column::SegmentPtr none;
    const auto at = std::lower_bound(segments_.begin(), segments_.end(), key, [](const auto& s, std::string_view k) { return s->key() < k; });
    return at != segments_.end() && (*at)->key() == key ? *at : none;
}

const column::Column* Revision::column(std::string_view segment_key, std::string_view column_key) const {
    const auto& found = segment(segment_key);
    return found == nullptr ? nullptr : found->find(column_key);
}

std::size_t Revision::rows(std::string_view table) const { return rows_of(segment(table)); }

RevisionPtr Revision::with(std::vector<column::SegmentPtr> changed) const {
    for (const auto& old : segments_)
        if (std::none_of(changed.begin(), changed.end(), [&](const auto& s) { return s->key() == old->key(); })) changed.push_back(old);
    auto next = std::make_shared<Revision>(std::move(changed));
    const std::lock_guard lock(known_);
    next->indices_ = indices_;
    next->indices_.erase("ties");
    if (next->segment("ties") == segment("ties") && next->people_ == people_ && next->assets_ == assets_)
        if (const auto ties = indices_.find("ties"); ties != indices_.end()) next->indices_.insert(*ties);
    next->expected_ = expected_;
    return next;
}

base::Digest Revision::digest() const {
    base::DigestBuilder builder;
    for (const auto& segment : segments_) builder.add(segment->key()).add(std::as_bytes(std::span(segment->digest().bytes)));
    return builder.finish();
}

base::EntityKey Revision::key_of_node(std::int32_t node) const {
    const auto at = static_cast<std::size_t>(node);
    return at < people_ ? read_key(*segment("people"), base::EntityKind::person, at)
                        : read_key(*segment("assets"), base::EntityKind::asset, at - people_);
}

base::EntityKey Revision::key_of(std::string_view table, std::int32_t row) const {
    const auto at = static_cast<std::size_t>(row);
    if (const auto kind = keyed_kind(table)) return read_key(*segment(table), *kind, at);
    assert(table == "ties");
    const auto& ties = *segment("ties");
    const auto kind = static_cast<std::size_t>(ties.find("kind")->i32()[at]);
    const base::EntityKey from = key_of_node(ties.find("from")->i32()[at]), to = key_of_node(ties.find("to")->i32()[at]);
    const column::Column* until = ties.find("until");
    const std::string ended = until != nullptr && until->known(at) ? std::to_string(until->days()[at]) : std::string();
    return base::key_for(base::EntityKind::tie, column("tie_kinds", "key")->text(kind), base::to_text(from) + base::to_text(to) + ended);
}

const Revision::Index& Revision::index_of(const SegmentPtr& table) const {
    Index& known = indices_[std::string(table->key())];
    if (known.of == table) return known;
    if (known.of == nullptr || !same_keys(*known.of, *table)) {
        auto made = std::make_shared<std::unordered_map<base::EntityKey, std::int32_t>>();
        const auto rows = static_cast<std::int32_t>(rows_of(table));
        made->reserve(static_cast<std::size_t>(rows));
        for (std::int32_t row = 0; row < rows; ++row) made->emplace(key_of(table->key(), row), row);
        known.rows = std::move(made);
    }
    known.of = table;
    return known;
}

void Revision::expect(const base::EntityKey& tie, std::int32_t row) const {
    const std::lock_guard lock(known_);
    if (expected_.size() >= most_expected) expected_.clear();
    expected_.insert_or_assign(tie, row);
}

/// The row that a tie is expected in, or one near by: others have come in or gone since.
std::int32_t Revision::expected(const base::EntityKey& tie) const {
    const auto at = expected_.find(tie);
    if (at == expected_.end()) return base::no_row;
    const auto rows = static_cast<std::int32_t>(rows_of(segment("ties")));
    for (std::int32_t away = 0; away <= most_moved; ++away)
        for (const std::int32_t row : {at->second - away, at->second + away})
            if (row >= 0 && row < rows && key_of("ties", row) == tie) return row;
    return base::no_row;
}

std::optional<Revision::Row> Revision::find(const base::EntityKey& key) const {
    const std::lock_guard lock(known_);
    // A few people of a large place are found along its keys, and are expected there from then on.
    const auto read_along = [&](const SegmentPtr& table) -> std::optional<std::int32_t> {
        const auto index = indices_.find(table->key());
        if (key.kind == base::EntityKind::tie || (index != indices_.end() && index->second.of != nullptr && (index->second.of == table || same_keys(*index->second.of, *table)))) return std::nullopt;
        if (const auto at = expected_.find(key); at != expected_.end() && static_cast<std::size_t>(at->second) < rows_of(table) && read_key(*table, key.kind, static_cast<std::size_t>(at->second)) == key) return at->second;
        if (std::count_if(expected_.begin(), expected_.end(), [&](const auto& one) { return one.first.kind == key.kind; }) >= most_read_along) {
            std::erase_if(expected_, [&](const auto& one) { return one.first.kind == key.kind; });
            return std::nullopt;
        }
        const auto high = table->find("key_high")->i64(), low = table->find("key_low")->i64();
        for (std::size_t row = 0; row < low.size(); ++row) {
            if (low[row] != static_cast<std::int64_t>(key.low) || high[row] != static_cast<std::int64_t>(key.high)) continue;
            expected_.insert_or_assign(key, static_cast<std::int32_t>(row));
            return static_cast<std::int32_t>(row);
        }
        return base::no_row;
    };
    if (key.kind == base::EntityKind::tie) {
        if (const std::int32_t row = expected(key); row >= 0) return Row{"ties", row};
    }
    for (const auto& table : segments_) {
        const bool of_this_kind = key.kind == base::EntityKind::tie ? table->key() == "ties" : keyed_kind(table->key()) == key.kind;
        if (!of_this_kind) continue;
        if (const auto row = read_along(table)) {
            if (*row >= 0) return Row{table->key(), *row};
            continue;
        }
        const Index& index = index_of(table);
        if (const auto at = index.rows->find(key); at != index.rows->end()) return Row{table->key(), at->second};
    }
    return std::nullopt;
}

}  // namespace kith::place
