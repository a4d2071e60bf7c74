#pragma once
#include <optional>

#include "cosmodrome/environment/harmonic_gravity.hpp"
#include "cosmodrome/environment/zonal_gravity.hpp"

namespace cosmodrome {

/// The gravity of the body one flies from, as cheap as the asked degree and order allow: a point mass (degree 0, 1),
/// closed zonals (order 0, degree to 6), spherical harmonics (else).
class Gravity {
 public:
  explicit Gravity(const ZonalGravity& zonal) : zonal_(zonal) {}
  /// Throws InputError if the field has not that degree or the order exceeds it.
  Gravity(const GravityCoefficients& field, int degree, int order);

  /// The Earth by zonals of EGM2008, which needs no file. Degree 0 to 6.
  static Gravity earth(int degree) { return Gravity(ZonalGravity::earth(degree)); }

  [[nodiscard]] double gm_m3_s2() const { return zonal_.gm_m3_s2(); }

  /// If the field is alike around the Earth's axis: its zonals, which need no more of the Earth's attitude than that.
  [[nodiscard]] const ZonalGravity* zonal() const { return harmonic_ ? nullptr : &zonal_; }

  /// Acceleration at a place other than the centre.
  template <Scalar S>
  Vec3<S, Itrf> operator()(const Vec3<S, Itrf>& position_m) const {
    return harmonic_ ? (*harmonic_)(position_m) : zonal_(position_m);
  }

 private:
  ZonalGravity zonal_;
  std::optional<HarmonicGravity> harmonic_;
};

}  // namespace cosmodrome
