#include "engine/store/body.hpp"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <vector>

namespace kith::store {
namespace {

static_assert(sealed_overhead == crypto_secretstream_xchacha20poly1305_ABYTES);
using Stream = crypto_secretstream_xchacha20poly1305_state;

/// The head, for the first chunk only.
struct Binding {
    const unsigned char* bytes = nullptr;
    unsigned long long size = 0;
};
Binding binding(const std::array<unsigned char, checksum_size>& head, bool first) { return first ? Binding{head.data(), head.size()} : Binding{}; }

}  // namespace

struct BodyWriter::State {
    Stream stream{};
    Secret plain;                        // what waits for its chunk to be full
    std::size_t waits = 0;
    std::vector<unsigned char> sealed = std::vector<unsigned char>(chunk_size + sealed_overhead);
    bool first = true;
    ~State() { sodium_memzero(&stream, sizeof stream); }
};

BodyWriter::BodyWriter(const Secret& key) : state_(std::make_unique<State>()) {
    if (auto plain = Secret::zeros(chunk_size)) state_->plain = std::move(*plain);
    crypto_secretstream_xchacha20poly1305_init_push(&state_->stream, begun_.data(), key.bytes().data());
}
BodyWriter::~BodyWriter() = default;

void BodyWriter::bind(std::array<unsigned char, checksum_size> head, Sink sink) {
    head_ = head;
    sink_ = std::move(sink);
}

base::Status BodyWriter::seal(bool last) {
    const Binding with = binding(head_, state_->first);
    unsigned long long size = 0;
    crypto_secretstream_xchacha20poly1305_push(&state_->stream, state_->sealed.data(), &size, state_->plain.bytes().data(), state_->waits, with.bytes, with.size,
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    state_->first = false;
    state_->waits = 0;
    return sink_(std::span(state_->sealed).first(static_cast<std::size_t>(size)));
}

base::Status BodyWriter::take(std::span<const unsigned char> bytes) {
    if (state_->plain.empty()) return base::Error{base::Code::unavailable, "There is no protected memory left to write with."};
    while (!bytes.empty()) {
        if (state_->waits == chunk_size)  // a full chunk waits until it is known whether it is the last
            if (auto s = seal(false); !s) return s;
        const std::size_t some = std::min(bytes.size(), chunk_size - state_->waits);
        std::memcpy(state_->plain.bytes().data() + state_->waits, bytes.data(), some);
        state_->waits += some;
        bytes = bytes.subspan(some);
    }
    return {};
}

base::Status BodyWriter::add(std::string_view name, std::span<const std::byte> bytes) {
    assert(!name.empty() && name.size() < 256);
    std::vector<unsigned char> begins{static_cast<unsigned char>(name.size())};
    begins.insert(begins.end(), name.begin(), name.end());
    for (std::size_t i = 0; i < 8; ++i) begins.push_back(static_cast<unsigned char>(static_cast<std::uint64_t>(bytes.size()) >> (8 * i)));
    if (auto s = take(begins); !s) return s;
    return take({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

base::Status BodyWriter::finish() { return seal(true); }

struct BodyReader::State {
    Stream stream{};
    Secret plain;
    std::size_t at = 0, filled = 0;
    std::vector<unsigned char> sealed = std::vector<unsigned char>(chunk_size + sealed_overhead + 1);
    bool first = true, last = false, good = false;
    ~State() { sodium_memzero(&stream, sizeof stream); }
};

BodyReader::BodyReader(const Secret& key, const Decoded& head, Source source, std::string name)
    : state_(std::make_unique<State>()), head_(head.checksum), source_(std::move(source)), name_(std::move(name)) {
    if (auto plain = Secret::zeros(chunk_size)) state_->plain = std::move(*plain);
    state_->good = crypto_secretstream_xchacha20poly1305_init_pull(&state_->stream, head.header.stream.data(), key.bytes().data()) == 0 && !state_->plain.empty();
}
BodyReader::~BodyReader() = default;

base::Error BodyReader::damaged() const {
    state_->good = false;
    return base::bad_input(name_ + " is damaged: what it holds is not all there, or was changed. Nothing of it was used. Take the copy that was kept before it, or a backup.");
}

base::Status BodyReader::open_chunk() {
    if (!state_->good || state_->last) return damaged();
    auto got = source_(std::span(state_->sealed).first(chunk_size + sealed_overhead));
    if (!got) return got.error();
    if (*got < sealed_overhead) return damaged();
    const Binding with = binding(head_, state_->first);
    unsigned long long size = 0;
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state_->stream, state_->plain.bytes().data(), &size, &tag, state_->sealed.data(), *got, with.bytes, with.size) != 0) return damaged();
    state_->first = false;
    state_->at = 0;
    state_->filled = static_cast<std::size_t>(size);
    state_->last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (!state_->last) return *got == chunk_size + sealed_overhead ? base::Status() : base::Status(damaged());
    auto more = source_(std::span(state_->sealed).first(1));
    if (!more) return more.error();
    return *more == 0 ? base::Status() : base::Status(damaged());
}

base::Status BodyReader::get(std::span<unsigned char> into) {
    while (!into.empty()) {
        if (state_->at == state_->filled)
            if (auto s = open_chunk(); !s) return s;
        const std::size_t some = std::min(into.size(), state_->filled - state_->at);
        if (some == 0 && state_->last) return damaged();
        std::memcpy(into.data(), state_->plain.bytes().data() + state_->at, some);
        state_->at += some;
        into = into.subspan(some);
    }
    return {};
}

base::Result<std::optional<BodyReader::Part>> BodyReader::next() {
    assert(left_ == 0);
    if (state_->at == state_->filled && !state_->last)
        if (auto s = open_chunk(); !s) return s.error();
    if (state_->at == state_->filled && state_->last) return std::optional<Part>();
    std::array<unsigned char, 1> length{};
    if (auto s = get(length); !s) return s.error();
    std::vector<unsigned char> name(length[0]);
    std::array<unsigned char, 8> size{};
    if (auto s = get(name); !s) return s.error();
    if (auto s = get(size); !s) return s.error();
    Part part{std::string(name.begin(), name.end()), 0};
    for (std::size_t i = 0; i < 8; ++i) part.size |= static_cast<std::uint64_t>(size[i]) << (8 * i);
    left_ = part.size;
    return std::optional<Part>(std::move(part));
}

base::Status BodyReader::read(std::span<std::byte> into) {
    assert(into.size() == left_);
    left_ = 0;
    return get({reinterpret_cast<unsigned char*>(into.data()), into.size()});
}

}  // namespace kith::store
