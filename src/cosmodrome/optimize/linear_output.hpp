#pragma once
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "cosmodrome/optimize/smooth_function.hpp"

namespace cosmodrome {

/// A function with one more output, linear in its inputs, at a place among the others.
class LinearOutput final : public SmoothFunction {
 public:
  LinearOutput(std::shared_ptr<const SmoothFunction> rest, int place, std::vector<double> coefficients)
      : SmoothFunction(rest->inputs(), rest->outputs() + 1),
        rest_(std::move(rest)),
        place_(static_cast<std::size_t>(place)),
        coefficients_(std::move(coefficients)) {}

  void values(const double* in, double* out) const override {
    rest_->values(in, out);
    make_room(out, 1);
    out[place_] = own(in);
  }

  void first(int points, const double* in, double* out, double* jacobian) const override {
    const auto n = static_cast<std::size_t>(inputs()), rows = static_cast<std::size_t>(outputs());
    for (int k = 0; k < points; ++k, in += n, out += rows, jacobian += rows * n) {
      rest_->first(1, in, out, jacobian);
      make_room(out, 1);
      make_room(jacobian, n);
      out[place_] = own(in);
      std::copy(coefficients_.begin(), coefficients_.end(), jacobian + place_ * n);
    }
  }

  void second(int points, const double* in, const double* weights, double* hessian) const override {
    const auto rows = static_cast<std::size_t>(outputs());
    std::vector<double> others;
    for (std::size_t k = 0; k < static_cast<std::size_t>(points) * rows; ++k) {
      if (k % rows != place_) others.push_back(weights[k]);
    }
    rest_->second(points, in, others.data(), hessian);
  }

 private:
  /// Rows of so many numbers from the place on move by one.
  void make_room(double* rows, std::size_t width) const {
    const std::size_t count = static_cast<std::size_t>(rest_->outputs());
    std::copy_backward(rows + place_ * width, rows + count * width, rows + (count + 1) * width);
  }
  [[nodiscard]] double own(const double* in) const {
    double sum = 0;
    for (std::size_t i = 0; i < coefficients_.size(); ++i) sum += coefficients_[i] * in[i];
    return sum;
  }

  std::shared_ptr<const SmoothFunction> rest_;
  std::size_t place_;
  std::vector<double> coefficients_;
};

}  // namespace cosmodrome
