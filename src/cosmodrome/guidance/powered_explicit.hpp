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
  Vec3<S, Gcrf> pole;      ///< of the Earth of date: inclination is to its equator
  Vec3<S, Gcrf> normal;    ///< of the orbit, if the node is fixed
  Mask<S> node_is_free{};  ///< then the plane turns with the place of cut-off

  /// The phases end before the target, and a later stage finishes after a coast: then all propellant is burned, the
  /// speed is what comes out, and radius and radial speed are such that the later burn finds its target ahead. But the
  /// later stage keeps at least `later_least_m_s` to do: where the phases could bring more, they end early.
  Mask<S> finished_later{};
  S later_least_m_s{};
  S coast_s{};                  ///< between the phases and the later burn
  S later_acceleration_m_s2{};  ///< at its beginning
  S later_exhaust_speed_m_s{};
  S gravity_m_s2{};  ///< at the target's radius
};

/// What the guidance remembers between two calls, and the steering that it commands.
template <Scalar S>
struct GuidanceMemory {
  Vec3<S, Gcrf> velocity_to_go_m_s;
  Vec3<S, Gcrf> bias_m;              ///< r_bias: thrust integral's second-order error
  Vec3<S, Gcrf> cut_off_position_m;  ///< desired
  Vec3<S, Gcrf> gravity_position_m;  ///< r_grav
  Vec3<S, Gcrf> last_velocity_m_s;
  S last_t_s{};
  S time_to_go_s{};
  // Steering: the axis is unit(direction + turn (t - reference_t)).
  Vec3<S, Gcrf> direction;
  Vec3<S, Gcrf> turn_per_s;
  S reference_t_s{};
  S speed_m_s{};             ///< along the orbit at the end of the phases, if a later stage finishes
  Vec3<S, Gcrf> beyond_m_s;  ///< what the phases would still have to give until the later stage has only its least
  S change_s{};              ///< how far the last call moved the time of cut-off: small once converged
};

namespace powered_explicit {

/// The orbit's normal: fixed, or that of the plane of the wanted inclination through `radial` nearest to `guess`.
/// Where the place is farther from the equator than the inclination, the nearest plane there is.
template <Scalar S>
Vec3<S, Gcrf> plane_normal(const GuidanceTarget<S>& target, const Vec3<S, Gcrf>& radial, const Vec3<S, Gcrf>& guess) {
  const S sin_latitude = dot(target.pole, radial);
  const auto toward_pole = target.pole - radial * sin_latitude;
  const S cos_latitude = norm(toward_pole);
  const S inverse = S(1.0) / cos_latitude;
  const auto north = toward_pole * inverse;
  const auto east = cross(north, radial);
  const S along = min(S(1.0), max(S(-1.0), target.cos_inclination * inverse));
  const S across = sqrt(max(S(0.0), S(1.0) - along * along));
  const S sign = select(dot(guess, east) < S(0.0), S(-1.0), S(1.0));
  const auto free_normal = north * along + east * (sign * across);
  return select(target.node_is_free, free_normal, target.normal);
}

/// Radius and radial speed at which the phases must end.
template <Scalar S>
struct EndOfPhases {
  S radius_m{};
  S radial_speed_m_s{};
};

/// The target itself, or a place from which a later stage, after a coast, burns along the orbit into it. Relative to a
/// vehicle already on the target orbit, one that is slower by d falls away at 2 v d / r: over the coast by the whole
/// d, over the burn by half of it on the mean. The phases must end as much higher and faster upward.
template <Scalar S>
EndOfPhases<S> end_of_phases(const GuidanceTarget<S>& target, const S& speed_m_s) {
  EndOfPhases<S> end{target.radius_m, target.speed_m_s * target.sin_flight_path};
  if (!any(target.finished_later)) return end;
  // Beyond half a kilometre a second this is no small correction any more, and early guesses would run away with it.
  const S missing = min(S(500.0), max(S(0.0), target.speed_m_s - speed_m_s));
  const S tau = target.later_exhaust_speed_m_s / max(target.later_acceleration_m_s2, S(1e-6));
  const S burn = tau * (S(1.0) - exp(-(missing / max(target.later_exhaust_speed_m_s, S(1.0)))));
  const S coast = target.coast_s, both = coast + burn;
  const S falls = S(2.0) * target.speed_m_s * missing / target.radius_m;
  const S upward = falls * fma(S(0.5), burn, coast);
  const S lower = upward * both - falls * (S(0.5) * coast * coast + coast * burn + S(1.0 / 3.0) * burn * burn);
  // The target orbit itself, followed back from its cut-off point.
  const S bends = target.speed_m_s * target.speed_m_s / target.radius_m - target.gravity_m_s2;
  const S radius = end.radius_m - end.radial_speed_m_s * both + S(0.5) * bends * both * both - lower;
  const S radial = end.radial_speed_m_s - bends * both + upward;
  return {select(target.finished_later, radius, end.radius_m),
          select(target.finished_later, radial, end.radial_speed_m_s)};
}

/// Thrust integrals of all segments.
template <Scalar S>
ThrustIntegrals<S> integrate_thrust(const Segments<S>& segments) {
  ThrustIntegrals<S> sum;
  for (int i = 0; i < segments.count; ++i) add_segment(sum, segments.list[static_cast<std::size_t>(i)]);
  return sum;
}

/// The segments that gain the velocity to go; where a later stage finishes, those that burn everything, unless less
/// than that leaves the later stage its least.
template <Scalar S>
Segments<S> segments_to_fly(const GuidanceTarget<S>& target,
                            const std::array<GuidedPhase<S>, max_guided_phases>& phases, const S& to_go_m_s,
                            const S& to_go_and_beyond_m_s) {
  if (!any(target.finished_later)) return cut_into_segments(phases, to_go_m_s, target.finished_later);
  const S everything_m_s = integrate_thrust(cut_into_segments(phases, to_go_m_s, target.finished_later)).L;
  const S wanted_m_s = select(target.finished_later, to_go_and_beyond_m_s, to_go_m_s);
  return cut_into_segments(phases, wanted_m_s, target.finished_later & (!(wanted_m_s < everything_m_s)));
}

}  // namespace powered_explicit

