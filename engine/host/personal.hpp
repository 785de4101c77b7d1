#pragma once
// What an analysis sees only where the user allowed it: names, notes, positions and sensitive ties, each by itself. Everything
// else of the dictionary is given to whoever asks for it and says why; identity is given to nobody.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/status.hpp"
#include "engine/column/segment.hpp"
#include "engine/host/manifest.hpp"

namespace kith::host {

enum class Personal : std::uint8_t {
    names,          // names and the source's ids of people, households and assets; who asked
    notes,          // free text: of events, of ties, of assets; kept columns whose words could name people
    positions,      // points of people and assets
    sensitive_ties  // where the ties go that could say something private about a person
};
inline constexpr std::array<std::string_view, 4> personal_words{"names", "notes", "positions", "sensitive_ties"};

/// Identity never crosses, whatever a manifest asks for: rows are enough for any analysis.
bool is_identity(std::string_view column);

/// What has to be allowed before a column of a segment is seen; nothing for what is free. O(1); of people.attributes O(rows).
std::optional<Personal> personal_of(const column::Segment& segment, const column::Column& column);

/// Some of the four.
class PersonalSet {
public:
    PersonalSet() = default;
    PersonalSet(Personal one) { add(one); }
    void add(Personal one) { bits_ = static_cast<std::uint8_t>(bits_ | 1u << static_cast<unsigned>(one)); }
    bool has(Personal one) const { return (bits_ >> static_cast<unsigned>(one) & 1u) != 0; }
    bool empty() const { return bits_ == 0; }
    PersonalSet with(PersonalSet other) const { return PersonalSet(bits_ | other.bits_); }
    PersonalSet both(PersonalSet other) const { return PersonalSet(bits_ & other.bits_); }
    PersonalSet without(PersonalSet other) const { return PersonalSet(bits_ & ~other.bits_); }
    /// In the order of the list: "names", "sensitive_ties".
    std::vector<std::string> words() const;
    bool operator==(const PersonalSet&) const = default;

private:
    explicit PersonalSet(int bits) : bits_(static_cast<std::uint8_t>(bits)) {}
    std::uint8_t bits_ = 0;
};

/// "names, positions and sensitive ties": for sentences. `last` joins the last two.
std::string in_words(PersonalSet set, std::string_view last = "and");
/// From words as people type them ("names", "sensitive_ties" or "sensitive-ties"); an error names the nearest.
base::Result<PersonalSet> personal_set(const std::vector<std::string>& words);

/// Something that a manifest asks for and that has to be allowed.
struct PersonalRequest {
    Personal what = Personal::names;
    std::string segment;
    std::string why;
    bool optional = false;   // the analysis runs without it
    bool if_free = false;    // only of columns whose words could name people
};
std::vector<PersonalRequest> personal_requests(const Manifest& manifest);
PersonalSet asked_by(const Manifest& manifest);

/// What one request may see of a segment that is there.
struct Sight {
    std::vector<std::string> columns;  // without identity, in the segment's order
    bool cut = false;                  // the others must not even be in the memory that is mapped
    PersonalSet lacking;               // a column that must be there is not allowed
};
/// Of an optional request, and of "*", what is not allowed is not there. O(columns); of people.attributes O(rows).
Sight sight_of(const SegmentRequest& request, const column::Segment& segment, PersonalSet allowed);

/// What is allowed to one analysis as it stood when somebody looked, and the command that allows more ("kith plugins allow ID").
struct Allowed {
    PersonalSet granted;
    std::string command;
    base::Digest seal;       // Plugin::seal; one that has changed since is allowed nothing
};

}  // namespace kith::host
