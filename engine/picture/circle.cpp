#include "engine/picture/circle.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "engine/base/text.hpp"
#include "engine/picture/labels.hpp"
#include "engine/picture/legend.hpp"
#include "engine/picture/mark_layers.hpp"
#include "engine/picture/text.hpp"

namespace kith::picture {
namespace {

using column::Facet;

bool complete(std::int32_t asked, std::initializer_list<Facet> facets) {
    return std::all_of(facets.begin(), facets.end(), [&](Facet facet) { return column::asked_of(asked, facet) == column::Asked::complete; });
}

/// domain.md 1.4: 4 = paid; 1 = closeness top value; 3 = membership or attendance; else 2. A circle that the registry gives a
/// kind comes before closeness.
struct Rule {
    const column::Column *kind, *paid, *closeness, *circle, *group, *default_paid;
    std::pair<int, bool> of(std::size_t tie, bool to_asset) const {
        const auto k = static_cast<std::size_t>(std::max(0, kind->i32()[tie]));
        const bool pay_known = !paid || paid->known(tie);
        if (paid && pay_known && paid->booleans()[tie] != 0) return {4, true};
        const std::int32_t given = circle ? circle->i32()[k] : 0;
        if (given >= 1 && given <= 4) return {given, pay_known || given == 3};
        const auto of = static_cast<column::TieGroup>(group ? group->i32()[k] : 0);
        if (to_asset || of == column::TieGroup::membership) return {3, true};
        if (of == column::TieGroup::service) return {4, pay_known};
        if (!closeness || !closeness->known(tie)) return {2, false};
        return {closeness->i32()[tie] >= 5 ? 1 : 2, pay_known};
    }
};

Ring ring_line(Point centre, double radius) {
    Ring out;
    for (int i = 0; i <= 96; ++i) {
        const double angle = 2 * std::numbers::pi * i / 96;
        out.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    return out;
}

}  // namespace

std::string_view circle_name(int circle) {
    constexpr std::array<std::string_view, 4> names{"Closest", "Friends", "Groups and places", "Paid to be there"};
    return names[static_cast<std::size_t>(std::clamp(circle, 1, 4) - 1)];
}

base::Result<Circles> circles_of(const privacy::View& view, const column::Segment& topology, std::size_t person) {
    const auto people = view.segment("people"), ties = view.segment("ties"), kinds = view.segment("tie_kinds"), assets = view.segment("assets");
    const auto *offsets = topology.find("offsets"), *targets = topology.find("targets"), *rows = topology.find("ties");
    if (!people || person >= view.people() || !offsets || !targets || !rows) return base::misuse("There is no such person in this place.");
    Circles out;
    out.person = static_cast<std::int32_t>(person);
    out.label = view.label(base::EntityKind::person, person);
    const std::int32_t asked = people->find("asked") ? people->find("asked")->i32()[person] : 0;
    out.known = {complete(asked, {Facet::household, Facet::family, Facet::friends}), complete(asked, {Facet::friends, Facet::neighbours}),
                 complete(asked, {Facet::groups}), complete(asked, {Facet::paid_support})};
    if (!ties || !kinds) return out;
    const Rule rule{ties->find("kind"), ties->find("paid"), ties->find("closeness"), kinds->find("circle"), kinds->find("group"), kinds->find("paid")};
    const auto* classes = assets ? assets->find("class") : nullptr;
    std::map<std::int32_t, CircleMember> members;
    for (auto i = static_cast<std::size_t>(offsets->i64()[person]); i < static_cast<std::size_t>(offsets->i64()[person + 1]); ++i) {
        const std::int32_t node = targets->i32()[i];
        const auto at = static_cast<std::size_t>(node);
        const bool is_person = at < view.people();
        const auto [circle, placed] = rule.of(static_cast<std::size_t>(rows->i32()[i]), !is_person);
        const auto [found, added] = members.try_emplace(node);
        CircleMember& member = found->second;
        if (!added) {
            // The innermost of several ties; where one of them is not known the whole is not, unless nothing could be nearer.
            const bool closest = (member.circle == 1 && member.placed) || (circle == 1 && placed);
            member.placed = closest || (member.placed && placed);
            member.circle = std::min(member.circle, circle);
            continue;
        }
        member = {node, view.label(is_person ? base::EntityKind::person : base::EntityKind::asset, is_person ? at : at - view.people()), is_person, -1, circle, placed};
        if (!is_person && classes && classes->known(at - view.people())) member.asset_class = classes->i32()[at - view.people()];
    }
    for (auto& [node, member] : members) {
        // "friend of P012" in P012's own circle is "friend".
        if (const auto own = member.label.find(" of " + out.label); member.person && own != std::string::npos) member.label.erase(own, 4 + out.label.size());
        out.not_placed += !member.placed;
        out.members.push_back(std::move(member));
    }
    std::stable_sort(out.members.begin(), out.members.end(), [](const CircleMember& a, const CircleMember& b) { return std::tie(a.circle, a.label) < std::tie(b.circle, b.label); });
    return out;
}

namespace {

class CirclePicture {
public:
    CirclePicture(const Circles& circles, const CircleSpec& spec) : circles_(circles), spec_(spec), roles_(roles_of(spec.theme)) {}

