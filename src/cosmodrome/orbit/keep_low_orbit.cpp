#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <stdexcept>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/frames/wgs84.hpp"
#include "cosmodrome/orbit/dead_band.hpp"
#include "cosmodrome/orbit/keep_plans.hpp"
#include "cosmodrome/orbit/revolutions.hpp"
#include "cosmodrome/orbit/secular_rates.hpp"
#include "cosmodrome/orbit/straight_line.hpp"

namespace cosmodrome {
namespace {

constexpr double two_pi = 2 * std::numbers::pi, day_s = 86400;
constexpr double never_s = std::numeric_limits<double>::infinity();
constexpr double shortest_horizon_s = 8 * day_s, longest_horizon_s = 60 * day_s;
constexpr double month_s = 28 * day_s;                                       // the Moon's pull comes back after 27.3
constexpr double plane_horizon_s = 320 * day_s, plane_looks_s = 30 * day_s;  // a world spans 400 days
constexpr double settling_s = 5 * day_s;  // over which terms of the field that turn with the Earth average out
constexpr int prediction_degree = 36;

bool along_path(BoxQuantity quantity) { return quantity == BoxQuantity::track || quantity == BoxQuantity::altitude; }

/// Of the forces only those that turn the plane: zonal gravity, Sun and Moon. For looking far ahead.
OrbitModel plane_model() {
  OrbitModel model = OrbitModel::fast();
  model.name = "plane", model.air = AirModel::none;
  return model;
}

/// Of the forces only the Earth's gravity: what a reference track is made of.
OrbitModel gravity_model(const OrbitModel& model) {
  OrbitModel gravity = OrbitModel::two_body();
  gravity.name = "gravity";
  gravity.gravity_degree = model.gravity_degree, gravity.gravity_order = model.gravity_order;
  return gravity;
}

/// Of the forces only the air.
OrbitModel air_model(const OrbitModel& model) {
  OrbitModel air = OrbitModel::two_body();
  air.name = "air", air.air = model.air;
  return air;
}

/// A state turned about its node, so that the inclination is larger.
PointMassState<double> tilted(const OrbitWorld& world, double t_s, const PointMassState<double>& y, double angle_rad) {
  const auto r = position_of(y), v = velocity_of(y);
  const auto node = unit(cross(equator_pole(world, t_s), cross(r, v)));
  const auto turned = [&](const Vec3<double, Gcrf>& x) {
    return x * std::cos(angle_rad) + cross(node, x) * std::sin(angle_rad) +
           node * (dot(node, x) * (1 - std::cos(angle_rad)));
  };
  const auto r2 = turned(r), v2 = turned(v);
  return {r2.x, r2.y, r2.z, v2.x, v2.y, v2.z, y[6]};
}

class LowOrbitKeeper {
 public:
  explicit LowOrbitKeeper(const KeepTask& task)
      : task_(task),
        request_(task.request),
        box_(request_.box),
        distance_m_(norm(position_of(request_.state))),
        world_(cut_to_height(request_.model, distance_m_, 70), request_.epoch, task.data),
        ahead_world_(cut_to_height(request_.model, distance_m_, prediction_degree), request_.epoch, task.data),
        plane_world_(plane_model(), request_.epoch, task.data),
        air_world_(air_model(request_.model), request_.epoch, task.data),
        log_(request_, world_, task.progress, nodal_period_s(*world_.over(0, day_s), request_.state) / 8,
             [this](const Coast& flown, std::vector<KeepSample>& samples) { sample(flown, samples); }) {
    set_start();
  }

  Keeping run() {
    Keeping kept;
    try {
      while (!log_.over() && !lost_) step();
    } catch (const std::runtime_error& error) {
      lost_ = true, why_ = error.what();
    }
    kept = log_.finish(box_);
    kept.lost = lost_, kept.why = why_;
    kept.theory.drag_m_s = drag_m_s_;
    return kept;
  }

 private:
  // ---- what the box limits

