// GML, Graph Modelling Language (Himsolt 1997), as igraph, networkx, Gephi, yEd and Newman's collection write it.
#include <array>
#include <unordered_map>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/network_rows.hpp"

namespace kith::io {

using column::Severity;

namespace {

struct Token {
    enum class Kind { key, number, text, open, close, end, fault };
    Kind kind = Kind::end;
    std::string_view text;  // of texts still with their entities
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_figure(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

/// NAN, INF: words that stand where a number should.
bool is_odd_number(std::string_view text) {
    const std::string word = base::lower(text);
    return word == "nan" || word == "inf" || word == "infinity";
}

class Tokens {
public:
    explicit Tokens(std::string_view text) : text_(text) {}
    std::int64_t line() const { return line_; }
    std::size_t position() const { return at_; }

    Token next() {
        skip();
        if (at_ == text_.size()) return {};
        const char c = text_[at_];
        if (c == '[' || c == ']') {
            ++at_;
            return {c == '[' ? Token::Kind::open : Token::Kind::close, {}};
        }
        if (c == '"') return quoted();
        return is_letter(c) ? word(Token::Kind::key) : is_figure(c) || c == '+' || c == '-' || c == '.' ? word(Token::Kind::number) : Token{Token::Kind::fault, {}};
    }

private:
    void skip() {
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '#' && (at_ == 0 || text_[at_ - 1] == '\n' || text_[at_ - 1] == '\r' || is_blank(text_[at_ - 1])))
                while (at_ + 1 < text_.size() && text_[at_ + 1] != '\n' && text_[at_ + 1] != '\r') ++at_;
            else if (!is_blank(text_[at_])) return;
            else line_ += text_[at_] == '\n';
        }
    }
    Token quoted() {
        const std::size_t from = ++at_;
        for (; at_ < text_.size() && text_[at_] != '"'; ++at_) line_ += text_[at_] == '\n';
        if (at_ == text_.size()) return {Token::Kind::fault, {}};
        return {Token::Kind::text, text_.substr(from, at_++ - from)};
    }
    /// Up to a blank or a bracket; a number may also be INF or NAN with a sign.
    Token word(Token::Kind kind) {
        const std::size_t from = at_;
        while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '[' && text_[at_] != ']' && text_[at_] != '"') ++at_;
        const std::string_view found = text_.substr(from, at_ - from);
        double value = 0;
        const std::string_view digits = found.substr(!found.empty() && (found.front() == '+' || found.front() == '-') ? 1 : 0);
        if (kind == Token::Kind::number && !is_odd_number(digits) && read_number(found, value) == Fault::not_a_number) return {Token::Kind::fault, found};
        if (kind == Token::Kind::key)
            for (const char c : found)
                if (!is_letter(c) && !is_figure(c)) return {Token::Kind::fault, found};
        return {kind, found};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::int64_t line_ = 1;
};

void append_utf8(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0u | (c >> 6));
        out += static_cast<char>(0x80u | (c & 0x3Fu));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0u | (c >> 12));
        out += static_cast<char>(0x80u | ((c >> 6) & 0x3Fu));
        out += static_cast<char>(0x80u | (c & 0x3Fu));
    } else {
        out += static_cast<char>(0xF0u | (c >> 18));
        out += static_cast<char>(0x80u | ((c >> 12) & 0x3Fu));
        out += static_cast<char>(0x80u | ((c >> 6) & 0x3Fu));
        out += static_cast<char>(0x80u | (c & 0x3Fu));
    }
}

