#include "engine/place/update.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <unordered_map>

#include "engine/base/text.hpp"
#include "engine/column/terms.hpp"
#include "engine/place/fields.hpp"

namespace kith::place {
namespace {

constexpr std::string_view imported = "import: ", separator = ", ";
constexpr std::int64_t seconds_a_day = 86400;

bool follows(std::string_view table, std::string_view column) {
    constexpr std::array<std::string_view, 5> never{"key_high", "key_low", "area", "counted_with", "source_row"};
    constexpr std::array<std::string_view, 4> of_ties{"from", "to", "kind", "sensitive"};
    return std::find(never.begin(), never.end(), column) != never.end() || (table == "ties" && std::find(of_ties.begin(), of_ties.end(), column) != of_ties.end());
}

/// The fields of a table that edits can set.
std::vector<std::string> settable_fields(const Revision& revision, std::string_view table) {
    std::vector<std::string> fields;
    for (const auto& segment : revision.segments()) {
        const std::string_view key = segment->key();
        const bool own = key == table || (key.starts_with(table) && key.size() > table.size() && key[table.size()] == '.' && key.find(".within.") == std::string_view::npos);
        for (const auto& c : segment->columns())
            if (own && !follows(table, c.key())) fields.push_back(std::string(key) + '/' + std::string(c.key()));
    }
    return fields;
}

/// What the source last said, as far as it was taken in.
class Ledger {
public:
    Ledger(const RevisionPtr& as_read, std::span<const Edit> so_far) : as_read_(as_read) {
        for (const Edit& edit : so_far) {
            if (!edit.who.starts_with(imported)) continue;
            if (edit.operation == Operation::set) said_[edit.subject][edit.field] = edit.after;
            if (edit.operation != Operation::add) continue;
            added_[edit.subject] = edit.who;
            for (const Cell& cell : edit.record) said_[edit.subject][cell.field] = cell.value;
        }
    }
    bool has(const base::EntityKey& key) const { return added_.contains(key) || as_read_->find(key).has_value(); }
    std::optional<Value> value(const base::EntityKey& key, const std::string& field) const {
        if (const auto of = said_.find(key); of != said_.end())
            if (const auto at = of->second.find(field); at != of->second.end()) return at->second;
        auto value = value_at(*as_read_, key, field);
        return value ? std::optional<Value>(std::move(*value)) : std::nullopt;
    }
    /// "import: a.csv, b.csv", of what came in by an update; nullptr: it did not.
    const std::string* brought_by(const base::EntityKey& key) const {
        const auto at = added_.find(key);
        return at == added_.end() ? nullptr : &at->second;
    }
    bool ended(const base::EntityKey& tie) const {
        const auto of = said_.find(tie);
        if (of == said_.end()) return false;
        const auto at = of->second.find("ties/until");
        return at != of->second.end() && !std::holds_alternative<Missing>(at->second);
    }

private:
    RevisionPtr as_read_;
    std::unordered_map<base::EntityKey, std::map<std::string, Value>> said_;
    std::unordered_map<base::EntityKey, std::string> added_;
};

class Updater {
public:
    Updater(const RevisionPtr& as_read, std::span<const Edit> so_far, RevisionPtr now, const RevisionPtr& newer, const UpdateOptions& options)
        : as_read_(as_read), ledger_(as_read, so_far), now_(std::move(now)), newer_(newer), options_(options) {
        for (const Edit& edit : so_far) {
            next_id_ = std::max(next_id_, edit.id + 1);
            batch_ = std::max(batch_, edit.batch + 1);
        }
    }

    base::Result<Update> run() {
        if (auto s = widen(); !s) return s.error();
        for (const char* table : {"households", "people", "assets", "ties", "events"}) {
            update_.counts.push_back({});
            update_.counts.back().table = table;
            take(table);
        }
        put_in_order();
        return std::move(update_);
    }

private:
    UpdateCount& count() { return update_.counts.back(); }

    /// Fields that the newer copy has and the place has not yet, as far as edits may bring them.
    base::Status widen() {
        for (const char* table : {"households", "people", "assets", "ties", "events"}) {
            for (std::string& field : settable_fields(*newer_, table)) {
                auto wide = with_fields(now_, std::span(&field, 1), column::heap_memory);
                if (wide) {
                    now_ = std::move(*wide);
                    fields_[table].push_back(std::move(field));
                } else {
                    update_.remarks.push_back("The newer copy has " + field + ", which the place was read without: it is not taken in. Read the newer copy as a place of its own to have it.");
                }
            }
            if (newer_->rows(table) > 0 && now_->segment(table) == nullptr)
                update_.remarks.push_back("The place has no " + std::string(table) + " yet; those of the newer copy are not taken in.");
        }
        return {};
    }

