#include "viewer/model/layers.hpp"

#include <algorithm>

#include "viewer/model/visibility.hpp"

namespace kith::viewer::model {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& as) { return std::find(list.begin(), list.end(), as) != list.end(); }

/// Keeps what is shown now: a layer drawn by hand stands in the options only where it is coloured or hidden.
void keep(const privacy::View& view, MapOptions& options, std::vector<std::string> shown) {
    const std::string coloured = shown.front();
    for (const privacy::Layer& layer : view.layers()) {
        if (layer.role != column::LayerRole::drawn) continue;
        std::erase(options.hidden_layers, layer.as);
        if (!holds(shown, layer.as)) options.hidden_layers.push_back(layer.as);
        if (layer.as != coloured) std::erase(shown, layer.as);
    }
    if (shown.size() == 1 && view.primary_layer() && coloured == view.primary_layer()->as) shown.clear();
    options.layers = std::move(shown);
}

}  // namespace

std::vector<std::string> shown_layers(const privacy::View& view, const MapOptions& options) {
    std::vector<std::string> out = options.layers;
    const auto layers = view.layers();
    std::erase_if(out, [&](const std::string& as) { return std::none_of(layers.begin(), layers.end(), [&](const privacy::Layer& layer) { return layer.as == as; }); });
    if (out.empty() && view.primary_layer()) out.push_back(view.primary_layer()->as);
    for (const privacy::Layer& layer : layers)
        if (layer.role == column::LayerRole::drawn && !holds(out, layer.as) && !holds(options.hidden_layers, layer.as)) out.push_back(layer.as);
    return out;
}

std::string coloured_layer(const privacy::View& view, const MapOptions& options) {
    const auto shown = shown_layers(view, options);
    return shown.empty() ? std::string() : shown.front();
}

TableOptions table_shown(const privacy::View& view, const ViewOptions& options) {
    TableOptions out = options.table;
    if (out.of != TableOf::areas) return out;
    const privacy::Layer* primary = view.primary_layer();
    const std::string of = out.layer.empty() ? coloured_layer(view, options.map) : out.layer;
    if (primary == nullptr || of != primary->as) out.layer = of;
    const auto sorted = subject_of(view, out.sorted_by);
    if (sorted && sorted->layer != of) out.sorted_by.clear();
    return out;
}

void colour_layer(const privacy::View& view, MapOptions& options, const std::string& as) {
    auto shown = shown_layers(view, options);
    if (shown.empty() || shown.front() == as) return;
    std::erase(shown, as);
    shown.front() = as;
    options.colour.column.clear();
    options.colour.second.clear();
    keep(view, options, shown);
}

void switch_layer(const privacy::View& view, MapOptions& options, const std::string& as) {
    auto shown = shown_layers(view, options);
    if (shown.empty() || shown.front() == as) return;
    if (std::erase(shown, as) == 0) shown.push_back(as);
    keep(view, options, shown);
}

void show_drawn(const privacy::View& view, MapOptions& options) {
    options.areas = true;
    for (const privacy::Layer& layer : view.layers())
        if (layer.role == column::LayerRole::drawn) std::erase(options.hidden_layers, layer.as);
}

}  // namespace kith::viewer::model
