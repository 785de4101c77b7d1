// What the renderer makes of emphasis, read back from its picture (EGL): what is dimmed never adds up, and rings are told by shape.
#include <epoxy/gl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "viewer/app/offscreen.hpp"
#include "viewer/app/scene_renderer.hpp"
#include "viewer/app/triangle_cache.hpp"

namespace kith::viewer::app {
namespace scene_test {

using picture::Colour;
using picture::Emphasis;
using picture::Theme;

constexpr int width = 240, height = 120;
constexpr Colour vermilion{0xD5, 0x5E, 0x00};

int apart(Colour a, Colour b) { return std::abs(a.red - b.red) + std::abs(a.green - b.green) + std::abs(a.blue - b.blue); }

class Drawn : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto made = Offscreen::create();
        if (made) offscreen = std::move(*made);
    }
    static void TearDownTestSuite() { offscreen.reset(); }
    void SetUp() override {
        if (!offscreen) GTEST_SKIP() << "no OpenGL 3.3 here, not even in software";
    }
    /// Marks of `size` pixels at the given points, a pixel a unit around the middle.
    picture::Scene scene_of(Theme theme, std::vector<float> xy, float size) {
        picture::Scene scene;
        scene.theme = theme;
        scene.geographic = false;
        scene.mark_styles = {{picture::Mark::circle, {vermilion}, {}, size}};
        picture::MarkLayer layer;
        layer.name = "people";
        layer.xy = std::move(xy);
        for (std::size_t i = 0; i < layer.xy.size() / 2; ++i) {
            layer.styles.push_back(0);
            layer.rows.push_back(static_cast<std::int32_t>(i));
        }
        scene.marks.push_back(std::move(layer));
        scene.bounds.add(-width / 2.0, -height / 2.0);
        scene.bounds.add(width / 2.0, height / 2.0);
        return scene;
    }
    void draw(picture::Scene scene, Emphasis emphasis) {
        ground = picture::roles_of(scene.theme).ground;
        auto prepared = std::make_shared<const model::Prepared>(model::prepared(std::move(scene)));
        auto renderer = SceneRenderer::create(nullptr);
        ASSERT_TRUE(renderer) << renderer.error().message;
        (*renderer)->show(prepared);
        SceneEmphasis bytes;
        for (const auto& layer : prepared->scene.links) bytes.links.emplace_back(layer.size(), static_cast<std::uint8_t>(emphasis));
        for (const auto& layer : prepared->scene.marks) bytes.marks.emplace_back(layer.size(), static_cast<std::uint8_t>(emphasis));
        (*renderer)->emphasise(bytes);
        model::Frame frame;
        model::frame_of(*prepared, {{0, 0}, 1, {width, height}}, {}, frame);
        frame.mark_scale.assign(frame.mark_scale.size(), 1);
        ASSERT_TRUE((*renderer)->draw({0, 0, 1, width, height, 1}, frame));
        pixels.resize(width * height * 4);
        glBindTexture(GL_TEXTURE_2D, (*renderer)->texture());
        glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
    }
    Colour at(double x, double y) const {
        const auto i = (static_cast<std::size_t>(std::floor(y + height / 2.0)) * width + static_cast<std::size_t>(std::floor(x + width / 2.0))) * 4;
        return {pixels[i], pixels[i + 1], pixels[i + 2]};
    }
    /// How much of a circle around the middle is painted.
    double painted(double radius) const {
        int painted = 0;
        for (int degree = 0; degree < 360; ++degree) {
            const double turn = degree * 3.14159265358979 / 180;
            painted += apart(at(radius * std::cos(turn), radius * std::sin(turn)), ground) > 60;
        }
        return painted / 360.0;
    }

    static inline std::unique_ptr<Offscreen> offscreen;
    std::vector<std::uint8_t> pixels;
    Colour ground;
};

