#pragma once
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

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
/// from one evaluation, second derivatives sixteen pairs at a time.
template <int In, int Out, class F>
class DualFunction final : public SmoothFunction {
  static constexpr int width = lane_count<Lanes>;
  static constexpr int pairs = In * (In + 1) / 2;

 public:
  explicit DualFunction(F f) : SmoothFunction(In, Out), f_(std::move(f)) {
    for (int i = 0; i < In; ++i) by_one_[at(i / width, i)][static_cast<std::size_t>(i % width)] = 1;
    for (int a = 0, pair = 0; a < In; ++a) {
      for (int b = 0; b <= a; ++b, ++pair) {
        outer_[at(pair / width, a)][static_cast<std::size_t>(pair % width)] = 1;
        inner_[at(pair / width, b)][static_cast<std::size_t>(pair % width)] = 1;
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
    for (int begin = 0; begin < In; begin += width) {
      for (int i = 0; i < In; ++i) {
        x[static_cast<std::size_t>(i)] = {Lanes(in[i]), {Lanes::load(by_one_[at(begin / width, i)].data())}};
      }
      f_(x, y);
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
    for (int a = 0, b = 0, begin = 0; begin < pairs; begin += width) {
      for (int i = 0; i < In; ++i) {
        const std::size_t row = at(begin / width, i);
        x[static_cast<std::size_t>(i)] = {D(Lanes(in[i]), {Lanes::load(inner_[row].data())}),
                                          {D(Lanes::load(outer_[row].data()))}};
      }
      f_(x, y);
      Lanes sum(0.0);
      for (std::size_t i = 0; i < Out; ++i) {
        if (weights[i] != 0) sum = fma(Lanes(weights[i]), y[i].d[0].d[0], sum);
      }
      const int first_a = a, first_b = b;
      sum.store(lanes.data());
      for (int k = 0; k < width && a < In; ++k) {
        hessian[a * In + b] = hessian[b * In + a] = lanes[static_cast<std::size_t>(k)];
        if (++b > a) ++a, b = 0;
      }
      for (std::size_t i = 0; i < Out; ++i) {
        y[i].v.d[0].store(lanes.data());
        for (int k = 0, p = first_a, q = first_b; k < width && p < In; ++k) {
          if (p == q) jacobian[static_cast<int>(i) * In + q] = lanes[static_cast<std::size_t>(k)];
          if (++q > p) ++p, q = 0;
        }
      }
    }
  }

 private:
  static constexpr int batches = (pairs + width - 1) / width;
  using Seeds = std::array<std::array<double, width>, static_cast<std::size_t>(batches* In)>;
  static constexpr std::size_t at(int batch, int input) { return static_cast<std::size_t>(batch * In + input); }

  F f_;
  alignas(64) Seeds by_one_{}, outer_{}, inner_{};  ///< derivatives of the inputs, [batch and input][lane]
};

template <int In, int Out, class F>
std::shared_ptr<const SmoothFunction> smooth_function(F f) {
  return std::make_shared<DualFunction<In, Out, F>>(std::move(f));
}

}  // namespace cosmodrome
