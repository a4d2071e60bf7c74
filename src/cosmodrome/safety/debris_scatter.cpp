#include "cosmodrome/safety/debris_scatter.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "cosmodrome/safety/debris_tally.hpp"

namespace cosmodrome {
namespace {

/// The greater standard deviation of places in a plane about their mean.
double longer_sigma_m(const std::vector<GroundPlace>& places) {
  if (places.size() < 2) return 0;
  const LocalPlane plane(places.front());
  double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  for (const GroundPlace& place : places) {
    const PlanePoint p = plane.to_plane(place);
    x += p.x_m, y += p.y_m, xx += p.x_m * p.x_m, xy += p.x_m * p.y_m, yy += p.y_m * p.y_m;
  }
  const double n = static_cast<double>(places.size());
  xx = xx / n - x / n * x / n, xy = xy / n - x / n * y / n, yy = yy / n - y / n * y / n;
  const double half = 0.5 * (xx + yy), apart = std::hypot(0.5 * (xx - yy), xy);  // eigenvalues: half +- apart
  return std::sqrt(std::max(0.0, half + apart) * n / (n - 1));
}

}  // namespace

void DebrisScatter::take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
                         std::size_t falls) {
  Second now;
  now.t_s = second.instant.t_s;
  std::map<int, std::vector<GroundPlace>> by_class;
  for (const DebrisImpact& impact : impacts) {
    if (impact.mode != ResponseMode::break_up || !(casualty_area_by_rule_m2(impact) > 0)) continue;
    const GroundPlace place{impact.at.latitude_rad, impact.at.longitude_rad};
    by_class[impact.kind].push_back(place);
    const PlanePoint p = pad_.to_plane(place);
    now.farthest_m = std::max(now.farthest_m, std::hypot(p.x_m, p.y_m));
  }
  for (const auto& [kind, places] : by_class) {
    now.sigma_m = std::max(now.sigma_m, longer_sigma_m(places));
    now.falls = now.falls == 0 ? places.size() : std::min(now.falls, places.size());
  }
  if (!by_class.empty()) seconds_.push_back(now);
  if (next_ != nullptr) next_->take(second, index, impacts, falls);
}

DebrisScatter::Second DebrisScatter::at(double t_s) const {
  if (seconds_.empty()) return {t_s};
  const auto after = std::lower_bound(seconds_.begin(), seconds_.end(), t_s,
                                      [](const Second& second, double t) { return second.t_s < t; });
  if (after == seconds_.begin()) return *after;
  if (after == seconds_.end()) return seconds_.back();
  const Second &a = *(after - 1), &b = *after;
  const double share = (t_s - a.t_s) / (b.t_s - a.t_s);
  return {t_s, a.sigma_m + share * (b.sigma_m - a.sigma_m), a.farthest_m + share * (b.farthest_m - a.farthest_m),
          std::min(a.falls, b.falls)};
}

}  // namespace cosmodrome
