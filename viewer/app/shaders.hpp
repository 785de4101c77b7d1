#pragma once
// The drawing programs: filled areas, lines, marks, density. Positions are float offsets; `shift` and `scale` bring them to pixels
// from the middle of the target, `half_size` is half of it. Styles are looked up by index, emphasis is a byte a row
// (picture::Emphasis: 0 none, 1 dimmed, 2 neighbour, 3 hovered, 4 selected). What is emphasised lies over the rest and the rest over
// what is dimmed: `pass` 0 draws those dimmed, 1 the plain ones, 2 the emphasised. Dimmed ones are blended by the lesser (on a light
// ground) or the greater of two colours, so that many over each other are as faint as one; `neutral` is what changes nothing then.
namespace kith::viewer::app::shaders {

inline constexpr const char* common = R"(
uniform vec2 shift, half_size;
uniform float scale, ratio;
uniform vec3 ground, accent, hover, ink;
uniform usamplerBuffer style_of, emphasis_of;
uniform samplerBuffer styles;
uniform int pass;
int pass_of(uint emphasis) { return emphasis == 1u ? 0 : emphasis == 0u ? 1 : 2; }
vec2 pixel(vec2 at) { return (at + shift) * scale; }
)";

/// Style: (r, g, b, opacity), (tile, width, rising + 2 falling + 4 dots, has colour).
inline constexpr const char* fill_vertex = R"(
layout(location = 0) in vec2 at;
layout(location = 1) in uint area;
flat out vec4 colour; flat out vec3 hatch;
void main() {
    gl_Position = vec4(pixel(at) / half_size, 0.0, 1.0);
    int style = int(texelFetch(style_of, int(area)).r);
    uint emphasis = texelFetch(emphasis_of, int(area)).r;
    colour = texelFetch(styles, 2 * style);
    vec4 more = texelFetch(styles, 2 * style + 1);
    hatch = more.xyz;
    if (more.w < 0.5) colour = vec4(ground, more.z > 0.5 ? colour.a : 0.0);  // an outline lets what lies below show through
    if (emphasis == 1u) colour.rgb = mix(ground, colour.rgb, 0.45);
}
)";
inline constexpr const char* fill_fragment = R"(
flat in vec4 colour; flat in vec3 hatch;
out vec4 result;
uniform float ratio;
uniform vec3 ink;
float along(float value, float tile, float width) {
    float from = abs(mod(value, tile) - tile * 0.5) * 0.7071;
    return 1.0 - smoothstep(width * 0.5 - 0.35, width * 0.5 + 0.65, from);
}
void main() {
    result = colour;
    int kind = int(hatch.z + 0.5);
    if (kind == 0) return;
    float tile = hatch.x * ratio, width = max(hatch.y * ratio, 0.8), cover = 0.0;
    vec2 at = gl_FragCoord.xy;
    if ((kind & 1) != 0) cover = max(cover, along(at.x - at.y, tile, width));
    if ((kind & 2) != 0) cover = max(cover, along(at.x + at.y, tile, width));
    if ((kind & 4) != 0) {
        float from = length(mod(at, tile) - tile * 0.5);
        cover = max(cover, 1.0 - smoothstep(width * 0.5 - 0.2, width * 0.5 + 0.8, from));
    }
    result.rgb = mix(result.rgb, ink, cover * 0.75);
}
)";

