#include "cosmodrome/optimize/radau.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace cosmodrome {
namespace {

/// P_n(x) and its derivative by the three-term recurrence.
std::pair<double, double> legendre(int n, double x) {
  double before = 1, now = n > 0 ? x : 1, slope_before = 0, slope = n > 0 ? 1 : 0;
  for (int k = 2; k <= n; ++k) {
    const double next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
    const double slope_next = slope_before + (2 * k - 1) * now;
    before = now, now = next;
    slope_before = slope, slope = slope_next;
  }
  return {now, slope};
}

/// The points are the zeros of P_(K-1) - P_K; +1 is one, the others are found from Chebyshev-Gauss-Radau points.
std::vector<double> nodes_of(int count) {
  std::vector<double> tau{-1};
  for (int j = count - 1; j >= 1; --j) {
    double x = std::cos(2 * std::numbers::pi * j / (2 * count - 1));
    for (int round = 0; round < 50; ++round) {
      const auto [p, dp] = legendre(count - 1, x);
      const auto [q, dq] = legendre(count, x);
      const double change = (p - q) / (dp - dq);
      x -= change;
      if (std::abs(change) < 4e-16) break;
    }
    tau.push_back(x);
  }
  tau.push_back(1);
  return tau;
}

std::vector<double> barycentric(const double* nodes, int count) {
  std::vector<double> w(static_cast<std::size_t>(count), 1.0);
  for (int i = 0; i < count; ++i) {
    for (int j = 0; j < count; ++j) {
      if (j != i) w[static_cast<std::size_t>(i)] /= 2 * (nodes[i] - nodes[j]);
    }
  }
  return w;
}

}  // namespace

RadauRule make_radau_rule(int points) {
  if (points < 1 || points > 40) throw std::invalid_argument("a Radau rule has 1 to 40 points");
  RadauRule rule;
  rule.points = points;
  rule.tau = nodes_of(points);
  const int nodes = points + 1;
  const auto at = [&](int i) { return rule.tau[static_cast<std::size_t>(i)]; };
  for (int j = 1; j < nodes; ++j) {
    const double p = points * legendre(points - 1, at(j)).first;
    rule.weights.push_back((1 + at(j)) / (p * p));
  }
  const auto w = barycentric(rule.tau.data(), nodes);
  for (int i = 1; i < nodes; ++i) {
    double sum = 0;
    std::vector<double> row;
    for (int j = 0; j < nodes; ++j) {
      row.push_back(j == i ? 0 : w[static_cast<std::size_t>(j)] / w[static_cast<std::size_t>(i)] / (at(i) - at(j)));
      sum += row.back();
    }
    row[static_cast<std::size_t>(i)] = -sum;  // a constant has no slope
    rule.differences.insert(rule.differences.end(), row.begin(), row.end());
  }
  // The rule integrates the basis polynomials, of degree K - 1, exactly also over a part of the interval.
  for (int i = 1; i < nodes; ++i) {
    const double half = 0.5 * (at(i) + 1);
    std::vector<double> row(static_cast<std::size_t>(points), 0.0);
    for (int q = 1; q < nodes; ++q) {
      const auto basis = interpolation_weights(rule.tau.data() + 1, points, half * (at(q) + 1) - 1);
      for (std::size_t j = 0; j < row.size(); ++j)
        row[j] += half * rule.weights[static_cast<std::size_t>(q - 1)] * basis[j];
    }
    rule.integrals.insert(rule.integrals.end(), row.begin(), row.end());
  }
  return rule;
}

std::vector<double> interpolation_weights(const double* nodes, int count, double x) {
  auto w = barycentric(nodes, count);
  double sum = 0;
  for (int j = 0; j < count; ++j) {
    auto& weight = w[static_cast<std::size_t>(j)];
    if (x == nodes[j]) {
      std::fill(w.begin(), w.end(), 0.0);
      w[static_cast<std::size_t>(j)] = 1;
      return w;
    }
    weight /= x - nodes[j];
    sum += weight;
  }
  for (double& weight : w) weight /= sum;
  return w;
}

}  // namespace cosmodrome
