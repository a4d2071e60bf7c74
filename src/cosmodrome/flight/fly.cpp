#include "cosmodrome/flight/fly.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/flight/dropped.hpp"
#include "cosmodrome/flight/fly_ends.hpp"
#include "cosmodrome/flight/judge.hpp"
#include "cosmodrome/flight/planned_flight.hpp"
#include "cosmodrome/flight/recorder.hpp"

namespace cosmodrome {
namespace {

/// The flight of one craft with its record.
template <class Method>
FlightEnd fly_recorded(const Plan& plan, Recorder<Method>& recorder, double tolerance) {
  FlightEnd end;
  FlightLoop<double, Method, Recorder<Method>> loop(plan.world, LoopOptions{tolerance, 1e9}, recorder);
  loop.run(planned_flight(plan, recorder), [&](const Craft<double>& craft, const double& t_s,
                                               const PointMassState<double>& y) { end = summarize(craft, t_s, y); });
  return end;
}

void add_greatest_pressure(Flight& flight, const std::optional<FlightPoint>& point) {
  if (!point) return;
  FlightEvent event;
  event.name = "max-dynamic-pressure";
  event.what = "Greatest dynamic pressure";
  event.point = *point;
  const auto later = std::find_if(flight.events.begin(), flight.events.end(),
                                  [&](const FlightEvent& other) { return other.point.t_s > point->t_s; });
  flight.events.insert(later, event);
}

void set_beside_published(Flight& flight) {
  for (FlightEvent& event : flight.events) {
    for (const PublishedEvent& published : flight.mission.published) {
      if (published.event != event.name) continue;
      event.published_t_s = published.t_s;
      event.published_source = published.source;
      event.published_note = published.note;
    }
  }
}

template <class Method>
Flight fly_with(const Plan& plan, const FlyOptions& options, double tolerance) {
  Recorder<Method> recorder(plan, options.record_interval_s);
  const FlightEnd end = fly_recorded(plan, recorder, tolerance);
  Flight flight;
  flight.mission = plan.mission;
  flight.azimuth_rad = plan.azimuth_rad;
  flight.pitch_over_rad = plan.pitch_over_rad;
  flight.events = std::move(recorder.events);
  flight.points = std::move(recorder.points);
  if (end.lifted_off) {
    flight.points.push_back(
        make_point(plan.world, recorder.last_mode(), plan.mission.site, recorder.end_t_s, recorder.end_y));
  }
  add_greatest_pressure(flight, recorder.greatest_pressure);
  set_beside_published(flight);
  judge(plan, end, flight);
  if (options.follow_dropped) {
    for (const DroppedPiece& piece : recorder.dropped) flight.impacts.push_back(follow_down(plan, piece));
  }
  return flight;
}

}  // namespace

Flight fly(const Plan& plan, const FlyOptions& options) {
  if (options.reference) return fly_with<Dop853>(plan, options, 1e-13);
  return fly_with<DormandPrince54>(plan, options, options.tolerance);
}

std::vector<FlightEnd> fly_ends(const Plan& plan, std::span<const VehicleModel<double>> models,
                                const FlyOptions& options) {
  if (options.reference) return fly_ends_on<double, Dop853>(plan, models, 1e-13);
  return fly_ends_on<double, DormandPrince54>(plan, models, options.tolerance);
}

const char* to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::target_met:
      return "target_met";
    case Outcome::target_missed:
      return "target_missed";
    case Outcome::impact:
      return "impact";
    case Outcome::guidance_failed:
      return "guidance_failed";
    case Outcome::out_of_time:
      return "out_of_time";
  }
  return "unknown";
}

}  // namespace cosmodrome
