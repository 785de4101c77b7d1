#pragma once
// How marks and areas of a scene look by columns that the user chose: shared by map and network.
#include <array>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "engine/picture/scene_of.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/document.hpp"
#include "viewer/model/map_scene.hpp"

namespace kith::viewer::model {

/// Keeps the values that scene options point to: it must outlive the builder's call.
class Looks {
public:
    /// What cannot be done as asked becomes a sentence in `remarks`.
    Looks(const privacy::View& view, Results results, std::vector<std::string>& remarks) : view_(view), results_(results), remarks_(remarks) {}
    void colour_areas(const Colouring& by, const std::string& layer, picture::MapSceneOptions& scene);
    void dress(const Subject& subject, const MarkLook& look, picture::Shown shown, picture::MarkOptions& marks);
    /// A remark where this column is not there now.
    void needs(const Subject& subject, const ColumnName& name) { field(subject, name); }
    /// After the builder: words in legends, and shapes by column.
    void finish(picture::Scene& scene) const;

private:
    const std::vector<Field>& fields(const Subject& subject);
    const Field* field(const Subject& subject, const ColumnName& name);
    /// Nothing, and a remark, where the values do not allow it.
    const FieldColours* colours(const Subject& subject, const Colouring& by);
    struct Shape {
        base::EntityKind kind;
        Field field;
    };
    void reshape(picture::Scene& scene, const Shape& shape) const;

    const privacy::View& view_;
    Results results_;
    std::vector<std::string>& remarks_;
    std::deque<std::pair<Subject, std::vector<Field>>> fields_;
    std::deque<FieldColours> colours_;
    std::deque<std::vector<double>> sizes_;
    std::vector<Shape> shapes_;
};

/// Legends as lists with their counts, and what is not in the picture.
void add_legends(const picture::Scene& scene, Document& out);

}  // namespace kith::viewer::model
