// Which role each table has; the keys of its block are made in propose_blocks.cpp.
#include "engine/io/propose.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"
#include "engine/io/formats.hpp"
#include "engine/io/propose_blocks.hpp"
#include "engine/io/propose_columns.hpp"

namespace kith::io {
namespace {

bool named(const FileFacts& file, std::initializer_list<std::string_view> words) {
    const std::string name = base::lower(stem_of(file.file));
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return name.find(word) != name.npos; });
}

struct Judged {
    TableRole role;
    bool sure;
    std::string why;
};

/// Buildings and grounds are shapes too.
bool looks_like_register(const TableFacts& table) {
    const ColumnFacts* id = id_of_areas(table);
    if (id != nullptr && has_codes(*id)) return false;
    // Things that lie in areas have their codes, and share them.
    if (std::any_of(table.columns.begin(), table.columns.end(), has_codes)) return true;
    return find_column(table, {"amenity", "leisure", "religion", "healthcare", "office", "shop", "charity", "postcode", "address", "addrstreet", "addrpostcode", "osmid"}) != nullptr;
}

std::optional<Judged> by_shape(const FileFacts& file, const TableFacts& table) {
    if (table.shape == Shape::lines && looks_like_register(table)) return Judged{TableRole::assets, false, "its rows are outlines of places with an address or a kind"};
    if (table.shape == Shape::areas && looks_like_register(table)) return Judged{TableRole::assets, false, "its rows are shapes of places with an address or a kind, not of areas"};
    if (table.shape == Shape::areas) return Judged{TableRole::areas, true, "its rows are shapes with an inside"};
    if (table.shape == Shape::lines) return Judged{TableRole::backdrop, true, "its rows are lines"};
    if (table.shape == Shape::points) return Judged{TableRole::assets, true, "its rows are points on the map"};
    if (file.format == Format::osm) return Judged{TableRole::assets, true, "it is an extract of OpenStreetMap"};
    if (file.format == Format::grants) return Judged{TableRole::assets, true, "it is a list of grants (360Giving)"};
    if (file.format == Format::open_referral) return Judged{TableRole::assets, true, "it is a feed of services (Open Referral)"};
    if (is_network(file.format) && table.table == "nodes") return Judged{TableRole::people, true, "they are the nodes of a network"};
    if (is_network(file.format)) return Judged{TableRole::ties, true, "they are the edges of a network"};
    return std::nullopt;
}

std::optional<Judged> by_columns(const FileFacts& file, const TableFacts& table) {
    if (const auto lookup = lookup_in(table)) return Judged{TableRole::lookup, !lookup->known_as.empty(), lookup->known_as.empty() ? "each of its rows says where a " + std::string(lookup_of_words[static_cast<std::size_t>(lookup->of)]) + " is, and nothing else" : "it has the columns of " + std::string(lookup->known_as)};
    const auto has = [&](std::initializer_list<std::string_view> names) { return find_column(table, names) != nullptr; };
    if (table.columns.size() == 1 && table.columns[0].first.starts_with("http"))
        return Judged{TableRole::nothing, true, "it holds nothing but an address (" + table.columns[0].first + "); fetch what is there and import that"};
    if (table.rows == 0) return Judged{TableRole::nothing, true, "nothing is written in it yet"};
    if (table.table == "about" && table.columns.size() == 1) return Judged{TableRole::nothing, true, "it says what the other sheets are"};
    if (has({"name"}) && has({"kind"}) && has({"whomtoask"})) return Judged{TableRole::assets, true, "it has the columns of Kith's own cards"};
    const ColumnFacts* codes = id_of_areas(table);
    if (codes != nullptr && has_codes(*codes) && has({"wkt", "geometry", "geom", "thegeom"}))
        return Judged{TableRole::areas, true, "it has codes of areas and their shapes as text"};
    if (codes != nullptr && has_codes(*codes) && find_position(table)) return Judged{TableRole::nothing, true, "its rows are single points of areas"};
    const auto of_codes = std::count_if(table.columns.begin(), table.columns.end(), has_codes);
    if (of_codes > 1 && std::none_of(table.columns.begin(), table.columns.end(), holds_numbers))
        return Judged{TableRole::nothing, true, "it has several codes of areas and no numbers: a lookup, which is not needed here"};
    if (const auto ends = find_ends(table); ends && has({"networkcanvasuuid", "alter1number", "targetid"}))
        return Judged{TableRole::ties, true, "it has columns " + ends->from->name + " and " + ends->to->name};
    if (has({"networkcanvasuuid"})) return Judged{TableRole::people, true, "its rows are people whom somebody named in a Network Canvas interview"};
    if (has({"networkcanvasegouuid"})) return Judged{TableRole::people, true, "its rows are people who were asked in a Network Canvas interview"};
    if (has({"egoid", "puid"}) && has({"altid", "alterid", "alternumber", "nameid"})) return Judged{TableRole::people, true, "its rows are people whom somebody named: " + find_column(table, {"egoid", "puid"})->name + " says who"};
    if (has({"instrument"}) && has({"item"}) && has({"value"})) return Judged{TableRole::observations, true, "it has columns instrument, item and value"};
    if (has({"date"}) && has({"who"}) && has({"kind"})) return Judged{TableRole::events, true, "it has columns date, who and kind"};
    if (has({"a"}) && has({"b"}) && named(file, {"never"})) return Judged{TableRole::never_introduce, true, "its name says so, and it has columns a and b"};
    if (const auto ends = find_ends(table))
        return Judged{TableRole::ties, true, "it has columns " + ends->from->name + " and " + ends->to->name};
    return std::nullopt;
}

