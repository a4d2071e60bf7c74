#pragma once
#include "cosmodrome/dynamics/mode.hpp"
#include "cosmodrome/dynamics/world.hpp"
#include "cosmodrome/frames/geodesy.hpp"

namespace cosmodrome {

/// |v|, with a derivative also at rest on the pad, where it is 0 and its slope would be 0/0.
template <Scalar S, class Frame>
S speed_m_s(const Vec3<S, Frame>& v) {
  return sqrt(max(squared_norm(v), S(1e-26)));
}

/// The place and the air at one instant: what forces, events and products are made from.
template <Scalar S>
struct Surroundings {
  Vec3<S, Gcrf> pole;  ///< the Earth's axis: z of the ITRF
  S inverse_distance_1_m{};
  S altitude_m{};
  Vec3<S, Gcrf> velocity_air_m_s;  ///< of the vehicle through the air: wind and the turning Earth taken off
  Vec3<S, Gcrf> wind_m_s;          ///< over the turning Earth
  S airspeed_m_s{};
  S density_kg_m3{};
  S pressure_Pa{};
  S dynamic_pressure_Pa{};
  S mach{};

  /// Of the vehicle over the turning Earth.
  Vec3<S, Gcrf> velocity_ground_m_s() const { return velocity_air_m_s + wind_m_s; }
  S ground_speed_m_s() const { return speed_m_s(velocity_ground_m_s()); }
  /// Of a wall across the flow where molecules fly free, which all give up what they carry.
  S heating_W_m2() const { return dynamic_pressure_Pa * airspeed_m_s; }
};

/// What acts on the vehicle, and what it does to it.
template <Scalar S>
struct Forces {
  Vec3<S, Gcrf> axis;  ///< of thrust and body, unit
  S thrust_N{};
  S flow_kg_s{};
  S drag_N{};
  Vec3<S, Gcrf> specific_force_m_s2;  ///< all but gravity
  Vec3<S, Gcrf> gravity_m_s2;
};

/// The wind of one flight beside the mean one, from its amplitudes.
template <Scalar S>
Vec3<S, Enu> wind_of_flight_m_s(const World& world, const Mode<S>& mode, const S& altitude_m) {
  const auto shapes = world.wind_shapes_m_s(altitude_m);
  Vec3<S, Enu> wind{S(0.0), S(0.0), S(0.0)};
  for (std::size_t k = 0; k < wind_shapes; ++k) {
    wind.x = fma(mode.wind_east[k], shapes[k], wind.x);
    wind.y = fma(mode.wind_north[k], shapes[k], wind.y);
  }
  return wind;
}

/// The density of one flight's air as a share of the mean one's.
template <Scalar S>
S density_of_flight(const World& world, const Mode<S>& mode, const S& altitude_m) {
  if (world.density_shares.empty()) return mode.density_factor;
  const auto shapes = world.density_shares(altitude_m);
  S share(1.0);
  for (std::size_t k = 0; k < density_shapes; ++k) share = fma(mode.density[k], shapes[k], share);
  return max(S(0.05), share) * mode.density_factor;
}

// Roots and divisions of lanes take their turns in one slow unit: a third of the time of these equations, which
// therefore do with as few as they can. And what they hand on is made whole, not first empty and then filled: lanes
// that are set twice are written to memory twice. What goes to a function that may not be inlined goes as a copy: the
// address of one member would keep all of them in memory.

/// Height above the world's ellipsoid, or sphere, and what is found on the way.
template <Scalar S>
struct Height {
  Vec3<S, Gcrf> pole;  ///< the Earth's axis: z of the ITRF
  S inverse_distance_1_m, northward_m, altitude_m;
};

template <Scalar S>
COSMODROME_INLINE Height<S> height(const World& world, const S& t_s, const Vec3<S, Gcrf>& position_m) {
  const Vec3<S, Gcrf> pole = itrf_pole(world.earth, t_s);
  const S squared_m2 = squared_norm(position_m);
  const S inverse_squared_1_m2 = S(1.0) / squared_m2;  // beside the root, not after it
  const S distance_m = sqrt(squared_m2);
  const S inverse_distance_1_m = distance_m * inverse_squared_1_m2;
  const S northward_m = dot(pole, position_m);
  const S sin2 = northward_m * northward_m * inverse_squared_1_m2;  // of the geocentric latitude
  if (world.sphere_radius_m > 0)
    return {pole, inverse_distance_1_m, northward_m, distance_m - S(world.sphere_radius_m)};
  return {pole, inverse_distance_1_m, northward_m, altitude_m(distance_m, inverse_distance_1_m, sin2)};
}

/// Place, air and air-relative motion at (r, v). One set of equations for every scalar. The air, its winds and the
/// ellipsoid are alike around the Earth's axis, so that the axis is enough.
template <Scalar S>
COSMODROME_INLINE Surroundings<S> surroundings(const World& world, const Mode<S>& mode, const S& t_s,
                                               const Vec3<S, Gcrf>& position_m, const Vec3<S, Gcrf>& velocity_m_s) {
  const Height<S> high = height(world, t_s, position_m);
  Vec3<S, Gcrf> velocity_air_m_s = velocity_m_s - cross(to_scalar<S>(world.earth_rate_rad_s), position_m);
  Vec3<S, Gcrf> wind_m_s{S(0.0), S(0.0), S(0.0)};
  const bool gusts = !world.wind_shapes_m_s.empty() && any(high.altitude_m < S(world.wind_shapes_m_s.last_m()));
  if (gusts || !world.wind.empty()) {
    auto blows = world.wind(S(high.altitude_m));
    if (gusts) blows = blows + wind_of_flight_m_s(world, mode, S(high.altitude_m));
    wind_m_s = from_horizontal(blows, position_m, high.pole, high.northward_m);
    velocity_air_m_s = velocity_air_m_s - wind_m_s;
  }
  const S airspeed_m_s = speed_m_s(velocity_air_m_s);
  const Air<S> air = world.atmosphere(high.altitude_m);
  const S density_kg_m3 = air.density_kg_m3 * density_of_flight(world, mode, S(high.altitude_m));
  const S dynamic_pressure_Pa = S(0.5) * density_kg_m3 * airspeed_m_s * airspeed_m_s;
  return {high.pole,
          high.inverse_distance_1_m,
          high.altitude_m,
          velocity_air_m_s,
          wind_m_s,
          airspeed_m_s,
          density_kg_m3,
          air.pressure_Pa,
          dynamic_pressure_Pa,
          airspeed_m_s * air.inverse_sound_speed_s_m};
}

/// Along the thrust axis that the mode's steering law asks for, of any length.
template <Scalar S>
COSMODROME_INLINE Vec3<S, Gcrf> along_thrust(const World& world, const Mode<S>& mode, const S& t_s,
                                             const Vec3<S, Gcrf>& velocity_m_s, const Surroundings<S>& here) {
  const auto is = [&](Law law) { return mode.law == S(static_cast<double>(law)); };
  // Guidance and held attitudes: also what the other laws replace.
  Vec3<S, Gcrf> axis = axpy(t_s - mode.reference_t_s, mode.turn_per_s, mode.direction);
  if (const auto mask = is(Law::ground); any(mask)) {
    S sine, cosine;
    sincos(fma(mode.tilt_rate_rad_s, t_s - mode.since_t_s, mode.tilt_rad), sine, cosine);
    const auto itrf = mode.ground_from * cosine + mode.ground_to * sine;
    axis = select(mask, gcrf_to_itrf(world.earth, t_s).inverse() * itrf, axis);
  }
  if (const auto mask = is(Law::air); any(mask)) axis = select(mask, here.velocity_air_m_s, axis);
  if (const auto mask = is(Law::path); any(mask)) axis = select(mask, here.velocity_ground_m_s(), axis);
  if (const auto mask = is(Law::velocity); any(mask)) axis = select(mask, velocity_m_s * mode.velocity_sign, axis);
  if (const auto mask = is(Law::programme); any(mask)) {
    for (std::size_t i = 0; i < world.programmes.size(); ++i) {
      const Mask<S> this_one = mask & (mode.programme == S(static_cast<double>(i)));
      if (any(this_one)) axis = select(this_one, world.programmes[i](t_s), axis);
    }
    const Mask<S> turned = mask & (abs(mode.programme_sine) > S(0.0));
    if (any(turned)) {  // Rodrigues' rotation about the pad's vertical
      const auto across = cross(mode.programme_pole, axis);
      const auto inward = cross(mode.programme_pole, across);
      axis = select(turned, axpy(mode.programme_sine, across, axpy(mode.programme_versine, inward, axis)), axis);
    }
  }
  return axis;
}

template <Scalar S>
struct Thrust {
  S thrust_N, flow_kg_s;
};

/// Thrust and flow of all engines that burn, with back-pressure and the acceleration limit.
template <Scalar S>
COSMODROME_INLINE Thrust<S> thrust(const Mode<S>& mode, const S& t_s, const S& mass_kg, const S& pressure_Pa) {
  const S since = t_s - mode.since_t_s;
  S vacuum(0.0), lost(0.0), flow(0.0);
  for (const Burn<S>& burn : mode.burns) {
    const S level = burn.level_at(since);
    const S on = select(level > S(0.0), S(1.0), S(0.0));
    vacuum = fma(level, burn.thrust_vacuum_N, vacuum);
    lost = fma(on * burn.exit_area_m2, pressure_Pa, lost);
    flow = fma(level, burn.flow_kg_s, flow);
  }
  // T = u sum(T_vacuum) - p A <= limit m gives the throttle u that all engines share.
  S factor(1.0);
  if (const auto limited = mode.acceleration_limit_m_s2 > S(0.0); any(limited)) {
    const S wanted = fma(mode.acceleration_limit_m_s2, mass_kg, lost);
    factor = select(limited & (wanted < vacuum), wanted / max(vacuum, S(1.0)), S(1.0));
  }
  return {max(S(0.0), fma(factor, vacuum, -lost)), factor * flow};
}

template <Scalar S>
struct AirForce {
  S drag_N;
  Vec3<S, Gcrf> force_N;
};

/// Drag against the motion through the air, and the normal force of a small angle of attack.
template <Scalar S>
COSMODROME_INLINE AirForce<S> air_force(const World& world, const Mode<S>& mode, const Surroundings<S>& here,
                                        const Vec3<S, Gcrf>& axis) {
  S coefficient(1.0);
  S slope(0.0);
  for (std::size_t i = 0; i < world.aerodynamics.size(); ++i) {
    const auto mask = mode.drag_table == S(static_cast<double>(i));
    if (!any(mask)) continue;
    const AerodynamicTable& table = world.aerodynamics[i];
    if (table.has_drag_by_angle) {
      const S angle = angle_rad(Vec3<S, Gcrf>(axis), Vec3<S, Gcrf>(here.velocity_air_m_s));
      coefficient = select(mask, table.drag_by_angle(S(here.mach), angle), coefficient);
    } else {
      coefficient = select(mask, table.drag_coefficient(S(here.mach)), coefficient);
    }
    if (world.aerodynamics[i].has_lift)
      slope = select(mask, world.aerodynamics[i].normal_slope_per_rad(S(here.mach)), slope);
  }
  const S drag_N = here.dynamic_pressure_Pa * mode.drag_area_m2 * coefficient;
  const S drag_per_speed_kg_s = S(0.5) * here.density_kg_m3 * here.airspeed_m_s * mode.drag_area_m2 * coefficient;
  auto force = here.velocity_air_m_s * -drag_per_speed_kg_s;
  if (any(slope > S(0.0))) {
    // Normal force C_N_alpha alpha q A across the wind, toward the axis; alpha ~ its sine for the small angles flown.
    const auto wind_axis = here.velocity_air_m_s * (S(1.0) / max(here.airspeed_m_s, S(1e-6)));
    const auto across = axis - wind_axis * dot(axis, wind_axis);
    force = force + across * (here.dynamic_pressure_Pa * mode.drag_area_m2 * slope);
  }
  return {drag_N, force};
}

/// The sum of all forces: the one place where they come together, whatever number flies.
template <Scalar S>
COSMODROME_INLINE Forces<S> sum_forces(const World& world, const Mode<S>& mode, const S& t_s,
                                       const Vec3<S, Gcrf>& position_m, const Vec3<S, Gcrf>& velocity_m_s,
                                       const S& mass_kg, const Surroundings<S>& here) {
  const auto along = along_thrust(world, mode, t_s, velocity_m_s, here);
  const S length = sqrt(max(squared_norm(along), S(1e-30)));
  const S inverse = S(1.0) / (length * mass_kg);  // one division for both
  const auto axis = along * (inverse * mass_kg);
  const auto [thrust_N, flow_kg_s] = thrust(mode, t_s, mass_kg, here.pressure_Pa);
  const auto [drag_N, aerodynamic_N] = air_force(world, mode, here, axis);
  const auto specific_force_m_s2 = axpy(thrust_N, axis, aerodynamic_N) * (inverse * length);
  Vec3<S, Gcrf> gravity_m_s2;
  if (const ZonalGravity* zonal = world.gravity.zonal()) {
    gravity_m_s2 = (*zonal)(position_m, here.inverse_distance_1_m, here.pole);
  } else {
    const auto to_itrf = gcrf_to_itrf(world.earth, t_s);
    gravity_m_s2 = to_itrf.inverse() * world.gravity(to_itrf * position_m);
  }
  for (const ThirdBody& body : world.third_bodies) {
    gravity_m_s2 = gravity_m_s2 + third_body_acceleration(body, t_s, Vec3<S, Gcrf>(position_m));
  }
  return {axis, thrust_N, flow_kg_s, drag_N, specific_force_m_s2, gravity_m_s2};
}

}  // namespace cosmodrome
