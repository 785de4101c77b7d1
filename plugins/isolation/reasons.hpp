#pragma once
// Reasons to have a conversation (domain 3.9), each with its evidence. Never a score, never an order of people.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "plugins/isolation/measures.hpp"

namespace kith::isolation {

/// The order is the manifest's list of claim kinds.
enum class Reason : std::uint8_t {
    no_unpaid_tie, one_supporter, all_paid, household_only, no_nearby, no_membership, receives_only, recent_loss, instrument,
    many_services_no_tie
};
inline constexpr int reason_count = static_cast<int>(Reason::many_services_no_tie) + 1;

/// What else is known of people; spans are one a person and may be empty (nothing recorded), unless said otherwise.
struct Background {
    std::span<const std::int32_t> household_others;   // people living here in the same household, not counting the person
    std::span<const std::uint8_t> happy_as_is;        // 1: said so
    std::span<const std::int32_t> happy_until;        // no_date: until they say otherwise
    std::span<const Tri> introduce;                   // said yes to being introduced, and so to introducing
    std::span<const std::int32_t> asked_on;
    struct Loss {
        std::int32_t person;
        std::int32_t other;                           // node, or -1
        std::int32_t date;
        std::int32_t tie;                             // the tie that ended, or -1: an event
    };
    std::span<const Loss> losses;                     // sorted by person, then other; see close_ties_ended
    struct Pair {
        std::int32_t a, b;
    };
    std::span<const Pair> never_introduce;            // both ways, sorted by a, then b
    struct OwnAnswer {
        std::int32_t person;
        bool felt;                                    // the direct question rather than the LSNS-6
        double value;
        std::int32_t date;
    };
    std::span<const OwnAnswer> own_answers;           // by person; only with permission for this use, and past the threshold
};

/// Close ties of people that ended within a year of the network's date, seen from each end whose view holds them: closeness 4
/// or 5, or kin of unknown closeness; not difficult ones. Ties of which only the year is known are left out. O(ties).
std::vector<Background::Loss> close_ties_ended(const Network& network);
/// Sorts losses as `Background::losses` wants them.
void sort_losses(std::vector<Background::Loss>& losses);

/// How many nodes and ties a finding names at most.
inline constexpr std::size_t evidence_limit = 4;

/// A list of at most evidence_limit rows; more are left out.
class Few {
public:
    void add(std::int32_t row) {
        if (size_ < evidence_limit) rows_[size_++] = row;
    }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const std::int32_t* begin() const { return rows_.data(); }
    const std::int32_t* end() const { return rows_.data() + size_; }
    std::int32_t operator[](std::size_t i) const { return rows_[i]; }
    using value_type = std::int32_t;
    using const_iterator = const std::int32_t*;

private:
    std::array<std::int32_t, evidence_limit> rows_{};
    std::size_t size_ = 0;
};

struct Found {
    Reason reason = Reason::no_unpaid_tie;
    std::int32_t person = 0;
    bool other_way = false;               // the second wording: README.md
    double value = 0;                     // what the claim rests on
    std::int32_t of = 0;                  // out of how many (kinds of help asked about, people named); 0: does not apply
    std::int32_t n_known = 0;             // ties read
    std::int32_t n_unknown = 0;           // of them, of unknown pay, direction or home, where the claim reads it
    std::int32_t oldest = no_date;
    std::int32_t newest = no_date;
    Few nodes;                            // whom or what it rests on
    Few ties;
};

/// What is there already: goes with every reason.
struct Strengths {
    std::int32_t unpaid_people = 0;
    std::int32_t groups = 0;
    std::int32_t gives_to = 0;            // people and groups that have their help
    std::int32_t named_by_others = 0;     // people who named them, whom they did not
    Few group_nodes;                      // none that a tie to would say too much about
    Few introducers;                      // people they know who like to introduce others
};

/// Does "happy as is" hold on the network's date? Then there are no reasons.
bool closed_by_own_view(const Network& network, const Background& background, std::int32_t person);

/// Reads one person after the other; `view` is what Measurer made of the same person.
class ReasonFinder {
public:
    ReasonFinder(const Network& network, const Background& background) : network_(network), background_(background) {}
    /// Appends the reasons that hold, in the order of Reason. None for somebody of whom nothing was asked, or who is happy
    /// as things are. O(degree log degree).
    void find(std::int32_t person, const PersonView& view, std::vector<Found>& found) const;
    Strengths strengths(std::int32_t person, const PersonView& view) const;

private:
    bool never(std::int32_t a, std::int32_t b) const;
    void help_and_people(std::int32_t person, const PersonView& view, std::vector<Found>& found) const;
    void places_and_exchange(std::int32_t person, const PersonView& view, std::vector<Found>& found) const;
    void recent_loss(std::int32_t person, std::vector<Found>& found) const;
    void many_services(std::int32_t person, const PersonView& view, std::vector<Found>& found) const;
    void own_answers(std::int32_t person, std::vector<Found>& found) const;
    Found start(Reason reason, std::int32_t person, const PersonView& view) const;

    const Network& network_;
    const Background& background_;
};

/// Services from which MANY_SERVICES_NO_TIE holds (domain 4.6);
/// close ties that ended within a year from which RECENT_LOSS does (3.9).
inline constexpr int services_for_many = 3;
inline constexpr int recent_losses = 2;

}  // namespace kith::isolation
