#pragma once
// Reads a JSON object key by key and remembers the first thing that is wrong, with its place.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::host {

using Json = nlohmann::json;

/// The first complaint about a document; later ones are not needed to mend it.
struct Complaint {
    std::optional<base::Error> error;
    void say(const std::string& where, const std::string& what) {
        if (!error) error = base::bad_input(where + ": " + what + ".");
    }
    bool none() const { return !error; }
};

class Fields {
public:
    Fields(const Json& object, std::string where, Complaint& complaint);

    bool has(std::string_view key) const;
    bool is_object(std::string_view key) const;
    /// "" when it is not there; `text` complains then, `text_if` does not.
    std::string text(std::string_view key);
    std::string text_if(std::string_view key);
    /// A lower-case word of letters, digits and underscores.
    std::string identifier(std::string_view key);
    bool flag(std::string_view key, bool otherwise);
    double number(std::string_view key, double least, double most);
    double number_or(std::string_view key, double otherwise, double least, double most);
    std::int64_t whole_or(std::string_view key, std::int64_t otherwise, std::int64_t least, std::int64_t most);
    std::vector<std::string> texts(std::string_view key);
    /// The index of a word of a closed list; the complaint names the nearest. `otherwise` when the key is not there.
    int word(std::string_view key, std::span<const std::string_view> known, int otherwise = -1);
    /// The value, marked as read; nullptr when it is not there.
    const Json* take(std::string_view key);
    /// Elements of an array of objects; empty when it is not there.
    std::vector<Fields> objects(std::string_view key, bool must = false);
    std::optional<Fields> object(std::string_view key, bool must = false);
    std::vector<std::string> keys() const;

    const std::string& where() const { return where_; }
    std::string at(std::string_view key) const { return where_ + "." + std::string(key); }
    void say(std::string_view key, const std::string& what) { complaint_->say(key.empty() ? where_ : at(key), what); }
    Complaint& complaint() { return *complaint_; }
    /// Complains about the first key that nobody read, naming the nearest of those that were.
    void finish();

private:
    const Json* object_;
    std::string where_;
    Complaint* complaint_;
    std::vector<std::string> read_;
};

}  // namespace kith::host
