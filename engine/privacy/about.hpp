#pragma once
// "What do we hold about you": everything recorded of one person, for the worker who checks it, or to be given to the person.
#include <cstdint>
#include <optional>
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

/// What was recorded when somebody met with a person on one day, for the person to read.
struct Told {
    std::string name;                     // what the person is called
    std::int32_t day = 0;                 // days since 1970-01-01
    std::vector<AboutSection> sections;   // one a conversation, promise …, then gifts, ties and answers of that day; none is empty
    std::vector<std::string> withheld;    // as in About
};
/// Of that day, else of the last one on which something is written down. Other people are left out as about() does `to_person`. O(rows).
/// Errors: not_found for somebody who is not here, or of whom nothing is written down then.
base::Result<Told> told(const place::Place& place, const base::EntityKey& person, std::optional<std::int32_t> day);

}  // namespace kith::privacy
