#pragma once
// Words with places to fill: "{subject} and {other} both like {shared}." Parsed once, filled after masking.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/status.hpp"

namespace kith::host {

enum class ArgumentType : std::uint8_t { person, asset, area, number, integer, metres, share, date, facet, term, word, choice };

struct ArgumentKind {
    ArgumentType type = ArgumentType::number;
    std::string segment, column;  // term: the column that the code belongs to; word: the column whose row it is
    std::string words;            // choice: name of a word list
    bool is_row() const { return type == ArgumentType::person || type == ArgumentType::asset || type == ArgumentType::area; }
    bool is_number() const { return type == ArgumentType::number || type == ArgumentType::metres || type == ArgumentType::share; }
};
/// "person", "term people.gifts.interests", "choice circles" …; an error names the nearest type.
base::Result<ArgumentKind> parse_argument_kind(std::string_view text);

struct Argument {
    std::string name;
    ArgumentKind kind;
};

struct Piece {
    enum class Kind : std::uint8_t { text, argument, subject, other, value, known, unknown, place, parameter };
    Kind kind = Kind::text;
    std::string text;               // of text; of a parameter its id
    int argument = -1;              // index into the phrase's arguments
    std::string singular, plural;   // "{n|tie|ties}": the number with its word
};

/// A message, a strength, what would change it, or a reason.
struct Phrase {
    std::string id;
    std::string source;             // the template as written
    std::vector<Piece> pieces;
    std::vector<Argument> arguments;
    bool uses(int argument) const;
};
/// Errors: an unknown or unclosed {place}, an argument that the text never uses.
base::Status parse_phrase(Phrase& phrase);

}  // namespace kith::host
