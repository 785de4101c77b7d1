#include "engine/session/handover.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/privacy/others.hpp"
#include "engine/session/cell_text.hpp"

namespace kith::session {
namespace {

using column::Column;
using nlohmann::json;
using place::Cell;
using place::Edit;
using place::Revision;

/// Rows and household numbers mean nothing elsewhere; `handover` was said for this once.
bool stays_behind(const std::string& field) {
    static const std::set<std::string> those{"people/household", "people/area", "people/source_row", "ties/source_row", "ties/sensitive"};
    return those.contains(field);
}

class Packing {
public:
    Packing(const place::Place& place, const std::vector<base::EntityKey>& keys) : place_(place), r_(*place.revision), keys_(keys) {
        for (const base::EntityKey& key : keys)
            if (const auto at = r_.find(key)) rows_.push_back(static_cast<std::size_t>(at->row));
        names_ = privacy::names_of_others(r_, rows_);
    }

    base::Result<json> packed() {
        json out{{"crs", place_.crs}, {"people", json::array()}, {"ties", json::array()}, {"events", json::array()}};
        if (rows_.size() != keys_.size()) return base::not_found("There is no such person here.");
        auto edits = place::removals(r_, keys_);
        if (!edits) return edits.error();
        for (Edit& edit : *edits)
            if (edit.subject.kind == base::EntityKind::tie) out["ties"].push_back(line_of(tie(std::move(edit))));
        for (const base::EntityKey& key : keys_) {
            auto edit = place::removal(r_, key);
            if (!edit) return edit.error();
            out["people"].push_back(line_of(person(std::move(*edit))));
        }
        if (auto s = events(out["events"]); !s) return s.error();
        out["assets"] = std::move(assets_);
        out["others"] = std::move(others_);
        out["answers"] = answers();
        return out;
    }

private:
    bool is_one(std::size_t person) const { return std::find(rows_.begin(), rows_.end(), person) != rows_.end(); }

    static std::string line_of(Edit edit) {
        edit.operation = place::Operation::add;
        edit.at = -1;
        std::erase_if(edit.record, [](const Cell& cell) { return stays_behind(cell.field); });
        return place::to_json_line(edit);
    }
    void hide(Value& value) const {
        if (auto* text = std::get_if<std::string>(&value)) privacy::hide_names(*text, names_);
        if (auto* list = std::get_if<std::vector<std::string>>(&value))
            for (std::string& one : *list) privacy::hide_names(one, names_);
    }

    Edit person(Edit edit) const {
        for (Cell& cell : edit.record) {
            if (cell.field == "people.permissions/scopes")
                if (auto* scopes = std::get_if<std::vector<std::string>>(&cell.value)) std::erase(*scopes, "handover");
            if (!cell.field.starts_with("people/") && !cell.field.starts_with("people.permissions/")) hide(cell.value);
        }
        return edit;
    }

    /// Whoever a tie or an event points to, so that they can be told there.
    void tell(const Value& value) {
        const auto* key = std::get_if<base::EntityKey>(&value);
        const auto at = key == nullptr ? std::nullopt : r_.find(*key);
        if (!at) return;
        const auto row = static_cast<std::size_t>(at->row);
        const std::string text = base::to_text(*key);
        if (at->table == "people" && !is_one(row) && !others_.contains(text)) {
            const Column* name = r_.column("people.names", "name");
            const bool named = privacy::agreed_to_be_named(r_, row) && name != nullptr && name->known(row);
            others_[text] = named ? std::string(name->text(row)) : std::string();
        } else if (at->table == "assets" && !assets_.contains(text)) {
            json asset{{"name", r_.column("assets.names", "name")->text(row)}, {"subtype", r_.column("assets", "subtype")->known(row) ? r_.column("assets", "subtype")->text(row) : std::string_view{}}};
            const Column* point = r_.column("assets.positions", "point");
            const bool hidden = r_.column("assets", "sensitivity")->i32()[row] == static_cast<std::int32_t>(column::Sensitivity::hidden);
            if (point != nullptr && point->known(row) && !hidden) {
                const auto where = std::get<Point>(place::value_of(*point, row));
                asset["x"] = where.x;
                asset["y"] = where.y;
            }
            assets_[text] = std::move(asset);
        }
    }

