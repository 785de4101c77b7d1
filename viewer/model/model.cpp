#include "viewer/model/model.hpp"

#include <algorithm>

namespace kith::viewer::model {

std::vector<ResultOf> results_of(const session::Session& session) {
    std::vector<ResultOf> list;
    for (const session::RunResultPtr& result : session.results())
        list.push_back({&result->analysis, result->view.get(), [&session, result](host::Entity entity, std::string_view layer) -> const std::vector<std::int32_t>& {
                            return session.result_rows(*result, entity, layer);
                        }});
    return list;
}

const column::SegmentPtr& Model::topology() const {
    if (topology_known_ && topology_at_ == version) return topology_;
    topology_ = nullptr;
    const privacy::ViewPtr& view = session.view();
    if (view != nullptr && view->segment("ties") != nullptr) {
        privacy::LensSpec lens;
        lens.as = "all";
        const auto wanted = std::find_if(view->lenses().begin(), view->lenses().end(), [&](const auto& one) { return one.as == options.lens; });
        if (wanted != view->lenses().end()) lens = *wanted;
        base::JobContext job;
        if (auto made = view->topology(lens, job)) topology_ = std::move(*made);
    }
    topology_known_ = true;
    topology_at_ = version;
    return topology_;
}

const Visibility& Model::visibility() const {
    if (visibility_ == nullptr || visible_at_ != version) {
        visibility_ = std::make_shared<const Visibility>(visibility_of(session, options, topology().get()));
        visible_at_ = version;
    }
    return *visibility_;
}

}  // namespace kith::viewer::model
