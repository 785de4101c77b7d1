#include "engine/cli/manifest_fault.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace kith::cli {
namespace {

/// Walks a JSON text along a path. Not a check: host has made sure that it is JSON.
class Walk {
public:
    explicit Walk(std::string_view text) : text_(text) { skip_space(); }

    std::size_t at() const { return at_; }
    /// Steps into a member of the object or an element of the array that stands here; false, and no step, when it is not there.
    bool into(std::string_view step) {
        const std::size_t before = at_;
        if (step.front() == '[' ? into_element(step) : into_member(step)) return true;
        at_ = before;
        return false;
    }
    /// The value that stands here, as it is written.
    std::string_view value() {
        const std::size_t from = at_;
        skip_value();
        const std::string_view whole = text_.substr(from, at_ - from);
        at_ = from;
        return whole;
    }

private:
    bool ended() const { return at_ >= text_.size(); }
    bool here(char c) const { return !ended() && text_[at_] == c; }
    void skip_space() {
        while (!ended() && (here(' ') || here('\n') || here('\r') || here('\t') || here(',') || here(':'))) ++at_;
    }
    std::string_view take_text() {
        const std::size_t from = ++at_;
        while (!ended() && !here('"')) at_ += here('\\') ? 2u : 1u;
        const std::size_t end = std::min(at_, text_.size());
        at_ = std::min(end + 1, text_.size());
        return text_.substr(from, end - from);
    }
    void skip_value() {
        if (here('"')) return void(take_text());
        if (!here('{') && !here('[')) {
            while (!ended() && text_.find_first_of(",]}\n ", at_) != at_) ++at_;
            return;
        }
        int depth = 0;
        do {
            if (here('"')) {
                take_text();
                continue;
            }
            if (here('{') || here('[')) ++depth;
            if (here('}') || here(']')) --depth;
            ++at_;
        } while (depth > 0 && !ended());
    }
    bool into_member(std::string_view key) {
        if (!here('{')) return false;
        ++at_;
        for (skip_space(); here('"'); skip_space()) {
            const std::string_view found = take_text();
            skip_space();
            if (found == key) return true;
            skip_value();
        }
        return false;
    }
    bool into_element(std::string_view step) {
        if (!here('[')) return false;
        std::size_t wanted = 0;
        for (const char c : step)
            if (c >= '0' && c <= '9') wanted = wanted * 10 + static_cast<std::size_t>(c - '0');
        ++at_;
        skip_space();
        for (; wanted > 0 && !here(']') && !ended(); --wanted) {
            skip_value();
            skip_space();
        }
        return !here(']') && !ended();
    }
    std::string_view text_;
    std::size_t at_ = 0;
};

/// "manifest.outputs.columns[1].label" -> outputs, columns, [1], label.
std::vector<std::string_view> steps_of(std::string_view place) {
    std::vector<std::string_view> steps;
    while (!place.empty()) {
        const std::size_t end = std::min(place.find_first_of(".[", 1), place.size());
        std::string_view step = place.substr(0, end);
        if (step.front() == '.') step.remove_prefix(1);
        if (!step.empty()) steps.push_back(step);
        place.remove_prefix(end);
    }
    if (!steps.empty() && steps.front() == "manifest") steps.erase(steps.begin());
    return steps;
}

/// The first value that a manifest has under a key anywhere, when it is short.
std::string example_of(std::string_view manifest, std::string_view key) {
    const std::string quoted = '"' + std::string(key) + "\":";
    const std::size_t found = manifest.find(quoted);
    if (found == std::string_view::npos) return {};
    const std::string_view value = Walk(manifest.substr(found + quoted.size())).value();
    constexpr std::size_t most = 160;
    return value.empty() || value.size() > most || value.find('\n') != std::string_view::npos ? std::string() : quoted + ' ' + std::string(value);
}

}  // namespace

int line_of(std::string_view json, std::string_view place) {
    Walk walk(json);
    for (const std::string_view step : steps_of(place))
        if (!walk.into(step)) break;
    return 1 + static_cast<int>(std::count(json.begin(), json.begin() + static_cast<std::ptrdiff_t>(std::min(walk.at(), json.size())), '\n'));
}

std::string explained_fault(std::string_view json, std::string_view fault, std::string_view example) {
    const std::size_t colon = fault.find(": ");
    if (colon == std::string_view::npos || fault.substr(0, 8) != "manifest") return std::string(fault);
    const std::string_view place = fault.substr(0, colon);
    const auto steps = steps_of(place);
    std::string words = "manifest.json, line " + std::to_string(line_of(json, place)) + ": " + std::string(fault.substr(std::min(fault.size(), std::size_t{place.size() > 8 ? 9u : 0u})));
    if (steps.empty()) return words;
    if (const std::string shown = example_of(example, steps.back()); !shown.empty()) words += " For example: " + shown;
    return words;
}

}  // namespace kith::cli
