#include "engine/io/contact.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/io/fields.hpp"

namespace kith::io {
namespace {

constexpr std::array<std::string_view, 35> functions{"admin", "advice", "email", "bookings", "booking", "bookclub", "care", "centre", "clerk", "club", "community", "contact",
    "customer", "enquiries", "enquiry", "events", "feedback", "general", "hello", "help", "hire", "info", "library", "mail", "manager", "membership", "office", "post",
    "reception", "sales", "secretary", "shop", "support", "team", "volunteer"};

/// Letters only, lower case: "St. Mary's" -> "stmarys".
std::string letters(std::string_view text) {
    std::string out;
    for (const char c : base::lower(text))
        if (c >= 'a' && c <= 'z') out += c;
    return out;
}

/// Words between dots, dashes, underscores and digits: "jo.smith-2" -> jo, smith.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words{""};
    for (const char c : base::lower(text)) {
        if (c >= 'a' && c <= 'z') words.back() += c;
        else if (!words.back().empty()) words.emplace_back();
    }
    return words;
}

/// Where the next part ends: several addresses stand in one cell in many ways.
std::size_t end_of_part(std::string_view text) {
    std::size_t end = std::min(text.find_first_of(";,|"), text.size());
    for (const std::string_view between : {" / ", " or ", "/0", "/+"}) end = std::min(end, std::min(text.find(between), text.size()));
    return end;
}

/// Each part, as public_contact wants it.
void add_parts(std::string& out, std::string_view text, bool (*personal)(std::string_view), std::int64_t& left_out) {
    while (!text.empty()) {
        const std::size_t end = personal == nullptr ? std::min(text.find(';'), text.size()) : end_of_part(text);
        std::string_view part = without_blanks(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.starts_with('/')) part = without_blanks(part.substr(1));
        if (part == "or" || part.starts_with("or ")) part = without_blanks(part.substr(2));
        if (part.empty()) continue;
        if (personal != nullptr && personal(part)) {
            ++left_out;
            continue;
        }
        if (!out.empty()) out += "; ";
        out += part;
    }
}

}  // namespace

bool may_be_personal_email(std::string_view email) {
    const std::size_t at = email.find('@');
    if (at == std::string_view::npos) return true;
    const std::string box = letters(email.substr(0, at)), place = letters(email.substr(at + 1));
    // A whole word: "careteam" may be a function, but so may "carey" be a name.
    const auto words = words_of(email.substr(0, at));
    const bool of_a_function = std::any_of(words.begin(), words.end(), [](const std::string& word) { return std::find(functions.begin(), functions.end(), word) != functions.end(); });
    // The group's own name before the @, not a person's: friendsofmeanwood@friendsofmeanwood.org.uk.
    return !of_a_function && (box.size() < 4 || !place.starts_with(box));
}

bool may_be_personal_phone(std::string_view phone) {
    std::string digits;
    for (const char c : phone)
        if (c >= '0' && c <= '9') digits += c;
    const bool abroad = phone.find('+') != std::string_view::npos && !digits.starts_with("44");
    if (digits.starts_with("0044")) digits.erase(0, 4);
    else if (digits.size() > 10 && digits.starts_with("44")) digits.erase(0, 2);
    if (digits.starts_with('0')) digits.erase(0, 1);
    return digits.size() >= 10 && digits.starts_with('7') && !abroad;
}

std::string public_contact(std::string_view website, std::string_view phone, std::string_view email, std::int64_t& left_out) {
    std::string out;
    const bool is_box = website.find('@') != std::string_view::npos && website.find("://") == std::string_view::npos;
    add_parts(out, website, is_box ? may_be_personal_email : nullptr, left_out);
    add_parts(out, phone, may_be_personal_phone, left_out);
    add_parts(out, email, may_be_personal_email, left_out);
    return out;
}

}  // namespace kith::io
