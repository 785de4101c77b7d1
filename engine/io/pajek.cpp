// Pajek networks (.net, and the first network of a project, .paj), by the Pajek manual.
#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/io/fields.hpp"
#include "engine/io/network_rows.hpp"

namespace kith::io {

using column::Severity;

namespace {

/// Words of a line: parted by blanks, or in quotes.
std::vector<std::string_view> pajek_words(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == ' ' || line[at] == '\t' || line[at] == '\r') {
            ++at;
            continue;
        }
        const bool quoted = line[at] == '"' && line.find('"', at + 1) != std::string_view::npos;
        const std::size_t from = at + (quoted ? 1 : 0);
        const std::size_t end = quoted ? line.find('"', from) : std::min(line.find_first_of(" \t\r", from), line.size());
        words.push_back(line.substr(from, end - from));
        at = end + (quoted ? 1 : 0);
    }
    return words;
}

std::optional<std::int64_t> whole_number(std::string_view word) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc() && end == word.data() + word.size() ? std::optional(value) : std::nullopt;
}

bool is_number(std::string_view word) {
    double value = 0;
    return read_number(word, value) == Fault::none;
}

class PajekReader {
public:
    PajekReader(const Source& block, Notes& notes, std::string_view text, base::JobContext& job)
        : out_(block, notes, {"id", "label"}, {"source", "target", "direction", "weight"}), nodes_(out_.wants(NetworkRows::Table::nodes)),
          file_(block.file), text_(text), job_(job) {}

    base::Result<std::unique_ptr<RowSource>> read() && {
        for (std::size_t at = 0; at < text_.size() && !done_;) {
            const std::size_t end = std::min(text_.find('\n', at), text_.size());
            ++line_;
            take_line(base::trimmed(text_.substr(at, end - at)));
            at = end + 1;
            if (!error_.empty()) return base::bad_input(error_);
            if ((line_ & 1023) != 0) continue;
            job_.progress(0.5 * static_cast<double>(at) / static_cast<double>(text_.size()));
            if (base::Status status = job_.check(); !status) return status.error();
        }
        if (!counted_)
            return base::bad_input(file_ + " is no Pajek network: no line begins with *Vertices and their number; name a .net file, or say another format.");
        if (nodes_) emit_vertices();
        return finish();
    }

private:
    enum class Part { before, vertices, arcs, edges, arcs_list, edges_list, matrix, other };

    void take_line(std::string_view line) {
        if (line.empty() || line.front() == '%') return;
        if (line.front() == '*') return begin(line);
        switch (part_) {
            case Part::before: ++before_; return;
            case Part::vertices: return take_vertex(line);
            case Part::arcs:
            case Part::edges: return nodes_ ? void() : take_tie(line);
            case Part::arcs_list:
            case Part::edges_list: return nodes_ ? void() : take_list(line);
            case Part::matrix: return nodes_ ? void() : take_matrix_row(line);
            case Part::other: return;
        }
    }

    void begin(std::string_view line) {
        const auto words = pajek_words(line);
        const std::string name = base::lower(words.front());
        if (name == "*network" && counted_) done_ = true;  // of a project the first network
        if (name == "*network") return;
        if (name == "*vertices") return begin_vertices(words);
        const auto is = [&](std::string_view one) { return name == one; };
        part_ = is("*arcs") ? Part::arcs : is("*edges") ? Part::edges : is("*arcslist") ? Part::arcs_list
              : is("*edgeslist") ? Part::edges_list : is("*matrix") ? Part::matrix : Part::other;
        others_ += part_ == Part::other;
        matrix_row_ = 0;
        // "*Arcs :2 "works with"": one relation of several in the same network.
        relation_ = words.size() > 2 ? std::string(words[2]) : words.size() > 1 ? std::string(words[1]) : std::string();
    }

    void begin_vertices(const std::vector<std::string_view>& words) {
        if (counted_) {  // of a partition or vector of a project
            part_ = Part::other;
            return;
        }
        const auto count = words.size() > 1 ? whole_number(words[1]) : std::nullopt;
        // Isolates need no line of their own, so the number itself makes rows: as many as a network of a place can have.
        const auto most = static_cast<std::int64_t>(1'000'000 + text_.size());
        if (!count || *count < 0 || *count > most) {
            error_ = file_ + ", line " + std::to_string(line_) + ": *Vertices must be followed by their number, from 0 to " + base::grouped(most) + "; nothing of the file was used.";
            return;
        }
        counted_ = true;
        part_ = Part::vertices;
        vertices_.resize(nodes_ ? static_cast<std::size_t>(*count) : 0);
        count_ = *count;
        if (words.size() < 3) return;
        const auto first = whole_number(words[2]);
        if (first && *first >= 0 && *first <= count_)
            first_mode_ = *first;
        else
            out_.notes().file(Severity::problem, "bad_mode", {}, at_line(line_, "how many vertices are of the first kind is no number up to that of all; the network was read as one of one kind."));
    }

    void take_vertex(std::string_view line) {
        if (!nodes_) return;
        const std::string_view word = line.substr(0, line.find_first_of(" \t"));
        const auto number = whole_number(word);
        if (!number || *number < 1 || *number > count_) {
            refused_.push_back(line_);
            return;
        }
        std::string_view& kept = vertices_[static_cast<std::size_t>(*number - 1)];
        twice_ += !kept.empty();
        kept = line;
    }

