#pragma once
// From granted columns to what the algorithms read. Everything that spans point to lives here.
#include <cstdint>
#include <optional>
#include <vector>

#include "plugins/isolation/instruments.hpp"
#include "plugins/isolation/reasons.hpp"
#include "plugins/sdk/run.hpp"

namespace kith::isolation {

/// Owns the columns behind a Network.
class NetworkInputs {
public:
    explicit NetworkInputs(const sdk::Run& run);
    const Network& network() const { return network_; }
    /// One a tie, for the parameter 'weights'; empty where every tie weighs 1.
    const std::vector<double>& weights() const { return weights_; }
    /// One a person: a participant who lives here, and so somebody to speak of.
    const std::vector<std::uint8_t>& subjects() const { return subjects_; }

private:
    void read_people(const sdk::Run& run);
    void read_kinds(const sdk::Run& run);
    void read_ties(const sdk::Run& run);
    void read_nearness(const sdk::Run& run);
    void read_private_places(const sdk::Run& run);
    void read_attribute(const sdk::Run& run);
    void read_weights(const sdk::Run& run);

    Network network_;
    std::vector<Tie> ties_;
    std::vector<TieKind> kinds_;
    std::vector<Facets> complete_;
    std::vector<std::uint8_t> subjects_, died_;
    std::vector<std::int32_t> attribute_, masked_rows_;
    std::vector<std::int64_t> masked_offsets_;
    std::vector<double> weights_;
};

/// Owns the columns behind a Background, and the waves of answers.
class BackgroundInputs {
public:
    BackgroundInputs(const sdk::Run& run, const NetworkInputs& network);
    const Background& background() const { return background_; }
    const std::vector<Wave>& waves() const { return waves_; }
    /// One a person: a participant whose answers may stand in a group result.
    const std::vector<std::uint8_t>& may_be_counted() const { return may_be_counted_; }

private:
    void read_own_view(const sdk::Run& run);
    void read_households(const sdk::Run& run);
    void read_losses(const sdk::Run& run, const Network& network);
    void read_never(const sdk::Run& run);
    void read_answers(const sdk::Run& run, const NetworkInputs& network);

    Background background_;
    std::vector<std::int32_t> household_others_, happy_until_, asked_on_;
    std::vector<std::uint8_t> happy_, may_be_counted_;
    std::vector<Tri> introduce_;
    std::vector<Background::Loss> losses_;
    std::vector<Background::Pair> never_;
    std::vector<Background::OwnAnswer> own_answers_;
    std::vector<Wave> waves_;
};

/// The permission that lets a person's own answers be a reason for a conversation, and the one that lets them be counted.
inline constexpr const char* permission_to_talk = "talk_about_answers";
inline constexpr const char* permission_to_count = "aggregate";

}  // namespace kith::isolation