  /// Counts nodes along the reference track.
  struct Node {
    double t_s = 0;
    long number = 0;
  };

  void set_start() {
    const Coast first = coast(world_, request_.craft, request_.state, 0, 3 * period_s());
    const auto revolutions = revolutions_of(first, request_.epoch, period_s());
    if (revolutions.size() < 2) throw std::invalid_argument("the orbit has no nodes in its first revolutions");
    const Revolution& start = revolutions.front();
    node_ = {start.t_s, 0}, last_ = start;
    if (request_.revolutions > 0) set_reference();
    first_longitude_rad_ = start.node_longitude_rad;
    axis_m_ = start.axis_m, inclination_rad_ = start.inclination_rad;
    speed_m_s_ = std::sqrt(task_.data.earth.gm_m3_s2 / axis_m_);
    rates_ = secular_rates(axis_m_, 0, inclination_rad_, task_.data.earth.gm_m3_s2);
    for (BoxSide& side : box_)
      if (!side.centre) side.centre = natural_centre(side.quantity, start);
    refuse_start_outside(box_, sample_of(start, node_));
    sway_.assign(box_.size(), 0);
    if (has(false)) {
      set_sway();
    } else {
      look_at_plane_s_ = never_s;
    }
  }

  /// What the plane's plans do not know: how far the terms of the field that turn with the Earth sway its quantities
  /// from revolution to revolution, as a month under all forces shows against one under the plan's. And what no plan
  /// can take away is refused: a side within which the month's swing has no room.
  void set_sway() {
    std::vector<Revolution> all, known;
    try {
      all = predict(ahead_world_, request_.state, 0, month_s).revolutions;
      known = predict(plane_world_, request_.state, 0, month_s).revolutions;
    } catch (const std::runtime_error&) {
      return;  // it comes down before: flying it will say so
    }
    const std::size_t count = std::min(all.size(), known.size());
    for (std::size_t k = 0; k < box_.size(); ++k) {
      const BoxSide& side = box_[k];
      if (along_path(side.quantity)) continue;
      std::vector<double> swing, unknown;
      for (std::size_t i = 0; i < count; ++i) {
        swing.push_back(value_of(side, all[i], node_));
        unknown.push_back(swing.back() - value_of(side, known[i], node_));
      }
      sway_[k] = half_range_beside_line(unknown);
      refuse_too_narrow(side, half_range_beside_line(swing));
    }
  }

  void refuse_too_narrow(const BoxSide& side, double swing) const {
    constexpr double and_drift = 1.5;  // with no room beside the swing a burn would be due every few days
    const double least = and_drift * swing / (0.98 * (1 - request_.reserve));
    if (side.half_width >= least) return;
    const bool angle = side.quantity == BoxQuantity::inclination;
    const auto text = [&](double value) {
      return angle ? fmt::format("{:.4f} deg", value / degree_rad) : fmt::format("{:.1f} s", value);
    };
    throw std::invalid_argument(fmt::format(
        "{}: Moon, Sun and the Earth's field swing it by {} to either side within a month, which no burn "
        "can stop; a half width of {} with {:.0f} % of reserve has no room for that and for a drift between "
        "burns: {} has",
        name_of(side.quantity), text(swing), text(side.half_width), 100 * request_.reserve, text(least)));
  }

  /// How far the nodes of one repetition lie from where equal steps would have them, under gravity alone and without
  /// the drift that is left: the field's terms that turn with the Earth sway the track by some hundred metres, at each
  /// place always alike, and a box should not be spent on that.
  void set_reference() {
    const auto count = static_cast<std::size_t>(request_.revolutions);
    reference_m_.assign(count, 0);
    MovingWorld world(gravity_model(cut_to_height(request_.model, distance_m_, prediction_degree)), request_.epoch,
                      task_.data);
    const Coast cycle = coast(world, {}, request_.state, 0, (request_.revolutions + 2) * period_s());
    const auto revolutions = revolutions_of(cycle, request_.epoch, period_s());
    first_longitude_rad_ = revolutions.front().node_longitude_rad;
    std::vector<double> sway_m(count);
    for (std::size_t k = 0; k < count; ++k) sway_m[k] = track_m(revolutions[k], {0, static_cast<long>(k)});
    const StraightLine drift_m = straight_line(sway_m);
    // The box is about the start.
    const double start_m = sway_m.front() - drift_m.at(0);
    for (std::size_t k = 0; k < count; ++k) reference_m_[k] = sway_m[k] - drift_m.at(k) - start_m;
  }

