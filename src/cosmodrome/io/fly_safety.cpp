#include "cosmodrome/io/fly_safety.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <thread>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/read_areas.hpp"
#include "cosmodrome/io/read_criteria.hpp"
#include "cosmodrome/io/read_population.hpp"
#include "cosmodrome/io/read_safety.hpp"
#include "cosmodrome/safety/failure_probability.hpp"

namespace cosmodrome {
namespace {

constexpr double cell_side_m = 5e3;
constexpr double sliding_friction = 0.5;  // of metal on soil, 0.4 to 0.7
constexpr double ahead_m = 200e3;         // so far down the way the map of hazards is turned along it

std::filesystem::path assumptions_of(const SafetyRequest& request) {
  return request.assumptions.empty() ? generic_assumptions() : request.assumptions;
}

/// Up to where the flight would come down by itself.
double last_impact_t_s(const std::vector<TracePoint>& trace) {
  double last_s = 0;
  for (const TracePoint& point : trace) last_s = point.vacuum ? point.t_s : last_s;
  return last_s;
}

GroundPlace pad_of(const Mission& mission) { return {mission.site.latitude_rad, mission.site.longitude_rad}; }

/// The first impact point that is well away from the pad; the pad's neighbour to the east of a flight that has none.
GroundPlace downrange(const Mission& mission, const std::vector<TracePoint>& trace) {
  for (const TracePoint& point : trace) {
    if (point.vacuum && point.range_m > ahead_m) return {point.vacuum->latitude_rad, point.vacuum->longitude_rad};
  }
  return {mission.site.latitude_rad, mission.site.longitude_rad + 0.01};
}

HazardLimits limits_of(const std::vector<RiskCriterion>& criteria) {
  HazardLimits limits;
  const auto least = [&](const char* key, double& limit) {
    for (const RiskCriterion& one : criteria) {
      if (one.key == key) limit = one.limit;
    }
  };
  least("individual", limits.person), least("ship", limits.ship), least("aircraft", limits.aircraft);
  return limits;
}

}  // namespace

struct SafetyResult::Parts {
  Mission mission;
  SafetyRequest request;
  SafetyAssumptions assumptions;
  PopulationGrid population;
  std::vector<RiskCriterion> criteria;
  std::vector<GroundPolygon> closed, protect;
  std::vector<NamedPlace> places;
  Flight flight;
  std::vector<TracePoint> trace;
  NormalFalls falls;
  DebrisTally debris;
  std::vector<ClosedArea> areas;
  ClosedGround ground;
  std::optional<AbortPlan> aborts;
  std::optional<FlightRisk> at_home, cleared;
  bool stopped = false;
  std::optional<SafetyAnalysis> analysis;

  Parts(const Plan& plan, const SafetyRequest& asked)
      : mission(plan.mission),
        request(asked),
        assumptions(load_assumptions(assumptions_of(asked))),
        population(asked.population.empty() ? shipped_population() : read_population(asked.population)),
        criteria(asked.criteria.empty() ? shipped_criteria() : read_criteria(asked.criteria)),
        closed(asked.closed.empty() ? std::vector<GroundPolygon>{} : read_areas(asked.closed)),
        protect(asked.protect.empty() ? std::vector<GroundPolygon>{} : read_areas(asked.protect)),
        places(shipped_places()),
        flight(fly(plan)),
        trace(impact_trace(plan, flight, asked.trace)),
        debris(cell_side_m, assumptions.debris.size()) {
    if (request.threads <= 0) request.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    find(plan);
    analysis.emplace(SafetyAnalysis{flight, trace, request.trace, mission_hash(mission), &assumptions, &falls, &debris,
                                    at_home ? &*at_home : nullptr, cleared ? &*cleared : nullptr, &areas, &ground,
                                    !closed.empty(), aborts ? &*aborts : nullptr, &population, &places, &criteria});
  }

 private:
  void tell(const std::string& text) const {
    if (request.progress) request.progress(text);
  }

