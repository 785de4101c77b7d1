#include "engine/store/workspace.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "engine/column/segment.hpp"
#include "engine/process/sealed_memory.hpp"
#include "engine/store/body.hpp"
#include "engine/store/place_json.hpp"

namespace kith::store {
namespace {

namespace fs = std::filesystem;
using namespace std::literals;

constexpr std::string_view segment_part = "segment:", inbox_part = "inbox", key_part = "sealing-key";
constexpr std::uint64_t largest_text = std::uint64_t{1} << 30, largest_segment = std::uint64_t{1} << 36;

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

/// Entries of any bytes in one part: each behind its length.
std::string joined(const std::vector<std::string>& entries) {
    std::string out;
    for (const std::string& entry : entries) {
        for (std::size_t i = 0; i < 8; ++i) out += static_cast<char>(static_cast<unsigned char>(static_cast<std::uint64_t>(entry.size()) >> (8 * i)));
        out += entry;
    }
    return out;
}
bool parted(std::string_view text, std::vector<std::string>& entries) {
    while (!text.empty()) {
        if (text.size() < 8) return false;
        std::uint64_t size = 0;
        for (std::size_t i = 0; i < 8; ++i) size |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
        if (size > text.size() - 8) return false;
        entries.emplace_back(text.substr(8, static_cast<std::size_t>(size)));
        text.remove_prefix(8 + static_cast<std::size_t>(size));
    }
    return true;
}

base::Error of_another_saving(const fs::path& journal) {
    return base::bad_input("The journal " + journal.filename().string() + " belongs to another saving of this workspace, or to one that it replaced. Put both files of one day together, or move the journal away to open the workspace without it.");
}

base::Error not_ours(const std::string& name) { return base::bad_input(name + " opens, but what is in it is not what this Kith writes. It may come from a newer Kith."); }

base::Result<column::SegmentPtr> segment_from(BodyReader& body, std::uint64_t size, const std::string& name) {
    if (size > largest_segment) return not_ours(name);
    auto memory = process::sealed_memory(static_cast<std::size_t>(size));
    if (!memory) return memory.error();
    if (auto s = body.read((*memory)->bytes()); !s) return s.error();
    auto sealed = std::move(**memory).seal();
    if (!sealed) return sealed.error();
    // Only whoever has the key could have written it; a fault of our own in writing must still not become a crash.
    return column::Segment::open(std::move(*sealed), column::Trust::untrusted);
}

base::Result<std::string> text_from(BodyReader& body, std::uint64_t size, const std::string& name) {
    if (size > largest_text) return not_ours(name);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (auto s = body.read(std::as_writable_bytes(std::span(text.data(), text.size()))); !s) return s.error();
    return text;
}

/// Straight into protected memory.
base::Result<Secret> key_from(BodyReader& body, std::uint64_t size, const std::string& name) {
    if (size != key_size) return not_ours(name);
    auto key = Secret::zeros(key_size);
    if (!key) return key;
    if (auto s = body.read(std::as_writable_bytes(key->bytes())); !s) return s.error();
    return key;
}

base::Result<Content> content_from(BodyReader& body, const std::string& name, Governance& governance, base::JobContext& job) {
    Content content;
    std::vector<column::SegmentPtr> segments;
    std::optional<place::Place> place;
    for (;;) {
        if (auto s = job.check(); !s) return s.error();
        auto part = body.next();
        if (!part) return part.error();
        if (!*part) break;
        if ((*part)->name.starts_with(segment_part)) {
            auto segment = segment_from(body, (*part)->size, name);
            if (!segment) return segment.error();
            segments.push_back(std::move(*segment));
            continue;
        }
        if ((*part)->name == key_part) {
            auto key = key_from(body, (*part)->size, name);
            if (!key) return key.error();
            governance.inbox.sealing_key = std::make_shared<const Secret>(std::move(*key));
            continue;
        }
        auto text = text_from(body, (*part)->size, name);
        if (!text) return text.error();
        if ((*part)->name == "place") {
            auto read = place_from_json(*text);
            if (!read) return read.error();
            place = std::move(*read);
        } else if ((*part)->name == "recipe") content.recipe = std::move(*text);
        else if ((*part)->name == "styling") content.styling = std::move(*text);
        else if ((*part)->name == "edits") {
            if (!parted(*text, content.edits)) return not_ours(name);
        } else if ((*part)->name == "governance") {
            auto read = governance_from_json(*text);
            if (!read) return read.error();
            read->inbox = std::move(governance.inbox);
            governance = std::move(*read);
        } else if ((*part)->name == inbox_part) {
            auto read = inbox_from_json(*text);
            if (!read) return read.error();
            read->sealing_key = governance.inbox.sealing_key;
            governance.inbox = std::move(*read);
        } else return not_ours(name);
    }
    if (!place) return not_ours(name);
    place->revision = std::make_shared<place::Revision>(std::move(segments));
    content.place = std::make_shared<place::Place>(std::move(*place));
    return content;
}

base::Result<Decoded> head_of(const fs::path& path, std::ifstream& stream) {
    std::vector<unsigned char> bytes(longest_header);
    stream.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    auto head = decoded(bytes, path.filename().string());
    if (!head) return head;
    stream.clear();
    stream.seekg(static_cast<std::streamoff>(head->size));
    return head;
}

Source source_of(std::ifstream& stream) {
    return [&stream](std::span<unsigned char> into) -> base::Result<std::size_t> {
        stream.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
        if (stream.bad()) return base::io_error("The workspace could not be read to its end: the disk reports a fault.");
        return static_cast<std::size_t>(stream.gcount());
    };
}

}  // namespace

fs::path journal_of(const fs::path& workspace) { return workspace.string() + "-journal"; }
fs::path before_of(const fs::path& workspace) { return workspace.string() + "-before"; }

bool looks_like_workspace(const fs::path& file) {
    std::array<unsigned char, 8> begins{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(reinterpret_cast<char*>(begins.data()), begins.size());
    return stream.gcount() == static_cast<std::streamsize>(begins.size()) && is_workspace(begins);
}

base::Status Workspace::write(const fs::path& to, const Content& content, const Header& said, base::JobContext& job) const {
    auto file = files_->create(to);
    if (!file) return file.error();
    BodyWriter body(key_);
    Header header = said;
    header.stream = body.begun();
    const std::vector<unsigned char> head = encoded(header);
    std::array<unsigned char, checksum_size> sum{};
    std::copy_n(head.end() - checksum_size, checksum_size, sum.begin());
    if (auto s = files_->write(*file, head); !s) return s;
    body.bind(sum, [&](std::span<const unsigned char> bytes) { return files_->write(*file, bytes); });
    if (auto s = body.add("place", bytes_of(to_json(*content.place))); !s) return s;
    if (auto s = body.add("recipe", bytes_of(content.recipe)); !s) return s;
    if (auto s = body.add("edits", bytes_of(joined(content.edits))); !s) return s;
    if (auto s = body.add("styling", bytes_of(content.styling)); !s) return s;
    if (!governance_.empty())
        if (auto s = body.add("governance", bytes_of(to_json(governance_))); !s) return s;
    if (const auto& key = governance_.inbox.sealing_key; key != nullptr) {
        if (auto s = body.add(key_part, std::as_bytes(key->bytes())); !s) return s;
        if (auto s = body.add(inbox_part, bytes_of(to_json(governance_.inbox))); !s) return s;
    }
    for (const column::SegmentPtr& segment : content.place->revision->segments()) {
        if (auto s = job.check(); !s) return s;
        if (auto s = body.add(std::string(segment_part) + std::string(segment->key()), segment->memory().bytes()); !s) return s;
    }
    if (auto s = body.finish(); !s) return s;
    return files_->sync(*file);
}

base::Status Workspace::put_in_place(const Content& content, bool under_new_key, base::JobContext& job) {
    if (read_only()) return base::io_error(path_.filename().string() + " is open to read only; save it under another name.");
    job.begin("save");
    Header next = header_;
    next.before = header_.generation;
    next.absorbed = under_new_key ? Header::all : journal_ ? journal_->entries() : 0;
    fill_random(next.generation);
    const fs::path fresh = path_.string() + ".new";
    if (auto s = files_->remove(fresh); !s) return s;
    if (auto s = write(fresh, content, next, job); !s) {
        (void)files_->remove(fresh);
        return s;
    }
    std::error_code failed;
    if (!under_new_key && fs::exists(path_, failed))
        if (auto s = files_->keep_as(path_, before_of(path_)); !s) return s;
    if (auto s = files_->rename(fresh, path_); !s) return s;
    header_ = next;
    journal_.reset();  // its entries are in the file now; one that stays behind says which generation it belongs to
    return files_->sync_folder(folder_of(path_));
}

base::Status Workspace::save(const Content& content, base::JobContext& job) {
    if (auto s = put_in_place(content, false, job); !s) return s;
    if (auto s = files_->remove(journal_of(path_)); !s) return s;
    return files_->sync_folder(folder_of(path_));
}

base::Status Workspace::save_alone(const Content& content, base::JobContext& job) {
    if (auto s = save(content, job); !s) return s;
    if (auto s = files_->remove(before_of(path_)); !s) return s;
    return files_->sync_folder(folder_of(path_));
}

base::Status Workspace::note(Noted noted) {
    if (auto s = append(entry_of(noted)); !s) return s;
    governance_.log.push_back(std::move(noted));
    return {};
}

base::Status Workspace::append(std::string_view entry) {
    if (read_only()) return base::io_error(path_.filename().string() + " is open to read only; nothing that is changed here is kept.");
    if (!journal_) {
        auto begun = Journal::begin(*files_, journal_of(path_), key_, header_.file, header_.generation);
        if (!begun) return begun.error();
        journal_ = std::move(*begun);
    }
    return journal_->append(entry);
}

base::Status Workspace::add_way(Way way, Cost cost) {
    if (header_.slots.size() == most_slots) return base::misuse("A workspace has at most " + std::to_string(most_slots) + " ways in.");
    auto slot = sealed_under(way.words, key_, header_.file, way.kind, cost);
    if (!slot) return slot.error();
    header_.slots.push_back(*slot);
    return {};
}

base::Status Workspace::change_ways(const Content& content, std::initializer_list<Way> ways, Cost cost, base::JobContext& job) {
    if (auto s = governance_.purpose ? may_have_purpose(ways.size()) : base::Status(); !s) return s;
    auto key = Secret::random(key_size);
    if (!key) return key.error();
    std::vector<Slot> slots;
    for (const Way& way : ways) {
        auto slot = sealed_under(way.words, *key, header_.file, way.kind, cost);
        if (!slot) return slot.error();
        slots.push_back(*slot);
    }
    const Id generation = header_.generation;
    std::swap(header_.slots, slots);
    std::swap(key_, *key);
    base::Status done = put_in_place(content, true, job);
    if (!done && header_.generation == generation) {  // what stands there is still the old one
        header_.slots = std::move(slots);
        std::swap(key_, *key);
    }
    if (!done) return done;
    if (auto s = files_->remove(journal_of(path_)); !s) return s;  // under the old key
    if (auto s = files_->remove(before_of(path_)); !s) return s;
    return files_->sync_folder(folder_of(path_));
}

base::Result<Workspace> Workspace::create(Files& files, const fs::path& path, const Content& content, std::initializer_list<Way> ways, Cost cost, bool replace, base::JobContext& job, Governance governance) {
    if (auto s = governance.purpose ? may_have_purpose(ways.size()) : base::Status(); !s) return s.error();
    std::error_code failed;
    if (fs::exists(path, failed) && !replace) return base::misuse(path.filename().string() + " is there already. Take another name, or say --force to replace it.");
    Workspace made(files, path);
    bool read_only = false;
    auto lock = WriteLock::take(path, read_only);
    if (!lock) return lock.error();
    if (!lock->held()) return base::io_error(read_only ? "You may not write in the folder of " + path.filename().string() + "." : path.filename().string() + " is open in another Kith. Close it there first.");
    made.lock_ = std::move(*lock);
    made.governance_ = std::move(governance);
    auto key = Secret::random(key_size);
    if (!key) return key.error();
    made.key_ = std::move(*key);
    fill_random(made.header_.file);
    for (const Way& way : ways)
        if (auto s = made.add_way(way, cost); !s) return s.error();
    if (auto s = made.save(content, job); !s) return s.error();
    return made;
}

/// The entries of the journal that the file does not hold yet. Read only: nothing on the disk is touched.
base::Status Workspace::take_up_journal(std::vector<std::string>& edits, std::string& remark) {
    std::error_code failed;
    const fs::path path = journal_of(path_);
    if (!fs::exists(path, failed)) return {};
    const auto generation = Journal::generation_of(path);
    // A saving that was stopped before its last step: all of the journal is in the file, and under another key it cannot be asked.
    if (header_.absorbed == Header::all && generation == header_.before) return read_only() ? base::Status() : files_->remove(path);
    if (generation && generation != header_.generation && generation != header_.before) return of_another_saving(path);
    auto found = Journal::read(path, key_, header_.file);
    if (!found) return found.error();
    const bool absorbed = found->generation == header_.before && found->entries.size() <= header_.absorbed;
    if (absorbed) return read_only() ? base::Status() : files_->remove(path);
    if (found->generation != header_.generation)
        return of_another_saving(path);
    if (found->torn) remark = "The last thing that was being written when Kith stopped was never whole, and nobody was told that it was kept; it is left out.";
    for (std::string& entry : found->entries) {
        if (auto noted = noted_from(entry)) governance_.log.push_back(std::move(*noted));
        else edits.push_back(entry);
    }
    if (read_only()) return {};
    auto journal = Journal::go_on(*files_, path, key_, *found);
    if (!journal) return journal.error();
    journal_ = std::move(*journal);
    return {};
}

base::Result<Workspace::Opened> Workspace::open(Files& files, const fs::path& path, const Secret& passphrase, base::JobContext& job) {
    job.begin("open");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return base::not_found("There is no file " + path.filename().string() + " that can be read here.");
    Opened opened{Workspace(files, path), {}, {}};
    Workspace& workspace = opened.workspace;
    bool may_not = false;
    auto lock = WriteLock::take(path, may_not);
    if (!lock) return lock.error();
    workspace.lock_ = std::move(*lock);
    if (workspace.read_only())
        opened.remarks.push_back(may_not ? "It is open to read only: you may not write in its folder."s : "It is open to read only: another Kith has it open (" + WriteLock::holder(path) + "). Close it there, and open it here again, to change something."s);
    const std::string name = path.filename().string();
    auto head = head_of(path, stream);
    if (!head) return head.error();
    job.begin("the key of the passphrase");
    auto key = key_under(passphrase, head->header);
    if (!key) return key.error();
    if (auto s = job.check(); !s) return s.error();
    if (!*key) return base::bad_input("This passphrase does not open " + name + ". Capital letters and spaces count.");
    workspace.key_ = std::move(**key);
    workspace.header_ = head->header;
    BodyReader body(workspace.key_, *head, source_of(stream), name);
    auto content = content_from(body, name, workspace.governance_, job);
    if (!content) return content.error();
    opened.content = std::move(*content);
    std::string remark;
    if (auto s = workspace.take_up_journal(opened.content.edits, remark); !s) return s.error();
    if (!remark.empty()) opened.remarks.push_back(std::move(remark));
    return opened;
}

}  // namespace kith::store
