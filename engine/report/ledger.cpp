#include "engine/report/ledger.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "engine/base/whole.hpp"

namespace kith::report {
namespace {

using nlohmann::ordered_json;

ordered_json of(const privacy::Released& line) {
    return {{"measure", line.measure}, {"layer", line.layer}, {"areas", line.areas}, {"from", line.count.low}, {"to", line.count.high}};
}

privacy::Released released(const ordered_json& line) {
    return {line.at("measure").get<std::string>(), line.at("layer").get<std::string>(), line.at("areas").get<std::vector<std::string>>(), {base::whole<std::int64_t>(line.at("from")), base::whole<std::int64_t>(line.at("to"))}};
}

}  // namespace

base::Result<std::vector<LedgerRelease>> read_ledger(const std::filesystem::path& file) {
    std::vector<LedgerRelease> out;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return out;
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const base::Error damaged = base::bad_input("The ledger of releases " + file.filename().string() + " cannot be read. Take it from a copy: without it nobody knows what a new release would give away.");
    const auto all = ordered_json::parse(text, nullptr, false);
    if (!in || all.is_discarded()) return damaged;
    try {
        if (all.at("kith_ledger") != 1) return damaged;
        for (const auto& one : all.at("releases")) {
            LedgerRelease release{one.at("day").get<std::string>(), one.at("audience").get<std::string>(), {}, {}};
            release.rule.threshold = base::whole<std::int64_t>(one.at("threshold"));
            release.rule.round_to = base::whole<std::int64_t>(one.at("rounding"));
            for (const auto& line : one.at("numbers")) release.numbers.push_back(released(line));
            out.push_back(std::move(release));
        }
    } catch (const nlohmann::json::exception&) {
        return damaged;
    }
    return out;
}

std::string ledger_text(std::span<const LedgerRelease> releases) {
    ordered_json out{{"kith_ledger", 1}, {"about", "Every number of people that was published of this place. Keep it: the next release is compared with it."}, {"releases", ordered_json::array()}};
    for (const LedgerRelease& release : releases) {
        ordered_json one{{"day", release.day}, {"audience", release.audience}, {"threshold", release.rule.threshold}, {"rounding", release.rule.round_to}, {"numbers", ordered_json::array()}};
        for (const privacy::Released& line : release.numbers) one["numbers"].push_back(of(line));
        out["releases"].push_back(std::move(one));
    }
    return out.dump(1) + "\n";
}

std::vector<privacy::Released> all_numbers(std::span<const LedgerRelease> releases) {
    std::vector<privacy::Released> out;
    for (const LedgerRelease& release : releases)
        for (const privacy::Released& line : release.numbers) {
            std::erase(out, line);  // what is said again stands where it was said last
            out.push_back(line);
        }
    return out;
}

}  // namespace kith::report
