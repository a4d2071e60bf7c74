#pragma once
// Closed forms as plans of burns that are then corrected under all forces: see manoeuvre_plan.hpp.
#include "cosmodrome/orbit/lambert_transfer.hpp"
#include "cosmodrome/orbit/manoeuvre_plan.hpp"
#include "cosmodrome/orbit/transfers.hpp"

namespace cosmodrome {

/// What burns are made with.
struct TransferEngine {
  std::optional<SpaceEngine> engine;  ///< none: at once, and the mass stays
  double mass_kg = 1000;              ///< at the start
};

/// Burns in the plane of the orbit, the first ten minutes after the start, that end in a circle.
ManoeuvrePlan plan_to_circle(const Transfer& transfer, double to_radius_m, const TransferEngine& with);

/// Burns at the nodes, the first at an ascending one, that end in a circle of that inclination.
ManoeuvrePlan plan_to_inclined_circle(const Transfer& transfer, double to_radius_m, double to_inclination_rad,
                                      double mu_m3_s2, const TransferEngine& with);

/// Ten minutes after the start of a plan: when its first burn is made, so that a long one may begin before.
inline constexpr double transfer_waits_s = 600;

/// A place and a velocity, at a time of a world, that a plan is to end in.
struct Meeting {
  double t_s = 0;
  Motion<double, Gcrf> target;
};

/// Along a circle until it is as far along, and goes round as fast, as the target: after whole revolutions burns do not
/// move the radius and the plane there, so that these stay as they come. With an engine burns are at once but use its
/// propellant, so that all of it holds at one moment.
ManoeuvrePlan plan_to_phase(const Transfer& transfer, const Meeting& meeting, const OrbitWorld& world,
                            const TransferEngine& with);

/// By the path of a Lambert transfer from the start; the engine as for plan_to_phase().
ManoeuvrePlan plan_to_meet(const LambertTransfer& transfer, const Meeting& meeting, const OrbitWorld& world,
                           const TransferEngine& with);

}  // namespace cosmodrome
