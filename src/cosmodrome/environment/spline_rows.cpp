#include "cosmodrome/environment/spline_rows.hpp"

namespace cosmodrome {
namespace {

/// Slopes at the nodes, per interval, of the C2 spline whose end slopes are those of the cubic through the last four
/// nodes at either end: so a cubic comes back exactly.
std::vector<double> spline_slopes(const std::vector<double>& y) {
  const std::size_t n = y.size();
  std::vector<double> slope(n), pivot(n);
  slope[0] = (-11 * y[0] + 18 * y[1] - 9 * y[2] + 2 * y[3]) / 6;
  slope[n - 1] = (11 * y[n - 1] - 18 * y[n - 2] + 9 * y[n - 3] - 2 * y[n - 4]) / 6;
  // slope[i-1] + 4 slope[i] + slope[i+1] = 3 (y[i+1] - y[i-1])
  pivot[0] = 0;
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double d = 1 / (4 - pivot[i - 1]);
    pivot[i] = d;
    slope[i] = d * (3 * (y[i + 1] - y[i - 1]) - slope[i - 1]);
  }
  for (std::size_t i = n - 2; i > 0; --i) slope[i] -= pivot[i] * slope[i + 1];
  return slope;
}

}  // namespace

template <int columns>
SplineRows<columns>::SplineRows(const std::array<std::vector<double>, columns>& at_nodes)
    : rows_(at_nodes[0].size() - 1), last_(static_cast<double>(at_nodes[0].size() - 2)) {
  for (int k = 0; k < columns; ++k) {
    const std::vector<double>& y = at_nodes[k];
    const std::vector<double> m = spline_slopes(y);
    for (std::size_t i = 0; i + 1 < y.size(); ++i) {
      const double rise = y[i + 1] - y[i];
      double* c = rows_[i].c + 4 * k;
      c[0] = y[i];
      c[1] = m[i];
      c[2] = 3 * rise - 2 * m[i] - m[i + 1];
      c[3] = m[i] + m[i + 1] - 2 * rise;
    }
  }
}

template class SplineRows<1>;
template class SplineRows<2>;

}  // namespace cosmodrome
