#include "engine/host/analysis_job.hpp"

#include <algorithm>
#include <cstring>

#include "engine/base/text.hpp"
#include "engine/host/result_reader.hpp"
#include "engine/process/lock.hpp"

namespace kith::host {
namespace {

constexpr double rule_gate = 0.8;

base::Result<std::shared_ptr<const column::Memory>> sealed_text(const std::string& text) {
    auto block = process::sealed_memory(text.size());
    if (!block) return block.error();
    std::memcpy((*block)->bytes().data(), text.data(), text.size());
    return std::move(**block).seal();
}

std::string why_failed(WorkerOutcome outcome) {
    switch (outcome) {
        case WorkerOutcome::bad_parameter: return "its parameters do not fit together";
        case WorkerOutcome::bad_input: return "it cannot work with what this place holds";
        case WorkerOutcome::too_large: return "the place is too large for it, or the memory for its work";
        case WorkerOutcome::not_converged: return "its method came to no stable answer";
        case WorkerOutcome::wrong_call: return "it handed over something that its manifest does not announce";
        default: return "a fault of its own";
    }
}

std::string with_stop(const std::string& sentence) { return sentence.ends_with('.') || sentence.ends_with('?') ? sentence : sentence + '.'; }

std::string seconds_of(std::chrono::steady_clock::duration time) { return base::counted(std::chrono::duration_cast<std::chrono::seconds>(time).count(), "second"); }

std::string of_each(Entity entity) { return entity == Entity::place ? "" : " for each " + std::string(name_of(entity)); }

}  // namespace

AnalysisJob::AnalysisJob(const privacy::View& view, const RunOptions& options, PluginPtr plugin, const AnalysisRequest& request, std::string fault)
    : view_(view), options_(options), request_(request) {
    result_.plugin = std::move(plugin);
    result_.use = request.use;
    result_.as = request.as;
    if (result_.plugin == nullptr) end(Verdict::bad_request, std::move(fault));
}

std::string AnalysisJob::named() const { return "'" + result_.plugin->manifest.title + "' (" + result_.use + ")"; }

void AnalysisJob::end(Verdict verdict, std::string sentence) {
    ended_ = true;
    result_.verdict = verdict;
    result_.sentence = std::move(sentence);
}

unsigned AnalysisJob::threads() const {
    return result_.plugin != nullptr && result_.plugin->manifest.threads ? std::max(1u, options_.threads) : 1;
}

void AnalysisJob::prepare(std::span<const Peer> peers, std::size_t own, const Counts& counts) {
    if (ended_) return;
    const Manifest& manifest = result_.plugin->manifest;
    counts_ = counts;
    std::vector<Peer> others(peers.begin(), peers.end());
    others[own].manifest = nullptr;  // nobody picks a column of their own
    auto parameters = resolve_parameters(manifest, request_.parameters, view_, others);
    if (!parameters) return end(parameters.error().code == base::Code::not_found ? Verdict::not_possible : Verdict::bad_request, parameters.error().message);
    result_.parameters = std::move(*parameters);
    Allowed allowed = allowed_to(options_.allowed, manifest.id);
    if (allowed.seal != result_.plugin->seal) allowed.granted = {};
    result_.granted = allowed.granted.both(asked_by(manifest));
    const Readiness ready = readiness(manifest, view_, allowed);
    if (!ready.ready) return end(ready.verdict, ready.sentence);
    auto takes = dependencies(manifest, result_.parameters, peers);
    if (!takes) return end(Verdict::not_possible, named() + " could not be given what it needs: " + with_stop(takes.error().message));
    takes_ = std::move(*takes);
    result_.gate_open = ready.gate_open;
    if (const NeedOf* whole = manifest.need(Need::whole_network); whole != nullptr && ready.gate_open)
        names_nobody_ = view_.coverage(whole->facets).gate < rule_gate;
    add_caveats(ready);
    outputs_size_ = output_layout(manifest, counts_).size;
    findings_size_ = finding_layout(manifest, counts_).size;
}

void AnalysisJob::end_without_grants(const base::Error& error, bool stopped) {
    const bool lacking = error.code == base::Code::not_found, asked_wrong = error.code == base::Code::misuse;
    const Verdict verdict = stopped ? Verdict::stopped : asked_wrong ? Verdict::bad_request : lacking ? Verdict::not_possible : Verdict::internal;
    end(verdict, named() + " could not be given what it needs: " + with_stop(error.message));
}

void AnalysisJob::start(Workshop& shop, Others others, base::JobContext& job) {
    started_ = Clock::now();
    const auto wishes = shop.granter.wishes(result_.plugin->manifest, result_.parameters, request_.lens, result_.granted, others);
    if (!wishes) return end_without_grants(wishes.error(), job.stopped());
    cache_ = &shop.cache;
    if (cache_->in_use()) key_ = key(*wishes, shop);
    if (reuse(job)) return;
    auto made = order(shop.granter, *wishes, job);
    if (!made) return end_without_grants(made.error(), job.stopped());
    if (base::Status status = launch(*made, shop.worker); !status) {
        child_.reset();
        end(Verdict::setup_error, named() + " could not be started: " + status.error().message);
    }
}

/// Everything that reaches the plugin, and how what it leaves is read.
base::Digest AnalysisJob::key(std::span<const Wish> wishes, Workshop& shop) const {
    const Plugin& plugin = *result_.plugin;
    base::DigestBuilder digest;
    digest.add("result 1").add(static_cast<std::uint64_t>(KITH_ABI_MAJOR)).add(static_cast<std::uint64_t>(KITH_ABI_MINOR)).add(shop.engine);
    digest.add(plugin.text);
    for (const base::Digest& part : {plugin.hash, plugin.seal}) digest.add(std::as_bytes(std::span(part.bytes)));
    // What ran without a lock because somebody said so does not count once they say so no more.
    digest.add(static_cast<std::uint64_t>(options_.allow_unlocked && !plugin.bundled));
    digest.add(result_.as).add(options_.seed).add(static_cast<std::uint64_t>(result_.gate_open)).add(static_cast<std::uint64_t>(names_nobody_));
    digest.add(static_cast<std::uint64_t>(view_.as_of().has_value())).add(static_cast<std::uint64_t>(view_.as_of().value_or(0)));
    for (const std::int64_t count : {counts_.people, counts_.assets, counts_.households}) digest.add(static_cast<std::uint64_t>(count));
    for (const privacy::Layer& layer : view_.layers())
        digest.add(layer.as).add(static_cast<std::uint64_t>(layer.role)).add(static_cast<std::uint64_t>(layer.partition))
            .add(static_cast<std::uint64_t>(layer.primary)).add(static_cast<std::uint64_t>(layer.first_node)).add(static_cast<std::uint64_t>(layer.count));
    for (const ParameterValue& value : result_.parameters) digest.add(std::as_bytes(std::span(&value.number, 1))).add(value.text);
    shop.fingerprints.add(wishes, digest);
    return digest.finish();
}

bool AnalysisJob::reuse(const base::JobContext& job) {
    if (!key_) return false;
    const auto entry = cache_->find(*key_, outputs_size_, findings_size_);
    if (!entry) return false;
    const AnalysisResult asked = result_;
    if (!read(entry->outputs, entry->findings, job) || result_.digest.hex() != entry->digest) {
        result_ = asked;
        return false;
    }
    result_.isolation = entry->isolation;
    result_.seconds = entry->seconds;
    result_.cpu_seconds = entry->cpu_seconds;
    result_.peak_kib = entry->peak_kib;
    result_.reused = true;
    cache_->keep_again(*key_);
    end(Verdict::ok, "");
    return true;
}

void AnalysisJob::add_caveats(const Readiness& ready) {
    if (!ready.gate_open && !ready.sentence.empty()) result_.caveats.push_back(ready.sentence);
    if (names_nobody_) result_.caveats.push_back("Claims about the whole network are of what is recorded, not of everybody; they name nobody.");
}

base::Result<WorkOrder> AnalysisJob::order(Granter& granter, std::span<const Wish> wishes, base::JobContext& job) {
    auto grants = granter.grants(wishes, job);
    if (!grants) return grants.error();
    grants_ = std::move(*grants);
    WorkOrder order;
    order.manifest = result_.plugin->text;
    order.library = std::filesystem::absolute(result_.plugin->library).string();
    order.counts = counts_;
    for (const privacy::Layer& layer : view_.layers()) order.layers.push_back({layer.as, static_cast<int>(layer.role), layer.partition, layer.first_node});
    for (const Grant& grant : grants_) order.segments.push_back({std::string(grant.segment->key()), grant.columns});
    for (const ParameterValue& value : result_.parameters) order.parameters.push_back(value.number);
    order.as_of = view_.as_of();
    order.seed = options_.seed;
    order.threads = threads();
    order.gate_open = result_.gate_open;
    order.memory = options_.memory != 0 ? options_.memory : process::memory_to_grant() / std::max(1u, options_.threads);
    const auto time = std::chrono::duration_cast<std::chrono::seconds>(options_.timeout + options_.grace).count();
    order.cpu_seconds = (static_cast<std::uint64_t>(time) + 2) * order.threads;
    order.only_locked = !options_.allow_unlocked && !result_.plugin->bundled;
    return order;
}

base::Status AnalysisJob::launch(const WorkOrder& order, const std::filesystem::path& worker) {
    auto text = sealed_text(to_text(order));
    auto control = process::ControlPage::create();
    auto outputs = process::SharedBlock::create(outputs_size_);
    auto findings = process::SharedBlock::create(findings_size_);
    if (!text) return text.error();
    if (!control) return control.error();
    if (!outputs) return outputs.error();
    if (!findings) return findings.error();
    process::Command command;
    command.program = worker;
    command.locks = true;
    command.landlock_at_most = options_.landlock_at_most;
    command.environment = {"OMP_NUM_THREADS=" + std::to_string(order.threads), "LC_ALL=C.UTF-8", "GLIBC_TUNABLES=glibc.malloc.hugetlb=1"};
    command.descriptors = {control->descriptor(), (*text)->descriptor(), outputs->descriptor(), findings->descriptor()};
    for (const Grant& grant : grants_) command.descriptors.push_back(grant.memory->descriptor());
    started_ = Clock::now();
    auto child = process::Child::start(command);
    if (!child) return child.error();
    control_ = std::move(*control);
    outputs_ = std::move(*outputs);
    findings_ = std::move(*findings);
    child_ = std::move(*child);
    last_beat_ = started_;
    if (options_.started) options_.started(child_->id(), result_.use);
    return {};
}

void AnalysisJob::ask_to_stop() {
    if (!running() || stopping_ != Stopping::no) return;
    stopping_ = Stopping::asked;
    control_->ask_to_stop();
    kill_at_ = Clock::now() + options_.grace;
}

/// Slow is not hung: whoever reports or asks is at work.
bool AnalysisJob::silent() {
    if (const std::uint32_t beats = control_->beats(); beats != beats_) {
        beats_ = beats;
        last_beat_ = Clock::now();
    }
    return Clock::now() - last_beat_ >= options_.silence;
}

std::string AnalysisJob::at_work_or_silent() const {
    const auto quiet = Clock::now() - last_beat_;
    if (quiet >= std::min(options_.silence, options_.timeout / 2)) return " had not answered for " + seconds_of(quiet);
    return " was still at work, " + std::to_string(static_cast<int>(control_->fraction() * 100)) + " % done";
}

void AnalysisJob::tick(const base::JobContext& job) {
    if (!running()) return;
    const bool hung = silent();
    if (stopping_ == Stopping::no && (hung || Clock::now() - started_ >= options_.timeout)) {
        when_stopped_ = at_work_or_silent();
        ask_to_stop();
        stopping_ = hung ? Stopping::hung : Stopping::out_of_time;
    }
    if (stopping_ != Stopping::no && Clock::now() >= kill_at_) child_->kill();
    if (const auto exit = child_->wait(std::chrono::milliseconds(0)); exit.has_value()) finish(*exit, job);
}

bool AnalysisJob::ended_well(const process::Exit& exit) {
    result_.authors_words = control_->message();
    if (stopping_ == Stopping::asked) return end(Verdict::stopped, named() + " was stopped, as asked."), false;
    if (stopping_ == Stopping::hung) return end(Verdict::timed_out, named() + when_stopped_ + " and was stopped."), false;
    if (stopping_ == Stopping::out_of_time)
        return end(Verdict::timed_out, named() + " took longer than " + seconds_of(options_.timeout) + " and was stopped; it" + when_stopped_ + "."), false;
    if (exit.signalled) {
        const Verdict verdict = exit.forbidden() ? Verdict::violation : exit.from_outside() ? Verdict::killed : Verdict::crashed;
        return end(verdict, named() + " " + process::words_for(exit) + "; the other analyses are not touched by it."), false;
    }
    const std::string& words = result_.authors_words;
    const auto outcome = static_cast<WorkerOutcome>(control_->outcome());
    switch (outcome) {
        case WorkerOutcome::ok: return true;
        case WorkerOutcome::stopped: end(Verdict::failed, named() + " stopped although nobody asked it to."); break;
        case WorkerOutcome::none: end(Verdict::failed, named() + " ended early, without an answer."); break;
        case WorkerOutcome::broken_order: end(Verdict::internal, named() + " could not be started: " + words); break;
        case WorkerOutcome::not_loadable: end(Verdict::setup_error, named() + " could not be loaded; install it again or build it for this machine."); break;
        case WorkerOutcome::other_version: end(Verdict::setup_error, named() + " is built for another version of Kith's contract: " + words + "."); break;
        case WorkerOutcome::not_locked:
            end(Verdict::setup_error, named() + " was not run: it is not part of Kith, and this system cannot lock it up (it has: " + words +
                                          "). If you trust whoever made it, run it with --allow-unlocked."); break;
        case WorkerOutcome::not_as_declared: end(Verdict::setup_error, named() + " is not what its manifest says: " + words + "."); break;
        default: end(Verdict::failed, named() + " could not do its work: " + why_failed(outcome) + "."); break;
    }
    return false;
}

base::Status AnalysisJob::freeze_and_read(const base::JobContext& job) {
    auto outputs = std::move(*outputs_).freeze();
    if (!outputs) return outputs.error();
    auto findings = std::move(*findings_).freeze();
    if (!findings) return findings.error();
    if (base::Status status = read(*outputs, *findings, job); !status) return status;
    if (key_) cache_->keep(*key_, {*outputs, *findings, result_.digest.hex(), result_.isolation, result_.seconds, result_.cpu_seconds, result_.peak_kib}, job);
    return {};
}

base::Status AnalysisJob::read(const std::shared_ptr<const column::Memory>& outputs, const std::shared_ptr<const column::Memory>& findings, const base::JobContext& job) {
    const ResultReader reader(result_.plugin->manifest, counts_, view_, result_.gate_open, names_nobody_, job);
    base::Status status = reader.read_outputs(*outputs, result_);
    if (status) status = reader.read_findings(findings, result_);
    if (status) status = job.check();
    if (!status) {
        result_.columns.clear();
        result_.tables.clear();
        result_.findings = {};
        result_.left_out.clear();
        return status;
    }
    add_left_out();
    result_.digest = ResultReader::digest_of(result_);
    return {};
}

/// What did not fit is said.
void AnalysisJob::add_left_out() {
    const Manifest& manifest = result_.plugin->manifest;
    for (std::size_t m = 0; m < result_.left_out.size(); ++m) {
        if (result_.left_out[m] == 0) continue;
        const Message& message = manifest.messages[m];
        result_.caveats.push_back(base::counted(result_.left_out[m], "finding") + " of '" + message.heading + "' left out: at most " + base::grouped(message.at_most) +
                                  of_each(message.subjects.front()) + ", " + manifest.findings_order + ".");
    }
    for (const ResultTable& table : result_.tables) {
        if (table.left_out == 0) continue;
        result_.caveats.push_back(base::counted(table.left_out, "row") + " of '" + table.spec->label + "' left out: at most " + base::grouped(table.spec->at_most) +
                                  of_each(table.spec->per) + ", " + table.spec->order + ".");
    }
}

void AnalysisJob::finish(const process::Exit& exit, const base::JobContext& job) {
    result_.seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    result_.cpu_seconds = exit.cpu_seconds;
    result_.peak_kib = exit.peak_kib;
    result_.isolation = child_->isolation().words();
    if (ended_well(exit)) {
        end(Verdict::ok, "");
        if (base::Status status = freeze_and_read(job); !status && job.stopped())
            end(Verdict::stopped, named() + " was stopped, as asked.");
        else if (!status)
            end(Verdict::invalid_result, "What " + named() + " handed over does not hold, so none of it is used. " + status.error().message + ".");
    }
    outputs_.reset();
    findings_.reset();
    grants_.clear();
    child_.reset();
    control_.reset();
}

}  // namespace kith::host