/// &amp; and its kin, and &#233; the letters that GML, being ASCII, cannot hold. What is no entity stays as it stands.
std::string without_entities(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> known{{{"amp", '&'}, {"quot", '"'}, {"apos", '\''}, {"lt", '<'}, {"gt", '>'}}};
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        // No further than an entity may be long.
        const std::size_t length = text[at] == '&' ? text.substr(at, 11).find(';') : std::string_view::npos;
        const std::size_t end = length == std::string_view::npos ? length : at + length;
        const std::string_view name = length == std::string_view::npos ? std::string_view() : text.substr(at + 1, length - 1);
        const std::size_t before = out.size();
        for (const auto& [word, letter] : known)
            if (name == word) out += letter;
        if (name.size() > 1 && name[0] == '#') {
            double code = 0;
            const bool letter = read_number(name.substr(1), code) == Fault::none && code >= 1 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
            if (letter) append_utf8(out, static_cast<std::uint32_t>(code));
        }
        if (out.size() == before) out += text[at];
        else at = end;
    }
    return out;
}

class GmlReader {
public:
    GmlReader(const Source& block, Notes& notes, std::string_view text, base::JobContext& job)
        : out_(block, notes, {"id"}, {"source", "target", "direction"}), nodes_(out_.wants(NetworkRows::Table::nodes)), file_(block.file),
          size_(text.size()), tokens_(text), job_(job) {}

    base::Result<std::unique_ptr<RowSource>> read() && {
        for (Token token = tokens_.next(); token.kind != Token::Kind::end; token = tokens_.next()) {
            if (token.kind == Token::Kind::close && !stack_.empty()) {
                close();
                continue;
            }
            if (token.kind != Token::Kind::key) return fault(token.kind == Token::Kind::close ? "a ] closes nothing" : "a name was expected here");
            Token value = tokens_.next();
            if (value.kind == Token::Kind::key && is_odd_number(value.text)) value.kind = Token::Kind::number;
            if (value.kind == Token::Kind::open) {
                if (stack_.size() >= most_nested) return fault("records are nested more than " + std::to_string(most_nested) + " deep");
                open(token.text);
            } else if (value.kind == Token::Kind::number || value.kind == Token::Kind::text) {
                take(token.text, value);
            } else {
                return fault("\"" + std::string(token.text.substr(0, 40)) + "\" has no value that can be read");
            }
            if ((++events_ & 4095u) == 0) {
                job_.progress(0.5 * static_cast<double>(tokens_.position()) / static_cast<double>(size_));
                if (base::Status status = job_.check(); !status) return status.error();
            }
        }
        if (!stack_.empty()) return fault("the file ends before its last record is closed with ]");
        if (graphs_ == 0)
            return base::bad_input(file_ + " is no GML: it holds no graph [ … ]; name a file of nodes and edges in Graph Modelling Language, or say another format.");
        return finish();
    }

private:
    static constexpr std::size_t most_nested = 64;
    enum class Level { other, graph, node, edge, record };
    struct Thing {
        std::string id, source, target;
        std::int64_t line = 0;
        std::vector<std::pair<int, std::string>> cells;
        std::unordered_map<int, std::size_t> places;  // of cells, by column
    };

    base::Error fault(const std::string& what) const {
        return base::bad_input(file_ + ", line " + std::to_string(tokens_.line()) + ": this is no GML that can be read: " + what + "; nothing of it was used.");
    }
    Level level() const { return stack_.empty() ? Level::other : stack_.back(); }

    void open(std::string_view key) {
        Level inside = Level::other;
        if (stack_.empty() && key == "graph" && ++graphs_ == 1) inside = Level::graph;
        else if (level() == Level::graph && (key == "node" || key == "edge")) inside = key == "node" ? Level::node : Level::edge;
        else if (level() == Level::node || level() == Level::edge) inside = Level::record;
        if (inside == Level::node || inside == Level::edge) thing_ = Thing{{}, {}, {}, tokens_.line(), {}, {}};
        if (inside == Level::record) record_ = std::string(key) + '.';
        deeper_ += level() == Level::record && of_table_;
        if (inside == Level::node || inside == Level::edge) of_table_ = (inside == Level::node) == nodes_;
        stack_.push_back(inside);
    }
    void close() {
        const Level closed = level();
        stack_.pop_back();
        if (closed == Level::graph && directed_ >= 0) direction_ = directed_ == 1 ? directed_word : undirected_word;
        if (closed == Level::graph && waiting_ > 0) settle();
        if (closed != Level::node && closed != Level::edge) return;
        if (of_table_ && nodes_) end_node();
        if (of_table_ && !nodes_) end_edge();
        of_table_ = false;
    }

