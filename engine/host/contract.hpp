#pragma once
// Which version of the plugin contract this Kith speaks, for rooms that do not know the contract itself.
#include <string_view>

namespace kith::host {

struct ContractVersion {
    int major, minor;
};
ContractVersion contract_version();

/// The one symbol that a plugin exports.
std::string_view plugin_symbol();

}  // namespace kith::host
