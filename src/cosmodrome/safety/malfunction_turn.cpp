#include "cosmodrome/safety/malfunction_turn.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/flight/fall.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t lanes = lane_count<Lanes>;
/// The end of a turn is looked for at the ends of steps: half a percent of the time that a turn has.
constexpr double longest_step_s = 0.1;

Vec3<double, Gcrf> axis_of(const World& world, const FailureInstant& from) {
  PointMass<double> motion(world, from.mode);
  PointMassState<double> slope;
  motion(from.t_s, from.y, slope);
  return unit(motion.forces().axis);
}

/// Up to sixteen turns, a lane each; the last is repeated in lanes left over.
class Batch {
 public:
  Batch(const World& world, const FailureInstant& from, std::span<const Turn> turns, double until_t_s)
      : world_(world), t_s_(from.t_s), until_s_(until_t_s) {
    for (std::size_t k = 0; k < point_mass_size; ++k) y_[k] = Lanes(from.y[k]);
    const auto axis = axis_of(world, from);
    const Vec3<double, Gcrf> other = std::abs(axis.z) < 0.9 ? Vec3<double, Gcrf>{0, 0, 1} : Vec3<double, Gcrf>{1, 0, 0};
    const auto side = unit(cross(other, axis)), across = cross(axis, side);
    for (int i = 0; i < static_cast<int>(lanes); ++i) {
      const Turn& turn = turns[std::min(static_cast<std::size_t>(i), turns.size() - 1)];
      Mode<double> mode = from.mode;
      mode.law = static_cast<double>(Law::inertial);
      mode.direction = axis;
      mode.turn_per_s = (across * cos(turn.roll_rad) + side * sin(turn.roll_rad)) * turn.rate_rad_s;
      mode.reference_t_s = from.t_s;
      Mode<Lanes>::zip(mode_, mode, [i](Lanes& packed, double one) { set_lane(packed, i, one); });
    }
  }

  void fly(double max_q_alpha_Pa_rad, std::span<TurnEnd> ends) {
    PointMass<Lanes> motion(world_, mode_);
    AdaptiveRun<DormandPrince54, Lanes, point_mass_size> run({1e-6, longest_step_s}, t_s_, y_, until_s_);
    Mask<Lanes> broke_up(false), on_ground(false);
    while (any(run.open())) {
      const auto moved = run.advance(motion, [&](const auto& state) { return fall_scale(world_, state); });
      const auto& here = motion.here();
      const Lanes angle = angle_rad(motion.forces().axis, here.velocity_air_m_s);
      const auto down = moved & (here.altitude_m <= Lanes(0.0));
      const auto broken = moved & !down & (here.dynamic_pressure_Pa * angle > Lanes(max_q_alpha_Pa_rad));
      run.stop(down | broken, run.t(), run.y());
      on_ground = on_ground | down, broke_up = broke_up | broken;
    }
    for (std::size_t i = 0; i < ends.size(); ++i) {
      const int k = static_cast<int>(i);
      ends[i].how = lane(broke_up, k)    ? TurnEnd::How::broke_up
                    : lane(on_ground, k) ? TurnEnd::How::on_ground
                                         : TurnEnd::How::ended;
      ends[i].t_s = lane(run.t(), k);
      for (std::size_t j = 0; j < point_mass_size; ++j) ends[i].y[j] = lane(run.y()[j], k);
    }
  }

 private:
  const World& world_;
  Lanes t_s_, until_s_;
  PointMassState<Lanes> y_{};
  Mode<Lanes> mode_;
};

}  // namespace

void fly_turns(const World& world, const FailureInstant& from, std::span<const Turn> turns, const TurnSpread& limits,
               std::span<TurnEnd> ends) {
  const double until_t_s = from.t_s + std::min(limits.longest_s, from.burn_left_s);
  for (std::size_t first = 0; first < turns.size(); first += lanes) {
    const std::size_t count = std::min(lanes, turns.size() - first);
    Batch(world, from, turns.subspan(first, count), until_t_s)
        .fly(limits.max_q_alpha_Pa_rad, ends.subspan(first, count));
  }
}

}  // namespace cosmodrome
