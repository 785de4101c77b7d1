#include "engine/host/wording.hpp"
#include "engine/report/csv.hpp"
#include "engine/report/result_files.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

constexpr std::size_t lines_between_checks = 4096;

/// One cell. Numbers stand as numbers in one column and, where any is a bound, its kind in a second one.
class TableWriter {
public:
    TableWriter(const host::AnalysisResult& result, const host::ResultTable& table, const privacy::View& view) : table_(table), wording_(result, view) {
        for (const auto& column : table.spec->columns) {
            columns_.push_back(table.segment->find(column.key));
            qualities_.push_back(column.kind.is_number() ? table.segment->find(column.key + ".quality") : nullptr);
            uppers_.push_back(column.kind.is_number() ? table.segment->find(column.key + ".upper") : nullptr);
        }
    }

    void head(std::string& out) const {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto& column = table_.spec->columns[i];
            if (i > 0) out += ',';
            csv_text(out, column.key);
            if (qualities_[i]) csv_text(out += ',', column.key + "_note");
        }
        out += "\r\n";
    }

    void row(std::string& out, std::size_t row) const {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (i > 0) out += ',';
            const column::Column* values = columns_[i];
            const auto type = table_.spec->columns[i].kind.type;
            if (values && values->type() == column::Type::f64) {
                if (values->known(row)) csv_number(out, values->f64()[row]);
            } else if (values && type == host::ArgumentType::integer && values->type() == column::Type::i32) {
                if (values->known(row)) json_number(out, std::int64_t{values->i32()[row]});
            } else {
                csv_text(out, wording_.cell(table_, i, row));
            }
            if (qualities_[i]) note(out += ',', i, row);
        }
        out += "\r\n";
    }

private:
    void note(std::string& out, std::size_t column, std::size_t row) const {
        const auto quality = static_cast<host::Quality>(qualities_[column]->i32()[row]);
        if (quality == host::Quality::value) return;
        out += host::name_of(quality);
        if (quality == host::Quality::between && uppers_[column]) csv_number(out += ' ', uppers_[column]->f64()[row]);
    }

    const host::ResultTable& table_;
    host::Wording wording_;
    std::vector<const column::Column*> columns_, qualities_, uppers_;
};

}  // namespace

base::Status write_tables(const privacy::View& view, std::span<const host::AnalysisResult> results, const std::filesystem::path& folder, base::JobContext& job) {
    std::error_code error;
    for (const auto& result : results) {
        if (!result.ok()) continue;
        for (const auto& table : result.tables) {
            if (!shown(*table.spec, view.audience())) continue;
            std::filesystem::create_directories(folder / result.as, error);
            TextFile file(folder / result.as / (table.spec->key + ".csv"));
            const TableWriter writer(result, table, view);
            writer.head(file.buffer());
            for (std::size_t row = 0; row < table.rows(); ++row) {
                if (row % lines_between_checks == 0)
                    if (auto status = job.check(); !status) return status;
                writer.row(file.buffer(), row);
                file.flush_if_full();
            }
            if (auto status = file.close(); !status) return status;
        }
    }
    return {};
}

}  // namespace kith::report
