// `kith import --update RECIPE PATH…`: newer copies of files that a recipe reads, taken in as one batch of edits.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>

#include "engine/base/text.hpp"
#include "engine/cli/commands.hpp"
#include "engine/cli/console.hpp"
#include "engine/io/read_sources.hpp"
#include "engine/place/edits_file.hpp"
#include "engine/place/pipeline.hpp"
#include "engine/place/update.hpp"
#include "engine/process/private_file.hpp"

namespace kith::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t names_shown = 12;

/// Calls `use(source, what it is, whether edits can carry it, whether its rows have ids)` for every block that reads a file.
template <class RecipeType, class Use>
void each_source(RecipeType& recipe, Use use) {
    const auto plain = [](const auto& block) { return block.format == io::Format::table || block.format == io::Format::features || block.format == io::Format::sheet; };
    for (auto& block : recipe.areas) {
        use(block, "boundaries", false, true);
        for (auto& join : block.joins) use(join, "statistics of areas", false, true);
    }
    for (auto& block : recipe.backdrop) use(block, "a backdrop", false, true);
    if (recipe.walking) use(*recipe.walking, "ways to walk", false, true);
    for (auto& block : recipe.lookups) use(block, "where postcodes or properties are", false, true);
    for (auto& block : recipe.people) use(block, "people", true, true);
    for (auto& block : recipe.households) use(block, "households", true, true);
    for (auto& block : recipe.assets) use(block, "assets", true, !block.id.empty() || !plain(block));
    for (auto& block : recipe.ties) use(block, "ties", true, true);
    for (auto& block : recipe.observations) use(block, "answers to questions", false, true);
    for (auto& block : recipe.events) use(block, "events", true, !block.id.empty());
    for (auto& block : recipe.never_introduce) use(block, "pairs never to introduce", false, true);
}

/// Blocks whose rows are what edits are about.
bool table_of_places(std::string_view block) { return block == "people" || block == "households" || block == "assets" || block == "ties" || block == "events"; }

struct Newer {
    std::string file;                  // as the recipe names it
    fs::path copy;
    std::vector<std::string> not_taken;  // what else the file is read as
};

/// What a file of this name is read as, where that is nothing that edits are about; "" = it is, or there is none of its name.
std::string not_carried(const io::Recipe& recipe, const fs::path& path) {
    std::string what;
    each_source(recipe, [&](const io::Source& source, std::string_view is, bool carried, bool) {
        if (!carried && what.empty() && fs::path(source.file).filename() == path.filename()) what = is;
    });
    return what;
}

/// Which file of the recipe each path is a newer copy of: the one of its name; a single path of another name fits a single file.
base::Result<std::vector<Newer>> newer_files(const io::Recipe& recipe, const fs::path& root, const std::vector<fs::path>& paths) {
    std::vector<std::string> files;
    each_source(recipe, [&](const io::Source& source, std::string_view, bool carried, bool) {
        if (carried && std::find(files.begin(), files.end(), source.file) == files.end()) files.push_back(source.file);
    });
    std::vector<Newer> newer;
    for (const fs::path& path : paths) {
        std::error_code failed;
        if (!fs::is_regular_file(path, failed)) return base::not_found("There is no file " + path.string() + ".");
        std::vector<std::string> fitting;
        for (const std::string& file : files)
            if (fs::path(file).filename() == path.filename()) fitting.push_back(file);
        if (const std::string what = not_carried(recipe, path); fitting.empty() && !what.empty())
            return base::misuse(path.filename().string() + " is read as " + what + ", which no edit can carry: put the newer file in the earlier one's place, or name it in the recipe, and read again.");
        if (fitting.empty() && files.size() == 1 && paths.size() == 1) fitting = files;
        if (fitting.size() != 1)
            return base::misuse(path.filename().string() + (fitting.empty() ? " is called like no file of people, assets, ties or events that the recipe reads; give the newer copy the name that the recipe has for it."
                                                                            : " is called like several files that the recipe reads; import them one by one from folders of their own."));
        if (fs::equivalent(path, root / fitting[0], failed))
            return base::misuse(path.filename().string() + " is the file itself that the recipe reads. Keep the earlier copy where it is, and name the newer one: what changed is found by comparing both.");
        newer.push_back({fitting[0], fs::absolute(path, failed), {}});
    }
    return newer;
}

/// The recipe with the newer copies in their files' place.
base::Result<io::Recipe> with_copies(io::Recipe recipe, std::vector<Newer>& newer) {
    std::optional<base::Error> fault;
    each_source(recipe, [&](io::Source& source, std::string_view what, bool carried, bool ids) {
        const auto at = std::find_if(newer.begin(), newer.end(), [&](const Newer& one) { return one.file == source.file; });
        if (at == newer.end()) return;
        if (!carried) {
            at->not_taken.emplace_back(what);
            return;
        }
        if (!ids && !fault)
            fault = base::bad_input(source.file + " has no column of ids in the recipe, so nobody can tell which row of the newer copy is which; say id = \"…\" in the recipe.");
        source.file = at->copy.string();
    });
    if (fault) return *fault;
    return recipe;
}

