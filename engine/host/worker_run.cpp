#include "engine/host/worker_run.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/base/random.hpp"

namespace kith::host {
namespace {

kith_text text_of(std::string_view text) { return {text.data(), text.size()}; }

kith_column described(const column::Column& c) {
    kith_column made{};
    made.key = text_of(c.key());
    made.type = static_cast<kith_type>(c.type());
    made.rows = c.rows();
    const auto set = [&](const auto& values) {
        made.values = values.data();
        made.value_count = values.size();
    };
    switch (c.type()) {
        case column::Type::boolean: set(c.booleans()); break;
        case column::Type::i32: set(c.i32()); break;
        case column::Type::i64: set(c.i64()); break;
        case column::Type::f64: set(c.f64()); break;
        case column::Type::text: case column::Type::text_list: set(c.codes()); break;
        case column::Type::date: set(c.days()); made.precisions = c.precisions().data(); break;
        case column::Type::point: case column::Type::point_list: set(c.xy()); break;
    }
    made.states = c.states().empty() ? nullptr : c.states().data();
    if (c.type() == column::Type::text_list || c.type() == column::Type::point_list) made.offsets = c.offsets().data();
    if (c.type() == column::Type::text || c.type() == column::Type::text_list) {
        made.dictionary_size = c.dictionary().size();
        made.dictionary_offsets = c.dictionary().offsets().data();
        made.dictionary_bytes = c.dictionary().bytes().data();
    }
    return made;
}

template <class List, class Name>
std::int32_t place_of(const List& list, std::string_view name, Name name_of_item) {
    for (std::size_t i = 0; i < list.size(); ++i)
        if (name_of_item(list[i]) == name) return static_cast<std::int32_t>(i);
    return -1;
}

std::int32_t phrase_place(const std::vector<Phrase>& list, std::string_view name) {
    return place_of(list, name, [](const Phrase& p) -> std::string_view { return p.id; });
}

std::int32_t argument_place(const Phrase& phrase, std::string_view name) {
    return place_of(phrase.arguments, name, [](const Argument& a) -> std::string_view { return a.name; });
}

}  // namespace

WorkerRun::WorkerRun(WorkOrder order, Manifest manifest, process::ControlPage control, process::SharedBlock outputs, process::SharedBlock findings)
    : order_(std::move(order)), manifest_(std::move(manifest)), control_(std::move(control)), outputs_(std::move(outputs)),
      findings_(std::move(findings)), output_layout_(output_layout(manifest_, order_.counts)), finding_layout_(finding_layout(manifest_, order_.counts)) {
    for (const Message& message : manifest_.messages) message_counters_.emplace_back(order_.counts.of(message.subjects.front()), message.at_most);
    for (const Table& table : manifest_.tables) table_counters_.emplace_back(order_.counts.of(table.per), table.at_most);
}

bool WorkerRun::blocks_fit() const { return outputs_.bytes().size() >= output_layout_.size && findings_.bytes().size() >= finding_layout_.size; }

void WorkerRun::grant(column::SegmentPtr segment, const std::vector<std::string>& columns) {
    std::vector<kith_column> list;
    for (const column::Column& c : segment->columns())
        if (columns.empty() || std::find(columns.begin(), columns.end(), c.key()) != columns.end()) list.push_back(described(c));
    column_lists_.push_back(std::move(list));
    kept_.push_back(std::move(segment));
}

void WorkerRun::describe_columns() {
    std::byte* base = outputs_.bytes().data();
    for (const ColumnPlace& place : output_layout_.columns) {
        const OutputColumn& spec = manifest_.columns[place.column];
        kith_out_column made{};
        made.key = text_of(spec.key);
        made.layer = place.layer;
        made.reason_count = static_cast<std::uint32_t>(spec.reasons.size());
        made.rows = static_cast<std::uint64_t>(place.rows);
        made.values = reinterpret_cast<double*>(base + place.values);
        made.uppers = spec.interval ? reinterpret_cast<double*>(base + place.uppers) : nullptr;
        made.qualities = reinterpret_cast<kith_quality*>(base + place.qualities);
        made.reasons = reinterpret_cast<std::uint16_t*>(base + place.reasons);
        out_columns_.push_back(made);
    }
}

std::int32_t WorkerRun::index_of(kith_name_kind kind, std::string_view name) const {
    const auto message_id = [](const Message& m) -> std::string_view { return m.id; };
    switch (kind) {
        case KITH_NAME_MESSAGE: return place_of(manifest_.messages, name, message_id);
        case KITH_NAME_STRENGTH: return phrase_place(manifest_.strengths, name);
        case KITH_NAME_CHANGE: return phrase_place(manifest_.changes, name);
        case KITH_NAME_TABLE: return place_of(manifest_.tables, name, [](const Table& t) -> std::string_view { return t.key; });
        default: break;
    }
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return -1;
    const std::string_view of = name.substr(0, slash), what = name.substr(slash + 1);
    // A message, a strength, a change and a column may have the same id: whichever has that name within it is meant.
    const std::int32_t message = place_of(manifest_.messages, of, message_id);
    if (kind == KITH_NAME_ARGUMENT) {
        if (message >= 0)
            if (const std::int32_t at = argument_place(manifest_.messages[static_cast<std::size_t>(message)].text, what); at >= 0) return at;
        for (const auto* list : {&manifest_.strengths, &manifest_.changes})
            for (const Phrase& phrase : *list)
                if (phrase.id == of)
                    if (const std::int32_t at = argument_place(phrase, what); at >= 0) return at;
    }
    if (kind == KITH_NAME_REASON) {
        if (message >= 0)
            if (const std::int32_t at = phrase_place(manifest_.messages[static_cast<std::size_t>(message)].reasons, what); at >= 0) return at;
        for (const OutputColumn& c : manifest_.columns)
            if (c.key == of)
                if (const std::int32_t at = phrase_place(c.reasons, what); at >= 0) return at;
    }
    return -1;
}

kith_status WorkerRun::add(const kith_finding& f) {
    if (f.struct_size < sizeof(kith_finding) || f.message >= manifest_.messages.size() || f.note_count > most_notes) return KITH_WRONG_CALL;
    const Message& message = manifest_.messages[f.message];
    const std::int64_t subject = order_.counts.flat(message.subjects.front(), f.subject, f.layer);
    if (subject < 0 || f.quality == KITH_UNSAID || f.quality > KITH_NOT_COMPUTABLE || !std::isfinite(f.value) || !std::isfinite(f.upper)) return KITH_WRONG_CALL;
    std::size_t numbers = f.quality == KITH_BETWEEN ? 1 : 0;
    for (std::uint64_t i = 0; i < f.note_count; ++i) {
        const kith_note& note = f.notes[i];
        if (note.kind == 0 || note.kind > KITH_NOTE_P_VALUE || !std::isfinite(note.number) || note.layer > 255) return KITH_WRONG_CALL;
        numbers += note.number != 0 ? 1 : 0;
    }
    std::uint64_t& count = finding_counter(FindingLayout::count_counter);
    std::uint64_t& note_count = finding_counter(FindingLayout::note_counter);
    std::uint64_t& number_count = finding_counter(FindingLayout::number_counter);
    const bool room = static_cast<std::int64_t>(count) < finding_layout_.capacity &&
                      static_cast<std::int64_t>(note_count + f.note_count) <= finding_layout_.note_capacity &&
                      static_cast<std::int64_t>(number_count + numbers) <= finding_layout_.number_capacity;
    if (!room || !message_counters_[f.message].take(subject)) {
        ++finding_counter(FindingLayout::left_out_counter(f.message));
        return KITH_FULL;
    }
    std::byte* base = findings_.bytes().data();
    auto* note_at = reinterpret_cast<NoteRecord*>(base + finding_layout_.notes) + note_count;
    auto* number_at = reinterpret_cast<double*>(base + finding_layout_.numbers) + number_count;
    auto* record = reinterpret_cast<FindingRecord*>(base + finding_layout_.records) + count;
    *record = {f.message, f.subject, f.other, f.layer, f.reason, f.quality, 0, static_cast<std::uint16_t>(f.note_count), f.known, f.unknown,
               f.oldest, f.newest, static_cast<std::uint32_t>(numbers), note_count, number_count, f.value};
    if (f.quality == KITH_BETWEEN) *number_at++ = f.upper;
    for (std::uint64_t i = 0; i < f.note_count; ++i) {
        const kith_note& note = f.notes[i];
        const bool with_number = note.number != 0;
        note_at[i] = {static_cast<std::uint8_t>(note.kind | (with_number ? has_number : 0)), static_cast<std::uint8_t>(note.layer), note.slot, note.row};
        if (with_number) *number_at++ = note.number;
    }
    ++count;
    note_count += f.note_count;
    number_count += numbers;
    return KITH_OK;
}

kith_status WorkerRun::add_row(std::uint32_t index, const kith_cell* cells, std::uint64_t count) {
    if (index >= manifest_.tables.size()) return KITH_WRONG_CALL;
    const Table& table = manifest_.tables[index];
    if (count != table.columns.size()) return KITH_WRONG_CALL;
    std::int64_t subject = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (cells[i].quality == KITH_UNSAID || cells[i].quality > KITH_NOT_COMPUTABLE || !std::isfinite(cells[i].number) || !std::isfinite(cells[i].upper))
            return KITH_WRONG_CALL;
    }
    if (table.subject >= 0) {
        const kith_cell& cell = cells[static_cast<std::size_t>(table.subject)];
        subject = order_.counts.flat(table.per, cell.row, cell.layer);
        if (subject < 0 || cell.quality != KITH_VALUE) return KITH_WRONG_CALL;
    }
    std::uint64_t& rows = output_counter(OutputLayout::rows_counter(index));
    const TablePlace& place = output_layout_.tables[index];
    if (static_cast<std::int64_t>(rows) >= place.capacity || !table_counters_[index].take(subject)) {
        ++output_counter(OutputLayout::left_out_counter(index));
        return KITH_FULL;
    }
    std::memcpy(outputs_.bytes().data() + place.cells + static_cast<std::size_t>(rows * count) * sizeof(kith_cell), cells, count * sizeof(kith_cell));
    ++rows;
    return KITH_OK;
}

