#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/cli/plugin_trial.hpp"
#include "engine/cli/plugin_verbs.hpp"

namespace kith::cli {
namespace {

const char* word_for(Kept kept) { return kept == Kept::yes ? "passed" : kept == Kept::no ? "failed" : "left out"; }

/// Every line after the first under the first.
std::string indented(const std::string& words) {
    std::string made;
    for (const char c : words) made += c == '\n' ? std::string("\n          ") : std::string(1, c);
    return made;
}

class Sheet {
public:
    explicit Sheet(bool json) : json_(json) {}
    /// Shows the verdict at once; the next rule may take a while.
    bool add(RuleVerdict verdict) {
        const bool kept = verdict.kept != Kept::no;
        if (!json_) {
            fmt::print("{:8}  {}{}{}\n", word_for(verdict.kept), verdict.rule, verdict.words.empty() ? "" : ": ", indented(verdict.words));
            if (!kept && !verdict.own_words.empty()) fmt::print("          it said: {}\n", verdict.own_words);
            std::fflush(stdout);
        }
        verdicts_.push_back(std::move(verdict));
        return kept;
    }
    void leave_out(std::initializer_list<const char*> rules, const std::string& why) {
        for (const char* rule : rules) add({rule, Kept::left_out, why, ""});
    }
    int close(const std::string& id) const {
        const auto failed = std::count_if(verdicts_.begin(), verdicts_.end(), [](const RuleVerdict& v) { return v.kept == Kept::no; });
        const auto passed = std::count_if(verdicts_.begin(), verdicts_.end(), [](const RuleVerdict& v) { return v.kept == Kept::yes; });
        if (json_) {
            nlohmann::json rules = nlohmann::json::array();
            for (const RuleVerdict& v : verdicts_) rules.push_back({{"rule", v.rule}, {"verdict", word_for(v.kept)}, {"words", v.words}, {"authors_words", v.own_words}});
            fmt::print("{}\n", nlohmann::json{{"id", id}, {"passed", passed}, {"failed", failed}, {"rules", rules}}.dump(2));
        } else {
            fmt::print("{}: {} rules passed, {} failed\n", id.empty() ? "This folder" : id, passed, failed);
        }
        return failed == 0 ? done : done_with_problems;
    }

private:
    bool json_;
    std::vector<RuleVerdict> verdicts_;
};

void try_in_runs(Trial& trial, Sheet& sheet, bool quick) {
    if (!sheet.add(trial.as_declared())) return sheet.leave_out({"the same answer twice", "every state of unknown", "places of every shape"}, "it does not run on an ordinary place yet");
    sheet.add(trial.same_twice());
    sheet.add(trial.unknown());
    sheet.add(trial.empty());
    sheet.add(trial.alone());
    sheet.add(trial.apart());
    if (quick) return sheet.leave_out({"two million ties", "stops when asked"}, "left out by --quick");
    sheet.add(trial.large());
    sheet.add(trial.stops());
}

}  // namespace

int plugin_test(const PluginTestCommand& command) {
    Console console(false);
    std::error_code failed;
    const std::filesystem::path folder = std::filesystem::canonical(command.folder, failed);
    if (failed) return console.give_up(base::misuse("There is no folder " + command.folder.string() + ". `kith plugin new NAME` makes one."));
    base::JobContext job;
    Interrupt interrupt(job);
    Trial trial(folder, job);
    Sheet sheet(command.json);
    // Kith loads nothing whose manifest is not whole, or whose words are not those of people.
    if (sheet.add(trial.manifest()) && sheet.add(trial.words()) && sheet.add(trial.build())) {
        sheet.add(trial.exports());
        try_in_runs(trial, sheet, command.quick);
    }
    if (job.stopped()) return console.give_up(base::cancelled());
    return sheet.close(trial.read() ? trial.read()->id : std::string());
}

}  // namespace kith::cli
