#include "engine/session/plan.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <map>
#include <random>

#include "engine/base/text.hpp"
#include "engine/column/placed_by.hpp"
#include "engine/place/fields.hpp"
#include "engine/place/registry.hpp"
#include "engine/session/outline.hpp"

namespace kith::session {
namespace {

using column::State;
using place::Cell;
using place::Edit;
using place::Operation;
using place::RevisionPtr;

constexpr std::string_view drawn_layer = "drawn";

base::Error gone() { return base::not_found("That is not in this place any more."); }

std::string new_id(const base::EntityKey& key) {
    char text[24];
    std::snprintf(text, sizeof text, "new-%08x", static_cast<unsigned>(key.low & 0xFFFFFFFFu));
    return text;
}

Edit addition(const base::EntityKey& subject) {
    Edit edit;
    edit.operation = Operation::add;
    edit.subject = subject;
    return edit;
}

/// A later word about a field takes the place of an earlier one.
void put(std::vector<Cell>& record, std::string field, Value value) {
    for (Cell& cell : record)
        if (cell.field == field) {
            cell.value = std::move(value);
            return;
        }
    record.push_back({std::move(field), std::move(value)});
}

/// Whatever the place's columns hold of such rows was not asked about a new one.
void put_not_asked(std::vector<Cell>& record, const place::Revision& revision, std::initializer_list<std::string_view> segments) {
    for (const std::string_view key : segments) {
        const auto& segment = revision.segment(key);
        if (segment == nullptr) continue;
        for (const auto& c : segment->columns())
            if (c.type() != column::Type::i64 && (!c.states().empty() || c.type() == column::Type::text_list)) put(record, std::string(key) + '/' + std::string(c.key()), Missing{State::not_asked});
    }
}

void put_place(std::vector<Cell>& record, const place::Revision& revision, const std::string& table, const std::optional<Point>& at) {
    const std::string field = table + ".positions/point";
    if (at) put(record, field, *at);
    else if (revision.column(table + ".positions", "point") != nullptr) put(record, field, Missing{State::unstated});
}

base::Status put_cells(std::vector<Cell>& record, const std::vector<FieldValue>& cells, std::string_view table) {
    for (const FieldValue& cell : cells) {
        if (!cell.field.starts_with(table)) return base::misuse("The field " + cell.field + " is none of what is added here.");
        put(record, cell.field, cell.value);
    }
    return {};
}

class Planner {
public:
    explicit Planner(const RevisionPtr& revision) : revision_(revision) {}

    base::Result<Plan> operator()(const AddPerson& c) {
        Edit edit = addition(c.key.value_or(new_key(base::EntityKind::person)));
        auto& record = edit.record;
        put_not_asked(record, *revision_, {"people", "people.gifts", "people.attributes"});
        for (const char* field : {"people/introduce", "people/own_view", "people/under_18"}) put(record, field, Missing{State::not_asked});
        if (revision_->column("people", "own_view_until") != nullptr) put(record, "people/own_view_until", Missing{State::not_applicable});
        put(record, "people/role", static_cast<std::int64_t>(c.role));
        put(record, "people/household", Missing{State::not_applicable});
        put(record, "people/source_row", std::int64_t{-1});
        put(record, "people.names/id", new_id(edit.subject));
        if (!c.name.empty()) put(record, "people.names/name", c.name);
        put_place(record, *revision_, "people", c.at);
        if (auto s = put_cells(record, c.cells, "people"); !s) return s.error();
        return added(std::move(edit));
    }

