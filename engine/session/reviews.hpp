#pragma once
// What is due to be looked at again of all that is held, for whoever answers for it (`kith reviews`): by kind of record, each with its own clock, by the source's
// ids, on its day and not before. The coordinator's week, by name, is Today's (today_reviews.cpp), with the same clocks.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/place/revision.hpp"

namespace kith::store {
struct Purpose;
}

namespace kith::session {

/// The same day of a later month, or its last. Days since 1970-01-01.
std::int32_t months_after(std::int32_t day, std::int32_t months);
/// When a permission that was given on a day is to be asked for again: a year on.
inline std::int32_t permission_again(std::int32_t given) { return months_after(given, 12); }

struct Review {
    std::int32_t day = 0;             // since when, in days since 1970-01-01
    std::string_view kind;            // "purpose", "people", "assets", "promises", "ties", "permissions"
    base::EntityKey subject;          // of whom or what it is; of a tie its giving end; nothing (no id): of nobody who is named
    std::string id, words;            // of the source; what is to be done
    bool operator==(const Review&) const = default;
};

/// Assets by their review day; people by the day until which their own view holds; promises not kept by the day they were due; ties by the clock of
/// their kind from when they were last confirmed; permissions a year after they were given; the purpose by its own day. Whatever has no day is never due.
/// The purpose first, then by day. O(rows).
std::vector<Review> reviews_due(const place::Revision& revision, const store::Purpose* purpose, std::int32_t day);

}  // namespace kith::session
