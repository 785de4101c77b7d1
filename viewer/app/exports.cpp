#include "viewer/app/exports.hpp"

#include "engine/base/text.hpp"
#include "engine/picture/page.hpp"
#include "engine/picture/raster.hpp"
#include "engine/picture/svg.hpp"
#include "engine/process/private_file.hpp"

namespace kith::viewer::app {
namespace {

constexpr double dots_of_paper = 2;  // a dot on the screen; a size in pixels is itself

base::Status write_bytes(const std::filesystem::path& file, std::span<const std::byte> bytes) { return process::write_whole(file, bytes, process::Readers::owner); }

bool without_colours(const draw::ExportWish& wish) { return wish.colours == picture::Theme::black_and_white; }
bool in_pixels(const draw::ExportWish& wish) { return wish.paper.find('x') != std::string::npos; }

base::Result<std::vector<std::byte>> png_of_page(const picture::Drawing& page, const draw::ExportWish& wish) { return picture::png(page, in_pixels(wish) ? 1 : dots_of_paper, without_colours(wish)); }

base::Status write_picture(const picture::Drawing& page, const std::string& ending, const draw::ExportWish& wish) {
    if (ending == ".svg") return process::write_private(wish.file, picture::svg(page, {true, without_colours(wish)}));
    const auto pages = [&] { return wish.tiled && !in_pixels(wish) ? picture::tiled(page, {}) : std::vector<picture::Drawing>{page}; };
    const auto bytes = ending == ".png" ? png_of_page(page, wish) : picture::pdf(pages(), without_colours(wish));
    return bytes ? write_bytes(wish.file, *bytes) : base::Status(bytes.error());
}

base::Status write_table(const Preparation& all, const model::Model& model, const draw::ExportWish& wish) {
    if (wish.what == model::Out::introductions) {
        const auto text = model::introductions_csv(model);
        return text ? process::write_private(wish.file, *text) : base::Status(text.error());
    }
    const model::Table* table = all.table();
    if (table == nullptr) return base::misuse("There is no table to write. " + all.screen().table_fault);
    return process::write_private(wish.file, model::csv(*model.view(), *table));
}

}  // namespace

base::Result<std::vector<std::byte>> png_of(const Preparation& all, const model::Model& model, const draw::ExportWish& wish) {
    const auto page = all.page(model, wish);
    return page ? png_of_page(*page, wish) : page.error();
}

base::Status write_out(const Preparation& all, const model::Model& model, const draw::ExportWish& wish) {
    const std::string ending = base::lower(wish.file.extension().string());
    if (!model::ends_as(wish.what, ending)) {
        std::string known;
        for (const std::string_view one : model::endings_of(wish.what)) known += (known.empty() ? "" : ", ") + std::string(one);
        return base::misuse("The name " + wish.file.filename().string() + " does not say what it is to become; it can end in " + known + ".");
    }
    if (ending == ".csv") {
        const std::string why = model::why_not(model, wish.what);
        return why.empty() ? write_table(all, model, wish) : base::Status(base::misuse(why));
    }
    if (ending == ".html") {
        const auto page = all.document(model, wish);
        return page ? process::write_private(wish.file, model::html(*page)) : base::Status(page.error());
    }
    const auto page = all.page(model, wish);
    return page ? write_picture(*page, ending, wish) : base::Status(page.error());
}

}  // namespace kith::viewer::app
