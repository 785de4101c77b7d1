#include "plugins/sdk/run.hpp"

namespace {
using namespace kith::sdk;

Status alike_and_near(Run& run) {
    const auto asked = run.column("people", "asked").i32();
    const Column introduce = run.find("people", "introduce");     // empty when nothing was recorded
    const Column interests = run.find("people.gifts", "interests");
    const Lens ties = run.lens("any");
    const Near near = run.near("neighbours");

    Output known = run.output("known");
    const Reason not_asked = run.reason("known", "not_asked");
    const Message alike = run.message("alike");
    const Argument metres = run.argument("alike", "metres"), shared = run.argument("alike", "shared");
    const Strength likes = run.strength("likes");
    const Argument who = run.argument("likes", "who"), what = run.argument("likes", "what");

    const auto complete = [&](std::size_t p) {
        return asked_of(asked[p], Facet::friends) == Asked::complete && asked_of(asked[p], Facet::neighbours) == Asked::complete;
    };
    const auto willing = [&](std::size_t p) { return introduce.known(p) && introduce.booleans()[p] != 0; };

    for (std::size_t p = 0; p < run.people(); ++p) {
        if (p % 1000 == 0 && !run.go_on(static_cast<double>(p) / static_cast<double>(run.people()))) return stopped();
        if (!complete(p)) {
            known.not_computable(p, not_asked);
            continue;
        }
        known.value(p, static_cast<double>(ties[p].size()));
        for (const Close q : near[p]) {
            const auto other = static_cast<std::size_t>(q.row);
            if (other <= p || !willing(p) || !willing(other) || !complete(other) || ties.tied(p, q.row)) continue;
            Finding finding(alike, static_cast<std::int32_t>(p), q.row);
            std::size_t common = 0;
            for (const std::int32_t mine : interests.list(p))
                for (const std::int32_t theirs : interests.list(other))
                    if (mine == theirs && ++common <= 3) finding.with(shared, mine);
            if (common == 0) continue;
            finding.value(static_cast<double>(common)).inputs(2).with(metres, q.metres).by_person(q.row);
            finding.strength(likes).with(who, p).with(what, interests.list(p)[0]);
            if (!run.add(finding)) break;  // as many as the manifest allows; the rest is counted
        }
    }
    return {};
}

}  // namespace

KITH_ANALYSIS("kith.example", "0.1.0", alike_and_near);