/// The place as read without the newer files' tables of ties, or of everything else.
base::Result<place::PlacePtr> without(const io::Recipe& recipe, std::vector<io::SourceTable> tables, const std::vector<Newer>& newer, bool ties, base::JobContext& job) {
    for (io::SourceTable& table : tables)
        if ((table.block == "ties") == ties && table_of_places(table.block) && std::any_of(newer.begin(), newer.end(), [&](const Newer& one) { return one.file == table.report.file; })) table.table = nullptr;
    return place::assemble_place(recipe, std::move(tables), job);
}

base::Result<place::PlacePtr> read_copies(const io::Recipe& recipe, const io::Recipe& original, const fs::path& root, base::JobContext& job) {
    auto tables = io::read_sources(recipe, root, job);
    if (!tables) return tables.error();
    std::vector<std::string> names;
    each_source(original, [&](const io::Source& source, std::string_view, bool, bool) { names.push_back(source.file); });
    std::vector<std::string> copies;
    each_source(recipe, [&](const io::Source& source, std::string_view, bool, bool) { copies.push_back(source.file); });
    for (io::SourceTable& table : *tables)  // whatever the copy is called, its rows are those of the recipe's file
        for (std::size_t i = 0; i < names.size(); ++i)
            if (copies[i] != names[i] && table.report.file == copies[i]) {
                if (table.table == nullptr)
                    return base::bad_input("The newer copy of " + names[i] + " cannot be read: " + (table.report.issues.empty() ? "nothing in it can be used." : table.report.issues[0].reason));
                table.report.file = names[i];
            }
    return place::assemble_place(recipe, std::move(*tables), job);
}

