#include "cosmodrome/environment/even_splines.hpp"

#include <numeric>

#include "cosmodrome/base/slopes.hpp"

namespace cosmodrome {
namespace {

std::vector<std::array<double, 4>> cubics(const std::vector<double>& y) {
  std::vector<double> nodes(y.size());
  std::iota(nodes.begin(), nodes.end(), 0.0);
  const std::vector<double> slope = spline_slopes(nodes, y, SplineEnds::not_a_knot);
  std::vector<std::array<double, 4>> rows(y.size() - 1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double rise = y[i + 1] - y[i];
    rows[i] = {y[i], slope[i], 3 * rise - 2 * slope[i] - slope[i + 1], slope[i] + slope[i + 1] - 2 * rise};
  }
  return rows;
}

/// Slope and second derivative at a node: what two quintics that meet there share.
struct Bend {
  double slope = 0, second = 0;

  friend Bend operator-(const Bend& a, const Bend& b) { return {a.slope - b.slope, a.second - b.second}; }
};

/// ((a, b), (c, d)), by rows.
struct Matrix {
  double a, b, c, d;

  friend Bend operator*(const Matrix& m, const Bend& v) {
    return {m.a * v.slope + m.b * v.second, m.c * v.slope + m.d * v.second};
  }
  friend Matrix operator*(const Matrix& m, const Matrix& n) {
    return {m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d, m.c * n.a + m.d * n.c, m.c * n.b + m.d * n.d};
  }
  friend Matrix operator-(const Matrix& m, const Matrix& n) { return {m.a - n.a, m.b - n.b, m.c - n.c, m.d - n.d}; }
  [[nodiscard]] Matrix inverse() const {
    const double of_all = 1 / (a * d - b * c);
    return {d * of_all, -b * of_all, -c * of_all, a * of_all};
  }
};

/// At the first of six values one apart, or with direction -1 at the last: of the one quintic through them.
Bend bend_at_end(const double* y, int direction) {
  constexpr std::array<double, 6> first{-137.0 / 60, 5, -5, 10.0 / 3, -5.0 / 4, 1.0 / 5};
  constexpr std::array<double, 6> second{15.0 / 4, -77.0 / 6, 107.0 / 6, -13, 61.0 / 12, -5.0 / 6};
  Bend bend;
  for (int i = 0; i < 6; ++i) {
    bend.slope += direction * first[static_cast<std::size_t>(i)] * y[direction * i];
    bend.second += second[static_cast<std::size_t>(i)] * y[direction * i];
  }
  return bend;
}

/// Slopes and second derivatives with which the third and fourth derivatives of neighbouring quintics agree. With d the
/// rise from a node to the next, m the slope and c the second derivative,
///     -24 m_i-1 + 24 m_i+1 - 3 c_i-1 + 18 c_i - 3 c_i+1 =  60 (d_i - d_i-1)
///      -7 m_i-1 - 16 m_i - 7 m_i+1    - c_i-1 + c_i+1   = -15 (d_i + d_i-1)
/// between ends that are as the quintics through the outermost six values have them.
std::vector<Bend> quintic_bends(const std::vector<double>& y) {
  constexpr Matrix before{-24, -3, -7, -1}, here{0, 18, -16, 0}, after{24, -3, -7, 1};
  const std::size_t last = y.size() - 1;
  std::vector<Bend> bends(y.size());
  std::vector<Matrix> passed(y.size(), Matrix{0, 0, 0, 0});  // bend_i = bends_i - passed_i bend_i+1
  bends.front() = bend_at_end(&y.front(), 1);
  for (std::size_t i = 1; i < last; ++i) {
    const double rise = y[i + 1] - y[i], rise_before = y[i] - y[i - 1];
    const Matrix inverse = (here - before * passed[i - 1]).inverse();
    bends[i] = inverse * (Bend{60 * (rise - rise_before), -15 * (rise + rise_before)} - before * bends[i - 1]);
    passed[i] = inverse * after;
  }
  bends.back() = bend_at_end(&y.back(), -1);
  for (std::size_t i = last; i-- > 1;) bends[i] = bends[i] - passed[i] * bends[i + 1];
  return bends;
}

std::vector<std::array<double, 6>> quintics(const std::vector<double>& y) {
  const std::vector<Bend> bends = quintic_bends(y);
  std::vector<std::array<double, 6>> rows(y.size() - 1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double d = y[i + 1] - y[i];
    const auto [m0, c0] = bends[i];
    const auto [m1, c1] = bends[i + 1];
    rows[i] = {y[i],
               m0,
               0.5 * c0,
               10 * d - 6 * m0 - 4 * m1 - 1.5 * c0 + 0.5 * c1,
               -15 * d + 8 * m0 + 7 * m1 + 1.5 * c0 - c1,
               6 * d - 3 * (m0 + m1) - 0.5 * (c0 - c1)};
  }
  return rows;
}

}  // namespace

template <int quantities, int degree>
EvenSplines<quantities, degree>::EvenSplines(const std::array<std::vector<double>, quantities>& at_nodes)
    : rows_(at_nodes[0].size() - 1), last_interval_(static_cast<double>(at_nodes[0].size() - 2)) {
  for (std::size_t k = 0; k < quantities; ++k) {
    const auto polynomials = [&] {
      if constexpr (degree == 3) {
        return cubics(at_nodes[k]);
      } else {
        return quintics(at_nodes[k]);
      }
    }();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (std::size_t power = 0; power <= degree; ++power) rows_[i].c[place(power, k)] = polynomials[i][power];
    }
  }
}

template class EvenSplines<1>;
template class EvenSplines<2>;
template class EvenSplines<3>;
template class EvenSplines<1, 5>;
template class EvenSplines<3, 5>;
template class EvenSplines<4>;
template class EvenSplines<8>;

}  // namespace cosmodrome
