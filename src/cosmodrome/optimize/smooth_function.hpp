#pragma once
#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "cosmodrome/base/dual.hpp"
#include "cosmodrome/base/lanes.hpp"

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
///
/// Each lane differentiates by its own input, or pair of inputs: all first derivatives by up to sixteen inputs come
/// from one evaluation, second derivatives sixteen pairs at a time. If f has `bool couples(int a, int b) const`, pairs
/// for which it says no are left out: their second derivative is zero wherever f is.
template <int In, int Out, class F>
class DualFunction final : public SmoothFunction {
  static constexpr int width = lane_count<Lanes>;

 public:
  explicit DualFunction(F f) : SmoothFunction(In, Out), f_(std::move(f)) {
    for (int i = 0; i < In; ++i) {
      if (i % width == 0) by_one_.emplace_back();
      by_one_.back()[static_cast<std::size_t>(i)][static_cast<std::size_t>(i % width)] = 1;
      add_pair(i, i);
    }
    for (int a = 0; a < In; ++a) {
      for (int b = 0; b < a; ++b) {
        if (couples(a, b)) add_pair(a, b);
      }
    }
  }

  void values(const double* in, double* out) const override {
    std::array<double, In> x;
    std::array<double, Out> y;
    for (std::size_t i = 0; i < In; ++i) x[i] = in[i];
    f_(x, y);
    for (std::size_t i = 0; i < Out; ++i) out[i] = y[i];
  }

  void first(const double* in, double* out, double* jacobian) const override {
    std::array<Dual<1, Lanes>, In> x;
    std::array<Dual<1, Lanes>, Out> y;
    alignas(64) std::array<double, width> slopes;
    for (std::size_t batch = 0; batch < by_one_.size(); ++batch) {
      for (std::size_t i = 0; i < In; ++i) x[i] = {Lanes(in[i]), {Lanes::load(by_one_[batch][i].data())}};
      f_(x, y);
      const int begin = static_cast<int>(batch) * width;
      for (std::size_t i = 0; i < Out; ++i) {
        out[i] = lane(y[i].v, 0);
        y[i].d[0].store(slopes.data());
        for (int k = begin; k < std::min(In, begin + width); ++k) {
          jacobian[static_cast<int>(i) * In + k] = slopes[static_cast<std::size_t>(k - begin)];
        }
      }
    }
  }

  void second(const double* in, const double* weights, double* jacobian, double* hessian) const override {
    using D = Dual<1, Lanes>;
    std::array<Dual<1, D>, In> x;
    std::array<Dual<1, D>, Out> y;
    alignas(64) std::array<double, width> lanes;
    std::fill(hessian, hessian + In * In, 0.0);
    for (std::size_t batch = 0; batch < outer_.size(); ++batch) {
      for (std::size_t i = 0; i < In; ++i) {
        x[i].v.v = Lanes(in[i]);
        x[i].v.d[0] = Lanes::load(inner_[batch][i].data());
        x[i].d[0].v = Lanes::load(outer_[batch][i].data());
      }
      f_(x, y);
      Lanes sum(0.0);
      for (std::size_t i = 0; i < Out; ++i) {
        if (weights[i] != 0) sum = fma(Lanes(weights[i]), y[i].d[0].d[0], sum);
      }
      sum.store(lanes.data());
      const std::size_t begin = batch * width, end = std::min(pairs_.size(), begin + width);
      for (std::size_t k = begin; k < end; ++k) {
        const auto [a, b] = pairs_[k];
        hessian[a * In + b] = hessian[b * In + a] = lanes[k - begin];
      }
      if (begin >= In) continue;  // the pairs of an input with itself come first, and bring the Jacobian
      for (std::size_t i = 0; i < Out; ++i) {
        y[i].v.d[0].store(lanes.data());
        for (std::size_t k = begin; k < std::min<std::size_t>(In, end); ++k) jacobian[i * In + k] = lanes[k - begin];
      }
    }
  }

 private:
  /// Derivatives of the inputs, [input][lane].
  using Seeds = std::array<std::array<double, width>, In>;

  [[nodiscard]] bool couples(int a, int b) const {
    if constexpr (requires { f_.couples(a, b); }) return f_.couples(a, b);
    return true;
  }

  void add_pair(int a, int b) {
    const auto lane = pairs_.size() % width;
    if (lane == 0) outer_.emplace_back(), inner_.emplace_back();
    outer_.back()[static_cast<std::size_t>(a)][lane] = 1;
    inner_.back()[static_cast<std::size_t>(b)][lane] = 1;
    pairs_.emplace_back(a, b);
  }

  F f_;
  std::vector<Seeds> by_one_, outer_, inner_;  ///< one a batch
  std::vector<std::pair<int, int>> pairs_;
};

template <int In, int Out, class F>
std::shared_ptr<const SmoothFunction> smooth_function(F f) {
  return std::make_shared<DualFunction<In, Out, F>>(std::move(f));
}

}  // namespace cosmodrome