  static double natural_centre(BoxQuantity quantity, const Revolution& start) {
    switch (quantity) {
      case BoxQuantity::altitude:
        return start.axis_m - wgs84_equatorial_radius_m;
      case BoxQuantity::local_time:
        return start.local_time_s;
      case BoxQuantity::inclination:
        return start.inclination_rad;
      default:
        return 0;
    }
  }

  [[nodiscard]] double period_s() const { return 8 * log_.longest_burn_s(); }

  [[nodiscard]] Node next_node(const Node& last, double t_s) const {
    return {t_s, last.number + std::lround((t_s - last.t_s) / period_s())};
  }

  /// Eastward of where the reference track crosses the equator.
  [[nodiscard]] double track_m(const Revolution& revolution, const Node& node) const {
    const double step_rad = two_pi * request_.days / request_.revolutions;
    const long k = node.number % request_.revolutions;
    const double turned_rad = static_cast<double>(k) * step_rad;
    return wgs84_equatorial_radius_m *
               std::remainder(revolution.node_longitude_rad - first_longitude_rad_ + turned_rad, two_pi) -
           reference_m_[static_cast<std::size_t>(k)];
  }

  [[nodiscard]] double value_of(const BoxSide& side, const Revolution& revolution, const Node& node) const {
    switch (side.quantity) {
      case BoxQuantity::track:
        return track_m(revolution, node);
      case BoxQuantity::altitude:
        return revolution.axis_m - wgs84_equatorial_radius_m;
      case BoxQuantity::local_time:
        return *side.centre + std::remainder(revolution.local_time_s - *side.centre, day_s);
      default:
        return revolution.inclination_rad;
    }
  }

  [[nodiscard]] KeepSample sample_of(const Revolution& revolution, const Node& node) const {
    KeepSample sample{revolution.t_s, {}};
    for (const BoxSide& side : box_) sample.values.push_back(value_of(side, revolution, node));
    return sample;
  }

  void sample(const Coast& flown, std::vector<KeepSample>& samples) {
    for (Revolution revolution : revolutions_of(flown, request_.epoch, period_s())) {
      node_ = next_node(node_, revolution.t_s);
      // Between two burns that are less than a revolution apart, the means before stand.
      if (!revolution.whole) revolution.axis_m = last_.axis_m, revolution.inclination_rad = last_.inclination_rad;
      last_ = revolution;
      samples.push_back(sample_of(revolution, node_));
    }
    drag_m_s_ += drag_of(flown);
  }

  /// The deceleration by the air along a coast, summed: what the engine has to make up for.
  [[nodiscard]] double drag_of(const Coast& flown) {
    if (!(request_.craft.drag_area_m2 > 0) || request_.model.air == AirModel::none) return 0;
    const double length_s = flown.to_s - flown.from_s, wanted_s = period_s() / 24;
    const int parts = std::max(1, static_cast<int>(std::ceil(length_s / wanted_s)));
    const auto air = air_world_.over(flown.from_s, flown.to_s);
    double sum_m_s = 0;
    for (int i = 0; i < parts; ++i) {
      const double t_s = flown.from_s + length_s * (i + 0.5) / parts;
      const auto y = flown.arc.at(t_s);
      const auto r = position_of(y), v = velocity_of(y);
      const auto with = free_acceleration<double>(*air, request_.craft, t_s, r, v, y[6]);
      const auto without = free_acceleration<double>(*air, {}, t_s, r, v, y[6]);
      sum_m_s -= dot(with - without, unit(v)) * length_s / parts;
    }
    return sum_m_s;
  }

