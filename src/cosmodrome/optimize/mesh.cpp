#include "cosmodrome/optimize/mesh.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/optimize/radau.hpp"

namespace cosmodrome {
namespace {

/// Rows that belong to the interval's nodes (or points), evaluated where another rule has its nodes.
std::vector<std::vector<double>> resample(const std::vector<std::vector<double>>& rows, std::size_t first,
                                          const double* nodes, int count, const std::vector<double>& at) {
  std::vector<std::vector<double>> result;
  for (const double tau : at) {
    const auto weights = interpolation_weights(nodes, count, tau);
    std::vector<double> sum(rows.empty() ? 0 : rows.front().size(), 0.0);
    for (std::size_t j = 0; j < weights.size(); ++j) {
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weights[j] * rows[first + j][i];
    }
    result.push_back(std::move(sum));
  }
  return result;
}

double interval_error(const ControlPhase& phase, const PhaseSolution& solution, const std::vector<double>& parameters,
                      std::size_t interval, std::size_t first_node) {
  const RadauRule rule = make_radau_rule(solution.mesh.points[interval]);
  const RadauRule finer = make_radau_rule(std::min(40, rule.points + 1));
  const auto x = resample(solution.states, first_node, rule.tau.data(), rule.points + 1, finer.tau);
  const auto u = resample(solution.controls, first_node, rule.tau.data() + 1, rule.points, finer.tau);
  const double length = solution.end_t - solution.start_t;
  const double begin = solution.start_t + solution.mesh.breaks[interval] * length;
  const double half = 0.5 * (solution.mesh.breaks[interval + 1] - solution.mesh.breaks[interval]) * length;

  std::vector<std::vector<double>> slopes;
  std::vector<double> in, out(static_cast<std::size_t>(phase.equations->outputs()));
  for (std::size_t j = 1; j < finer.tau.size(); ++j) {
    in = x[j];
    in.insert(in.end(), u[j].begin(), u[j].end());
    in.push_back(begin + half * (finer.tau[j] + 1));
    if (phase.sees_own_clock) in.push_back(in.back() - solution.start_t);
    in.insert(in.end(), parameters.begin(), parameters.end());
    phase.equations->values(in.data(), out.data());
    slopes.push_back(out);
  }
  double worst = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(phase.states); ++i) {
    const double scale = phase.state_scale.empty() ? 1 : phase.state_scale[i];
    double size = scale, difference = 0;
    for (std::size_t j = 0; j < slopes.size(); ++j) {
      double integrated = x[0][i];
      for (std::size_t k = 0; k < slopes.size(); ++k)
        integrated += half * finer.integrals[j * slopes.size() + k] * slopes[k][i];
      difference = std::max(difference, std::abs(integrated - x[j + 1][i]));
      size = std::max(size, scale + std::abs(x[j + 1][i]));
    }
    worst = std::max(worst, difference / size);
  }
  return worst;
}

}  // namespace

std::vector<std::vector<double>> mesh_errors(const OptimalControlProblem& problem, const ControlSolution& solution) {
  std::vector<std::vector<double>> errors;
  for (std::size_t p = 0; p < problem.phases.size(); ++p) {
    const PhaseSolution& phase = solution.phases[p];
    auto& of_phase = errors.emplace_back();
    std::size_t node = 0;
    for (std::size_t k = 0; k < phase.mesh.points.size(); ++k) {
      of_phase.push_back(interval_error(problem.phases[p], phase, solution.parameters, k, node));
      node += static_cast<std::size_t>(phase.mesh.points[k]);
    }
  }
  return errors;
}

double largest(const std::vector<std::vector<double>>& errors) {
  double worst = 0;
  for (const auto& of_phase : errors) {
    for (const double error : of_phase) worst = std::max(worst, std::isfinite(error) ? error : unbounded);
  }
  return worst;
}

std::vector<PhaseMesh> refine(const ControlSolution& solution, const std::vector<std::vector<double>>& errors,
                              double tolerance, const MeshLimits& limits) {
  std::vector<PhaseMesh> meshes;
  for (std::size_t p = 0; p < solution.phases.size(); ++p) {
    const PhaseMesh& old = solution.phases[p].mesh;
    PhaseMesh mesh{{0}, {}};
    for (std::size_t k = 0; k < old.points.size(); ++k) {
      const int points = old.points[k];
      const double begin = old.breaks[k], end = old.breaks[k + 1];
      if (errors[p][k] <= tolerance) {
        mesh.points.push_back(points), mesh.breaks.push_back(end);
        continue;
      }
      // The error of a smooth function falls by about the factor K with each point.
      const double excess = std::min(errors[p][k] / tolerance, 1e12);
      const int more = std::max(1, static_cast<int>(std::ceil(std::log(excess) / std::log(std::max(points, 3)))));
      const int wanted = points + more;
      if (wanted <= limits.most_points) {
        mesh.points.push_back(wanted), mesh.breaks.push_back(end);
        continue;
      }
      const int parts = wanted > 2 * limits.most_points ? 3 : 2;
      for (int i = 1; i <= parts; ++i) {
        mesh.breaks.push_back(i == parts ? end : begin + (end - begin) * i / parts);
        mesh.points.push_back(std::clamp(points, limits.fewest_points, limits.points_of_parts));
      }
    }
    meshes.push_back(std::move(mesh));
  }
  return meshes;
}

}  // namespace cosmodrome
