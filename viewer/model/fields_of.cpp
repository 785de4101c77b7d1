// Which columns of a place and of results are fields, and how each is read.
#include <algorithm>
#include <array>
#include <map>

#include "engine/picture/style.hpp"
#include "viewer/model/field.hpp"
#include "viewer/model/words.hpp"

namespace kith::viewer::model {

using SharedWords = std::shared_ptr<const std::vector<std::string>>;

namespace {


SharedWords plain(std::span<const std::string_view> words) {
    std::vector<std::string> out;
    for (const std::string_view word : words) out.push_back(plain_words(word));
    return std::make_shared<const std::vector<std::string>>(std::move(out));
}
SharedWords of_classes() {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < column::asset_class_words.size(); ++i) out.emplace_back(picture::style_of(static_cast<column::AssetClass>(i)).one);
    return std::make_shared<const std::vector<std::string>>(std::move(out));
}
SharedWords of_confirmations() { return std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"resident", "worker", "only a list"}); }
SharedWords no_yes() { return std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"no", "yes"}); }

/// A column whose numbers stand for words of a closed vocabulary.
struct Vocabulary {
    std::string_view segment, column;
    SharedWords (*words)();
    bool mask = false;
};
template <const auto& list>
SharedWords vocabulary() { return plain(list); }

constexpr std::array<Vocabulary, 14> vocabularies{{
    {"people", "role", vocabulary<column::role_words>},
    {"people", "living", vocabulary<column::living_words>},
    {"people", "own_view", vocabulary<column::own_view_words>},
    {"assets", "class", of_classes},
    {"assets", "secondary", of_classes, true},
    {"assets", "form", vocabulary<column::form_words>},
    {"assets", "status", vocabulary<column::asset_status_words>},
    {"assets", "stance", vocabulary<column::stance_words>, true},
    {"assets", "confirmed_by", of_confirmations},
    {"ties", "direction", vocabulary<column::direction_words>},
    {"ties", "valence", vocabulary<column::valence_words>},
    {"ties", "functions", vocabulary<column::help_words>, true},
    {"ties", "reported_by", vocabulary<column::reported_by_words>},
    {"events", "kind", vocabulary<column::event_kind_words>},
}};

/// What is a name, a key, a row or a place, and so no field.
bool is_hidden(std::string_view segment, std::string_view key) {
    for (const std::string_view word : {"key_high", "key_low", "source_row", "household", "point", "code", "name", "id", "from", "to", "person", "other", "sensitivity", "counted_with"})
        if (key == word) return !(segment == "people.attributes" || segment == "assets.details") || key == "point";
    return false;
}

std::string label_of(std::string_view segment, std::string_view key) {
    static constexpr std::array<std::array<std::string_view, 3>, 12> labels{{
        {"people", "living", "Living here"},
        {"people", "introduce", "Willing to be introduced"},
        {"people", "asked_on", "Asked on"},
        {"people", "under_18", "Under 18"},
        {"people", "permission", "Permissions given"},
        {"assets", "class", "Class"},
        {"assets", "secondary", "Also"},
        {"assets", "stance", "To, for, with, by"},
        {"assets", "subtype", "What it is"},
        {"areas", "population", "Population"},
        {"areas", "km2", "Size"},
        {"ties", "functions", "Help"},
    }};
    for (const auto& [of, column, label] : labels)
        if (column == key && segment.substr(0, segment.find('.')) == of) return std::string(label);
    return title_words(key);
}

/// A figure of an area that nobody measured says so wherever it is named: legends, charts, tables and cards.
std::string with_method(std::string label, const privacy::View& view, std::string_view segment, std::string_view key) {
    if (!segment.starts_with("areas.")) return label;
    const auto methods = view.segment(std::string(segment) + ".methods");
    const column::Column *names = methods ? methods->find("name") : nullptr, *codes = methods ? methods->find("method") : nullptr;
    for (std::size_t i = 0; names && codes && i < names->rows(); ++i)
        if (const auto code = static_cast<std::size_t>(codes->i32()[i]); names->text(i) == key && code > 0) label += " (" + plain_words(column::method_words[code]) + ")";
    return label;
}

