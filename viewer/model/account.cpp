// What stands over the panes: a chip for whatever hides something.
#include <algorithm>

#include "engine/base/text.hpp"
#include "viewer/model/model.hpp"
#include "viewer/model/network_scene.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using column::Column;

std::string hides(std::int64_t hidden, std::string_view one, std::string_view many = {}) { return " · hides " + base::counted(hidden, one, many); }

Chip chip(const Model& model, std::string text, std::int64_t hidden, void (*clear)(ViewOptions&)) {
    ViewOptions without = model.options;
    clear(without);
    return {std::move(text), hidden, Restyle{"Show everything again", std::move(without), 0}};
}

/// People and assets that would be in the network but for the part of it that is shown. O(nodes + ties).
std::int64_t out_of_focus(const Model& model) {
    const NetworkOptions& network = model.options.network;
    if (network.focus_depth < 0 || !network.around || model.topology() == nullptr) return 0;
    const auto at = model.session.index().find(*network.around);
    if (!at || (at->kind != base::EntityKind::person && at->kind != base::EntityKind::asset)) return 0;
    Look look;
    look.people = model.visibility().shown_people;
    look.assets = model.visibility().shown_assets;
    const auto part = subgraph_of(*model.view(), model.session.index(), *model.topology(), network, look);
    std::int64_t hidden = 0;
    for (const Account::Line& line : part ? network_account(model, *part) : std::vector<Account::Line>())
        for (const Hiding& one : line.hidden_by)
            if (one.text == not_in_part) hidden += one.hidden;
    return hidden;
}

std::int64_t people_gone(const privacy::View& view) { return view.people_recorded() - static_cast<std::int64_t>(view.people()); }

std::int64_t hidden_of(const std::vector<Hiding>& reasons, std::string_view text) {
    std::int64_t hidden = 0;
    for (const Hiding& one : reasons)
        if (one.text == text) hidden += one.hidden;
    return hidden;
}

void add_filter_chips(std::vector<Chip>& chips, const Model& model) {
    const privacy::View& view = *model.view();
    for (std::size_t i = 0; i < model.options.filters.size(); ++i) {
        std::string what;
        kept_by(model, model.options.filters[i], what);
        const auto subject = subject_of(view, model.options.filters[i].column);
        ViewOptions without = model.options;
        without.filters.erase(without.filters.begin() + static_cast<std::ptrdiff_t>(i));
        const Visibility& visible = model.visibility();
        const auto hidden_by = [&](const std::vector<Hiding>& reasons) {
            const auto at = std::find_if(reasons.begin(), reasons.end(), [&](const Hiding& one) { return one.filter == static_cast<int>(i); });
            return at == reasons.end() ? 0 : at->hidden;
        };
        const bool people = subject && subject->kind == base::EntityKind::person, assets = subject && subject->kind == base::EntityKind::asset;
        const std::int64_t hidden = people ? hidden_by(visible.reasons_people) : assets ? hidden_by(visible.reasons_assets) : hidden_by(visible.reasons_areas);
        chips.push_back({what + (people ? hides(hidden, "person", "people") : assets ? hides(hidden, "asset") : hides(hidden, "area")), hidden,
                         Restyle{"Take a filter away", std::move(without), 0}});
    }
}

/// The network shows those of one neighbourhood; how many others there are is said over it.
void add_area_chip(std::vector<Chip>& chips, const Model& model) {
    const auto& around = model.options.network.around;
    const auto row = around && around->kind == base::EntityKind::area ? model.session.index().find(*around) : std::nullopt;
    if (!row || row->layer < 0) return;
    const privacy::View& view = *model.view();
    const privacy::Layer& layer = view.layers()[static_cast<std::size_t>(row->layer)];
    const auto within = layer.primary ? view.segment("people") : nullptr;
    const Column* areas = within ? within->find("area") : nullptr;
    const std::int64_t hidden = areas ? std::count_if(areas->i32().begin(), areas->i32().end(), [&](std::int32_t area) { return area != row->row; }) : 0;
    chips.push_back(chip(model, "network of " + view.label(row->kind, static_cast<std::size_t>(row->row), layer.as) + (areas ? hides(hidden, "person", "people") : ""), hidden,
                         [](ViewOptions& o) { o.network.around.reset(); }));
}

}  // namespace

