#include "engine/io/read_contract.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <utility>

#include "engine/column/placed_by.hpp"
#include "engine/column/terms.hpp"
#include "engine/geo/backdrop.hpp"
#include "engine/geo/rings.hpp"

namespace kith::io {
namespace {

using column::Type;

/// Types that a column may have, as bits.
constexpr unsigned bit(Type type) { return 1u << static_cast<unsigned>(type); }
constexpr unsigned boolean = bit(Type::boolean), i32 = bit(Type::i32), i64 = bit(Type::i64), f64 = bit(Type::f64), text = bit(Type::text),
                   list = bit(Type::text_list), date = bit(Type::date), point = bit(Type::point);

struct Rule {
    std::string_view key;  // a name that ends in "/" stands for every column that begins so; "*" for every other
    unsigned types;
    bool required = false;
    bool states = true;
    std::int32_t below = 0;  // codes are 0 .. below - 1; 0 = any
    double most = 0;         // numbers are 0 .. most; 0 = any
};

constexpr std::int32_t size_of(std::span<const std::string_view> words) { return static_cast<std::int32_t>(words.size()); }
constexpr std::int32_t masks_of(std::span<const std::string_view> words) { return 1 << words.size(); }

constexpr std::array people_rules{
    Rule{"id", text, true, false}, Rule{"name", text}, Rule{"point", point}, Rule{"area", text}, Rule{"postcode", text}, Rule{"uprn", text},
    Rule{"placed_by", i32, false, true, size_of(column::placed_by_words)}, Rule{"role", i32, true, false, size_of(column::role_words)}, Rule{"living", i32, false, false, size_of(column::living_words)},
    Rule{"household", text}, Rule{"asked", i32, true, false}, Rule{"asked_on", date}, Rule{"introduce", boolean},
    Rule{"own_view", i32, false, true, size_of(column::own_view_words)}, Rule{"own_view_until", date}, Rule{"permission", list},
    Rule{"permission_by", text}, Rule{"permission_on", date}, Rule{"permission_notice", text}, Rule{"withdrawn", list}, Rule{"withdrawn_on", date}, Rule{"objected_on", date},
    Rule{"under_18", boolean}, Rule{"keep/", boolean | f64 | text}, Rule{"left_out", text, false, false}, Rule{"*", list}};
constexpr std::array household_rules{Rule{"id", text, true, false}, Rule{"point", point}, Rule{"area", text}, Rule{"postcode", text}, Rule{"uprn", text},
    Rule{"placed_by", i32, false, true, size_of(column::placed_by_words)}};
constexpr std::array lookup_rules{Rule{"key", text, true, false}, Rule{"point", point, true}, Rule{"ended", boolean, false, false}};
constexpr std::array asset_rules{
    Rule{"id", text, true, false}, Rule{"name", text}, Rule{"point", point}, Rule{"area", text}, Rule{"subtype", text}, Rule{"postcode", text}, Rule{"uprn", text},
    Rule{"placed_by", i32, false, true, size_of(column::placed_by_words)},
    Rule{"class", i32, false, true, size_of(column::asset_class_words)}, Rule{"secondary", i32, false, true, masks_of(column::asset_class_words)},
    Rule{"form", i32, false, true, size_of(column::form_words)}, Rule{"stance", i32, false, true, masks_of(column::stance_words)},
    Rule{"online", boolean}, Rule{"status", i32, false, true, size_of(column::asset_status_words)},
    Rule{"sensitivity", i32, false, true, size_of(column::sensitivity_words)}, Rule{"confirmed_by", i32, false, true, size_of(column::confirmed_by_words)},
    Rule{"confirmed_on", date}, Rule{"review_by", date}, Rule{"when", text}, Rule{"cost", text}, Rule{"step_free", text},
    Rule{"how_to_join", text}, Rule{"contact", text}, Rule{"source", text}, Rule{"source_licence", text}, Rule{"languages", list},
    Rule{"keep/", boolean | f64 | text}, Rule{"*", list}};
constexpr std::array tie_rules{
    Rule{"from", text, true, false}, Rule{"to", text, true, false}, Rule{"kind", text}, Rule{"direction", i32, false, true, size_of(column::direction_words)},
    Rule{"closeness", i32, false, true, 6}, Rule{"strength", f64, false, true, 0, 1}, Rule{"frequency", f64, false, true, 0, 1e6}, Rule{"paid", boolean},
    Rule{"valence", i32, false, true, size_of(column::valence_words)}, Rule{"functions", i32, false, true, masks_of(column::help_words)},
    Rule{"reported_by", i32, false, true, size_of(column::reported_by_words)}, Rule{"met_through", text}, Rule{"since", date}, Rule{"until", date},
    Rule{"last_confirmed", date}, Rule{"source", text}, Rule{"permission", list},
    Rule{"permission_by", text}, Rule{"permission_on", date}, Rule{"withdrawn", list}, Rule{"withdrawn_on", date}, Rule{"objected_on", date}};
constexpr std::array observation_rules{
    Rule{"person", text, true, false}, Rule{"instrument", text, true}, Rule{"item", text, true}, Rule{"value", f64, true}, Rule{"date", date},
    Rule{"mode", text}, Rule{"asked_by", text}};
constexpr std::array event_rules{
    Rule{"id", text, true, false}, Rule{"kind", i32, true, false, size_of(column::event_kind_words)}, Rule{"date", date}, Rule{"who", text, true, false},
    Rule{"other", text}, Rule{"words", text}, Rule{"next", text}, Rule{"outcome", text}, Rule{"due", date}, Rule{"done", date},
    Rule{"yes_person", date}, Rule{"yes_other", date}, Rule{"met_on", date}, Rule{"in_touch_on", date}, Rule{"rest_until", date}, Rule{"permission", list}};
constexpr std::array pair_rules{Rule{"a", text, true, false}, Rule{"b", text, true, false}};
constexpr std::array join_rules{Rule{"code", text, true, false}, Rule{"rows", i64, false, false}, Rule{"indicator/", f64 | text}};
constexpr std::array description_rules{
    Rule{"table", text, true, false}, Rule{"crs", text, true, false}, Rule{"shape", i32, true, false, 4}, Rule{"rows", i64, true, false},
    Rule{"lon", f64, true, false}, Rule{"lat", f64, true, false}, Rule{"column", text, true, false}, Rule{"first", text, true, false}, Rule{"filled", i64, true, false},
    Rule{"distinct", i64, true, false}, Rule{"repeats", i64, true, false}, Rule{"numbers", i64, true, false}, Rule{"whole", i64, true, false}, Rule{"dates", i64, true, false},
    Rule{"yes_no", i64, true, false}, Rule{"area_codes", i64, true, false}, Rule{"longitudes", i64, true, false}, Rule{"latitudes", i64, true, false}, Rule{"least", f64, true, false}, Rule{"most", f64, true, false},
    Rule{"empty", list, true, false}, Rule{"words", list, true, false}, Rule{"sketch", list, true, false}};
constexpr std::array area_rules{Rule{"code", text, true, false}, Rule{"name", text}, Rule{"km2", f64, true, false}, Rule{"indicator/", f64 | text}};

constexpr std::array backdrop_rules{
    Rule{"kind", text}, Rule{"name", text}, Rule{"closed", boolean, true, false}};

constexpr std::array<Rule, 0> walking_rules{};

std::span<const Rule> rules_for(std::string_view block) {
    if (block == "backdrop") return backdrop_rules;
    if (block == "walking") return walking_rules;
    if (block == "people") return people_rules;
    if (block == "households") return household_rules;
    if (block == "assets") return asset_rules;
    if (block == "ties") return tie_rules;
    if (block == "observations") return observation_rules;
    if (block == "events") return event_rules;
    if (block == "never_introduce") return pair_rules;
    if (block == "lookups") return lookup_rules;
    if (block == "areas.join") return join_rules;
    if (block == "description") return description_rules;
    return area_rules;
}

bool is_geometry(std::string_view block, std::string_view key) {
    if (block == "backdrop") return key == "feature_paths" || key == "path_points" || key == "points";
    if (block == "walking") return key == "points" || key == "from" || key == "to" || key == "step_free";
    return block == "areas" && (key == "area_polygons" || key == "polygon_rings" || key == "ring_points" || key == "points");
}

const Rule* rule_of(std::span<const Rule> rules, std::string_view key) {
    for (const Rule& rule : rules)
        if (rule.key == key || rule.key == "*" || (rule.key.ends_with('/') && key.starts_with(rule.key) && key.size() > rule.key.size())) return &rule;
    return nullptr;
}

/// `asked` has two bits a facet, none of them 3.
bool fits(const Rule& rule, double value) {
    if (rule.most > 0) return value >= 0 && value <= rule.most;
    const double below = rule.key == "asked" ? static_cast<double>(1 << (2 * column::facet_count)) : static_cast<double>(rule.below);
    if (below == 0) return true;
    if (!(value >= 0 && value < below)) return false;
    const auto code = static_cast<std::int32_t>(value);
    return rule.key != "asked" || (code & (code >> 1) & 0x15555555) == 0;
}

const char* fault_of(const column::Column& column, const Rule& rule) {
    if ((rule.types & bit(column.type())) == 0) return "is of another type";
    if (!rule.states && !column.states().empty()) return "has unknown values";
    if (column.type() == Type::f64) return std::all_of(column.f64().begin(), column.f64().end(), [&](double v) { return fits(rule, v); }) ? nullptr : "holds a number out of its range";
    if (column.type() != Type::i32) return nullptr;
    return std::all_of(column.i32().begin(), column.i32().end(), [&](std::int32_t v) { return fits(rule, v); }) ? nullptr : "holds a wrong code";
}

base::Error wrong(const std::string& what) { return base::bad_input("What the reader of the file gave back is not as it should be (" + what + "); it was not used."); }

/// Ends of stretches are points of the table.
base::Status check_ways(const column::Segment& segment) {
    const column::Column *points = segment.find("points"), *from = segment.find("from"), *to = segment.find("to"), *step_free = segment.find("step_free");
    if (points == nullptr || points->type() != Type::point || !points->states().empty()) return wrong("points");
    if (from == nullptr || to == nullptr || from->type() != Type::i32 || to->type() != Type::i32 || from->rows() != to->rows()) return wrong("ends");
    if (step_free == nullptr || step_free->type() != Type::boolean || step_free->rows() != from->rows()) return wrong("step_free");
    const auto among = [&](std::int32_t node) { return node >= 0 && static_cast<std::size_t>(node) < points->rows(); };
    const auto finite = [](double v) { return v > -1e9 && v < 1e9; };
    const bool ok = std::all_of(from->i32().begin(), from->i32().end(), among) && std::all_of(to->i32().begin(), to->i32().end(), among) &&
                    std::all_of(points->xy().begin(), points->xy().end(), finite);
    return ok ? base::Status() : wrong("ends");
}

}  // namespace

bool value_fits(std::string_view block, std::string_view column, double value) {
    if (block.ends_with(".positions")) block.remove_suffix(std::string_view(".positions").size());
    for (const auto& [table, rules] : std::initializer_list<std::pair<std::string_view, std::span<const Rule>>>{{"people", people_rules}, {"assets", asset_rules}, {"ties", tie_rules}, {"events", event_rules}}) {
        const Rule* rule = table == block ? rule_of(rules, column) : nullptr;
        if (rule != nullptr) return fits(*rule, value);
    }
    return true;
}

base::Status check_read_segment(const column::Segment& segment, std::string_view block, std::int64_t rows) {
    const auto rules = rules_for(block);
    const std::string key = block == "areas.join" ? "read.join" : "read." + std::string(block);
    if (segment.key() != key) return wrong("another table");
    const column::Column* source_row = segment.find("source_row");
    if (source_row == nullptr || source_row->type() != Type::i64 || !source_row->states().empty()) return wrong("source_row");
    const std::size_t expected = source_row->rows();
    if (rows >= 0 && expected != static_cast<std::size_t>(rows)) return wrong("another number of rows than its report says");
    std::vector<std::string_view> seen;
    for (const column::Column& column : segment.columns()) {
        if (std::find(seen.begin(), seen.end(), column.key()) != seen.end()) return wrong("a column twice");
        seen.push_back(column.key());
        if (&column == source_row || is_geometry(block, column.key())) continue;
        const Rule* rule = rule_of(rules, column.key());
        const std::string name(column.key());
        if (rule == nullptr) return wrong("the column " + name);
        if (column.rows() != expected && column.key() != "left_out") return wrong("the length of " + name);
        if (const char* fault = fault_of(column, *rule)) return wrong(name + ' ' + fault);
    }
    for (const Rule& rule : rules)
        if (rule.required && segment.find(rule.key) == nullptr) return wrong("no column " + std::string(rule.key));
    if (block == "backdrop") {
        const auto paths = geo::paths_of(segment);
        if (!paths) return paths.error();
        return static_cast<std::size_t>(paths->features()) == expected ? base::Status() : wrong("the length of its shapes");
    }
    if (block == "walking") return check_ways(segment);
    if (block != "areas") return {};
    const auto geometry = geo::geometry_of(segment);
    if (!geometry) return geometry.error();
    if (static_cast<std::size_t>(geometry->areas()) != expected) return wrong("the length of its shapes");
    return {};
}

}  // namespace kith::io
