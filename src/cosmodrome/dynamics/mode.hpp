#pragma once
#include <array>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/environment/profile_shapes.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

inline constexpr int max_burning = 3;  ///< stages that burn at the same time

/// How the thrust axis is found. One number a lane, so that lanes may steer differently.
enum class Law : int {
  ground,     ///< along a direction fixed to the Earth, turning from one to another at a steady rate
  air,        ///< along the velocity through the air: zero angle of attack
  inertial,   ///< along a direction that turns linearly in inertial space: guidance, or held
  velocity,   ///< along the inertial velocity, or against it
  programme,  ///< pitch and yaw by time
  path,       ///< along the velocity over the turning Earth: a gravity turn
};

/// The engines of one stage while they burn. Off: all zero.
template <Scalar S>
struct Burn {
  S thrust_vacuum_N{};
  S exit_area_m2{};
  S flow_kg_s{};  ///< all propellant, at full throttle
  S level{};      ///< throttle at the mode's beginning
  S level_rate_per_s{};

  S level_at(const S& since_s) const { return fma(level_rate_per_s, since_s, level); }
};

/// All that stays the same between two events: which engines burn, how it steers, its shape in the air. Each lane
/// has a mode of its own.
template <Scalar S>
struct Mode {
  S since_t_s{};
  std::array<Burn<S>, max_burning> burns{};
  S acceleration_limit_m_s2{};  ///< 0: none
  S drag_area_m2{};             ///< reference area times the drag factor
  S drag_table{};               ///< number of the aerodynamic table; -1: constant drag coefficient 1
  S density_factor{1.0};

  S law{};                    ///< a Law
  Vec3<S, Itrf> ground_from;  ///< Law::ground
  Vec3<S, Itrf> ground_to;    ///< at right angles to it
  S tilt_rad{};
  S tilt_rate_rad_s{};
  Vec3<S, Gcrf> direction;  ///< Law::inertial: unit(direction + turn (t - reference_t))
  Vec3<S, Gcrf> turn_per_s;
  S reference_t_s{};
  S velocity_sign{1.0};  ///< Law::velocity
  S programme{};         ///< Law::programme: number of the programme
  // The programme of this flight is turned about the pad's vertical, by an angle of this sine and versine.
  Vec3<S, Gcrf> programme_pole;
  S programme_sine{};
  S programme_versine{};

  // The air of this flight, as amplitudes of the world's shapes.
  std::array<S, wind_shapes> wind_east{};
  std::array<S, wind_shapes> wind_north{};
  std::array<S, density_shapes> density{};

  /// Calls f(a, b) for each pair of numbers of two modes: to move a lane in and out.
  template <class A, class B, class F>
  static void zip(A& a, B& b, F&& f) {
    zip_of_flight(a, b, f);
    zip_of_steering(a, b, f);
    zip_of_engines(a, b, f);
  }

  /// Those that stay as they are from lift-off on.
  template <class A, class B, class F>
  static void zip_of_flight(A& a, B& b, F&& f) {
    f(a.density_factor, b.density_factor);
    f(a.programme_pole.x, b.programme_pole.x);
    f(a.programme_pole.y, b.programme_pole.y);
    f(a.programme_pole.z, b.programme_pole.z);
    f(a.programme_sine, b.programme_sine);
    f(a.programme_versine, b.programme_versine);
    for (std::size_t k = 0; k < wind_shapes; ++k) {
      f(a.wind_east[k], b.wind_east[k]);
      f(a.wind_north[k], b.wind_north[k]);
    }
    for (std::size_t k = 0; k < density_shapes; ++k) f(a.density[k], b.density[k]);
  }

  /// Those that change when it is steered otherwise.
  template <class A, class B, class F>
  static void zip_of_steering(A& a, B& b, F&& f) {
    const auto vec = [&](auto& p, auto& q) { f(p.x, q.x), f(p.y, q.y), f(p.z, q.z); };
    f(a.law, b.law);
    vec(a.ground_from, b.ground_from);
    vec(a.ground_to, b.ground_to);
    f(a.tilt_rad, b.tilt_rad);
    f(a.tilt_rate_rad_s, b.tilt_rate_rad_s);
    vec(a.direction, b.direction);
    vec(a.turn_per_s, b.turn_per_s);
    f(a.reference_t_s, b.reference_t_s);
    f(a.velocity_sign, b.velocity_sign);
    f(a.programme, b.programme);
  }

  /// Those that any event changes.
  template <class A, class B, class F>
  static void zip_of_engines(A& a, B& b, F&& f) {
    f(a.since_t_s, b.since_t_s);
    for (std::size_t i = 0; i < max_burning; ++i) {
      f(a.burns[i].thrust_vacuum_N, b.burns[i].thrust_vacuum_N);
      f(a.burns[i].exit_area_m2, b.burns[i].exit_area_m2);
      f(a.burns[i].flow_kg_s, b.burns[i].flow_kg_s);
      f(a.burns[i].level, b.burns[i].level);
      f(a.burns[i].level_rate_per_s, b.burns[i].level_rate_per_s);
    }
    f(a.acceleration_limit_m_s2, b.acceleration_limit_m_s2);
    f(a.drag_area_m2, b.drag_area_m2);
    f(a.drag_table, b.drag_table);
  }
};

}  // namespace cosmodrome
