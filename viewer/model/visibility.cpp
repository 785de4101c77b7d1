#include "viewer/model/visibility.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"
#include "viewer/model/layers.hpp"
#include "viewer/model/model.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using column::Column;

std::string number_words(double number) {
    if (number == std::floor(number) && std::abs(number) < 1e15) return std::to_string(static_cast<std::int64_t>(number));
    return picture::number_text(number);
}

std::string words_of(const Filter& filter, const Field& field) {
    std::string text = field.label();
    const auto told = [&](double number) { return field.type() == FieldType::date ? date_words(static_cast<std::int32_t>(std::floor(number)), column::Precision::day) : number_words(number); };
    switch (filter.kind) {
        case Filter::Kind::chosen: return text;
        case Filter::Kind::known: return text + " is known";
        case Filter::Kind::between:
            if (filter.most >= open_end) return text + " at least " + told(filter.least);
            if (filter.least <= -open_end) return text + " at most " + told(filter.most);
            return text + " from " + told(filter.least) + " to " + told(filter.most);
        case Filter::Kind::words: break;
    }
    for (std::size_t i = 0; i < filter.words.size(); ++i) text += (i == 0 ? " is " : i + 1 == filter.words.size() ? " or " : ", ") + filter.words[i];
    return filter.words.empty() ? text + " is nothing" : text;
}

/// The filter in words. While names are hidden, words that are not among those shown are not said.
std::string said_of(const Model& model, Results results, const Subject& subject, Filter filter, const Field& field) {
    if (!model.preferences.presentation) return words_of(filter, field);
    const std::vector<Field> fields = fields_of(*model.view(), results, subject);
    const Field* shown = find_field(fields, filter.column);
    if (shown == nullptr) return "a column that is kept private";
    const auto known = [&](const std::string& word) {
        for (int standing = 0; standing < standing_count; ++standing)
            if (word == words_of(static_cast<Standing>(standing))) return true;
        return std::find(shown->words().begin(), shown->words().end(), word) != shown->words().end();
    };
    for (std::string& word : filter.words)
        if (!known(word)) word = "kept private";
    return words_of(filter, *shown);
}

/// A bound passes where its number may lie within.
bool may_lie_between(const Field& field, std::size_t row, double least, double most) {
    const Standing standing = field.standing(row);
    if (!has_number(standing)) return false;
    const double number = field.number(row);
    switch (standing) {
        case Standing::at_least: return number <= most;
        case Standing::at_most: return number >= least;
        case Standing::between: return number <= most && field.upper(row) >= least;
        default: return number >= least && number <= most;
    }
}

bool keeps(const Filter& filter, const Field& field, std::size_t row) {
    const Standing standing = field.standing(row);
    if (filter.kind == Filter::Kind::known || filter.kind == Filter::Kind::chosen) return has_number(standing);
    if (filter.kind == Filter::Kind::between) return may_lie_between(field, row, filter.least, filter.most);
    const auto wanted = [&](std::string_view word) { return std::find(filter.words.begin(), filter.words.end(), word) != filter.words.end(); };
    if (!has_number(standing)) return wanted(words_of(standing));
    if (field.type() == FieldType::yes_no) return wanted(field.number(row) != 0 ? "yes" : "no");
    const auto codes = field.codes(row);
    if (std::any_of(codes.begin(), codes.end(), [&](std::int32_t code) { return wanted(field.words()[static_cast<std::size_t>(code)]); })) return true;
    return codes.empty() && wanted(field.text(row));
}

