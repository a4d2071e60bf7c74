#include "cosmodrome/optimize/ascent_request.hpp"

namespace cosmodrome {

AscentOptions ascent_options(const OptimizeRequest& request) {
  AscentOptions options;
  const bool by_payload = request.objective == OptimizeRequest::Objective::payload;
  options.objective = by_payload ? AscentObjective::payload : AscentObjective::final_mass;
  options.free_from_lift_off = request.free_from_lift_off;
  options.most_q_alpha_Pa_rad = request.most_q_alpha_Pa_rad;
  options.most_dynamic_pressure_Pa = request.most_dynamic_pressure_Pa;
  options.most_axial_acceleration_m_s2 = request.most_axial_acceleration_m_s2;
  options.reserve_kg = request.reserve_kg;
  options.keep_in_zones = request.keep_in_districts;
  options.impact_points_off = request.impact_points_off;
  options.free_events = request.free_events;
  options.free_throttle = request.free_throttle;
  options.control.mesh_tolerance = request.mesh_tolerance;
  return options;
}

}  // namespace cosmodrome
