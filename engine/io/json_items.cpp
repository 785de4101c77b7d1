#include "engine/io/json_items.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace kith::io {
namespace {

using nlohmann::json;

constexpr std::size_t deepest = 64;
constexpr std::size_t most_values = 1'000'000;

std::int64_t line_of(std::string_view text, std::size_t byte) {
    return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size())), '\n');
}

/// A place in the text that says where it is: the parser keeps its own to itself.
class JsonPlace {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;
    JsonPlace() = default;
    JsonPlace(const char* at, const char*& now) : at_(at), now_(&now) {}
    reference operator*() const { return *at_; }
    JsonPlace& operator++() {
        *now_ = ++at_;
        return *this;
    }
    JsonPlace operator++(int) {
        const JsonPlace before = *this;
        ++*this;
        return before;
    }
    bool operator==(const JsonPlace& other) const { return at_ == other.at_; }

private:
    const char* at_ = nullptr;
    const char** now_ = nullptr;
};

/// Builds one item after the other; nothing calls itself, however deep the text is.
class Builder : public nlohmann::json_sax<json> {
public:
    Builder(std::string_view text, const JsonItems& items, base::JobContext& job)
        : text_(text), items_(items), job_(job), now_(text.data()) {}
    bool parse() { return json::sax_parse(JsonPlace(text_.data(), now_), JsonPlace(text_.data() + text_.size(), now_), this); }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    // As it is written: 53.80755 stays what it is.
    bool number_float(number_float_t, const string_t& text) override { return add(text); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return fail("it holds bytes, which JSON text cannot"); }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& value) override {
        key_ = std::move(value);
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
        std::string what = error.what();  // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while …: …"
        if (const std::size_t name = what.find("] "); what.starts_with("[json") && name != std::string::npos) what.erase(0, name + 2);
        if (const std::size_t colon = what.find(": "); what.starts_with("parse error") && colon != std::string::npos)
            what.erase(0, colon + 2);
        status_ = base::bad_input("it is not JSON (line " + std::to_string(line_of(text_, position)) + ": " + what.substr(0, 120) + ").");
        return false;
    }
    base::Status status() const { return status_; }
    bool listed() const { return listed_; }
    const json& root() const { return root_; }

private:
    bool fail(const std::string& what) {
        if (status_) status_ = base::bad_input(what + '.');
        return false;
    }
    bool named(std::string_view key) const {
        return std::any_of(
            items_.lists.begin(), items_.lists.end(), [&](std::string_view name) { return name == key || (name == any_list && !listed_); });
    }
    bool in_list() const { return !stack_.empty() && stack_.back() == list_; }
    json* put(json value) {
        if (++values_ > most_values) return nullptr;
        if (stack_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        json& parent = *stack_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        return &(parent[key_] = std::move(value));
    }
    bool add(json value) {
        if (put(std::move(value)) == nullptr) return too_many();
        return after_value();
    }
    bool too_many() { return fail("an item of it holds more than a million values"); }
    bool open(json value) {
        if (stack_.size() >= deepest) return fail("it is nested deeper than " + std::to_string(deepest) + " levels");
        const bool array = value.is_array();
        const bool top = stack_.empty() || (stack_.size() == 1 && root_.is_object() && named(key_));
        json* at = put(std::move(value));
        if (at == nullptr) return too_many();
        stack_.push_back(at);
        if (array && top && list_ == nullptr) {
            list_ = at;
            listed_ = true;
        }
        return true;
    }
    bool close() {
        if (stack_.back() == list_) list_ = nullptr;
        stack_.pop_back();
        return stack_.empty() ? true : after_value();
    }
    /// An item of the list is whole: it is handed on and forgotten.
    bool after_value() {
        if (!in_list()) return true;
        const json item = std::move(stack_.back()->back());
        stack_.back()->clear();
        values_ = 0;
        status_ = items_.take(item);
        job_.progress(0.5 * static_cast<double>(now_ - text_.data()) / static_cast<double>(text_.size()));
        if (status_) status_ = job_.check();
        return static_cast<bool>(status_);
    }

    std::string_view text_;
    const JsonItems& items_;
    base::JobContext& job_;
    const char* now_;  // where the parser is
    base::Status status_;
    json root_;
    std::vector<json*> stack_;
    json* list_ = nullptr;
    std::string key_;
    std::size_t values_ = 0;
    bool listed_ = false;
};

}  // namespace

base::Status read_json_items(std::string_view text, const JsonItems& items, base::JobContext& job) {
    Builder builder(text, items, job);
    const bool whole = builder.parse();
    if (base::Status status = builder.status(); !status) return status;
    if (!whole) return base::bad_input("it is not JSON.");
    if (!builder.root().is_object()) return {};
    if (builder.listed()) return items.rest ? items.rest(builder.root()) : base::Status();
    return items.take(builder.root());
}

std::string json_cell(const json& object, std::string_view key) {
    if (!object.is_object()) return {};
    const auto at = object.find(std::string(key));
    if (at == object.end() || at->is_null() || at->is_structured()) return {};
    return at->is_string() ? at->get_ref<const std::string&>() : at->dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace kith::io
