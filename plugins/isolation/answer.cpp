#include "plugins/isolation/answer.hpp"

#include <array>
#include <utility>

namespace kith::isolation {

Why first_missing(Facets complete, Facets needed) {
    static constexpr std::array<std::pair<Facets, Why>, 8> order{{
        {facets::household, Why::ask_household}, {facets::family, Why::ask_family}, {facets::friends, Why::ask_friends},
        {facets::neighbours, Why::ask_neighbours}, {facets::groups, Why::ask_groups}, {facets::paid_support, Why::ask_paid_support},
        {facets::help, Why::ask_help}, {facets::alter_ties, Why::ask_alter_ties}}};
    const auto missing = static_cast<Facets>(needed & ~complete);
    if (missing == 0) return Why::none;
    if (complete == 0) return Why::not_asked;
    for (const auto& [facet, why] : order)
        if ((missing & facet) != 0) return why;
    return Why::not_asked;
}

void Share::add(Tri member, Tri property) {
    if (member == Tri::no) return;
    if (member == Tri::yes) {
        sure_ += 1;
        yes_ += property == Tri::yes;
        unknown_ += property == Tri::unknown;
        known_ += property != Tri::unknown;
    } else {
        (property == Tri::yes ? perhaps_yes_ : property == Tri::no ? perhaps_no_ : perhaps_unknown_) += 1;
    }
}

Interval Share::interval() const {
    const int against = perhaps_no_ + perhaps_unknown_, in_favour = perhaps_yes_ + perhaps_unknown_;
    const auto ratio = [](int part, int whole, double otherwise) {
        return whole == 0 ? otherwise : static_cast<double>(part) / whole;
    };
    // Only with no sure member can a whole be empty: then one perhaps-member alone decides.
    return {ratio(yes_, sure_ + against, 1.0), ratio(yes_ + unknown_ + in_favour, sure_ + in_favour, 0.0)};
}

}  // namespace kith::isolation
