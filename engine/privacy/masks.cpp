#include "engine/privacy/masks.hpp"

#include <algorithm>
#include <map>

#include "engine/base/text.hpp"
#include "engine/column/builder.hpp"
#include "engine/column/terms.hpp"
#include "engine/place/erase.hpp"
#include "engine/place/registry.hpp"
#include "engine/place/rows.hpp"
#include "engine/privacy/permission.hpp"

namespace kith::privacy {
namespace {

using column::Column;
using column::SegmentPtr;
using column::State;
using place::Revision;
using place::RevisionPtr;

/// The segment with some columns written anew; `write` returns false for a column that stays.
template <class Write>
base::Result<SegmentPtr> rewritten(const SegmentPtr& segment, const column::Allocator& allocate, Write write) {
    column::SegmentBuilder builder{std::string(segment->key())};
    for (const Column& c : segment->columns())
        if (!write(builder, c)) builder.add_column(segment, c);
    return std::move(builder).finish(allocate);
}

/// The rows of a column that are kept; the others are withheld.
void add_withheld(column::SegmentBuilder& builder, const Column& c, const std::vector<std::uint8_t>& hidden) {
    std::vector<std::int32_t> rows(c.rows());
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = hidden[row] != 0 ? base::no_row : static_cast<std::int32_t>(row);
    builder.add_rows(c, rows, State::withheld);
}

bool any(const std::vector<std::uint8_t>& set) { return std::find(set.begin(), set.end(), 1) != set.end(); }

base::Result<RevisionPtr> without_those_who_asked(const Revision& revision, const column::Allocator& allocate, std::vector<std::string>& remarks) {
    const auto living = revision.column("people", "living")->i32();
    const Permissions of_people = Permissions::of_people(revision), of_ties = Permissions::of_ties(revision);
    std::vector<std::int32_t> rows, ties;
    std::vector<std::uint8_t> stopped(living.size()), apart(of_ties.any_recorded() ? revision.rows("ties") : 0);
    for (std::size_t row = 0; row < living.size(); ++row) {
        stopped[row] = living[row] == static_cast<std::int32_t>(column::Living::asked_us_to_stop) || of_people.kept_apart(row);
        if (stopped[row] == 0) rows.push_back(static_cast<std::int32_t>(row));
    }
    for (std::size_t tie = 0; tie < apart.size(); ++tie) {
        apart[tie] = of_ties.kept_apart(tie);
        if (apart[tie] == 0) ties.push_back(static_cast<std::int32_t>(tie));
    }
    const auto gone = static_cast<std::int64_t>(living.size() - rows.size()), ties_gone = static_cast<std::int64_t>(apart.size() - ties.size());
    if (gone == 0 && ties_gone == 0) return revision.with({});
    if (gone > 0) remarks.push_back(base::counted(gone, "person asked us to stop", "people asked us to stop") + ": nothing about them is shown or counted here.");
    if (ties_gone > 0) remarks.push_back(base::counted(ties_gone, "tie is", "ties are") + " held apart, as somebody asked: neither shown nor counted here.");
    place::RowChoices choices;
    if (gone > 0) choices.people = std::move(rows);
    if (ties_gone > 0) choices.ties = std::move(ties);
    auto told = place::told_in_part(revision, stopped, allocate, apart);
    if (!told) return told.error();
    return choose_rows(**told, choices, allocate);
}

std::vector<std::uint8_t> flags(const Column& c, std::int32_t code) {
    std::vector<std::uint8_t> out(c.rows());
    std::transform(c.i32().begin(), c.i32().end(), out.begin(), [=](std::int32_t v) { return v == code ? std::uint8_t{1} : std::uint8_t{0}; });
    return out;
}

base::Status mask_alters(const Revision& revision, const column::Allocator& allocate, std::vector<SegmentPtr>& changed) {
    const auto alters = flags(*revision.column("people", "role"), static_cast<std::int32_t>(column::Role::alter));
    if (!any(alters)) return {};
    const std::vector<std::string> labels = person_labels(revision);
    for (const char* key : {"people.names", "people.positions"}) {
        const SegmentPtr& segment = revision.segment(key);
        if (segment == nullptr) continue;
        auto next = rewritten(segment, allocate, [&](column::SegmentBuilder& builder, const Column& c) {
            if (c.key() != "id") {
                add_withheld(builder, c, alters);
                return true;
            }
            column::DictionaryBuilder words;
            std::vector<std::int32_t> codes(c.rows());
            for (std::size_t row = 0; row < codes.size(); ++row) codes[row] = words.code_of(alters[row] != 0 ? std::string_view(labels[row]) : c.text(row));
            builder.add_text("id", std::move(codes), words);
            return true;
        });
        if (!next) return next.error();
        changed.push_back(std::move(*next));
    }
    return {};
}

/// Uses that people took back: a row each.
struct TakenBack {
    std::vector<std::uint8_t> introductions, points, shown_to_workers;
    std::int64_t count() const {
        std::int64_t sum = 0;
        for (const auto* one : {&introductions, &points, &shown_to_workers}) sum += std::count(one->begin(), one->end(), 1);
        return sum;
    }
};

/// No introduction; whom no worker sees is somebody named by another; and the permissions that are in force.
base::Result<SegmentPtr> people_as_agreed(const Revision& revision, const Permissions& agreed, const TakenBack& back, const column::Allocator& allocate) {
    column::SegmentBuilder builder{"people"};
    for (const Column& c : revision.segment("people")->columns()) {
        if (c.key() == "introduce") {
            std::vector<std::uint8_t> values(c.booleans().begin(), c.booleans().end());
            column::States states(c.rows());
            for (std::size_t row = 0; row < values.size(); ++row) {
                states[row] = back.introductions[row] != 0 ? 0 : static_cast<std::uint8_t>(c.state(row));
                if (back.introductions[row] != 0) values[row] = 0;
            }
            builder.add_booleans("introduce", std::move(values), std::move(states));
        } else if (c.key() == "role") {
            std::vector<std::int32_t> roles(c.i32().begin(), c.i32().end());
            for (std::size_t row = 0; row < roles.size(); ++row)
                if (back.shown_to_workers[row] != 0) roles[row] = static_cast<std::int32_t>(column::Role::alter);
            builder.add_i32("role", std::move(roles));
        } else if (c.key() != "permission") builder.add_column(revision.segment("people"), c);
    }
    agreed.add_in_force(builder, "permission");
    return std::move(builder).finish(allocate);
}

/// What else is told of those whom no worker sees: gifts, answers, what was noted about them. Names and points go as those of all who were named by others.
base::Status hide_from_workers(const Revision& revision, const std::vector<std::uint8_t>& hidden, const column::Allocator& allocate, std::vector<SegmentPtr>& changed) {
    const auto is_hidden = [&](std::int32_t person) { return person >= 0 && static_cast<std::size_t>(person) < hidden.size() && hidden[static_cast<std::size_t>(person)] != 0; };
    const auto keep = [&](base::Result<SegmentPtr> made) {
        if (!made) return base::Status(made.error());
        changed.push_back(std::move(*made));
        return base::Status();
    };
    for (const char* key : {"people.gifts", "people.attributes"})
        if (const SegmentPtr& segment = revision.segment(key); segment != nullptr)
            if (auto s = keep(rewritten(segment, allocate, [&](column::SegmentBuilder& builder, const Column& c) { return add_withheld(builder, c, hidden), true; })); !s) return s;
    if (const SegmentPtr& notes = revision.segment("events.notes"); notes != nullptr) {
        const auto about = revision.column("events", "person")->i32(), with = revision.column("events", "other")->i32();
        std::vector<std::uint8_t> rows(about.size());
        for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = is_hidden(about[row]) || is_hidden(with[row]);
        if (auto s = keep(rewritten(notes, allocate, [&](column::SegmentBuilder& builder, const Column& c) { return add_withheld(builder, c, rows), true; })); !s) return s;
    }
    const SegmentPtr& answers = revision.segment("observations");
    if (answers == nullptr) return {};
    return keep(rewritten(answers, allocate, [&](column::SegmentBuilder& builder, const Column& c) {
        if (c.key() != "person") return false;
        std::vector<std::int32_t> people(c.i32().begin(), c.i32().end());
        for (std::int32_t& person : people)
            if (is_hidden(person)) person = base::no_row;
        return builder.add_i32("person", std::move(people)), true;
    }));
}

/// A use that somebody took back stops.
base::Status mask_withdrawn(const Revision& revision, const column::Allocator& allocate, std::vector<SegmentPtr>& changed, std::vector<std::string>& remarks) {
    const Permissions agreed = Permissions::of_people(revision);
    const TakenBack back{agreed.all_who_took_back("suggest_introduction"), agreed.all_who_took_back("show_map"), agreed.all_who_took_back("show_worker")};
    if (const auto count = back.count(); count > 0) remarks.push_back(base::counted(count, "permission was", "permissions were") + " taken back: that use has stopped.");
    auto people = people_as_agreed(revision, agreed, back, allocate);
    if (!people) return people.error();
    changed.push_back(std::move(*people));
    if (any(back.shown_to_workers))
        if (auto s = hide_from_workers(revision, back.shown_to_workers, allocate, changed); !s) return s;
    const SegmentPtr& positions = revision.segment("people.positions");
    if (!any(back.points) || positions == nullptr) return {};
    auto next = rewritten(positions, allocate, [&](column::SegmentBuilder& builder, const Column& c) { return add_withheld(builder, c, back.points), true; });
    if (!next) return next.error();
    changed.push_back(std::move(*next));
    return {};
}

base::Status mask_hidden_assets(const Revision& revision, const column::Allocator& allocate, std::vector<SegmentPtr>& changed, std::vector<std::string>& remarks) {
    if (revision.assets() == 0) return {};
    const auto hidden = flags(*revision.column("assets", "sensitivity"), static_cast<std::int32_t>(column::Sensitivity::hidden));
    const auto count = std::count(hidden.begin(), hidden.end(), 1);
    if (count == 0) return {};
    remarks.push_back(base::counted(count, "place is", "places are") + " kept private: counted, but without name or position.");
    for (const auto& segment : revision.segments()) {
        const std::string_view key = segment->key();
        const bool list = key.starts_with("assets.within.") && segment->find("offsets") != nullptr;
        if (!key.starts_with("assets") || list) continue;
        auto next = rewritten(segment, allocate, [&](column::SegmentBuilder& builder, const Column& c) {
            if (c.key() == "area") {
                std::vector<std::int32_t> area(c.i32().begin(), c.i32().end());
                for (std::size_t row = 0; row < area.size(); ++row)
                    if (hidden[row] != 0) area[row] = base::no_row;
                builder.add_i32("area", std::move(area));
                return true;
            }
            if (key == "assets") return false;
            add_withheld(builder, c, hidden);
            return true;
        });
        if (!next) return next.error();
        changed.push_back(std::move(*next));
    }
    return {};
}

/// What `mask_ties` takes out, in a segment of its own, for whom the user allows to see it.
base::Result<SegmentPtr> sensitive_ties(const column::Segment& ties, const column::Allocator& allocate) {
    const auto sensitive = ties.find("sensitive")->booleans();
    std::vector<std::int32_t> rows;
    for (std::size_t row = 0; row < sensitive.size(); ++row)
        if (sensitive[row] != 0) rows.push_back(static_cast<std::int32_t>(row));
    column::SegmentBuilder builder("ties.sensitive");
    builder.add_rows(*ties.find("from"), rows).add_rows(*ties.find("to"), rows);
    return std::move(builder.add_i32("tie", std::move(rows))).finish(allocate);
}

base::Status mask_ties(const Revision& revision, const column::Allocator& allocate, const MaskedTies* before, MaskedTies& out) {
    const SegmentPtr& ties = revision.segment("ties");
    if (ties == nullptr) return {};
    if (before != nullptr && before->of == ties && before->people == revision.people()) return out = *before, base::Status();
    const auto sensitive = ties->find("sensitive")->booleans();
    const auto count = std::count(sensitive.begin(), sensitive.end(), 1);
    if (count == 0) return {};
    out.remark = base::counted(count, "tie") + " to places that could say something private about a person " + (count == 1 ? "is" : "are") +
                 " counted without saying which place.";
    const auto people = static_cast<std::int32_t>(revision.people());
    auto next = rewritten(ties, allocate, [&](column::SegmentBuilder& builder, const Column& c) {
        if (c.key() == "met_through") {
            add_withheld(builder, c, {sensitive.begin(), sensitive.end()});
            return true;
        }
        if (c.key() != "from" && c.key() != "to") return false;
        std::vector<std::int32_t> nodes(c.i32().begin(), c.i32().end());
        for (std::size_t row = 0; row < nodes.size(); ++row)
            if (sensitive[row] != 0 && nodes[row] >= people) nodes[row] = base::no_row;
        builder.add_i32(std::string(c.key()), std::move(nodes));
        return true;
    });
    if (!next) return next.error();
    auto apart = sensitive_ties(*ties, allocate);
    if (!apart) return apart.error();
    out.of = ties;
    out.people = revision.people();
    out.ties = std::move(*next);
    out.apart = std::move(*apart);
    return {};
}

/// Without the rows of hidden assets, of which a number in an area could lead to one, and of assets that are one person.
base::Result<RevisionPtr> without_hidden_assets(const Revision& revision, const column::Allocator& allocate, std::vector<std::string>& remarks) {
    const Column *sensitivity = revision.column("assets", "sensitivity"), *of_class = revision.column("assets", "class"), *subtype = revision.column("assets", "subtype");
    // A refuge stays one where a table left the cell for its sensitivity empty.
    const auto hidden_kind = [&](std::size_t row) {
        const place::AssetSubtype* kind = subtype == nullptr || !subtype->known(row) ? nullptr : place::find_asset_subtype(subtype->text(row));
        return kind != nullptr && kind->sensitivity == column::Sensitivity::hidden;
    };
    place::RowChoices choices;
    choices.assets.emplace();
    bool a_hidden = false, a_person = false;
    for (std::size_t row = 0; row < revision.assets(); ++row) {
        const bool hidden = sensitivity->i32()[row] == static_cast<std::int32_t>(column::Sensitivity::hidden) || hidden_kind(row);
        const bool person = of_class->known(row) && of_class->i32()[row] == static_cast<std::int32_t>(column::AssetClass::individual);
        if (!hidden && !person) choices.assets->push_back(static_cast<std::int32_t>(row));
        a_hidden |= hidden;
        a_person |= person && !hidden;
    }
    if (choices.assets->size() == revision.assets()) return revision.with({});
    if (a_hidden) remarks.emplace_back("Places that stay private, such as refuges, are left out, and not counted.");
    if (a_person) remarks.emplace_back("What one person gives is left out: it would name them.");
    return choose_rows(revision, choices, allocate);
}

/// Areas and assets only.
base::Result<Masked> for_anybody(const Revision& revision, bool published, const column::Allocator& allocate) {
    Masked out;
    std::vector<SegmentPtr> changed;
    if (auto s = published ? base::Status() : mask_hidden_assets(revision, allocate, changed, out.remarks); !s) return s.error();
    auto chosen = published ? without_hidden_assets(revision, allocate, out.remarks) : base::Result<RevisionPtr>(revision.with(std::move(changed)));
    if (!chosen) return chosen.error();
    const RevisionPtr hidden = std::move(*chosen);
    std::vector<SegmentPtr> kept;
    for (const auto& segment : hidden->segments()) {
        const std::string_view key = segment->key();
        if (key.starts_with("areas.") || key == "area_layers" || key == "backdrops" || key.starts_with("backdrop.") || key == "walking" || key == "assets" || (key.starts_with("assets.") && key != "assets.path") || key == "tie_kinds") kept.push_back(segment);
    }
    out.revision = std::make_shared<Revision>(std::move(kept));
    return out;
}

}  // namespace

std::vector<std::string> person_labels(const Revision& revision) {
    std::vector<std::string> labels(revision.people());
    const auto role = revision.column("people", "role")->i32();
    const Column* ids = revision.column("people.names", "id");
    const Column* names = revision.column("people.names", "name");
    constexpr auto alter = static_cast<std::int32_t>(column::Role::alter);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        if (role[row] == alter) continue;
        if (names != nullptr) labels[row] = names->text(row);
        if (labels[row].empty()) labels[row] = ids->text(row);
    }
    const SegmentPtr& ties = revision.segment("ties");
    std::map<std::string, int> met;  // "friend of P012" -> how many so far
    const auto name = [&](std::int32_t who, std::int32_t of, std::string_view kind) {
        const auto row = static_cast<std::size_t>(who);
        if (row >= labels.size() || !labels[row].empty() || static_cast<std::size_t>(of) >= labels.size() || role[static_cast<std::size_t>(of)] == alter) return;
        std::string words = std::string(kind) + " of " + labels[static_cast<std::size_t>(of)];
        const int number = ++met[words];
        labels[row] = number == 1 ? words : words + " (" + std::to_string(number) + ")";
    };
    if (ties != nullptr && std::find(role.begin(), role.end(), alter) != role.end()) {
        const auto from = ties->find("from")->i32(), to = ties->find("to")->i32(), kind = ties->find("kind")->i32();
        const Column& kinds = *revision.column("tie_kinds", "label");
        const auto symmetric = revision.column("tie_kinds", "symmetric")->booleans(), kin = revision.column("tie_kinds", "kin")->booleans();
        for (std::size_t tie = 0; tie < from.size(); ++tie) {
            if (from[tie] < 0 || to[tie] < 0) continue;
            const auto at = static_cast<std::size_t>(kind[tie]);
            const std::string_view label = symmetric[at] != 0 ? kinds.text(at) : kin[at] != 0 ? std::string_view("family") : std::string_view("contact");
            name(to[tie], from[tie], label);
            name(from[tie], to[tie], label);
        }
    }
    int others = 0;
    for (std::size_t row = 0; row < labels.size(); ++row)
        if (labels[row].empty()) labels[row] = "somebody named by another (" + std::to_string(++others) + ")";
    return labels;
}