TEST_F(Drawn, ManyDimmedMarksAreAsFaintAsOne) {
    for (const Theme theme : {Theme::light, Theme::dark, Theme::high_contrast}) {
        draw(scene_of(theme, {-60.5f, 0.5f, 60.5f, 0.5f, 60.5f, 0.5f, 62.5f, 0.5f, 58.5f, 0.5f, 60.5f, 2.5f}, 16), Emphasis::dimmed);
        if (HasFatalFailure()) return;
        EXPECT_EQ(at(-60.5, 0.5), at(60.5, 0.5)) << "theme " << static_cast<int>(theme);
        EXPECT_GT(apart(at(-60.5, 0.5), ground), 20) << "still seen";
        EXPECT_LT(apart(at(-60.5, 0.5), ground), apart(vermilion, ground) / 2) << "and faint";
    }
}

TEST_F(Drawn, ManyDimmedTiesAreAsFaintAsOne) {
    for (const Theme theme : {Theme::light, Theme::dark}) {
        picture::Scene scene = scene_of(theme, {-110, 50}, 4);
        scene.link_styles = {{{vermilion, 6}, false}};
        picture::LinkLayer layer;
        layer.ends = {-100.f, -30.5f, 100.f, -30.5f};
        for (int i = 0; i < 9; ++i) layer.ends.insert(layer.ends.end(), {-100.f, 20.5f, 100.f, 20.5f});
        layer.styles.assign(10, 0);
        for (int i = 0; i < 10; ++i) {
            layer.rows.push_back(i);
            layer.nodes.insert(layer.nodes.end(), {0, 0});
        }
        scene.links.push_back(std::move(layer));
        draw(std::move(scene), Emphasis::dimmed);
        if (HasFatalFailure()) return;
        EXPECT_EQ(at(3.5, -30.5), at(3.5, 20.5));
        EXPECT_GT(apart(at(3.5, 20.5), ground), 8);
    }
}

TEST_F(Drawn, SelectedAndHoveredAreToldByShapeAlone) {
    for (const Theme theme : {Theme::light, Theme::high_contrast}) {
        draw(scene_of(theme, {0.5f, 0.5f}, 20), Emphasis::selected);
        if (HasFatalFailure()) return;
        const double radius = 20 * 0.85 * 1.2 / 2 + 1.5 + 1.5;  // in the middle of the ring
        EXPECT_GT(painted(radius), 0.99) << "a whole ring";
        draw(scene_of(theme, {0.5f, 0.5f}, 20), Emphasis::hovered);
        EXPECT_GT(painted(radius), 0.45) << "a dashed one";
        EXPECT_LT(painted(radius), 0.8);
    }
}

TEST_F(Drawn, ASmallMarkKeepsARimOnAnyGround) {
    // What tells a dot from a ground of its own colour is its rim, however small a crowd made the dot. Red, so that it can be read back.
    picture::Scene scene = scene_of(Theme::dark, {0.5f, 0.5f}, 7);
    scene.mark_styles = {{picture::Mark::circle, {Colour{0xE8, 0xE6, 0xE1}}, {Colour{0xFF, 0, 0}, 0.8}, 7}};
    auto prepared = std::make_shared<const model::Prepared>(model::prepared(std::move(scene)));
    auto renderer = SceneRenderer::create(nullptr);
    ASSERT_TRUE(renderer);
    (*renderer)->show(prepared);
    model::Frame frame;
    model::frame_of(*prepared, {{0, 0}, 1, {width, height}}, {}, frame);
    std::array<int, 2> rim{};
    for (const int small : {0, 1}) {
        frame.mark_scale.assign(1, small != 0 ? 0.35f : 1.f);
        (*renderer)->emphasise({});
        (*renderer)->draw({0, 0, 1, width, height, 1}, frame);
        pixels.resize(width * height * 4);
        glBindTexture(GL_TEXTURE_2D, (*renderer)->texture());
        glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
        for (double x = 0.5; x < 12; ++x) rim[static_cast<std::size_t>(small)] = std::max(rim[static_cast<std::size_t>(small)], at(x, 0.5).red - at(x, 0.5).blue);
    }
    EXPECT_GT(rim[0], 60);
    EXPECT_GT(rim[1], rim[0] * 2 / 3) << "the rim went with the size";
}

