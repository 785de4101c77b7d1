#include "engine/session/plan.hpp"

#include <algorithm>
#include <cstdio>
#include <random>
#include <set>

#include "engine/base/text.hpp"
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

base::EntityKey random_key(base::EntityKind kind) {
    std::random_device source;
    const auto half = [&] { return (std::uint64_t{source()} << 32) | source(); };
    return {kind, half(), half()};
}

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
        Edit edit = addition(random_key(base::EntityKind::person));
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
        Edit edit = addition(random_key(base::EntityKind::asset));
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
        Edit edit = addition(random_key(base::EntityKind::event));
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
    base::Result<Plan> operator()(const EndPerson& c) { return sets("people/living", {{c.person, static_cast<std::int64_t>(c.living)}}); }
    base::Result<Plan> operator()(const CloseAsset& c) {
        return sets("assets/status", {{c.asset, static_cast<std::int64_t>(column::AssetStatus::closed)}});
    }
    base::Result<Plan> operator()(const EndTie& c) { return sets("ties/until", {{c.tie, c.until}}); }
    base::Result<Plan> operator()(const PasteCells& c) { return plan_paste(revision_, c); }
    base::Result<Plan> operator()(const DismissFinding&) { return Plan(); }

    /// Each removal on what the ones before it left: rows and keys have moved by then.
    base::Result<Plan> operator()(const Remove& c) {
        Plan plan;
        RevisionPtr now = revision_;
        const auto remove = [&](const base::EntityKey& key) -> base::Status {
            auto edit = place::removal(*now, key);
            if (!edit) return edit.error();
            auto next = place::apply(now, {&*edit, 1}, column::heap_memory);
            if (!next) return next.error();
            now = std::move(*next);
            plan.edits.push_back(std::move(*edit));
            return {};
        };
        const std::set<base::EntityKey> subjects(c.subjects.begin(), c.subjects.end());
        for (const base::EntityKey& tie : ties_of(subjects))
            if (auto s = remove(tie); !s) return s.error();
        for (const base::EntityKey& key : subjects)
            if (key.kind != base::EntityKind::tie)
                if (auto s = remove(key); !s) return s.error();
        return plan;
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
    /// O(ties), without a key for each of them.
    bool tied_already(const place::Revision::Row& from, const place::Revision::Row& to, std::int32_t kind, const std::string& ended) const {
        const auto& ties = revision_->segment("ties");
        if (ties == nullptr) return false;
        const auto node = [&](const place::Revision::Row& end) { return end.row + (end.table == "assets" ? static_cast<std::int32_t>(revision_->people()) : 0); };
        const auto ones = ties->find("from")->i32(), others = ties->find("to")->i32(), kinds = ties->find("kind")->i32();
        const column::Column* until = ties->find("until");
        const std::int32_t one = node(from), other = node(to);
        for (std::size_t row = 0; row < ones.size(); ++row) {
            if (ones[row] != one || others[row] != other || kinds[row] != kind) continue;
            if (ended == (until != nullptr && until->known(row) ? std::to_string(until->days()[row]) : "")) return true;
        }
        return false;
    }
    bool sensitive(const base::EntityKey& key) const {
        if (key.kind != base::EntityKind::asset) return false;
        const auto row = static_cast<std::size_t>(revision_->find(key)->row);
        return revision_->column("assets", "sensitivity")->i32()[row] != static_cast<std::int32_t>(column::Sensitivity::ordinary);
    }
    /// Those named, and those of people and assets that go.
    std::vector<base::EntityKey> ties_of(const std::set<base::EntityKey>& subjects) const {
        std::vector<base::EntityKey> ties;
        const auto& segment = revision_->segment("ties");
        const std::size_t rows = segment == nullptr ? 0 : segment->columns()[0].rows();
        std::set<std::int32_t> nodes;
        for (const base::EntityKey& key : subjects)
            if (const auto row = revision_->find(key); row && is_end(key))
                nodes.insert(row->row + (key.kind == base::EntityKind::asset ? static_cast<std::int32_t>(revision_->people()) : 0));
        for (std::size_t tie = 0; tie < rows; ++tie) {
            const bool of_one = nodes.contains(segment->find("from")->i32()[tie]) || nodes.contains(segment->find("to")->i32()[tie]);
            if (!of_one) continue;
            ties.push_back(revision_->key_of("ties", static_cast<std::int32_t>(tie)));
            revision_->expect(ties.back(), static_cast<std::int32_t>(tie));
        }
        for (const base::EntityKey& key : subjects)
            if (key.kind == base::EntityKind::tie && std::find(ties.begin(), ties.end(), key) == ties.end()) ties.push_back(key);
        return ties;
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

}  // namespace

base::Status add_sets(Plan& plan, const RevisionPtr& revision, const std::string& field, const std::vector<std::pair<base::EntityKey, Value>>& values) {
    const std::vector<std::string> fields{field};
    const auto wide = place::with_fields(revision, fields, column::heap_memory);
    if (!wide) return wide.error();
    for (const auto& [subject, value] : values) {
        auto before = place::value_at(**wide, subject, field);
        if (!before) return before.error();
        if (*before == value) continue;
        Edit edit;
        edit.subject = subject;
        edit.field = field;
        edit.before = std::move(*before);
        edit.after = value;
        plan.edits.push_back(std::move(edit));
    }
    return {};
}

base::Result<Plan> plan_of(const RevisionPtr& revision, const Change& change) { return std::visit(Planner(revision), change); }

namespace {

struct Namer {
    static std::string of(std::size_t number, const char* one) { return base::counted(static_cast<std::int64_t>(number), one); }
    std::string operator()(const AddPerson&) const { return "Add a person"; }
    std::string operator()(const AddAsset&) const { return "Add an asset"; }
    std::string operator()(const AddTie&) const { return "Add a tie"; }
    std::string operator()(const AddEvent&) const { return "Add an event"; }
    std::string operator()(const SetCells& c) const { return "Change " + of(c.subjects.size(), "cell"); }
    std::string operator()(const SetEach& c) const { return "Change " + of(c.values.size(), "cell"); }
    std::string operator()(const MoveTo&) const { return "Move"; }
    std::string operator()(const EndPerson&) const { return "Say that a person is not here any more"; }
    std::string operator()(const CloseAsset&) const { return "Close an asset"; }
    std::string operator()(const EndTie&) const { return "End a tie"; }
    std::string operator()(const Remove& c) const { return "Remove " + of(c.subjects.size(), "entry", "entries"); }
    static std::string of(std::size_t number, const char* one, const char* many) { return base::counted(static_cast<std::int64_t>(number), one, many); }
    std::string operator()(const DrawArea&) const { return "Draw a neighbourhood"; }
    std::string operator()(const PasteCells& c) const { return "Paste into " + of(c.subjects.size(), "row"); }
    std::string operator()(const DismissFinding& c) const { return c.back ? "Take a finding back" : "Put a finding aside"; }
};

}  // namespace

std::vector<base::EntityKey> subjects_of(const Change& change) {
    if (const auto* cells = std::get_if<SetCells>(&change)) return cells->subjects;
    if (const auto* pasted = std::get_if<PasteCells>(&change)) return pasted->subjects;
    if (const auto* removed = std::get_if<Remove>(&change)) return removed->subjects;
    if (const auto* ended = std::get_if<EndTie>(&change)) return {ended->tie};
    std::vector<base::EntityKey> subjects;
    if (const auto* each = std::get_if<SetEach>(&change))
        for (const auto& [subject, value] : each->values) subjects.push_back(subject);
    return subjects;
}

std::string name_of(const Change& change) { return std::visit(Namer{}, change); }

}  // namespace kith::session
