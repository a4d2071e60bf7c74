#pragma once
// What who ends a flight must know beforehand: from where on debris would reach what is protected, and from when on
// there is no more use in ending it. For the safety of people under a civil launch.
#include <string>

#include "cosmodrome/safety/abort_limits.hpp"
#include "cosmodrome/safety/corridor.hpp"
#include "cosmodrome/safety/debris_scatter.hpp"
#include "cosmodrome/safety/impact_trace.hpp"
#include "cosmodrome/safety/population.hpp"
#include "cosmodrome/safety/risk.hpp"

namespace cosmodrome {

struct AbortRequest {
  const Plan& plan;
  const std::vector<TracePoint>& trace;
  const SafetyAssumptions& assumptions;
  const DebrisScatter& scatter;  ///< of break-ups along the flight
  const RiskTally& risk;         ///< of all failures
  std::vector<ProtectedArea> areas;
  std::uint64_t seed = 1;
  int threads = 1;
  std::uint64_t normal_flights = 0;  ///< that vary and do not fail: the two lines leave them room
};

/// A limit line: where the impact point passes it, the flight is ended.
struct LimitLine {
  std::string name;
  double nearest_t_s = 0;  ///< when the planned flight has the least to spare
  LimitMargin margin;      ///< then
  double nearest_m = 0;    ///< of its impact point from the protected edge then; 0: over it
  bool crossed = false;    ///< by the planned flight: a gate
  std::vector<GroundPolygon> outlines;
};

/// A stretch of the planned flight within limit lines.
struct Passage {
  double from_s = 0, to_s = 0;
  std::vector<std::string> names;
  Gate gate;
};

/// How long a flight that is no longer seen may go on from a second of the planned flight.
struct DataLoss {
  double t_s = 0;
  std::optional<double> more_s;  ///< none: for longest_data_loss_s and more
};
inline constexpr double longest_data_loss_s = 120;

struct AbortPlan {
  std::vector<LimitLine> lines;
  std::vector<Passage> gates;
  std::string nearest_to_pad;         ///< the protected area
  double clear_m = 0;                 ///< from the pad to it
  std::optional<double> straight_up;  ///< s; none: debris reaches it from the first second on, or nothing is protected
  bool straight_up_is_free = false;   ///< nothing is reached while the first stage burns: `straight_up` is its end
  std::vector<DataLoss> data_loss;
  std::size_t scatter_falls = 0;  ///< of a class in a second, in the middle of all seconds: fewer than ten are few
  Corridor corridor;              ///< the two lines beside the way of the impact point
  std::uint64_t normal_flights = 0;
  double normal_inside = 1;  ///< share of those flights that come to neither line, gaps aside
  double last_end_s = 0;     ///< then the impact point leaves the Earth: what is ended later stays in orbit
};

/// Towns as discs in which `people_per_m2` live: those that a turn of the longest time assumed could reach.
std::vector<ProtectedArea> towns_in_reach(const Plan& plan, const std::vector<TracePoint>& trace,
                                          const SafetyAssumptions& assumptions, const std::vector<NamedPlace>& places);

/// Limit lines about each place and beside the way, gates, straight-up time, data-loss times and the last second, by
/// abort_limits.hpp, from flights by the equations of motion: impact points in vacuum as the fast criterion, break-ups
/// in air for the scatter and for the vehicle that flies straight up. Source: 14 CFR 417.213 to 417.221.
AbortPlan plan_aborts(const AbortRequest& request);

}  // namespace cosmodrome
