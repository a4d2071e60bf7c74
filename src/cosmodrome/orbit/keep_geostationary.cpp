#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/orbit/dead_band.hpp"
#include "cosmodrome/orbit/drift_rates.hpp"
#include "cosmodrome/orbit/keep_plans.hpp"

namespace cosmodrome {
namespace {

constexpr double two_pi = 2 * std::numbers::pi, day_s = 86400, sidereal_day_s = 86164.0905;
constexpr double sample_s = 3600;
constexpr double horizon_s = 100 * day_s;
constexpr double lead_s = 1.25 * day_s;  ///< two burns half a day apart, begun when the place is right
constexpr double ready_s = 1800;         ///< from the plan to the middle of a burn, at least
constexpr double never_s = std::numeric_limits<double>::infinity();

/// In the equator of date.
struct Plane {
  double x = 0, y = 0;
};

struct Place {
  double t_s = 0;
  double longitude_rad = 0;  ///< less the centre
  double latitude_rad = 0;
  double right_ascension_rad = 0;
  Plane pole;          ///< of the orbit: the vector whose length is the sine of the inclination
  Plane eccentricity;  ///< towards the perigee
};

double right_ascension(const OrbitWorld& world, double t_s, const PointMassState<double>& y) {
  const auto r = gcrf_to_cirf(world.earth, t_s) * position_of(y);
  return std::atan2(r.y, r.x);
}

Place place_of(const OrbitWorld& world, double t_s, const PointMassState<double>& y, double centre_rad) {
  const auto to_equator = gcrf_to_cirf(world.earth, t_s);
  const auto r = gcrf_to_itrf(world.earth, t_s) * position_of(y);
  const auto inertial = to_equator * position_of(y);
  const auto pole = to_equator * unit(cross(position_of(y), velocity_of(y)));
  const auto e = to_equator * eccentricity_vector(Motion<double, Gcrf>{position_of(y), velocity_of(y)}, world.gm_m3_s2);
  return {t_s,
          std::remainder(std::atan2(r.y, r.x) - centre_rad, two_pi),
          std::asin(r.z / norm(r)),
          std::atan2(inertial.y, inertial.x),
          {pole.x, pole.y},
          {e.x, e.y}};
}

class GeostationaryKeeper {
 public:
  explicit GeostationaryKeeper(const KeepTask& task)
      : task_(task),
        request_(task.request),
        box_(request_.box),
        axis_m_(std::cbrt(task.data.earth.gm_m3_s2 * std::pow(sidereal_day_s / two_pi, 2))),
        speed_m_s_(std::sqrt(task.data.earth.gm_m3_s2 / axis_m_)),
        world_(cut_to_height(request_.model, axis_m_, 20), request_.epoch, task.data),
        log_(request_, world_, task.progress, sidereal_day_s / 8,
             [this](const Coast& flown, std::vector<KeepSample>& samples) { sample(flown, samples); }) {
    set_sides();
  }

  Keeping run() {
    while (!log_.over() && !lost_) step();
    Keeping kept = log_.finish(box_);
    kept.geostationary = true;
    kept.lost = lost_, kept.why = lost_ ? "its burns no longer lead back to the box" : "";
    set_theory(kept);
    return kept;
  }

 private:
  void set_sides() {
    const OrbitWorld& world = *world_.over(0, horizon_s);
    for (BoxSide& side : box_) {
      if (side.quantity == BoxQuantity::longitude) {
        const Place now = place_of(world, 0, request_.state, 0);
        if (!side.centre) side.centre = now.longitude_rad;
        centre_rad_ = *side.centre, longitude_ = side.half_width;
      } else {
        if (!side.centre) side.centre = 0;
        latitude_ = side.half_width;
      }
    }
    const Place start = place_of(world, 0, request_.state, centre_rad_);
    refuse_start_outside(box_, sample_of(start));
  }

  [[nodiscard]] KeepSample sample_of(const Place& place) const {
    KeepSample sample{place.t_s, {}};
    for (const BoxSide& side : box_)
      sample.values.push_back(side.quantity == BoxQuantity::longitude ? centre_rad_ + place.longitude_rad
                                                                      : place.latitude_rad);
    return sample;
  }

