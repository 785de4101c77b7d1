// From an entry of a capture page to what it changes.
#include <algorithm>
#include <array>
#include <chrono>

#include "engine/base/text.hpp"
#include "engine/place/registry.hpp"
#include "engine/session/captured.hpp"
#include "engine/session/cell_text.hpp"
#include "engine/session/plan.hpp"

namespace kith::session {
namespace {

using place::Revision;

/// Rows whose id or name these words are, whatever their capitals: by id, else by name.
std::vector<std::int32_t> rows_called(const Revision& revision, std::string_view segment, std::string_view words) {
    std::vector<std::int32_t> found;
    const std::string wanted = base::lower(base::trimmed(words));
    for (const char* key : {"id", "name"}) {
        const column::Column* c = revision.column(segment, key);
        for (std::size_t row = 0; c != nullptr && !wanted.empty() && row < c->rows(); ++row)
            if (c->known(row) && base::lower(c->text(row)) == wanted) found.push_back(static_cast<std::int32_t>(row));
        if (!found.empty()) break;
    }
    return found;
}

std::string called_here(const Revision& revision, const base::EntityKey& key) {
    const auto at = revision.find(key);
    if (!at) return "somebody";
    const std::string segment = std::string(at->table) + ".names";
    const column::Column *id = revision.column(segment, "id"), *name = revision.column(segment, "name");
    const auto row = static_cast<std::size_t>(at->row);
    return name != nullptr && name->known(row) ? std::string(name->text(row)) + " (" + std::string(id->text(row)) + ")" : std::string(id->text(row));
}

class Becoming {
public:
    Becoming(const Revision& revision, const Accepted& accepted) : r_(revision), entry_(accepted.entry), about_(accepted.about) {}

    base::Result<std::vector<Change>> changes() const {
        if (entry_.table == "assets") return asset();
        if (entry_.table == "people") return person();
        if (entry_.table == "ties") return tie();
        return event();
    }

    /// The person an entry of the table people is about; nothing: nobody here yet. Error: several.
    base::Result<std::optional<base::EntityKey>> themself() const {
        if (about_) return about_;
        const auto rows = rows_called(r_, "people.names", entry_.said("name"));
        if (rows.size() > 1) return several();
        if (rows.empty()) return std::optional<base::EntityKey>();
        return std::optional(r_.key_of("people", rows[0]));
    }
    /// A person, or a person or an asset. Errors: nobody, several.
    base::Result<base::EntityKey> end(std::string_view words, bool asset_too) const {
        auto rows = rows_called(r_, "people.names", words);
        std::string_view table = "people";
        if (rows.empty() && asset_too) {
            rows = rows_called(r_, "assets.names", words);
            table = "assets";
        }
        if (rows.size() > 1) return several();
        if (rows.empty()) return base::not_found("it names somebody or something that is not here yet. Accept or add that first, or say whom it is about.");
        return r_.key_of(table, rows[0]);
    }

private:
    static base::Error several() { return base::misuse("several here are called what it says. Say which one it is about."); }

    /// A cell from words as the page took them.
    base::Status put(std::vector<FieldValue>& cells, const std::string& field, column::Type type, std::string_view words) const {
        if (words.empty()) return {};
        auto value = value_from_text(field, type, words);
        if (!value) return value.error();
        cells.push_back({field, std::move(*value)});
        return {};
    }
    struct Into {
        std::string_view said;
        const char* field;
        column::Type type;
    };
    base::Status put_all(std::vector<FieldValue>& cells, std::span<const Into> all) const {
        for (const Into& one : all)
            if (auto s = put(cells, one.field, one.type, entry_.said(one.said)); !s) return s;
        return {};
    }
    std::string origin() const { return "capture page " + entry_.page + ", " + entry_.at; }
    /// The words of one field, and an area's code behind them.
    std::string with_area(std::string_view field) const {
        const std::string words(entry_.said(field)), area(entry_.said("area"));
        return area.empty() ? words : words.empty() ? "area " + area : words + " (area " + area + ")";
    }

