#pragma once
// Open Referral's records as the words of an asset. HSDS 3.0, Open Referral UK 3.0 and 1.0, whose names for the same things differ.
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace kith::io {

/// The elements of the first of these arrays that is there and holds any: {"schedules", "regular_schedules"}.
std::vector<const nlohmann::json*> or_children(const nlohmann::json& record, std::initializer_list<const char*> names);
/// The first of these cells that is not empty.
std::string or_first(const nlohmann::json& record, std::initializer_list<const char*> names);

/// "Thu, Fri 10:00-18:00; The service is …".
std::string or_when(const nlohmann::json& service);
/// "free", "35 (per 1 hour session)", or what the fees say; "" is unknown, never free.
std::string or_cost(const nlohmann::json& service);
std::string or_access(const nlohmann::json& location);
std::string or_languages(const nlohmann::json& service);
/// Names of taxonomy terms; a semicolon between.
std::string or_terms(const nlohmann::json& record);
/// What a list of org-id.guide ("GB-CHC") says of those who stand in it, as a class of assets; "" for others.
std::string_view class_of_register(std::string_view scheme);
/// Who runs it, as a class of assets, by the lists of org-id.guide in which it stands; "" when they do not say.
std::string_view or_class(const nlohmann::json& organization);
/// The organisation's own telephone numbers: those of the people who answer are left out.
std::string or_phones(const nlohmann::json& record);

}  // namespace kith::io
