// A directory of groups and activities, by what they do.
#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/text.hpp"
#include "engine/column/date_words.hpp"
#include "engine/report/sheet_parts.hpp"
#include "engine/report/sheets.hpp"

namespace kith::report {
namespace {

/// Groups of people and what they do, wherever and online: not buildings, not offices.
bool group_or_activity(const privacy::View& view, std::size_t row) {
    const column::Column *form = sheet_column(view, "assets", "form"), *of_class = sheet_column(view, "assets", "class");
    if (of_class != nullptr && of_class->known(row) && of_class->i32()[row] == static_cast<std::int32_t>(column::AssetClass::association)) return true;
    const auto what = static_cast<column::Form>(form == nullptr ? -1 : form->i32()[row]);
    return what == column::Form::group || what == column::Form::activity || what == column::Form::exchange;
}

}  // namespace

base::Result<Sheet> directory_sheet(const privacy::View& view, std::int32_t day) {
    if (view.audience() != privacy::Audience::anybody && view.audience() != privacy::Audience::partners) return base::misuse("A directory that is handed over is made from what is public.");
    const AssetsOnSheet assets(view);
    std::map<std::string, std::vector<std::pair<std::string, std::size_t>>> by_kind;
    std::int64_t count = 0;
    for (std::size_t row = 0; row < view.assets(); ++row) {
        if (!assets.active(row) || !group_or_activity(view, row)) continue;
        const std::string kind = assets.kind(row);
        by_kind[kind.empty() ? "What it is, nobody has said yet" : kind].emplace_back(view.label(base::EntityKind::asset, row), row);
        ++count;
    }
    Sheet out;
    out.kind = "Group directory";
    out.title = "Groups and activities";
    out.subtitle = view.place_name() + ", " + column::date_words(day) + (count == 0 ? std::string() : ", " + base::counted(count, "entry", "entries"));
    out.notice = "This may be given to anybody. Nobody who lives here stands in it but as a group wants to be reached.";
    for (auto& [kind, rows] : by_kind) {
        std::sort(rows.begin(), rows.end());
        SheetSection& section = out.sections.emplace_back();
        section.heading = kind;
        for (const auto& [name, row] : rows) {
            SheetEntry entry = assets.entry(row);
            std::erase_if(entry.facts, [](const SheetFact& fact) { return fact.what == "What"; });
            section.entries.push_back(std::move(entry));
        }
    }
    if (count == 0) {
        SheetSection& none = out.sections.emplace_back();
        none.heading = "Nobody has been asked yet";
        none.empty = "No group or activity is recorded. Take cards along (kith sheet cards), ask who meets whom and where, and read them in.";
    }
    out.foot = {"A group that is missing or has changed: tell whoever gave you this, and it is in the next one."};
    for (std::string& line : credits_on_sheet(view)) out.foot.push_back(std::move(line));
    return out;
}

}  // namespace kith::report
