// Looks through every page that it can read for words that it was not granted. The words are written into the built library by the
// test, each byte changed (^ key), so that the search itself never holds one of them.
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "plugins/abi/kith_plugin.h"

namespace {

struct Wanted {
    char mark[32];
    std::uint32_t bytes;
    char text[60000];  // words, each ended by '\n' ^ key
};
__attribute__((used)) Wanted wanted = {"KITH HOSTILE SEARCH: WORDS", 0, {1}};
constexpr unsigned char key = 0x5A;
constexpr std::uintptr_t page = 4096;

struct Search {
    std::vector<std::string_view> coded;
    std::vector<std::vector<std::uint16_t>> by_start = std::vector<std::vector<std::uint16_t>>(1u << 16);
    std::vector<bool> found;
    std::uint64_t pages = 0;

    Search() {
        const std::string_view all(wanted.text, wanted.bytes);
        for (std::size_t at = 0; at < all.size();) {
            const std::size_t end = all.find(static_cast<char>('\n' ^ key), at);
            if (end == all.npos) break;
            const std::string_view word = all.substr(at, end - at);
            by_start[start_of(word.data(), 0)].push_back(static_cast<std::uint16_t>(coded.size()));
            coded.push_back(word);
            at = end + 1;
        }
        found.resize(coded.size());
    }
    static std::size_t start_of(const char* at, unsigned char change) {
        const auto first = static_cast<unsigned char>(static_cast<unsigned char>(at[0]) ^ change), second = static_cast<unsigned char>(static_cast<unsigned char>(at[1]) ^ change);
        return static_cast<std::size_t>(first) << 8 | second;
    }
    void look(const char* from, const char* to) {
        for (const char* at = from; at + 2 < to; ++at)
            for (const std::uint16_t word : by_start[start_of(at, key)])
                if (!found[word] && coded[word].size() <= static_cast<std::size_t>(to - at) && same(at, coded[word])) found[word] = true;
    }
    static bool same(const char* at, std::string_view word) {
        for (std::size_t i = 0; i < word.size(); ++i)
            if (static_cast<char>(at[i] ^ key) != word[i]) return false;
        return true;
    }
    /// The kernel looks first: it answers EFAULT where nothing can be read, and EINVAL (there is no 99) where it can.
    static bool readable(std::uintptr_t at) { return syscall(SYS_rt_sigprocmask, 99, at, nullptr, 8) != 0 && errno == EINVAL; }
    void range(std::uintptr_t from, std::uintptr_t to) {
        from = from / page * page;
        for (std::uintptr_t at = from; at < to;) {
            if (!readable(at)) {
                at += page;
                continue;
            }
            std::uintptr_t end = at + page;
            while (end < to && readable(end)) end += page;
            pages += (end - at) / page;
            look(reinterpret_cast<const char*>(at), reinterpret_cast<const char*>(end));
            at = end;
        }
    }
};

std::uintptr_t address_of(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

/// Where the program itself and its heap lie; everything that was mapped; the stack.
void everywhere(Search& search, const kith_run& run) {
    constexpr std::uintptr_t mib = 1u << 20;
    const std::uintptr_t program = reinterpret_cast<std::uintptr_t>(run.host->capability);
    search.range(program - 64 * mib, program + 1200 * mib);
    std::vector<std::uintptr_t> known{address_of(&wanted), reinterpret_cast<std::uintptr_t>(&syscall)};
    for (std::uint64_t s = 0; s < run.segment_count; ++s)
        for (std::uint64_t c = 0; c < run.segments[s].column_count; ++c) known.push_back(address_of(run.segments[s].columns[c].values));
    const auto [least, most] = std::minmax_element(known.begin(), known.end());
    search.range(*least - 512 * mib, *most + 64 * mib);
    const char here = 0;
    const std::uintptr_t stack = address_of(&here) / page * page;
    search.range(stack - 8 * mib, stack + 16 * mib);
}

kith_status run_it(const kith_run* run) {
    Search search;
    // On the stack: "kept on the stack", as the test has it in its list.
    volatile char word[] = {'k', 'e', 'p', 't', ' ', 'o', 'n', ' ', 't', 'h', 'e', ' ', 's', 't', 'a', 'c', 'k', 0};
    everywhere(search, *run);
    if (word[0] != 'k') return KITH_INTERNAL;
    kith_cell cell{};
    cell.quality = KITH_VALUE;
    const auto& evidence = *static_cast<const kith_evidence*>(run->host->capability(KITH_EVIDENCE));
    // How many words, how many pages; then each word that was found, by its place in the list.
    for (const std::uint64_t number : {static_cast<std::uint64_t>(search.coded.size()), search.pages}) {
        cell.number = static_cast<double>(number);
        evidence.row(run->host->context, 0, &cell, 1);
    }
    for (std::size_t i = 0; i < search.found.size(); ++i) {
        if (!search.found[i]) continue;
        cell.number = static_cast<double>(i);
        evidence.row(run->host->context, 0, &cell, 1);
    }
    return KITH_OK;
}

constexpr kith_analysis analysis{sizeof(kith_analysis), {"test.search", 11}, {"1.0.0", 5}, run_it};
const void* capability(const char* id) { return std::string_view(id) == KITH_ANALYSIS_CAPABILITY ? &analysis : nullptr; }

}  // namespace

extern "C" const kith_entry kith_plugin_entry = {sizeof(kith_entry), KITH_ABI_MAGIC, KITH_ABI_MAJOR, KITH_ABI_MINOR, 0, capability};
