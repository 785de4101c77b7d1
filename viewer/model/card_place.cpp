// Cards of an asset and of a neighbourhood: what is strong first, then what nobody knows yet, then context.
#include <algorithm>
#include <array>
#include <map>

#include "engine/base/text.hpp"
#include "engine/picture/style.hpp"
#include "engine/picture/text.hpp"
#include "viewer/model/card_parts.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using Kind = CardSection::Kind;

constexpr std::size_t names_shown = 12;
constexpr std::size_t flows_shown = 5;

std::string class_words(const privacy::View& view, std::size_t asset) {
    const auto* of_class = column_of(view, "assets", "class");
    return of_class && of_class->known(asset) ? std::string(picture::style_of(static_cast<column::AssetClass>(of_class->i32()[asset])).one) : "kind not recorded";
}

void asset_facts(const privacy::View& view, std::size_t row, Card& card) {
    CardSection& out = section(card, Kind::facts, "What, where and when");
    if (const auto* area = column_of(view, "assets", "area"); area && view.primary_layer()) {
        CardLine line;
        line.text = "Where";
        if (area->i32()[row] >= 0) {
            const auto at = static_cast<std::size_t>(area->i32()[row]);
            line.detail = view.label(base::EntityKind::area, at);
            line.target = view.key(base::EntityKind::area, at);
        } else {
            line.detail = is_yes(column_of(view, "assets", "online"), row) ? "online" : "no place recorded";
            line.unknown = true;
        }
        out.lines.push_back(std::move(line));
    }
    if (const std::string_view from = position_words(view, "assets.positions", row); !from.empty()) out.lines.push_back({"On the map", std::string(from), {}, "", false, {}, 0});
    for (const auto& [key, label] : {std::pair{"when", "When"}, {"cost", "Cost"}, {"step_free", "Step-free"}, {"languages", "Languages"}, {"how_to_join", "How to join"}, {"contact", "Contact"}})
        add_cell(view, "assets.details", key, row, label, out);
    // What nobody knows has a section of its own.
    std::erase_if(out.lines, [](const CardLine& line) { return line.unknown && line.text != "Where"; });
    out.empty = "Nothing more is written down.";
}

/// Participants and organisations by name; people who were only named by others as a number.
void who_connects(const CardSource& source, std::size_t row, Card& card) {
    const privacy::View& view = source.view();
    CardSection& out = section(card, Kind::connects, "Who connects through it");
    out.empty = "No tie to it is recorded; perhaps nobody has asked yet.";
    std::int64_t named = 0, more = 0;
    const auto ties = ties_of(source, static_cast<std::int32_t>(view.people() + row));
    for (std::size_t i = 0; i < ties.size(); ++i) {
        const TieOf& tie = ties[i];
        if (tie.other < 0 || (i > 0 && ties[i - 1].other == tie.other)) continue;
        const auto other = static_cast<std::size_t>(tie.other);
        if (other < view.people() && has_role(view, other, column::Role::alter)) {
            ++named;
            continue;
        }
        if (out.lines.size() >= names_shown) {
            ++more;
            continue;
        }
        CardLine line;
        line.text = (tie.outwards ? "→ " : "← ") + node_label(view, tie.other);
        line.detail = kind_words(view, tie.tie);
        line.target = node_key(view, tie.other);
        out.lines.push_back(std::move(line));
    }
    if (more > 0) out.lines.push_back({"And " + base::grouped(more) + " more", "", {}, "", false, {}, 0});
    if (named > 0) out.lines.push_back({base::counted(named, "person", "people") + " only named by others", "", {}, "", false, {}, 0});
}