  void sample(const Coast& flown, std::vector<KeepSample>& samples) const {
    if (samples.empty()) samples.push_back(sample_of(place(flown, flown.from_s)));
    for (double t_s = samples.back().t_s + sample_s; t_s <= flown.to_s; t_s += sample_s)
      samples.push_back(sample_of(place(flown, t_s)));
  }

  /// What falls into a burn is seen at its end.
  [[nodiscard]] Place place(const Coast& coast, double t_s) const {
    const double after_burn_s = std::max(t_s, coast.from_s);
    return place_of(*coast.world, after_burn_s, coast.arc.at(after_burn_s), centre_rad_);
  }

  [[nodiscard]] std::vector<Place> places(const Coast& coast) const {
    std::vector<Place> all;
    for (double t_s = coast.from_s; t_s <= coast.to_s; t_s += sample_s) all.push_back(place(coast, t_s));
    return all;
  }

  [[nodiscard]] Coast predict(const PointMassState<double>& y, double t_s) {
    return coast(world_, request_.craft, y, t_s, log_.t_s() + horizon_s);
  }

  // ---- when

  [[nodiscard]] double use() const { return 1 - request_.reserve; }
  /// Of the half width, for plans: a little less than is looked at, or what touches a side would be due at once.
  [[nodiscard]] double plan() const { return 0.98 * use(); }

  template <class Outside>
  static double first_outside(const std::vector<Place>& places, const Outside& outside) {
    const auto found = std::find_if(places.begin(), places.end(), outside);
    return found == places.end() ? never_s : found->t_s;
  }

  /// When a share of the half width is first crossed.
  [[nodiscard]] double longitude_exit(const std::vector<Place>& path, double share) const {
    if (!longitude_) return never_s;
    return first_outside(path, [&](const Place& at) { return std::abs(at.longitude_rad) > share * *longitude_; });
  }
  [[nodiscard]] double latitude_exit(const std::vector<Place>& path, double share) const {
    if (!latitude_) return never_s;
    return first_outside(
        path, [&](const Place& at) { return std::hypot(at.pole.x, at.pole.y) > share * std::sin(*latitude_); });
  }

  void step() {
    const Coast ahead = predict(log_.state(), log_.t_s());
    const std::vector<Place> path = places(ahead);
    const double longitude_s = longitude_exit(path, use()), latitude_s = latitude_exit(path, use());
    const double due_s = std::min(longitude_s, latitude_s);
    constexpr double at_once_s = 3600;
    if (due_s == never_s) {
      log_.coast_to(log_.t_s() + 0.5 * horizon_s);
    } else if (due_s - lead_s > log_.t_s() + at_once_s) {
      log_.coast_to(due_s - lead_s);
    } else if (latitude_s <= longitude_s) {
      lost_ = std::hypot(path.front().pole.x, path.front().pole.y) > far_out * *latitude_;
      turn_plane(ahead, path);
    } else {
      lost_ = std::abs(path.front().longitude_rad) > far_out * *longitude_;
      shift(ahead, path);
    }
  }

  // ---- across the path

  [[nodiscard]] std::vector<DiscSample> discs(const std::vector<Place>& path, double from_s) const {
    std::vector<DiscSample> all;
    for (const Place& place : path)
      if (place.t_s >= from_s) all.push_back({place.t_s, place.pole.x, place.pole.y, plan() * std::sin(*latitude_)});
    return all;
  }

  /// A burn of size dv along the normal at the right ascension l moves the pole by dv/V (sin l, -cos l).
  [[nodiscard]] PlannedBurn turn(const Coast& ahead, const Plane& change) const {
    const double size_m_s = speed_m_s_ * std::hypot(change.x, change.y);
    const double at_rad = std::atan2(change.y, change.x) + 0.5 * std::numbers::pi;
    const double northward_s = next(ahead, at_rad), southward_s = next(ahead, at_rad + std::numbers::pi);
    return northward_s < southward_s ? PlannedBurn{northward_s, {0, 0, size_m_s}}
                                     : PlannedBurn{southward_s, {0, 0, -size_m_s}};
  }

