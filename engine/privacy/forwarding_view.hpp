#pragma once
// A View that says what another says: base of those that say some of it otherwise.
#include <utility>

#include "engine/privacy/view.hpp"

namespace kith::privacy {

/// Keeps the view that it forwards to. Whoever derives says only what is different.
class ForwardingView : public View {
public:
    Audience audience() const override { return of_->audience(); }
    const std::string& place_name() const override { return of_->place_name(); }
    const std::string& crs() const override { return of_->crs(); }
    const std::string& note() const override { return of_->note(); }
    std::optional<std::int32_t> as_of() const override { return of_->as_of(); }
    std::span<const Layer> layers() const override { return of_->layers(); }
    const Layer* primary_layer() const override { return of_->primary_layer(); }
    std::span<const Backdrop> backdrops() const override { return of_->backdrops(); }
    std::size_t people() const override { return of_->people(); }
    std::size_t assets() const override { return of_->assets(); }
    std::int64_t people_recorded() const override { return of_->people_recorded(); }
    std::int64_t participants() const override { return of_->participants(); }
    column::SegmentPtr segment(std::string_view key) const override { return of_->segment(key); }
    std::vector<std::string> segment_keys() const override { return of_->segment_keys(); }
    base::Result<column::SegmentPtr> topology(const LensSpec& lens, base::JobContext& job) const override { return of_->topology(lens, job); }
    base::Result<column::SegmentPtr> pairs(const LensSpec& lens, base::JobContext& job) const override { return of_->pairs(lens, job); }
    base::Result<column::SegmentPtr> near(std::string as, const NearSpec& spec, base::JobContext& job) const override { return of_->near(std::move(as), spec, job); }
    base::Result<column::SegmentPtr> reach(std::string as, const ReachSpec& spec, base::JobContext& job) const override { return of_->reach(std::move(as), spec, job); }
    std::span<const LensSpec> lenses() const override { return of_->lenses(); }
    std::string label(base::EntityKind kind, std::size_t row, std::string_view layer) const override { return of_->label(kind, row, layer); }
    std::string words_for(std::string_view segment, std::string_view column, std::string_view word) const override { return of_->words_for(segment, column, word); }
    base::EntityKey key(base::EntityKind kind, std::size_t row, std::string_view layer) const override { return of_->key(kind, row, layer); }
    std::string source_id(base::EntityKind kind, std::size_t row, std::string_view layer) const override { return of_->source_id(kind, row, layer); }
    std::span<const column::SourceReport> reports() const override { return of_->reports(); }
    std::span<const std::string> remarks() const override { return of_->remarks(); }
    std::span<const SourceFile> sources() const override { return of_->sources(); }
    Coverage coverage(std::span<const column::Facet> facets) const override { return of_->coverage(facets); }

protected:
    explicit ForwardingView(ViewPtr of) : of_(std::move(of)) {}
    const View& of() const { return *of_; }

private:
    ViewPtr of_;
};

}  // namespace kith::privacy
