#pragma once
// `kith plugin test`: the rules that an analysis is held to, each tried and given a verdict in its author's terms.
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/cli/open.hpp"
#include "engine/cli/plugin_build.hpp"
#include "engine/cli/trial_place.hpp"
#include "engine/host/analyses.hpp"

namespace kith::cli {

enum class Kept { yes, no, left_out };
struct RuleVerdict {
    std::string rule;        // "the same answer twice"
    Kept kept = Kept::yes;
    std::string words;       // what was seen, and when it is not kept, what to do
    std::string own_words;   // what the plugin told its author
};

/// One analysis on trial. Each function gives one verdict; manifest, words and build in this order, the others only after a build
/// that succeeded.
class Trial {
public:
    Trial(std::filesystem::path folder, base::JobContext& job) : folder_(std::move(folder)), job_(job) {}

    RuleVerdict manifest();
    RuleVerdict words();
    RuleVerdict build();
    RuleVerdict exports();
    RuleVerdict as_declared();
    RuleVerdict same_twice();
    RuleVerdict unknown();
    RuleVerdict empty();
    RuleVerdict alone();
    RuleVerdict apart();
    RuleVerdict large();
    RuleVerdict stops();

    const std::optional<host::Manifest>& read() const { return manifest_; }

private:
    struct Ran {
        host::AnalysisResult result;
        double furthest = 0;                       // progress
        std::chrono::milliseconds until_stop{-1};  // between "stop" and the end; -1: it ended before it was asked
    };
    struct RunAs {
        std::uint64_t seed = 1;
        std::chrono::seconds timeout{60};
        bool stop = false;                         // ask it to stop once it runs
    };
    base::Result<privacy::ViewPtr> place(const std::string& name, TrialShape shape);
    base::Result<Ran> run(const privacy::View& view, const RunAs& as);
    RuleVerdict on(const std::string& rule, const std::string& name, const TrialShape& shape);
    /// What becomes of a run on a place that need not have what the analysis needs.
    RuleVerdict judged(std::string rule, const base::Result<Ran>& ran) const;
    /// Columns that the manifest asks for and that a trial place must invent.
    void invent_for_manifest(TrialShape& shape) const;

    std::filesystem::path folder_;
    base::JobContext& job_;
    std::string text_;                      // of the manifest
    std::optional<host::Manifest> manifest_;
    host::PluginPtr plugin_;
    std::optional<TrialFolder> scratch_;
    privacy::ViewPtr ordinary_, large_;
};

}  // namespace kith::cli