    /// Was it said by one of those who go? Unknown is not.
    static bool own_word_of(const Edit& edit, bool from_goes, bool to_goes) {
        for (const Cell& cell : edit.record)
            if (const auto* code = std::get_if<std::int64_t>(&cell.value); cell.field == "ties/reported_by" && code != nullptr) {
                const auto who = static_cast<column::ReportedBy>(*code);
                return who == column::ReportedBy::both || (who == column::ReportedBy::from && from_goes) || (who == column::ReportedBy::to && to_goes);
            }
        return false;
    }

    Edit tie(Edit edit) {
        bool from_goes = false, to_goes = false;
        for (Cell& cell : edit.record) {
            if (cell.field == "ties/kind") cell.value = std::string(r_.column("tie_kinds", "key")->text(static_cast<std::size_t>(std::get<std::int64_t>(cell.value))));
            if (cell.field != "ties/from" && cell.field != "ties/to") continue;
            tell(cell.value);
            const auto at = r_.find(std::get<base::EntityKey>(cell.value));
            (cell.field == "ties/from" ? from_goes : to_goes) = at && at->table == "people" && is_one(static_cast<std::size_t>(at->row));
        }
        const bool theirs = own_word_of(edit, from_goes, to_goes);
        std::erase_if(edit.record, [&](const Cell& cell) {
            static const std::set<std::string> bare{"ties/from", "ties/to", "ties/kind", "ties/paid", "ties/since", "ties/until"};
            return !theirs && !bare.contains(cell.field);
        });
        for (Cell& cell : edit.record)
            if (cell.field != "ties/kind") hide(cell.value);
        return edit;
    }

    base::Status events(json& into) {
        const Column* who = r_.column("events", "person");
        for (std::size_t row = 0; who != nullptr && row < who->rows(); ++row) {
            if (who->i32()[row] < 0 || !is_one(static_cast<std::size_t>(who->i32()[row]))) continue;
            auto edit = place::removal(r_, r_.key_of("events", static_cast<std::int32_t>(row)));
            if (!edit) return edit.error();
            for (Cell& cell : edit->record) {
                if (cell.field.starts_with("events.notes/")) hide(cell.value);
                if (cell.field == "events/other") tell(cell.value);
            }
            into.push_back(line_of(std::move(*edit)));
        }
        return {};
    }

    /// By instrument and day: edits bring no answers, so they go as words.
    json answers() const {
        std::map<std::string, std::string> by;
        const auto& all = r_.segment("observations");
        for (std::size_t row = 0; all != nullptr && row < all->find("person")->rows(); ++row) {
            if (all->find("person")->i32()[row] != static_cast<std::int32_t>(rows_[0])) continue;
            const Column* date = all->find("date");
            std::string& words = by[std::string(all->find("instrument")->text(row)) + (date != nullptr && date->known(row) ? ", " + text_of("date", place::value_of(*date, row)) : "")];
            words += (words.empty() ? "" : "; ") + std::string(all->find("item")->text(row)) + " " + text_of("value", place::value_of(*all->find("value"), row));
        }
        json out = json::array();
        for (const auto& [heading, words] : by) out.push_back("Answers to " + heading + ": " + words);
        return out;
    }

    const place::Place& place_;
    const Revision& r_;
    const std::vector<base::EntityKey>& keys_;
    std::vector<std::size_t> rows_;
    std::set<std::string> names_;
    json assets_ = json::object(), others_ = json::object();
};

}  // namespace

base::Result<std::string> handover_of(const place::Place& place, const std::vector<base::EntityKey>& keys, const std::string& id, const std::string& at) {
    auto packed = Packing(place, keys).packed();
    if (!packed) return packed.error();
    (*packed)["id"] = id;
    (*packed)["at"] = at;
    (*packed)["page"] = (*packed)["by"] = "";
    (*packed)["for"] = "worker";
    (*packed)["table"] = "handover";
    return packed->dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace kith::session