base::Result<Masked> masked(const place::Place& place, Audience audience, const column::Allocator& allocate, const MaskedTies* before) {
    if (audience != Audience::team) return for_anybody(*place.revision, audience != Audience::safe, allocate);
    Masked out;
    out.revision = place.revision;
    if (out.revision->segment("people") != nullptr) {
        auto kept = without_those_who_asked(*out.revision, allocate, out.remarks);
        if (!kept) return kept.error();
        out.revision = std::move(*kept);
    }
    if (out.revision->segment("people.permissions") != nullptr) {
        std::vector<SegmentPtr> stopped;
        if (auto s = mask_withdrawn(*out.revision, allocate, stopped, out.remarks); !s) return s.error();
        out.revision = out.revision->with(std::move(stopped));
    }
    std::vector<SegmentPtr> changed;
    if (out.revision->segment("people") != nullptr)
        if (auto s = mask_alters(*out.revision, allocate, changed); !s) return s.error();
    if (auto s = mask_hidden_assets(*out.revision, allocate, changed, out.remarks); !s) return s.error();
    if (auto s = mask_ties(*out.revision, allocate, before, out.ties); !s) return s.error();
    if (out.ties.of != nullptr) {
        changed.insert(changed.end(), {out.ties.ties, out.ties.apart});
        out.remarks.push_back(out.ties.remark);
    }
    if (!changed.empty()) out.revision = out.revision->with(std::move(changed));
    return out;
}

}  // namespace kith::privacy
