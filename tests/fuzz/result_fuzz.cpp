// What a worker leaves in its two blocks, every byte of it hostile: it is refused, or all of it can be read and said.
// An input is: u16 bytes of the first block and that many bytes of it, from its start; then u8 records, u8 notes, u8 numbers, the
// counters of the second block (7 of 8 bytes), and so many records, notes and numbers, each put where its region starts.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "engine/host/wording.hpp"
#include "tests/support/result_blocks.hpp"

namespace {
using namespace kith;

void must(bool holds) {
    if (!holds) std::abort();
}

struct Input {
    const std::uint8_t* at;
    std::size_t left;
    std::size_t number(std::size_t bytes) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < bytes && left > 0; ++i, ++at, --left) value |= static_cast<std::size_t>(*at) << (8 * i);
        return value;
    }
    void copy(std::vector<std::byte>& block, std::size_t offset, std::size_t wanted) {
        const std::size_t count = std::min({wanted, left, block.size() - std::min(offset, block.size())});
        if (count > 0) std::memcpy(block.data() + offset, at, count);
        at += count;
        left -= count;
    }
};

/// Reads every value and says every word of a result that was accepted.
std::size_t use(const host::AnalysisResult& result, const privacy::View& view) {
    const host::Wording words(result, view);
    std::size_t sum = 0;
    for (const host::ResultColumns& columns : result.columns)
        for (const host::OutputColumn* spec : columns.columns) {
            const host::ResultColumn column(*spec, *columns.segment);
            for (std::size_t row = 0; row < column.rows(); ++row) sum += words.column_value(column, row).size();
        }
    for (const host::ResultTable& table : result.tables)
        for (std::size_t row = 0; row < table.rows(); ++row)
            for (std::size_t c = 0; c < table.spec->columns.size(); ++c) sum += words.cell(table, c, row).size();
    host::Finding finding;
    for (std::size_t i = 0; i < result.findings.size(); ++i) {
        result.findings.read(i, finding);
        must(finding.notes.size() <= host::most_notes);
        const host::Said said = words.say(finding);
        must(!said.text.empty() && !said.changes.empty());
        sum += said.text.size() + words.key(finding).hex().size();
    }
    return sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const test::ResultBlocks blocks;
    static const host::FindingLayout layout = host::finding_layout(blocks.manifest, blocks.counts);
    static const auto plugin = [] {
        auto made = std::make_shared<host::Plugin>();
        made->manifest = blocks.manifest;
        return made;
    }();
    Input input{data, size};
    std::vector<std::byte> outputs(blocks.outputs().size()), findings(blocks.findings().size());
    input.copy(outputs, 0, input.number(2));
    const std::size_t records = input.number(1), notes = input.number(1), numbers = input.number(1);
    input.copy(findings, 0, 7 * sizeof(std::uint64_t));
    input.copy(findings, layout.records, records * sizeof(host::FindingRecord));
    input.copy(findings, layout.notes, notes * sizeof(host::NoteRecord));
    input.copy(findings, layout.numbers, numbers * sizeof(double));

    for (const bool gate_open : {true, false}) {
        host::AnalysisResult result;
        result.plugin = plugin;
        result.as = "blocks";
        const base::JobContext job;
        const host::ResultReader reader(plugin->manifest, blocks.counts, blocks.view, gate_open, !gate_open, job);
        const bool outputs_hold = static_cast<bool>(reader.read_outputs(*column::borrowed_memory(outputs), result));
        const bool findings_hold = static_cast<bool>(reader.read_findings(column::borrowed_memory(findings), result));
        if (!outputs_hold || !findings_hold) continue;
        must(static_cast<std::int64_t>(result.findings.size()) <= layout.capacity);
        (void)use(result, blocks.view);
        (void)host::ResultReader::digest_of(result);
    }
    return 0;
}
