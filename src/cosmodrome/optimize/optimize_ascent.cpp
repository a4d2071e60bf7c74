#include "cosmodrome/optimize/optimize_ascent.hpp"

#include <fmt/format.h>

#include "cosmodrome/base/error.hpp"

namespace cosmodrome {
namespace {

std::string why_not_solved(const ControlResult& control) {
  std::string why = fmt::format("the optimiser ended without an answer ({})", describe(control.status));
  if (control.worst_violation > 1e-6) {
    why += fmt::format("; nearest it came, what is missed most is {}, by {:.2g} of its natural size",
                       control.worst_constraint, control.worst_violation);
  }
  return why;
}

void prove(OptimizedAscent& result, const Plan& planned, const ProofLimits& limits) {
  const ControlResult& control = result.control;
  if (control.status != NlpStatus::solved) {
    result.why = why_not_solved(control);
    return;
  }
  result.reflight = refly(planned, result.ascent, control.solution);
  result.primer_angle_rad = worst_primer_angle_rad(result.ascent, control.solution);
  if (!control.mesh_is_fine) {
    result.why = fmt::format("the mesh error stays at {:.1e} after {} meshes", control.mesh_error, control.meshes);
  } else if (!result.reflight->flown) {
    result.why = "flown again, it does not come as far as the last cut-off";
  } else if (result.reflight->relative_error > limits.relative_error) {
    result.why = fmt::format("flown again, it ends {:.0f} m and {:.2f} m/s from where the optimiser has it",
                             result.reflight->place_error_m, result.reflight->speed_error_m_s);
  } else if (result.primer_angle_rad > limits.primer_angle_rad) {
    result.why = fmt::format("the thrust is {:.2e} rad off the primer vector", result.primer_angle_rad);
  } else {
    result.confirmed = true;
  }
}

/// The planned flight with another payload: its events may come in another order.
Plan with_payload(const Plan& planned, double payload_kg) {
  Plan plan = planned;
  plan.model.payload_mass_kg = payload_kg;
  return plan;
}

/// Where no answer was found along the planned flight, events of the best flight may come in another order than its
/// own: tries along flights with payloads nearer to the best.
void try_other_payloads(OptimizedAscent& result, const Plan& planned, const AscentOptions& options) {
  if (options.objective != AscentObjective::payload || result.control.solution.parameters.empty()) return;
  const double reached = result.control.solution.parameters[0];
  for (const double share : {0.97, 0.9, 0.75}) {
    if (result.control.status == NlpStatus::solved || result.control.status == NlpStatus::stopped) return;
    OptimizedAscent other;
    try {
      other.ascent = make_ascent_problem(with_payload(planned, share * reached), options);
    } catch (const InputError&) {
      continue;  // too heavy to reach the target as planned
    }
    other.control = solve_control(other.ascent.problem, other.ascent.guess, other.ascent.mesh, options.control);
    if (other.control.status == NlpStatus::solved) result = std::move(other);
  }
}

}  // namespace

double OptimizedAscent::payload_kg() const {
  return control.solution.parameters.empty() ? ascent.payload_kg : control.solution.parameters[0];
}

double OptimizedAscent::final_mass_kg() const {
  return control.solution.phases.empty() ? 0 : control.solution.phases[ascent.legs.size() - 1].states.back()[6];
}

OptimizedAscent optimize_ascent(const Plan& planned, const AscentOptions& options, const ProofLimits& limits) {
  OptimizedAscent result;
  result.ascent = make_ascent_problem(planned, options);
  result.control = solve_control(result.ascent.problem, result.ascent.guess, result.ascent.mesh, options.control);
  try_other_payloads(result, planned, options);
  prove(result, planned, limits);
  return result;
}

OptimizedAscent optimize_ascent(const Plan& planned, const AscentOptions& options, const ControlSolution& like,
                                const ProofLimits& limits) {
  OptimizedAscent result;
  result.ascent = make_ascent_problem(planned, options);
  bool fits = like.phases.size() == result.ascent.problem.phases.size() &&
              like.times.size() == result.ascent.problem.times.size();
  for (std::size_t i = 0; fits && i < like.phases.size(); ++i) {
    const auto controls = static_cast<std::size_t>(result.ascent.problem.phases[i].controls);
    fits = like.phases[i].controls.front().size() == controls;
  }
  if (fits) result.control = solve_control_warm(result.ascent.problem, like, options.control);
  if (!result.control.solved()) {
    result.control = solve_control(result.ascent.problem, result.ascent.guess, result.ascent.mesh, options.control);
  }
  prove(result, planned, limits);
  return result;
}

}  // namespace cosmodrome
