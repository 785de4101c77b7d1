// A person who was handed over comes in: changes like any others, with keys of this place's own.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/place/fields.hpp"
#include "engine/session/cell_text.hpp"
#include "engine/session/handover.hpp"
#include "engine/session/plan.hpp"

namespace kith::session {
namespace {

using nlohmann::json;
using place::Cell;
using place::Edit;

base::Error no_bundle() { return base::bad_input("What was handed over is not what this Kith writes. It may come from a newer Kith."); }

class Arriving {
public:
    Arriving(place::RevisionPtr& revision, std::string_view crs, const json& bundle) : now_(revision), bundle_(bundle), same_grid_(bundle.at("crs").get<std::string>() == crs) {}

    base::Result<std::vector<Edit>> edits() {
        using Step = base::Status (Arriving::*)();
        for (const Step step : {&Arriving::people, &Arriving::others, &Arriving::assets, &Arriving::ties, &Arriving::events})
            if (auto s = (this->*step)(); !s) return s.error();
        return std::move(whole_.edits);
    }

private:
    base::Status take(const Change& change) { return take_step(whole_, now_, change); }

    base::EntityKey key_here(base::EntityKind kind, const std::string& there) const { return base::key_for(kind, "handover " + bundle_.at("id").get<std::string>(), there); }
    /// Where a key of the other place leads here; nothing: to nobody.
    std::optional<base::EntityKey> here(const Value& value) const {
        const auto* key = std::get_if<base::EntityKey>(&value);
        const auto at = key == nullptr ? here_.end() : here_.find(base::to_text(*key));
        return at == here_.end() ? std::nullopt : std::optional(at->second);
    }
    bool has_column(const std::string& field) const {
        const std::size_t slash = field.find('/');
        return now_->column(field.substr(0, slash), field.substr(slash + 1)) != nullptr || place::when_absent(field).has_value();
    }
    std::string free_id(std::string id) const {
        const column::Column* ids = now_->column("people.names", "id");
        for (std::size_t row = 0; ids != nullptr && row < ids->rows(); ++row)
            if (ids->text(row) == id) return id + "-" + bundle_.at("id").get<std::string>().substr(0, 4);
        return id;
    }
    base::Result<Edit> edit_in(const json& line) const {
        auto edit = place::edit_from_json_line(line.get<std::string>());
        return edit ? std::move(edit) : base::Result<Edit>(no_bundle());
    }

    base::Status people() {
        for (const json& line : bundle_.at("people")) {
            const auto edit = edit_in(line);
            if (!edit) return edit.error();
            AddPerson made;
            const std::string there = base::to_text(edit->subject);
            made.key = key_here(base::EntityKind::person, there);
            for (const Cell& cell : edit->record) {
                if (cell.field == "people.positions/point") {
                    if (const auto* point = std::get_if<Point>(&cell.value); point != nullptr && same_grid_) made.at = *point;
                } else if (cell.field == "people/role") {
                    made.cells.push_back({cell.field, cell.value});
                    if (const auto* role = std::get_if<std::int64_t>(&cell.value); role != nullptr && *role >= 0 && *role < static_cast<std::int64_t>(column::role_words.size())) made.role = static_cast<column::Role>(*role);
                } else if (cell.field == "people.names/id") {
                    const auto* id = std::get_if<std::string>(&cell.value);
                    if (id == nullptr) return no_bundle();
                    made.cells.push_back({cell.field, free_id(*id)});
                } else if (has_column(cell.field) || cell.field.starts_with("people/") || cell.field == "people.positions/placed_by") {
                    made.cells.push_back({cell.field, cell.value});
                } else if (const std::string words = text_of(cell.field, cell.value); !words.empty() && !std::holds_alternative<Missing>(cell.value)) {
                    also_ += (also_.empty() ? "Also recorded: " : "; ") + cell.field.substr(cell.field.find('/') + 1) + " " + words;
                }
            }
            here_[there] = *made.key;
            if (first_.low == 0) first_ = *made.key;
            if (auto s = take(made); !s) return s;
        }
        return {};
    }

    /// Somebody they know who did not agree to be named: an alter.
    base::Status others() {
        for (const auto& [there, name] : bundle_.at("others").items()) {
            AddPerson made;
            made.key = key_here(base::EntityKind::person, there);
            made.role = column::Role::alter;
            made.name = name.get<std::string>();
            here_[there] = *made.key;
            if (auto s = take(made); !s) return s;
        }
        return {};
    }

