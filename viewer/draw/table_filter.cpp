// "Keep only…" of a table: those selected, or rows of which a column says something. What it hides is a chip.
#include <imgui.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/base/text.hpp"
#include "viewer/draw/panels.hpp"
#include "viewer/model/selecting.hpp"
#include "viewer/model/table.hpp"

namespace kith::viewer::draw {
namespace {

using model::Filter;

constexpr std::size_t most_words = 80;

std::optional<double> number_in(const std::string& text) {
    const std::string plain(base::trimmed(text));
    double number = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
    return error == std::errc() && end == plain.data() + plain.size() && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

/// Which column; a choice of it goes on to what it says.
Intents choose_column(Ui& ui, const Screen& screen, const model::Table& table, Remembered& memory) {
    const std::string why_not = model::why_not_kept(screen.model);
    if (button(ui, "keep.selected", "Those selected", Look::plain, why_not.empty(), room())) {
        ImGui::CloseCurrentPopup();
        return {model::KeepOnly{}};
    }
    hint(ui, why_not);
    gap(ui, 4);
    words(ui, "Rows of which a column says something", Style::small, Tone::quiet);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const model::Field& column = table.columns[i];
        if (column.type() == model::FieldType::date) continue;
        if (line(ui, "keep.column." + std::to_string(i), column.label(), column.unit())) memory.keep = {column.name(), "", ""};
    }
    return {};
}

/// From, to; either may be left empty.
Intents keep_numbers(Ui& ui, Remembered& memory) {
    words(ui, "From", Style::small, Tone::quiet);
    field(ui, "keep.least", memory.keep.least, "the least there is");
    words(ui, "To", Style::small, Tone::quiet);
    field(ui, "keep.most", memory.keep.most, "the most there is");
    const auto least = number_in(memory.keep.least), most = number_in(memory.keep.most);
    const bool wrong = (!memory.keep.least.empty() && !least) || (!memory.keep.most.empty() && !most);
    if (wrong) paragraph(ui, "Write a number, such as 12 or 3.5.", Style::small, Tone::caution);
    gap(ui, 4);
    if (!button(ui, "keep.done", "Keep these", Look::primary, !wrong && (least || most))) return {};
    return {model::KeepOnly{{Filter{memory.keep.column, Filter::Kind::between, least.value_or(-model::open_end), most.value_or(model::open_end), {}}}}};
}

Intents keep_words(Ui& ui, const model::Field& column) {
    std::vector<std::string> all(column.words().begin(), column.words().end());
    std::sort(all.begin(), all.end());
    if (all.size() > most_words) all.resize(most_words);
    all.emplace_back(model::words_of(model::Standing::not_asked));
    for (std::size_t i = 0; i < all.size(); ++i)
        if (line(ui, "keep.word." + std::to_string(i), all[i])) return {model::KeepOnly{{Filter{column.name(), Filter::Kind::words, 0, 0, {all[i]}}}}};
    return {};
}

Intents say_what(Ui& ui, const model::Table& table, Remembered& memory) {
    const model::Field* column = model::find_field(table.columns, memory.keep.column);
    if (column == nullptr) {
        memory.keep = {};
        return {};
    }
    words(ui, column->label(), Style::bold);
    Intents intents;
    if (button(ui, "keep.known", "Wherever it is known", Look::plain, true, room())) intents.push_back(model::KeepOnly{{Filter{column->name(), Filter::Kind::known, 0, 0, {}}}});
    gap(ui, 4);
    add(intents, column->numeric() ? keep_numbers(ui, memory) : keep_words(ui, *column));
    if (button(ui, "keep.back", "Another column", Look::quiet)) memory.keep = {};
    if (!intents.empty()) {
        memory.keep = {};
        ImGui::CloseCurrentPopup();
    }
    return intents;
}

}  // namespace

Intents draw_keep(Ui& ui, const Screen& screen, Remembered& memory) {
    const bool filters = screen.table != nullptr && (screen.table->subject.kind == base::EntityKind::person || screen.table->subject.kind == base::EntityKind::asset || screen.table->subject.kind == base::EntityKind::area);
    if (button(ui, "table.keep", "Keep only…", Look::quiet, filters)) {
        memory.keep = {};
        ImGui::OpenPopup("keep only");
    }
    hint(ui, filters ? "Hides all other rows everywhere; a chip brings them back" : "Filters are of people, assets and areas");
    if (!filters) return {};
    const Box box{ImGui::GetItemRectMin().x, ImGui::GetItemRectMin().y, ImGui::GetItemRectMax().x, ImGui::GetItemRectMax().y};
    const float below = ImGui::GetIO().DisplaySize.y - box.bottom, above = box.top;
    ImGui::SetNextWindowPos({box.left, below > above ? box.bottom + ui.px(2) : box.top - ui.px(2)}, ImGuiCond_Always, {0, below > above ? 0.f : 1.f});
    ImGui::SetNextWindowSizeConstraints({ui.px(280), 0}, {ui.px(280), std::min(ui.px(420), std::max(below, above) - ui.px(8))});
    if (!ImGui::BeginPopup("keep only", ImGuiWindowFlags_NoMove)) return {};
    Intents intents = memory.keep.column.empty() ? choose_column(ui, screen, *screen.table, memory) : say_what(ui, *screen.table, memory);
    ImGui::EndPopup();
    return intents;
}

}  // namespace kith::viewer::draw
