#include "cosmodrome/optimize/transcription.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace cosmodrome {
namespace {

double scale_of(const std::vector<double>& scale, std::size_t i) { return scale.empty() ? 1.0 : scale[i]; }

Bounds meet(const Bounds& a, const Bounds& b) { return {std::max(a.lower, b.lower), std::min(a.upper, b.upper)}; }

Bounds bounds_of(const std::vector<Bounds>& bounds, std::size_t i) { return bounds.empty() ? Bounds{} : bounds[i]; }

void require(bool holds, const std::string& phase, const char* what) {
  if (!holds) throw std::invalid_argument(fmt::format("phase '{}': {}", phase, what));
}

void check_phase(const ControlPhase& phase, const PhaseMesh& mesh, std::size_t times, std::size_t parameters) {
  const auto fits = [](std::size_t size, int wanted) { return size == 0 || size == static_cast<std::size_t>(wanted); };
  require(phase.equations != nullptr, phase.name, "it has no equations");
  const int own = phase.states + phase.controls + (phase.sees_own_clock ? 2 : 1);
  require(phase.equations->inputs() == own || phase.equations->inputs() == own + static_cast<int>(parameters),
          phase.name, "the equations' inputs are not state, controls, time and parameters");
  require(phase.equations->outputs() == phase.states + phase.paths + (phase.has_integrand ? 1 : 0), phase.name,
          "the equations' outputs are not slopes, path constraints and integrand");
  require(fits(phase.state_bounds.size(), phase.states) && fits(phase.start_bounds.size(), phase.states) &&
              fits(phase.end_bounds.size(), phase.states) && fits(phase.state_scale.size(), phase.states),
          phase.name, "bounds or scales do not fit the states");
  require(fits(phase.control_bounds.size(), phase.controls) && fits(phase.control_scale.size(), phase.controls),
          phase.name, "bounds or scales do not fit the controls");
  require(
      phase.path_bounds.size() == static_cast<std::size_t>(phase.paths) && fits(phase.path_scale.size(), phase.paths),
      phase.name, "bounds or scales do not fit the path constraints");
  require(static_cast<std::size_t>(phase.start_time) < times && static_cast<std::size_t>(phase.end_time) < times,
          phase.name, "there is no such time");
  require(!mesh.points.empty() && mesh.breaks.size() == mesh.points.size() + 1 && mesh.breaks.front() == 0 &&
              mesh.breaks.back() == 1 && std::is_sorted(mesh.breaks.begin(), mesh.breaks.end()),
          phase.name, "the mesh does not go from 0 to 1");
}

}  // namespace

PhaseMesh even_mesh(int intervals, int points) {
  PhaseMesh mesh{{}, std::vector<int>(static_cast<std::size_t>(intervals), points)};
  for (int i = 0; i <= intervals; ++i) mesh.breaks.push_back(static_cast<double>(i) / intervals);
  return mesh;
}

Transcription::Transcription(const OptimalControlProblem& problem, std::vector<PhaseMesh> mesh)
    : problem_(problem), mesh_(std::move(mesh)) {
  if (mesh_.size() != problem_.phases.size()) throw std::invalid_argument("a mesh for each phase is needed");
  for (std::size_t p = 0; p < mesh_.size(); ++p) {
    check_phase(problem_.phases[p], mesh_[p], problem_.times.size(), problem_.parameters.size());
  }
  add_variables();
  add_constraints();
  add_groups();
  physical_.resize(slots_.size());
  std::size_t in = 1, out = 1;
  const auto room_for = [&](const SmoothFunction& f) {
    in = std::max(in, static_cast<std::size_t>(f.inputs()));
    out = std::max(out, static_cast<std::size_t>(f.outputs()));
  };
  for (const ControlPhase& phase : problem_.phases) {
    room_for(*phase.equations);
    for (const EndCondition& condition : phase.conditions) room_for(*condition.function);
  }
  // Parameters are always laid beside the rest, also for functions that do not take them.
  input_.resize(in + problem_.parameters.size()), output_.resize(out), weight_.resize(out);
  first_.resize(in * out), second_.resize(in * in);
  place_numbers();
  add_patterns();
}

void Transcription::place_numbers() {
  std::size_t input = 0, output = 0, slope = 0, curvature = 0;
  for (Point& point : points_) {
    const SmoothFunction& equations = *problem_.phases[static_cast<std::size_t>(point.phase)].equations;
    const auto in = static_cast<std::size_t>(equations.inputs()), out = static_cast<std::size_t>(equations.outputs());
    point.input = input, point.output = output, point.slope = slope, point.curvature = curvature;
    input += in, output += out, slope += out * in, curvature += in * in;
  }
  inputs_.resize(input), outputs_.resize(output), weights_.resize(output), slopes_.resize(slope);
  curvatures_.resize(curvature);
}

