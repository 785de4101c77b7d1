// What a reader that its file has taken over may send: a report and an answer, whole or refused.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/io/reader_protocol.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith::io;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(answer_from_json(text));
    static_cast<void>(request_from_json(text));
    const auto report = report_from_json(text);
    if (!report) return 0;
    if (!report->tally.balances()) std::abort();
    for (const auto& issue : report->issues)
        if (issue.reason.find('\n') != std::string::npos || issue.row < 0) std::abort();
    const auto again = report_from_json(to_json(*report));
    if (!again || again->issues.size() != report->issues.size()) std::abort();
    return 0;
}
