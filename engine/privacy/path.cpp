#include "engine/privacy/path.hpp"

#include "engine/column/date_words.hpp"

namespace kith::privacy {

std::vector<PathLine> path_of(const View& view, base::EntityKind kind, std::size_t row) {
    const auto segment = view.segment(kind == base::EntityKind::person ? "people.path" : "assets.path");
    std::vector<PathLine> lines;
    for (const PathField& field : path_fields) {
        const column::Column* column = segment == nullptr ? nullptr : segment->find(field.column);
        if (column == nullptr || !column->known(row)) continue;
        if (column->type() == column::Type::date) lines.push_back({field.label, column::date_words(column->days()[row], static_cast<column::Precision>(column->precisions()[row]))});
        else lines.push_back({field.label, std::string(column->text(row))});
    }
    return lines;
}

}  // namespace kith::privacy
