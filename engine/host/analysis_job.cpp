#include "engine/host/analysis_job.hpp"

#include <algorithm>
#include <cstring>

#include "engine/base/text.hpp"
#include "engine/host/result_reader.hpp"

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

std::string with_stop(std::string sentence) { return sentence.ends_with('.') || sentence.ends_with('?') ? sentence : sentence + '.'; }

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
    block_bytes_ = output_layout(manifest, counts_).size + finding_layout(manifest, counts_).size;
}

void AnalysisJob::start(Granter& granter, std::span<const AnalysisResult* const> others, const std::filesystem::path& worker, base::JobContext& job) {
    started_ = Clock::now();
    auto made = order(granter, others, job);
    if (!made) {
        const bool lacking = made.error().code == base::Code::not_found;
        const bool asked_wrong = made.error().code == base::Code::misuse;
        const Verdict verdict = job.stopped() ? Verdict::stopped : asked_wrong ? Verdict::bad_request : lacking ? Verdict::not_possible : Verdict::internal;
        return end(verdict, named() + " could not be given what it needs: " + with_stop(made.error().message));
    }
    if (base::Status status = launch(*made, worker); !status) {
        child_.reset();
        end(Verdict::setup_error, named() + " could not be started: " + status.error().message);
    }
}

void AnalysisJob::add_caveats(const Readiness& ready) {
    if (!ready.gate_open && !ready.sentence.empty()) result_.caveats.push_back(ready.sentence);
    if (names_nobody_) result_.caveats.push_back("Claims about the whole network are of what is recorded, not of everybody; they name nobody.");
}

base::Result<WorkOrder> AnalysisJob::order(Granter& granter, std::span<const AnalysisResult* const> others, base::JobContext& job) {
    const Manifest& manifest = result_.plugin->manifest;
    auto grants = granter.grants(manifest, result_.parameters, request_.lens, result_.granted, others, job);
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
    return order;
}

base::Status AnalysisJob::launch(const WorkOrder& order, const std::filesystem::path& worker) {
    const Manifest& manifest = result_.plugin->manifest;
    auto text = sealed_text(to_text(order));
    auto control = process::ControlPage::create();
    auto outputs = process::SharedBlock::create(output_layout(manifest, counts_).size);
    auto findings = process::SharedBlock::create(finding_layout(manifest, counts_).size);
    if (!text) return text.error();
    if (!control) return control.error();
    if (!outputs) return outputs.error();
    if (!findings) return findings.error();
    process::Command command;
    command.program = worker;
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
    if (options_.started) options_.started(child_->id(), result_.use);
    return {};
}

void AnalysisJob::ask_to_stop() {
    if (!running() || stopping_ != Stopping::no) return;
    stopping_ = Stopping::asked;
    control_->ask_to_stop();
    kill_at_ = Clock::now() + options_.grace;
}

void AnalysisJob::tick() {
    if (!running()) return;
    if (stopping_ == Stopping::no && Clock::now() - started_ >= options_.timeout) {
        ask_to_stop();
        stopping_ = Stopping::out_of_time;
    }
    if (stopping_ != Stopping::no && Clock::now() >= kill_at_) child_->kill();
    if (const auto exit = child_->wait(std::chrono::milliseconds(0)); exit.has_value()) finish(*exit);
}

bool AnalysisJob::ended_well(const process::Exit& exit) {
    result_.authors_words = control_->message();
    if (stopping_ == Stopping::asked) return end(Verdict::stopped, named() + " was stopped, as asked."), false;
    if (stopping_ == Stopping::out_of_time) {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(options_.timeout).count();
        return end(Verdict::timed_out, named() + " took longer than " + base::counted(seconds, "second") + " and was stopped."), false;
    }
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
        case WorkerOutcome::not_as_declared: end(Verdict::setup_error, named() + " is not what its manifest says: " + words + "."); break;
        default: end(Verdict::failed, named() + " could not do its work: " + why_failed(outcome) + "."); break;
    }
    return false;
}

base::Status AnalysisJob::read() {
    auto outputs = std::move(*outputs_).freeze();
    if (!outputs) return outputs.error();
    auto findings = std::move(*findings_).freeze();
    if (!findings) return findings.error();
    const Manifest& manifest = result_.plugin->manifest;
    const ResultReader reader(manifest, counts_, view_, result_.gate_open, names_nobody_);
    if (base::Status status = reader.read_outputs(**outputs, result_); !status) return status;
    if (base::Status status = reader.read_findings(*findings, result_); !status) return status;
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
    result_.digest = ResultReader::digest_of(result_);
    return {};
}

void AnalysisJob::finish(const process::Exit& exit) {
    result_.seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    result_.cpu_seconds = exit.cpu_seconds;
    result_.peak_kib = exit.peak_kib;
    if (ended_well(exit)) {
        end(Verdict::ok, "");
        if (base::Status status = read(); !status) {
            result_.columns.clear();
            result_.tables.clear();
            result_.findings = {};
            result_.left_out.clear();
            end(Verdict::invalid_result, "What " + named() + " handed over does not hold, so none of it is used. " + status.error().message + ".");
        }
    }
    outputs_.reset();
    findings_.reset();
    grants_.clear();
    child_.reset();
    control_.reset();
}

}  // namespace kith::host
