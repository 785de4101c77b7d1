// A manifest that anybody wrote: it is refused with a sentence, or everything in it points to something that is there.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "engine/host/manifest.hpp"
#include "engine/host/parameters.hpp"
#include "engine/host/result_layout.hpp"
#include "tests/support/fake_view.hpp"

namespace {
using namespace kith::host;

void must(bool holds) {
    if (!holds) std::abort();
}

void check_phrase(const Manifest& manifest, const Phrase& phrase) {
    for (const Piece& piece : phrase.pieces)
        must(piece.kind != Piece::Kind::argument || (piece.argument >= 0 && static_cast<std::size_t>(piece.argument) < phrase.arguments.size()));
    for (const Argument& argument : phrase.arguments) must(argument.kind.type != ArgumentType::choice || manifest.word_list(argument.kind.words) != nullptr);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = parse_manifest({reinterpret_cast<const char*>(data), size});
    if (!read) {
        must(!read.error().message.empty());
        return 0;
    }
    const Manifest& m = *read;
    must(!m.needs.empty() && m.id.find('.') != std::string::npos && m.library.find('/') == std::string::npos);
    for (const Message& message : m.messages) {
        check_phrase(m, message.text);
        must(!message.subjects.empty() && message.subjects.size() <= 2 && message.at_most >= 1);
        must(message.change >= 0 && static_cast<std::size_t>(message.change) < m.changes.size());
    }
    for (const Phrase& phrase : m.strengths) check_phrase(m, phrase);
    for (const Phrase& phrase : m.changes) check_phrase(m, phrase);
    for (const Table& table : m.tables) must(table.subject < static_cast<int>(table.columns.size()));
    for (const OutputColumn& column : m.columns) must(column.type != ValueType::choice || m.word_list(column.words) != nullptr);
    const kith::test::FakeView nowhere;
    const auto parameters = resolve_parameters(m, "", nowhere);
    must(parameters || parameters.error().code == kith::base::Code::not_found);  // no areas, so no column of any
    must(parameters || std::any_of(m.parameters.begin(), m.parameters.end(), [](const Parameter& p) { return p.type == ParameterType::column; }));
    (void)language_faults(m);
    Counts counts;
    counts.people = 1'000'000'000;
    counts.assets = 1'000'000'000;
    const auto layout = finding_layout(m, counts);
    must(layout.capacity >= 0 && layout.capacity <= 8'000'000 && layout.size < (std::size_t{1} << 36));
    return 0;
}
