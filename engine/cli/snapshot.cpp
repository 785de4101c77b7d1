#include <fmt/core.h>

#include "engine/cli/open.hpp"
#include "engine/cli/snapshot_scene.hpp"
#include "engine/picture/raster.hpp"
#include "engine/picture/svg.hpp"
#include "engine/process/private_file.hpp"

namespace kith::cli {
namespace {

std::string kind_of(const std::filesystem::path& file) {
    std::string out = file.extension().string();
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

base::Status room_for(const SnapshotCommand& command) {
    const std::string kind = kind_of(command.out);
    if (kind != ".png" && kind != ".svg" && kind != ".pdf") return base::misuse("A picture is a .png, .svg or .pdf file; " + command.out.filename().string() + " is none of them.");
    std::error_code ignored;
    if (std::filesystem::is_directory(command.out, ignored)) return base::misuse(command.out.string() + " is a folder; name a file in it.");
    if (!command.force && std::filesystem::exists(command.out, ignored)) return base::misuse("The file " + command.out.string() + " is there already. Choose another, or say --force to replace it.");
    return {};
}

std::vector<std::byte> bytes_of(const std::string& text) {
    const auto view = std::as_bytes(std::span(text.data(), text.size()));
    return {view.begin(), view.end()};
}

struct Encoded {
    std::vector<std::byte> bytes;
    std::size_t pages = 1;
};

base::Result<Encoded> encoded(const picture::Drawing& drawing, const SnapshotCommand& command) {
    const std::string kind = kind_of(command.out);
    if (kind == ".svg") return Encoded{bytes_of(picture::svg(drawing, {true, command.black_and_white})), 1};
    if (kind == ".png") {
        const bool pixels = command.size.find('x') != std::string::npos;
        auto bytes = picture::png(drawing, pixels ? 1 : command.dpi / 96.0, command.black_and_white);
        if (!bytes) return bytes.error();
        return Encoded{std::move(*bytes), 1};
    }
    std::vector<picture::Drawing> pages{drawing};
    const auto sheet = picture::paper_size(command.sheet);
    if (!sheet) return sheet.error();
    const bool larger = drawing.width * drawing.height > sheet->width.pixels() * sheet->height.pixels() * 1.02;
    if (command.view == "wall" && larger) {
        picture::TileSpec tiles;
        tiles.sheet = *sheet;
        pages = picture::tiled(drawing, tiles);
    }
    auto bytes = picture::pdf(pages, command.black_and_white);
    if (!bytes) return bytes.error();
    return Encoded{std::move(*bytes), pages.size()};
}

}  // namespace

int snapshot(const SnapshotCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    if (auto s = room_for(command); !s) return console.give_up(s.error());
    auto opened = open_place(command, job);
    if (!opened) return console.give_up(opened.error());
    const auto drawing = snapshot_drawing(*opened, command, job);
    if (!drawing) return console.give_up(drawing.error());
    const auto out = encoded(*drawing, command);
    if (!out) return console.give_up(out.error());
    const bool team = opened->view->audience() == privacy::Audience::team;
    // What shows people opens for this user alone.
    if (auto s = process::write_whole(command.out, out->bytes, team ? process::Readers::owner : process::Readers::usual); !s) return console.give_up(s.error());
    if (out->pages > 1) fmt::print("{}: {} in {} sheets of {}\n", opened->view->place_name(), command.out.string(), out->pages, command.sheet);
    else fmt::print("{}: {}\n", opened->view->place_name(), command.out.string());
    if (team) fmt::print("For the team only: it shows people. The file opens for you alone (0600).\n");
    return done;
}

}  // namespace kith::cli
