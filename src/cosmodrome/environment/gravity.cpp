#include "cosmodrome/environment/gravity.hpp"

#include <algorithm>

namespace cosmodrome {
namespace {

ZonalGravity zonals_of(const GravityCoefficients& field, int degree) {
  std::array<double, 5> J{};
  for (int n = 2; n <= std::min({degree, field.degree, ZonalGravity::highest_degree}); ++n)
    J[n - 2] = -sqrt(2.0 * n + 1.0) * field.C[GravityCoefficients::index(n, 0)];
  return {field.gm_m3_s2, field.radius_m, J, std::clamp(degree, 0, ZonalGravity::highest_degree)};
}

}  // namespace

Gravity::Gravity(const GravityCoefficients& field, int degree, int order) : zonal_(zonals_of(field, degree)) {
  const bool round = order == 0 || (order == 1 && degree == 1);
  const bool closed = round && degree >= 0 && degree <= std::min(field.degree, ZonalGravity::highest_degree);
  if (!closed) harmonic_.emplace(field, degree, order);
}

}  // namespace cosmodrome
