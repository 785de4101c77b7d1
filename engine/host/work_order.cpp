#include "engine/host/work_order.hpp"

#include <nlohmann/json.hpp>

namespace kith::host {
namespace {
using Json = nlohmann::json;
}

std::string to_text(const WorkOrder& order) {
    Json layers = Json::array(), segments = Json::array();
    for (const auto& layer : order.layers) layers.push_back({layer.as, layer.role, layer.partition, layer.first_node});
    for (const auto& segment : order.segments) segments.push_back({segment.key, segment.columns});
    const Json document = {
        {"manifest", order.manifest}, {"library", order.library}, {"people", order.counts.people}, {"assets", order.counts.assets},
        {"households", order.counts.households}, {"areas", order.counts.layers}, {"primary", order.counts.primary}, {"layers", layers},
        {"segments", segments}, {"parameters", order.parameters}, {"as_of", order.as_of ? Json(*order.as_of) : Json()},
        {"seed", order.seed}, {"threads", order.threads}, {"gate_open", order.gate_open},
        {"memory", order.memory}, {"cpu_seconds", order.cpu_seconds}, {"only_locked", order.only_locked}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<WorkOrder> work_order_from(std::string_view text) {
    try {  // the library throws on a missing key or another type
        const Json document = Json::parse(text);
        WorkOrder order;
        document.at("manifest").get_to(order.manifest);
        document.at("library").get_to(order.library);
        document.at("people").get_to(order.counts.people);
        document.at("assets").get_to(order.counts.assets);
        document.at("households").get_to(order.counts.households);
        document.at("areas").get_to(order.counts.layers);
        document.at("primary").get_to(order.counts.primary);
        for (const Json& one : document.at("layers"))
            order.layers.push_back({one.at(0).get<std::string>(), one.at(1).get<int>(), one.at(2).get<bool>(), one.at(3).get<std::int64_t>()});
        for (const Json& one : document.at("segments"))
            order.segments.push_back({one.at(0).get<std::string>(), one.at(1).get<std::vector<std::string>>()});
        document.at("parameters").get_to(order.parameters);
        if (!document.at("as_of").is_null()) order.as_of = document.at("as_of").get<std::int32_t>();
        document.at("seed").get_to(order.seed);
        document.at("threads").get_to(order.threads);
        document.at("gate_open").get_to(order.gate_open);
        document.at("memory").get_to(order.memory);
        document.at("cpu_seconds").get_to(order.cpu_seconds);
        document.at("only_locked").get_to(order.only_locked);
        return order;
    } catch (const Json::exception&) {
        return base::internal_error("A work order could not be read.");
    }
}

}  // namespace kith::host