    base::Status assets() {
        for (const auto& [there, asset] : bundle_.at("assets").items()) {
            const std::string name = asset.at("name").get<std::string>();
            if (const auto known = asset_called(name)) {
                here_[there] = *known;
                continue;
            }
            AddAsset made{name, asset.at("subtype").get<std::string>(), {}, {}};
            if (same_grid_ && asset.contains("x")) made.at = Point{asset.at("x").get<double>(), asset.at("y").get<double>()};
            if (auto s = take(made); !s) return s;
            here_[there] = whole_.came_in.back();
        }
        return {};
    }
    /// The one of that name; nothing where there is none, or several.
    std::optional<base::EntityKey> asset_called(const std::string& name) const {
        const column::Column* names = now_->column("assets.names", "name");
        std::optional<base::EntityKey> found;
        for (std::size_t row = 0; names != nullptr && !name.empty() && row < names->rows(); ++row) {
            if (!names->known(row) || base::lower(names->text(row)) != base::lower(name)) continue;
            if (found) return std::nullopt;
            found = now_->key_of("assets", static_cast<std::int32_t>(row));
        }
        return found;
    }

    base::Status ties() {
        for (const json& line : bundle_.at("ties")) {
            const auto edit = edit_in(line);
            if (!edit) return edit.error();
            AddTie made;
            std::optional<base::EntityKey> from, to;
            for (const Cell& cell : edit->record) {
                if (cell.field == "ties/from") from = here(cell.value);
                else if (cell.field == "ties/to") to = here(cell.value);
                else if (cell.field == "ties/kind") made.kind = text_of(cell.field, cell.value);
                else if (has_column(cell.field)) made.cells.push_back({cell.field, cell.value});
            }
            if (!from || !to) return no_bundle();
            made.from = *from;
            made.to = *to;
            if (auto s = take(made); !s) return s;
        }
        return {};
    }

    base::Status events() {
        for (const json& line : bundle_.at("events")) {
            const auto edit = edit_in(line);
            if (!edit) return edit.error();
            Edit made = *edit;
            made.subject = key_here(base::EntityKind::event, base::to_text(edit->subject));
            for (Cell& cell : made.record)
                if (cell.field == "events/person" || cell.field == "events/other") {
                    const auto who = here(cell.value);
                    cell.value = who ? Value(*who) : Value(Missing{column::State::not_applicable});
                }
            std::erase_if(made.record, [&](const Cell& cell) { return !has_column(cell.field) && !cell.field.starts_with("events/"); });
            if (auto s = take_edit(std::move(made)); !s) return s;
        }
        for (const json& words : bundle_.at("answers"))
            if (auto s = note(words.get<std::string>()); !s) return s;
        return also_.empty() ? base::Status() : note(also_);
    }
    base::Status note(const std::string& words) { return take(AddEvent{column::EventKind::other, {}, first_, {}, words, {}, {}}); }

    /// An edit as it is: events keep what became of them, which no change says.
    base::Status take_edit(Edit edit) {
        std::vector<std::string> fields;
        for (const Cell& cell : edit.record) fields.push_back(cell.field);
        const auto wide = place::with_fields(now_, fields, column::heap_memory);
        if (!wide) return wide.error();
        auto next = place::apply(*wide, {&edit, 1}, column::heap_memory);
        if (!next) return next.error();
        now_ = std::move(*next);
        whole_.edits.push_back(std::move(edit));
        return {};
    }

    place::RevisionPtr& now_;
    const json& bundle_;
    bool same_grid_;
    Plan whole_;
    std::map<std::string, base::EntityKey> here_;
    base::EntityKey first_;
    std::string also_;
};

}  // namespace

base::Result<std::vector<Edit>> arrival_of(place::RevisionPtr& revision, std::string_view crs, std::string_view bundle) try {
    const json read = json::parse(bundle);
    auto edits = Arriving(revision, crs, read).edits();
    if (!edits) return edits;
    for (Edit& edit : *edits) edit.who = "handed over on " + read.at("at").get<std::string>();
    return edits;
} catch (const json::exception&) {
    return no_bundle();
}

base::Result<std::string> words_of_handover(std::string_view bundle) try {
    const json read = json::parse(bundle);
    const auto first = place::edit_from_json_line(read.at("people").at(0).get<std::string>());
    if (!first) return no_bundle();
    std::string who = "a person";
    for (const Cell& cell : first->record)
        if (cell.field == "people.names/name" || (cell.field == "people.names/id" && who == "a person"))
            if (std::string words = text_of(cell.field, cell.value); !words.empty()) who = std::move(words);
    const auto some = [&](const char* list, const char* one) { return base::counted(static_cast<std::int64_t>(read.at(list).size()), one); };
    return who + ", handed over: " + some("ties", "tie") + ", " + some("events", "event") + ", " + some("assets", "asset");
} catch (const json::exception&) {
    return no_bundle();
}

}  // namespace kith::session