std::vector<Chip> chips_of(const Model& model) {
    std::vector<Chip> chips;
    if (!model.session.is_open()) return chips;
    const Visibility& visible = model.visibility();
    const privacy::View& view = *model.view();
    if (model.preferences.presentation) {
        Preferences named = model.preferences;
        named.presentation = false;
        const auto hidden = static_cast<std::int64_t>(view.people());
        chips.push_back({"presentation" + hides(hidden, "name") + ", all notes and contacts", hidden, Prefer{named}});
    }
    if (!model.options.lens.empty()) {
        const std::string lens = plain_words(model.options.lens);
        const std::int64_t hidden = hidden_of(visible.reasons_ties, "ties outside the lens " + lens);
        chips.push_back(chip(model, lens + " ties" + hides(hidden, "tie"), hidden, [](ViewOptions& o) { o.lens.clear(); }));
    }
    if (view.as_of())
        if (const auto hidden = hidden_of(visible.reasons_ties, "ties that are not of " + date_words(*view.as_of())); hidden > 0)
            chips.push_back({"as of " + date_words(*view.as_of()) + hides(hidden, "tie"), hidden, ShowDialog{Dialog::help, "as_of"}});
    if (!model.options.classes.empty()) {
        const std::int64_t hidden = hidden_of(visible.reasons_assets, "asset classes that are switched off");
        chips.push_back(chip(model, "classes switched off" + hides(hidden, "asset"), hidden, [](ViewOptions& o) { o.classes.clear(); }));
    }
    add_filter_chips(chips, model);
    const auto count = [](const std::vector<std::uint8_t>& rows) { return std::count(rows.begin(), rows.end(), std::uint8_t{0}); };
    const std::int64_t people = marks_of(model, base::EntityKind::person), assets = marks_of(model, base::EntityKind::asset), areas = count(visible.areas);
    if (!model.options.people.show && view.people() > 0)
        chips.push_back(chip(model, "people switched off" + hides(people, "person", "people"), people, [](ViewOptions& o) { o.people.show = true; }));
    if (!model.options.assets.show && view.assets() > 0)
        chips.push_back(chip(model, "assets switched off" + hides(assets, "asset"), assets, [](ViewOptions& o) { o.assets.show = true; }));
    if (!model.options.map.areas && areas > 0)
        chips.push_back(chip(model, "areas switched off" + hides(areas, "area"), areas, [](ViewOptions& o) { o.map.areas = true; }));
    if (model.options.map.ties == TieDrawing::none && count(visible.ties) > 0)
        chips.push_back(chip(model, "ties not drawn on the map" + hides(count(visible.ties), "tie"), count(visible.ties), [](ViewOptions& o) { o.map.ties = TieDrawing::lines; }));
    if (const std::int64_t hidden = out_of_focus(model); hidden > 0)
        chips.push_back(chip(model, "network to " + base::counted(model.options.network.focus_depth, "step") + " around one" + hides(hidden, "other"), hidden,
                             [](ViewOptions& o) { o.network.focus_depth = -1; }));
    add_area_chip(chips, model);
    if (const auto from = model.options.map.walk_from ? model.session.index().find(*model.options.map.walk_from) : std::nullopt)
        chips.push_back(chip(model, "on foot from " + view.label(from->kind, static_cast<std::size_t>(from->row)), 0, [](ViewOptions& o) { o.map.walk_from.reset(); }));
    if (const std::int64_t hidden = people_gone(view) + hidden_of(visible.reasons_ties, ties_of_own_card); hidden > 0)
        chips.push_back({"kept private" + hides(hidden, "row"), hidden, ShowDialog{Dialog::help, "private"}});
    return chips;
}

bool waits_for_a_choice(const Model& model) {
    if (!model.session.is_open() || model.topology() == nullptr) return false;
    const NetworkOptions& network = model.options.network;
    if (network.around && (network.focus_depth >= 0 || network.around->kind == base::EntityKind::area)) return false;
    const auto& people = model.visibility().people;
    return std::count(people.begin(), people.end(), std::uint8_t{0}) > static_cast<std::ptrdiff_t>(most_network_people);
}

}  // namespace kith::viewer::model
