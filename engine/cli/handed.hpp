#pragma once
// `kith` started by the window (decision 0063): what is wanted and the place come in sealed memory instead of as arguments and from a file, what
// is said goes into two blocks instead of to a terminal, and how far it is stands in a control page.
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"
#include "engine/process/control_page.hpp"
#include "engine/store/workspace.hpp"

namespace kith::cli {

class Handed {
public:
    /// All that such a command is told on its own command line.
    static constexpr std::string_view word = "--given";
    /// Once, before anything is printed. Error (misuse): somebody started it by hand.
    static base::Result<std::shared_ptr<Handed>> take();
    /// What it is to do, as somebody would say it by hand.
    const std::vector<std::string>& arguments() const { return arguments_; }
    void report(double fraction) const { control_.report(fraction); }
    bool asked_to_stop() const { return control_.asked_to_stop(); }
    /// The place as it stands in the window, edits included, and its recipe; once.
    base::Result<store::Content> content();

private:
    Handed(process::ControlPage control, std::vector<std::string> arguments, std::shared_ptr<const column::Memory> words, std::vector<process::Descriptor> segments)
        : control_(std::move(control)), arguments_(std::move(arguments)), words_(std::move(words)), segments_(std::move(segments)) {}
    process::ControlPage control_;
    std::vector<std::string> arguments_;
    std::shared_ptr<const column::Memory> words_;
    std::vector<process::Descriptor> segments_;
};

/// As long as it lives, "stop" in the window's control page is `job.cancel()`. Does nothing for nullptr.
class StopsWithTheWindow {
public:
    StopsWithTheWindow(std::shared_ptr<const Handed> handed, base::JobContext& job);
    ~StopsWithTheWindow();
    StopsWithTheWindow(const StopsWithTheWindow&) = delete;
    StopsWithTheWindow& operator=(const StopsWithTheWindow&) = delete;

private:
    std::atomic<bool> ended_{false};
    std::thread thread_;
};

}  // namespace kith::cli
