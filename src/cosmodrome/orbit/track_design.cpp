#include "cosmodrome/orbit/track_design.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/orbit/propagate.hpp"
#include "cosmodrome/orbit/secular_rates.hpp"

namespace cosmodrome {
namespace {

constexpr double two_pi = 2 * std::numbers::pi, day_s = 86400;
constexpr double tropical_year_s = 365.24219 * day_s;
constexpr double sun_rate_rad_s = two_pi / tropical_year_s;
constexpr double lowest_m = 150e3, highest_m = 6000e3;
constexpr double days_without_repetition = 5;

std::optional<double> sun_synchronous_inclination(double axis_m, double gm_m3_s2) {
  const double cosine = sun_rate_rad_s / secular_rates(axis_m, 0, 0, gm_m3_s2).node_rad_s;
  if (std::abs(cosine) > 1) return std::nullopt;
  return std::acos(cosine);
}

class TrackSearch {
 public:
  TrackSearch(const TrackRequest& request, const OrbitData& data, const std::function<void(int cycles)>& cycle_begins)
      : request_(request), cycle_begins_(cycle_begins), world_(make_world(data)) {}

  TrackDesign find() {
    if (!begin()) return {};
    for (int round = 0; round < 12; ++round) {
      const Flown flown = fly();
      if (!flown.ok) return {};
      if (is_good(flown)) return design_of(flown);
      if (!mend(flown)) return {};
    }
    return {};
  }

 private:
  /// What a whole cycle does: how far its last node is from where it should be, how fast the plane turns.
  struct Flown {
    bool ok = false;
    double nodal_period_s = 0, node_rate_rad_s = 0, mean_axis_m = 0;
    double late_rad = 0;      ///< of a repeating track: eastward of its first node
    double too_high_m = 0;    ///< of another
    double too_fast_rad = 0;  ///< the plane against the mean Sun, over the cycle
    PointMassState<double> begin{};
  };

  [[nodiscard]] bool repeats() const { return request_.revolutions > 0; }
  [[nodiscard]] double cycle_s() const { return day_s * (repeats() ? request_.days : days_without_repetition); }

  [[nodiscard]] OrbitWorld make_world(const OrbitData& data) const {
    OrbitModel zonals;
    zonals.name = "zonals", zonals.gravity_degree = 6, zonals.gravity_order = 0;
    return make_orbit_world(zonals, request_.epoch, 0, 1.1 * cycle_s() + day_s, data);
  }

  bool set_inclination() {
    if (!request_.sun_synchronous) {
      inclination_rad_ = request_.inclination_rad;
      return true;
    }
    const auto found = sun_synchronous_inclination(axis_m_, world_.gm_m3_s2);
    inclination_rad_ = found.value_or(0);
    return found.has_value();
  }

  /// Closed form: the Earth turns under the plane by the days while the satellite turns by the revolutions.
  bool begin() {
    axis_m_ = wgs84_equatorial_radius_m + (repeats() ? 800e3 : request_.altitude_m);
    for (int round = 0; round < 50; ++round) {
      if (!set_inclination()) return false;
      if (!repeats()) return true;
      const SecularRates now = secular_rates(axis_m_, 0, inclination_rad_, world_.gm_m3_s2);
      const double wanted = (earth_rotation_rate_rad_s - now.node_rad_s) * request_.revolutions / request_.days;
      const double factor = std::pow((now.perigee_rad_s + now.mean_anomaly_rad_s) / wanted, 2.0 / 3.0);
      axis_m_ *= factor;
      const double altitude_m = axis_m_ - wgs84_equatorial_radius_m;
      if (altitude_m < lowest_m || altitude_m > highest_m) return false;
      if (std::abs(factor - 1) < 1e-12) return true;
    }
    return true;
  }

