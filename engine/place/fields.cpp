#include "engine/place/fields.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "engine/column/builder.hpp"

namespace kith::place {
namespace {

using column::State;
using column::Type;

struct Known {
    std::string_view segment, column;
    Type type;
    State absent;    // of rows that were there before; known: a column that is always there, 0
    bool core;       // comes with its table
};

// README.md, the dictionary. Identity and what is derived comes with its table, not by name.
constexpr State always = State::known, asked = State::not_asked, stated = State::unstated;
constexpr std::array dictionary{
    Known{"people", "key_high", Type::i64, always, true}, Known{"people", "key_low", Type::i64, always, true}, Known{"people", "role", Type::i32, always, true},
    Known{"people", "living", Type::i32, always, true}, Known{"people", "household", Type::i32, always, true}, Known{"people", "area", Type::i32, always, true},
    Known{"people", "asked", Type::i32, always, true}, Known{"people", "introduce", Type::boolean, asked, true}, Known{"people", "own_view", Type::i32, asked, true},
    Known{"people", "under_18", Type::boolean, asked, true}, Known{"people", "source_row", Type::i64, always, true},
    Known{"people", "asked_on", Type::date, asked, false}, Known{"people", "own_view_until", Type::date, State::not_applicable, false},
    Known{"people", "permission", Type::text_list, asked, false}, Known{"people.names", "id", Type::text, stated, true},
    Known{"people.names", "name", Type::text, stated, false}, Known{"people.positions", "point", Type::point, stated, true},
    Known{"people.positions", "placed_by", Type::i32, always, false},
    Known{"people.gifts", "interests", Type::text_list, asked, false}, Known{"people.gifts", "offers", Type::text_list, asked, false},
    Known{"people.gifts", "wants", Type::text_list, asked, false},
    Known{"people.attributes", "street", Type::text, asked, false},
    Known{"people.attributes", "contact_every_weeks", Type::f64, asked, false},
    Known{"people.path", "vision", Type::text, asked, false}, Known{"people.path", "now", Type::text, asked, false}, Known{"people.path", "who", Type::text, asked, false},
    Known{"people.path", "strengths", Type::text, asked, false}, Known{"people.path", "next_step", Type::text, asked, false}, Known{"people.path", "by_whom", Type::text, asked, false},
    Known{"people.path", "by_when", Type::date, asked, false},
    Known{"people.permissions", "scopes", Type::text_list, asked, true}, Known{"people.permissions", "given_by", Type::text, asked, true},
    Known{"people.permissions", "given_on", Type::date, asked, true}, Known{"people.permissions", "notice", Type::text, asked, true},
    Known{"people.permissions", "withdrawn", Type::text_list, State::not_applicable, true}, Known{"people.permissions", "withdrawn_on", Type::date, State::not_applicable, true},
    Known{"people.permissions", "objected_on", Type::date, State::not_applicable, true},
    Known{"assets", "key_high", Type::i64, always, true}, Known{"assets", "key_low", Type::i64, always, true}, Known{"assets", "class", Type::i32, stated, true},
    Known{"assets", "secondary", Type::i32, always, true}, Known{"assets", "subtype", Type::text, stated, true}, Known{"assets", "form", Type::i32, always, true},
    Known{"assets", "status", Type::i32, stated, true}, Known{"assets", "area", Type::i32, always, true}, Known{"assets", "sensitivity", Type::i32, always, true},
    Known{"assets", "confirmed_by", Type::i32, asked, true}, Known{"assets", "confirmed_on", Type::date, asked, true},
    Known{"assets", "counted_with", Type::i32, always, true}, Known{"assets", "source_row", Type::i64, always, true},
    Known{"assets", "stance", Type::i32, always, false}, Known{"assets", "online", Type::boolean, stated, false}, Known{"assets", "review_by", Type::date, asked, false},
    Known{"assets.names", "id", Type::text, stated, true}, Known{"assets.names", "name", Type::text, stated, true},
    Known{"assets.positions", "point", Type::point, stated, true}, Known{"assets.positions", "placed_by", Type::i32, always, false}, Known{"assets.details", "when", Type::text, asked, false}, Known{"assets.details", "where", Type::text, asked, false},
    Known{"assets.details", "cost", Type::text, asked, false}, Known{"assets.details", "step_free", Type::text, asked, false},
    Known{"assets.details", "languages", Type::text_list, asked, false}, Known{"assets.details", "how_to_join", Type::text, asked, false},
    Known{"assets.details", "contact", Type::text, asked, false}, Known{"assets.details", "source", Type::text, asked, false},
    Known{"assets.path", "vision", Type::text, asked, false}, Known{"assets.path", "now", Type::text, asked, false}, Known{"assets.path", "who", Type::text, asked, false},
    Known{"assets.path", "strengths", Type::text, asked, false}, Known{"assets.path", "next_step", Type::text, asked, false}, Known{"assets.path", "by_whom", Type::text, asked, false},
    Known{"assets.path", "by_when", Type::date, asked, false},
    Known{"ties", "source_row", Type::i64, always, true}, Known{"ties", "direction", Type::i32, asked, false}, Known{"ties", "closeness", Type::i32, asked, false}, Known{"ties", "strength", Type::f64, asked, false},
    Known{"ties", "frequency", Type::f64, asked, false}, Known{"ties", "valence", Type::i32, asked, false}, Known{"ties", "functions", Type::i32, asked, false},
    Known{"ties", "reported_by", Type::i32, asked, false}, Known{"ties", "since", Type::date, asked, false}, Known{"ties", "until", Type::date, asked, false},
    Known{"ties", "last_confirmed", Type::date, asked, false}, Known{"ties", "met_through", Type::text, asked, false},
    Known{"ties", "permission", Type::text_list, asked, false}, Known{"ties", "permission_by", Type::text, asked, false}, Known{"ties", "permission_on", Type::date, asked, false},
    Known{"ties", "withdrawn", Type::text_list, State::not_applicable, false}, Known{"ties", "withdrawn_on", Type::date, State::not_applicable, false},
    Known{"ties", "objected_on", Type::date, State::not_applicable, false},
    Known{"events", "key_high", Type::i64, always, true}, Known{"events", "key_low", Type::i64, always, true}, Known{"events", "kind", Type::i32, always, true},
    Known{"events", "date", Type::date, stated, true}, Known{"events", "person", Type::i32, always, true}, Known{"events", "other", Type::i32, always, true},
    Known{"events.notes", "words", Type::text, stated, false}, Known{"events.notes", "next", Type::text, stated, false},
    Known{"events.notes", "outcome", Type::text, stated, false}, Known{"events.notes", "due", Type::date, stated, false},
    Known{"events.notes", "done", Type::date, stated, false}, Known{"events.notes", "yes_person", Type::date, stated, false},
    Known{"events.notes", "yes_other", Type::date, stated, false}, Known{"events.notes", "met_on", Type::date, stated, false},
    Known{"events.notes", "in_touch_on", Type::date, stated, false}, Known{"events.notes", "rest_until", Type::date, stated, false},
    Known{"events.notes", "permission", Type::text_list, asked, false}};

const Known* find(std::string_view segment, std::string_view column) {
    const auto at = std::find_if(dictionary.begin(), dictionary.end(), [&](const Known& one) { return one.segment == segment && one.column == column; });
    return at == dictionary.end() ? nullptr : &*at;
}

void add_empty(column::SegmentBuilder& builder, const Known& known, std::size_t rows) {
    const std::string key(known.column);
    column::States states;
    if (known.absent != always) states.assign(rows, static_cast<std::uint8_t>(known.absent));
    switch (known.type) {
        case Type::boolean: builder.add_booleans(key, std::vector<std::uint8_t>(rows, 0), std::move(states)); break;
        case Type::i32: {
            const bool refers = known.column == "household" || known.column == "area" || known.column == "person" || known.column == "other";
            builder.add_i32(key, std::vector<std::int32_t>(rows, refers ? base::no_row : 0), std::move(states));
            break;
        }
        case Type::i64: builder.add_i64(key, std::vector<std::int64_t>(rows, 0), std::move(states)); break;
        case Type::f64: builder.add_f64(key, std::vector<double>(rows, 0.0), std::move(states)); break;
        case Type::text: builder.add_text(key, std::vector<std::int32_t>(rows, -1), {}, std::move(states)); break;
        case Type::text_list: builder.add_text_list(key, std::vector<std::int64_t>(rows + 1, 0), {}, {}, std::move(states)); break;
        case Type::date: builder.add_dates(key, std::vector<std::int32_t>(rows, 0), std::vector<std::uint8_t>(rows, 0), std::move(states)); break;
        case Type::point: builder.add_points(key, std::vector<double>(2 * rows, 0.0), std::move(states)); break;
        case Type::point_list: break;
    }
}

/// What a table must have as soon as anything of it is there.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> companions{
    std::pair<std::string_view, std::string_view>{"people", "people.names"}, {"assets", "assets.names"}, {"events", "events.notes"}};

}  // namespace

