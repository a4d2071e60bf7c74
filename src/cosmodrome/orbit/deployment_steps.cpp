#include "cosmodrome/orbit/deployment_steps.hpp"

#include <array>
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
  std::size_t release = 0;  ///< counted among the releases
  double spring = 0, aside_rad = 0, up_rad = 0;

  [[nodiscard]] Errors other_side() const {
    Errors other = *this;
    for (double& figure : other.begin) figure = -figure;
    other.share = -share, other.pitch_rad = -pitch_rad, other.yaw_rad = -yaw_rad;
    other.spring = -spring, other.aside_rad = -aside_rad, other.up_rad = -up_rad;
    return other;
  }
};

SpringRelease with_errors(SpringRelease release, const Errors& errors) {
  const auto& along = release.direction;
  // Any pair of axes across serves: the error is round.
  const Vec3<double, Burning> other =
      std::abs(along.x) < 0.6 ? Vec3<double, Burning>{1, 0, 0} : Vec3<double, Burning>{0, 1, 0};
  const auto across = unit(cross(along, other)), third = cross(along, across);
  release.speed_m_s *= 1 + errors.spring;
  release.direction = unit(along + across * errors.aside_rad + third * errors.up_rad);
  return release;
}

SteadyBurn with_errors(SteadyBurn burn, const Errors& errors) {
  burn.pitch_rad += errors.pitch_rad, burn.yaw_rad += errors.yaw_rad;
  return burn;
}

std::vector<FiniteBurn<double>> thrust_of(const DeploymentPlan& plan, const DeploymentStep& step,
                                          const Errors& errors) {
  if (!step.burn) return {};
  const SteadyBurn burn = with_errors(*step.burn, errors);
  SpaceEngine engine = plan.engine;
  engine.thrust_N *= 1 + errors.share;
  return make_burn(engine, burn.ignition_s, burn.duration_s, burn.attitude());
}

/// Passengers after their releases, and the stage at the begin and after each step.
struct Flown {
  std::vector<PointMassState<double>> passengers, stage;
};

Flown fly(const OrbitWorld& world, const DeploymentPlan& plan, const Errors& errors) {
  Flown flown;
  PointMassState<double> y = plan.begin;
  for (std::size_t i = 0; i < 6; ++i) y[i] += errors.begin[i];
  flown.stage.push_back(y);
  double t_s = plan.begin_s;
  std::size_t burns = 0;
  for (const DeploymentStep& step : plan.steps) {
    const Errors of_step = step.burn && burns++ == errors.burn ? errors : Errors{};
    if (step.end_s > t_s)
      y = propagate<double>(world, plan.craft, y, t_s, step.end_s, thrust_of(plan, step, of_step), {}, {.dense = false})
              .end;
    t_s = step.end_s;
    if (step.release) {
      const bool wrong = flown.passengers.size() == errors.release;
      const Parted parted = release_from(y, wrong ? with_errors(*step.release, errors) : *step.release);
      flown.passengers.push_back(parted.passenger);
      y = parted.stage;
    }
    flown.stage.push_back(y);
  }
  return flown;
}

/// All errors of the plan, one sigma each, one at a time.
std::vector<Errors> errors_of(const DeploymentPlan& plan, const Deployment::Errors& errors) {
  std::vector<Errors> all;
  for (std::size_t i = 0; i < 6; ++i) {
    Errors one;
    one.begin[i] = i < 3 ? errors.position_m : errors.velocity_m_s;
    if (one.begin[i] > 0) all.push_back(one);
  }
  const auto add = [&all](std::size_t Errors::*counted, std::size_t number, double Errors::*figure, double sigma) {
    if (!(sigma > 0)) return;
    Errors one;
    one.*counted = number, one.*figure = sigma;
    all.push_back(one);
  };
  std::size_t burn = 0, release = 0;
  for (const DeploymentStep& step : plan.steps) {
    if (step.burn) {
      add(&Errors::burn, burn, &Errors::share, errors.burn);
      add(&Errors::burn, burn, &Errors::pitch_rad, errors.pointing_rad);
      add(&Errors::burn, burn, &Errors::yaw_rad, errors.pointing_rad);
      ++burn;
    }
    if (step.release) {
      add(&Errors::release, release, &Errors::spring, step.release->speed_error);
      add(&Errors::release, release, &Errors::aside_rad, step.release->direction_error_rad);
      add(&Errors::release, release, &Errors::up_rad, step.release->direction_error_rad);
      ++release;
    }
  }
  return all;
}