/// Begins guidance at a state: a first guess of velocity to go and of the place of cut-off, to be improved by repeated
/// calls of update_guidance before the first command is used.
template <Scalar S>
GuidanceMemory<S> begin_guidance(const GuidanceTarget<S>& target,
                                 const std::array<GuidedPhase<S>, max_guided_phases>& phases, const S& t_s,
                                 const Vec3<S, Gcrf>& position_m, const Vec3<S, Gcrf>& velocity_m_s,
                                 const GuidanceGravity& gravity) {
  using namespace powered_explicit;
  const auto radial = unit(position_m);
  const auto normal = plane_normal(target, radial, unit(cross(position_m, velocity_m_s)));
  const auto horizontal = unit(cross(normal, radial));
  // How long it takes to gain the missing speed says how far around the Earth that will be.
  const S missing = norm(horizontal * target.speed_m_s - velocity_m_s);
  const S tgo = integrate_thrust(cut_into_segments(phases, missing, target.finished_later)).time_to_go_s;
  const S r = norm(position_m);
  const S ahead_rad = min(S(0.6), S(0.5) * (norm(velocity_m_s) + target.speed_m_s) * tgo / r);
  S sine, cosine;
  sincos(ahead_rad, sine, cosine);
  const auto radial_there = radial * cosine + horizontal * sine;
  const auto horizontal_there = horizontal * cosine - radial * sine;

  GuidanceMemory<S> memory;
  memory.cut_off_position_m = radial_there * target.radius_m;
  // What gravity bends is not to be flown: the velocity turns by that angle on its own, in the share of its speed
  // to the circular one.
  const S share = min(S(1.0), squared_norm(velocity_m_s) / (target.speed_m_s * target.speed_m_s));
  memory.velocity_to_go_m_s = (horizontal_there * share + horizontal * (S(1.0) - share)) * target.speed_m_s -
                              (velocity_m_s * cosine - radial * (norm(velocity_m_s) * sine)) * share -
                              velocity_m_s * (S(1.0) - share);
  memory.gravity_position_m = position_m * (S(-0.5) * S(gravity.mu_m3_s2) / (r * r * r));
  memory.speed_m_s = target.speed_m_s;
  memory.beyond_m_s = horizontal * S(1e6);  // whether everything must burn is not known yet: plan with it
  memory.last_velocity_m_s = velocity_m_s;
  memory.last_t_s = t_s;
  memory.time_to_go_s = S(1.0);  // gravity_position scales with its square
  memory.direction = unit(memory.velocity_to_go_m_s);
  memory.reference_t_s = t_s;
  return memory;
}

