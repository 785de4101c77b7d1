#pragma once
// A network file read as people and as ties, and what came of it in one line.
#include <set>
#include <sstream>
#include <string>

#include "tests/engine/io/reading.hpp"

namespace kith::io::test {

struct NetworkReading {
    Reading nodes, ties;

    static std::string verdict_of(const Reading& r) {
        if (!r.error.empty() || !r.tables.table) return "refused";
        if (r.report.has_problems()) return "problems";
        return r.report.counts.empty() ? "clean" : "notes";
    }
    static std::string counts_of(const Reading& r) {
        const auto& t = r.report.tally;
        return std::to_string(t.read) + '/' + std::to_string(t.kept);
    }
    /// The codes of issues of both, in alphabetical order.
    std::string codes() const {
        std::set<std::string> all;
        for (const Reading* r : {&nodes, &ties})
            for (const auto& count : r->report.counts) all.insert(count.code);
        std::string out;
        for (const std::string& code : all) out += (out.empty() ? "" : " ") + code;
        return out;
    }
};

/// `how`: "network FORMAT"; "people ID [SCOPE]"; "ties FROM TO [SCOPE]".
inline NetworkReading read_network(const std::string& file, const std::string& how, const std::string& content) {
    std::istringstream words(how);
    std::string what, first, second, third;
    words >> what >> first >> second >> third;
    const std::string begin = "file = '" + file + "'\n";
    NetworkReading out;
    if (what == "network") {
        const std::string format = "format = \"" + first + "\"\n";
        out.nodes = read("[[people]]\n" + begin + format, content);
        out.ties = read("[[ties]]\n" + begin + format, content);
    } else if (what == "people") {
        out.nodes = read("[[people]]\n" + begin + "id = '" + first + "'\n" + (second.empty() ? "" : "scope_id = '" + second + "'\n"), content);
    } else {
        out.ties = read("[[ties]]\n" + begin + "from = '" + first + "'\nto = '" + second + "'\n" + (third.empty() ? "" : "scope_id = '" + third + "'\n"), content);
    }
    return out;
}

}  // namespace kith::io::test
