// report.html: what a reader, a screen reader and a printer need of it.
#include "engine/report/page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// gcc 12 under the sanitizers takes what std::regex moves for uninitialized (its bug 105562).
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <regex>
#include <set>

#include "tests/engine/report/sample.hpp"

namespace kith::report {
namespace page_test {

using testing::HasSubstr;
using testing::Not;

std::string page_of(const privacy::View& view, const std::vector<host::AnalysisResult>& results) {
    RunFacts facts;
    facts.kith = "0.1.0";
    std::vector<const host::Manifest*> manifests;
    for (const auto& result : results) manifests.push_back(&result.plugin->manifest);
    facts.ladder = ladder_of(view, manifests);
    base::JobContext job;
    auto made = report_html(view, results, facts, job);
    EXPECT_TRUE(made);
    return made ? *made : std::string();
}

std::string sample_page(privacy::Audience audience = privacy::Audience::team) {
    std::vector<host::AnalysisResult> results;
    results.push_back(test::here_result());
    if (audience == privacy::Audience::team) results.push_back(test::people_result());
    return page_of(test::sample_view(audience), results);
}

std::vector<std::string> all(const std::string& text, const std::string& pattern) {
    std::vector<std::string> out;
    const std::regex expression(pattern);
    for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) out.push_back((*at)[1].str());
    return out;
}

TEST(Page, StandsAlone) {
    const std::string page = sample_page();
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("http://")));
    EXPECT_THAT(page, Not(HasSubstr("https://")));
    EXPECT_THAT(page, Not(HasSubstr("src=")));
    EXPECT_THAT(page, Not(HasSubstr("@import")));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
    for (const auto& address : all(page, "url\\(([^)]*)\\)")) EXPECT_EQ(address[0], '#') << address;
    for (const auto& address : all(page, "href=\"([^\"]*)\"")) EXPECT_EQ(address[0], '#') << address;
}

TEST(Page, NamesAreTextAndNeverMarkup) {
    const std::string page = sample_page();
    EXPECT_THAT(page, HasSubstr("Amina &lt;b&gt;Khan&lt;/b&gt;"));
    EXPECT_THAT(page, Not(HasSubstr("<b>Khan")));
    EXPECT_THAT(page, HasSubstr("<h1>Testfield &lt;East&gt;</h1>"));
    EXPECT_THAT(page, Not(HasSubstr("<Field>")));
    EXPECT_THAT(page, Not(HasSubstr("<East>")));  // not in the printed margin either
}

TEST(Page, HeadingsGoDownOneStepAtATime) {
    int before = 0;
    for (const auto& level : all(sample_page(), "<h([1-6])")) {
        EXPECT_LE(std::stoi(level), before + 1);
        before = std::stoi(level);
    }
    EXPECT_EQ(all(sample_page(), "<(h1)").size(), 1u);
}

TEST(Page, EveryTableHasACaptionAndEveryPictureAName) {
    const std::string page = sample_page();
    const auto count = [&](const char* what) { return all(page, what).size(); };
    EXPECT_EQ(count("(<table)"), count("(<caption)"));
    EXPECT_EQ(count("(<th )") + count("(<th>)"), count("(<th[^>]*scope=)"));
    EXPECT_EQ(count("(<svg )"), count("(role=\"img\")") + count("(aria-hidden=\"true\")"));
    EXPECT_EQ(count("(<title id=)"), count("(<desc id=)"));
    EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
    for (const char* landmark : {"<header>", "<nav aria-label=", "<main id=\"main\">", "<footer>"}) EXPECT_THAT(page, HasSubstr(landmark));
    std::set<std::string> ids;
    for (const auto& id : all(page, " id=\"([^\"]*)\"")) EXPECT_TRUE(ids.insert(id).second) << id;
    for (const auto& target : all(page, "href=\"#([^\"]*)\"")) EXPECT_TRUE(ids.contains(target)) << target;
    for (const auto& target : all(page, "aria-labelledby=\"([^\" ]*)")) EXPECT_TRUE(ids.contains(target)) << target;
}

