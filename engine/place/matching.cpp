#include "engine/place/matching.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/place/likeness.hpp"
#include "engine/place/registry.hpp"

namespace kith::place {
namespace {

using Pair = std::pair<std::int32_t, std::int32_t>;  // rows, the lower first

constexpr std::size_t prefix = 4;
constexpr std::size_t most_in_a_square = 64;
constexpr double loss_at_the_edge = 0.4;   // of the score of assets that are just near enough
constexpr double other_class = 0.75, other_subtype = 0.85;

std::uint64_t mixed(std::int64_t a, std::int64_t b, std::size_t word) {
    std::uint64_t h = static_cast<std::uint64_t>(a) * 0x9E3779B97F4A7C15ull ^ static_cast<std::uint64_t>(b) * 0xC2B2AE3D27D4EB4Full ^ word * 0x165667B19E3779F9ull;
    h ^= h >> 29;
    return h * 0xBF58476D1CE4E5B9ull;
}

/// One table of the place with what pairs are judged by.
class Table {
public:
    Table(const Revision& revision, std::string name, const MatchOptions& options) : name_(std::move(name)), options_(options) {
        const column::Column* names = revision.column(name_ + ".names", "name");
        points_ = revision.column(name_ + ".positions", "point");
        area_ = revision.column(name_, "area");
        if (names == nullptr) return;
        for (std::size_t row = 0; row < names->rows(); ++row) words_.push_back(names->known(row) ? words_of_name(names->text(row)) : std::vector<std::string>());
        likeness_.emplace(words_);
    }

    /// Pairs whose names are alike enough, and near where both have a point.
    std::map<Pair, double> alike(double at_least, Matches& counts) const {
        std::map<Pair, double> found;
        std::unordered_map<std::uint64_t, std::vector<std::int32_t>> squares;
        std::map<std::string, std::vector<std::int32_t>> whole;
        for (std::size_t row = 0; row < words_.size(); ++row) {
            if (words_[row].empty()) continue;
            std::vector<std::string> sorted = words_[row];
            std::sort(sorted.begin(), sorted.end());
            std::string all;
            for (const std::string& word : sorted) all += word + ' ';
            whole[all].push_back(static_cast<std::int32_t>(row));
            if (!has_point(row)) continue;
            const auto [x, y] = square(row);
            for (const std::string& start : starts(row)) squares[mixed(x, y, std::hash<std::string>{}(start))].push_back(static_cast<std::int32_t>(row));
        }
        for (std::size_t row = 0; row < words_.size(); ++row)
            if (has_point(row)) look_around(row, squares, at_least, found, counts);
        for (const auto& [name, rows] : whole) {
            if (rows.size() > most_in_a_square) {
                ++counts.passed_over;
                continue;
            }
            for (std::size_t i = 0; i < rows.size(); ++i)
                for (std::size_t j = i + 1; j < rows.size(); ++j) {
                    const auto one = static_cast<std::size_t>(rows[i]), other = static_cast<std::size_t>(rows[j]);
                    if (has_point(one) && has_point(other)) continue;
                    ++counts.compared;
                    found[{rows[i], rows[j]}] = 1;
                }
        }
        return found;
    }

