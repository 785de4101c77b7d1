// Personal networks as field tools write them: one row an interview (wide), and Network Canvas' tables.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "engine/base/text.hpp"
#include "engine/io/asset_formats.hpp"
#include "engine/io/delimited.hpp"
#include "engine/io/network_rows.hpp"
#include "engine/io/text_file.hpp"

namespace kith::io {
namespace {

using column::Severity;

constexpr int most_named = 1000;  // whom one person names

std::optional<int> number_of(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number > 0 && number <= most_named ? std::optional<int>(number) : std::nullopt;
}

/// "alter.sex.3" is the sex of the third who was named; "X1.to.2" and "1 to 2" what joins the first and the second.
struct WideColumn {
    enum class Is { of_ego, of_alter, between } is = Is::of_ego;
    std::string name;
    int one = 0, other = 0;
};

WideColumn wide_column(const std::string& header) {
    const std::string small = base::lower(header);
    for (const std::string_view to : {".to.", " to ", "_to_"}) {
        const std::size_t at = small.find(to);
        if (at == std::string::npos) continue;
        const std::string_view before = std::string_view(small).substr(small.starts_with('x') ? 1 : 0, at - (small.starts_with('x') ? 1 : 0));
        const auto one = number_of(before), other = number_of(std::string_view(small).substr(at + to.size()));
        if (one && other) return {WideColumn::Is::between, {}, *one, *other};
    }
    const std::size_t point = header.find_last_of("._");
    const auto number = point == std::string::npos ? std::nullopt : number_of(std::string_view(header).substr(point + 1));
    if (!number || !small.starts_with("alter")) return {WideColumn::Is::of_ego, header, 0, 0};
    const std::size_t start = std::min(header.find_first_of("._") + 1, point + 1);
    return {WideColumn::Is::of_alter, start > point ? std::string("alter") : header.substr(start, point - start), *number, 0};
}

/// R writes NA where there is nothing.
std::string_view said_in(std::string_view cell) {
    const std::string_view text = without_blanks(cell);
    return text == "NA" ? std::string_view() : text;
}

class Wide {
public:
    Wide(const Source& block, Notes& notes) : rows_(block, notes, {"id", "role", "ego"}, {"source", "target", "direction", "kind", "weight"}) {}

    base::Status read(std::string_view text, const std::string& file) {
        DelimitedReader reader(text, recognise_delimiter(text));
        for (const std::string& name : reader.header()) columns_.push_back(wide_column(name));
        const bool any = std::any_of(columns_.begin(), columns_.end(), [](const WideColumn& c) { return c.is != WideColumn::Is::of_ego; });
        if (!any) return base::bad_input(file + " is no table of personal networks with a row an interview: no column is called like alter.age.1, or X1.to.2.");
        id_ = reader.find("egoID");
        for (const char* name : {"puid", "ego_ID", ".egoID", "EgoID", ""})
            if (id_ < 0) id_ = reader.find(name);
        RowBatch batch;
        batch.reset(columns_.size());
        while (reader.next(batch))
            for (std::size_t row = 0; row < batch.rows; ++row)
                if ((batch.flags[row] & row_blank) == 0) interview(batch, row);
        return {};
    }
    std::unique_ptr<RowSource> finish() { return std::move(rows_).finish(); }

private:
    void interview(RowBatch& batch, std::size_t row) {
        const std::string_view said = id_ < 0 ? std::string_view() : without_blanks(batch.cells(static_cast<std::size_t>(id_))[row]);
        if (said.empty() && id_ >= 0) return rows_.refuse("no_id", "This interview does not say whose it is.");
        const std::string ego = said.empty() ? std::to_string(batch.source_row[row]) : std::string(said);
        std::map<int, std::vector<std::size_t>> named;  // who was named, and the columns that say something of them
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const WideColumn& column = columns_[c];
            if (column.is == WideColumn::Is::of_ego || said_in(batch.cells(c)[row]).empty()) continue;
            if (column.is == WideColumn::Is::of_alter) named[column.one].push_back(c);
            else named[column.one], named[column.other];
        }
        if (rows_.wants(NetworkRows::Table::edges)) return ties(batch, row, ego, named);
        begin(ego, "participant", {});
        for (std::size_t c = 0; c < columns_.size(); ++c)
            if (columns_[c].is == WideColumn::Is::of_ego && static_cast<int>(c) != id_) cell(columns_[c].name, batch.cells(c)[row]);
        for (const auto& [number, columns] : named) {
            begin(ego + '/' + std::to_string(number), "alter", ego);
            for (const std::size_t c : columns) cell(columns_[c].name, batch.cells(c)[row]);
        }
    }
    void begin(const std::string& id, std::string_view role, std::string_view ego) {
        rows_.rows().begin_row();
        rows_.rows().add("id", id);
        rows_.rows().add("role", role);
        rows_.rows().add("ego", ego);
    }
    void cell(std::string_view name, std::string_view text) {
        if (!name.empty() && !said_in(text).empty()) rows_.rows().add(name, said_in(text));
    }
    void ties(RowBatch& batch, std::size_t row, const std::string& ego, const std::map<int, std::vector<std::size_t>>& named) {
        for (const auto& [number, columns] : named) tie(ego, ego + '/' + std::to_string(number), directed_word, "named", {});
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            const WideColumn& column = columns_[c];
            const std::string_view weight = said_in(batch.cells(c)[row]);
            if (column.is == WideColumn::Is::between && !weight.empty() && weight != "0")
                tie(ego + '/' + std::to_string(column.one), ego + '/' + std::to_string(column.other), undirected_word, "between_alters", weight);
        }
    }
    void tie(const std::string& from, const std::string& to, std::string_view direction, std::string_view kind, std::string_view weight) {
        rows_.rows().begin_row();
        rows_.rows().add("source", from);
        rows_.rows().add("target", to);
        rows_.rows().add("direction", direction);
        rows_.rows().add("kind", kind);
        rows_.rows().add("weight", weight);
    }

