#pragma once
#include <vector>

#include "cosmodrome/base/table.hpp"
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// Steady horizontal wind by geometric altitude: where the air goes to, not where it comes from. None unless given.
///
/// Twice continuously differentiable between the rows; beyond the first and last row the wind is as there, with no
/// kink: the spline arrives with no slope. A profile that ends in the jet stream thus blows on; end it with calm air.
class Wind {
 public:
  Wind() = default;

  /// At least two rows, altitudes rising. Throws InputError if not so.
  Wind(const std::vector<double>& altitude_m, const std::vector<double>& east_m_s, const std::vector<double>& north_m_s)
      : empty_(false),
        east_m_s_(CubicTable::spline(altitude_m, east_m_s, SplineEnds::flat)),
        north_m_s_(CubicTable::spline(altitude_m, north_m_s, SplineEnds::flat)) {}

  /// Calm everywhere: nothing to evaluate.
  [[nodiscard]] bool empty() const { return empty_; }

  template <Scalar S>
  Vec3<S, Enu> operator()(const S& altitude_m) const {
    if (empty_) return {S(0.0), S(0.0), S(0.0)};
    return {east_m_s_(altitude_m), north_m_s_(altitude_m), S(0.0)};
  }

 private:
  bool empty_ = true;
  CubicTable east_m_s_, north_m_s_;
};

}  // namespace cosmodrome
