#include "viewer/model/model.hpp"

#include <algorithm>

#include "viewer/model/without_names.hpp"

namespace kith::viewer::model {
namespace {

/// Of people and assets only their number goes into a topology.
bool same_rows_of_ties(const column::SegmentPtr& one, const column::SegmentPtr& other) {
    if (one == other) return true;
    const bool nodes = one != nullptr && other != nullptr && one->key() == other->key() && (one->key() == "people" || one->key() == "assets");
    return nodes && one->columns()[0].rows() == other->columns()[0].rows();
}

}  // namespace

const privacy::ViewPtr& Model::shown(const privacy::ViewPtr& recorded) const {
    if (const session::Versions now = session.versions(); now.place != nameless_at_.place || now.results != nameless_at_.results) {
        const auto results = session.results();
        std::erase_if(nameless_, [&](const auto& one) {  // of places that nobody looks at any more
            const bool ran_on = std::any_of(results.begin(), results.end(), [&](const auto& result) { return result->view == one->recorded; });
            return !preferences.presentation || (one->recorded != session.view() && !ran_on);
        });
        nameless_at_ = now;
    }
    if (!preferences.presentation || recorded == nullptr) return recorded;
    const auto known = std::find_if(nameless_.begin(), nameless_.end(), [&](const auto& one) { return one->recorded == recorded; });
    if (known != nameless_.end()) return (*known)->shown;
    nameless_.push_back(std::make_unique<Nameless>(Nameless{recorded, without_names(recorded)}));
    return nameless_.back()->shown;
}

void Model::begin_anew() {
    nameless_.clear();
    visibility_.reset();
    topology_.reset();
    topology_of_.clear();
    topology_known_ = false;
    auto look = session.look().empty() ? base::Result<ViewOptions>(ViewOptions()) : view_options_from_json(session.look());
    options = look ? std::move(*look) : ViewOptions();
    for (const std::string& remark : session.remarks()) notices.push_back({Notice::Tone::caution, remark});
    window.outline.clear();
    window.tool = Tool::select;
    window.carried.reset();
    window.wanted.push_back(WindowAction::fit_all);
    // A workspace with people is somebody's work: it begins with the day.
    const bool day = session.is_workspace() && session.view()->audience() == privacy::Audience::team && session.view()->people() > 0;
    if (day) preferences.bottom_tab = Pane::today;
    if (day) window.full = Pane::today;
    else if (window.full == Pane::today) window.full.reset();
}

std::vector<ResultOf> Model::results() const {
    std::vector<ResultOf> list;
    for (const session::RunResultPtr& result : session.results())
        list.push_back({&result->analysis, &view_of(*result), [&of = session, result](host::Entity entity, std::string_view layer) -> const std::vector<std::int32_t>& {
                            return of.result_rows(*result, entity, layer);
                        }});
    return list;
}

const column::SegmentPtr& Model::topology() const {
    if (topology_known_ && topology_at_ == version) return topology_;
    const privacy::ViewPtr& open = view();
    privacy::LensSpec lens;
    lens.as = "all";
    std::vector<column::SegmentPtr> made_from;
    if (open != nullptr) {
        const auto wanted = std::find_if(open->lenses().begin(), open->lenses().end(), [&](const auto& one) { return one.as == options.lens; });
        if (wanted != open->lenses().end()) lens = *wanted;
        for (const privacy::Basis& basis : privacy::basis_of(lens, false)) made_from.push_back(open->segment(basis.segment));
        for (const char* nodes : {"people", "assets"}) made_from.push_back(open->segment(nodes));
    }
    const bool same = topology_known_ && topology_ != nullptr && lens.as == topology_lens_ && std::equal(made_from.begin(), made_from.end(), topology_of_.begin(), topology_of_.end(), same_rows_of_ties);
    if (!same) topology_ = nullptr;
    if (!same && open != nullptr && open->segment("ties") != nullptr) {
        base::JobContext job;
        if (auto made = open->topology(lens, job)) topology_ = std::move(*made);
    }
    topology_of_ = std::move(made_from);
    topology_lens_ = lens.as;
    topology_known_ = true;
    topology_at_ = version;
    return topology_;
}

const Visibility& Model::visibility() const {
    if (visibility_ == nullptr || visible_at_ != version) {
        visibility_ = std::make_shared<const Visibility>(visibility_of(*this));
        visible_at_ = version;
    }
    return *visibility_;
}

}  // namespace kith::viewer::model
