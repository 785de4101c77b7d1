#pragma once
// `kith plugin new | test | show`: for those who write analyses.
#include <filesystem>
#include <string>

#include "engine/cli/commands.hpp"

namespace CLI {
class App;
}

namespace kith::cli {

struct PluginNewCommand {
    std::string name;              // "shade", or "org.example.shade"
    std::filesystem::path out;     // empty: ./shade
};
struct PluginTestCommand {
    std::filesystem::path folder;
    bool json = false;
    bool quick = false;            // without the large place
};
struct PluginShowCommand : PluginOptions {
    std::string id;
    bool json = false;
};

int plugin_new(const PluginNewCommand& command);
int plugin_test(const PluginTestCommand& command);
int plugin_show(const PluginShowCommand& command);

/// `kith plugin` and its own verbs.
class PluginVerbs {
public:
    void add_to(CLI::App& app);
    bool chosen() const;
    int run() const;

private:
    CLI::App *all_ = nullptr, *new_ = nullptr, *test_ = nullptr, *show_ = nullptr;
    PluginNewCommand make_;
    PluginTestCommand try_;
    PluginShowCommand tell_;
};

}  // namespace kith::cli
