#pragma once
// A discretised optimal control problem: a pendulum is swung up with the least effort, within limits of torque and
// rate.
#include <cmath>
#include <numbers>

#include "cosmodrome/optimize/nlp.hpp"

namespace cosmodrome {

/// Steps of a trapezoidal rule; at each node angle, rate, torque. The elimination hint is the chain of nodes.
class SwingUp : public NonlinearProgram {
 public:
  SwingUp(int steps, bool hint, double torque_limit = 2.0) : steps_(steps), h_(4.0 / steps) {
    for (int k = 0; k <= steps; ++k) {
      const double start = std::numbers::pi;
      const bool first = k == 0, last = k == steps;
      add({first ? start : last ? 0.0 : -unbounded, first || last ? 0.0 : -unbounded, -torque_limit}, s_.x_lower);
      add({first ? start : last ? 0.0 : unbounded, first || last ? 0.0 : unbounded, torque_limit}, s_.x_upper);
    }
    for (int k = 0; k < steps; ++k) {
      add({0.0, 0.0, -unbounded}, s_.c_lower);
      add({0.0, 0.0, 4.0}, s_.c_upper);  // rate^2 at most 4
      for (int row = 0; row < 2; ++row) {
        for (int j = 0; j < 6; ++j) entry(s_.jacobian, 3 * k + row, 3 * k + j);
      }
      entry(s_.jacobian, 3 * k + 2, 3 * k + 1);
    }
    for (int k = 0; k <= steps; ++k) {
      for (int j = 0; j < 3; ++j) entry(s_.hessian, 3 * k + j, 3 * k + j);
    }
    if (!hint) return;
    for (int i = 0; i < 3 * (steps + 1); ++i) s_.elimination.group_of_variable.push_back(i / 3);
    for (int i = 0; i < 3 * steps; ++i) s_.elimination.group_of_constraint.push_back(i / 3);
    for (int k = 0; k <= steps; ++k) s_.elimination.parent.push_back(k < steps ? k + 1 : -1);
  }

  [[nodiscard]] NlpStart start() const {
    NlpStart start;
    for (int k = 0; k <= steps_; ++k) add({std::numbers::pi * (1.0 - 1.0 * k / steps_), -1.0, 0.1}, start.x);
    return start;
  }

  [[nodiscard]] const NlpStructure& structure() const override { return s_; }
  [[nodiscard]] double objective(std::span<const double> x) const override {
    double sum = 0.0;
    for (int k = 0; k <= steps_; ++k) sum += h_ * x[3 * k + 2] * x[3 * k + 2];
    return sum;
  }
  void gradient(std::span<const double> x, std::span<double> g) const override {
    for (int k = 0; k <= steps_; ++k) {
      g[3 * k] = g[3 * k + 1] = 0.0;
      g[3 * k + 2] = 2.0 * h_ * x[3 * k + 2];
    }
  }
  void constraints(std::span<const double> x, std::span<double> c) const override {
    for (int k = 0; k < steps_; ++k) {
      const double *a = &x[3 * k], *b = &x[3 * k + 3];
      c[3 * k] = b[0] - a[0] - 0.5 * h_ * (a[1] + b[1]);
      c[3 * k + 1] = b[1] - a[1] - 0.5 * h_ * (std::sin(a[0]) + a[2] + std::sin(b[0]) + b[2]);
      c[3 * k + 2] = a[1] * a[1];
    }
  }
  void jacobian(std::span<const double> x, std::span<double> values) const override {
    double* v = values.data();
    const double half = 0.5 * h_;
    for (int k = 0; k < steps_; ++k) {
      const double *a = &x[3 * k], *b = &x[3 * k + 3];
      for (const double d : {-1.0, -half, 0.0, 1.0, -half, 0.0}) *v++ = d;
      for (const double d : {-half * std::cos(a[0]), -1.0, -half, -half * std::cos(b[0]), 1.0, -half}) *v++ = d;
      *v++ = 2.0 * a[1];
    }
  }
  void hessian(std::span<const double> x, double factor, std::span<const double> y,
               std::span<double> values) const override {
    for (int k = 0; k <= steps_; ++k) {
      const double swing = (k < steps_ ? y[3 * k + 1] : 0.0) + (k > 0 ? y[3 * k - 2] : 0.0);
      values[3 * k] = 0.5 * h_ * std::sin(x[3 * k]) * swing;
      values[3 * k + 1] = k < steps_ ? 2.0 * y[3 * k + 2] : 0.0;
      values[3 * k + 2] = 2.0 * h_ * factor;
    }
  }

 private:
  static void add(std::initializer_list<double> values, std::vector<double>& to) {
    to.insert(to.end(), values.begin(), values.end());
  }
  static void entry(SparsityPattern& pattern, int row, int column) {
    pattern.rows.push_back(row);
    pattern.columns.push_back(column);
  }

  int steps_;
  double h_;
  NlpStructure s_;
};

}  // namespace cosmodrome
