#include "viewer/app/preparation.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "engine/base/text.hpp"
#include "viewer/model/colouring.hpp"
#include "viewer/model/layers.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::app {
namespace {

picture::Theme theme_of(model::ThemeChoice choice) {
    return choice == model::ThemeChoice::dark ? picture::Theme::dark : choice == model::ThemeChoice::high_contrast ? picture::Theme::high_contrast : picture::Theme::light;
}

std::vector<draw::Choice> choices_of(std::span<const model::Field> fields) {
    std::vector<draw::Choice> out;
    for (const model::Field& field : fields) out.push_back({field.name(), field.unit().empty() ? field.label() : field.label() + ", " + field.unit(), field.type()});
    return out;
}

std::string layer_of(const model::Model& model) { return model::coloured_layer(*model.view(), model.options.map); }

std::string layer_label(const privacy::Layer& layer) {
    if (layer.role == column::LayerRole::drawn && layer.as == "drawn") return "Drawn by hand";
    if (!layer.vintage.empty() && (layer.as == "area" || layer.as == "areas")) return layer.vintage;
    if (base::lower(layer.vintage).starts_with(base::lower(layer.as))) return layer.vintage;  // "LSOA21" of "lsoa"
    return model::title_words(layer.as) + (layer.vintage.empty() ? "" : " (" + layer.vintage + ")");
}

std::vector<std::string> words_of_column(const privacy::View& view, std::string_view segment, std::string_view column) {
    std::vector<std::string> out;
    const auto found = view.segment(segment);
    const column::Column* words = found ? found->find(column) : nullptr;
    if (words == nullptr) return out;
    for (std::int32_t i = 0; i < words->dictionary().size(); ++i) out.emplace_back(words->dictionary()[i]);
    return out;
}

/// Recorded words and what people say for them, side by side, by what people say.
struct Kinds {
    std::vector<std::string> recorded, said;
};
Kinds by_words(std::vector<std::string> recorded, const std::function<std::string(const std::string&)>& said) {
    std::vector<std::pair<std::string, std::string>> both;
    for (std::string& word : recorded) both.emplace_back(said(word), std::move(word));
    std::sort(both.begin(), both.end());
    Kinds out;
    for (auto& [words, word] : both) {
        out.said.push_back(std::move(words));
        out.recorded.push_back(std::move(word));
    }
    return out;
}

std::string tie_kind_words(const privacy::View& view, const std::string& key) {
    const auto kinds = view.segment("tie_kinds");
    const column::Column *keys = kinds ? kinds->find("key") : nullptr, *labels = kinds ? kinds->find("label") : nullptr;
    for (std::size_t row = 0; keys && labels && row < keys->rows(); ++row)
        if (keys->text(row) == key) return std::string(labels->text(row));
    return model::plain_words(key);
}

/// Nothing of these is on a map, unless somebody chose a column to be.
bool left_out_of_a_map(std::string_view key) {
    constexpr std::array<std::string_view, 9> none{"events", "events.notes", "observations", "households", "households.names", "never_introduce", "people.names", "people.gifts", "people.attributes"};
    return std::find(none.begin(), none.end(), key) != none.end();
}

}  // namespace

bool Preparation::same_map(const model::Model& model, const Seen& now) {
    std::vector<column::SegmentPtr> made_from;
    const std::string wanted = model::to_json(now.options);
    for (const std::string& key : model.view()->segment_keys())
        if (!left_out_of_a_map(key) || now.options.map.walk_from || wanted.find(key + "/") != std::string::npos) made_from.push_back(model.view()->segment(key));
    const bool same = made_from == map_of_ && now.options == seen_.options && now.preferences == seen_.preferences && now.versions.opened == seen_.versions.opened &&
                      std::equal(kept_.begin(), kept_.end(), model.session.results().begin(), model.session.results().end());
    map_of_ = std::move(made_from);
    return same;
}

model::Look Preparation::look(const model::Model& model) const {
    const model::Visibility& visible = model.visibility();
    model::Look look;
    look.theme = theme_of(model.preferences.theme);
    look.people = visible.shown_people;
    look.assets = visible.shown_assets;
    look.areas = visible.shown_areas;
    look.paths = &paths_;
    look.index = &model.session.index();
    return look;
}

