#include "cosmodrome/orbit/departure.hpp"

#include <algorithm>

namespace cosmodrome {
namespace {

template <class List>
const auto& by_id(const List& list, const std::string& id) {
  return *std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
}

}  // namespace

Departure departure_of(const Flight& flight, const std::string& stage_id) {
  const Mission& mission = flight.mission;
  const FlightPoint& last = flight.points.back();
  const Stage& stage = by_id(mission.vehicle.stages, stage_id);
  const Engine& engine = by_id(mission.vehicle.engines, stage.engine);
  Departure departure;
  departure.t_s = last.t_s;
  departure.position_m = last.position_m, departure.velocity_m_s = last.velocity_m_s;
  departure.mass_kg = last.mass_kg;
  departure.stage_name = stage.name;
  departure.engine = {.thrust_N = engine.thrust_vacuum_N * engine.throttle_max * stage.count * stage.engine_count,
                      .isp_s = engine.isp_vacuum_s};
  // Of a stage that the ascent has not lit there is no margin: it is full.
  departure.propellant_kg = stage.count * (stage.propellant_kg - stage.residual_kg);
  for (const Flight::Margin& margin : flight.margins)
    if (margin.stage == stage.id) departure.propellant_kg = margin.propellant_kg;
  for (const Aerodynamics& table : mission.vehicle.aerodynamics)
    if (table.while_attached.empty() && !table.drag_coefficient.empty())
      departure.drag_area_m2 = table.reference_area_m2 * table.drag_coefficient.back();
  departure.fall_drag_area_m2 = stage.fall_drag_area_m2;
  departure.payload_name = mission.payloads.front().name;
  for (const Payload& payload : mission.payloads) departure.payload_mass_kg += payload.mass_kg;
  return departure;
}

}  // namespace cosmodrome