/// Codes of areas whose boundaries are among the files: the block of them, and the column.
struct Joined {
    int layer = -1;
    const ColumnFacts* codes = nullptr;
    double share = 0;
};

class Proposing {
public:
    Proposing(std::span<const FileFacts> files, const Vocabulary& vocabulary, std::span<const RoleAnswer> answers)
        : files_(files), vocabulary_(vocabulary), answers_(answers) {}

    std::vector<ProposedBlock> blocks() {
        for (const FileFacts& file : files_)
            for (const TableFacts& table : file.tables) start(file, table);
        one_layer_each();
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (!decided_[i]) judge_rest(i);
            else if (blocks_[i].role == TableRole::statistics) blocks_[i].layer = joined(*table_[i]).layer;  // somebody said so
        }
        settle_primary();
        std::vector<ProposedBlock> more;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const BlockSource source{*file_[i], *table_[i], vocabulary_, layers(), static_cast<int>(i), has_lookup(LookupOf::postcode), has_lookup(LookupOf::uprn), names_};
            make_keys(source, blocks_[i]);
            if (auto ties = ties_of_the_named(*table_[i], blocks_[i])) more.push_back(std::move(*ties));
            for (ProposedBlock& one : one_for_each_kind(source, blocks_[i])) more.push_back(std::move(one));
        }
        blocks_.insert(blocks_.end(), more.begin(), more.end());
        people_at_the_ends();
        return std::move(blocks_);
    }

