#include "engine/geo/crs.hpp"

#include <proj.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "engine/geo/projection_files.hpp"

namespace kith::geo {
namespace {

struct ContextEnd {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct ProjectionEnd {
    void operator()(PJ* projection) const { proj_destroy(projection); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextEnd>;
using Projection = std::unique_ptr<PJ, ProjectionEnd>;

/// PROJ without its own voice on stderr, and without the network.
Context quiet_context() {
    Context context(proj_context_create());
    proj_log_level(context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context.get(), 0);
    use_held_files(context.get());
    return context;
}

/// The start of what somebody wrote for a CRS, for a message.
std::string shortened(std::string_view text) {
    constexpr std::size_t most = 60;
    std::string line;
    for (const char c : text.substr(0, most)) line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    return text.size() > most ? line + " …" : line;
}

base::Error unknown_crs(std::string_view crs) {
    if (crs.empty()) return base::bad_input("No coordinate system is given: write crs = \"EPSG:<number>\".");
    return base::bad_input(
        "The coordinate system \"" + shortened(crs) + "\" is not known: write it as EPSG:<number>, such as EPSG:27700 or EPSG:4326.");
}

bool geographic(PJ_TYPE type) { return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS; }

/// The horizontal part of a CRS: out of a bound or a compound one.
Projection horizontal(PJ_CONTEXT* context, Projection crs) {
    for (int depth = 0; crs && depth < 4; ++depth) {
        const PJ_TYPE type = proj_get_type(crs.get());
        if (type == PJ_TYPE_BOUND_CRS) crs.reset(proj_get_source_crs(context, crs.get()));
        else if (type == PJ_TYPE_COMPOUND_CRS) crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
        else break;
    }
    return crs;
}

double metres_per_unit(PJ_CONTEXT* context, const PJ* crs) {
    const Projection axes(proj_crs_get_coordinate_system(context, crs));
    double factor = 0;
    if (!axes || !proj_cs_get_axis_info(context, axes.get(), 0, nullptr, nullptr, nullptr, &factor, nullptr, nullptr, nullptr)) return 0;
    return factor;
}

/// The extent of `crs` in its own units, for a known area of use in degrees: of its own datum, which moves nothing by more than some
/// hundred metres and spares PROJ the search for a way between two (16 ms).
std::optional<Extent> own_units(PJ_CONTEXT* context, const PJ* crs, const Extent& degrees) {
    const Projection earth(proj_crs_get_geodetic_crs(context, crs));
    if (!earth) return std::nullopt;
    Projection raw(proj_create_crs_to_crs_from_pj(context, earth.get(), crs, nullptr, nullptr));
    if (!raw) return std::nullopt;
    const Projection there(proj_normalize_for_visualization(context, raw.get()));
    Extent own;
    if (!there || !proj_trans_bounds(context, there.get(), PJ_FWD, degrees.min_x, degrees.min_y, degrees.max_x, degrees.max_y, &own.min_x,
                      &own.min_y, &own.max_x, &own.max_y, 21))
        return std::nullopt;
    if (!std::isfinite(own.min_x + own.min_y + own.max_x + own.max_y)) return std::nullopt;
    return own;
}

base::Result<CrsFacts> facts_of(PJ_CONTEXT* context, std::string_view text, Projection& made) {
    std::string definition(text);
    if (text.starts_with("+proj=") && text.find("+type=crs") == text.npos) definition += " +type=crs";
    made.reset(proj_create(context, definition.c_str()));
    if (!made || !proj_is_crs(made.get())) return unknown_crs(text);
    const Projection crs = horizontal(context, Projection(proj_clone(context, made.get())));
    if (!crs) return unknown_crs(text);
    CrsFacts facts;
    const char* name = proj_get_name(made.get());
    facts.name = name ? name : "";
    const char* authority = proj_get_id_auth_name(crs.get(), 0);
    const char* code = proj_get_id_code(crs.get(), 0);
    if (authority && code) facts.identifier = std::string(authority) + ":" + code;
    const PJ_TYPE type = proj_get_type(crs.get());
    facts.geographic = geographic(type);
    facts.projected = type == PJ_TYPE_PROJECTED_CRS;
    if (facts.projected) facts.metres_per_unit = metres_per_unit(context, crs.get());
    Extent use;
    if (proj_get_area_of_use(context, crs.get(), &use.min_x, &use.min_y, &use.max_x, &use.max_y, nullptr) && use.min_x >= -1000)
        facts.use_degrees = use;
    return facts;
}

/// `wide` with a margin of a twentieth on each side.
Extent widened(const Extent& wide) {
    const double x = (wide.max_x - wide.min_x) / 20, y = (wide.max_y - wide.min_y) / 20;
    return {wide.min_x - x, wide.min_y - y, wide.max_x + x, wide.max_y + y};
}

}  // namespace

base::Result<CrsFacts> describe_crs(std::string_view crs) {
    const Context context = quiet_context();
    Projection made;
    auto facts = facts_of(context.get(), crs, made);
    if (facts && facts->use_degrees)
        facts->use = facts->geographic ? facts->use_degrees : own_units(context.get(), made.get(), *facts->use_degrees);
    return facts;
}

bool is_projected_in_metres(std::string_view crs) {
    const Context context = quiet_context();
    Projection made;
    const auto facts = facts_of(context.get(), crs, made);
    return facts && facts->in_metres();
}

bool same_crs(std::string_view one, std::string_view other) {
    const Context context = quiet_context();
    Projection first, second;
    if (!facts_of(context.get(), one, first) || !facts_of(context.get(), other, second)) return false;
    return proj_is_equivalent_to(first.get(), second.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

namespace {

/// What was taken over lately. A corner of a map stands in the outlines of two areas or more, mostly soon after one another, and PROJ takes
/// half a microsecond for each.
class Lately {
public:
    struct Place {
        double x, y, to_x, to_y;
        bool is(double of_x, double of_y) const { return bits(x) == bits(of_x) && bits(y) == bits(of_y); }
    };
    Place& at(double x, double y) {
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        if (places_.empty()) places_.assign(std::size_t{1} << log_places, {none, none, none, none});
        return places_[(bits(x) * 0x9e3779b97f4a7c15ull ^ bits(y) * 0xe7037ed1a0b428dbull) >> (64 - log_places)];
    }

private:
    static std::uint64_t bits(double number) { return std::bit_cast<std::uint64_t>(number); }
    static constexpr unsigned log_places = 14;  // 512 KiB
    std::vector<Place> places_;
};

}  // namespace

struct Projector::Hidden {
    Context context;
    Projection operation;  // none when the two are the same
    CrsFacts from, to;
    std::string name;
    std::optional<Extent> use;  // of the working CRS, in units of the source, with its margin
    Lately lately;
    std::vector<double> fresh;  // points that are taken over now
    std::vector<std::size_t> fresh_at;

    void take_over(std::span<double> xy);

    Fit fit(double x, double y) const {
        // Farther than any map reaches, in any unit.
        constexpr double beyond = 1e9;
        if (!std::isfinite(x) || !std::isfinite(y) || std::abs(x) > beyond || std::abs(y) > beyond) return Fit::impossible;
        if (!use || inside(x, y)) return !from.geographic || possible(x, y) ? Fit::inside : Fit::impossible;
        if (inside(y, x)) return Fit::swapped;
        return !from.geographic || possible(x, y) ? Fit::outside : Fit::impossible;
    }
    static bool possible(double x, double y) { return std::abs(x) <= 360 && std::abs(y) <= 90; }
    bool inside(double x, double y) const {
        if (use->min_x <= use->max_x) return use->contains(x, y);
        return y >= use->min_y && y <= use->max_y && (x >= use->min_x || x <= use->max_x);  // across the antimeridian
    }
};

void Projector::Hidden::take_over(std::span<double> xy) {
    fresh.clear();
    fresh_at.clear();
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
        if (const Lately::Place& known = lately.at(xy[i], xy[i + 1]); known.is(xy[i], xy[i + 1])) {
            xy[i] = known.to_x, xy[i + 1] = known.to_y;
            continue;
        }
        fresh.insert(fresh.end(), {xy[i], xy[i + 1]});
        fresh_at.push_back(i);
    }
    if (fresh_at.empty()) return;
    constexpr std::size_t stride = 2 * sizeof(double);
    // One failure makes PROJ mark that point only (HUGE_VAL) and go on.
    proj_trans_generic(
        operation.get(), PJ_FWD, fresh.data(), stride, fresh_at.size(), fresh.data() + 1, stride, fresh_at.size(), nullptr, 0, 0, nullptr, 0, 0);
    proj_errno_reset(operation.get());
    for (std::size_t k = 0; k < fresh_at.size(); ++k) {
        double& x = xy[fresh_at[k]];
        double& y = xy[fresh_at[k] + 1];
        lately.at(x, y) = {x, y, fresh[2 * k], fresh[2 * k + 1]};
        x = fresh[2 * k], y = fresh[2 * k + 1];
    }
}

namespace {

/// Where the working CRS may be used, said in the source's units.
std::optional<Extent> use_in_source(PJ_CONTEXT* context, const CrsFacts& from, const PJ* from_crs, const CrsFacts& to) {
    if (!to.use_degrees) return std::nullopt;
    const Extent& degrees = *to.use_degrees;
    if (degrees.min_x > degrees.max_x) return from.geographic ? std::optional<Extent>(degrees) : std::nullopt;
    const auto own = from.geographic ? std::optional<Extent>(degrees) : own_units(context, from_crs, degrees);
    return own ? std::optional<Extent>(widened(*own)) : std::nullopt;
}

}  // namespace

namespace {

/// One place for the whole process, as PROJ's files have (projection_files.cpp).
std::map<std::pair<std::string, std::string>, Projector>& made_ahead() {
    static std::map<std::pair<std::string, std::string>, Projector> made;
    return made;
}

}  // namespace

void Projector::make_ahead(std::string_view from, std::string_view to) {
    if (auto made = create(from, to)) made_ahead().emplace(std::pair(from, to), std::move(*made));
}

base::Result<Projector> Projector::create(std::string_view from, std::string_view to) {
    if (const auto made = made_ahead().find({std::string(from), std::string(to)}); made != made_ahead().end()) {
        Projector taken = std::move(made->second);
        made_ahead().erase(made);
        return taken;
    }
    auto hidden = std::make_unique<Hidden>();
    hidden->context = quiet_context();
    PJ_CONTEXT* context = hidden->context.get();
    Projection from_crs, to_crs;
    auto from_facts = facts_of(context, from, from_crs);
    if (!from_facts) return from_facts.error();
    auto to_facts = facts_of(context, to, to_crs);
    if (!to_facts) return to_facts.error();
    hidden->from = std::move(*from_facts);
    hidden->to = std::move(*to_facts);
    hidden->use = use_in_source(context, hidden->from, from_crs.get(), hidden->to);
    if (!proj_is_equivalent_to(from_crs.get(), to_crs.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS)) {
        const Projection raw(proj_create_crs_to_crs_from_pj(context, from_crs.get(), to_crs.get(), nullptr, nullptr));
        if (raw) hidden->operation.reset(proj_normalize_for_visualization(context, raw.get()));
        if (!hidden->operation)
            return base::bad_input("There is no way from the coordinate system " + hidden->from.name + " to " + hidden->to.name + ".");
    }
    return Projector(std::move(hidden));
}

Projector::Projector(std::unique_ptr<Hidden> hidden) : hidden_(std::move(hidden)) {}
Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;
Projector::~Projector() = default;

std::size_t Projector::transform(std::span<double> xy, std::span<std::uint8_t> failed) const {
    const std::size_t points = xy.size() / 2;
    if (hidden_->operation) hidden_->take_over(xy);
    std::size_t failures = 0;
    for (std::size_t i = 0; i < points; ++i) {
        if (std::isfinite(xy[2 * i]) && std::isfinite(xy[2 * i + 1])) continue;
        xy[2 * i] = xy[2 * i + 1] = 0;
        if (!failed.empty()) failed[i] = 1;
        ++failures;
    }
    return failures;
}

Fit Projector::fit(double x, double y) const { return hidden_->fit(x, y); }
const CrsFacts& Projector::from() const { return hidden_->from; }
const CrsFacts& Projector::to() const { return hidden_->to; }

const std::string& Projector::operation() const {
    if (hidden_->name.empty() && hidden_->operation) {
        // Of several ways PROJ keeps the one it used last.
        const Projection used(proj_trans_get_last_used_operation(hidden_->operation.get()));
        const char* name = used ? proj_get_name(used.get()) : nullptr;
        const PJ_PROJ_INFO info = proj_pj_info(used ? used.get() : hidden_->operation.get());
        hidden_->name = name && *name ? name : info.description ? info.description : "";
    }
    return hidden_->name;
}

}  // namespace kith::geo
