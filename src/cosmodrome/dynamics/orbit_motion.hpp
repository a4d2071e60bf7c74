#pragma once
#include "cosmodrome/dynamics/orbit_world.hpp"
#include "cosmodrome/dynamics/point_mass.hpp"

namespace cosmodrome {

/// Where the bodies around are, at one instant.
template <Scalar S>
struct Sky {
  std::array<Vec3<S, Gcrf>, OrbitWorld::most_bodies> bodies_m;
  Vec3<S, Gcrf> sun_m(const OrbitWorld& world) const { return bodies_m[static_cast<std::size_t>(world.sun)]; }
  Vec3<S, Gcrf> other_m(const OrbitWorld& world) const { return bodies_m[static_cast<std::size_t>(world.other)]; }
};

template <Scalar S>
Sky<S> sky(const OrbitWorld& world, const S& t_s);

/// Of the Sun's disc, what neither the centre nor the other body covers. The world must have the Sun.
template <Scalar S>
S lit_fraction(const OrbitWorld& world, const Sky<S>& sky, const Vec3<S, Gcrf>& r_m);

/// Height above the Earth's ellipsoid or the Moon's sphere.
template <Scalar S>
S height_m(const OrbitWorld& world, const S& t_s, const Vec3<S, Gcrf>& r_m);

/// The pole of the equator that nodes are counted on: the Earth's of date (CIP), or the Moon's third principal axis.
template <Scalar S>
Vec3<S, Gcrf> equator_pole(const OrbitWorld& world, const S& t_s);

/// The thrust's axis, unit.
template <Scalar S>
Vec3<S, Gcrf> thrust_axis(const OrbitThrust<S>& thrust, const S& t_s, const Vec3<S, Gcrf>& r_m,
                          const Vec3<S, Gcrf>& v_m_s);

/// Everything but the engine: gravity of the centre and of the bodies around, air, sunlight, relativity. The one place
/// where the forces of free flight are summed; those of the ascent are in forces.hpp, from the same models.
template <Scalar S>
Vec3<S, Gcrf> free_acceleration(const OrbitWorld& world, const Spacecraft<S>& craft, const S& t_s,
                                const Vec3<S, Gcrf>& r_m, const Vec3<S, Gcrf>& v_m_s, const S& mass_kg);

/// Equations of motion of a spacecraft with three degrees of freedom, as the integrators call them. `thrust` null: it
/// coasts.
template <Scalar S>
class OrbitMotion {
 public:
  OrbitMotion(const OrbitWorld& world, const Spacecraft<S>& craft, const OrbitThrust<S>* thrust)
      : world_(world), craft_(craft), thrust_(thrust) {}

  void operator()(const S& t_s, const PointMassState<S>& y, PointMassState<S>& slope);
  long evaluations() const { return evaluations_; }

 private:
  const OrbitWorld& world_;
  const Spacecraft<S>& craft_;
  const OrbitThrust<S>* thrust_;
  long evaluations_ = 0;
};

}  // namespace cosmodrome