/// Style: (r, g, b, opacity), (width, dash, notch, has colour). `of`: what the styles and emphasis are rows of; where
/// `by_instance` the number of the instance. `all_as`: what emphasis all have, whatever is theirs; below 0 their own.
inline constexpr const char* line_vertex = R"(
layout(location = 0) in vec4 ends;
layout(location = 1) in uint of;
uniform bool by_instance, rounded;                              // rounded: ends of lines that go on in another
uniform float faint, thin;                                      // where many lie over each other
uniform int all_as;
out vec2 place; flat out vec4 colour; flat out vec4 shape; flat out float dash;
void main() {
    int row = by_instance ? gl_InstanceID : int(of);
    uint emphasis = all_as < 0 ? texelFetch(emphasis_of, row).r : uint(all_as);
    int style = int(texelFetch(style_of, row).r);
    vec4 first = texelFetch(styles, 2 * style), second = texelFetch(styles, 2 * style + 1);
    colour = vec4(first.rgb, first.a * faint); dash = second.y;
    float width = second.x * ratio * thin;
    if (emphasis == 1u) colour.a = max(colour.a, 0.35) * (by_instance ? 0.22 : 0.6);
    if (emphasis == 2u || emphasis == 3u) { colour = vec4(hover, 1.0); width = max(width, 1.5 * ratio) + 0.5 * ratio; }
    if (emphasis == 4u) { colour = vec4(accent, 1.0); width = max(width, 2.0 * ratio) + ratio; }
    vec2 a = pixel(ends.xy), b = pixel(ends.zw), run = b - a;
    float length_ = max(length(run), 0.001);
    vec2 ahead = run / length_, aside = vec2(-ahead.y, ahead.x);
    float notch = second.z > 0.5 ? 1.0 : 0.0;
    float reach = max(width * 0.5, notch * 3.5 * ratio) + 1.0;
    vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
    float round_ = rounded && width > 1.5 && first.a > 0.99 ? 1.0 : 0.0, beyond = 1.0 + round_ * width * 0.5;
    place = vec2(mix(-beyond, length_ + beyond, corner.x), mix(-reach, reach, corner.y));
    shape = vec4(length_, width, notch, round_);
    vec2 at = a + ahead * place.x + aside * place.y;
    bool out_of_pass = pass_of(emphasis) != pass || second.w < 0.5;
    gl_Position = out_of_pass ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(at / half_size, 0.0, 1.0);
}
)";
inline constexpr const char* line_fragment = R"(
in vec2 place; flat in vec4 colour; flat in vec4 shape; flat in float dash;
out vec4 result;
uniform float ratio;
uniform int pass;
uniform vec3 ground, neutral;
void main() {
    float width = max(shape.y, 1.0), faint = min(shape.y, 1.0);
    float cover = clamp(width * 0.5 + 0.5 - abs(place.y), 0.0, 1.0) * faint;
    float out_ = max(max(-place.x, place.x - shape.x), 0.0);
    if (shape.w > 0.5) cover = clamp(width * 0.5 + 0.5 - length(vec2(out_, place.y)), 0.0, 1.0);
    else cover *= clamp(min(place.x, shape.x - place.x) + 0.5, 0.0, 1.0);
    float unit = max(shape.y, 1.2 * ratio);
    float step_ = place.x / unit;
    int kind = int(dash + 0.5);
    if (kind == 1) { float m = mod(step_, 7.0); cover *= m < 4.5 ? 1.0 : 0.0; }
    if (kind == 2) { float m = mod(step_, 3.0); cover *= m < 1.3 ? 1.0 : 0.0; }
    if (kind == 3) { float m = mod(step_, 10.0); cover *= (m < 5.0 || (m > 6.7 && m < 8.3)) ? 1.0 : 0.0; }
    if (shape.z > 0.5 && shape.x > 26.0 * ratio) {
        float back = shape.x - 9.0 * ratio - place.x;              // a small wedge short of the receiving mark
        float half_ = 3.2 * ratio * clamp(back / (6.0 * ratio), 0.0, 1.0);
        if (back > 0.0 && back < 6.0 * ratio) cover = max(cover, clamp(half_ + 0.5 - abs(place.y), 0.0, 1.0));
    }
    if (cover < 0.004) discard;
    result = vec4(colour.rgb, colour.a * cover);
    if (pass == 0) result = vec4(mix(neutral, mix(ground, colour.rgb, colour.a), cover), 1.0);
}
)";

