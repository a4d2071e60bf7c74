#include "cosmodrome/environment/profile_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/base/math.hpp"
#include "cosmodrome/base/table.hpp"

namespace cosmodrome {
namespace {

using Matrix = std::vector<std::vector<double>>;

constexpr int intervals = 60;

/// Eigenvectors of a symmetric matrix as columns, the matrix left diagonal. Cyclic Jacobi: G. Golub, C. Van Loan,
/// Matrix Computations, section 8.5. Sums in a fixed order, so that all machines have the same shapes.
Matrix diagonalise(Matrix& a) {
  const std::size_t n = a.size();
  Matrix v(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) v[i][i] = 1;
  for (int sweep = 0; sweep < 30; ++sweep) {
    double off = 0;
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) off += a[p][q] * a[p][q];
    }
    if (off < 1e-22) break;
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        if (a[p][q] == 0) continue;
        const double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const double t = std::copysign(1.0, tau) / (std::abs(tau) + std::sqrt(1 + tau * tau));
        const double c = 1 / std::sqrt(1 + t * t), s = t * c;
        for (std::size_t k = 0; k < n; ++k) {
          const double kp = a[k][p], kq = a[k][q];
          a[k][p] = c * kp - s * kq, a[k][q] = s * kp + c * kq;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double pk = a[p][k], qk = a[q][k];
          a[p][k] = c * pk - s * qk, a[q][k] = s * pk + c * qk;
          const double kp = v[k][p], kq = v[k][q];
          v[k][p] = c * kp - s * kq, v[k][q] = s * kp + c * kq;
        }
      }
    }
  }
  return v;
}

/// The first shapes of a process with unit variance and exponential correlation, each value scaled so that their
/// squares add up to 1.
Matrix unit_shapes(double height_m, double correlation_m, int count) {
  constexpr std::size_t n = intervals + 1;
  Matrix covariance(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double apart = std::abs(static_cast<double>(i) - static_cast<double>(j)) * height_m / intervals;
      covariance[i][j] = exp(-apart / correlation_m);
    }
  }
  const Matrix vectors = diagonalise(covariance);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return covariance[a][a] > covariance[b][b]; });
  Matrix shapes(static_cast<std::size_t>(count), std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    double kept = 0;
    for (std::size_t k = 0; k < shapes.size(); ++k) {
      shapes[k][i] = vectors[i][order[k]] * std::sqrt(covariance[order[k]][order[k]]);
      kept += shapes[k][i] * shapes[k][i];
    }
    for (auto& shape : shapes) shape[i] /= std::sqrt(kept);
  }
  return shapes;
}

}  // namespace

template <int count>
EvenSplines<count> ProfileShapes<count>::zeros() {
  std::array<std::vector<double>, count> nothing;
  nothing.fill(std::vector<double>(4, 0.0));
  return EvenSplines<count>(nothing);
}

template <int count>
ProfileShapes<count>::ProfileShapes(const ProfileScatter& scatter) {
  if (scatter.altitude_m.empty()) return;
  if (!(scatter.correlation_m > 0)) throw InputError("a profile's correlation height is not above 0", "give a height");
  empty_ = false;
  first_m_ = scatter.altitude_m.front();
  last_m_ = scatter.altitude_m.back();
  per_m_ = intervals / (last_m_ - first_m_);
  const CubicTable sigma = CubicTable::monotone(scatter.altitude_m, scatter.sigma);
  const Matrix shapes = unit_shapes(last_m_ - first_m_, scatter.correlation_m, count);
  std::array<std::vector<double>, count> nodes;
  for (std::size_t k = 0; k < count; ++k) {
    for (int i = 0; i <= intervals; ++i) {
      const double left = (1 - static_cast<double>(i) / intervals) / 0.1;
      const double fade = left >= 1 ? 1 : left * left * (3 - 2 * left);
      nodes[k].push_back(fade * sigma(first_m_ + i / per_m_) * shapes[k][static_cast<std::size_t>(i)]);
    }
  }
  shapes_ = EvenSplines<count>(nodes);
}

template class ProfileShapes<wind_shapes>;
template class ProfileShapes<density_shapes>;

}  // namespace cosmodrome
