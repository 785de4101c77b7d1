// Colours as others see them: what must hold of any such model, and pairs that are known to be confused (Okabe and Ito 2008 chose
// vermilion and bluish green to stay apart in lightness only, and blue and orange to stay apart in colour).
#include "engine/picture/colour_sight.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace kith::picture {
namespace colour_sight_test {

double apart(Colour a, Colour b) { return std::hypot(a.red - b.red, a.green - b.green, a.blue - b.blue); }

TEST(ColourSight, GreysStayGreys) {
    for (int sight = 0; sight < colour_sight_count; ++sight)
        for (int v = 0; v < 256; v += 15) {
            const auto grey = static_cast<std::uint8_t>(v);
            const Colour out = seen({grey, grey, grey}, static_cast<ColourSight>(sight));
            EXPECT_NEAR(out.red, v, 1) << sight;
            EXPECT_NEAR(out.green, v, 1);
            EXPECT_NEAR(out.blue, v, 1);
        }
}

TEST(ColourSight, RowsSumToOne) {  // equal energy stays white: Machado et al. 2009, section 4
    for (int sight = 0; sight < colour_sight_count; ++sight) {
        const SightMatrix& m = matrix_of(static_cast<ColourSight>(sight));
        for (std::size_t row = 0; row < 3; ++row) EXPECT_NEAR(m[3 * row] + m[3 * row + 1] + m[3 * row + 2], 1, 2e-6);
    }
}

// As published: Machado 2010, A model for simulation of color vision deficiency, appendix, severity 1.0, in the copy of colour-science's
// colour/blindness/datasets/machado2010.py (which has them from the authors' page beside Machado, Oliveira and Fernandes 2009).
TEST(ColourSight, MatricesAreThosePublished) {
    const SightMatrix protan{0.152286f, 1.052583f, -0.204868f, 0.114503f, 0.786281f, 0.099216f, -0.003882f, -0.048116f, 1.051998f};
    const SightMatrix deutan{0.367322f, 0.860646f, -0.227968f, 0.280085f, 0.672501f, 0.047413f, -0.011820f, 0.042940f, 0.968881f};
    const SightMatrix tritan{1.255528f, -0.076749f, -0.178779f, -0.078411f, 0.930809f, 0.147602f, 0.004733f, 0.691367f, 0.303900f};
    EXPECT_EQ(matrix_of(ColourSight::protan), protan);
    EXPECT_EQ(matrix_of(ColourSight::deutan), deutan);
    EXPECT_EQ(matrix_of(ColourSight::tritan), tritan);
}

TEST(ColourSight, OneColourWorkedOutByHand) {
    // Vermilion #D55E00 is linear (0.665387, 0.111932, 0). For protans red is 0.152286 x 0.665387 + 1.052583 x 0.111932 = 0.219147, green
    // 0.114503 x 0.665387 + 0.786281 x 0.111932 = 0.164199, blue below 0; in sRGB 0.505479, 0.441963, 0, that is 129, 113, 0.
    EXPECT_EQ(seen({0xD5, 0x5E, 0x00}, ColourSight::protan), (Colour{129, 113, 0}));
}

TEST(ColourSight, RedAndGreenComeTogetherAndBlueAndOrangeDoNot) {
    const Colour red{0xD5, 0x5E, 0x00}, green{0x00, 0x9E, 0x73}, blue{0x00, 0x72, 0xB2}, orange{0xE6, 0x9F, 0x00};
    for (const ColourSight sight : {ColourSight::deutan, ColourSight::protan}) {
        EXPECT_LT(apart(seen(red, sight), seen(green, sight)), 0.75 * apart(red, green));
        EXPECT_GT(apart(seen(blue, sight), seen(orange, sight)), 0.65 * apart(blue, orange));
    }
    EXPECT_EQ(seen(red, ColourSight::usual), red);
}

TEST(ColourSight, GreyKeepsLuminance) {
    for (const Colour colour : {Colour{0xD5, 0x5E, 0x00}, Colour{0x00, 0x9E, 0x73}, Colour{0x22, 0x33, 0xEE}}) {
        const Colour out = seen(colour, ColourSight::grey);
        EXPECT_EQ(out.red, out.green);
        EXPECT_EQ(out.green, out.blue);
        EXPECT_NEAR(luminance(out), luminance(colour), 0.01);  // WCAG's own function
    }
}

}  // namespace colour_sight_test
}  // namespace kith::picture
