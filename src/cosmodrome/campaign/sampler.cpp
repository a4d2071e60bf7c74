#include "cosmodrome/campaign/sampler.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cosmodrome/base/normal_distribution.hpp"
#include "cosmodrome/base/philox.hpp"
#include "cosmodrome/campaign/distribution.hpp"
#include "cosmodrome/campaign/sobol.hpp"

namespace cosmodrome {
namespace {

/// Draws of one parameter: which place in its stratified sample a flight has, and where in there.
constexpr std::uint32_t draw_value = 0, draw_round = 1, draw_shift = 9;

/// A permutation of the numbers below 1024 that depends on seed, sample and parameter: a balanced Feistel network of
/// six rounds over two halves of five bits (M. Luby, C. Rackoff, SIAM J. Comput. 17 (1988) 373).
std::uint64_t shuffled(std::uint64_t place, std::uint64_t seed, std::uint64_t sample, std::uint32_t parameter) {
  std::uint64_t left = place >> 5, right = place & 31;
  for (std::uint32_t round = 0; round < 6; ++round) {
    const std::uint64_t mix = random_bits({seed, sample * 64 + right, parameter, draw_round + round}) & 31;
    const std::uint64_t next = left ^ mix;
    left = right;
    right = next;
  }
  return left << 5 | right;
}

/// Amplitudes of shapes mean nothing one by one: they go together.
std::string group_name(const Figure& figure) {
  switch (figure.kind) {
    case Figure::Kind::wind_east:
    case Figure::Kind::wind_north:
      return "wind";
    case Figure::Kind::density_shape:
      return "atmosphere.profile";
    default:
      return figure.path;
  }
}

}  // namespace

Sampler::Sampler(const Mission& mission) : seed_(mission.disperse.seed), sampling_(mission.disperse.sampling) {
  const std::vector<Figure> all = figures_of(mission);
  for (const Dispersion& dispersion : mission.disperse.figures) add_single(all, dispersion);
  for (const CorrelatedSet& set : mission.disperse.sets) add_joint(all, set);
  add_shapes(all, mission.disperse);
}

std::size_t Sampler::place_of(const Figure& figure) {
  const auto same = [&](const Figure& other) { return other.path == figure.path; };
  const auto found = std::find_if(figures_.begin(), figures_.end(), same);
  const auto place = static_cast<std::size_t>(found - figures_.begin());
  if (found == figures_.end()) figures_.push_back(figure);
  return place;
}

std::size_t Sampler::group(const std::string& name) {
  const auto found = std::find(groups_.begin(), groups_.end(), name);
  const auto place = static_cast<std::size_t>(found - groups_.begin());
  if (found == groups_.end()) groups_.push_back(name);
  return place;
}

void Sampler::add_single(const std::vector<Figure>& all, const Dispersion& dispersion) {
  for (const Figure& figure : all) {
    if (path_matches(dispersion.path, figure.path))
      singles_.push_back({place_of(figure), dispersion.distribution, group(group_name(figure))});
  }
}

void Sampler::add_joint(const std::vector<Figure>& all, const CorrelatedSet& set) {
  Joint joint;
  joint.group = group(set.name);
  const std::size_t n = set.paths.size();
  std::vector<double> sigma(n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Figure& f) { return f.path == set.paths[i]; });
    if (found == all.end()) throw std::invalid_argument("no such figure: " + set.paths[i]);
    joint.figures.push_back(place_of(*found));
    sigma[i] = set.relative[i] ? set.sigma[i] * found->nominal : set.sigma[i];
  }
  // Cholesky's factor of the correlation, its rows scaled.
  joint.factor.assign(n, std::vector<double>(n, 0.0));
  auto& l = joint.factor;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = set.correlation[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= l[i][k] * l[j][k];
      l[i][j] = i == j ? std::sqrt(std::max(0.0, sum)) : l[j][j] > 0 ? sum / l[j][j] : 0.0;
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (double& entry : l[i]) entry *= sigma[i];
  }
  joints_.push_back(std::move(joint));
}

/// Winds and densities along altitude: amplitudes of unit variance.
void Sampler::add_shapes(const std::vector<Figure>& all, const DisperseRequest& asked) {
  const Distribution unit{Distribution::Kind::normal, false, 0, {0.0, 1.0}, {}};
  if (!asked.density.altitude_m.empty()) add_single(all, {"atmosphere.profile.*", unit});
  if (asked.wind.altitude_m.empty()) return;
  add_single(all, {"wind.east.*", unit});
  add_single(all, {"wind.north.*", unit});
}

double Sampler::uniform(std::uint64_t flight, std::uint32_t parameter) const {
  using Sampling = DisperseRequest::Sampling;
  const auto plain = [&] { return random_uniform({seed_, flight, parameter, draw_value}); };
  switch (sampling_) {
    case Sampling::plain:
      break;
    case Sampling::latin_hypercube: {
      const std::uint64_t place = shuffled(flight % strata, seed_, flight / strata, parameter);
      return (static_cast<double>(place) + plain()) / static_cast<double>(strata);
    }
    case Sampling::sobol:
      if (parameter >= sobol_dimensions) break;  // beyond the table's dimensions: plain
      return sobol_uniform(flight, parameter, random_bits({seed_, 0, parameter, draw_shift}));
  }
  return plain();
}

void Sampler::draw(std::uint64_t flight, VehicleModel<double>& model, std::span<double> values) const {
  draw_by([&](std::uint32_t parameter, std::size_t) { return uniform(flight, parameter); }, model, values);
}

void Sampler::draw_mixed(std::uint64_t flight, std::uint64_t other, std::size_t group, VehicleModel<double>& model,
                         std::span<double> values) const {
  const auto uniform_of = [&](std::uint32_t parameter, std::size_t of) {
    return uniform(of == group ? other : flight, parameter);
  };
  draw_by(uniform_of, model, values);
}

/// `uniform_of` gives the number of a parameter and the group that it belongs to.
template <class Uniform>
void Sampler::draw_by(const Uniform& uniform_of, VehicleModel<double>& model, std::span<double> values) const {
  for (std::size_t i = 0; i < figures_.size(); ++i) values[i] = 0;
  std::uint32_t parameter = 0;
  for (const Single& single : singles_) {
    const double deviation = deviation_at(single.distribution, uniform_of(parameter++, single.group));
    values[single.figure] += single.distribution.relative ? deviation * figures_[single.figure].nominal : deviation;
  }
  for (const Joint& joint : joints_) {
    std::vector<double> z(joint.figures.size());
    for (double& one : z) one = normal_quantile(uniform_of(parameter++, joint.group));
    for (std::size_t i = 0; i < z.size(); ++i) {
      for (std::size_t k = 0; k <= i; ++k) values[joint.figures[i]] += joint.factor[i][k] * z[k];
    }
  }
  for (std::size_t i = 0; i < figures_.size(); ++i) {
    deviate(figures_[i], values[i], model);
    values[i] += figures_[i].nominal;
  }
}

}  // namespace cosmodrome
