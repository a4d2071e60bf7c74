#include "cosmodrome/optimize/orbit_conditions.hpp"

#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {
namespace {

constexpr double circle_m = 1000;  // apsides closer than this: the perigee says nothing

/// Shape and plane of the orbit asked for.
struct Wanted {
  double a, e, mu;
  double inclination, node, perigee, anomaly;
  Rotation<Gcrf, Cirf> to_equator;

  [[nodiscard]] double parameter() const { return a * (1 - e * e); }
  [[nodiscard]] double momentum() const { return std::sqrt(mu * parameter()); }
  [[nodiscard]] double energy() const { return -0.5 * mu / a; }
  [[nodiscard]] double radius() const { return parameter() / (1 + e * cos(anomaly)); }
  [[nodiscard]] double radial_speed() const { return std::sqrt(mu / parameter()) * e * sin(anomaly); }
};

/// Which quantities a condition holds: the first is the shape, the second the plane.
enum class Shape { place, ellipse, ellipse_with_perigee };
enum class Plane { inclination, fixed };

template <Shape shape, Plane plane>
constexpr int condition_count = (shape == Shape::place                  ? 2
                                 : shape == Shape::ellipse_with_perigee ? 2
                                                                        : 1) +
                                (plane == Plane::fixed ? 3 : 2);

/// Place on the orbit: radius and radial speed; for a circle any place is such. Ellipse: the energy. With the perigee:
/// the eccentricity vector across its direction (plane fixed) or its height over the equator (node free). Plane: all of
/// the angular momentum, or its square and its part along the pole.
template <Shape shape, Plane plane>
struct OrbitFunction {
  Wanted wanted;

  template <Scalar S, std::size_t Out>
  void operator()(const std::array<S, 8>& in, std::array<S, Out>& out) const {
    const auto turn = to_scalar<S>(wanted.to_equator);
    const auto r = turn * Vec3<S, Gcrf>{in[0], in[1], in[2]};
    const auto v = turn * Vec3<S, Gcrf>{in[3], in[4], in[5]};
    const auto h = cross(r, v);
    const S distance = norm(r);
    std::size_t k = 0;
    if constexpr (shape == Shape::place) {
      out[k++] = distance;
      out[k++] = dot(r, v);
    } else {
      out[k++] = S(0.5) * squared_norm(v) - S(wanted.mu) / distance;
    }
    if constexpr (shape == Shape::ellipse_with_perigee) {
      const auto e = cross(v, h) * (1 / wanted.mu) - r * (S(1.0) / distance);
      if constexpr (plane == Plane::fixed) {
        const double ci = cos(wanted.inclination), sn = sin(wanted.node), cn = cos(wanted.node);
        const double sw = sin(wanted.perigee), cw = cos(wanted.perigee);
        out[k++] =
            e.x * (-cn * sw - sn * ci * cw) + e.y * (-sn * sw + cn * ci * cw) + e.z * (sin(wanted.inclination) * cw);
      } else {
        out[k++] = e.z;
      }
    }
    if constexpr (plane == Plane::fixed) {
      out[k++] = h.x, out[k++] = h.y, out[k++] = h.z;
    } else {
      out[k++] = norm(h);
      out[k++] = h.z;
    }
  }
};

template <Shape shape, Plane plane>
EndCondition make(const Wanted& wanted) {
  EndCondition condition;
  condition.name = "target orbit";
  condition.asked = true;
  condition.function = smooth_function<8, condition_count<shape, plane>>(OrbitFunction<shape, plane>{wanted});
  const auto hold = [&](double value, double scale) {
    condition.bounds.push_back({value, value});
    condition.scale.push_back(scale);
  };
  const double speed = std::sqrt(wanted.mu / wanted.a), h = wanted.momentum();
  if (shape == Shape::place) {
    hold(wanted.radius(), wanted.a);
    hold(wanted.radius() * wanted.radial_speed(), wanted.a * speed);
  } else {
    hold(wanted.energy(), speed * speed);
  }
  if (shape == Shape::ellipse_with_perigee) {
    hold(plane == Plane::fixed ? 0 : wanted.e * sin(wanted.inclination) * sin(wanted.perigee), 1);
  }
  if (plane == Plane::fixed) {
    const double in_equator = h * sin(wanted.inclination);
    hold(in_equator * sin(wanted.node), h);
    hold(-in_equator * cos(wanted.node), h);
  } else {
    hold(h, h);
  }
  hold(h * cos(wanted.inclination), h);
  return condition;
}

template <Shape shape>
EndCondition make(const Wanted& wanted, bool fixed_plane) {
  return fixed_plane ? make<shape, Plane::fixed>(wanted) : make<shape, Plane::inclination>(wanted);
}

}  // namespace

EndCondition orbit_condition(const Target& target, double mu_m3_s2, const Rotation<Gcrf, Cirf>& to_equator) {
  const double perigee = wgs84_equatorial_radius_m + target.perigee_altitude_m;
  const double apogee = wgs84_equatorial_radius_m + target.apogee_altitude_m;
  const Wanted wanted{0.5 * (perigee + apogee),
                      (apogee - perigee) / (apogee + perigee),
                      mu_m3_s2,
                      target.inclination_rad,
                      target.raan_rad.value_or(0),
                      target.argument_of_perigee_rad.value_or(0),
                      target.cut_off_true_anomaly_rad.value_or(0),
                      to_equator};
  const bool fixed_plane = target.raan_rad.has_value();
  if (apogee - perigee < circle_m || target.cut_off_true_anomaly_rad) return make<Shape::place>(wanted, fixed_plane);
  if (target.argument_of_perigee_rad) return make<Shape::ellipse_with_perigee>(wanted, fixed_plane);
  return make<Shape::ellipse>(wanted, fixed_plane);
}

}  // namespace cosmodrome