/// The axis may turn by this much, in tangents, until cut-off: beyond it the expansions behind the law fail.
inline constexpr double greatest_turn_rad = 1.2;

/// One cycle of powered explicit guidance over several phases: the unified powered flight guidance of the Space
/// Shuttle (R. L. McHenry, T. J. Brand, A. D. Long, B. F. Cockrell, J. R. Thibodeau, Space Shuttle ascent
/// guidance, navigation and control, J. Astronaut. Sci. 27 (1979); R. F. Jaggers, An explicit solution to the
/// exoatmospheric powered flight guidance and trajectory optimization problem, AIAA 77-1051), extended to coasts
/// between phases and to a plane whose node is free. Linear-tangent steering. The prediction is flown through
/// numerically, with the Earth's flattening, where the original extrapolates a conic.
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
  auto to_go = before.velocity_to_go_m_s - sensed_m_s;
  S amount = norm(to_go);
  const auto segments = segments_to_fly(target, phases, amount, norm(to_go + before.beyond_m_s));
  const ThrustIntegrals<S> integrals = integrate_thrust(segments);
  const S tgo = max(integrals.time_to_go_s, S(1e-3));
  const S L = max(integrals.L, S(1e-6));
  to_go = to_go * select(target.finished_later, L / max(amount, S(1e-9)), S(1.0));
  amount = select(target.finished_later, L, amount);
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
  const S mean = J / L;
  const S denominator = Q - S_ * mean;
  auto turn = (position_to_go - lambda * S_) / denominator;
  // A weak stage may be asked for more than it can turn: then speed comes before place.
  turn = turn * min(S(1.0), S(greatest_turn_rad) / max(norm(turn) * tgo, S(1e-12)));
  const auto axis = unit(lambda - turn * mean);
  const S phi = acos(min(S(1.0), max(S(-1.0), dot(axis, lambda))));
  const S phi_rate = -(phi / mean);
  const S turn_amount = norm(turn);
  const auto turn_direction = turn / max(turn_amount, S(1e-12));
  const auto thrust_velocity =
      lambda * (L - S(0.5) * L * phi * phi - J * phi * phi_rate - S(0.5) * H * phi_rate * phi_rate) -
      turn_direction * (L * phi + J * phi_rate);
  const auto thrust_position =
      lambda * (S_ - S(0.5) * S_ * phi * phi - Q * phi * phi_rate - S(0.5) * P * phi_rate * phi_rate) -
      turn_direction * (S_ * phi + Q * phi_rate);
  const auto velocity_bias = to_go - thrust_velocity;
  now.bias_m = position_to_go - thrust_position;

  // Where that leads. Gravity is what the flight through it adds to the thrust integrals, their own error included.
  const auto end =
      fly_through(segments, LinearTangent<S>{lambda, turn, mean}, gravity, target.pole, position_m, velocity_m_s);
  const auto gravity_velocity = end.v_m_s - velocity_m_s - thrust_velocity;
  now.gravity_position_m = end.r_m - position_m - velocity_m_s * tgo - thrust_position;

  const auto predicted = end.r_m;
  const auto wanted_normal = plane_normal(target, unit(predicted), unit(cross(position_m, velocity_m_s)));
  const auto radial = unit(predicted - wanted_normal * dot(wanted_normal, predicted));
  const EndOfPhases<S> end_state = end_of_phases(target, before.speed_m_s);
  now.cut_off_position_m = radial * end_state.radius_m;
  const auto ahead = cross(wanted_normal, radial);
  // All but the speed along the orbit; that is the target's, or what the propellant gives, |velocity to go| = L, if it
  // leaves the later stage its least.
  const auto partial = radial * end_state.radial_speed_m_s - velocity_m_s - gravity_velocity + velocity_bias;
  const S along = dot(partial, ahead);
  const S wanted = target.speed_m_s * target.cos_flight_path;
  const S most = wanted - target.later_least_m_s;
  const S given = min(most, sqrt(max(S(0.0), fma(along, along, L * L - squared_norm(partial)))) - along);
  now.speed_m_s = given;
  now.beyond_m_s = ahead * (most - given);
  now.velocity_to_go_m_s = partial + ahead * select(target.finished_later, given, wanted);

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
