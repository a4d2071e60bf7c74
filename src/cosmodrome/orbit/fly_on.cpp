#include "cosmodrome/orbit/fly_on.hpp"

#include "cosmodrome/orbit/deployment_flight.hpp"
#include "cosmodrome/orbit/lunar_flight.hpp"

namespace cosmodrome {
namespace {

void set_beside_published(const Mission& mission, Voyage& voyage) {
  for (const PublishedEvent& published : mission.published) {
    for (Voyage::Burn& burn : voyage.burns) {
      if (published.event != burn.name) continue;
      burn.published_t_s = published.t_s, burn.published_duration_s = published.duration_s;
      burn.published_source = published.source, burn.published_note = published.note;
    }
    for (Passenger& passenger : voyage.passengers) {
      if (published.event != passenger.name) continue;
      passenger.published_t_s = published.t_s;
      passenger.published_source = published.source, passenger.published_note = published.note;
    }
  }
}

Voyage voyage_of(const Flight& flight) {
  const Mission& mission = flight.mission;
  const OrbitData data = OrbitData::shipped();
  if (mission.moon) return fly_to_moon(departure_of(flight, mission.moon->stage), *mission.moon, mission.liftoff, data);
  return fly_deployment(departure_of(flight, mission.deployment->stage), mission, data);
}

}  // namespace

void fly_on(Flight& flight) {
  const Mission& mission = flight.mission;
  if ((!mission.moon && !mission.deployment) || flight.outcome != Outcome::target_met) return;
  flight.voyage = voyage_of(flight);
  set_beside_published(mission, *flight.voyage);
  if (flight.voyage->met) return;
  flight.outcome = Outcome::target_missed;
  flight.cause = flight.voyage->cause;
}

}  // namespace cosmodrome
