#pragma once
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "cosmodrome/optimize/smooth_function.hpp"

namespace cosmodrome {

/// A function with one more output, at a place among the others: a function of its own, of some of the inputs.
class AddedOutput final : public SmoothFunction {
 public:
  /// `chosen`: which inputs `own` takes, in its order.
  AddedOutput(std::shared_ptr<const SmoothFunction> rest, int place, std::shared_ptr<const SmoothFunction> own,
              std::vector<int> chosen)
      : SmoothFunction(rest->inputs(), rest->outputs() + 1),
        rest_(std::move(rest)),
        own_(std::move(own)),
        place_(static_cast<std::size_t>(place)),
        chosen_(chosen.begin(), chosen.end()) {}

  void values(const double* in, double* out) const override {
    rest_->values(in, out);
    std::copy_backward(out + place_, out + rest_->outputs(), out + rest_->outputs() + 1);
    own_->values(own_inputs(1, in).data(), out + place_);
  }

  void first(int points, const double* in, double* out, double* jacobian) const override {
    const auto n = static_cast<std::size_t>(inputs()), rows = static_cast<std::size_t>(rest_->outputs());
    const auto count = static_cast<std::size_t>(points), few = chosen_.size();
    std::vector<double> values(count * rows), slopes(count * rows * n), own_values(count), own_slopes(count * few);
    rest_->first(points, in, values.data(), slopes.data());
    own_->first(points, own_inputs(points, in).data(), own_values.data(), own_slopes.data());
    std::fill(jacobian, jacobian + count * (rows + 1) * n, 0.0);
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t row = 0, to = 0; row < rows || to == place_; ++to) {
        double* slope = jacobian + (k * (rows + 1) + to) * n;
        if (to == place_) {
          out[k * (rows + 1) + to] = own_values[k];
          for (std::size_t i = 0; i < few; ++i) slope[chosen_[i]] = own_slopes[k * few + i];
          continue;
        }
        out[k * (rows + 1) + to] = values[k * rows + row];
        std::copy_n(slopes.data() + (k * rows + row) * n, n, slope);
        ++row;
      }
    }
  }

  void second(int points, const double* in, const double* weights, double* hessian) const override {
    const auto n = static_cast<std::size_t>(inputs()), rows = static_cast<std::size_t>(outputs());
    const auto count = static_cast<std::size_t>(points), few = chosen_.size();
    std::vector<double> others, own_weights, own_hessian(count * few * few);
    for (std::size_t k = 0; k < count * rows; ++k) (k % rows == place_ ? own_weights : others).push_back(weights[k]);
    rest_->second(points, in, others.data(), hessian);
    own_->second(points, own_inputs(points, in).data(), own_weights.data(), own_hessian.data());
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t a = 0; a < few; ++a) {
        for (std::size_t b = 0; b < few; ++b)
          hessian[(k * n + chosen_[a]) * n + chosen_[b]] += own_hessian[(k * few + a) * few + b];
      }
    }
  }

 private:
  [[nodiscard]] std::vector<double> own_inputs(int points, const double* in) const {
    std::vector<double> own;
    for (int k = 0; k < points; ++k, in += inputs())
      for (const std::size_t i : chosen_) own.push_back(in[i]);
    return own;
  }

  std::shared_ptr<const SmoothFunction> rest_, own_;
  std::size_t place_;
  std::vector<std::size_t> chosen_;
};

}  // namespace cosmodrome
