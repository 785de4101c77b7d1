#include "engine/base/content.hpp"

#include <xxhash.h>

namespace kith::base {

DigestBuilder& add_content(DigestBuilder& digest, std::span<const std::byte> bytes) {
    XXH128_canonical_t hash;
    XXH128_canonicalFromHash(&hash, XXH3_128bits(bytes.data(), bytes.size()));
    return digest.add(static_cast<std::uint64_t>(bytes.size())).add(std::as_bytes(std::span(hash.digest)));
}

}  // namespace kith::base
