#include "engine/privacy/view.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/place/registry.hpp"
#include "engine/privacy/derive.hpp"
#include "engine/privacy/masks.hpp"
#include "engine/process/sealed_memory.hpp"

namespace kith::privacy {
namespace {

using column::Column;
using column::SegmentPtr;
using place::Revision;

std::vector<Layer> read_layers(const Revision& revision) {
    std::vector<Layer> layers;
    const SegmentPtr& segment = revision.segment("area_layers");
    if (segment == nullptr) return layers;
    for (std::size_t row = 0; row < segment->columns()[0].rows(); ++row) {
        Layer layer;
        layer.as = segment->find("as")->text(row);
        layer.role = static_cast<column::LayerRole>(segment->find("role")->i32()[row]);
        layer.vintage = segment->find("vintage")->text(row);
        layer.partition = segment->find("partition")->booleans()[row] != 0;
        layer.primary = segment->find("primary")->booleans()[row] != 0;
        layer.first_node = segment->find("first_node")->i64()[row];
        layer.count = static_cast<std::size_t>(segment->find("count")->i64()[row]);
        layers.push_back(std::move(layer));
    }
    return layers;
}

std::vector<Backdrop> read_backdrops(const Revision& revision) {
    std::vector<Backdrop> backdrops;
    const SegmentPtr& segment = revision.segment("backdrops");
    for (std::size_t row = 0; segment != nullptr && row < segment->find("as")->rows(); ++row)
        backdrops.push_back({std::string(segment->find("as")->text(row)), std::string(segment->find("credit")->text(row)), static_cast<std::size_t>(segment->find("count")->i64()[row])});
    return backdrops;
}

std::int64_t count_of(const Revision& revision, column::Role role) {
    const Column* roles = revision.column("people", "role");
    return roles == nullptr ? 0 : std::count(roles->i32().begin(), roles->i32().end(), static_cast<std::int32_t>(role));
}

/// Compared value by value, in the types that columns of a basis have; of others nothing is said.
bool same_values(const Column& one, const Column& other) {
    const auto same = [](auto a, auto b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
    if (one.type() != other.type() || one.rows() != other.rows() || !same(one.states(), other.states())) return false;
    switch (one.type()) {
        case column::Type::boolean: return same(one.booleans(), other.booleans());
        case column::Type::i32: return same(one.i32(), other.i32());
        case column::Type::f64: return same(one.f64(), other.f64());
        case column::Type::date: return same(one.days(), other.days()) && same(one.precisions(), other.precisions());
        case column::Type::point: return same(one.xy(), other.xy());
        default: return false;
    }
}

/// The place's words, without its rows: what was masked need not stay in memory.
std::shared_ptr<const place::Place> words_of(const place::Place& place) {
    auto words = std::make_shared<place::Place>(place);
    words->revision = nullptr;
    return words;
}

class PlaceView final : public View {
public:
    PlaceView(const place::Place& place, Audience audience, Masked masked)
        : place_(words_of(place)), everybody_(place.revision->segment("people")), participants_(count_of(*place.revision, column::Role::participant)),
          as_recorded_(place.revision == masked.revision), audience_(audience), revision_(std::move(masked.revision)), layers_(read_layers(*revision_)), backdrops_(read_backdrops(*revision_)),
          remarks_(published() ? std::vector<std::string>() : place_->remarks) {
        remarks_.insert(remarks_.end(), masked.remarks.begin(), masked.remarks.end());
        for (const auto& source : place_->sources) sources_.push_back({source.file, source.digest});
        person_keys_ = Keys(*revision_, "people");
        asset_keys_ = Keys(*revision_, "assets");
        asset_name_ = revision_->column("assets.names", "name");
        asset_id_ = revision_->column("assets.names", "id");
        ties_ = std::move(masked.ties);
    }

    const MaskedTies& masked_ties() const { return ties_; }

    /// Takes over what was derived from ties that are the same still. Nobody else has this view yet.
    void go_on_from(const PlaceView& before) {
        if (revision_->people() != before.revision_->people() || revision_->assets() != before.revision_->assets()) return;
        const std::scoped_lock lock(before.mutex_);
        for (const auto& one : before.derived_) {
            const auto& [what, lens, segment] = one;
            const auto basis = basis_of(lens, what == "pairs");
            if (std::all_of(basis.begin(), basis.end(), [&](const Basis& part) { return same(part, *before.revision_); })) {
                derived_.push_back(one);
            } else if (const auto step = what == "pairs" ? std::nullopt : tie_step(*before.revision_, *revision_, lens)) {
                if (auto made = step_topology(*segment, *before.revision_, *revision_, lens, *step, column::heap_memory)) derived_.emplace_back(what, lens, std::move(*made));
            }
        }
    }
    Audience audience() const override { return audience_; }
    const std::string& place_name() const override { return place_->name; }
    const std::string& note() const override { return place_->note; }
    const std::string& crs() const override { return place_->crs; }
    std::optional<std::int32_t> as_of() const override { return place_->as_of; }
    std::span<const Layer> layers() const override { return layers_; }
    const Layer* primary_layer() const override {
        const auto at = std::find_if(layers_.begin(), layers_.end(), [](const Layer& l) { return l.primary; });
        return at == layers_.end() ? nullptr : &*at;
    }
    std::span<const Backdrop> backdrops() const override { return backdrops_; }
    std::size_t people() const override { return revision_->people(); }
    std::size_t assets() const override { return revision_->assets(); }
    std::int64_t people_recorded() const override { return everybody_ == nullptr || published() ? 0 : static_cast<std::int64_t>(everybody_->columns().front().rows()); }
    std::int64_t participants() const override { return published() ? 0 : participants_; }

    SegmentPtr segment(std::string_view key) const override { return revision_->segment(key); }
    std::vector<std::string> segment_keys() const override {
        std::vector<std::string> keys;
        for (const auto& segment : revision_->segments()) keys.emplace_back(segment->key());
        return keys;
    }

    base::Result<SegmentPtr> topology(const LensSpec& asked, base::JobContext& job) const override {
        const LensSpec lens = on_the_day(asked);
        return remembered("lens", lens, [&] {
            const SegmentPtr wider = wider_than(lens);  // held while it is read
            return derive_topology(*revision_, lens, wider.get(), job, process::sealed_memory);
        });
    }
    base::Result<SegmentPtr> pairs(const LensSpec& asked, base::JobContext& job) const override {
        const LensSpec lens = on_the_day(asked);
        return remembered("pairs", lens, [&] { return derive_pairs(*revision_, lens, job, process::sealed_memory); });
    }
    base::Result<SegmentPtr> near(std::string as, const NearSpec& spec, base::JobContext& job) const override {
        return while_held(as, spec, near_, [&] { return derive_near(*revision_, as, spec, job, process::sealed_memory); });
    }
    base::Result<SegmentPtr> reach(std::string as, const ReachSpec& spec, base::JobContext& job) const override {
        return while_held(as, spec, reach_, [&] { return derive_reach(*revision_, as, spec, job, process::sealed_memory); });
    }
    std::span<const LensSpec> lenses() const override { return place_->lenses; }

    std::string label(base::EntityKind kind, std::size_t row, std::string_view layer) const override;
    std::string words_for(std::string_view segment, std::string_view column, std::string_view word) const override {
        const place::AssetSubtype* known = segment == "assets" && column == "subtype" ? place::find_asset_subtype(word) : nullptr;
        std::string words(known == nullptr ? word : known->label);
        std::replace(words.begin(), words.end(), '_', ' ');
        if (words.ends_with(" km2") || words.ends_with(" m2")) words.replace(words.size() - 1, 1, "²");
        return words;
    }
    base::EntityKey key(base::EntityKind kind, std::size_t row, std::string_view layer) const override {
        switch (kind) {
            case base::EntityKind::person: return person_keys_.key(kind, row);
            case base::EntityKind::household: return revision_->key_of("households", static_cast<std::int32_t>(row));
            case base::EntityKind::asset: return asset_keys_.key(kind, row);
            case base::EntityKind::area: return revision_->key_of("areas." + layer_name(layer), static_cast<std::int32_t>(row));
            case base::EntityKind::event: return revision_->key_of("events", static_cast<std::int32_t>(row));
            case base::EntityKind::tie: break;
        }
        return as_recorded_ || !masked_tie(row) ? revision_->key_of("ties", static_cast<std::int32_t>(row)) : masked_key(row);
    }
    std::string source_id(base::EntityKind kind, std::size_t row, std::string_view layer) const override;

    std::span<const column::SourceReport> reports() const override { return std::span(place_->reports).first(published() ? 0 : place_->reports.size()); }
    std::span<const std::string> remarks() const override { return remarks_; }
    std::span<const SourceFile> sources() const override { return sources_; }
    Coverage coverage(std::span<const column::Facet> facets) const override;

private:
    /// Rows of files, remarks of reading and shares of people asked are numbers of people too.
    bool published() const { return audience_ == Audience::anybody || audience_ == Audience::partners; }
    /// A lens that names no day sees the ties of the place's.
    LensSpec on_the_day(LensSpec lens) const {
        if (!lens.as_of) lens.as_of = place_->as_of;
        return lens;
    }
    /// What the columns say, whichever segment they stand in.
    bool same(const Basis& part, const Revision& before) const {
        const SegmentPtr &now = revision_->segment(part.segment), &then = before.segment(part.segment);
        if (now == then || now == nullptr || then == nullptr) return now == then;
        return !part.columns.empty() && std::all_of(part.columns.begin(), part.columns.end(), [&](std::string_view key) {
            const Column *one = now->find(key), *other = then->find(key);
            return one == nullptr || other == nullptr ? one == other : same_values(*one, *other);
        });
    }
    bool masked_tie(std::size_t row) const {
        return revision_->column("ties", "from")->i32()[row] < 0 || revision_->column("ties", "to")->i32()[row] < 0;
    }
    /// By the end that is told, the kind, and which one of these it is: nothing about where it goes, and the same when others come or go.
    base::EntityKey masked_key(std::size_t row) const {
        std::call_once(numbered_, [this] {
            const auto ties = revision_->segment("ties.sensitive")->find("tie")->i32();
            masked_rows_.assign(ties.begin(), ties.end());
            std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> met;
            for (const std::int32_t tie : masked_rows_) masked_numbers_.push_back(++met[{told_end(static_cast<std::size_t>(tie)), kind_of(static_cast<std::size_t>(tie))}]);
        });
        const auto at = std::lower_bound(masked_rows_.begin(), masked_rows_.end(), static_cast<std::int32_t>(row)) - masked_rows_.begin();
        const std::int32_t end = told_end(row);
        return base::key_for(base::EntityKind::tie, "masked", (end < 0 ? std::string() : base::to_text(revision_->key_of_node(end))) + ' ' + std::to_string(kind_of(row)) + ' ' +
                                                                  std::to_string(masked_numbers_[static_cast<std::size_t>(at)]));
    }
    std::int32_t told_end(std::size_t row) const { return std::max(revision_->column("ties", "from")->i32()[row], revision_->column("ties", "to")->i32()[row]); }
    std::int32_t kind_of(std::size_t row) const { return revision_->column("ties", "kind")->i32()[row]; }
    std::string layer_name(std::string_view layer) const {
        if (!layer.empty()) return std::string(layer);
        const Layer* primary = primary_layer();
        return primary == nullptr ? std::string() : primary->as;
    }
    bool is_alter(std::size_t row) const {
        return revision_->column("people", "role")->i32()[row] == static_cast<std::int32_t>(column::Role::alter);
    }
    bool is_hidden(std::size_t row) const {
        return revision_->column("assets", "sensitivity")->i32()[row] == static_cast<std::int32_t>(column::Sensitivity::hidden);
    }

    /// The topology of a lens with no clause but the same day: whatever goes through `lens` goes through it. Nothing when nobody asked
    /// for one yet.
    SegmentPtr wider_than(const LensSpec& lens) const {
        const std::scoped_lock lock(mutex_);
        LensSpec all;
        all.as_of = lens.as_of;
        all.unknown_date = lens.unknown_date;
        for (const auto& [kind, spec, segment] : derived_) {
            all.as = spec.as;
            if (kind == "lens" && spec == all) return segment;
        }
        return nullptr;
    }

    /// Several analyses ask for the same lens: it is derived once. Whoever asks for one that is there waits for nobody who derives another.
    template <class Derive>
    base::Result<SegmentPtr> remembered(const std::string& what, const LensSpec& lens, Derive derive) const {
        const auto known = [&]() -> SegmentPtr {
            const std::scoped_lock lock(mutex_);
            for (const auto& [kind, spec, segment] : derived_)
                if (kind == what && spec == lens) return segment;
            return nullptr;
        };
        if (SegmentPtr segment = known()) return segment;
        const std::scoped_lock one_at_a_time(deriving_lens_);
        if (SegmentPtr segment = known()) return segment;
        auto made = derive();
        const std::scoped_lock lock(mutex_);
        if (made) derived_.emplace_back(what, lens, *made);
        return made;
    }

    /// What is near is large: it is shared by analyses that run side by side, and goes when nobody holds it any more.
    template <class Spec>
    struct Held {
        std::string as;
        Spec spec;
        std::weak_ptr<const column::Segment> segment;
    };
    /// One at a time, and apart from lenses: what is near takes seconds in a large place.
    template <class Spec, class Derive>
    base::Result<SegmentPtr> while_held(const std::string& as, const Spec& spec, std::vector<Held<Spec>>& list, Derive derive) const {
        const std::scoped_lock lock(deriving_near_);
        std::erase_if(list, [](const Held<Spec>& held) { return held.segment.expired(); });
        for (const Held<Spec>& held : list)
            if (SegmentPtr segment = held.segment.lock(); segment != nullptr && held.as == as && held.spec == spec) return segment;
        auto made = derive();
        if (made) list.push_back({as, spec, *made});
        return made;
    }

    place::PlacePtr place_;          // without its revision
    SegmentPtr everybody_;           // the people of the place as it is, whom the gate counts; nullptr without people
    std::int64_t participants_;
    bool as_recorded_;               // nothing is masked
    Audience audience_;
    place::RevisionPtr revision_;
    std::vector<Layer> layers_;
    std::vector<Backdrop> backdrops_;
    std::vector<std::string> remarks_;
    std::vector<SourceFile> sources_;
    /// Looked up once: a million findings ask.
    struct Keys {
        std::span<const std::int64_t> high, low;
        Keys() = default;
        Keys(const place::Revision& revision, std::string_view table) {
            const Column *first = revision.column(table, "key_high"), *second = revision.column(table, "key_low");
            if (first != nullptr && second != nullptr) high = first->i64(), low = second->i64();
        }
        base::EntityKey key(base::EntityKind kind, std::size_t row) const { return {kind, static_cast<std::uint64_t>(high[row]), static_cast<std::uint64_t>(low[row])}; }
    };
    Keys person_keys_, asset_keys_;
    const Column *asset_name_ = nullptr, *asset_id_ = nullptr;  // the same; nullptr: not recorded
    /// Of everybody; made when somebody is asked for who has no name of their own, or when so many were asked for (a run writes
    /// millions) that looking each up would take longer.
    const std::vector<std::string>& labels() const {
        std::call_once(labelled_, [this] {
            labels_ = person_labels(*revision_);
            all_labelled_.store(true, std::memory_order_release);
        });
        return labels_;
    }
    MaskedTies ties_;
    static constexpr int many = 5000;
    mutable std::atomic<int> asked_{0};
    mutable std::atomic<bool> all_labelled_{false};
    mutable std::once_flag labelled_;
    mutable std::vector<std::string> labels_;
    mutable std::once_flag numbered_;
    mutable std::vector<std::int32_t> masked_rows_, masked_numbers_;  // ties that are masked, and which of one person's and kind's each is
    mutable std::mutex deriving_lens_, deriving_near_;                // held while something is worked out
    mutable std::mutex mutex_;                                        // of the list; never while something is worked out
    mutable std::vector<std::tuple<std::string, LensSpec, SegmentPtr>> derived_;
    mutable std::vector<Held<NearSpec>> near_;
    mutable std::vector<Held<ReachSpec>> reach_;
};

std::string PlaceView::label(base::EntityKind kind, std::size_t row, std::string_view layer) const {
    const auto named = [&](std::string_view table, std::string_view name, std::string_view id) {
        for (const std::string_view column : {name, id})
            if (const Column* c = revision_->column(table, column); c != nullptr && !c->text(row).empty()) return std::string(c->text(row));
        return std::string();
    };
    std::string text;
    switch (kind) {
        case base::EntityKind::person:
            if (audience_ != Audience::team || revision_->people() == 0) return "a person";
            if (all_labelled_.load(std::memory_order_acquire) || asked_.fetch_add(1, std::memory_order_relaxed) >= many) return labels()[row];
            if (!is_alter(row)) text = named("people.names", "name", "id");
            return text.empty() ? labels()[row] : text;
        case base::EntityKind::household: return "a household";
        case base::EntityKind::asset:
            if (is_hidden(row)) return "a place kept private";
            for (const Column* column : {asset_name_, asset_id_})
                if (column != nullptr && text.empty()) text = column->text(row);
            break;
        case base::EntityKind::area: text = named("areas." + layer_name(layer), "name", "code"); break;
        case base::EntityKind::tie: return "a tie";
        case base::EntityKind::event: return "an event";
    }
    return text.empty() ? "without a name" : text;
}

std::string PlaceView::source_id(base::EntityKind kind, std::size_t row, std::string_view layer) const {
    const auto text = [&](std::string_view table, std::string_view column) {
        const Column* c = revision_->column(table, column);
        return c == nullptr ? std::string() : std::string(c->text(row));
    };
    switch (kind) {
        case base::EntityKind::person: return is_alter(row) ? std::string() : text("people.names", "id");
        case base::EntityKind::household: return text("households.names", "id");
        case base::EntityKind::asset: return is_hidden(row) ? std::string() : text("assets.names", "id");
        case base::EntityKind::area: return text("areas." + layer_name(layer), "code");
        case base::EntityKind::tie: case base::EntityKind::event: return {};
    }
    return {};
}

View::Coverage PlaceView::coverage(std::span<const column::Facet> facets) const {
    Coverage coverage;
    coverage.gate = place_->whole_network_share;
    if (published()) return coverage;
    if (everybody_ != nullptr) {
        const Column* asked = everybody_->find("asked");
        const auto role = everybody_->find("role")->i32();
        for (std::size_t row = 0; row < asked->rows(); ++row)
            if (role[row] == static_cast<std::int32_t>(column::Role::participant) &&
                std::all_of(facets.begin(), facets.end(), [&](column::Facet f) { return column::asked_of(asked->i32()[row], f) == column::Asked::complete; }))
                ++coverage.asked;
        coverage.of = static_cast<std::int64_t>(asked->rows());
    }
    const Layer* primary = primary_layer();
    const Column* population = primary == nullptr ? nullptr : revision_->column("areas." + primary->as, "population");
    if (population == nullptr) return coverage;
    double sum = 0;
    for (std::size_t row = 0; row < population->rows(); ++row)
        if (population->known(row)) sum += population->f64()[row];
    if (sum > 0) {
        coverage.of = std::llround(sum);
        coverage.of_population = true;
    }
    return coverage;
}

}  // namespace

std::string_view name_of(Audience audience) { return std::array<std::string_view, 4>{"safe", "team", "public", "partners"}[static_cast<std::size_t>(audience)]; }

base::Result<ViewPtr> open_view(const std::shared_ptr<const place::Place>& place, Audience audience, const ViewPtr& before) {
    const auto* known = dynamic_cast<const PlaceView*>(before.get());
    auto hidden = masked(*place, audience, process::sealed_memory, known == nullptr ? nullptr : &known->masked_ties());
    if (!hidden) return hidden.error();
    auto view = std::make_shared<PlaceView>(*place, audience, std::move(*hidden));
    if (known != nullptr) view->go_on_from(*known);
    return ViewPtr(std::move(view));
}

}  // namespace kith::privacy
