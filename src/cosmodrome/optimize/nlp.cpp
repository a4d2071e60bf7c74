#include "cosmodrome/optimize/nlp.hpp"

namespace cosmodrome {

const char* describe(NlpStatus status) {
  switch (status) {
    case NlpStatus::solved:
      return "solved";
    case NlpStatus::locally_infeasible:
      return "locally infeasible";
    case NlpStatus::stopped:
      return "stopped";
    case NlpStatus::iteration_limit:
      return "iteration limit";
    case NlpStatus::cannot_evaluate:
      return "cannot evaluate";
    case NlpStatus::stalled:
      return "stalled";
  }
  return "unknown";
}

NlpStart warm_start(const NlpSolution& solution) {
  return {solution.x, solution.multipliers, solution.lower_multipliers, solution.upper_multipliers, solution.barrier};
}

}  // namespace cosmodrome