std::string text_of_file(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Names of assets; people are counted, not named.
std::vector<std::string> asset_names(const place::Revision& revision, const std::vector<base::EntityKey>& keys) {
    std::vector<std::string> names;
    for (const base::EntityKey& key : keys) {
        if (key.kind != base::EntityKind::asset) continue;
        const auto name = place::value_at(revision, key, "assets.names/name");
        if (!name) continue;
        const auto* text = std::get_if<std::string>(&*name);
        names.push_back(text == nullptr ? "(without a name)" : *text);
    }
    return names;
}

void print_names(std::string_view title, const std::vector<std::string>& names) {
    if (names.empty()) return;
    std::string line;
    for (std::size_t i = 0; i < std::min(names.size(), names_shown); ++i) line += (i == 0 ? "" : "; ") + names[i];
    if (names.size() > names_shown) line += fmt::format(" … and {} more", names.size() - names_shown);
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    fmt::print("  {}: {}\n", title, line);
}

void print_text(const place::Update& update, const place::Revision& newer, const place::Revision& now) {
    for (const place::UpdateCount& c : update.counts) {
        if (c == place::UpdateCount{c.table} && c.table != "assets" && c.table != "people") continue;
        fmt::print("{}: {} added, {} changed, {} ended\n", c.table, base::grouped(c.added), base::grouped(c.changed), base::grouped(c.ended));
        if (c.table == "assets") print_names("added", asset_names(newer, update.added));
        if (c.table == "assets") print_names("not in the newer copy, closed", asset_names(now, update.ended));
        if (c.missing > 0) fmt::print("  {} not in the newer copy, kept as {}: nobody knows why{}\n", base::grouped(c.missing), c.missing == 1 ? "it is" : "they are", c.table == "people" ? " (--end-people counts them as moved)" : "");
        if (c.own > 0) fmt::print("  {} that somebody changed by hand {} as {}\n", base::counted(c.own, "value"), c.own == 1 ? "stays" : "stay", c.own == 1 ? "it is" : "they are");
        if (c.by_code > 0) fmt::print("  {} in another area by the code alone: not taken in, for no edit says that yet\n", base::counted(c.by_code, "row"));
    }
    for (const auto& [field, cells] : update.fields) fmt::print("  {}: {}\n", field, base::counted(cells, "cell"));
    for (const std::string& remark : update.remarks) fmt::print("  {}\n", remark);
}

void print_json(const place::Update& update) {
    nlohmann::ordered_json out{{"tables", nlohmann::ordered_json::object()}, {"fields", update.fields}, {"edits", update.edits.size()}, {"remarks", update.remarks}};
    for (const place::UpdateCount& c : update.counts)
        out["tables"][c.table] = {{"added", c.added}, {"changed", c.changed}, {"ended", c.ended}, {"missing", c.missing}, {"own", c.own}, {"by_code", c.by_code}};
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

/// The edits first: a recipe never names a file that is not there.
base::Status keep(const fs::path& recipe_file, const io::Recipe& recipe, const fs::path& root, const place::Update& update) {
    const std::string name = recipe.edits.empty() ? recipe_file.stem().string() + ".edits" : recipe.edits;
    std::error_code failed;
    if (recipe.edits.empty() && fs::exists(root / name, failed))
        return base::misuse("There is a file " + name + " already, which the recipe does not name: name it as [edits] in the recipe, or put it elsewhere.");
    std::string text = recipe.edits.empty() ? std::string(place::edits_heading()) : text_of_file(root / name);
    if (!text.empty() && text.back() != '\n') text += '\n';
    for (const place::Edit& edit : update.edits) text += place::to_json_line(edit) + '\n';
    if (auto s = process::write_private(root / name, text); !s) return s;
    if (!recipe.edits.empty()) return {};
    std::string words = text_of_file(recipe_file);
    if (!words.empty() && words.back() != '\n') words += '\n';
    words += "\n# What newer copies of the files above changed, by `kith import --update`.\n[edits]\nfile = " + nlohmann::json(name).dump() + "\n";
    return process::write_whole(recipe_file, std::as_bytes(std::span(words.data(), words.size())), process::Readers::usual);
}

struct Compared {
    place::PlacePtr as_read, newer;
    place::RevisionPtr now;
    place::Update update;
};

base::Result<Compared> compare(const ImportCommand& command, io::Recipe recipe, const fs::path& root, std::vector<Newer>& newer, base::JobContext& job) {
    std::vector<place::Edit> so_far;
    if (!recipe.edits.empty()) {
        auto edits = place::read_edits(root / recipe.edits);
        if (!edits) return edits.error();
        so_far = std::move(*edits);
    }
    recipe.edits.clear();
    const auto copies = with_copies(recipe, newer);
    if (!copies) return copies.error();
    Compared out;
    const auto tables = io::read_sources(recipe, root, job);
    if (!tables) return tables.error();
    place::UpdateOptions options;
    options.end_people = command.end_people;
    for (const io::SourceTable& table : *tables)
        for (const Newer& one : newer)
            if (auto& files = options.files[table.block]; one.file == table.report.file && std::find(files.begin(), files.end(), one.file) == files.end()) files.push_back(one.file);
    std::erase_if(options.files, [](const auto& table) { return table.second.empty() || !table_of_places(table.first); });
    auto as_read = place::assemble_place(recipe, *tables, job);
    if (!as_read) return as_read.error();
    out.as_read = std::move(*as_read);
    for (const bool ties : {false, true}) {
        auto others = without(recipe, *tables, newer, ties, job);
        if (!others) return others.error();
        (ties ? options.without_ties : options.without) = (*others)->revision;
    }
    auto now = place::with_edits(out.as_read->revision, so_far, column::heap_memory, job);
    if (!now) return base::bad_input("The edits that the recipe names do not fit the files as they are now: " + now.error().message);
    out.now = std::move(*now);
    auto other = read_copies(*copies, recipe, root, job);
    if (!other) return other.error();
    out.newer = std::move(*other);
    options.when = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    auto update = place::update_of(out.as_read->revision, so_far, out.now, out.newer->revision, options);
    if (!update) return update.error();
    out.update = std::move(*update);
    job.begin("take it in");
    so_far.insert(so_far.end(), out.update.edits.begin(), out.update.edits.end());
    const auto after = place::with_edits(out.as_read->revision, so_far, column::heap_memory, job);
    if (!after) return after.error();
    return out;
}

}  // namespace

int import_update(const ImportCommand& command) {
    Console console(command.quiet);
    base::JobContext job([&](std::string_view stage, double fraction) { console.progress(stage, fraction); });
    Interrupt interrupt(job);
    const auto recipe = io::read_recipe(command.update);
    if (!recipe) return console.give_up(recipe.error());
    const fs::path root = command.update.parent_path().empty() ? fs::path(".") : command.update.parent_path();
    auto newer = newer_files(*recipe, root, command.paths);
    if (!newer) return console.give_up(newer.error());
    auto compared = compare(command, *recipe, root, *newer, job);
    if (!compared) return console.give_up(compared.error());
    for (const Newer& one : *newer)
        for (const std::string& what : one.not_taken)
            compared->update.remarks.push_back(one.file + " is read as " + what + " too; those stay as they are, for edits do not carry them: name the newer file in the recipe.");
    if (command.json) print_json(compared->update);
    else print_text(compared->update, *compared->newer->revision, *compared->now);
    if (compared->update.edits.empty()) {
        console.say("Nothing in it is new.");
        return done;
    }
    if (command.dry_run) {
        console.say("Nothing was written (--dry-run).");
        return done;
    }
    if (auto s = keep(command.update, *recipe, root, compared->update); !s) return console.give_up(s.error());
    console.say("Taken in as one batch of edits. Keep the earlier copies: the recipe reads them, and the edits stand on them. Next: kith check " + command.update.string());
    return done;
}

}  // namespace kith::cli
