// What seals promise is the kernel's (fcntl(2), F_ADD_SEALS); here a child tries to break each promise.
#include "engine/process/sealed_memory.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

#include "engine/column/builder.hpp"
#include "engine/process/control_page.hpp"
#include "engine/process/spawner.hpp"

namespace sealed_memory_test {
using namespace kith;
using namespace std::chrono_literals;

std::shared_ptr<const column::Memory> sealed(std::string_view text) {
    auto block = process::sealed_memory(text.size());
    EXPECT_TRUE(block);
    std::memcpy((*block)->bytes().data(), text.data(), text.size());
    auto memory = std::move(**block).seal();
    EXPECT_TRUE(memory);
    return *memory;
}

process::Descriptor copy_of(const column::Memory& memory) { return process::Descriptor(dup(memory.descriptor())); }

int child_with(const std::string& what, std::vector<int> descriptors) {
    auto child = process::Child::start({*process::folder_of_this_program() / "test-process-child", {what}, {}, std::move(descriptors), false});
    EXPECT_TRUE(child);
    const auto exit = child->wait(20s);
    return exit && !exit->signalled ? exit->code : -1;
}

TEST(SealedMemory, KeepsWhatWasWritten) {
    const auto memory = sealed("some bytes");
    EXPECT_EQ(std::memcmp(memory->bytes().data(), "some bytes", 10), 0);
    EXPECT_EQ(memory->bytes().size(), 10u);
    EXPECT_GE(memory->descriptor(), 0);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory->bytes().data()) % 64, 0u);
}

TEST(SealedMemory, HoldsASegment) {
    auto segment = std::move(column::SegmentBuilder("t").add_i32("a", {1, 2, 3})).finish(process::sealed_memory);
    ASSERT_TRUE(segment);
    auto again = column::Segment::open(*process::open_sealed(copy_of((*segment)->memory()), 1 << 20), column::Trust::untrusted);
    ASSERT_TRUE(again);
    EXPECT_EQ((*again)->find("a")->i32()[2], 3);
    EXPECT_EQ((*again)->digest(), (*segment)->digest());
}

TEST(SealedMemory, AChildReadsButCannotChangeIt) {
    const auto memory = sealed(std::string(3, 'a'));
    EXPECT_EQ(child_with("sum", {memory->descriptor(), memory->descriptor()}), (3 * 'a') & 0x7F);
    EXPECT_EQ(child_with("attack", {memory->descriptor()}), 0);
    // The same attack on an ordinary block succeeds: the test can fail.
    process::Descriptor open(memfd_create("t", MFD_CLOEXEC));
    EXPECT_EQ(child_with("attack", {open.get()}), 1);
}

TEST(SealedMemory, RefusesABlockThatCouldStillChange) {
    process::Descriptor partly(memfd_create("t", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(ftruncate(partly.get(), 64), 0);
    ASSERT_EQ(fcntl(partly.get(), F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL), 0);
    EXPECT_FALSE(process::open_sealed(std::move(partly), 1000));
    process::Descriptor file(open("/proc/self/exe", O_RDONLY));
    EXPECT_FALSE(process::open_sealed(std::move(file), SIZE_MAX));
    EXPECT_FALSE(process::open_sealed(process::Descriptor(), SIZE_MAX));
}

TEST(SealedMemory, RefusesABlockLargerThanAgreed) {
    const auto memory = sealed("0123456789");
    EXPECT_TRUE(process::open_sealed(copy_of(*memory), 10));
    auto refused = process::open_sealed(copy_of(*memory), 9);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::Code::too_large);
}

TEST(SealedMemory, CopiesOnlyWhatIsNotSealedYet) {
    const auto memory = sealed("abc");
    EXPECT_EQ(*process::sealed_copy(memory), memory);
    const std::string text = "xyz";
    auto copy = process::sealed_copy(column::borrowed_memory(std::as_bytes(std::span(text.data(), text.size()))));
    ASSERT_TRUE(copy);
    EXPECT_GE((*copy)->descriptor(), 0);
    EXPECT_EQ(std::memcmp((*copy)->bytes().data(), "xyz", 3), 0);
}

TEST(SharedBlock, IsTheSameOnBothSidesAndCannotBeResized) {
    auto block = process::SharedBlock::create(100);
    ASSERT_TRUE(block);
    EXPECT_NE(ftruncate(block->descriptor(), 10), 0);
    EXPECT_NE(ftruncate(block->descriptor(), 1000), 0);
    auto other = process::SharedBlock::open(process::Descriptor(dup(block->descriptor())), 100);
    ASSERT_TRUE(other);
    other->bytes()[99] = std::byte{7};
    EXPECT_EQ(block->bytes()[99], std::byte{7});
    EXPECT_FALSE(process::SharedBlock::open(process::Descriptor(dup(block->descriptor())), 101));
}

TEST(ControlPage, ClampsWhatItIsTold) {
    auto page = process::ControlPage::create();
    ASSERT_TRUE(page);
    page->report(7.5);
    EXPECT_EQ(page->fraction(), 1.0);
    page->report(-1);
    EXPECT_EQ(page->fraction(), 0.0);
    page->report(0.0 / 0.0);
    EXPECT_EQ(page->fraction(), 0.0);
    page->end_with(3, std::string(5000, 'x'));
    EXPECT_EQ(page->message().size(), 1000u);
    page->end_with(3, "a\nb\x1b[31m\xff");
    EXPECT_EQ(page->message(), "a?b?[31m?");
}

}  // namespace sealed_memory_test
