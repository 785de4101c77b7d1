#include "viewer/model/options.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace kith::viewer::model {
namespace {

using nlohmann::json;

struct Unknown {};

/// Writes or reads a record field by field, so that the two can never differ.
class Writer {
public:
    json object = json::object();
    template <class T>
    void operator()(const char* key, const T& value) { object[key] = said(value); }
    static json said(const std::string& v) { return v; }
    static json said(bool v) { return v; }
    static json said(int v) { return v; }
    static json said(float v) { return v; }
    static json said(double v) { return v; }
    static json said(std::uint64_t v) { return v; }
    static json said(const base::EntityKey& v) { return base::to_text(v); }
    template <class T>
    static json said(const std::vector<T>& list) {
        json made = json::array();
        for (const T& one : list) made.push_back(said(one));
        return made;
    }
    template <class T>
    static json said(const std::optional<T>& v) { return v ? said(*v) : json(nullptr); }
    template <class T>
    static json said(const T& record) {
        if constexpr (std::is_enum_v<T>) return static_cast<int>(record);
        else {
            Writer inner;
            visit(inner, const_cast<T&>(record));
            return std::move(inner.object);
        }
    }
};

/// A value that is not what it should be throws; `known` counts the keys that were read.
class Reader {
public:
    explicit Reader(const json& from) : object(from) {
        if (!object.is_object()) throw Unknown{};
    }
    const json& object;
    std::size_t known = 0;
    template <class T>
    void operator()(const char* key, T& value) {
        const auto at = object.find(key);
        if (at == object.end()) return;
        ++known;
        read(*at, value);
    }
    void finish() const {
        if (known != object.size()) throw Unknown{};
    }
    static void read(const json& j, std::string& v) { v = j.get<std::string>(); }
    static void read(const json& j, bool& v) { v = j.get<bool>(); }
    static void read(const json& j, int& v) { v = j.get<int>(); }
    static void read(const json& j, float& v) { v = j.get<float>(); }
    static void read(const json& j, double& v) { v = j.get<double>(); }
    static void read(const json& j, std::uint64_t& v) { v = j.get<std::uint64_t>(); }
    static void read(const json& j, base::EntityKey& v) { v = base::key_from_text(j.get<std::string>()); }
    template <class T>
    static void read(const json& j, std::vector<T>& list) {
        if (!j.is_array()) throw Unknown{};
        list.clear();
        for (const json& one : j) read(one, list.emplace_back());
    }
    template <class T>
    static void read(const json& j, std::optional<T>& v) {
        v.reset();
        if (!j.is_null()) read(j, v.emplace());
    }
    template <class T>
    static void read(const json& j, T& record) {
        if constexpr (std::is_enum_v<T>) {
            const int code = j.get<int>();
            if (code < 0 || code >= codes_of(record)) throw Unknown{};
            record = static_cast<T>(code);
        } else {
            Reader inner(j);
            visit(inner, record);
            inner.finish();
        }
    }
    static int codes_of(picture::Scheme) { return picture::scheme_count; }
    static int codes_of(Filter::Kind) { return 4; }
    static int codes_of(TieDrawing) { return 3; }
    static int codes_of(Arrangement) { return 4; }
    static int codes_of(TableOf) { return 5; }
    static int codes_of(ThemeChoice) { return 3; }
    static int codes_of(picture::ColourSight) { return picture::colour_sight_count; }
    static int codes_of(Pane) { return 9; }
};

template <class Visitor>
void visit(Visitor& v, Colouring& o) {
    v("column", o.column), v("scheme", o.scheme), v("classes", o.classes), v("hinge", o.hinge), v("breaks", o.breaks), v("palette", o.palette);
    v("reversed", o.reversed), v("second", o.second);
}
template <class Visitor>
void visit(Visitor& v, MarkLook& o) { v("show", o.show), v("colour", o.colour), v("size", o.size), v("shape", o.shape); }
template <class Visitor>
void visit(Visitor& v, Filter& o) { v("column", o.column), v("kind", o.kind), v("least", o.least), v("most", o.most), v("words", o.words), v("keys", o.keys); }
template <class Visitor>
void visit(Visitor& v, MapOptions& o) {
    v("layers", o.layers), v("hidden_layers", o.hidden_layers), v("areas", o.areas), v("area_names", o.area_names), v("asset_names", o.asset_names), v("legend", o.legend), v("colour", o.colour);
    v("ties", o.ties), v("hidden_backdrops", o.hidden_backdrops), v("backdrop_names", o.backdrop_names), v("grid", o.grid);
    v("grid_columns", o.grid_columns), v("walk_from", o.walk_from);
}
template <class Visitor>
void visit(Visitor& v, NetworkOptions& o) {
    v("arrangement", o.arrangement), v("community", o.community), v("around", o.around), v("focus_depth", o.focus_depth), v("assets", o.assets);
    v("most_labels", o.most_labels), v("seed", o.seed);
}
template <class Visitor>
void visit(Visitor& v, TableOptions& o) {
    v("of", o.of), v("layer", o.layer), v("hidden", o.hidden), v("sorted_by", o.sorted_by), v("descending", o.descending), v("only_selected", o.only_selected);
}
template <class Visitor>
void visit(Visitor& v, ChartOptions& o) { v("histogram", o.histogram), v("scatter_x", o.scatter_x), v("scatter_y", o.scatter_y); }
template <class Visitor>
void visit(Visitor& v, FindingOptions& o) {
    v("messages", o.messages), v("analyses", o.analyses), v("dismissed", o.dismissed), v("only_selected", o.only_selected);
}
template <class Visitor>
void visit(Visitor& v, ViewOptions& o) {
    v("lens", o.lens), v("classes", o.classes), v("filters", o.filters), v("people", o.people), v("assets", o.assets), v("map", o.map);
    v("network", o.network), v("table", o.table), v("charts", o.charts), v("findings", o.findings);
}
template <class Visitor>
void visit(Visitor& v, Preferences& o) {
    v("theme", o.theme), v("scale_percent", o.scale_percent), v("reduced_motion", o.reduced_motion), v("presentation", o.presentation), v("lock_after_minutes", o.lock_after_minutes);
    v("colour_blind_safe", o.colour_blind_safe), v("sight", o.sight), v("left", o.left), v("right", o.right), v("bottom", o.bottom), v("middle", o.middle), v("bottom_tab", o.bottom_tab);
}

template <class Record>
std::string written(const Record& record) { return Writer::said(record).dump(-1, ' ', false, json::error_handler_t::replace); }

template <class Record>
base::Result<Record> read(std::string_view text, const char* what) {
    try {
        Record record;
        Reader::read(json::parse(text), record);
        return record;
    } catch (const json::exception&) {
    } catch (const Unknown&) {
    }
    return base::bad_input(std::string("What was kept of ") + what + " cannot be understood; it starts as usual.");
}

}  // namespace

