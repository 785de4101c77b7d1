#include "plugins/reach/opening.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace kith::reach {
namespace {

constexpr std::array<std::string_view, 7> day_words{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
struct Stretch {
    int from, to;  // minutes of the day; `to` may lie on the next
};
struct Days {
    std::array<bool, 7> named{};
    bool any = false;
};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find(at);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end != std::string_view::npos) text.remove_prefix(end + 1);
    }
    return parts;
}

/// "09:00", "9:00", "24:00", also up to 26:00 as OpenStreetMap has it after midnight.
std::optional<int> minute_of(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon > 2 || text.size() != colon + 3) return {};
    int parts[2] = {0, 0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == colon) continue;
        if (text[i] < '0' || text[i] > '9') return {};
        int& part = parts[i > colon];
        part = part * 10 + (text[i] - '0');
    }
    if (parts[0] > 26 || parts[1] > 59) return {};
    return parts[0] * 60 + parts[1];
}

std::optional<std::vector<Stretch>> times_of(std::string_view text) {
    if (text == "off" || text == "closed") return std::vector<Stretch>();
    std::vector<Stretch> times;
    for (const std::string_view part : split(text, ',')) {
        const std::size_t dash = part.find('-');
        if (dash == std::string_view::npos) return {};
        const auto from = minute_of(trimmed(part.substr(0, dash))), to = minute_of(trimmed(part.substr(dash + 1)));
        if (!from || !to || *from >= minutes_a_day) return {};
        times.push_back({*from, *to > *from ? *to : *to + minutes_a_day});
    }
    return times;
}

/// "Mo-Fr,Su", "PH", "Mo,We". Nothing when a part is no day.
std::optional<Days> days_of(std::string_view text) {
    Days days;
    for (const std::string_view part : split(text, ',')) {
        if (part == "PH") continue;
        const std::size_t dash = part.find('-');
        const auto day = [](std::string_view word) { return std::find(day_words.begin(), day_words.end(), trimmed(word)) - day_words.begin(); };
        const auto from = day(part.substr(0, dash)), to = dash == std::string_view::npos ? from : day(part.substr(dash + 1));
        if (from == 7 || to == 7) return {};
        for (auto d = from;; d = (d + 1) % 7) {
            days.named[static_cast<std::size_t>(d)] = days.any = true;
            if (d == to) break;
        }
    }
    return days;
}

}  // namespace

std::optional<Week> read_week(std::string_view text) {
    std::array<std::vector<Stretch>, 7> week;
    bool any = false;
    for (std::string_view rule : split(text, ';')) {
        if (rule.empty()) continue;
        if (rule == "24/7") rule = "00:00-24:00";
        // Days, if any, stand first and begin with a letter; "off" and "closed" are no days.
        Days days;
        days.named.fill(true);
        days.any = true;
        const bool names_days = rule.front() >= 'A' && rule.front() <= 'Z';
        if (names_days) {
            std::size_t end = 0;  // "Mo, We 10:00-12:00": the days end where the first time or word begins
            while (end < rule.size() && (rule[end] < '0' || rule[end] > '9') && rule.substr(end, 3) != "off" && rule.substr(end, 6) != "closed") ++end;
            const auto named = days_of(trimmed(rule.substr(0, end)));
            if (!named) return {};
            days = *named;
            rule = trimmed(rule.substr(end));
        }
        const auto times = times_of(rule);
        if (!times) return {};
        any = any || days.any;
        for (std::size_t d = 0; d < 7; ++d)
            if (days.named[d]) week[d] = *times;
    }
    if (!any) return {};
    Week out;
    for (int d = 0; d < 7; ++d)
        for (const Stretch& stretch : week[static_cast<std::size_t>(d)])
            for (int minute = stretch.from; minute < stretch.to; ++minute) out.minutes_.set(static_cast<std::size_t>((d * minutes_a_day + minute) % (7 * minutes_a_day)));
    return out;
}

}  // namespace kith::reach
