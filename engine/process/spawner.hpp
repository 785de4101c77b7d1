#pragma once
// Starts our own helper programs (kith-reader, kith-worker): with the descriptors they are given and no others, an empty
// environment, a process group of their own (a Ctrl-C reaches us, and we end them), and never outliving us.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/process/descriptor.hpp"
#include "engine/process/isolation.hpp"

namespace kith::process {

struct Command {
    std::filesystem::path program;
    std::vector<std::string> arguments;      // without the program's name
    std::vector<std::string> environment;    // "NAME=value"; nothing is inherited
    std::vector<int> descriptors;            // the child finds them as 3, 4, 5, …
    bool keep_errors = false;                // its standard error is ours; otherwise all three standard streams are /dev/null
    bool locks = false;                      // it calls process::lock, and Child::isolation() then says what held
    int landlock_at_most = newest_landlock;  // for tests: as on an older system; 0: as on one that cannot lock files away
};

/// How a child ended.
struct Exit {
    bool signalled = false;
    int code = 0;              // exit code, or signal
    bool by_us = false;        // Child::kill was called before
    double cpu_seconds = 0;    // user + system; of a zygote's child with what the zygote spent since the one before
    std::int64_t peak_kib = 0; // resident
    bool clean() const { return !signalled && code == 0; }
    bool forbidden() const;    // it asked the system for something it may not have
    bool from_outside() const; // a signal that neither it nor we sent
};
/// "ended with code 3", "was stopped by us", "crashed (segmentation fault)", "was killed from outside (killed)".
std::string words_for(const Exit& exit);

/// A running child. Destroyed while it runs, it is killed and waited for. The thread that started it must live as long as
/// it does: Linux ends the child when that thread ends.
class Child {
public:
    static base::Result<Child> start(const Command& command);
    Child(Child&& other) noexcept;
    Child& operator=(Child&& other) noexcept;
    ~Child();

    /// How it ended, or nothing when it still runs after `at_most`.
    std::optional<Exit> wait(std::chrono::milliseconds at_most);
    /// At once (SIGKILL); `wait` follows.
    void kill();
    /// What it told before it took in anything that others wrote, so nothing of theirs can have made it up. "None" before it told.
    Isolation isolation();
    int id() const { return id_; }
    /// Becomes readable when the child has ended: for poll, with others.
    int descriptor() const { return handle_.get(); }

private:
    friend class Zygote;
    Child(int id, Descriptor handle, Descriptor report) : id_(id), handle_(std::move(handle)), report_(std::move(report)) {}
    /// A child of this process that has just begun; when it cannot be watched it is ended, and `errno` says why.
    static std::optional<Child> watched(int id, Descriptor report);
    void finish();
    int id_ = -1;
    Descriptor handle_, report_;
    Isolation isolation_;
    double spent_before_ = 0;  // CPU seconds that count as its own
    bool killed_ = false;
    std::optional<Exit> exit_;
};

/// Returns when one of the children has ended or `at_most` has passed.
void wait_for_any(std::span<Child* const> children, std::chrono::milliseconds at_most);

/// What the parent told the child.
struct BegunChild {
    int parent = 0;
    Descriptor report;       // for process::lock
    int landlock_at_most = newest_landlock;
    std::vector<Descriptor> given;  // only in a zygote's child (zygote.hpp)
};
/// The child's first call: it dies with its parent, gains no rights, leaves no core file. An error when the parent is gone
/// already.
base::Result<BegunChild> begin_child();

/// As it stands: for a program that its user could as well have started by hand.
std::vector<std::string> own_environment();
/// A program of ours: in the folder of the running program, or in `../bin` of it.
base::Result<std::filesystem::path> find_program_of_ours(const std::string& name);
/// The folder of the running program.
base::Result<std::filesystem::path> folder_of_this_program();

}  // namespace kith::process
