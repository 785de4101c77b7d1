#pragma once
// A disk that fails once, or stops, at the nth thing that it is asked.
#include "engine/store/files.hpp"

namespace kith::test {

enum class Fault { fails, fails_half_written, stops, stops_half_written };

/// The machine stopped: nothing more reaches the disk.
struct Stopped {};

/// Does what is asked until the `at`th time.
class FaultyFiles : public store::Files {
public:
    FaultyFiles(int at, Fault fault) : at_(at), fault_(fault) {}
    bool over() const { return done_ >= at_; }

    base::Result<process::Descriptor> create(const std::filesystem::path& file) override { return due() ? base::Result<process::Descriptor>(fail()) : store::Files::create(file); }
    base::Result<process::Descriptor> open_to_append(const std::filesystem::path& file) override { return due() ? base::Result<process::Descriptor>(fail()) : store::Files::open_to_append(file); }
    base::Status write(const process::Descriptor& to, std::span<const unsigned char> bytes) override {
        if (!due()) return store::Files::write(to, bytes);
        if (fault_ == Fault::fails_half_written || fault_ == Fault::stops_half_written)
            if (auto s = store::Files::write(to, bytes.first(bytes.size() / 2)); !s) return s;
        return fail();
    }
    base::Status sync(const process::Descriptor& file) override { return due() ? base::Status(fail()) : store::Files::sync(file); }
    base::Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override { return due() ? base::Status(fail()) : store::Files::rename(from, to); }
    base::Status keep_as(const std::filesystem::path& file, const std::filesystem::path& kept) override { return due() ? base::Status(fail()) : store::Files::keep_as(file, kept); }
    base::Status cut(const process::Descriptor& file, std::uint64_t size) override { return due() ? base::Status(fail()) : store::Files::cut(file, size); }
    base::Status remove(const std::filesystem::path& file) override { return due() ? base::Status(fail()) : store::Files::remove(file); }
    base::Status sync_folder(const std::filesystem::path& folder) override { return due() ? base::Status(fail()) : store::Files::sync_folder(folder); }

private:
    bool due() { return done_++ == at_; }
    base::Error fail() const {
        if (fault_ == Fault::stops || fault_ == Fault::stops_half_written) throw Stopped();
        return base::io_error("The disk failed.");
    }
    int at_, done_ = 0;
    Fault fault_;
};

}  // namespace kith::test
