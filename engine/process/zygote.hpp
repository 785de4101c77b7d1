#pragma once
// A program of ours that has loaded what takes long and then waits: each child is a fork of it, made before it has seen a byte of
// anybody's, and locks itself as any other. To whoever asked, the child is their own: watched, waited for and ended as one of
// Child::start (engine/decisions/0053-one-loading-for-many-files.md).
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "engine/process/channel.hpp"
#include "engine/process/spawner.hpp"

namespace kith::process {

/// Destroyed, it ends the program that waits, not the children.
class Zygote {
public:
    /// Returns at once, while the program loads. `command` without descriptors. What holds for Child holds for its children too:
    /// the thread that starts the zygote must outlive them.
    static base::Result<std::unique_ptr<Zygote>> start(Command command);
    /// A child with these descriptors (at most `letter_descriptors` - 1), in BegunChild::given; it always may lock itself. Waits
    /// until the program is loaded. Any thread may ask. A program that was ended from outside is started once more, by a thread
    /// that stays as long as this does: its children end with it.
    base::Result<Child> child(std::span<const int> descriptors);

private:
    explicit Zygote(Command command) : command_(std::move(command)) {}
    base::Status begin();
    base::Status begin_again();
    /// Nothing: the program has ended.
    base::Result<std::optional<Letter>> asked(std::span<const int> given);
    Command command_;
    std::optional<Child> program_;
    Descriptor channel_;
    std::mutex one_at_a_time_;
    std::vector<std::jthread> starters_;  // each waits to be told to stop
};

/// The zygote's own side, once everything is loaded: forks whenever it is asked, and returns in each child. Ends the program when
/// nobody will ask any more. The program must not have started threads.
base::Result<BegunChild> begin_fork(const BegunChild& zygote);

}  // namespace kith::process
