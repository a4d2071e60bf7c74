#include "cosmodrome/environment/harmonic_gravity.hpp"

#include <algorithm>
#include <string>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

constexpr int pack = lane_count<Lanes>;
constexpr int row_doubles = 6 * pack;

/// Ratio of the normalisations of A_nm and A_n,m+1, so that dA_nm/du = ratio A_n,m+1.
double slope_ratio(int n, int m) {
  return sqrt((m == 0 ? 0.5 : 1.0) * static_cast<double>(n - m) * static_cast<double>(n + m + 1));
}

}  // namespace

HarmonicGravity::HarmonicGravity(const GravityCoefficients& field, int degree, int order)
    : gm_m3_s2_(field.gm_m3_s2),
      radius_m_(field.radius_m),
      degree_(degree),
      order_(order),
      last_column_(std::min(order_ + 1, degree_)) {
  if (degree < 0 || degree > field.degree)
    throw InputError("gravity: found degree " + std::to_string(degree), "give 0 to " + std::to_string(field.degree));
  if (order < 0 || order > degree)
    throw InputError("gravity: found order " + std::to_string(order),
                     "give 0 to the degree, which is " + std::to_string(degree));
  const auto C = [&](int n, int m) { return m > order_ || n < 1 ? 0.0 : field.C[GravityCoefficients::index(n, m)]; };
  const auto S = [&](int n, int m) { return m > order_ || n < 1 ? 0.0 : field.S[GravityCoefficients::index(n, m)]; };
  for (int m = 0; m <= last_column_; ++m) {
    seeds_.push_back(m == 0 ? 1.0 : m == 1 ? sqrt(3.0) : seeds_.back() * sqrt((2.0 * m + 1.0) / (2.0 * m)));
    for (int n = m; n <= degree_; ++n) {
      Term term{0, 0, C(n, m), S(n, m), 0, 0};
      const double dn = n, dm = m, below = (dn - dm) * (dn + dm);
      if (n > m) term.a = sqrt((2 * dn + 1) * (2 * dn - 1) / below);
      if (n > m + 1) term.b = -sqrt((2 * dn + 1) * (dn - dm - 1) * (dn + dm - 1) / ((2 * dn - 3) * below));
      if (m > 0) {
        term.C1 = slope_ratio(n, m - 1) * C(n, m - 1);
        term.S1 = slope_ratio(n, m - 1) * S(n, m - 1);
      }
      terms_.push_back(term);
    }
  }
  pack_orders();
}

/// Sixteen orders side by side, from the degree of the lowest. Where an order has not begun, its coefficients are zero.
void HarmonicGravity::pack_orders() {
  const Term* term = terms_.data();
  std::size_t start = 0;
  for (int first = 0; first <= last_column_; first += pack) {
    packed_.resize(start + static_cast<std::size_t>((degree_ - first + 1) * row_doubles));
    for (int m = first; m < std::min(first + pack, last_column_ + 1); ++m) {
      for (int n = m; n <= degree_; ++n, ++term) {
        double* row = packed_.data() + start + static_cast<std::size_t>((n - first) * row_doubles) + (m - first);
        const double values[6] = {term->a, term->b, term->C, term->S, term->C1, term->S1};
        for (int k = 0; k < 6; ++k) row[k * pack] = values[k];
      }
    }
    start = packed_.size();
  }
}

Vec3<double, Itrf> HarmonicGravity::operator()(const Vec3<double, Itrf>& position_m) const {
  const Place<double> at(position_m, radius_m_);
  const Lanes uq(at.uq), q2(at.q2);
  Totals<double> totals;
  const double* row = packed_.data();
  for (int first = 0; first <= last_column_; first += pack) {
    const int columns = std::min(pack, last_column_ + 1 - first);
    Column<Lanes> sums;
    Lanes before(0.0), now(0.0), weight(0.0);
    for (int l = 0; l < pack; ++l) set_lane(weight, l, 2.0 * first + l + 1.0);
    const auto next_degree = [&] { return fma(Lanes::load(row) * uq, now, Lanes::load(row + pack) * q2 * before); };
    const auto take = [&](const Lanes& next) {
      before = now;
      now = next;
      sums.add(Lanes::load(row + 2 * pack), Lanes::load(row + 3 * pack), Lanes::load(row + 4 * pack),
               Lanes::load(row + 5 * pack), now, weight);
      weight = weight + Lanes(1.0);
      row += row_doubles;
    };
    int n = first;
    for (; n < first + columns; ++n) {  // order n begins
      Lanes seed(0.0);
      set_lane(seed, n - first, seeds_[n]);
      take(next_degree() + seed);
    }
    for (; n <= degree_; ++n) take(next_degree());

    double sum[6][pack];
    sums.C.store(sum[0]), sums.S.store(sum[1]);
    sums.radial_C.store(sum[2]), sums.radial_S.store(sum[3]);
    sums.polar_C.store(sum[4]), sums.polar_S.store(sum[5]);
    for (int l = 0; l < columns; ++l)
      totals.add(first + l, {sum[0][l], sum[1][l], sum[2][l], sum[3][l], sum[4][l], sum[5][l]}, at);
  }
  return acceleration(totals, at);
}

}  // namespace cosmodrome