void asset_confirmed(const privacy::View& view, std::size_t row, Card& card) {
    CardSection& out = section(card, Kind::events, "Confirmed");
    CardLine line;
    const std::string on = cell_words(view, "assets", "confirmed_on", row);
    const auto* by = column_of(view, "assets", "confirmed_by");
    line.text = on.empty() ? "Never confirmed" : "Confirmed " + on;
    line.unknown = on.empty();
    const bool list = by && by->known(row) && by->i32()[row] == static_cast<std::int32_t>(column::ConfirmedBy::import);
    if (list) {
        line.text = on.empty() ? "From a list" : "From a list, as of " + on;
        line.detail = "nobody here has confirmed it yet";
    } else if (by && by->known(row)) {
        line.detail = "by a " + std::string(column::confirmed_by_words[static_cast<std::size_t>(by->i32()[row])]);
    }
    out.lines.push_back(std::move(line));
    const auto* review = column_of(view, "assets", "review_by");
    if (!review || !review->known(row)) return;
    const bool due = view.as_of() && review->days()[row] <= *view.as_of();
    out.lines.push_back({due ? "Due to be confirmed again" : "To be confirmed again", "by " + cell_words(view, "assets", "review_by", row), {}, "", false, {}, 0});
}

void asset_unknown(const privacy::View& view, std::size_t row, Card& card) {
    std::vector<std::string> open;
    for (const auto& [segment, key, label] : {std::array{"assets", "class", "what kind it is"}, {"assets.details", "when", "when it meets"}, {"assets.details", "cost", "what it costs"},
                                              {"assets.details", "step_free", "whether it is step-free"}, {"assets.details", "languages", "which languages"}, {"assets.details", "how_to_join", "how to join"}})
        if (const auto* column = column_of(view, segment, key); column && !column->known(row) && column->state(row) != column::State::not_applicable) open.emplace_back(label);
    if (open.empty()) return;
    CardSection& out = section(card, Kind::unknown, "What nobody knows yet");
    out.lines.push_back({title_words(listed(open)), "", {}, "", true, {}, 0});
}

// ---- A neighbourhood

/// Rows of people or assets that lie in an area of a layer.
std::vector<std::size_t> rows_in(const privacy::View& view, std::string_view table, const privacy::Layer& layer, std::size_t area) {
    const std::string key = layer.primary ? std::string(table) : std::string(table) + ".within." + layer.as;
    std::vector<std::size_t> out;
    const auto wanted = static_cast<std::int32_t>(area);
    if (const auto* one = column_of(view, key, "area"); one && one->type() == column::Type::i32) {
        for (std::size_t row = 0; row < one->rows(); ++row)
            if (one->i32()[row] == wanted) out.push_back(row);
        return out;
    }
    const auto* offsets = column_of(view, key, "offsets");
    const auto* areas = column_of(view, key, "areas");
    for (std::size_t row = 0; offsets && areas && row + 1 < offsets->rows(); ++row)
        for (std::int64_t i = offsets->i64()[row]; i < offsets->i64()[row + 1]; ++i)
            if (areas->i32()[static_cast<std::size_t>(i)] == wanted) out.push_back(row);
    return out;
}

