#include "engine/cli/snapshot_marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/cli/snapshot_results.hpp"
#include "engine/cli/snapshot_scene.hpp"

namespace kith::cli {
namespace {

constexpr std::size_t most_classes = 8;   // of words with a colour of their own
constexpr std::string_view colours_of_words = "Set2";

bool people(base::EntityKind kind) { return kind == base::EntityKind::person; }

std::string in_words(const privacy::View& view, std::string_view segment, std::string_view column, std::string word) {
    word = view.words_for(segment, column, word);
    std::replace(word.begin(), word.end(), '_', ' ');
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

/// The commonest words have a class each, in the order of the alphabet; the rest are one.
void class_words(MarkColumn& column) {
    std::vector<std::int64_t> uses(column.words.size(), 0);
    for (const std::int32_t code : column.codes)
        if (code >= 0) ++uses[static_cast<std::size_t>(code)];
    std::vector<std::size_t> order(uses.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t word) { return uses[word] == 0; });
    const auto before = [&](std::size_t a, std::size_t b) { return column.words[a] < column.words[b]; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return uses[a] != uses[b] ? uses[a] > uses[b] : before(a, b); });
    const bool more = order.size() > most_classes;
    if (more) order.resize(most_classes - 1);
    std::sort(order.begin(), order.end(), before);
    std::vector<std::size_t> class_of(uses.size(), order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        class_of[order[i]] = i;
        column.classes.push_back(column.words[order[i]]);
    }
    if (more) column.classes.emplace_back("other");
    for (std::size_t row = 0; row < column.codes.size(); ++row)
        if (column.codes[row] >= 0) column.values[row].value = static_cast<double>(class_of[static_cast<std::size_t>(column.codes[row])]);
}

bool usable(const column::Column& column) { return column.type() == column::Type::f64 || column.type() == column::Type::text || column.type() == column::Type::boolean; }

MarkColumn read(const privacy::View& view, std::string_view segment, const column::Column& column) {
    MarkColumn out;
    out.title = in_words(view, segment, column.key(), std::string(column.key()));
    if (column.type() == column::Type::text)
        for (std::int32_t i = 0; i < column.dictionary().size(); ++i) out.words.push_back(view.words_for(segment, column.key(), std::string(column.dictionary()[i])));
    if (column.type() == column::Type::boolean) out.words = {"no", "yes"};
    for (std::size_t row = 0; row < column.rows(); ++row) {
        const picture::ValueKind kind = value_kind_of(column.state(row));
        const bool known = kind == picture::ValueKind::value;
        out.values.push_back({kind, known && column.type() == column::Type::f64 ? column.f64()[row] : 0});
        if (!out.words.empty()) out.codes.push_back(!known ? -1 : column.type() == column::Type::boolean ? column.booleans()[row] : column.codes()[row]);
    }
    if (!out.words.empty()) class_words(out);
    return out;
}

}  // namespace

base::Result<MarkColumn> mark_column(const Opened& opened, const SnapshotCommand& command, base::EntityKind kind, const std::string& name, base::JobContext& job) {
    const privacy::View& view = *opened.view;
    if (people(kind) && view.audience() != privacy::Audience::team) return base::misuse("What is known of people is for the team: say --audience team.");
    const std::size_t rows = people(kind) ? view.people() : view.assets();
    std::string names;
    for (const char* key : people(kind) ? std::array{"people", "people.attributes"} : std::array{"assets", "assets.details"}) {
        const auto segment = view.segment(key);
        for (const column::Column& column : segment ? segment->columns() : std::span<const column::Column>{}) {
            if (!usable(column) || column.rows() != rows) continue;
            if (column.key() == name) return read(view, key, column);
            names += (names.empty() ? "" : ", ") + std::string(column.key());
        }
    }
    auto found = result_column(opened, command, name, people(kind) ? host::Entity::person : host::Entity::asset, {}, job);
    if (!found) return found.error();
    if (*found) return MarkColumn{(*found)->title, std::move((*found)->values), {}, {}, {}};
    return base::misuse(std::string(people(kind) ? "People" : "Assets") + " have no column called \"" + name + "\"; there are: " + names + ", and what analyses work out, such as isolation_size.");
}

base::Status DressedMarks::dress(base::EntityKind kind, picture::MarkOptions& marks) {
    const SnapshotCommand::Marks& wish = people(kind) ? command_.people : command_.assets;
    const auto column = [&](const std::string& name) -> base::Result<const MarkColumn*> {
        auto made = mark_column(opened_, command_, kind, name, job_);
        if (!made) return made.error();
        return &columns_.emplace_back(std::move(*made));
    };
    if (!wish.colour.empty()) {
        const auto by = column(wish.colour);
        if (!by) return by.error();
        MarkColumn& one = columns_.back();
        if (std::any_of(coloured_.begin(), coloured_.end(), [&](const MarkColumn* other) { return other->title == one.title; })) one.title += people(kind) ? ", people" : ", assets";
        marks.colour = picture::Colouring{one.title, one.values, {}, std::string(one.words.empty() ? picture::default_sequential : colours_of_words), false};
        if (!one.words.empty()) marks.colour->scheme = picture::ClassChoice{picture::Scheme::unique, static_cast<int>(one.classes.size()), 1.5, {}};
        coloured_.push_back(&one);
    }
    if (!wish.size.empty()) {
        const auto by = column(wish.size);
        if (!by) return by.error();
        if (!(*by)->words.empty()) return base::misuse("Sizes are told by numbers; \"" + wish.size + "\" is in words.");
        double most = 0;
        std::vector<double>& sizes = sizes_.emplace_back();
        for (const picture::AreaValue& value : (*by)->values) {
            sizes.push_back(value.kind <= picture::ValueKind::at_most ? std::max(0.0, value.value) : std::numeric_limits<double>::quiet_NaN());
            if (!std::isnan(sizes.back())) most = std::max(most, sizes.back());
        }
        for (double& size : sizes) size = most > 0 ? std::sqrt(size / most) : size;
        marks.sizes = sizes;
    }
    if (wish.shape.empty()) return {};
    const auto by = column(wish.shape);
    if (!by) return by.error();
    if ((*by)->words.empty()) return base::misuse("Shapes are told by words; \"" + wish.shape + "\" is in numbers.");
    shapes_.push_back({kind, *by});
    return {};
}

void DressedMarks::finish(picture::Scene& scene) const {
    for (const MarkColumn* by : coloured_)
        for (picture::Legend& legend : scene.legends)
            if (legend.title == by->title)
                for (std::size_t i = 0; i < std::min(by->classes.size(), legend.classes); ++i) legend.entries[i].label = by->classes[i];
    for (const Shape& shape : shapes_) picture::shape_marks(scene, shape.kind, shape.by->codes, shape.by->words, shape.by->title);
}

}  // namespace kith::cli
