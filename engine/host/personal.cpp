#include "engine/host/personal.hpp"

#include <algorithm>
#include <unordered_map>

#include "engine/base/text.hpp"

namespace kith::host {
namespace {

/// Segments that stand for one grant as a whole.
struct WholeSegment {
    std::string_view segment;
    Personal grant;
};
constexpr std::array<WholeSegment, 9> whole_segments{{{"people.names", Personal::names},
                                                      {"households.names", Personal::names},
                                                      {"assets.names", Personal::names},
                                                      {"people.positions", Personal::positions},
                                                      {"assets.positions", Personal::positions},
                                                      {"events.notes", Personal::notes},
                                                      {"people.path", Personal::notes},
                                                      {"assets.path", Personal::notes},
                                                      {"ties.sensitive", Personal::sensitive_ties}}};
/// Single columns of segments that are free otherwise.
struct OneColumn {
    std::string_view segment, column;
    Personal grant;
};
constexpr std::array<OneColumn, 2> single_columns{{{"ties", "met_through", Personal::notes}, {"observations", "asked_by", Personal::names}}};
/// Of the details of assets, what has a form of its own; the rest (contact, how to join, kept columns) is free text.
constexpr std::array<std::string_view, 7> plain_details{"when", "cost", "step_free", "languages", "source", "source_licence", "capacity"};
constexpr std::array<std::string_view, 3> identity_columns{"key_high", "key_low", "source_row"};
constexpr std::size_t most_words_of_a_category = 32;

template <class List>
bool among(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<Personal> grant_of(std::string_view segment) {
    for (const WholeSegment& whole : whole_segments)
        if (whole.segment == segment) return whole.grant;
    return {};
}

/// What the dictionary says of a column; kept columns of people depend on their words instead.
std::optional<Personal> grant_of(std::string_view segment, std::string_view column) {
    if (const auto whole = grant_of(segment)) return whole;
    for (const OneColumn& one : single_columns)
        if (one.segment == segment && one.column == column) return one.grant;
    if (segment == "assets.details" && !among(plain_details, column)) return Personal::notes;
    return {};
}

/// Kith does not know what a kept column means. Where words hardly repeat they tell people apart, as names, streets and remarks do.
bool could_name_people(const column::Column& c) {
    if (c.type() != column::Type::text) return false;
    std::unordered_map<std::int32_t, std::size_t> rows_of_word;
    std::size_t known = 0;
    for (std::size_t row = 0; row < c.rows(); ++row) {
        if (!c.known(row) || c.codes()[row] < 0) continue;
        ++known;
        ++rows_of_word[c.codes()[row]];
        if (rows_of_word.size() > most_words_of_a_category) return true;
    }
    const auto alone = std::count_if(rows_of_word.begin(), rows_of_word.end(), [](const auto& word) { return word.second == 1; });
    return static_cast<std::size_t>(alone) * 2 > known;
}

}  // namespace

std::optional<Personal> personal_of(const column::Segment& segment, const column::Column& c) {
    if (segment.key() == "people.attributes") return could_name_people(c) ? std::optional(Personal::notes) : std::nullopt;
    // Only a number of places has a form of its own.
    if (segment.key() == "assets.details" && c.key() == "capacity" && c.type() != column::Type::f64) return Personal::notes;
    return grant_of(segment.key(), c.key());
}

bool is_identity(std::string_view column) { return among(identity_columns, column); }

std::vector<std::string> PersonalSet::words() const {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < personal_words.size(); ++i)
        if (has(static_cast<Personal>(i))) list.emplace_back(personal_words[i]);
    return list;
}

std::string in_words(PersonalSet set, std::string_view last) {
    const std::vector<std::string> list = set.words();
    std::string text;
    for (std::size_t i = 0; i < list.size(); ++i)
        text += (i == 0 ? "" : i + 1 == list.size() ? " " + std::string(last) + " " : ", ") + list[i];
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

base::Result<PersonalSet> personal_set(const std::vector<std::string>& words) {
    PersonalSet set;
    for (std::string word : words) {
        std::replace(word.begin(), word.end(), '-', '_');
        const auto found = std::find(personal_words.begin(), personal_words.end(), word);
        if (found != personal_words.end()) {
            set.add(static_cast<Personal>(found - personal_words.begin()));
            continue;
        }
        const std::string_view near = base::nearest_word(word, personal_words);
        return base::misuse("'" + word + "' is nothing that can be allowed" +
                            (near.empty() ? "; it is names, notes, positions or sensitive_ties." : "; did you mean '" + std::string(near) + "'?"));
    }
    return set;
}

std::vector<PersonalRequest> personal_requests(const Manifest& manifest) {
    std::vector<PersonalRequest> list;
    for (const SegmentRequest& request : manifest.inputs) {
        const auto add = [&](Personal what, bool optional, bool if_free) {
            const auto same = [&](const PersonalRequest& known) { return known.what == what && known.segment == request.segment; };
            if (std::none_of(list.begin(), list.end(), same)) list.push_back({what, request.segment, request.why, optional, if_free});
        };
        if (request.segment == "people.attributes") add(Personal::notes, request.optional || request.columns.empty(), true);
        else if (const auto whole = grant_of(request.segment)) add(*whole, request.optional, false);
        else if (request.segment == "assets.details" && request.columns.empty()) add(Personal::notes, true, false);
        for (const OneColumn& one : single_columns)
            if (one.segment == request.segment && request.columns.empty()) add(one.grant, true, false);
        for (const std::string& column : request.columns)
            if (const auto grant = grant_of(request.segment, column)) add(*grant, request.optional, false);
    }
    return list;
}

PersonalSet asked_by(const Manifest& manifest) {
    PersonalSet set;
    for (const PersonalRequest& request : personal_requests(manifest)) set.add(request.what);
    return set;
}

Sight sight_of(const SegmentRequest& request, const column::Segment& segment, PersonalSet allowed) {
    Sight sight;
    const bool everything = request.columns.empty();
    const bool may_lack = request.optional || (everything && !grant_of(segment.key()));
    for (const column::Column& c : segment.columns()) {
        const bool identity = is_identity(c.key());
        const bool wanted = !identity && (everything || among(request.columns, c.key()));
        const bool kept = segment.key() == "people.attributes";  // whose words are read only when they are asked for
        const auto grant = identity || (kept && !wanted) ? std::nullopt : personal_of(segment, c);
        const bool given = wanted && (!grant || allowed.has(*grant));
        if (given) sight.columns.emplace_back(c.key());
        else if (wanted && grant && !may_lack) sight.lacking.add(*grant);
        // Kept columns are cut out one by one; of the others only what nobody may see without being allowed.
        if (!given && (identity || grant || kept)) sight.cut = true;
    }
    return sight;
}

}  // namespace kith::host
