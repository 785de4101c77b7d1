#include "engine/place/rows.hpp"

#include <algorithm>
#include <numeric>

#include "engine/column/builder.hpp"

namespace kith::place {
namespace {

using column::SegmentPtr;
using Rows = std::vector<std::int32_t>;

/// Old row -> new row, or -1.
Rows inverse(const Rows& choice, std::size_t old_rows) {
    Rows out(old_rows, base::no_row);
    for (std::size_t i = 0; i < choice.size(); ++i)
        if (choice[i] >= 0) out[static_cast<std::size_t>(choice[i])] = static_cast<std::int32_t>(i);
    return out;
}

Rows identity(std::size_t rows) {
    Rows out(rows);
    std::iota(out.begin(), out.end(), 0);
    return out;
}

std::string_view table_of(std::string_view key) { return key.substr(0, key.find('.')); }

class Chooser {
public:
    Chooser(const Revision& revision, const RowChoices& choices, const column::Allocator& allocate)
        : revision_(revision), choices_(choices), allocate_(allocate) {
        to_people_ = map_for(choices.people, revision.people());
        to_assets_ = map_for(choices.assets, revision.assets());
        to_households_ = map_for(choices.households, revision.rows("households"));
        new_people_ = choices.people ? choices.people->size() : revision.people();
        new_assets_ = choices.assets ? choices.assets->size() : revision.assets();
    }

    base::Result<RevisionPtr> run() {
        std::vector<SegmentPtr> changed;
        for (const auto& segment : revision_.segments()) {
            auto next = rewritten(segment);
            if (!next) return next.error();
            if (*next != nullptr) changed.push_back(std::move(*next));
        }
        return revision_.with(std::move(changed));
    }

private:
    static Rows map_for(const Choice& choice, std::size_t rows) { return choice ? inverse(*choice, rows) : identity(rows); }

    std::int32_t new_node(std::int32_t node) const {
        if (node < 0) return node;
        const auto at = static_cast<std::size_t>(node);
        if (at < to_people_.size()) return to_people_[at];
        const std::int32_t asset = to_assets_[at - to_people_.size()];
        return asset < 0 ? asset : asset + static_cast<std::int32_t>(new_people_);
    }

    bool nodes_change() const { return choices_.people || choices_.assets; }

    /// nullptr: the segment stays as it is.
    base::Result<SegmentPtr> rewritten(const SegmentPtr& segment) {
        const std::string_view key = segment->key(), table = table_of(key);
        if (key == "area_layers") return nodes_change() ? layers(segment) : base::Result<SegmentPtr>(SegmentPtr());
        if (table == "people" && choices_.people) return plain(segment, *choices_.people);
        if (key == "people" && choices_.households) return plain(segment, identity(revision_.people()));
        if (table == "assets" && choices_.assets) return plain(segment, *choices_.assets);
        if (table == "households" && choices_.households) return plain(segment, *choices_.households);
        if (key == "ties" && (choices_.ties || nodes_change())) return plain(segment, surviving(segment, choices_.ties, {"from", "to"}));
        if (table == "events" && (choices_.events || nodes_change())) return plain(segment, chosen_events());
        if (key == "observations" && choices_.people) return plain(segment, surviving(segment, {}, {"person"}));
        if (key == "never_introduce" && choices_.people) return plain(segment, surviving(segment, {}, {"a", "b"}));
        return SegmentPtr();
    }

    /// The rows whose ends (nodes, or rows of people, which are the same below the first asset) are all still there.
    Rows surviving(const SegmentPtr& segment, const Choice& choice, std::initializer_list<std::string_view> ends) const {
        Rows rows = choice ? *choice : identity(revision_.rows(segment->key()));
        std::erase_if(rows, [&](std::int32_t row) {
            return row >= 0 && std::any_of(ends.begin(), ends.end(), [&](std::string_view end) {
                const std::int32_t old = segment->find(end)->i32()[static_cast<std::size_t>(row)];
                return old >= 0 && new_node(old) < 0;
            });
        });
        return rows;
    }

    Rows chosen_events() const { return surviving(revision_.segment("events"), choices_.events, {"person"}); }

