// The rules that need the analysis to run: on invented places, by the worker that every run uses.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "engine/base/text.hpp"
#include "engine/cli/plugin_trial.hpp"
#include "engine/cli/unknown_view.hpp"

namespace kith::cli {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// The rule, and how long a trial waits beyond it to tell slow from deaf.
constexpr milliseconds may_take_to_stop{500};
constexpr milliseconds patience{5000};

TrialShape many() {
    TrialShape shape;
    shape.people = 200'000;
    shape.assets = 20'000;
    shape.ties = 2'100'000;  // some come twice and are merged
    shape.side = 20;
    return shape;
}

/// The analysis on trial, after the bundled ones whose columns it asks for.
std::vector<host::AnalysisRequest> with_others(const host::Manifest& manifest, std::span<const std::filesystem::path> folders) {
    std::vector<host::AnalysisRequest> requests;
    const host::PluginSet set = host::PluginSet::find(folders);
    for (const auto& other : set.plugins()) {
        const auto asked = [&](const host::ResultRequest& r) { return r.as == other->manifest.short_name() && other->manifest.id != manifest.id; };
        if (std::any_of(manifest.results_of.begin(), manifest.results_of.end(), asked)) requests.push_back({other->manifest.id, "", "", ""});
    }
    requests.push_back({manifest.id, "trial", "", ""});
    return requests;
}

std::string seconds(double s) { return fmt::format("{:.1f} s", s); }

}  // namespace

base::Result<Trial::Ran> Trial::run(const privacy::View& view, const RunAs& as) {
    Ran ran;
    base::JobContext own([&](std::string_view, double fraction) { ran.furthest = std::max(ran.furthest, fraction); });
    std::atomic<bool> started{false}, ended{false};
    Clock::time_point asked{};
    host::RunOptions options;
    options.seed = as.seed;
    options.timeout = as.timeout;
    options.grace = patience;
    options.allow_unlocked = true;  // it is the author's own
    options.plugin_folders = {plugin_->folder};
    for (const auto& folder : host::PluginSet::bundled_folders()) options.plugin_folders.push_back(folder);
    options.allowed[plugin_->manifest.id] = {host::asked_by(plugin_->manifest), "", plugin_->seal};
    options.started = [&](int, const std::string& use) { started = started || use == plugin_->manifest.id; };
    // Somebody else asks to stop: a moment after the work has begun, or when Ctrl-C reached us.
    std::thread watcher([&] {
        while (!ended && !own.stopped()) {
            std::this_thread::sleep_for(milliseconds(as.stop ? 30 : 20));
            if (job_.stopped() || (as.stop && started)) {
                asked = Clock::now();
                own.cancel();
            }
        }
    });
    const std::vector<host::AnalysisRequest> requests = with_others(plugin_->manifest, options.plugin_folders);
    auto results = host::run_analyses(view, requests, options, own);
    const auto now = Clock::now();
    ended = true;
    watcher.join();
    if (job_.stopped()) return base::cancelled();
    if (own.stopped()) {
        ran.until_stop = std::chrono::duration_cast<milliseconds>(now - asked);
        return ran;
    }
    if (!results) return results.error();
    ran.result = std::move(results->back());
    return ran;
}

RuleVerdict Trial::judged(std::string rule, const base::Result<Ran>& ran) const {
    if (!ran) return {std::move(rule), Kept::no, ran.error().message, ""};
    const host::AnalysisResult& result = ran->result;
    RuleVerdict verdict{std::move(rule), Kept::no, result.sentence, result.authors_words};
    if (result.ok()) {
        verdict.kept = Kept::yes;
        verdict.words = fmt::format("{} in {}", base::counted(static_cast<std::int64_t>(result.findings.size()), "finding"), seconds(result.seconds));
    } else if (result.verdict == host::Verdict::not_possible) {
        verdict.kept = Kept::yes;
        verdict.words = "Kith does not run it there: " + result.sentence;
    }
    return verdict;
}

RuleVerdict Trial::on(const std::string& rule, const std::string& name, const TrialShape& shape) {
    auto view = place(name, shape);
    if (!view) return {rule, Kept::no, view.error().message, ""};
    return judged(rule, run(**view, {}));
}

