#include "engine/cli/handed.hpp"

#include <unistd.h>

#include <chrono>
#include <limits>

#include "engine/process/sealed_memory.hpp"
#include "engine/process/spawner.hpp"
#include "engine/store/handed.hpp"

namespace kith::cli {

namespace given = store::given;

base::Result<std::shared_ptr<Handed>> Handed::take() {
    if (auto begun = process::begin_child(); !begun) return begun.error();
    auto control = process::ControlPage::open(process::Descriptor(given::control));
    if (!control) return control.error();
    auto arguments = process::open_sealed(process::Descriptor(given::arguments), std::numeric_limits<std::size_t>::max());
    auto words = process::open_sealed(process::Descriptor(given::words), std::numeric_limits<std::size_t>::max());
    if (!arguments || !words) return arguments ? words.error() : arguments.error();
    const auto count = store::segments_handed(**words);
    if (!count) return count.error();
    std::vector<process::Descriptor> segments;
    for (std::size_t i = 0; i < *count; ++i) segments.emplace_back(given::first_segment + static_cast<int>(i));
    for (const auto& [from, to] : {std::pair{given::output, STDOUT_FILENO}, {given::errors, STDERR_FILENO}}) {
        if (dup2(from, to) < 0) return base::io_error("What is to be said cannot reach the window. Close Kith and open it again.");
        close(from);
    }
    return std::shared_ptr<Handed>(new Handed(std::move(*control), store::take_arguments(**arguments), std::move(*words), std::move(segments)));
}

base::Result<store::Content> Handed::content() { return store::take_handed(*words_, std::move(segments_)); }

StopsWithTheWindow::StopsWithTheWindow(std::shared_ptr<const Handed> handed, base::JobContext& job) {
    if (handed == nullptr) return;
    thread_ = std::thread([this, handed = std::move(handed), &job] {
        for (; !ended_; std::this_thread::sleep_for(std::chrono::milliseconds(20)))
            if (handed->asked_to_stop()) job.cancel();
    });
}

StopsWithTheWindow::~StopsWithTheWindow() {
    ended_ = true;
    if (thread_.joinable()) thread_.join();
}

}  // namespace kith::cli
