#pragma once
// Findings as a list: filtered, in a stated order that is never a ranking of people, and what to do with each.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/host/wording.hpp"
#include "viewer/model/model.hpp"

namespace kith::viewer::model {

/// One finding by where it stands: the words are made when it is looked at.
struct FindingRef {
    std::uint32_t result = 0;             // index into Session::results()
    std::uint32_t finding = 0;
};

struct FindingCount {
    std::string id;                       // "<as>/<message>" or "<as>"
    std::string words;                    // heading of the message, title of the analysis
    std::int64_t count = 0;
    bool on = true;                       // in the filter
};

struct FindingList {
    std::vector<FindingRef> rows;
    std::string order;                    // "In the order of the analyses; within one: …": shown over the list
    std::vector<FindingCount> reasons, analyses;
    std::int64_t all = 0, dismissed = 0;  // of all findings; rows + hidden = all
    std::int64_t hidden = 0;
    bool introductions = false;           // there are some to save
};
/// O(findings).
FindingList finding_list(const Model& model);

/// One line and its evidence.
struct FindingLine {
    host::Said said;
    std::string analysis;                 // title
    base::Digest key;
    std::vector<base::EntityKey> evidence;  // subjects and supports, as the open view has them
    bool dismissed = false;
    std::string why_dismissed;
    std::string stale;                    // what has changed since, or ""
};
FindingLine finding_line(const Model& model, const FindingRef& ref);
/// People, assets, areas and ties that it rests on.
std::vector<base::EntityKey> evidence_of(const session::Session& session, std::uint64_t result, std::size_t finding);

/// "Introductions": two people, or a person and a place, who could be introduced. Both are participants who said yes to being introduced
/// (design rule 8 is the analyses' to keep; what the place says now is looked at again), neither is dismissed, and no pair is
/// among those never to be introduced.
struct Introduction {
    std::string one, other;               // labels
    std::string why;                      // the finding's sentence
    std::string venue;                    // a place before a name; "" when none is known
    base::EntityKey one_key, other_key;
    FindingRef finding;
};
std::vector<Introduction> introductions(const Model& model);
/// Is there one? Stops at the first.
bool any_introduction(const Model& model);
/// With a heading line; RFC 4180. For the team only: an error before any other audience.
base::Result<std::string> introductions_csv(const Model& model);

}  // namespace kith::viewer::model