host::Entity entity_of(base::EntityKind kind) {
    return kind == base::EntityKind::person ? host::Entity::person : kind == base::EntityKind::asset ? host::Entity::asset : host::Entity::area;
}

}  // namespace

class FieldMaker {
public:
    FieldMaker(const privacy::View& view, const Subject& subject) : view_(view), rows_(rows_of(view, subject)) {}

    void add_segment(std::string_view key) {
        const auto segment = view_.segment(key);
        if (!segment) return;
        for (const column::Column& column : segment->columns())
            if (column.rows() == rows_ && !is_hidden(key, column.key())) add_column(segment, column);
    }

    void add_area(std::string_view segment_key, std::string_view layer, std::string label) {
        const auto segment = view_.segment(segment_key);
        const column::Column* column = segment ? segment->find("area") : nullptr;
        if (!column || column->type() != column::Type::i32 || column->rows() != rows_) return;
        Field field = begun(segment, *column, std::move(label));
        field.type_ = FieldType::word;
        field.source_ = Field::Source::row_label;
        std::vector<std::string> words;
        for (const auto& one : view_.layers())
            if (layer.empty() ? one.primary : one.as == layer)
                for (std::size_t row = 0; row < one.count; ++row) words.push_back(view_.label(base::EntityKind::area, row, one.as));
        field.words_ = std::make_shared<const std::vector<std::string>>(std::move(words));
        fields_.push_back(std::move(field));
    }

    void add_result(const ResultOf& result, const Subject& subject, std::string_view layer) {
        if (result.analysis == nullptr || !result.analysis->ok()) return;
        const host::Entity entity = entity_of(subject.kind);
        const host::ResultColumns* columns = result.analysis->columns_for(entity, layer);
        if (!columns) return;
        for (const host::OutputColumn* spec : columns->columns) {
            Field field;
            field.name_ = std::string(columns->segment->key()) + "/" + spec->key;
            field.label_ = spec->label;
            field.unit_ = spec->unit.substr(spec->unit.find('|') + 1);  // "person|people"
            if (field.unit_.size() < spec->unit.size()) field.one_ = spec->unit.substr(0, spec->unit.find('|'));
            field.source_ = Field::Source::result;
            field.whole_network_ = spec->whole_network;
            field.owner_ = columns->segment;
            field.result_ = std::make_shared<const host::ResultColumn>(*spec, *columns->segment);
            field.result_rows_ = result.rows ? &result.rows(entity, layer) : nullptr;
            field.rows_ = rows_;
            if (field.result_rows_ && !field.result_rows_->empty() ? field.result_rows_->size() != rows_ : field.result_->rows() != rows_) continue;
            field.type_ = spec->type == host::ValueType::number ? FieldType::number : spec->type == host::ValueType::integer ? FieldType::whole : FieldType::word;
            if (const auto* words = result.analysis->plugin->manifest.word_list(spec->words); words && field.type_ == FieldType::word)
                field.words_ = std::make_shared<const std::vector<std::string>>(*words);
            fields_.push_back(std::move(field));
        }
    }

    std::vector<Field> take() { return std::move(fields_); }

private:
    Field begun(const column::SegmentPtr& segment, const column::Column& column, std::string label) const {
        Field field;
        field.owner_ = segment;
        field.column_ = &column;
        field.rows_ = rows_;
        field.name_ = std::string(segment->key()) + "/" + std::string(column.key());
        field.label_ = std::move(label);
        return field;
    }

