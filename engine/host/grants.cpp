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

base::Status wish_inputs(const Manifest& manifest, const privacy::View& view, PersonalSet allowed, std::vector<Wish>& list) {
    for (const SegmentRequest& request : manifest.inputs) {
        for (const std::string& key : keys_for(request.segment, view.layers())) {
            const column::SegmentPtr segment = view.segment(key);
            if (segment == nullptr && request.optional) continue;
            if (segment == nullptr) return base::not_found("it needs '" + key + "', which this place does not have for this audience");
            Sight sight = sight_of(request, *segment, allowed);
            if (!sight.lacking.empty()) return base::not_found("it may not see '" + key + "' without being allowed to");
            if (sight.columns.empty() && sight.cut) continue;
            list.emplace_back(WishColumns{segment, request.columns, std::move(sight)});
        }
    }
    return {};
}

base::Status wish_lenses(const Manifest& manifest, std::span<const ParameterValue> parameters, std::string_view narrow_by, const privacy::View& view,
                         std::vector<Wish>& list) {
    const privacy::LensSpec* by = nullptr;
    if (!narrow_by.empty()) {
        auto found = recipe_lens(narrow_by, view);
        if (!found) return found.error();
        by = *found;
    }
    std::vector<privacy::LensSpec> lenses;
    for (const LensRequest& request : manifest.lenses) {
        privacy::LensSpec lens = request.lens;
        if (request.within) lens.within = base::Metres{number_of(*request.within, parameters)};
        if (by != nullptr) {
            auto both = narrowed(std::move(lens), *by, view);
            if (!both) return both.error();
            lens = std::move(*both);
        }
        lenses.push_back(std::move(lens));
    }
    for (const privacy::LensSpec& lens : lenses) list.emplace_back(WishLens{lens, false});
    for (const PairsRequest& request : manifest.pairs)
        for (const privacy::LensSpec& lens : lenses)
            if (lens.as == request.lens) list.emplace_back(WishLens{lens, true});
    return {};
}

base::Status wish_results(const Manifest& manifest, Others others, std::vector<Wish>& list) {
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
            if (!segment) return segment.error();
            if (*segment != nullptr) list.emplace_back(WishMade{*segment});
        }
    }
    return {};
}

base::Status wish_chosen(std::span<const ParameterValue> parameters, Others others, const privacy::View& view, std::vector<Wish>& list) {
    for (const ParameterValue& value : parameters) {
        if (value.column.empty()) continue;
        const std::string& layer = view.layers()[static_cast<std::size_t>(value.number)].as;
        const std::string& id = value.parameter->id;
        const AnalysisResult* other = find_result(others, value.from);
        const ResultColumns* columns = other == nullptr ? nullptr : other->columns_for(Entity::area, layer);
        if (!value.from.empty() && columns == nullptr) return base::not_found("it builds on '" + value.text + "', which gave no result");
        auto segment = columns == nullptr ? chosen(id, *view.segment("areas." + layer)->find(value.column))
                                          : chosen(id, ResultColumn(*other->plugin->manifest.output(Entity::area, value.column), *columns->segment));
        if (!segment) return segment.error();
        list.emplace_back(WishMade{*segment});
    }
    return {};
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

base::Result<Grant> Granter::granted(const WishColumns& wish) {
    auto grant = wish.sight.cut ? cut_down(wish.segment, wish.sight.columns) : whole(wish.segment);
    if (grant) grant->columns = wish.asked;
    return grant;
}

base::Result<std::vector<Wish>> Granter::wishes(const Manifest& manifest, std::span<const ParameterValue> parameters, std::string_view lens,
                                                PersonalSet allowed, Others others) {
    std::vector<Wish> list;
    if (base::Status status = wish_inputs(manifest, view_, allowed, list); !status) return status.error();
    if (base::Status status = wish_lenses(manifest, parameters, lens, view_, list); !status) return status.error();
    for (const NearRequest& request : manifest.near) {
        WishNear wish{request.as, request.spec};
        wish.spec.within = base::Metres{number_of(request.within, parameters)};
        wish.spec.step_free = !request.step_free.empty() && number_of({0, request.step_free}, parameters) != 0;
        if (const Parameter* of = manifest.parameter(request.of_parameter); of != nullptr)
            if (const auto word = static_cast<std::size_t>(number_of({0, of->id}, parameters)); word > 0) wish.spec.of = {of->words[word]};
        list.emplace_back(std::move(wish));
    }
    for (const ReachRequest& request : manifest.reach) {
        WishReach wish{request.as, request.spec};
        wish.spec.within = base::Metres{number_of(request.within, parameters)};
        wish.spec.step_free = !request.step_free.empty() && number_of({0, request.step_free}, parameters) != 0;
        list.emplace_back(std::move(wish));
    }
    if (base::Status status = wish_results(manifest, others, list); !status) return status.error();
    if (base::Status status = wish_chosen(parameters, others, view_, list); !status) return status.error();
    return list;
}

base::Result<std::vector<Grant>> Granter::grants(std::span<const Wish> wishes, base::JobContext& job) {
    const auto sealed = [&](base::Result<column::SegmentPtr> segment) -> base::Result<Grant> {
        if (!segment) return segment.error();
        return whole(*segment);
    };
    struct Make {
        const privacy::View& view;
        base::JobContext& job;
        base::Result<column::SegmentPtr> operator()(const WishColumns& wish) const { return wish.segment; }
        base::Result<column::SegmentPtr> operator()(const WishLens& wish) const { return wish.pairs ? view.pairs(wish.lens, job) : view.topology(wish.lens, job); }
        base::Result<column::SegmentPtr> operator()(const WishNear& wish) const { return view.near(wish.as, wish.spec, job); }
        base::Result<column::SegmentPtr> operator()(const WishReach& wish) const { return view.reach(wish.as, wish.spec, job); }
        base::Result<column::SegmentPtr> operator()(const WishMade& wish) const { return wish.segment; }
    };
    std::vector<Grant> list;
    for (const Wish& wish : wishes) {
        const auto* columns = std::get_if<WishColumns>(&wish);
        auto grant = columns != nullptr ? granted(*columns) : sealed(std::visit(Make{view_, job}, wish));
        if (!grant) return grant.error();
        list.push_back(std::move(*grant));
    }
    return list;
}

}  // namespace kith::host
