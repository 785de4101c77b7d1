#pragma once
// Three people (the second named by the first), two assets, three ties: small enough to check by eye.
#include "engine/column/builder.hpp"
#include "engine/column/terms.hpp"
#include "engine/place/place.hpp"

namespace kith::test {

inline constexpr auto unstated = static_cast<std::uint8_t>(column::State::unstated);

inline base::EntityKey person(const char* id) { return base::key_for(base::EntityKind::person, "people", id); }
inline base::EntityKey asset(const char* id) { return base::key_for(base::EntityKind::asset, "assets:a.csv", id); }

inline void add_keys(column::SegmentBuilder& builder, std::initializer_list<base::EntityKey> keys) {
    std::vector<std::int64_t> high, low;
    for (const auto& key : keys) {
        high.push_back(static_cast<std::int64_t>(key.high));
        low.push_back(static_cast<std::int64_t>(key.low));
    }
    builder.add_i64("key_high", high).add_i64("key_low", low);
}

inline column::SegmentPtr finished(column::SegmentBuilder&& builder) {
    auto segment = std::move(builder).finish(column::heap_memory);
    return segment ? *segment : nullptr;
}

inline column::SegmentPtr people_segment() {
    column::SegmentBuilder b("people");
    add_keys(b, {person("P1"), person("P2"), person("P3")});
    b.add_i32("role", {0, 1, 0}).add_i32("living", {0, 0, 0}).add_i32("household", {0, -1, -1}).add_i32("area", {-1, -1, -1});
    b.add_i32("asked", {column::asked_everything, 0, 0});
    b.add_booleans("introduce", {1, 0, 0}, {0, 1, 0}).add_i32("own_view", {0, 0, 0}, {1, 1, 1}).add_booleans("under_18", {0, 0, 0}, {1, 1, 1});
    b.add_i64("source_row", {1, 2, 3});
    return finished(std::move(b));
}

inline column::SegmentPtr words_segment(const char* key, const char* id, std::vector<std::string> ids, std::vector<std::string> names) {
    column::SegmentBuilder b(key);
    b.add_strings(id, ids).add_strings("name", names);
    return finished(std::move(b));
}

inline column::SegmentPtr gifts_segment() {
    column::DictionaryBuilder words;
    words.code_of("chess");
    words.code_of("singing");
    column::SegmentBuilder b("people.gifts");
    b.add_text_list("interests", {0, 2, 2, 3}, {0, 1, 1}, words, {0, unstated, 0});
    return finished(std::move(b));
}

inline column::SegmentPtr assets_segment(std::vector<std::int32_t> sensitivity) {
    column::SegmentBuilder b("assets");
    add_keys(b, {asset("A1"), asset("A2")});
    b.add_i32("class", {1, 3}).add_i32("secondary", {0, 0}).add_i32("form", {0, 3}).add_i32("status", {0, 0}).add_i32("area", {-1, -1});
    b.add_i32("sensitivity", std::move(sensitivity)).add_i32("counted_with", {0, 1}).add_i64("source_row", {1, 2});
    const std::vector<std::string> subtypes{"choir", "park"};
    b.add_strings("subtype", subtypes);
    return finished(std::move(b));
}

inline column::SegmentPtr ties_segment(std::vector<std::uint8_t> sensitive) {
    column::SegmentBuilder b("ties");
    b.add_i32("from", {0, 0, 2}).add_i32("to", {1, 3, 3}).add_i32("kind", {0, 1, 1}).add_booleans("paid", {0, 0, 0});
    b.add_booleans("sensitive", std::move(sensitive)).add_f64("strength", {0.5, 0, 0}, {0, unstated, unstated}).add_i64("source_row", {1, 2, 3});
    return finished(std::move(b));
}

inline column::SegmentPtr kinds_segment() {
    column::SegmentBuilder b("tie_kinds");
    const std::vector<std::string> keys{"friend", "attends"}, labels{"friend", "goes to"};
    b.add_strings("key", keys).add_strings("label", labels).add_i32("group", {0, 1}).add_booleans("symmetric", {1, 0}).add_booleans("paid", {0, 0});
    b.add_booleans("kin", {0, 0}).add_i32("circle", {0, 3}).add_i32("review_months", {24, 12}).add_booleans("registered", {1, 1});
    return finished(std::move(b));
}

inline place::RevisionPtr small_revision(std::vector<std::int32_t> sensitivity = {0, 0}, std::vector<std::uint8_t> sensitive = {0, 0, 0}) {
    column::SegmentBuilder households("households");
    add_keys(households, {base::key_for(base::EntityKind::household, "households", "H1")});
    households.add_i64("source_row", {-1});
    return std::make_shared<place::Revision>(std::vector<column::SegmentPtr>{
        people_segment(), words_segment("people.names", "id", {"P1", "P2", "P3"}, {"Ann", "Bea", ""}), gifts_segment(), assets_segment(std::move(sensitivity)),
        words_segment("assets.names", "id", {"A1", "A2"}, {"Choir", "Park"}), ties_segment(std::move(sensitive)), kinds_segment(), finished(std::move(households))});
}

}  // namespace kith::test
