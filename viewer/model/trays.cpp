// Who is there but cannot be drawn, and what became of every row: in the lists, on the map, in the network.
#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/picture/scene_of.hpp"
#include "viewer/model/model.hpp"
#include "viewer/model/network_scene.hpp"

namespace kith::viewer::model {
namespace {

using column::Column;

/// How a row stands to a picture that nothing hides it from.
enum class Stands : std::uint8_t { drawn, gone, named_only, without_place };

class Standings {
public:
    Standings(const privacy::View& view, base::EntityKind kind) : people_(kind == base::EntityKind::person), core_(view.segment(people_ ? "people" : "assets")), positions_(view.segment(people_ ? "people.positions" : "assets.positions")) {
        if (core_ == nullptr) return;
        role_ = core_->find("role"), state_ = core_->find(people_ ? "living" : "status");
        points_ = positions_ == nullptr ? nullptr : positions_->find("point");
    }
    bool gone(std::size_t row) const {
        if (state_ == nullptr || !state_->known(row)) return false;
        const std::int32_t code = state_->i32()[row];
        return people_ ? code != static_cast<std::int32_t>(column::Living::living_here) : code == static_cast<std::int32_t>(column::AssetStatus::closed);
    }
    /// Of somebody only named by others no point is shown to anyone.
    bool named_only(std::size_t row) const { return people_ && role_ != nullptr && role_->i32()[row] == static_cast<std::int32_t>(column::Role::alter); }
    Stands on_map(std::size_t row) const {
        if (gone(row)) return Stands::gone;
        if (points_ != nullptr && points_->known(row)) return Stands::drawn;
        return named_only(row) ? Stands::named_only : Stands::without_place;
    }

private:
    bool people_;
    column::SegmentPtr core_, positions_;
    const Column *role_ = nullptr, *state_ = nullptr, *points_ = nullptr;
};

std::int64_t people_left_out(const privacy::View& view) { return view.people_recorded() - static_cast<std::int64_t>(view.people()); }

const std::vector<std::uint8_t>& rows_hidden(const Model& model, base::EntityKind kind) {
    const Visibility& visible = model.visibility();
    return kind == base::EntityKind::person ? visible.people : visible.assets;
}

Tray without_place(const Model& model, base::EntityKind kind, std::string_view one, std::string_view many) {
    Tray tray;
    const Standings standings(*model.view(), kind);
    const auto& hidden = rows_hidden(model, kind);
    for (std::size_t row = 0; row < hidden.size(); ++row)
        if (hidden[row] == 0 && standings.on_map(row) == Stands::without_place) tray.rows.push_back(static_cast<std::int32_t>(row));
    tray.text = base::counted(static_cast<std::int64_t>(tray.rows.size()), one, many) + " without a place";
    return tray;
}

std::int64_t count_shown(const std::vector<std::uint8_t>& rows) { return std::count(rows.begin(), rows.end(), std::uint8_t{0}); }

/// A line with what hides some of it; nothing of what hides none.
Account::Line line_of(std::string what, std::int64_t read, std::int64_t shown, std::initializer_list<std::vector<Hiding>> hidden) {
    Account::Line made{std::move(what), read, shown, {}};
    for (const std::vector<Hiding>& some : hidden)
        for (const Hiding& one : some)
            if (one.hidden > 0) made.hidden_by.push_back(one);
    return made;
}

std::vector<Hiding> masked_of(const privacy::View& view) {
    return std::vector<Hiding>{{view.audience() == privacy::Audience::team ? "people who asked us to stop" : "people, who are a number here", people_left_out(view)}};
}

Account::Line on_the_map(const Model& model, base::EntityKind kind) {
    const privacy::View& view = *model.view();
    const bool people = kind == base::EntityKind::person, on = people ? model.options.people.show : model.options.assets.show;
    const auto& rows = rows_hidden(model, kind);
    const Standings standings(view, kind);
    std::vector<Hiding> out{{people ? "no longer living here" : "closed"}, {"only named by others, whose place nobody is shown"}, {"without a place"}, {people ? "people switched off" : "assets switched off"}};
    for (std::size_t row = 0; row < rows.size(); ++row)
        if (rows[row] == 0)
            if (const Stands how = standings.on_map(row); how != Stands::drawn) ++out[static_cast<std::size_t>(how) - 1].hidden;
    const std::int64_t marks = marks_of(model, kind);
    if (!on) out[3].hidden = marks;
    const Visibility& visible = model.visibility();
    return line_of(people ? "people" : "assets", people ? view.people_recorded() : static_cast<std::int64_t>(view.assets()), on ? marks : 0,
                   {people ? masked_of(view) : std::vector<Hiding>(), people ? visible.reasons_people : visible.reasons_assets, out});
}

Account::Line in_the_network(const Model& model, const Subgraph& part, const std::vector<picture::NodeGroup>& groups, base::EntityKind kind) {
    const privacy::View& view = *model.view();
    const bool people = kind == base::EntityKind::person;
    const auto& rows = rows_hidden(model, kind);
    const auto& in = people ? part.people : part.assets;
    const Standings standings(view, kind);
    const std::size_t first = people ? 0 : view.people();
    std::vector<Hiding> out{{people ? "no longer living here" : "closed"}, {"assets switched off in the network"}, {"without a tie to anybody here"}, {part.too_many ? "too many to lay out at once" : not_in_part}};
    std::int64_t shown = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows[row] != 0) continue;
        if (in[row] != 0) ++shown;
        else if (standings.gone(row)) ++out[0].hidden;
        else if (!people && !model.options.network.assets) ++out[1].hidden;
        else ++out[!people && groups[first + row] == picture::NodeGroup::isolate ? 2 : 3].hidden;
    }
    const Visibility& visible = model.visibility();
    return line_of(people ? "people" : "assets", people ? view.people_recorded() : static_cast<std::int64_t>(view.assets()), shown,
                   {people ? masked_of(view) : std::vector<Hiding>(), people ? visible.reasons_people : visible.reasons_assets, out});
}

}  // namespace

