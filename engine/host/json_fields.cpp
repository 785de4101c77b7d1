#include "engine/host/json_fields.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/text.hpp"

namespace kith::host {
namespace {

const Json no_object = Json::object();

bool is_identifier(std::string_view text) {
    if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string in_words(double number) {
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (!text.empty() && text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

Fields::Fields(const Json& object, std::string where, Complaint& complaint)
    : object_(object.is_object() ? &object : &no_object), where_(std::move(where)), complaint_(&complaint) {
    if (!object.is_object()) complaint_->say(where_, "must be an object");
}

bool Fields::is_object(std::string_view key) const {
    const auto found = object_->find(key);
    return found != object_->end() && found->is_object();
}
bool Fields::has(std::string_view key) const { return object_->contains(key); }

const Json* Fields::take(std::string_view key) {
    read_.emplace_back(key);
    const auto found = object_->find(key);
    return found == object_->end() ? nullptr : &*found;
}

std::string Fields::text_if(std::string_view key) {
    const Json* value = take(key);
    if (value == nullptr) return {};
    if (!value->is_string() || value->get_ref<const std::string&>().empty()) {
        say(key, "must be text");
        return {};
    }
    return value->get<std::string>();
}

std::string Fields::text(std::string_view key) {
    if (!has(key)) say(key, "is missing");
    return text_if(key);
}

std::string Fields::identifier(std::string_view key) {
    std::string word = text(key);
    if (!word.empty() && !is_identifier(word)) say(key, "must be lower-case letters, digits and underscores");
    return word;
}

bool Fields::flag(std::string_view key, bool otherwise) {
    const Json* value = take(key);
    if (value == nullptr) return otherwise;
    if (!value->is_boolean()) say(key, "must be true or false");
    return value->is_boolean() && value->get<bool>();
}

double Fields::number_or(std::string_view key, double otherwise, double least, double most) {
    const Json* value = take(key);
    if (value == nullptr) return otherwise;
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (!(number >= least && number <= most)) {
        say(key, "must be a number from " + in_words(least) + " to " + in_words(most));
        return otherwise;
    }
    return number;
}

double Fields::number(std::string_view key, double least, double most) {
    if (!has(key)) say(key, "is missing");
    return number_or(key, least, least, most);
}

std::int64_t Fields::whole_or(std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
    const double number = number_or(key, static_cast<double>(otherwise), static_cast<double>(least), static_cast<double>(most));
    if (number != std::floor(number)) say(key, "must be a whole number");
    return static_cast<std::int64_t>(number);
}

std::vector<std::string> Fields::texts(std::string_view key) {
    std::vector<std::string> list;
    const Json* value = take(key);
    if (value == nullptr) return list;
    if (!value->is_array()) say(key, "must be a list of texts");
    for (const Json& item : *value) {
        if (!item.is_string() || item.get_ref<const std::string&>().empty()) say(key, "must be a list of texts");
        else list.push_back(item.get<std::string>());
    }
    return list;
}

int Fields::word(std::string_view key, std::span<const std::string_view> known, int otherwise) {
    if (!has(key)) {
        take(key);
        if (otherwise < 0) say(key, "is missing");
        return std::max(otherwise, 0);
    }
    const std::string given = text_if(key);
    const auto found = std::find(known.begin(), known.end(), given);
    if (found != known.end()) return static_cast<int>(found - known.begin());
    const std::string_view near = base::nearest_word(given, known);
    std::string list;
    for (std::string_view one : known) list += (list.empty() ? "" : ", ") + std::string(one);
    say(key, "'" + given + "' is none of " + list + (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
    return 0;
}

std::vector<Fields> Fields::objects(std::string_view key, bool must) {
    std::vector<Fields> list;
    const Json* value = take(key);
    if (value == nullptr) {
        if (must) say(key, "is missing");
        return list;
    }
    if (!value->is_array()) say(key, "must be a list");
    else
        for (std::size_t i = 0; i < value->size(); ++i) list.emplace_back((*value)[i], at(key) + "[" + std::to_string(i) + "]", *complaint_);
    return list;
}

std::optional<Fields> Fields::object(std::string_view key, bool must) {
    const Json* value = take(key);
    if (value == nullptr) {
        if (must) say(key, "is missing");
        return {};
    }
    return Fields(*value, at(key), *complaint_);
}

std::vector<std::string> Fields::keys() const {
    std::vector<std::string> list;
    for (const auto& [key, value] : object_->items()) list.push_back(key);
    return list;
}

void Fields::finish() {
    for (const auto& [key, value] : object_->items()) {
        if (std::find(read_.begin(), read_.end(), key) != read_.end()) continue;
        const std::vector<std::string_view> known(read_.begin(), read_.end());
        const std::string_view near = base::nearest_word(key, known);
        complaint_->say(where_, "'" + key + "' is no key here" + (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
        return;
    }
}

}  // namespace kith::host