/// Those that somebody chose, and no others of their table.
std::vector<std::uint8_t> kept_by_hand(const Model& model, const Filter& filter, const Subject& subject, std::string& what) {
    const bool people = subject.kind == base::EntityKind::person;
    what = base::counted(static_cast<std::int64_t>(filter.keys.size()), people ? "person" : subject.kind == base::EntityKind::asset ? "asset" : "area", people ? "people" : "") + " chosen by hand";
    std::vector<std::uint8_t> kept(rows_of(*model.view(), subject), 0);
    for (const base::EntityKey& key : filter.keys) {
        const auto at = model.session.index().find(key);
        const bool there = at && at->kind == subject.kind && (subject.layer.empty() || (at->layer >= 0 && model.view()->layers()[static_cast<std::size_t>(at->layer)].as == subject.layer));
        if (there && static_cast<std::size_t>(at->row) < kept.size()) kept[static_cast<std::size_t>(at->row)] = 1;
    }
    return kept;
}

/// Marks rows that are not kept and not hidden yet; counts them.
void hide(std::vector<std::uint8_t>& rows, std::vector<Hiding>& reasons, std::string text, const std::vector<std::uint8_t>& kept, int filter = -1) {
    const auto reason = static_cast<std::uint8_t>(std::min<std::size_t>(reasons.size() + 1, 255));
    Hiding hiding{std::move(text), 0, filter};
    for (std::size_t row = 0; row < kept.size(); ++row) {
        if (kept[row] != 0 || rows[row] != 0) continue;
        rows[row] = reason;
        ++hiding.hidden;
    }
    reasons.push_back(std::move(hiding));
}

std::vector<std::uint8_t> shown_of(const std::vector<std::uint8_t>& rows) {
    if (std::all_of(rows.begin(), rows.end(), [](std::uint8_t reason) { return reason == 0; })) return {};
    std::vector<std::uint8_t> shown(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) shown[row] = rows[row] == 0;
    return shown;
}

/// The rows of `ties` that stand in a topology.
std::vector<std::uint8_t> ties_in(const column::Segment* topology, std::size_t ties) {
    std::vector<std::uint8_t> in(ties, topology == nullptr);
    if (topology != nullptr)
        for (const std::int32_t tie : topology->find("ties")->i32()) in[static_cast<std::size_t>(tie)] = 1;
    return in;
}

void hide_ties(Visibility& made, const Model& model) {
    const privacy::View& view = *model.view();
    const auto ties = view.segment("ties");
    if (ties == nullptr) return;
    const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
    made.ties.assign(from.size(), 0);
    std::vector<std::uint8_t> kept(from.size());
    for (std::size_t tie = 0; tie < kept.size(); ++tie) kept[tie] = from[tie] >= 0 && to[tie] >= 0;
    hide(made.ties, made.reasons_ties, ties_of_own_card, kept);
    privacy::LensSpec all;
    all.as = "all";
    base::JobContext job;
    const auto valid = view.topology(all, job);
    hide(made.ties, made.reasons_ties, view.as_of() ? "ties that are not of " + date_words(*view.as_of()) : std::string("ties with oneself"), ties_in(valid ? valid->get() : nullptr, kept.size()));
    if (const std::string& lens = model.options.lens; !lens.empty()) hide(made.ties, made.reasons_ties, "ties outside the lens " + plain_words(lens), ties_in(model.topology().get(), kept.size()));
    const auto shown = [&](std::int32_t node) {
        const auto at = static_cast<std::size_t>(node);
        return at < made.people.size() ? made.people[at] == 0 : made.assets[at - made.people.size()] == 0;
    };
    const auto none_hidden = [](const std::vector<std::uint8_t>& rows) { return std::all_of(rows.begin(), rows.end(), [](std::uint8_t reason) { return reason == 0; }); };
    if (none_hidden(made.people) && none_hidden(made.assets)) kept.clear();
    for (std::size_t tie = 0; tie < kept.size(); ++tie) kept[tie] = from[tie] < 0 || to[tie] < 0 || (shown(from[tie]) && shown(to[tie]));
    hide(made.ties, made.reasons_ties, "ties of people and assets that are hidden", kept);
}

}  // namespace

