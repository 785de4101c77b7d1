// A host that knows only the frozen header runs a plugin that was built with today's. Compiled against the frozen copy.
#include <gtest/gtest.h>

#include <dlfcn.h>

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/abi/kith_plugin.h"
#include "tests/support/built.hpp"

namespace old_host_test {

struct Heard {
    std::vector<kith_finding> findings;
    double furthest = -1;
};

Heard& heard(kith_context* context) { return *reinterpret_cast<Heard*>(context); }

kith_status report(kith_context* context, double fraction) {
    heard(context).furthest = fraction;
    return KITH_OK;
}
kith_status check(kith_context*) { return KITH_OK; }
std::int32_t index_of(kith_context*, kith_name_kind kind, const char* name, std::uint64_t length) {
    return kind == KITH_NAME_MESSAGE && std::string_view(name, length) == "nothing_yet" ? 0 : -1;
}
kith_status finding(kith_context* context, const kith_finding* one) {
    heard(context).findings.push_back(*one);
    return KITH_OK;
}
kith_status row(kith_context*, std::uint32_t, const kith_cell*, std::uint64_t) { return KITH_WRONG_CALL; }

constexpr kith_progress progress_table{sizeof(kith_progress), report, check};
constexpr kith_evidence evidence_table{sizeof(kith_evidence), index_of, finding, row};

const void* capability(const char* id) {
    if (std::strcmp(id, KITH_PROGRESS) == 0) return &progress_table;
    if (std::strcmp(id, KITH_EVIDENCE) == 0) return &evidence_table;
    return nullptr;
}

kith_text text(std::string_view words) { return {words.data(), words.size()}; }

TEST(OldHost, RunsAPluginOfToday) {
    void* library = dlopen(kith::test::built(KITH_PLUGIN_DIR "/test.plain_c/plugin.so").c_str(), RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(library, nullptr) << dlerror();
    const auto* entry = static_cast<const kith_entry*>(dlsym(library, "kith_plugin_entry"));
    ASSERT_NE(entry, nullptr);
    ASSERT_EQ(entry->magic, KITH_ABI_MAGIC);
    ASSERT_EQ(entry->major, KITH_ABI_MAJOR);
    const auto* analysis = static_cast<const kith_analysis*>(entry->capability(KITH_ANALYSIS_CAPABILITY));
    ASSERT_NE(analysis, nullptr);
    EXPECT_EQ(std::string_view(analysis->id.bytes, analysis->id.length), "test.plain_c");

    // Three assets: two in area 2, one in area 0.
    const std::vector<std::int32_t> area{2, 0, 2};
    const kith_column column{text("area"), KITH_I32, 0, area.size(), area.data(), area.size(), nullptr, nullptr, nullptr, nullptr, nullptr};
    const kith_segment segment{text("assets"), &column, 1};
    std::vector<double> values(3, 0);
    std::vector<kith_quality> qualities(3, KITH_UNSAID);
    std::vector<std::uint16_t> reasons(3, 0);
    const kith_out_column out{text("assets"), 0, 0, 3, values.data(), nullptr, qualities.data(), reasons.data()};
    Heard said;
    const kith_host host{sizeof(kith_host), KITH_ABI_MAJOR, KITH_ABI_MINOR, reinterpret_cast<kith_context*>(&said), capability};
    kith_run run{};
    run.struct_size = sizeof(kith_run);
    run.host = &host;
    run.assets = 3;
    run.threads = 1;
    run.segments = &segment;
    run.segment_count = 1;
    run.columns = &out;
    run.column_count = 1;
    EXPECT_EQ(analysis->run(&run), KITH_OK);
    EXPECT_EQ(values, (std::vector<double>{1, 0, 2}));
    EXPECT_EQ(qualities, std::vector<kith_quality>(3, KITH_VALUE));
    ASSERT_EQ(said.findings.size(), 1u);
    EXPECT_EQ(said.findings[0].subject, 1);
    EXPECT_GE(said.furthest, 0);
    dlclose(library);
}

}  // namespace old_host_test