TEST(Page, TheAudienceStandsOnEveryPrintedPage) {
    EXPECT_THAT(sample_page(), HasSubstr("@bottom-center{content:\"Audience: team only\""));
    const std::string safe = sample_page(privacy::Audience::safe);
    EXPECT_THAT(safe, HasSubstr("@bottom-center{content:\"Audience: safe to show\""));
    for (const char* personal : {"Amina", "P001", "P002", "Reasons to have a conversation"}) EXPECT_THAT(safe, Not(HasSubstr(personal)));
    EXPECT_THAT(safe, HasSubstr("3 people take part"));  // people as a number
}

TEST(Page, StrengthsComeBeforeReasons) {
    const std::string page = sample_page();
    const std::size_t card = page.find("<article class=\"card\">");
    ASSERT_NE(card, std::string::npos);
    EXPECT_LT(page.find("likes gardening", card), page.find("class=\"reason\"", card));
    EXPECT_LT(page.find("Assets by class"), page.find("What nobody has asked yet"));
    EXPECT_LT(page.find("id=\"analysis-1\">What is here"), page.find("id=\"analysis-2\">People to get to know"));
}

TEST(Page, NumbersSayOfWhatAndReconcile) {
    const std::string page = sample_page();
    EXPECT_THAT(page, HasSubstr("4 assets are recorded: 1 association, 1 institution, 1 place."));
    EXPECT_THAT(page, HasSubstr("1 asset could be, but is not yet: in no total."));
    EXPECT_THAT(page, HasSubstr("<th scope=\"row\">All together</th><td></td><td class=\"number\">12</td><td class=\"number\">9</td>"));
    EXPECT_THAT(page, HasSubstr("Nobody has this id; the tie was left out. Row 3."));
    EXPECT_THAT(page, HasSubstr("at least 3.33"));
}

TEST(Page, WhatIsNotThereIsSaidShortlyAndExplainedOnce) {
    const std::string page = sample_page();
    EXPECT_THAT(page, HasSubstr(">not known<"));
    EXPECT_EQ(all(page, "(Not known: Nobody has counted who lives here\\.)").size(), 1u);
}

TEST(Page, WordsThatTheHouseDoesNotUse) {  // reference: domain 6.3
    const std::string page = sample_page();
    for (const char* word : {"at-risk", "at risk", "high-risk", "vulnerab", "service user", "client", "patient", "caseload", "referral", "hard to reach", "deprived", "elderly"})
        EXPECT_THAT(page, Not(HasSubstr(word)));
}

TEST(Page, WhatDoesNotStandInAListIsFoldedAndCounted) {
    std::vector<host::AnalysisResult> results;
    results.push_back(test::here_result());
    test::FindingBlock findings;
    const std::size_t many = most_listed + most_folded + 30;
    for (std::size_t i = 0; i < many; ++i) findings.add(0, static_cast<std::int32_t>(i % 6), -1, 1, static_cast<double>(i + 10), 2, 0, {});
    results[0].findings = findings.finish();
    const std::string page = page_of(test::sample_view(), results);
    EXPECT_THAT(page, HasSubstr("<details><summary>200 more</summary>"));
    EXPECT_THAT(page, HasSubstr("And 30 more: the window shows each of them"));
    EXPECT_THAT(page, Not(HasSubstr("findings.json")));
    EXPECT_EQ(all(page, "(<details>)").size(), all(page, "(</details>)").size());
    EXPECT_EQ(all(page, "has ([0-9]+) kinds of asset").size(), most_listed + most_folded);
}

TEST(Page, TheAudienceIsSaidOnceInItsLine) {
    EXPECT_THAT(sample_page(), HasSubstr("<strong>Audience: team only.</strong> It holds what people told you."));
    EXPECT_THAT(sample_page(privacy::Audience::safe), HasSubstr("<strong>Audience: safe to show.</strong> It holds areas and assets. Nobody is named"));
}

