#include <iterator>

#include "engine/place/fields.hpp"
#include "engine/session/plan.hpp"

namespace kith::session {

base::Status take_step(Plan& whole, place::RevisionPtr& now, const Change& step) {
    auto plan = plan_of(now, step);
    if (!plan) return plan.error();
    if (plan->edits.empty()) return {};
    std::vector<std::string> fields;
    for (const place::Edit& edit : plan->edits) {
        if (!edit.field.empty()) fields.push_back(edit.field);
        for (const place::Cell& cell : edit.record) fields.push_back(cell.field);
    }
    const auto wide = place::with_fields(now, fields, column::heap_memory);
    if (!wide) return wide.error();
    auto next = place::apply(*wide, plan->edits, column::heap_memory);
    if (!next) return next.error();
    now = std::move(*next);
    whole.edits.insert(whole.edits.end(), std::make_move_iterator(plan->edits.begin()), std::make_move_iterator(plan->edits.end()));
    whole.came_in.insert(whole.came_in.end(), plan->came_in.begin(), plan->came_in.end());
    return {};
}

base::Result<Plan> plan_note(const place::RevisionPtr& revision, const NoteDown& change) {
    Plan whole;
    place::RevisionPtr now = revision;
    const auto each = [&](const auto& steps) {
        for (const auto& step : steps)
            if (auto s = take_step(whole, now, step); !s) return s;
        return base::Status();
    };
    if (auto s = each(change.people); !s) return s.error();
    if (auto s = each(change.cells); !s) return s.error();
    if (auto s = each(change.ties); !s) return s.error();
    if (auto s = each(change.events); !s) return s.error();
    return whole;
}

}  // namespace kith::session
