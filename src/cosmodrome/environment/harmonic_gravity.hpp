#pragma once
#include <vector>

#include "cosmodrome/base/lanes.hpp"
#include "cosmodrome/base/vec3.hpp"
#include "cosmodrome/environment/gravity_coefficients.hpp"
#include "cosmodrome/frames/tags.hpp"

namespace cosmodrome {

/// Attraction of a body by spherical harmonics, in Pines' coordinates: the direction cosines s, t, u of the place
/// stand for latitude and longitude, so that the poles are places like others.
///
/// The functions A_nm = P_nm / cos^m(phi) of u are polynomials; at equal order m they follow one from the other by
/// increasing degree. Each order's sums are made by rising degree and the orders are added by rising order, in packs of
/// sixteen orders (one place) or of sixteen places alike: so one flight and a lane have the same bits.
///
/// Sources: S. Pines, "Uniform representation of the gravitational potential and its derivatives", AIAA Journal 11,
/// 1973; normalised recursions: J. B. Lundberg, B. E. Schutz, "Recursion formulas of Legendre functions for use with
/// nonsingular geopotential models", Journal of Guidance, Control, and Dynamics 11, 1988.
class HarmonicGravity {
 public:
  /// The part of the field up to a degree and an order. Throws InputError if the field has not that degree or the
  /// order exceeds it.
  HarmonicGravity(const GravityCoefficients& field, int degree, int order);

  [[nodiscard]] double gm_m3_s2() const { return gm_m3_s2_; }
  [[nodiscard]] int degree() const { return degree_; }
  [[nodiscard]] int order() const { return order_; }

  /// Acceleration at a place other than the centre. The series holds outside the sphere that encloses the body.
  template <Scalar S>
  Vec3<S, Itrf> operator()(const Vec3<S, Itrf>& position_m) const {
    const Place<S> at(position_m, radius_m_);
    Totals<S> totals;
    const Term* term = terms_.data();
    for (int m = 0; m <= last_column_; ++m) {
      Column<S> sums;
      S before(0.0), now(seeds_[m]);
      sums.add(*term++, now, S(2.0 * m + 1.0));
      for (int n = m + 1; n <= degree_; ++n, ++term) {
        const S next = fma(S(term->a) * at.uq, now, S(term->b) * at.q2 * before);
        before = now;
        now = next;
        sums.add(*term, now, S(static_cast<double>(n + m + 1)));
      }
      totals.add(m, sums, at);
    }
    return acceleration(totals, at);
  }

  /// One place: sixteen orders at a time.
  Vec3<double, Itrf> operator()(const Vec3<double, Itrf>& position_m) const;

 private:
  // What one degree of one order needs. A_nm = a u q A_n-1,m + b q^2 A_n-2,m, with q^(n-m) inside. C1 and S1 are those
  // of the order below times its ratio of normalisations, for the derivative by u.
  struct Term {
    double a, b, C, S, C1, S1;
  };

  template <class V>
  struct Place {
    V inverse_m, s, t, u, q, uq, q2, sq, tq;
    Place(const Vec3<V, Itrf>& r_m, double radius_m) {
      inverse_m = V(1.0) / norm(r_m);
      s = r_m.x * inverse_m, t = r_m.y * inverse_m, u = r_m.z * inverse_m;
      q = V(radius_m) * inverse_m;
      uq = u * q, q2 = q * q, sq = s * q, tq = t * q;
    }
  };

  // Sums over the degrees of one order m, of A times C and S: plain, times n + m + 1, and with C1 and S1.
  template <class V>
  struct Column {
    V C{0.0}, S{0.0}, radial_C{0.0}, radial_S{0.0}, polar_C{0.0}, polar_S{0.0};
    void add(const Term& term, const V& A, const V& weight) {
      add(V(term.C), V(term.S), V(term.C1), V(term.S1), A, weight);
    }
    COSMODROME_INLINE void add(const V& c, const V& s, const V& c1, const V& s1, const V& A, const V& weight) {
      const V weighted = A * weight;
      C = fma(c, A, C);
      S = fma(s, A, S);
      radial_C = fma(c, weighted, radial_C);
      radial_S = fma(s, weighted, radial_S);
      polar_C = fma(c1, A, polar_C);
      polar_S = fma(s1, A, polar_S);
    }
  };

  // Sums over the orders; re + i im = ((s + i t) q)^m, and the same of m - 1.
  template <class V>
  struct Totals {
    V x{0.0}, y{0.0}, z{0.0}, radial{0.0};
    V re{1.0}, im{0.0}, re_before{0.0}, im_before{0.0};
    void add(int m, const Column<V>& sums, const Place<V>& at) {
      if (m > 0) {
        re_before = re, im_before = im;
        re = fma(at.sq, re_before, -(at.tq * im_before));
        im = fma(at.sq, im_before, at.tq * re_before);
        const V order(static_cast<double>(m));
        x = fma(order, fma(sums.C, re_before, sums.S * im_before), x);
        y = fma(order, fma(sums.S, re_before, -(sums.C * im_before)), y);
        z = z + fma(sums.polar_C, re_before, sums.polar_S * im_before);
      }
      radial = radial + fma(sums.radial_C, re, sums.radial_S * im);
    }
  };

  template <class V>
  Vec3<V, Itrf> acceleration(const Totals<V>& totals, const Place<V>& at) const {
    const V z = totals.z * at.q;
    const V outward = -(V(1.0) + fma(at.u, z, totals.radial));
    const V strength = V(gm_m3_s2_) * at.inverse_m * at.inverse_m;
    return {strength * fma(outward, at.s, totals.x * at.q), strength * fma(outward, at.t, totals.y * at.q),
            strength * fma(outward, at.u, z)};
  }

  void pack_orders();

  double gm_m3_s2_, radius_m_;
  int degree_, order_, last_column_;
  std::vector<double> seeds_;   // A_mm
  std::vector<Term> terms_;     // by order, then degree
  std::vector<double> packed_;  // by sixteen orders, then degree, then a, b, C, S, C1, S1
};

}  // namespace cosmodrome
