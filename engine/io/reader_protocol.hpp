#pragma once
// What a kith-reader is told and what it answers.
//
// It is a zygote (process/zygote.hpp); each of its children is given the channel of letters, the control page, the request (sealed,
// JSON) and the parts of one file, open for reading. The answer is one letter whose descriptors are sealed memory: the report (JSON), then the segments.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/column/dispositions.hpp"
#include "engine/io/read_block.hpp"

namespace kith::io {

// Places among what a child is given.
inline constexpr std::size_t reader_channel = 0;
inline constexpr std::size_t reader_control = 1;
inline constexpr std::size_t reader_request = 2;
inline constexpr std::size_t reader_first_part = 3;
inline constexpr std::size_t largest_request = 8u << 20;
inline constexpr std::size_t largest_report = 64u << 20;

/// The reader's exit codes.
inline constexpr int reader_done = 0;      // a letter was sent
inline constexpr int reader_stopped = 1;   // it was asked to stop
inline constexpr int reader_failed = 2;    // the control page says why
inline constexpr int reader_no_memory = 3;

struct ReaderRequest {
    BlockRequest block;
    std::string file;                     // as the recipe names it
    std::vector<std::string> part_names;  // of the descriptors
    std::uint64_t largest_block = 0;      // bytes of a table that will be taken
};

/// Which descriptor of the letter is which; -1 = not there.
struct ReaderAnswer {
    int report = 0;
    int table = -1;
    int observations = -1;
};

std::string to_json(const ReaderRequest& request);
base::Result<ReaderRequest> request_from_json(std::string_view text);
std::string to_json(const ReaderAnswer& answer);
base::Result<ReaderAnswer> answer_from_json(std::string_view text);

std::string to_json(const column::SourceReport& report);
/// Of a reader that may have been taken over by its file: an error when anything is not as it must be (types, lengths, counts that do
/// not balance). Block and file are the caller's to set.
base::Result<column::SourceReport> report_from_json(std::string_view text);

}  // namespace kith::io
