#pragma once
// What came into a workspace and waits for somebody to accept or decline it (decision 0066).
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/secret.hpp"

namespace kith::store {

struct Waiting {
    std::string id;         // 32 hexadecimal digits, the entry's own
    std::string file;       // the name of the file it came in
    std::int64_t came = 0;  // seconds since 1970-01-01 UTC
    std::string entry;      // JSON, as it was sealed
    bool operator==(const Waiting&) const = default;
};

struct Inbox {
    std::shared_ptr<const Secret> sealing_key;  // made at the first capture page; nothing before
    std::vector<Waiting> waiting;               // in the order they came
    std::vector<std::string> settled;           // ids that were accepted or declined: a copy again is nothing new
    bool operator==(const Inbox&) const = default;

    /// It waits no longer.
    void settle(const std::string& id);
    /// It waits again, where it stood in `before`; nothing where it did not.
    void wait_again(const std::vector<Waiting>& before, const std::string& id);
};

/// All but the key.
std::string to_json(const Inbox& inbox);
/// Error: bad_input, when it is not what `to_json` writes.
base::Result<Inbox> inbox_from_json(std::string_view text);

}  // namespace kith::store
