// A workspace that anybody wrote or damaged: refused with a sentence, or what it says is what was said. The first byte chooses the part; what
// encryption would never let through (a head with a right checksum, a body that was sealed) is sealed here, so that what lies behind is reached.
#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/store/body.hpp"
#include "engine/store/journal.hpp"
#include "engine/store/place_json.hpp"

namespace {
using namespace kith::store;
using Bytes = std::vector<unsigned char>;

void must(bool holds) {
    if (!holds) std::abort();
}

const Secret& key() {
    static const Secret one = *Secret::zeros(key_size);
    return one;
}

void head(Bytes bytes, bool with_checksum) {
    if (with_checksum) {
        const auto sum = checksum_of(bytes);
        bytes.insert(bytes.end(), sum.begin(), sum.end());
    }
    const auto read = decoded(bytes, "a.kith");
    if (!read) return must(!read.error().message.empty());
    const Bytes again = encoded(read->header);
    must(read->size == again.size() && std::equal(again.begin(), again.end(), bytes.begin()));
}

void body(const Bytes& plain) {
    Decoded of;
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_push(&state, of.header.stream.data(), key().bytes().data());
    Bytes sealed;
    for (std::size_t at = 0, first = 1; at < plain.size() || first; at += chunk_size, first = 0) {
        const std::size_t some = std::min(chunk_size, plain.size() - at);
        Bytes chunk(some + sealed_overhead);
        crypto_secretstream_xchacha20poly1305_push(&state, chunk.data(), nullptr, plain.data() + at, some, first ? of.checksum.data() : nullptr, first ? of.checksum.size() : 0,
                                                   at + some == plain.size() ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        sealed.insert(sealed.end(), chunk.begin(), chunk.end());
    }
    std::size_t at = 0, read = 0;
    BodyReader reader(key(), of, [&](std::span<unsigned char> into) -> kith::base::Result<std::size_t> {
        const std::size_t some = std::min(into.size(), sealed.size() - at);
        std::copy_n(sealed.begin() + static_cast<std::ptrdiff_t>(at), some, into.begin());
        at += some;
        return some;
    }, "a.kith");
    for (;;) {
        auto part = reader.next();
        if (!part) return must(!part.error().message.empty());
        if (!*part) break;
        if ((*part)->size > plain.size()) return;  // whoever reads it has a bound of their own
        std::vector<std::byte> into(static_cast<std::size_t>((*part)->size));
        if (!reader.read(into)) return;
        read += 9 + (*part)->name.size() + into.size();
    }
    must(read == plain.size());  // nothing of a body that was read whole is left out
}

/// One whole entry, and then whatever comes.
void journal(const Bytes& rest) {
    static const Bytes begun = [] {
        std::string name = "/tmp/kith-fuzz-XXXXXX";
        must(::mkdtemp(name.data()) != nullptr);
        Files files;
        const std::filesystem::path path = name + "/j";
        must(static_cast<bool>(Journal::begin(files, path, key(), Id{}, Id{})->append("one")));
        Bytes bytes(static_cast<std::size_t>(std::filesystem::file_size(path)));
        std::FILE* file = std::fopen(path.c_str(), "rb");
        must(file != nullptr && std::fread(bytes.data(), 1, bytes.size(), file) == bytes.size());
        std::fclose(file);
        std::filesystem::remove_all(name);
        return bytes;
    }();
    const int file = ::memfd_create("journal", MFD_CLOEXEC);
    must(file >= 0 && ::write(file, begun.data(), begun.size()) == static_cast<ssize_t>(begun.size()) && ::write(file, rest.data(), rest.size()) == static_cast<ssize_t>(rest.size()));
    const auto read = Journal::read("/proc/self/fd/" + std::to_string(file), key(), Id{});
    ::close(file);
    if (!read) return must(!read.error().message.empty());
    must(read->entries.size() == 1 && read->entries[0] == "one" && read->torn == !rest.empty() && read->good == begun.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Bytes bytes(data + 1, data + size);
    switch (data[0]) {
        case 'h': head(bytes, false); break;
        case 'c': head(bytes, true); break;
        case 'b': body(bytes); break;
        case 'j': journal(bytes); break;
        case 'p': {
            const auto place = place_from_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
            if (!place) must(!place.error().message.empty());
            else must(to_json(*place_from_json(to_json(*place))) == to_json(*place));
            break;
        }
        default: break;
    }
    return 0;
}
