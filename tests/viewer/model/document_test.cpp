// List-first pages: what a screen reader walks, and nothing that a browser would fetch or run.
#include "viewer/model/document.hpp"

#include <gtest/gtest.h>

namespace document_test {
using namespace kith::viewer::model;

Document sample() {
    Document out{"Tom & <Ann>", "For the team only.", {}};
    out.heading("Gifts");
    out.list({"Likes: tea", "Offers \"lifts\""});
    out.paragraph("");
    Block table;
    table.kind = Block::Kind::table;
    table.text = "Assets";
    table.head = {"Name", "Count"};
    table.numeric = {false, true};
    table.rows = {{"Choir", "3"}, {"Park", "not asked"}};
    out.blocks.push_back(table);
    return out;
}

TEST(Document, HtmlIsEscapedAndHasHeadings) {
    const std::string page = html(sample());
    EXPECT_NE(page.find("<h1>Tom &amp; &lt;Ann&gt;</h1>"), std::string::npos);
    EXPECT_NE(page.find("<h2>Gifts</h2>"), std::string::npos);
    EXPECT_NE(page.find("<li>Offers &quot;lifts&quot;</li>"), std::string::npos);
    EXPECT_NE(page.find("<caption>Assets</caption>"), std::string::npos);
    EXPECT_NE(page.find("<th scope=\"col\" class=\"n\">Count</th>"), std::string::npos);
    EXPECT_NE(page.find("<th scope=\"row\">Choir</th><td class=\"n\">3</td>"), std::string::npos);
    EXPECT_NE(page.find("<html lang=\"en\">"), std::string::npos);
    for (const char* word : {"<script", "http", "src=", "@import", "url("}) EXPECT_EQ(page.find(word), std::string::npos) << word;
}

TEST(Document, PlainTextSaysTheSame) {
    EXPECT_EQ(plain_text(sample()), "Tom & <Ann>\nFor the team only.\n\nGifts\n- Likes: tea\n- Offers \"lifts\"\nAssets\n- Choir; Count: 3\n- Park; Count: not asked\n");
}

TEST(Document, NothingToSayAddsNothing) {
    Document out;
    out.paragraph("");
    out.list({});
    EXPECT_TRUE(out.blocks.empty());
}

TEST(Csv, QuotesAndGuards) {
    const auto cell = [](std::string_view text) {
        std::string out;
        csv_cell(out, text);
        return out;
    };
    EXPECT_EQ(cell("plain"), "plain");
    EXPECT_EQ(cell(""), "");
    EXPECT_EQ(cell("a,b"), "\"a,b\"");
    EXPECT_EQ(cell("say \"no\""), "\"say \"\"no\"\"\"");
    EXPECT_EQ(cell("=1+1"), "'=1+1");
    EXPECT_EQ(cell("@a,b"), "\"'@a,b\"");
    EXPECT_EQ(cell("two\nlines"), "\"two\nlines\"");
}

}  // namespace document_test