// ---------------------------------------------------------------------------------------- unknowns and constraints

int Transcription::add_slot(const Bounds& bounds, double scale) {
  Slot slot;
  slot.scale = scale;
  slot.fixed = bounds.lower;
  if (!bounds.fixed()) {
    slot.variable = structure_.variables();
    structure_.x_lower.push_back(bounds.lower / scale);
    structure_.x_upper.push_back(bounds.upper / scale);
  }
  slots_.push_back(slot);
  return static_cast<int>(slots_.size()) - 1;
}

int Transcription::add_row(const Bounds& bounds, double scale) {
  structure_.c_lower.push_back(bounds.lower / scale);
  structure_.c_upper.push_back(bounds.upper / scale);
  row_scale_.push_back(1 / scale);
  return structure_.constraints() - 1;
}

/// Times, parameters, then phase by phase the states of the first node, states and controls of each point.
void Transcription::add_variables() {
  for (const Bounds& bounds : problem_.times) add_slot(bounds, problem_.time_scale);
  for (std::size_t i = 0; i < problem_.parameters.size(); ++i) {
    add_slot(problem_.parameters[i], scale_of(problem_.parameter_scale, i));
  }
  for (std::size_t p = 0; p < problem_.phases.size(); ++p) {
    const ControlPhase& phase = problem_.phases[p];
    auto& nodes_of_phase = node_slots_.emplace_back();
    const int points = std::accumulate(mesh_[p].points.begin(), mesh_[p].points.end(), 0);
    points_per_phase_.push_back(points);
    const int nodes = points + 1;
    for (int node = 0; node < nodes; ++node) {
      const int first_state = static_cast<int>(slots_.size());
      const auto& ends = node == 0 ? phase.start_bounds : node == nodes - 1 ? phase.end_bounds : phase.state_bounds;
      for (std::size_t i = 0; i < static_cast<std::size_t>(phase.states); ++i) {
        const Bounds bounds = meet(bounds_of(phase.state_bounds, i), bounds_of(ends, i));
        add_slot(bounds, scale_of(phase.state_scale, i));
      }
      const bool shares = phase.steady_controls && node > 1;
      nodes_of_phase.push_back({first_state, shares ? nodes_of_phase.back().control : static_cast<int>(slots_.size())});
      if (node == 0 || shares) continue;
      for (std::size_t i = 0; i < static_cast<std::size_t>(phase.controls); ++i) {
        add_slot(bounds_of(phase.control_bounds, i), scale_of(phase.control_scale, i));
      }
    }
  }
}

void Transcription::add_constraints() {
  for (std::size_t p = 0; p < problem_.phases.size(); ++p) {
    const ControlPhase& phase = problem_.phases[p];
    const PhaseMesh& mesh = mesh_[p];
    int node = 0;
    for (std::size_t k = 0; k < mesh.points.size(); ++k) {
      const RadauRule& rule = radau_rule(mesh.points[k]);
      const double width = mesh.breaks[k + 1] - mesh.breaks[k];
      const int first_node = node;
      for (int j = 1; j <= rule.points; ++j) {
        Point point{};
        point.phase = static_cast<int>(p), point.interval = static_cast<int>(k), point.node = ++node;
        point.share = mesh.breaks[k] + 0.5 * (rule.tau[static_cast<std::size_t>(j)] + 1) * width;
        point.width = width, point.local = j, point.first_node = first_node, point.rule = &rule;
        point.defect_row = structure_.constraints();
        for (std::size_t i = 0; i < static_cast<std::size_t>(phase.states); ++i) {
          add_row({0, 0}, scale_of(phase.state_scale, i));
        }
        point.path_row = structure_.constraints();
        const bool last = k + 1 == mesh.points.size() && j == rule.points;
        point.paths = phase.steady_controls && !last ? 0 : phase.paths;
        for (std::size_t i = 0; i < static_cast<std::size_t>(point.paths); ++i) {
          add_row(phase.path_bounds[i], scale_of(phase.path_scale, i));
        }
        points_.push_back(point);
      }
    }
    for (const EndCondition& condition : phase.conditions) {
      const int row = condition.bounds.empty() ? -1 : structure_.constraints();
      conditions_.push_back({static_cast<int>(p), &condition, row});
      for (std::size_t i = 0; i < condition.bounds.size(); ++i) {
        end_rows_.push_back(add_row(condition.bounds[i], scale_of(condition.scale, i)));
      }
    }
  }
  for (const Linkage& linkage : problem_.linkages) {
    const ControlPhase& to = problem_.phases.at(static_cast<std::size_t>(linkage.to));
    for (std::size_t i = 0; i < static_cast<std::size_t>(to.states); ++i) {
      const double jump = linkage.jump.empty() ? 0 : linkage.jump[i];
      if (std::isnan(jump)) continue;
      end_rows_.push_back(add_row({jump, jump}, scale_of(to.state_scale, i)));
      links_.push_back({linkage.from, linkage.to, static_cast<int>(i), end_rows_.back()});
    }
  }
}

