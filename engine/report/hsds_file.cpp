#include "engine/report/hsds_file.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/base/text.hpp"
#include "engine/report/captured.hpp"
#include "engine/report/layer_builder.hpp"
#include "engine/report/map_file.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

using json = nlohmann::ordered_json;
using column::Column;

enum class Is { organization, service, location };

class Feed {
public:
    Feed(const privacy::View& view, const ExportLayers& layers) : view_(view), assets_(*layers.assets), ids_(*layers.ids), people_(view.people()) {
        for (std::size_t i = 0; i < assets_.columns.size(); ++i) at_[assets_.columns[i].name] = i;
        if (layers.ties) read_ties(layers);
    }

    base::Status place_points() {
        xy_.assign(2 * assets_.rows, 0);
        placed_.assign(assets_.rows, false);
        const Column* points = std::get<PointGeometry>(assets_.geometry).points;
        std::vector<double> known;
        for (std::size_t row = 0; points && row < assets_.rows; ++row) {
            if (!points->known(row)) continue;
            placed_[row] = true;
            known.insert(known.end(), {points->xy()[2 * row], points->xy()[2 * row + 1]});
        }
        if (auto s = to_longitude_latitude(view_.crs(), known); !s) return s;
        std::size_t next = 0;
        for (std::size_t row = 0; row < assets_.rows; ++row) {
            if (!placed_[row]) continue;
            xy_[2 * row] = known[next++];
            xy_[2 * row + 1] = known[next++];
        }
        return {};
    }

    bool hidden(std::size_t row) const {
        const Column* sensitivity = column_of(view_, "assets", "sensitivity");
        return sensitivity && sensitivity->i32()[row] == static_cast<std::int32_t>(column::Sensitivity::hidden);
    }
    Is what(std::size_t row) {
        const std::string form = value(row, "form");
        if (form == "place") return Is::location;
        return form == "group" || form == "organisation" ? Is::organization : Is::service;
    }
    json record(std::size_t row) {
        switch (what(row)) {
            case Is::organization: return organization(row);
            case Is::location: return location(row);
            case Is::service: break;
        }
        return service(row);
    }

private:
    void read_ties(const ExportLayers& layers) {
        const auto kind = std::find_if(layers.ties->columns.begin(), layers.ties->columns.end(), [](const LayerColumn& c) { return c.name == "kind"; });
        if (kind == layers.ties->columns.end()) return;
        const auto first = static_cast<std::int32_t>(people_);
        Captured cell;
        for (std::size_t tie = 0; tie < layers.from.size(); ++tie) {
            if (layers.from[tie] < first || layers.to[tie] < first || !cell.read(*kind, tie).known()) continue;
            const auto from = static_cast<std::size_t>(layers.from[tie] - first), to = static_cast<std::size_t>(layers.to[tie] - first);
            if (hidden(from) || hidden(to)) continue;
            if (cell.text() == "runs" && what(to) == Is::service) run_by_.emplace(to, from);
            if (cell.text() == "held_at" && what(to) == Is::location) held_at_[from].push_back(to);
            if (cell.text() == "part_of" && what(to) == Is::organization) parent_.emplace(from, to);
        }
    }

    const Captured& cell(std::size_t row, std::string_view name) {
        const auto at = at_.find(name);
        static const Captured none;
        return at == at_.end() ? none : cell_.read(assets_.columns[at->second], row);
    }
    std::string value(std::size_t row, std::string_view name) {
        const Captured& found = cell(row, name);
        return found.kind() == Captured::Kind::text ? found.text() : std::string();
    }
    /// The source's id; of an asset that came from a feed, the feed's own.
    std::string id(std::size_t row) {
        std::string id = ids_[people_ + row];
        for (const std::string_view prefix : {"organization/", "service/", "location/"})
            if (id.starts_with(prefix)) return id.substr(prefix.size());
        return id;
    }
    std::string named(std::size_t row) { return view_.label(base::EntityKind::asset, row); }
    void text(json& out, const char* key, std::string words) {
        if (!words.empty()) out[key] = std::move(words);
    }
    std::string described(std::size_t row) {
        if (std::string words = value(row, "description"); !words.empty()) return words;
        const std::string kind = value(row, "subtype");
        return kind.empty() ? named(row) : view_.words_for("assets", "subtype", kind);
    }

