#pragma once
#include "cosmodrome/base/math.hpp"
#include "cosmodrome/integrate/dop853_coefficients.hpp"

namespace cosmodrome {

/// The 8(5,3) pair of Dormand and Prince with dense output of order 7, as Hairer, Norsett and Wanner give it.
struct Dop853 {
  static constexpr int order = 8;
  static constexpr int stages = 13;        ///< the last is the first of the next step
  static constexpr int dense_stages = 16;  ///< three more evaluations, made only when dense output is asked for
  static constexpr auto& c = dop853::c;
  static constexpr auto& a = dop853::a;
  static constexpr auto& error_main = dop853::error_5;
  static constexpr auto& error_second = dop853::error_3;
  static constexpr auto& dense = dop853::dense;

  /// Section II.10: the estimate of order 5 is damped where that of order 3 is large.
  template <Scalar S>
  static S error_norm(const S& squared_main, const S& squared_second) {
    const S denominator = fma(S(0.01), squared_second, squared_main);
    return select(denominator > S(0.0), squared_main / sqrt(max(denominator, S(1e-300))), S(0.0));
  }
};

}  // namespace cosmodrome
