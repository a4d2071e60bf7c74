#include "cosmodrome/campaign/distribution.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/base/normal_distribution.hpp"

namespace cosmodrome {
namespace {

double normal_deviation(const Distribution& of, double probability) {
  if (of.limit_sigma > 0) {
    const double below = normal_probability(-of.limit_sigma);
    probability = below + probability * (1 - 2 * below);
  }
  return of.values[0] + of.values[1] * normal_quantile(probability);
}

/// The inverse of the triangle's distribution function, which is a parabola either side of the likeliest value.
double triangular_deviation(const Distribution& of, double probability) {
  const double least = of.values[0], likeliest = of.values[1], most = of.values[2];
  const double width = most - least;
  if (probability * width < likeliest - least) return least + std::sqrt(probability * width * (likeliest - least));
  return most - std::sqrt((1 - probability) * width * (most - likeliest));
}

double table_deviation(const Distribution& of, double probability) {
  const auto above = std::upper_bound(of.probabilities.begin(), of.probabilities.end(), probability);
  const auto i = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
      above - of.probabilities.begin(), 1, static_cast<std::ptrdiff_t>(of.probabilities.size()) - 1));
  const double share = (probability - of.probabilities[i - 1]) / (of.probabilities[i] - of.probabilities[i - 1]);
  return of.values[i - 1] + share * (of.values[i] - of.values[i - 1]);
}

}  // namespace

double deviation_at(const Distribution& distribution, double probability) {
  using Kind = Distribution::Kind;
  switch (distribution.kind) {
    case Kind::normal:
      return normal_deviation(distribution, probability);
    case Kind::lognormal:
      return exp(distribution.values[0] * normal_quantile(probability)) - 1;
    case Kind::uniform:
      return distribution.values[0] + probability * (distribution.values[1] - distribution.values[0]);
    case Kind::triangular:
      return triangular_deviation(distribution, probability);
    case Kind::table:
      return table_deviation(distribution, probability);
  }
  return 0;
}

}  // namespace cosmodrome
