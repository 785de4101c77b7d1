#include "plugins/reach/inputs.hpp"

#include <algorithm>
#include <map>

#include "plugins/reach/opening.hpp"

namespace kith::reach {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Free, or not; nothing where the words do not say.
std::optional<bool> is_free(std::string_view cost) {
    const std::string words = lower(cost);
    if (words.empty()) return {};
    if (words == "free" || words == "no" || words == "none" || words == "0" || words == "£0" || words.starts_with("free ")) return true;
    return false;
}

std::optional<bool> is_step_free(std::string_view text) {
    const std::string words = lower(text);
    if (words == "yes" || words == "designated" || words == "true") return true;
    if (words == "no" || words == "false") return false;
    return {};
}

/// How many have room at once; nothing where nobody recorded a number.
std::optional<double> places(const sdk::Column& capacity, std::size_t row) {
    if (!capacity.known(row) || !capacity.has_numbers() || capacity.f64()[row] < 0) return {};
    return capacity.f64()[row];
}

}  // namespace

Choice read_choice(const sdk::Run& run) {
    Choice choice;
    choice.catchment = run.number("catchment");
    choice.look_around = run.number("look_around");
    choice.decay = static_cast<Decay>(run.integer("decay"));
    choice.by_hours = run.integer("supply") == 1;
    choice.by_places = run.integer("supply") == 2;
    if (run.yes("open_then")) {
        choice.weekday = static_cast<int>(run.integer("weekday"));
        choice.hour = static_cast<int>(run.integer("hour"));
    }
    choice.free_only = run.yes("free_only");
    choice.step_free = run.yes("step_free");
    return choice;
}

Supply read_supply(const sdk::Run& run, const Choice& choice, const std::vector<std::uint8_t>& near) {
    const sdk::Column when = run.find("assets.details", "when"), cost = run.find("assets.details", "cost"), step_free = run.find("assets.details", "step_free"), capacity = run.find("assets.details", "capacity");
    Supply out{std::vector<double>(run.assets(), 1)};
    std::map<std::string, std::optional<Week>, std::less<>> weeks;
    for (std::size_t row = 0; row < out.amount.size(); ++row) {
        double& amount = out.amount[row];
        if (near[row] == 0) continue;
        if (choice.by_hours || choice.hour) {
            const std::string_view text = when.text(row);
            auto known = weeks.find(text);
            if (known == weeks.end()) known = weeks.emplace(std::string(text), text.empty() ? std::nullopt : read_week(text)).first;
            const std::optional<Week>& week = known->second;
            out.unknown_hours += !week;
            if (!week || (choice.hour && !week->open(*choice.weekday, *choice.hour))) amount = 0;
            else if (choice.by_hours) amount = week->hours();
        }
        if (choice.by_places && amount > 0) {
            const auto known = places(capacity, row);
            out.unknown_places += !known;
            amount = known.value_or(0);
        }
        if (choice.free_only) {
            const auto free = is_free(cost.text(row));
            out.unknown_cost += !free;
            if (!free.value_or(false)) amount = 0;
        }
        if (choice.step_free) {
            const auto without_steps = is_step_free(step_free.text(row));
            out.unknown_step_free += !without_steps;
            if (!without_steps.value_or(true)) amount = 0;  // what nobody recorded is taken, and said
        }
    }
    return out;
}

std::vector<double> read_demand(const sdk::Run& run, const sdk::Layer& layer) {
    const sdk::Column population = run.areas(layer)["population"];
    std::vector<double> demand(layer.count, -1);
    for (std::size_t area = 0; area < demand.size(); ++area)
        if (population.known(area) && population.f64()[area] >= 0) demand[area] = population.f64()[area];
    return demand;
}

NearBy read_near(const sdk::Run& run, const char* as) {
    const std::string key = std::string("near.") + as;
    return {{run.column(key, "offsets").i64(), run.column(key, "rows").i32(), run.column(key, "metres").i32()}, run.column(key, "cut").booleans(), static_cast<bool>(run.find(key, "straight"))};
}

}  // namespace kith::reach
