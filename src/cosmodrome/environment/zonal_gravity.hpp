#pragma once
#include <array>

#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// Attraction of a body that is the same all around its axis: a point mass and the zonals J2 to J6, at most. The
/// cheapest field that knows the Earth is flattened; against EGM2008 to degree 120 it
/// misses 4e-5 of gravity at the ground and 2e-5 at 500 km, root mean square; at worst 2.3e-4 and 6e-5.
///
///     a = gm / r^2 [ k sum c_n q^n P'_n(u) - r^ (1 + sum c_n q^n P'_n+1(u)) ],   c_n = -J_n, q = R / r, u = z / r
///
/// which is the gradient of gm / r (1 + sum c_n q^n P_n(u)), by (n+1) P_n + u P'_n = P'_n+1.
class ZonalGravity {
 public:
  static constexpr int highest_degree = 6;

  /// J_n from n = 2, unnormalised; the series ends after `degree` (0 and 1: a point mass). Throws InputError for a
  /// degree above 6.
  ZonalGravity(double gm_m3_s2, double radius_m, const std::array<double, 5>& J, int degree);

  /// EGM2008, tide free, to a degree of 0 to 6.
  static ZonalGravity earth(int degree);

  [[nodiscard]] double gm_m3_s2() const { return gm_m3_s2_; }
  [[nodiscard]] int degree() const { return degree_; }

  /// Acceleration at a place other than the centre. Inside the body it goes on as the series does, which means nothing
  /// far below the ground.
  template <Scalar S>
  Vec3<S, Itrf> operator()(const Vec3<S, Itrf>& position_m) const {
    return (*this)(position_m, S(1.0) / norm(position_m), {S(0.0), S(0.0), S(1.0)});
  }

  /// The same in axes in which the body's axis is `pole`. `inverse`: of the distance to its centre.
  template <Scalar S, class Frame>
  COSMODROME_INLINE Vec3<S, Frame> operator()(const Vec3<S, Frame>& position_m, const S& inverse,
                                              const Vec3<S, Frame>& pole) const {
    const S strength = S(gm_m3_s2_) * inverse * inverse;
    const Vec3<S, Frame> up = position_m * inverse;
    if (degree_ < 2) return up * -strength;

    const S u = dot(up, pole), u2 = u * u, q = S(radius_m_) * inverse;
    // P'_n of n = 2 to 7; the odd powers of u keep their factor for the end.
    const S p2 = S(3.0) * u;
    const S p3 = fma(S(7.5), u2, S(-1.5));
    const S p4 = u * fma(S(17.5), u2, S(-7.5));
    const S p5 = fma(fma(S(39.375), u2, S(-26.25)), u2, S(1.875));
    S outward = S(c_[2]) * p5, axial = S(c_[2]) * p4;
    if (degree_ > 4) {
      const S p6 = u * fma(fma(S(86.625), u2, S(-78.75)), u2, S(13.125));
      const S p7 = fma(fma(fma(S(187.6875), u2, S(-216.5625)), u2, S(59.0625)), u2, S(-2.1875));
      outward = fma(q, fma(q, S(c_[4]) * p7, S(c_[3]) * p6), outward);
      axial = fma(q, fma(q, S(c_[4]) * p6, S(c_[3]) * p5), axial);
    }
    const S q2 = q * q;
    outward = q2 * fma(q, fma(q, outward, S(c_[1]) * p4), S(c_[0]) * p3);
    axial = q2 * fma(q, fma(q, axial, S(c_[1]) * p3), S(c_[0]) * p2);
    return axpy(strength * axial, pole, up * (-strength * (S(1.0) + outward)));
  }

 private:
  double gm_m3_s2_, radius_m_;
  std::array<double, 5> c_{};  // -J_n from n = 2; zero above the degree
  int degree_;
};

}  // namespace cosmodrome
