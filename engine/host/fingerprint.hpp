#pragma once
// What a result depends on, as one digest: equal fingerprints, equal results.
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/host/grants.hpp"
#include "engine/privacy/view.hpp"

namespace kith::host {

/// Looks at what wishes are made from, column by column and only once at each: nothing is derived or copied for it.
class Fingerprints {
public:
    explicit Fingerprints(const privacy::View& view) : view_(view) {}
    void add(std::span<const Wish> wishes, base::DigestBuilder& digest);

private:
    struct Adder;
    void add_columns(std::string_view segment, std::span<const std::string_view> columns, base::DigestBuilder& digest);
    void add_column(const column::Column& column, base::DigestBuilder& digest);

    const privacy::View& view_;
    std::map<const column::Column*, base::Digest> known_;  // of segments that the View holds
};

}  // namespace kith::host
