#include "engine/column/dispositions.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace kith::column {

void SourceReport::note(Issue issue) { note_many(std::move(issue), 1); }

void SourceReport::note_many(Issue issue, std::int64_t count) {
    auto at = std::find_if(counts.begin(), counts.end(), [&](const Count& c) { return c.code == issue.code; });
    if (at == counts.end()) at = counts.insert(counts.end(), Count{issue.code, issue.severity, 0});
    at->severity = std::max(at->severity, issue.severity);
    const bool room = at->count < listed_issues;
    at->count += count;
    if (room) issues.push_back(std::move(issue));
}

bool SourceReport::has_problems() const {
    return std::any_of(counts.begin(), counts.end(), [](const Count& c) { return c.severity == Severity::problem; });
}

std::string masked(std::string_view value) {
    const auto characters = std::count_if(value.begin(), value.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
    return "‹" + base::counted(characters, "character") + "›";
}

}  // namespace kith::column
