#include <algorithm>
#include <string_view>

#include "plugins/isolation/inputs.hpp"

namespace kith::isolation {
namespace {

using sdk::Column;
using sdk::Run;

bool allows(const Column& permission, std::size_t row, std::string_view word) {
    const auto list = permission.list(row);
    return std::any_of(list.begin(), list.end(), [&](std::int32_t code) { return permission.word(code) == word; });
}

// Items in the order of data/instruments.csv, and the range of a known answer.
struct ItemRow {
    std::string_view instrument, item;
    Instrument code;
    std::int32_t index;
    double lowest, highest;
};
constexpr ItemRow item_rows[] = {
    {"lsns6", "f1", Instrument::lsns6, 0, 0, 5}, {"lsns6", "f2", Instrument::lsns6, 1, 0, 5}, {"lsns6", "f3", Instrument::lsns6, 2, 0, 5},
    {"lsns6", "g1", Instrument::lsns6, 3, 0, 5}, {"lsns6", "g2", Instrument::lsns6, 4, 0, 5}, {"lsns6", "g3", Instrument::lsns6, 5, 0, 5},
    {"ucla3", "a", Instrument::ucla3, 0, 1, 3}, {"ucla3", "b", Instrument::ucla3, 1, 1, 3}, {"ucla3", "c", Instrument::ucla3, 2, 1, 3},
    {"ons_direct", "d", Instrument::ons_direct, 0, 1, 5},
    {"djg6", "e1", Instrument::djg6, 0, 1, 3}, {"djg6", "e2", Instrument::djg6, 1, 1, 3}, {"djg6", "e3", Instrument::djg6, 2, 1, 3},
    {"djg6", "s1", Instrument::djg6, 3, 1, 3}, {"djg6", "s2", Instrument::djg6, 4, 1, 3}, {"djg6", "s3", Instrument::djg6, 5, 1, 3}};

}  // namespace

BackgroundInputs::BackgroundInputs(const Run& run, const NetworkInputs& network) {
    read_own_view(run);
    read_households(run);
    read_losses(run, network.network());
    read_never(run);
    read_answers(run, network);
}

void BackgroundInputs::read_own_view(const Run& run) {
    const Column view = run.find("people", "own_view"), until = run.find("people", "own_view_until");
    const Column introduce = run.find("people", "introduce"), asked_on = run.find("people", "asked_on");
    const auto role = run.column("people", "role").i32(), living = run.column("people", "living").i32();
    happy_.assign(run.people(), 0);
    happy_until_.assign(run.people(), no_date);
    asked_on_.assign(run.people(), no_date);
    introduce_.assign(run.people(), Tri::unknown);
    for (std::size_t row = 0; row < run.people(); ++row) {
        happy_[row] = view.known(row) && view.i32()[row] == static_cast<std::int32_t>(sdk::OwnView::happy_as_is);
        if (until.known(row)) happy_until_[row] = until.days()[row];
        if (asked_on.known(row)) asked_on_[row] = asked_on.days()[row];
        // Somebody only named by others was never asked, whatever a file says of them.
        const bool here = role[row] != static_cast<std::int32_t>(sdk::Role::alter) && living[row] == static_cast<std::int32_t>(sdk::Living::living_here);
        if (here && introduce.known(row)) introduce_[row] = introduce.booleans()[row] != 0 ? Tri::yes : Tri::no;
    }
    background_.happy_as_is = happy_;
    background_.happy_until = happy_until_;
    background_.asked_on = asked_on_;
    background_.introduce = introduce_;
}

void BackgroundInputs::read_households(const Run& run) {
    const auto household = run.column("people", "household").i32(), living = run.column("people", "living").i32();
    std::vector<std::int32_t> members(run.households(), 0);
    const auto here = [&](std::size_t row) {
        return household[row] >= 0 && living[row] == static_cast<std::int32_t>(sdk::Living::living_here);
    };
    for (std::size_t row = 0; row < run.people(); ++row)
        if (here(row)) members[static_cast<std::size_t>(household[row])] += 1;
    household_others_.assign(run.people(), 0);
    for (std::size_t row = 0; row < run.people(); ++row)
        if (here(row)) household_others_[row] = members[static_cast<std::size_t>(household[row])] - 1;
    background_.household_others = household_others_;
}

void BackgroundInputs::read_losses(const Run& run, const Network& network) {
    losses_ = close_ties_ended(network);
    const Column kind = run.find("events", "kind"), person = run.find("events", "person"), other = run.find("events", "other"), date = run.find("events", "date");
    for (std::size_t row = 0; row < kind.rows(); ++row) {
        if (!kind.known(row) || kind.i32()[row] != static_cast<std::int32_t>(sdk::EventKind::loss)) continue;
        if (person.i32()[row] < 0 || !date.known(row)) continue;
        losses_.push_back({person.i32()[row], other.known(row) ? other.i32()[row] : -1, date.days()[row], -1});
    }
    sort_losses(losses_);
    background_.losses = losses_;
}

void BackgroundInputs::read_never(const Run& run) {
    const Column a = run.find("never_introduce", "a"), b = run.find("never_introduce", "b");
    for (std::size_t row = 0; row < a.rows(); ++row) {
        never_.push_back({a.i32()[row], b.i32()[row]});
        never_.push_back({b.i32()[row], a.i32()[row]});
    }
    std::sort(never_.begin(), never_.end(), [](const Background::Pair& x, const Background::Pair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    background_.never_introduce = never_;
}

void BackgroundInputs::read_answers(const Run& run, const NetworkInputs& network) {
    const Column permission = run.find("people", "permission");
    may_be_counted_ = network.subjects();
    for (std::size_t row = 0; row < may_be_counted_.size() && permission; ++row)
        if (!allows(permission, row, permission_to_count)) may_be_counted_[row] = 0;

    const Column person = run.find("observations", "person"), instrument = run.find("observations", "instrument"), item = run.find("observations", "item");
    const Column value = run.find("observations", "value"), date = run.find("observations", "date");
    const bool counts = run.integer("lsns6_answers") == 1;
    std::vector<Answered> answers;
    for (std::size_t row = 0; row < person.rows(); ++row) {
        const auto found = std::find_if(std::begin(item_rows), std::end(item_rows), [&](const ItemRow& i) {
            return i.instrument == instrument.text(row) && i.item == item.text(row);
        });
        if (found == std::end(item_rows) || person.i32()[row] < 0) continue;
        Answered answer{person.i32()[row], found->code, found->index, std::nullopt, date.known(row) ? date.days()[row] : no_date};
        if (value.known(row)) {
            const double number = found->code == Instrument::lsns6 && counts ? lsns_item(value.f64()[row]) : value.f64()[row];
            if (number >= found->lowest && number <= found->highest && number == static_cast<double>(static_cast<int>(number))) answer.value = number;
        }
        answers.push_back(answer);
    }
    waves_ = latest_waves(answers);
    for (const Wave& wave : waves_) {
        const auto row = static_cast<std::size_t>(wave.person);
        if (network.subjects()[row] == 0 || !permission || !allows(permission, row, permission_to_talk)) continue;
        for (const Scale scale : {Scale::lsns6_total, Scale::ons_direct}) {
            const auto scored = score(wave, scale);
            if (scored && beyond_cut(scored->upper, scale)) own_answers_.push_back({wave.person, scale == Scale::ons_direct, scored->upper, wave.date});
        }
    }
    background_.own_answers = own_answers_;
}

}  // namespace kith::isolation
