// The objects of an OpenStreetMap file as rows of assets.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "engine/base/text.hpp"
#include "engine/column/terms.hpp"
#include "engine/io/asset_formats.hpp"
#include "engine/io/contact.hpp"
#include "engine/io/made_rows.hpp"
#include "engine/io/osm_objects.hpp"
#include "engine/io/osm_same.hpp"

namespace kith::io {
namespace {

using column::Severity;

std::string degrees(double value) {
    char text[32];
    const int size = std::snprintf(text, sizeof text, "%.7f", value);
    return {text, static_cast<std::size_t>(size)};
}

std::string class_words(std::int32_t mask) {
    std::string out;
    for (std::size_t i = 0; i < column::asset_class_words.size(); ++i)
        if ((mask & (1 << i)) != 0) out += (out.empty() ? "" : ";") + std::string(column::asset_class_words[i]);
    return out;
}

std::string cost_of(const OsmObject& object) {
    std::string charge = object.tag("charge"), fee = object.tag("fee");
    if (!charge.empty()) return charge;
    return fee == "no" ? "free" : fee == "yes" ? "there is a fee" : fee;
}

std::string first_tag(const OsmObject& object, std::initializer_list<const char*> keys) {
    for (const char* key : keys)
        if (std::string value = object.tag(key); !value.empty()) return value;
    return {};
}

class OsmRows {
public:
    OsmRows(std::vector<OsmObject> objects, Notes& notes) : objects_(std::move(objects)), notes_(notes), stands_(same_osm_places(objects_)), rows_(std::make_unique<MadeRows>()) {}

    std::unique_ptr<RowSource> make() {
        // Columns that a recipe may count on are there whatever the file holds.
        for (const char* name : {"@id", "name", "@kind", "@class", "@secondary", "@sensitivity", "@status", "opening_hours", "@cost", "wheelchair", "@contact",
                 "check_date", "@lon", "@lat", "@chain", "@tags", "@also"})
            rows_->column(name);
        join_twins();
        for (std::size_t i = 0; i < objects_.size(); ++i) add(i);
        finish();
        return std::move(rows_);
    }

private:
    /// What only the other of two says is kept with the one that stands.
    void join_twins() {
        also_.resize(objects_.size());
        for (std::size_t i = 0; i < objects_.size(); ++i) {
            if (stands_[i] == i) continue;
            OsmObject& one = objects_[stands_[i]];
            const OsmObject& other = objects_[i];
            for (const OsmTag& tag : other.tags)
                if (one.tag(tag.first).empty()) one.tags.push_back(tag);
            one.meaning.secondary = (one.meaning.secondary | other.meaning.secondary | (1 << other.meaning.primary)) & ~(1 << one.meaning.primary);
            one.meaning.sensitivity = std::max(one.meaning.sensitivity, other.meaning.sensitivity);
            also_[stands_[i]] += (also_[stands_[i]].empty() ? "" : ";") + other.full_id();
        }
    }

    void add(std::size_t i) {
        const OsmObject& object = objects_[i];
        rows_->begin_row();
        for (const auto& [key, value] : object.tags) rows_->add(key, value);
        rows_->add("@id", object.full_id());
        leave_out(i);
        const OsmMeaning& meaning = object.meaning;
        if (meaning.fate == OsmFate::named_place) return;
        rows_->add("@kind", meaning.subtype);
        rows_->add("@class", column::asset_class_words[static_cast<std::size_t>(meaning.primary)]);
        rows_->add("@secondary", class_words(meaning.secondary));
        const std::string_view sensitivity = column::sensitivity_words[static_cast<std::size_t>(meaning.sensitivity)];
        rows_->add("@sensitivity", sensitivity.empty() ? "none" : sensitivity);
        rows_->add("@status", meaning.potential ? "potential" : "active");
        rows_->add("@cost", cost_of(object));
        rows_->add("@chain", meaning.chain ? "yes" : "no");
        rows_->add("@tags", meaning.tags);
        rows_->add("@also", also_[i]);
        rows_->add("@contact", public_contact(first_tag(object, {"contact:website", "website", "url"}), first_tag(object, {"contact:phone", "phone"}), first_tag(object, {"contact:email", "email"}), personal_));
        if (object.place == OsmPlace::none) return;
        rows_->add("@lon", degrees(object.lon));
        rows_->add("@lat", degrees(object.lat));
    }

