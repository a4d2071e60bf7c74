#pragma once
// A deployment as a list of steps that can be flown again, and with errors.
#include <array>
#include <optional>
#include <vector>

#include "cosmodrome/mission/deployment.hpp"
#include "cosmodrome/orbit/manoeuvre.hpp"

namespace cosmodrome {

/// A passenger and its spring.
struct SpringRelease {
  double mass_kg = 0;
  double speed_m_s = 0;             ///< between passenger and stage
  Vec3<double, Burning> direction;  ///< of the passenger, along BurnAxes::vnc; unit
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

using StateCovariance = std::array<std::array<double, 6>, 6>;

/// What is flown, and how far from the plan it may be.
struct DeploymentPlan {
  double begin_s = 0;
  PointMassState<double> begin;
  Spacecraft<double> craft;
  SpaceEngine engine;
  std::vector<DeploymentStep> steps;
};

/// Covariance of position and velocity of each passenger after its release, along the GCRF: errors of the navigation
/// at the begin, of size and direction of each burn, and of the springs, each with mean zero and independent. To first
/// order, by flying the steps again with each error (central differences). Errors of a spring touch its own passenger
/// alone.
std::vector<StateCovariance> release_covariances(const OrbitWorld& world, const DeploymentPlan& plan,
                                                 const Deployment::Errors& errors);

}  // namespace cosmodrome
