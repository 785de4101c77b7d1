#include "plugins/sdk/run.hpp"

#include <exception>
#include <new>

namespace kith::sdk {
namespace {

template <class Table>
const Table* capability(const kith_host& host, const char* id) {
    const auto* table = static_cast<const Table*>(host.capability(id));
    if (table == nullptr || table->struct_size < sizeof(Table)) throw Failure(KITH_INTERNAL, std::string("this Kith has no ") + id);
    return table;
}

void tell(const kith_run* run, const char* words) noexcept {
    const auto* log = static_cast<const kith_log*>(run->host->capability(KITH_LOG));
    if (log != nullptr) log->fail(run->host->context, words, std::string_view(words).size());
}

}  // namespace

std::uint64_t Random::below(std::uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    for (;;) {  // Lemire 2019: no bias
        const Wide product = static_cast<Wide>(next()) * bound;
        const auto low = static_cast<std::uint64_t>(product);
        if (low >= bound || low >= (0 - bound) % bound) return static_cast<std::uint64_t>(product >> 64);
    }
}

Run::Run(const kith_run& run)
    : run_(run), host_(run.host), log_(capability<kith_log>(*host_, KITH_LOG)), progress_(capability<kith_progress>(*host_, KITH_PROGRESS)),
      random_(capability<kith_random>(*host_, KITH_RANDOM)), evidence_(capability<kith_evidence>(*host_, KITH_EVIDENCE)) {}

Layer Run::layer(std::size_t index) const {
    if (index >= layers()) throw Failure(KITH_WRONG_CALL, "there is no area layer " + std::to_string(index));
    const kith_layer& raw = run_.layers[index];
    return {view(raw.as), static_cast<LayerRole>(raw.role), raw.is_partition != 0, raw.is_primary != 0, raw.first_node,
            static_cast<std::size_t>(raw.count), static_cast<std::uint16_t>(index)};
}

std::optional<Layer> Run::primary_layer() const {
    for (std::size_t i = 0; i < layers(); ++i)
        if (run_.layers[i].is_primary != 0) return layer(i);
    return {};
}

std::optional<std::int32_t> Run::as_of() const {
    if (run_.has_as_of == 0) return {};
    return run_.as_of;
}

Segment Run::segment(std::string_view key) const {
    for (std::uint64_t i = 0; i < run_.segment_count; ++i)
        if (view(run_.segments[i].key) == key) return Segment(&run_.segments[i]);
    return Segment();
}

Column Run::column(std::string_view segment, std::string_view column) const {
    const Column found = find(segment, column);
    if (!found) throw Failure(KITH_INTERNAL, "the column '" + std::string(segment) + "." + std::string(column) + "' was not granted");
    return found;
}

Segment Run::areas(const Layer& layer, std::string_view part) const {
    std::string key = "areas." + std::string(layer.as);
    if (!part.empty()) key += "." + std::string(part);
    return segment(key);
}

kith_quality OtherResult::quality(std::size_t row) const {
    if (!known(row)) return KITH_NOT_COMPUTABLE;
    return qualities ? static_cast<kith_quality>(qualities.i32()[row]) : KITH_VALUE;
}

OtherResult Run::taken(std::string_view as, std::string_view rows, std::string_view output) const {
    const Segment from = segment("results." + std::string(as) + "." + std::string(rows));
    const std::string key(output);
    return {from[key], from[key + ".quality"], from[key + ".upper"]};
}

OtherResult Run::result_of(std::string_view as, std::string_view output, Rows rows) const {
    return taken(as, rows == of_people ? "person" : rows == of_assets ? "asset" : "place", output);
}

Segment Run::must(std::string_view prefix, std::string_view as) const {
    const std::string key = std::string(prefix) + std::string(as);
    const Segment found = segment(key);
    if (!found) throw Failure(KITH_INTERNAL, "the segment '" + key + "' was not granted");
    return found;
}

const kith_parameter& Run::parameter(std::string_view id) const {
    for (std::uint64_t i = 0; i < run_.parameter_count; ++i)
        if (view(run_.parameters[i].id) == id) return run_.parameters[i];
    throw Failure(KITH_INTERNAL, "the manifest has no parameter '" + std::string(id) + "'");
}

double Run::number(std::string_view id) const { return parameter(id).number; }
std::int64_t Run::integer(std::string_view id) const { return parameter(id).integer; }

Output Run::find_output(std::string_view key, std::int32_t layer) const {
    for (std::uint64_t i = 0; i < run_.column_count; ++i)
        if (run_.columns[i].layer == layer && view(run_.columns[i].key) == key) return Output(&run_.columns[i]);
    throw Failure(KITH_INTERNAL, "the manifest has no output '" + std::string(key) + "' for these rows");
}

Output Run::output(std::string_view key) const { return find_output(key, -1); }
Output Run::output(std::string_view key, const Layer& layer) const { return find_output(key, layer.index); }

std::int32_t Run::index_of(kith_name_kind kind, const std::string& name) const {
    const std::int32_t index = evidence_->index_of(host_->context, kind, name.data(), name.size());
    if (index < 0) throw Failure(KITH_INTERNAL, "the manifest does not know '" + name + "'");
    return index;
}

Reason Run::reason(std::string_view of, std::string_view reason) const {
    return {static_cast<std::uint16_t>(index_of(KITH_NAME_REASON, std::string(of) + '/' + std::string(reason)))};
}
Message Run::message(std::string_view id) const { return {static_cast<std::uint32_t>(index_of(KITH_NAME_MESSAGE, std::string(id)))}; }
Strength Run::strength(std::string_view id) const { return {static_cast<std::uint16_t>(index_of(KITH_NAME_STRENGTH, std::string(id)))}; }
Change Run::change(std::string_view id) const { return {static_cast<std::uint16_t>(index_of(KITH_NAME_CHANGE, std::string(id)))}; }
Argument Run::argument(std::string_view of, std::string_view name) const {
    return {static_cast<std::uint16_t>(index_of(KITH_NAME_ARGUMENT, std::string(of) + '/' + std::string(name)))};
}
std::uint32_t Run::table(std::string_view key) const { return static_cast<std::uint32_t>(index_of(KITH_NAME_TABLE, std::string(key))); }

bool Run::add(const Finding& finding) const {
    const kith_finding raw = finding.raw();
    const kith_status status = evidence_->finding(host_->context, &raw);
    if (status == KITH_WRONG_CALL) throw Failure(KITH_WRONG_CALL, "a finding that does not fit its message in the manifest");
    return status == KITH_OK;
}

bool Run::add_row(std::uint32_t table, std::span<const kith_cell> cells) const {
    const kith_status status = evidence_->row(host_->context, table, cells.data(), cells.size());
    if (status == KITH_WRONG_CALL) throw Failure(KITH_WRONG_CALL, "a row that does not fit its table in the manifest");
    return status == KITH_OK;
}

Random Run::random(std::string_view stream, std::uint64_t row) const {
    return {random_, random_->start(host_->context, stream.data(), stream.size(), row)};
}

void Run::log(std::string_view line) const { log_->line(host_->context, line.data(), line.size()); }

kith_status guarded(const kith_run* run, Status (*work)(Run&)) noexcept {
    try {
        Run view(*run);
        const Status status = work(view);
        if (!status) tell(run, status.words().c_str());
        return status.code();
    } catch (const Failure& failure) {
        tell(run, failure.what());
        return failure.code();
    } catch (const std::bad_alloc&) {
        tell(run, "not enough memory");
        return KITH_TOO_LARGE;
    } catch (const std::exception& error) {
        tell(run, error.what());
    } catch (...) {
        tell(run, "an exception of an unknown type");
    }
    return KITH_INTERNAL;
}

}  // namespace kith::sdk
