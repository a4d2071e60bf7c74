#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace cosmodrome {

/// Second derivatives of a leg's equations, summed by weights, against central differences of the first ones. `size`
/// is a change of each input that matters; `begin_s` names the leg.
template <class Equations>
void expect_second_derivatives(const Equations& equations, const std::vector<double>& in,
                               const std::vector<double>& weights, const std::vector<double>& size, double begin_s) {
  const std::size_t n = in.size(), outputs = weights.size();
  ASSERT_EQ(static_cast<std::size_t>(equations.inputs()), n);
  ASSERT_EQ(size.size(), n);
  std::vector<double> out(outputs), hessian(n * n), up(n * outputs), down(n * outputs);
  equations.second(1, in.data(), weights.data(), hessian.data());
  for (std::size_t j = 0; j < n; ++j) {
    const double step = 1e-4 * size[j];
    auto a = in, b = in;
    a[j] += step, b[j] -= step;
    equations.first(1, a.data(), out.data(), up.data());
    equations.first(1, b.data(), out.data(), down.data());
    for (std::size_t i = 0; i < n; ++i) {
      double difference = 0, scale = 0;
      for (std::size_t o = 0; o < outputs; ++o) {
        difference += weights[o] * (up[o * n + i] - down[o * n + i]) / (2 * step);
        scale += std::abs(weights[o] * up[o * n + i]);
      }
      // Slopes have sixteen digits, of which the step leaves ten; the air's splines bend within it.
      const double allowed = 1e-4 * std::abs(difference) + 1e-11 * scale / step + 1e-7 / (size[i] * size[j]);
      ASSERT_NEAR(hessian[i * n + j], difference, allowed) << "leg at " << begin_s << " s, " << i << " " << j;
    }
  }
}

}  // namespace cosmodrome
