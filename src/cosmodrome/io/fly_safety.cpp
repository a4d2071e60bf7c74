#include "cosmodrome/io/fly_safety.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <thread>

#include "cosmodrome/base/archive.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/sip_hash.hpp"
#include "cosmodrome/flight/fly.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/read_areas.hpp"
#include "cosmodrome/io/read_criteria.hpp"
#include "cosmodrome/io/read_population.hpp"
#include "cosmodrome/io/read_safety.hpp"
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/io/unfinished_safety.hpp"
#include "cosmodrome/safety/failure_probability.hpp"

namespace cosmodrome {
namespace {

constexpr double cell_side_m = 5e3;
constexpr double sliding_friction = 0.5;                             // of metal on soil, 0.4 to 0.7
constexpr std::uint64_t flights_between = 128 * normal_falls_block;  // so many are flown before they may be kept
constexpr std::uint64_t most_normal_traces = 256;                    // a deviation then is known to 5 %
constexpr double ahead_m = 200e3;  // so far down the way the map of hazards is turned along it

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

/// Names all that the counts of an analysis follow from.
std::string key_of(const Mission& mission, const SafetyRequest& request, const PopulationGrid& population) {
  SipHash128 hash;
  hash.text(
      fmt::format("{} {} {} {:a}\n", campaign_hash(mission), request.flights, request.falls, request.probability));
  hash.text(read_text_file(assumptions_of(request)));
  const auto& frame = population.frame();
  hash.text(fmt::format("{:a} {:a} {:a} {:a} {} {}\n", frame.west_rad, frame.north_rad, frame.width_rad,
                        frame.height_rad, frame.columns, frame.rows));
  for (int row = 0; row < frame.rows; ++row) {
    for (int column = 0; column < frame.columns; ++column) hash.number(population.people({column, row}));
  }
  return hash.hex();
}

/// What takes the falls of failures, one handing them on to the next.
struct FailureTallies {
  DebrisTally& debris;
  HazardTally hazard;
  FailureRisk risk;
  DebrisScatter scatter;

  FailureTallies(const Mission& mission, const std::vector<TracePoint>& trace, const SafetyAssumptions& assumptions,
                 const PopulationGrid& population, DebrisTally& all)
      : debris(all),
        hazard(pad_of(mission), downrange(mission, trace), assumptions.exposed, kerosene_yield(), sliding_friction,
               &all),
        risk(population, generic_shelters(), kerosene_yield(), sliding_friction, &hazard),
        scatter(pad_of(mission), &risk) {}

  template <class Archive, class Self>
  static void archive(Archive& keep, Self& self) {
    keep(self.debris, self.hazard, self.risk, self.scatter);
  }
};

/// How far an analysis has come, and where that is kept.
struct Counted {
  const NormalFalls& falls;
  FailureTallies& tallies;
  UnfinishedSafety& unfinished;
  std::size_t seconds = 0;  ///< of failures
  std::uint64_t debris_falls = 0;

  void keep() const {
    ArchiveWriter out;
    out(seconds, debris_falls, falls, tallies);
    unfinished.write(out.bytes());
  }
  void keep_if_due() const {
    if (unfinished.due()) keep();
  }
};

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
    UnfinishedSafety unfinished(request.unfinished,
                                request.unfinished.empty() ? "" : key_of(mission, request, population));
    FailureTallies tallies(mission, trace, assumptions, population, debris);
    Counted counted{falls, tallies, unfinished};
    const std::string kept = unfinished.read().value_or("");
    ArchiveReader before(kept);
    const auto take = [&](auto&... values) {
      try {
        before(values...);
      } catch (const std::out_of_range&) {
        unfinished.refuse("this unfinished analysis was written by another version of the program");
      }
    };
    if (!kept.empty()) take(counted.seconds, counted.debris_falls, falls);
    bool done = count_planned(plan, counted);
    // With the planned falls in them.
    if (counted.seconds > 0) take(tallies);
    done = done && count_failures(plan, counted);
    if (done) return conclude(plan, tallies);
    counted.keep();
    stopped = true;
  }

  /// False if it was stopped.
  bool count_planned(const Plan& plan, Counted& counted) {
    NormalFallsRequest normal;
    normal.threads = request.threads;
    normal.spread = assumptions.falls;
    normal.stop = request.stop;
    normal.progress = [&](std::uint64_t flown) {
      tell(fmt::format("planned falls: {} of {} flights", flown, request.flights));
    };
    while (falls.flights < request.flights) {
      normal.flights = std::min(request.flights, falls.flights + flights_between);
      add_normal_falls(plan, normal, falls);
      if (falls.stopped) return false;
      counted.keep_if_due();
    }
    describe_falls(plan, falls);
    counted.tallies.hazard.add(falls);
    return true;
  }

  /// Areas, risks and limits from what was counted.
  void conclude(const Plan& plan, const FailureTallies& tallies) {
    tell("areas to close");
    areas = tallies.hazard.areas(limits_of(criteria), population, request.threads);
    ground = ClosedGround(areas, closed);
    const auto planned = [&](const ClosedGround& without) {
      return planned_risk(falls, population, generic_shelters(), sliding_friction, without);
    };
    at_home.emplace(FlightRisk{tallies.risk.tally(), planned({})});
    cleared.emplace(FlightRisk{tallies.risk.cleared(ground), planned(ground)});
    if (tallies.scatter.seconds() == 0) return;
    tell("when to end the flight");
    aborts = plan_aborts({plan, trace, assumptions, tallies.scatter, cleared->failures, protected_areas(plan), seed(),
                          request.threads, std::min(request.flights, most_normal_traces)});
  }

  [[nodiscard]] std::uint64_t seed() const { return mission.disperse.seed; }

  [[nodiscard]] std::vector<ProtectedArea> protected_areas(const Plan& plan) const {
    if (protect.empty()) return towns_in_reach(plan, trace, assumptions, places);
    std::vector<ProtectedArea> named;
    for (const GroundPolygon& polygon : protect) named.push_back({fmt::format("area {}", named.size() + 1), polygon});
    return named;
  }

  /// False if it was stopped.
  bool count_failures(const Plan& plan, Counted& counted) const {
    if (request.falls == 0 || request.probability <= 0) return true;
    const auto schedule =
        failure_schedule(failure_instants(plan, 1, last_impact_t_s(trace)), assumptions, request.probability);
    FailureRequest wanted;
    wanted.falls = request.falls;
    wanted.seed = seed();
    wanted.threads = request.threads;
    wanted.seconds_before = counted.seconds, wanted.falls_before = counted.debris_falls;
    wanted.stop = request.stop;
    wanted.progress = [&](std::size_t seconds, std::uint64_t fallen) {
      counted.seconds = seconds, counted.debris_falls = fallen;
      tell(fmt::format("failures: second {} of {}, {} falls", seconds, schedule.size(), fallen));
      counted.keep_if_due();
    };
    return fly_failures(plan, schedule, assumptions, wanted, counted.tallies.scatter);
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
