#pragma once
#include <vector>

#include "cosmodrome/dynamics/point_mass.hpp"
#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// How the thrust axis is found during a leg.
enum class LegSteering {
  vertical,  ///< along the pad's vertical
  free,      ///< leaning over, or guided: what an optimiser may choose
  law,       ///< by the law that the leg's mode has: along the path, by a programme, held
};

/// One stretch of a flight between two events, in which the equations of motion do not change.
struct Leg {
  Mode<double> mode;
  LegSteering steering = LegSteering::law;
  int target = -1;                                         ///< that guidance steers for; -1: none
  std::array<int, max_burning> burning_stage{-1, -1, -1};  ///< whose engines mode.burns are; -1: none's
  std::bitset<max_burning> cut_off;                        ///< those that tail off
  std::bitset<max_stages> stages_aboard;
  std::bitset<max_parts> parts_aboard;
  std::vector<int> ended_by;      ///< items of the sequence that happened at its end; empty: a ramp's end or such
  std::vector<int> joined;        ///< items that happened within it, where legs have been put together
  bool ends_by_state = false;     ///< when it ends depends on the state, not on a clock or a tank
  bool ends_freely = false;       ///< an optimiser may choose when it ends
  bool limited = false;           ///< it burns under an acceleration limit, so that tanks empty at no fixed time
  double spare_kg = 0;            ///< propellant left at its end in the stages that burned, drive propellant included
  std::bitset<max_stages> empty;  ///< stages whose tank is empty at its end
  // What was flown, from its beginning to its end.
  std::vector<double> t_s;
  std::vector<PointMassState<double>> y;
  std::vector<Vec3<double, Gcrf>> axis;

  [[nodiscard]] double begin_s() const { return t_s.front(); }
  [[nodiscard]] double end_s() const { return t_s.back(); }
  [[nodiscard]] bool burns() const;
};

/// The flight of a plan as its legs. Empty if the vehicle does not lift off.
std::vector<Leg> fly_legs(const Plan& plan, double tolerance = 1e-9);

/// The plan with the gravity turn by its law, where make_plan() has put a table of what that law did.
Plan with_gravity_turn_law(const Plan& plan);

}  // namespace cosmodrome
