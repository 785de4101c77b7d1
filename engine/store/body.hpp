#pragma once
// The rest of a workspace file: named parts, one after another, in sealed chunks of 64 KiB (libsodium's secretstream,
// XChaCha20-Poly1305). The first chunk is bound to the head, every chunk to the ones before it, and the last says that it is the last.
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/store/header.hpp"

namespace kith::store {

inline constexpr std::size_t chunk_size = 64 * 1024;
inline constexpr std::size_t sealed_overhead = 17;

using Sink = std::function<base::Status(std::span<const unsigned char>)>;
/// Fills as much as there is left; how much that was.
using Source = std::function<base::Result<std::size_t>(std::span<unsigned char>)>;

class BodyWriter {
public:
    /// Begins a stream under the file's key; `begun()` goes into the head, and then `bind` its checksum, before the first part.
    explicit BodyWriter(const Secret& key);
    ~BodyWriter();
    const std::array<unsigned char, 24>& begun() const { return begun_; }
    void bind(std::array<unsigned char, checksum_size> head, Sink sink);

    /// One part, whole. `name` up to 255 bytes.
    base::Status add(std::string_view name, std::span<const std::byte> bytes);
    /// The last chunk. Nothing may follow.
    base::Status finish();

private:
    base::Status take(std::span<const unsigned char> bytes);
    base::Status seal(bool last);
    struct State;
    std::unique_ptr<State> state_;
    std::array<unsigned char, 24> begun_{};
    std::array<unsigned char, checksum_size> head_{};
    Sink sink_;
};

class BodyReader {
public:
    BodyReader(const Secret& key, const Decoded& head, Source source, std::string name);
    ~BodyReader();

    struct Part {
        std::string name;
        std::uint64_t size = 0;
    };
    /// The next part, nothing after the last; its bytes must have been read. An error when a chunk is damaged, cut off or not where it
    /// belongs, or when anything follows the last.
    base::Result<std::optional<Part>> next();
    /// The bytes of the part, whole. `into` has its size.
    base::Status read(std::span<std::byte> into);

private:
    base::Status open_chunk();
    base::Status get(std::span<unsigned char> into);
    base::Error damaged() const;
    struct State;
    std::unique_ptr<State> state_;
    std::array<unsigned char, checksum_size> head_{};
    Source source_;
    std::string name_;
    std::uint64_t left_ = 0;
};

}  // namespace kith::store
