#include "cosmodrome/orbit/lifetime.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/environment/nrlmsise00.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/orbit/secular_rates.hpp"

namespace cosmodrome {
namespace {

constexpr double two_pi = 2 * std::numbers::pi, degree = std::numbers::pi / 180, day_s = 86400;
constexpr double lowest_m = 120e3, highest_air_m = 1000e3;
constexpr double longest_step_s = 5 * day_s, shortest_step_s = 60;
constexpr double most_fall_a_step_m = 3e3;       // a tenth of a scale height and less
constexpr std::int64_t solar_cycle_days = 4018;  // eleven years
constexpr int packs = 3;                         ///< of sixteen points along a revolution

/// Mean axis and eccentricity, and the angles that turn.
struct MeanOrbit {
  double axis_m, eccentricity, inclination_rad, node_rad, perigee_rad;
  [[nodiscard]] double perigee_m() const { return axis_m * (1 - eccentricity) - wgs84_equatorial_radius_m; }
  [[nodiscard]] double apogee_m() const { return axis_m * (1 + eccentricity) - wgs84_equatorial_radius_m; }
};

/// The Sun's right ascension, to 0.01 degrees: all that local time needs.
/// Source: O. Montenbruck, E. Gill, Satellite Orbits (2000), equation 3.43.
double sun_right_ascension_rad(const Epoch& at) {
  const auto tt = at.to_tt();
  const double centuries = ((tt.jd1 - 2451545.0) + tt.jd2) / 36525;
  const double anomaly = (357.5256 + 35999.049 * centuries) * degree;
  const double longitude =
      (282.94 * degree) + anomaly + (6892 * std::sin(anomaly) + 72 * std::sin(2 * anomaly)) * degree / 3600;
  constexpr double obliquity = 23.43929111 * degree;
  return std::atan2(std::cos(obliquity) * std::sin(longitude), std::cos(longitude));
}

class Decay {
 public:
  Decay(const LifetimeRequest& request, const SpaceWeather& weather) : request_(request), weather_(weather) {}

  Lifetime run(const std::function<void(double t_s)>& step_begins) {
    Lifetime life;
    MeanOrbit orbit = mean_orbit();
    const double end_s = request_.most_years * 365.25 * day_s;
    while (true) {
      life.history.push_back({life.seconds, orbit.perigee_m(), orbit.apogee_m()});
      life.came_down = orbit.perigee_m() < lowest_m;
      if (life.came_down || life.seconds >= end_s) return life;
      if (step_begins) step_begins(life.seconds);
      set_day(life.seconds);
      const double h = std::min(step_s(orbit), end_s - life.seconds);
      orbit = after(orbit, h);
      life.seconds += h;
    }
  }

 private:
  struct Slope {
    double axis_m_s, eccentricity_1_s;
  };

  /// From the osculating state: the short-period part of the axis under J2, to first order, taken off.
  /// Source: Brouwer (1959); here by energy, whose J2 part is added before the axis is found.
  [[nodiscard]] MeanOrbit mean_orbit() const {
    const auto& y = request_.state;
    const double distance = norm(y.r_m), sine = y.r_m.z / distance;
    const double ratio = wgs84_equatorial_radius_m / distance;
    const auto e = to_keplerian(Motion<double, Gcrf>{y.r_m, y.v_m_s}, gm_);
    const double axis = semi_major_axis_m(e);
    if (!(e.eccentricity < 1) || !(axis * (1 - e.eccentricity) > wgs84_equatorial_radius_m))
      throw std::invalid_argument("the state is no ellipse above the ground");
    // J2's potential here, and its mean over a revolution.
    const double here = gm_ / distance * earth_j2 * ratio * ratio * (1.5 * sine * sine - 0.5);
    const double beta = std::sqrt(1 - e.eccentricity * e.eccentricity), sine_i = std::sin(e.inclination_rad);
    const double mean_ratio = wgs84_equatorial_radius_m / axis;
    const double mean =
        gm_ / axis * earth_j2 * mean_ratio * mean_ratio * (0.75 * sine_i * sine_i - 0.5) / (beta * beta * beta);
    const double energy = 0.5 * squared_norm(y.v_m_s) - gm_ / distance + here - mean;
    return {-0.5 * gm_ / energy, e.eccentricity, e.inclination_rad, e.raan_rad, e.argument_of_periapsis_rad};
  }

