#include "cosmodrome/orbit/fly_days.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace cosmodrome {
namespace {

constexpr double day_s = 86400;
/// A step ends so much behind an edge, for the next to begin on its other side. The light bends there, it does not
/// jump.
constexpr double behind_edge_s = 1e-4;

class DayByDay {
 public:
  DayByDay(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin)
      : world_(world), craft_(craft), events_{height<double>(comes_down_m, -1, 1)} {
    arc_.begin = arc_.end = begin;
    if (world.sunlight_N_m2 > 0 && craft.light_area_m2 > 0) {
      for (const bool umbra : {false, true}) {
        events_.push_back(into_shadow<double>(umbra, 1));
        events_.push_back(out_of_shadow<double>(umbra, 1));
      }
    }
  }

  [[nodiscard]] bool under_way(double length_s) const { return arc_.end_s < length_s && !arc_.stopped && !arc_.failed; }
  [[nodiscard]] double t_s() const { return arc_.end_s; }
  OrbitArc<double> take() { return std::move(arc_); }

  /// On to a time, to the edge of the shadow or down, whichever comes first.
  void fly(double to_s) {
    OrbitArc<double> next = propagate<double>(world_, craft_, arc_.end, arc_.end_s, to_s, {}, events_);
    const bool at_edge = next.stopped && next.happenings.back().event > 0;
    const double edge_s = next.end_s;
    if (at_edge) drop_last_step(next);
    append(std::move(next));
    if (at_edge)
      append(propagate<double>(world_, craft_, arc_.end, arc_.end_s, std::min(to_s, edge_s + behind_edge_s)));
  }

 private:
  /// What was flown across the edge is flown again up to it: no step shall have the edge inside.
  static void drop_last_step(OrbitArc<double>& arc) {
    const OrbitArc<double>::Step last = arc.steps.back();
    arc.steps.pop_back();
    arc.end_s = last.begin_t(), arc.end = last.begin();
    arc.stopped = false;
  }

  void append(OrbitArc<double> next) {
    std::move(next.steps.begin(), next.steps.end(), std::back_inserter(arc_.steps));
    arc_.end_s = next.end_s, arc_.end = next.end, arc_.stopped = next.stopped, arc_.failed = next.failed;
    arc_.evaluations += next.evaluations;
  }

  const OrbitWorld& world_;
  const Spacecraft<double>& craft_;
  std::vector<OrbitEvent<double>> events_;  ///< the first ends the flight, the others a step
  OrbitArc<double> arc_;
};

}  // namespace

OrbitArc<double> fly_days(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin,
                          double length_s, const std::function<void(double t_s)>& day_begins) {
  DayByDay flight(world, craft, begin);
  while (flight.under_way(length_s)) {
    if (day_begins) day_begins(flight.t_s());
    const double day_ends_s = std::min(length_s, flight.t_s() + day_s);
    while (flight.under_way(day_ends_s)) flight.fly(day_ends_s);
  }
  return flight.take();
}

}  // namespace cosmodrome
