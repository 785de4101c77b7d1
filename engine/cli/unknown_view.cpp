#include "engine/cli/unknown_view.hpp"

#include <map>

#include "engine/column/builder.hpp"
#include "engine/privacy/forwarding_view.hpp"

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

class UnknownView final : public privacy::ForwardingView {
public:
    explicit UnknownView(privacy::ViewPtr view) : ForwardingView(std::move(view)) {}

    SegmentPtr segment(std::string_view key) const override {
        const SegmentPtr real = of().segment(key);
        if (real == nullptr) return nullptr;
        auto& made = segments_[std::string(key)];
        if (made == nullptr) {
            auto turned = with_states(real);
            made = turned ? *turned : real;
        }
        return made;
    }
    base::Result<SegmentPtr> reach(std::string as, const privacy::ReachSpec& spec, base::JobContext& job) const override {
        auto real = of().reach(std::move(as), spec, job);
        return real ? with_states(*real) : real;
    }

private:
    mutable std::map<std::string, SegmentPtr> segments_;  // the same object at every call
};

}  // namespace

privacy::ViewPtr with_every_state(privacy::ViewPtr view) { return std::make_shared<UnknownView>(std::move(view)); }

}  // namespace kith::cli
