#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "engine/base/text.hpp"
#include "engine/place/assemble.hpp"
#include "engine/place/registry.hpp"
#include "engine/place/seen_ties.hpp"

namespace kith::place {
namespace {

using column::Column;
using column::State;

/// The registry, and the words that only this place uses.
struct Kinds {
    column::DictionaryBuilder own;  // unregistered words; code + registry size = kind
    std::vector<std::uint8_t> own_to_asset;

    std::int32_t code_of(std::string_view word) {
        const std::int32_t known = find_tie_kind(word);
        return known >= 0 ? known : static_cast<std::int32_t>(tie_kinds().size()) + own.code_of(registry_word(word));
    }
};

/// Ends by dictionary code: each different id is looked up once.
class Ends {
public:
    Ends(const Assembly& assembly, const Column& ids, int is) : ids_(ids), codes_(ids.codes()) {
        if (is == 2) nodes_.assign(static_cast<std::size_t>(ids.dictionary().size()), unknown);
        else nodes_ = assembly.people.find_all(ids.dictionary());
        for (std::size_t code = 0; code < nodes_.size(); ++code)
            if (nodes_[code] < 0) nodes_[code] = find(assembly, ids.dictionary()[static_cast<std::int32_t>(code)], is);
    }
    static constexpr std::int32_t unknown = -1, ambiguous = -2, empty = -3, left_out = -4;
    std::int32_t node(std::size_t row) const {
        const std::int32_t code = codes_[row];
        return code < 0 || !ids_.known(row) ? empty : nodes_[static_cast<std::size_t>(code)];
    }
    std::string_view text(std::size_t row) const { return ids_.text(row); }
    /// Says that this row will be asked for soon (see SeenTies::soon).
    [[gnu::always_inline]] void soon(std::size_t row) const {
#if defined(__GNUC__)
        if (const std::int32_t code = codes_[row]; code >= 0) __builtin_prefetch(&nodes_[static_cast<std::size_t>(code)]);
#endif
    }

private:
    /// Of an id that no person has.
    static std::int32_t find(const Assembly& assembly, std::string_view id, int is) {
        std::int32_t found = unknown;
        for (std::size_t b = 0; is != 1 && b < assembly.assets.size(); ++b) {
            const std::int32_t asset = assembly.assets[b].find(id);
            if (asset < 0) continue;
            if (found >= 0) return ambiguous;
            found = assembly.people.size() + assembly.first_asset[b] + asset;
        }
        return found == unknown && assembly.left_out.find(id) >= 0 ? left_out : found;
    }
    const Column& ids_;
    std::span<const std::int32_t> codes_;
    std::vector<std::int32_t> nodes_;
};

constexpr std::size_t rows_at_once = 256;

struct Tables {
    std::vector<std::int32_t> from, to, kind;
    std::vector<std::uint8_t> sensitive;
    Stack stack;
};

/// Ties that have ended are told apart by when: what ended and began again is two ties.
using Ended = std::set<std::pair<std::uint64_t, std::int32_t>>;

class TieReader {
public:
    TieReader(Assembly& assembly, const Block& block, Kinds& kinds, SeenTies& seen, Ended& ended)
        : assembly_(assembly),
          block_(block),
          seen_(seen),
          ended_(ended),
          from_(assembly, *block.table->find("from"), block.from_is),
          to_(assembly, *block.table->find("to"), block.to_is),
          kind_(block.table->find("kind")),
          until_(block.table->find("until")) {
        if (kind_ != nullptr) {
            words_ = kind_->codes();
            for (std::int32_t code = 0; code < kind_->dictionary().size(); ++code)
                kinds_.push_back(known_kind(kinds.code_of(kind_->dictionary()[code])));
        }
        no_word_person_ = known_kind(find_tie_kind("acquaintance"));
        no_word_asset_ = known_kind(find_tie_kind("attends"));
    }

    /// A block of rows at a time: what each asks for lies anywhere in memory, and is on its way while the others ask. Between blocks it is
    /// looked up whether somebody asked to stop.
    base::Status read(Tables& tables) {
        const auto rows = block_.table->find("from")->rows();
        std::vector<std::int32_t> kept;
        kept.reserve(rows);
        std::array<Tie, rows_at_once> ties;
        for (std::size_t first = 0; first < rows; first += ties.size()) {
            if (auto s = assembly_.job.check(); !s) return s;
            const std::size_t end = std::min(first + ties.size(), rows), before = kept.size();
            for (std::size_t row = first; row < end; ++row) {
                from_.soon(row);
                to_.soon(row);
            }
            for (std::size_t row = first; row < end; ++row) look_up(row, ties[row - first]);
            for (std::size_t row = first; row < end; ++row) {
                if (!is_new(row, ties[row - first])) continue;
                ties[kept.size() - before] = ties[row - first];
                kept.push_back(static_cast<std::int32_t>(row));
            }
            keep({ties.data(), kept.size() - before}, tables);
        }
        finish(tables, std::move(kept));
        return {};
    }

private:
    struct Kind {
        std::int32_t code = 0;
        bool two_ways = false;
    };
    struct Tie {
        std::int32_t from = 0, to = 0, kind = 0;
        std::uint64_t key = 0;  // by which it is known again: of kinds that go both ways, the lower node first
    };

