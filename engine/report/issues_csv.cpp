#include "engine/column/issue_codes.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/result_files.hpp"

namespace kith::report {
namespace {

void line(std::string& out, const column::SourceReport& source, column::Severity severity, std::string_view row, std::string_view column, std::string_view value,
          const column::IssueCode& said, std::string_view reason) {
    csv_text(out, severity == column::Severity::problem ? "problem" : "note");
    for (const std::string_view cell : {std::string_view(source.block), std::string_view(source.file), row, column, value, said.code, said.title, reason, said.done, said.mend}) csv_text(out += ',', cell);
    out += "\r\n";
}

}  // namespace

std::string issues_csv(std::span<const column::SourceReport> reports) {
    std::string out = "severity,block,file,row,column,value,code,what,reason,done,mend\r\n";
    for (const column::IssueGroup& group : column::issue_groups(reports)) {
        std::int64_t listed = 0;
        for (const column::Issue& issue : group.source->issues) {
            if (issue.code != group.count->code) continue;
            line(out, *group.source, issue.severity, issue.row > 0 ? std::to_string(issue.row) : "", issue.column, issue.value, group.said, issue.reason);
            ++listed;
        }
        // What one sentence tells of many rows counts as all of them.
        if (group.count->count > column::SourceReport::listed_issues && listed >= column::SourceReport::listed_issues)
            line(out, *group.source, group.count->severity, "", "", "", group.said, "And " + std::to_string(group.count->count - listed) + " more like this.");
    }
    return out;
}

}  // namespace kith::report