    std::optional<double> metres(const Pair& pair) const {
        const auto a = static_cast<std::size_t>(pair.first), b = static_cast<std::size_t>(pair.second);
        if (!has_point(a) || !has_point(b)) return std::nullopt;
        return std::hypot(points_->xy()[2 * a] - points_->xy()[2 * b], points_->xy()[2 * a + 1] - points_->xy()[2 * b + 1]);
    }
    bool same_area(const Pair& pair) const {
        if (area_ == nullptr) return false;
        const std::int32_t one = area_->i32()[static_cast<std::size_t>(pair.first)];
        return one >= 0 && one == area_->i32()[static_cast<std::size_t>(pair.second)];
    }

private:
    bool has_point(std::size_t row) const { return points_ != nullptr && points_->known(row); }
    std::pair<std::int64_t, std::int64_t> square(std::size_t row) const {
        return {static_cast<std::int64_t>(std::floor(points_->xy()[2 * row] / options_.metres)), static_cast<std::int64_t>(std::floor(points_->xy()[2 * row + 1] / options_.metres))};
    }
    std::set<std::string> starts(std::size_t row) const {
        std::set<std::string> starts;
        for (const std::string& word : words_[row]) starts.insert(word.substr(0, prefix));
        return starts;
    }
    void look_around(std::size_t row, const std::unordered_map<std::uint64_t, std::vector<std::int32_t>>& squares, double at_least, std::map<Pair, double>& found, Matches& counts) const {
        const auto [x, y] = square(row);
        std::set<std::int32_t> others;
        for (const std::string& start : starts(row))
            for (std::int64_t dx = -1; dx <= 1; ++dx)
                for (std::int64_t dy = -1; dy <= 1; ++dy) {
                    const auto at = squares.find(mixed(x + dx, y + dy, std::hash<std::string>{}(start)));
                    if (at == squares.end()) continue;
                    if (at->second.size() > most_in_a_square) {
                        counts.passed_over += dx == 0 && dy == 0 ? 1 : 0;
                        continue;
                    }
                    for (const std::int32_t other : at->second)
                        if (other > static_cast<std::int32_t>(row)) others.insert(other);
                }
        for (const std::int32_t other : others) {
            const Pair pair{static_cast<std::int32_t>(row), other};
            if (metres(pair) > options_.metres) continue;
            ++counts.compared;
            const double likeness = likeness_->of(words_[row], words_[static_cast<std::size_t>(other)]);
            if (likeness >= at_least) found[pair] = likeness;
        }
    }

    std::string name_;
    MatchOptions options_;
    const column::Column* points_ = nullptr;
    const column::Column* area_ = nullptr;
    std::vector<std::vector<std::string>> words_;
    std::optional<NameLikeness> likeness_;
};

std::string words_of_kind(std::string_view subtype) {
    const AssetSubtype* known = find_asset_subtype(subtype);
    return std::string(known == nullptr ? subtype : known->label);
}

std::string percent_alike(double name) { return "names " + std::to_string(static_cast<int>(std::lround(100 * name))) + "% alike"; }
std::string apart(double metres) { return "; " + std::to_string(std::lround(metres)) + " m apart"; }

class Finder {
public:
    Finder(const Revision& revision, std::span<const Decision> decisions, const MatchOptions& options) : revision_(revision), options_(options) {
        for (const Decision& one : decisions) decided_.insert(std::minmax(one.a, one.b));
    }

    Matches run() {
        assets();
        people();
        std::stable_sort(found_.pairs.begin(), found_.pairs.end(), [](const MatchPair& a, const MatchPair& b) { return a.score > b.score; });
        return std::move(found_);
    }

private:
    void assets() {
        if (revision_.segment("assets") == nullptr) return;
        const Table table(revision_, "assets", options_);
        const auto alike = table.alike(options_.asset_score, found_);
        if (alike.empty()) return;
        const std::set<Pair> tied = tied_assets();
        const auto counted = revision_.column("assets", "counted_with")->i32();
        const column::Column *classes = revision_.column("assets", "class"), *subtypes = revision_.column("assets", "subtype");
        for (const auto& [pair, name] : alike) {
            const auto a = static_cast<std::size_t>(pair.first), b = static_cast<std::size_t>(pair.second);
            if (counted[a] == counted[b] || tied.contains(pair)) continue;
            const auto metres = table.metres(pair);
            if (!metres && !table.same_area(pair)) continue;
            const bool known = subtypes->known(a) && subtypes->known(b), same_subtype = known && subtypes->text(a) == subtypes->text(b);
            const bool clash = classes->known(a) && classes->known(b) && classes->i32()[a] != classes->i32()[b];
            const double score = name * (metres ? 1 - loss_at_the_edge * *metres / options_.metres : 1) * (clash ? other_class : known && !same_subtype ? other_subtype : 1);
            if (score < options_.asset_score) continue;
            std::string evidence = percent_alike(name) + (metres ? apart(*metres) : "; in the same area");
            if (same_subtype) evidence += "; both " + words_of_kind(subtypes->text(a));
            else if (known) evidence += "; " + words_of_kind(subtypes->text(a)) + " and " + words_of_kind(subtypes->text(b));
            keep("assets", pair, score, name, metres, std::move(evidence));
        }
    }

