#pragma once
// Reads what a worker left, after it is dead and the blocks are sealed: every length, row, code, enum and number is checked
// before it is believed, and house rules that a plugin could break are kept here. One fault refuses the whole result.
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/host/result.hpp"
#include "engine/host/result_layout.hpp"
#include "engine/privacy/view.hpp"

namespace kith::host {

class ResultReader {
public:
    /// `gate_open`: rule 3. `names_nobody`: the gate was lowered, so claims about the whole network name no person. `job`, which must outlive this: reading
    /// ends with base::cancelled() once somebody asks it to stop.
    ResultReader(const Manifest& manifest, const Counts& counts, const privacy::View& view, bool gate_open, bool names_nobody, const base::JobContext& job);

    /// Columns and tables into `result`. Errors name the output and the row.
    base::Status read_outputs(const column::Memory& block, AnalysisResult& result) const;
    /// Findings into `result`; the memory stays theirs.
    base::Status read_findings(const std::shared_ptr<const column::Memory>& block, AnalysisResult& result) const;
    /// Over all that is in `result`: equal results, equal digests.
    static base::Digest digest_of(const AnalysisResult& result);

private:
    struct Limit {     // what an argument's or a cell's row may be
        ArgumentType type = ArgumentType::number;
        std::int64_t below = 0;  // rows or codes; of areas, see Counts
    };
    struct Walk;       // one finding while its notes are read
    struct OneColumn;  // one output column while it is read
    struct OneCell;    // one table column while it is read

    base::Status check_column(OneColumn& column) const;
    base::Status read_table(const column::Memory& block, std::size_t index, AnalysisResult& result) const;
    base::Status read_cell(const TableColumn& spec, const Limit& limit, const unsigned char* raw, OneCell& cell) const;
    const char* finding_fault(const FindingRecord& record, Walk& walk) const;
    const char* notes_fault(const FindingRecord& record, Walk& walk) const;
    const char* note_fault(const NoteRecord& note, double number, Walk& walk) const;
    const char* introduction_fault(const Walk& walk) const;
    bool dropped(const FindingRecord& record, const Walk& walk) const;
    bool is_alter(std::int32_t person) const;
    Limit limit_for(const ArgumentKind& kind) const;
    bool row_ok(const Limit& limit, std::int32_t row, std::size_t layer) const;
    void prepare_limits();

    const Manifest& manifest_;
    const Counts& counts_;
    const privacy::View& view_;
    bool gate_open_, names_nobody_;
    const base::JobContext& job_;
    column::SegmentPtr people_;
    const column::Column* role_ = nullptr;
    const column::Column* introduce_ = nullptr;
    bool any_alter_ = false;
    std::int64_t ties_ = 0;
    std::unordered_set<std::uint64_t> never_;  // pairs never to introduce, smaller row first
    std::vector<std::vector<Limit>> message_limits_, strength_limits_, change_limits_;
};

}  // namespace kith::host
