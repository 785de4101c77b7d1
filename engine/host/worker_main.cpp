// kith-worker: loads one analysis, runs it once on what it was given, and ends. Everything that it needs is open or mapped
// before the library is loaded: a constructor of the library runs inside dlopen, so the lock is shut by then.
#include <dlfcn.h>
#include <unistd.h>

#include <string>

#include "engine/host/worker_run.hpp"
#include "engine/process/lock.hpp"
#include "engine/process/spawner.hpp"

namespace {
using namespace kith;
using host::WorkerOutcome;

/// No destructor of the plugin runs: the process ends here.
[[noreturn]] void leave(const process::ControlPage& control, WorkerOutcome outcome, const std::string& words) {
    control.end_with(static_cast<std::int32_t>(outcome), words);
    _exit(outcome == WorkerOutcome::ok ? 0 : 1);
}

host::WorkOrder read_order(const process::ControlPage& control) {
    auto memory = process::open_sealed(process::Descriptor(host::given::order), 1 << 26);
    if (!memory) leave(control, WorkerOutcome::broken_order, memory.error().message);
    const auto bytes = (*memory)->bytes();
    auto order = host::work_order_from({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (!order) leave(control, WorkerOutcome::broken_order, order.error().message);
    return std::move(*order);
}

void take_segments(host::WorkerRun& run, const host::WorkOrder& order) {
    for (std::size_t i = 0; i < order.segments.size(); ++i) {
        auto memory = process::open_sealed(process::Descriptor(host::given::first_segment + static_cast<int>(i)), SIZE_MAX);
        if (!memory) leave(run.control(), WorkerOutcome::broken_order, memory.error().message);
        auto segment = column::Segment::open(std::move(*memory), column::Trust::ours);
        if (!segment) leave(run.control(), WorkerOutcome::broken_order, segment.error().message);
        run.grant(std::move(*segment), order.segments[i].columns);
    }
}

process::LockPlan plan_for(const host::WorkOrder& order, const host::Manifest& manifest) {
    process::LockPlan plan;
    plan.work = process::LockPlan::Work::runs_code;
    plan.loadable = process::system_libraries();
    plan.loadable.push_back(std::filesystem::path(order.library).parent_path());
    plan.memory = order.memory;
    plan.cpu_seconds = order.cpu_seconds;
    plan.threads = manifest.threads;
    return plan;
}

/// How this system would lock an analysis up; nothing is loaded.
int tell_isolation(process::BegunChild& begun) {
    process::LockPlan plan;
    plan.work = process::LockPlan::Work::runs_code;
    plan.memory = process::memory_to_grant();
    return process::lock(plan, begun) ? 0 : 1;
}

std::string_view view(const kith_text& text) { return {text.bytes, static_cast<std::size_t>(text.length)}; }

const kith_analysis& load(const host::WorkerRun& run, const std::string& library) {
    const process::ControlPage& control = run.control();
    void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) leave(control, WorkerOutcome::not_loadable, dlerror());
    const auto* entry = static_cast<const kith_entry*>(dlsym(handle, "kith_plugin_entry"));
    if (entry == nullptr) leave(control, WorkerOutcome::not_loadable, "it has no kith_plugin_entry");
    if (entry->magic != KITH_ABI_MAGIC || entry->struct_size < sizeof(kith_entry)) leave(control, WorkerOutcome::not_loadable, "its kith_plugin_entry is none");
    if (entry->major != KITH_ABI_MAJOR || entry->minor > KITH_ABI_MINOR)
        leave(control, WorkerOutcome::other_version,
              "it is built for version " + std::to_string(entry->major) + "." + std::to_string(entry->minor) + " of the contract, this Kith has " +
                  std::to_string(KITH_ABI_MAJOR) + "." + std::to_string(KITH_ABI_MINOR));
    const auto* analysis = static_cast<const kith_analysis*>(entry->capability(KITH_ANALYSIS_CAPABILITY));
    if (analysis == nullptr || analysis->struct_size < sizeof(kith_analysis) || analysis->run == nullptr)
        leave(control, WorkerOutcome::not_loadable, "it offers no analysis");
    if (view(analysis->id) != run.manifest().id || view(analysis->version) != run.manifest().version)
        leave(control, WorkerOutcome::not_as_declared,
              "the library calls itself " + std::string(view(analysis->id).substr(0, 100)) + " " + std::string(view(analysis->version).substr(0, 30)));
    return *analysis;
}

WorkerOutcome outcome_of(kith_status status) {
    switch (status) {
        case KITH_OK: return WorkerOutcome::ok;
        case KITH_STOPPED: return WorkerOutcome::stopped;
        case KITH_BAD_PARAMETER: return WorkerOutcome::bad_parameter;
        case KITH_BAD_INPUT: return WorkerOutcome::bad_input;
        case KITH_TOO_LARGE: return WorkerOutcome::too_large;
        case KITH_NOT_CONVERGED: return WorkerOutcome::not_converged;
        case KITH_WRONG_CALL: return WorkerOutcome::wrong_call;
        default: return WorkerOutcome::internal;
    }
}

/// One that was started for this order, and has not been given anything yet.
int work(process::BegunChild& begun) {
    auto control = process::ControlPage::open(process::Descriptor(host::given::control));
    if (!control) return 124;
    host::WorkOrder order = read_order(*control);
    auto outputs = process::SharedBlock::open(process::Descriptor(host::given::outputs), 1);
    auto findings = process::SharedBlock::open(process::Descriptor(host::given::findings), 1);
    auto manifest = host::parse_manifest(order.manifest);
    if (!outputs || !findings || !manifest) leave(*control, WorkerOutcome::broken_order, "a block or the manifest is not whole");
    const process::LockPlan plan = plan_for(order, *manifest);
    host::WorkerRun run(order, std::move(*manifest), std::move(*control), std::move(*outputs), std::move(*findings));
    if (!run.blocks_fit() || order.parameters.size() != run.manifest().parameters.size())
        leave(run.control(), WorkerOutcome::broken_order, "a block has another size than agreed");
    take_segments(run, order);
    const kith_run& given = run.prepare();

    const auto isolation = process::lock(plan, begun);
    if (!isolation) leave(run.control(), WorkerOutcome::broken_order, isolation.error().message);
    if (order.only_locked && !isolation->locked()) leave(run.control(), WorkerOutcome::not_locked, isolation->words());
    const kith_analysis& analysis = load(run, order.library);
    if (const base::Status status = process::lock_for_run(plan, *isolation); !status) leave(run.control(), WorkerOutcome::broken_order, status.error().message);
    const kith_status status = analysis.run(&given);
    leave(run.control(), outcome_of(status), run.words());
}

}  // namespace

int main(int argc, char** argv) {
    auto begun = process::begin_child();
    if (!begun) return 125;
    if (argc == 2 && std::string_view(argv[1]) == "isolation") return tell_isolation(*begun);
    return work(*begun);
}
