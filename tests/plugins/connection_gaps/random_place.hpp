#pragma once
// A small invented place at random, with everything in it that must keep people from being brought together, and the
// derived segments (lenses, nearness) worked out the plain way from its ties.
#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace kith::test {

struct Tie {
    std::int32_t from = 0, to = 0;
    int group = 0;         // 0 social, 1 membership, 2 service
    int paid = 0;          // 0 no, 1 yes, 2 nobody knows
    int valence = 3;       // 0 good, 1 mixed, 2 difficult, 3 nobody knows
    double strength = -1;  // negative: nobody knows
    bool ended = false;
};

struct Lens {
    std::vector<std::int64_t> offsets;
    std::vector<std::int32_t> targets, ties;
    std::vector<std::uint8_t> maybe;
};
struct Nearest {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> rows;
    std::vector<std::int32_t> metres;
    std::vector<std::uint8_t> cut;
};
struct WordLists {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> codes;
    std::vector<std::vector<std::int32_t>> lists;
    void add(std::vector<std::int32_t> list) {
        codes.insert(codes.end(), list.begin(), list.end());
        offsets.push_back(static_cast<std::int64_t>(codes.size()));
        lists.push_back(std::move(list));
    }
};

struct RandomPlace {
    std::size_t people = 0, assets = 0;
    std::vector<std::int32_t> role, living, household, area, asked, own_view, own_view_until;
    std::vector<std::uint8_t> introduce, introduce_state, under_18, own_view_state, until_state;
    std::vector<std::int32_t> of_class, status, sensitivity, subtype;
    std::vector<std::uint8_t> online;
    std::vector<Tie> ties;
    std::vector<std::int32_t> never_a, never_b;
    WordLists interests, offers, wants;
    std::vector<std::string> interest_words{"tea", "chess", "walking", "Music", "music "}, gift_words{"lifts", "baking", "repairs"};
    Nearest near_people, near_venues, near_groups;
    static constexpr std::int32_t today = 1000;

    std::int32_t node(std::size_t asset) const { return static_cast<std::int32_t>(people + asset); }

    /// Ties that are running, by what a lens asks for: 0 out, 1 maybe, 2 in.
    template <class Clause>
    Lens lens(const Clause& clause) const {
        std::vector<std::vector<std::pair<std::int32_t, std::int32_t>>> rows(people + assets);
        std::map<std::int32_t, int> states;
        for (std::size_t i = 0; i < ties.size(); ++i) {
            const int state = ties[i].ended ? 0 : clause(ties[i]);
            if (state == 0) continue;
            const auto tie = static_cast<std::int32_t>(i);
            states[tie] = state;
            rows[static_cast<std::size_t>(ties[i].from)].emplace_back(ties[i].to, tie);
            rows[static_cast<std::size_t>(ties[i].to)].emplace_back(ties[i].from, tie);
        }
        Lens lens{{0}, {}, {}, {}};
        for (auto& row : rows) {
            std::sort(row.begin(), row.end());
            for (const auto& [target, tie] : row) {
                lens.targets.push_back(target);
                lens.ties.push_back(tie);
                lens.maybe.push_back(states[tie] == 1);
            }
            lens.offsets.push_back(static_cast<std::int64_t>(lens.targets.size()));
        }
        return lens;
    }
    Lens any() const {
        return lens([](const Tie&) { return 2; });
    }
    // As the manifest asks: paid "no" with unknown out, difficult false with unknown in.
    Lens unpaid() const {
        return lens([](const Tie& tie) { return tie.group == 0 && tie.paid == 0 && tie.valence != 2 ? 2 : 0; });
    }
    Lens goes() const {
        return lens([](const Tie& tie) { return tie.group == 1 && tie.paid != 1 && tie.valence != 2 ? 2 : 0; });
    }
};

class PlaceMaker {
public:
    explicit PlaceMaker(std::uint64_t seed) : random_(seed) {}

