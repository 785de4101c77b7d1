// Rows that have a postcode, or a property's number, instead of a position: where the lookups say that it is.
#include <array>
#include <unordered_map>

#include "engine/column/placed_by.hpp"
#include "engine/place/assemble.hpp"

namespace kith::place {
namespace {

using column::Column;
using column::PlacedBy;
using column::Severity;
using column::State;

struct LookedUp {
    double x = 0, y = 0;
    bool somewhere = false;  // else the lookup knows the key, and no place of it
    bool ended = false;
};

/// Of one kind of keys, from all its files.
struct LookedUpKeys {
    std::unordered_map<std::string_view, LookedUp> at;
    bool read = false;

    void add(const column::Segment& table) {
        const Column &keys = *table.find("key"), &points = *table.find("point");
        const Column* ended = table.find("ended");
        read = true;
        for (std::size_t row = 0; row < keys.rows(); ++row) {
            const bool there = points.known(row);
            const LookedUp found{there ? points.xy()[2 * row] : 0, there ? points.xy()[2 * row + 1] : 0, there, ended != nullptr && ended->booleans()[row] != 0};
            const auto [known, fresh] = at.try_emplace(keys.text(row), found);
            // A postcode that lives says more than the same one that ended, and a place more than none.
            if (!fresh && found.somewhere && (!known->second.somewhere || (known->second.ended && !found.ended))) known->second = found;
        }
    }
};

struct KeyKind {
    io::LookupOf of;
    PlacedBy placed_by;
    std::string_view word;
};
/// A property says more than a postcode.
constexpr std::array key_kinds{KeyKind{io::LookupOf::uprn, PlacedBy::uprn, "UPRN"}, KeyKind{io::LookupOf::postcode, PlacedBy::postcode, "postcode"}};

/// One table whose rows name keys.
class Filling {
public:
    Filling(io::SourceTable& table, const io::Position& said, std::span<const LookedUpKeys> keys) : table_(table), said_(said), keys_(keys) {
        const std::size_t rows = table.table->find("source_row")->rows();
        const Column *points = table.table->find("point"), *placed = table.table->find("placed_by");
        xy_.assign(2 * rows, 0.0);
        states_.assign(rows, static_cast<std::uint8_t>(State::unstated));
        placed_.assign(rows, 0);
        for (std::size_t row = 0; row < rows; ++row) {
            if (placed != nullptr && placed->known(row)) placed_[row] = placed->i32()[row];
            if (points == nullptr) continue;
            states_[row] = static_cast<std::uint8_t>(points->state(row));
            xy_[2 * row] = points->xy()[2 * row];
            xy_[2 * row + 1] = points->xy()[2 * row + 1];
        }
    }

    base::Status run(const column::Allocator& allocate) {
        for (std::size_t row = 0; row < states_.size(); ++row)
            if (states_[row] != 0) place(row);
        tell();
        column::SegmentBuilder builder{std::string(table_.table->key())};
        for (const Column& column : table_.table->columns())
            if (column.key() != "point" && column.key() != "placed_by" && column.key() != "postcode" && column.key() != "uprn") builder.add_column(table_.table, column);
        builder.add_points("point", std::move(xy_), std::move(states_)).add_i32("placed_by", std::move(placed_));
        auto next = std::move(builder).finish(allocate);
        if (!next) return next.error();
        table_.table = std::move(*next);
        return {};
    }

private:
    void place(std::size_t row) {
        const KeyKind* missed = nullptr;
        std::string_view key;
        bool known = false;
        for (const KeyKind& kind : key_kinds) {
            const Column* column = table_.table->find(io::lookup_of_words[static_cast<std::size_t>(kind.of)]);
            const LookedUpKeys& keys = keys_[static_cast<std::size_t>(kind.of)];
            if (column == nullptr || !column->known(row)) continue;
            if (!keys.read) {
                ++unread_;
                continue;
            }
            const auto found = keys.at.find(column->text(row));
            if (found != keys.at.end() && found->second.somewhere) return stand(row, found->second, kind.placed_by);
            missed = &kind;
            key = column->text(row);
            known = found != keys.at.end();
        }
        if (missed != nullptr) miss(row, *missed, key, known);
    }

    void stand(std::size_t row, const LookedUp& at, PlacedBy by) {
        xy_[2 * row] = at.x;
        xy_[2 * row + 1] = at.y;
        states_[row] = 0;
        placed_[row] = static_cast<std::int32_t>(by);
        ++(by == PlacedBy::uprn ? by_uprn_ : by_postcode_);
        ended_ += at.ended;
    }

    void miss(std::size_t row, const KeyKind& kind, std::string_view key, bool known) {
        const std::string word(kind.word);
        const bool personal = table_.block != "assets";
        const std::string& column = kind.of == io::LookupOf::uprn ? said_.uprn : said_.postcode;
        const std::string shown = personal ? column::masked(key) : std::string(key);
        const std::int64_t at = table_.table->find("source_row")->i64()[row];
        if (known)
            note({table_.report.file, at, column, shown, "key_without_place", "The lookup knows this " + word + ", and no place of it (a PO box, or beyond what it covers); the row was kept without a place.", Severity::note});
        else
            note({table_.report.file, at, column, shown, "key_not_found", "This " + word + " is in no lookup; the row was kept without a place. Look for a slip in it, or take a newer lookup that covers where it is.", Severity::problem});
    }

    void note(column::Issue issue) { table_.report.note(std::move(issue)); }

    void note_many(std::int64_t count, const std::string& column, const char* code, std::string reason, Severity severity = Severity::note) {
        if (count > 0) table_.report.note_many({table_.report.file, 0, column, {}, code, std::move(reason), severity}, count);
    }

    void tell() {
        note_many(by_postcode_, said_.postcode, "placed_by_postcode", "Rows stand at the middle of their postcode: about 15 addresses, and never the address itself.");
        note_many(by_uprn_, said_.uprn, "placed_by_uprn", "Rows stand at the property that their UPRN names.");
        note_many(ended_, said_.postcode, "ended_postcode", "Rows have a postcode that has ended; each stands where that last was.");
        note_many(unread_, {}, "lookup_not_read", "Rows have a postcode or UPRN, and no lookup of it could be read; they have no place from it.", Severity::problem);
    }

    io::SourceTable& table_;
    const io::Position& said_;
    std::span<const LookedUpKeys> keys_;
    std::vector<double> xy_;
    column::States states_;
    std::vector<std::int32_t> placed_;
    std::int64_t by_postcode_ = 0, by_uprn_ = 0, ended_ = 0, unread_ = 0;
};

}  // namespace

base::Status take_lookups(std::span<io::SourceTable> tables, const io::Recipe& recipe, const column::Allocator& allocate) {
    std::array<LookedUpKeys, io::lookup_of_words.size()> keys;
    for (const io::SourceTable& table : tables)
        if (table.block == "lookups" && table.table != nullptr) keys[static_cast<std::size_t>(recipe.lookups[table.index].of)].add(*table.table);
    for (io::SourceTable& table : tables) {
        const bool placed = table.block == "people" || table.block == "households" || table.block == "assets";
        if (!placed || table.table == nullptr || (table.table->find("postcode") == nullptr && table.table->find("uprn") == nullptr)) continue;
        const io::Position& said = table.block == "people" ? recipe.people[table.index].position : table.block == "households" ? recipe.households[table.index].position : recipe.assets[table.index].position;
        if (auto s = Filling(table, said, keys).run(allocate); !s) return s;
    }
    return {};
}

}  // namespace kith::place
