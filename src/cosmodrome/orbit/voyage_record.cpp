#include "cosmodrome/orbit/voyage_record.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/dynamics/elements.hpp"

namespace cosmodrome {
namespace {

Voyage::Point point_of(double t_s, const PointMassState<double>& y) {
  return {t_s, position_of(y), velocity_of(y), y[6], {}, {}};
}

/// Halves a stretch until the cubic through both its ends passes its middle within 10 m.
void sample(const OrbitArc<double>& arc, const Voyage::Point& from, const Voyage::Point& to, int depth,
            std::vector<Voyage::Point>& points) {
  constexpr double error_m = 10;
  constexpr int deepest = 12;
  const double middle_s = 0.5 * (from.t_s + to.t_s), span_s = to.t_s - from.t_s;
  const Voyage::Point middle = point_of(middle_s, arc.at(middle_s));
  const auto cubic = (from.position_m + to.position_m) * 0.5 + (from.velocity_m_s - to.velocity_m_s) * (span_s / 8);
  if (depth < deepest && norm(cubic - middle.position_m) > error_m) {
    sample(arc, from, middle, depth + 1, points);
    sample(arc, middle, to, depth + 1, points);
  } else {
    points.push_back(to);
  }
}

}  // namespace

void record_path(const LunarPath& path, const std::string& name, const EarthAndMoon& worlds, Voyage& voyage) {
  for (const LunarArc& part : path.arcs) {
    Voyage::Arc arc{name, part.center, {point_of(part.arc.from_s, part.arc.begin)}};
    for (const auto& step : part.arc.steps) {
      const double end_s = std::min(step.end_t(), part.arc.end_s);
      if (end_s > arc.points.back().t_s)
        sample(part.arc, Voyage::Point(arc.points.back()), point_of(end_s, part.arc.at(end_s)), 0, arc.points);
    }
    if (arc.points.size() < 2) continue;
    if (part.center == Body::moon) {
      for (Voyage::Point& point : arc.points) {
        const LunarState moon = seen_from(Body::earth, {Body::moon, point.t_s, {}}, worlds);
        point.center_m = position_of(moon.y), point.center_m_s = velocity_of(moon.y);
      }
    }
    voyage.arcs.push_back(std::move(arc));
  }
}

void record_mark(const std::string& name, const std::string& what, const LunarState& at, const EarthAndMoon& worlds,
                 Voyage& voyage) {
  const double radius_m = at.center == Body::moon ? worlds.moon.radius_m : worlds.earth.radius_m;
  voyage.marks.push_back(
      {name, what, at.t_s, at.center, norm(position_of(at.y)) - radius_m, norm(velocity_of(at.y)), at.y[6]});
}

Voyage::Orbit orbit_at(const std::string& name, const LunarState& at, const EarthAndMoon& worlds) {
  const OrbitWorld& world = at.center == Body::moon ? worlds.moon : worlds.earth;
  const Motion<double, Gcrf> motion{position_of(at.y), velocity_of(at.y)};
  const auto e = to_keplerian(motion, world.gm_m3_s2);
  Voyage::Orbit orbit;
  orbit.name = name;
  orbit.center = at.center;
  orbit.t_s = at.t_s;
  orbit.periapsis_altitude_m = e.semi_latus_rectum_m / (1 + e.eccentricity) - world.radius_m;
  orbit.apoapsis_altitude_m = e.semi_latus_rectum_m / (1 - e.eccentricity) - world.radius_m;
  orbit.inclination_rad = angle_rad(cross(motion.r_m, motion.v_m_s), equator_pole(world, at.t_s));
  return orbit;
}

}  // namespace cosmodrome
