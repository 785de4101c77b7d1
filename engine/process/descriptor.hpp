#pragma once
// A file descriptor with one owner.
#include <utility>

namespace kith::process {

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int value) : value_(value) {}
    Descriptor(Descriptor&& other) noexcept : value_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) reset(other.release());
        return *this;
    }
    ~Descriptor() { reset(); }

    int get() const { return value_; }
    bool valid() const { return value_ >= 0; }
    int release() { return std::exchange(value_, -1); }
    void reset(int value = -1);

private:
    int value_ = -1;
};

}  // namespace kith::process
