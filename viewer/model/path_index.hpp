#pragma once
// Lines of a backdrop, ready to be drawn at any scale: coarser from afar, and cut to what is in view cell by cell. Built once a layer,
// whatever it then looks like.
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/picture/backdrop.hpp"
#include "viewer/model/geometry.hpp"

namespace kith::viewer::model {

class PathIndex {
public:
    /// O(points).
    explicit PathIndex(const picture::Paths& paths);

    struct Level {
        double step = 0;                      // metres that a bend may be off
        std::vector<float> ends;              // 4 a segment: x0 y0 x1 y1 from the origin
        std::vector<std::uint32_t> looks;     // one a segment
        std::vector<std::uint32_t> starts;    // a look in the order of painting, then a cell: where its segments begin; and the end
    };
    /// The finest first; never empty.
    const std::vector<Level>& levels() const { return levels_; }
    picture::Point origin() const { return origin_; }

    /// What is drawn of a view: stretches [first, last) of a level's columns, in the order of painting. O(cells in view).
    struct Stretch {
        std::uint32_t first, last;
        bool operator==(const Stretch&) const = default;
    };
    struct Cut {
        std::size_t level = 0;
        std::vector<Stretch> stretches;
        float width = 1;                      // what widths are multiplied by
        std::int64_t left_out = 0;            // lines that stay away at this scale
    };
    /// `scale`: of everything that is told in pixels. `all`: of every look, however many there are.
    void cut(const Rect& view, double pixels_per_metre, double scale, bool all, Cut& into) const;

private:
    void add_level(const picture::Paths& paths, double step);
    int column_of(double x) const;
    int row_of(double y) const;
    picture::BackdropInk ink_;
    picture::Point origin_;
    double cell_ = 1;
    int columns_ = 1, rows_ = 1;
    std::vector<Level> levels_;
};

/// Indices by the digest of their lines, so that a layer is indexed once however often it is shown.
class PathCache {
public:
    std::shared_ptr<const PathIndex> of(const column::SegmentPtr& lines);

private:
    struct Made {
        base::Digest digest;
        std::shared_ptr<const PathIndex> index;
    };
    std::vector<Made> made_;                  // what was asked for last stands last
};

}  // namespace kith::viewer::model
