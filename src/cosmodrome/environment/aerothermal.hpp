#pragma once
#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

/// 1/2 rho v^2, Pa, of the speed relative to the air.
template <Scalar S>
S dynamic_pressure_Pa(const S& density_kg_m3, const S& airspeed_m_s) {
  return S(0.5) * density_kg_m3 * airspeed_m_s * airspeed_m_s;
}

/// 1/2 rho v^3, W/m2: the heat that free molecules bring to a plate square to the stream, if all their energy stays
/// (accommodation 1). The figure by which fairings are dropped, customarily below 1135 W/m2. Valid where molecules meet
/// the vehicle rather than each other, above about 100 km.
template <Scalar S>
S free_molecular_heating_W_m2(const S& density_kg_m3, const S& airspeed_m_s) {
  return dynamic_pressure_Pa(density_kg_m3, airspeed_m_s) * airspeed_m_s;
}

}  // namespace cosmodrome
