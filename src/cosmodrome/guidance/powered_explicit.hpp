#pragma once
#include <array>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"
#include "cosmodrome/guidance/kepler.hpp"

namespace cosmodrome {

/// One stretch of the powered flight to come: constant thrust or constant acceleration for a known time, or a
/// coast (zero thrust). The last one's time is free: guidance finds it.
template <Scalar S>
struct GuidedPhase {
  S exhaust_speed_m_s{};     ///< thrust over total flow; 0 for a coast
  S acceleration_m_s2{};     ///< at its beginning
  S duration_s{};            ///< all that can be burned
  S acceleration_limit_m_s2{};  ///< 0: none. Burns at this acceleration from where it is reached.
};

inline constexpr int max_guided_phases = 6;

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

/// Integrals of thrust acceleration over all phases: speed, and its moments in time.
template <Scalar S>
struct ThrustIntegrals {
  S L{}, J{}, S_{}, Q{}, P{}, H{};
  S time_to_go_s{};
};

/// Adds a phase that lasts `duration_s` and begins `begin_s` from now. `gained` is its own speed gain.
template <Scalar S>
void add_phase(ThrustIntegrals<S>& sum, const S& exhaust_speed, const S& tau, const S& duration_s, const S& gained) {
  const S begin = sum.time_to_go_s;
  const S half = S(0.5) * exhaust_speed * duration_s * duration_s;
  S J = tau * gained - exhaust_speed * duration_s;
  S S_ = duration_s * gained - J;
  S Q = S_ * (tau + begin) - half;
  S P = Q * (tau + begin) - half * (duration_s * S(1.0 / 3.0) + begin);
  J = fma(gained, begin, J);
  S_ = fma(sum.L, duration_s, S_);
  Q = fma(sum.J, duration_s, Q);
  P = fma(sum.H, duration_s, P);
  sum.time_to_go_s = begin + duration_s;
  sum.L = sum.L + gained;
  sum.J = sum.J + J;
  sum.S_ = sum.S_ + S_;
  sum.Q = sum.Q + Q;
  sum.P = sum.P + P;
  sum.H = sum.J * sum.time_to_go_s - sum.Q;
}

/// The same for a phase flown at constant acceleration.
template <Scalar S>
void add_limited_phase(ThrustIntegrals<S>& sum, const S& duration_s, const S& gained) {
  const S begin = sum.time_to_go_s;
  const S end = begin + duration_s;
  S J = S(0.5) * gained * duration_s;
  S S_ = J;
  S Q = S_ * (duration_s * S(1.0 / 3.0) + begin);
  S P = S(1.0 / 6.0) * S_ * (end * end + S(2.0) * end * begin + S(3.0) * begin * begin);
  J = fma(gained, begin, J);
  S_ = fma(sum.L, duration_s, S_);
  Q = fma(sum.J, duration_s, Q);
  P = fma(sum.H, duration_s, P);
  sum.time_to_go_s = end;
  sum.L = sum.L + gained;
  sum.J = sum.J + J;
  sum.S_ = sum.S_ + S_;
  sum.Q = sum.Q + Q;
  sum.P = sum.P + P;
  sum.H = sum.J * sum.time_to_go_s - sum.Q;
}

/// Thrust integrals over the phases that are needed to gain `to_go`. A phase after the need is met adds nothing;
/// the last phase takes what is left, even beyond its propellant (then the orbit is out of reach, and the time
/// to go says by how much).
template <Scalar S>
ThrustIntegrals<S> integrate_thrust(const std::array<GuidedPhase<S>, max_guided_phases>& phases, int count, const S& to_go) {
  ThrustIntegrals<S> sum;
  S left = to_go;
  for (int i = 0; i < count; ++i) {
    const GuidedPhase<S>& phase = phases[static_cast<std::size_t>(i)];
    const bool last = i == count - 1;
    const auto burns = phase.exhaust_speed_m_s > S(0.0);
    const S ve = select(burns, phase.exhaust_speed_m_s, S(1.0));
    const S a0 = select(burns, phase.acceleration_m_s2, S(1.0));
    const S tau = ve / a0;
    // A phase with an acceleration limit is two: up to the limit at full thrust, then at the limit.
    const auto limited = phase.acceleration_limit_m_s2 > S(0.0);
    const S limit = select(limited, phase.acceleration_limit_m_s2, S(1.0));
    const S until_limit = select(limited, max(S(0.0), tau - ve / limit), S(1e9));

    // Full thrust.
    S duration = min(phase.duration_s, until_limit);
    // The rest of the propellant at the limit: mass falls as exp(-limit t / ve).
    const S full_duration = select(burns, min(duration, tau * S(0.999999)), S(0.0));
    S gain = select(burns, -(ve * log(S(1.0) - full_duration / tau)), S(0.0));
    const S needed = max(left, S(0.0));
    const S alone = tau * (S(1.0) - exp(-(needed / ve)));  // time to gain what is needed at full thrust
    const auto ends_here = burns & ((gain > needed) | (last ? !limited : !(S(0.0) <= S(0.0))));
    duration = select(ends_here, min(alone, select(limited, until_limit, alone)), duration);
    const auto no_more = !(left > S(0.0));
    duration = select(no_more, S(0.0), duration);
    gain = select(no_more, S(0.0), select(ends_here, -(ve * log(S(1.0) - select(burns, duration, S(0.0)) / tau)), gain));
    add_phase(sum, select(burns, ve, S(0.0)), select(burns, tau, S(0.0)), duration, gain);
    left = left - gain;
    if (any(limited)) {
      const S burned = (S(1.0) - exp(-(gain / ve)));                    // share of the initial mass
      const S total = min(phase.duration_s / tau, S(0.999999));         // share that can be burned
      const S gain_all = select(limited, max(S(0.0), ve * log((S(1.0) - burned) / (S(1.0) - total))), S(0.0));
      const S gain_here = last ? max(left, S(0.0)) : min(gain_all, max(left, S(0.0)));
      const S limited_gain = select(limited, gain_here, S(0.0));
      add_limited_phase(sum, limited_gain / limit, limited_gain);
      left = left - limited_gain;
    }
  }
  return sum;
}

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
                                 const Vec3<S, Gcrf>& velocity_m_s, double mu_m3_s2) {
  const auto radial = unit(position_m);
  const auto normal = powered_explicit::plane_normal(target, radial, unit(cross(position_m, velocity_m_s)));
  const auto horizontal = unit(cross(normal, radial));
  GuidanceMemory<S> memory;
  memory.cut_off_position_m = unit(radial + horizontal * S(0.2)) * target.radius_m;
  const auto ahead = unit(cross(normal, unit(memory.cut_off_position_m)));
  memory.velocity_to_go_m_s = ahead * target.speed_m_s - velocity_m_s;
  const S r = norm(position_m);
  memory.gravity_position_m = position_m * (S(-0.5) * S(mu_m3_s2) / (r * r * r));
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
/// between phases and to a plane whose node is free. Linear-tangent steering; gravity by two-body prediction.
///
/// `phases` begin now, at (t, position, velocity). `sensed_m_s`: velocity gained by thrust since the last call.
/// Returns the memory after the call; its direction, turn and reference time are the command.
template <Scalar S>
GuidanceMemory<S> update_guidance(const GuidanceMemory<S>& before, const GuidanceTarget<S>& target,
                                  const std::array<GuidedPhase<S>, max_guided_phases>& phases, int count, const S& t_s,
                                  const Vec3<S, Gcrf>& position_m, const Vec3<S, Gcrf>& velocity_m_s,
                                  const Vec3<S, Gcrf>& sensed_m_s, double mu_m3_s2) {
  using namespace powered_explicit;
  GuidanceMemory<S> now = before;
  const auto to_go = before.velocity_to_go_m_s - sensed_m_s;
  const S amount = norm(to_go);
  const auto integrals = integrate_thrust(phases, count, amount);
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

  // Gravity: what a coast along a suitable arc would do.
  const auto start = position_m - thrust_position * S(0.1) - thrust_velocity * (tgo * S(1.0 / 30.0));
  const auto start_velocity = velocity_m_s + thrust_position * (S(1.2) / tgo) - thrust_velocity * S(0.1);
  const auto coast = propagate_short_arc(start, start_velocity, tgo, mu_m3_s2);
  const auto gravity_velocity = coast.v_m_s - start_velocity;
  now.gravity_position_m = coast.r_m - start - start_velocity * tgo;

  // Where that ends, and what velocity is wanted there.
  const auto predicted = position_m + velocity_m_s * tgo + now.gravity_position_m + thrust_position;
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