    base::Result<Plan> operator()(const AddAsset& c) {
        Edit edit = addition(new_key(base::EntityKind::asset));
        auto& record = edit.record;
        put_not_asked(record, *revision_, {"assets", "assets.details"});
        const place::AssetSubtype* known = place::find_asset_subtype(c.subtype);
        put(record, "assets/class", known == nullptr ? Value(Missing{State::unstated}) : Value(static_cast<std::int64_t>(known->primary)));
        put(record, "assets/secondary", std::int64_t{known == nullptr ? 0 : known->secondary});
        put(record, "assets/subtype", c.subtype.empty() ? Value(Missing{State::unstated}) : Value(c.subtype));
        put(record, "assets/form", static_cast<std::int64_t>(known == nullptr ? column::Form::organisation : known->form));
        put(record, "assets/sensitivity", static_cast<std::int64_t>(known == nullptr ? column::Sensitivity::ordinary : known->sensitivity));
        put(record, "assets/status", static_cast<std::int64_t>(column::AssetStatus::active));
        for (const char* field : {"assets/confirmed_by", "assets/confirmed_on"}) put(record, field, Missing{State::not_asked});
        put(record, "assets/source_row", std::int64_t{-1});
        put(record, "assets.names/id", new_id(edit.subject));
        put(record, "assets.names/name", c.name.empty() ? Value(Missing{State::unstated}) : Value(c.name));
        put_place(record, *revision_, "assets", c.at);
        if (auto s = put_cells(record, c.cells, "assets"); !s) return s.error();
        return added(std::move(edit));
    }

    base::Result<Plan> operator()(const AddTie& c) {
        const auto from = revision_->find(c.from), to = revision_->find(c.to);
        if (!from || !to) return gone();
        if (c.from == c.to) return base::misuse("A tie goes from one to another. Choose two different ends.");
        if (!is_end(c.from) || !is_end(c.to)) return base::misuse("A tie joins people and assets. Choose two of them.");
        const std::int32_t kind = kind_row(c.kind);
        if (kind < 0) return base::misuse("There is no kind of tie called \"" + c.kind + "\". Choose one of the list.");
        const std::string key(revision_->column("tie_kinds", "key")->text(static_cast<std::size_t>(kind)));
        const auto key_with = [&](const std::string& ended) { return base::key_for(base::EntityKind::tie, key, base::to_text(c.from) + base::to_text(c.to) + ended); };
        std::string ended;
        for (const FieldValue& cell : c.cells)
            if (const auto* date = std::get_if<Date>(&cell.value); cell.field == "ties/until" && date != nullptr) ended = std::to_string(date->days);
        Edit edit = addition(key_with(ended));
        if (tied_already(*from, *to, kind, ended)) return base::misuse("They have a tie of this kind already. Change that one.");
        auto& record = edit.record;
        put_not_asked(record, *revision_, {"ties"});
        put(record, "ties/from", c.from);
        put(record, "ties/to", c.to);
        put(record, "ties/kind", std::int64_t{kind});
        const auto* paid = revision_->column("tie_kinds", "paid");
        const auto at = static_cast<std::size_t>(kind);
        put(record, "ties/paid", paid->known(at) ? Value(paid->booleans()[at] != 0) : Value(Missing{State::unstated}));
        put(record, "ties/sensitive", sensitive(c.from) || sensitive(c.to));
        put(record, "ties/source_row", std::int64_t{-1});
        if (auto s = put_cells(record, c.cells, "ties/"); !s) return s.error();
        return added(std::move(edit));
    }

    base::Result<Plan> operator()(const AddEvent& c) {
        for (const auto* who : {&c.person, &c.other})
            if (*who && !revision_->find(**who)) return gone();
        if (!c.person && !c.other && c.words.empty()) return base::misuse("An event needs somebody it is about, or a few words. Say one of them.");
        Edit edit = addition(new_key(base::EntityKind::event));
        auto& record = edit.record;
        put(record, "events/kind", static_cast<std::int64_t>(c.kind));
        put(record, "events/date", c.date ? Value(*c.date) : Value(Missing{State::unstated}));
        put(record, "events/person", c.person ? Value(*c.person) : Value(Missing{State::not_applicable}));
        put(record, "events/other", c.other ? Value(*c.other) : Value(Missing{State::not_applicable}));
        if (!c.words.empty()) put(record, "events.notes/words", c.words);
        if (!c.next.empty()) put(record, "events.notes/next", c.next);
        if (c.due) put(record, "events.notes/due", *c.due);
        return added(std::move(edit));
    }