    /// What HSDS has no field for. A value that is not known for a reason that was recorded says so.
    void attributes(json& out, std::size_t row, std::initializer_list<std::string_view> told) {
        json list = json::array();
        const std::string own = id(row);
        for (const LayerColumn& column : assets_.columns) {
            if (std::find(told.begin(), told.end(), column.name) != told.end() || column.name == "id" || column.name == "name" || column.name == "description") continue;
            cell_.read(column, row);
            std::string words, kind = column.name;
            if (cell_.kind() == Captured::Kind::text) words = cell_.text();
            else if (cell_.kind() == Captured::Kind::integer && column.type == CellType::boolean) words = cell_.integer() != 0 ? "yes" : "no";
            else if (cell_.kind() == Captured::Kind::integer) words = std::to_string(cell_.integer());
            else if (cell_.kind() == Captured::Kind::real) json_number(words, cell_.real());
            else if (const auto state = state_of(column, row); state != column::State::unstated && state != column::State::known) words = column::name_of(state), kind += "_state";
            if (words.empty()) continue;
            json one{{"id", own + "-" + kind}, {"link_id", own}, {"link_type", kind}, {"value", words}};
            if (kind == "class" || kind == "subtype")
                one["taxonomy_term"] = {{"id", "kith-" + kind + "-" + words}, {"name", words}, {"description", view_.words_for("assets", kind, words)}, {"taxonomy", kind == "class" ? "Kith asset classes" : "Kith asset kinds"}};
            list.push_back(std::move(one));
        }
        if (!list.empty()) out["attributes"] = std::move(list);
    }

    /// Pages, e-mail addresses and telephone numbers, in their fields.
    void contact(json& out, std::size_t row, const char* page) {
        std::string rest = value(row, "contact");
        for (std::size_t number = 1; !rest.empty(); ++number) {
            const std::size_t end = rest.find(';');
            const std::string one(base::trimmed(std::string_view(rest).substr(0, end)));
            rest = end == std::string::npos ? "" : rest.substr(end + 1);
            if (one.empty()) continue;
            if (one.find("://") != std::string::npos || one.starts_with("www.")) out[page] = one;
            else if (one.find('@') != std::string::npos) out["email"] = one;
            else out["phones"].push_back({{"id", id(row) + "-phone" + std::to_string(number)}, {"number", one}});
        }
    }

    void point(json& out, std::size_t row) {
        if (!placed_[row]) return;
        out["latitude"] = xy_[2 * row + 1];
        out["longitude"] = xy_[2 * row];
    }
    void access(json& out, std::size_t row) {
        if (const std::string words = value(row, "step_free"); !words.empty()) out["accessibility"] = json::array({{{"id", id(row) + "-access"}, {"description", words}}});
    }
    bool online(std::size_t row) {
        const Captured& found = cell(row, "online");
        return found.kind() == Captured::Kind::integer && found.integer() != 0;
    }

    json organization(std::size_t row) {
        json out{{"id", id(row)}, {"name", named(row)}, {"description", described(row)}};
        contact(out, row, "website");
        if (const auto parent = parent_.find(row); parent != parent_.end()) out["parent_organization_id"] = id(parent->second);
        if (placed_[row]) out["locations"] = json::array({own_location(row)});
        attributes(out, row, {"contact"});
        return out;
    }

    json location(std::size_t row) {
        json out{{"id", id(row)}, {"location_type", online(row) && !placed_[row] ? "virtual" : "physical"}, {"name", named(row)}};
        text(out, "description", described(row));
        point(out, row);
        access(out, row);
        schedule(out, row);
        attributes(out, row, {"step_free", "online", "when"});
        return out;
    }

    /// Where something stands that is no place itself.
    json own_location(std::size_t row) {
        json out{{"id", id(row) + "-place"}, {"location_type", online(row) && !placed_[row] ? "virtual" : "physical"}, {"name", named(row)}};
        point(out, row);
        access(out, row);
        return out;
    }
    void schedule(json& out, std::size_t row) {
        if (const std::string words = value(row, "when"); !words.empty()) out["schedules"] = json::array({{{"id", id(row) + "-when"}, {"description", words}}});
    }

