#include "engine/cli/plugin_verbs.hpp"

#include <CLI/CLI.hpp>

namespace kith::cli {

void PluginVerbs::add_to(CLI::App& app) {
    all_ = app.add_subcommand("plugin", "For those who write an analysis: new, test, show");
    all_->require_subcommand(1);
    all_->footer("Start here: kith plugin new shade");
    new_ = all_->add_subcommand("new", "Make a folder with a small analysis that builds, has a test and shows itself in the report");
    new_->add_option("name", make_.name, "What to call it: one word, or dotted with your own in front (org.example.shade)")->required();
    new_->add_option("-o,--out", make_.out, "Folder to make (default: the last word of the name, here)");
    new_->footer("Example: kith plugin new org.example.shade");
    test_ = all_->add_subcommand("test", "Build an analysis and hold it to every rule, with a verdict for each");
    test_->add_option("folder", try_.folder, "Its folder, with manifest.json and CMakeLists.txt")->required();
    test_->add_flag("--quick", try_.quick, "Leave out the large place");
    test_->add_flag("--json", try_.json, "Print JSON instead of text");
    test_->footer("Example: kith plugin test shade");
    show_ = all_->add_subcommand("show", "Everything about one analysis: what it needs and sees, its parameters, what it gives and says");
    show_->add_option("id", tell_.id, "The analysis, as `kith plugins` calls it")->required();
    show_->add_option("--plugins", tell_.plugins, "A folder with an analysis, or with several in folders of their own; may be said again")->allow_extra_args(false);
    show_->add_flag("--json", tell_.json, "Print JSON instead of text");
    show_->footer("Example: kith plugin show kith.inventory");
}

bool PluginVerbs::chosen() const { return all_->parsed(); }

int PluginVerbs::run() const {
    if (new_->parsed()) return plugin_new(make_);
    return test_->parsed() ? plugin_test(try_) : plugin_show(tell_);
}

}  // namespace kith::cli