/// The C functions that a plugin calls. The context is the one WorkerRun of this process.
struct HostCalls {
    static WorkerRun& of(kith_context* context) { return *reinterpret_cast<WorkerRun*>(context); }

    static void line(kith_context* context, const char* bytes, std::uint64_t length) {
        std::string& words = of(context).words_;
        constexpr std::size_t most = 900;
        if (words.size() < most) words.append(bytes, std::min<std::uint64_t>(length, most - words.size())).push_back(';');
    }
    static void fail(kith_context* context, const char* bytes, std::uint64_t length) {
        of(context).words_.assign(bytes, std::min<std::uint64_t>(length, 900));
    }
    static kith_status report(kith_context* context, double fraction) {
        of(context).control_.report(fraction);
        return check(context);
    }
    static kith_status check(kith_context* context) {
        of(context).control_.beat();
        return of(context).control_.asked_to_stop() ? KITH_STOPPED : KITH_OK;
    }

    // The same streams as base::RandomStream, whose state is one number.
    static std::uint64_t start(kith_context* context, const char* name, std::uint64_t length, std::uint64_t row) {
        return base::RandomStream(of(context).order_.seed, {name, static_cast<std::size_t>(length)}, row).state();
    }
    static std::uint64_t next(std::uint64_t* state) {
        base::RandomStream stream = base::RandomStream::resumed(*state);
        const std::uint64_t number = stream.next();
        *state = stream.state();
        return number;
    }
    static std::int32_t index_of(kith_context* context, kith_name_kind kind, const char* name, std::uint64_t length) {
        return of(context).index_of(kind, {name, static_cast<std::size_t>(length)});
    }
    static kith_status finding(kith_context* context, const kith_finding* finding) { return of(context).add(*finding); }
    static kith_status row(kith_context* context, std::uint32_t table, const kith_cell* cells, std::uint64_t count) {
        return of(context).add_row(table, cells, count);
    }