    /// Is it of the files of which there is a newer copy? What several files brought together only when all of them are here again.
    bool concerns(const std::string& table, const base::EntityKey& key) const {
        if (const std::string* who = ledger_.brought_by(key)) {
            const auto& files = options_.files.at(table);
            for (std::string_view names = std::string_view(*who).substr(imported.size()); !names.empty();) {
                const std::size_t end = std::min(names.find(separator), names.size());
                if (std::find(files.begin(), files.end(), names.substr(0, end)) == files.end()) return false;
                names.remove_prefix(std::min(names.size(), end + separator.size()));
            }
            return true;
        }
        const RevisionPtr& others = table == "ties" ? options_.without_ties : options_.without;
        return !as_read_->find(key) || others == nullptr || !others->find(key);
    }

    void take(const std::string& table) {
        if (now_->segment(table) == nullptr || !options_.files.contains(table)) return;
        who_ = std::string(imported);
        for (const std::string& file : options_.files.at(table)) who_ += (who_.size() == imported.size() ? "" : std::string(separator)) + file;
        const std::size_t rows = newer_->rows(table);
        std::vector<base::EntityKey> fresh;
        for (std::size_t row = 0; row < rows; ++row) {
            const base::EntityKey key = newer_->key_of(table, static_cast<std::int32_t>(row));
            if (!concerns(table, key)) continue;
            if (now_->find(key)) compare(table, key, key);
            else if (!ledger_.has(key) || ledger_.ended(key)) fresh.push_back(key);
            else ++count().own;
        }
        const std::vector<base::EntityKey> gone = gone_from(table);
        if (table == "ties") pair_up(gone, fresh);
        else for (const base::EntityKey& key : gone) end(table, key);
        for (const base::EntityKey& key : fresh) add(table, key);
    }

    /// Entities that the source knew, that are here, and that the newer copy does not have.
    std::vector<base::EntityKey> gone_from(const std::string& table) const {
        std::vector<base::EntityKey> gone;
        for (std::size_t row = 0; row < now_->rows(table); ++row) {
            const base::EntityKey key = now_->key_of(table, static_cast<std::int32_t>(row));
            if (!newer_->find(key) && ledger_.has(key) && concerns(table, key)) gone.push_back(key);
        }
        return gone;
    }

    static std::string ends_of(const Revision& revision, const base::EntityKey& tie) {
        const auto row = static_cast<std::size_t>(revision.find(tie)->row);
        const auto kind = static_cast<std::size_t>(revision.column("ties", "kind")->i32()[row]);
        return base::to_text(revision.key_of_node(revision.column("ties", "from")->i32()[row])) + base::to_text(revision.key_of_node(revision.column("ties", "to")->i32()[row])) +
               std::string(revision.column("tie_kinds", "key")->text(kind));
    }

    /// A tie whose end is said in the newer copy has another key, and is the same tie.
    void pair_up(const std::vector<base::EntityKey>& gone, std::vector<base::EntityKey>& fresh) {
        std::multimap<std::string, base::EntityKey> by_ends;
        for (const base::EntityKey& key : fresh) by_ends.emplace(ends_of(*newer_, key), key);
        for (const base::EntityKey& key : gone) {
            const auto at = by_ends.find(ends_of(*now_, key));
            if (at == by_ends.end()) {
                end("ties", key);
                continue;
            }
            compare("ties", key, at->second);
            std::erase(fresh, at->second);
            by_ends.erase(at);
        }
    }

    void compare(const std::string& table, const base::EntityKey& key, const base::EntityKey& in_newer) {
        bool any = false;
        for (const std::string& field : fields_[table]) {
            const auto value = value_at(*newer_, in_newer, field);
            if (value) any = set(key, field, *value) || any;
        }
        count().changed += any ? 1 : 0;
        if (table == "people" || table == "assets") count().by_code += other_area(table, key) ? 1 : 0;
    }

    /// By its code alone: a point decides for itself.
    bool other_area(const std::string& table, const base::EntityKey& key) const {
        const auto point = value_at(*newer_, key, table + ".positions/point");
        if (point && !std::holds_alternative<Missing>(*point)) return false;
        const auto one = value_at(*now_, key, table + "/area"), other = value_at(*newer_, key, table + "/area");
        return one && other && *one != *other;
    }

    /// False: it is so already, or somebody changed it by hand since the source said it.
    bool set(const base::EntityKey& key, const std::string& field, const Value& value) {
        const auto stands = value_at(*now_, key, field);
        if (!stands || *stands == value) return false;
        const auto last = ledger_.value(key, field);
        if (last && *last != *stands) {
            ++count().own;
            return false;
        }
        Edit edit = started(Operation::set, key);
        edit.field = field;
        edit.before = *stands;
        edit.after = value;
        ++update_.fields[field];
        sets_.push_back(std::move(edit));
        return true;
    }

