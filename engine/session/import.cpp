#include "engine/session/import.hpp"

#include <algorithm>

#include "engine/io/describe_files.hpp"
#include "engine/io/propose_answers.hpp"
#include "engine/io/recipe.hpp"
#include "engine/place/assemble.hpp"
#include "engine/place/vocabulary.hpp"
#include "engine/process/private_file.hpp"
#include "engine/session/import_preview.hpp"
#include "engine/session/recipe_text.hpp"

namespace kith::session {

struct ImportFacts {
    std::vector<io::FileFacts> files;
};

namespace {

namespace fs = std::filesystem;

/// Of a folder itself, of a file the one it stands in.
fs::path root_of(const std::vector<fs::path>& paths) {
    std::error_code failed;
    if (paths.empty()) return ".";
    const fs::path root = fs::is_directory(paths.front(), failed) ? paths.front() : paths.front().parent_path();
    return root.empty() ? fs::path(".") : root;
}

/// "hebden_bridge" -> "Hebden bridge".
std::string name_of(const std::vector<fs::path>& paths) {
    std::error_code failed;
    fs::path named = paths.front();
    if (fs::is_directory(named, failed)) named = fs::absolute(named, failed).lexically_normal();
    std::string name = named.filename().empty() ? named.parent_path().filename().string() : fs::is_directory(named, failed) ? named.filename().string() : named.stem().string();
    std::replace(name.begin(), name.end(), '_', ' ');
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
    return name;
}

const io::FileFacts* facts_of(const std::vector<io::FileFacts>& files, const std::string& file) {
    const auto at = std::find_if(files.begin(), files.end(), [&](const io::FileFacts& f) { return f.file == file; });
    return at == files.end() ? nullptr : &*at;
}

/// A choice is a place in a list: which value it means is the list's business.
void answer_column(io::Proposal& proposal, const std::vector<io::FileFacts>& files, const ImportAnswers::Column& answer) {
    const auto role = static_cast<io::TableRole>(answer.role);
    const io::FileFacts* file = facts_of(files, answer.file);
    for (const io::ProposedBlock& block : proposal.blocks) {
        if (block.file != answer.file || block.table != answer.table || block.role != role || file == nullptr) continue;
        for (const io::KeyChoice& choice : io::choices_of(block, *file, place::import_vocabulary())) {
            if (choice.key != answer.key) continue;
            const bool taken = answer.choice >= 0 && answer.choice < static_cast<int>(choice.values.size());
            const io::KeyAnswer said{answer.file, answer.table, role, choice.word.empty() ? answer.key : choice.of, taken ? choice.values[static_cast<std::size_t>(answer.choice)] : std::string(), choice.column, choice.word};
            return io::apply_answers(proposal, {&said, 1});
        }
    }
}

/// A place is measured in metres: of the usual systems those that are.
std::vector<std::pair<std::string_view, std::string_view>> of_places() {
    std::vector<std::pair<std::string_view, std::string_view>> systems;
    for (const auto& system : io::usual_systems())
        if (system.second != "EPSG:4326") systems.push_back(system);
    return systems;
}

io::Proposal proposal_of(const std::vector<io::FileFacts>& files, const std::string& name, const ImportAnswers& answers) {
    std::vector<io::RoleAnswer> roles;
    for (const auto& one : answers.roles) {
        std::erase_if(roles, [&](const io::RoleAnswer& earlier) { return earlier.file == one.file && earlier.table == one.table; });
        roles.push_back({one.file, one.table, static_cast<io::TableRole>(one.role)});
    }
    io::Proposal proposal = io::propose(files, answers.place_name.empty() ? name : answers.place_name, place::import_vocabulary(), roles);
    for (const auto& one : answers.columns) answer_column(proposal, files, one);
    const auto systems = of_places();
    if (answers.system >= 0 && answers.system < static_cast<int>(systems.size())) {
        proposal.crs = systems[static_cast<std::size_t>(answers.system)].second;
        proposal.crs_why = "you said so";
    }
    return proposal;
}

ImportPart part_of(const io::ProposedBlock& block, const std::vector<io::FileFacts>& files) {
    ImportPart part;
    part.file = block.file;
    part.table = block.table;
    part.rows = block.rows;
    part.role = static_cast<int>(block.role);
    part.sure = block.sure;
    part.why = block.why;
    part.reasons = block.reasons;
    part.left_out = block.left_out;
    part.personal = block.role == io::TableRole::people || block.role == io::TableRole::ties || block.role == io::TableRole::observations ||
                    block.role == io::TableRole::events || block.role == io::TableRole::never_introduce || block.role == io::TableRole::lookup;
    if (const io::FileFacts* file = facts_of(files, block.file))
        for (io::KeyChoice& choice : io::choices_of(block, *file, place::import_vocabulary())) part.choices.push_back({choice.key, choice.label, choice.required, std::move(choice.choices), choice.chosen});
    return part;
}

ImportLook look_of(const io::Proposal& proposal, std::shared_ptr<const ImportFacts> facts, const fs::path& root) {
    ImportLook look;
    look.place_name = proposal.name;
    look.crs = proposal.crs;
    look.crs_why = proposal.crs_why;
    look.root = root;
    for (const std::string_view role : io::table_role_words) look.roles.emplace_back(role);
    for (const auto& [words, code] : of_places()) {
        if (code == proposal.crs) look.system = static_cast<int>(look.systems.size());
        look.systems.emplace_back(words);
    }
    for (const io::ProposedBlock& block : proposal.blocks) {
        ImportPart part = part_of(block, facts->files);
        part.role_can_be_chosen = std::none_of(look.parts.begin(), look.parts.end(), [&](const ImportPart& p) { return p.file == part.file && p.table == part.table; });
        look.parts.push_back(std::move(part));
    }
    for (const io::FileFacts& file : facts->files)
        if (!file.fault.empty()) look.unreadable.push_back({file.file, file.fault});
    look.recipe = io::recipe_text(proposal);
    look.facts = std::move(facts);
    return look;
}

/// The recipe is read as it stands: that is what would be taken in.
base::Status read_as_proposed(ImportLook& look, base::JobContext& job) {
    const bool anything = std::any_of(look.parts.begin(), look.parts.end(), [](const ImportPart& p) { return p.role != static_cast<int>(io::TableRole::nothing); });
    if (!anything) {
        look.fault = "Nothing of these files would be read as they stand; what is said of each tells why.";
        return {};
    }
    const auto recipe = io::parse_recipe(look.recipe, "this proposal");
    if (!recipe) {
        look.fault = recipe.error().message;
        return {};
    }
    auto tables = io::read_sources(*recipe, look.root, job);
    if (!tables) return tables.error();
    const column::Allocator allocate = column::heap_memory;
    if (auto s = place::take_lookups(*tables, *recipe, allocate); !s) return s;
    add_preview(look, *tables);
    return {};
}

}  // namespace

base::Result<ImportLook> look_at_files(const std::vector<fs::path>& paths, const ImportAnswers& answers, const ImportLook* before, base::JobContext& job) {
    if (paths.empty()) return base::misuse("Choose a file, or a folder of files.");
    const fs::path root = root_of(paths);
    std::shared_ptr<const ImportFacts> facts = before == nullptr ? nullptr : before->facts;
    if (!facts) {
        const auto files = io::importable(root, paths);
        if (files.empty()) return base::bad_input("There is no file in it that Kith could read.");
        auto described = io::describe_files(root, files, job);
        if (!described) return described.error();
        facts = std::make_shared<const ImportFacts>(ImportFacts{std::move(*described)});
    }
    ImportLook look = look_of(proposal_of(facts->files, name_of(paths), answers), facts, root);
    if (look.parts.empty() && !look.unreadable.empty()) return base::bad_input(look.unreadable.front().why);
    if (base::Status status = read_as_proposed(look, job); !status) return status.error();
    return look;
}

base::Result<fs::path> write_import_recipe(const ImportLook& look) {
    if (!look.fault.empty()) return base::misuse(look.fault);
    std::string stem;
    for (const char c : look.place_name) stem += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ? c : '_';
    if (stem.empty()) stem = "place";
    std::error_code failed;
    fs::path recipe = look.root / (stem + ".toml");
    for (int number = 2; fs::exists(recipe, failed); ++number) recipe = look.root / (stem + "-" + std::to_string(number) + ".toml");
    if (auto s = process::write_private(recipe, look.recipe); !s) return s.error();
    return recipe;
}

}  // namespace kith::session
