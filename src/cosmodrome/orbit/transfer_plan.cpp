#include "cosmodrome/orbit/transfer_plan.hpp"

#include <cmath>
#include <numbers>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/frames/geodesy.hpp"

namespace cosmodrome {
namespace {

constexpr double hour_s = 3600;

PlannedBurn planned(const TransferBurn& burn, double after_s, const TransferEngine& with) {
  PlannedBurn made;
  made.name = burn.name;
  made.moment = {OrbitMoment::time, after_s};
  made.change_m_s = {burn.along_m_s, burn.normal_m_s, 0};
  made.engine = with.engine;
  return made;
}

/// All burns, each so long after the one before. Half of the first lies before its moment.
std::vector<PlannedBurn> planned(const Transfer& transfer, const TransferEngine& with) {
  std::vector<PlannedBurn> burns;
  double before_s = 0, mass_kg = with.mass_kg, half_s = 0;
  for (const TransferBurn& burn : transfer.burns) {
    const double since_s = burn.t_s - before_s - half_s;
    if (with.engine) {
      const double duration_s = burn_duration_s(*with.engine, mass_kg, burn.size_m_s());
      mass_kg -= propellant_kg(*with.engine, duration_s), half_s = duration_s / 2;
    }
    burns.push_back(planned(burn, burns.empty() ? transfer_waits_s + half_s : since_s, with));
    before_s = burn.t_s;
  }
  return burns;
}

void add_circle(GoalMoment& goal, double radius_m) {
  const double altitude_m = radius_m - wgs84_equatorial_radius_m;
  goal.goals.push_back({OrbitQuantity::perigee_altitude, altitude_m, 10});
  goal.goals.push_back({OrbitQuantity::apogee_altitude, altitude_m, 10});
}

/// As far as the last goal, an hour, and what burns and waiting for a node take longer than planned.
double length_of(const std::vector<PlannedBurn>& burns, double more_s) {
  double length_s = hour_s + more_s;
  for (const PlannedBurn& burn : burns) length_s += 1.05 * burn.moment.after_s;
  return std::ceil(length_s);
}

/// The goals that a place and a velocity at one moment make. Of the plane that goes through the place the inclination
/// tells nothing where it is greatest, nor the node where that is passed: which of them it is depends on the place.
GoalMoment goal_of(const Meeting& meeting, const OrbitWorld& world) {
  constexpr double length_m = 10, angle_rad = 1e-4 * degree_rad, eccentricity = 1e-6;
  const auto place = to_geodetic(gcrf_to_itrf(world.earth, meeting.t_s) * meeting.target.r_m);
  const auto e = to_keplerian(meeting.target, world.gm_m3_s2);
  const double cosine = std::cos(e.argument_of_periapsis_rad), sine = std::sin(e.argument_of_periapsis_rad);
  const bool near_node = std::abs(std::cos(e.argument_of_periapsis_rad + e.true_anomaly_rad)) > std::sqrt(0.5);
  return {"arrival",
          {},
          {{OrbitQuantity::altitude, place.altitude_m, length_m},
           {OrbitQuantity::latitude, place.latitude_rad, angle_rad},
           {OrbitQuantity::longitude, place.longitude_rad, angle_rad},
           near_node ? PlannedGoal{OrbitQuantity::inclination, e.inclination_rad, angle_rad}
                     : PlannedGoal{OrbitQuantity::raan, e.raan_rad, angle_rad},
           {OrbitQuantity::eccentricity_cosine, e.eccentricity * cosine, eccentricity},
           {OrbitQuantity::eccentricity_sine, e.eccentricity * sine, eccentricity}}};
}

/// Along the orbit of the target, wherever across it one is. Latitude tells how far where it changes more along the
/// path than the longitude does: at u past the node by sin i cos u / cos(latitude), the other by cos i /
/// cos(latitude)^2.
GoalMoment phase_goal_of(const Meeting& meeting, const OrbitWorld& world) {
  GoalMoment goal = goal_of(meeting, world);
  const auto e = to_keplerian(meeting.target, world.gm_m3_s2);
  const double u = e.argument_of_periapsis_rad + e.true_anomaly_rad;
  const double latitude_rad = goal.goals[1].wanted;
  const bool by_latitude = std::sin(e.inclination_rad) * std::abs(std::cos(u)) * std::cos(latitude_rad) >
                           std::abs(std::cos(e.inclination_rad));
  goal.goals = {goal.goals[by_latitude ? 1 : 2], {OrbitQuantity::semi_major_axis, semi_major_axis_m(e), 10}};
  return goal;
}

void make_at_once(std::vector<PlannedBurn>& burns, const TransferEngine& with) {
  for (PlannedBurn& burn : burns) burn.engine = with.engine, burn.at_once = with.engine.has_value();
}

}  // namespace

ManoeuvrePlan plan_to_circle(const Transfer& transfer, double to_radius_m, const TransferEngine& with) {
  ManoeuvrePlan plan{planned(transfer, with), {{"orbit", {}, {}}}};
  for (PlannedBurn& burn : plan.burns) burn.change_varies = {true, false, false};
  plan.burns.back().change_varies[2] = true;
  add_circle(plan.moments.front(), to_radius_m);
  plan.length_s = length_of(plan.burns, 0);
  return plan;
}

ManoeuvrePlan plan_to_inclined_circle(const Transfer& transfer, double to_radius_m, double to_inclination_rad,
                                      double mu_m3_s2, const TransferEngine& with) {
  ManoeuvrePlan plan{planned(transfer, with), {{"orbit", {}, {}}}};
  GoalMoment& goal = plan.moments.front();
  for (PlannedBurn& burn : plan.burns) burn.change_varies = {true, true, false};
  plan.burns.front().moment.what = OrbitMoment::ascending_node;
  if (plan.burns.size() == 1) {
    // One burn turns the plane and keeps the size; the shape it cannot choose as well.
    goal.goals.push_back({OrbitQuantity::semi_major_axis, to_radius_m, 10});
  } else {
    plan.burns.back().change_varies[2] = true;
    add_circle(goal, to_radius_m);
  }
  goal.goals.push_back({OrbitQuantity::inclination, to_inclination_rad, 1e-3 * degree_rad});
  const double radius_m = transfer.burns.front().radius_m;
  plan.length_s = length_of(plan.burns, 2 * std::numbers::pi * std::sqrt(radius_m * radius_m * radius_m / mu_m3_s2));
  return plan;
}

ManoeuvrePlan plan_to_phase(const Transfer& transfer, const Meeting& meeting, const OrbitWorld& world,
                            const TransferEngine& with) {
  ManoeuvrePlan plan{planned(transfer, {}), {phase_goal_of(meeting, world)}};
  make_at_once(plan.burns, with);
  for (PlannedBurn& burn : plan.burns) burn.change_varies = {true, false, false};
  plan.length_s = length_of(plan.burns, 0);
  return plan;
}

ManoeuvrePlan plan_to_meet(const LambertTransfer& transfer, const Meeting& meeting, const OrbitWorld& world,
                           const TransferEngine& with) {
  const auto burn = [](const char* name, double after_s, const Vec3<double, Gcrf>& change_m_s) {
    PlannedBurn made;
    made.name = name, made.moment = {OrbitMoment::time, after_s}, made.axes = BurnAxes::inertial;
    made.change_m_s = {change_m_s.x, change_m_s.y, change_m_s.z};
    made.change_varies = {true, true, true};
    return made;
  };
  ManoeuvrePlan plan{{burn("leave", 0, transfer.leave_m_s), burn("arrive", meeting.t_s, transfer.arrive_m_s)},
                     {goal_of(meeting, world)}};
  make_at_once(plan.burns, with);
  plan.length_s = length_of(plan.burns, 0);
  return plan;
}

}  // namespace cosmodrome
