// 360Giving: who funded whom. JSON, or CSV by the titles of its columns.
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "engine/io/asset_formats.hpp"
#include "engine/io/delimited.hpp"
#include "engine/io/json_items.hpp"
#include "engine/io/made_rows.hpp"
#include "engine/io/open_referral_words.hpp"
#include "engine/io/table_reading.hpp"
#include "engine/io/text_file.hpp"

namespace kith::io {
namespace {

using column::Severity;
using nlohmann::json;

struct Grant {
    std::string id, title, currency, amount, date, programme, recipient, recipient_name, charity, funder, funder_name, individual;
};
/// A cell of a grant, the CSV's title of it, and where JSON has it: the grant's own key, or an object's in a list.
struct Cell {
    std::string Grant::*cell;
    std::string_view title;
    const char* list;  // nullptr: the grant's own
    const char* key;
};
constexpr std::array<Cell, 12> cells{{
    {&Grant::id, "Identifier", nullptr, "id"},
    {&Grant::title, "Title", nullptr, "title"},
    {&Grant::currency, "Currency", nullptr, "currency"},
    {&Grant::amount, "Amount Awarded", nullptr, "amountAwarded"},
    {&Grant::date, "Award Date", nullptr, "awardDate"},
    {&Grant::programme, "Grant Programme:Title", "grantProgramme", "title"},
    {&Grant::recipient, "Recipient Org:Identifier", "recipientOrganization", "id"},
    {&Grant::recipient_name, "Recipient Org:Name", "recipientOrganization", "name"},
    {&Grant::charity, "Recipient Org:Charity Number", "recipientOrganization", "charityNumber"},
    {&Grant::funder, "Funding Org:Identifier", "fundingOrganization", "id"},
    {&Grant::funder_name, "Funding Org:Name", "fundingOrganization", "name"},
    {&Grant::individual, "Recipient Ind:Identifier", "recipientIndividual", "id"},
}};

Grant grant_of(const json& record) {
    Grant grant;
    for (const Cell& cell : cells) {
        if (cell.list == nullptr) grant.*cell.cell = json_cell(record, cell.key);
        else if (const auto list = or_children(record, {cell.list}); !list.empty()) grant.*cell.cell = json_cell(*list.front(), cell.key);
        else if (const auto one = record.find(cell.list); one != record.end()) grant.*cell.cell = json_cell(*one, cell.key);
    }
    return grant;
}

class Grants {
public:
    Grants(bool ties, Notes& notes) : ties_(ties), notes_(notes), rows_(std::make_unique<MadeRows>()) {
        if (ties)
            for (const char* name : {"@from", "@to", "@kind", "@since", "@grant", "title", "amount", "currency"}) rows_->column(name);
        else
            for (const char* name : {"@id", "name", "@kind", "@class", "charity_number"}) rows_->column(name);
    }
    Notes& notes() { return notes_; }
    void add(const Grant& grant) {
        ++grants_;
        if (ties_) return tie(grant);
        organisation(grant.funder, grant.funder_name, "funder", {});
        if (grant.individual.empty()) organisation(grant.recipient, grant.recipient_name, {}, grant.charity);
        else ++individuals_;
    }
    std::int64_t count() const { return grants_; }
    std::unique_ptr<RowSource> finish() {
        notes_.many(Severity::note, "grant_to_a_person", individuals_, {}, "Grants to a person: the person was left out.");
        return std::move(rows_);
    }

private:
    void organisation(const std::string& id, const std::string& name, std::string_view kind, const std::string& charity) {
        if ((id.empty() && name.empty()) || !seen_.insert(id.empty() ? name : id).second) return;
        rows_->begin_row();
        rows_->add("@id", id.empty() ? name : id);
        rows_->add("name", name);
        rows_->add("@kind", kind);
        // "GB-CHC-1234567": the list of org-id.guide, then the number in it.
        const std::size_t end = id.size() > 7 && id[2] == '-' ? id.find('-', 3) : std::string::npos;
        const std::string_view listed = class_of_register(end == std::string::npos ? std::string_view() : std::string_view(id).substr(0, end));
        rows_->add("@class", listed.empty() && !charity.empty() ? "association" : listed);
        rows_->add("charity_number", charity);
    }
    void tie(const Grant& grant) {
        rows_->begin_row();
        rows_->add("@from", grant.funder.empty() ? grant.funder_name : grant.funder);
        rows_->add("@kind", "funds");
        rows_->add("@since", std::string_view(grant.date).substr(0, 10));
        rows_->add("@grant", grant.id);
        rows_->add("title", grant.title);
        rows_->add("amount", grant.amount);
        rows_->add("currency", grant.currency);
        if (grant.individual.empty()) {
            rows_->add("@to", grant.recipient.empty() ? grant.recipient_name : grant.recipient);
            return;
        }
        ++individuals_;
        rows_->filter_row();
    }

    bool ties_;
    Notes& notes_;
    std::unique_ptr<MadeRows> rows_;
    std::unordered_set<std::string> seen_;
    std::int64_t grants_ = 0, individuals_ = 0;
};

base::Status read_csv(std::string_view text, const std::string& file, Grants& grants) {
    DelimitedReader reader(text, recognise_delimiter(text));
    std::array<int, cells.size()> columns;
    for (std::size_t i = 0; i < cells.size(); ++i) columns[i] = reader.find(cells[i].title);
    if (columns[6] < 0 && columns[7] < 0)
        return base::bad_input(file + " is no list of grants in the 360Giving way: it has no column Recipient Org:Identifier or Recipient Org:Name.");
    std::vector<int> chosen;
    for (const int column : columns)
        if (column >= 0) chosen.push_back(column);
    reader.choose(chosen);
    RowBatch batch;
    batch.reset(chosen.size());
    while (reader.next(batch))
        for (std::size_t row = 0; row < batch.rows; ++row) {
            if ((batch.flags[row] & row_blank) != 0) continue;
            note_shape(grants.notes(), batch, row, reader.header().size());
            Grant grant;
            for (std::size_t i = 0, slot = 0; i < cells.size(); ++i)
                if (columns[i] >= 0) grant.*cells[i].cell = without_blanks(batch.cells(slot++)[row]);
            grants.add(grant);
        }
    return {};
}

}  // namespace

base::Result<std::unique_ptr<RowSource>> make_grant_rows(const Source& block, const BlockContext& context, Notes& notes) {
    auto text = open_text(context, notes, "a list of grants");
    if (!text) return text.error();
    if (base::Status status = not_an_address(text->text(), block.file); !status) return status.error();
    Grants grants(context.report.block == "ties", notes);
    const std::string_view start = without_blanks(text->text().substr(0, 256));
    if (start.starts_with('{') || start.starts_with('[')) {
        constexpr std::array<std::string_view, 1> lists{"grants"};
        const JsonItems items{lists, [&](const json& item) { grants.add(grant_of(item)); return base::Status(); }, {}};
        if (base::Status status = read_json_items(text->text(), items, context.job); !status)
            return base::Error{status.error().code, block.file + ": " + status.error().message};
    } else if (base::Status status = read_csv(text->text(), block.file, grants); !status) {
        return status.error();
    }
    return grants.finish();
}

}  // namespace kith::io
