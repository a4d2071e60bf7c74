#include "cosmodrome/optimize/radau.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numbers>
#include <stdexcept>

#include "cosmodrome/base/math.hpp"

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
    double x = cos(2 * std::numbers::pi * j / (2 * count - 1));
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

/// The polynomial's value from values at `nodes` with their barycentric weights.
std::vector<double> interpolate(const double* nodes, const std::vector<double>& barycentric_weights, double x) {
  std::vector<double> w = barycentric_weights;
  double sum = 0;
  for (std::size_t j = 0; j < w.size(); ++j) {
    if (x == nodes[j]) {
      std::fill(w.begin(), w.end(), 0.0);
      w[j] = 1;
      return w;
    }
    w[j] /= x - nodes[j];
    sum += w[j];
  }
  for (double& weight : w) weight /= sum;
  return w;
}

RadauRule make_rule(int points) {
  RadauRule rule;
  rule.points = points;
  rule.tau = nodes_of(points);
  const int nodes = points + 1;
  const auto at = [&](int i) { return rule.tau[static_cast<std::size_t>(i)]; };
  for (int j = 1; j < nodes; ++j) {
    const double p = points * legendre(points - 1, at(j)).first;
    rule.weights.push_back((1 + at(j)) / (p * p));
  }
  rule.node_weights = barycentric(rule.tau.data(), nodes);
  rule.point_weights = barycentric(rule.tau.data() + 1, points);
  const auto& w = rule.node_weights;
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
      const auto basis = interpolate(rule.tau.data() + 1, rule.point_weights, half * (at(q) + 1) - 1);
      for (std::size_t j = 0; j < row.size(); ++j)
        row[j] += half * rule.weights[static_cast<std::size_t>(q - 1)] * basis[j];
    }
    rule.integrals.insert(rule.integrals.end(), row.begin(), row.end());
  }
  return rule;
}

}  // namespace

const RadauRule& radau_rule(int points) {
  constexpr int most = 40;
  if (points < 1 || points > most) throw std::invalid_argument("a Radau rule has 1 to 40 points");
  static std::array<std::once_flag, most + 1> made;
  static std::array<RadauRule, most + 1> rules;
  const auto i = static_cast<std::size_t>(points);
  std::call_once(made[i], [&] { rules[i] = make_rule(points); });
  return rules[i];
}

std::vector<double> weights_of_nodes(const RadauRule& rule, double tau) {
  return interpolate(rule.tau.data(), rule.node_weights, tau);
}

std::vector<double> weights_of_points(const RadauRule& rule, double tau) {
  return interpolate(rule.tau.data() + 1, rule.point_weights, tau);
}

}  // namespace cosmodrome