    base::Result<Plan> operator()(const SetCells& c) {
        std::vector<std::pair<base::EntityKey, Value>> values;
        for (const base::EntityKey& subject : c.subjects) values.emplace_back(subject, c.value);
        return sets(c.field, values);
    }
    base::Result<Plan> operator()(const SetEach& c) { return sets(c.field, c.values); }
    base::Result<Plan> operator()(const MoveTo& c) {
        const bool person = c.subject.kind == base::EntityKind::person;
        if (!person && c.subject.kind != base::EntityKind::asset) return base::misuse("Only people and assets are moved.");
        return sets(person ? "people.positions/point" : "assets.positions/point", {{c.subject, c.to ? Value(*c.to) : Value(Missing{State::unstated})}});
    }
    base::Result<Plan> operator()(const EndPerson& c) {
        auto plan = sets("people/living", {{c.person, static_cast<std::int64_t>(c.living)}});
        if (!plan || plan->edits.empty() || !c.on || c.living == column::Living::living_here || c.living == column::Living::asked_us_to_stop) return plan;
        const bool moved = c.living == column::Living::moved;
        auto event = (*this)(AddEvent{moved ? column::EventKind::move : column::EventKind::other, c.on, c.person, {}, moved ? "Moved away." : "Died.", "", {}});
        if (!event) return event.error();
        std::move(event->edits.begin(), event->edits.end(), std::back_inserter(plan->edits));
        return plan;
    }
    base::Result<Plan> operator()(const CloseAsset& c) {
        return sets("assets/status", {{c.asset, static_cast<std::int64_t>(column::AssetStatus::closed)}});
    }
    base::Result<Plan> operator()(const EndTie& c) { return sets("ties/until", {{c.tie, c.until}}); }
    base::Result<Plan> operator()(const PasteCells& c) { return plan_paste(revision_, c); }
    base::Result<Plan> operator()(const DismissFinding&) { return Plan(); }
    base::Result<Plan> operator()(const NoteDown& c) { return plan_note(revision_, c); }
    base::Result<Plan> operator()(const OfferIntroduction& c) { return plan_offer(revision_, c); }
    base::Result<Plan> operator()(const StepIntroduction& c) { return plan_step(revision_, c); }

    base::Result<Plan> operator()(const Remove& c) {
        auto edits = place::removals(*revision_, c.subjects);
        if (!edits) return edits.error();
        return Plan{std::move(*edits), {}};
    }

