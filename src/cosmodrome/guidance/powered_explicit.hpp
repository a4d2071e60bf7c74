#pragma once
#include <array>

#include "cosmodrome/guidance/burn_segments.hpp"
#include "cosmodrome/guidance/predict.hpp"

namespace cosmodrome {

/// Where the powered flight must end: radius, speed and flight-path angle, in a plane.
template <Scalar S>
struct GuidanceTarget {
  S radius_m{};
  S speed_m_s{};
  S sin_flight_path{};
  S cos_flight_path{};
  S semi_major_axis_m{};
  S cos_inclination{};
  Vec3<S, Gcrf> pole;     ///< of the Earth of date: inclination is to its equator
  Vec3<S, Gcrf> normal;   ///< of the orbit, if the node is fixed
  Mask<S> node_is_free{};  ///< then the plane turns with the place of cut-off
};

/// What the guidance remembers between two calls, and the steering that it commands.
template <Scalar S>
struct GuidanceMemory {
  Vec3<S, Gcrf> velocity_to_go_m_s;
  Vec3<S, Gcrf> bias_m;             ///< r_bias: thrust integral's second-order error
  Vec3<S, Gcrf> cut_off_position_m;  ///< desired
  Vec3<S, Gcrf> gravity_position_m;  ///< r_grav
  Vec3<S, Gcrf> last_velocity_m_s;
  S last_t_s{};
  S time_to_go_s{};
  // Steering: the axis is unit(direction + turn (t - reference_t)).
  Vec3<S, Gcrf> direction;
  Vec3<S, Gcrf> turn_per_s;
  S reference_t_s{};
  S change_s{};  ///< how far the last call moved the time of cut-off: small once converged
};

namespace powered_explicit {

/// The orbit's normal: fixed, or that of the plane of the wanted inclination through `radial` nearest to `guess`.
/// Where the place is farther from the equator than the inclination, the nearest plane there is.
template <Scalar S>
Vec3<S, Gcrf> plane_normal(const GuidanceTarget<S>& target, const Vec3<S, Gcrf>& radial, const Vec3<S, Gcrf>& guess) {
  const S sin_latitude = dot(target.pole, radial);
  const auto toward_pole = target.pole - radial * sin_latitude;
  const S cos_latitude = norm(toward_pole);
  const auto north = toward_pole / cos_latitude;
  const auto east = cross(north, radial);
  const S along = min(S(1.0), max(S(-1.0), target.cos_inclination / cos_latitude));
  const S across = sqrt(max(S(0.0), S(1.0) - along * along));
  const S sign = select(dot(guess, east) < S(0.0), S(-1.0), S(1.0));
  const auto free_normal = north * along + east * (sign * across);
  return select(target.node_is_free, free_normal, target.normal);
}

}  // namespace powered_explicit

/// Begins guidance at a state: a first guess of velocity to go, to be improved by repeated calls of update_guidance
/// before the first command is used.
template <Scalar S>
GuidanceMemory<S> begin_guidance(const GuidanceTarget<S>& target, const S& t_s, const Vec3<S, Gcrf>& position_m,
                                 const Vec3<S, Gcrf>& velocity_m_s, const GuidanceGravity& gravity) {
  const auto radial = unit(position_m);
  const auto normal = powered_explicit::plane_normal(target, radial, unit(cross(position_m, velocity_m_s)));
  const auto horizontal = unit(cross(normal, radial));
  GuidanceMemory<S> memory;
  memory.cut_off_position_m = unit(radial + horizontal * S(0.2)) * target.radius_m;
  const auto ahead = unit(cross(normal, unit(memory.cut_off_position_m)));
  memory.velocity_to_go_m_s = ahead * target.speed_m_s - velocity_m_s;
  const S r = norm(position_m);
  memory.gravity_position_m = position_m * (S(-0.5) * S(gravity.mu_m3_s2) / (r * r * r));
  memory.last_velocity_m_s = velocity_m_s;
  memory.last_t_s = t_s;
  memory.time_to_go_s = S(1.0);  // gravity_position scales with its square
  memory.direction = unit(memory.velocity_to_go_m_s);
  memory.reference_t_s = t_s;
  return memory;
}

/// One cycle of powered explicit guidance over several phases: the unified powered flight guidance of the Space
/// Shuttle (R. L. McHenry, T. J. Brand, A. D. Long, B. F. Cockrell, J. R. Thibodeau, Space Shuttle ascent
/// guidance, navigation and control, J. Astronaut. Sci. 27 (1979); R. F. Jaggers, An explicit solution to the
/// exoatmospheric powered flight guidance and trajectory optimization problem, AIAA 77-1051), extended to coasts
/// between phases and to a plane whose node is free. Linear-tangent steering. The prediction is flown through numerically,
/// with the Earth's flattening, where the original extrapolates a conic.
///
/// `phases` begin now, at (t, position, velocity). `sensed_m_s`: velocity gained by thrust since the last call.
/// Returns the memory after the call; its direction, turn and reference time are the command.
template <Scalar S>
GuidanceMemory<S> update_guidance(const GuidanceMemory<S>& before, const GuidanceTarget<S>& target,
                                  const std::array<GuidedPhase<S>, max_guided_phases>& phases, const S& t_s,
                                  const Vec3<S, Gcrf>& position_m, const Vec3<S, Gcrf>& velocity_m_s,
                                  const Vec3<S, Gcrf>& sensed_m_s, const GuidanceGravity& gravity) {
  using namespace powered_explicit;
  GuidanceMemory<S> now = before;
  const auto to_go = before.velocity_to_go_m_s - sensed_m_s;
  const S amount = norm(to_go);
  const auto segments = cut_into_segments(phases, amount);
  ThrustIntegrals<S> integrals;
  for (int i = 0; i < segments.count; ++i) add_segment(integrals, segments.list[static_cast<std::size_t>(i)]);
  const S tgo = max(integrals.time_to_go_s, S(1e-3));
  const S L = max(integrals.L, S(1e-6));
  const S J = integrals.J, S_ = integrals.S_, Q = integrals.Q, P = integrals.P, H = integrals.H;

  // Steering: turn the velocity to go into a linear tangent law that also meets the position.
  const auto lambda = to_go / max(amount, S(1e-9));
  const S ratio = tgo / before.time_to_go_s;
  const auto gravity_position = before.gravity_position_m * (ratio * ratio);
  auto position_to_go = before.cut_off_position_m - (position_m + velocity_m_s * tgo + gravity_position);
  const auto radial_d = unit(before.cut_off_position_m);
  const auto normal = plane_normal(target, radial_d, unit(cross(position_m, velocity_m_s)));
  const auto ahead_d = cross(normal, radial_d);
  const auto in_plane = position_to_go - ahead_d * dot(ahead_d, position_to_go);
  const S down_range = (S_ - dot(lambda, in_plane)) / dot(lambda, ahead_d);
  position_to_go = in_plane + ahead_d * down_range + before.bias_m;
  const S denominator = Q - S_ * J / L;
  const auto turn = (position_to_go - lambda * S_) / denominator;
  const S mean = J / L;
  const auto axis = unit(lambda - turn * mean);
  const S phi = acos(min(S(1.0), max(S(-1.0), dot(axis, lambda))));
  const S phi_rate = -(phi * L / J);
  const S turn_amount = norm(turn);
  const auto turn_direction = turn / max(turn_amount, S(1e-12));
  const auto thrust_velocity = lambda * (L - S(0.5) * L * phi * phi - J * phi * phi_rate - S(0.5) * H * phi_rate * phi_rate) -
                               turn_direction * (L * phi + J * phi_rate);
  const auto thrust_position = lambda * (S_ - S(0.5) * S_ * phi * phi - Q * phi * phi_rate - S(0.5) * P * phi_rate * phi_rate) -
                               turn_direction * (S_ * phi + Q * phi_rate);
  const auto velocity_bias = to_go - thrust_velocity;
  now.bias_m = position_to_go - thrust_position;

  // Where that leads. Gravity is what the flight through it adds to the thrust integrals, their own error included.
  const auto end = fly_through(segments, LinearTangent<S>{lambda, turn, mean}, gravity, target.pole, position_m, velocity_m_s);
  const auto gravity_velocity = end.v_m_s - velocity_m_s - thrust_velocity;
  now.gravity_position_m = end.r_m - position_m - velocity_m_s * tgo - thrust_position;

  const auto predicted = end.r_m;
  const auto wanted_normal = plane_normal(target, unit(predicted), unit(cross(position_m, velocity_m_s)));
  const auto radial = unit(predicted - wanted_normal * dot(wanted_normal, predicted));
  now.cut_off_position_m = radial * target.radius_m;
  const auto ahead = cross(wanted_normal, radial);
  const auto wanted_velocity = (radial * target.sin_flight_path + ahead * target.cos_flight_path) * target.speed_m_s;
  now.velocity_to_go_m_s = wanted_velocity - velocity_m_s - gravity_velocity + velocity_bias;

  now.change_s = (t_s + tgo) - (before.last_t_s + before.time_to_go_s);
  now.time_to_go_s = tgo;
  now.last_velocity_m_s = velocity_m_s;
  now.last_t_s = t_s;
  now.direction = lambda;
  now.turn_per_s = turn;
  now.reference_t_s = t_s + mean;
  return now;
}

}  // namespace cosmodrome