void Preparation::count_classes(const privacy::View& view) {
    screen_->assets_by_class.fill(0);
    screen_->asked = screen_->not_asked = screen_->named_only = 0;
    if (const auto assets = view.segment("assets")) {
        const column::Column* classes = assets->find("class");
        for (std::size_t i = 0; classes && i < classes->rows(); ++i) ++screen_->assets_by_class[classes->known(i) ? static_cast<std::size_t>(classes->i32()[i]) : 6];
    }
    const auto people = view.segment("people");
    if (!people) return;
    const column::Column *role = people->find("role"), *asked = people->find("asked");
    for (std::size_t i = 0; role && asked && i < role->rows(); ++i) {
        if (role->i32()[i] == static_cast<std::int32_t>(column::Role::alter))
            ++screen_->named_only;
        else
            ++(asked->i32()[i] != 0 ? screen_->asked : screen_->not_asked);
    }
}

void Preparation::take_place(model::Model& model) {
    const privacy::View& view = *model.view();
    emphasised_.reset(view);
    index_due_ = streets_due_ = today_due_ = true;
    found_for_.clear();
    screen_->found = {};
    screen_->found_streets.clear();
    map.under_pointer.clear();
    network.under_pointer.clear();
    Kinds ties = by_words(words_of_column(view, "tie_kinds", "key"), [&](const std::string& key) { return tie_kind_words(view, key); });
    Kinds assets = by_words(words_of_column(view, "assets", "subtype"), [&](const std::string& word) { return view.words_for("assets", "subtype", word); });
    tie_kinds_ = std::move(ties.recorded), tie_words_ = std::move(ties.said);
    subtypes_ = std::move(assets.recorded), subtype_words_ = std::move(assets.said);
    screen_->tie_kinds = tie_kinds_;
    screen_->tie_kind_words = tie_words_;
    screen_->asset_subtypes = subtypes_;
    screen_->asset_subtype_words = subtype_words_;
    screen_->layers.clear();
    for (const privacy::Layer& layer : view.layers())
        screen_->layers.push_back({layer.as, layer_label(layer), static_cast<std::int64_t>(layer.count), layer.role == column::LayerRole::drawn});
    screen_->backdrops.clear();
    for (const privacy::Backdrop& behind : view.backdrops()) {
        const auto lines = view.segment("backdrop." + behind.as + ".lines");
        screen_->backdrops.push_back({behind.as, model::title_words(behind.as), lines != nullptr && lines->find("name") != nullptr});
    }
    screen_->audience = std::string(privacy::name_of(view.audience()));
    count_classes(view);
}

void Preparation::take_results(model::Model& model) {
    session::Session& session = model.session;
    const auto all = session.results();
    kept_.assign(all.begin(), all.end());
    results_ = model.results();
    const privacy::View& view = *model.view();
    area_fields_ = layer_of(model).empty() ? std::vector<model::Field>() : model::fields_of(view, results_, {base::EntityKind::area, layer_of(model)});
    people_fields_ = view.people() == 0 ? std::vector<model::Field>() : model::fields_of(view, results_, {base::EntityKind::person, ""});
    asset_fields_ = view.assets() == 0 ? std::vector<model::Field>() : model::fields_of(view, results_, {base::EntityKind::asset, ""});
    screen_->area_columns = choices_of(area_fields_);
    screen_->people_columns = choices_of(people_fields_);
    screen_->asset_columns = choices_of(asset_fields_);
    cards_.emplace(model.view(), session.index(), results_, model.topology());
}

void Preparation::colour_areas(const model::Model& model) {
    const model::Field* field = model::find_field(area_fields_, model.options.map.colour.column);
    screen_->area_colours = field == nullptr ? std::nullopt : model::FieldColours(*field, model.options.map.colour).shown();
}