private:
    void start(const FileFacts& file, const TableFacts& table) {
        ProposedBlock block;
        block.file = file.file;
        block.table = table.table;
        block.rows = table.rows;
        const auto answer = std::find_if(answers_.begin(), answers_.end(), [&](const RoleAnswer& a) { return a.file == file.file && a.table == table.table; });
        auto judged = by_shape(file, table);
        if (!judged) judged = by_columns(file, table);
        if (answer != answers_.end()) judged = Judged{answer->role, true, "you said so"};
        decided_.push_back(judged.has_value());
        if (judged) settle(block, *judged);
        file_.push_back(&file);
        table_.push_back(&table);
        blocks_.push_back(std::move(block));
    }

    /// Where there are ties and nobody to have them, those who stand at their ends are the people.
    void people_at_the_ends() {
        const auto has = [&](TableRole role) { return std::any_of(blocks_.begin(), blocks_.end(), [&](const ProposedBlock& b) { return b.role == role; }); };
        if (has(TableRole::people)) return;
        const std::vector<ProposedBlock> all = blocks_;
        for (const ProposedBlock& ties : all)
            if (ties.role == TableRole::ties)
                for (ProposedBlock& people : people_of_ends(ties)) blocks_.push_back(std::move(people));
    }

    bool has_lookup(LookupOf of) const {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const auto lookup = blocks_[i].role == TableRole::lookup ? lookup_in(*table_[i]) : std::nullopt;
            if (lookup && lookup->of == of) return true;
        }
        return false;
    }

    static void settle(ProposedBlock& block, Judged judged) {
        block.role = judged.role;
        block.sure = judged.sure;
        block.why = std::move(judged.why);
    }

    std::vector<LayerChoice> layers() const {
        std::vector<LayerChoice> out;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (blocks_[i].role == TableRole::areas) out.push_back({static_cast<int>(i), &blocks_[i], file_[i], table_[i]});
        return out;
    }

    /// Boundaries that come in several formats are taken once.
    void one_layer_each() {
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (blocks_[i].role != TableRole::areas) continue;
            const ColumnFacts* id = id_of_areas(*table_[i]);
            const auto same = std::find_if(kept.begin(), kept.end(), [&](std::size_t k) {
                const ColumnFacts* other = id_of_areas(*table_[k]);
                return id != nullptr && other != nullptr && table_[k]->rows == table_[i]->rows && share_within(*id, *other) == 1 && share_within(*other, *id) == 1;
            });
            if (same == kept.end())
                kept.push_back(i);
            else
                settle(blocks_[i], {TableRole::nothing, true, "the same areas are read from " + blocks_[*same].file});
        }
    }

    Joined joined(const TableFacts& table) const {
        Joined best;
        for (const LayerChoice& layer : layers()) {
            const ColumnFacts* id = id_of_areas(*layer.table);
            if (id == nullptr) continue;
            for (const ColumnFacts& column : table.columns) {
                if (column.distinct < 2 || holds_numbers(column)) continue;
                const double share = std::max(share_within(column, *id), share_within(*id, column));
                if (share > best.share + 0.05) best = {layer.block, &column, share};
            }
        }
        return best;
    }

    /// Do ties end at this table's ids?
    bool ends_of_ties(const TableFacts& table) const {
        const ColumnFacts* id = find_id(table);
        if (id == nullptr) return false;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (blocks_[i].role != TableRole::ties) continue;
            const auto ends = find_ends(*table_[i]);
            if (ends && share_within(*ends->from, *id) > 0.8) return true;
        }
        return false;
    }

    Judged judged(const FileFacts& file, const TableFacts& table, const Joined& areas) const {
        const auto has = [&](std::initializer_list<std::string_view> names) { return find_column(table, names) != nullptr; };
        if (has({"role", "asked", "livesalone", "introduce", "ageband"}) && find_id(table) != nullptr)
            return {TableRole::people, true, "it has columns as lists of people have"};
        const bool place = find_position(table) || find_column(table, {"wkt", "geometry"}) != nullptr;
        // Ties also end at places: people have no kind.
        if (find_name(table) != nullptr && place && has({"kind", "subtype", "assettype", "facilitytype"}) && ends_of_ties(table))
            return {TableRole::assets, true, "its rows have a name, a kind and a position, and ties end at their ids"};
        if (ends_of_ties(table)) return {TableRole::people, true, "ties end at its ids"};
        if (named(file, {"people", "person", "participant", "member", "resident_list", "node", "ego"}) && find_id(table) != nullptr) return {TableRole::people, false, "its name says so"};
        const bool addressed = has({"address", "street", "address1"}) || find_ending(table, {"postcode"}) != nullptr;
        if (find_name(table) != nullptr && place) return {TableRole::assets, !has({"age", "sex", "gender"}), "its rows have a name and a position"};
        if (areas.share > 0.3 && !addressed) return of_areas(table, areas);
        if (find_name(table) != nullptr && addressed) return {TableRole::assets, false, has_lookup(LookupOf::postcode) ? "its rows have a name and an address" : "its rows have a name and an address (no position: they go to the tray, unless a lookup of postcodes is among the files)"};
        if (const auto code = std::find_if(table.columns.begin(), table.columns.end(), has_codes); code != table.columns.end())
            return {TableRole::nothing, true, "its codes in " + code->name + " are of no boundaries among these files; add those and import again"};
        return {TableRole::nothing, false, "nothing in it says what it is"};
    }

    Judged of_areas(const TableFacts& table, const Joined& areas) const {
        // Many codes live on from one census to the next, but not all, and not always for the same ground.
        const ColumnFacts* id = id_of_areas(*table_[static_cast<std::size_t>(areas.layer)]);
        const std::string year = year_of_codes(areas.codes->name), other = year_of_codes(id->name);
        const bool all_there = areas.share == 1 && areas.codes->sketch.size() < ColumnFacts::sketch_size;
        if (!year.empty() && !other.empty() && year != other && !all_there)
            return {TableRole::nothing, true, "its " + areas.codes->name + " are codes of 20" + year + ", and the boundaries are of 20" + other + "; add boundaries of 20" + year + " and import again"};
        const bool numbers = std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnFacts& c) { return &c != areas.codes && holds_numbers(c); });
        if (!numbers) return {TableRole::nothing, true, "it has codes of areas and no numbers: a lookup, which is not needed here"};
        return {TableRole::statistics, true, "its " + areas.codes->name + " holds codes of these boundaries"};
    }

    void judge_rest(std::size_t i) {
        const Joined areas = joined(*table_[i]);
        settle(blocks_[i], judged(*file_[i], *table_[i], areas));
        if (blocks_[i].role == TableRole::statistics) blocks_[i].layer = areas.layer;
    }

    /// Official areas with statistics come first: theirs is the layer that reports speak of.
    void settle_primary() {
        int best = -1;
        std::int64_t most = -1;
        for (const LayerChoice& layer : layers()) {
            const auto joins = std::count_if(blocks_.begin(), blocks_.end(), [&](const ProposedBlock& b) { return b.layer == layer.block; });
            const ColumnFacts* id = id_of_areas(*layer.table);
            const std::int64_t weight = (id != nullptr && has_codes(*id) ? 1000000 : 0) + 1000 * joins + std::min<std::int64_t>(layer.table->rows, 999);
            if (weight > most) best = layer.block, most = weight;
        }
        if (best >= 0 && layers().size() > 1) blocks_[static_cast<std::size_t>(best)].keys.emplace_back("primary", "true");
    }

    std::span<const FileFacts> files_;
    const Vocabulary& vocabulary_;
    std::span<const RoleAnswer> answers_;
    std::vector<ProposedBlock> blocks_;
    std::vector<bool> decided_;
    std::vector<const FileFacts*> file_;
    std::vector<const TableFacts*> table_;
    Names names_;
};

