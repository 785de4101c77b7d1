#pragma once
// One offline page to write down what was heard: it seals each entry to a workspace and can read none (decision 0066).
#include <string>
#include <utility>
#include <vector>

#include "engine/store/sealed.hpp"

namespace kith::report {

struct CaptureInput {
    std::string name, label, help;
    enum class Kind { text, long_text, date, choice, choices } kind = Kind::text;
    std::vector<std::pair<std::string, std::string>> choices;  // what is kept, and the words for it
    std::vector<std::string> suggestions;                      // of a text; others may be written
    bool required = false;
};
struct CaptureForm {
    std::string table, title;
    std::vector<CaptureInput> inputs;
};
struct CapturePage {
    std::string place;                 // whose workspace
    std::string page;                  // 8 hexadecimal digits, this page's own
    bool resident = false;             // for residents; else for workers
    store::PublicKey key{};
    std::vector<CaptureForm> forms;
};

/// A whole page, with its scripts in it: nothing of it is fetched, and its policy forbids every request (Content-Security-Policy, hashes of what it
/// runs). Large print, one heading a part, a label at every field, all of it by keyboard.
std::string html_of(const CapturePage& page);

}  // namespace kith::report
