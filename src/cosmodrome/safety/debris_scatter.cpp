#include "cosmodrome/safety/debris_scatter.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "cosmodrome/safety/debris_tally.hpp"

namespace cosmodrome {
namespace {

constexpr double pooled_within_s = 15;
constexpr std::size_t enough_falls = 40;  // a deviation then is known to 11 %

}  // namespace

DebrisScatter::Moments DebrisScatter::moments(const std::vector<GroundPlace>& places) {
  const LocalPlane plane(places.front());
  double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
  for (const GroundPlace& place : places) {
    const PlanePoint p = plane.to_plane(place);
    x += p.x_m, y += p.y_m, xx += p.x_m * p.x_m, xy += p.x_m * p.y_m, yy += p.y_m * p.y_m;
  }
  const double n = static_cast<double>(places.size());
  return {xx - x * x / n, xy - x * y / n, yy - y * y / n, places.size(), 1};
}

/// The second's own, and those before and after it in turn, until they are enough.
DebrisScatter::Moments DebrisScatter::pooled(std::size_t number, int kind) const {
  const Raw& middle = seconds_[number];
  Moments sum;
  const auto add = [&](std::size_t i) {
    if (i >= seconds_.size()) return false;
    const Raw& one = seconds_[i];
    if (one.stage != middle.stage || std::abs(one.t_s - middle.t_s) > pooled_within_s) return false;
    if (const auto of = one.by_class.find(kind); of != one.by_class.end()) {
      const Moments& more = of->second;
      sum.xx += more.xx, sum.xy += more.xy, sum.yy += more.yy;
      sum.falls += more.falls, sum.seconds += more.seconds;
    }
    return true;
  };
  add(number);
  bool before = true, after = true;
  for (std::size_t away = 1; (before || after) && sum.falls - sum.seconds < enough_falls; ++away) {
    before = before && add(number - away);  // wraps round beyond all there are
    after = after && add(number + away);
  }
  return sum;
}

DebrisScatter::Second DebrisScatter::second(std::size_t number) const {
  const Raw& raw = seconds_[number];
  Second found{raw.t_s, 0, raw.farthest_m, 0};
  for (const auto& [kind, own] : raw.by_class) {
    const Moments sum = pooled(number, kind);
    const std::size_t falls = sum.falls - sum.seconds + 1;  // as one second would have them for as good a deviation
    found.falls = found.falls == 0 ? falls : std::min(found.falls, falls);
    if (sum.falls == sum.seconds) continue;  // one a second: no deviation
    const double half = 0.5 * (sum.xx + sum.yy), apart = std::hypot(0.5 * (sum.xx - sum.yy), sum.xy);
    const double squares = std::max(0.0, half + apart);  // along the longer axis: eigenvalues are half +- apart
    found.sigma_m = std::max(found.sigma_m, std::sqrt(squares / static_cast<double>(sum.falls - sum.seconds)));
  }
  return found;
}

void DebrisScatter::take(const FailureSecond& second, std::size_t index, std::span<const DebrisImpact> impacts,
                         std::size_t falls) {
  Raw now{second.instant.t_s, 0, second.instant.stage};
  std::map<int, std::vector<GroundPlace>> by_class;
  for (const DebrisImpact& impact : impacts) {
    if (impact.mode != ResponseMode::break_up || !(casualty_area_by_rule_m2(impact) > 0)) continue;
    const GroundPlace place{impact.at.latitude_rad, impact.at.longitude_rad};
    by_class[impact.kind].push_back(place);
    const PlanePoint p = pad_.to_plane(place);
    now.farthest_m = std::max(now.farthest_m, std::hypot(p.x_m, p.y_m));
  }
  for (const auto& [kind, places] : by_class) now.by_class[kind] = moments(places);
  if (!by_class.empty()) seconds_.push_back(std::move(now));
  if (next_ != nullptr) next_->take(second, index, impacts, falls);
}

DebrisScatter::Second DebrisScatter::at(double t_s) const {
  if (seconds_.empty()) return {t_s};
  const auto after = static_cast<std::size_t>(
      std::lower_bound(seconds_.begin(), seconds_.end(), t_s, [](const Raw& one, double t) { return one.t_s < t; }) -
      seconds_.begin());
  if (after == 0) return second(0);
  if (after == seconds_.size()) return second(after - 1);
  const Second a = second(after - 1), b = second(after);
  const double share = (t_s - a.t_s) / (b.t_s - a.t_s);
  return {t_s, a.sigma_m + share * (b.sigma_m - a.sigma_m), a.farthest_m + share * (b.farthest_m - a.farthest_m),
          std::min(a.falls, b.falls)};
}

}  // namespace cosmodrome