  /// At the ascending node, on a circle, in the equator of date.
  [[nodiscard]] PointMassState<double> at_node(double axis_m, double inclination_rad) const {
    const auto to_gcrf = gcrf_to_itrf(world_.earth, 0.0).inverse();
    const double longitude = request_.node_longitude_rad;
    const auto outward = to_gcrf * Vec3<double, Itrf>{std::cos(longitude), std::sin(longitude), 0};
    const auto east = to_gcrf * Vec3<double, Itrf>{-std::sin(longitude), std::cos(longitude), 0};
    const auto north = cross(outward, east);
    const double speed = std::sqrt(world_.gm_m3_s2 / axis_m);
    const auto v = axpy(std::cos(inclination_rad), east, north * std::sin(inclination_rad)) * speed;
    const auto r = outward * axis_m;
    return {r.x, r.y, r.z, v.x, v.y, v.z, 1};
  }

  [[nodiscard]] double node_longitude(double t_s, const PointMassState<double>& y) const {
    const auto r = gcrf_to_itrf(world_.earth, t_s) * position_of(y);
    return std::atan2(r.y, r.x);
  }

  [[nodiscard]] double right_ascension(double t_s, const PointMassState<double>& y) const {
    const auto r = gcrf_to_cirf(world_.earth, t_s) * position_of(y);
    return std::atan2(r.y, r.x);
  }

  [[nodiscard]] Flown fly() { return fly(axis_m_, inclination_rad_); }

  [[nodiscard]] Flown fly(double axis_m, double inclination_rad) {
    if (cycle_begins_) cycle_begins_(cycles_++);
    Flown flown;
    flown.begin = at_node(axis_m, inclination_rad);
    const SecularRates first = secular_rates(axis_m, 0, inclination_rad, world_.gm_m3_s2);
    const double about_s = two_pi / (first.perigee_rad_s + first.mean_anomaly_rad_s);
    const int revolutions = repeats() ? request_.revolutions : static_cast<int>(std::lround(cycle_s() / about_s));
    // From a little after the first node on, so that it is not counted.
    const auto away = propagate<double>(world_, {}, flown.begin, 0, 0.1 * about_s);
    const auto arc = propagate<double>(world_, {}, away.end, 0.1 * about_s, world_.to_s - 1, {},
                                       {ascending_node<double>(revolutions)}, {.tolerance = 1e-13, .dense = false});
    if (away.failed || arc.failed || !arc.stopped) return flown;
    flown.ok = true;
    flown.nodal_period_s = arc.end_s / revolutions;
    const double turned = std::remainder(right_ascension(arc.end_s, arc.end) - right_ascension(0, flown.begin) -
                                             first.node_rad_s * arc.end_s,
                                         two_pi) +
                          first.node_rad_s * arc.end_s;
    flown.node_rate_rad_s = turned / arc.end_s;
    flown.too_fast_rad = turned - sun_rate_rad_s * arc.end_s;
    flown.late_rad = std::remainder(node_longitude(arc.end_s, arc.end) - request_.node_longitude_rad, two_pi);
    flown.mean_axis_m = mean_axis_m(flown);
    flown.too_high_m = flown.mean_axis_m - wgs84_equatorial_radius_m - request_.altitude_m;
    return flown;
  }

  /// The osculating axis, averaged over the first revolution.
  [[nodiscard]] double mean_axis_m(const Flown& flown) const {
    constexpr int points = 120;
    const auto arc = propagate<double>(world_, {}, flown.begin, 0, flown.nodal_period_s);
    double sum = 0;
    for (int i = 0; i < points; ++i) {
      const auto y = arc.at(flown.nodal_period_s * i / points);
      const double energy = 0.5 * squared_norm(velocity_of(y)) - world_.gm_m3_s2 / norm(position_of(y));
      sum += -0.5 * world_.gm_m3_s2 / energy;
    }
    return sum / points;
  }

