// Burns that meet their goals.
#include "cosmodrome/orbit/manoeuvre_plan.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cosmodrome/frames/wgs84.hpp"

namespace cosmodrome {
namespace {

/// Changes that matter: a minute's tenth, and a metre per second.
constexpr double time_scale_s = 10, change_scale_m_s = 1;

/// What of a plan may vary, one number after the other.
template <class Visit>
void visit_controls(ManoeuvrePlan& plan, Visit&& visit) {
  static constexpr const char* axis_names[3][3] = {{"x", "y", "z"}, {"r", "t", "n"}, {"v", "n", "c"}};
  for (PlannedBurn& burn : plan.burns) {
    if (burn.time_varies) visit(burn.name + ".time", burn.shift_s, time_scale_s);
    double* parts[3] = {&burn.change_m_s.x, &burn.change_m_s.y, &burn.change_m_s.z};
    for (std::size_t i = 0; i < 3; ++i) {
      if (burn.change_varies[i])
        visit(burn.name + "." + axis_names[static_cast<int>(burn.axes)][i], *parts[i], change_scale_m_s);
    }
  }
}

ManoeuvrePlan with_controls(const ManoeuvrePlan& plan, std::span<const double> values) {
  ManoeuvrePlan changed = plan;
  std::size_t next = 0;
  visit_controls(changed, [&](const std::string&, double& value, double) { value = values[next++]; });
  return changed;
}

PlannedGoal* find_goal(GoalMoment& moment, OrbitQuantity quantity) {
  const auto found = std::find_if(moment.goals.begin(), moment.goals.end(),
                                  [&](const PlannedGoal& goal) { return goal.quantity == quantity; });
  return found == moment.goals.end() ? nullptr : &*found;
}

/// Apsides are no smooth goals at a circle, where they change places: |e| has a corner at 0, and Newton's steps go to
/// and fro. Axis and both parts of the eccentricity vector are smooth there; they ask for one control more.
std::vector<GoalMoment> smooth_goals(std::vector<GoalMoment> moments, std::size_t controls) {
  std::size_t asked = 0;
  for (const GoalMoment& moment : moments) asked += moment.goals.size();
  for (GoalMoment& moment : moments) {
    PlannedGoal* perigee = find_goal(moment, OrbitQuantity::perigee_altitude);
    PlannedGoal* apogee = find_goal(moment, OrbitQuantity::apogee_altitude);
    if (perigee == nullptr || apogee == nullptr || perigee->wanted != apogee->wanted || asked + 1 > controls) continue;
    const double axis_m = perigee->wanted + wgs84_equatorial_radius_m;
    const double tolerance_m = 0.3 * std::min(perigee->tolerance, apogee->tolerance);
    *perigee = {OrbitQuantity::semi_major_axis, axis_m, tolerance_m};
    *apogee = {OrbitQuantity::eccentricity_cosine, 0, tolerance_m / axis_m};
    moment.goals.push_back({OrbitQuantity::eccentricity_sine, 0, tolerance_m / axis_m});
    ++asked;
  }
  return moments;
}

bool all_met(const ManoeuvrePlan& plan, const std::vector<double>& reached) {
  std::size_t next = 0;
  for (const GoalMoment& moment : plan.moments) {
    for (const PlannedGoal& goal : moment.goals) {
      if (next >= reached.size() || !(std::abs(reached[next] - goal.wanted) <= goal.tolerance)) return false;
      ++next;
    }
  }
  return true;
}

}  // namespace

std::string_view name_of(OrbitQuantity quantity) {
  static constexpr std::string_view names[] = {"perigee_altitude",
                                               "apogee_altitude",
                                               "semi_major_axis",
                                               "eccentricity",
                                               "eccentricity_cosine",
                                               "eccentricity_sine",
                                               "inclination",
                                               "raan",
                                               "argument_of_perigee",
                                               "altitude",
                                               "latitude",
                                               "longitude",
                                               "time",
                                               "moon_distance",
                                               "b_dot_t",
                                               "b_dot_r"};
  return names[static_cast<std::size_t>(quantity)];
}

ManoeuvreSolution solve_manoeuvres(const OrbitWorld& world, const Spacecraft<double>& craft,
                                   const PointMassState<double>& begin, const ManoeuvrePlan& plan, bool minimize,
                                   const std::function<void(int flights)>& look) {
  ManoeuvreSolution found;
  found.plan = plan;
  visit_controls(found.plan, [&](const std::string& name, double& value, double scale) {
    found.controls.push_back({name, value, scale});
  });
  ManoeuvrePlan sought = plan;
  sought.moments = smooth_goals(plan.moments, found.controls.size());
  for (const GoalMoment& moment : sought.moments) {
    for (const PlannedGoal& goal : moment.goals)
      found.goals.push_back({moment.name + "." + std::string(name_of(goal.quantity)), goal.wanted, goal.tolerance});
  }
  int flights = 0;
  std::string stranded;
  if (!found.controls.empty() && !found.goals.empty()) {
    const auto fly = [&](std::span<const double> values) {
      if (look) look(flights);
      ++flights;
      ManoeuvreFlight tried = fly_manoeuvres(world, craft, begin, with_controls(sought, values), false);
      if (flights == 1) stranded = tried.stranded;
      return Trial{std::move(tried.reached), tried.change_m_s, tried.stranded.empty()};
    };
    found.target = find_target(found.controls, found.goals, fly, {.minimize = minimize});
    if (!found.target.converged && !stranded.empty()) found.target.why = stranded;
    if (!found.target.controls.empty()) found.plan = with_controls(plan, found.target.controls);
  }
  found.flight = fly_manoeuvres(world, craft, begin, found.plan, true);
  found.met = found.flight.stranded.empty() && all_met(found.plan, found.flight.reached);
  return found;
}

}  // namespace cosmodrome
