#include "engine/base/chained.hpp"

#include <algorithm>
#include <utility>

namespace kith::base {
namespace {

using At = std::pair<double, double>;

class Chain {
public:
    explicit Chain(std::span<const double> parts) : parts_(parts), used_(parts.size() / 4, 0) {
        ends_.reserve(2 * used_.size());
        for (std::size_t part = 0; part < used_.size(); ++part)
            for (const std::size_t end : {std::size_t{0}, std::size_t{1}}) ends_.emplace_back(point(part, end), part);
        std::sort(ends_.begin(), ends_.end());
    }

    Lines lines() {
        Lines out;
        out.xy.reserve(parts_.size());
        for (std::size_t part = 0; part < used_.size(); ++part) {
            if (used_[part] != 0) continue;
            used_[part] = 1;
            line_ = {point(part, 0), point(part, 1)};
            go_on();
            std::reverse(line_.begin(), line_.end());
            go_on();
            for (const auto& [x, y] : line_) out.xy.insert(out.xy.end(), {x, y});
            out.path_points.push_back(static_cast<std::int64_t>(out.xy.size() / 2));
        }
        return out;
    }

private:
    At point(std::size_t part, std::size_t end) const { return {parts_[4 * part + 2 * end], parts_[4 * part + 2 * end + 1]}; }
    void go_on() {
        for (bool more = true; more;) {
            more = false;
            for (auto next = std::lower_bound(ends_.begin(), ends_.end(), std::pair(line_.back(), std::size_t{0})); next != ends_.end() && next->first == line_.back() && !more; ++next) {
                const std::size_t part = next->second;
                if (used_[part] != 0) continue;
                used_[part] = 1;
                line_.push_back(point(part, point(part, 0) == line_.back() ? 1 : 0));
                more = true;
            }
        }
    }

    std::span<const double> parts_;
    std::vector<std::uint8_t> used_;
    std::vector<std::pair<At, std::size_t>> ends_;  // sorted
    std::vector<At> line_;
};

}  // namespace

Lines chained(std::span<const double> parts) { return Chain(parts).lines(); }

}  // namespace kith::base
