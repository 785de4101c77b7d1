#include "viewer/model/arranging.hpp"

#include <algorithm>

namespace kith::viewer::model {
namespace {

constexpr const char* group_finder = "kith.network_measures";

bool can_be_middle(const base::EntityKey& key) { return key.kind == base::EntityKind::person || key.kind == base::EntityKind::asset; }

/// A result that was taken away leaves no column; one of the place stays.
bool is_there(const Model& model, const ColumnName& column) {
    if (!column.starts_with("results.")) return true;
    const auto results = model.session.results();
    return std::any_of(results.begin(), results.end(), [&](const auto& one) { return column.starts_with("results." + one->analysis.as + "."); });
}

}  // namespace

ColumnName community_column(const Model& model) {
    const ColumnName& chosen = model.options.network.community;
    if (!chosen.empty() && is_there(model, chosen)) return chosen;
    for (const auto& result : model.session.results())
        if (const auto* people = result->analysis.columns_for(host::Entity::person); people != nullptr && result->analysis.use == group_finder && result->analysis.gate_open)
            for (const auto* column : people->columns)
                if (column->key == "group") return "results." + result->analysis.as + ".person/group";
    return {};
}

std::optional<base::EntityKey> middle_of(const Model& model) {
    const auto keys = model.session.selection().keys();
    if (!keys.empty() && can_be_middle(keys.back())) return keys.back();
    const auto& around = model.options.network.around;
    return around && can_be_middle(*around) ? around : std::nullopt;
}

std::string why_not_arranged(const Model& model, Arrangement arrangement) {
    if (!model.session.is_open()) return "Open a place first.";
    if (model.topology() == nullptr) return "There are no ties here that this audience may see.";
    if (arrangement == Arrangement::by_community && community_column(model).empty()) {
        const auto results = model.session.results();
        const bool ran = std::any_of(results.begin(), results.end(), [](const auto& one) { return one->analysis.use == group_finder; });
        return ran ? "Too few people were asked about their ties to find groups; choose a column for communities." : "Run “How people are connected” first, or choose a column for communities.";
    }
    if (arrangement == Arrangement::around_one && !middle_of(model)) return "Select a person or an asset first.";
    return {};
}

ViewOptions arranged(const Model& model, Arrangement arrangement) {
    ViewOptions options = model.options;
    options.network.arrangement = arrangement;
    if (arrangement == Arrangement::by_community) options.network.community = community_column(model);
    if (arrangement == Arrangement::around_one) options.network.around = middle_of(model);
    return options;
}

ViewOptions focused(const Model& model, int depth) {
    ViewOptions options = model.options;
    options.network.focus_depth = std::clamp(depth, -1, 9);
    if (depth >= 0) options.network.around = middle_of(model);
    else if (options.network.around && options.network.around->kind == base::EntityKind::area) options.network.around.reset();
    return options;
}

}  // namespace kith::viewer::model
