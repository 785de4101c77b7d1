#pragma once
// The ladder: what can be answered with this data, and what to ask next. The end of `kith check`, and a section of reports.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/column/terms.hpp"
#include "engine/host/analyses.hpp"
#include "engine/privacy/view.hpp"

namespace kith::report {

struct FacetShare {
    column::Facet facet = column::Facet::household;
    std::int64_t asked = 0;      // participants asked about it in full
    std::int64_t of = 0;         // participants
};

struct Rung {
    std::string analysis;        // id
    std::string title;
    std::string summary;
    bool ready = false;
    bool partly = false;         // ready, but what it says about the whole network stays closed
    std::string to_open;         // what is missing, one sentence; "" when nothing is
};

struct Ladder {
    std::vector<Rung> rungs;           // ready first, and assets before people
    std::vector<FacetShare> facets;    // nothing when no person is recorded
    privacy::View::Coverage coverage;  // of every facet: the gate for whole-network results
};

Ladder ladder_of(const privacy::View& view, std::span<const host::Manifest* const> manifests, const host::AllowedById& allowed = {});

/// "With this you can …" and "To …: …", a line each, ending with a line end; nothing coloured, 100 columns wide.
std::string ladder_text(const Ladder& ladder);
/// {"can":[…],"ask":[…],"asked":{…}} for --json and results.json.
std::string ladder_json(const Ladder& ladder);

/// "friends", "help with practical things", …: a facet as the object of "asked about".
std::string_view words_of(column::Facet facet);

}  // namespace kith::report
