#pragma once
// Opening hours as OpenStreetMap writes them, in the forms that say a usual week: "Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-14:00; Su off", "24/7".
// Everything else (months, holidays other than PH, sunrise, comments) is unknown, not a guess. Pure.
#include <bitset>
#include <optional>
#include <string_view>

namespace kith::reach {

inline constexpr int minutes_a_day = 24 * 60;

class Week {
public:
    /// Monday is 0.
    bool open(int weekday, int hour) const { return minutes_[static_cast<std::size_t>(weekday * minutes_a_day + hour * 60)]; }
    double hours() const { return static_cast<double>(minutes_.count()) / 60; }

private:
    friend std::optional<Week> read_week(std::string_view text);
    std::bitset<7 * 24 * 60> minutes_;
};

/// Nothing where the text says anything but a usual week. Later rules win for the days that they name; PH is passed over.
std::optional<Week> read_week(std::string_view text);

}  // namespace kith::reach
