#include "cosmodrome/orbit/dispersed_path.hpp"

#include <cmath>
#include <stdexcept>

namespace cosmodrome {
namespace {

constexpr std::size_t size = 12;

/// One component of the two states by all errors.
using Row = std::vector<double>;

double dot_of(const Row& a, const Row& b) {
  double sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += a[j] * b[j];
  return sum;
}

/// Takes off what of a row lies along unit rows that are at right angles to each other; the shares are added up.
void take_off(Row& row, const std::vector<Row>& units, std::array<double, size>& shares) {
  for (std::size_t k = 0; k < units.size(); ++k) {
    const double share = dot_of(row, units[k]);
    shares[k] += share;
    for (std::size_t j = 0; j < row.size(); ++j) row[j] -= share * units[k][j];
  }
}

}  // namespace

TransitionMatrix covariance_of(const ErrorColumns& errors) {
  TransitionMatrix covariance{};
  for (const auto& error : errors)
    for (std::size_t i = 0; i < 6; ++i)
      for (std::size_t j = 0; j < 6; ++j) covariance[i][j] += error[i] * error[j];
  return covariance;
}

void DispersedPath::go_on(const OrbitArc<Dual<6>>& arc, ErrorColumns errors, bool burns) {
  const double from_s = arc.from_s.v, end_s = arc.end_s.v;
  if (arc.steps.empty()) return;  // it ends as it begins
  const std::size_t piece = pieces_.size();
  pieces_.push_back(std::move(errors));
  long k = static_cast<long>(std::ceil(from_s / look_s_));
  if (looks_.empty()) first_ = k;
  if (k > end()) throw std::logic_error("DispersedPath: a piece is missing");
  burnt_ = burnt_ || burns;
  for (k = end(); static_cast<double>(k) * look_s_ <= end_s; ++k) {
    const auto y = arc.at(static_cast<double>(k) * look_s_);
    looks_.push_back({{y[0].v, y[1].v, y[2].v}, {y[3].v, y[4].v, y[5].v}, {y[0].d, y[1].d, y[2].d}, piece, !burnt_});
    burnt_ = burns;
  }
}

void fold_errors(ErrorColumns& a, ErrorColumns& b) {
  if (a.size() <= size || a.size() != b.size()) return;
  // Rows of the two states by errors = lower triangle times rows at right angles (Gram and Schmidt, each row twice
  // against rounding): the rows of the triangle move the states as the errors do, in fewer.
  std::vector<Row> units;
  std::array<std::array<double, size>, size> triangle{};
  for (std::size_t i = 0; i < size; ++i) {
    Row row;
    for (std::size_t j = 0; j < a.size(); ++j) row.push_back(i < 6 ? a[j][i] : b[j][i - 6]);
    const double before = std::sqrt(dot_of(row, row));
    for (int round = 0; round < 2; ++round) take_off(row, units, triangle[i]);
    const double left = std::sqrt(dot_of(row, row));
    constexpr double rounding = 1e-12;
    if (!(left > rounding * before)) continue;
    triangle[i][units.size()] = left;
    for (double& part : row) part /= left;
    units.push_back(std::move(row));
  }
  a.assign(units.size(), {}), b.assign(units.size(), {});
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t k = 0; k < units.size(); ++k) (i < 6 ? a : b)[k][i % 6] = triangle[i][k];
}

}  // namespace cosmodrome