  void set_day(double t_s) {
    const Epoch at = request_.epoch + t_s;
    const auto utc = at.to_utc_jd();
    const double days = (utc.jd1 - 2451544.5) + utc.jd2;
    auto today = static_cast<std::int64_t>(std::floor(days));
    while (today > weather_.days().back().day) today -= solar_cycle_days;
    of_year_ = 1 + std::fmod(days, 365.25);
    sun_rad_ = sun_right_ascension_rad(at);
    if (request_.f107) {
      activity_ = {*request_.f107, *request_.f107, 10, {}, false};
    } else {
      const SpaceWeatherDay& day = weather_.on(today);
      // A step is days long: the average stands for the day's own flux too.
      activity_ = {day.f107_average, day.f107_average, std::clamp(day.ap, 4.0, 50.0), {}, false};
    }
  }

  [[nodiscard]] double step_s(const MeanOrbit& orbit) const {
    const Slope now = slope(orbit);
    const double sinks_m_s = std::abs(now.axis_m_s * (1 - orbit.eccentricity) - orbit.axis_m * now.eccentricity_1_s);
    const double shrinks_m_s = 0.2 * std::abs(now.axis_m_s);
    const double fastest_m_s = std::max({sinks_m_s, shrinks_m_s, 1e-12});
    return std::clamp(most_fall_a_step_m / fastest_m_s, shortest_step_s, longest_step_s);
  }

  [[nodiscard]] MeanOrbit after(const MeanOrbit& from, double h) const {
    const auto moved = [&](const Slope& by, double t) {
      const auto turns = secular_rates(from.axis_m, from.eccentricity, from.inclination_rad, gm_);
      return MeanOrbit{from.axis_m + by.axis_m_s * t, std::max(0.0, from.eccentricity + by.eccentricity_1_s * t),
                       from.inclination_rad, std::remainder(from.node_rad + turns.node_rad_s * t, two_pi),
                       std::remainder(from.perigee_rad + turns.perigee_rad_s * t, two_pi)};
    };
    const Slope a = slope(from), b = slope(moved(a, h / 2)), c = slope(moved(b, h / 2)), d = slope(moved(c, h));
    return moved({(a.axis_m_s + 2 * b.axis_m_s + 2 * c.axis_m_s + d.axis_m_s) / 6,
                  (a.eccentricity_1_s + 2 * b.eccentricity_1_s + 2 * c.eccentricity_1_s + d.eccentricity_1_s) / 6},
                 h);
  }

  /// Drag's work on axis and eccentricity, averaged over a revolution by the trapezoidal rule in eccentric anomaly,
  /// which for a periodic function is as good as it gets.
  [[nodiscard]] Slope slope(const MeanOrbit& orbit) const {
    Lanes axis_sum(0.0), eccentricity_sum(0.0);
    double sin_node, cos_node, sin_i, cos_i, sin_w, cos_w;
    sincos(orbit.node_rad, sin_node, cos_node);
    sincos(orbit.inclination_rad, sin_i, cos_i);
    sincos(orbit.perigee_rad, sin_w, cos_w);
    const Vec3<double, Gcrf> node{cos_node, sin_node, 0}, across{-(sin_node * cos_i), cos_node * cos_i, sin_i};
    const auto p = axpy(sin_w, across, node * cos_w), q = axpy(cos_w, across, node * (-sin_w));
    for (int k = 0; k < packs; ++k) {
      double anomaly[16];  // in memory first: GCC 12 takes lanes that are set one by one for unset ones
      for (int i = 0; i < 16; ++i) anomaly[i] = two_pi * (k * 16 + i) / (16 * packs);
      add_drag(orbit, p, q, Lanes::load(anomaly), axis_sum, eccentricity_sum);
    }
    return {mean(axis_sum), mean(eccentricity_sum)};
  }

  static double mean(const Lanes& sum) {
    double total = 0;
    for (int i = 0; i < 16; ++i) total += lane(sum, i);
    return total / (16 * packs);
  }

