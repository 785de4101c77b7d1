// What the window has written for others is written by the `kith` command beside it, on what is open (decision 0063).
#include <algorithm>
#include <chrono>
#include <cstring>
#include <span>

#include "engine/base/text.hpp"
#include "engine/process/control_page.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/process/spawner.hpp"
#include "engine/session/keeper.hpp"
#include "engine/session/session.hpp"
#include "engine/store/handed.hpp"

namespace kith::session {
namespace {

constexpr std::size_t most_output = std::size_t{4} << 20;  // pages that nothing is written to cost nothing
constexpr auto patience_to_stop = std::chrono::seconds(10);

/// All that it printed, up to the zero that follows.
std::string printed(const process::SharedBlock& block) {
    const auto bytes = block.bytes();
    const auto* text = reinterpret_cast<const char*>(bytes.data());
    const void* end = std::memchr(text, 0, bytes.size());
    return {text, end == nullptr ? bytes.size() : static_cast<std::size_t>(static_cast<const char*>(end) - text)};
}

/// Its last sentence, without the program's name before it.
std::string why_of(const std::string& errors, const process::Exit& exit) {
    std::string_view said = base::trimmed(errors);
    if (const auto line = said.find_last_of('\n'); line != std::string_view::npos) said.remove_prefix(line + 1);
    if (said.starts_with("kith: ")) said.remove_prefix(6);
    return said.empty() ? "Kith's own command " + process::words_for(exit) + "; nothing was written. Try again." : std::string(said);
}

/// Until it has ended. Asked to stop, it takes away what it began; one that does not hear is ended.
process::Exit watched(process::Child& child, const process::ControlPage& control, base::JobContext& job) {
    std::optional<std::chrono::steady_clock::time_point> asked;
    double furthest = 0;
    for (;;) {
        if (const auto exit = child.wait(std::chrono::milliseconds(20))) return *exit;
        furthest = std::max(furthest, control.fraction());
        job.progress(furthest);
        if (!job.stopped()) continue;
        const auto now = std::chrono::steady_clock::now();
        if (!asked) {
            control.ask_to_stop();
            asked = now;
        } else if (now - *asked > patience_to_stop) {
            child.kill();
        }
    }
}

base::Result<std::string> told_by(std::span<const std::string> arguments, const place::Place& place, const std::string& recipe, base::JobContext& job) {
    const auto program = process::find_program_of_ours("kith");
    if (!program) return program.error();
    const auto handed = store::hand_over(place, recipe, arguments);
    if (!handed) return handed.error();
    const auto control = process::ControlPage::create();
    if (!control) return control.error();
    const auto output = process::SharedBlock::create(most_output), errors = process::SharedBlock::create(most_output);
    if (!output || !errors) return output ? errors.error() : output.error();
    process::Command command{*program, {"--given"}, process::own_environment(), {control->descriptor(), output->descriptor(), errors->descriptor()}};
    command.descriptors.insert(command.descriptors.end(), handed->descriptors.begin(), handed->descriptors.end());
    if (auto s = job.check(); !s) return s.error();
    auto child = process::Child::start(command);
    if (!child) return child.error();
    const process::Exit exit = watched(*child, *control, job);
    const bool written = !exit.signalled && (exit.code == 0 || exit.code == 1);  // 1: done, with problems that it says
    if (auto s = job.check(); !s && !written) return s.error();
    if (written) return printed(*output);
    return base::Error{base::Code::misuse, why_of(printed(*errors), exit)};
}

}  // namespace

base::Result<JobId> Session::command(std::string title, std::vector<std::string> arguments, const std::filesystem::path& writes, std::function<void(const std::string&)> then) {
    if (!is_open()) return base::misuse("Nothing is open. Open a place first.");
    if (!writes.empty() && keeper_ != nullptr && !read_only()) keeper_->note({std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count(), "export", std::filesystem::absolute(writes).string()});
    return jobs_.start(JobKind::other, std::move(title), [place = place_, recipe = recipe_text_, arguments = std::move(arguments), then = std::move(then)](base::JobContext& job) mutable -> base::Result<Jobs::Finish> {
        job.begin("kith");
        auto told = told_by(arguments, *place, recipe, job);
        if (!told) return told.error();
        return Jobs::Finish([then = std::move(then), told = std::move(*told)] {
            then(told);
            return base::Status();
        });
    });
}

}  // namespace kith::session