    static Kind known_kind(std::int32_t code) {
        return {code, code >= static_cast<std::int32_t>(tie_kinds().size()) || tie_kinds()[static_cast<std::size_t>(code)].symmetric};
    }

    void look_up(std::size_t row, Tie& tie) const {
        tie.from = from_.node(row);
        tie.to = to_.node(row);
        if (tie.from < 0 || tie.to < 0) return;
        const Kind& kind = kind_at(row, tie.to);
        const bool turned = kind.two_ways && tie.to < tie.from;
        tie.kind = kind.code;
        tie.key = SeenTies::key_of(static_cast<std::uint32_t>(turned ? tie.to : tie.from),
            static_cast<std::uint32_t>(turned ? tie.from : tie.to), static_cast<std::uint32_t>(tie.kind));
        seen_.soon(tie.key);
    }

    /// Is the row a tie, and did it not come before?
    bool is_new(std::size_t row, const Tie& tie) {
        if (!both_ends(row, tie.from, tie.to)) return false;
        if (kind_ == nullptr || !kind_->known(row)) ++without_kind_;
        if (until_ != nullptr && until_->known(row) ? ended_.emplace(tie.key, until_->days()[row]).second : seen_.add(tie.key)) return true;
        ++block_.report->tally.merged;
        --block_.report->tally.kept;
        note(row, "", "", "repeated_tie",
            "The same two ends and kind came before, so the rows count as one tie; the first row's values stand.", column::Severity::note);
        return false;
    }

    void keep(std::span<const Tie> ties, Tables& tables) const {
        const std::size_t before = tables.from.size();
        for (auto* column : {&tables.from, &tables.to, &tables.kind}) column->resize(before + ties.size());
        tables.sensitive.resize(before + ties.size());
        for (std::size_t i = 0; i < ties.size(); ++i) {
            tables.from[before + i] = ties[i].from;
            tables.to[before + i] = ties[i].to;
            tables.kind[before + i] = ties[i].kind;
            tables.sensitive[before + i] = goes_to_sensitive(ties[i].from) || goes_to_sensitive(ties[i].to) ? 1 : 0;
        }
    }

    void note(std::size_t row, const char* column_key, std::string value, const char* code, const char* reason, column::Severity severity) {
        block_.report->note({block_.report->file, block_.table->find("source_row")->i64()[row], column_key, std::move(value), code, reason, severity});
    }
    void refuse(std::size_t row, const char* column_key, std::string_view id, const char* code, const char* reason) {
        ++block_.report->tally.refused;
        --block_.report->tally.kept;
        note(row, column_key, column::masked(id), code, reason, column::Severity::problem);
    }

    bool both_ends(std::size_t row, std::int32_t from, std::int32_t to) {
        if (from == Ends::empty || to == Ends::empty) {
            ++empty_;
            return false;
        }
        if (from == Ends::left_out || to == Ends::left_out) {
            ++left_out_;
            return false;
        }
        for (const bool first : {true, false}) {
            const std::int32_t node = first ? from : to;
            if (node >= 0) continue;
            const Ends& ends = first ? from_ : to_;
            if (node == Ends::unknown) refuse(row, first ? "from" : "to", ends.text(row), "dangling_tie", "No person or asset has this id, so the tie was not used.");
            else refuse(row, first ? "from" : "to", ends.text(row), "ambiguous_end", "Assets of two files have this id, so it is not clear which is meant; the tie was not used.");
            return false;
        }
        if (from != to) return true;
        refuse(row, "to", to_.text(row), "self_tie", "Both ends are the same, so the tie was not used.");
        return false;
    }

    const Kind& kind_at(std::size_t row, std::int32_t to) const {
        if (kind_ != nullptr && kind_->known(row)) return kinds_[static_cast<std::size_t>(words_[row])];
        return to >= assembly_.people.size() ? no_word_asset_ : no_word_person_;
    }

    bool goes_to_sensitive(std::int32_t node) const {
        return node >= assembly_.people.size() && assembly_.asset_sensitivity[static_cast<std::size_t>(node - assembly_.people.size())] != 0;
    }

