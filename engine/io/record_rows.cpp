// JSON records as a table: a list of objects, at the top or by its name, a row each.
#include <array>
#include <nlohmann/json.hpp>

#include "engine/io/asset_formats.hpp"
#include "engine/io/json_items.hpp"
#include "engine/io/made_rows.hpp"
#include "engine/io/open_rows.hpp"
#include "engine/io/text_file.hpp"

namespace kith::io {
namespace {

using column::Severity;
using nlohmann::json;

class Records {
public:
    explicit Records(Notes& notes) : notes_(notes) {}

    base::Status take(const json& item) {
        rows_->begin_row();
        if (item.is_object()) add(item, {});
        else refuse();
        return {};
    }
    /// What stands beside the list that is read.
    base::Status beside(const json& top) {
        for (const auto& [name, value] : top.items())
            if (value.is_array() && !value.empty() && value.front().is_object())
                notes_.file(Severity::note, "nested_data", name, "The file holds a further list of records, \"" + name + "\", which is not read here; table = \"" + name + "\" reads it.");
        return {};
    }
    std::unique_ptr<RowSource> finish() {
        notes_.many(Severity::note, "nested_data", deeper_, {}, "Records hold lists of records, or records within records; those were not read.");
        return std::move(rows_);
    }

private:
    void refuse() {
        rows_->refuse_row();
        notes_.row(Severity::problem, "no_id", rows_->rows(), {}, {}, "This entry of the list is no record with names and values.");
    }
    void add(const json& record, const std::string& within) {
        for (const auto& [name, value] : record.items()) {
            const std::string column = within + name;
            if (value.is_object() && within.empty()) add(value, name + '.');
            else if (value.is_array()) add_list(column, value);
            else if (value.is_object()) ++deeper_;
            else rows_->add(column, json_cell(record, name));
        }
    }
    /// Words of a list stand in one cell, parted by semicolons.
    void add_list(const std::string& column, const json& list) {
        std::string cell;
        for (const json& one : list) {
            if (one.is_structured()) {
                ++deeper_;
                return;
            }
            const std::string word = json_cell(json{{"", one}}, "");
            if (!word.empty()) cell += (cell.empty() ? "" : ";") + word;
        }
        rows_->add(column, cell);
    }

    Notes& notes_;
    std::unique_ptr<MadeRows> rows_ = std::make_unique<MadeRows>();
    std::int64_t deeper_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<RowSource>> make_record_rows(const Source& block, const BlockContext& context, Notes& notes) {
    auto text = open_text(context, notes, "JSON records");
    if (!text) return text.error();
    if (base::Status status = not_an_address(text->text(), block.file); !status) return status.error();
    Records records(notes);
    const std::array<std::string_view, 1> lists{block.table.empty() ? any_list : std::string_view(block.table)};
    const JsonItems items{lists, [&](const json& item) { return records.take(item); }, [&](const json& top) { return records.beside(top); }};
    if (base::Status status = read_json_items(text->text(), items, context.job); !status)
        return base::Error{status.error().code, block.file + ": " + status.error().message};
    return records.finish();
}

}  // namespace kith::io
