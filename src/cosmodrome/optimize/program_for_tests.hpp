#pragma once
// Small programs for tests, written once as formulas: derivatives by second-order forward differentiation.
#include <array>
#include <cmath>
#include <utility>

#include "cosmodrome/optimize/nlp.hpp"

namespace cosmodrome {

/// A number with its gradient and Hessian by n variables.
template <int n>
struct Second {
  double v = 0.0;
  std::array<double, n> g{};
  std::array<double, n * n> h{};

  Second() = default;
  Second(double value) : v(value) {}
  static Second variable(double value, int i) {
    Second s(value);
    s.g[i] = 1.0;
    return s;
  }
  /// f(this), where f has this value, slope and curvature.
  [[nodiscard]] Second chain(double f, double df, double ddf) const {
    Second s(f);
    for (int i = 0; i < n; ++i) s.g[i] = df * g[i];
    for (int i = 0; i < n * n; ++i) s.h[i] = df * h[i] + ddf * g[i / n] * g[i % n];
    return s;
  }
  [[nodiscard]] Second combined(double a, const Second& b, double factor) const {
    Second s(a * v + factor * b.v);
    for (int i = 0; i < n; ++i) s.g[i] = a * g[i] + factor * b.g[i];
    for (int i = 0; i < n * n; ++i) s.h[i] = a * h[i] + factor * b.h[i];
    return s;
  }
  friend Second operator+(const Second& a, const Second& b) { return a.combined(1.0, b, 1.0); }
  friend Second operator-(const Second& a, const Second& b) { return a.combined(1.0, b, -1.0); }
  friend Second operator-(const Second& a) { return a.combined(-1.0, a, 0.0); }
  friend Second operator*(const Second& a, const Second& b) {
    Second s = a.combined(b.v, b, a.v);
    s.v = a.v * b.v;
    for (int i = 0; i < n * n; ++i) s.h[i] += a.g[i / n] * b.g[i % n] + b.g[i / n] * a.g[i % n];
    return s;
  }
  friend Second operator/(const Second& a, const Second& b) {
    const double r = 1.0 / b.v;
    return a * b.chain(r, -r * r, 2.0 * r * r * r);
  }
};
template <int n>
Second<n> exp(const Second<n>& a) {
  const double e = std::exp(a.v);
  return a.chain(e, e, e);
}
template <int n>
Second<n> log(const Second<n>& a) {
  return a.chain(std::log(a.v), 1.0 / a.v, -1.0 / (a.v * a.v));
}
template <int n>
Second<n> sqrt(const Second<n>& a) {
  const double r = std::sqrt(a.v);
  return a.chain(r, 0.5 / r, -0.25 / (r * a.v));
}
template <int n>
Second<n> sin(const Second<n>& a) {
  return a.chain(std::sin(a.v), std::cos(a.v), -std::sin(a.v));
}
template <int n>
Second<n> power(const Second<n>& a, int k) {
  return a.chain(std::pow(a.v, k), k * std::pow(a.v, k - 1), k * (k - 1) * std::pow(a.v, k - 2));
}

/// n variables and m constraints, dense: `formulas(x, f, c)` sets f and c from x.
template <int n, int m, class Formulas>
class FormulaProgram : public NonlinearProgram {
 public:
  using Number = Second<n>;

  explicit FormulaProgram(Formulas formulas) : formulas_(std::move(formulas)) {
    structure_.x_lower.assign(n, -unbounded);
    structure_.x_upper.assign(n, unbounded);
    structure_.c_lower.assign(m, 0.0);
    structure_.c_upper.assign(m, 0.0);
    for (int i = 0; i < m; ++i) {
      for (int j = 0; j < n; ++j) structure_.jacobian.rows.push_back(i), structure_.jacobian.columns.push_back(j);
    }
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j <= i; ++j) structure_.hessian.rows.push_back(i), structure_.hessian.columns.push_back(j);
    }
  }
  NlpStructure& change() { return structure_; }

  [[nodiscard]] const NlpStructure& structure() const override { return structure_; }
  [[nodiscard]] double objective(std::span<const double> x) const override { return at(x).f.v; }
  void gradient(std::span<const double> x, std::span<double> g) const override {
    const auto all = at(x);
    for (int j = 0; j < n; ++j) g[j] = all.f.g[j];
  }
  void constraints(std::span<const double> x, std::span<double> c) const override {
    const auto all = at(x);
    for (int i = 0; i < m; ++i) c[i] = all.c[i].v;
  }
  void jacobian(std::span<const double> x, std::span<double> values) const override {
    const auto all = at(x);
    for (int i = 0; i < m; ++i) {
      for (int j = 0; j < n; ++j) values[i * n + j] = all.c[i].g[j];
    }
  }
  void hessian(std::span<const double> x, double factor, std::span<const double> y,
               std::span<double> values) const override {
    const auto all = at(x);
    int k = 0;
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j <= i; ++j, ++k) {
        values[k] = factor * all.f.h[i * n + j];
        for (int r = 0; r < m; ++r) values[k] += y[r] * all.c[r].h[i * n + j];
      }
    }
  }

 private:
  struct Values {
    Number f;
    std::array<Number, m> c;
  };
  [[nodiscard]] Values at(std::span<const double> x) const {
    std::array<Number, n> numbers;
    for (int j = 0; j < n; ++j) numbers[j] = Number::variable(x[j], j);
    Values values;
    formulas_(numbers, values.f, values.c);
    return values;
  }

  Formulas formulas_;
  NlpStructure structure_;
};

}  // namespace cosmodrome
