#pragma once
// What is near one place on foot, for a card: the same question as View::near asks for all rows.
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/privacy/view.hpp"

namespace kith::privacy {

struct OnFoot {
    std::int32_t asset;
    std::int32_t metres;  // in steps of 50 m
};
/// Prepared once a view: the ways are not put in order anew for every card.
class Walks {
public:
    /// nullptr where the place has no walking network (then walking is the straight line x 1.3). O(ways + assets).
    static std::unique_ptr<Walks> of(const View& view, base::Metres within, int nearest);
    ~Walks();
    /// The nearest assets that are there and can be gone to. O(ways within reach). One thread at a time.
    std::vector<OnFoot> nearest(double x, double y);

private:
    struct Hidden;
    explicit Walks(std::unique_ptr<Hidden> hidden);
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace kith::privacy