  void find(const Plan& plan) {
    falls = planned_falls(plan);
    if (stopped) return;
    HazardTally hazard(pad_of(mission), downrange(mission, trace), assumptions.exposed, kerosene_yield(),
                       sliding_friction, &debris);
    hazard.add(falls);
    FailureRisk risk(population, generic_shelters(), kerosene_yield(), sliding_friction, &hazard);
    DebrisScatter scatter(pad_of(mission), &risk);
    if (!follow_failures(plan, scatter)) {
      stopped = true;
      return;
    }
    tell("areas to close");
    areas = hazard.areas(limits_of(criteria), population, request.threads);
    ground = ClosedGround(areas, closed);
    const auto planned = [&](const ClosedGround& without) {
      return planned_risk(falls, population, generic_shelters(), sliding_friction, without);
    };
    at_home.emplace(FlightRisk{risk.tally(), planned({})});
    cleared.emplace(FlightRisk{risk.cleared(ground), planned(ground)});
    if (scatter.seconds().empty()) return;
    tell("when to end the flight");
    aborts = plan_aborts(
        {plan, trace, assumptions, scatter, cleared->failures, protected_areas(plan), seed(), request.threads});
  }

  [[nodiscard]] std::uint64_t seed() const { return mission.disperse.seed; }

  [[nodiscard]] std::vector<ProtectedArea> protected_areas(const Plan& plan) const {
    if (protect.empty()) return towns_in_reach(plan, trace, assumptions, places);
    std::vector<ProtectedArea> named;
    for (const GroundPolygon& polygon : protect) named.push_back({fmt::format("area {}", named.size() + 1), polygon});
    return named;
  }

  NormalFalls planned_falls(const Plan& plan) {
    NormalFallsRequest normal;
    normal.flights = request.flights;
    normal.threads = request.threads;
    normal.spread = assumptions.falls;
    normal.stop = request.stop;
    normal.progress = [&](std::uint64_t flown) {
      tell(fmt::format("planned falls: {} of {} flights", flown, request.flights));
    };
    NormalFalls found = fly_normal_falls(plan, normal);
    stopped = found.stopped;
    return found;
  }

  /// False if it was stopped.
  bool follow_failures(const Plan& plan, DebrisSink& sink) const {
    if (request.falls == 0 || request.probability <= 0) return true;
    const auto schedule =
        failure_schedule(failure_instants(plan, 1, last_impact_t_s(trace)), assumptions, request.probability);
    FailureRequest wanted;
    wanted.falls = request.falls;
    wanted.seed = seed();
    wanted.threads = request.threads;
    wanted.stop = request.stop;
    wanted.progress = [&](std::size_t seconds, std::uint64_t fallen) {
      tell(fmt::format("failures: second {} of {}, {} falls", seconds, schedule.size(), fallen));
    };
    return fly_failures(plan, schedule, assumptions, wanted, sink);
  }
};

SafetyResult::SafetyResult(const Plan& plan, const SafetyRequest& request)
    : parts_(std::make_unique<Parts>(plan, request)) {}
SafetyResult::~SafetyResult() = default;
bool SafetyResult::stopped() const { return parts_->stopped; }
const SafetyAnalysis& SafetyResult::analysis() const { return *parts_->analysis; }

double probability_of_history(const std::string& text) {
  FlightHistory history;
  const auto colon = text.find(':');
  const auto read = [](const std::string& part, int& number) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    return error == std::errc{} && end == part.data() + part.size();
  };
  if (colon == std::string::npos || !read(text.substr(0, colon), history.flights) ||
      !read(text.substr(colon + 1), history.failures)) {
    throw InputError(fmt::format("--history: \"{}\" is no number of flights and failures", text),
                     "write for example 150:2");
  }
  return history.flights < 2 ? new_vehicle_failure_probability(history) : failure_probability(history);
}

Mission mission_for_safety(Mission mission, const SafetyRequest& request) {
  const auto assumed = assumptions_of(request);
  static_cast<void>(load_assumptions(assumed));  // with all that is wrong with it, before anything is flown
  complete_dispersions(mission, assumed);
  return mission;
}

}  // namespace cosmodrome