    base::Result<std::vector<Change>> asset() const {
        AddAsset made;
        made.name = entry_.said("name");
        const place::AssetSubtype* known = place::find_asset_subtype(entry_.said("kind"));
        made.subtype = known == nullptr ? std::string(entry_.said("kind")) : std::string(known->key);
        using column::Type;
        constexpr std::array<Into, 8> fields{Into{"when", "assets.details/when", Type::text}, {"cost", "assets.details/cost", Type::text}, {"step_free", "assets.details/step_free", Type::text},
                                             {"languages", "assets.details/languages", Type::text_list}, {"how_to_join", "assets.details/how_to_join", Type::text}, {"whom_to_ask", "assets.details/contact", Type::text},
                                             {"confirmed_on", "assets/confirmed_on", Type::date}, {"confirmed_by", "assets/confirmed_by", Type::i32}};
        if (auto s = put_all(made.cells, fields); !s) return s.error();
        if (auto s = put(made.cells, "assets.details/where", Type::text, with_area("where")); !s) return s.error();
        if (auto s = put(made.cells, "assets.details/source", Type::text, origin()); !s) return s.error();
        return std::vector<Change>{std::move(made)};
    }

    base::Result<std::vector<FieldValue>> person_cells() const {
        using column::Type;
        constexpr std::array<Into, 6> fields{Into{"interests", "people.gifts/interests", Type::text_list}, {"offers", "people.gifts/offers", Type::text_list}, {"wants", "people.gifts/wants", Type::text_list},
                                             {"own_view", "people/own_view", Type::i32}, {"introduce", "people/introduce", Type::boolean}, {"asked_on", "people/asked_on", Type::date}};
        std::vector<FieldValue> cells;
        if (auto s = put_all(cells, fields); !s) return s.error();
        if (auto s = put(cells, "people.attributes/street", Type::text, with_area("street")); !s) return s.error();
        if (entry_.said("permission").empty()) return cells;
        if (auto s = put(cells, "people.permissions/scopes", Type::text_list, entry_.said("permission")); !s) return s.error();
        cells.push_back({"people.permissions/given_by", std::string("self")});
        const std::string_view day = entry_.said("asked_on").empty() ? std::string_view(entry_.at) : entry_.said("asked_on");
        if (auto s = put(cells, "people.permissions/given_on", Type::date, day); !s) return s.error();
        return cells;
    }
    /// What was asked, on top of what is recorded as asked.
    std::int64_t asked_with(std::int32_t packed) const {
        using column::Facet;
        for (const auto& [field, facet] : {std::pair{"asked_family", Facet::family}, {"asked_friends", Facet::friends}, {"asked_neighbours", Facet::neighbours}, {"asked_groups", Facet::groups}})
            if (const std::string_view said = entry_.said(field); !said.empty()) packed = column::with_asked(packed, facet, said == "complete" ? column::Asked::complete : column::Asked::partly);
        return packed;
    }

    base::Result<std::vector<Change>> person() const {
        const auto who = themself();
        if (!who) return who.error();
        auto cells = person_cells();
        if (!cells) return cells.error();
        if (*who) return onto(**who, std::move(*cells));
        AddPerson made;
        made.name = entry_.said("name");
        made.role = entry_.said("role") == "alter" ? column::Role::alter : column::Role::participant;
        made.cells = std::move(*cells);
        if (const std::int64_t asked = asked_with(0); asked != 0) made.cells.push_back({"people/asked", asked});
        return std::vector<Change>{std::move(made)};
    }

    /// Lists grow; what else is said takes the place of what stood.
    base::Result<std::vector<Change>> onto(const base::EntityKey& who, std::vector<FieldValue> cells) const {
        std::vector<Change> changes;
        for (FieldValue& cell : cells) {
            const auto stands = place::value_at(r_, who, cell.field);
            auto* list = std::get_if<std::vector<std::string>>(&cell.value);
            const auto* before = stands ? std::get_if<std::vector<std::string>>(&*stands) : nullptr;
            if (list != nullptr && before != nullptr) {
                std::vector<std::string> both = *before;
                for (std::string& one : *list)
                    if (std::find(both.begin(), both.end(), one) == both.end()) both.push_back(std::move(one));
                *list = std::move(both);
            }
            changes.emplace_back(SetCells{{who}, cell.field, std::move(cell.value)});
        }
        const std::int32_t asked = r_.column("people", "asked")->i32()[static_cast<std::size_t>(r_.find(who)->row)];
        if (const std::int64_t now = asked_with(asked); now != asked) changes.emplace_back(SetCells{{who}, "people/asked", now});
        return changes;
    }

