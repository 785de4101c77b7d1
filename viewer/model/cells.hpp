#pragma once
// Which columns of people, assets, areas, ties and events many rows may be given one value in, and what may be said there.
#include <string>
#include <vector>

#include "viewer/model/field.hpp"

namespace kith::viewer::model {

struct CellColumn {
    std::string field;                   // as session::SetCells takes it
    std::string label;
    std::vector<std::string> words;      // of a closed list, as Session::read_cell reads them; empty: it is typed
    std::vector<std::string> said;       // the same as people read them
};
/// In the order of the table, the name first. Not what is worked out, what joins rows, and what is written down elsewhere (permissions, what was asked).
std::vector<CellColumn> cell_columns(const privacy::View& view, const Subject& subject);

}  // namespace kith::viewer::model
