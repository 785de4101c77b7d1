#include "engine/store/inbox.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/base/whole.hpp"

namespace kith::store {

void Inbox::settle(const std::string& id) {
    std::erase_if(waiting, [&](const Waiting& one) { return one.id == id; });
    settled.push_back(id);
}

void Inbox::wait_again(const std::vector<Waiting>& before, const std::string& id) {
    const auto called = [](const std::string& name) { return [&name](const Waiting& one) { return one.id == name; }; };
    const auto stood = std::find_if(before.begin(), before.end(), called(id));
    if (stood == before.end()) return;
    std::erase(settled, id);
    auto place = waiting.end();
    for (auto after = std::next(stood); after != before.end() && place == waiting.end(); ++after) place = std::find_if(waiting.begin(), waiting.end(), called(after->id));
    waiting.insert(place, *stood);
}

std::string to_json(const Inbox& inbox) {
    nlohmann::json j{{"waiting", nlohmann::json::array()}, {"settled", inbox.settled}};
    for (const Waiting& one : inbox.waiting) j["waiting"].push_back({{"id", one.id}, {"file", one.file}, {"came", one.came}, {"entry", one.entry}});
    return j.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

base::Result<Inbox> inbox_from_json(std::string_view text) try {
    const auto j = nlohmann::json::parse(text);
    Inbox made;
    for (const auto& one : j.at("waiting")) made.waiting.push_back({one.at("id").get<std::string>(), one.at("file").get<std::string>(), base::whole<std::int64_t>(one.at("came")), one.at("entry").get<std::string>()});
    made.settled = j.at("settled").get<std::vector<std::string>>();
    return made;
} catch (const nlohmann::json::exception&) {
    return base::bad_input("What waits in this workspace is not what this Kith writes.");
}

}  // namespace kith::store
