// GraphML (graphdrawing.org, 1.0 and 1.1), as the specification's primer and the exporters of Network Canvas, igraph, yEd, Gephi and
// networkx write it.
#include <unordered_map>

#include "engine/io/network_rows.hpp"
#include "engine/io/xml_reader.hpp"

namespace kith::io {

using column::Severity;

namespace {

class GraphmlReader final : public XmlHandler {
public:
    GraphmlReader(const Source& block, Notes& notes)
        : out_(block, notes, {"id"}, {"source", "target", "direction", "id"}), nodes_(out_.wants(NetworkRows::Table::nodes)),
          edges_(out_.wants(NetworkRows::Table::edges)), graphs_(out_.wants(NetworkRows::Table::graphs)) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (inside_data_ > 0) {
            ++inside_data_;
            nested_data_ += inside_data_ == 2;
            return;
        }
        if (!open_) {
            open_ = name == "graphml";
            other_root_ = !open_;
            if (other_root_) root_ = std::string(name.substr(0, 40));
        }
        if (other_root_) return;
        if (name == "key") start_key(attributes);
        else if (name == "default") start_text();
        else if (name == "graph") start_graph(attributes);
        else if (name == "node") start_node(attributes);
        else if (name == "edge") start_edge(attributes);
        else if (name == "hyperedge") push(Kind::hyperedge);
        else if (name == "data") start_data(attributes);
    }

    void end(std::string_view name) override {
        if (inside_data_ > 1) {
            --inside_data_;
            return;
        }
        if (other_root_) return;
        if (name == "data") end_data();
        else if (name == "default") end_default();
        else if (name == "key") key_ = nullptr;
        else if (name == "graph") end_graph();
        else if (name == "node") end_node();
        else if (name == "edge") end_edge();
        else if (name == "hyperedge") end_hyperedge();
    }

    void text(std::string_view piece) override {
        if (inside_data_ == 1) text_ += piece;
    }

    base::Result<std::unique_ptr<RowSource>> finish(const std::string& file) && {
        if (other_root_)
            return base::bad_input(file + " is no GraphML: its first element is <" + root_ + ">; name a file whose first element is <graphml>, or say another format.");
        Notes& notes = out_.notes();
        if (graph_count_ == 0) notes.file(Severity::problem, "no_graph", {}, "The file holds no graph.");
        notes.many(Severity::note, "unknown_key", unknown_keys_, {}, "Values whose key the file does not declare for what has them were not read.");
        notes.many(Severity::note, "nested_data", nested_data_, {}, "Elements within values, such as shapes that a drawing program wrote, were not read.");
        notes.many(Severity::note, "direction_unstated", no_direction_, {}, "The graph does not say whether its ties have a direction (edgedefault); theirs is unstated.");
        return std::move(out_).finish();
    }

private:
    enum class Kind { graph, node, edge, hyperedge };
    struct Frame {
        Kind kind;
        std::string id;
        std::string source, target;
        std::string_view direction;
        int group = 0;
        bool of_table = false;
        std::vector<std::pair<int, std::string>> cells;
    };
    struct Key {
        int column = -1;  // in the table that is read
        std::string name;
    };

    static bool is_for(std::string_view domain, std::string_view what) { return domain == what || domain == "all" || domain.empty(); }
    static std::string_view word_of(Kind kind) { return kind == Kind::graph ? "graph" : kind == Kind::node ? "node" : "edge"; }

    void push(Kind kind) {
        Frame frame{kind, {}, {}, {}, {}, stack_.empty() ? 0 : stack_.back().group, false, {}};
        stack_.push_back(std::move(frame));
    }
    void start_text() {
        text_.clear();
        inside_data_ = 1;
    }

    void start_key(const XmlAttributes& attributes) {
        const std::string_view domain = attributes.get("for");
        const std::string id(attributes.get("id"));
        std::string_view name = attributes.get("attr.name");
        if (name.empty()) name = id;
        key_ = nullptr;
        for (const std::string_view what : {"graph", "node", "edge"}) {
            if (!is_for(domain, what)) continue;
            if (keys_.count({std::string(what), id}) != 0) {
                out_.notes().file(Severity::problem, "key_twice", std::string(name), at_line(line(), "a key is declared twice; the first counts."));
                continue;
            }
            Key key{-1, std::string(name)};
            const bool own = (what == "node" && nodes_) || (what == "edge" && edges_) || (what == "graph" && graphs_);
            if (own) key.column = out_.attribute(name);
            const auto at = keys_.emplace(std::pair(std::string(what), id), std::move(key)).first;
            if (own) key_ = &at->second;
        }
    }
    void end_default() {
        inside_data_ = 0;
        if (key_ != nullptr && key_->column >= 0) out_.rows().set_default(key_->column, text_);
    }

