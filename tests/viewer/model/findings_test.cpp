// Forms out of manifests, findings as a list, and who could be introduced: on the sample patch.
#include <set>

#include "tests/viewer/model/model_place.hpp"
#include "viewer/model/findings.hpp"
#include "viewer/model/form.hpp"

using namespace kith;
using namespace kith::viewer::model;

TEST(Form, IsWhatTheManifestDeclares) {
    test::OpenModel at;
    auto form = form_for(at.session, "kith.inventory");
    ASSERT_TRUE(form) << form.error().message;
    const auto plugin = at.session.plugins().at("kith.inventory");
    EXPECT_EQ(form->fields.size(), (*plugin)->manifest.parameters.size());
    EXPECT_TRUE(form->ready);
    EXPECT_TRUE(validate(*form));
    EXPECT_EQ(request_of(*form).parameters, "");  // nothing but defaults
    const auto walk = std::find_if(form->fields.begin(), form->fields.end(), [](const FormField& f) { return f.id == "walk_metres"; });
    ASSERT_NE(walk, form->fields.end());
    EXPECT_EQ(walk->unit, "m");
    EXPECT_FALSE(walk->help.empty());
    for (const char* wrong : {"", "far", "1e9", "-5", "12 m"}) {
        walk->text = wrong;
        EXPECT_FALSE(validate(*form)) << wrong;
        EXPECT_NE(walk->fault.find(walk->label), std::string::npos) << walk->fault;
    }
    walk->text = "400";
    EXPECT_TRUE(validate(*form));
    const auto request = request_of(*form);
    EXPECT_EQ(request.parameters, R"({"walk_metres":400.0})");
    const auto again = form_for(at.session, "kith.inventory", &request);
    EXPECT_EQ(std::find_if(again->fields.begin(), again->fields.end(), [](const FormField& f) { return f.id == "walk_metres"; })->text, "400");
    EXPECT_FALSE(form_for(at.session, "kith.no_such"));
}

TEST(Form, EveryBundledOneIsValidAsItComesAndRunsAsItSays) {
    test::OpenModel at;
    std::vector<host::AnalysisRequest> requests;
    for (const auto& plugin : at.session.plugins().plugins()) {
        auto form = form_for(at.session, plugin->manifest.id);
        ASSERT_TRUE(form) << plugin->manifest.id;
        for (FormField& field : form->fields) {
            const bool choice = field.kind == FormField::Kind::choice && counts(*form, field);
            EXPECT_FALSE(choice && field.choices.empty()) << plugin->manifest.id << ' ' << field.id;
        }
        if (form->ready && validate(*form)) requests.push_back(request_of(*form));
    }
    ASSERT_GE(requests.size(), 3u);
    at.run(requests);
    for (const auto& result : at.session.results()) EXPECT_NE(result->analysis.verdict, host::Verdict::bad_request) << result->analysis.sentence;
}

TEST(Form, WhatCountsOnlyWhenIsLeftOutOtherwise) {
    Form form;
    form.use = "a";
    FormField deep, depth;
    deep.id = "deep";
    deep.kind = FormField::Kind::yes_no;
    deep.text = deep.fallback = "no";
    depth.id = "depth";
    depth.label = "Depth";
    depth.kind = FormField::Kind::integer;
    depth.minimum = 1, depth.maximum = 9;
    depth.text = "50";
    depth.fallback = "3";
    depth.only_when = "deep";
    depth.only_when_text = "yes";
    form.fields = {deep, depth};
    EXPECT_TRUE(validate(form));  // 50 does not count
    EXPECT_EQ(request_of(form).parameters, "");
    form.fields[0].text = "yes";
    EXPECT_FALSE(validate(form));
    form.fields[1].text = "7";
    EXPECT_TRUE(validate(form));
    EXPECT_EQ(request_of(form).parameters, R"({"deep":true,"depth":7})");
}

