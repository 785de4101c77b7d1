#include "viewer/app/exports.hpp"

#include <fstream>
#include <system_error>

#include "engine/picture/page.hpp"
#include "engine/picture/raster.hpp"
#include "engine/picture/svg.hpp"

namespace kith::viewer::app {
namespace fs = std::filesystem;

base::Status write_bytes(const fs::path& file, std::span<const std::byte> bytes) {
    const fs::path beside = file.string() + ".part";
    const auto failed = [&] { return base::io_error("The file " + file.filename().string() + " could not be written. Choose another folder, or make room on the disk."); };
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        std::error_code ignored;
        fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write, ignored);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) return failed();
    }
    std::error_code error;
    fs::rename(beside, file, error);
    if (error) return failed();
    return {};
}

base::Status write_text(const fs::path& file, std::string_view text) { return write_bytes(file, std::as_bytes(std::span<const char>(text.data(), text.size()))); }

base::Status write_picture(const picture::Scene& scene, const draw::ExportWish& wish) {
    picture::PageSpec spec;
    const auto paper = picture::paper_size(wish.paper);
    if (!paper) return paper.error();
    spec.paper = *paper;
    if (wish.grid) spec.grid = picture::LetteredGrid{};
    picture::Scene on_paper = scene;
    const auto page = picture::page_of(on_paper, spec);
    if (!page) return page.error();
    const std::string ending = wish.file.extension().string();
    if (ending == ".svg") return write_text(wish.file, picture::svg(*page, {true, wish.black_and_white}));
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