    Drawing draw() {
        out_.id = "circle";
        out_.title = spec_.title.empty() ? "Four circles of " + circles_.label : spec_.title;
        out_.theme = spec_.theme;
        out_.width = spec_.size + 2 * margin;
        double y = margin + 16;
        y += draw_words(out_.title, {margin, y}, spec_.size, 20, roles_.text, true, out_.records);
        centre_ = {out_.width / 2, y + spec_.size / 2};
        step_ = spec_.size / 8;
        for (int circle = 4; circle >= 1; --circle) ring(circle);
        for (int circle = 1; circle <= 4; ++circle) place(circle);
        Symbol self{Mark::circle, centre_, 16, {roles_.accent}, {roles_.panel, 1.5}};
        out_.records.emplace_back(self);
        const auto words = placed(wishes_, 11, {{margin, y, out_.width - margin, y + spec_.size}, taken_, counting(points_), roles_.text});
        for (const Text& text : words) out_.records.emplace_back(text);
        foot(y + spec_.size + 26);
        return std::move(out_);
    }

private:
    static constexpr double margin = 32;

    std::int64_t count(int circle) const {
        return std::count_if(circles_.members.begin(), circles_.members.end(), [&](const CircleMember& member) { return member.circle == circle; });
    }

    void ring(int circle) {
        const double radius = step_ * circle;
        const bool known = circles_.known[static_cast<std::size_t>(circle - 1)];
        Fill fill{plain_area(spec_.theme).fill.colour};
        if (circle % 2 == 0) fill.colour = roles_.ground;
        if (!known) fill = {roles_.ground, Hatch::not_asked, Hatch::none, 1};
        Line line{roles_.secondary, known ? 1.6 : 1.2, known ? Dash::solid : Dash::dashed, 1};
        Ring points = ring_line(centre_, radius);
        points.pop_back();
        out_.records.emplace_back(Shape{{std::move(points)}, true, fill, line, std::string(circle_name(circle))});
        const Text name{{centre_.x, centre_.y - radius + 15}, std::string(circle_name(circle)) + (known ? "" : ": not fully asked"), 11, Anchor::middle, roles_.secondary, true, true};
        if (const auto box = box_of(name)) taken_.push_back({box->left - 3, box->top - 2, box->right + 3, box->bottom + 2});
        names_.push_back(name);
    }

    /// Members stand round their ring, from just right of the top.
    void place(int circle) {
        if (circle == 1)
            for (const Text& name : names_) out_.records.emplace_back(name);
        const std::int64_t many = count(circle);
        std::int64_t i = 0;
        for (const CircleMember& member : circles_.members) {
            if (member.circle != circle) continue;
            const double turn = (static_cast<double>(i) + 0.5) / static_cast<double>(many) * 2 * std::numbers::pi + 0.22 * circle;
            const double radius = step_ * (circle - (circle == 1 ? 0.4 : 0.55));
            const Point at{centre_.x + radius * std::sin(turn), centre_.y - radius * std::cos(turn)};
            MarkStyle style = member.person ? person_style(PersonMark::asked, spec_.theme) : asset_style(member.asset_class, false, spec_.theme);
            if (!member.placed) style.fill = {roles_.panel}, style.line = {member.person ? roles_.text : roles_.secondary, 1.2, Dash::dotted, 1};
            const double size = member.person ? 10 : 12;
            out_.records.emplace_back(Symbol{style.mark, at, size, style.fill, style.line});
            points_.push_back(at);
            wishes_.push_back({at, member.label, 0, 10.0 - circle, size / 2, 0, false});
            ++i;
        }
    }

    void foot(double y) {
        const double width = spec_.size;
        for (int circle = 1; circle <= 4; ++circle) {
            std::string line = std::to_string(circle) + " " + std::string(circle_name(circle)) + " (" + base::grouped(count(circle)) + (circles_.known[static_cast<std::size_t>(circle - 1)] ? "" : " known, not fully asked") + ")";
            std::string names;
            for (const CircleMember& member : circles_.members)
                if (member.circle == circle) names += (names.empty() ? ": " : ", ") + member.label;
            y += draw_words(line + names, {margin, y}, width, 11, roles_.text, false, out_.records) + 4;
            out_.description += line + names + ". ";
        }
        if (circles_.not_placed > 0)
            y += draw_words("Dotted edge: of " + base::grouped(circles_.not_placed) + " nobody knows how close, or whether paid; they stand where the kind of tie would put them.", {margin, y + 4}, width, 10, roles_.secondary, false, out_.records) + 4;
        if (!spec_.credits.empty()) y += draw_words(spec_.credits, {margin, y + 6}, width, 9, roles_.secondary, false, out_.records) + 6;
        out_.height = y + margin - 10;
    }

    const Circles& circles_;
    const CircleSpec& spec_;
    const Roles& roles_;
    Drawing out_;
    Point centre_;
    double step_ = 80;
    std::vector<LabelWish> wishes_;
    std::vector<Point> points_;
    std::vector<Box> taken_;
    std::vector<Text> names_;
};

}  // namespace

Drawing circle_of(const Circles& circles, const CircleSpec& spec) { return CirclePicture(circles, spec).draw(); }

}  // namespace kith::picture