void Preparation::make_map(model::Model& model) {
    auto made = model::map_view_of(*model.view(), results_, model.options, look(model), model.topology());
    map.remarks.clear();
    map.empty.clear();
    if (!made) {
        map.clear();
        map.empty = made.error().message;
        return;
    }
    const bool again = map_view_ != nullptr && map.shows();
    map_view_ = std::make_shared<model::MapView>(std::move(*made));
    map.remarks = map_view_->remarks;
    map.show(std::shared_ptr<const model::Prepared>(map_view_, &map_view_->prepared), again);
    map.emphasise(emphasised_.marks(), *model.view());
}

void Preparation::make_network(model::Model& model, bool anew) {
    if (model.view()->people() == 0 || !model.topology()) {
        network.clear();
        network_view_.reset();
        network.empty = model.view()->audience() != privacy::Audience::team ? "Who knows whom is shown to the team only. The map shows areas and assets."
                        : model.view()->people() == 0                       ? "Nobody is recorded here yet: with the first person a network begins."
                                                                            : "No tie is recorded here yet. Draw the first from one to the other on the map.";
        return;
    }
    if (anew) {
        fit_network_ = fit_network_ || !(network_options_ == model.options.network);  // others are shown now
        const auto begun = layout.begin(model, results_, look(model));
        network.empty = begun ? "" : begun.error().message;
        network_options_ = model.options.network;
        if (!begun || layout.part() == nullptr || layout.part()->nodes.empty()) {
            network.clear();
            network_view_.reset();
            network.account = layout.part() ? layout.part()->account : "";
            if (network.empty.empty()) network.empty = layout.part() && layout.part()->too_many ? layout.part()->account : "Nobody stands in this part of the network.";
            return;
        }
    }
    if (anew) network.settling = true;  // so that what comes is fitted in, however soon it has settled
    if (layout.part() == nullptr || layout.positions().size() != layout.part()->nodes.size()) {
        if (layout.settled() && !layout.fault().empty()) {  // it ended before anybody had a place
            network.clear();
            network_view_.reset();
            network.settling = false;
            network.empty = layout.fault();
            return;
        }
        if (model.preferences.reduced_motion && !network.shows()) network.empty = "The network is being arranged. It is shown when everybody has a place.";
        return;
    }
    network.empty.clear();
    auto made = model::network_view_of(*model.view(), results_, *layout.part(), layout.positions(), layout.shelves(), model.options, look(model));
    if (!made) {
        network.clear();
        network_view_.reset();
        network.empty = made.error().message;
        return;
    }
    const bool still = layout.settled() && !network.settling;
    const bool again = network.shows() && network_view_ != nullptr && !fit_network_ && (still || network.moved());
    fit_network_ = false;
    network_view_ = std::make_shared<model::NetworkView>(std::move(*made));
    network.account = network_view_->account;
    network.remarks = network_view_->remarks;
    if (!layout.fault().empty()) network.remarks.push_back(layout.fault());
    network.settling = !layout.settled();
    network.show(std::shared_ptr<const model::Prepared>(network_view_, &network_view_->prepared), again);
    network.emphasise(emphasised_.marks(), *model.view());
}

/// A pane that is not shown keeps no picture of what was: it could still be copied or printed, with people who are no longer to be seen.
void Preparation::drop_hidden(bool map_shown, bool network_shown) {
    if (!map_shown) {
        map.clear();
        map_view_.reset();
        map_due_ = true;
    }
    if (network_shown) return;
    network.clear();
    network_view_.reset();
    network_due_ = true;
}

/// Somebody paused the layout or lets it go on; one that has ended is not paused any more.
void Preparation::follow_pause(model::Model& model) {
    if (!layout.running()) model.window.layout_paused = false;
    if (layout.paused() != model.window.layout_paused) layout.pause(model.window.layout_paused);
    network.paused = model.window.layout_paused;
}

