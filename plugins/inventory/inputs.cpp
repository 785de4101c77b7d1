#include "plugins/inventory/inputs.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace kith::inventory {
namespace {

// Codes of an i32, text or date column, and `unknown` where a row's is not known.
std::vector<std::int32_t> known_or(const sdk::Column& column, std::span<const std::int32_t> values, std::size_t rows, std::int32_t unknown) {
    std::vector<std::int32_t> out(rows, unknown);
    for (std::size_t row = 0; row < rows; ++row)
        if (column.known(row)) out[row] = values[row];
    return out;
}

// The kinds of the words of a list column, one a dictionary word.
std::vector<int> kinds_of(const sdk::Column& words) {
    std::vector<int> kinds;
    for (std::int32_t code = 0; code < words.dictionary_size(); ++code) kinds.push_back(gift_of(words.word(code)));
    return kinds;
}

}  // namespace

AssetColumns read_assets(const sdk::Run& run) {
    const std::size_t rows = run.assets();
    AssetColumns out;
    const auto codes = [&](const char* key) {
        const sdk::Column column = run.find("assets", key);
        return known_or(column, column.i32(), rows, -1);
    };
    out.counted_with = codes("counted_with");
    out.asset_class = codes("class");
    out.status = codes("status");
    out.confirmed_by = codes("confirmed_by");
    const sdk::Column subtype = run.find("assets", "subtype"), on = run.find("assets", "confirmed_on");
    out.subtype = known_or(subtype, subtype.codes(), rows, -1);
    out.confirmed_on = known_or(on, on.days(), rows, no_date);
    for (std::size_t row = 0; row < rows; ++row)
        if (out.counted_with[row] < 0) out.counted_with[row] = static_cast<std::int32_t>(row);
    return out;
}

Within within_layer(const sdk::Run& run, const char* table, std::size_t rows, const sdk::Layer& layer) {
    const std::string key = std::string(table) + ".within." + std::string(layer.as);
    const sdk::Column overlapping = run.find(key, "offsets");
    if (overlapping) {
        const auto offsets = overlapping.i64();
        const auto areas = run.find(key, "areas").i32();
        return {{offsets.begin(), offsets.end()}, {areas.begin(), areas.end()}};
    }
    sdk::Column area = run.find(key, "area");
    if (!area && layer.primary) area = run.find(table, "area");  // those that only name their area stand there
    if (!area) return within_partition(std::vector<std::int32_t>(rows, -1));
    const auto values = area.i32();
    std::vector<std::int32_t> known(values.begin(), values.end());
    if (layer.primary && layer.partition) {
        const sdk::Column named = run.find(table, "area");
        for (std::size_t row = 0; row < known.size() && named; ++row)
            if (known[row] < 0) known[row] = named.i32()[row];
    }
    return within_partition(known);
}

std::vector<std::uint8_t> participants(const sdk::Run& run) {
    std::vector<std::uint8_t> out(run.people(), 0);
    const sdk::Column role = run.find("people", "role"), living = run.find("people", "living");
    if (!role || !living) return out;
    for (std::size_t row = 0; row < out.size(); ++row)
        out[row] = role.i32()[row] == static_cast<std::int32_t>(sdk::Role::participant) &&
                   living.i32()[row] == static_cast<std::int32_t>(sdk::Living::living_here);
    return out;
}

std::optional<std::vector<GiftCount>> count_gifts(const sdk::Run& run, const std::vector<std::uint8_t>& participant, const sdk::Layer& layer) {
    const sdk::Column offers = run.find("people.gifts", "offers"), interests = run.find("people.gifts", "interests");
    if (!offers && !interests) return std::nullopt;
    const std::vector<int> offer_kinds = kinds_of(offers), interest_kinds = kinds_of(interests);
    const Within within = within_layer(run, "people", run.people(), layer);
    std::vector<GiftCount> counts(layer.count + 1);
    std::vector<std::string_view> words;
    std::vector<int> kinds;
    for (std::size_t row = 0; row < run.people(); ++row) {
        if (participant[row] == 0) continue;
        words.clear();
        kinds.clear();
        const auto add = [&](const sdk::Column& column, const std::vector<int>& kind_of) {
            for (const std::int32_t code : column.list(row)) {
                const std::string_view word = column.word(code);
                if (std::find(words.begin(), words.end(), word) != words.end()) continue;
                words.push_back(word);
                kinds.push_back(kind_of[static_cast<std::size_t>(code)]);
            }
        };
        add(offers, offer_kinds);
        add(interests, interest_kinds);
        const auto count = [&](GiftCount& here) {
            if (kinds.empty()) here.not_told += 1;
            else add_person(here, kinds);
        };
        count(counts[layer.count]);
        for (const std::int32_t area : within.of(static_cast<std::int32_t>(row))) count(counts[static_cast<std::size_t>(area)]);
    }
    return counts;
}

}  // namespace kith::inventory
