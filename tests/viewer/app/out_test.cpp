// What goes out of the whole window: every view as every kind of file, whether it is on the screen or not, and never a file with nothing in it.
#include <gmock/gmock.h>

#include <algorithm>
#include <regex>

#include "tests/support/folder.hpp"
#include "tests/viewer/app/whole_window.hpp"

namespace kith::viewer::app {
namespace out_test {

using model::Out;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class GoesOut : public WholeWindow {
protected:
    static draw::ExportWish wish_of(Out what, const std::filesystem::path& file) {
        draw::ExportWish wish;
        wish.what = what;
        wish.file = file;
        return wish;
    }
    /// What the file says, once the window says that it is written; "" where it says why not, which is then `said`.
    std::string written(draw::ExportWish wish) {
        std::error_code ignored;
        std::filesystem::remove(wish.file, ignored);
        viewer->model().notices.clear();
        viewer->memory().wish = wish;
        settle();
        said = viewer->model().notices.empty() ? "" : viewer->model().notices.back().text;
        EXPECT_EQ(said.starts_with("Written"), std::filesystem::exists(wish.file)) << said;
        return std::filesystem::exists(wish.file) ? test::text_of_file(wish.file) : std::string();
    }
    std::string written(Out what, const std::string& name) { return written(wish_of(what, folder / name)); }
    void choose_columns() {
        model::ViewOptions options = viewer->model().options;
        options.map.colour.column = options.charts.scatter_x = "areas.area/population";
        viewer->want(model::Restyle{"Columns", options, 0});
        viewer->want(model::Select{{viewer->session().index().people()[1]}, session::SelectMode::replace});
        settle();
    }
    /// Every colour that an SVG holds, hatches included.
    static std::vector<std::string> colours_in(const std::string& svg) {
        std::vector<std::string> out;
        static const std::regex colour("#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})\"");
        for (std::sregex_iterator at(svg.begin(), svg.end(), colour), end; at != end; ++at)
            if ((*at)[1] != (*at)[2] || (*at)[2] != (*at)[3]) out.push_back(at->str());
        return out;
    }
    const test::Folder folder;
    std::string said;
};

TEST_F(GoesOut, EveryViewIsAListThatSaysSomething) {
    open();
    choose_columns();
    viewer->want(model::RunAnalyses{});
    settle();
    const std::vector<std::pair<Out, const char*>> all = {{Out::map, "<h2>Area by area</h2>"}, {Out::network, "<h2>Who is tied to whom</h2>"}, {Out::circle, "<h2>Closest"}, {Out::histogram, "To below"},
                                                          {Out::scatter, "Moran&#39;s I"}, {Out::table, "<table>"}, {Out::card, "<h2>"}, {Out::findings, "Nobody comes first"}, {Out::introductions, "The other"},
                                                          {Out::today, "<h2>"}, {Out::issues, "issues in the files"}};
    ASSERT_EQ(all.size(), static_cast<std::size_t>(model::out_count));
    for (const auto& [what, words] : all) {
        const std::string page = written(what, "page.html");
        EXPECT_THAT(page, HasSubstr(words)) << model::kind_of(what).words << ": " << said;
        EXPECT_THAT(page, HasSubstr("or the team")) << model::kind_of(what).words;
    }
}

TEST_F(GoesOut, WhatIsNotThereIsSaidAndNoFileIsMade) {
    open();
    for (const Out what : {Out::circle, Out::histogram, Out::scatter, Out::card, Out::findings, Out::introductions})
        for (const std::string_view ending : model::endings_of(what)) {
            EXPECT_EQ(written(what, "none" + std::string(ending)), "");
            EXPECT_EQ(said, model::why_not(viewer->model(), what));
        }
    EXPECT_EQ(written(Out::map, "map.csv"), "");
    EXPECT_THAT(said, HasSubstr(".pdf, .svg, .png, .html"));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(GoesOut, WhatIsNotOnTheScreenIsMadeForTheFile) {
    open();
    viewer->want(model::FillWindow{model::Pane::table});
    viewer->want(model::Edit{session::AddPerson{"Somebody New", {}, column::Role::participant, {}}});
    settle();
    ASSERT_FALSE(viewer->preparation().map.shows()) << "an edit while a list fills the window";
    ASSERT_FALSE(viewer->preparation().network.shows());
    key("Ctrl+P");
    EXPECT_EQ(viewer->memory().export_form.what, Out::table) << "what one looks at";
    key("Esc");
    for (const Out what : {Out::map, Out::network}) EXPECT_THAT(written(what, "picture.svg"), HasSubstr("<circle ")) << model::kind_of(what).words << ": " << said;
    EXPECT_THAT(written(Out::network, "network.html"), HasSubstr("Who is tied to whom"));
}

TEST_F(GoesOut, PicturesAreWhatTheyAreCalled) {
    open();
    choose_columns();
    for (const Out what : {Out::map, Out::network, Out::circle, Out::histogram, Out::scatter}) {
        const std::string svg = written(what, "picture.svg");
        EXPECT_THAT(svg, StartsWith("<svg")) << said;
        EXPECT_THAT(svg, HasSubstr("For the team only: it shows people.")) << model::kind_of(what).words << ": who may see it stands on every page";
        EXPECT_THAT(written(what, "picture.pdf"), StartsWith("%PDF-")) << said;
        draw::ExportWish pixels = wish_of(what, folder / "picture.png");
        pixels.paper = "640x500";
        const std::string png = written(pixels);
        ASSERT_THAT(png, StartsWith("\x89PNG")) << said;
        const auto number = [&](std::size_t at) { return static_cast<unsigned char>(png[at + 2]) * 256 + static_cast<unsigned char>(png[at + 3]); };
        EXPECT_EQ(number(16), 640);
        EXPECT_EQ(number(20), 500);
    }
}

TEST_F(GoesOut, PaperIsNeverDarkAndHasTheTitleThatWasTyped) {
    open();
    draw::ExportWish wish = wish_of(Out::map, folder / "map.svg");
    const std::string light = written(wish);
    viewer->model().preferences.theme = model::ThemeChoice::dark;
    settle();
    EXPECT_EQ(written(wish), light);
    EXPECT_THAT(light, HasSubstr("Drawn by Kith, as of "));
    wish.title = "Round the lake";
    wish.colours = picture::Theme::high_contrast;
    const std::string other = written(wish);
    EXPECT_THAT(other, HasSubstr(">Round the lake</text>"));
    EXPECT_NE(other.find("fill=\"#000000\""), std::string::npos);
}

TEST_F(GoesOut, BlackAndWhiteHasNoColourAtAll) {
    open();
    choose_columns();
    model::ViewOptions options = viewer->model().options;
    options.people.colour.column = "people.attributes/age_band";
    options.map.asset_names = options.map.backdrop_names = true;
    viewer->want(model::Restyle{"Colours everywhere", options, 0});
    settle();
    for (const Out what : {Out::map, Out::network, Out::circle, Out::histogram, Out::scatter}) {
        draw::ExportWish wish = wish_of(what, folder / "picture.svg");
        EXPECT_THAT(colours_in(written(wish)), Not(testing::IsEmpty())) << "in colour there are some";
        wish.colours = picture::Theme::black_and_white;
        EXPECT_THAT(colours_in(written(wish)), testing::IsEmpty()) << model::kind_of(what).words;
    }
}

TEST_F(GoesOut, AWallMapIsCutByItsSize) {
    open();
    draw::ExportWish wish = wish_of(Out::map, folder / "wall.pdf");
    wish.paper = "A2";
    wish.tiled = true;
    const std::string pdf = written(wish);
    std::size_t sheets = 0;
    for (auto at = pdf.find("/Type /Page"); at != std::string::npos; at = pdf.find("/Type /Page", at + 1)) sheets += pdf[at + 11] != 's';
    EXPECT_EQ(sheets, 4u * 2u) << "594 x 420 mm in windows of 194 x 281 that share 10";
}

}  // namespace out_test
}  // namespace kith::viewer::app
