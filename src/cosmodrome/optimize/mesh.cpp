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

namespace {

/// How far outside its bounds, in distances between them.
double beyond(const Bounds& bounds, double u) {
  return std::max({0.0, bounds.lower - u, u - bounds.upper}) / (bounds.upper - bounds.lower);
}

/// Where the control of an interval passes its bounds between the points.
bool overshoots(const PhaseSolution& phase, std::size_t interval, std::size_t control, const Bounds& bounds) {
  const double length = phase.end_t - phase.start_t;
  const double begin = phase.start_t + phase.mesh.breaks[interval] * length;
  const double end = phase.start_t + phase.mesh.breaks[interval + 1] * length;
  const int samples = 4 * phase.mesh.points[interval];
  for (int k = 0; k < samples; ++k) {  // at the middles: at the end itself the next interval might answer
    const double t = begin + (end - begin) * (k + 0.5) / samples;
    if (beyond(bounds, control_at(phase, t)[control]) > corner_tolerance) return true;
  }
  return false;
}

/// Between the last point on a bound and the first one off it, or the other way round, where the line through the two
/// points off the bound meets it; half-way if it does not, or if nothing shows where. As a share of the phase.
double corner_within(const PhaseSolution& phase, std::size_t interval, std::size_t first_point, std::size_t control,
                     const Bounds& bounds) {
  constexpr double on_bound = 1e-3;
  const double begin = phase.mesh.breaks[interval], end = phase.mesh.breaks[interval + 1];
  const double length = phase.end_t - phase.start_t, inside = 0.02 * (end - begin);
  const auto points = static_cast<std::size_t>(phase.mesh.points[interval]);
  const auto t = [&](std::size_t j) { return phase.t[first_point + j + 1]; };
  const auto u = [&](std::size_t j) { return phase.controls[first_point + j][control]; };
  const auto held_at = [&](std::size_t j, double bound) {
    return std::abs(u(j) - bound) < on_bound * (bounds.upper - bounds.lower);
  };
  for (const double bound : {bounds.lower, bounds.upper}) {
    for (std::size_t j = 0; j + 1 < points; ++j) {
      if (held_at(j, bound) == held_at(j + 1, bound)) continue;
      const bool leaves = held_at(j, bound);
      const std::size_t near = leaves ? j + 1 : j, far = leaves ? j + 2 : j - 1;
      if (far >= points) continue;  // also -1
      const double meets = t(near) + (bound - u(near)) * (t(far) - t(near)) / (u(far) - u(near));
      const double share = (std::clamp(meets, t(j), t(j + 1)) - phase.start_t) / length;
      return std::clamp(share, begin + inside, end - inside);
    }
  }
  return 0.5 * (begin + end);
}

}  // namespace

std::vector<std::vector<double>> corners(const OptimalControlProblem& problem, const ControlSolution& solution) {
  constexpr double shortest_s = 0.05;
  std::vector<std::vector<double>> result;
  for (std::size_t p = 0; p < problem.phases.size(); ++p) {
    const PhaseSolution& phase = solution.phases[p];
    auto& of_phase = result.emplace_back(phase.mesh.points.size(), 0.0);
    if (!problem.phases[p].breaks_at_corners) continue;
    const std::vector<Bounds>& bounds = problem.phases[p].control_bounds;
    std::size_t first_point = 0;
    for (std::size_t k = 0; k < of_phase.size(); ++k) {
      const double length = (phase.mesh.breaks[k + 1] - phase.mesh.breaks[k]) * (phase.end_t - phase.start_t);
      for (std::size_t i = 0; i < bounds.size() && length > shortest_s; ++i) {
        if (overshoots(phase, k, i, bounds[i])) of_phase[k] = corner_within(phase, k, first_point, i, bounds[i]);
      }
      first_point += static_cast<std::size_t>(phase.mesh.points[k]);
    }
  }
  return result;
}

double largest(const std::vector<std::vector<double>>& errors) {
  double worst = 0;
  for (const auto& of_phase : errors) {
    for (const double error : of_phase) worst = std::max(worst, std::isfinite(error) ? error : unbounded);
  }
  return worst;
}

std::vector<PhaseMesh> refine(const ControlSolution& solution, const std::vector<std::vector<double>>& errors,
                              const std::vector<std::vector<double>>& corners, double tolerance,
                              const MeshLimits& limits) {
  std::vector<PhaseMesh> meshes;
  for (std::size_t p = 0; p < solution.phases.size(); ++p) {
    const PhaseMesh& old = solution.phases[p].mesh;
    PhaseMesh mesh{{0}, {}};
    for (std::size_t k = 0; k < old.points.size(); ++k) {
      const int points = old.points[k];
      const double begin = old.breaks[k], end = old.breaks[k + 1];
      if (corners[p][k] > 0) {
        const int each = std::clamp(points, limits.fewest_points, limits.points_of_parts);
        mesh.breaks.push_back(corners[p][k]), mesh.breaks.push_back(end);
        mesh.points.insert(mesh.points.end(), 2, each);
        continue;
      }
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
