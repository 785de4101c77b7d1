#include "engine/privacy/times.hpp"

#include <algorithm>
#include <vector>

namespace kith::privacy {
namespace {

/// The most that can have happened from one day to another (below zero: the least, turned round), kept closed under going by way of a third.
class Differences {
public:
    explicit Differences(std::vector<std::int32_t> days) : days_(std::move(days)), most_(days_.size() * days_.size(), no_limit) {
        for (std::size_t a = 0; a < days_.size(); ++a)
            for (std::size_t b = 0; b <= a; ++b) at(a, b) = 0;  // nothing unhappens: from a later day to an earlier one, at most nothing
    }
    /// Without a word where it contradicts what is there.
    void add(const SaidOfTime& said) {
        const std::size_t from = row(said.from), to = row(said.before);
        if (at(from, to) < said.count.low || -at(to, from) > said.count.high) return;
        tighten(from, to, said.count.high);
        tighten(to, from, -said.count.low);
    }
    Possible between(std::size_t from, std::size_t to) const { return {-most_[to * days_.size() + from], most_[from * days_.size() + to]}; }
    std::size_t days() const { return days_.size(); }

private:
    std::int64_t& at(std::size_t from, std::size_t to) { return most_[from * days_.size() + to]; }
    std::size_t row(std::int32_t day) const {
        return static_cast<std::size_t>(std::lower_bound(days_.begin(), days_.end(), day) - days_.begin());
    }
    void tighten(std::size_t from, std::size_t to, std::int64_t most) {
        for (std::size_t a = 0; a < days_.size(); ++a)
            for (std::size_t b = 0; b < days_.size(); ++b)
                if (at(a, from) < no_limit && at(to, b) < no_limit) at(a, b) = std::min(at(a, b), at(a, from) + most + at(to, b));
    }

    std::vector<std::int32_t> days_;
    std::vector<std::int64_t> most_;
};

}  // namespace

bool may_be_said_beside(const SaidOfTime& fresh, std::span<const SaidOfTime> earlier, const Rule& rule) {
    std::vector<std::int32_t> days{fresh.from, fresh.before};
    for (const SaidOfTime& one : earlier) days.insert(days.end(), {one.from, one.before});
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    Differences all(std::move(days));
    all.add(fresh);
    for (std::size_t i = earlier.size(); i-- > 0;) all.add(earlier[i]);
    for (std::size_t from = 0; from < all.days(); ++from)
        for (std::size_t to = from + 1; to < all.days(); ++to)
            if (const Possible left = all.between(from, to);
                left.low < rule.threshold && left.high < no_limit && left.values() < rule.least_values)
                return false;
    return true;
}

}  // namespace kith::privacy
