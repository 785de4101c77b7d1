#pragma once
// Whom a finding may still name: a result keeps what it found, and the open view may by now know fewer people.
#include <cstdint>
#include <vector>

#include "viewer/model/field.hpp"

namespace kith::viewer::model {

class StillHere {
public:
    /// Which of the people and assets of the result's view the open one has. O(rows of both).
    StillHere(const privacy::View& open, const ResultOf& result);
    /// Everybody and everything is: nothing has to be asked one by one.
    bool all() const { return all_; }
    /// Is everybody and every asset that the finding is about, names or rests on in the open view? O(notes).
    bool may_say(const host::Finding& finding) const;

private:
    bool here(host::ArgumentType type, std::int32_t row) const;
    bool subject_here(host::Entity entity, std::int32_t row) const;
    bool tie_here(std::int32_t tie) const;
    const host::AnalysisResult* result_;
    column::SegmentPtr ties_;
    std::vector<std::uint8_t> people_, assets_;
    bool all_ = true;
};

}  // namespace kith::viewer::model
