#pragma once
// igraph for plugins: handlers that answer instead of aborting, and owners for its graphs and vectors. Link kith::sdk_igraph
// as well. igraph is GPL-2 or later, so a plugin built with it is GPL as a binary; plugins/sdk itself stays MIT.
//
// igraph keeps its handlers, its generator and its clean-up stack in globals, without locks: one Igraph at a time, used from
// one thread. What never asks whether to stop (coreness, PageRank, constraint) is ended with the worker, half a second after.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include <igraph/igraph.h>

#include "plugins/sdk/graph.hpp"
#include "plugins/sdk/run.hpp"
#include "plugins/sdk/status.hpp"

namespace kith::sdk {

/// While it lives, igraph's errors come back as a Status, its long loops ask whether to go on, and its random numbers are
/// seeded. Restores what was there before.
class Igraph {
public:
    /// `go_on` is asked now and then, with how far the running call is (0-1) where igraph tells, else a negative number; false
    /// stops the call. `seed` is of igraph's own generator; `threads` how many OpenMP may use.
    Igraph(std::function<bool(double)> go_on, std::uint64_t seed, unsigned threads = 1);
    /// Asks the run's host, whose progress goes from `from` to `to`; seeded from the run's stream "igraph".
    explicit Igraph(const Run& run, double from = 0, double to = 1);
    ~Igraph();
    Igraph(const Igraph&) = delete;
    Igraph& operator=(const Igraph&) = delete;

    /// What a call of igraph answered. KITH_STOPPED also when it answered "success" after being told to stop (DrL does, with
    /// nothing in its result). KITH_TOO_LARGE: no memory. KITH_NOT_CONVERGED: an iteration. Else KITH_INTERNAL, in igraph's words.
    Status check(igraph_error_t answer);
    /// The same for glue that has nothing left to do: throws a Failure for the firewall around `run`.
    void must(igraph_error_t answer);

    struct Memory;  // what the handlers write to

private:
    std::unique_ptr<Memory> memory_;
};

/// An igraph vector that frees itself. Throws a Failure (KITH_TOO_LARGE) when there is no memory.
class IgraphReals {
public:
    explicit IgraphReals(std::size_t size = 0);
    ~IgraphReals() { igraph_vector_destroy(&raw_); }
    IgraphReals(const IgraphReals&) = delete;
    IgraphReals& operator=(const IgraphReals&) = delete;
    igraph_vector_t* raw() { return &raw_; }
    const igraph_vector_t* raw() const { return &raw_; }
    std::size_t size() const { return static_cast<std::size_t>(igraph_vector_size(&raw_)); }
    std::span<double> values() { return {raw_.stor_begin, size()}; }
    std::span<const double> values() const { return {raw_.stor_begin, size()}; }

private:
    igraph_vector_t raw_;
};

class IgraphIntegers {
public:
    explicit IgraphIntegers(std::size_t size = 0);
    ~IgraphIntegers() { igraph_vector_int_destroy(&raw_); }
    IgraphIntegers(const IgraphIntegers&) = delete;
    IgraphIntegers& operator=(const IgraphIntegers&) = delete;
    igraph_vector_int_t* raw() { return &raw_; }
    const igraph_vector_int_t* raw() const { return &raw_; }
    std::size_t size() const { return static_cast<std::size_t>(igraph_vector_int_size(&raw_)); }
    std::span<igraph_integer_t> values() { return {raw_.stor_begin, size()}; }
    std::span<const igraph_integer_t> values() const { return {raw_.stor_begin, size()}; }

private:
    igraph_vector_int_t raw_;
};

/// A list of integer vectors that frees itself: components, blocks, neighbourhoods.
class IgraphIntegerLists {
public:
    IgraphIntegerLists();
    ~IgraphIntegerLists() { igraph_vector_int_list_destroy(&raw_); }
    IgraphIntegerLists(const IgraphIntegerLists&) = delete;
    IgraphIntegerLists& operator=(const IgraphIntegerLists&) = delete;
    igraph_vector_int_list_t* raw() { return &raw_; }
    std::size_t size() const { return static_cast<std::size_t>(igraph_vector_int_list_size(&raw_)); }
    std::span<const igraph_integer_t> operator[](std::size_t i) const;

private:
    igraph_vector_int_list_t raw_;
};

/// Which arcs of a lens make an edge: those that are in it for sure, or those that may be as well.
enum class Arcs { sure, all };

/// An undirected igraph that frees itself. Node i of it is node i of what it was made from.
class IgraphGraph {
public:
    /// Edge e joins ends[2 e] and ends[2 e + 1], taken as they stand. A node outside 0 … nodes - 1 is KITH_INTERNAL. O(n + m).
    static Result<IgraphGraph> of_pairs(std::size_t nodes, std::span<const std::int32_t> ends);
    /// The first `nodes` nodes of a lens (people come first), each pair that a chosen tie joins once, no loops; edges sorted by
    /// their lower end, then the other. O(n + m).
    static Result<IgraphGraph> of_lens(const Lens& lens, std::size_t nodes, Arcs which);

    IgraphGraph(IgraphGraph&& other) noexcept : raw_(other.raw_), owned_(std::exchange(other.owned_, false)) {}
    IgraphGraph& operator=(IgraphGraph&& other) noexcept;
    ~IgraphGraph();

    igraph_t* raw() { return &raw_; }
    const igraph_t* raw() const { return &raw_; }
    std::size_t nodes() const { return static_cast<std::size_t>(igraph_vcount(&raw_)); }
    std::size_t edges() const { return static_cast<std::size_t>(igraph_ecount(&raw_)); }

private:
    IgraphGraph() = default;
    igraph_t raw_{};
    bool owned_ = false;
};

}  // namespace kith::sdk
