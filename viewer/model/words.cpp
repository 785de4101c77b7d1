#include "viewer/model/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace kith::viewer::model {

std::string date_words(std::int32_t days, column::Precision precision) {
    constexpr std::array<std::string_view, 12> months{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    const int year = static_cast<int>(date.year());
    const std::string_view month = months[static_cast<unsigned>(date.month()) - 1];
    switch (precision) {
        case column::Precision::year: return fmt::format("{}", year);
        case column::Precision::month: return fmt::format("{} {}", month, year);
        case column::Precision::day: break;
    }
    return fmt::format("{} {} {}", static_cast<unsigned>(date.day()), month, year);
}

std::string plain_words(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '_', ' ');
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