  // ---- when

  struct Ahead {
    Coast coast;
    std::vector<Revolution> revolutions;
  };

  [[nodiscard]] Ahead predict(MovingWorld& world, const PointMassState<double>& y, double from_s, double to_s) {
    Ahead ahead{coast(world, request_.craft, y, from_s, to_s), {}};
    ahead.revolutions = revolutions_of(ahead.coast, request_.epoch, period_s());
    return ahead;
  }

  /// What is looked at: the share of the half width that the reserve leaves, less what predictions do not know.
  [[nodiscard]] double looked_at(std::size_t k) const { return (1 - request_.reserve) * box_[k].half_width - sway_[k]; }
  /// For plans: a little less, or what touches a side would be due at once.
  [[nodiscard]] double half_width(std::size_t k) const { return 0.98 * looked_at(k); }

  /// When one of these sides, or what is looked at of it, is first crossed, and which.
  struct Exit {
    double t_s = never_s;
    BoxQuantity quantity = BoxQuantity::track;
  };
  [[nodiscard]] Exit first_exit(const std::vector<Revolution>& revolutions, bool along, bool whole) const {
    Node node = node_;
    for (const Revolution& revolution : revolutions) {
      node = next_node(node, revolution.t_s);
      for (std::size_t k = 0; k < box_.size(); ++k) {
        const BoxSide& side = box_[k];
        if (along_path(side.quantity) != along) continue;
        const double limit = whole ? side.half_width : looked_at(k);
        if (std::abs(value_of(side, revolution, node) - *side.centre) > limit) return {revolution.t_s, side.quantity};
      }
    }
    return {};
  }

  [[nodiscard]] bool has(bool along) const {
    return std::any_of(box_.begin(), box_.end(),
                       [&](const BoxSide& side) { return along_path(side.quantity) == along; });
  }

  /// Without a burn it may come down within the horizon.
  [[nodiscard]] Ahead predict_until_it_falls() {
    constexpr double too_short_s = day_s;
    while (true) {
      try {
        return predict(ahead_world_, log_.state(), log_.t_s(), log_.t_s() + horizon_s_);
      } catch (const std::runtime_error&) {
        if (horizon_s_ < too_short_s) throw;
        horizon_s_ *= 0.5;
      }
    }
  }

  void step() {
    if (has(false) && log_.t_s() >= look_at_plane_s_) look_at_plane();
    if (log_.over()) return;
    if (!has(true)) {
      log_.coast_to(look_at_plane_s_);
      return;
    }
    const Ahead ahead = predict_until_it_falls();
    const Exit exit = first_exit(ahead.revolutions, true, false);
    const double lead_s = 6 * period_s();
    // Not so far that another prediction would be wanted before.
    const double wait_s = exit.t_s == never_s ? log_.t_s() + 0.5 * horizon_s_ : exit.t_s - lead_s;
    if (exit.t_s == never_s) horizon_s_ = std::min(longest_horizon_s, 2 * horizon_s_);
    if (wait_s > log_.t_s() + period_s()) {
      log_.coast_to(std::min(wait_s, std::max(look_at_plane_s_, log_.t_s() + period_s())));
    } else {
      push(ahead, exit);
    }
  }

  // ---- along the path

  /// What a burn of 1 m/s forward adds to the quantity, from its time on. The change of the axis is 2 a dv/V; with it
  /// the period grows by 3/2 of its share and the turning of the plane falls by 7/2 of its, so that the nodes move by
  ///
  ///     d(lambda)/dt = (-3/2 (omega - dOmega/dt) - 7/2 dOmega/dt) da/a.
  [[nodiscard]] double push_effect(BoxQuantity quantity, double since_s) const {
    if (quantity == BoxQuantity::altitude) return 2 * axis_m_ / speed_m_s_;
    const double rate = -1.5 * (earth_rotation_rate_rad_s - rates_.node_rad_s) - 3.5 * rates_.node_rad_s;
    return wgs84_equatorial_radius_m * rate * 2 / speed_m_s_ * since_s;
  }

