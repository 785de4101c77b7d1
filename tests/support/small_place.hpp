#pragma once
// A handful of people, assets, areas and ties written down in a test, as the View that host and report read.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/column/terms.hpp"
#include "tests/support/fake_view.hpp"

namespace kith::test {

class SmallPlace {
public:
    struct Person {
        std::string name;
        column::Role role = column::Role::participant;
        std::int32_t asked = column::asked_everything;
        int introduce = 1;  // 1 yes, 0 no, -1 not asked
        std::vector<std::string> interests = {};
    };
    struct Asset {
        std::string name;
        column::AssetClass of_class = column::AssetClass::association;
        std::string subtype = "choir";
    };

    std::vector<Person> people;
    std::vector<Asset> assets;
    std::vector<std::string> areas;                               // of one primary layer "patch"
    std::vector<std::pair<std::int32_t, std::int32_t>> ties;      // nodes: people, then assets
    std::vector<std::vector<std::pair<int, double>>> near;        // a person: the rows of others and their metres
    std::vector<std::pair<std::int32_t, std::int32_t>> never;     // person rows

    /// Everything as segments; "lens.any" holds all ties, "pairs.any" those of people, "near.neighbours" what `near` says.
    void fill(FakeView& view) const {
        view.people_ = people.size();
        view.assets_ = assets.size();
        view.recorded_ = static_cast<std::int64_t>(people.size());
        view.participants_ = std::count_if(people.begin(), people.end(), [](const Person& p) { return p.role == column::Role::participant; });
        view.coverage_.of = view.recorded_;
        view.coverage_.asked = std::count_if(people.begin(), people.end(), [](const Person& p) { return p.asked == column::asked_everything; });
        add_people(view);
        add_assets(view);
        add_areas(view);
        add_ties(view);
        add_near(view);
    }

private:
    void add_people(FakeView& view) const {
        std::vector<std::int32_t> role, asked;
        std::vector<std::uint8_t> introduce;
        column::States introduce_states;
        std::vector<std::int64_t> keys, offsets{0};
        std::vector<std::int32_t> codes;
        std::vector<std::string> names;
        column::DictionaryBuilder interests;
        for (const Person& p : people) {
            role.push_back(static_cast<std::int32_t>(p.role));
            asked.push_back(p.asked);
            introduce.push_back(p.introduce == 1);
            introduce_states.push_back(static_cast<std::uint8_t>(p.introduce < 0 ? column::State::not_asked : column::State::known));
            keys.push_back(static_cast<std::int64_t>(keys.size()) + 1);
            names.push_back(p.name);
            for (const std::string& one : p.interests) codes.push_back(interests.code_of(one));
            offsets.push_back(static_cast<std::int64_t>(codes.size()));
        }
        column::SegmentBuilder core("people");
        core.add_i64("key_high", keys).add_i64("key_low", keys).add_i32("role", role).add_i32("asked", asked);
        core.add_booleans("introduce", introduce, introduce_states);
        view.add(std::move(core));
        view.add(std::move(column::SegmentBuilder("people.names").add_strings("id", names).add_strings("name", names)));
        view.add(std::move(column::SegmentBuilder("people.gifts").add_text_list("interests", offsets, codes, interests)));
        if (never.empty()) return;
        std::vector<std::int32_t> a, b;
        for (const auto& [one, other] : never) {
            a.push_back(one);
            b.push_back(other);
        }
        view.add(std::move(column::SegmentBuilder("never_introduce").add_i32("a", a).add_i32("b", b)));
    }

    void add_assets(FakeView& view) const {
        std::vector<std::int32_t> of_class;
        std::vector<std::string> names, subtypes;
        for (const Asset& a : assets) {
            of_class.push_back(static_cast<std::int32_t>(a.of_class));
            names.push_back(a.name);
            subtypes.push_back(a.subtype);
        }
        view.add(std::move(column::SegmentBuilder("assets").add_i32("class", of_class).add_strings("subtype", subtypes)));
        view.add(std::move(column::SegmentBuilder("assets.names").add_strings("id", names).add_strings("name", names)));
    }

    void add_areas(FakeView& view) const {
        if (areas.empty()) return;
        privacy::Layer layer;
        layer.as = "patch";
        layer.primary = true;
        layer.first_node = static_cast<std::int64_t>(people.size() + assets.size());
        layer.count = areas.size();
        view.layers_ = {layer};
        view.add(std::move(column::SegmentBuilder("areas.patch")
                               .add_strings("code", areas)
                               .add_strings("name", areas)
                               .add_f64("population", std::vector<double>(areas.size(), 1000))
                               .add_f64("km2", std::vector<double>(areas.size(), 0.5))));
    }

    /// Both ways, sorted by target, then tie.
    void add_ties(FakeView& view) const {
        struct Arc {
            std::int32_t target, tie;
        };
        std::vector<std::vector<Arc>> arcs(people.size() + assets.size());
        std::vector<std::int32_t> from, to, kind(ties.size(), 0);
        for (std::size_t t = 0; t < ties.size(); ++t) {
            from.push_back(ties[t].first);
            to.push_back(ties[t].second);
            arcs[static_cast<std::size_t>(ties[t].first)].push_back({ties[t].second, static_cast<std::int32_t>(t)});
            arcs[static_cast<std::size_t>(ties[t].second)].push_back({ties[t].first, static_cast<std::int32_t>(t)});
        }
        std::vector<std::int64_t> offsets{0};
        std::vector<std::int32_t> targets, rows;
        for (auto& list : arcs) {
            std::sort(list.begin(), list.end(), [](const Arc& a, const Arc& b) { return std::pair(a.target, a.tie) < std::pair(b.target, b.tie); });
            for (const Arc& arc : list) {
                targets.push_back(arc.target);
                rows.push_back(arc.tie);
            }
            offsets.push_back(static_cast<std::int64_t>(targets.size()));
        }
        view.add(std::move(column::SegmentBuilder("ties").add_i32("from", from).add_i32("to", to).add_i32("kind", kind)));
        const std::vector<std::string> keys{"friend"}, labels{"friend"};
        view.add(std::move(column::SegmentBuilder("tie_kinds").add_strings("key", keys).add_strings("label", labels)));
        const std::vector<std::uint8_t> maybe(targets.size(), 0);
        view.add(std::move(column::SegmentBuilder("lens.any").add_i64("offsets", offsets).add_i32("targets", targets).add_i32("ties", rows).add_booleans("maybe", maybe)));
        view.add(std::move(column::SegmentBuilder("pairs.any").add_i64("offsets", offsets).add_i32("targets", targets).add_f64("weight", std::vector<double>(targets.size(), 0.5))));
    }

    void add_near(FakeView& view) const {
        std::vector<std::int64_t> offsets{0};
        std::vector<std::int32_t> rows;
        std::vector<std::int32_t> metres;
        for (std::size_t p = 0; p < people.size(); ++p) {
            if (p < near.size())
                for (const auto& [row, distance] : near[p]) {
                    rows.push_back(row);
                    metres.push_back(static_cast<std::int32_t>(distance));
                }
            offsets.push_back(static_cast<std::int64_t>(rows.size()));
        }
        view.add(std::move(column::SegmentBuilder("near.neighbours")
                               .add_i64("offsets", offsets)
                               .add_i32("rows", rows)
                               .add_i32("metres", metres)
                               .add_booleans("cut", std::vector<std::uint8_t>(people.size(), 0))));
    }
};

}  // namespace kith::test
