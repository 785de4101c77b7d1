#pragma once
// Every command there is: for the palette (Ctrl+K), for shortcuts, for menus and for the help (F1).
#include <string>
#include <string_view>
#include <vector>

#include "viewer/model/intent.hpp"
#include "viewer/model/model.hpp"

namespace kith::viewer::model {

struct Command {
    std::string id;              // "map.fit_all"; stable
    std::string label;           // a verb first: "Fit everything"
    std::string group;           // "Map", "People" …: for the help
    std::string shortcut;        // "Ctrl+0"; "" = none
    bool enabled = true;
    std::string why_not;         // a sentence, when it is not
    Intent intent;
};

/// All of them, as the model is now, in the order of the help. Analyses, lenses and results have commands of their own.
std::vector<Command> commands(const Model& model);
/// Indices of those that fit what was typed, the best first: letters in order, starts of words before the middle; of two
/// that fit alike the one that is enabled. "" gives all.
std::vector<std::size_t> ranked(const std::vector<Command>& commands, std::string_view typed);
/// The command of a shortcut as text ("Ctrl+Shift+Z"), or nullptr.
const Command* by_shortcut(const std::vector<Command>& commands, std::string_view shortcut);

struct HelpLine {
    std::string group, label, shortcut;
};
/// Commands, then habits of the canvas that are no commands (wheel, drag, Shift-drag).
std::vector<HelpLine> help_lines(const Model& model);

}  // namespace kith::viewer::model
