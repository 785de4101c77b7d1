#pragma once
// What goes out of the window: which views, as which files, why one cannot just now; and those that are lists, as pages.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/picture/circle.hpp"
#include "engine/session/today.hpp"
#include "viewer/model/document.hpp"
#include "viewer/model/findings.hpp"
#include "viewer/model/model.hpp"

namespace kith::viewer::model {

enum class Out : std::uint8_t { map, network, circle, histogram, scatter, table, card, findings, introductions, today, issues };
inline constexpr int out_count = 11;
struct OutKind {
    std::string_view words;                    // "Map"
    std::string_view stem;                     // of the file that is proposed: "wall-map"
    bool picture = false, table = false;       // else a list-first page alone, which every one of them is, too
};
const OutKind& kind_of(Out what);
/// The usual one first: ".pdf", ".svg", ".png", ".csv", ".html".
std::vector<std::string_view> endings_of(Out what);
/// Of a file, in any case: one of these.
bool ends_as(Out what, std::string_view ending);
/// Why there is none just now, and what to do about it; "" when nothing is in the way.
std::string why_not(const Model& model, Out what);
/// What somebody looks at: what fills the window, else the map or the network, whichever had the hand last.
Out looked_at(const Model& model);
/// Of whom a circle would be: whoever was selected last, where that is a person.
std::optional<std::size_t> circled(const Model& model);

Document document_of(const Model& model, const FindingList& findings);
Document document_of(const picture::Circles& circles, const privacy::View& view);
Document document_of(const session::Today& today, const privacy::View& view);
Document introductions_document(const Model& model);

}  // namespace kith::viewer::model