RuleVerdict Trial::as_declared() {
    RuleVerdict verdict{"does what its manifest says", Kept::no, "", ""};
    if (plugin_->text != text_) {
        verdict.words = "The manifest beside the library is another one than " + (folder_ / "manifest.json").string() + "; build it again.";
        return verdict;
    }
    auto view = place("ordinary", {});
    if (!view) {
        verdict.words = view.error().message;
        return verdict;
    }
    ordinary_ = *view;
    verdict = judged(verdict.rule, run(*ordinary_, {}));
    // Everything that a manifest may ask for stands in this place, so one that does not run here will run nowhere.
    if (verdict.kept == Kept::yes && verdict.words.starts_with("Kith does not run it")) verdict.kept = Kept::no;
    return verdict;
}

RuleVerdict Trial::same_twice() {
    const std::string rule = "the same answer twice";
    const auto first = run(*ordinary_, {}), second = run(*ordinary_, {});
    if (RuleVerdict verdict = judged(rule, second); verdict.kept != Kept::yes) return verdict;
    if (!first || first->result.digest != second->result.digest)
        return {rule, Kept::no, "Two runs with the same seed differ: draw random numbers from run.random(name, row) only, and let no clock, address or unordered container decide.", ""};
    RunAs other;
    other.seed = 2;
    const auto third = run(*ordinary_, other);
    const bool differs = third && third->result.ok() && third->result.digest != first->result.digest;
    if (differs && plugin_->manifest.determinism == "exact")
        return {rule, Kept::no, "Another seed gives another answer, and the manifest says \"determinism\": \"exact\"; write \"seeded\", or leave chance out of it.", ""};
    return {rule, Kept::yes, differs ? "and another one with another seed" : "", ""};
}

RuleVerdict Trial::unknown() { return judged("every state of unknown", run(*with_every_state(ordinary_), {})); }

RuleVerdict Trial::empty() {
    TrialShape shape;
    shape.people = shape.assets = shape.ties = 0;
    return on("nobody and nothing", "empty", shape);
}

RuleVerdict Trial::alone() {
    TrialShape shape;
    shape.people = shape.assets = shape.side = 1;
    shape.ties = 0;
    return on("one person, one asset, one area", "alone", shape);
}

RuleVerdict Trial::apart() {
    TrialShape shape;
    shape.apart = true;
    return on("a network in pieces", "apart", shape);
}

RuleVerdict Trial::large() {
    const std::string rule = "two million ties";
    auto view = place("large", many());
    if (!view) return {rule, Kept::no, view.error().message, ""};
    large_ = *view;
    RunAs as;
    as.timeout = std::chrono::seconds(120);
    const auto ran = run(*large_, as);
    RuleVerdict verdict = judged(rule, ran);
    if (verdict.kept == Kept::yes && ran->result.ok()) verdict.words = fmt::format("{}, {} MiB at most", seconds(ran->result.seconds), ran->result.peak_kib / 1024);
    if (!ran || ran->result.verdict != host::Verdict::timed_out) return verdict;
    if (ran->furthest > 0) return {rule, Kept::yes, fmt::format("slow: it was {:.0f} % through after {}, and could be stopped", 100 * ran->furthest, seconds(ran->result.seconds)), ""};
    verdict.words += " It told nothing of how far it was: call run.go_on(fraction) in its longest loop.";
    return verdict;
}

RuleVerdict Trial::stops() {
    const std::string rule = "stops when asked";
    if (large_ == nullptr) return {rule, Kept::left_out, "the large place could not be made", ""};
    RunAs as;
    as.stop = true;
    const auto ran = run(*large_, as);
    if (!ran) return {rule, Kept::no, ran.error().message, ""};
    if (ran->until_stop.count() < 0) return {rule, Kept::yes, "it was done before it could be asked", ""};
    // Kith itself needs a moment to let go of a large place.
    const double took = static_cast<double>(ran->until_stop.count()) / 1000;
    if (ran->until_stop <= may_take_to_stop) return {rule, Kept::yes, fmt::format("after {:.2f} s", took), ""};
    return {rule, Kept::no, fmt::format("It went on for {}; half a second after a stop it is ended. Call run.go_on() in every loop that can be long, and return stopped() when it says no.", seconds(took)), ""};
}

}  // namespace kith::cli
