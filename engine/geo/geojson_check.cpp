#include "engine/geo/geojson_check.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::geo {
namespace {

// Both without recursion, whatever the depth; a text's bytes must be UTF-8.
constexpr unsigned strictly = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;

constexpr std::size_t most_faults = 1000;
constexpr std::array<std::string_view, 6> with_coordinates{
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"};
constexpr std::array<int, 6> levels_of{1, 2, 2, 3, 3, 4};

enum class Value { null, boolean, number, text, object, array };

/// What was seen in a `coordinates` member; judged at the end of the geometry, because its type may come later.
struct Coordinates {
    int shallowest = 99, deepest = 0;  // levels of arrays around a number
    bool not_a_number = false;
    bool short_position = false;
    bool short_ring = false;
    bool open_ring = false;
};

enum class Role { root, feature, geometry, crs, other };

struct Object {
    Role role = Role::other;
    std::string key;  // the member that is being read
    std::vector<std::string> members;
    std::string type;
    bool type_is_text = false;
    Value properties = Value::null, features = Value::null, geometry = Value::null, geometries = Value::null, coordinates = Value::null;
    Coordinates seen;
    std::int64_t parts = 0;  // of a collection
    bool has(const char* name) const { return std::find(members.begin(), members.end(), name) != members.end(); }
};

enum class Inside { features, geometries, coordinates, bbox, other };

struct Array {
    Inside inside = Inside::other;
    int level = 0;  // of coordinates: 1 = the outermost
    std::int64_t items = 0;
    std::array<double, 2> first{}, last{};  // of a list of positions
    std::array<double, 2> position{};       // of a position
    bool of_numbers = false, of_positions = false;
};

class Checker {
public:
    GeojsonFindings findings;
    bool root_is_object = false;
    bool linked_crs = false;

    // What RapidJSON calls, by its own names.
    bool Null() { return value(Value::null); }
    bool Bool(bool) { return value(Value::boolean); }
    bool Int(int number) { return numeric(number); }
    bool Uint(unsigned number) { return numeric(number); }
    bool Int64(std::int64_t number) { return numeric(static_cast<double>(number)); }
    bool Uint64(std::uint64_t number) { return numeric(static_cast<double>(number)); }
    bool Double(double number) { return numeric(number); }
    bool RawNumber(const char*, rapidjson::SizeType, bool) { return false; }  // never asked for

    bool String(const char* bytes, rapidjson::SizeType size, bool) {
        const std::string_view text(bytes, size);
        value(Value::text);
        if (in_array() || objects_.empty()) return true;
        Object& object = objects_.back();
        if (object.role == Role::crs && object.key == "type") linked_crs = linked_crs || text == "link" || text == "url";
        if (object.key == "type" && object.role != Role::crs) {
            object.type = text;
            object.type_is_text = true;
        }
        return true;
    }

    bool StartObject() {
        value(Value::object);
        Object object;
        object.role = role_of_next();
        if (object.role == Role::feature) ++findings.features;
        if (object.role == Role::root) root_is_object = true;
        objects_.push_back(std::move(object));
        order_.push_back('{');
        return true;
    }
    bool Key(const char* bytes, rapidjson::SizeType size, bool) {
        const std::string_view name(bytes, size);
        Object& object = objects_.back();
        object.key = name;
        object.members.emplace_back(name);
        if (object.role == Role::root && name == "crs") findings.has_crs = true;
        return true;
    }
    bool EndObject(rapidjson::SizeType) {
        find_repeated(objects_.back().members);
        order_.pop_back();
        const Object object = std::move(objects_.back());
        objects_.pop_back();
        row_ = row();
        if (object.role == Role::root) judge_root(object);
        else if (object.role == Role::feature) judge_feature(object);
        else if (object.role == Role::geometry) judge_geometry(object);
        row_ = -1;
        return true;
    }

    bool StartArray() {
        value(Value::array);
        Array array;
        if (in_array()) {
            const Array& outer = arrays_.back();
            if (outer.inside == Inside::coordinates) {
                array.inside = Inside::coordinates;
                array.level = outer.level + 1;
            }
        } else if (!objects_.empty()) {
            array.inside = inside_of(objects_.back());
            array.level = 1;
        }
        arrays_.push_back(array);
        order_.push_back('[');
        return true;
    }
    bool EndArray(rapidjson::SizeType) {
        order_.pop_back();
        const Array array = arrays_.back();
        arrays_.pop_back();
        if (array.inside == Inside::geometries) objects_.back().parts = array.items;
        if (array.inside != Inside::coordinates) return true;
        Coordinates& seen = objects_.back().seen;
        if (array.of_numbers) {
            if (array.items < 2) seen.short_position = true;
            if (in_array()) take_position(arrays_.back(), array.position);
        } else if (array.of_positions) {
            if (array.items < 4) seen.short_ring = true;
            if (array.first != array.last) seen.open_ring = true;
        }
        return true;
    }

private:
    /// The feature that is being read, or 0.
    std::int64_t row() const { return objects_.empty() || findings.features == 0 ? 0 : findings.features; }
    bool in_array() const { return !order_.empty() && order_.back() == '['; }

    static Inside inside_of(const Object& object) {
        const bool geometry = object.role == Role::geometry || object.role == Role::root;
        if (object.key == "features" && object.role == Role::root) return Inside::features;
        if (object.key == "geometries" && geometry) return Inside::geometries;
        if (object.key == "coordinates" && geometry) return Inside::coordinates;
        if (object.key == "bbox" && object.role != Role::other && object.role != Role::crs) return Inside::bbox;
        return Inside::other;
    }

    Role role_of_next() const {
        if (order_.empty()) return Role::root;
        if (in_array()) {
            if (arrays_.back().inside == Inside::features) return Role::feature;
            return arrays_.back().inside == Inside::geometries ? Role::geometry : Role::other;
        }
        const Object& object = objects_.back();
        if (object.key == "geometry" && (object.role == Role::feature || object.role == Role::root)) return Role::geometry;
        return object.key == "crs" && object.role == Role::root ? Role::crs : Role::other;
    }

    static void take_position(Array& list, const std::array<double, 2>& position) {
        if (!list.of_positions) list.first = position;
        list.last = position;
        list.of_positions = true;
    }

    void find_repeated(std::vector<std::string>& members) {
        std::sort(members.begin(), members.end());
        for (std::size_t i = 1; i < members.size(); ++i)
            if (members[i] == members[i - 1]) fault("repeated_member", "an object has the same member twice: which one is meant cannot be told");
    }

    bool numeric(double number) {
        value(Value::number);
        if (!in_array() || arrays_.back().inside != Inside::coordinates) return true;
        Array& array = arrays_.back();
        if (array.items <= 2) array.position[static_cast<std::size_t>(array.items - 1)] = number;
        array.of_numbers = true;
        Coordinates& seen = objects_.back().seen;
        seen.shallowest = std::min(seen.shallowest, array.level);
        seen.deepest = std::max(seen.deepest, array.level);
        return true;
    }

    /// Any value, before it is entered: what it says about the array or the object that holds it.
    bool value(Value kind) {
        if (order_.empty()) return true;
        if (in_array()) {
            Array& array = arrays_.back();
            ++array.items;
            if (array.inside == Inside::coordinates && kind != Value::number && kind != Value::array)
                objects_.back().seen.not_a_number = true;
            if (array.inside == Inside::bbox && kind != Value::number) fault("bad_bbox", "a bbox holds something that is no number");
            if (array.inside == Inside::features && kind != Value::object)
                fault("bad_feature", "\"features\" holds something that is no feature");
            if (array.inside == Inside::geometries && kind != Value::object)
                fault("bad_geometry_collection", "a GeometryCollection holds something that is no geometry");
            return true;
        }
        Object& object = objects_.back();
        if (object.key == "properties") object.properties = kind;
        else if (object.key == "features") object.features = kind;
        else if (object.key == "geometry") object.geometry = kind;
        else if (object.key == "geometries") object.geometries = kind;
        else if (object.key == "coordinates") object.coordinates = kind;
        else if (object.key == "id" && object.role == Role::feature && kind != Value::text && kind != Value::number)
            fault("bad_feature_id", "its \"id\" is neither a text nor a number");
        return true;
    }

    void judge_root(const Object& object) {
        findings.type = object.type;
        if (object.type == "FeatureCollection") {
            if (!object.has("features")) fault("missing_member", "a FeatureCollection has no \"features\"");
            else if (object.features != Value::array) fault("bad_features", "\"features\" is no list");
        } else if (object.type == "Feature") {
            row_ = findings.features = 1;
            judge_feature(object);
        } else {
            row_ = findings.features = 1;
            judge_geometry(object);
        }
    }

    void judge_feature(const Object& object) {
        if (object.type != "Feature") fault("bad_feature", "it has no type \"Feature\"");
        if (object.has("features")) fault("misplaced_member", "a feature must not have \"features\"");
        if (!object.has("properties")) fault("missing_member", "it has no \"properties\"");
        else if (object.properties != Value::object && object.properties != Value::null)
            fault("bad_properties", "its \"properties\" are no object");
        if (!object.has("geometry")) fault("missing_member", "it has no \"geometry\"");
        else if (object.geometry != Value::object && object.geometry != Value::null) fault("bad_geometry", "its \"geometry\" is no object");
    }

    void judge_geometry(const Object& object) {
        for (const char* name : {"properties", "geometry", "features"})
            if (object.has(name)) fault("misplaced_member", std::string("a geometry must not have \"") + name + "\"");
        if (object.type == "GeometryCollection") {
            if (!object.has("geometries") || object.geometries != Value::array)
                fault("missing_member", "a GeometryCollection has no list of geometries");
            else if (object.parts == 1)
                fault("single_collection", "a GeometryCollection holds a single geometry, which should stand alone");
            return;
        }
        const auto found = std::find(with_coordinates.begin(), with_coordinates.end(), object.type);
        if (found == with_coordinates.end()) {
            fault("bad_geometry_type",
                object.type_is_text ? "its geometry has a type that GeoJSON does not know" : "its geometry has no type");
            return;
        }
        if (!object.has("coordinates")) return fault("missing_member", "its geometry has no \"coordinates\"");
        if (object.coordinates != Value::array) return fault("bad_coordinates", "its \"coordinates\" are no list");
        judge_coordinates(object.seen, levels_of[static_cast<std::size_t>(found - with_coordinates.begin())], object.type);
    }

    void judge_coordinates(const Coordinates& seen, int levels, std::string_view type) {
        if (seen.not_a_number) fault("bad_coordinates", "a coordinate is no number");
        const bool numbers = seen.deepest > 0;
        if (numbers && (seen.shallowest != levels || seen.deepest != levels))
            return fault("bad_coordinates", "its coordinates are nested otherwise than its geometry type asks");
        if (seen.short_position) fault("bad_coordinates", "a position has fewer than two numbers");
        if (!numbers || (type != "Polygon" && type != "MultiPolygon")) return;
        if (seen.short_ring) fault("short_ring", "a ring has fewer than four positions");
        if (seen.open_ring) fault("open_ring", "a ring does not end where it began; it was closed");
    }

    void fault(std::string code, std::string sentence) {
        if (findings.faults.size() >= most_faults) return;
        findings.faults.push_back({row_ >= 0 ? row_ : row(), std::move(code), std::move(sentence), false});
    }

    std::vector<Object> objects_;
    std::vector<Array> arrays_;
    std::vector<char> order_;  // '{' or '[' for each level
    std::int64_t row_ = -1;    // while an object is judged: the row of its faults
};

/// Reads one text, which is all there is; nothing, or where it breaks off.
template <class Handler>
std::optional<std::size_t> read_with(Handler& handler, std::string_view text) {
    rapidjson::MemoryStream stream(text.data(), text.size());
    rapidjson::Reader reader;
    const rapidjson::ParseResult result = reader.Parse<strictly>(stream, handler);
    if (result.IsError()) return result.Offset();
    // To the parser a zero byte is an end as good as the last.
    return stream.Tell() == text.size() ? std::nullopt : std::optional<std::size_t>(stream.Tell());
}

bool is_json(std::string_view text) {
    rapidjson::BaseReaderHandler<> nothing;
    return !read_with(nothing, text);
}

}  // namespace

std::int64_t texts_in_sequence(std::string_view text) {
    if (text.starts_with('\x1e')) return std::count(text.begin(), text.end(), '\x1e');
    const auto line = text.find('\n');
    if (line == text.npos || text.find_first_not_of(" \t\r\n", line) == text.npos) return 0;
    if (!text.starts_with('{') || !is_json(text.substr(0, line))) return 0;
    std::int64_t texts = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        texts += text.substr(at, end - at).find_first_not_of(" \t\r") != text.npos;
        at = end + 1;
    }
    return texts;
}

base::Result<GeojsonFindings> check_geojson(std::string_view text, const std::string& file) {
    Checker checker;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (const auto broken_at = read_with(checker, text)) {
        const auto lines = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(*broken_at, text.size())), '\n');
        const bool cut = *broken_at + 1 >= text.size();
        return base::bad_input(file + (cut ? " breaks off in the middle (line " : " is no valid JSON (line ") + std::to_string(lines) +
                               "): get or export the file again.");
    }
    if (!checker.root_is_object) return base::bad_input(file + " is no GeoJSON: it should hold one object, a FeatureCollection.");
    if (checker.linked_crs)
        return base::bad_input(
            file +
            " names its coordinate system by a link, which is never followed: remove the member \"crs\" and give crs in the recipe.");
    return std::move(checker.findings);
}

}  // namespace kith::geo
