#pragma once
#include "cosmodrome/base/rotation.hpp"
#include "cosmodrome/flight/flight.hpp"

namespace cosmodrome {

/// Osculating elements of (r, v), relative to the equator of date; the node is counted
/// from the celestial intermediate origin.
OrbitElements osculating_elements(const Vec3<double, Gcrf>& position_m, const Vec3<double, Gcrf>& velocity_m_s,
                                  double mu_m3_s2, const Rotation<Gcrf, Cirf>& to_equator);

}  // namespace cosmodrome