std::optional<Absent> when_absent(std::string_view field) {
    const std::size_t slash = std::min(field.find('/'), field.size());
    const Known* known = find(field.substr(0, slash), field.substr(std::min(slash + 1, field.size())));
    return known == nullptr || known->absent == always ? std::nullopt : std::optional(Absent{known->absent, known->type});
}

bool always_known(std::string_view segment, std::string_view column) {
    const Known* known = find(segment, column);
    return known != nullptr && known->absent == always;
}

base::Result<RevisionPtr> with_fields(const RevisionPtr& revision, std::span<const std::string> fields, const column::Allocator& allocate) {
    std::map<std::string_view, std::vector<const Known*>> wanted;
    const auto want = [&](const Known& known) {
        auto& list = wanted[known.segment];
        if (revision->column(known.segment, known.column) == nullptr && std::find(list.begin(), list.end(), &known) == list.end()) list.push_back(&known);
    };
    const auto want_table = [&](std::string_view segment) {
        if (revision->segment(segment) == nullptr)
            for (const Known& known : dictionary)
                if (known.segment == segment && known.core) want(known);
    };
    for (const std::string& field : fields) {
        const std::string_view segment = std::string_view(field).substr(0, field.find('/'));
        const std::string_view column = std::string_view(field).substr(std::min(field.size(), segment.size() + 1));
        if (revision->column(segment, column) != nullptr) continue;
        const Known* known = find(segment, column);
        if (known == nullptr) return base::not_found("There is no field " + field + " to edit here.");
        want_table(segment.substr(0, segment.find('.')));
        want_table(segment);
        for (const auto& [table, beside] : companions)
            if (segment.substr(0, segment.find('.')) == table) want_table(beside);
        want(*known);
    }
    std::vector<column::SegmentPtr> changed;
    for (const auto& [segment, columns] : wanted) {
        if (columns.empty()) continue;
        column::SegmentBuilder builder{std::string(segment)};
        const auto& there = revision->segment(segment);
        if (there != nullptr)
            for (const auto& column : there->columns()) builder.add_column(there, column);
        for (const Known* known : columns) add_empty(builder, *known, revision->rows(segment.substr(0, segment.find('.'))));
        auto made = std::move(builder).finish(allocate);
        if (!made) return made.error();
        changed.push_back(std::move(*made));
    }
    return changed.empty() ? revision : revision->with(std::move(changed));
}

}  // namespace kith::place
