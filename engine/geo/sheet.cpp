#include "engine/geo/sheet.hpp"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <vector>

#include "engine/geo/gdal_quiet.hpp"
#include "engine/geo/memory_files.hpp"

namespace kith::geo {
namespace {

constexpr const char* sheet_drivers[] = {"XLSX", "ODS", nullptr};

void register_sheet_drivers() {
    static const bool once = [] {
        RegisterOGRXLSX();
        RegisterOGRODS();
        return true;
    }();
    static_cast<void>(once);
}

std::string cell_of(const OGRFeature& feature, int index, std::int64_t& recoded) {
    if (!feature.IsFieldSetAndNotNull(index)) return {};
    bool odd = false;
    std::string text = as_utf8(feature.GetFieldAsString(index), odd);
    recoded += odd;
    return text;
}

base::Result<OGRLayer*> choose_sheet(GDALDataset& dataset, const SheetRequest& request) {
    std::string names;
    for (int i = 0; i < std::min(dataset.GetLayerCount(), 1000); ++i) {
        OGRLayer* layer = dataset.GetLayer(i);
        if (layer == nullptr) continue;
        if (request.sheet.empty() || request.sheet == layer->GetName()) return layer;
        if (i < 20) names += (names.empty() ? "" : ", ") + std::string(layer->GetName());
    }
    if (names.empty()) return base::bad_input(request.file + " holds no sheet.");
    return base::not_found(request.file + " has no sheet \"" + request.sheet + "\"; it has: " + names + ".");
}

/// A workbook that is open. The header is ours to find, and cells are words: what they mean is the recipe's to say.
struct Workbook {
    Complaints complaints;
    Option xlsx_headers{"OGR_XLSX_HEADERS", "DISABLE"}, ods_headers{"OGR_ODS_HEADERS", "DISABLE"};
    Option xlsx_types{"OGR_XLSX_FIELD_TYPES", "STRING"}, ods_types{"OGR_ODS_FIELD_TYPES", "STRING"};
    MemoryFiles files;
    Dataset dataset;

    base::Status open(std::span<const NamedBytes> parts, const std::string& file) {
        register_sheet_drivers();
        if (base::Status status = files.add(parts, file); !status) return status;
        auto path = files.target(file, {});
        if (!path) return path.error();
        if (base::Status status = files.check_unpacked(*path, file); !status) return status;
        dataset.reset(GDALDataset::Open(path->c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, sheet_drivers, nullptr, nullptr));
        return dataset ? base::Status() : base::Status(broken(file, "is no workbook that can be read"));
    }
    base::Error broken(const std::string& file, const std::string& what) const {
        const std::string words = files.fit_to_say(complaints.first);
        return base::bad_input(file + ' ' + what + (words.empty() ? "" : " (" + words + ")") + "; open it in a spreadsheet program and save it as .xlsx, .ods or CSV.");
    }
};

}  // namespace

base::Result<std::vector<std::string>> sheet_names(std::span<const NamedBytes> parts, const std::string& file) {
    Workbook book;
    if (base::Status status = book.open(parts, file); !status) return status.error();
    std::vector<std::string> names;
    for (int i = 0; i < std::min(book.dataset->GetLayerCount(), 1000); ++i)
        if (OGRLayer* layer = book.dataset->GetLayer(i)) names.emplace_back(layer->GetName());
    if (names.empty()) return base::bad_input(file + " holds no sheet.");
    return names;
}

base::Result<std::int64_t> read_sheet(std::span<const NamedBytes> parts, const SheetRequest& request, const std::function<base::Status(std::span<const std::string>)>& take) {
    Workbook book;
    if (base::Status status = book.open(parts, request.file); !status) return status.error();
    auto layer = choose_sheet(*book.dataset, request);
    if (!layer) return layer.error();
    std::int64_t recoded = 0;
    std::vector<std::string> cells;
    bool begun = false;
    (*layer)->ResetReading();
    while (const std::unique_ptr<OGRFeature> row{(*layer)->GetNextFeature()}) {
        cells.resize(static_cast<std::size_t>(row->GetFieldCount()));
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = cell_of(*row, static_cast<int>(i), recoded);
        const auto last = std::find_if(cells.rbegin(), cells.rend(), [](const std::string& cell) { return !cell.empty(); });
        begun |= last != cells.rend();
        if (!begun) continue;
        if (base::Status status = take({cells.data(), static_cast<std::size_t>(cells.rend() - last)}); !status) return status.error();
    }
    if (!book.complaints.first.empty()) return book.broken(request.file, "breaks off");
    return recoded;
}

}  // namespace kith::geo
