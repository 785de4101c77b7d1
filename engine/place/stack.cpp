#include "engine/place/stack.hpp"

#include <algorithm>

namespace kith::place {

using column::Column;
using column::State;
using column::Type;

namespace {

/// One column out of many: values appended part by part.
class Gatherer {
public:
    Gatherer(Type type, std::size_t rows) : type_(type), rows_(rows) {}

    void append(const Column& c, std::span<const std::int32_t> rows) {
        const std::vector<std::int32_t> codes = recoded(c);
        if (c.states().empty() && states_.empty()) done_ += rows.size();
        else
            for (const std::int32_t row : rows) mark(c.state(static_cast<std::size_t>(row)));
        switch (type_) {
            case Type::boolean: pick(bytes_, rows, [v = c.booleans()](std::size_t row) { return v[row]; }); break;
            case Type::i32: pick(ints_, rows, [v = c.i32()](std::size_t row) { return v[row]; }); break;
            case Type::i64: pick(longs_, rows, [v = c.i64()](std::size_t row) { return v[row]; }); break;
            case Type::f64: pick(doubles_, rows, [v = c.f64()](std::size_t row) { return v[row]; }); break;
            case Type::text: pick(ints_, rows, [v = c.codes(), &codes](std::size_t row) { return v[row] < 0 ? -1 : codes[static_cast<std::size_t>(v[row])]; }); break;
            case Type::text_list:
                for (const std::int32_t row : rows) {
                    for (const std::int32_t code : c.list(static_cast<std::size_t>(row))) ints_.push_back(codes[static_cast<std::size_t>(code)]);
                    offsets_.push_back(static_cast<std::int64_t>(ints_.size()));
                }
                break;
            case Type::date:
                pick(ints_, rows, [v = c.days()](std::size_t row) { return v[row]; });
                pick(bytes_, rows, [v = c.precisions()](std::size_t row) { return v[row]; });
                break;
            case Type::point:
                doubles_.reserve(2 * rows_);
                for (const std::int32_t row : rows) doubles_.insert(doubles_.end(), &c.xy()[2 * static_cast<std::size_t>(row)], &c.xy()[2 * static_cast<std::size_t>(row)] + 2);
                break;
            case Type::point_list: break;  // geometry is never stacked
        }
    }

    void append_missing(std::size_t count, State state) {
        for (std::size_t i = 0; i < count; ++i) {
            mark(state);
            switch (type_) {
                case Type::boolean: bytes_.push_back(0); break;
                case Type::i32: case Type::text: ints_.push_back(-1); break;
                case Type::i64: longs_.push_back(0); break;
                case Type::f64: doubles_.push_back(0); break;
                case Type::text_list: offsets_.push_back(static_cast<std::int64_t>(ints_.size())); break;
                case Type::date: ints_.push_back(0); bytes_.push_back(0); break;
                case Type::point: doubles_.insert(doubles_.end(), {0, 0}); break;
                case Type::point_list: break;
            }
        }
    }

    void finish(column::SegmentBuilder& builder, std::string key) && {
        switch (type_) {
            case Type::boolean: builder.add_booleans(std::move(key), std::move(bytes_), std::move(states_)); break;
            case Type::i32: builder.add_i32(std::move(key), std::move(ints_), std::move(states_)); break;
            case Type::i64: builder.add_i64(std::move(key), std::move(longs_), std::move(states_)); break;
            case Type::f64: builder.add_f64(std::move(key), std::move(doubles_), std::move(states_)); break;
            case Type::text: builder.add_text(std::move(key), std::move(ints_), std::move(dictionary_), std::move(states_)); break;
            case Type::text_list: builder.add_text_list(std::move(key), std::move(offsets_), std::move(ints_), dictionary_, std::move(states_)); break;
            case Type::date: builder.add_dates(std::move(key), std::move(ints_), std::move(bytes_), std::move(states_)); break;
            case Type::point: builder.add_points(std::move(key), std::move(doubles_), std::move(states_)); break;
            case Type::point_list: break;
        }
    }

private:
    template <class Value, class At>
    void pick(std::vector<Value>& out, std::span<const std::int32_t> rows, At at) {
        out.reserve(rows_);
        for (const std::int32_t row : rows) out.push_back(at(static_cast<std::size_t>(row)));
    }

    std::vector<std::int32_t> recoded(const Column& c) {
        std::vector<std::int32_t> codes;
        if (type_ != Type::text && type_ != Type::text_list) return codes;
        for (std::int32_t code = 0; code < c.dictionary().size(); ++code) codes.push_back(dictionary_.code_of(c.dictionary()[code]));
        return codes;
    }

    /// Columns without an unknown cell carry no states at all.
    void mark(State state) {
        if (state != State::known && states_.empty()) {
            states_.reserve(rows_);
            states_.assign(done_, 0);
        }
        if (state != State::known || !states_.empty()) states_.push_back(static_cast<std::uint8_t>(state));
        ++done_;
    }

    Type type_;
    std::size_t rows_, done_ = 0;
    std::vector<std::uint8_t> bytes_;
    std::vector<std::int32_t> ints_;
    std::vector<std::int64_t> longs_, offsets_{0};
    std::vector<double> doubles_;
    column::States states_;
    column::DictionaryBuilder dictionary_;
};

}  // namespace

void Stack::add(column::SegmentPtr table, std::vector<std::int32_t> rows) {
    Part part;
    const std::size_t length = table->columns().empty() ? 0 : table->find("source_row") != nullptr ? table->find("source_row")->rows() : table->columns()[0].rows();
    part.whole = rows.size() == length && (rows.empty() || rows.back() == static_cast<std::int32_t>(length) - 1);
    total_ += rows.size();
    part.table = std::move(table);
    part.rows = std::move(rows);
    parts_.push_back(std::move(part));
}

bool Stack::has(std::string_view key) const {
    return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.table->find(key) != nullptr; });
}

std::vector<std::string> Stack::keys_with(std::string_view prefix) const {
    std::vector<std::string> keys;
    for (const Part& part : parts_)
        for (const Column& c : part.table->columns())
            if (c.key().starts_with(prefix) && std::find(keys.begin(), keys.end(), c.key()) == keys.end()) keys.emplace_back(c.key());
    return keys;
}

Type Stack::type_of(std::string_view key) const {
    for (const Part& part : parts_)
        if (const Column* c = part.table->find(key)) return c->type();
    return Type::i32;
}

void Stack::copy(column::SegmentBuilder& builder, std::string_view key, std::string_view as, State missing) const {
    if (!has(key)) return;
    if (parts_.size() == 1 && parts_[0].whole) {
        builder.add_column(parts_[0].table, *parts_[0].table->find(key), std::string(as));
        return;
    }
    const Type type = type_of(key);
    Gatherer gatherer(type, total_);
    for (const Part& part : parts_) {
        const Column* c = part.table->find(key);
        if (c != nullptr && c->type() == type) gatherer.append(*c, part.rows);
        else gatherer.append_missing(part.rows.size(), missing);
    }
    std::move(gatherer).finish(builder, std::string(as));
}

std::vector<std::int32_t> Stack::integers(std::string_view key, std::int32_t absent) const {
    std::vector<std::int32_t> out;
    out.reserve(total_);
    for (const Part& part : parts_) {
        const Column* c = part.table->find(key);
        for (const std::int32_t row : part.rows)
            out.push_back(c == nullptr || !c->known(static_cast<std::size_t>(row)) ? absent : c->i32()[static_cast<std::size_t>(row)]);
    }
    return out;
}

}  // namespace kith::place
