#include "cosmodrome/optimize/sensitivities.hpp"

#include <cmath>
#include <functional>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/optimize/transcription.hpp"

namespace cosmodrome {
namespace {

struct Figure {
  std::string name;
  std::string unit;
  std::function<double&(VehicleModel<double>&)> of;
};

std::vector<Figure> figures_of(const Plan& plan) {
  std::vector<Figure> figures;
  for (std::size_t i = 0; i < plan.mission.vehicle.stages.size(); ++i) {
    const std::string stage = "stage." + plan.mission.vehicle.stages[i].id + ".";
    const auto add = [&](const char* name, const char* unit, double StageModel<double>::*member) {
      figures.push_back({stage + name, unit,
                         [i, member](VehicleModel<double>& model) -> double& { return model.stages[i].*member; }});
    };
    add("empty_mass", "kg", &StageModel<double>::empty_mass_kg);
    add("propellant", "kg", &StageModel<double>::propellant_kg);
    add("drive_propellant", "kg", &StageModel<double>::drive_propellant_kg);
    add("thrust_vacuum", "N", &StageModel<double>::thrust_vacuum_N);
    add("exit_area", "m2", &StageModel<double>::exit_area_m2);
    add("flow", "kg/s", &StageModel<double>::flow_kg_s);
  }
  for (std::size_t i = 0; i < plan.mission.vehicle.parts.size(); ++i) {
    figures.push_back({"part." + plan.mission.vehicle.parts[i].id + ".mass", "kg",
                       [i](VehicleModel<double>& model) -> double& { return model.part_mass_kg[i]; }});
  }
  figures.push_back(
      {"air.density_factor", "", [](VehicleModel<double>& model) -> double& { return model.density_factor; }});
  figures.push_back({"air.drag_factor", "", [](VehicleModel<double>& model) -> double& { return model.drag_factor; }});
  return figures;
}

/// The natural sizes of the base problem, so that unknowns and multipliers mean the same in both.
void take_scales(OptimalControlProblem& problem, const OptimalControlProblem& base) {
  problem.objective_scale = base.objective_scale;
  problem.parameter_scale = base.parameter_scale;
  for (std::size_t p = 0; p < problem.phases.size(); ++p) {
    problem.phases[p].state_scale = base.phases[p].state_scale;
    problem.phases[p].path_scale = base.phases[p].path_scale;
    for (std::size_t c = 0; c < problem.phases[p].conditions.size(); ++c) {
      problem.phases[p].conditions[c].scale = base.phases[p].conditions[c].scale;
    }
  }
}

bool alike(const OptimalControlProblem& a, const OptimalControlProblem& b) {
  if (a.phases.size() != b.phases.size() || a.times.size() != b.times.size()) return false;
  for (std::size_t p = 0; p < a.phases.size(); ++p) {
    if (a.phases[p].controls != b.phases[p].controls || a.phases[p].paths != b.phases[p].paths ||
        a.phases[p].conditions.size() != b.phases[p].conditions.size() || a.phases[p].end_time != b.phases[p].end_time)
      return false;
  }
  return true;
}

/// The Lagrangian of a vehicle at the optimum's unknowns and multipliers; NaN if its flight has other legs.
double lagrangian(const Plan& planned, const VehicleModel<double>& model, const OptimizedAscent& optimum,
                  const AscentOptions& options, const std::vector<PhaseMesh>& mesh) {
  Plan plan = planned;
  plan.model = model;
  AscentProblem ascent;
  try {
    ascent = make_ascent_problem(plan, options);
  } catch (const InputError&) {
    return std::nan("");
  }
  const OptimalControlProblem& base = optimum.ascent.problem;
  if (!alike(ascent.problem, base)) return std::nan("");
  take_scales(ascent.problem, base);
  match_tail_offs(ascent, optimum.control.solution, options);
  const Transcription program(ascent.problem, mesh);
  const NlpStructure& structure = program.structure();
  const NlpSolution& at = optimum.control.nlp;
  std::vector<double> c(static_cast<std::size_t>(structure.constraints()));
  program.constraints(at.x, c);
  double sum = program.objective(at.x);
  for (std::size_t i = 0; i < c.size(); ++i) {
    // A multiplier presses against the bound that its sign tells.
    const double bound = at.multipliers[i] > 0 ? structure.c_upper[i] : structure.c_lower[i];
    if (std::isfinite(bound)) sum += at.multipliers[i] * (c[i] - bound);
  }
  return sum * base.objective_scale;
}

}  // namespace

std::vector<Sensitivity> sensitivities(const Plan& planned, const OptimizedAscent& optimum,
                                       const AscentOptions& options) {
  std::vector<PhaseMesh> mesh;
  for (const PhaseSolution& phase : optimum.control.solution.phases) mesh.push_back(phase.mesh);
  // The legs are those of a flight that carries what the optimum carries where it was made.
  Plan base = planned;
  base.model.payload_mass_kg = optimum.ascent.payload_kg;
  AscentOptions solved = options;
  solved.impact_points_off = optimum.turned_aside_by;
  std::vector<Sensitivity> result;
  for (const Figure& figure : figures_of(planned)) {
    VehicleModel<double> model = base.model;
    double& varied = figure.of(model);
    const double value = varied, step = 1e-5 * value;
    if (value == 0) continue;
    varied = value + step;
    const double up = lagrangian(base, model, optimum, solved, mesh);
    varied = value - step;
    const double down = lagrangian(base, model, optimum, solved, mesh);
    const double slope = -(up - down) / (2 * step);  // the objective is less the mass
    result.push_back({figure.name, value, figure.unit, slope, 0.01 * value * slope});
  }
  return result;
}

}  // namespace cosmodrome