    void leave_out(std::size_t i) {
        const OsmObject& object = objects_[i];
        const std::int64_t row = rows_->rows();
        const auto say = [&](std::string_view code, const std::string& why) {
            notes_.row(Severity::note, code, row, {}, object.full_id(), why);
        };
        switch (object.meaning.fate) {
            case OsmFate::asset:
                if (stands_[i] != i) {
                    rows_->merge_row();
                    say("osm_same_place", object.meaning.subtype + " with the name of " + objects_[stands_[i]].full_id() + ", " + std::to_string(std::lround(osm_metres_between(object, objects_[stands_[i]]))) + " m from it: the two count as one.");
                } else if (object.place == OsmPlace::none) ++placeless_;
                else if (object.place == OsmPlace::partly) ++cut_;
                else if (object.place == OsmPlace::broken) ++broken_;
                return;
            case OsmFate::not_public: say("osm_private", "This is private (" + object.meaning.tags + (object.tag("access").empty() ? "" : ", access=" + object.tag("access")) + "); it was read and not kept."); break;
            case OsmFate::gone: say("osm_gone", "This is marked as disused, abandoned or demolished (" + object.meaning.tags + "); it was not kept."); break;
            case OsmFate::way_there: ++ways_there_; break;
            case OsmFate::named_place: ++named_places_; break;
        }
        rows_->filter_row();
    }

    void finish() {
        notes_.many(Severity::note, "osm_bus_stops", ways_there_, {}, "Bus stops and their shelters are how one gets there, not assets to count; they were not kept.");
        notes_.many(Severity::note, "osm_named_places", named_places_, {}, "Names of neighbourhoods and quarters belong to areas; they were not kept as assets.");
        notes_.many(Severity::note, "osm_cut", cut_, {}, "Outlines that reach beyond the extract: each asset stands on the part that is in the file.");
        notes_.many(Severity::note, "osm_broken_outline", broken_, {}, "Outlines that close nowhere or cross themselves: each asset stands on its outline, not inside it.");
        notes_.many(Severity::note, "osm_no_place", placeless_, {}, "Objects of which no point is in the file: they have no place.");
        notes_.many(Severity::note, "personal_contact", personal_, {}, "E-mail addresses and mobile numbers that may be a person's own were left out.");
    }

    std::vector<OsmObject> objects_;
    Notes& notes_;
    std::vector<std::size_t> stands_;
    std::vector<std::string> also_;
    std::unique_ptr<MadeRows> rows_;
    std::int64_t placeless_ = 0, cut_ = 0, broken_ = 0, ways_there_ = 0, named_places_ = 0, personal_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<RowSource>> make_osm_rows(const Source& block, const BlockContext& context, Notes& notes) {
    std::optional<OsmTable> own;
    if (!block.beside.empty()) {
        const geo::NamedBytes& part = context.parts.back();
        auto table = OsmTable::parse({reinterpret_cast<const char*>(part.bytes.data()), part.bytes.size()}, block.beside.front());
        if (!table) return table.error();
        own = std::move(*table);
    }
    auto objects = read_osm_objects(context.parts.front().bytes, own ? *own : usual_osm_table(), context.job, 0.5, context.passed);
    if (!objects) return base::Error{objects.error().code, block.file + ": " + objects.error().message};
    if (objects->empty()) notes.file(Severity::note, "osm_nothing", {}, "No object of the file has a tag that the table knows.");
    return OsmRows(std::move(*objects), notes).make();
}

}  // namespace kith::io