    void emit_vertices() {
        MadeRows& rows = out_.rows();
        for (std::size_t i = 0; i < vertices_.size(); ++i) {
            rows.begin_row();
            rows.add("id", std::to_string(i + 1));
            if (first_mode_ >= 0) rows.add("mode", static_cast<std::int64_t>(i) < first_mode_ ? "1" : "2");
            const auto words = pajek_words(vertices_[i]);
            if (words.size() > 1) rows.add("label", words[1]);
            std::size_t at = 2;
            for (const char* axis : {"x", "y", "z"})
                if (at < words.size() && is_number(words[at])) rows.add(axis, words[at++]);
            if (at < words.size() && (words.size() - at) % 2 == 1 && words[at].front() != '[') rows.add("shape", words[at++]);
            add_pairs(words, at);
        }
        for (const std::int64_t line : refused_)
            out_.refuse("bad_vertex", at_line(line, "a vertex begins with its number, from 1 to the number of vertices; this one was refused."));
        out_.notes().many(Severity::note, "repeated_value", twice_, {}, "Of a vertex with more than one line the last was taken.");
    }

    /// "c Blue w 3 l "a word" [1-4]": what a line says besides, a name and a value each; times in brackets.
    void add_pairs(const std::vector<std::string_view>& words, std::size_t at) {
        MadeRows& rows = out_.rows();
        while (at < words.size()) {
            if (words[at].starts_with('[')) {
                rows.add("interval", words[at++]);
            } else if (at + 1 < words.size()) {
                const bool taken = words[at] == "id" || words[at] == "source" || words[at] == "target" || words[at] == "direction" || words[at] == "weight";
                rows.add(taken ? std::string(words[at]) + "_2" : std::string(words[at]), words[at + 1]);
                at += 2;
            } else {
                ++unpaired_;
                ++at;
            }
        }
    }

    void begin_tie(std::string_view from, std::string_view to, bool directed) {
        MadeRows& rows = out_.rows();
        rows.begin_row();
        rows.add("source", from);
        rows.add("target", to);
        rows.add("direction", directed ? directed_word : undirected_word);
        if (!relation_.empty()) rows.add("relation", relation_);
    }
    void take_tie(std::string_view line) {
        const auto words = pajek_words(line);
        if (words.size() < 2 || !whole_number(words[0]) || !whole_number(words[1]))
            return out_.refuse("no_end", at_line(line_, "a tie begins with the numbers of its two vertices; this one was refused."));
        begin_tie(words[0], words[1], part_ == Part::arcs);
        std::size_t at = 2;
        if (at < words.size() && is_number(words[at])) out_.rows().add("weight", words[at++]);
        add_pairs(words, at);
    }
    void take_list(std::string_view line) {
        const auto words = pajek_words(line);
        if (words.size() < 2) return;  // a vertex without neighbours
        for (std::size_t i = 1; i < words.size(); ++i) {
            // A minus marks a negative arc in lists of signed networks.
            const bool negative = words[i].size() > 1 && words[i].front() == '-';
            const std::string_view to = negative ? words[i].substr(1) : words[i];
            if (!whole_number(words[0]) || !whole_number(to)) {
                out_.refuse("no_end", at_line(line_, "a list holds numbers of vertices only; this tie was refused."));
                continue;
            }
            begin_tie(words[0], to, part_ == Part::arcs_list);
            if (negative) out_.rows().add("weight", "-1");
        }
    }
    void take_matrix_row(std::string_view line) {
        const auto words = pajek_words(line);
        ++matrix_row_;
        const std::int64_t rows = first_mode_ >= 0 ? first_mode_ : count_;
        const std::int64_t columns = first_mode_ >= 0 ? count_ - first_mode_ : count_;
        if (matrix_row_ > rows || static_cast<std::int64_t>(words.size()) != columns) {
            error_ = file_ + ", line " + std::to_string(line_) + ": the matrix should have " + base::counted(rows, "row") + " of " + base::counted(columns, "number") +
                     " each; nothing of the file was used.";
            return;
        }
        for (std::size_t i = 0; i < words.size(); ++i) {
            double value = 0;
            const bool number = read_number(words[i], value) == Fault::none;
            if (number && value == 0) continue;
            begin_tie(std::to_string(matrix_row_), std::to_string(static_cast<std::int64_t>(i) + 1 + (first_mode_ >= 0 ? first_mode_ : 0)), first_mode_ < 0);
            out_.rows().add("weight", words[i]);
        }
    }

    base::Result<std::unique_ptr<RowSource>> finish() {
        Notes& notes = out_.notes();
        notes.many(Severity::note, "other_parts", others_, {}, "Partitions, vectors and other parts that are no network were not read.");
        notes.many(Severity::note, "prose", before_, {}, "Lines before *Vertices were passed over.");
        notes.many(Severity::note, "unpaired_word", unpaired_, {}, "Words at the end of a line that have no value were not read.");
        if (done_) notes.file(Severity::note, "further_graphs", {}, "The file holds more than one network; the first was read.");
        return std::move(out_).finish();
    }

    NetworkRows out_;
    bool nodes_;
    const std::string& file_;
    std::string_view text_;
    base::JobContext& job_;
    std::string error_;
    Part part_ = Part::before;
    std::string relation_;
    std::vector<std::string_view> vertices_;  // the line of each, by its number less 1
    std::vector<std::int64_t> refused_;
    bool counted_ = false, done_ = false;
    std::int64_t line_ = 0, count_ = 0, first_mode_ = -1, matrix_row_ = 0, twice_ = 0, before_ = 0, others_ = 0, unpaired_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<RowSource>> read_pajek(const Source& block, const BlockContext& context, Notes& notes) {
    if (block.table == "graphs") return base::bad_input(block.file + ": only GraphML has a table of graphs; say table = \"nodes\" or \"edges\".");
    auto text = open_text(context, notes, "a Pajek network");
    if (!text) return text.error();
    return PajekReader(block, notes, text->text(), context.job).read();
}

}  // namespace kith::io