  void turn_plane(const Coast& ahead, const std::vector<Place>& path) {
    DiscHold hold = longest_hold(discs(path, log_.t_s() + 0.5 * day_s));
    Plane change{hold.x, hold.y};
    PlannedBurn burn = turn(ahead, change);
    for (int round = 0; round < 2; ++round) {
      const Burnt burnt = fly(burn);
      hold = longest_hold(discs(places(predict(burnt.state, burnt.t_s)), burnt.t_s));
      constexpr double done = 0.01;
      if (std::hypot(hold.x, hold.y) < done * std::hypot(change.x, change.y)) break;
      change.x += hold.x, change.y += hold.y;
      burn = turn(ahead, change);
    }
    log_.burn(BoxQuantity::latitude, {burn}, latitude_exit(path, 1));
  }

  // ---- along the path

  /// What a burn of 1 m/s forward at a time and right ascension adds to the longitude: the drift by its change of the
  /// axis, and the swing by that of the eccentricity, 2 dv/V towards the place of the burn.
  [[nodiscard]] double effect(const Place& at, double burn_s, double burn_rad) const {
    return -3 * (at.t_s - burn_s) / axis_m_ + 4 / speed_m_s_ * std::sin(at.right_ascension_rad - burn_rad);
  }

  struct Pair {
    std::array<double, 2> t_s{}, right_ascension_rad{};
    double sum_m_s = 0, difference_m_s = 0;
    [[nodiscard]] std::array<double, 2> sizes() const {
      return {0.5 * (sum_m_s + difference_m_s), 0.5 * (sum_m_s - difference_m_s)};
    }
    [[nodiscard]] std::vector<PlannedBurn> burns() const {
      const auto [first, second] = sizes();
      const double all = std::abs(first) + std::abs(second);
      constexpr double not_worth_it = 0.1;
      if (std::abs(second) < not_worth_it * all) return {{t_s[0], {0, first + second, 0}}};
      if (std::abs(first) < not_worth_it * all) return {{t_s[1], {0, first + second, 0}}};
      return {{t_s[0], {0, first, 0}}, {t_s[1], {0, second, 0}}};
    }
  };

  /// Two burns half a day apart, the first of which comes soon; `at_rad` is the right ascension of either.
  [[nodiscard]] Pair pair_at(const Coast& ahead, double at_rad) const {
    const double here_s = next(ahead, at_rad), there_s = next(ahead, at_rad + std::numbers::pi);
    const double first_rad = here_s < there_s ? at_rad : at_rad + std::numbers::pi;
    Pair pair;
    pair.t_s = {std::min(here_s, there_s), std::min(here_s, there_s) + 0.5 * sidereal_day_s};
    pair.right_ascension_rad = {first_rad, first_rad + std::numbers::pi};
    return pair;
  }

  /// The samples after the burns; `path` has burns of `flown` sum already if it was flown with them.
  [[nodiscard]] std::vector<BandSample> band(const std::vector<Place>& path, const Pair& pair,
                                             double with_difference_m_s) const {
    std::vector<BandSample> all;
    const double here_rad = path.front().longitude_rad, half = plan() * *longitude_;
    for (const Place& at : path) {
      if (at.t_s <= pair.t_s[1]) continue;
      const double first = effect(at, pair.t_s[0], pair.right_ascension_rad[0]);
      const double second = effect(at, pair.t_s[1], pair.right_ascension_rad[1]);
      all.push_back({at.t_s, at.longitude_rad + 0.5 * (first - second) * with_difference_m_s, 0.5 * (first + second),
                     relaxed_half_width(half, here_rad, at.t_s - pair.t_s[1])});
    }
    return all;
  }

  /// The change of the eccentricity with which it points to the Sun half-way, no larger than what the box has room for.
  /// Source: Soop, chapter 7 (Sun-pointing perigee).
  [[nodiscard]] Plane eccentricity_change(const Coast& ahead, const std::vector<Place>& path, double half_way_s) const {
    Plane mean;
    int count = 0;
    for (const Place& at : path) {
      if (std::abs(at.t_s - half_way_s) > 0.5 * sidereal_day_s) continue;
      mean.x += at.eccentricity.x, mean.y += at.eccentricity.y, ++count;
    }
    if (count == 0) return {};
    const auto sun = gcrf_to_cirf(ahead.world->earth, half_way_s) * sky(*ahead.world, half_way_s).sun_m(*ahead.world);
    const double size = wanted_eccentricity() / std::hypot(sun.x, sun.y);
    return {size * sun.x - mean.x / count, size * sun.y - mean.y / count};
  }

