#pragma once
#include <optional>

#include "cosmodrome/optimize/impact_limits.hpp"
#include "cosmodrome/optimize/reflight.hpp"

namespace cosmodrome {

/// What an optimised ascent must show before it counts.
struct ProofLimits {
  double relative_error = 5e-5;    ///< of the flight that repeats it: Reflight::relative_error
  double inside_area_m = 500;      ///< of the impact point, flown again: less than a limit line's own width
  double primer_angle_rad = 2e-3;  ///< see worst_primer_angle_rad(); times the mesh's own error where that is larger
};

/// The best ascent, and what says that it is one.
struct OptimizedAscent {
  AscentProblem ascent;
  ControlResult control;
  std::optional<Reflight> reflight;  ///< if there was an answer to fly
  double primer_angle_rad = 0;
  std::vector<ImpactClearance> clearances;  ///< flown again, of the areas that the impact point must stay off
  std::vector<GroundArea> turned_aside_by;  ///< those of them that are conditions of the problem
  bool confirmed = false;                   ///< solved, the mesh fine enough, and flown again within the limits
  std::string why;                          ///< in words, if it is not

  [[nodiscard]] double payload_kg() const;
  [[nodiscard]] double final_mass_kg() const;
};

/// Finds the best ascent along a planned flight, and flies it again. An answer that the flight does not confirm is not
/// one: see OptimizedAscent::confirmed. Throws InputError if the planned flight reaches no target.
OptimizedAscent optimize_ascent(const Plan& planned, const AscentOptions& options, const ProofLimits& limits = {});

/// The same from an answer to an ascent like this one: another target, another site, a vehicle a little different.
/// Falls back on a cold start if that fails.
OptimizedAscent optimize_ascent(const Plan& planned, const AscentOptions& options, const ControlSolution& like,
                                const ProofLimits& limits = {});

}  // namespace cosmodrome