TEST(Units, ARateSaysAllOfIt) {
    EXPECT_EQ(with_unit("For a square kilometre", "asset per km²|assets per km²"), "Assets per km²");
    EXPECT_EQ(with_unit("People named", "person|people"), "People named");
    EXPECT_EQ(with_unit("Nearest supporter", "m"), "Nearest supporter (m)") << "the letter is in it, the unit is not";
}

TEST(Page, ACityStaysAPage) {
    auto view = test::sample_view();
    const std::size_t many = 20000;
    view.people_ = many;
    view.recorded_ = view.participants_ = static_cast<std::int64_t>(many);
    column::SegmentBuilder people("people");
    people.add_i64("key_high", std::vector<std::int64_t>(many, 9)).add_i64("key_low", std::vector<std::int64_t>(many, 1)).add_i32("role", std::vector<std::int32_t>(many, 0));
    view.add(std::move(people));
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < many; ++i) ids.push_back("P" + std::to_string(100000 + many - i));
    column::SegmentBuilder names("people.names");
    names.add_strings("id", ids);
    view.add(std::move(names));
    view.segments_.erase("people.gifts");  // it has four rows
    std::vector<host::AnalysisResult> results;
    results.push_back(test::people_result());
    test::FindingBlock findings;
    for (std::size_t i = 0; i < many; ++i) {
        const auto person = static_cast<std::int32_t>(i), other = static_cast<std::int32_t>((i + 1) % many);
        findings.add(0, person, -1, 1, 1, 3, 0, {{host::NoteKind::argument, 0, 0, other, 0}});
        findings.add(1, person, other, 1, 1, 4, 0, {{host::NoteKind::argument, 0, 0, 0, 350}, {host::NoteKind::argument, 0, 1, 1, 0}});
    }
    results[0].findings = findings.finish();
    const std::string page = page_of(view, results);
    EXPECT_LT(page.size(), 200'000u);
    EXPECT_EQ(all(page, "(<article)").size(), most_cards);
    EXPECT_THAT(page, HasSubstr("And 19,940 more people: the window shows the card of each of them (kith view)."));
    EXPECT_THAT(page, HasSubstr("And 19,960 more: the window shows each of them (kith view, then Findings)."));
    EXPECT_LT(page.find("<h4>P100001</h4>"), page.find("<h4>P100002</h4>"));  // by name, not by any number
}

TEST(Page, ACancelledPageStops) {
    const auto view = test::sample_view();
    base::JobContext job;
    job.cancel();
    RunFacts facts;
    EXPECT_FALSE(report_html(view, {}, facts, job));
}

TEST(Ladder, SaysWhatCanBeSeenAndWhatToAsk) {
    auto view = test::sample_view();
    const auto here = test::plugin_of(test::here_manifest), know = test::plugin_of(test::people_manifest);
    const std::vector<const host::Manifest*> manifests{&know->manifest, &here->manifest};
    const std::string text = ladder_text(ladder_of(view, manifests));
    EXPECT_LT(text.find("What is here: assets of every class"), text.find("People to get to know: reasons"));  // assets first
    EXPECT_THAT(text, HasSubstr("friends: 1 of 3 participants"));
    view.assets_ = 0;
    const std::string without = ladder_text(ladder_of(view, manifests));
    EXPECT_THAT(without, HasSubstr("To see more\n  - What is here: "));
    EXPECT_THAT(without, HasSubstr("[[assets]]"));
    for (const auto& line : all(without, "([^\n]+)\n")) EXPECT_LE(line.size(), 110u) << line;
}

TEST(Ladder, AsJson) {
    const auto view = test::sample_view();
    const auto know = test::plugin_of(test::people_manifest);
    const std::vector<const host::Manifest*> manifests{&know->manifest};
    const std::string json = ladder_json(ladder_of(view, manifests));
    EXPECT_THAT(json, HasSubstr("\"analysis\": \"kith.know\""));
    EXPECT_THAT(json, HasSubstr("\"friends\": 1"));
    EXPECT_THAT(json, HasSubstr("\"open\": false"));
}

}  // namespace page_test
}  // namespace kith::report