/// By class, with names; an activity and its venue are counted once, closed ones not at all.
void area_inventory(const privacy::View& view, const std::vector<std::size_t>& assets, Card& card) {
    const auto* status = column_of(view, "assets", "status");
    const auto* counted_with = column_of(view, "assets", "counted_with");
    const auto* of_class = column_of(view, "assets", "class");
    std::array<std::vector<std::size_t>, 7> by_class;
    for (const std::size_t row : assets) {
        if (status && status->known(row) && status->i32()[row] != static_cast<std::int32_t>(column::AssetStatus::active)) continue;
        if (counted_with && counted_with->i32()[row] != static_cast<std::int32_t>(row)) continue;
        by_class[of_class && of_class->known(row) ? static_cast<std::size_t>(of_class->i32()[row]) : 6].push_back(row);
    }
    CardSection& out = section(card, Kind::inventory, "What is strong here");
    std::vector<std::string> nobody;
    for (std::size_t i = 0; i < by_class.size(); ++i) {
        const std::string title = i < 6 ? std::string(picture::style_of(static_cast<column::AssetClass>(i)).title) : "Kind not recorded";
        if (by_class[i].empty()) {
            if (i < 6) nobody.push_back(base::lower(title));
            continue;
        }
        CardLine head;
        head.text = title;
        head.detail = base::grouped(static_cast<std::int64_t>(by_class[i].size())) + " recorded";
        out.lines.push_back(std::move(head));
        for (std::size_t k = 0; k < std::min<std::size_t>(by_class[i].size(), names_shown); ++k) {
            CardLine line;
            line.text = view.label(base::EntityKind::asset, by_class[i][k]);
            line.detail = cell_words(view, "assets", "subtype", by_class[i][k]);
            line.target = view.key(base::EntityKind::asset, by_class[i][k]);
            out.lines.push_back(std::move(line));
        }
        if (by_class[i].size() > names_shown) out.lines.push_back({"And " + base::grouped(static_cast<std::int64_t>(by_class[i].size() - names_shown)) + " more", "", {}, "", false, {}, 0});
    }
    out.empty = "Nobody has been asked yet what is here.";
    if (nobody.empty() || out.lines.empty()) return;
    CardSection& open = section(card, Kind::unknown, "What nobody has asked yet");
    open.lines.push_back({"Nobody has been asked yet about " + listed(nobody), "", {}, "", true, {}, 0});
}

void area_people(const privacy::View& view, const std::vector<std::size_t>& people, Card& card) {
    if (view.people() == 0) return;
    CardSection& out = section(card, Kind::connects, "Who connects here");
    std::int64_t participants = 0, asked = 0;
    const auto* packed = column_of(view, "people", "asked");
    for (const std::size_t row : people) {
        if (has_role(view, row, column::Role::participant) && lives_here(view, row)) {
            ++participants;
            asked += packed && packed->i32()[row] != 0;
        }
        if (!has_role(view, row, column::Role::connector) || out.lines.size() >= names_shown) continue;
        CardLine line;
        line.text = view.label(base::EntityKind::person, row);
        line.detail = "knows many people here";
        line.target = view.key(base::EntityKind::person, row);
        out.lines.push_back(std::move(line));
    }
    out.lines.push_back({base::counted(participants, "person", "people") + " met here", base::grouped(asked) + " asked about ties, " + base::grouped(participants - asked) + " not asked", {}, "", false, {}, 0});
}

/// Ties of people here with people of other areas, the most first; nothing is said of one tie alone, which may be one person's.
void area_flows(const CardSource& source, const privacy::Layer& layer, std::size_t area, const std::vector<std::size_t>& people, Card& card) {
    const privacy::View& view = source.view();
    const auto* areas = layer.primary ? column_of(view, "people", "area") : column_of(view, "people.within." + layer.as, "area");
    if (!areas || areas->type() != column::Type::i32 || !source.topology()) return;
    std::map<std::int32_t, std::int64_t> ties;
    std::int64_t inside = 0;
    for (const std::size_t row : people)
        for (const TieOf& tie : ties_of(source, static_cast<std::int32_t>(row))) {
            if (tie.other < 0 || static_cast<std::size_t>(tie.other) >= view.people()) continue;
            const std::int32_t there = areas->i32()[static_cast<std::size_t>(tie.other)];
            if (there == static_cast<std::int32_t>(area)) ++inside;
            else if (there >= 0) ++ties[there];
        }
    std::vector<std::pair<std::int64_t, std::int32_t>> most;
    for (const auto& [there, count] : ties)
        if (count > 1) most.emplace_back(-count, there);
    std::sort(most.begin(), most.end());
    CardSection& out = section(card, Kind::flows, "Ties with other neighbourhoods");
    out.empty = "No ties with other neighbourhoods are recorded.";
    for (std::size_t i = 0; i < std::min(flows_shown, most.size()); ++i) {
        const auto there = static_cast<std::size_t>(most[i].second);
        CardLine line;
        line.text = view.label(base::EntityKind::area, there, layer.as);
        line.detail = base::counted(-most[i].first, "tie") + " recorded";
        line.target = view.key(base::EntityKind::area, there, layer.as);
        out.lines.push_back(std::move(line));
    }
    if (inside > 0) out.lines.push_back({"Within this neighbourhood", base::counted(inside / 2, "tie") + " recorded", {}, "", false, {}, 0});
}

