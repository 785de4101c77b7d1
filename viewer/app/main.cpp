// kith-viewer [RECIPE]: the window.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "engine/process/quiet.hpp"
#include "viewer/app/run.hpp"

namespace {

using kith::viewer::app::RunOptions;
using kith::viewer::model::ThemeChoice;

bool read_size(const std::string& text, RunOptions& options) {
    return std::sscanf(text.c_str(), "%dx%d", &options.width, &options.height) == 2 && options.width >= 1 && options.height >= 1 && options.width <= 16384 && options.height <= 16384;
}

int exit_code(const kith::base::Error& error) {
    std::fprintf(stderr, "kith-viewer: %s\n", error.message.c_str());
    return error.code == kith::base::Code::misuse ? 2 : 3;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("The Kith viewer: a map and a network of the same people, linked.\nExample: kith-viewer data/samples/patch/patch.toml");
    RunOptions options;
    std::string size = "1280x800", theme;
    int scale = 0;
    bool forget = false;
    app.add_option("RECIPE", options.recipe, "The place to open");
    app.add_option("--root", options.root, "Folder that the recipe's paths start from (default: the recipe's own)");
    app.add_option("--passphrase-file", options.passphrase_file, "A workspace's passphrase is the first line of this file (default: the window asks)");
    app.add_option("--screenshot", options.screenshot, "Write a picture of the window (PNG) instead of opening one");
    app.add_option("--script", options.script, "With --screenshot: what to do before the picture is taken");
    app.add_option("--size", size, "Width and height in pixels")->capture_default_str();
    app.add_option("--theme", theme, "light, dark or contrast")->check(CLI::IsMember({"light", "dark", "contrast"}));
    app.add_option("--scale", scale, "Size of everything in percent, 75 to 250")->check(CLI::Range(75, 250));
    app.add_option("--tell", options.tell, "For tests: a file that says what stands on the screen");
    app.add_option("--lose", options.lose, "For tests: begin the graphics anew when this file is there");
    app.add_flag("--counts", options.counts, "Tell when the first picture of the place is shown, and frames and wake-ups at the end");
    app.add_flag("--forget", forget, "Neither read nor keep preferences and recent files");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (!read_size(size, options)) return exit_code(kith::base::misuse("--size is WIDTHxHEIGHT, such as 1280x800."));
    if (!theme.empty()) options.theme = theme == "dark" ? ThemeChoice::dark : theme == "contrast" ? ThemeChoice::high_contrast : ThemeChoice::light;
    if (scale > 0) options.scale_percent = scale;
    options.remember = !forget;
    kith::process::no_core_dumps();
    const auto done = options.screenshot.empty() ? run_window(options) : take_screenshot(options);
    return done ? 0 : exit_code(done.error());
}
