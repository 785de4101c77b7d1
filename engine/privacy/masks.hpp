#pragma once
// What an audience may not see, taken out of a revision once. The result is a revision like any other.
#include <string>
#include <vector>

#include "engine/column/memory.hpp"
#include "engine/place/place.hpp"
#include "engine/privacy/view.hpp"

namespace kith::privacy {

/// Ties as they were masked, for the next revision that has the same.
struct MaskedTies {
    column::SegmentPtr of, ties, apart;
    std::size_t people = 0;
    std::string remark;
};

struct Masked {
    place::RevisionPtr revision;
    std::vector<std::string> remarks;  // what was left out, as counts
    MaskedTies ties;                   // empty where no tie is masked
};

/// For the team: people who asked us to stop are gone with everything about them; alters lose their own id, name and point
/// (`id` becomes words such as "friend of P012"); ties to sensitive or hidden assets keep their row but not the asset
/// (`to` is -1) nor how people met; the ends stand in `ties.sensitive`, for whom the user allows it; hidden assets lose name,
/// id, point and area; under-18s who were kept stay as they are.
/// For everybody else: no segment about people, ties, events or answers at all. For `anybody` and `partners` hidden assets have no row either.
/// `before`: of another revision of the same place; nullptr: there is none.
base::Result<Masked> masked(const place::Place& place, Audience audience, const column::Allocator& allocate, const MaskedTies* before = nullptr);

/// Participant labels and alters' words, a person: the name if one is recorded, else the id; "friend of P012" for an alter.
std::vector<std::string> person_labels(const place::Revision& revision);

}  // namespace kith::privacy
