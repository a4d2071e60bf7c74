#include "cosmodrome/orbit/deployment_steps.hpp"

#include <cmath>

namespace cosmodrome {
namespace {

Vec3<double, Gcrf> axis_of(const PointMassState<double>& y, const Vec3<double, Burning>& direction) {
  const OrbitThrust<double> along{1, 0, BurnAxes::vnc, direction, {}, 0};
  return thrust_axis(along, 0.0, position_of(y), velocity_of(y));
}

PointMassState<double> pushed(PointMassState<double> y, const Vec3<double, Gcrf>& change_m_s) {
  y[3] += change_m_s.x, y[4] += change_m_s.y, y[5] += change_m_s.z;
  return y;
}

/// What goes otherwise than planned in one flight.
struct Errors {
  std::array<double, 6> begin{};
  std::size_t burn = 0;  ///< counted among the burns
  double share = 0, pitch_rad = 0, yaw_rad = 0;
};

/// A passenger after its release, and the mass that it was part of.
struct Released {
  std::array<double, 6> state{};
  double before_kg = 0;
};

class Again {
 public:
  Again(const OrbitWorld& world, const DeploymentPlan& plan) : world_(world), plan_(plan) {}

  /// The states of the passengers after their releases.
  [[nodiscard]] std::vector<Released> fly(const Errors& errors) const {
    PointMassState<double> y = plan_.begin;
    for (std::size_t i = 0; i < 6; ++i) y[i] += errors.begin[i];
    double t_s = plan_.begin_s;
    std::size_t burns = 0;
    std::vector<Released> released;
    for (const DeploymentStep& step : plan_.steps) {
      y = step_from(y, t_s, step, step.burn && burns++ == errors.burn ? errors : Errors{});
      t_s = step.end_s;
      if (!step.release) continue;
      const Parted parted = release_from(y, *step.release);
      Released& one = released.emplace_back();
      for (std::size_t i = 0; i < 6; ++i) one.state[i] = parted.passenger[i];
      one.before_kg = y[6];
      y = parted.stage;
    }
    return released;
  }

 private:
  [[nodiscard]] PointMassState<double> step_from(const PointMassState<double>& y, double t_s,
                                                 const DeploymentStep& step, const Errors& errors) const {
    if (step.end_s <= t_s) return y;
    std::vector<FiniteBurn<double>> burns;
    if (step.burn) {
      SteadyBurn burn = *step.burn;
      burn.pitch_rad += errors.pitch_rad, burn.yaw_rad += errors.yaw_rad;
      SpaceEngine engine = plan_.engine;
      engine.thrust_N *= 1 + errors.share;
      burns = make_burn(engine, burn.ignition_s, burn.duration_s, burn.attitude());
    }
    return propagate<double>(world_, plan_.craft, y, t_s, step.end_s, burns, {}, {.dense = false}).end;
  }

  const OrbitWorld& world_;
  const DeploymentPlan& plan_;
};

void add_square(StateCovariance& covariance, const std::array<double, 6>& change) {
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) covariance[i][j] += change[i] * change[j];
}

/// The spring's speed along its direction, and its direction to both sides.
void add_spring(StateCovariance& covariance, double mass_kg, const SpringRelease& release,
                const std::array<double, 6>& state, const Deployment::Errors& errors) {
  const PointMassState<double> y{state[0], state[1], state[2], state[3], state[4], state[5], mass_kg};
  const auto along = axis_of(y, release.direction);
  // Any pair of axes across serves: the error is round.
  const Vec3<double, Gcrf> other = std::abs(along.x) < 0.6 ? Vec3<double, Gcrf>{1, 0, 0} : Vec3<double, Gcrf>{0, 1, 0};
  const auto across = unit(cross(along, other)), third = cross(along, across);
  const double own_m_s = release.speed_m_s * (1 - release.mass_kg / mass_kg);  // the stage has the rest
  const double aside_m_s = own_m_s * errors.spring_direction_rad;
  const auto add = [&](const Vec3<double, Gcrf>& v) { add_square(covariance, {0, 0, 0, v.x, v.y, v.z}); };
  add(along * (own_m_s * errors.spring));
  add(across * aside_m_s);
  add(third * aside_m_s);
}

}  // namespace

Parted release_from(const PointMassState<double>& y, const SpringRelease& release) {
  const auto axis = axis_of(y, release.direction);
  const double share = release.mass_kg / y[6];
  Parted parted{pushed(y, axis * (release.speed_m_s * (1 - share))), pushed(y, axis * (-release.speed_m_s * share))};
  parted.passenger[6] = release.mass_kg, parted.stage[6] = y[6] - release.mass_kg;
  return parted;
}

std::vector<StateCovariance> release_covariances(const OrbitWorld& world, const DeploymentPlan& plan,
                                                 const Deployment::Errors& errors) {
  const Again again(world, plan);
  const auto planned = again.fly({});
  std::vector<StateCovariance> covariances(planned.size());
  // One sigma to either side; half the difference is the change by one sigma.
  const auto add = [&](const Errors& one) {
    Errors other = one;
    for (double& figure : other.begin) figure = -figure;
    other.share = -one.share, other.pitch_rad = -one.pitch_rad, other.yaw_rad = -one.yaw_rad;
    const auto more = again.fly(one), less = again.fly(other);
    for (std::size_t p = 0; p < planned.size(); ++p) {
      std::array<double, 6> change{};
      for (std::size_t i = 0; i < 6; ++i) change[i] = 0.5 * (more[p].state[i] - less[p].state[i]);
      add_square(covariances[p], change);
    }
  };
  for (std::size_t i = 0; i < 6; ++i) {
    Errors one;
    one.begin[i] = i < 3 ? errors.position_m : errors.velocity_m_s;
    if (one.begin[i] > 0) add(one);
  }
  std::size_t burn = 0;
  for (const DeploymentStep& step : plan.steps) {
    if (!step.burn) continue;
    if (errors.burn > 0) add({{}, burn, errors.burn, 0, 0});
    if (errors.pointing_rad > 0) {
      add({{}, burn, 0, errors.pointing_rad, 0});
      add({{}, burn, 0, 0, errors.pointing_rad});
    }
    ++burn;
  }
  std::size_t p = 0;
  for (const DeploymentStep& step : plan.steps)
    if (step.release) add_spring(covariances[p], planned[p].before_kg, *step.release, planned[p].state, errors), ++p;
  return covariances;
}

}  // namespace cosmodrome
