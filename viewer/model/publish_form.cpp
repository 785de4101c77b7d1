#include "viewer/model/publish_form.hpp"

#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using nlohmann::json;

base::Error not_its_words() { return base::bad_input("What the kith command said of this publication cannot be read; its programs may be of different versions. Install Kith again."); }

std::string day_said(const std::string& iso) {
    const auto day = column::days_of(iso);
    return day ? date_words(*day) : iso;
}

std::string audience_in_words(std::string_view audience) { return audience == "public" ? "for everybody" : audience == "partners" ? "for partners" : "for the team"; }

}  // namespace

base::Result<PublishLook> publish_look_from(std::string_view text) try {
    const json all = json::parse(text);
    PublishLook look;
    look.place = all.at("place").get<std::string>();
    look.recognisable = all.at("recognisable").get<std::vector<std::string>>();
    look.done = all.at("done").get<std::vector<std::string>>();
    for (const json& one : all.at("tables")) look.tables.push_back({one.at("title").get<std::string>(), one.at("layer").get<std::string>(), one.at("numbers").get<std::int64_t>(), one.at("without").get<std::int64_t>()});
    look.assets = all.at("assets").get<std::int64_t>();
    look.threshold = all.at("threshold").get<std::int64_t>();
    look.rounding = all.at("rounding").get<std::int64_t>();
    look.ledger = all.at("ledger").get<std::string>();
    for (const json& one : all.at("earlier")) look.earlier.push_back({one.at("day").get<std::string>(), one.at("audience").get<std::string>(), one.at("numbers").get<std::int64_t>()});
    return look;
} catch (const json::exception&) {
    return not_its_words();
}

base::Result<Published> published_from(std::string_view text) try {
    const json all = json::parse(text);
    return Published{all.at("folder").get<std::string>(), all.at("page").get<std::string>(), all.at("ledger").get<std::string>(), all.at("numbers_of_people").get<std::int64_t>(), all.at("withheld").get<std::vector<std::string>>(), all.at("not_worked_out").get<std::vector<std::string>>()};
} catch (const json::exception&) {
    return not_its_words();
}

std::vector<std::string> audience_choices() { return {"Everybody", "Partners, by an agreement of yours", "The team alone"}; }

std::filesystem::path publish_folder(const std::filesystem::path& file, privacy::Audience audience) {
    std::error_code ignored;
    const std::filesystem::path from = std::filesystem::absolute(file, ignored).parent_path();
    const std::string stem = file.stem().string() + "-" + std::string(privacy::name_of(audience));
    std::filesystem::path folder = from / stem;
    for (int i = 2; std::filesystem::exists(folder, ignored); ++i) folder = from / (stem + "-" + std::to_string(i));
    return folder;
}

std::vector<std::string> publish_arguments(const std::filesystem::path& file, privacy::Audience audience, const std::string& title, const std::filesystem::path& out, bool replace) {
    std::vector<std::string> words{"publish", "--json", "--quiet", "--audience", std::string(privacy::name_of(audience))};
    if (!title.empty()) words.push_back("--title=" + title);
    if (out.empty()) words.emplace_back("--preview");
    else words.push_back("--out=" + out.string());
    if (replace) words.emplace_back("--force");
    words.emplace_back("--");
    words.push_back(file.string());
    return words;
}

std::vector<std::string> would_be_in(const PublishLook& look, privacy::Audience audience) {
    std::vector<std::string> lines{base::counted(look.assets, "group, place or organisation", "groups, places and organisations") + ", on a map, a poster and in tables."};
    if (audience == privacy::Audience::team) lines.emplace_back("People, their ties and what they said, as they are recorded: for the team alone. The folder opens for you only.");
    for (const PublishLook::Table& table : look.tables) {
        std::string line = table.title + (table.layer.empty() ? "" : ", by " + plain_words(table.layer)) + ": " + base::counted(table.numbers, "number");
        if (table.without > 0) line += ", " + base::grouped(table.without) + " not said";
        lines.push_back(line + ".");
    }
    if (look.tables.empty()) lines.emplace_back("No number of people.");
    lines.push_back("No number of people below " + std::to_string(look.threshold) + " is said; others are rounded to the nearest " + std::to_string(look.rounding) + ".");
    return lines;
}

std::vector<std::string> published_before(const PublishLook& look) {
    std::vector<std::string> lines;
    for (auto one = look.earlier.rbegin(); one != look.earlier.rend(); ++one) lines.push_back(day_said(one->day) + ", " + audience_in_words(one->audience) + ": " + base::counted(one->numbers, "number of people", "numbers of people") + ".");
    if (lines.empty()) lines.emplace_back("Nothing was published of this place yet.");
    else lines.push_back("Kept in " + std::filesystem::path(look.ledger).filename().string() + ", beside this place: this release is compared with all of them.");
    return lines;
}

std::vector<std::string> what_was_written(const Published& done) {
    std::vector<std::string> lines{"index.html: the page, to read and to print. It needs nothing else.", "poster.pdf: the map, A3.", "data: the same as tables (CSV) and as a map (GeoPackage).", "about.txt: whose data this is, and how the numbers were made."};
    if (!done.ledger.empty()) lines.push_back(std::filesystem::path(done.ledger).filename().string() + " now holds " + base::counted(done.numbers, "number of people", "numbers of people") + " of this release. Keep it: the next one is compared with it.");
    return lines;
}

Document publish_document(const Publishing& publishing) {
    Document document;
    document.audience = "For the team only: it holds small numbers.";
    if (publishing.done) {
        document.title = "Published in " + publishing.done->folder;
        document.list(what_was_written(*publishing.done));
        document.heading("What is not said, and why");
        document.list(publishing.done->withheld);
        return document;
    }
    if (!publishing.look) return document;
    const PublishLook& look = *publishing.look;
    document.title = look.place + ": what would be published";
    document.heading("What would be in it");
    document.list(would_be_in(look, publishing.audience));
    document.heading("Who could be recognised, if every number were said as it is");
    document.list(look.recognisable);
    document.heading("What is done about it");
    document.list(look.done);
    document.heading("Published before");
    document.list(published_before(look));
    return document;
}

}  // namespace kith::viewer::model
