// Open Referral feeds as rows of assets (organisations, services, places), and as the ties between them.
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/io/asset_formats.hpp"
#include "engine/io/contact.hpp"
#include "engine/io/json_items.hpp"
#include "engine/io/made_rows.hpp"
#include "engine/io/open_referral_words.hpp"
#include "engine/io/text_file.hpp"

namespace kith::io {
namespace {

using column::Severity;
using nlohmann::json;

enum class Is { organization, service, location };
constexpr std::array<std::string_view, 3> prefixes{"organization/", "service/", "location/"};

const json* object_in(const json& record, const char* name) {
    const auto at = record.find(name);
    return at != record.end() && at->is_object() && !at->empty() ? &*at : nullptr;
}

bool is_degree(const std::string& cell, double most) {
    double value = 0;
    return read_number(cell, value) == Fault::none && value >= -most && value <= most;
}

/// Reads records into rows; which rows depends on the block.
class Feed {
public:
    Feed(bool ties, Notes& notes) : ties_(ties), notes_(notes), rows_(std::make_unique<MadeRows>()) {
        // Columns that a recipe may count on are there whatever the feed holds.
        if (ties)
            for (const char* name : {"@from", "@to", "@kind"}) rows_->column(name);
        else
            for (const char* name : {"@id", "name", "@class", "@secondary", "@form", "@status", "@online", "@when", "@cost", "@access", "@languages", "how_to_join", "@contact", "assured_date",
                     "@lon", "@lat", "@terms", "@of", "description", "minimum_age", "maximum_age", "postal_code", "uprn", "last_modified"})
                rows_->column(name);
    }

    base::Status item(const json& record) {
        ++items_;
        // NOLINTNEXTLINE(bugprone-branch-clone): what is told first decides, so two branches of others stand apart
        if (const json* held = object_in(record, "service"); held != nullptr || record.contains("service_id")) {
            at_location(record, held);
        } else if (record.contains("taxonomy") || record.contains("term_uri") || record.contains("taxonomy_terms") || record.contains("version") || !record.is_object()) {
            ++others_;
        } else if (record.contains("latitude") || record.contains("location_type") || record.contains("addresses") || record.contains("physical_addresses")) {
            location(record, true);
        } else if (record.contains("status") || record.contains("organization") || record.contains("organization_id") || record.contains("service_at_locations")) {
            service(record, {}, true);
        } else if (record.contains("id") || record.contains("name")) {
            organization(record, true);
        } else {
            ++others_;
        }
        return {};
    }

    base::Status page(const json& rest) {
        const std::string said = or_first(rest, {"size", "numberOfElements"});
        double size = 0;
        if (!said.empty() && read_number(said, size) == Fault::none && size != static_cast<double>(items_))
            notes_.file(Severity::note, "or_item_count", {}, "The page says that it holds " + said + " and holds " + std::to_string(items_) + "; all were read.");
        return {};
    }

    /// Whether there was anything for Kith in it.
    bool any() const { return items_ == 0 || others_ < items_; }

    std::unique_ptr<RowSource> finish() {
        if (ties_) add_parents();
        notes_.many(Severity::note, "or_other_records", others_, {}, "Records that are neither organisation, service nor place were passed over.");
        notes_.many(Severity::note, "or_several_places", several_, {}, "Services held at several places have no point of their own: the places do.");
        notes_.many(Severity::note, "or_parent_elsewhere", parents_elsewhere_, {}, "Organisations whose parent is not in this file: that tie was left out.");
        notes_.many(Severity::note, "personal_contact", personal_, {}, "Names, e-mail addresses and mobile numbers that may be a person's own were left out.");
        return std::move(rows_);
    }

private:
    /// Begins the row of a record: of one inside another only when it is met first. `id` becomes its full id.
    bool begin(Is what, const json& record, bool item, std::string& id) {
        const std::string own = json_cell(record, "id");
        id = own.empty() ? "" : std::string(prefixes[static_cast<std::size_t>(what)]) + own;
        const bool first = id.empty() || seen_.insert(id).second;
        if (!first && !item) return false;
        if (ties_) return first;
        rows_->begin_row();
        rows_->add("@id", id);
        if (id.empty()) say("or_no_id", "id", {}, "This has no id; it stands under the number of its row.");
        const std::string name = json_cell(record, "name");
        rows_->add("name", name);
        if (without_blanks(name).empty() && what != Is::location) say("or_no_name", "name", {}, "This has no name, which its profile asks for; it was kept without one.");
        rows_->add("description", json_cell(record, "description"));
        rows_->add("@terms", or_terms(record));
        return true;
    }
    void say(std::string_view code, std::string_view column, std::string_view value, std::string_view why) { notes_.row(Severity::problem, code, rows_->rows(), column, value, why); }