    RandomPlace make() {
        RandomPlace place;
        place.people = 6 + below(18);
        place.assets = below(7);
        make_people(place);
        make_assets(place);
        make_ties(place);
        for (std::size_t i = below(5); i > 0; --i) {
            place.never_a.push_back(static_cast<std::int32_t>(below(place.people)));
            place.never_b.push_back(static_cast<std::int32_t>(below(place.people)));
        }
        place.near_people = nearest(place.people, place.people, 10);
        place.near_venues = nearest(place.people, place.assets, 3);
        place.near_groups = nearest(place.assets, place.assets, 3);
        return place;
    }

private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(random_() % bound); }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    std::int32_t pick(std::initializer_list<std::int32_t> values) { return values.begin()[below(values.size())]; }
    std::vector<std::int32_t> list(std::size_t words, std::size_t most) {
        std::vector<std::int32_t> result;
        for (std::size_t i = below(most + 1); i > 0; --i) result.push_back(static_cast<std::int32_t>(below(words)));
        return result;
    }

    void make_people(RandomPlace& place) {
        for (std::size_t p = 0; p < place.people; ++p) {
            place.role.push_back(chance(80) ? 0 : pick({1, 2, 3}));
            place.living.push_back(chance(95) ? 0 : pick({1, 2, 3}));
            place.household.push_back(chance(60) ? -1 : static_cast<std::int32_t>(below(place.people / 2)));
            place.area.push_back(chance(90) ? 0 : -1);
            place.asked.push_back(chance(85) ? 0x0AAAAAAA : static_cast<std::int32_t>(random_() & 0x0AAAAAAA));
            place.introduce.push_back(chance(85));
            place.introduce_state.push_back(chance(95) ? 0 : 1);
            place.under_18.push_back(chance(5));
            place.own_view.push_back(chance(15));
            place.own_view_state.push_back(chance(80) ? 0 : 1);
            place.own_view_until.push_back(pick({900, 1000, 1100}));
            place.until_state.push_back(chance(70) ? 0 : 4);
            place.interests.add(list(place.interest_words.size(), 3));
            place.offers.add(list(place.gift_words.size(), 2));
            place.wants.add(list(place.gift_words.size(), 2));
        }
    }
    void make_assets(RandomPlace& place) {
        for (std::size_t a = 0; a < place.assets; ++a) {
            place.of_class.push_back(pick({1, 1, 2, 3, 4, 5}));
            place.status.push_back(chance(80) ? 0 : pick({1, 2}));
            place.sensitivity.push_back(chance(60) ? 0 : pick({1, 2}));
            place.subtype.push_back(pick({-1, 0, 1}));
            place.online.push_back(chance(10));
        }
    }
    void make_ties(RandomPlace& place) {
        for (std::size_t i = below(3 * place.people); i > 0; --i) {
            Tie tie;
            tie.from = static_cast<std::int32_t>(below(place.people));
            const bool to_asset = place.assets > 0 && chance(30);
            tie.to = to_asset ? place.node(below(place.assets)) : static_cast<std::int32_t>(below(place.people));
            if (tie.from == tie.to) continue;
            tie.group = to_asset ? (chance(80) ? 1 : 2) : (chance(90) ? 0 : 2);
            tie.paid = chance(85) ? 0 : pick({1, 2});
            tie.valence = chance(12) ? 2 : pick({0, 1, 3});
            tie.strength = chance(70) ? static_cast<double>(below(11)) / 10 : -1;
            tie.ended = chance(5);
            place.ties.push_back(tie);
        }
    }
    Nearest nearest(std::size_t from, std::size_t to, std::size_t most) {
        Nearest near;
        for (std::size_t row = 0; row < from; ++row) {
            std::set<std::int32_t> rows;
            for (std::size_t i = below(most + 1); i > 0 && to > 0; --i) rows.insert(static_cast<std::int32_t>(below(to)));
            std::int32_t metres = 0;
            for (const std::int32_t other : rows) {
                if (from == to && static_cast<std::size_t>(other) == row) continue;
                near.rows.push_back(other);
                near.metres.push_back(metres += 50 * static_cast<std::int32_t>(below(3)));
            }
            near.offsets.push_back(static_cast<std::int64_t>(near.rows.size()));
            near.cut.push_back(chance(30));
        }
        return near;
    }
    std::mt19937_64 random_;
};

}  // namespace kith::test