    static constexpr kith_log log{sizeof(kith_log), line, fail};
    static constexpr kith_progress progress{sizeof(kith_progress), report, check};
    static constexpr kith_random random{sizeof(kith_random), start, next};
    static constexpr kith_evidence evidence{sizeof(kith_evidence), index_of, finding, row};
    static const void* capability(const char* id) {
        const std::string_view wanted = id;
        if (wanted == KITH_LOG) return &log;
        if (wanted == KITH_PROGRESS) return &progress;
        if (wanted == KITH_RANDOM) return &random;
        if (wanted == KITH_EVIDENCE) return &evidence;
        return nullptr;
    }
};

const kith_run& WorkerRun::prepare() {
    for (std::size_t i = 0; i < kept_.size(); ++i) segments_.push_back({text_of(kept_[i]->key()), column_lists_[i].data(), column_lists_[i].size()});
    for (std::size_t i = 0; i < order_.layers.size(); ++i) {
        const WorkOrder::Layer& layer = order_.layers[i];
        layers_.push_back({text_of(layer.as), layer.role, layer.partition, static_cast<int>(i) == order_.counts.primary, 0, layer.first_node,
                           order_.counts.layers[i]});
    }
    for (std::size_t i = 0; i < manifest_.parameters.size(); ++i)
        parameters_.push_back({text_of(manifest_.parameters[i].id), order_.parameters[i], static_cast<std::int64_t>(order_.parameters[i])});
    describe_columns();
    host_ = {sizeof(kith_host), KITH_ABI_MAJOR, KITH_ABI_MINOR, reinterpret_cast<kith_context*>(this), HostCalls::capability};
    run_.struct_size = sizeof(kith_run);
    run_.gate_open = order_.gate_open;
    run_.has_as_of = order_.as_of.has_value();
    run_.host = &host_;
    run_.people = order_.counts.people;
    run_.assets = order_.counts.assets;
    run_.households = order_.counts.households;
    run_.as_of = order_.as_of.value_or(0);
    run_.threads = order_.threads;
    run_.layers = layers_.data();
    run_.layer_count = layers_.size();
    run_.segments = segments_.data();
    run_.segment_count = segments_.size();
    run_.parameters = parameters_.data();
    run_.parameter_count = parameters_.size();
    run_.columns = out_columns_.data();
    run_.column_count = out_columns_.size();
    return run_;
}

}  // namespace kith::host