    void people() {
        if (revision_.segment("people") == nullptr) return;
        const Table table(revision_, "people", options_);
        const auto alike = table.alike(options_.person_name, found_);
        if (alike.empty()) return;
        const auto known_to = acquaintances(alike);
        const auto households = revision_.column("people", "household")->i32();
        for (const auto& [pair, name] : alike) {
            const auto metres = table.metres(pair);
            const auto a = static_cast<std::size_t>(pair.first), b = static_cast<std::size_t>(pair.second);
            std::string evidence = percent_alike(name);
            int more = 0;
            if (metres) more += 1, evidence += apart(*metres);
            if (!metres && table.same_area(pair)) more += 1, evidence += "; in the same area";
            if (households[a] >= 0 && households[a] == households[b]) more += 1, evidence += "; in the same household";
            if (const auto shared = shared_by(known_to, pair); shared > 0) more += 1, evidence += "; " + base::counted(shared, "tie") + " to the same people or places";
            if (more > 0) keep("people", pair, name * (1 - 0.2 / (1 + more)), name, metres, std::move(evidence));
        }
    }

    std::set<Pair> tied_assets() const {
        std::set<Pair> tied;
        const auto& ties = revision_.segment("ties");
        const auto people = static_cast<std::int32_t>(revision_.people());
        if (ties == nullptr) return tied;
        const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
        for (std::size_t tie = 0; tie < from.size(); ++tie)
            if (from[tie] >= people && to[tie] >= people) tied.insert(std::minmax(from[tie] - people, to[tie] - people));
        return tied;
    }

    using Acquaintances = std::unordered_map<std::int32_t, std::set<std::int32_t>>;
    /// Of those who stand in a pair: whom and what their ties go to.
    Acquaintances acquaintances(const std::map<Pair, double>& pairs) const {
        Acquaintances known;
        for (const auto& [pair, name] : pairs) known[pair.first], known[pair.second];
        const auto& ties = revision_.segment("ties");
        if (ties == nullptr) return known;
        const auto from = ties->find("from")->i32(), to = ties->find("to")->i32();
        for (std::size_t tie = 0; tie < from.size(); ++tie) {
            if (const auto at = known.find(from[tie]); at != known.end()) at->second.insert(to[tie]);
            if (const auto at = known.find(to[tie]); at != known.end()) at->second.insert(from[tie]);
        }
        return known;
    }
    static std::int64_t shared_by(const Acquaintances& known, const Pair& pair) {
        const auto &one = known.at(pair.first), &other = known.at(pair.second);
        return std::count_if(one.begin(), one.end(), [&](std::int32_t node) { return other.contains(node); });
    }

    void keep(std::string_view table, const Pair& pair, double score, double name, std::optional<double> metres, std::string evidence) {
        MatchPair match{revision_.key_of(table, pair.first), revision_.key_of(table, pair.second), score, name, metres, std::move(evidence)};
        if (decided_.contains(std::minmax(match.a, match.b))) ++found_.decided;
        else found_.pairs.push_back(std::move(match));
    }

    const Revision& revision_;
    MatchOptions options_;
    std::set<std::pair<base::EntityKey, base::EntityKey>> decided_;
    Matches found_;
};

}  // namespace

Matches possible_doubles(const Revision& revision, std::span<const Decision> decisions, const MatchOptions& options) { return Finder(revision, decisions, options).run(); }

}  // namespace kith::place
