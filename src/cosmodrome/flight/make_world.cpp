#include "cosmodrome/flight/make_world.hpp"

namespace cosmodrome {
namespace {

AerodynamicTable make_table(const Aerodynamics& shape) {
  AerodynamicTable table;
  table.drag_coefficient = CubicTable::monotone(shape.mach, shape.drag_coefficient);
  table.has_lift = !shape.normal_force_slope_per_rad.empty();
  if (table.has_lift) table.normal_slope_per_rad = CubicTable::monotone(shape.mach, shape.normal_force_slope_per_rad);
  return table;
}

}  // namespace

World make_world(const Mission& mission, double span_s) {
  World world{.earth = make_earth_orientation(mission.liftoff, -600, span_s, without_observations),
              .earth_rate_rad_s = {},
              .atmosphere = Atmosphere::us76(),
              .gravity = Gravity::earth(mission.forces.gravity_degree),
              .aerodynamics = {},
              .programme = {}};
  world.earth_rate_rad_s = earth_rotation_vector_rad_s(world.earth);
  for (const Aerodynamics& shape : mission.vehicle.aerodynamics) world.aerodynamics.push_back(make_table(shape));
  return world;
}

}  // namespace cosmodrome
