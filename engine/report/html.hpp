#pragma once
// HTML, appended: headings, paragraphs, tables that a screen reader can walk. Every text is escaped here and nowhere else.
#include <string>
#include <string_view>
#include <vector>

namespace kith::report {

struct HtmlColumn {
    std::string title;
    bool number = false;   // right-aligned, tabular figures
};

struct HtmlTable {
    std::string caption;
    std::string help;                            // one line under the caption; may be ""
    std::vector<HtmlColumn> columns;             // the first one names the row
    std::vector<std::vector<std::string>> rows;
    std::string after;                           // "and 12 more in tables/…"; may be ""
};

class Html {
public:
    /// Level 1-4.
    void heading(int level, std::string_view text, std::string_view id = {});
    void paragraph(std::string_view text, std::string_view css_class = {});
    void list(const std::vector<std::string>& items, std::string_view css_class = {});
    void table(const HtmlTable& table);
    void open(std::string_view tag, std::string_view css_class = {}, std::string_view attributes = {});
    void close(std::string_view tag);
    /// What is folded away behind one line; closed with close("details").
    void open_fold(std::string_view line);
    /// Trusted markup: our own pictures.
    void raw(std::string_view markup) { out_ += markup; }
    void text(std::string_view words);
    /// Headings of level 2 that have an id, in order: the table of contents.
    struct Entry {
        std::string id, title;
    };
    const std::vector<Entry>& entries() const { return entries_; }
    /// Grows with whatever is appended.
    std::size_t size() const { return out_.size(); }
    std::string take() && { return std::move(out_); }

private:
    std::string out_;
    std::vector<Entry> entries_;
};

/// "Assets", "People named (people)" → with its unit unless the label says it already; a rate's unit says all of it. A unit may be "tie|ties".
std::string with_unit(const std::string& label, const std::string& unit);
/// First letter as a capital.
std::string sentence_case(std::string text);
/// Ends with a full stop, question or exclamation mark.
std::string full_stop(std::string text);

}  // namespace kith::report