    bool refers_to_node(std::string_view table, std::string_view column) const {
        return (table == "ties" && (column == "from" || column == "to")) || (table == "events" && (column == "person" || column == "other")) ||
               (table == "observations" && column == "person") || table == "never_introduce";
    }

    base::Result<SegmentPtr> plain(const SegmentPtr& segment, const Rows& rows) {
        const std::string_view table = table_of(segment->key());
        if (segment->find("offsets") != nullptr && segment->key().find(".within.") != std::string_view::npos) return overlapping(segment, rows);
        const bool all = rows.size() == segment->columns()[0].rows() && rows == identity(rows.size());
        column::SegmentBuilder builder{std::string(segment->key())};
        for (const auto& c : segment->columns()) {
            const bool household = segment->key() == "people" && c.key() == "household";
            const bool counted = segment->key() == "assets" && c.key() == "counted_with";
            if (household || counted || refers_to_node(table, c.key()))
                builder.add_i32(std::string(c.key()), references(c, rows, household ? &to_households_ : counted ? &to_assets_ : nullptr));
            else if (all)
                builder.add_column(segment, c);
            else if (c.type() == column::Type::i32 && c.states().empty())
                builder.add_i32(std::string(c.key()), codes(c, rows));
            else
                builder.add_rows(c, rows);
        }
        return std::move(builder).finish(allocate_);
    }

    /// Columns that are always known: a row that comes in has the first word of the vocabulary, and no area.
    static Rows codes(const column::Column& c, const Rows& rows) {
        Rows out(rows.size(), c.key() == "area" ? base::no_row : 0);
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i] >= 0) out[i] = c.i32()[static_cast<std::size_t>(rows[i])];
        return out;
    }

    Rows references(const column::Column& c, const Rows& rows, const Rows* map) const {
        Rows out(rows.size(), base::no_row);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i] < 0) continue;
            const std::int32_t old = c.i32()[static_cast<std::size_t>(rows[i])];
            out[i] = old < 0 ? old : map == nullptr ? new_node(old) : (*map)[static_cast<std::size_t>(old)];
            // An organisation that went leaves its activities to stand for themselves.
            if (map == &to_assets_ && out[i] < 0) out[i] = static_cast<std::int32_t>(i);
        }
        return out;
    }

    base::Result<SegmentPtr> overlapping(const SegmentPtr& segment, const Rows& rows) {
        const auto offsets = segment->find("offsets")->i64();
        const auto areas = segment->find("areas")->i32();
        std::vector<std::int64_t> new_offsets{0};
        Rows new_areas;
        for (const std::int32_t row : rows) {
            if (row >= 0)
                for (auto k = offsets[static_cast<std::size_t>(row)]; k < offsets[static_cast<std::size_t>(row) + 1]; ++k)
                    new_areas.push_back(areas[static_cast<std::size_t>(k)]);
            new_offsets.push_back(static_cast<std::int64_t>(new_areas.size()));
        }
        column::SegmentBuilder builder{std::string(segment->key())};
        builder.add_i64("offsets", std::move(new_offsets)).add_i32("areas", std::move(new_areas));
        return std::move(builder).finish(allocate_);
    }

    base::Result<SegmentPtr> layers(const SegmentPtr& segment) {
        const std::int64_t shift = static_cast<std::int64_t>(new_people_ + new_assets_) - static_cast<std::int64_t>(revision_.people() + revision_.assets());
        column::SegmentBuilder builder{std::string(segment->key())};
        for (const auto& c : segment->columns()) {
            if (c.key() != "first_node") {
                builder.add_column(segment, c);
                continue;
            }
            std::vector<std::int64_t> nodes(c.i64().begin(), c.i64().end());
            for (auto& node : nodes) node += shift;
            builder.add_i64("first_node", std::move(nodes));
        }
        return std::move(builder).finish(allocate_);
    }

    const Revision& revision_;
    const RowChoices& choices_;
    const column::Allocator& allocate_;
    Rows to_people_, to_assets_, to_households_;
    std::size_t new_people_ = 0, new_assets_ = 0;
};

}  // namespace

base::Result<RevisionPtr> choose_rows(const Revision& revision, const RowChoices& choices, const column::Allocator& allocate) {
    return Chooser(revision, choices, allocate).run();
}

}  // namespace kith::place
