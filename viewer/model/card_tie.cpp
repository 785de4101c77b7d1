// A tie's card: whom it joins, which way it goes, what is known of it and what nobody has said. And what can be changed in place.
#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/picture/text.hpp"
#include "viewer/model/card_parts.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {
namespace {

using Kind = CardSection::Kind;

class TieCard {
public:
    TieCard(const CardSource& source, std::size_t row) : source_(source), view_(source.view()), row_(row) {
        from_ = end_of("from");
        to_ = end_of("to");
        card_.subject = view_.key(base::EntityKind::tie, row);
    }

    Card whole() {
        card_.title = node_label(view_, from_) + " " + arrow() + " " + node_label(view_, to_);
        card_.subtitle = title_words(kind_words(view_, row_));
        ends();
        known();
        also();
        if (!open_.empty()) {
            CardSection& out = section(card_, Kind::unknown, "Not known yet");
            CardLine line;
            line.text = listed(open_);
            line.unknown = true;
            out.lines.push_back(std::move(line));
        }
        return std::move(card_);
    }

private:
    std::int32_t end_of(std::string_view which) const {
        const auto* column = column_of(view_, "ties", which);
        return column ? column->i32()[row_] : base::no_row;
    }
    const column::Column* cell(std::string_view key) const {
        const auto* column = column_of(view_, "ties", key);
        return column && column->known(row_) ? column : nullptr;
    }
    std::int32_t code(std::string_view key) const { return cell(key)->i32()[row_]; }

    std::string arrow() const {
        if (!cell("direction")) return "–";
        const auto way = static_cast<column::Direction>(code("direction"));
        return way == column::Direction::mutual ? "↔" : way == column::Direction::gives ? "→" : "←";
    }

    void ends() {
        CardSection& out = section(card_, Kind::ties, "Between");
        for (const std::int32_t node : {from_, to_}) {
            CardLine line;
            line.text = node_label(view_, node);
            if (node >= 0) line.target = node_key(view_, node);
            if (node >= 0) line.detail = static_cast<std::size_t>(node) < view_.people() ? "person" : "place or group";
            out.lines.push_back(std::move(line));
        }
    }

    void say(CardSection& out, std::string what, std::string words) {
        if (words.empty()) {
            open_.push_back(base::lower(what));
            return;
        }
        CardLine line;
        line.text = std::move(what);
        line.detail = std::move(words);
        out.lines.push_back(std::move(line));
    }

    std::string way() const {
        if (!cell("direction")) return {};
        switch (static_cast<column::Direction>(code("direction"))) {
            case column::Direction::mutual: return "both help each other";
            case column::Direction::gives: return node_label(view_, from_) + " gives, " + node_label(view_, to_) + " receives";
            case column::Direction::receives: break;
        }
        return node_label(view_, to_) + " gives, " + node_label(view_, from_) + " receives";
    }

    std::string help() const {
        if (!cell("functions")) return {};
        std::vector<std::string> words;
        for (std::size_t i = 0; i < column::help_words.size(); ++i)
            if ((code("functions") & (1 << i)) != 0) words.push_back(plain_words(column::help_words[i]));
        return words.empty() ? "none of those asked about" : listed(words);
    }

    std::string said_by() const {
        if (!cell("reported_by")) return {};
        switch (static_cast<column::ReportedBy>(code("reported_by"))) {
            case column::ReportedBy::from: return node_label(view_, from_);
            case column::ReportedBy::to: return node_label(view_, to_);
            case column::ReportedBy::both: return "both of them";
            case column::ReportedBy::worker: return "a worker";
            case column::ReportedBy::record: return "a record";
            case column::ReportedBy::import: break;
        }
        return "a file that was read";
    }

    /// What is recorded, one line each; the rest becomes one line of what nobody has said.
    void known() {
        CardSection& out = section(card_, Kind::facts, "What is recorded");
        out.empty = "Only that there is one.";
        say(out, "Who helps whom", way());
        say(out, "Kinds of help", help());
        say(out, "Closeness", cell("closeness") ? std::to_string(code("closeness")) + " of 5" : "");
        say(out, "Times a month", cell("frequency") ? picture::number_text(cell("frequency")->f64()[row_]) : "");
        say(out, "Paid", cell("paid") ? (cell("paid")->booleans()[row_] ? "yes" : "no") : "");
        say(out, "How it is", cell("valence") ? std::string(column::valence_words[static_cast<std::size_t>(code("valence"))]) : "");
        say(out, "Since", cell_words(view_, "ties", "since", row_));
        if (const std::string until = cell_words(view_, "ties", "until", row_); !until.empty()) say(out, "Until", until);
        say(out, "Last confirmed", cell_words(view_, "ties", "last_confirmed", row_));
        say(out, "Met through", cell_words(view_, "ties", "met_through", row_));
        say(out, "Said by", said_by());
    }

