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
  /// At so many points, which stand one after the other: jacobian[output * inputs() + input] of each.
  virtual void first(int points, const double* in, double* out, double* jacobian) const = 0;
  /// The Hessian of sum(weights[i] * out[i]) of each point, hessian[a * inputs() + b], whole and symmetric.
  virtual void second(int points, const double* in, const double* weights, double* hessian) const = 0;

 private:
  int inputs_, outputs_;
};

/// Makes a SmoothFunction of physics written once for every scalar: `f(std::array<S, In> in, std::array<S, Out>& out)`.
///
/// Each lane differentiates at one point by one input, or pair of inputs: sixteen derivatives come from one evaluation,
/// whatever points they belong to. If f has `bool couples(int a, int b) const`, the second derivatives of pairs for
/// which it says no are taken to be zero.
template <int In, int Out, class F>
class DualFunction final : public SmoothFunction {
  static constexpr int width = lane_count<Lanes>;
  using OfLanes = std::array<double, width>;

 public:
  explicit DualFunction(F f) : SmoothFunction(In, Out), f_(std::move(f)) {
    for (int a = 0; a < In; ++a) {
      for (int b = 0; b <= a; ++b) {
        if (couples(a, b)) pairs_.emplace_back(a, b);
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

  void first(int points, const double* in, double* out, double* jacobian) const override {
    std::array<Dual<1, Lanes>, In> x;
    std::array<Dual<1, Lanes>, Out> y;
    Batch batch(points, In);
    while (batch.next()) {
      std::array<OfLanes, In> at, by{};
      for (std::size_t k = 0; k < width; ++k) {
        take_point(in, batch.point[k], k, at);
        by[static_cast<std::size_t>(batch.job[k])][k] = 1;
      }
      for (std::size_t i = 0; i < In; ++i) x[i] = {Lanes::load(at[i].data()), {Lanes::load(by[i].data())}};
      f_(x, y);
      for (std::size_t i = 0; i < Out; ++i) {
        OfLanes value, slope;
        y[i].v.store(value.data());
        y[i].d[0].store(slope.data());
        for (std::size_t k = 0; k < batch.used; ++k) {
          const std::size_t row = static_cast<std::size_t>(batch.point[k]) * Out + i;
          out[row] = value[k];
          jacobian[row * In + static_cast<std::size_t>(batch.job[k])] = slope[k];
        }
      }
    }
  }

  void second(int points, const double* in, const double* weights, double* hessian) const override {
    std::array<Dual<1, Dual<1, Lanes>>, In> x;
    std::array<Dual<1, Dual<1, Lanes>>, Out> y;
    std::fill(hessian, hessian + static_cast<std::ptrdiff_t>(points) * In * In, 0.0);
    Batch batch(points, static_cast<int>(pairs_.size()));
    while (batch.next()) {
      std::array<OfLanes, In> at, outer{}, inner{};
      for (std::size_t k = 0; k < width; ++k) {
        take_point(in, batch.point[k], k, at);
        const auto [a, b] = pairs_[static_cast<std::size_t>(batch.job[k])];
        outer[a][k] = inner[b][k] = 1;
      }
      for (std::size_t i = 0; i < In; ++i) {
        x[i].v.v = Lanes::load(at[i].data());
        x[i].v.d[0] = Lanes::load(inner[i].data());
        x[i].d[0].v = Lanes::load(outer[i].data());
      }
      f_(x, y);
      OfLanes curvature;
      weighted(batch, weights, y).store(curvature.data());
      for (std::size_t k = 0; k < batch.used; ++k) {
        const auto [a, b] = pairs_[static_cast<std::size_t>(batch.job[k])];
        double* h = hessian + static_cast<std::ptrdiff_t>(batch.point[k]) * In * In;
        h[a * In + b] = h[b * In + a] = curvature[k];
      }
    }
  }

 private:
  /// Which job each lane does, of those that each point has; what is left over at the end does the last one again.
  struct Batch {
    Batch(int points, int jobs_a_point) : points_(points), jobs_(jobs_a_point) {}

    bool next() {
      for (used = 0; used < width && point_ < points_ && jobs_ > 0; ++used) {
        point[used] = point_, job[used] = job_;
        if (++job_ == jobs_) job_ = 0, ++point_;
      }
      if (used == 0) return false;
      std::fill(point.begin() + used, point.end(), point[used - 1]);
      std::fill(job.begin() + used, job.end(), job[used - 1]);
      return true;
    }

    std::array<int, width> point, job;
    std::size_t used = 0;

   private:
    int points_, jobs_, point_ = 0, job_ = 0;
  };

  [[nodiscard]] bool couples(int a, int b) const {
    if constexpr (requires { f_.couples(a, b); }) return f_.couples(a, b);
    return true;
  }

  static void take_point(const double* in, int point, std::size_t lane, std::array<OfLanes, In>& at) {
    const double* from = in + static_cast<std::ptrdiff_t>(point) * In;
    for (std::size_t i = 0; i < In; ++i) at[i][lane] = from[i];
  }

  /// The second derivatives of the outputs, weighted and summed. What has no weight may be infinite.
  static Lanes weighted(const Batch& batch, const double* weights, const std::array<Dual<1, Dual<1, Lanes>>, Out>& y) {
    Lanes sum(0.0);
    for (std::size_t i = 0; i < Out; ++i) {
      OfLanes of_output;
      for (std::size_t k = 0; k < width; ++k)
        of_output[k] = weights[static_cast<std::size_t>(batch.point[k]) * Out + i];
      const Lanes weight = Lanes::load(of_output.data());
      sum = select(weight == Lanes(0.0), sum, fma(weight, y[i].d[0].d[0], sum));
    }
    return sum;
  }

  F f_;
  std::vector<std::pair<int, int>> pairs_;  ///< whose second derivatives are not zero everywhere
};

template <int In, int Out, class F>
std::shared_ptr<const SmoothFunction> smooth_function(F f) {
  return std::make_shared<DualFunction<In, Out, F>>(std::move(f));
}

}  // namespace cosmodrome
