// A run that can be had again: the recipe with the analyses as they were run.
#include <fstream>
#include <iterator>

#include "engine/process/private_file.hpp"
#include "engine/session/recipe_text.hpp"
#include "engine/session/session.hpp"

namespace kith::session {

namespace fs = std::filesystem;

base::Status Session::save_recipe(const fs::path& file, std::span<const RunResultPtr> results, bool force) const {
    if (!is_open()) return base::misuse("Nothing is open. Open a place first.");
    if (results.empty()) return base::misuse("No analysis has run yet, so there is nothing to keep. Run one first.");
    std::error_code failed;
    const fs::path here = fs::weakly_canonical(file_.parent_path().empty() ? "." : file_.parent_path(), failed);
    const fs::path there = fs::weakly_canonical(file.parent_path().empty() ? "." : file.parent_path(), failed);
    if (here != there) return base::misuse("Keep the recipe in the folder of the one that is open: the files that it names are found from there.");
    if (!force && fs::exists(file, failed)) return base::misuse("The file " + file.filename().string() + " is there already. Choose another name.");
    std::ifstream stream(file_, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (text.empty()) return base::io_error("The recipe " + file_.filename().string() + " could not be read again.");
    std::vector<AnalysisBlock> blocks;
    for (const RunResultPtr& result : results) {
        AnalysisBlock block{result->request, {}};
        const std::uint64_t seed = result->provenance.seed;
        if (seed != 1) block.comment = "Worked out with seed " + std::to_string(seed) + ": run it with --seed " + std::to_string(seed) + ".";
        if (result->provenance.edits > 0)
            block.comment += (block.comment.empty() ? "" : " ") + std::string("Worked out with edits that are not in these files (") + std::to_string(result->provenance.edits) + ").";
        blocks.push_back(std::move(block));
    }
    auto made = with_analyses(text, blocks);
    if (!made) return made.error();
    const auto read = io::parse_recipe(*made, file.filename().string());
    if (!read) return read.error();
    if (read->analyses.size() != blocks.size()) return base::bad_input("The recipe says its analyses in a way that Kith cannot rewrite; add them by hand.");
    return process::write_private(file, *made);
}

}  // namespace kith::session