  [[nodiscard]] std::vector<BandSample> push_band(const std::vector<Revolution>& revolutions,
                                                  const std::vector<Revolution>& before, double burn_s) const {
    std::vector<BandSample> all;
    for (std::size_t k = 0; k < box_.size(); ++k) {
      const BoxSide& side = box_[k];
      if (!along_path(side.quantity)) continue;
      const double at_burn = value_of(side, before.front(), next_node(node_, before.front().t_s)) - *side.centre;
      Node node = node_;
      for (const Revolution& revolution : revolutions) {
        node = next_node(node, revolution.t_s);
        const double since_s = revolution.t_s - burn_s;
        if (since_s <= 0) continue;
        all.push_back({revolution.t_s, value_of(side, revolution, node) - *side.centre,
                       push_effect(side.quantity, since_s), relaxed_half_width(half_width(k), at_burn, since_s)});
      }
    }
    return all;
  }

  /// Where a burn forward leads the eccentricity towards that of the frozen orbit, which keeps its perigee in the
  /// north: e = -J3 / (2 J2) (R/a) sin i. Source: G. E. Cook, Perturbations of near-circular orbits by the Earth's
  /// gravitational potential, Planetary and Space Science 14 (1966), 433-444.
  [[nodiscard]] double place_of_push(const Revolution& now, bool forward) const {
    const double j3 = -std::sqrt(7.0) * task_.data.earth.C[static_cast<std::size_t>(GravityCoefficients::index(3, 0))];
    const double frozen = -j3 / (2 * earth_j2) * wgs84_equatorial_radius_m / axis_m_ * std::sin(inclination_rad_);
    const double place = std::atan2(frozen - now.e_north, -now.e_node);
    return forward ? place : place + std::numbers::pi;
  }

  [[nodiscard]] double next(const Coast& ahead, double argument_rad) const {
    return time_of_angle([&](double t_s) { return argument_of_latitude_rad(*ahead.world, t_s, ahead.arc.at(t_s)); },
                         argument_rad, log_.t_s() + 0.25 * period_s(), period_s());
  }

  void push(const Ahead& ahead, const Exit& exit) {
    const auto& before = ahead.revolutions;
    BandHold hold = longest_hold(push_band(before, before, log_.t_s() + period_s()));
    PlannedBurn burn{next(ahead.coast, place_of_push(before.front(), hold.size > 0)), {0, hold.size, 0}};
    for (int round = 0; round < 3; ++round) {
      const Burnt burnt = fly_burns(ahead_world_, request_, log_.state(), log_.t_s(), {burn}, log_.longest_burn_s());
      const Ahead after = predict(ahead_world_, burnt.state, burnt.t_s, ahead.coast.to_s);
      hold = longest_hold(push_band(after.revolutions, before, burn.middle_s));
      burn.change_m_s.y += hold.size;
      constexpr double done = 0.01;
      if (std::abs(hold.size) < done * std::abs(burn.change_m_s.y)) break;
    }
    // Half as far again as it holds, so that the next prediction sees where it ends.
    const double held_s = hold.until_s - burn.middle_s;
    const bool short_sighted = hold.to_the_end && horizon_s_ < longest_horizon_s;
    horizon_s_ = std::clamp(short_sighted ? 2 * horizon_s_ : 1.5 * held_s, shortest_horizon_s, longest_horizon_s);
    if (short_sighted) return;
    log_.burn(exit.quantity, {burn}, first_exit(before, true, true).t_s);
  }

  // ---- across the path

  /// What a burn of 1 m/s to the north at a node adds: to the inclination dv/V, and with it to the turning of the
  /// plane, which is proportional to its cosine.
  [[nodiscard]] double turn_effect(BoxQuantity quantity, double since_s) const {
    const double inclination = 1 / speed_m_s_;
    if (quantity == BoxQuantity::inclination) return inclination;
    const double rate_rad_s = -rates_.node_rad_s * std::tan(inclination_rad_) * inclination;
    return rate_rad_s / two_pi * day_s * since_s;
  }

