#pragma once
// Everything the window shows, prepared from the model: each record anew only when what it is made from has changed.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "viewer/app/network_job.hpp"
#include "viewer/app/pane_state.hpp"
#include "viewer/draw/screen.hpp"
#include "viewer/model/emphasis.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/map_scene.hpp"
#include "viewer/model/table.hpp"

namespace kith::viewer::app {

class Preparation {
public:
    Preparation() : map(model::Pane::map), network(model::Pane::network) {}

    /// Brings everything up to date; cheap when nothing changed. Pictures without a pane (no size) are not made.
    void update(model::Model& model, bool map_shown, bool network_shown);
    /// What draw functions read; valid until the next update. Panes, commands and canvases are the caller's to fill in.
    draw::Screen& screen() { return *screen_; }
    const draw::Screen& screen() const { return *screen_; }
    const model::Marked& marked() const { return emphasised_.marks(); }
    /// The layout of the network is on its way: look again soon.
    bool settling() const { return layout.running() && !layout.paused(); }
    model::Results results() const { return results_; }
    const model::Table* table() const { return table_ ? &*table_ : nullptr; }
    /// The same to look at; nullptr before the first update.
    const draw::Screen* prepared() const { return screen_ ? &*screen_ : nullptr; }
    /// What goes out as a picture: on paper, from the place as it is now. Errors: misuse, with what to do, where there is none of it; as
    /// picture::page_of. A network has the places that its layout gave it last.
    base::Result<picture::Drawing> page(const model::Model& model, const draw::ExportWish& wish) const;
    /// The same, or any other view, as a list; never an empty one.
    base::Result<model::Document> document(const model::Model& model, const draw::ExportWish& wish) const;

    PaneState map, network;
    NetworkJob layout;

private:
    void forget(model::Model& model);
    struct Seen {
        session::Versions versions;
        std::uint64_t model = ~0ull, selection = ~0ull, hover = ~0ull;
        model::ViewOptions options;
        model::Preferences preferences;
    };
    void take_place(model::Model& model);
    void take_results(model::Model& model);
    void drop_hidden(bool map_shown, bool network_shown);
    void make_map(model::Model& model);
    void make_network(model::Model& model, bool anew);
    void follow_pause(model::Model& model);
    void make_table(const model::Model& model);
    void colour_areas(const model::Model& model);
    void make_charts(const model::Model& model);
    void mark_charts(const model::Model& model, bool chosen);
    std::span<const picture::Emphasis> marks_of(const model::Model& model, const model::Subject& subject) const;
    void make_card(const model::Model& model);
    void make_lists(const model::Model& model);
    void make_form(const model::Model& model);
    void make_cells(const model::Model& model);
    void count_classes(const privacy::View& view);
    base::Result<model::MapPicture> map_now(const model::Model& model, picture::Theme theme) const;
    base::Result<model::NetworkView> network_now(const model::Model& model, picture::Theme theme) const;
    base::Result<picture::Scene> scene_now(const model::Model& model, const draw::ExportWish& wish) const;
    base::Result<picture::Drawing> chart_now(const model::Model& model, const draw::ExportWish& wish) const;
    base::Result<model::Document> list_now(const model::Model& model, model::Out what) const;
    std::optional<session::Today> today_now(const model::Model& model) const;
    /// Of the histogram: the chosen column, else that of the map.
    const model::Field* charted(const model::Model& model) const;
    void find(const model::Model& model);
    void make_today(const model::Model& model);
    void make_introductions(const model::Model& model);
    void make_reviews(const model::Model& model);
    const model::FindIndex& index(const model::Model& model);
    const model::StreetIndex& streets(const model::Model& model);
    model::Look look(const model::Model& model) const;
    /// The segments that the map was made from are the same still, and so is all else about it.
    bool same_map(const model::Model& model, const Seen& now);

    std::optional<draw::Screen> screen_;
    const model::Model* of_ = nullptr;
    Seen seen_;
    bool open_ = false, map_due_ = true, network_due_ = true, layout_due_ = true;
    std::vector<model::ResultOf> results_;
    std::vector<session::RunResultPtr> kept_;           // what `results_` points into
    std::vector<model::Field> area_fields_, people_fields_, asset_fields_;
    std::optional<model::Field> histogram_of_;
    model::Subject histogram_subject_;
    mutable model::PathCache paths_;
    std::shared_ptr<model::MapView> map_view_;
    std::shared_ptr<model::NetworkView> network_view_;
    std::vector<column::SegmentPtr> map_of_;
    model::NetworkOptions network_options_;
    bool fit_network_ = true;
    std::optional<model::Table> table_;
    std::optional<model::CardSource> cards_;
    std::optional<model::Card> card_;
    std::optional<model::Form> form_;
    std::string form_of_;
    std::uint64_t introductions_of_ = 0;                // versions that the introductions on the screen are of
    std::optional<model::Subject> cells_of_;
    model::FindIndex index_;
    std::string found_for_;
    bool index_due_ = true, streets_due_ = true, today_due_ = true;
    model::StreetIndex streets_;
    model::Emphasised emphasised_;
    std::vector<std::string> tie_kinds_, tie_words_, subtypes_, subtype_words_;
};

}  // namespace kith::viewer::app