    void contact(const json& record, std::initializer_list<const char*> links) {
        std::string link = or_first(record, links), email = json_cell(record, "email");
        if (!link.empty() && link.find("://") == std::string::npos && !link.starts_with("www.")) {
            say("or_bad_link", *links.begin(), {}, "This is no address of a page; it was left out.");
            link.clear();
        }
        const auto at = record.find("email");
        if (at != record.end() && !at->is_null() && !email.empty() && (!at->is_string() || email.find('@') == std::string::npos)) {
            say("or_bad_email", "email", {}, "This is no e-mail address; it was left out.");
            email.clear();
        }
        rows_->add("@contact", public_contact(link, or_phones(record), email, personal_));
        for (const json* person : or_children(record, {"contacts"}))
            if (!or_first(*person, {"name", "email"}).empty()) ++personal_;
    }

    std::string organization(const json& record, bool item) {
        std::string id;
        if (begin(Is::organization, record, item, id)) {
            class_of_[id] = or_class(record);
            if (const std::string parent = json_cell(record, "parent_organization_id"); !parent.empty()) parents_.emplace_back(id, "organization/" + parent);
            if (!ties_) {
                rows_->add("@form", "organisation");
                rows_->add("@class", class_of_[id]);
                contact(record, {"website", "url"});
            }
        }
        for (const json* child : or_children(record, {"services"})) service(*child, id, false);
        for (const json* child : or_children(record, {"locations"})) location(*child, false);
        return id;
    }

    std::string service(const json& record, std::string of, bool item) {
        std::string id;
        const json* runs = object_in(record, "organization");
        if (of.empty() && runs == nullptr && !json_cell(record, "organization_id").empty()) of = "organization/" + json_cell(record, "organization_id");
        if (runs != nullptr && of.empty() && !json_cell(*runs, "id").empty()) of = "organization/" + json_cell(*runs, "id");
        if (begin(Is::service, record, item, id)) {
            if (ties_) tie(of, "runs", id);
            else service_row(record, of, runs);
            if (ties_)
                for (const json* held : or_children(record, {"service_at_locations"})) tie(id, "held_at", location_id(*held));
        }
        if (runs != nullptr) organization(*runs, false);
        for (const json* held : or_children(record, {"service_at_locations"}))
            if (const json* place = object_in(*held, "location")) location(*place, false);
        return id;
    }

