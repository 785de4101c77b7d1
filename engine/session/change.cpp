// What a change is called in the undo list, and whom it is about.
#include "engine/session/change.hpp"

#include "engine/base/text.hpp"

namespace kith::session {

namespace {

struct Namer {
    static std::string of(std::size_t number, const char* one) { return base::counted(static_cast<std::int64_t>(number), one); }
    std::string operator()(const AddPerson&) const { return "Add a person"; }
    std::string operator()(const AddAsset&) const { return "Add an asset"; }
    std::string operator()(const AddTie&) const { return "Add a tie"; }
    std::string operator()(const AddEvent&) const { return "Add an event"; }
    std::string operator()(const SetCells& c) const { return "Change " + of(c.subjects.size(), "cell"); }
    std::string operator()(const SetEach& c) const { return "Change " + of(c.values.size(), "cell"); }
    std::string operator()(const MoveTo&) const { return "Move"; }
    std::string operator()(const EndPerson&) const { return "Say that a person is not here any more"; }
    std::string operator()(const CloseAsset&) const { return "Close an asset"; }
    std::string operator()(const EndTie&) const { return "End a tie"; }
    std::string operator()(const Remove& c) const { return "Remove " + of(c.subjects.size(), "entry", "entries"); }
    static std::string of(std::size_t number, const char* one, const char* many) { return base::counted(static_cast<std::int64_t>(number), one, many); }
    std::string operator()(const DrawArea&) const { return "Draw a neighbourhood"; }
    std::string operator()(const PasteCells& c) const { return c.further ? "Paste, with new rows" : "Paste into " + of(c.subjects.size(), "row"); }
    std::string operator()(const NoteDown&) const { return "Note down"; }
    std::string operator()(const OfferIntroduction&) const { return "Offer an introduction"; }
    std::string operator()(const StepIntroduction& c) const {
        return c.step == IntroductionStep::rest || c.step == IntroductionStep::not_now ? "Let an introduction rest" : "Write down how an introduction goes";
    }
    std::string operator()(const DismissFinding& c) const { return c.back ? "Take a finding back" : "Put a finding aside"; }
};

}  // namespace

std::vector<base::EntityKey> subjects_of(const Change& change) {
    if (const auto* cells = std::get_if<SetCells>(&change)) return cells->subjects;
    if (const auto* pasted = std::get_if<PasteCells>(&change)) return pasted->subjects;
    if (const auto* removed = std::get_if<Remove>(&change)) return removed->subjects;
    if (const auto* ended = std::get_if<EndTie>(&change)) return {ended->tie};
    std::vector<base::EntityKey> subjects;
    if (const auto* each = std::get_if<SetEach>(&change))
        for (const auto& [subject, value] : each->values) subjects.push_back(subject);
    return subjects;
}

std::string name_of(const Change& change) { return std::visit(Namer{}, change); }

}  // namespace kith::session
