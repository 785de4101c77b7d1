#include "engine/store/handed.hpp"

#include <cstring>
#include <limits>
#include <span>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/base/whole.hpp"
#include "engine/column/segment.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/store/place_json.hpp"

namespace kith::store {
namespace {

constexpr std::size_t most_handed = 10'000;

base::Error not_handed() { return base::bad_input("What was handed over is not what this Kith hands over; its programs may be of different versions. Install Kith again."); }

nlohmann::json words_in(const column::Memory& memory) {
    const auto bytes = memory.bytes();
    return nlohmann::json::parse(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()), nullptr, false);
}

}  // namespace

base::Result<Handed> hand_over(const place::Place& place, std::string_view recipe, std::span<const std::string> arguments) {
    Handed handed;
    const auto copy = [&](std::span<const std::byte> bytes) -> base::Status {
        auto block = process::sealed_memory(bytes.size());
        if (!block) return block.error();
        std::memcpy((*block)->bytes().data(), bytes.data(), bytes.size());
        auto sealed = std::move(**block).seal();
        if (!sealed) return sealed.error();
        handed.copies.push_back(std::move(*sealed));
        handed.descriptors.push_back(handed.copies.back()->descriptor());
        return {};
    };
    std::string told;
    for (const std::string& one : arguments) told += one + '\0';
    if (auto s = copy(std::as_bytes(std::span(told.data(), told.size()))); !s) return s.error();
    const auto& segments = place.revision->segments();
    const std::string text = nlohmann::json{{"place", to_json(place)}, {"recipe", recipe}, {"segments", segments.size()}}.dump();
    if (auto s = copy(std::as_bytes(std::span(text.data(), text.size()))); !s) return s.error();
    for (const column::SegmentPtr& segment : segments) {
        if (segment->memory().descriptor() < 0) {
            if (auto s = copy(segment->memory().bytes()); !s) return s.error();
            continue;
        }
        handed.segments.push_back(segment);
        handed.descriptors.push_back(segment->memory().descriptor());
    }
    return handed;
}

std::vector<std::string> take_arguments(const column::Memory& arguments) {
    const auto bytes = arguments.bytes();
    std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::vector<std::string> out;
    for (auto end = rest.find('\0'); end != std::string_view::npos; end = rest.find('\0')) {
        out.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    return out;
}

base::Result<std::size_t> segments_handed(const column::Memory& words) {
    const auto said = words_in(words);
    if (!said.is_object() || !said.contains("segments") || !said["segments"].is_number_unsigned()) return not_handed();
    const auto count = base::whole<std::size_t>(said["segments"]);
    return count <= most_handed ? base::Result<std::size_t>(count) : not_handed();
}

base::Result<Content> take_handed(const column::Memory& words, std::vector<process::Descriptor> segments) try {
    const auto said = words_in(words);
    if (!said.is_object()) return not_handed();
    auto place = place_from_json(said.at("place").get<std::string>());
    if (!place) return place.error();
    std::vector<column::SegmentPtr> opened;
    for (process::Descriptor& one : segments) {
        auto memory = process::open_sealed(std::move(one), std::numeric_limits<std::size_t>::max());
        if (!memory) return memory.error();
        auto segment = column::Segment::open(std::move(*memory), column::Trust::ours);
        if (!segment) return segment.error();
        opened.push_back(std::move(*segment));
    }
    place->revision = std::make_shared<place::Revision>(std::move(opened));
    Content content;
    content.place = std::make_shared<place::Place>(std::move(*place));
    content.recipe = said.at("recipe").get<std::string>();
    return content;
} catch (const nlohmann::json::exception&) {
    return not_handed();
}

}  // namespace kith::store