    void add_column(const column::SegmentPtr& segment, const column::Column& column) {
        const std::string_view key = segment->key();
        if (column.key() == "area" && column.type() == column::Type::i32) return;  // add_area
        Field field = begun(segment, column, with_method(label_of(key, column.key()), view_, key, column.key()));
        if (column.key() == "km2") field.unit_ = "km²";
        if (read_vocabulary(field, key, column)) return fields_.push_back(std::move(field));
        switch (column.type()) {
            case column::Type::boolean: field.type_ = FieldType::yes_no; field.words_ = no_yes(); break;
            case column::Type::i32: case column::Type::i64: field.type_ = FieldType::whole; break;
            case column::Type::f64: field.type_ = FieldType::number; break;
            case column::Type::date: field.type_ = FieldType::date; break;
            case column::Type::text: case column::Type::text_list: {
                field.type_ = column.type() == column::Type::text ? FieldType::word : FieldType::words;
                std::vector<std::string> words;
                const bool registered = key == "assets" && column.key() == "subtype";
                for (std::int32_t code = 0; code < column.dictionary().size(); ++code) {
                    const std::string_view word = column.dictionary()[code];
                    words.push_back(registered ? view_.words_for(key, column.key(), word) : column.type() == column::Type::text_list ? plain_words(word) : std::string(word));
                }
                field.words_ = std::make_shared<const std::vector<std::string>>(std::move(words));
                break;
            }
            case column::Type::point: case column::Type::point_list: return;
        }
        fields_.push_back(std::move(field));
    }

    bool read_vocabulary(Field& field, std::string_view segment, const column::Column& column) const {
        if (column.type() != column::Type::i32) return false;
        if (segment == "people" && column.key() == "asked") {
            field.label_ = "Asked about ties";
            field.type_ = FieldType::word;
            field.source_ = Field::Source::asked;
            field.words_ = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"not asked yet", "asked in part", "asked about everything"});
            return true;
        }
        if (segment == "ties" && column.key() == "kind") {
            field.type_ = FieldType::word;
            field.source_ = Field::Source::row_label;
            const auto kinds = view_.segment("tie_kinds");
            const auto* labels = kinds ? kinds->find("label") : nullptr;
            std::vector<std::string> words;
            for (std::size_t row = 0; labels && row < labels->rows(); ++row) words.emplace_back(labels->text(row));
            field.words_ = std::make_shared<const std::vector<std::string>>(std::move(words));
            return true;
        }
        const auto found = std::find_if(vocabularies.begin(), vocabularies.end(), [&](const Vocabulary& v) { return v.segment == segment && v.column == column.key(); });
        if (found == vocabularies.end()) return false;
        field.type_ = found->mask ? FieldType::words : FieldType::word;
        field.source_ = found->mask ? Field::Source::mask : Field::Source::enumeration;
        field.words_ = found->words();
        return true;
    }

    const privacy::View& view_;
    std::size_t rows_;
    std::vector<Field> fields_;
};

std::vector<Field> fields_of(const privacy::View& view, Results results, const Subject& subject) {
    FieldMaker maker(view, subject);
    const auto within = [&](std::string_view table) {
        for (const auto& layer : view.layers())
            if (layer.partition && !layer.primary) maker.add_area(std::string(table) + ".within." + layer.as, layer.as, "In " + plain_words(layer.as));
    };
    std::string layer = subject.layer;
    if (subject.kind == base::EntityKind::area && layer.empty() && view.primary_layer()) layer = view.primary_layer()->as;
    switch (subject.kind) {
        case base::EntityKind::person:
            for (const char* key : {"people.gifts", "people", "people.attributes"}) maker.add_segment(key);
            maker.add_area("people", "", "Area");
            within("people");
            break;
        case base::EntityKind::asset:
            for (const char* key : {"assets", "assets.details"}) maker.add_segment(key);
            maker.add_area("assets", "", "Area");
            within("assets");
            break;
        case base::EntityKind::area: maker.add_segment("areas." + layer); break;
        case base::EntityKind::household: maker.add_area("households", "", "Area"); break;
        case base::EntityKind::tie: maker.add_segment("ties"); break;
        case base::EntityKind::event:
            for (const char* key : {"events", "events.notes"}) maker.add_segment(key);
            break;
    }
    if (subject.kind <= base::EntityKind::area && subject.kind != base::EntityKind::household)
        for (const ResultOf& result : results) maker.add_result(result, subject, subject.kind == base::EntityKind::area ? layer : std::string());
    return maker.take();
}

}  // namespace kith::viewer::model
