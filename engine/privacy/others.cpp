#include "engine/privacy/others.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/place/erase.hpp"
#include "engine/privacy/permission.hpp"

namespace kith::privacy {
bool agreed_to_be_named(const place::Revision& revision, std::size_t person) {
    return Permissions::of_people(revision).to("named_to_others", person) == Agreed::yes;
}

std::set<std::string> names_of_others(const place::Revision& revision, std::span<const std::size_t> themselves) {
    std::set<std::string> names;
    for (std::size_t other = 0; other < revision.people(); ++other)
        if (std::find(themselves.begin(), themselves.end(), other) == themselves.end() && !agreed_to_be_named(revision, other))
            for (std::string& word : place::called(revision, other)) names.insert(std::move(word));
    for (const std::size_t one : themselves)
        for (const std::string& own : place::called(revision, one)) names.erase(own);
    return names;
}

bool hide_names(std::string& text, const std::set<std::string>& names) {
    bool hid = false;
    for (const std::string& name : names)
        while (place::says(text, name)) {
            const auto at = base::lower(text).find(base::lower(name));
            text.replace(at, name.size(), "[…]");
            hid = true;
        }
    return hid;
}

}  // namespace kith::privacy
