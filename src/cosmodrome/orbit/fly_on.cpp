#include "cosmodrome/orbit/fly_on.hpp"

#include <algorithm>

#include "cosmodrome/orbit/lunar_flight.hpp"

namespace cosmodrome {
namespace {

template <class List>
const auto& by_id(const List& list, const std::string& id) {
  return *std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
}

void set_beside_published(const Mission& mission, Voyage& voyage) {
  for (Voyage::Burn& burn : voyage.burns) {
    for (const PublishedEvent& published : mission.published) {
      if (published.event != burn.name) continue;
      burn.published_t_s = published.t_s, burn.published_duration_s = published.duration_s;
      burn.published_source = published.source, burn.published_note = published.note;
    }
  }
}

}  // namespace

LunarDeparture lunar_departure_of(const Flight& flight) {
  const Mission& mission = flight.mission;
  const FlightPoint& last = flight.points.back();
  const Stage& stage = by_id(mission.vehicle.stages, mission.moon->stage);
  const Engine& engine = by_id(mission.vehicle.engines, stage.engine);
  LunarDeparture departure;
  departure.t_s = last.t_s;
  departure.position_m = last.position_m, departure.velocity_m_s = last.velocity_m_s;
  departure.mass_kg = last.mass_kg;
  departure.stage_name = stage.name;
  departure.engine = {.thrust_N = engine.thrust_vacuum_N * engine.throttle_max * stage.count * stage.engine_count,
                      .isp_s = engine.isp_vacuum_s};
  for (const Flight::Margin& margin : flight.margins)
    if (margin.stage == stage.id) departure.propellant_kg = margin.propellant_kg;
  for (const Aerodynamics& table : mission.vehicle.aerodynamics)
    if (table.while_attached.empty() && !table.drag_coefficient.empty())
      departure.drag_area_m2 = table.reference_area_m2 * table.drag_coefficient.back();
  departure.payload_name = mission.payloads.front().name;
  for (const Payload& payload : mission.payloads) departure.payload_mass_kg += payload.mass_kg;
  return departure;
}

void fly_on(Flight& flight) {
  if (!flight.mission.moon || flight.outcome != Outcome::target_met) return;
  flight.voyage =
      fly_to_moon(lunar_departure_of(flight), *flight.mission.moon, flight.mission.liftoff, OrbitData::shipped());
  set_beside_published(flight.mission, *flight.voyage);
  if (flight.voyage->met) return;
  flight.outcome = Outcome::target_missed;
  flight.cause = flight.voyage->cause;
}

}  // namespace cosmodrome