void switch_backdrop(MapOptions& options, const std::string& as) {
    if (std::erase(options.hidden_backdrops, as) == 0) options.hidden_backdrops.push_back(as);
}

std::string to_json(const ViewOptions& options) { return written(options); }
base::Result<ViewOptions> view_options_from_json(std::string_view text) { return read<ViewOptions>(text, "how the place looked"); }
std::string to_json(const Preferences& preferences) { return written(preferences); }
base::Result<Preferences> preferences_from_json(std::string_view text) { return read<Preferences>(text, "your settings"); }

ViewOptions within_bounds(ViewOptions options) {
    for (Colouring* colouring : {&options.map.colour, &options.people.colour, &options.assets.colour}) colouring->classes = std::clamp(colouring->classes, 2, 10);
    options.network.focus_depth = std::clamp(options.network.focus_depth, -1, 9);
    options.map.grid_columns = std::clamp(options.map.grid_columns, 2, 26);
    options.network.most_labels = std::max(options.network.most_labels, 0);
    return options;
}

std::string_view words_of(Arrangement arrangement) {
    constexpr std::array<std::string_view, 4> words{"By its ties", "On the map", "By community", "Around one person"};
    return words[static_cast<std::size_t>(arrangement)];
}
std::string_view words_of(Pane pane) {
    constexpr std::array<std::string_view, 9> words{"Layers", "Map", "Network", "Card", "Table", "Findings", "Charts", "Issues", "Today"};
    return words[static_cast<std::size_t>(pane)];
}

}  // namespace kith::viewer::model