/// The tree of elimination: see the class. Groups are numbered so that each comes before its parent.
void Transcription::add_groups() {
  Elimination& tree = structure_.elimination;
  tree.group_of_variable.assign(static_cast<std::size_t>(structure_.variables()), -1);
  tree.group_of_constraint.assign(static_cast<std::size_t>(structure_.constraints()), -1);
  const auto claim_variable = [&](int slot, int group) {
    const int variable = slots_[static_cast<std::size_t>(slot)].variable;
    if (variable >= 0) tree.group_of_variable[static_cast<std::size_t>(variable)] = group;
  };
  std::vector<Point> steady_paths;
  int waiting = -1;  // the interval group whose parent is the next interval group
  for (std::size_t end = points_.size(); end > 0;) {
    std::size_t begin = end;
    const Point& last = points_[end - 1];
    while (begin > 0 && points_[begin - 1].phase == last.phase && points_[begin - 1].interval == last.interval) --begin;
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(last.phase)];
    const bool has_leaves = phase.controls + phase.paths > 0 && !phase.steady_controls;
    const int leaves = has_leaves ? static_cast<int>(end - begin) : 0;
    const int interval = static_cast<int>(tree.parent.size()) + leaves;
    for (int leaf = 0; leaf < leaves; ++leaf) {
      const Point& point = points_[begin + static_cast<std::size_t>(leaf)];
      const int group = static_cast<int>(tree.parent.size());
      tree.parent.push_back(interval);
      for (int i = 0; i < phase.controls; ++i) claim_variable(control_slot(point.phase, point.node) + i, group);
      for (int i = 0; i < point.paths; ++i)
        tree.group_of_constraint[static_cast<std::size_t>(point.path_row + i)] = group;
    }
    tree.parent.push_back(-1);
    if (waiting >= 0) tree.parent[static_cast<std::size_t>(waiting)] = interval;
    waiting = interval;
    for (std::size_t k = begin; k < end; ++k) {
      const Point& point = points_[k];
      for (int i = 0; i < phase.states; ++i) {
        claim_variable(state_slot(point.phase, point.node) + i, interval);
        tree.group_of_constraint[static_cast<std::size_t>(point.defect_row + i)] = interval;
      }
      if (!phase.steady_controls) continue;
      // Of the intervals that share them, the last to be eliminated keeps them.
      for (int i = 0; i < phase.controls; ++i) claim_variable(control_slot(point.phase, 1) + i, interval);
    }
    // A condition on steady controls stands where the last interval is: at or below all of them.
    if (phase.steady_controls && last.paths > 0) steady_paths.push_back(last);
    if (last.interval == 0) {
      for (const Point& point : steady_paths) {
        for (int i = 0; i < point.paths; ++i) {
          tree.group_of_constraint[static_cast<std::size_t>(point.path_row + i)] = interval;
        }
      }
      steady_paths.clear();
    }
    if (last.interval == 0) {
      for (const Link& link : links_) {
        if (link.to != last.phase) continue;
        claim_variable(state_slot(last.phase, 0) + link.state, interval);
        tree.group_of_constraint[static_cast<std::size_t>(link.row)] = interval;
      }
    }
    end = begin;
  }
  const int root = static_cast<int>(tree.parent.size());
  tree.parent.push_back(-1);
  if (waiting >= 0) tree.parent[static_cast<std::size_t>(waiting)] = root;
  for (auto* groups : {&tree.group_of_variable, &tree.group_of_constraint})
    std::replace(groups->begin(), groups->end(), -1, root);
}

std::string Transcription::constraint_name(int row) const {
  const auto phase_name = [&](int phase) { return problem_.phases[static_cast<std::size_t>(phase)].name; };
  for (const Point& point : points_) {
    const ControlPhase& phase = problem_.phases[static_cast<std::size_t>(point.phase)];
    if (row >= point.defect_row && row < point.defect_row + phase.states)
      return fmt::format("phase '{}': motion of state {} at point {}", phase.name, row - point.defect_row, point.node);
    if (row >= point.path_row && row < point.path_row + point.paths)
      return fmt::format("phase '{}': path constraint {} at point {}", phase.name, row - point.path_row, point.node);
  }
  for (const Condition& condition : conditions_) {
    const int rows = static_cast<int>(condition.condition->bounds.size());
    if (condition.row >= 0 && row >= condition.row && row < condition.row + rows)
      return fmt::format("phase '{}': {}", phase_name(condition.phase), condition.condition->name);
  }
  return "linkage between phases";
}

}  // namespace cosmodrome