void area_context(const CardSource& source, const privacy::Layer& layer, std::size_t area, Card& card) {
    const privacy::View& view = source.view();
    CardSection& out = section(card, Kind::facts, "Context");
    const auto* names = column_of(view, "areas." + layer.as + ".methods", "name");
    const auto* methods = column_of(view, "areas." + layer.as + ".methods", "method");
    for (const Field& field : fields_of(view, source.results(), {base::EntityKind::area, layer.as})) {
        const bool known = has_number(field.standing(area));
        CardLine line;
        line.text = field.label();
        line.detail = known ? field.text(area) + (field.unit().empty() ? "" : " " + field.unit(area)) : field.reason(area);
        line.unknown = !known;
        const std::string key = field.name().substr(field.name().find('/') + 1);
        for (std::size_t i = 0; names && methods && i < names->rows(); ++i)  // what nobody measured says so in its label
            if (names->text(i) == key && known && methods->i32()[i] == 0) line.detail += " (" + plain_words(column::method_words[static_cast<std::size_t>(methods->i32()[i])]) + ")";
        out.lines.push_back(std::move(line));
    }
    out.empty = "No figures are joined to this area.";
}

}  // namespace

Card CardSource::asset(std::size_t row) const {
    Card card;
    card.subject = view_->key(base::EntityKind::asset, row);
    card.title = view_->label(base::EntityKind::asset, row);
    const std::string subtype = cell_words(*view_, "assets", "subtype", row);
    card.subtitle = class_words(*view_, row) + (subtype.empty() ? "" : " · " + subtype);
    if (const auto* status = column_of(*view_, "assets", "status"); status && status->known(row) && status->i32()[row] != static_cast<std::int32_t>(column::AssetStatus::active))
        card.subtitle += status->i32()[row] == static_cast<std::int32_t>(column::AssetStatus::potential) ? " · could be, is not yet" : " · closed";
    asset_facts(*view_, row, card);
    who_connects(*this, row, card);
    asset_confirmed(*view_, row, card);
    add_path(*view_, base::EntityKind::asset, row, card);
    asset_unknown(*view_, row, card);
    CardSection reasons{Kind::reasons, "What the analyses say", {}, "No analysis says anything about it."};
    add_findings(*this, host::Entity::asset, row, {}, reasons);
    if (!reasons.lines.empty()) card.sections.push_back(std::move(reasons));
    return card;
}

Card CardSource::area(const std::string& as, std::size_t row) const {
    const auto layer = std::find_if(view_->layers().begin(), view_->layers().end(), [&](const privacy::Layer& one) { return one.as == as; });
    Card card;
    if (layer == view_->layers().end()) return card;
    card.subject = view_->key(base::EntityKind::area, row, as);
    card.title = view_->label(base::EntityKind::area, row, as);
    card.subtitle = plain_words(as) + (layer->vintage.empty() ? "" : " · " + layer->vintage);
    const auto people = rows_in(*view_, "people", *layer, row);
    area_inventory(*view_, rows_in(*view_, "assets", *layer, row), card);
    area_people(*view_, people, card);
    area_flows(*this, *layer, row, people, card);
    CardSection reasons{Kind::reasons, "What the analyses say", {}, ""};
    add_findings(*this, host::Entity::area, row, as, reasons);
    if (!reasons.lines.empty()) card.sections.push_back(std::move(reasons));
    area_context(*this, *layer, row, card);
    return card;
}

}  // namespace kith::viewer::model
