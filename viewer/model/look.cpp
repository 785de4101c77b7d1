#include "viewer/model/look.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {

const std::vector<Field>& Looks::fields(const Subject& subject) {
    for (const auto& [of, known] : fields_)
        if (of == subject) return known;
    return fields_.emplace_back(subject, fields_of(view_, results_, subject)).second;
}

const Field* Looks::field(const Subject& subject, const ColumnName& name) {
    if (name.empty()) return nullptr;
    const Field* found = find_field(fields(subject), name);
    if (!found && rows_of(view_, subject) > 0) remarks_.push_back("The column “" + plain_words(name.substr(name.find('/') + 1)) + "” is not there now; drawn without it.");
    return found;
}

const FieldColours* Looks::colours(const Subject& subject, const Colouring& by) {
    const Field* of = field(subject, by.column);
    if (!of) return nullptr;
    const FieldColours& made = colours_.emplace_back(*of, by);
    const auto tried = made.coloured();
    if (tried) return &made;
    remarks_.push_back(of->label() + ": " + tried.error().message + " Drawn without it.");
    return nullptr;
}

void Looks::colour_areas(const Colouring& by, const std::string& layer, picture::MapSceneOptions& scene) {
    const Subject areas{base::EntityKind::area, layer};
    const FieldColours* first = colours(areas, by);
    if (!first) return;
    const Field* second = field(areas, by.second);
    if (!second || !second->numeric()) {
        scene.colour = first->colouring();
        return;
    }
    const FieldColours& up = colours_.emplace_back(*second, by);
    picture::Bivariate pair;
    pair.title_x = first->colouring().title;
    pair.title_y = up.colouring().title;
    pair.x = first->values();
    pair.y = up.values();
    if (const auto tried = picture::bivariate_of(pair); tried) scene.bivariate = pair;
    else {
        remarks_.push_back(tried.error().message);
        scene.colour = first->colouring();
    }
}

void Looks::dress(const Subject& subject, const MarkLook& look, picture::Shown shown, picture::MarkOptions& marks) {
    marks.draw = look.show;
    marks.shown = shown;
    if (!look.show) return;
    if (const FieldColours* made = colours(subject, look.colour)) marks.colour = made->colouring();
    if (const Field* size = field(subject, look.size)) {
        if (size->numeric()) marks.sizes = sizes_.emplace_back(sizes_by(*size));
        else remarks_.push_back("Sizes are told by numbers; “" + size->label() + "” is in words.");
    }
    if (const Field* shape = field(subject, look.shape)) {
        if (!shape->words().empty()) shapes_.push_back({subject.kind, *shape});
        else remarks_.push_back("Shapes are told by words; “" + shape->label() + "” is in numbers.");
    }
}

void Looks::finish(picture::Scene& scene) const {
    for (picture::Legend& legend : scene.legends)
        for (const FieldColours& made : colours_)
            if (legend.title == made.colouring().title) made.name_classes(legend);
    for (const Shape& shape : shapes_) reshape(scene, shape);
}

void Looks::reshape(picture::Scene& scene, const Shape& shape) const {
    std::vector<std::int32_t> codes(shape.field.rows(), -1);
    for (std::size_t row = 0; row < codes.size(); ++row)
        if (const auto said = shape.field.codes(row); !said.empty()) codes[row] = said[0];
    picture::shape_marks(scene, shape.kind, codes, shape.field.words(), shape.field.label());
}

}  // namespace kith::viewer::model
