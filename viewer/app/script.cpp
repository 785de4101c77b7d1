#include "viewer/app/script.hpp"

#include <sstream>

#include "engine/base/text.hpp"

namespace kith::viewer::app {

base::Result<std::vector<Act>> script_of(std::string_view text) {
    std::vector<Act> acts;
    std::istringstream lines{std::string(text)};
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        const std::string_view trimmed = base::trimmed(line);
        if (trimmed.empty() || trimmed.front() == '#') continue;
        const std::size_t space = trimmed.find(' ');
        const std::string_view verb = trimmed.substr(0, space);
        Act act;
        act.text = space == std::string_view::npos ? std::string() : std::string(base::trimmed(trimmed.substr(space)));
        const auto wrong = [&] { return base::bad_input("Line " + std::to_string(number) + " of the script says what nobody can do: " + std::string(trimmed) + "."); };
        if (verb == "press") act.kind = Act::Kind::press;
        else if (verb == "key") act.kind = Act::Kind::key;
        else if (verb == "type") act.kind = Act::Kind::type;
        else if (verb == "move") act.kind = Act::Kind::move;
        else if (verb == "click") act.kind = Act::Kind::click;
        else if (verb == "hold") act.kind = Act::Kind::hold;
        else if (verb == "let-go") act.kind = Act::Kind::let_go;
        else if (verb == "settle") act.kind = Act::Kind::settle;
        else if (verb == "lose-context") act.kind = Act::Kind::lose_context;
        else return wrong();
        if (act.kind == Act::Kind::move || act.kind == Act::Kind::click || act.kind == Act::Kind::hold) {
            std::istringstream numbers(act.text);
            if (!(numbers >> act.x >> act.y)) return wrong();
        } else if (act.kind != Act::Kind::settle && act.kind != Act::Kind::let_go && act.kind != Act::Kind::lose_context && act.text.empty()) {
            return wrong();
        }
        acts.push_back(std::move(act));
    }
    return acts;
}

}  // namespace kith::viewer::app