    base::Result<Plan> operator()(const DrawArea& c) {
        auto outline = mended_outline(*revision_, c.outline, c.snap);
        if (!outline) return outline.error();
        const std::string table = "areas." + layer_by_hand();
        std::string code;
        base::EntityKey key;
        for (int number = 1; code.empty() || revision_->find(key); ++number) {
            code = "D" + std::to_string(number);
            key = base::key_for(base::EntityKind::area, table, code);
        }
        Edit edit = addition(key);
        edit.record = {{table + "/code", code}};
        if (!c.name.empty()) edit.record.push_back({table + "/name", c.name});
        edit.record.push_back({table + "/outline", std::move(*outline)});
        return added(std::move(edit));
    }

private:
    static base::Result<Plan> added(Edit edit) {
        Plan plan;
        plan.came_in.push_back(edit.subject);
        plan.edits.push_back(std::move(edit));
        return plan;
    }
    base::Result<Plan> sets(const std::string& field, const std::vector<std::pair<base::EntityKey, Value>>& values) {
        Plan plan;
        if (auto s = add_sets(plan, revision_, field, values); !s) return s.error();
        return plan;
    }
    static bool is_end(const base::EntityKey& key) { return key.kind == base::EntityKind::person || key.kind == base::EntityKind::asset; }
    std::int32_t kind_row(const std::string& word) const {
        const column::Column* keys = revision_->column("tie_kinds", "key");
        const std::int32_t known = place::find_tie_kind(word);
        const std::string wanted = known >= 0 ? std::string(place::tie_kinds()[static_cast<std::size_t>(known)].key) : place::registry_word(word);
        for (std::size_t row = 0; keys != nullptr && row < keys->rows(); ++row)
            if (keys->text(row) == wanted) return static_cast<std::int32_t>(row);
        return base::no_row;
    }
    /// Of kinds that go both ways, whichever end comes first: they are one tie when the files are read, too. O(ties), without a key for each of them.
    bool tied_already(const place::Revision::Row& from, const place::Revision::Row& to, std::int32_t kind, const std::string& ended) const {
        const auto& ties = revision_->segment("ties");
        if (ties == nullptr) return false;
        const auto node = [&](const place::Revision::Row& end) { return end.row + (end.table == "assets" ? static_cast<std::int32_t>(revision_->people()) : 0); };
        const auto ones = ties->find("from")->i32(), others = ties->find("to")->i32(), kinds = ties->find("kind")->i32();
        const column::Column* until = ties->find("until");
        const std::int32_t one = node(from), other = node(to);
        const bool both_ways = revision_->column("tie_kinds", "symmetric")->booleans()[static_cast<std::size_t>(kind)] != 0;
        for (std::size_t row = 0; row < ones.size(); ++row) {
            const bool between = (ones[row] == one && others[row] == other) || (both_ways && ones[row] == other && others[row] == one);
            if (!between || kinds[row] != kind) continue;
            if (ended == (until != nullptr && until->known(row) ? std::to_string(until->days()[row]) : "")) return true;
        }
        return false;
    }
    bool sensitive(const base::EntityKey& key) const {
        if (key.kind != base::EntityKind::asset) return false;
        const auto row = static_cast<std::size_t>(revision_->find(key)->row);
        return revision_->column("assets", "sensitivity")->i32()[row] != static_cast<std::int32_t>(column::Sensitivity::ordinary);
    }
    /// A layer of a file may be called "drawn" and be none.
    std::string layer_by_hand() const {
        const column::Column* as = revision_->column("area_layers", "as");
        std::string name(drawn_layer);
        for (int number = 2;; ++number) {
            bool taken = false;
            for (std::size_t row = 0; as != nullptr && row < as->rows(); ++row)
                taken |= as->text(row) == name && revision_->column("area_layers", "role")->i32()[row] != static_cast<std::int32_t>(column::LayerRole::drawn);
            if (!taken) return name;
            name = std::string(drawn_layer) + "_" + std::to_string(number);
        }
    }

