#include "cosmodrome/orbit/free_return.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "cosmodrome/base/root.hpp"
#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/orbit/lunar_transfer.hpp"

namespace cosmodrome {
namespace {

using Place = Vec3<double, Gcrf>;

Homeward homeward_of(const Place& r, const Place& v, const Place& lunar_normal, double mu_m3_s2) {
  const auto e = to_keplerian(Motion<double, Gcrf>{r, v}, mu_m3_s2);
  return {e.semi_latus_rectum_m / (1 + e.eccentricity), dot(cross(r, v), lunar_normal) > 0};
}

}  // namespace

double Homeward::over_m(double asked_m) const { return std::sqrt(perigee_m * asked_m) - asked_m; }

std::optional<Homeward> patched_return(const Place& approach_m_s, double pass_m, const PointMassState<double>& moon,
                                       double earth_gm_m3_s2, double moon_gm_m3_s2, double tilt_rad) {
  const double v_infinity_m_s = norm(approach_m_s);
  const auto r = position_of(moon), v = velocity_of(moon);
  const Place s = unit(approach_m_s), far_side = unit(r - s * dot(r, s));
  const Place side = far_side * std::cos(tilt_rad) + cross(s, far_side) * std::sin(tilt_rad);
  // The asymptotes of a hyperbola of eccentricity e include twice the angle whose sine is 1 / e.
  const double turn_rad = 2 * std::asin(1 / (1 + pass_m * v_infinity_m_s * v_infinity_m_s / moon_gm_m3_s2));
  const Place leaving = v + (s * std::cos(turn_rad) - side * std::sin(turn_rad)) * v_infinity_m_s;
  const bool bound = 0.5 * squared_norm(leaving) < earth_gm_m3_s2 / norm(r);
  if (!bound || dot(leaving, r) > 0) return std::nullopt;
  return homeward_of(r, leaving, cross(r, v), earth_gm_m3_s2);
}

std::optional<double> free_return_time_s(const std::function<std::optional<Homeward>(double)>& return_at,
                                         double perigee_m, double from_s, double to_s, double about_s) {
  constexpr double step_s = 4 * 3600, most_least_m = 3e6;
  const auto over_m = [&](double t_s) {
    const auto home = return_at(t_s);
    return home ? home->over_m(perigee_m) : std::numeric_limits<double>::quiet_NaN();
  };
  std::optional<double> nearest;
  bool prograde = false;
  double before_s = from_s, before_m = over_m(from_s);
  double least_s = from_s, least_m = std::numeric_limits<double>::infinity();
  for (double t_s = from_s + step_s; t_s < to_s + step_s; t_s += step_s) {
    const double here_s = std::min(t_s, to_s), here_m = over_m(here_s);
    if (before_m * here_m < 0) {
      const double root_s = find_root(over_m, before_s, here_s, {.tolerance = 300}).x;
      const bool this_prograde = return_at(root_s)->prograde;
      const bool nearer = !nearest || std::abs(root_s - about_s) < std::abs(*nearest - about_s);
      if (this_prograde == prograde ? nearer : this_prograde) nearest = root_s, prograde = this_prograde;
    }
    if (here_m < least_m) least_s = here_s, least_m = here_m;
    before_s = here_s, before_m = here_m;
  }
  if (nearest || !(least_m < most_least_m)) return nearest;
  return find_minimum(over_m, std::max(from_s, least_s - step_s), std::min(to_s, least_s + step_s), {.tolerance = 300})
      .x;
}

std::optional<Homeward> fly_home(const EarthAndMoon& worlds, const Spacecraft<double>& craft, const LunarState& from,
                                 const std::vector<FiniteBurn<double>>& burns) {
  constexpr double decided_at_m = 8e6, longest_s = 10 * 86400.0;
  // Where it is followed to: its time is limited by that for which the worlds were made.
  const double to_s = std::min(from.t_s + longest_s, worlds.earth.to_s);
  const auto path = fly_lunar_path(worlds, craft, from, to_s, burns, {}, {.dense = false},
                                   {distance<double>(decided_at_m, -1, 1), periapsis<double>(1)});
  if (path.failed || !path.stopped || path.end.center != Body::earth) return std::nullopt;
  const LunarState moon = seen_from(Body::earth, {Body::moon, path.end.t_s, {}}, worlds);
  return homeward_of(position_of(path.end.y), velocity_of(path.end.y), cross(position_of(moon.y), velocity_of(moon.y)),
                     worlds.earth.gm_m3_s2);
}

std::optional<ReturnPath> fly_return(const EarthAndMoon& worlds, const Spacecraft<double>& craft,
                                     const LunarState& from, double latest_pass_s,
                                     const std::vector<FiniteBurn<double>>& burns) {
  const auto approach = fly_to_approach(worlds, craft, from, latest_pass_s, burns);
  if (!approach) return std::nullopt;
  const auto pass =
      fly_lunar_path(worlds, craft, *approach, latest_pass_s, {}, {periapsis<double>(1)}, {.dense = false});
  if (pass.failed || !pass.stopped) return std::nullopt;
  const auto homeward = fly_home(worlds, craft, pass.end);
  if (!homeward) return std::nullopt;
  return ReturnPath{norm(position_of(pass.end.y)), pass.end.t_s, *homeward};
}

}  // namespace cosmodrome
