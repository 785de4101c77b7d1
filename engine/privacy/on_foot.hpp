#pragma once
// What is near one place on foot, for a card: the same question as View::near asks for all rows.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/privacy/view.hpp"

namespace kith::privacy {

inline constexpr double metres_a_minute = 80;  // on foot

struct OnFoot {
    std::int32_t asset;
    std::int32_t metres;  // in steps of 50 m
};
/// Of an organisation, its activity and its venue: all three, or the one that stands for them in a count.
enum class EachRecord : std::uint8_t { no, yes };
/// Prepared once a view: the ways are not put in order anew for every card.
class Walks {
public:
    /// nullptr where the place has no walking network (then walking is the straight line x 1.3). O(ways + assets).
    static std::unique_ptr<Walks> of(const View& view, base::Metres within, int nearest, EachRecord each = EachRecord::no);
    ~Walks();
    /// The nearest assets that are there and can be gone to. O(ways within reach). One thread at a time.
    std::vector<OnFoot> nearest(double x, double y);

private:
    struct Hidden;
    explicit Walks(std::unique_ptr<Hidden> hidden);
    std::unique_ptr<Hidden> hidden_;
};

/// The nearest assets of one place, as Walks says, or by the straight line x 1.3 in steps of 50 m where there is no walking network; nearest first,
/// ties by row. O(ways + assets).
std::vector<OnFoot> near_on_foot(const View& view, double x, double y, base::Metres within, std::size_t nearest, EachRecord each = EachRecord::no);

/// What of the ways is reached from a place within each of `within` metres: x, y, x, y a straight part; each holds those of the shorter walks. Nothing
/// without a walking network, or far from every way. O(ways).
base::Result<std::vector<std::vector<double>>> ways_on_foot(const View& view, double x, double y, std::span<const double> within);

}  // namespace kith::privacy
