#pragma once
// The 5(4) pair of Dormand and Prince with its dense output of order 4. Source: J. R. Dormand, P. J. Prince,
// A family of embedded Runge-Kutta formulae, J. Comp. Appl. Math. 6 (1980) 19-26; dense output: L. F. Shampine,
// Some practical Runge-Kutta formulas, Math. Comp. 46 (1986), as in Hairer, Norsett, Wanner, section II.6.
#include <array>

#include "cosmodrome/base/math.hpp"

namespace cosmodrome {

struct DormandPrince54 {
  static constexpr int order = 5;
  static constexpr int stages = 7;        ///< the last is the first of the next step
  static constexpr int dense_stages = 7;  ///< what dense output needs: nothing more
  static constexpr double c[7] = {0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1};
  static constexpr double a[7][7] = {
      {},
      {1.0 / 5},
      {3.0 / 40, 9.0 / 40},
      {44.0 / 45, -56.0 / 15, 32.0 / 9},
      {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
      {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
      {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84},
  };
  static constexpr double error_main[7] = {71.0 / 57600,      0,          -71.0 / 16695, 71.0 / 1920,
                                           -17253.0 / 339200, 22.0 / 525, -1.0 / 40};
  static constexpr double dense[7] = {-12715105075.0 / 11282082432,  0,
                                      87487479700.0 / 32700410799,   -10690763975.0 / 1880347072,
                                      701980252875.0 / 199316789632, -1453857185.0 / 822651844,
                                      69997945.0 / 29380423};
};

}  // namespace cosmodrome
