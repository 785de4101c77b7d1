#include "engine/host/grants.hpp"

#include <algorithm>
#include <set>

#include "engine/base/text.hpp"
#include "engine/column/builder.hpp"
#include "engine/host/column_choice.hpp"
#include "engine/host/narrowing.hpp"
#include "engine/process/sealed_memory.hpp"

namespace kith::host {
namespace {

/// "areas.*.borders" -> "areas.lsoa.borders" …; a key without a star stands for itself.
std::vector<std::string> keys_for(const std::string& pattern, std::span<const privacy::Layer> layers) {
    for (const std::string star : {".*", ".primary"}) {
        const std::size_t at = pattern.find(star);
        if (at == std::string::npos) continue;
        std::vector<std::string> keys;
        for (const privacy::Layer& layer : layers)
            if (star == ".*" || layer.primary) keys.push_back(pattern.substr(0, at + 1) + layer.as + pattern.substr(at + star.size()));
        return keys;
    }
    return {pattern};
}

std::int64_t rows_of(const privacy::View& view, std::string_view key) {
    const auto segment = view.segment(key);
    return segment == nullptr || segment->columns().empty() ? 0 : static_cast<std::int64_t>(segment->columns().front().rows());
}

/// A lens of the recipe; an error names the nearest.
base::Result<const privacy::LensSpec*> recipe_lens(std::string_view name, const privacy::View& view) {
    std::vector<std::string_view> known;
    for (const privacy::LensSpec& lens : view.lenses()) {
        if (lens.as == name) return &lens;
        known.push_back(lens.as);
    }
    const std::string_view near = base::nearest_word(name, known);
    return base::misuse("the recipe has no lens '" + std::string(name) + "'" + (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
}

const AnalysisResult* find_result(std::span<const AnalysisResult* const> others, std::string_view as) {
    const auto found = std::find_if(others.begin(), others.end(), [=](const AnalysisResult* r) { return r->as == as; });
    return found == others.end() ? nullptr : *found;
}

}  // namespace

Counts Granter::counts() const {
    Counts counts;
    counts.people = static_cast<std::int64_t>(view_.people());
    counts.assets = static_cast<std::int64_t>(view_.assets());
    counts.households = rows_of(view_, "households");
    for (const privacy::Layer& layer : view_.layers()) {
        if (layer.primary) counts.primary = static_cast<int>(counts.layers.size());
        counts.layers.push_back(static_cast<std::int64_t>(layer.count));
    }
    return counts;
}

base::Result<Grant> Granter::whole(const column::SegmentPtr& segment) {
    auto& copy = copies_[segment.get()];
    if (copy == nullptr) {
        // A segment's memory belongs to it; the copy, or the memory itself, is kept alive by holding the segment.
        const std::shared_ptr<const column::Memory> own(segment, &segment->memory());
        auto sealed = process::sealed_copy(own);
        if (!sealed) return sealed.error();
        copy = *sealed;
        kept_.push_back(segment);
    }
    return Grant{segment, copy, {}};
}

base::Result<Grant> Granter::cut_down(const column::SegmentPtr& segment, const std::vector<std::string>& columns) {
    std::string name(segment->key());
    for (const std::string& column : columns) name += '\n' + column;
    if (const auto found = cut_down_.find(name); found != cut_down_.end()) return found->second;
    column::SegmentBuilder builder{std::string(segment->key())};
    for (const column::Column& c : segment->columns()) {
        if (std::find(columns.begin(), columns.end(), c.key()) != columns.end()) builder.add_column(segment, c);
    }
    auto made = std::move(builder).finish(process::sealed_memory);
    if (!made) return made.error();
    const std::shared_ptr<const column::Memory> memory(*made, &(*made)->memory());
    const Grant grant{*made, memory, {}};
    cut_down_.emplace(name, grant);
    return grant;
}

base::Status Granter::add_segment(const SegmentRequest& request, const std::string& key, PersonalSet allowed, std::vector<Grant>& list) {
    const column::SegmentPtr segment = view_.segment(key);
    if (segment == nullptr) {
        if (request.optional) return {};
        return base::not_found("it needs '" + key + "', which this place does not have for this audience");
    }
    const Sight sight = sight_of(request, *segment, allowed);
    if (!sight.lacking.empty()) return base::not_found("it may not see '" + key + "' without being allowed to");
    if (sight.columns.empty() && sight.cut) return {};
    auto grant = sight.cut ? cut_down(segment, sight.columns) : whole(segment);
    if (!grant) return grant.error();
    grant->columns = request.columns;
    list.push_back(std::move(*grant));
    return {};
}

base::Status Granter::add_derived(base::Result<column::SegmentPtr> segment, std::vector<Grant>& list) {
    if (!segment) return segment.error();
    auto grant = whole(*segment);
    if (!grant) return grant.error();
    list.push_back(std::move(*grant));
    return {};
}

base::Status Granter::add_lenses(const Manifest& manifest, std::span<const ParameterValue> parameters, const privacy::LensSpec* narrow_by,
                                 base::JobContext& job, std::vector<Grant>& list) {
    std::vector<privacy::LensSpec> lenses;
    for (const LensRequest& request : manifest.lenses) {
        privacy::LensSpec lens = request.lens;
        if (request.within) lens.within = base::Metres{number_of(*request.within, parameters)};
        if (narrow_by != nullptr) {
            auto both = narrowed(std::move(lens), *narrow_by, view_);
            if (!both) return both.error();
            lens = std::move(*both);
        }
        lenses.push_back(std::move(lens));
    }
    for (const privacy::LensSpec& lens : lenses)
        if (base::Status status = add_derived(view_.topology(lens, job), list); !status) return status;
    for (const PairsRequest& request : manifest.pairs)
        for (const privacy::LensSpec& lens : lenses)
            if (lens.as == request.lens)
                if (base::Status status = add_derived(view_.pairs(lens, job), list); !status) return status;
    return {};
}

base::Status Granter::add_results(const Manifest& manifest, std::span<const AnalysisResult* const> others, std::vector<Grant>& list) {
    std::set<std::string> done;
    for (const ResultRequest& first : manifest.results_of) {
        const AnalysisResult* other = find_result(others, first.as);
        if (other == nullptr || !done.insert(std::string(name_of(first.entity)) + " " + first.as).second) continue;
        std::vector<std::string> outputs;
        for (const ResultRequest& request : manifest.results_of)
            if (request.as == first.as && request.entity == first.entity) outputs.push_back(request.output);
        for (const ResultColumns& group : other->columns) {
            if (group.entity != first.entity) continue;
            auto segment = handed_over(group, outputs);
            if (segment && *segment == nullptr) continue;
            if (base::Status status = add_derived(std::move(segment), list); !status) return status;
        }
    }
    return {};
}

base::Status Granter::add_chosen(std::span<const ParameterValue> parameters, std::span<const AnalysisResult* const> others, std::vector<Grant>& list) {
    for (const ParameterValue& value : parameters) {
        if (value.column.empty()) continue;
        const std::string& layer = view_.layers()[static_cast<std::size_t>(value.number)].as;
        const std::string& id = value.parameter->id;
        base::Status added;
        if (value.from.empty()) added = add_derived(chosen(id, *view_.segment("areas." + layer)->find(value.column)), list);
        else if (const AnalysisResult* other = find_result(others, value.from); other != nullptr && other->columns_for(Entity::area, layer) != nullptr)
            added = add_derived(chosen(id, ResultColumn(*other->plugin->manifest.output(Entity::area, value.column), *other->columns_for(Entity::area, layer)->segment)), list);
        else return base::not_found("it builds on '" + value.text + "', which gave no result");
        if (!added) return added;
    }
    return {};
}

base::Result<std::vector<Grant>> Granter::grants(const Manifest& manifest, std::span<const ParameterValue> parameters, std::string_view lens,
                                                 PersonalSet allowed, std::span<const AnalysisResult* const> others, base::JobContext& job) {
    const privacy::LensSpec* narrow_by = nullptr;
    if (!lens.empty()) {
        auto found = recipe_lens(lens, view_);
        if (!found) return found.error();
        narrow_by = *found;
    }
    std::vector<Grant> list;
    for (const SegmentRequest& request : manifest.inputs)
        for (const std::string& key : keys_for(request.segment, view_.layers()))
            if (base::Status status = add_segment(request, key, allowed, list); !status) return status.error();
    if (base::Status status = add_lenses(manifest, parameters, narrow_by, job, list); !status) return status.error();
    for (const NearRequest& request : manifest.near) {
        privacy::NearSpec spec = request.spec;
        spec.within = base::Metres{number_of(request.within, parameters)};
        if (base::Status status = add_derived(view_.near(request.as, spec, job), list); !status) return status.error();
    }
    for (const ReachRequest& request : manifest.reach) {
        privacy::ReachSpec spec = request.spec;
        spec.within = base::Metres{number_of(request.within, parameters)};
        if (base::Status status = add_derived(view_.reach(request.as, spec, job), list); !status) return status.error();
    }
    if (base::Status status = add_results(manifest, others, list); !status) return status.error();
    if (base::Status status = add_chosen(parameters, others, list); !status) return status.error();
    return list;
}

}  // namespace kith::host
