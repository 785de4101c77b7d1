#pragma once
// Which analysis may see what, as the user said and Kith remembers it: by what the library and the manifest are, so that a
// changed one has to be allowed again; or by folder, for one that is being written and changes all day.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"
#include "engine/host/personal.hpp"
#include "engine/host/plugin_set.hpp"

namespace kith::host {

class Trust {
public:
    /// Nothing is allowed, and nothing is remembered.
    Trust() = default;
    /// A file that is not there allows nothing. One that cannot be understood allows nothing either: it is kept aside (".broken"
    /// is added to its name), and `complaint` says so in one sentence. The same of a file that others may write, which stays.
    static Trust read(const std::filesystem::path& file, std::string& complaint);
    /// $XDG_CONFIG_HOME/kith/grants.json, or ~/.config/kith/grants.json; empty when neither is known.
    static std::filesystem::path usual_file();

    /// What is remembered of this very library and manifest, or of its folder; never more than it asks for.
    PersonalSet granted(const Plugin& plugin) const;
    /// Ids of which anything is remembered.
    std::vector<std::string> ids() const;
    /// Adds to what is remembered; what was said of another library of this id is forgotten.
    void allow(const Plugin& plugin, PersonalSet set, bool by_folder);
    /// Of whatever is called so, however it is remembered.
    void withdraw(std::string_view id, PersonalSet set);
    /// Whole or not at all: a new file (0600, in a folder of 0700) takes the place of the old one.
    base::Status save() const;

private:
    struct Entry {
        std::string id;
        std::string seal, folder;  // one of the two
        PersonalSet granted;
    };
    std::filesystem::path file_;
    std::vector<Entry> entries_;
};

}  // namespace kith::host