    base::Result<std::vector<Change>> tie() const {
        const auto from = about_ ? base::Result<base::EntityKey>(*about_) : end(entry_.said("from"), false);
        if (!from) return from.error();
        const auto to = end(entry_.said("to"), true);
        if (!to) return to.error();
        AddTie made{*from, *to, std::string(entry_.said("kind")), {}};
        using column::Type;
        constexpr std::array<Into, 3> fields{Into{"closeness", "ties/closeness", Type::i32}, {"paid", "ties/paid", Type::boolean}, {"since", "ties/since", Type::date}};
        if (auto s = put_all(made.cells, fields); !s) return s.error();
        std::int64_t help = 0;
        for (std::size_t i = 0; i < column::help_words.size(); ++i)
            if ((";" + std::string(entry_.said("functions")) + ";").find(";" + std::string(column::help_words[i]) + ";") != std::string::npos) help |= std::int64_t{1} << i;
        if (help != 0) made.cells.push_back({"ties/functions", help});
        return std::vector<Change>{std::move(made)};
    }

    base::Result<std::vector<Change>> event() const {
        AddEvent made;
        if (const std::int32_t kind = column::code_of(column::event_kind_words, entry_.said("kind")); kind >= 0) made.kind = static_cast<column::EventKind>(kind);
        const auto day_of = [&](std::string_view words, std::optional<Date>& into) -> base::Status {
            if (words.empty()) return {};
            const auto value = value_from_text("date", column::Type::date, words);
            if (!value) return value.error();
            if (const auto* date = std::get_if<Date>(&*value)) into = *date;
            return {};
        };
        if (auto s = day_of(entry_.said("date").empty() ? std::string_view(entry_.at) : entry_.said("date"), made.date); !s) return s.error();
        if (auto s = day_of(entry_.said("due"), made.due); !s) return s.error();
        if (about_) made.person = about_;
        else if (!entry_.said("who").empty()) {
            const auto who = end(entry_.said("who"), false);
            if (!who) return who.error();
            made.person = *who;
        }
        if (!entry_.said("other").empty()) {
            const auto other = end(entry_.said("other"), true);
            if (!other) return other.error();
            made.other = *other;
        }
        made.words = entry_.said("words");
        made.next = entry_.said("next");
        return std::vector<Change>{std::move(made)};
    }

    const Revision& r_;
    const Captured& entry_;
    const std::optional<base::EntityKey>& about_;
};

std::string by_words(const Captured& entry) {
    return "capture page " + entry.page + " (" + (entry.resident ? "resident" : "worker") + (entry.by.empty() ? "" : ", " + entry.by) + ")";
}

}  // namespace

std::string would_become(const Revision& revision, const Captured& entry, const std::optional<base::EntityKey>& about) {
    const Accepted accepted{entry, about};
    const Becoming becoming(revision, accepted);
    if (entry.table == "people") {
        const auto who = becoming.themself();
        return !who ? who.error().message : *who ? "to " + called_here(revision, **who) : entry.said("role") == "alter" ? "somebody named, new" : "a new person";
    }
    if (entry.table == "assets") {
        const auto rows = rows_called(revision, "assets.names", entry.said("name"));
        return rows.empty() ? "a new asset" : "a new asset; one is called so already: " + called_here(revision, revision.key_of("assets", rows[0]));
    }
    const std::string_view words = entry.said(entry.table == "ties" ? "from" : "who");
    if (words.empty() && !about) return "a note about nobody in particular";
    const auto who = about ? base::Result<base::EntityKey>(*about) : becoming.end(words, false);
    return who ? (entry.table == "ties" ? "a tie of " : "a note about ") + called_here(revision, *who) : who.error().message;
}

base::Result<std::vector<place::Edit>> edits_of(place::RevisionPtr revision, const std::vector<Accepted>& entries) {
    Plan whole;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto named = [&](const base::Error& error) { return base::Error{error.code, "Entry " + entries[i].entry.id + ": " + error.message}; };
        const auto changes = Becoming(*revision, entries[i]).changes();
        if (!changes) return named(changes.error());
        const std::size_t before = whole.edits.size();
        for (const Change& change : *changes)
            if (auto s = take_step(whole, revision, change); !s) return named(s.error());
        for (std::size_t edit = before; edit < whole.edits.size(); ++edit) whole.edits[edit].who = by_words(entries[i].entry);
    }
    return std::move(whole.edits);
}

}  // namespace kith::session