TEST_F(Drawn, AboveTwentyThousandPeopleADensityStandsWhereTheyAreAndNowhereElse) {
    std::vector<float> xy;
    for (std::size_t i = 0; i <= model::most_points; ++i) xy.insert(xy.end(), {-80.f + static_cast<float>(i % 61), -30.f + static_cast<float>(i % 59)});  // a block at the left
    constexpr int lone_x = 90, lone_y = 0;
    xy.insert(xy.end(), {lone_x, lone_y});
    for (const bool crowd : {true, false}) {
        if (!crowd) xy.resize(2 * 1000);
        auto prepared = std::make_shared<const model::Prepared>(model::prepared(scene_of(Theme::light, xy, 6)));
        model::Frame frame;
        model::frame_of(*prepared, {{0, 0}, 1, {width, height}}, {}, frame);
        ASSERT_EQ(frame.raster.size(), 1u);
        EXPECT_EQ(frame.raster[0] != 0, crowd) << xy.size() / 2 << " people";
        draw(scene_of(Theme::light, xy, 6), Emphasis::none);
        if (HasFatalFailure()) return;
        if (!crowd) continue;
        int inked = 0, looked = 0, strayed = 0, alone = 0;
        for (int x = lone_x - 5; x <= lone_x + 5; ++x)
            for (int y = lone_y - 5; y <= lone_y + 5; ++y) alone = std::max(alone, apart(at(x, y), ground));
        EXPECT_GT(alone, 15) << "who stands apart from the crowd is seen";
        for (int x = -115; x < 115; x += 3)
            for (int y = -55; y < 55; y += 3) {
                const bool ink = apart(at(x, y), ground) > 20, there = x > -78 && x < -22 && y > -28 && y < 26;
                const bool near = (x > -98 && x < -2 && y > -48 && y < 48) || (std::abs(x - lone_x) < 18 && std::abs(y - lone_y) < 18);  // a cell of 4 to 8 pixels and half of the next
                inked += there && ink;
                looked += there;
                strayed += !near && ink;
            }
        EXPECT_GT(looked, 200);
        EXPECT_EQ(inked, looked) << "nobody is lost";
        EXPECT_EQ(strayed, 0) << "and nobody is where nobody is";
    }
}

/// So many ties that what lies below is kept: drawn once with nobody emphasised, and then with one.
class ManyTies : public Drawn {
protected:
    static constexpr std::size_t count = model::most_links_moving + 500;
    void begin(Theme theme) {
        ground = picture::roles_of(theme).ground;
        picture::Scene scene = scene_of(theme, {-100.5f, -40.5f, 100.5f, 40.5f}, 8);
        scene.link_styles = {{{vermilion, 1.2, picture::Dash::solid, 0.6}, false}};
        picture::LinkLayer layer;
        for (std::size_t i = 0; i < count; ++i) {
            const float y = static_cast<float>(i % 97) - 48.f;
            layer.ends.insert(layer.ends.end(), {-100.f, y, 100.f, -y});
            layer.styles.push_back(0);
            layer.rows.push_back(static_cast<std::int32_t>(i));
            layer.nodes.insert(layer.nodes.end(), {0, 1});
        }
        scene.links.push_back(std::move(layer));
        prepared = std::make_shared<const model::Prepared>(model::prepared(std::move(scene)));
        model::frame_of(*prepared, {{0, 0}, 1, {width, height}}, {}, frame);
        again();
    }
    void again() {
        auto made = SceneRenderer::create(nullptr);
        ASSERT_TRUE(made) << made.error().message;
        renderer = std::move(*made);
        renderer->show(prepared);
    }
    /// Everybody as `rest`, but for the ties and the mark given.
    static SceneEmphasis emphasis(Emphasis rest, std::vector<std::size_t> ties, Emphasis theirs) {
        SceneEmphasis out;
        out.links.emplace_back(count, static_cast<std::uint8_t>(rest));
        for (const std::size_t tie : ties) out.links[0][tie] = static_cast<std::uint8_t>(theirs);
        out.marks.push_back({static_cast<std::uint8_t>(rest), static_cast<std::uint8_t>(theirs)});
        return out;
    }
    std::vector<std::uint8_t> picture_of(const SceneEmphasis& emphasis, double x = 0) {
        renderer->emphasise(emphasis);
        EXPECT_TRUE(renderer->draw({x, 0, 1, width, height, 1}, frame));
        pixels.assign(width * height * 4, 0);
        glBindTexture(GL_TEXTURE_2D, renderer->texture());
        glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
        return pixels;
    }

