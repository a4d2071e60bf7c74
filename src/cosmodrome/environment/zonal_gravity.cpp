#include "cosmodrome/environment/zonal_gravity.hpp"

#include <string>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {

ZonalGravity::ZonalGravity(double gm_m3_s2, double radius_m, const std::array<double, 5>& J, int degree)
    : gm_m3_s2_(gm_m3_s2), radius_m_(radius_m), degree_(degree) {
  if (degree < 0 || degree > highest_degree)
    throw InputError("gravity: found degree " + std::to_string(degree) + " of zonals",
                     "give 0 to 6, or load a field of harmonics");
  for (int n = 2; n <= degree_; ++n) c_[n - 2] = -J[n - 2];
}

ZonalGravity ZonalGravity::earth(int degree) {
  // EGM2008, tide free, C_n0 fully normalised; the unnormalised J_n is -sqrt(2n + 1) C_n0.
  constexpr std::array<double, 5> C{-4.84165143790815e-4, 9.57161207093473e-7, 5.39965866638991e-7, 6.86702913736681e-8,
                                    -1.49953927978527e-7};
  std::array<double, 5> J{};
  for (int n = 2; n <= highest_degree; ++n) J[n - 2] = -sqrt(2.0 * n + 1.0) * C[n - 2];
  return {3.986004415e14, 6378136.3, J, degree};
}

}  // namespace cosmodrome
