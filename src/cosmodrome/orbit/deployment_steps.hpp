#pragma once
// A deployment as a list of steps that can be flown again, and with errors.
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/mission/deployment.hpp"
#include "cosmodrome/orbit/dispersed_path.hpp"
#include "cosmodrome/orbit/manoeuvre.hpp"

namespace cosmodrome {

/// A passenger and its spring.
struct SpringRelease {
  double mass_kg = 0;
  double speed_m_s = 0;             ///< between passenger and stage
  Vec3<double, Burning> direction;  ///< of the passenger, along BurnAxes::vnc; unit
  double speed_error = 0;           ///< one sigma, as a share
  double direction_error_rad = 0;   ///< one sigma to either side
};

/// A coast or a burn, and what leaves at its end.
struct DeploymentStep {
  double end_s = 0;
  std::optional<SteadyBurn> burn;  ///< none: a coast
  std::optional<SpringRelease> release;
};

struct Parted {
  PointMassState<double> passenger, stage;
};

/// Passenger and stage after a release: their centre of mass moves on as it did.
Parted release_from(const PointMassState<double>& y, const SpringRelease& release);

/// What is flown, and how far from the plan it may be.
struct DeploymentPlan {
  double begin_s = 0;
  PointMassState<double> begin;
  Spacecraft<double> craft;
  SpaceEngine engine;
  std::vector<DeploymentStep> steps;
};

/// What the errors of a deployment have done: to each passenger after its release, and to the stage at the begin and
/// after each step.
struct DeploymentErrors {
  std::vector<ErrorColumns> passengers, stage;
};

/// Errors of the navigation at the begin, of size and direction of each burn, and of each spring, with mean zero and
/// independent of each other, along the GCRF. To first order, by flying the steps again with each error (central
/// differences); so the stage, and who leaves it later, feel a spring that pushed wrong.
DeploymentErrors deployment_errors(const OrbitWorld& world, const DeploymentPlan& plan,
                                   const Deployment::Errors& errors);

/// The stage along the steps of the plan, with what errors do to it, at the times k * look_s.
DispersedPath dispersed_stage(const OrbitWorld& world, const DeploymentPlan& plan, const DeploymentErrors& errors,
                              const std::string& name, double look_s);

}  // namespace cosmodrome