/// Nothing is open any more: nothing of it is held, neither pictures nor lists.
void Preparation::forget(model::Model& model) {
    drop_hidden(false, false);
    layout.stop(model.session);
    layout = NetworkJob();
    table_.reset();
    cards_.reset();
    card_.reset();
    form_.reset();
    histogram_of_.reset();
    results_.clear();
    kept_.clear();
    for (auto* fields : {&area_fields_, &people_fields_, &asset_fields_}) fields->clear();
    for (auto* words : {&tie_kinds_, &tie_words_, &subtypes_, &subtype_words_}) words->clear();
    map_of_.clear();
    paths_ = {};
    index_ = {};
    streets_ = {};
    emphasised_ = {};
    found_for_.clear();
    form_of_.clear();
    cells_of_.reset();
    for (PaneState* pane : {&map, &network}) pane->under_pointer.clear();
    seen_ = {};
    open_ = false;
    layout_due_ = true;
    screen_.emplace(model);
}

void Preparation::update(model::Model& model, bool map_shown, bool network_shown) {
    if (!screen_ || of_ != &model) screen_.emplace(model);
    if (open_ && !model.session.is_open()) forget(model);
    of_ = &model;
    const session::Session& session = model.session;
    screen_->jobs = session.jobs().records();
    screen_->recent = session.is_open() ? std::vector<std::filesystem::path>() : session.recent_files();
    if (!session.is_open()) return;
    const Seen now{session.versions(), model.version, session.selection().version(), session.hovered().version(), model.options, model.preferences};
    const bool named = now.preferences.presentation != seen_.preferences.presentation;  // then every record says other names
    const bool first = !open_, other = first || now.versions.place != seen_.versions.place, place = other || named, results = place || now.versions.results != seen_.versions.results;
    const bool options = results || now.model != seen_.model || !(now.options == seen_.options);
    const bool looks = options || now.preferences.theme != seen_.preferences.theme;
    const bool map_stays = place && same_map(model, now) && !first;
    if (place) take_place(model);
    if (place && !first) drop_hidden(map_shown, network_shown);
    if (results || now.options.map.layers != seen_.options.map.layers || now.options.lens != seen_.options.lens) take_results(model);
    if (looks && (!map_stays || map_view_ == nullptr)) map_due_ = true;
    const bool layout_anew = other || !(now.options.network == network_options_) || now.options.lens != seen_.options.lens || now.options.filters != seen_.options.filters || now.options.classes != seen_.options.classes;
    if (map_due_ && map_shown) {
        make_map(model);
        map_due_ = false;
    }
    if (looks) network_due_ = true;
    layout_due_ = layout_due_ || layout_anew;  // also while the network is not shown
    if (named && !layout_anew) layout.say_again(model, look(model));
    if (layout.ended(session)) network_due_ = true;
    follow_pause(model);
    const bool looked_at = layout.settled() || layout.paused() || !now.preferences.reduced_motion;  // who wants nothing to move sees it once it has settled
    const bool made_network = network_shown && ((looked_at && layout.newer()) || network_due_);
    if (made_network) {
        make_network(model, layout_due_);
        network_due_ = layout_due_ = false;
    }
    const bool chosen = first || now.selection != seen_.selection, pointed = first || now.hover != seen_.hover;
    if (place || chosen || pointed) {
        if (emphasised_.follow(session.index(), session.selection(), session.hovered(), model.topology().get()) || place) {
            map.emphasise(emphasised_.marks(), *model.view());
            network.emphasise(emphasised_.marks(), *model.view());
        }
    }
    if (options || (chosen && now.options.table.only_selected)) make_table(model);
    if (results || !(now.options.map == seen_.options.map)) colour_areas(model);
    if (options) make_charts(model);
    if (options || chosen || pointed) mark_charts(model, options || chosen);
    const bool undone = now.versions.undo != seen_.versions.undo;  // a finding that was put aside is in no table
    if (options || chosen || undone) make_card(model);
    if (options || undone) make_lists(model);
    if (options || undone || made_network) screen_->network_account = layout.part() && network.shows() ? model::network_account(model, *layout.part()) : std::vector<model::Account::Line>();
    else if (chosen && now.options.findings.only_selected) screen_->findings = model::finding_list(model);
    make_introductions(model);
    make_form(model);
    make_cells(model);
    find(model);
    make_today(model);
    make_reviews(model);
    seen_ = now;
    open_ = true;
}

}  // namespace kith::viewer::app
