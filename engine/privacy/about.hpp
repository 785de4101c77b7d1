#pragma once
// "What do we hold about you": everything recorded of one person, for the worker who checks it, or to be given to the person.
#include <string>
#include <utility>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/status.hpp"
#include "engine/place/place.hpp"

namespace kith::privacy {

struct AboutSection {
    std::string heading;
    std::vector<std::pair<std::string, std::string>> lines;  // what, and what is recorded
};
struct About {
    std::string title;
    std::vector<AboutSection> sections;   // none is empty
    std::vector<std::string> withheld;    // each thing that is held and not told here, and why; empty for the worker
};

/// Everything of the place as it is recorded, whatever a view hides: a person may see also what is held apart. `to_person`: other people, and
/// who said what, are left out unless they agreed (scope "named_to_others"), and each is listed. O(rows). Error: not_found.
base::Result<About> about(const place::Place& place, const base::EntityKey& person, bool to_person);

}  // namespace kith::privacy
