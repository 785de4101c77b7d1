#pragma once
// What programs that a test starts show of themselves to every account of the machine: their command lines.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <thread>

#include "engine/process/spawner.hpp"

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
            for (std::filesystem::directory_iterator at("/proc", gone), end; at != end; at.increment(gone)) {
                const std::filesystem::path process = at->path();
                if (process.filename().string().find_first_not_of("0123456789") != std::string::npos || !is_child(process)) continue;
                std::string line = of_process(process / "cmdline");
                std::replace(line.begin(), line.end(), '\0', ' ');
                if (!line.starts_with(program + ' ')) continue;
                const std::lock_guard lock(mutex_);
                seen_.insert(line);
            }
        }
    }
    /// Empty when the process is gone, also while it is read, which a stream takes for a fault.
    static std::string of_process(const std::filesystem::path& file) {
        std::string text(64 * 1024, '\0');
        std::FILE* opened = std::fopen(file.c_str(), "r");
        text.resize(opened == nullptr ? 0 : std::fread(text.data(), 1, text.size(), opened));
        if (opened != nullptr) std::fclose(opened);
        return text;
    }
    /// The fourth field, after the name in brackets.
    static bool is_child(const std::filesystem::path& process) {
        const std::string text = of_process(process / "stat");
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
