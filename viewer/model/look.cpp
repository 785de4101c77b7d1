#include "viewer/model/look.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

// Besides the person's own circle; the last stands for whatever has none of its own.
constexpr std::array<picture::Mark, 6> shapes{picture::Mark::circle, picture::Mark::square, picture::Mark::triangle, picture::Mark::diamond, picture::Mark::hexagon, picture::Mark::star};

}  // namespace

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

/// The first words by the alphabet get a shape each, the rest the last one; who says nothing keeps the usual shape.
void Looks::reshape(picture::Scene& scene, const Shape& shape) const {
    const auto layer = std::find_if(scene.marks.begin(), scene.marks.end(), [&](const picture::MarkLayer& one) { return one.kind == shape.kind; });
    if (layer == scene.marks.end()) return;
    const auto words = shape.field.words();
    std::vector<std::int64_t> uses(words.size(), 0);
    std::vector<std::int32_t> code(layer->size(), -1);
    for (std::size_t i = 0; i < layer->size(); ++i)
        if (const auto codes = shape.field.codes(static_cast<std::size_t>(layer->rows[i])); !codes.empty() && codes[0] >= 0 && static_cast<std::size_t>(codes[0]) < words.size())
            ++uses[static_cast<std::size_t>(code[i] = codes[0])];
    std::vector<std::size_t> order;
    for (std::size_t word = 0; word < words.size(); ++word)
        if (uses[word] > 0) order.push_back(word);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return words[a] < words[b]; });
    std::vector<std::size_t> shape_of(words.size(), shapes.size() - 1);
    picture::Legend legend;
    legend.title = shape.field.label();
    const auto line = picture::Line{picture::roles_of(scene.theme).secondary, 1, picture::Dash::solid, 1};
    const auto add = [&](picture::Mark mark, std::string label, std::int64_t count) {
        picture::LegendEntry entry;
        entry.line = line;
        entry.label = std::move(label);
        entry.count = count;
        entry.mark = mark;
        legend.entries.push_back(std::move(entry));
    };
    std::int64_t rest = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool own = i + 1 < shapes.size() || order.size() <= shapes.size();
        shape_of[order[i]] = own ? i : shapes.size() - 1;
        if (own) add(shapes[i], words[order[i]], uses[order[i]]);
        else rest += uses[order[i]];
    }
    if (rest > 0) add(shapes.back(), "other", rest);
    std::map<std::pair<std::uint16_t, std::size_t>, std::uint16_t> made;
    for (std::size_t i = 0; i < layer->size(); ++i) {
        if (code[i] < 0) continue;
        const std::size_t to = shape_of[static_cast<std::size_t>(code[i])];
        const auto [at, fresh] = made.try_emplace({layer->styles[i], to}, static_cast<std::uint16_t>(scene.mark_styles.size()));
        if (fresh) {
            picture::MarkStyle style = scene.mark_styles[layer->styles[i]];
            style.mark = shapes[to];
            scene.mark_styles.push_back(style);
        }
        layer->styles[i] = at->second;
    }
    scene.legends.push_back(std::move(legend));
}

}  // namespace kith::viewer::model
