#include "viewer/model/without_names.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kith::viewer::model {
namespace {

constexpr std::array<std::string_view, 3> named{"people.names", "events.notes", "households.names"};
bool names_people(std::string_view segment) { return std::find(named.begin(), named.end(), segment) != named.end(); }

class Nameless final : public privacy::View {
public:
    explicit Nameless(privacy::ViewPtr view) : view_(std::move(view)) {}
    privacy::Audience audience() const override { return view_->audience(); }
    const std::string& place_name() const override { return view_->place_name(); }
    const std::string& crs() const override { return view_->crs(); }
    const std::string& note() const override { return view_->note(); }
    std::optional<std::int32_t> as_of() const override { return view_->as_of(); }
    std::span<const privacy::Layer> layers() const override { return view_->layers(); }
    const privacy::Layer* primary_layer() const override { return view_->primary_layer(); }
    std::size_t people() const override { return view_->people(); }
    std::size_t assets() const override { return view_->assets(); }
    std::int64_t people_recorded() const override { return view_->people_recorded(); }
    std::int64_t participants() const override { return view_->participants(); }
    column::SegmentPtr segment(std::string_view key) const override { return names_people(key) ? nullptr : view_->segment(key); }
    std::vector<std::string> segment_keys() const override {
        auto keys = view_->segment_keys();
        std::erase_if(keys, [](const std::string& key) { return names_people(key); });
        return keys;
    }
    base::Result<column::SegmentPtr> topology(const privacy::LensSpec& lens, base::JobContext& job) const override { return view_->topology(lens, job); }
    base::Result<column::SegmentPtr> pairs(const privacy::LensSpec& lens, base::JobContext& job) const override { return view_->pairs(lens, job); }
    base::Result<column::SegmentPtr> near(std::string as, const privacy::NearSpec& spec, base::JobContext& job) const override { return view_->near(std::move(as), spec, job); }
    base::Result<column::SegmentPtr> reach(std::string as, const privacy::ReachSpec& spec, base::JobContext& job) const override { return view_->reach(std::move(as), spec, job); }
    std::span<const privacy::LensSpec> lenses() const override { return view_->lenses(); }
    std::string label(base::EntityKind kind, std::size_t row, std::string_view layer) const override {
        return kind == base::EntityKind::person ? "person " + base::grouped(static_cast<std::int64_t>(row) + 1) : view_->label(kind, row, layer);
    }
    std::string words_for(std::string_view segment, std::string_view column, std::string_view word) const override { return view_->words_for(segment, column, word); }
    base::EntityKey key(base::EntityKind kind, std::size_t row, std::string_view layer) const override { return view_->key(kind, row, layer); }
    std::string source_id(base::EntityKind kind, std::size_t row, std::string_view layer) const override {
        return kind == base::EntityKind::person || kind == base::EntityKind::household ? std::string() : view_->source_id(kind, row, layer);
    }
    std::span<const column::SourceReport> reports() const override { return view_->reports(); }
    std::span<const std::string> remarks() const override { return view_->remarks(); }
    std::span<const SourceFile> sources() const override { return view_->sources(); }
    Coverage coverage(std::span<const column::Facet> facets) const override { return view_->coverage(facets); }

private:
    privacy::ViewPtr view_;
};

}  // namespace

privacy::ViewPtr without_names(privacy::ViewPtr view) { return view == nullptr ? nullptr : std::make_shared<Nameless>(std::move(view)); }

}  // namespace kith::viewer::model