  /// The two misses, each over what is close enough.
  [[nodiscard]] std::array<double, 2> misses(const Flown& flown) const {
    constexpr double close_m = 1, plane_rad = 1e-6;  // a hundredth of a second of local time in a cycle
    return {repeats() ? flown.late_rad * wgs84_equatorial_radius_m / close_m : flown.too_high_m / close_m,
            request_.sun_synchronous ? flown.too_fast_rad / plane_rad : 0.0};
  }

  [[nodiscard]] bool is_good(const Flown& flown) const {
    const auto miss = misses(flown);
    return std::abs(miss[0]) < 1 && std::abs(miss[1]) < 1;
  }

  /// Newton's step on axis and inclination.
  bool mend(const Flown& flown) {
    constexpr double step_m = 1, step_rad = 1e-6;
    const auto miss = misses(flown), by_axis = slope(flown, step_m, 0), by_angle = slope(flown, 0, step_rad);
    double axis_m = 0, angle_rad = 0;
    if (request_.sun_synchronous) {
      const double determinant = by_axis[0] * by_angle[1] - by_axis[1] * by_angle[0];
      axis_m = -(miss[0] * by_angle[1] - miss[1] * by_angle[0]) / determinant * step_m;
      angle_rad = -(by_axis[0] * miss[1] - by_axis[1] * miss[0]) / determinant * step_rad;
    } else {
      axis_m = -miss[0] / by_axis[0] * step_m;
    }
    if (!std::isfinite(axis_m) || !std::isfinite(angle_rad)) return false;
    axis_m_ += std::clamp(axis_m, -50e3, 50e3);
    inclination_rad_ += std::clamp(angle_rad, -0.05, 0.05);
    return axis_m_ > wgs84_equatorial_radius_m + lowest_m && axis_m_ < wgs84_equatorial_radius_m + highest_m;
  }

  [[nodiscard]] std::array<double, 2> slope(const Flown& flown, double axis_m, double angle_rad) {
    const auto moved = misses(fly(axis_m_ + axis_m, inclination_rad_ + angle_rad)), here = misses(flown);
    return {moved[0] - here[0], moved[1] - here[1]};
  }

  [[nodiscard]] TrackDesign design_of(const Flown& flown) const {
    TrackDesign design;
    design.state = {position_of(flown.begin), velocity_of(flown.begin)};
    design.altitude_m = flown.mean_axis_m - wgs84_equatorial_radius_m;
    design.node_altitude_m = norm(design.state.r_m) - wgs84_equatorial_radius_m;
    design.inclination_rad = inclination_rad_;
    design.nodal_period_s = flown.nodal_period_s;
    design.node_rate_rad_s = flown.node_rate_rad_s;
    design.track_spacing_m =
        (earth_rotation_rate_rad_s - flown.node_rate_rad_s) * flown.nodal_period_s * wgs84_equatorial_radius_m;
    design.closure_m = repeats() ? std::abs(flown.late_rad) * wgs84_equatorial_radius_m : 0;
    design.found = true;
    return design;
  }

  const TrackRequest& request_;
  const std::function<void(int cycles)>& cycle_begins_;
  int cycles_ = 0;
  OrbitWorld world_;
  double axis_m_ = 0, inclination_rad_ = 0;
};

}  // namespace

TrackDesign design_track(const TrackRequest& request, const OrbitData& data,
                         const std::function<void(int cycles)>& cycle_begins) {
  return TrackSearch(request, data, cycle_begins).find();
}

double longitude_of_local_time_rad(const Epoch& epoch, double local_time_h) {
  const auto date = epoch.to_utc_jd();
  const double utc_h = 24 * std::fmod(std::fmod(date.jd1, 1.0) + std::fmod(date.jd2, 1.0) + 0.5, 1.0);
  return std::remainder((local_time_h - utc_h) * two_pi / 24, two_pi);
}

double local_time_h(const Epoch& epoch, double longitude_rad) {
  const double turn = (longitude_rad - longitude_of_local_time_rad(epoch, 0)) / two_pi;
  return 24 * (turn - std::floor(turn));
}

}  // namespace cosmodrome
