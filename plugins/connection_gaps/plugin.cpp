// Glue between Kith's contract and the algorithms: columns in, findings, tables and counts out.
#include <algorithm>
#include <vector>

#include "plugins/connection_gaps/report.hpp"
#include "plugins/sdk/run.hpp"

namespace {

using namespace kith::sdk;
namespace gaps = kith::connection_gaps;

static_assert(gaps::participant == static_cast<int>(Role::participant) && gaps::connector == static_cast<int>(Role::connector) &&
              gaps::worker == static_cast<int>(Role::worker) && gaps::living_here == static_cast<int>(Living::living_here));
static_assert(gaps::happy_as_is == static_cast<int>(OwnView::happy_as_is) && gaps::difficult == static_cast<int>(Valence::difficult));
static_assert(gaps::facet_friends == static_cast<int>(Facet::friends) && gaps::facet_neighbours == static_cast<int>(Facet::neighbours) &&
              gaps::facet_groups == static_cast<int>(Facet::groups));
static_assert(gaps::association == static_cast<int>(AssetClass::association) &&
              gaps::institution == static_cast<int>(AssetClass::institution) && gaps::place == static_cast<int>(AssetClass::place) &&
              gaps::economy == static_cast<int>(AssetClass::economy) && gaps::culture == static_cast<int>(AssetClass::culture));
static_assert(gaps::form_group == static_cast<int>(Form::group) && gaps::form_activity == static_cast<int>(Form::activity) &&
              gaps::form_place == static_cast<int>(Form::place));
static_assert(gaps::ordinary == static_cast<int>(Sensitivity::ordinary) && gaps::status_active == static_cast<int>(AssetStatus::active));

template <class T>
gaps::Maybe<T> maybe(const Column& column, std::span<const T> values) {
    return {values, column.states()};
}

gaps::Arcs arcs_of(const Segment& lens) {
    return {lens["offsets"].i64(), lens["targets"].i32(), lens["ties"].i32(), lens["maybe"].booleans()};
}
gaps::NearRows near_of(const Segment& near) {
    return {near["offsets"].i64(), near["rows"].i32(), near["metres"].i32(), near["cut"].booleans()};
}

gaps::Words words_of(const Column& column) {
    gaps::Words words;
    if (!column) return words;
    words.offsets = column.offsets();
    words.codes = column.codes();
    words.states = column.states();
    for (std::int32_t code = 0; code < column.dictionary_size(); ++code) words.dictionary.push_back(column.word(code));
    return words;
}

/// Where permissions are recorded by their scopes, whoever has some recorded but not that for suggestions.
std::vector<std::uint8_t> not_permitted(const Column& permission) {
    const std::int32_t scope = permission.find("suggest_introduction");
    if (scope < 0) return {};
    std::vector<std::uint8_t> without(permission.rows(), 0);
    for (std::size_t p = 0; p < without.size(); ++p) {
        const auto scopes = permission.list(p);
        without[p] = permission.known(p) && !scopes.empty() && std::find(scopes.begin(), scopes.end(), scope) == scopes.end();
    }
    return without;
}

gaps::People people_of(const Run& run, std::span<const std::uint8_t> without_permission) {
    gaps::People people;
    people.role = run.column("people", "role").i32();
    people.living = run.column("people", "living").i32();
    people.household = run.column("people", "household").i32();
    people.area = run.column("people", "area").i32();
    people.asked = run.column("people", "asked").i32();
    const Column introduce = run.find("people", "introduce"), young = run.find("people", "under_18"), view = run.find("people", "own_view"),
                 until = run.find("people", "own_view_until");
    people.introduce = maybe(introduce, introduce.booleans());
    people.under_18 = maybe(young, young.booleans());
    people.own_view = maybe(view, view.i32());
    people.own_view_until = maybe(until, until.days());
    people.not_permitted = without_permission;
    return people;
}

gaps::TieColumns ties_of(const Run& run) {
    const Segment ties = run.segment("ties");
    const Column paid = ties["paid"], strength = ties["strength"], closeness = ties["closeness"], frequency = ties["frequency"],
                 valence = ties["valence"], until = ties["until"];
    gaps::TieColumns columns;
    columns.from = run.column("ties", "from").i32();
    columns.to = run.column("ties", "to").i32();
    columns.paid = maybe(paid, paid.booleans());
    columns.strength = maybe(strength, strength.f64());
    columns.closeness = maybe(closeness, closeness.i32());
    columns.frequency = maybe(frequency, frequency.f64());
    columns.valence = maybe(valence, valence.i32());
    columns.until = maybe(until, until.days());
    return columns;
}

gaps::Assets assets_of(const Run& run) {
    const Segment segment = run.segment("assets");
    const Column of_class = segment["class"], status = segment["status"], subtype = segment["subtype"];
    gaps::Assets assets;
    assets.of_class = maybe(of_class, of_class.i32());
    assets.status = maybe(status, status.i32());
    assets.sensitivity = segment["sensitivity"].i32();
    assets.form = segment["form"].i32();
    assets.online = segment["online"].booleans();
    assets.subtype_codes = subtype.codes();
    for (std::int32_t code = 0; code < subtype.dictionary_size(); ++code) assets.subtypes.push_back(subtype.word(code));
    return assets;
}

Status connection_gaps(Run& run) {
    const std::vector<std::uint8_t> without = not_permitted(run.find("people", "permission"));
    gaps::Inputs in;
    in.people = people_of(run, without);
    in.ties = ties_of(run);
    in.assets = assets_of(run);
    in.interests = words_of(run.find("people.gifts", "interests"));
    in.offers = words_of(run.find("people.gifts", "offers"));
    in.wants = words_of(run.find("people.gifts", "wants"));
    in.never_a = run.find("never_introduce", "a").i32();
    in.never_b = run.find("never_introduce", "b").i32();
    in.all = arcs_of(run.segment("lens.all"));
    in.unpaid = arcs_of(run.segment("lens.unpaid"));
    in.goes = arcs_of(run.segment("lens.goes"));
    in.near = near_of(run.segment("near.people"));
    in.venues = near_of(run.segment("near.venues"));
    in.groups = near_of(run.segment("near.groups"));
    return gaps::report(run, in);
}

}  // namespace

KITH_ANALYSIS("kith.connection_gaps", "0.1.0", connection_gaps);