    /// A tie of somebody who is not in the newer copy may well be in it: nothing says that it has ended.
    bool has_both_ends(const base::EntityKey& tie) const {
        const auto row = static_cast<std::size_t>(now_->find(tie)->row);
        return newer_->find(now_->key_of_node(now_->column("ties", "from")->i32()[row])) && newer_->find(now_->key_of_node(now_->column("ties", "to")->i32()[row]));
    }

    void end(const std::string& table, const base::EntityKey& key) {
        bool ended = false;
        if (table == "ties" && !has_both_ends(key)) {
            ++count().missing;
            return;
        }
        if (table == "assets") {
            ended = close(key, "assets/status", Value(static_cast<std::int64_t>(column::AssetStatus::closed)));
        } else if (table == "people" && options_.end_people) {
            ended = close(key, "people/living", Value(static_cast<std::int64_t>(column::Living::moved)));
        } else if (table == "ties") {
            const std::vector<std::string> until{"ties/until"};
            if (auto wide = with_fields(now_, until, column::heap_memory)) now_ = std::move(*wide);
            ended = close(key, until[0], Value(Date{static_cast<std::int32_t>(options_.when / seconds_a_day), column::Precision::day}));
        } else {
            ++count().missing;
        }
        if (!ended) return;
        ++count().ended;
        update_.ended.push_back(key);
    }

    bool close(const base::EntityKey& key, const std::string& field, const Value& value) {
        const auto stands = value_at(*now_, key, field);
        const bool dated = std::holds_alternative<Date>(value) && stands && !std::holds_alternative<Missing>(*stands);
        return !dated && set(key, field, value);  // a tie that has an end keeps it
    }

    void add(const std::string& table, const base::EntityKey& key) {
        Edit edit = started(Operation::add, key);
        for (const std::string& field : fields_[table])
            if (auto value = value_at(*newer_, key, field)) edit.record.push_back({field, std::move(*value)});
        const auto number = [&](const char* column, std::int64_t value) {
            if (now_->column(table, column) != nullptr) edit.record.push_back({table + '/' + column, Value(value)});
        };
        number("source_row", -1);
        if (table == "assets") number("counted_with", static_cast<std::int64_t>(now_->assets()) + count().added);
        if (table != "ties" && now_->column(table, "area") != nullptr)
            if (auto area = value_at(*newer_, key, table + "/area")) edit.record.push_back({table + "/area", std::move(*area)});
        if (table == "ties" && !add_ends(edit)) return;
        ++count().added;
        update_.added.push_back(key);
        (table == "ties" || table == "events" ? late_ : early_).push_back(std::move(edit));
    }

    bool add_ends(Edit& edit) {
        const auto row = static_cast<std::size_t>(newer_->find(edit.subject)->row);
        for (const char* end : {"from", "to"}) edit.record.push_back({std::string("ties/") + end, Value(newer_->key_of_node(newer_->column("ties", end)->i32()[row]))});
        const auto word = newer_->column("tie_kinds", "key")->text(static_cast<std::size_t>(newer_->column("ties", "kind")->i32()[row]));
        const column::Column* words = now_->column("tie_kinds", "key");
        std::int64_t kind = -1;
        for (std::size_t i = 0; i < words->rows(); ++i)
            if (words->text(i) == word) kind = static_cast<std::int64_t>(i);
        if (kind < 0) {
            const std::string said = "Ties of the kind " + std::string(word) + " are new to this place and were not taken in; turn the word into a known kind with a map.";
            if (std::find(update_.remarks.begin(), update_.remarks.end(), said) == update_.remarks.end()) update_.remarks.push_back(said);
            return false;
        }
        edit.record.push_back({"ties/kind", Value(kind)});
        edit.record.push_back({"ties/sensitive", Value(newer_->column("ties", "sensitive")->booleans()[row] != 0)});
        return true;
    }

    Edit started(Operation operation, const base::EntityKey& key) const {
        Edit edit;
        edit.operation = operation;
        edit.subject = key;
        edit.who = who_;
        edit.when = options_.when;
        edit.batch = batch_;
        return edit;
    }

    /// Whom ties end at comes in before them; sets stand together, so that each table is rebuilt once for all of them.
    void put_in_order() {
        for (auto* part : {&early_, &sets_, &late_})
            for (Edit& edit : *part) {
                edit.id = next_id_++;
                update_.edits.push_back(std::move(edit));
            }
    }

    RevisionPtr as_read_;
    Ledger ledger_;
    RevisionPtr now_, newer_;
    UpdateOptions options_;
    std::map<std::string, std::vector<std::string>> fields_;
    std::vector<Edit> early_, sets_, late_;
    std::string who_;
    std::uint64_t next_id_ = 1, batch_ = 1;
    Update update_;
};

}  // namespace

base::Result<Update> update_of(const RevisionPtr& as_read, std::span<const Edit> so_far, const RevisionPtr& now, const RevisionPtr& newer, const UpdateOptions& options) {
    return Updater(as_read, so_far, now, newer, options).run();
}

}  // namespace kith::place
