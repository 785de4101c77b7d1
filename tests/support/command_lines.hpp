#pragma once
// What programs that a test starts show of themselves to every account of the machine: their command lines.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <thread>

#include "engine/process/spawner.hpp"
#include "tests/support/folder.hpp"

namespace kith::test {

/// Of children of this process that run this program of ours, looked at again and again while it lives.
class CommandLines {
public:
    explicit CommandLines(const std::string& program) {
        const auto found = process::find_program_of_ours(program);
        EXPECT_TRUE(found);
        if (found) thread_ = std::thread([this, name = found->string()] { look(name); });
    }
    ~CommandLines() {
        ended_ = true;
        if (thread_.joinable()) thread_.join();
    }
    CommandLines(const CommandLines&) = delete;
    CommandLines& operator=(const CommandLines&) = delete;
    /// A space between words.
    std::set<std::string> seen() const {
        const std::lock_guard lock(mutex_);
        return seen_;
    }

private:
    void look(const std::string& program) {
        for (; !ended_; std::this_thread::sleep_for(std::chrono::milliseconds(2))) {
            std::error_code gone;
            for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
                const std::string id = entry.path().filename().string();
                if (id.find_first_not_of("0123456789") != std::string::npos || !is_child(entry.path())) continue;
                std::string line = text_of_file(entry.path() / "cmdline");
                std::replace(line.begin(), line.end(), '\0', ' ');
                if (!line.starts_with(program + ' ')) continue;
                const std::lock_guard lock(mutex_);
                seen_.insert(line);
            }
        }
    }
    /// The fourth field, after the name in brackets.
    static bool is_child(const std::filesystem::path& process) {
        const std::string text = text_of_file(process / "stat");
        const auto name = text.rfind(')');
        if (name == std::string::npos) return false;
        std::istringstream fields(text.substr(name + 1));
        std::string state;
        int parent = 0;
        fields >> state >> parent;
        return parent == getpid();
    }
    std::atomic<bool> ended_{false};
    mutable std::mutex mutex_;
    std::set<std::string> seen_;
    std::thread thread_;
};

}  // namespace kith::test