  [[nodiscard]] std::vector<BandSample> turn_band(const std::vector<Revolution>& revolutions, double burn_s) const {
    std::vector<BandSample> all;
    for (std::size_t k = 0; k < box_.size(); ++k) {
      const BoxSide& side = box_[k];
      if (along_path(side.quantity)) continue;
      const double at_burn = value_of(side, revolutions.front(), node_) - *side.centre;
      for (const Revolution& revolution : revolutions) {
        const double since_s = revolution.t_s - burn_s;
        if (since_s <= 0) continue;
        const double half = half_width(k);
        all.push_back({revolution.t_s, value_of(side, revolution, node_) - *side.centre,
                       turn_effect(side.quantity, since_s),
                       side.quantity == BoxQuantity::inclination ? half : relaxed_half_width(half, at_burn, since_s)});
      }
    }
    return all;
  }

  /// The plane under zonal gravity, Sun and Moon. The inclination of the instant has in it what the other terms of the
  /// field sway it by, some thousandths of a degree, which would stand in a prediction without them for good and turn
  /// the node by a second of local time in ten days: it is tilted to the mean that all forces have over the first days.
  [[nodiscard]] Ahead predict_plane(const PointMassState<double>& y, double t_s) {
    const auto all = predict(ahead_world_, y, t_s, t_s + settling_s).revolutions;
    const auto known = predict(plane_world_, y, t_s, t_s + settling_s).revolutions;
    const std::size_t count = std::min(all.size(), known.size());
    double off_rad = 0;
    for (std::size_t i = 0; i < count; ++i)
      off_rad += (all[i].inclination_rad - known[i].inclination_rad) / static_cast<double>(count);
    return predict(plane_world_, tilted(*plane_world_.over(t_s, t_s), t_s, y, off_rad), t_s, t_s + plane_horizon_s);
  }

  /// Looks most of a year ahead at the plane, and turns it when that is due.
  void look_at_plane() {
    const Ahead ahead = predict_plane(log_.state(), log_.t_s());
    const Exit exit = first_exit(ahead.revolutions, false, false);
    const double lead_s = 6 * period_s();
    if (exit.t_s - lead_s > log_.t_s() + period_s()) {
      look_at_plane_s_ = std::min(exit.t_s - lead_s, log_.t_s() + plane_looks_s);
      return;
    }
    const double northward_s = next(ahead.coast, 0), southward_s = next(ahead.coast, std::numbers::pi);
    const double burn_s = std::min(northward_s, southward_s);
    const double size_m_s = longest_hold(turn_band(ahead.revolutions, burn_s)).size;
    // At the descending node the same turn is a burn to the other side.
    const double leaves_s = first_exit(ahead.revolutions, false, true).t_s;
    log_.burn(exit.quantity, {{burn_s, {0, 0, northward_s < southward_s ? size_m_s : -size_m_s}}}, leaves_s);
    look_at_plane_s_ = log_.t_s();
  }

  const KeepTask& task_;
  const KeepRequest& request_;
  std::vector<BoxSide> box_;
  double distance_m_;
  double axis_m_ = 0, inclination_rad_ = 0, speed_m_s_ = 0, first_longitude_rad_ = 0;
  SecularRates rates_;
  Node node_;
  Revolution last_;
  std::vector<double> sway_;         ///< of each side, that predictions of the plane do not know
  std::vector<double> reference_m_;  ///< sway of the reference track, node by node
  double horizon_s_ = 2 * shortest_horizon_s, look_at_plane_s_ = 0;
  double drag_m_s_ = 0;
  bool lost_ = false;
  std::string why_;
  MovingWorld world_, ahead_world_, plane_world_, air_world_;
  KeepLog log_;
};

}  // namespace

Keeping keep_low_orbit(const KeepTask& task) { return LowOrbitKeeper(task).run(); }

}  // namespace cosmodrome
