#include "cosmodrome/safety/impact_spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "cosmodrome/base/in_parallel.hpp"
#include "cosmodrome/campaign/sampler.hpp"
#include "cosmodrome/dynamics/vacuum_impact.hpp"
#include "cosmodrome/flight/loop.hpp"
#include "cosmodrome/flight/place.hpp"
#include "cosmodrome/flight/planned_flight.hpp"
#include "cosmodrome/safety/corridor_stations.hpp"
#include "cosmodrome/safety/local_plane.hpp"

namespace cosmodrome {
namespace {

using Direction = Vec3<double, Itrf>;

constexpr double every_s = 1;
constexpr double window_s = 60;      // by so much a normal flight may be early or late at a place
constexpr double least_way_m = 200;  // of the planned impact point: shorter has no direction

/// Where the vehicle would come down, as a direction from the centre of the sphere with the Earth's surface.
struct ImpactAt {
  double t_s;
  Direction up;
};

Direction direction_to(const World& world, const Vec3<double, Itrf>& place_m) {
  const auto place = place_on(world, place_m);
  return direction_of({place.latitude_rad, place.longitude_rad});
}

/// Looks at a flight at even times.
class ImpactRecorder {
 public:
  using Step = RungeKuttaStep<DormandPrince54, double, point_mass_size>;

  explicit ImpactRecorder(const World& world) : world_(world) {}

  void on_step(const Step& step, const Craft<double>&) {
    for (; next_t_s_ < step.end_t(); next_t_s_ += every_s) {
      if (next_t_s_ < step.begin_t()) continue;
      const auto y = step.at((next_t_s_ - step.begin_t()) / step.h());
      const auto impact = vacuum_impact(world_, next_t_s_, position_of(y), velocity_of(y));
      if (impact.reaches_ground) found.push_back({next_t_s_, direction_to(world_, impact.place_m)});
    }
  }
  template <class... A>
  void on_located(A&&...) {}
  template <class... A>
  void on_events(A&&...) {}

  std::vector<ImpactAt> found;

 private:
  const World& world_;
  double next_t_s_ = 0.5 * every_s;
};

std::vector<ImpactAt> impacts_of(const Plan& plan, const VehicleModel<double>& model) {
  ImpactRecorder recorder(plan.world);
  FlightLoop<double, DormandPrince54, ImpactRecorder> loop(plan.world, LoopOptions{FlyOptions{}.tolerance, 1e9},
                                                           recorder);
  loop.run(one_flight(plan, model, recorder),
           [](const Craft<double>&, const double&, const PointMassState<double>&) {});
  return std::move(recorder.found);
}

/// A point of the planned trace with the axes of its ground.
struct TracePlane {
  double t_s;
  Direction up, ahead, left;
};

std::vector<TracePlane> planes_along(const std::vector<ImpactAt>& planned) {
  std::vector<ImpactAt> apart;
  for (const ImpactAt& at : planned) {
    if (apart.empty() || norm(at.up - apart.back().up) * authalic_radius_m() >= least_way_m) apart.push_back(at);
  }
  std::vector<TracePlane> planes;
  for (std::size_t i = 0; i < apart.size() && apart.size() > 1; ++i) {
    const Direction along = apart[std::min(i + 1, apart.size() - 1)].up - apart[i == 0 ? 0 : i - 1].up;
    const Direction left = unit(cross(apart[i].up, along));
    planes.push_back({apart[i].t_s, apart[i].up, cross(left, apart[i].up), left});
  }
  return planes;
}

/// Metres to the left where a flight's impact point passes the plane, at the time nearest to the planned one.
float offset_m(const TracePlane& plane, const std::vector<ImpactAt>& flight) {
  const auto first = std::lower_bound(flight.begin(), flight.end(), plane.t_s - window_s,
                                      [](const ImpactAt& at, double t) { return at.t_s < t; });
  double best_s = window_s, offset = std::numeric_limits<double>::quiet_NaN();
  for (auto b = first; b != flight.end() && b->t_s <= plane.t_s + window_s; ++b) {
    if (b == first) continue;
    const auto a = b - 1;
    const double before = dot(a->up, plane.ahead), after = dot(b->up, plane.ahead);
    if ((before < 0) == (after < 0)) continue;
    const double s = before / (before - after), away_s = std::abs(a->t_s + s * (b->t_s - a->t_s) - plane.t_s);
    if (away_s >= best_s) continue;
    best_s = away_s;
    offset = authalic_radius_m() * std::asin(dot(a->up + (b->up - a->up) * s, plane.left));
  }
  return static_cast<float>(offset);
}

/// Mean and deviation of those that come by; where fewer than half do, as at the place before.
void find_moments(ImpactSpread& spread) {
  for (std::size_t k = 0; k < spread.t_s.size(); ++k) {
    double n = 0, sum = 0, squares = 0;
    for (const auto& flight : spread.offsets_m) {
      if (std::isnan(flight[k])) continue;
      const double d = flight[k];
      n += 1, sum += d, squares += d * d;
    }
    const bool few = n < 2 || 2 * n < static_cast<double>(spread.offsets_m.size());
    const bool first = spread.mean_m.empty();
    const double mean = few ? (first ? 0 : spread.mean_m.back()) : sum / n;
    const double sigma =
        few ? (first ? 0 : spread.sigma_m.back()) : std::sqrt(std::max(0.0, squares / n - mean * mean) * n / (n - 1));
    spread.mean_m.push_back(mean), spread.sigma_m.push_back(sigma);
  }
}

}  // namespace

ImpactSpread::Sides ImpactSpread::three_sigma(double at_s) const {
  if (t_s.empty()) return {};
  const auto sides = [&](std::size_t i) {
    return Sides{std::max(0.0, mean_m[i] + 3 * sigma_m[i]), std::max(0.0, 3 * sigma_m[i] - mean_m[i])};
  };
  const auto after = static_cast<std::size_t>(std::lower_bound(t_s.begin(), t_s.end(), at_s) - t_s.begin());
  if (after == 0) return sides(0);
  if (after == t_s.size()) return sides(after - 1);
  const Sides a = sides(after - 1), b = sides(after);
  const double s = (at_s - t_s[after - 1]) / (t_s[after] - t_s[after - 1]);
  return {a.left_m + s * (b.left_m - a.left_m), a.right_m + s * (b.right_m - a.right_m)};
}

ImpactSpread normal_impact_spread(const Plan& plan, std::uint64_t flights, double until_s, int threads) {
  Plan short_plan = plan;
  short_plan.time_limit_s = std::min(plan.time_limit_s, until_s + window_s);
  const auto planes = planes_along(impacts_of(short_plan, plan.model));
  ImpactSpread spread;
  for (const TracePlane& plane : planes) spread.t_s.push_back(plane.t_s);
  spread.offsets_m.resize(static_cast<std::size_t>(flights));
  const Sampler sampler(plan.mission);
  in_parallel(spread.offsets_m.size(), threads, [&](std::size_t i) {
    VehicleModel<double> model = plan.model;
    std::vector<double> values(sampler.figures().size());
    sampler.draw(i, model, values);
    const auto flight = impacts_of(short_plan, model);
    for (const TracePlane& plane : planes) spread.offsets_m[i].push_back(offset_m(plane, flight));
  });
  find_moments(spread);
  return spread;
}

}  // namespace cosmodrome
