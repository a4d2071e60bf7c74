#include "cosmodrome/orbit/fly_days.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace cosmodrome {

OrbitArc<double> fly_days(const OrbitWorld& world, const Spacecraft<double>& craft, const PointMassState<double>& begin,
                          double length_s, const std::function<void(double t_s)>& day_begins) {
  constexpr double day_s = 86400;
  const std::vector<OrbitEvent<double>> events{height<double>(comes_down_m, -1, 1)};
  OrbitArc<double> whole;
  whole.begin = whole.end = begin;
  while (whole.end_s < length_s && !whole.stopped && !whole.failed) {
    if (day_begins) day_begins(whole.end_s);
    auto day =
        propagate<double>(world, craft, whole.end, whole.end_s, std::min(length_s, whole.end_s + day_s), {}, events);
    std::move(day.steps.begin(), day.steps.end(), std::back_inserter(whole.steps));
    whole.end_s = day.end_s, whole.end = day.end, whole.stopped = day.stopped, whole.failed = day.failed;
    whole.evaluations += day.evaluations;
  }
  return whole;
}

}  // namespace cosmodrome
