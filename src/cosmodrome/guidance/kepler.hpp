#pragma once
#include <cmath>

#include "cosmodrome/frames/earth_orientation.hpp"

namespace cosmodrome {

/// Two-body motion over dt_s by universal variables, for arcs shorter than about 150 degrees: the Stumpff
/// functions are summed as series, without a branch, so that lanes and ellipses and hyperbolas mix.
/// Source: R. H. Battin, An Introduction to the Mathematics and Methods of Astrodynamics (1999), section 4.5.
/// Error below 1e-12 relative while |alpha chi^2| < 7.
template <Scalar S, class F>
PositionVelocity<S, F> propagate_short_arc(const Vec3<S, F>& r0, const Vec3<S, F>& v0, const S& dt_s, double mu_m3_s2) {
  const S root_mu(std::sqrt(mu_m3_s2));
  const S r = norm(r0);
  const S sigma = dot(r0, v0) / root_mu;
  const S alpha = S(2.0) / r - squared_norm(v0) / S(mu_m3_s2);

  const auto stumpff = [](const S& z, S& c2, S& c3) {
    // c2 = sum (-z)^k / (2k+2)!, c3 = sum (-z)^k / (2k+3)!
    constexpr int terms = 14;
    c2 = S(1.0);
    c3 = S(1.0);
    for (int k = terms; k >= 1; --k) {
      c2 = fma(-z * S(1.0 / ((2.0 * k + 1) * (2.0 * k + 2))), c2, S(1.0));
      c3 = fma(-z * S(1.0 / ((2.0 * k + 2) * (2.0 * k + 3))), c3, S(1.0));
    }
    c2 = c2 * S(0.5);
    c3 = c3 * S(1.0 / 6.0);
  };

  S chi = root_mu * dt_s / r;  // exact on a circle
  S c2, c3;
  for (int iteration = 0; iteration < 6; ++iteration) {
    const S chi2 = chi * chi;
    stumpff(alpha * chi2, c2, c3);
    const S one_minus = S(1.0) - alpha * r;
    const S f = fma(sigma * chi2, c2, fma(one_minus * chi2 * chi, c3, fma(r, chi, -(root_mu * dt_s))));
    const S slope = fma(sigma * chi, S(1.0) - alpha * chi2 * c3, fma(one_minus * chi2, c2, r));
    chi = chi - f / slope;
  }
  const S chi2 = chi * chi;
  stumpff(alpha * chi2, c2, c3);
  const S lagrange_f = S(1.0) - chi2 / r * c2;
  const S lagrange_g = dt_s - chi2 * chi / root_mu * c3;
  const auto position = r0 * lagrange_f + v0 * lagrange_g;
  const S r1 = norm(position);
  const S lagrange_f_rate = root_mu / (r1 * r) * chi * fma(alpha * chi2, c3, S(-1.0));
  const S lagrange_g_rate = S(1.0) - chi2 / r1 * c2;
  return {position, r0 * lagrange_f_rate + v0 * lagrange_g_rate};
}

}  // namespace cosmodrome