    void start_graph(const XmlAttributes& attributes) {
        const std::string parent = stack_.empty() ? std::string() : stack_.back().id;
        const bool inside_node = !stack_.empty() && stack_.back().kind == Kind::node;
        push(Kind::graph);
        Frame& graph = stack_.back();
        graph.id = attributes.get("id");
        graph.group = out_.rows().make_group();
        graph.of_table = graphs_;
        const std::string_view direction = attributes.get("edgedefault");
        graph.direction = direction == "directed" ? directed_word : direction == "undirected" ? undirected_word : std::string_view();
        // What tells its rows from those of another graph; and what Network Canvas says of an interview (nc:caseId …).
        attributes.each([&](std::string_view name, std::string_view value) {
            if (name == "edgedefault" || name.starts_with("parse.") || name.starts_with("xmlns")) return;
            if (graphs_ && name != "id") graph.cells.emplace_back(out_.rows().column(name), value);
            if (!graphs_ && (name != "id" || graph_count_ > 0 || inside_node)) set_of_graph(graph, std::string(name), value);
        });
        if (!graphs_ && inside_node) set_of_graph(graph, "parent", parent);
        ++graph_count_;
    }
    void set_of_graph(const Frame& graph, const std::string& name, std::string_view value) {
        out_.rows().set_group_cell(graph.group, out_.rows().column("graph." + name), value);
    }
    void start_node(const XmlAttributes& attributes) {
        push(Kind::node);
        stack_.back().id = attributes.get("id");
        stack_.back().of_table = nodes_;
    }
    void start_edge(const XmlAttributes& attributes) {
        const std::string_view usual = enclosing_direction();
        push(Kind::edge);
        Frame& edge = stack_.back();
        edge.id = attributes.get("id");
        edge.source = attributes.get("source");
        edge.target = attributes.get("target");
        const std::string_view own = attributes.get("directed");
        edge.direction = own == "true" || own == "1" ? directed_word : own == "false" || own == "0" ? undirected_word : usual;
        edge.of_table = edges_;
    }
    std::string_view enclosing_direction() const {
        for (auto at = stack_.rbegin(); at != stack_.rend(); ++at)
            if (at->kind == Kind::graph) return at->direction;
        return {};
    }

    void start_data(const XmlAttributes& attributes) {
        start_text();
        data_key_ = attributes.get("key");
    }
    void end_data() {
        inside_data_ = 0;
        if (stack_.empty()) return;
        Frame& frame = stack_.back();
        if (frame.kind == Kind::hyperedge) return;
        const auto found = keys_.find({std::string(word_of(frame.kind)), data_key_});
        if (found == keys_.end()) {
            unknown_keys_ += frame.of_table || frame.kind == Kind::graph;
            return;
        }
        if (frame.of_table && found->second.column >= 0) frame.cells.emplace_back(found->second.column, text_);
        if (frame.kind == Kind::graph && !graphs_) set_of_graph(frame, found->second.name, text_);
    }

    void end_graph() {
        if (graphs_) emit(stack_.back(), stack_.back().id.empty() ? std::to_string(out_.rows().rows() + 1) : stack_.back().id);
        stack_.pop_back();
    }
    void end_node() {
        Frame& node = stack_.back();
        if (nodes_ && node.id.empty()) out_.refuse("no_id", at_line(line(), "the node has no id, so nothing can refer to it; it was refused."));
        else if (nodes_) emit(node, node.id);
        stack_.pop_back();
    }
    void end_edge() {
        Frame& edge = stack_.back();
        if (edges_ && (edge.source.empty() || edge.target.empty())) {
            out_.refuse("no_end", at_line(line(), "the edge does not say both of its ends; it was refused."));
        } else if (edges_) {
            MadeRows& rows = out_.rows();
            rows.set_group(edge.group);
            rows.begin_row();
            rows.add("source", edge.source);
            rows.add("target", edge.target);
            if (!edge.direction.empty()) rows.add("direction", edge.direction);
            no_direction_ += edge.direction.empty();
            if (!edge.id.empty()) rows.add("id", edge.id);
            for (const auto& [column, text] : edge.cells) rows.add(column, text);
        }
        stack_.pop_back();
    }
    void end_hyperedge() {
        if (edges_) out_.refuse("hyperedge", at_line(line(), "a hyperedge joins any number of nodes, and a tie has two ends; it was refused. Make the meeting or group itself a node."));
        stack_.pop_back();
    }
    void emit(const Frame& frame, std::string_view id) {
        MadeRows& rows = out_.rows();
        rows.set_group(graphs_ ? 0 : frame.group);
        rows.begin_row();
        rows.add("id", id);
        for (const auto& [column, text] : frame.cells) rows.add(column, text);
    }

    struct KeyHash {
        std::size_t operator()(const std::pair<std::string, std::string>& key) const {
            return std::hash<std::string>()(key.first) * 31 + std::hash<std::string>()(key.second);
        }
    };
    NetworkRows out_;
    bool nodes_, edges_, graphs_;
    bool open_ = false, other_root_ = false;
    std::string root_;
    std::unordered_map<std::pair<std::string, std::string>, Key, KeyHash> keys_;  // by domain and id
    Key* key_ = nullptr;
    std::string data_key_, text_;
    int inside_data_ = 0;  // how deep within <data> or <default>
    std::vector<Frame> stack_;
    std::int64_t graph_count_ = 0, unknown_keys_ = 0, nested_data_ = 0, no_direction_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<RowSource>> read_graphml(const Source& block, const BlockContext& context, Notes& notes) {
    auto text = open_text(context, notes, "GraphML");
    if (!text) return text.error();
    GraphmlReader reader(block, notes);
    if (base::Status status = read_xml(text->text(), block.file, reader, context.job); !status) return status.error();
    return std::move(reader).finish(block.file);
}

}  // namespace kith::io
