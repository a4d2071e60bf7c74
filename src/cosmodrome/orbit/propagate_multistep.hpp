#pragma once
// Long arcs without burns, at a fraction of the looks at the forces.
#include <vector>

#include "cosmodrome/dynamics/orbit_motion.hpp"

namespace cosmodrome {

struct MultistepOptions {
  double step_s = 0;  ///< 0: multistep_s() of the state and the world
  bool keep = true;   ///< every step, so that at() works
};

/// A path by steps of equal length.
template <Scalar S>
struct MultistepArc {
  /// A step's end.
  struct Node {
    Vec3<S, Gcrf> r_m, v_m_s, a_m_s2;
    S mass_kg;
  };

  double from_s = 0, step_s = 0;  ///< negative: backward
  std::vector<Node> nodes;        ///< at from_s + i step_s; empty if not kept
  PointMassState<S> end{};
  long evaluations = 0;

  /// The state between the first node and the last: the quintic that has place, velocity and acceleration of the nodes
  /// on either side. Steps that resolve the field leave micrometres. Throws std::logic_error if no steps were kept.
  PointMassState<S> at(double t_s) const;
};

/// The step that keeps a day of a low orbit within a centimetre of what the same forces give in the limit: a 75th of a
/// revolution at the speed of the periapsis, and 3.3 steps for the shortest wave of the gravity field. For an eccentric
/// orbit that is much too short near the apoapsis: propagate() is the better way there.
double multistep_s(const OrbitWorld& world, const PointMassState<double>& state);

/// Flies from `from_s` to `to_s` by SummedAdams of fourteen accelerations, forward or backward; the step is shortened
/// so that a whole number of them fits. For double and Lanes (which then all have the same times).
///
/// Looks at the forces for six steps beyond `to_s`. What jumps costs accuracy: the edge of a shadow and the midnight of
/// NRLMSISE-00 up to two centimetres a day in a low orbit, by chance of where they fall within a step.
template <Scalar S>
MultistepArc<S> propagate_multistep(const OrbitWorld& world, const Spacecraft<S>& craft, const PointMassState<S>& state,
                                    double from_s, double to_s, const MultistepOptions& options = {});

}  // namespace cosmodrome
