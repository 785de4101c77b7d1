#include "plugins/sdk/igraph_graph.hpp"

#include <cassert>
#include <vector>

extern "C" void omp_set_num_threads(int);  // of the OpenMP that igraph links

namespace kith::sdk {

struct Igraph::Memory {
    std::function<bool(double)> go_on;
    bool stopped = false;
    std::string words;  // of the last error
    igraph_error_handler_t* error_before = nullptr;
    igraph_warning_handler_t* warning_before = nullptr;
    igraph_interruption_handler_t* interruption_before = nullptr;
    igraph_progress_handler_t* progress_before = nullptr;
};

namespace {

// igraph's handlers are one a process and get no pointer of ours.
Igraph::Memory* current = nullptr;

igraph_error_t ask(double fraction) {
    if (!current->stopped && !current->go_on(fraction)) current->stopped = true;
    return current->stopped ? IGRAPH_INTERRUPTED : IGRAPH_SUCCESS;
}

extern "C" {

void kith_igraph_error(const char* reason, const char*, int, igraph_error_t code) {
    // Called once by each frame that igraph leaves, the innermost first, which is the one that knows why. The reason may go
    // with what is freed.
    if (code != IGRAPH_INTERRUPTED && current->words.empty()) current->words = reason;
    IGRAPH_FINALLY_FREE();
}

igraph_error_t kith_igraph_interrupted(void*) {
    const igraph_error_t answer = ask(-1);
    if (answer != IGRAPH_SUCCESS) IGRAPH_FINALLY_FREE();
    return answer;
}

igraph_error_t kith_igraph_progress(const char*, igraph_real_t percent, void*) { return ask(percent < 0 ? 0 : percent > 100 ? 1 : percent / 100); }

}  // extern "C"

std::function<bool(double)> asks(const Run& run, double from, double to) {
    return [&run, from, to](double fraction) { return fraction < 0 ? run.go_on() : run.go_on(from + fraction * (to - from)); };
}

[[noreturn]] void no_memory() { throw Failure(KITH_TOO_LARGE, "not enough memory for a vector of igraph"); }

Status not_made(igraph_error_t answer) {
    if (answer == IGRAPH_ENOMEM) return too_large("not enough memory for a graph of igraph");
    return {KITH_INTERNAL, std::string("igraph made no graph: ") + igraph_strerror(answer)};
}

}  // namespace

Igraph::Igraph(std::function<bool(double)> go_on, std::uint64_t seed, unsigned threads) : memory_(std::make_unique<Memory>()) {
    assert(current == nullptr && "one Igraph at a time");
    [[maybe_unused]] const igraph_error_t seeded = igraph_rng_seed(igraph_rng_default(), static_cast<igraph_uint_t>(seed));
    assert(seeded == IGRAPH_SUCCESS);
    memory_->go_on = std::move(go_on);
    current = memory_.get();
    memory_->error_before = igraph_set_error_handler(kith_igraph_error);
    memory_->warning_before = igraph_set_warning_handler(igraph_warning_handler_ignore);
    memory_->interruption_before = igraph_set_interruption_handler(kith_igraph_interrupted);
    memory_->progress_before = igraph_set_progress_handler(kith_igraph_progress);
    // A locked worker may start no thread, and OpenMP ends the process when it cannot.
    omp_set_num_threads(threads == 0 ? 1 : static_cast<int>(threads));
}

Igraph::Igraph(const Run& run, double from, double to) : Igraph(asks(run, from, to), run.random("igraph").next(), run.threads()) {}

Igraph::~Igraph() {
    igraph_set_error_handler(memory_->error_before);
    igraph_set_warning_handler(memory_->warning_before);
    igraph_set_interruption_handler(memory_->interruption_before);
    igraph_set_progress_handler(memory_->progress_before);
    current = nullptr;
}

Status Igraph::check(igraph_error_t answer) {
    if (memory_->stopped || answer == IGRAPH_INTERRUPTED) return stopped();
    if (answer == IGRAPH_SUCCESS) return {};
    std::string words = "igraph: " + (memory_->words.empty() ? std::string(igraph_strerror(answer)) : std::exchange(memory_->words, {}));
    if (answer == IGRAPH_ENOMEM || answer == IGRAPH_EOVERFLOW) return too_large(std::move(words));
    const bool iteration = answer == IGRAPH_DIVERGED || answer == IGRAPH_ARPACK_MAXIT || answer == IGRAPH_ARPACK_NOSHIFT;
    return iteration ? not_converged(std::move(words)) : Status{KITH_INTERNAL, std::move(words)};
}

void Igraph::must(igraph_error_t answer) {
    const Status status = check(answer);
    if (!status) throw Failure(status.code(), status.words());
}

IgraphReals::IgraphReals(std::size_t size) {
    if (igraph_vector_init(&raw_, static_cast<igraph_integer_t>(size)) != IGRAPH_SUCCESS) no_memory();
}

IgraphIntegers::IgraphIntegers(std::size_t size) {
    if (igraph_vector_int_init(&raw_, static_cast<igraph_integer_t>(size)) != IGRAPH_SUCCESS) no_memory();
}

IgraphIntegerLists::IgraphIntegerLists() {
    if (igraph_vector_int_list_init(&raw_, 0) != IGRAPH_SUCCESS) no_memory();
}

std::span<const igraph_integer_t> IgraphIntegerLists::operator[](std::size_t i) const {
    const igraph_vector_int_t* list = igraph_vector_int_list_get_ptr(&raw_, static_cast<igraph_integer_t>(i));
    return {list->stor_begin, static_cast<std::size_t>(igraph_vector_int_size(list))};
}

IgraphGraph& IgraphGraph::operator=(IgraphGraph&& other) noexcept {
    std::swap(raw_, other.raw_);
    std::swap(owned_, other.owned_);
    return *this;
}

IgraphGraph::~IgraphGraph() {
    if (owned_) igraph_destroy(&raw_);
}

Result<IgraphGraph> IgraphGraph::of_pairs(std::size_t nodes, std::span<const std::int32_t> ends) {
    IgraphIntegers wide(ends.size());
    const auto values = wide.values();
    for (std::size_t i = 0; i < ends.size(); ++i) {
        // igraph_create would widen the graph to its largest end instead of refusing it.
        if (ends[i] < 0 || static_cast<std::size_t>(ends[i]) >= nodes) return Status{KITH_INTERNAL, "an edge ends at a node that the graph does not have"};
        values[i] = ends[i];
    }
    IgraphGraph graph;
    const igraph_error_t answer = igraph_create(&graph.raw_, wide.raw(), static_cast<igraph_integer_t>(nodes), IGRAPH_UNDIRECTED);
    if (answer != IGRAPH_SUCCESS) return not_made(answer);
    graph.owned_ = true;
    return graph;
}

Result<IgraphGraph> IgraphGraph::of_lens(const Lens& lens, std::size_t nodes, Arcs which) {
    if (nodes > lens.nodes()) return Status{KITH_INTERNAL, "the lens has fewer nodes than were asked for"};
    std::vector<std::int32_t> ends;
    for (std::size_t node = 0; node < nodes; ++node) {
        std::int32_t last = static_cast<std::int32_t>(node);  // arcs are sorted by target: the rest of a pair follows at once
        for (const Arc arc : lens[node]) {
            if (arc.target <= last || static_cast<std::size_t>(arc.target) >= nodes || (which == Arcs::sure && arc.maybe)) continue;
            ends.push_back(static_cast<std::int32_t>(node));
            ends.push_back(last = arc.target);
        }
    }
    return of_pairs(nodes, ends);
}

}  // namespace kith::sdk
