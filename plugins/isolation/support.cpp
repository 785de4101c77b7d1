#include "plugins/isolation/support.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace kith::isolation {
namespace {

constexpr int kinds = 8;

std::array<int, kinds> givers(std::span<const Supporter> supporters, std::uint8_t asked, bool with_maybe) {
    std::array<int, kinds> count{};
    for (const Supporter& supporter : supporters) {
        const unsigned gives = (supporter.sure | (with_maybe ? supporter.maybe : 0U)) & asked;
        for (int kind = 0; kind < kinds; ++kind) count[static_cast<std::size_t>(kind)] += static_cast<int>((gives >> kind) & 1U);
    }
    return count;
}

}  // namespace

FunctionalReach functional_reach(std::span<const Supporter> supporters, std::uint8_t asked) {
    const auto sure = givers(supporters, asked, false), most = givers(supporters, asked, true);
    const auto share = [asked](const std::array<int, kinds>& count, int least) {
        const auto held = std::count_if(count.begin(), count.end(), [least](int n) { return n >= least; });
        return static_cast<double>(held) / std::popcount(asked);
    };
    return {{share(sure, 1), share(most, 1)}, {share(sure, 2), share(most, 2)}};
}

double loss_on_removal(std::span<const Supporter> supporters, std::uint8_t asked, std::size_t removed) {
    const auto count = givers(supporters, asked, false);
    int held = 0, lost = 0;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        held += count[kind] >= 1;
        lost += count[kind] == 1 && ((supporters[removed].sure >> kind) & 1) != 0;
    }
    return held == 0 ? 0.0 : static_cast<double>(lost) / held;
}

Dependence dependence(std::span<const Supporter> supporters, std::uint8_t asked) {
    const auto count = givers(supporters, asked, false);
    Dependence result;
    for (const int givers_of : count) {
        result.held += givers_of >= 1;
        result.single += givers_of == 1;
    }
    if (result.held == 0) return result;
    for (std::size_t j = 0; j < supporters.size(); ++j) {
        double share = 0;
        int alone = 0;
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            if (((supporters[j].sure & asked) >> kind & 1) == 0) continue;
            share += 1.0 / count[kind];
            alone += count[kind] == 1;
        }
        share /= result.held;
        result.largest_share = std::max(result.largest_share, share);
        result.concentration += share * share;
        const double loss = static_cast<double>(alone) / result.held;
        if (loss > result.worst_loss) {
            result.worst_loss = loss;
            result.most = static_cast<std::int32_t>(j);
        }
    }
    result.effective_supporters = 1.0 / result.concentration;
    return result;
}

Interval e_i_index(std::int32_t mine, std::span<const std::int32_t> others) {
    int external = 0, internal = 0, unknown = 0;
    for (const std::int32_t code : others) (code < 0 ? unknown : code == mine ? internal : external) += 1;
    const double all = external + internal + unknown;
    return {(external - internal - unknown) / all, (external - internal + unknown) / all};
}

Interval blau(std::span<const std::int32_t> codes, std::int32_t categories) {
    std::vector<double> count(static_cast<std::size_t>(categories), 0.0);
    double unknown = 0;
    for (const std::int32_t code : codes) (code < 0 ? unknown : count[static_cast<std::size_t>(code)]) += 1;
    const double all = static_cast<double>(codes.size());
    const auto value = [&] {
        double squares = 0;
        for (const double n : count) squares += n / all * (n / all);
        return 1.0 - squares;
    };
    if (unknown == 0) return {value(), value()};
    // Least mixed when all the unknown are like the largest group, most when each joins the smallest.
    const auto largest = std::max_element(count.begin(), count.end());
    *largest += unknown;
    const double least = value();
    *largest -= unknown;
    for (; unknown > 0; --unknown) *std::min_element(count.begin(), count.end()) += 1;
    return {least, value()};
}

double iqv(double blau, std::int32_t categories) {
    return categories < 2 ? 0.0 : blau * categories / (categories - 1.0);
}

}  // namespace kith::isolation