  [[nodiscard]] double wanted_eccentricity() const {
    // The longitude swings by twice the eccentricity to either side: a third of the box at most.
    constexpr double room = 0.15;
    return std::min(natural_eccentricity(), room * use() * *longitude_);
  }
  [[nodiscard]] double natural_eccentricity() const {
    return sunlight_eccentricity(request_.craft.light_area_m2 / request_.state[6], axis_m_, task_.data.earth.gm_m3_s2);
  }

  /// As much of the change as costs nothing beside the drift; more only for what is far off.
  [[nodiscard]] double affordable_m_s(double wanted_m_s, double sum_m_s) const {
    const double tolerated_m_s = 0.5 * speed_m_s_ * wanted_eccentricity();
    return std::min(wanted_m_s, std::max(std::abs(sum_m_s), wanted_m_s - tolerated_m_s));
  }

  void shift(const Coast& ahead, const std::vector<Place>& path) {
    Pair pair = pair_at(ahead, path.front().right_ascension_rad);
    const BandHold hold = longest_hold(band(path, pair, 0));
    const Plane change = eccentricity_change(ahead, path, 0.5 * (pair.t_s[1] + hold.until_s));
    const double wanted_m_s = 0.5 * speed_m_s_ * std::hypot(change.x, change.y);
    pair = pair_at(ahead, std::atan2(change.y, change.x));
    const bool first_towards_it = std::cos(pair.right_ascension_rad[0] - std::atan2(change.y, change.x)) > 0;
    pair.difference_m_s = (first_towards_it ? 1 : -1) * affordable_m_s(wanted_m_s, hold.size);
    pair.sum_m_s = longest_hold(band(path, pair, pair.difference_m_s)).size;
    for (int round = 0; round < 3; ++round) {
      const Burnt burnt = fly(pair.burns());
      auto flown = places(predict(burnt.state, burnt.t_s));
      flown.front().longitude_rad = path.front().longitude_rad;  // before the burn, for what is let go
      const double more_m_s = longest_hold(band(flown, pair, 0)).size;
      pair.sum_m_s += more_m_s;
      constexpr double done_m_s = 2e-4;
      if (std::abs(more_m_s) < done_m_s) break;
    }
    log_.burn(BoxQuantity::longitude, pair.burns(), longitude_exit(path, 1));
  }

  // ---- both

  [[nodiscard]] double next(const Coast& ahead, double right_ascension_rad) const {
    return time_of_angle(
        [&](double t_s) { return right_ascension(*ahead.world, t_s, ahead.arc.at(std::min(t_s, ahead.to_s))); },
        right_ascension_rad, log_.t_s() + ready_s, sidereal_day_s);
  }

  [[nodiscard]] Burnt fly(const std::vector<PlannedBurn>& burns) {
    return fly_burns(world_, request_, log_.state(), log_.t_s(), burns, log_.longest_burn_s());
  }
  [[nodiscard]] Burnt fly(const PlannedBurn& burn) { return fly(std::vector<PlannedBurn>{burn}); }

  void set_theory(Keeping& kept) const {
    KeepTheory& theory = kept.theory;
    theory.longitude_acceleration_rad_s2 = longitude_acceleration_rad_s2(task_.data.earth, axis_m_, centre_rad_);
    theory.natural_eccentricity = natural_eccentricity();
    constexpr int parts = 24;
    for (int i = 0; i < parts; ++i)
      theory.inclination_drift_rad_s +=
          inclination_drift_rad_s(request_.epoch + kept.end_s * (i + 0.5) / parts, axis_m_, task_.data.earth.gm_m3_s2) /
          parts;
  }

  static constexpr double far_out = 20;  ///< half widths

  const KeepTask& task_;
  const KeepRequest& request_;
  std::vector<BoxSide> box_;
  double axis_m_, speed_m_s_;
  double centre_rad_ = 0;
  std::optional<double> longitude_, latitude_;  ///< half widths
  bool lost_ = false;
  MovingWorld world_;
  KeepLog log_;
};

}  // namespace

Keeping keep_geostationary(const KeepTask& task) { return GeostationaryKeeper(task).run(); }

}  // namespace cosmodrome
