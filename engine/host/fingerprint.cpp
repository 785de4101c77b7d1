#include "engine/host/fingerprint.hpp"

#include <cstring>

namespace kith::host {
namespace {

std::uint64_t bits(double number) {
    std::uint64_t made = 0;
    std::memcpy(&made, &number, sizeof made);
    return made;
}

void add(base::DigestBuilder& digest, const base::Digest& part) { digest.add(std::as_bytes(std::span(part.bytes))); }
void add(base::DigestBuilder& digest, double number) { digest.add(bits(number)); }
void add(base::DigestBuilder& digest, const std::vector<std::string>& words) {
    digest.add(static_cast<std::uint64_t>(words.size()));
    for (const std::string& word : words) digest.add(word);
}
template <class T>
void add_if(base::DigestBuilder& digest, const std::optional<T>& value) {
    digest.add(static_cast<std::uint64_t>(value.has_value()));
    if (value) add(digest, static_cast<double>(*value));
}

void add(base::DigestBuilder& digest, const privacy::LensSpec& lens) {
    digest.add(lens.as);
    add(digest, lens.kinds);
    add_if(digest, lens.paid);
    add_if(digest, lens.valence);
    add_if(digest, lens.within ? std::optional(lens.within->value) : std::nullopt);
    add_if(digest, lens.frequency);
    add_if(digest, lens.as_of);
    for (const auto unknown : {lens.unknown_paid, lens.unknown_valence, lens.unknown_distance, lens.unknown_frequency, lens.unknown_date})
        digest.add(static_cast<std::uint64_t>(unknown));
}

}  // namespace

void Fingerprints::add_column(const column::Column& column, base::DigestBuilder& digest) {
    auto known = known_.find(&column);
    if (known == known_.end()) {
        base::DigestBuilder one;
        column.add_to(one);
        known = known_.emplace(&column, one.finish()).first;
    }
    digest.add(column.key());
    host::add(digest, known->second);
}

/// `columns` empty: all but identity.
void Fingerprints::add_columns(std::string_view key, std::span<const std::string_view> columns, base::DigestBuilder& digest) {
    const column::SegmentPtr segment = view_.segment(key);
    digest.add(key).add(static_cast<std::uint64_t>(segment != nullptr));
    if (segment == nullptr) return;
    if (columns.empty())
        for (const column::Column& c : segment->columns())
            if (!is_identity(c.key())) add_column(c, digest);
    for (const std::string_view wanted : columns)
        if (const column::Column* c = segment->find(wanted); c != nullptr) add_column(*c, digest);
}

struct Fingerprints::Adder {
    Fingerprints& self;
    base::DigestBuilder& digest;

    void operator()(const WishColumns& wish) const {
        digest.add(wish.segment->key()).add(static_cast<std::uint64_t>(wish.sight.columns.size()));
        for (const std::string& column : wish.sight.columns) self.add_column(*wish.segment->find(column), digest);
    }
    void operator()(const WishLens& wish) const {
        digest.add(wish.pairs ? "pairs" : "lens");
        privacy::LensSpec lens = wish.lens;
        if (!lens.as_of) lens.as_of = self.view_.as_of();
        host::add(digest, lens);
        bases(privacy::basis_of(lens, wish.pairs));
    }
    void operator()(const WishNear& wish) const {
        const privacy::NearSpec& spec = wish.spec;
        digest.add("near").add(wish.as);
        host::add(digest, spec.within.value);
        for (const int number : {static_cast<int>(spec.from), static_cast<int>(spec.to), spec.nearest, static_cast<int>(spec.skip_same_household),
                                 static_cast<int>(spec.participants_only), static_cast<int>(spec.step_free), static_cast<int>(spec.by_line)})
            digest.add(static_cast<std::uint64_t>(number));
        host::add(digest, spec.of);
        host::add(digest, spec.but_not);
        bases(privacy::basis_of(spec));
    }
    void operator()(const WishReach& wish) const {
        digest.add("reach").add(wish.as).add(static_cast<std::uint64_t>(wish.spec.from));
        host::add(digest, wish.spec.within.value);
        host::add(digest, wish.spec.factor);
        digest.add(static_cast<std::uint64_t>(wish.spec.step_free));
        bases(privacy::basis_of(wish.spec));
    }
    void operator()(const WishMade& wish) const {
        digest.add(wish.segment->key());
        host::add(digest, wish.segment->digest());
    }
    void bases(const std::vector<privacy::Basis>& list) const {
        for (const privacy::Basis& basis : list) {
            std::string segment(basis.segment);
            const privacy::Layer* primary = self.view_.primary_layer();
            if (constexpr std::string_view any = "areas.primary"; primary != nullptr && segment.starts_with(any)) segment.replace(0, any.size(), "areas." + primary->as);
            self.add_columns(segment, basis.columns, digest);
        }
    }
};

void Fingerprints::add(std::span<const Wish> wishes, base::DigestBuilder& digest) {
    for (const Wish& wish : wishes) std::visit(Adder{*this, digest}, wish);
}

}  // namespace kith::host