    /// Other ties between the same two: a line each, that opens.
    void also() {
        CardSection out;
        out.kind = Kind::connects;
        out.heading = "Also between them";
        if (from_ < 0 || to_ < 0) return;
        for (const TieOf& tie : ties_of(source_, from_)) {
            if (tie.other != to_ || tie.tie == row_) continue;
            CardLine line;
            line.text = title_words(kind_words(view_, tie.tie));
            line.target = view_.key(base::EntityKind::tie, tie.tie);
            out.lines.push_back(std::move(line));
        }
        if (!out.lines.empty()) card_.sections.push_back(std::move(out));
    }

    const CardSource& source_;
    const privacy::View& view_;
    std::size_t row_;
    std::int32_t from_ = -1, to_ = -1;
    std::vector<std::string> open_;
    Card card_;
};

/// Only the team changes a tie, and only one of which it sees where it goes.
bool can_be_changed(const privacy::View& view, std::size_t row) {
    return view.audience() == privacy::Audience::team && column_of(view, "ties", "from")->i32()[row] >= 0 && column_of(view, "ties", "to")->i32()[row] >= 0;
}

}  // namespace

Card CardSource::tie(std::size_t row) const { return TieCard(*this, row).whole(); }

std::vector<CardAction> tie_actions(const privacy::View& view, std::size_t row, std::int32_t today) {
    if (!can_be_changed(view, row)) return {};
    const base::EntityKey key = view.key(base::EntityKind::tie, row);
    const place::Date day{view.as_of().value_or(today), column::Precision::day};
    const auto* until = column_of(view, "ties", "until");
    std::vector<CardAction> out;
    out.push_back({"confirm", "It is still so", "Confirmed on " + date_words(day.days), session::SetCells{{key}, "ties/last_confirmed", day}});
    if (!until || !until->known(row)) out.push_back({"end", "It has ended", "Ended on " + date_words(day.days) + "; it stays in what was", session::EndTie{key, day}});
    out.push_back({"remove", "Written by mistake", "Takes it out altogether; that can be undone", session::Remove{{key}}});
    return out;
}

std::vector<CardChoice> tie_choices(const privacy::View& view, std::size_t row) {
    if (!can_be_changed(view, row)) return {};
    const base::EntityKey key = view.key(base::EntityKind::tie, row);
    const auto known = [&](const char* field) { const auto* column = column_of(view, "ties", field); return column && column->known(row) ? column : nullptr; };
    std::vector<CardChoice> out;
    const auto add = [&](const char* field, std::string label, std::vector<std::string> words, std::vector<place::Value> values, int now) {
        CardChoice choice{field, std::move(label), std::move(words), now, {}};
        for (place::Value& value : values) choice.changes.emplace_back(session::SetCells{{key}, std::string("ties/") + field, std::move(value)});
        out.push_back(std::move(choice));
    };
    const auto numbers = [](std::int64_t first, std::int64_t last) {
        std::vector<place::Value> values;
        for (; first <= last; ++first) values.emplace_back(first);
        return values;
    };
    const auto of = [&](std::int32_t node) { return node_label(view, node); };
    const auto ends = std::array{column_of(view, "ties", "from")->i32()[row], column_of(view, "ties", "to")->i32()[row]};
    add("direction", "Who helps whom", {of(ends[0]) + " helps " + of(ends[1]), of(ends[1]) + " helps " + of(ends[0]), "Both help each other"}, numbers(0, 2), known("direction") ? known("direction")->i32()[row] : -1);
    add("closeness", "Closeness", {"1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"}, numbers(1, 5), known("closeness") ? known("closeness")->i32()[row] - 1 : -1);
    add("paid", "Paid", {"No", "Yes"}, {place::Value(false), place::Value(true)}, known("paid") ? (known("paid")->booleans()[row] ? 1 : 0) : -1);
    return out;
}

}  // namespace kith::viewer::model
