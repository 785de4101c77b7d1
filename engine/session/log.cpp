// The undo list as entries of a workspace: one a batch, one a step back or forward, in the order in which they happened. An entry is a heading and
// lines: edits and findings put aside as in an edits file, and how it looked before and after.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/whole.hpp"
#include "engine/place/edits_file.hpp"
#include "engine/session/edit_lines.hpp"
#include "engine/session/history.hpp"

namespace kith::session {
namespace {

using nlohmann::json;

constexpr std::size_t kept_between = 64;

base::Error not_ours() { return base::bad_input("This workspace holds a change that this Kith cannot read. It may come from a newer Kith."); }

std::string line(const json& j) { return j.dump(-1, ' ', false, json::error_handler_t::replace) + '\n'; }

}  // namespace

std::string Session::History::entry_of(const Batch& batch) {
    std::string text = line({{"batch", batch.serial}, {"name", batch.name}});
    for (const place::Edit& edit : batch.edits) text += place::to_json_line(edit) + '\n';
    for (const Dismissal& one : batch.dismissals) text += line_of(one) + '\n';
    if (batch.styling) text += line({{"styling", {batch.styling->before, batch.styling->after}}});
    return text;
}

std::string Session::History::entry_of(Step step) { return line({{"step", step == Step::undo ? "undo" : "redo"}}); }
std::string Session::History::restyled(const Styling& styling) { return line({{"step", "restyle"}, {"after", styling.after}}); }

std::vector<std::string> Session::History::entries() const {
    std::vector<std::string> all;
    all.reserve(done.size() + 2 * undone.size());
    for (const Batch& batch : done) all.push_back(entry_of(batch));
    for (auto batch = undone.rbegin(); batch != undone.rend(); ++batch) all.push_back(entry_of(*batch));
    all.insert(all.end(), undone.size(), entry_of(Step::undo));
    return all;
}

base::Result<Session::Batch> Session::History::batch_from(std::uint64_t serial, std::string name, std::istream& lines) {
    Batch batch;
    batch.serial = serial;
    batch.name = std::move(name);
    for (std::string text; std::getline(lines, text);) {
        if (auto aside = dismissal_from(text)) {
            batch.dismissals.push_back(std::move(*aside));
            continue;
        }
        if (const json j = json::parse(text, nullptr, false); j.is_object() && j.contains("styling")) {
            const json& both = j["styling"];
            if (!both.is_array() || both.size() != 2 || !both[0].is_string() || !both[1].is_string()) return not_ours();
            batch.styling = Styling{both[0].get<std::string>(), both[1].get<std::string>(), 0};
            continue;
        }
        auto edit = place::edit_from_json_line(text);
        if (!edit) return not_ours();
        batch.edits.push_back(std::move(*edit));
    }
    return batch;
}

/// One entry on what came before it; `look` follows.
base::Status Session::History::take_up(const std::string& entry, std::string& look) {
    std::istringstream lines(entry);
    std::string heading;
    std::getline(lines, heading);
    const json j = json::parse(heading, nullptr, false);
    if (!j.is_object()) return not_ours();
    const json name = j.value("name", json()), serial = j.value("batch", json()), step = j.value("step", json()), after = j.value("after", json());
    if (name.is_string() && serial.is_number_unsigned()) {
        auto batch = batch_from(base::whole<std::uint64_t>(serial), name.get<std::string>(), lines);
        if (!batch) return batch.error();
        if (batch->styling) look = batch->styling->after;
        undone.clear();
        done.push_back(std::move(*batch));
    } else if (step == "restyle" && after.is_string() && !done.empty() && done.back().styling) {
        look = done.back().styling->after = after.get<std::string>();
    } else if ((step == "undo" && !done.empty()) || (step == "redo" && !undone.empty())) {
        auto& from = step == "undo" ? done : undone;
        auto& to = step == "undo" ? undone : done;
        if (from.back().styling) look = step == "undo" ? from.back().styling->before : from.back().styling->after;
        to.push_back(std::move(from.back()));
        from.pop_back();
    } else {
        return not_ours();
    }
    const std::vector<Batch>& last = done.empty() ? undone : done;
    next_serial = std::max(next_serial, last.back().serial + 1);
    if (!last.back().edits.empty()) {
        next_serial = std::max(next_serial, last.back().edits.back().batch + 1);
        next_edit = std::max(next_edit, last.back().edits.back().id + 1);
    }
    return {};
}

base::Status Session::History::take_up(std::span<const std::string> entries, std::string& look, base::JobContext& job) {
    for (const std::string& entry : entries)
        if (auto s = take_up(entry, look); !s) return s;
    std::size_t at = 0;
    Batch together;  // so that a long list of cells is not a long wait
    const auto settle = [&]() -> base::Status {
        if (together.edits.empty()) return {};
        auto next = after(now, together);
        if (!next) return next.error();
        hold(at, *next, now);
        now = std::move(*next);
        together.edits.clear();
        return job.check();
    };
    for (const Batch& batch : done) {
        if (batch.edits.empty()) continue;
        together.edits.insert(together.edits.end(), batch.edits.begin(), batch.edits.end());
        if (++at % kept_between == 0)
            if (auto s = settle(); !s) return s;
    }
    return settle();
}

base::Result<std::vector<place::Edit>> Session::edits_in(std::span<const std::string> entries) {
    History history(nullptr);
    std::string look;
    for (const std::string& entry : entries)
        if (auto s = history.take_up(entry, look); !s) return s.error();
    return history.edits();
}

}  // namespace kith::session
