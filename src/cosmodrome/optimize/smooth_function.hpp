#pragma once
#include <array>
#include <memory>
#include <utility>

#include "cosmodrome/base/dual.hpp"

namespace cosmodrome {

/// A function of a few numbers, with exact first and second derivatives: the equations of a phase at one point, or a
/// condition on one end of it.
class SmoothFunction {
 public:
  SmoothFunction(int inputs, int outputs) : inputs_(inputs), outputs_(outputs) {}
  virtual ~SmoothFunction() = default;

  [[nodiscard]] int inputs() const { return inputs_; }
  [[nodiscard]] int outputs() const { return outputs_; }

  virtual void values(const double* in, double* out) const = 0;
  /// jacobian[output * inputs() + input].
  virtual void first(const double* in, double* out, double* jacobian) const = 0;
  /// The Hessian of sum(weights[i] * out[i]), hessian[a * inputs() + b], whole and symmetric; the Jacobian with it.
  virtual void second(const double* in, const double* weights, double* jacobian, double* hessian) const = 0;

 private:
  int inputs_, outputs_;
};

/// Makes a SmoothFunction of physics written once for every scalar: `f(std::array<S, In> in, std::array<S, Out>& out)`.
template <int In, int Out, class F>
class DualFunction final : public SmoothFunction {
 public:
  explicit DualFunction(F f) : SmoothFunction(In, Out), f_(std::move(f)) {}

  void values(const double* in, double* out) const override {
    std::array<double, In> x;
    std::array<double, Out> y;
    for (std::size_t i = 0; i < In; ++i) x[i] = in[i];
    f_(x, y);
    for (std::size_t i = 0; i < Out; ++i) out[i] = y[i];
  }

  void first(const double* in, double* out, double* jacobian) const override {
    using D = Dual<In>;
    std::array<D, In> x;
    std::array<D, Out> y;
    for (int i = 0; i < In; ++i) x[static_cast<std::size_t>(i)] = D::variable(in[i], i);
    f_(x, y);
    for (std::size_t i = 0; i < Out; ++i) {
      out[i] = y[i].v;
      for (std::size_t j = 0; j < In; ++j) jacobian[i * In + j] = y[i].d[j];
    }
  }

  void second(const double* in, const double* weights, double* jacobian, double* hessian) const override {
    using D = Dual<In>;
    using D2 = Dual<In, D>;
    std::array<D2, In> x;
    std::array<D2, Out> y;
    for (int i = 0; i < In; ++i) x[static_cast<std::size_t>(i)] = D2::variable(D::variable(in[i], i), i);
    f_(x, y);
    for (std::size_t i = 0; i < In * In; ++i) hessian[i] = 0;
    for (std::size_t i = 0; i < Out; ++i) {
      for (std::size_t a = 0; a < In; ++a) {
        jacobian[i * In + a] = y[i].v.d[a];
        if (weights[i] == 0) continue;
        for (std::size_t b = 0; b < In; ++b) hessian[a * In + b] += weights[i] * y[i].d[a].d[b];
      }
    }
  }

 private:
  F f_;
};

template <int In, int Out, class F>
std::shared_ptr<const SmoothFunction> smooth_function(F f) {
  return std::make_shared<DualFunction<In, Out, F>>(std::move(f));
}

}  // namespace cosmodrome
