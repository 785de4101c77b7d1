// Analyses of a session: started as jobs, taken over with their provenance, and held against what has changed since.
#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "engine/session/history.hpp"
#include "engine/session/session.hpp"

namespace kith::session {
namespace {

using nlohmann::json;

std::int64_t seconds_now() {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string as_of(const host::AnalysisRequest& request) { return request.as.empty() ? request.use.substr(request.use.rfind('.') + 1) : request.as; }

/// What every result of one run has in common.
struct RunFacts {
    privacy::ViewPtr view;
    place::RevisionPtr revision;
    std::string recipe, recipe_digest;
    std::size_t edits = 0;
    std::uint64_t seed = 1;
    std::int64_t started = 0;
};

Provenance provenance_of(const host::AnalysisResult& result, const host::AnalysisRequest& request, const RunFacts& facts) {
    Provenance p;
    p.use = result.use;
    p.as = result.as;
    if (result.plugin != nullptr) {
        p.title = result.plugin->manifest.title;
        p.version = result.plugin->manifest.version;
        p.library_digest = result.plugin->hash.hex();
    }
    for (const host::ParameterValue& value : result.parameters)
        if (value.counts) p.parameters.push_back({value.parameter->id, value.parameter->label, value.text, value.given});
    p.lens = request.lens;
    p.seed = facts.seed;
    p.recipe = facts.recipe;
    p.recipe_digest = facts.recipe_digest;
    p.revision_digest = facts.revision->digest().hex();
    p.edits = facts.edits;
    for (const auto& source : facts.view->sources()) p.sources.emplace_back(source.file, source.digest);
    p.isolation = result.isolation;
    p.audience = privacy::name_of(facts.view->audience());
    p.result_digest = result.digest.hex();
    p.started = facts.started;
    p.seconds = result.seconds;
    p.cpu_seconds = result.cpu_seconds;
    p.peak_kib = result.peak_kib;
    p.reused = result.reused;
    return p;
}

std::string title_of(const std::vector<host::AnalysisRequest>& requests, const host::PluginSet& plugins) {
    if (requests.size() != 1) return "Running " + std::to_string(requests.size()) + " analyses";
    const auto plugin = plugins.at(requests.front().use);
    return "Running " + (plugin ? (*plugin)->manifest.title : requests.front().use);
}

/// Analyses whose columns this one takes: those that its manifest names, and the one of a column that was chosen.
std::vector<std::string> builds_on(const host::Manifest& manifest, const host::AnalysisRequest& request) {
    std::vector<std::string> list;
    for (const host::ResultRequest& one : manifest.results_of) list.push_back(one.as);
    const json given = json::parse(request.parameters.empty() ? "{}" : request.parameters, nullptr, false);
    for (const host::Parameter& parameter : manifest.parameters) {
        if (parameter.type != host::ParameterType::column || !given.is_object() || !given.contains(parameter.id) || !given[parameter.id].is_string()) continue;
        const std::string name = given[parameter.id].get<std::string>();
        if (const std::size_t dot = name.find('.'); dot != std::string::npos) list.push_back(name.substr(0, dot));
    }
    return list;
}

}  // namespace

host::Readiness Session::readiness(const host::Manifest& manifest) const {
    if (!is_open()) return {false, false, host::Verdict::not_possible, "Nothing is open. Open a place first."};
    return host::readiness(manifest, *view_, host::allowed_to(allowed_, manifest.id));
}

std::vector<host::AnalysisRequest> Session::usual_requests() const {
    std::vector<host::AnalysisRequest> requests;
    for (const io::Analysis& analysis : recipe_.analyses) requests.push_back({analysis.use, analysis.as, analysis.parameters, analysis.lens});
    if (recipe_.analyses.empty())
        for (const auto& plugin : plugins_.plugins()) requests.push_back({plugin->manifest.id, "", "", ""});
    return requests;
}

/// An analysis that builds on another runs with it, as the recipe or the last run had it.
void Session::add_what_they_build_on(std::vector<host::AnalysisRequest>& requests) const {
    const auto has = [&](const std::string& as) { return std::any_of(requests.begin(), requests.end(), [&](const auto& r) { return as_of(r) == as; }); };
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto plugin = plugins_.at(requests[i].use);
        if (!plugin) continue;
        for (const std::string& as : builds_on((*plugin)->manifest, requests[i])) {
            if (has(as)) continue;
            if (const RunResultPtr before = result(as); before != nullptr) {
                requests.push_back(before->request);
                continue;
            }
            const auto usual = usual_requests();
            const auto said = std::find_if(usual.begin(), usual.end(), [&](const auto& r) { return as_of(r) == as; });
            if (said != usual.end()) requests.push_back(*said);
        }
    }
}

base::Result<JobId> Session::run(std::vector<host::AnalysisRequest> requests, std::uint64_t seed) {
    if (!is_open()) return base::misuse("Nothing is open. Open a place first, then run an analysis on it.");
    if (requests.empty()) return base::misuse("There is no analysis to run.");
    add_what_they_build_on(requests);
    host::RunOptions options;
    options.seed = seed;
    options.threads = options_.threads != 0 ? options_.threads : std::max(1u, std::thread::hardware_concurrency());
    options.plugin_folders = plugin_folders_;
    options.allowed = allowed_;
    options.allow_unlocked = options_.allow_unlocked;
    options.grace = std::chrono::milliseconds(250);
    RunFacts facts{view_, place_->revision, file_.filename().string(), recipe_digest_, edits_.size(), seed, seconds_now()};
    ++versions_.jobs;
    std::string title = title_of(requests, plugins_);
    return jobs_.start(JobKind::run, std::move(title), [this, requests = std::move(requests), options = std::move(options), facts = std::move(facts)](base::JobContext& job) -> base::Result<Jobs::Finish> {
        auto results = host::run_analyses(*facts.view, requests, options, job);
        if (!results) return results.error();
        auto made = std::make_shared<std::vector<std::shared_ptr<RunResult>>>();
        for (std::size_t i = 0; i < results->size(); ++i) {
            auto result = std::make_shared<RunResult>();
            result->request = requests[i];
            result->provenance = provenance_of((*results)[i], requests[i], facts);
            result->analysis = std::move((*results)[i]);
            result->view = facts.view;
            made->push_back(std::move(result));
        }
        return Jobs::Finish([this, made] {
            for (auto& result : *made) {
                result->id = next_result_++;
                std::erase_if(results_, [&](const RunResultPtr& old) { return old->analysis.as == result->analysis.as; });
                results_.push_back(std::move(result));
            }
            forget_row_maps();
            ++versions_.results;
            return base::Status();
        });
    });
}

RunResultPtr Session::result(std::string_view as) const {
    const auto at = std::find_if(results_.begin(), results_.end(), [&](const RunResultPtr& one) { return one->analysis.as == as; });
    return at == results_.end() ? nullptr : *at;
}

void Session::remove_result(std::uint64_t id) {
    if (std::erase_if(results_, [&](const RunResultPtr& one) { return one->id == id; }) == 0) return;
    forget_row_maps();
    ++versions_.results;
}

namespace {

struct Group {
    std::string_view prefix, sentence;
};
// The first that fits.
constexpr Group groups[] = {{"people.names", ""}, {"assets.names", ""}, {"events", ""}, {"assets.details", ""}, {"households.names", ""},
                            {"people", "People, or what is known of them, have changed since."}, {"households", "Households have changed since."},
                            {"assets", "Assets have changed since."}, {"area", "Areas have changed since."}, {"tie", "Ties have changed since."},
                            {"observations", "Answers have changed since."}, {"never_introduce", "Who may be introduced has changed since."}};

/// "areas.*" and "areas.primary" stand for layers.
bool asks_for(const host::Manifest& manifest, std::string_view segment) {
    return std::any_of(manifest.inputs.begin(), manifest.inputs.end(), [&](const host::SegmentRequest& request) {
        return request.segment == segment || (request.segment.starts_with("areas.") && segment.starts_with("areas."));
    });
}

std::string_view sentence_of(const host::Manifest* manifest, std::string_view segment) {
    for (const Group& group : groups) {
        if (!segment.starts_with(group.prefix)) continue;
        // Words that no analysis sees unless it asks for them.
        if (group.sentence.empty()) return manifest != nullptr && asks_for(*manifest, segment) ? "Names or notes that it reads have changed since." : "";
        return group.sentence;
    }
    return "Something that it may rest on has changed since.";
}

bool same(const column::SegmentPtr& a, const column::SegmentPtr& b) {
    return a == b || (a != nullptr && b != nullptr && a->size() == b->size() && a->digest() == b->digest());
}

}  // namespace

std::vector<std::string> Session::stale(const RunResult& result) const {
    std::vector<std::string> sentences;
    if (!is_open() || result.view == view_) return sentences;
    if (result.view->audience() != view_->audience()) return {"It was worked out for another audience."};
    const host::Manifest* manifest = result.analysis.plugin == nullptr ? nullptr : &result.analysis.plugin->manifest;
    std::vector<std::string> keys = result.view->segment_keys();
    for (std::string& key : view_->segment_keys())
        if (result.view->segment(key) == nullptr) keys.push_back(std::move(key));
    for (const std::string& key : keys) {
        const std::string_view sentence = sentence_of(manifest, key);
        if (sentence.empty() || std::find(sentences.begin(), sentences.end(), sentence) != sentences.end()) continue;
        if (!same(result.view->segment(key), view_->segment(key))) sentences.emplace_back(sentence);
    }
    return sentences;
}

namespace {

std::size_t rows_in(const privacy::View& view, host::Entity entity, std::string_view layer) {
    if (entity != host::Entity::area) return entity == host::Entity::person ? view.people() : view.assets();
    for (const privacy::Layer& one : view.layers())
        if (layer.empty() ? one.primary : one.as == layer) return one.count;
    return 0;
}

}  // namespace

/// Where the rows of a result are in the open view.
struct Session::RowMap {
    std::uint64_t result = 0;
    EntityIndex index;             // of the view that it ran on
    struct Rows {
        host::Entity entity = host::Entity::person;
        std::string layer;
        std::vector<std::int32_t> rows;
    };
    std::vector<std::unique_ptr<Rows>> known;
};

void Session::forget_row_maps() const { row_maps_.clear(); }

const std::vector<std::int32_t>& Session::result_rows(const RunResult& result, host::Entity entity, std::string_view layer) const {
    static const std::vector<std::int32_t> as_they_are;
    if (result.view == view_ || view_ == nullptr || entity == host::Entity::place) return as_they_are;
    auto at = std::find_if(row_maps_.begin(), row_maps_.end(), [&](const auto& map) { return map->result == result.id; });
    if (at == row_maps_.end()) {
        auto map = std::make_shared<RowMap>();
        map->result = result.id;
        map->index = EntityIndex(result.view);
        at = row_maps_.insert(row_maps_.end(), std::move(map));
    }
    RowMap& map = **at;
    for (const auto& rows : map.known)
        if (rows->entity == entity && rows->layer == layer) return rows->rows;
    const std::vector<base::EntityKey>* keys = entity == host::Entity::person ? &index_.people() : entity == host::Entity::asset ? &index_.assets() : nullptr;
    std::size_t number = 0;
    for (const privacy::Layer& one : view_->layers()) {
        if (entity == host::Entity::area && (layer.empty() ? one.primary : one.as == layer)) keys = &index_.areas(number);
        ++number;
    }
    auto rows = std::make_unique<RowMap::Rows>();
    rows->entity = entity;
    rows->layer = layer;
    bool identity = keys != nullptr && keys->size() == rows_in(*result.view, entity, layer);  // else the last ones are gone
    for (std::size_t row = 0; keys != nullptr && row < keys->size(); ++row) {
        const auto found = map.index.find((*keys)[row]);
        rows->rows.push_back(found ? found->row : base::no_row);
        identity = identity && rows->rows.back() == static_cast<std::int32_t>(row);
    }
    if (identity) rows->rows.clear();
    map.known.push_back(std::move(rows));
    return map.known.back()->rows;
}

}  // namespace kith::session
