#pragma once
// From what somebody wants to the edits that do it. Inside session only.
#include <vector>

#include "engine/place/edit.hpp"
#include "engine/session/change.hpp"

namespace kith::session {

struct Plan {
    std::vector<place::Edit> edits;          // without id, who, when and batch
    std::vector<base::EntityKey> came_in;
};

/// On this revision. No edits: it is so already. Errors: misuse and not_found, a sentence each.
base::Result<Plan> plan_of(const place::RevisionPtr& revision, const Change& change);
/// PasteCells alone (paste.cpp).
base::Result<Plan> plan_paste(const place::RevisionPtr& revision, const PasteCells& change);

/// Plans a step of several and takes it in `now`, so that the next may point to whoever came in (plan_note.cpp).
base::Status take_step(Plan& whole, place::RevisionPtr& now, const Change& step);
/// NoteDown alone (plan_note.cpp): each step on what the one before made.
base::Result<Plan> plan_note(const place::RevisionPtr& revision, const NoteDown& change);

/// plan_introduction.cpp.
base::Result<Plan> plan_offer(const place::RevisionPtr& revision, const OfferIntroduction& change);
/// No plan brings two to each other who may not be introduced, whatever it was made from. Error: misuse, which says no reason.
base::Status keeps_rule_8(const place::Revision& revision, const Plan& plan);
base::Result<Plan> plan_step(const place::RevisionPtr& revision, const StepIntroduction& change);

/// Set edits out of values, where they differ from what stands. Fields that the place has not yet are taken as with_fields makes them.
base::Status add_sets(Plan& plan, const place::RevisionPtr& revision, const std::string& field, const std::vector<std::pair<base::EntityKey, Value>>& values);

}  // namespace kith::session