  void add_drag(const MeanOrbit& orbit, const Vec3<double, Gcrf>& p, const Vec3<double, Gcrf>& q, const Lanes& anomaly,
                Lanes& axis_sum, Lanes& eccentricity_sum) const {
    using V = Vec3<Lanes, Gcrf>;
    const double e = orbit.eccentricity, beta = std::sqrt(1 - e * e);
    Lanes sine, cosine;
    sincos(anomaly, sine, cosine);
    const V to_perigee{Lanes(p.x), Lanes(p.y), Lanes(p.z)}, beside{Lanes(q.x), Lanes(q.y), Lanes(q.z)};
    const Lanes slow = Lanes(1.0) - Lanes(e) * cosine;  // r / a, and dM / dE
    const V r = (to_perigee * (cosine - Lanes(e)) + beside * (Lanes(beta) * sine)) * Lanes(orbit.axis_m);
    const Lanes rate = Lanes(std::sqrt(gm_ / orbit.axis_m)) / slow;
    const V v = (beside * (Lanes(beta) * cosine) - to_perigee * sine) * rate;
    const V air{-(Lanes(earth_rotation_rate_rad_s) * r.y), Lanes(earth_rotation_rate_rad_s) * r.x, Lanes(0.0)};
    const V through = v - air;
    const Lanes strength = Lanes(-0.5 * request_.drag_m2_kg) * density(r) * norm(through);
    const V force = through * strength;
    const Lanes work = dot(v, force);
    axis_sum = fma(slow, work * Lanes(2 * orbit.axis_m * orbit.axis_m / gm_), axis_sum);
    // de/dt = (1/mu) e^ . (2 (f.v) r - (r.f) v - (r.v) f); the unit vector to the perigee is e^.
    const Lanes along = dot(r, to_perigee), speed = dot(v, to_perigee), push = dot(force, to_perigee);
    const Lanes slope = (Lanes(2.0) * work * along - dot(r, force) * speed - dot(r, v) * push) * Lanes(1 / gm_);
    eccentricity_sum = fma(slow, slope, eccentricity_sum);
  }

  /// Longitude counts for little in the model and is averaged out by the turning Earth: it stands at 0.
  [[nodiscard]] Lanes density(const Vec3<Lanes, Gcrf>& r) const {
    const auto foot = geodesy::foot_of_normal(Vec3<Lanes, Itrf>{r.x, r.y, r.z});
    const Lanes altitude = geodesy::height_above_foot_m(foot, r.z);
    const Lanes inverse = Lanes(1.0) / foot.from_axis_m;
    const Lanes sin_alpha = r.y * inverse, cos_alpha = r.x * inverse;
    double sin_sun, cos_sun;
    sincos(sun_rad_ + std::numbers::pi, sin_sun, cos_sun);
    MsisPlace<Lanes> place;
    place.day = Lanes(of_year_), place.universal = Lanes(0.0);
    place.altitude_m = min(altitude, Lanes(highest_air_m));
    place.sin_latitude = foot.sin_lat, place.cos_latitude = foot.cos_lat;
    place.sin_longitude = Lanes(0.0), place.cos_longitude = Lanes(1.0);
    // Midnight is opposite the Sun.
    place.sin_local = sin_alpha * Lanes(cos_sun) - cos_alpha * Lanes(sin_sun);
    place.cos_local = cos_alpha * Lanes(cos_sun) + sin_alpha * Lanes(sin_sun);
    const Lanes density = nrlmsise00(activity_, place).drag_density_kg_m3;
    return select(altitude < Lanes(highest_air_m), density, Lanes(0.0));
  }

  const LifetimeRequest& request_;
  const SpaceWeather& weather_;
  double gm_ = gravitational_parameter_m3_s2(Body::earth);
  double of_year_ = 1, sun_rad_ = 0;
  MsisActivity activity_;
};

}  // namespace

Lifetime orbit_lifetime(const LifetimeRequest& request, const SpaceWeather& weather,
                        const std::function<void(double t_s)>& step_begins) {
  if (!(request.drag_m2_kg > 0)) throw std::invalid_argument("a lifetime needs drag");
  return Decay(request, weather).run(step_begins);
}

}  // namespace cosmodrome
