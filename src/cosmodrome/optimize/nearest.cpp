#include "cosmodrome/optimize/nearest.hpp"

#include <algorithm>
#include <numeric>

#include "cosmodrome/optimize/chosen_outputs.hpp"

namespace cosmodrome {
namespace {

/// sum ((f_i - nearest value within the bounds) / scale_i)^2 of a condition's outputs.
class SquaredMiss final : public SmoothFunction {
 public:
  explicit SquaredMiss(const EndCondition& condition)
      : SmoothFunction(condition.function->inputs(), 1), condition_(condition) {}

  void values(const double* in, double* out) const override {
    std::vector<double> f(outputs_of_condition());
    condition_.function->values(in, f.data());
    out[0] = 0;
    for (std::size_t i = 0; i < f.size(); ++i) out[0] += miss(i, f[i]) * miss(i, f[i]);
  }

  void first(int points, const double* in, double* out, double* jacobian) const override {
    for (int k = 0; k < points; ++k) first_at(in + k * inputs(), out + k, jacobian + k * inputs());
  }

  void second(int points, const double* in, const double* weights, double* hessian) const override {
    for (int k = 0; k < points; ++k) second_at(in + k * inputs(), weights[k], hessian + k * inputs() * inputs());
  }

 private:
  void first_at(const double* in, double* out, double* jacobian) const {
    const auto n = static_cast<std::size_t>(inputs());
    std::vector<double> f(outputs_of_condition()), slopes(f.size() * n);
    condition_.function->first(1, in, f.data(), slopes.data());
    std::fill(jacobian, jacobian + n, 0.0);
    out[0] = 0;
    for (std::size_t i = 0; i < f.size(); ++i) {
      const double off = miss(i, f[i]);
      out[0] += off * off;
      for (std::size_t k = 0; k < n; ++k) jacobian[k] += 2 * off / scale(i) * slopes[i * n + k];
    }
  }

  void second_at(const double* in, double weight, double* hessian) const {
    const auto n = static_cast<std::size_t>(inputs());
    std::vector<double> f(outputs_of_condition()), slopes(f.size() * n), by_curvature(f.size());
    condition_.function->first(1, in, f.data(), slopes.data());
    for (std::size_t i = 0; i < f.size(); ++i) by_curvature[i] = 2 * miss(i, f[i]) / scale(i) * weight;
    condition_.function->second(1, in, by_curvature.data(), hessian);
    for (std::size_t i = 0; i < f.size(); ++i) {
      const double off = miss(i, f[i]), s = scale(i);
      if (off == 0 && !condition_.bounds[i].fixed()) continue;
      for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < n; ++b) {
          hessian[a * n + b] += 2 * weight / (s * s) * slopes[i * n + a] * slopes[i * n + b];
        }
      }
    }
  }

  [[nodiscard]] std::size_t outputs_of_condition() const { return condition_.bounds.size(); }
  [[nodiscard]] double scale(std::size_t i) const { return condition_.scale.empty() ? 1 : condition_.scale[i]; }
  [[nodiscard]] double miss(std::size_t i, double f) const {
    return (f - std::clamp(f, condition_.bounds[i].lower, condition_.bounds[i].upper)) / scale(i);
  }

  EndCondition condition_;
};

}  // namespace

OptimalControlProblem nearest_problem(const OptimalControlProblem& problem) {
  OptimalControlProblem nearest = problem;
  nearest.objective_scale = 1;
  for (ControlPhase& phase : nearest.phases) {
    if (phase.has_integrand) {
      std::vector<int> all_but_integrand(static_cast<std::size_t>(phase.states + phase.paths));
      std::iota(all_but_integrand.begin(), all_but_integrand.end(), 0);
      phase.equations = std::make_shared<ChosenOutputs>(phase.equations, all_but_integrand);
      phase.has_integrand = false;
    }
    // What was to be optimised no longer counts.
    std::erase_if(phase.conditions, [](const EndCondition& condition) { return condition.bounds.empty(); });
    for (EndCondition& condition : phase.conditions) {
      if (!condition.asked) continue;
      condition.function = std::make_shared<SquaredMiss>(condition);
      condition.bounds.clear();
      condition.scale.clear();
    }
  }
  return nearest;
}

}  // namespace cosmodrome
