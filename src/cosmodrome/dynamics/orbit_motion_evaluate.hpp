#pragma once
// The bodies of orbit_motion.hpp, for who needs another number of derivatives than orbit_motion.cpp has made ready.
#include "cosmodrome/base/by_place.hpp"
#include "cosmodrome/dynamics/orbit_motion.hpp"
#include "cosmodrome/environment/relativity.hpp"
#include "cosmodrome/environment/solid_tide.hpp"
#include "cosmodrome/environment/sunlight.hpp"

namespace cosmodrome {

template <Scalar S>
Sky<S> sky(const OrbitWorld& world, const S& t_s) {
  Sky<S> sky;
  for (std::size_t i = 0; i < world.bodies.size(); ++i) sky.bodies_m[i] = position_m(world.bodies[i].track, t_s);
  return sky;
}

template <Scalar S>
S lit_fraction(const OrbitWorld& world, const Sky<S>& sky, const Vec3<S, Gcrf>& r_m) {
  const auto sun_m = sky.sun_m(world) - r_m;
  S lit = lit_fraction(discs(sun_m, -r_m, world.radius_m));
  if (world.other >= 0) lit = lit * lit_fraction(discs(sun_m, sky.other_m(world) - r_m, world.other_radius_m));
  return lit;
}

template <Scalar S>
S height_m(const OrbitWorld& world, const S& t_s, const Vec3<S, Gcrf>& r_m) {
  const S distance_m = norm(r_m);
  if (world.center != Body::earth) return distance_m - S(world.radius_m);
  const S inverse = S(1.0) / distance_m;
  const S sine = dot(itrf_pole(world.earth, t_s), r_m) * inverse;
  return altitude_m(distance_m, inverse, S(sine * sine));
}

template <Scalar S>
Vec3<S, Gcrf> equator_pole(const OrbitWorld& world, const S& t_s) {
  if (world.center == Body::moon) return gcrf_to_moon(world.moon, t_s).row_z;
  return gcrf_to_cirf(world.earth, t_s).row_z;
}

template <Scalar S>
Vec3<S, Gcrf> thrust_axis(const OrbitThrust<S>& thrust, const S& t_s, const Vec3<S, Gcrf>& r_m,
                          const Vec3<S, Gcrf>& v_m_s) {
  const auto wanted = axpy(S(t_s - thrust.reference_t_s), thrust.turn_per_s, thrust.direction);
  const auto given = wanted * (S(1.0) / sqrt(max(squared_norm(wanted), S(1e-30))));
  if (thrust.axes == BurnAxes::inertial) return {given.x, given.y, given.z};
  const auto normal = unit(cross(r_m, v_m_s));
  if (thrust.axes == BurnAxes::rtn) {
    const auto radial = unit(r_m);
    return axpy(given.z, normal, axpy(given.y, cross(normal, radial), radial * given.x));
  }
  const auto along = unit(v_m_s);
  return axpy(given.z, cross(along, normal), axpy(given.y, normal, along * given.x));
}

namespace orbit_motion {

/// Gravity of the Earth and drag, which share the Earth's attitude.
template <Scalar S>
Vec3<S, Gcrf> from_earth(const OrbitWorld& world, const Spacecraft<S>& craft, const S& t_s, const Sky<S>& sky,
                         const Vec3<S, Gcrf>& r_m, const Vec3<S, Gcrf>& v_m_s, const S& mass_kg) {
  const ZonalGravity* zonal = world.gravity->zonal();
  if (zonal != nullptr && !world.air) {
    return (*zonal)(r_m, S(S(1.0) / norm(r_m)), itrf_pole(world.earth, t_s));
  }
  const auto to_itrf = gcrf_to_itrf(world.earth, t_s);
  const auto back = to_itrf.inverse();
  const auto r_itrf = to_itrf * r_m;
  auto a = back * by_place(r_itrf, [&](const auto& place) { return (*world.gravity)(place); });
  if (world.air) {
    AirPlace<S> place{t_s, r_itrf, altitude_m(r_itrf), {}};
    if (world.sun >= 0) place.sun_unit = to_itrf * unit(sky.sun_m(world));
    const S density = world.air->density_kg_m3(place);
    const auto v_air = v_m_s - cross(to_scalar<S>(world.earth_rate_rad_s), r_m);
    a = axpy(S(S(-0.5) * density * craft.drag_area_m2 * norm(v_air) / mass_kg), v_air, a);
  }
  return a;
}

}  // namespace orbit_motion

template <Scalar S>
Vec3<S, Gcrf> free_acceleration(const OrbitWorld& world, const Spacecraft<S>& craft, const S& t_s,
                                const Vec3<S, Gcrf>& r_m, const Vec3<S, Gcrf>& v_m_s, const S& mass_kg) {
  const Sky<S> around = sky(world, t_s);
  Vec3<S, Gcrf> a;
  if (world.gravity) {
    a = orbit_motion::from_earth(world, craft, t_s, around, r_m, v_m_s, mass_kg);
  } else if (world.moon_gravity) {
    const auto to_moon = gcrf_to_moon(world.moon, t_s);
    a = to_moon.inverse() * by_place(to_moon * r_m, [&](const auto& place) { return (*world.moon_gravity)(place); });
  } else {
    const S inverse = S(1.0) / norm(r_m);
    a = r_m * (S(-world.gm_m3_s2) * inverse * inverse * inverse);
  }
  for (std::size_t i = 0; i < world.bodies.size(); ++i) {
    if (world.bodies[i].gm_m3_s2 > 0)
      a = a + third_body_acceleration(world.bodies[i].gm_m3_s2, around.bodies_m[i], r_m);
  }
  if (world.sunlight_N_m2 > 0) {
    const auto push =
        sunlight_acceleration(world.sunlight_N_m2, around.sun_m(world) - r_m, craft.light_area_m2, mass_kg);
    a = axpy(lit_fraction(world, around, r_m), push, a);
  }
  if (world.solid_tides) {
    for (const int raiser : {world.sun, world.other}) {
      const auto& body = world.bodies[static_cast<std::size_t>(raiser)];
      a = a + solid_tide_acceleration(earth_love_number, world.radius_m, body.gm_m3_s2,
                                      around.bodies_m[static_cast<std::size_t>(raiser)], r_m);
    }
  }
  if (world.relativity) a = a + relativistic_acceleration(world.gm_m3_s2, r_m, v_m_s);
  return a;
}

template <Scalar S>
void OrbitMotion<S>::operator()(const S& t_s, const PointMassState<S>& y, PointMassState<S>& slope) {
  ++evaluations_;
  const auto r_m = position_of(y);
  const auto v_m_s = velocity_of(y);
  auto a = free_acceleration(world_, craft_, t_s, r_m, v_m_s, y[6]);
  S flow(0.0);
  if (thrust_ != nullptr) {
    a = axpy(S(thrust_->thrust_N / y[6]), thrust_axis(*thrust_, t_s, r_m, v_m_s), a);
    flow = -thrust_->flow_kg_s;
  }
  slope = {v_m_s.x, v_m_s.y, v_m_s.z, a.x, a.y, a.z, flow};
}

}  // namespace cosmodrome

/// Makes the equations of motion ready for one more scalar.
#define COSMODROME_ORBIT_MOTION(S)                                                                                  \
  template Sky<S> sky(const OrbitWorld&, const S&);                                                                 \
  template S lit_fraction(const OrbitWorld&, const Sky<S>&, const Vec3<S, Gcrf>&);                                  \
  template S height_m(const OrbitWorld&, const S&, const Vec3<S, Gcrf>&);                                           \
  template Vec3<S, Gcrf> equator_pole(const OrbitWorld&, const S&);                                                 \
  template Vec3<S, Gcrf> thrust_axis(const OrbitThrust<S>&, const S&, const Vec3<S, Gcrf>&, const Vec3<S, Gcrf>&);  \
  template Vec3<S, Gcrf> free_acceleration(const OrbitWorld&, const Spacecraft<S>&, const S&, const Vec3<S, Gcrf>&, \
                                           const Vec3<S, Gcrf>&, const S&);                                         \
  template class OrbitMotion<S>;
