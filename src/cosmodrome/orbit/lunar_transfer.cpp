#include "cosmodrome/orbit/lunar_transfer.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/dynamics/elements.hpp"

namespace cosmodrome {
namespace {

using State = PointMassState<double>;

Motion<double, Gcrf> motion_of(const State& y) { return {position_of(y), velocity_of(y)}; }

/// Where approaches are judged: near enough that the hyperbola has its shape, far enough that it has not been bent.
constexpr double judged_at_m = 20e6;

/// Distance of the asymptote for a nearest point: b^2 = p^2 + 2 mu p / v^2.
double impact_parameter_m(double periapsis_m, double v_infinity_m_s, double mu) {
  return std::sqrt(periapsis_m * (periapsis_m + 2 * mu / (v_infinity_m_s * v_infinity_m_s)));
}

}  // namespace

std::optional<PassMiss> miss_of(const EarthAndMoon& worlds, const LunarState& approach, const LunarPass& pass) {
  const auto pole = equator_pole(worlds.moon, approach.t_s);
  const auto b = to_b_plane(motion_of(approach.y), worlds.moon.gm_m3_s2, pole);
  if (!std::isfinite(b.v_infinity_m_s)) return std::nullopt;
  const auto aim = aim_of(pass, b, pole, moon_place_m(worlds, approach.t_s), worlds.moon.gm_m3_s2);
  if (!aim) return std::nullopt;
  return PassMiss{b.b_dot_t_m - aim->b_dot_t_m, b.b_dot_r_m - aim->b_dot_r_m,
                  approach.t_s - b.since_periapsis_s - pass.t_s, b.v_infinity_m_s};
}

Vec3<double, Gcrf> moon_place_m(const EarthAndMoon& worlds, double t_s) {
  return position_of(seen_from(Body::earth, {Body::moon, t_s, State{}}, worlds).y);
}

std::optional<PassAim> aim_of(const LunarPass& pass, const BPlane<double, Gcrf>& approach,
                              const Vec3<double, Gcrf>& pole, const Vec3<double, Gcrf>& moon_m, double mu_m3_s2) {
  const double b_m = impact_parameter_m(pass.periapsis_m, approach.v_infinity_m_s, mu_m3_s2);
  if (!pass.inclination_rad) {
    const double angle_rad = std::atan2(dot(moon_m, approach.r), dot(moon_m, approach.t)) + pass.tilt_rad;
    return PassAim{b_m * std::cos(angle_rad), b_m * std::sin(angle_rad)};
  }
  const double cos_declination = norm(cross(approach.s, pole));
  const double cosine = std::cos(*pass.inclination_rad) / cos_declination;
  if (!(std::abs(cosine) <= 1)) return std::nullopt;
  return PassAim{b_m * cosine, -b_m * std::sqrt(1 - cosine * cosine)};
}

double massless_delay_s(double periapsis_m, double v_infinity_m_s, double mu_m3_s2) {
  const double a = mu_m3_s2 / (v_infinity_m_s * v_infinity_m_s), e = 1 + periapsis_m / a;
  const double b_m = impact_parameter_m(periapsis_m, v_infinity_m_s, mu_m3_s2);
  const double f = std::acosh((lunar_sphere_m / a + 1) / e);
  const double straight_s = std::sqrt(lunar_sphere_m * lunar_sphere_m - b_m * b_m) / v_infinity_m_s;
  return straight_s - (e * std::sinh(f) - f) * a / v_infinity_m_s;
}

std::vector<FiniteBurn<double>> correction_burn(const SpaceEngine& engine, double ignition_s, double mass_kg,
                                                const Vec3<double, Gcrf>& change_m_s) {
  const double size_m_s = norm(change_m_s);
  if (size_m_s == 0) return {};
  return make_burn(engine, ignition_s, burn_duration_s(engine, mass_kg, size_m_s),
                   {BurnAxes::inertial, {change_m_s.x, change_m_s.y, change_m_s.z}, {}});
}

std::vector<FiniteBurn<double>> capture_burns(const CaptureRequest& request, double found_s) {
  std::vector<FiniteBurn<double>> burns;
  double t_s = request.ignition_s;
  for (const CaptureBurn& burn : request.burns) {
    t_s += burn.wait_s;
    const double duration_s = burn.duration_s.value_or(found_s);
    const auto one = make_burn(burn.engine, t_s, duration_s, {BurnAxes::vnc, {-1, 0, 0}, {}});
    burns.insert(burns.end(), one.begin(), one.end());
    t_s += duration_s;
  }
  return burns;
}

std::optional<LunarState> fly_to_approach(const EarthAndMoon& worlds, const Spacecraft<double>& craft,
                                          const LunarState& from, double latest_s,
                                          const std::vector<FiniteBurn<double>>& burns) {
  const auto path = fly_lunar_path(worlds, craft, from, latest_s, burns,
                                   {distance<double>(judged_at_m, -1, 1), periapsis<double>(1)}, {.dense = false});
  if (path.failed || path.end.center != Body::moon) return std::nullopt;
  return path.end;
}

std::array<double, 3> off_circle_m(const PointMassState<double>& y, double radius_m, double mu_m3_s2) {
  const auto r = position_of(y), v = velocity_of(y);
  const auto h = cross(r, v);
  const double distance = norm(r), p = squared_norm(h) / mu_m3_s2;
  const double axis = 1 / (2 / distance - squared_norm(v) / mu_m3_s2);
  return {axis - radius_m, axis * (p / distance - 1), axis * std::sqrt(p / mu_m3_s2) * dot(r, v) / distance};
}

CaptureGuess guess_capture(const EarthAndMoon& worlds, const CaptureRequest& request, double v_infinity_m_s,
                           double mass_kg) {
  const OrbitWorld& world = worlds.moon;
  const double mu = world.gm_m3_s2, radius_m = world.radius_m + request.altitude_m;
  CaptureRequest capture = request;
  const auto fly = [&](std::span<const double> x) {
    const double periapsis = x[0], before_s = x[1], duration_s = x[2];
    if (periapsis < world.radius_m || duration_s < 0) return Trial{{}, 0, false};
    // Over the poles, from the nearest point backward to the ignition and on with the burns.
    const double speed = std::sqrt(v_infinity_m_s * v_infinity_m_s + 2 * mu / periapsis);
    const State nearest{periapsis, 0, 0, 0, 0, speed, mass_kg};
    const double t_s = request.ignition_s + before_s;
    const auto back = propagate<double>(world, {}, nearest, t_s, request.ignition_s, {}, {}, {.dense = false});
    const auto burns = capture_burns(capture, duration_s);
    const double end_s = burns.back().start_s + burns.back().duration_s;
    const auto arc = propagate<double>(world, {}, back.end, request.ignition_s, end_s, burns, {}, {.dense = false});
    if (back.failed || arc.failed) return Trial{{}, 0, false};
    const auto off = off_circle_m(arc.end, radius_m, mu);
    return Trial{{off[0], off[1], off[2]}};
  };
  // Half of the burns before the nearest point, all of them as long as the rocket equation says.
  const double excess = std::sqrt(v_infinity_m_s * v_infinity_m_s + 2 * mu / radius_m) - std::sqrt(mu / radius_m);
  double given_s = 0, given_m_s = 0;
  const CaptureBurn* open = nullptr;
  for (const CaptureBurn& burn : request.burns) {
    given_s += burn.wait_s + burn.duration_s.value_or(0);
    if (burn.duration_s) given_m_s += velocity_change_m_s(burn.engine, mass_kg, *burn.duration_s);
    if (!burn.duration_s) open = &burn;
  }
  CaptureGuess guess;
  if (open == nullptr) return guess;
  const double duration_s = burn_duration_s(open->engine, mass_kg, std::max(1.0, excess - given_m_s));
  const auto found = find_target({{"periapsis m", radius_m, 1e4, 1e-3, 5},
                                  {"before s", 0.5 * (duration_s + given_s), 30, 1e-3, 3},
                                  {"duration s", duration_s, 30, 1e-3, 3}},
                                 {{"axis m", 0, 10}, {"e radial m", 0, 10}, {"e across m", 0, 10}}, fly);
  guess.found = found.converged;
  guess.periapsis_m = found.controls[0], guess.before_periapsis_s = found.controls[1];
  guess.duration_s = found.controls[2];
  return guess;
}

}  // namespace cosmodrome