TEST(Findings, FiltersAddUpAndTheOrderIsSaid) {
    test::OpenModel at;
    at.run({{"kith.isolation"}, {"kith.connection_gaps"}});
    const FindingList all = finding_list(at.model);
    ASSERT_GT(all.all, 10);
    EXPECT_EQ(all.hidden, 0);
    std::int64_t by_reason = 0;
    for (const FindingCount& one : all.reasons) by_reason += one.count;
    EXPECT_EQ(by_reason, all.all);
    std::set<std::string> words;  // nobody can choose between two reasons that read alike
    for (const FindingCount& one : all.reasons) EXPECT_TRUE(words.insert(one.id.substr(0, one.id.find('/')) + one.words).second) << one.words;
    for (const FindingCount& reason : all.reasons) {
        at.model.options.findings.messages = {reason.id};
        EXPECT_EQ(static_cast<std::int64_t>(finding_list(at.model).rows.size()), reason.count) << reason.words;
    }
    at.model.options.findings.messages.clear();
    EXPECT_NE(all.order.find("In the order in which the analyses ran"), std::string::npos);
    for (std::size_t i = 1; i < all.rows.size(); ++i)  // as the analyses gave them, nothing sorted
        EXPECT_TRUE(all.rows[i - 1].result < all.rows[i].result || all.rows[i - 1].finding < all.rows[i].finding);
    ViewOptions options = at.model.options;
    options.findings.messages = {all.reasons[0].id};
    at(Restyle{"One reason", options, 0});
    const FindingList one = finding_list(at.model);
    EXPECT_EQ(static_cast<std::int64_t>(one.rows.size()), all.reasons[0].count);
    EXPECT_EQ(one.hidden, all.all - all.reasons[0].count);
    const FindingLine line = finding_line(at.model, one.rows[0]);
    EXPECT_FALSE(line.said.text.empty());
    EXPECT_FALSE(line.evidence.empty());
    at(SelectEvidence{at.session.results()[one.rows[0].result]->id, one.rows[0].finding, session::SelectMode::replace});
    EXPECT_EQ(at.session.selection().size(), line.evidence.size());
    EXPECT_TRUE(line.stale.empty());
    at(Edit{session::EndPerson{at.person(0), column::Living::moved}});
    EXPECT_FALSE(finding_line(at.model, one.rows[0]).stale.empty());
}

TEST(Findings, WhatIsPutAsideIsHiddenCountedAndComesBackWithUndo) {
    test::OpenModel at;
    at.run({{"kith.connection_gaps"}});
    const FindingList before = finding_list(at.model);
    const FindingLine line = finding_line(at.model, before.rows[0]);
    at(Edit{session::DismissFinding{line.key, "They meet already", false}});
    const FindingList after = finding_list(at.model);
    EXPECT_EQ(after.dismissed, 1);
    EXPECT_EQ(after.hidden, 1);
    EXPECT_EQ(after.all, before.all);
    const FindingLine aside = finding_line(at.model, before.rows[0]);
    EXPECT_TRUE(aside.dismissed);
    EXPECT_EQ(aside.why_dismissed, "They meet already");
    // Another run of the same finds it again and knows it.
    at.run({{"kith.connection_gaps"}});
    EXPECT_EQ(finding_list(at.model).dismissed, 1);
    at(Undo{});
    EXPECT_EQ(finding_list(at.model).dismissed, 0);
}

TEST(Introductions, OnlyWhoIsWillingNowAndNeverAPairToBeLeftApart) {
    test::OpenModel at;
    at.run({{"kith.connection_gaps"}});
    const auto list = introductions(at.model);
    ASSERT_FALSE(list.empty());
    const auto people = at.session.view()->segment("people");
    for (const Introduction& one : list)
        for (const auto& key : {one.one_key, one.other_key}) {
            const auto row = static_cast<std::size_t>(at.session.index().find(key)->row);
            EXPECT_EQ(people->find("introduce")->booleans()[row], 1);
            EXPECT_EQ(people->find("role")->i32()[row], 0);
        }
    const auto csv = introductions_csv(at.model);
    ASSERT_TRUE(csv);
    EXPECT_EQ(static_cast<std::size_t>(std::count(csv->begin(), csv->end(), '\n')), list.size() + 1);
    // One says no today: what was found yesterday does not matter.
    const base::EntityKey no = list[0].one_key;
    at(Edit{session::SetCells{{no}, "people/introduce", false}});
    for (const Introduction& one : introductions(at.model)) {
        EXPECT_NE(one.one_key, no);
        EXPECT_NE(one.other_key, no);
    }
    EXPECT_LT(introductions(at.model).size(), list.size());
    at(Undo{});
    EXPECT_EQ(introductions(at.model).size(), list.size());
    at(ShowTo{privacy::Audience::safe});
    EXPECT_TRUE(introductions(at.model).empty());
    EXPECT_FALSE(introductions_csv(at.model));
}
