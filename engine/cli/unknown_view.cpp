#include "engine/cli/unknown_view.hpp"

#include <map>

#include "engine/column/builder.hpp"

namespace kith::cli {
namespace {

using column::Column;
using column::SegmentPtr;
using column::Type;
constexpr std::size_t states = 7;

/// A row that was known becomes unknown in six of seven rows; one that was not stays so.
column::States turned(const Column& c) {
    column::States made(c.states().begin(), c.states().end());
    for (std::size_t row = 0; row < made.size(); ++row)
        if (made[row] == 0) made[row] = static_cast<std::uint8_t>(row % states);
    return made;
}

/// The values, with nothing left where the row is not known: a plugin that does not look at the state must not find them.
template <class T>
std::vector<T> kept(std::span<const T> values, const column::States& state, T nothing, std::size_t each = 1) {
    std::vector<T> made(values.begin(), values.end());
    for (std::size_t i = 0; i < made.size(); ++i)
        if (state[i / each] != 0) made[i] = nothing;
    return made;
}

column::DictionaryBuilder dictionary_of(const Column& c) {
    column::DictionaryBuilder made;
    for (std::int32_t code = 0; code < c.dictionary().size(); ++code) made.code_of(c.dictionary()[code]);
    return made;
}

void add_list(column::SegmentBuilder& builder, const Column& c, column::States state) {
    std::vector<std::int64_t> offsets{0};
    std::vector<std::int32_t> codes;
    for (std::size_t row = 0; row < c.rows(); ++row) {
        if (state[row] == 0)
            for (const std::int32_t code : c.list(row)) codes.push_back(code);
        offsets.push_back(static_cast<std::int64_t>(codes.size()));
    }
    builder.add_text_list(std::string(c.key()), std::move(offsets), std::move(codes), dictionary_of(c), std::move(state));
}

void add_turned(column::SegmentBuilder& builder, const SegmentPtr& owner, const Column& c) {
    const std::string key(c.key());
    column::States state = turned(c);
    switch (c.type()) {
        case Type::boolean: builder.add_booleans(key, kept(c.booleans(), state, std::uint8_t{0}), state); break;
        case Type::i32: builder.add_i32(key, kept(c.i32(), state, 0), state); break;
        case Type::i64: builder.add_i64(key, kept(c.i64(), state, std::int64_t{0}), state); break;
        case Type::f64: builder.add_f64(key, kept(c.f64(), state, 0.0), state); break;
        case Type::text: builder.add_text(key, kept(c.codes(), state, -1), dictionary_of(c), state); break;
        case Type::text_list: add_list(builder, c, std::move(state)); break;
        case Type::date: builder.add_dates(key, kept(c.days(), state, 0), {c.precisions().begin(), c.precisions().end()}, state); break;
        case Type::point: builder.add_points(key, kept(c.xy(), state, 0.0, 2), state); break;
        case Type::point_list: builder.add_column(owner, c); break;
    }
}

base::Result<SegmentPtr> with_states(const SegmentPtr& segment) {
    column::SegmentBuilder builder{std::string(segment->key())};
    for (const Column& c : segment->columns()) {
        if (c.states().empty()) builder.add_column(segment, c);
        else add_turned(builder, segment, c);
    }
    return std::move(builder).finish(column::heap_memory);
}

class UnknownView : public privacy::View {
public:
    explicit UnknownView(privacy::ViewPtr view) : view_(std::move(view)) {}

    column::SegmentPtr segment(std::string_view key) const override {
        const SegmentPtr real = view_->segment(key);
        if (real == nullptr) return nullptr;
        auto& made = segments_[std::string(key)];
        if (made == nullptr) {
            auto turned = with_states(real);
            made = turned ? *turned : real;
        }
        return made;
    }
    base::Result<SegmentPtr> reach(std::string as, const privacy::ReachSpec& spec, base::JobContext& job) const override {
        auto real = view_->reach(std::move(as), spec, job);
        return real ? with_states(*real) : real;
    }

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
    std::vector<std::string> segment_keys() const override { return view_->segment_keys(); }
    base::Result<SegmentPtr> topology(const privacy::LensSpec& lens, base::JobContext& job) const override { return view_->topology(lens, job); }
    base::Result<SegmentPtr> pairs(const privacy::LensSpec& lens, base::JobContext& job) const override { return view_->pairs(lens, job); }
    base::Result<SegmentPtr> near(std::string as, const privacy::NearSpec& spec, base::JobContext& job) const override {
        return view_->near(std::move(as), spec, job);
    }
    std::span<const privacy::LensSpec> lenses() const override { return view_->lenses(); }
    std::string label(base::EntityKind kind, std::size_t row, std::string_view layer) const override { return view_->label(kind, row, layer); }
    std::string words_for(std::string_view segment, std::string_view column, std::string_view word) const override { return view_->words_for(segment, column, word); }
    base::EntityKey key(base::EntityKind kind, std::size_t row, std::string_view layer) const override { return view_->key(kind, row, layer); }
    std::string source_id(base::EntityKind kind, std::size_t row, std::string_view layer) const override { return view_->source_id(kind, row, layer); }
    std::span<const column::SourceReport> reports() const override { return view_->reports(); }
    std::span<const std::string> remarks() const override { return view_->remarks(); }
    std::span<const SourceFile> sources() const override { return view_->sources(); }
    Coverage coverage(std::span<const column::Facet> facets) const override { return view_->coverage(facets); }

private:
    privacy::ViewPtr view_;
    mutable std::map<std::string, SegmentPtr> segments_;  // the same object at every call
};

}  // namespace

privacy::ViewPtr with_every_state(privacy::ViewPtr view) { return std::make_shared<UnknownView>(std::move(view)); }

}  // namespace kith::cli
