#pragma once
#include <memory>
#include <utility>
#include <vector>

#include "cosmodrome/optimize/smooth_function.hpp"

namespace cosmodrome {

/// Some of the outputs of a function, in the order given: what only some problems ask of equations that are compiled
/// once.
class ChosenOutputs final : public SmoothFunction {
 public:
  ChosenOutputs(std::shared_ptr<const SmoothFunction> whole, std::vector<int> chosen)
      : SmoothFunction(whole->inputs(), static_cast<int>(chosen.size())),
        whole_(std::move(whole)),
        chosen_(std::move(chosen)) {}

  void values(const double* in, double* out) const override {
    std::vector<double> all(width());
    whole_->values(in, all.data());
    for (std::size_t i = 0; i < chosen_.size(); ++i) out[i] = all[at(i)];
  }

  void first(int points, const double* in, double* out, double* jacobian) const override {
    const auto n = static_cast<std::size_t>(inputs()), count = static_cast<std::size_t>(points);
    std::vector<double> all(count * width()), slopes(count * width() * n);
    whole_->first(points, in, all.data(), slopes.data());
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t i = 0; i < chosen_.size(); ++i) {
        const std::size_t to = k * chosen_.size() + i, from = k * width() + at(i);
        out[to] = all[from];
        std::copy_n(slopes.data() + from * n, n, jacobian + to * n);
      }
    }
  }

  /// What has no weight counts for nothing.
  void second(int points, const double* in, const double* weights, double* hessian) const override {
    const auto count = static_cast<std::size_t>(points);
    std::vector<double> all(count * width());
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t i = 0; i < chosen_.size(); ++i) all[k * width() + at(i)] = weights[k * chosen_.size() + i];
    }
    whole_->second(points, in, all.data(), hessian);
  }

 private:
  [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(whole_->outputs()); }
  [[nodiscard]] std::size_t at(std::size_t i) const { return static_cast<std::size_t>(chosen_[i]); }

  std::shared_ptr<const SmoothFunction> whole_;
  std::vector<int> chosen_;
};

}  // namespace cosmodrome
