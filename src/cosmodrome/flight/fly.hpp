#pragma once
#include <bitset>
#include <span>
#include <vector>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

struct FlyOptions {
  double tolerance = 3e-8;  ///< of one step; the insertion error that follows is in docs/theory/integrate.md
  bool reference = false;   ///< DOP853 at 1e-13: what faster flights are held against
  double record_interval_s = 1;
  bool follow_dropped = true;  ///< fly what was dropped to the ground
};

/// Flies a planned mission from lift-off and returns all that happened.
///
/// Ends with the sequence, at the ground, or at the plan's time limit. Missing the orbit is not an error: read
/// Flight::outcome and Flight::cause. Equal arguments give equal bits, alone or among other flights in lanes.
Flight fly(const Plan& plan, const FlyOptions& options = {});

/// The end of a flight without its record.
struct FlightEnd {
  double t_s = 0;
  Vec3<double, Gcrf> position_m;
  Vec3<double, Gcrf> velocity_m_s;
  double mass_kg = 0;
  double cut_off_t_s = 0;      ///< of the last burn; 0 if none
  double cut_off_mass_kg = 0;  ///< then, with the stage that burned
  double propellant_kg = 0;    ///< left in the stage that burned last
  double unused_m_s = 0;       ///< what stages that guidance cut off before that one could still have given
  int last_stage = -1;
  bool lifted_off = false;
  bool crashed = false;
  bool flamed_out = false;             ///< the burn that guidance should have ended ran dry
  std::bitset<max_stages> burned_out;  ///< stages that burned all they had
  std::bitset<max_items> fired;        ///< events of the sequence that happened
  std::array<double, max_items> fired_t_s{};
};

/// Flies each model once, one after another, in double.
std::vector<FlightEnd> fly_ends(const Plan& plan, std::span<const VehicleModel<double>> models,
                                const FlyOptions& options = {});

/// Flies the models in lanes, sixteen at a time: the same results, bit for bit.
std::vector<FlightEnd> fly_ends_in_lanes(const Plan& plan, std::span<const VehicleModel<double>> models,
                                         const FlyOptions& options = {});

}  // namespace cosmodrome
