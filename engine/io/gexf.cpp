// GEXF 1.1 to 1.3 (gexf.net), as Gephi, networkx and sigma write it.
#include <array>
#include <unordered_map>
#include <vector>

#include "engine/io/fields.hpp"
#include "engine/io/network_rows.hpp"
#include "engine/io/xml_reader.hpp"

namespace kith::io {

using column::Severity;

namespace {

/// "#rrggbb" of the three numbers 0 to 255, or "".
std::string colour_of(const XmlAttributes& attributes) {
    if (attributes.has("hex")) return std::string(attributes.get("hex"));
    std::string out = "#";
    for (const std::string_view part : {"r", "g", "b"}) {
        double value = 0;
        if (read_number(attributes.get(part), value) != Fault::none || value < 0 || value > 255) return {};
        constexpr std::string_view digits = "0123456789abcdef";
        const auto whole = static_cast<unsigned>(value);
        out += digits[whole / 16];
        out += digits[whole % 16];
    }
    return out;
}

class GexfReader final : public XmlHandler {
public:
    GexfReader(const Source& block, Notes& notes)
        : out_(block, notes, {"id", "label"}, {"source", "target", "direction", "id", "label", "weight", "since", "until"}),
          nodes_(out_.wants(NetworkRows::Table::nodes)), edges_(out_.wants(NetworkRows::Table::edges)) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        ++depth_;
        if (depth_ == 1 && name != "gexf") root_ = std::string(name.substr(0, 40));
        if (!root_.empty()) return;
        if (name == "graph") start_graph(attributes);
        else if (name == "attributes") attributes_class_ = attributes.get("class");
        else if (name == "attribute") start_attribute(attributes);
        else if (name == "default") start_text();
        else if (name == "node") start_node(attributes);
        else if (name == "edge") start_edge(attributes);
        else if (name == "attvalue") add_value(attributes);
        else if (name == "spell") add_spell(attributes.get("start"), attributes.get("end"));
        else if (!stack_.empty()) add_looks(name, attributes);
    }
    void end(std::string_view name) override {
        --depth_;
        if (!root_.empty()) return;
        if (name == "default") end_default();
        else if (name == "attribute") default_of_ = -1;
        else if (name == "node" || name == "edge") end_thing();
    }
    void text(std::string_view piece) override {
        if (takes_text_) text_ += piece;
    }

    base::Result<std::unique_ptr<RowSource>> finish(const std::string& file) && {
        if (!root_.empty())
            return base::bad_input(file + " is no GEXF: its first element is <" + root_ + ">; name a file whose first element is <gexf>, or say another format.");
        Notes& notes = out_.notes();
        if (!graph_) notes.file(Severity::problem, "no_graph", {}, "The file holds no graph.");
        notes.many(Severity::note, "unknown_key", unknown_, {}, "Values whose attribute the file does not declare were not read.");
        notes.many(Severity::note, "changing_value", changing_, {}, "Of values that change with time the last in the file was taken.");
        notes.many(Severity::note, "several_spells", spells_, {}, "Of what comes and goes several times, the first beginning and the last end were taken.");
        return std::move(out_).finish();
    }

private:
    struct Thing {
        bool node;
        std::string id, label, source, target, weight, parent;
        std::string_view direction;
        std::string start, end;
        int spells = 0;
        std::vector<std::pair<int, std::string>> cells{};
        std::unordered_map<int, std::size_t> places{};  // of the cells of attributes, by column
    };

    bool of_table(const Thing& thing) const { return thing.node ? nodes_ : edges_; }
    void start_text() {
        text_.clear();
        takes_text_ = true;
    }

    void start_graph(const XmlAttributes& attributes) {
        graph_ = true;
        direction_ = direction_of(attributes.get("defaultedgetype"), undirected_word);
        const std::string_view format = attributes.has("timeformat") ? attributes.get("timeformat") : attributes.get("timetype");
        dates_ = format == "date" || format == "dateTime" || format == "dateime";
    }
    static std::string_view direction_of(std::string_view type, std::string_view otherwise) {
        return type == "directed" ? directed_word : type == "undirected" || type == "mutual" ? undirected_word : otherwise;
    }
    void start_attribute(const XmlAttributes& attributes) {
        default_of_ = -1;
        const bool own = (attributes_class_ == "node" && nodes_) || (attributes_class_ == "edge" && edges_);
        const std::string id(attributes.get("id"));
        const std::string_view title = attributes.get("title");
        if (!own) return;
        const auto [at, made] = columns_.try_emplace(id, -1);
        if (!made) {
            out_.notes().file(Severity::problem, "key_twice", id, at_line(line(), "an attribute is declared twice; the first counts."));
            return;
        }
        at->second = default_of_ = out_.attribute(title.empty() ? std::string_view(id) : title);
    }
    void end_default() {
        takes_text_ = false;
        if (default_of_ >= 0) out_.rows().set_default(default_of_, text_);
    }

