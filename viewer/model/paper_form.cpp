#include "viewer/model/paper_form.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"

namespace kith::viewer::model {
namespace {

std::filesystem::path beside_place(const std::filesystem::path& place, const std::string& what, std::string_view ending) {
    std::error_code ignored;
    return std::filesystem::absolute(place, ignored).parent_path() / (place.stem().string() + "-" + what + std::string(ending));
}

}  // namespace

std::string_view paper_title(std::string_view kind) {
    if (kind == "visit") return "A visit sheet";
    if (kind == "path") return "A path: to fill in together";
    if (kind == "directory") return "A directory of groups";
    if (kind == "told") return "You told us: a sheet for the person";
    if (kind == "cards") return "Cards to write on";
    return "What's near: a sheet to hand out";
}

std::string_view paper_help(std::string_view kind) {
    if (kind == "visit")
        return "One person, on one page: what was said and promised, their strengths, and who is near. No more than a visit needs.";
    if (kind == "path")
        return "The hope, how things stand, who comes along, what to build on, the next step. What is written down stands there; the rest has lines to write on.";
    if (kind == "directory") return "Groups and activities for anybody: when, where, what it costs, and whom to ask.";
    if (kind == "told") return "What was written down when you last met, for them to read, with a slip to correct it or to take it back.";
    if (kind == "cards") return "Cards with the fields that Kith knows, for whoever writes on paper.";
    return "Places within ten minutes on foot: day and time, cost, step-free or not, whom to ask.";
}

bool paper_of_a_person(std::string_view kind) { return kind == "visit" || kind == "told"; }

std::filesystem::path paper_file(const std::filesystem::path& place, const PaperWish& wish) {
    return beside_place(place, wish.kind == "told" ? "you-told-us" : wish.kind, wish.page ? ".html" : ".pdf");
}

std::vector<std::string> paper_arguments(const std::filesystem::path& place, const PaperWish& wish, const std::string& held_by) {
    std::vector<std::string> words{"sheet", wish.kind, "--quiet", "--out=" + wish.file.string()};
    const bool of_one = wish.kind == "near" || wish.kind == "path";
    if (of_one && !wish.at.empty()) words.push_back("--at=" + wish.at);
    else if (wish.kind == "near" && wish.point) words.push_back(fmt::format("--at={:.1f} m, {:.1f} m", wish.point->x, wish.point->y));
    else if (paper_of_a_person(wish.kind) || (of_one && !wish.person.empty())) words.push_back("--person=" + wish.person);
    if (wish.kind == "told" && !held_by.empty()) words.push_back("--held-by=" + held_by);
    if (wish.kind == "cards" && wish.residents) words.emplace_back("--residents");
    if (wish.large) words.emplace_back("--large");
    if (wish.black_and_white) words.emplace_back("--black-and-white");
    if (wish.replace) words.emplace_back("--force");
    words.emplace_back("--");
    words.push_back(place.string());
    return words;
}

bool is_network(std::size_t format) {
    const std::string_view word = out_formats[format].word;
    return word == "graphml" || word == "gexf" || word == "pajek" || word == "nodes-edges";
}

std::filesystem::path out_file(const std::filesystem::path& place, const PlaceOut& wish) {
    const OutFormat& format = out_formats[wish.format];
    return beside_place(place, format.ending.empty() ? std::string(format.word) : wish.team ? "team" : "export", format.ending);
}

std::vector<std::string> out_arguments(const std::filesystem::path& place, const PlaceOut& wish) {
    std::vector<std::string> words{"export", "--json", "--quiet", "--audience", wish.team ? "team" : "safe", "--format",
        std::string(out_formats[wish.format].word), "--what", std::string(out_parts[wish.what].first), "--out=" + wish.file.string()};
    if (wish.replace) words.emplace_back("--force");
    words.emplace_back("--");
    words.push_back(place.string());
    return words;
}

std::string written_words(const std::filesystem::path& file, std::string_view printed) {
    std::string rows, left_out;
    const auto all = nlohmann::ordered_json::parse(printed, nullptr, false);
    const auto empty = nlohmann::ordered_json::object();
    const auto counts = all.is_object() ? all.value("rows", empty) : empty,
               remarks = all.is_object() ? all.value("left_out", empty) : empty;
    for (const auto& [name, count] : counts.items())
        if (count.is_number_integer()) rows += (rows.empty() ? "" : ", ") + name + " " + base::grouped(count.get<std::int64_t>());
    for (const auto& one : remarks)
        if (one.is_string()) left_out += " " + one.get<std::string>();
    return "Written: " + file.filename().string() + (rows.empty() ? "" : " (" + rows + ")") + ", in " + file.parent_path().string() + "." +
           left_out;
}

}  // namespace kith::viewer::model
