#pragma once
// Findings in words: the host fills in labels after masking, so a plugin never sees or writes a name.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/digest.hpp"
#include "engine/base/ids.hpp"
#include "engine/host/result.hpp"
#include "engine/privacy/view.hpp"

namespace kith::host {

/// One finding, said. Entity keys are in `subjects` and `supports`; labels are inside the sentences only.
struct Said {
    std::string heading;
    std::string text;
    std::string value;                   // "3 people", "at least 2 people", "between 1 and 4 people", or the reason
    std::vector<base::EntityKey> subjects;
    std::string threshold;
    std::string missing;                 // "Not asked yet: friends, neighbours." or ""
    std::vector<std::string> strengths;
    std::vector<std::string> changes;    // what would change it
};

/// Says the findings and cells of one result before one audience. Keeps what it looked up; not for two threads at once.
class Wording {
public:
    Wording(const AnalysisResult& result, const privacy::View& view);

    Said say(const Finding& finding) const;
    std::string text(const Finding& finding) const;
    std::string value(const Finding& finding) const;
    /// Parts of `say`, for whoever writes a million of them. `use(sentence)`, which may go at once, in their order.
    template <class Use>
    void each_strength(const Finding& finding, Use use) const;
    void add_text(std::string& out, const Finding& finding) const;
    std::vector<std::string> strengths(const Finding& finding) const;
    std::vector<std::string> changes(const Finding& finding) const;
    /// The words of an argument of a finding's message; a list is joined ("tea, chess and 2 more").
    std::string argument(const Finding& finding, std::string_view name) const;
    /// The same finding in another run has the same key.
    base::Digest key(const Finding& finding) const;
    /// The same, for whoever has the texts of its subjects' keys (base::to_text) at hand, without the place's.
    base::Digest key(const Finding& finding, std::span<const std::string_view> subjects) const;
    base::EntityKey subject(const Finding& finding, std::size_t which) const;
    /// Label of a subject: 0 or 1.
    std::string subject_label(const Finding& finding, std::size_t which) const;

    /// What a cell of a table says; "" when it is empty.
    std::string cell(const ResultTable& table, std::size_t column, std::size_t row) const;
    /// A value of a column with its unit and bound: "at least 3 people"; the reason when there is none.
    std::string column_value(const ResultColumn& column, std::size_t row) const;

private:
    struct Part;
    std::string filled(const Phrase& phrase, const Finding& finding, std::size_t notes_from, std::size_t notes_to) const;
    void fill(std::string& out, const Phrase& phrase, const Finding& finding, std::size_t notes_from, std::size_t notes_to) const;
    void add_argument(std::string& out, const Piece& piece, const ArgumentKind& kind, const Finding& finding, std::size_t from, std::size_t to) const;
    /// Where what belongs to the strength or change at `note` ends.
    static std::size_t end_of_extra(const Finding& finding, std::size_t note);
    std::vector<std::string> extras(NoteKind kind, const std::vector<Phrase>& phrases, const Finding& finding) const;
    std::string parameter(std::string_view id) const;
    std::string argument_text(const ArgumentKind& kind, const Note& note) const;
    std::string label(Entity entity, std::size_t row, std::size_t layer) const;
    base::EntityKey key_of(Entity entity, std::size_t row, std::size_t layer) const;
    const column::Column* column_of(const ArgumentKind& kind) const;

    const AnalysisResult& result_;
    const Manifest& manifest_;
    const privacy::View& view_;
    const std::vector<Phrase>& strength_phrases() const;
    mutable std::map<std::string, column::SegmentPtr, std::less<>> segments_;
    mutable std::string sentence_;
};

template <class Use>
void Wording::each_strength(const Finding& finding, Use use) const {
    for (std::size_t i = 0; i < finding.notes.size(); ++i) {
        if (finding.notes[i].kind != NoteKind::strength) continue;
        sentence_.clear();
        fill(sentence_, strength_phrases()[finding.notes[i].slot], finding, i + 1, end_of_extra(finding, i));
        use(std::string_view(sentence_));
    }
}

}  // namespace kith::host