/// The national grid where something says Great Britain; else the zone of Universal Transverse Mercator in the middle.
void choose_crs(std::span<const FileFacts> files, Proposal& proposal) {
    double lon = 0, lat = 0, weight = 0;
    bool codes = false;
    for (const FileFacts& file : files) {
        for (const TableFacts& table : file.tables) {
            codes = codes || std::any_of(table.columns.begin(), table.columns.end(), has_codes);
            double x = table.lon, y = table.lat;
            if (const auto position = find_position(table); position && position->crs == "EPSG:4326" && table.shape == Shape::none) {
                x = (position->x->least + position->x->most) / 2;
                y = (position->y->least + position->y->most) / 2;
            }
            if (x == 0 && y == 0) continue;
            const auto rows = static_cast<double>(table.rows);
            lon += x * rows;
            lat += y * rows;
            weight += rows;
        }
    }
    if (weight > 0) lon /= weight, lat /= weight;
    if (codes || weight == 0 || (lon > -8.7 && lon < 2 && lat > 49.8 && lat < 61)) {
        proposal.crs = "EPSG:27700";
        proposal.crs_why = "the British National Grid, in metres";
        return;
    }
    const int zone = std::clamp(static_cast<int>(std::floor((lon + 180) / 6)) + 1, 1, 60);
    proposal.crs = "EPSG:" + std::to_string((lat < 0 ? 32700 : 32600) + zone);
    proposal.crs_why = "UTM zone " + std::to_string(zone) + ", in metres, where most of it lies";
}

}  // namespace

Proposal propose(std::span<const FileFacts> files, std::string name, const Vocabulary& vocabulary, std::span<const RoleAnswer> answers) {
    Proposal proposal;
    proposal.name = std::move(name);
    choose_crs(files, proposal);
    proposal.blocks = Proposing(files, vocabulary, answers).blocks();
    return proposal;
}

}  // namespace kith::io