    RevisionPtr revision_;
};

/// Cells that the plan sets already, and which of its edits does.
using Earlier = std::map<std::pair<base::EntityKey, std::string>, std::size_t>;

/// Only of what a subtype takes along can an earlier column of the same paste have said something else.
Earlier earlier_of(const Plan& plan, std::string_view field) {
    Earlier earlier;
    constexpr std::array<std::string_view, 5> together{"assets/subtype", "assets/class", "assets/secondary", "assets/form", "assets/sensitivity"};
    if (std::find(together.begin(), together.end(), field) == together.end()) return earlier;
    for (std::size_t i = 0; i < plan.edits.size(); ++i) earlier[{plan.edits[i].subject, plan.edits[i].field}] = i;
    return earlier;
}

base::Status add_set(Plan& plan, const Earlier& earlier, const place::Revision& revision, const base::EntityKey& subject, const std::string& field, const Value& value) {
    if (const auto at = earlier.find({subject, field}); at != earlier.end()) {
        plan.edits[at->second].after = value;
        return {};
    }
    auto before = place::value_at(revision, subject, field);
    if (!before) return before.error();
    if (*before == value) return {};
    Edit edit;
    edit.subject = subject;
    edit.field = field;
    edit.before = std::move(*before);
    edit.after = value;
    plan.edits.push_back(std::move(edit));
    return {};
}

/// Into a column that the place has not yet.
base::Status add_first(Plan& plan, const base::EntityKey& subject, const std::string& field, State stands, const Value& value) {
    if (value == Value(Missing{stands})) return {};
    Edit edit;
    edit.subject = subject;
    edit.field = field;
    edit.before = Missing{stands};
    edit.after = value;
    plan.edits.push_back(std::move(edit));
    return {};
}

/// What the registry says of a word goes with the word, as when a file is read: class and form where they were those of the word before, and how private
/// it is, which is only ever tightened.
base::Status add_what_follows(Plan& plan, const Earlier& earlier, const place::Revision& revision, const base::EntityKey& subject, const Value& word) {
    const auto said = place::value_at(revision, subject, "assets/subtype");
    const auto entry = [](const Value& value) {
        const auto* text = std::get_if<std::string>(&value);
        return text == nullptr ? nullptr : place::find_asset_subtype(*text);
    };
    const place::AssetSubtype *then = said ? entry(*said) : nullptr, *now = entry(word);
    if (now == nullptr) return {};
    struct Follows {
        const char* field;
        std::optional<std::int64_t> was;
        std::int64_t is;
    };
    const auto code = [](auto value) { return static_cast<std::int64_t>(value); };
    for (const Follows& one : {Follows{"assets/class", then == nullptr ? std::nullopt : std::optional(code(then->primary)), code(now->primary)},
                               Follows{"assets/secondary", then == nullptr ? std::int64_t{0} : code(then->secondary), code(now->secondary)},
                               Follows{"assets/form", code(then == nullptr ? column::Form::organisation : then->form), code(now->form)}}) {
        const auto stands = place::value_at(revision, subject, one.field);
        if (!stands) continue;
        const bool from_registry = std::holds_alternative<Missing>(*stands) || (one.was && *stands == Value(*one.was));
        if (!from_registry) continue;
        if (auto s = add_set(plan, earlier, revision, subject, one.field, one.is); !s) return s;
    }
    const auto stands = place::value_at(revision, subject, "assets/sensitivity");
    const auto* level = stands ? std::get_if<std::int64_t>(&*stands) : nullptr;
    if (level == nullptr || *level >= code(now->sensitivity)) return {};
    return add_set(plan, earlier, revision, subject, "assets/sensitivity", code(now->sensitivity));
}

}  // namespace

base::Status add_sets(Plan& plan, const RevisionPtr& revision, const std::string& field, const std::vector<std::pair<base::EntityKey, Value>>& values) {
    const std::vector<std::string> fields{field};
    const std::size_t slash = std::min(field.find('/'), field.size() - 1);
    const bool there = revision->column(field.substr(0, slash), field.substr(slash + 1)) != nullptr;
    const auto open = there ? std::nullopt : place::when_absent(field);  // then no table is made of it only to see that
    const auto wide = there || open ? base::Result<RevisionPtr>(revision) : place::with_fields(revision, fields, column::heap_memory);
    if (!wide) return wide.error();
    const Earlier earlier = earlier_of(plan, field);
    for (const auto& [subject, value] : values) {
        if (open && !revision->find(subject)) return gone();
        if (auto s = open ? add_first(plan, subject, field, open->state, value) : add_set(plan, earlier, **wide, subject, field, value); !s) return s;
        // What somebody put there by hand is no longer the middle of a postcode.
        const std::string segment = field.ends_with(".positions/point") ? field.substr(0, slash) : "";
        if (!segment.empty() && (*wide)->column(segment, "placed_by") != nullptr)
            if (auto s = add_set(plan, earlier, **wide, subject, segment + "/placed_by", static_cast<std::int64_t>(column::PlacedBy::recorded)); !s) return s;
        if (field != "assets/subtype") continue;
        if (auto s = add_what_follows(plan, earlier, **wide, subject, value); !s) return s;
    }
    return {};
}

base::EntityKey new_key(base::EntityKind kind) {
    std::random_device source;
    const auto half = [&] { return (std::uint64_t{source()} << 32) | source(); };
    return {kind, half(), half()};
}

base::Result<Plan> plan_of(const RevisionPtr& revision, const Change& change) {
    auto plan = std::visit(Planner(revision), change);
    if (plan)
        if (auto s = keeps_rule_8(*revision, *plan); !s) return s.error();
    return plan;
}

}  // namespace kith::session
