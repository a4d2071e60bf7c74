#pragma once
// Free flight from one time to another, with burns, events and dense output.
#include <array>
#include <vector>

#include "cosmodrome/integrate/adaptive.hpp"
#include "cosmodrome/orbit/orbit_event.hpp"

namespace cosmodrome {

/// An engine that burns for a while. Burns follow each other in time and do not overlap.
template <Scalar S>
struct FiniteBurn {
  S start_s{};
  S duration_s{};
  OrbitThrust<S> thrust;
};

struct PropagateOptions {
  double tolerance = 1e-12;   ///< error a step relative to distance and speed: a tolerance is not an accuracy
  double longest_step_s = 0;  ///< 0: as the tolerance allows
  bool dense = true;          ///< keep the steps, so that at() works; not for lanes
};

/// What happened, and where. In lanes, only those of `lanes` took part.
template <Scalar S>
struct OrbitHappening {
  std::size_t event = 0;  ///< number in the list that was given
  S t_s{};
  PointMassState<S> y{};
  Mask<S> lanes{true};
};

/// A stretch of free flight.
template <Scalar S>
struct OrbitArc {
  using Step = RungeKuttaStep<Dop853, S, point_mass_size>;

  S from_s{}, end_s{};
  PointMassState<S> begin{}, end{};
  std::vector<OrbitHappening<S>> happenings;  ///< in the order of time
  Mask<S> stopped{false};                     ///< an event has ended it before its time
  Mask<S> failed{false};                      ///< it could not be followed: into a body, or no numbers any more
  std::vector<Step> steps;                    ///< if dense output was asked for
  long evaluations = 0;                       ///< of the equations of motion

  /// The state at a time from from_s to end_s, to the accuracy of the integration.
  PointMassState<S> at(double t_s) const;
};

/// Flies from `from_s` to `to_s`, in seconds since the world's reference epoch, forward or backward.
///
///     const OrbitWorld world = make_orbit_world(OrbitModel::accurate(), epoch, 0, 86400, OrbitData::shipped());
///     const auto arc = propagate<double>(world, {.drag_area_m2 = 2.2}, state, 0, 86400);
///
/// For double, Lanes, Dual<6> (by position and velocity), Dual<7> (and mass), Dual<8>; times may carry derivatives too.
/// Where events stop it, the end is theirs. A state that runs into the centre is an outcome: look at `failed`.
/// Throws std::invalid_argument if burns overlap or are not in order.
template <Scalar S>
OrbitArc<S> propagate(const OrbitWorld& world, const Spacecraft<S>& craft, const PointMassState<S>& state,
                      const S& from_s, const S& to_s, const std::vector<FiniteBurn<S>>& burns = {},
                      const std::vector<OrbitEvent<S>>& events = {}, const PropagateOptions& options = {});

/// A state with itself as the inputs: position and velocity are variables 0 to 5.
PointMassState<Dual<6>> with_derivatives(const PointMassState<double>& y);

/// d(end position and velocity) / d(begin), row by row, of an arc that began by with_derivatives().
using TransitionMatrix = std::array<std::array<double, 6>, 6>;
TransitionMatrix transition_matrix(const PointMassState<Dual<6>>& end);

/// P1 = Phi P0 Phi^T.
TransitionMatrix propagate_covariance(const TransitionMatrix& transition, const TransitionMatrix& covariance);

}  // namespace cosmodrome
