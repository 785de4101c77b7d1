// A table that somebody else wrote, from its bytes to a segment: the encoding, the delimiter, the rows, the cells. The first byte
// chooses the block.
#include "engine/column/validate.hpp"
#include "engine/io/delimited.hpp"
#include "tests/fuzz/one_block.hpp"

namespace {

using namespace kith;
using fuzz::Choice;
using fuzz::require;

constexpr std::array<Choice, 7> choices{{
    {"people",
        R"({"file":"f","id":"a","name":"b","easting":"c","northing":"d","role":{"column":"e","map":{"x":"alter"}},"state":"f","asked":{"friends":"b","help":"c","on":"d"},
            "introduce":"b","own_view":"c","own_view_until":"d","permission":"e","age":"b","lists":{"c":";","d":{"separator":"ab","as":"offers"}},
            "missing":{"9":"dont_know","":"not_asked","b":{"x":"declined"}},"keep":["a","b","c"],"instrument":[{"id":"i","items":["b","c"],"date":"d","mode":"e"}]})"},
    {"people", R"({"file":"f","id":"a","scope_id":"b","where":{"c":[1,"x"],"d":true},"under_18":"keep","age":"c"})"},
    {"assets",
        R"({"file":"f","id":"a","name":"b","kind":"c","class":"d","secondary":"e","form":"b","stance":{"column":"c","separator":","},"online":"d","status":"e",
            "sensitivity":"b","confirmed_on":"c","lists":{"b":";"},"keep":["a","b","c","d","e"]})"},
    {"ties",
        R"({"file":"f","from":"a","to":"b","kind":"c","direction":"d","closeness":"e","strength":"c","frequency":{"column":"d","map":{"x":4}},"paid":"e",
            "functions":"c","valence":"d","since":"c","until":"d","permission":"e","from_scope_id":"c"})"},
    {"areas.join", R"({"file":"f","id":"a","value":"b","as":"n","sum":true,"where":{"c":"x"}})"},
    {"areas.join", R"({"file":"f","id":"a","columns":{"b":"n","c":{"as":"m","method":"modelled"}}})"},
    {"events", R"({"file":"f","kind":"b","date":"c","who":"a","other":"d","words":"e","due":"c"})"},
}};

void read_rows(std::string_view text) {
    for (const char delimiter : {',', ';', '\t'}) {
        io::DelimitedReader reader(text, delimiter);
        io::RowBatch batch;
        std::int64_t rows = 0;
        while (reader.next(batch))
            for (std::size_t r = 0; r < batch.rows; ++r) {
                require(batch.source_row[r] == ++rows);
                for (std::size_t c = 0; c < batch.columns(); ++c) require(batch.cells(c)[r].size() <= text.size());
            }
        require(reader.position() == text.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const Choice& choice = choices[data[0] % choices.size()];
    const std::string_view content(reinterpret_cast<const char*>(data) + 1, size - 1);
    read_rows(content);

    const io::BlockRequest request = fuzz::request_of(choice);
    static auto prepared = io::prepare_block(fuzz::request_of(choices[3]));
    require(static_cast<bool>(prepared));
    if (const auto text = prepared->decoder.decode(std::as_bytes(std::span(content)))) require(column::valid_utf8(text->text()));
    // Coordinates only now and then: a projection takes longer to make than a small table to read.
    const bool points = request.block == "people" && data[0] >= 0xF0;
    auto with_points = points ? io::prepare_block(request) : base::Result<io::Prepared>(base::misuse("not needed"));
    fuzz::read_and_check(request, "f", content, with_points ? *with_points : *prepared);
    return 0;
}
