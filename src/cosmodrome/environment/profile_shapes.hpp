#pragma once
#include <vector>

#include "cosmodrome/environment/even_splines.hpp"

namespace cosmodrome {

inline constexpr int wind_shapes = 8;     ///< shapes along altitude that gusts are put together from, each way
inline constexpr int density_shapes = 4;  ///< the same of the air's density

/// How a quantity of the air scatters about its mean along altitude: standard deviation by altitude, and the height
/// over which what it does at two altitudes is alike, exp(-|dz| / correlation). Empty: not at all.
struct ProfileScatter {
  std::vector<double> altitude_m;
  std::vector<double> sigma;
  double correlation_m = 0;
};

/// A random profile along altitude as a sum of fixed shapes with independent amplitudes of unit variance: its
/// Karhunen-Loeve expansion, cut off after `count` shapes and widened so that the variance at each altitude is the one
/// that was asked for. Source: R. Ghanem, P. Spanos, Stochastic Finite Elements (1991), section 2.3.
///
/// Below the first row the profile is as there, above the last it is nothing: the standard deviation is led to zero
/// over the last tenth, so that no step has a kink to cross.
template <int count>
class ProfileShapes {
 public:
  ProfileShapes() = default;
  explicit ProfileShapes(const ProfileScatter& scatter);

  [[nodiscard]] bool empty() const { return empty_; }
  [[nodiscard]] double first_m() const { return first_m_; }
  [[nodiscard]] double last_m() const { return last_m_; }

  /// The values of all shapes at an altitude.
  template <Scalar S>
  std::array<S, count> operator()(const S& altitude_m) const {
    const S held = min(S(last_m_), max(S(first_m_), altitude_m));
    return shapes_((held - S(first_m_)) * S(per_m_));
  }

 private:
  bool empty_ = true;
  double first_m_ = 0, last_m_ = 1, per_m_ = 3;
  EvenSplines<count> shapes_ = zeros();
  static EvenSplines<count> zeros();
};

}  // namespace cosmodrome
