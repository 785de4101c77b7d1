#include "viewer/model/cells.hpp"

#include <algorithm>
#include <array>

#include "engine/session/cell_text.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

/// Of several at once, of other rows, worked out, or said on a card.
constexpr std::array<std::string_view, 14> elsewhere{"people/asked", "people/permission", "assets/secondary", "assets/stance", "ties/kind", "ties/functions", "ties/sensitive", "ties/permission", "ties/permission_by",
    "ties/permission_on", "ties/withdrawn", "ties/withdrawn_on", "ties/objected_on", "events.notes/permission"};

bool is_elsewhere(const std::string& field) {
    return field.ends_with("/area") || field.ends_with("/km2") || std::find(elsewhere.begin(), elsewhere.end(), field) != elsewhere.end();
}

/// Rows of which something is always known have no "not asked".
bool always_known(const std::string& field) { return field == "people/role" || field == "people/living" || field == "assets/form" || field == "events/kind"; }

CellColumn column_of(const Field& field) {
    CellColumn out{field.name(), field.unit().empty() ? field.label() : field.label() + ", " + field.unit(), {}, {}};
    const auto words = session::vocabulary_of(field.name());
    for (const std::string_view word : words) out.words.emplace_back(word);
    if (!words.empty() && words.size() == field.words().size()) out.said.assign(field.words().begin(), field.words().end());
    else for (const std::string_view word : words) out.said.push_back(plain_words(word));
    if (words.empty() && field.type() == FieldType::yes_no) out.words = out.said = {"yes", "no"};
    if (out.words.empty() || always_known(field.name())) return out;
    out.words.emplace_back("not asked");
    out.said.emplace_back("Not asked");
    return out;
}

}  // namespace

std::vector<CellColumn> cell_columns(const privacy::View& view, const Subject& subject) {
    std::vector<CellColumn> out;
    const std::string layer = !subject.layer.empty() || view.primary_layer() == nullptr ? subject.layer : view.primary_layer()->as;
    const auto name = [&](const std::string& segment) {
        const auto names = view.segment(segment);
        if (names != nullptr && names->find("name") != nullptr) out.push_back({segment + "/name", "Name", {}, {}});
    };
    if (subject.kind == base::EntityKind::person) name("people.names");
    if (subject.kind == base::EntityKind::asset) name("assets.names");
    if (subject.kind == base::EntityKind::area) name("areas." + layer);
    for (const Field& field : fields_of(view, {}, subject))
        if (!is_elsewhere(field.name())) out.push_back(column_of(field));
    return out;
}

}  // namespace kith::viewer::model
