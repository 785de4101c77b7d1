// A run that can be had again: the recipe with the analyses as they were run.
#include "engine/process/private_file.hpp"
#include "engine/session/recipe_text.hpp"
#include "engine/session/session.hpp"

namespace kith::session {

namespace fs = std::filesystem;

namespace {

fs::path whole(const fs::path& folder) {
    std::error_code failed;
    const fs::path made = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, failed);
    return failed ? fs::absolute(folder, failed).lexically_normal() : made;
}

std::vector<std::string> files_of(const io::Recipe& recipe) {
    std::vector<std::string> files;
    const auto add = [&](const auto& blocks) {
        for (const auto& block : blocks) files.push_back(block.file);
    };
    for (const io::Areas& areas : recipe.areas) {
        files.push_back(areas.file);
        add(areas.joins);
    }
    add(recipe.lookups);
    add(recipe.people);
    add(recipe.households);
    add(recipe.assets);
    add(recipe.ties);
    add(recipe.observations);
    add(recipe.events);
    add(recipe.never_introduce);
    return files;
}

}  // namespace

base::Status Session::save_recipe(const fs::path& file, std::span<const RunResultPtr> results, bool force) const {
    if (!is_open()) return base::misuse("Nothing is open. Open a place first.");
    if (results.empty()) return base::misuse("No analysis has run yet, so there is nothing to keep. Run one first.");
    std::error_code failed;
    if (!force && fs::exists(file, failed)) return base::misuse("The file " + file.filename().string() + " is there already. Choose another name.");
    std::vector<AnalysisBlock> blocks;
    for (const RunResultPtr& result : results) {
        AnalysisBlock block{result->request, {}};
        const std::uint64_t seed = result->provenance.seed;
        if (seed != 1) block.comment = "Worked out with seed " + std::to_string(seed) + ": run it with --seed " + std::to_string(seed) + ".";
        if (result->provenance.edits > 0)
            block.comment += (block.comment.empty() ? "" : " ") + std::string("Worked out with edits that are not in these files (") + std::to_string(result->provenance.edits) + ").";
        blocks.push_back(std::move(block));
    }
    auto made = with_analyses(recipe_text_, blocks);
    if (!made) return made.error();
    const fs::path here = whole(root_.empty() ? file_.parent_path() : root_), there = whole(file.parent_path());
    if (here != there) *made = with_files_from(*made, here, there);
    const auto read = io::parse_recipe(*made, file.filename().string());
    if (!read) return read.error();
    if (read->analyses.size() != blocks.size()) return base::bad_input("The recipe says its analyses in a way that Kith cannot rewrite; add them by hand.");
    std::vector<std::string> wanted = files_of(recipe_);
    for (std::string& name : wanted)
        if (here != there) name = path_from(name, here, there);
    if (files_of(*read) != wanted) return base::bad_input("The recipe says its files in a way that Kith cannot rewrite; keep it in the folder of the one that is open.");
    return process::write_private(file, *made);
}

}  // namespace kith::session
