#pragma once
// Compiled in by CMake: data/capture/page.js and page.css, and tweetnacl-js (public domain; Debian's node-tweetnacl).
namespace kith::report {
extern const char* const capture_script;
extern const char* const capture_style;
extern const char* const nacl_script;
}  // namespace kith::report