/// Half the difference between one sigma to either side, added as a column to each.
void add_columns(const std::vector<PointMassState<double>>& more, const std::vector<PointMassState<double>>& less,
                 std::vector<ErrorColumns>& columns) {
  for (std::size_t k = 0; k < more.size(); ++k) {
    auto& column = columns[k].emplace_back();
    for (std::size_t i = 0; i < 6; ++i) column[i] = 0.5 * (more[k][i] - less[k][i]);
  }
}

FiniteBurn<Dual<6>> with_no_slope(const FiniteBurn<double>& burn) {
  using S = Dual<6>;
  const auto vector = [](const Vec3<double, Burning>& v) { return Vec3<S, Burning>{S(v.x), S(v.y), S(v.z)}; };
  const OrbitThrust<double>& thrust = burn.thrust;
  return {S(burn.start_s), S(burn.duration_s),
          OrbitThrust<S>{S(thrust.thrust_N), S(thrust.flow_kg_s), thrust.axes, vector(thrust.direction),
                         vector(thrust.turn_per_s), S(thrust.reference_t_s)}};
}

}  // namespace

Parted release_from(const PointMassState<double>& y, const SpringRelease& release) {
  const auto axis = axis_of(y, release.direction);
  const double share = release.mass_kg / y[6];
  Parted parted{pushed(y, axis * (release.speed_m_s * (1 - share))), pushed(y, axis * (-release.speed_m_s * share))};
  parted.passenger[6] = release.mass_kg, parted.stage[6] = y[6] - release.mass_kg;
  return parted;
}

DeploymentErrors deployment_errors(const OrbitWorld& world, const DeploymentPlan& plan,
                                   const Deployment::Errors& errors) {
  const Flown planned = fly(world, plan, {});
  DeploymentErrors all;
  all.passengers.resize(planned.passengers.size()), all.stage.resize(planned.stage.size());
  for (const Errors& one : errors_of(plan, errors)) {
    const Flown more = fly(world, plan, one), less = fly(world, plan, one.other_side());
    add_columns(more.passengers, less.passengers, all.passengers);
    add_columns(more.stage, less.stage, all.stage);
  }
  return all;
}

DispersedPath dispersed_stage(const OrbitWorld& world, const DeploymentPlan& plan, const DeploymentErrors& errors,
                              const std::string& name, double look_s) {
  DispersedPath path(name, look_s);
  const Spacecraft<Dual<6>> craft{Dual<6>(plan.craft.drag_area_m2), Dual<6>(plan.craft.light_area_m2)};
  PointMassState<double> y = plan.begin;
  double t_s = plan.begin_s;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    const DeploymentStep& step = plan.steps[i];
    if (step.end_s > t_s) {
      std::vector<FiniteBurn<Dual<6>>> burns;
      for (const FiniteBurn<double>& burn : thrust_of(plan, step, {})) burns.push_back(with_no_slope(burn));
      const auto arc = propagate<Dual<6>>(world, craft, with_derivatives(y), Dual<6>(t_s), Dual<6>(step.end_s), burns);
      path.go_on(arc, errors.stage[i], step.burn.has_value());
      for (std::size_t k = 0; k < y.size(); ++k) y[k] = arc.end[k].v;
      t_s = step.end_s;
    }
    if (step.release) y = release_from(y, *step.release).stage;
  }
  return path;
}

}  // namespace cosmodrome