    json service(std::size_t row) {
        const std::string status = value(row, "status");
        json out{{"id", id(row)}, {"name", named(row)}, {"status", status == "closed" ? "defunct" : status == "potential" ? "inactive" : "active"}};
        // HSDS must have one of its words.
        if (status.empty()) out["alert"] = "Whether this is still active was not recorded.";
        text(out, "description", described(row));
        text(out, "assured_date", value(row, "confirmed_on"));
        text(out, "application_process", value(row, "how_to_join"));
        text(out, "fees_description", value(row, "cost"));
        contact(out, row, "url");
        schedule(out, row);
        std::string rest = value(row, "languages");
        for (std::size_t number = 1; !rest.empty(); ++number) {
            const std::size_t end = rest.find(';');
            out["languages"].push_back({{"id", id(row) + "-language" + std::to_string(number)}, {"name", base::trimmed(std::string_view(rest).substr(0, end))}});
            rest = end == std::string::npos ? "" : rest.substr(end + 1);
        }
        if (const auto runs = run_by_.find(row); runs != run_by_.end()) out["organization_id"] = id(runs->second);
        held(out, row);
        attributes(out, row, {"status", "confirmed_on", "how_to_join", "cost", "contact", "when", "languages", "step_free", "online"});
        return out;
    }
    void held(json& out, std::size_t row) {
        json list = json::array();
        const auto add = [&](json place) {
            list.push_back({{"id", id(row) + "-at-" + place["id"].get<std::string>()}, {"service_id", id(row)}, {"location_id", place["id"]}, {"location", std::move(place)}});
        };
        if (const auto at = held_at_.find(row); at != held_at_.end())
            for (const std::size_t place : at->second) add(location(place));
        if (list.empty() && (placed_[row] || online(row) || !value(row, "step_free").empty())) add(own_location(row));
        if (!list.empty()) out["service_at_locations"] = std::move(list);
    }

    const privacy::View& view_;
    const LayerSpec& assets_;
    const std::vector<std::string>& ids_;
    std::size_t people_;
    std::map<std::string, std::size_t, std::less<>> at_;
    std::map<std::size_t, std::size_t> run_by_, parent_;
    std::map<std::size_t, std::vector<std::size_t>> held_at_;
    std::vector<double> xy_;
    std::vector<bool> placed_;
    Captured cell_;
};

}  // namespace

base::Status write_hsds(const std::filesystem::path& file, const privacy::View& view, const ExportLayers& layers, std::vector<std::string>& remarks, base::JobContext& job) {
    constexpr std::size_t rows_between_checks = 256;
    job.begin("write the assets");
    Feed feed(view, layers);
    if (auto s = feed.place_points(); !s) return s;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < layers.assets->rows; ++row)
        if (!feed.hidden(row)) rows.push_back(row);
    if (const auto left = static_cast<std::int64_t>(layers.assets->rows - rows.size()); left > 0)
        remarks.push_back(base::counted(left, "asset that is kept private is", "assets that are kept private are") + " left out.");
    // Organisations first: a reader then knows who runs a service when it comes to it. Places last: each is met within its service.
    std::vector<std::size_t> order;
    for (const Is what : {Is::organization, Is::service, Is::location})
        for (const std::size_t row : rows)
            if (feed.what(row) == what) order.push_back(row);
    const std::string count = std::to_string(order.size());
    TextFile out(file);
    out.put("{\"total_items\": " + count + ", \"total_pages\": 1, \"page_number\": 1, \"size\": " + count + ", \"first_page\": true, \"last_page\": true, \"empty\": " + (order.empty() ? "true" : "false") +
            ", \"contents\": [");
    for (std::size_t i = 0; i < order.size(); ++i) {
        out.put(i == 0 ? "\n" : ",\n");
        out.put(feed.record(order[i]).dump(-1, ' ', false, json::error_handler_t::replace));
        if (i % rows_between_checks != 0) continue;
        job.progress(static_cast<double>(i) / static_cast<double>(order.size()));
        if (auto s = job.check(); !s) return s;
    }
    out.put("\n]}\n");
    return out.close();
}

}  // namespace kith::report