std::optional<Subject> subject_of(const privacy::View& view, std::string_view name) {
    std::string_view table = name.substr(0, name.find('/'));
    if (table.starts_with("results.")) {
        table.remove_prefix(8);
        table.remove_prefix(std::min(table.size(), table.find('.') + 1));
        if (table == "person") return Subject{base::EntityKind::person, ""};
        if (table == "asset") return Subject{base::EntityKind::asset, ""};
        if (!table.starts_with("area.")) return std::nullopt;
        return Subject{base::EntityKind::area, std::string(table.substr(5))};
    }
    const std::string_view first = table.substr(0, table.find('.'));
    if (first == "people") return Subject{base::EntityKind::person, ""};
    if (first == "assets") return Subject{base::EntityKind::asset, ""};
    if (first != "areas" || table.size() < 7) return std::nullopt;
    const std::string layer(table.substr(6));
    const auto layers = view.layers();
    if (std::none_of(layers.begin(), layers.end(), [&](const auto& one) { return one.as == layer; })) return std::nullopt;
    return Subject{base::EntityKind::area, layer};
}

std::vector<std::uint8_t> kept_by(const Model& model, const Filter& filter, std::string& what) {
    what = filter.column + ", which is not here now";
    const auto subject = model.session.is_open() ? subject_of(*model.view(), filter.column) : std::nullopt;
    if (!subject) return {};
    if (filter.kind == Filter::Kind::chosen) return kept_by_hand(model, filter, *subject, what);
    const std::vector<ResultOf> results = model.results();
    const std::vector<Field> fields = fields_of(*model.session.view(), results, *subject);  // a column that is not shown filters, too
    const Field* field = find_field(fields, filter.column);
    if (field == nullptr) return {};
    what = said_of(model, results, *subject, filter, *field);
    std::vector<std::uint8_t> kept(field->rows());
    for (std::size_t row = 0; row < kept.size(); ++row) kept[row] = keeps(filter, *field, row);
    return kept;
}

Visibility visibility_of(const Model& model) {
    Visibility made;
    if (!model.session.is_open()) return made;
    const privacy::View& view = *model.view();
    const ViewOptions& options = model.options;
    made.people.assign(view.people(), 0);
    made.assets.assign(view.assets(), 0);
    const auto layers = view.layers();
    const auto at = std::find_if(layers.begin(), layers.end(), [as = coloured_layer(view, options.map)](const auto& one) { return one.as == as; });
    const privacy::Layer* layer = at == layers.end() ? nullptr : &*at;
    made.areas.assign(layer == nullptr ? 0 : layer->count, 0);
    if (!options.classes.empty() && view.assets() > 0) {
        const Column& of_class = *view.segment("assets")->find("class");
        std::vector<std::uint8_t> kept(view.assets(), 1);
        for (std::size_t row = 0; row < kept.size(); ++row)
            kept[row] = !of_class.known(row) || std::find(options.classes.begin(), options.classes.end(), of_class.i32()[row]) == options.classes.end();
        hide(made.assets, made.reasons_assets, "asset classes that are switched off", kept);
    }
    for (int i = 0; i < static_cast<int>(options.filters.size()); ++i) {
        const Filter& filter = options.filters[static_cast<std::size_t>(i)];
        std::string what;
        const auto kept = kept_by(model, filter, what);
        const auto subject = subject_of(view, filter.column);
        if (!subject) continue;
        if (subject->kind == base::EntityKind::person) hide(made.people, made.reasons_people, what, kept, i);
        if (subject->kind == base::EntityKind::asset) hide(made.assets, made.reasons_assets, what, kept, i);
        if (subject->kind == base::EntityKind::area && layer != nullptr && subject->layer == layer->as) hide(made.areas, made.reasons_areas, what, kept, i);
    }
    hide_ties(made, model);
    made.shown_people = shown_of(made.people);
    made.shown_assets = shown_of(made.assets);
    made.shown_areas = shown_of(made.areas);
    return made;
}

}  // namespace kith::viewer::model
