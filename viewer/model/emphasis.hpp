#pragma once
// Linked selection: from keys, which every view shares, to a byte a row, which every renderer reads.
#include <cstdint>
#include <span>
#include <vector>

#include "engine/picture/scene.hpp"
#include "engine/session/entity_index.hpp"
#include "engine/session/selection.hpp"

namespace kith::viewer::model {

/// By row of the open view. One for map, network, table and charts alike.
struct Marked {
    std::vector<picture::Emphasis> people, assets;
    std::vector<std::vector<picture::Emphasis>> areas;  // by layer
    std::vector<std::int32_t> ties;                     // rows of those selected, in no order: they are few
    std::size_t selected = 0;
};

/// Follows a selection and a hover by their deltas. Not for two threads at once.
class Emphasised {
public:
    /// Rows of this view, nothing selected.
    void reset(const privacy::View& view);
    /// Takes over what changed since the last call: O(changes), O(selection) when that was too long ago. `topology` (View::topology of
    /// the lens, or nullptr): neighbours of what is hovered are shown too. `dim`: everything else steps back while something is
    /// selected (drawn so by the renderer; no byte changes for it). True when anything changed.
    bool follow(const session::EntityIndex& index, const session::KeySet& selection, const session::KeySet& hovered, const column::Segment* topology);
    const Marked& marks() const { return marks_; }
    /// Grows with every change.
    std::uint64_t version() const { return version_; }

private:
    picture::Emphasis* at(const session::EntityRow& row);
    void select(const session::EntityIndex& index, std::span<const base::EntityKey> keys, bool on);
    void hover(const session::EntityIndex& index, const session::KeySet& hovered, const column::Segment* topology);
    void light(const session::EntityRow& row, picture::Emphasis to);
    Marked marks_;
    std::vector<session::EntityRow> lit_;               // what is hovered, and its neighbours
    std::uint64_t selection_seen_ = 0, hover_seen_ = 0, version_ = 0;
    std::size_t people_ = 0;
};

}  // namespace kith::viewer::model