    std::shared_ptr<const model::Prepared> prepared;
    std::unique_ptr<SceneRenderer> renderer;
    model::Frame frame;
};

TEST_F(ManyTies, APictureIsTheSameWhateverWasDrawnBefore) {
    for (const Theme theme : {Theme::light, Theme::dark, Theme::high_contrast}) {
        begin(theme);
        if (HasFatalFailure()) return;
        const SceneEmphasis nobody = emphasis(Emphasis::none, {}, Emphasis::none),
                            pointed = emphasis(Emphasis::none, {7, 300}, Emphasis::neighbour);
        const SceneEmphasis chosen = emphasis(Emphasis::dimmed, {7, 2400}, Emphasis::selected),
                            other = emphasis(Emphasis::dimmed, {11}, Emphasis::none);
        std::vector<std::vector<std::uint8_t>> after;
        for (const SceneEmphasis* one : {&nobody, &pointed, &chosen, &other, &nobody, &chosen}) after.push_back(picture_of(*one));
        EXPECT_EQ(after[0], after[4]) << "nobody is emphasised again";
        EXPECT_EQ(after[2], after[5]);
        EXPECT_NE(after[0], after[1]);
        EXPECT_NE(after[0], after[2]);
        EXPECT_NE(after[2], after[3]);
        again();
        EXPECT_EQ(picture_of(other), after[3]) << "the first picture of a renderer";
        again();
        EXPECT_EQ(picture_of(pointed), after[1]);
    }
}

TEST_F(ManyTies, WhatWasKeptGoesWithTheSightAndTheScene) {
    begin(Theme::light);
    if (HasFatalFailure()) return;
    const SceneEmphasis nobody = emphasis(Emphasis::none, {}, Emphasis::none);
    const auto before = picture_of(nobody);
    EXPECT_FALSE(renderer->draw({0, 0, 1, width, height, 1}, frame)) << "nothing changed";
    EXPECT_NE(picture_of(nobody, 30), before) << "somebody looks elsewhere";
    EXPECT_EQ(picture_of(nobody), before) << "and back";
    const auto old = prepared;
    begin(Theme::dark);
    const auto dark = picture_of(nobody);
    EXPECT_NE(dark, before);
    renderer->show(old);
    EXPECT_EQ(picture_of(nobody), before) << "another scene in the same renderer";
}

TEST_F(ManyTies, AFewLitTiesStandOverTheRest) {
    begin(Theme::light);
    if (HasFatalFailure()) return;
    picture_of(emphasis(Emphasis::none, {}, Emphasis::none));
    const Colour before = at(60.5, 0.5);
    const auto& rows = prepared->scene.links[0].rows;
    const auto level = static_cast<std::size_t>(std::find(rows.begin(), rows.end(), 48) - rows.begin());  // through the middle
    picture_of(emphasis(Emphasis::none, {level}, Emphasis::selected));
    EXPECT_LT(apart(at(60.5, 0.5), picture::roles_of(Theme::light).accent), 12);
    EXPECT_GT(apart(before, picture::roles_of(Theme::light).accent), 60);
    picture_of(emphasis(Emphasis::dimmed, {}, Emphasis::dimmed));
    EXPECT_LT(apart(at(60.5, 0.5), ground), apart(before, ground)) << "dimmed ties are fainter than plain ones";
}

}  // namespace scene_test
}  // namespace kith::viewer::app