    void take(std::string_view key, const Token& value) {
        const Level here = level();
        if (here == Level::graph && key == "directed") return take_direction(value);
        if (here != Level::node && here != Level::edge && here != Level::record) return;
        const std::string text = value.kind == Token::Kind::text ? without_entities(value.text) : std::string(value.text);
        if (here == Level::node && key == "id") thing_.id = text;
        else if (here == Level::edge && key == "source") thing_.source = text;
        else if (here == Level::edge && key == "target") thing_.target = text;
        else if (of_table_) add(here == Level::record ? record_ + std::string(key) : std::string(key), text);
    }
    void take_direction(const Token& value) {
        directed_ = value.text == "1" ? 1 : value.text == "0" ? 0 : -2;
        if (directed_ == -2)
            out_.notes().file(Severity::problem, "direction_unstated", "directed",
                at_line(tokens_.line(), "directed is neither 0 nor 1; whether ties have a direction is unstated."));
    }
    void add(const std::string& name, const std::string& text) {
        const auto [at, made] = columns_.try_emplace(name, -1);
        if (made) at->second = out_.attribute(name);
        const auto [cell, first] = thing_.places.try_emplace(at->second, thing_.cells.size());
        if (first) return void(thing_.cells.emplace_back(at->second, text));
        thing_.cells[cell->second].second = text;
        ++repeated_;
    }

    void end_node() {
        if (thing_.id.empty()) return out_.refuse("no_id", at_line(thing_.line, "the node has no id, so nothing can refer to it; it was refused."));
        MadeRows& rows = out_.rows();
        rows.begin_row();
        rows.add("id", thing_.id);
        for (const auto& [column, text] : thing_.cells) rows.add(column, text);
    }
    void end_edge() {
        if (thing_.source.empty() || thing_.target.empty())
            return out_.refuse("no_end", at_line(thing_.line, "the edge does not say both of its ends; it was refused."));
        MadeRows& rows = out_.rows();
        rows.begin_row();
        rows.add("source", thing_.source);
        rows.add("target", thing_.target);
        for (const auto& [column, text] : thing_.cells) rows.add(column, text);
        ++waiting_;
    }
    /// `directed` may stand behind the edges: what it says holds for all.
    void settle() {
        if (directed_ != -2) out_.rows().set_default(out_.rows().column("direction"), direction_);
        waiting_ = 0;
    }

    base::Result<std::unique_ptr<RowSource>> finish() {
        Notes& notes = out_.notes();
        notes.many(Severity::note, "further_graphs", graphs_ - 1, {}, "The file holds more than one graph; the first was read.");
        notes.many(Severity::note, "repeated_value", repeated_, {}, "Of a value given more than once for the same thing the last was taken.");
        notes.many(Severity::note, "nested_data", deeper_, {}, "Records within records, such as shapes that a drawing program wrote, were not read.");
        return std::move(out_).finish();
    }

    NetworkRows out_;
    bool nodes_;
    const std::string& file_;
    std::size_t size_;
    Tokens tokens_;
    base::JobContext& job_;
    std::vector<Level> stack_;
    Thing thing_;
    bool of_table_ = false;
    std::string record_;
    std::unordered_map<std::string, int> columns_;
    int directed_ = 0;  // undirected when the file does not say; -2: it says something else
    std::string_view direction_ = undirected_word;
    std::int64_t graphs_ = 0, repeated_ = 0, deeper_ = 0, waiting_ = 0;
    unsigned events_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<RowSource>> read_gml(const Source& block, const BlockContext& context, Notes& notes) {
    if (block.table == "graphs") return base::bad_input(block.file + ": only GraphML has a table of graphs; say table = \"nodes\" or \"edges\".");
    auto text = open_text(context, notes, "GML");
    if (!text) return text.error();
    return GmlReader(block, notes, text->text(), context.job).read();
}

}  // namespace kith::io
