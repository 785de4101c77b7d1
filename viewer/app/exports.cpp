#include "viewer/app/exports.hpp"

#include "engine/picture/page.hpp"
#include "engine/picture/raster.hpp"
#include "engine/picture/svg.hpp"
#include "engine/process/private_file.hpp"

namespace kith::viewer::app {
namespace {

base::Status write_bytes(const std::filesystem::path& file, std::span<const std::byte> bytes) { return process::write_whole(file, bytes, process::Readers::owner); }

base::Result<picture::Drawing> on_a_page(const picture::Scene& scene, const draw::ExportWish& wish) {
    picture::PageSpec spec;
    const auto paper = picture::paper_size(wish.paper);
    if (!paper) return paper.error();
    spec.paper = *paper;
    if (wish.grid) spec.grid = wish.grid_columns;
    return picture::page_of(scene, spec);
}

}  // namespace

base::Result<std::vector<std::byte>> png_of(const picture::Scene& scene) {
    const auto page = on_a_page(scene, {});
    return page ? picture::png(*page, 2, false) : page.error();
}

base::Status write_picture(const picture::Scene& scene, const draw::ExportWish& wish) {
    const auto page = on_a_page(scene, wish);
    if (!page) return page.error();
    const std::string ending = wish.file.extension().string();
    if (ending == ".svg") return process::write_private(wish.file, picture::svg(*page, {true, wish.black_and_white}));
    if (ending == ".png") {
        const auto bytes = picture::png(*page, 2, wish.black_and_white);
        return bytes ? write_bytes(wish.file, *bytes) : base::Status(bytes.error());
    }
    if (ending != ".pdf") return base::misuse("A picture is written as .pdf, .svg or .png; the name " + wish.file.filename().string() + " ends in none of them.");
    const std::vector<picture::Drawing> pages = wish.tiled ? picture::tiled(*page, {}) : std::vector<picture::Drawing>{*page};
    const auto bytes = picture::pdf(pages, wish.black_and_white);
    return bytes ? write_bytes(wish.file, *bytes) : base::Status(bytes.error());
}

}  // namespace kith::viewer::app