    void service_row(const json& record, const std::string& of, const json* runs) {
        std::string_view own = runs != nullptr ? or_class(*runs) : std::string_view();
        if (const auto known = class_of_.find(of); own.empty() && known != class_of_.end()) own = known->second;
        rows_->add("@form", "activity");
        rows_->add("@class", own.empty() ? "institution" : own);
        rows_->add("@of", of);
        const std::string status = base::lower(json_cell(record, "status"));
        rows_->add("@status", status.empty() || status == "active" ? "active" : "closed");
        rows_->add("@when", or_when(record));
        rows_->add("@cost", or_cost(record));
        rows_->add("@languages", or_languages(record));
        rows_->add("how_to_join", or_first(record, {"application_process", "eligibility_description"}));
        for (const char* name : {"assured_date", "last_modified"}) rows_->add(name, json_cell(record, name).substr(0, 10));
        for (const char* name : {"minimum_age", "maximum_age"}) rows_->add(name, json_cell(record, name));
        contact(record, {"url"});
        const auto held = or_children(record, {"service_at_locations"});
        if (held.size() > 1) ++several_;
        const json* place = held.size() == 1 ? object_in(*held.front(), "location") : nullptr;
        if (place == nullptr) return;
        const std::string lat = json_cell(*place, "latitude"), lon = json_cell(*place, "longitude");
        rows_->add("@access", or_access(*place));
        if (json_cell(*place, "location_type") == "virtual") rows_->add("@online", "yes");
        // What cannot be is said once, of the place itself.
        if (!is_degree(lat, 90) || !is_degree(lon, 180)) return;
        rows_->add("@lat", lat);
        rows_->add("@lon", lon);
    }

    void location(const json& record, bool item) {
        std::string id;
        if (!begin(Is::location, record, item, id) || ties_) return;
        rows_->add("@form", "place");
        rows_->add("@class", "place");
        rows_->add("@access", or_access(record));
        const bool online = json_cell(record, "location_type") == "virtual";
        if (online) rows_->add("@online", "yes");
        if (base::lower(json_cell(record, "external_identifier_type")) == "uprn") rows_->add("uprn", json_cell(record, "external_identifier"));
        for (const json* address : or_children(record, {"addresses", "physical_addresses"})) rows_->add("postal_code", json_cell(*address, "postal_code"));
        if (online) return;
        rows_->add("@lat", json_cell(record, "latitude"));
        rows_->add("@lon", json_cell(record, "longitude"));
    }

    /// service_at_location: a service and the place where it is held.
    void at_location(const json& record, const json* held) {
        std::string id = json_cell(record, "service_id").empty() ? "" : "service/" + json_cell(record, "service_id");
        if (held != nullptr) id = service(*held, {}, false);
        if (const json* place = object_in(record, "location")) location(*place, false);
        if (ties_) tie(id, "held_at", location_id(record));
    }
    static std::string location_id(const json& held) {
        const json* place = object_in(held, "location");
        const std::string id = place != nullptr ? json_cell(*place, "id") : json_cell(held, "location_id");
        return id.empty() ? "" : "location/" + id;
    }

    void tie(const std::string& from, std::string_view kind, const std::string& to) {
        if (from.empty() || to.empty()) return;
        rows_->begin_row();
        rows_->add("@from", from);
        rows_->add("@kind", kind);
        rows_->add("@to", to);
    }
    void add_parents() {
        for (const auto& [child, parent] : parents_) {
            if (seen_.count(parent) != 0) tie(child, "part_of", parent);
            else ++parents_elsewhere_;
        }
    }

    bool ties_;
    Notes& notes_;
    std::unique_ptr<MadeRows> rows_;
    std::unordered_set<std::string> seen_;
    std::unordered_map<std::string, std::string_view> class_of_;
    std::vector<std::pair<std::string, std::string>> parents_;
    std::int64_t items_ = 0, others_ = 0, several_ = 0, parents_elsewhere_ = 0, personal_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<RowSource>> make_open_referral_rows(const Source& block, const BlockContext& context, Notes& notes) {
    auto text = open_text(context, notes, "JSON");
    if (!text) return text.error();
    Feed feed(context.report.block == "ties", notes);
    constexpr std::array<std::string_view, 2> lists{"contents", "content"};
    const JsonItems items{lists, [&](const json& item) { return feed.item(item); }, [&](const json& rest) { return feed.page(rest); }};
    if (base::Status status = read_json_items(text->text(), items, context.job); !status)
        return base::Error{status.error().code, block.file + ": " + status.error().message};
    if (!feed.any()) return base::bad_input(block.file + " is JSON, but holds no organisations, services or places of Open Referral.");
    return feed.finish();
}

}  // namespace kith::io