/// Style: (fill r, g, b, opacity), (line r, g, b, opacity), (mark, filled, line width, size). Attribute size: 0 = the style's.
/// What is emphasised is drawn by itself, each with the row that it is of.
inline constexpr const char* mark_vertex = R"(
layout(location = 0) in vec2 at;
layout(location = 1) in float own_size;
layout(location = 2) in uint lit_row;
uniform float crowd, slim;                                      // where many stand close; rings of many
uniform int base;
const float least_rim = 0.85;
const float reaches[7] = float[](1.05, 1.15, 0.95, 1.5, 1.25, 1.3, 1.05);  // radii from the middle to the farthest side
out vec2 place; flat out vec4 fill, edge, shape; flat out vec4 ring;
void main() {
    int row = pass == 2 ? int(lit_row) : base + gl_InstanceID;
    int style = int(texelFetch(style_of, row).r);
    uint emphasis = texelFetch(emphasis_of, row).r;
    fill = texelFetch(styles, 3 * style); edge = texelFetch(styles, 3 * style + 1);
    vec4 more = texelFetch(styles, 3 * style + 2);
    float shrink = emphasis >= 3u ? max(crowd, 0.85) : emphasis == 2u ? max(crowd, 0.6) : crowd;
    float size = (own_size > 0.0 ? own_size : more.w) * ratio * shrink;
    ring = vec4(0.0);
    if (emphasis == 2u) ring = vec4(hover, 1.5 * ratio);
    if (emphasis == 3u) { ring = vec4(hover, -3.0 * ratio); size *= 1.2; }  // below 0: dashed, so that nobody needs the colour
    if (emphasis == 4u) { ring = vec4(accent, 3.0 * ratio * slim); size *= slim < 1.0 ? 1.0 : 1.2; }
    float line = more.z * ratio, thin = line * shrink;
    if (more.y > 0.5) line *= max(shrink, least_rim); else line = thin;  // a filled mark keeps its rim, outside: it is what tells it from its ground
    shape = vec4(more.x, more.y, max(line, 0.0), (size + line - thin) * 0.5);
    float reach = size * 0.5 * reaches[int(more.x + 0.5)] + shape.z * 0.5 + 1.0;
    if (ring.w != 0.0) reach += abs(ring.w) + 2.5 * ratio;
    vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1) * 2.0 - 1.0;
    place = corner * reach;
    bool out_of_pass = pass_of(emphasis) != pass;
    gl_Position = out_of_pass ? vec4(2.0, 2.0, 2.0, 1.0) : vec4((pixel(at) + place) / half_size, 0.0, 1.0);
}
)";
/// How far a point is outside of a mark of radius r, below 0 inside; in proportion to r.
inline constexpr const char* mark_shapes = R"(
float polygon(vec2 p, float r, float n, float turn) {
    float a = atan(p.x, p.y) + turn, step_ = 6.2831853 / n;
    return cos(floor(0.5 + a / step_) * step_ - a) * length(p) - r * cos(step_ * 0.5);
}
float star(vec2 p, float r) {
    const float step_ = 0.6283185;
    float a = mod(atan(p.x, p.y), 2.0 * step_);
    a = abs(a - step_);                                         // 0 in a notch, step_ at a tip
    vec2 q = length(p) * vec2(cos(step_ - a), sin(step_ - a));  // tip along x
    vec2 tip = vec2(r, 0.0), notch = 0.45 * r * vec2(cos(step_), sin(step_));
    vec2 run = notch - tip, normal = normalize(vec2(-run.y, run.x));
    if (dot(normal, -tip) > 0.0) normal = -normal;
    return dot(q - tip, normal);
}
float distance_to(int mark, vec2 p, float r) {
    if (mark == 1) return polygon(p, r * 1.08, 6.0, 0.0);
    if (mark == 2) return max(abs(p.x), abs(p.y)) - r * 0.88;
    if (mark == 3) return polygon(p + vec2(0.0, r * 0.2), r * 1.25, 3.0, 3.14159265);
    if (mark == 4) return (abs(p.x) + abs(p.y) - r * 1.18) * 0.7071;
    if (mark == 5) return star(p, r * 1.25);
    return length(p) - r;
}
)";
/// The same from a picture of it, a tile a mark: software draws a mark several times quicker so.
inline constexpr const char* mark_shapes_looked_up = R"(
uniform sampler2D shapes;
float distance_to(int mark, vec2 p, float r) {
    vec2 at = clamp(p / r, -1.97, 1.97) * 0.25 + 0.5;
    return (textureLod(shapes, vec2((float(mark) + at.x) / 7.0, at.y), 0.0).r * 4.0 - 2.0) * r;
}
)";
/// That picture: from -2 to 2 radii in each of the seven tiles, and so many radii from 0 to 1.
inline constexpr const char* shapes_vertex = R"(
out vec2 place;
void main() {
    vec2 corner = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
    place = corner * vec2(7.0, 1.0);
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
)";
inline constexpr const char* shapes_fragment = R"(
in vec2 place;
out float result;
void main() { result = distance_to(int(place.x), (fract(place) - 0.5) * 4.0, 1.0) * 0.25 + 0.5; }
)";
inline constexpr const char* mark_fragment = R"(
in vec2 place; flat in vec4 fill, edge, shape; flat in vec4 ring;
out vec4 result;
uniform vec3 ground, neutral;
uniform float ratio;
uniform int pass;
const float faint = 0.26;                                       // what is left of the colour of a dimmed one
void main() {
    int mark = int(shape.x + 0.5);
    float d = distance_to(mark, place, shape.w);
    if (mark == 6) d = max(d, shape.w * 0.38 - length(place));
    float inside = clamp(0.5 - d, 0.0, 1.0);
    float half_ = shape.z * 0.5;
    float on_edge = shape.z > 0.0 ? clamp(half_ + 0.5 - abs(d), 0.0, 1.0) * min(shape.z, 1.0) : 0.0;
    vec4 colour = shape.y > 0.5 ? vec4(fill.rgb, fill.a * inside) : vec4(ground, edge.a * inside);
    float line = on_edge * edge.a;
    colour = vec4(mix(colour.rgb, edge.rgb, line / max(line + colour.a * (1.0 - line), 0.001)), line + colour.a * (1.0 - line));
#ifdef RINGS
    if (ring.w != 0.0) {
        float from = distance_to(mark == 6 ? 0 : mark, place, shape.w) - 1.5 * ratio - half_, wide = abs(ring.w);
        float halo = clamp(wide * 0.5 + 0.5 - abs(from - wide * 0.5), 0.0, 1.0);
        if (ring.w < 0.0 && fract(atan(place.y, place.x) * 1.2732395) > 0.62) halo = 0.0;  // eight dashes
        float gap = clamp(0.5 - from, 0.0, 1.0);
        vec4 under = mix(vec4(ring.rgb, halo), vec4(ground, gap), gap);
        colour = vec4(mix(under.rgb, colour.rgb, colour.a), max(colour.a, under.a));
    }
#endif
    if (colour.a < 0.004) discard;
    result = colour;
    if (pass == 0) result = vec4(mix(neutral, mix(ground, colour.rgb, faint), colour.a), 1.0);
}
)";

/// Where many stand: the more of them, the less of the ground is seen, by the root of the share of the fullest cell; one alone is seen, too.
inline constexpr const char* density_vertex = R"(
uniform vec2 extent;
out vec2 place;
void main() {
    place = vec2(gl_VertexID & 1, (gl_VertexID >> 1) & 1);
    gl_Position = vec4(pixel(place * extent) / half_size, 0.0, 1.0);
}
)";
inline constexpr const char* density_fragment = R"(
in vec2 place;
out vec4 result;
uniform sampler2D shares;
uniform float one;
uniform vec3 ink;
void main() {
    float share = texture(shares, place).r;
    result = vec4(ink, 0.12 * smoothstep(0.3 * one, one, share) + 0.45 * sqrt(share));
}
)";

}  // namespace kith::viewer::app::shaders
