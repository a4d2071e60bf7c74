#pragma once
#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/flight/plan.hpp"

namespace cosmodrome {

/// A mission's pitch-and-yaw programme in the axes of a plan that has its azimuth. A polynomial is taken at so many
/// points that the table differs from it by less than 1e-9 of its range.
SteeringProgramme make_programme(const Plan& plan, const SteeringTable& table);

/// Replaces the gravity turn by the pitch programme that it flew in `nominal`. A flight whose thrust or drag differs
/// then follows the programme with a small angle of attack, as real vehicles do, where a gravity turn would amplify
/// the difference and fall over or climb too steeply.
void tabulate_gravity_turn(Plan& plan, const Flight& nominal);

/// A row more: pitch and yaw of an axis in the pad's axes as they stood at lift-off. Yaw goes on from the row before.
void add_row(SteeringTable& table, const Plan& plan, double t_s, const Vec3<double, Gcrf>& axis);

/// The same with the programme as a table of the plan's mission, which then says all of it: a row for each recorded
/// point. Before any other programme of the plan that is no table of its mission.
void state_gravity_turn(Plan& plan, const Flight& flown);

/// The plan with its closed-loop guidance replaced by what it commanded in `nominal`, as a table, and its cut-offs by
/// their times, or by empty tanks where that ended the burn: open-loop steering.
Plan open_loop(const Plan& plan, const Flight& nominal);

}  // namespace cosmodrome
