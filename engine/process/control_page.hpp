#pragma once
// One page that a job and its child process share: "stop" one way, progress and a last word the other. Touching it is no
// system call, so a locked child can still report. Whatever the child wrote is clamped and checked when it is read.
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/status.hpp"
#include "engine/process/sealed_memory.hpp"

namespace kith::process {

class ControlPage {
public:
    static base::Result<ControlPage> create();                       // the parent
    static base::Result<ControlPage> open(Descriptor descriptor);    // the child
    int descriptor() const { return block_.descriptor(); }

    // The parent's side.
    void ask_to_stop() const;
    double fraction() const;          // 0-1
    std::uint32_t beats() const;      // grows while the child works: slow, not hung
    std::int32_t outcome() const;     // what the child set last, 0 before
    /// UTF-8 (anything else shows as "?"), at most 1,000 bytes. Only after the child has ended.
    std::string message() const;

    // The child's side.
    bool asked_to_stop() const;
    void report(double fraction) const;
    void beat() const;
    void end_with(std::int32_t outcome, std::string_view message) const;

    struct Layout;

private:
    explicit ControlPage(SharedBlock block) : block_(std::move(block)) {}
    Layout& page() const;
    SharedBlock block_;
};

}  // namespace kith::process
