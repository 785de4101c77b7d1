#pragma once
// The sample patch with names where names do not belong: in gifts, kept columns, contacts, notes, ties, and as assets.
#include <set>
#include <string>
#include <vector>

#include "tests/support/session_place.hpp"
#include "tests/viewer/model/patch.hpp"

namespace kith::test {

inline void replace_in(const std::filesystem::path& file, const std::string& from, const std::string& to) {
    std::string text = text_of_file(file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << file << ": " << from;
    write_file(file, text.replace(at, from.size(), to));
}

inline std::filesystem::path patch_with_names_everywhere(const Folder& folder) {
    const auto recipe = patch_in(folder);
    std::string people;
    int row = 0;
    std::istringstream lines(text_of_file(folder / "people.csv"));
    // `buddy`: few words that repeat, as categories do; `remark`: as many as there are people.
    for (std::string line; std::getline(lines, line); ++row)
        people += line + (row == 0 ? ",buddy,remark" : std::string(row % 3 == 0 ? ",walks with Tess Jassacre" : row % 3 == 1 ? ",tea with Emeka" : ",alone") + ",Iris says " + std::to_string(row)) + "\n";
    write_file(folder / "people.csv", people);
    replace_in(folder / "people.csv", "knows everyone;lifts", "baking with Tess;lifts");
    replace_in(folder / "patch.toml", R"("known_since"])", R"("known_since", "buddy", "remark"])");
    replace_in(folder / "assets.csv", "partly,,,,active", "partly,,ring the bell for Priya Marlkettle,Priya Marlkettle,active");
    replace_in(folder / "assets.csv", ",,,,free,yes", ",,,Tuesdays with Marek,free,yes");
    write_file(folder / "assets.csv", text_of_file(folder / "assets.csv") +
               "A901,Viktor Jassquern,storyteller,,,0.901478,54.202765,,,,,,,,,active,2026-02,worker,,invented,\n"
               "A902,Mei Bramfeather's garden,community_garden,,,0.901478,54.202765,,,,,,,,,active,2026-02,worker,,invented,\n");
    replace_in(folder / "ties.csv", "unknown,from,neighbour", "unknown,from,Rhoda Orroake");
    replace_in(folder / "events.csv", "I like it quiet, really.", "Una Fencombe told me to come.");
    replace_in(folder / "events.csv", "Call about the lift on Thursday.", "Call Daisy on Thursday.");
    return recipe;
}

/// Whole names, words of names and ids of everybody who is called something. `Kelpocket` and `coordinator` are words of places, too.
inline std::vector<std::string> what_people_are_called() {
    std::set<std::string> called;
    for (const auto& row : rows_of_file("people.csv")) {
        called.insert(row.at("id"));
        if (row.at("name").find(' ') == std::string::npos) continue;
        called.insert(row.at("name"));
        std::istringstream words(row.at("name"));
        for (std::string word; words >> word;)
            if (word != "Kelpocket") called.insert(word);
    }
    return {called.begin(), called.end()};
}

/// Those of them that stand in a text as words of their own.
inline std::vector<std::string> called_in(const std::string& text) {
    static const std::vector<std::string> all = what_people_are_called();
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    std::vector<std::string> found;
    for (const std::string& one : all)
        for (std::size_t at = text.find(one); at != std::string::npos; at = text.find(one, at + 1)) {
            if ((at > 0 && letter(text[at - 1])) || (at + one.size() < text.size() && letter(text[at + one.size()]))) continue;
            found.push_back(one + " in: " + text.substr(at < 60 ? 0 : at - 60, 140));
            break;
        }
    return found;
}

}  // namespace kith::test