    void finish(Tables& tables, std::vector<std::int32_t> kept) {
        column::SourceReport& report = *block_.report;
        report.tally.kept -= empty_ + left_out_;
        report.tally.filtered += empty_ + left_out_;
        if (left_out_ > 0)
            report.note_many({report.file, 0, "", "", "tie_left_out", base::counted(left_out_, "tie") + " of people whose rows were filtered, and so left out with them.",
                              column::Severity::note}, left_out_);
        if (empty_ > 0)
            report.note_many({report.file, 0, "", "", "empty_end", base::counted(empty_, "row") + " without an id at one end: they name no tie and were left out.",
                              column::Severity::note}, empty_);
        if (without_kind_ > 0 && kind_ != nullptr)
            report.note_many({report.file, 0, "kind", "", "no_kind", base::counted(without_kind_, "tie") + " without a kind: taken as \"knows\" or \"goes to\".",
                              column::Severity::problem}, without_kind_);
        tables.stack.add(block_.table, std::move(kept));
    }

    Assembly& assembly_;
    const Block& block_;
    SeenTies& seen_;
    Ended& ended_;
    Ends from_, to_;
    const Column *kind_, *until_;
    std::span<const std::int32_t> words_;  // of kinds
    std::vector<Kind> kinds_;
    Kind no_word_person_, no_word_asset_;
    std::int64_t empty_ = 0, left_out_ = 0, without_kind_ = 0;
};

base::Status keep_kinds(Assembly& assembly, const Kinds& kinds, const Tables& tables) {
    const std::size_t registered = tie_kinds().size(), total = registered + static_cast<std::size_t>(kinds.own.size());
    std::vector<std::uint8_t> to_asset(total, 0);
    for (std::size_t tie = 0; tie < tables.kind.size(); ++tie)
        if (tables.to[tie] >= assembly.people.size() || tables.from[tie] >= assembly.people.size()) to_asset[static_cast<std::size_t>(tables.kind[tie])] = 1;
    std::vector<std::string> key, label;
    std::vector<std::int32_t> group, circle, review;
    std::vector<std::uint8_t> symmetric, paid, kin, is_registered;
    column::States paid_states;
    for (std::size_t i = 0; i < total; ++i) {
        TieKind kind;
        const std::string own = i < registered ? std::string() : std::string(kinds.own[static_cast<std::int32_t>(i - registered)]);
        if (i < registered) {
            kind = tie_kinds()[i];
        } else {
            kind.key = kind.label = own;
            kind.group = to_asset[i] != 0 ? column::TieGroup::membership : column::TieGroup::social;
            assembly.remarks.push_back("The tie kind \"" + own + "\" is not in the registry: it counts as " +
                                       std::string(column::tie_group_words[static_cast<std::size_t>(kind.group)]) + ", both ways, paid or not unknown.");
        }
        key.emplace_back(kind.key);
        label.emplace_back(kind.label);
        group.push_back(static_cast<std::int32_t>(kind.group));
        circle.push_back(kind.circle);
        review.push_back(kind.review_months);
        symmetric.push_back(kind.symmetric ? 1 : 0);
        paid.push_back(kind.paid.value_or(false) ? 1 : 0);
        paid_states.push_back(static_cast<std::uint8_t>(kind.paid ? State::known : State::unstated));
        kin.push_back(kind.kin ? 1 : 0);
        is_registered.push_back(i < registered ? 1 : 0);
    }
    column::SegmentBuilder builder("tie_kinds");
    builder.add_strings("key", key).add_strings("label", label).add_i32("group", std::move(group)).add_booleans("symmetric", std::move(symmetric));
    builder.add_booleans("paid", std::move(paid), std::move(paid_states)).add_booleans("kin", std::move(kin));
    builder.add_i32("circle", std::move(circle)).add_i32("review_months", std::move(review)).add_booleans("registered", std::move(is_registered));
    return assembly.keep(std::move(builder));
}

/// The file's word, else the kind's default.
void add_paid(column::SegmentBuilder& builder, const Tables& tables) {
    std::vector<std::uint8_t> paid(tables.kind.size(), 0);
    column::States states(tables.kind.size(), static_cast<std::uint8_t>(State::unstated));
    std::size_t at = 0;
    bool unknown = false;
    const std::span<const TieKind> registry = tie_kinds();
    for (const auto& part : tables.stack.parts()) {
        const Column* own = part.table->find("paid");
        for (const std::int32_t row : part.rows) {
            const auto kind = static_cast<std::size_t>(tables.kind[at]);
            const std::optional<bool>* usual = kind < registry.size() ? &registry[kind].paid : nullptr;
            if (own != nullptr && own->known(static_cast<std::size_t>(row))) {
                paid[at] = own->booleans()[static_cast<std::size_t>(row)];
                states[at] = 0;
            } else if (usual != nullptr && usual->has_value()) {
                paid[at] = **usual ? 1 : 0;
                states[at] = 0;
            } else {
                unknown = true;
            }
            ++at;
        }
    }
    if (!unknown) states.clear();
    builder.add_booleans("paid", std::move(paid), std::move(states));
}

base::Status count_together(Assembly& assembly, const Tables& tables) {
    const std::vector<std::int32_t> counted = counted_together(assembly.asset_count, assembly.people.size(), tables.from, tables.to, tables.kind);
    for (auto& segment : assembly.segments) {
        if (segment->key() != "assets") continue;
        column::SegmentBuilder builder("assets");
        for (const Column& c : segment->columns()) {
            if (c.key() == "counted_with") builder.add_i32("counted_with", counted);
            else builder.add_column(segment, c);
        }
        auto next = std::move(builder).finish(assembly.allocate);
        if (!next) return next.error();
        segment = std::move(*next);
    }
    return {};
}

}  // namespace

std::vector<std::int32_t> counted_together(std::size_t assets, std::int32_t people, std::span<const std::int32_t> from, std::span<const std::int32_t> to,
                                          std::span<const std::int32_t> kind) {
    const auto runs = find_tie_kind("runs"), part_of = find_tie_kind("part_of");
    std::vector<std::int32_t> head(assets);
    std::iota(head.begin(), head.end(), 0);
    for (std::size_t tie = 0; tie < kind.size(); ++tie) {
        const std::int32_t one = from[tie] - people, other = to[tie] - people;
        if (one < 0 || other < 0) continue;
        if (kind[tie] == runs && head[static_cast<std::size_t>(other)] == other) head[static_cast<std::size_t>(other)] = one;
        if (kind[tie] == part_of && head[static_cast<std::size_t>(one)] == one) head[static_cast<std::size_t>(one)] = other;
    }
    std::vector<std::int32_t> counted(head.size());
    for (std::size_t asset = 0; asset < head.size(); ++asset) {
        std::int32_t at = static_cast<std::int32_t>(asset);
        std::size_t steps = 0;
        while (head[static_cast<std::size_t>(at)] != at && steps++ < head.size()) at = head[static_cast<std::size_t>(at)];
        counted[asset] = steps > head.size() ? static_cast<std::int32_t>(asset) : at;
    }
    return counted;
}

base::Status assemble_ties(Assembly& assembly, std::span<const Block> blocks) {
    Kinds kinds;
    Tables tables;
    std::size_t expected = 0;
    if (assembly.people.size() + static_cast<std::int64_t>(assembly.asset_count) > SeenTies::most_nodes)
        return base::Error{base::Code::too_large, "More than 67 million people and assets: that is more than one place can hold."};
    for (const Block& block : blocks) expected += block.table->find("from")->rows();
    {
        SeenTies seen(expected);
        Ended ended;
        for (auto* column : {&tables.from, &tables.to, &tables.kind}) column->reserve(expected);
        tables.sensitive.reserve(expected);
        for (const Block& block : blocks) {
            if (auto s = TieReader(assembly, block, kinds, seen, ended).read(tables); !s) return s;
        }
    }
    if (tie_kinds().size() + static_cast<std::size_t>(kinds.own.size()) > SeenTies::most_kinds)
        return base::bad_input("The ties have thousands of different kinds: the column named as kind is probably another one. Check the recipe.");
    if (assembly.asset_count > 0)
        if (auto s = count_together(assembly, tables); !s) return s;
    if (auto s = keep_kinds(assembly, kinds, tables); !s) return s;
    column::SegmentBuilder core("ties");
    add_paid(core, tables);
    core.add_booleans("sensitive", std::move(tables.sensitive));
    for (const char* key : {"direction", "closeness", "strength", "frequency", "valence", "functions", "reported_by", "since", "until", "last_confirmed",
                            "met_through", "permission", "permission_by", "permission_on", "source"}) {
        if (auto s = assembly.job.check(); !s) return s;
        tables.stack.copy(core, key, key, State::not_asked);
    }
    for (const char* key : {"withdrawn", "withdrawn_on", "objected_on"}) tables.stack.copy(core, key, key, State::not_applicable);
    add_source_rows(core, tables.stack);
    core.add_i32("from", std::move(tables.from)).add_i32("to", std::move(tables.to)).add_i32("kind", std::move(tables.kind));
    return assembly.keep(std::move(core));
}

}  // namespace kith::place
