#include "engine/host/contract.hpp"

#include "plugins/abi/kith_plugin.h"

namespace kith::host {

ContractVersion contract_version() { return {KITH_ABI_MAJOR, KITH_ABI_MINOR}; }

std::string_view plugin_symbol() { return "kith_plugin_entry"; }

}  // namespace kith::host
