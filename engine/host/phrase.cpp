#include "engine/host/phrase.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"

namespace kith::host {
namespace {

constexpr std::array<std::string_view, 12> argument_words{"person", "asset", "area", "number", "integer", "metres",
                                                      "share", "date", "facet", "term", "word", "choice"};

base::Error wrong(const Phrase& phrase, const std::string& what) { return base::bad_input("the text of '" + phrase.id + "' " + what); }

Piece::Kind own_place(std::string_view name) {
    if (name == "subject") return Piece::Kind::subject;
    if (name == "other") return Piece::Kind::other;
    if (name == "value") return Piece::Kind::value;
    if (name == "known") return Piece::Kind::known;
    if (name == "unknown") return Piece::Kind::unknown;
    if (name == "place") return Piece::Kind::place;
    return Piece::Kind::argument;
}

/// What stands between the braces: a name, or "name|singular|plural".
base::Result<Piece> parse_place(const Phrase& phrase, std::string_view inside) {
    Piece piece;
    const std::size_t first = inside.find('|');
    const std::string_view name = inside.substr(0, first);
    if (first != std::string_view::npos) {
        const std::size_t second = inside.find('|', first + 1);
        if (second == std::string_view::npos || inside.find('|', second + 1) != std::string_view::npos)
            return wrong(phrase, "must say {" + std::string(name) + "|one|many}");
        piece.singular = inside.substr(first + 1, second - first - 1);
        piece.plural = inside.substr(second + 1);
    }
    constexpr std::string_view parameter = "parameter.";
    if (name.starts_with(parameter)) {
        if (first != std::string_view::npos) return wrong(phrase, "gives two words for {" + std::string(name) + "}, which is said as it is");
        piece.kind = Piece::Kind::parameter;
        piece.text = name.substr(parameter.size());
        return piece;
    }
    piece.kind = own_place(name);
    if (piece.kind != Piece::Kind::argument) return piece;
    std::vector<std::string_view> known{"subject", "other", "value", "known", "unknown", "place"};
    for (std::size_t i = 0; i < phrase.arguments.size(); ++i) {
        if (phrase.arguments[i].name == name) piece.argument = static_cast<int>(i);
        known.push_back(phrase.arguments[i].name);
    }
    if (piece.argument >= 0) {
        if (first != std::string_view::npos && phrase.arguments[static_cast<std::size_t>(piece.argument)].kind.type != ArgumentType::integer)
            return wrong(phrase, "gives two words for {" + std::string(name) + "}, which is no integer");
        return piece;
    }
    const std::string_view near = base::nearest_word(name, known);
    return wrong(phrase, "names {" + std::string(name) + "}, which is none of its arguments" +
                             (near.empty() ? "" : "; did you mean {" + std::string(near) + "}?"));
}

}  // namespace

base::Result<ArgumentKind> parse_argument_kind(std::string_view text) {
    ArgumentKind kind;
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    const std::string_view rest = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    const auto found = std::find(argument_words.begin(), argument_words.end(), word);
    if (found == argument_words.end()) {
        const std::string_view near = base::nearest_word(word, argument_words);
        return base::bad_input("'" + std::string(text) + "' is no type of an argument" + (near.empty() ? "" : "; did you mean '" + std::string(near) + "'?"));
    }
    kind.type = static_cast<ArgumentType>(found - argument_words.begin());
    const bool wants_more = kind.type >= ArgumentType::term;
    if (wants_more == rest.empty()) return base::bad_input("'" + std::string(text) + "' " + (wants_more ? "must name a column or a list" : "has a word too many"));
    if (kind.type == ArgumentType::choice) kind.words = rest;
    if (kind.type != ArgumentType::term && kind.type != ArgumentType::word) return kind;
    const std::size_t dot = rest.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == rest.size()) return base::bad_input("'" + std::string(text) + "' must name <segment>.<column>");
    kind.segment = rest.substr(0, dot);
    kind.column = rest.substr(dot + 1);
    return kind;
}

bool Phrase::uses(int argument) const {
    return std::any_of(pieces.begin(), pieces.end(), [=](const Piece& p) { return p.kind == Piece::Kind::argument && p.argument == argument; });
}

base::Status parse_phrase(Phrase& phrase) {
    const std::string_view text = phrase.source;
    phrase.pieces.clear();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t open = text.find_first_of("{}", at);
        if (open != at) {
            Piece piece;
            piece.text = text.substr(at, open == std::string_view::npos ? open : open - at);
            phrase.pieces.push_back(std::move(piece));
        }
        if (open == std::string_view::npos) break;
        const std::size_t close = text.find_first_of("{}", open + 1);
        if (text[open] == '}' || close == std::string_view::npos || text[close] == '{') return wrong(phrase, "has a brace without its other half");
        auto piece = parse_place(phrase, text.substr(open + 1, close - open - 1));
        if (!piece) return piece.error();
        phrase.pieces.push_back(std::move(*piece));
        at = close + 1;
    }
    for (std::size_t i = 0; i < phrase.arguments.size(); ++i)
        if (!phrase.uses(static_cast<int>(i))) return wrong(phrase, "never says its argument {" + phrase.arguments[i].name + "}");
    return {};
}

}  // namespace kith::host