std::int64_t marks_of(const Model& model, base::EntityKind kind) {
    const Standings standings(*model.view(), kind);
    const auto& rows = rows_hidden(model, kind);
    std::int64_t marks = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) marks += rows[row] == 0 && standings.on_map(row) == Stands::drawn;
    return marks;
}

/// Whoever nobody asked is never among those without a tie; both are of those who live here, and ties are those of the picture.
Trays trays_of(const Model& model) {
    Trays trays;
    if (!model.session.is_open()) return trays;
    const Visibility& visible = model.visibility();
    const privacy::View& view = *model.view();
    trays.people_without_place = without_place(model, base::EntityKind::person, "person", "people");
    trays.assets_without_place = without_place(model, base::EntityKind::asset, "asset", "assets");
    const column::SegmentPtr& topology = model.topology();
    if (const auto people = view.segment("people"); people != nullptr && topology != nullptr) {
        const auto groups = picture::node_groups(view, *topology, visible.shown_people, visible.shown_assets);
        const auto asked = people->find("asked")->i32();
        const Standings standings(view, base::EntityKind::person);
        for (std::size_t row = 0; row < asked.size(); ++row) {
            if (visible.people[row] != 0 || standings.named_only(row) || standings.gone(row)) continue;
            if (asked[row] == 0) trays.not_asked.rows.push_back(static_cast<std::int32_t>(row));
            else if (groups[row] == picture::NodeGroup::isolate) trays.isolates.rows.push_back(static_cast<std::int32_t>(row));
        }
    }
    trays.isolates.text = base::counted(static_cast<std::int64_t>(trays.isolates.rows.size()), "person", "people") + " asked, without a tie here";
    trays.not_asked.text = base::counted(static_cast<std::int64_t>(trays.not_asked.rows.size()), "person", "people") + " not asked yet";
    return trays;
}

bool Account::Line::reconciles() const {
    std::int64_t sum = shown;
    for (const Hiding& one : hidden_by) sum += one.hidden;
    return read == sum;
}

Account account_of(const Model& model) {
    Account account;
    if (!model.session.is_open()) return account;
    const Visibility& visible = model.visibility();
    const privacy::View& view = *model.view();
    const auto areas = static_cast<std::int64_t>(visible.areas.size());
    account.lines.push_back(line_of("people", view.people_recorded(), count_shown(visible.people), {masked_of(view), visible.reasons_people}));
    account.lines.push_back(line_of("assets", static_cast<std::int64_t>(view.assets()), count_shown(visible.assets), {visible.reasons_assets}));
    account.lines.push_back(line_of("ties", static_cast<std::int64_t>(visible.ties.size()), count_shown(visible.ties), {visible.reasons_ties}));
    account.lines.push_back(line_of("areas", areas, count_shown(visible.areas), {visible.reasons_areas}));
    for (const auto kind : {base::EntityKind::person, base::EntityKind::asset}) account.map.push_back(on_the_map(model, kind));
    const std::int64_t drawn = model.options.map.areas ? count_shown(visible.areas) : 0;
    account.map.push_back(line_of("areas", areas, drawn, {visible.reasons_areas, std::vector<Hiding>{{"areas switched off", count_shown(visible.areas) - drawn}}}));
    return account;
}

std::vector<Account::Line> network_account(const Model& model, const Subgraph& part) {
    if (!model.session.is_open() || model.topology() == nullptr) return {};
    const Visibility& visible = model.visibility();
    const auto groups = picture::node_groups(*model.view(), *model.topology(), visible.shown_people, visible.shown_assets);
    if (part.people.size() != visible.people.size() || part.assets.size() != visible.assets.size()) return {};  // of another view
    return {in_the_network(model, part, groups, base::EntityKind::person), in_the_network(model, part, groups, base::EntityKind::asset)};
}

}  // namespace kith::viewer::model
