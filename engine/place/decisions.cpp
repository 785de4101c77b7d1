// What was decided about pairs that may be one: its table, and what follows from it.
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>

#include "engine/base/text.hpp"
#include "engine/io/delimited.hpp"
#include "engine/place/edit.hpp"
#include "engine/place/matching.hpp"

namespace kith::place {
namespace {

constexpr std::uintmax_t largest_table = 64u << 20;

base::Result<Decision> decision_from(const std::string& file, std::int64_t row, std::string_view a, std::string_view b, std::string_view word, std::string_view why) {
    const auto fault = [&](std::string_view what) { return base::bad_input(file + ", row " + base::grouped(row) + ": " + std::string(what)); };
    const base::EntityKey one = base::key_from_text(a), other = base::key_from_text(b);
    if (one == base::EntityKey{} || other == base::EntityKey{} || one.kind != other.kind || one == other) return fault("a and b are not the keys of two people or two assets.");
    if (word != "same" && word != "different") return fault("the decision \"" + std::string(word.substr(0, 40)) + "\" is neither same nor different.");
    return Decision{one, other, word == "same", std::string(why)};
}

void add_cell(std::string& line, std::string_view cell, bool first = false) {
    if (!first) line += ',';
    const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
    line += '"';
    if (formula) line += '\'';
    for (const char c : cell) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

std::string words_of(const Revision& revision, const base::EntityKey& key, std::string_view field) {
    const auto value = value_at(revision, key, field);
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    return text == nullptr ? std::string() : *text;
}

void add_line(std::string& out, const Revision& revision, const base::EntityKey& a, const base::EntityKey& b, std::string_view decision, std::string_view why, std::string_view evidence) {
    const bool assets = a.kind == base::EntityKind::asset;
    const std::string table = assets ? "assets" : "people";
    add_cell(out, decision, true);
    for (const auto& key : {a, b}) {
        add_cell(out, words_of(revision, key, table + ".names/name"));
        add_cell(out, words_of(revision, key, table + ".names/id"));
        add_cell(out, assets ? words_of(revision, key, "assets.details/source") : "");
        add_cell(out, assets ? words_of(revision, key, "assets.details/source_licence") : "");
    }
    add_cell(out, evidence);
    add_cell(out, why);
    add_cell(out, base::to_text(a));
    add_cell(out, base::to_text(b));
    out += '\n';
}

}  // namespace

base::Result<std::vector<Decision>> read_decisions(const std::filesystem::path& file) {
    std::vector<Decision> decisions;
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return decisions;
    const std::string name = file.filename().string();
    if (std::filesystem::file_size(file, failed) > largest_table) return base::bad_input(name + " is too large for a table of decisions (at most 64 MiB).");
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const std::string_view first_line = std::string_view(text).substr(0, text.find('\n'));
    io::DelimitedReader reader(text, std::count(first_line.begin(), first_line.end(), ';') > std::count(first_line.begin(), first_line.end(), ',') ? ';' : ',');
    const std::array<int, 4> columns{reader.find("a"), reader.find("b"), reader.find("decision"), reader.find("why")};
    if (std::any_of(columns.begin(), columns.begin() + 3, [](int c) { return c < 0; })) return base::bad_input(name + " is no table of decisions: it needs the columns a, b and decision.");
    io::RowBatch batch;
    while (reader.next(batch))
        for (std::size_t row = 0; row < batch.rows; ++row) {
            const auto cell = [&](std::size_t i) { return columns[i] < 0 ? std::string_view() : base::trimmed(batch.cells(static_cast<std::size_t>(columns[i]))[row]); };
            if (cell(2).empty()) continue;
            auto decision = decision_from(name, batch.source_row[row], cell(0), cell(1), base::lower(cell(2)), cell(3));
            if (!decision) return decision.error();
            decisions.push_back(std::move(*decision));
        }
    return decisions;
}

std::string matches_csv(const Revision& revision, std::span<const Decision> decisions, const Matches& matches) {
    std::string out = "decision,name_a,id_a,source_a,licence_a,name_b,id_b,source_b,licence_b,evidence,why,a,b\n";
    for (const Decision& one : decisions) add_line(out, revision, one.a, one.b, one.same ? "same" : "different", one.why, "");
    for (const MatchPair& pair : matches.pairs) add_line(out, revision, pair.a, pair.b, "", "", pair.evidence);
    return out;
}

base::Result<RevisionPtr> with_decisions(const RevisionPtr& revision, std::span<const Decision> decisions, const column::Allocator& allocate) {
    const auto& assets = revision->segment("assets");
    if (assets == nullptr) return revision;
    const auto now = assets->find("counted_with")->i32();
    std::vector<std::int32_t> head(now.begin(), now.end());
    for (const Decision& one : decisions) {
        const auto a = revision->find(one.a), b = revision->find(one.b);
        if (!one.same || one.a.kind != base::EntityKind::asset || !a || !b) continue;
        const std::int32_t first = head[static_cast<std::size_t>(a->row)], second = head[static_cast<std::size_t>(b->row)];
        std::replace(head.begin(), head.end(), std::max(first, second), std::min(first, second));
    }
    if (std::equal(now.begin(), now.end(), head.begin(), head.end())) return revision;
    column::SegmentBuilder builder("assets");
    for (const auto& c : assets->columns()) {
        if (c.key() == "counted_with") builder.add_i32("counted_with", std::move(head));
        else builder.add_column(assets, c);
    }
    auto next = std::move(builder).finish(allocate);
    if (!next) return next.error();
    return revision->with({std::move(*next)});
}

}  // namespace kith::place