    NetworkRows rows_;
    std::vector<WideColumn> columns_;
    int id_ = -1;
};

/// Columns of one question with several answers: "hobbies_music" and "hobbies_sport" where every cell of the file is true, false or empty.
class MultiChoice {
public:
    explicit MultiChoice(const std::vector<std::string>& header) : header_(header), only_truth_(header.size(), true), any_(header.size(), false) {}
    void look(std::size_t column, std::string_view cell) {
        const std::string small = base::lower(cell);
        only_truth_[column] = only_truth_[column] && (small.empty() || small == "true" || small == "false");
        any_[column] = any_[column] || !small.empty();
    }
    std::vector<std::vector<std::size_t>> questions() const {
        std::map<std::string, std::vector<std::size_t>> by_question;
        for (std::size_t c = 0; c < header_.size(); ++c)
            if (const std::size_t at = header_[c].rfind('_'); only_truth_[c] && any_[c] && at != std::string::npos && at > 0) by_question[header_[c].substr(0, at)].push_back(c);
        std::vector<std::vector<std::size_t>> questions;
        for (auto& [question, columns] : by_question)
            if (columns.size() > 1) questions.push_back(std::move(columns));
        return questions;
    }

private:
    const std::vector<std::string>& header_;
    std::vector<bool> only_truth_, any_;
};

template <class Use>
void each_row(std::string_view text, Use use) {
    DelimitedReader reader(text, recognise_delimiter(text));
    RowBatch batch;
    batch.reset(reader.header().size());
    while (reader.next(batch))
        for (std::size_t row = 0; row < batch.rows; ++row)
            if ((batch.flags[row] & row_blank) == 0) use(batch, row);
}

}  // namespace

base::Result<std::unique_ptr<RowSource>> make_wide_rows(const Source& block, const BlockContext& context, Notes& notes) {
    auto text = open_text(context, notes, "a table of personal networks");
    if (!text) return text.error();
    Wide wide(block, notes);
    if (base::Status status = wide.read(text->text(), block.file); !status) return status.error();
    return wide.finish();
}

base::Result<std::unique_ptr<RowSource>> make_network_canvas_rows(const Source& block, const BlockContext& context, Notes& notes) {
    auto text = open_text(context, notes, "a table of Network Canvas");
    if (!text) return text.error();
    const std::vector<std::string> header = DelimitedReader(text->text(), recognise_delimiter(text->text())).header();
    if (std::none_of(header.begin(), header.end(), [](const std::string& name) { return name.starts_with("networkCanvas"); }))
        return base::bad_input(block.file + " is no table of Network Canvas: none of its columns is called networkCanvas….");
    MultiChoice choices(header);
    each_row(text->text(), [&](RowBatch& batch, std::size_t row) {
        for (std::size_t c = 0; c < header.size(); ++c) choices.look(c, without_blanks(batch.cells(c)[row]));
    });
    const auto questions = choices.questions();
    auto rows = std::make_unique<MadeRows>();
    std::vector<int> columns;
    for (const std::string& name : header) columns.push_back(rows->append_column(name));
    std::int64_t unanswered = 0;
    each_row(text->text(), [&](RowBatch& batch, std::size_t row) {
        std::vector<bool> left_out(header.size());
        for (const auto& question : questions) {
            if (std::any_of(question.begin(), question.end(), [&](std::size_t c) { return base::lower(without_blanks(batch.cells(c)[row])) == "true"; })) continue;
            ++unanswered;
            for (const std::size_t c : question) left_out[c] = true;
        }
        rows->begin_row();
        for (std::size_t c = 0; c < header.size(); ++c)
            if (!left_out[c] && !batch.cells(c)[row].empty()) rows->add(columns[c], batch.cells(c)[row]);
    });
    notes.many(Severity::note, "multi_choice_unanswered", unanswered, {},
               "Questions with several answers of which none was chosen: Network Canvas writes false for all, answered or not, so nobody knows.");
    return std::unique_ptr<RowSource>(std::move(rows));
}

}  // namespace kith::io
