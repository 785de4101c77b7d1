#include "viewer/model/words.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace kith::viewer::model {

std::string date_words(std::string_view text) {
    int year = 0, month = 1, day = 1, length = 0;
    std::string whole(text);
    const int read = std::sscanf(whole.c_str(), "%4d-%2d%n-%2d%n", &year, &month, &length, &day, &length);
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
    if (read < 2 || static_cast<std::size_t>(length) != text.size() || !date.ok()) return whole;
    return date_words(static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count()), read == 3 ? column::Precision::day : column::Precision::month);
}

std::string plain_words(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '_', ' ');
    for (const std::string_view unit : {" km2", " m2"})
        if (out.ends_with(unit)) out.replace(out.size() - 1, 1, "²");
    return out;
}

std::string title_words(std::string_view key) {
    std::string out = plain_words(key);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

std::string listed(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
        out += words[i];
    }
    return out;
}

std::string sentence(std::string_view text) {
    std::string out(text);
    if (!out.empty() && std::string_view(".!?…").find(out.back()) == std::string_view::npos) out += '.';
    return out;
}

std::string audience_words(privacy::Audience audience) {
    return audience == privacy::Audience::team ? "For the team only: it holds what people said about themselves."
                                               : "Safe to show in public: areas and assets; people as a number only.";
}

}  // namespace kith::viewer::model
