#pragma once
// The named streets of a place's backdrop: where two of them meet, and which one something stands by.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/units.hpp"
#include "engine/picture/drawing.hpp"
#include "engine/privacy/view.hpp"

namespace kith::report {

class Streets {
public:
    /// Roads and paths with a name; none where the place has no backdrop. O(points).
    explicit Streets(const privacy::View& view);

    /// The street as it is written on the map, however its letters are; "" = there is none of this name.
    std::string called(std::string_view name) const;
    /// The street nearest to a point, "" where none is within. O(pieces).
    std::string nearest(double x, double y, base::Metres within) const;
    struct Meeting {
        picture::Point at;
        base::Metres apart;             // 0 where they cross or share a corner
    };
    /// Where two streets come closest; nothing unless both are there. O(pieces of the one x pieces of the other).
    std::optional<Meeting> meeting(std::string_view one, std::string_view other) const;
    /// Half way along all of a street's pieces, in the order of the file.
    std::optional<picture::Point> middle(std::string_view name) const;

private:
    struct Piece {
        picture::Point from, to;
        std::size_t street;
    };
    void add(const column::Segment& lines);
    std::vector<Piece> pieces_of(std::string_view name) const;

    std::map<std::string, std::size_t, std::less<>> rows_;  // of names_
    std::vector<std::string> names_;
    std::vector<Piece> pieces_;
};

}  // namespace kith::report
