// What stands over the panes and beside them: chips, trays, and counts that reconcile.
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

/// People and assets farther than so many steps from the one in focus. O(ties).
std::int64_t out_of_focus(const Model& model) {
    const NetworkOptions& network = model.options.network;
    const column::SegmentPtr& topology = model.topology();
    if (network.focus_depth < 0 || !network.around || topology == nullptr) return 0;
    const auto at = model.session.index().find(*network.around);
    if (!at || (at->kind != base::EntityKind::person && at->kind != base::EntityKind::asset)) return 0;
    const auto offsets = topology->find("offsets")->i64();
    const auto targets = topology->find("targets")->i32();
    std::vector<std::uint8_t> seen(offsets.size() - 1, 0);
    std::vector<std::int32_t> now{at->row + (at->kind == base::EntityKind::asset ? static_cast<std::int32_t>(model.view()->people()) : 0)};
    seen[static_cast<std::size_t>(now[0])] = 1;
    std::int64_t reached = 1;
    for (int depth = 0; depth < network.focus_depth && !now.empty(); ++depth) {
        std::vector<std::int32_t> next;
        for (const std::int32_t node : now)
            for (auto k = offsets[static_cast<std::size_t>(node)]; k < offsets[static_cast<std::size_t>(node) + 1]; ++k) {
                const std::int32_t other = targets[static_cast<std::size_t>(k)];
                if (seen[static_cast<std::size_t>(other)] != 0) continue;
                seen[static_cast<std::size_t>(other)] = 1;
                ++reached;
                next.push_back(other);
            }
        now = std::move(next);
    }
    return static_cast<std::int64_t>(seen.size()) - reached;
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
        const bool people = subject && subject->kind == base::EntityKind::person, assets = subject && subject->kind == base::EntityKind::asset;
        const std::int64_t hidden = people   ? hidden_of(visible.reasons_people, what)
                                    : assets ? hidden_of(visible.reasons_assets, what)
                                             : hidden_of(visible.reasons_areas, what);
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

bool is_named_only(const column::Segment& people, std::size_t row) {
    return people.find("role")->i32()[row] == static_cast<std::int32_t>(column::Role::alter);
}

bool asked_about_ties(std::int32_t asked) { return asked != 0; }

Tray without_place(const Model& model, const char* table, const std::vector<std::uint8_t>& hidden, std::string_view one, std::string_view many) {
    Tray tray;
    const privacy::View& view = *model.view();
    const auto core = view.segment(table), positions = view.segment(std::string(table) + ".positions");
    const Column* points = positions == nullptr ? nullptr : positions->find("point");
    for (std::size_t row = 0; row < hidden.size(); ++row) {
        if (hidden[row] != 0 || (points != nullptr && points->known(row))) continue;
        // Of somebody only named by others no point is shown to anyone: the tray is not about them.
        if (std::string_view(table) == "people" && is_named_only(*core, row)) continue;
        tray.rows.push_back(static_cast<std::int32_t>(row));
    }
    tray.text = base::counted(static_cast<std::int64_t>(tray.rows.size()), one, many) + " without a place";
    return tray;
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
    if (!model.options.people.show && view.people() > 0)
        chips.push_back(chip(model, "people switched off" + hides(count(visible.people), "person", "people"), count(visible.people), [](ViewOptions& o) { o.people.show = true; }));
    if (!model.options.assets.show && view.assets() > 0)
        chips.push_back(chip(model, "assets switched off" + hides(count(visible.assets), "asset"), count(visible.assets), [](ViewOptions& o) { o.assets.show = true; }));
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

Trays trays_of(const Model& model) {
    Trays trays;
    if (!model.session.is_open()) return trays;
    const Visibility& visible = model.visibility();
    const privacy::View& view = *model.view();
    trays.people_without_place = without_place(model, "people", visible.people, "person", "people");
    trays.assets_without_place = without_place(model, "assets", visible.assets, "asset", "assets");
    const column::SegmentPtr& topology = model.topology();
    if (const auto people = view.segment("people"); people != nullptr && topology != nullptr) {
        const auto offsets = topology->find("offsets")->i64();
        const auto asked = people->find("asked")->i32();
        for (std::size_t row = 0; row < asked.size(); ++row) {
            if (visible.people[row] != 0 || is_named_only(*people, row)) continue;
            if (!asked_about_ties(asked[row])) trays.not_asked.rows.push_back(static_cast<std::int32_t>(row));
            else if (offsets[row] == offsets[row + 1]) trays.isolates.rows.push_back(static_cast<std::int32_t>(row));
        }
    }
    trays.isolates.text = base::counted(static_cast<std::int64_t>(trays.isolates.rows.size()), "person", "people") + " asked, without a tie here";
    trays.not_asked.text = base::counted(static_cast<std::int64_t>(trays.not_asked.rows.size()), "person", "people") + " not asked yet";
    return trays;
}

Account account_of(const Model& model) {
    Account account;
    if (!model.session.is_open()) return account;
    const Visibility& visible = model.visibility();
    const privacy::View& view = *model.view();
    const auto line = [&](const char* what, std::int64_t read, const std::vector<std::uint8_t>& rows, std::vector<Hiding> before, const std::vector<Hiding>& reasons) {
        Account::Line made{what, read, std::count(rows.begin(), rows.end(), std::uint8_t{0}), std::move(before)};
        for (const Hiding& one : reasons)
            if (one.hidden > 0) made.hidden_by.push_back(one);
        account.lines.push_back(std::move(made));
    };
    std::vector<Hiding> masked;
    if (const std::int64_t gone = people_gone(view); gone > 0)
        masked.push_back({view.audience() == privacy::Audience::team ? "people who asked us to stop" : "people, who are a number here", gone});
    line("people", view.people_recorded(), visible.people, std::move(masked), visible.reasons_people);
    line("assets", static_cast<std::int64_t>(view.assets()), visible.assets, {}, visible.reasons_assets);
    line("ties", static_cast<std::int64_t>(visible.ties.size()), visible.ties, {}, visible.reasons_ties);
    return account;
}

}  // namespace kith::viewer::model
