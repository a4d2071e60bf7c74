#include "cosmodrome/flight/make_world.hpp"

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/almanac/eop.hpp"
#include "cosmodrome/almanac/ephemeris.hpp"

namespace cosmodrome {
namespace {

AerodynamicTable make_table(const Aerodynamics& shape) {
  AerodynamicTable table;
  // Splines, not monotone cubics: kinks of curvature cost the integrator more than a small overshoot is wrong.
  if (!shape.drag_coefficient.empty()) table.drag_coefficient = CubicTable::spline(shape.mach, shape.drag_coefficient);
  table.has_drag_by_angle = !shape.drag_coefficient_by_angle.empty();
  if (table.has_drag_by_angle) {
    SurfaceTable::Rows by_mach(shape.mach.size());
    for (std::size_t m = 0; m < shape.mach.size(); ++m) {
      for (const auto& row : shape.drag_coefficient_by_angle) by_mach[m].push_back(row.at(m));
    }
    table.drag_by_angle = SurfaceTable::monotone(shape.mach, shape.angle_of_attack_rad, by_mach);
  }
  table.has_lift = !shape.normal_force_slope_per_rad.empty();
  if (table.has_lift) table.normal_slope_per_rad = CubicTable::spline(shape.mach, shape.normal_force_slope_per_rad);
  return table;
}

Gravity make_gravity(const Mission& mission) {
  if (mission.earth) return Gravity(ZonalGravity(mission.earth->gm_m3_s2, mission.earth->radius_m, {}, 0));
  const ForceModel& forces = mission.forces;
  if (forces.gravity_order == 0 && forces.gravity_degree <= ZonalGravity::highest_degree) {
    return Gravity::earth(forces.gravity_degree);
  }
  const auto file = data_directory() / "earth" / "egm2008_120.csv";
  return Gravity(load_gravity(file.string(), forces.gravity_degree), forces.gravity_degree, forces.gravity_order);
}

std::vector<ThirdBody> make_third_bodies(const Mission& mission, double from_s, double to_s) {
  std::vector<ThirdBody> bodies;
  if (!mission.forces.sun && !mission.forces.moon) return bodies;
  const Ephemeris ephemeris =
      mission.forces.ephemeris_file.empty() ? Ephemeris::shipped() : Ephemeris::load(mission.forces.ephemeris_file);
  const auto add = [&](Body body) {
    bodies.push_back({gravitational_parameter_m3_s2(body),
                      make_body_track(ephemeris, body, Body::earth, mission.liftoff, from_s, to_s)});
  };
  if (mission.forces.sun) add(Body::sun);
  if (mission.forces.moon) add(Body::moon);
  return bodies;
}

Atmosphere make_atmosphere(const AtmosphereTable& table) {
  if (table.altitude_m.empty()) return Atmosphere::us76();
  return Atmosphere::from_table(table.altitude_m, table.density_kg_m3, table.pressure_Pa, table.temperature_K);
}

Wind make_wind(const WindProfile& profile) {
  return profile.altitude_m.empty() ? Wind() : Wind(profile.altitude_m, profile.east_m_s, profile.north_m_s);
}

/// Turns steadily about the z axis from where its prime meridian is the x axis.
EarthOrientation make_steady_orientation(const Mission& mission, double from_s, double to_s) {
  EarthOrientation orientation;
  orientation.reference = mission.liftoff;
  orientation.from_s = from_s, orientation.to_s = to_s;
  orientation.piece_length_s = to_s - from_s;
  orientation.pieces.front().angle[1] = mission.earth->rotation_rad_s;
  return orientation;
}

EarthOrientation make_orientation(const Mission& mission, double from_s, double to_s) {
  if (mission.earth) return make_steady_orientation(mission, from_s, to_s);
  return make_earth_orientation(mission.liftoff, from_s, to_s, EopTable::shipped());
}

}  // namespace

World make_world(const Mission& mission, double span_s) {
  constexpr double before_s = 600;  // engines may burn on the pad before lift-off
  World world{.earth = make_orientation(mission, -before_s, span_s),
              .earth_rate_rad_s = {},
              .atmosphere = make_atmosphere(mission.atmosphere),
              .gravity = make_gravity(mission),
              .wind = make_wind(mission.wind),
              .aerodynamics = {},
              .programmes = {},
              .third_bodies = make_third_bodies(mission, -before_s, span_s)};
  world.wind_shapes_m_s = ProfileShapes<wind_shapes>(mission.disperse.wind);
  world.density_shares = ProfileShapes<density_shapes>(mission.disperse.density);
  if (mission.earth) world.sphere_radius_m = mission.earth->radius_m;
  world.earth_rate_rad_s = earth_rotation_vector_rad_s(world.earth);
  for (const Aerodynamics& shape : mission.vehicle.aerodynamics) world.aerodynamics.push_back(make_table(shape));
  return world;
}

}  // namespace cosmodrome
