#pragma once
// What of a published contact may be a person's own, and so is left out unless somebody asks for the column by name.
#include <cstdint>
#include <string>
#include <string_view>

namespace kith::io {

/// A mailbox of a function ("info@", "library@", the group's own name before or after the @) is the organisation's; any other may be a person's.
bool may_be_personal_email(std::string_view email);
/// A mobile number of the United Kingdom (07…) may be a person's.
bool may_be_personal_phone(std::string_view phone);

/// "https://…; 0113 …; info@…": what is there, without what may be personal; `left_out` grows by what was left out.
std::string public_contact(std::string_view website, std::string_view phone, std::string_view email, std::int64_t& left_out);

}  // namespace kith::io
