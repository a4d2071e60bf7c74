#include "cosmodrome/optimize/mesh.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/math.hpp"
#include "cosmodrome/optimize/radau.hpp"

namespace cosmodrome {
namespace {

using Rows = std::vector<std::vector<double>>;

/// The polynomial of rows that belong to an interval's nodes (or points), where another rule has its nodes.
template <class Weights>
Rows resample(const Rows& rows, std::size_t first, const RadauRule& own, const RadauRule& rule, Weights&& weights_of) {
  Rows result;
  for (const double tau : rule.tau) {
    const auto weights = weights_of(own, tau);
    std::vector<double> sum(rows.empty() ? 0 : rows.front().size(), 0.0);
    for (std::size_t j = 0; j < weights.size(); ++j) {
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weights[j] * rows[first + j][i];
    }
    result.push_back(std::move(sum));
  }
  return result;
}

/// An interval, and its answer's polynomials in the places of another rule.
struct Interval {
  const ControlPhase& phase;
  const PhaseSolution& solution;
  const std::vector<double>& parameters;
  std::size_t index, first_node;

  [[nodiscard]] int points() const { return solution.mesh.points[index]; }
  [[nodiscard]] double length() const { return solution.end_t - solution.start_t; }
  [[nodiscard]] double half() const {
    return 0.5 * (solution.mesh.breaks[index + 1] - solution.mesh.breaks[index]) * length();
  }
};

/// What the phase's equations make of the answer's polynomials at the points of a rule, and the states at its nodes.
struct Resampled {
  std::vector<std::vector<double>> states, outputs;
};

Resampled resample(const Interval& interval, const RadauRule& own, const RadauRule& rule) {
  const SmoothFunction& equations = *interval.phase.equations;
  Resampled result;
  result.states = resample(interval.solution.states, interval.first_node, own, rule, weights_of_nodes);
  const auto u = resample(interval.solution.controls, interval.first_node, own, rule, weights_of_points);
  const double begin = interval.solution.start_t + interval.solution.mesh.breaks[interval.index] * interval.length();
  std::vector<double> in, out(static_cast<std::size_t>(equations.outputs()));
  for (std::size_t j = 1; j < rule.tau.size(); ++j) {
    in = result.states[j];
    in.insert(in.end(), u[j].begin(), u[j].end());
    in.push_back(begin + interval.half() * (rule.tau[j] + 1));
    if (interval.phase.sees_own_clock) in.push_back(in.back() - interval.solution.start_t);
    in.insert(in.end(), interval.parameters.begin(), interval.parameters.end());
    equations.values(in.data(), out.data());
    result.outputs.push_back(out);
  }
  return result;
}

double motion_error(const Interval& interval, const RadauRule& rule, const Resampled& at) {
  const std::size_t points = at.outputs.size();
  double worst = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(interval.phase.states); ++i) {
    const double scale = interval.phase.state_scale.empty() ? 1 : interval.phase.state_scale[i];
    double size = scale, difference = 0;
    for (std::size_t j = 0; j < points; ++j) {
      double integrated = at.states[0][i];
      for (std::size_t k = 0; k < points; ++k)
        integrated += interval.half() * rule.integrals[j * points + k] * at.outputs[k][i];
      difference = std::max(difference, std::abs(integrated - at.states[j + 1][i]));
      size = std::max(size, scale + std::abs(at.states[j + 1][i]));
    }
    worst = std::max(worst, difference / size);
  }
  return worst;
}

/// The interval's part of the objective's integral.
double integral(const Interval& interval, const RadauRule& rule, const Resampled& at) {
  const std::size_t integrand =
      static_cast<std::size_t>(interval.phase.states) + static_cast<std::size_t>(interval.phase.paths);
  double sum = 0;
  for (std::size_t k = 0; k < at.outputs.size(); ++k) sum += rule.weights[k] * at.outputs[k][integrand];
  return interval.half() * sum;
}

double interval_error(const Interval& interval, double objective_size) {
  const RadauRule& own = radau_rule(interval.points());
  const RadauRule& finer = radau_rule(std::min(40, own.points + 1));
  const Resampled at = resample(interval, own, finer);
  const double error = motion_error(interval, finer, at);
  if (!interval.phase.has_integrand) return error;
  const double by_own = integral(interval, own, resample(interval, own, own));
  return std::max(error, std::abs(integral(interval, finer, at) - by_own) / objective_size);
}

constexpr double margin = 3;  // of the tolerance: a point too many costs less than one more mesh

/// How many points more lower an error by this factor: that of a smooth function falls by about K with each.
int more_points(int points, double excess) {
  return std::max(1, static_cast<int>(std::ceil(log(excess) / log(std::max(points, 3)))));
}

}  // namespace

std::vector<std::vector<double>> mesh_errors(const OptimalControlProblem& problem, const ControlSolution& solution) {
  const double objective_size = problem.objective_scale + std::abs(solution.objective);
  std::vector<std::vector<double>> errors;
  for (std::size_t p = 0; p < problem.phases.size(); ++p) {
    const PhaseSolution& phase = solution.phases[p];
    auto& of_phase = errors.emplace_back();
    std::size_t node = 0;
    for (std::size_t k = 0; k < phase.mesh.points.size(); ++k) {
      of_phase.push_back(interval_error({problem.phases[p], phase, solution.parameters, k, node}, objective_size));
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
      const double excess = std::min(errors[p][k] / tolerance, 1e12);
      const int wanted = points + more_points(points, excess);
      if (wanted <= limits.most_points) {
        const int ample = points + more_points(points, margin * excess);
        mesh.points.push_back(std::min(ample, limits.most_points)), mesh.breaks.push_back(end);
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
