#pragma once
// A View made of the segments that a test hands it: no place behind it, no masking. Fill the members, then read.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/column/builder.hpp"
#include "engine/privacy/view.hpp"

namespace kith::test {

class FakeView : public privacy::View {
public:
    privacy::Audience audience_ = privacy::Audience::team;
    std::string name_ = "Testfield";
    std::string note_;
    std::string crs_ = "EPSG:27700";
    std::optional<std::int32_t> as_of_;
    std::vector<privacy::Layer> layers_;
    std::vector<privacy::Backdrop> backdrops_;
    std::vector<privacy::LensSpec> lenses_;
    std::size_t people_ = 0, assets_ = 0;
    std::int64_t recorded_ = 0, participants_ = 0;
    std::map<std::string, column::SegmentPtr, std::less<>> segments_;  // also "lens.<as>", "pairs.<as>", "near.<as>", "reach.<as>"
    std::vector<column::SourceReport> reports_;
    std::vector<std::string> remarks_;
    std::vector<SourceFile> sources_;
    Coverage coverage_;

    void add(column::SegmentBuilder builder) {
        auto segment = std::move(builder).finish(column::heap_memory);
        segments_[std::string(segment.value()->key())] = segment.value();
    }

    privacy::Audience audience() const override { return audience_; }
    const std::string& place_name() const override { return name_; }
    const std::string& note() const override { return note_; }
    const std::string& crs() const override { return crs_; }
    std::optional<std::int32_t> as_of() const override { return as_of_; }
    std::span<const privacy::Layer> layers() const override { return layers_; }
    const privacy::Layer* primary_layer() const override {
        for (const auto& layer : layers_)
            if (layer.primary) return &layer;
        return nullptr;
    }
    std::span<const privacy::Backdrop> backdrops() const override { return backdrops_; }
    std::size_t people() const override { return people_; }
    std::size_t assets() const override { return assets_; }
    std::int64_t people_recorded() const override { return recorded_; }
    std::int64_t participants() const override { return participants_; }
    column::SegmentPtr segment(std::string_view key) const override {
        const auto found = segments_.find(key);
        return found == segments_.end() ? nullptr : found->second;
    }
    std::vector<std::string> segment_keys() const override {
        std::vector<std::string> out;
        for (const auto& [key, segment] : segments_) out.push_back(key);
        return out;
    }
    base::Result<column::SegmentPtr> topology(const privacy::LensSpec& lens, base::JobContext&) const override { return derived("lens." + lens.as); }
    base::Result<column::SegmentPtr> pairs(const privacy::LensSpec& lens, base::JobContext&) const override { return derived("pairs." + lens.as); }
    base::Result<column::SegmentPtr> near(std::string as, const privacy::NearSpec&, base::JobContext&) const override { return derived("near." + as); }
    base::Result<column::SegmentPtr> reach(std::string as, const privacy::ReachSpec&, base::JobContext&) const override { return derived("reach." + as); }
    std::span<const privacy::LensSpec> lenses() const override { return lenses_; }

    std::string words_for(std::string_view, std::string_view, std::string_view word) const override { return std::string(word); }
    std::string label(base::EntityKind kind, std::size_t row, std::string_view layer = {}) const override {
        for (const char* column : {"name", "code", "id"})
            if (std::string text = text_of(kind, row, layer, column); !text.empty()) return text;
        return std::string(base::name_of(kind)) + " " + std::to_string(row);
    }
    base::EntityKey key(base::EntityKind kind, std::size_t row, std::string_view layer = {}) const override {
        return base::key_for(kind, layer.empty() ? base::name_of(kind) : layer, std::to_string(row));
    }
    std::string source_id(base::EntityKind kind, std::size_t row, std::string_view layer = {}) const override {
        return text_of(kind, row, layer, kind == base::EntityKind::area ? "code" : "id");
    }
    std::span<const column::SourceReport> reports() const override { return reports_; }
    std::span<const std::string> remarks() const override { return remarks_; }
    std::span<const SourceFile> sources() const override { return sources_; }
    Coverage coverage(std::span<const column::Facet>) const override { return coverage_; }

private:
    base::Result<column::SegmentPtr> derived(const std::string& key) const {
        if (auto found = segment(key)) return found;
        return base::not_found("The test gave no segment " + key + ".");
    }
    std::string text_of(base::EntityKind kind, std::size_t row, std::string_view layer, std::string_view column) const {
        std::string key = kind == base::EntityKind::person ? "people.names" : kind == base::EntityKind::asset ? "assets.names" : "households.names";
        if (kind == base::EntityKind::area) key = "areas." + std::string(layer);
        const auto found = segment(key);
        const auto* text = found ? found->find(column) : nullptr;
        return text && text->type() == column::Type::text && row < text->rows() ? std::string(text->text(row)) : std::string();
    }
};

}  // namespace kith::test
