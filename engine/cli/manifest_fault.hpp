#pragma once
// What is wrong with a manifest, for the person who is writing it: the line, and an example.
#include <string>
#include <string_view>

namespace kith::cli {

/// 1-based line on which the part of a JSON text stands that a place such as "manifest.outputs.columns[1].label" names, or the
/// nearest part around it that is there. 1 when nothing is.
int line_of(std::string_view json, std::string_view place);

/// `fault` is "manifest.outputs.columns[1].label: is missing." as the host says it. `example` is a manifest that is right: where it
/// has the key, its value is shown.
std::string explained_fault(std::string_view json, std::string_view fault, std::string_view example);

}  // namespace kith::cli
