// The kit's vocabularies are the engine's: plugins may not include the engine, so they stand twice.
#include <gtest/gtest.h>

#include "engine/column/terms.hpp"
#include "engine/column/type.hpp"
#include "plugins/abi/kith_plugin.h"
#include "plugins/sdk/terms.hpp"

namespace terms_test {
namespace sdk = kith::sdk;
namespace column = kith::column;

template <class A, class B>
constexpr bool same(A a, B b) { return static_cast<int>(a) == static_cast<int>(b); }

#define SAME(TYPE, WORD) static_assert(same(sdk::TYPE::WORD, column::TYPE::WORD))
SAME(Role, participant); SAME(Role, alter); SAME(Role, connector); SAME(Role, worker);
SAME(Living, living_here); SAME(Living, moved); SAME(Living, died); SAME(Living, asked_us_to_stop);
SAME(Asked, not_asked); SAME(Asked, partly); SAME(Asked, complete);
SAME(Facet, household); SAME(Facet, family); SAME(Facet, friends); SAME(Facet, neighbours); SAME(Facet, groups); SAME(Facet, paid_support);
SAME(Facet, help_emotional); SAME(Facet, help_practical); SAME(Facet, help_information); SAME(Facet, help_company); SAME(Facet, help_money);
SAME(Facet, help_personal_care); SAME(Facet, help_advocacy); SAME(Facet, alter_ties);
SAME(OwnView, wants_more); SAME(OwnView, happy_as_is);
SAME(AssetClass, individual); SAME(AssetClass, association); SAME(AssetClass, institution); SAME(AssetClass, place); SAME(AssetClass, economy);
SAME(AssetClass, culture);
SAME(Form, group); SAME(Form, organisation); SAME(Form, activity); SAME(Form, place); SAME(Form, exchange); SAME(Form, tradition);
SAME(AssetStatus, active); SAME(AssetStatus, potential); SAME(AssetStatus, closed);
SAME(Stance, to); SAME(Stance, for_); SAME(Stance, with); SAME(Stance, by);
SAME(Sensitivity, ordinary); SAME(Sensitivity, tie_sensitive); SAME(Sensitivity, hidden);
SAME(ConfirmedBy, resident); SAME(ConfirmedBy, worker); SAME(ConfirmedBy, import);
SAME(Gift, head); SAME(Gift, hands); SAME(Gift, heart); SAME(Gift, connection); SAME(Gift, experience);
SAME(LayerRole, official); SAME(LayerRole, lived); SAME(LayerRole, drawn);
SAME(Method, measured); SAME(Method, modelled); SAME(Method, apportioned); SAME(Method, from_area_type);
SAME(TieGroup, social); SAME(TieGroup, membership); SAME(TieGroup, service);
SAME(Direction, gives); SAME(Direction, receives); SAME(Direction, mutual);
SAME(Valence, good); SAME(Valence, mixed); SAME(Valence, difficult);
SAME(ReportedBy, from); SAME(ReportedBy, to); SAME(ReportedBy, both); SAME(ReportedBy, worker); SAME(ReportedBy, record); SAME(ReportedBy, import);
SAME(Help, emotional); SAME(Help, practical); SAME(Help, information); SAME(Help, company); SAME(Help, money); SAME(Help, personal_care);
SAME(Help, advocacy);
SAME(EventKind, conversation); SAME(EventKind, introduction); SAME(EventKind, promise); SAME(EventKind, loss); SAME(EventKind, move);
SAME(EventKind, group_started); SAME(EventKind, other);
SAME(State, known); SAME(State, not_asked); SAME(State, declined); SAME(State, dont_know); SAME(State, not_applicable); SAME(State, unstated);
SAME(State, withheld);
SAME(Precision, day); SAME(Precision, month); SAME(Precision, year);
#undef SAME
static_assert(sdk::facet_count == column::facet_count && sdk::facet_count == static_cast<int>(column::facet_words.size()));
static_assert(sdk::asset_class_count == static_cast<int>(column::asset_class_words.size()));
static_assert(sdk::help_count == static_cast<int>(column::help_words.size()));

static_assert(KITH_BOOLEAN == static_cast<unsigned>(column::Type::boolean) && KITH_I32 == static_cast<unsigned>(column::Type::i32) &&
              KITH_I64 == static_cast<unsigned>(column::Type::i64) && KITH_F64 == static_cast<unsigned>(column::Type::f64) &&
              KITH_TEXT == static_cast<unsigned>(column::Type::text) && KITH_TEXT_LIST == static_cast<unsigned>(column::Type::text_list) &&
              KITH_DATE == static_cast<unsigned>(column::Type::date) && KITH_POINT == static_cast<unsigned>(column::Type::point) &&
              KITH_POINT_LIST == static_cast<unsigned>(column::Type::point_list));
static_assert(KITH_KNOWN == static_cast<unsigned>(column::State::known) && KITH_WITHHELD == static_cast<unsigned>(column::State::withheld) &&
              KITH_NOT_ASKED == static_cast<unsigned>(column::State::not_asked) && KITH_UNSTATED == static_cast<unsigned>(column::State::unstated));

TEST(Terms, TheKitReadsAskedAsTheEngineWritesIt) {
    std::int32_t packed = 0;
    packed = column::with_asked(packed, column::Facet::alter_ties, column::Asked::complete);
    packed = column::with_asked(packed, column::Facet::household, column::Asked::partly);
    EXPECT_EQ(sdk::asked_of(packed, sdk::Facet::alter_ties), sdk::Asked::complete);
    EXPECT_EQ(sdk::asked_of(packed, sdk::Facet::household), sdk::Asked::partly);
    EXPECT_EQ(sdk::asked_of(packed, sdk::Facet::friends), sdk::Asked::not_asked);
    EXPECT_EQ(sdk::asked_of(column::asked_everything, sdk::Facet::help_money), sdk::Asked::complete);
}

}  // namespace terms_test