    void start_node(const XmlAttributes& attributes) {
        Thing node{true, std::string(attributes.get("id")), std::string(attributes.get("label")), {}, {}, {}, std::string(attributes.get("pid")), {}, {}, {}, 0, {}};
        if (node.parent.empty() && !stack_.empty() && stack_.back().node) node.parent = stack_.back().id;
        stack_.push_back(std::move(node));
        add_time(attributes);
    }
    void start_edge(const XmlAttributes& attributes) {
        Thing edge{false, std::string(attributes.get("id")), std::string(attributes.get("label")), std::string(attributes.get("source")),
            std::string(attributes.get("target")), std::string(attributes.get("weight")), {}, direction_of(attributes.get("type"), direction_), {}, {}, 0, {}};
        const std::string_view kind = attributes.get("kind");
        if (edges_ && !kind.empty()) edge.cells.emplace_back(out_.rows().column("kind"), kind);
        stack_.push_back(std::move(edge));
        add_time(attributes);
    }
    void add_time(const XmlAttributes& attributes) {
        const std::string_view from = attributes.has("start") ? attributes.get("start") : attributes.get("startopen");
        const std::string_view until = attributes.has("end") ? attributes.get("end") : attributes.get("endopen");
        if (!from.empty() || !until.empty()) add_spell(from, until);
    }
    void add_spell(std::string_view from, std::string_view until) {
        if (stack_.empty()) return;
        Thing& thing = stack_.back();
        if (++thing.spells == 2 && of_table(thing)) ++spells_;
        if (thing.spells == 1) thing.start = from;
        thing.end = until;
    }
    void add_value(const XmlAttributes& attributes) {
        if (stack_.empty() || !of_table(stack_.back())) return;
        const std::string id(attributes.has("for") ? attributes.get("for") : attributes.get("id"));
        const auto found = columns_.find(id);
        if (found == columns_.end()) {
            ++unknown_;
            return;
        }
        Thing& thing = stack_.back();
        const auto [cell, first] = thing.places.try_emplace(found->second, thing.cells.size());
        if (first) return void(thing.cells.emplace_back(found->second, attributes.get("value")));
        thing.cells[cell->second].second = attributes.get("value");
        ++changing_;
    }
    /// How a drawing program shows it: viz:position, viz:color, viz:size, viz:shape, viz:thickness.
    void add_looks(std::string_view name, const XmlAttributes& attributes) {
        Thing& thing = stack_.back();
        if (!of_table(thing)) return;
        const auto add = [&](const std::string& column, std::string_view value) {
            if (!value.empty()) thing.cells.emplace_back(out_.rows().column("viz." + column), value);
        };
        if (name == "position")
            for (const char* axis : {"x", "y", "z"}) add(axis, attributes.get(axis));
        else if (name == "color") add("colour", colour_of(attributes));
        else if (name == "size" || name == "shape" || name == "thickness") add(std::string(name), attributes.get("value"));
    }

    void end_thing() {
        const Thing& thing = stack_.back();
        if (thing.node && nodes_) end_node(thing);
        if (!thing.node && edges_) end_edge(thing);
        stack_.pop_back();
    }
    void end_node(const Thing& node) {
        if (node.id.empty()) return out_.refuse("no_id", at_line(line(), "the node has no id, so nothing can refer to it; it was refused."));
        MadeRows& rows = out_.rows();
        rows.begin_row();
        rows.add("id", node.id);
        if (!node.label.empty()) rows.add("label", node.label);
        if (!node.parent.empty()) rows.add("parent", node.parent);
        emit(node);
    }
    void end_edge(const Thing& edge) {
        if (edge.source.empty() || edge.target.empty())
            return out_.refuse("no_end", at_line(line(), "the edge does not say both of its ends; it was refused."));
        MadeRows& rows = out_.rows();
        rows.begin_row();
        rows.add("source", edge.source);
        rows.add("target", edge.target);
        rows.add("direction", edge.direction);
        for (const auto& [name, value] : {std::pair("id", &edge.id), std::pair("label", &edge.label), std::pair("weight", &edge.weight)})
            if (!value->empty()) rows.add(name, *value);
        emit(edge);
    }
    /// Times that are dates are since and until; counts of seconds and bare years of a simulation stay start and end.
    void emit(const Thing& thing) {
        MadeRows& rows = out_.rows();
        for (const auto& [name, plain, value] : {std::tuple("since", "start", &thing.start), std::tuple("until", "end", &thing.end)})
            if (!value->empty()) rows.add(dates_ ? name : plain, *value);
        for (const auto& [column, text] : thing.cells) rows.add(column, text);
    }

    NetworkRows out_;
    bool nodes_, edges_;
    int depth_ = 0;
    std::string root_, attributes_class_, text_;
    bool graph_ = false, dates_ = false, takes_text_ = false;
    std::string_view direction_ = undirected_word;
    std::unordered_map<std::string, int> columns_;  // of the table that is read, by attribute id
    int default_of_ = -1;
    std::vector<Thing> stack_;
    std::int64_t unknown_ = 0, changing_ = 0, spells_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<RowSource>> read_gexf(const Source& block, const BlockContext& context, Notes& notes) {
    if (block.table == "graphs") return base::bad_input(block.file + ": only GraphML has a table of graphs; say table = \"nodes\" or \"edges\".");
    auto text = open_text(context, notes, "GEXF");
    if (!text) return text.error();
    GexfReader reader(block, notes);
    if (base::Status status = read_xml(text->text(), block.file, reader, context.job); !status) return status.error();
    return std::move(reader).finish(block.file);
}

}  // namespace kith::io
