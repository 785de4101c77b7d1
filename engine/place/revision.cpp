#include "engine/place/revision.hpp"

#include <algorithm>
#include <cassert>

namespace kith::place {
namespace {

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

RevisionPtr Revision::with(std::vector<column::SegmentPtr> changed) const {
    for (const auto& old : segments_)
        if (std::none_of(changed.begin(), changed.end(), [&](const auto& s) { return s->key() == old->key(); })) changed.push_back(old);
    return std::make_shared<Revision>(std::move(changed));
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

void Revision::index_keys() const {
    for (const auto& segment : segments_) {
        const auto kind = keyed_kind(segment->key());
        if (!kind && segment->key() != "ties") continue;
        const auto rows = static_cast<std::int32_t>(rows_of(segment));
        for (std::int32_t row = 0; row < rows; ++row) rows_.emplace(key_of(segment->key(), row), Row{segment->key(), row});
    }
}

std::optional<Revision::Row> Revision::find(const base::EntityKey& key) const {
    std::call_once(indexed_, [this] { index_keys(); });
    const auto at = rows_.find(key);
    return at == rows_.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace kith::place
