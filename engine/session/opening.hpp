#pragma once
// What an opening job has made: everything that the session takes over at once. Inside session only.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/session/history.hpp"
#include "engine/session/keeper.hpp"
#include "engine/session/session.hpp"

namespace kith::session {

struct Session::Opening {
    std::filesystem::path file, root;
    std::string recipe_text;
    io::Recipe recipe;
    place::PlacePtr place;                       // as it is now
    privacy::ViewPtr view;
    privacy::Audience audience = privacy::Audience::team;
    EntityIndex index;
    std::unique_ptr<History> history;
    std::string look;
    std::vector<std::string> remarks;
    std::unique_ptr<Keeper> keeper;              // of a workspace
};

}  // namespace kith::session
