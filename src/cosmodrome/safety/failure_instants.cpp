#include "cosmodrome/safety/failure_instants.hpp"

#include <algorithm>
#include <limits>

#include "cosmodrome/flight/launch.hpp"
#include "cosmodrome/flight/loop.hpp"

namespace cosmodrome {
namespace {

double propellant_kg(const Plan& plan, const Craft<double>& craft, double t_s) {
  double sum = 0;
  for (int i = 0; i < plan.model.stage_count; ++i) {
    const auto stage = static_cast<std::size_t>(i);
    if (!craft.stages_aboard[stage]) continue;
    // Drive fluid goes with what gives thrust.
    const double full = plan.model.stages[stage].propellant_kg;
    const double left = std::max(0.0, craft.propellant_left_kg(i, t_s));
    sum += left + (full > 0 ? plan.model.stages[stage].drive_propellant_kg * left / full : 0);
  }
  return sum;
}

double drag_area_m2(const Plan& plan, const Craft<double>& craft) {
  double sum = 0;
  const Vehicle& vehicle = plan.mission.vehicle;
  for (std::size_t i = 0; i < vehicle.stages.size(); ++i) {
    if (craft.stages_aboard[i]) sum += vehicle.stages[i].fall_drag_area_m2 * vehicle.stages[i].count;
  }
  for (std::size_t i = 0; i < vehicle.parts.size(); ++i) {
    if (craft.parts_aboard[i]) sum += vehicle.parts[i].fall_drag_area_m2;  // the pieces lie on one another
  }
  return sum;
}

/// Looks at the flight at even times.
class Instants {
 public:
  using Step = RungeKuttaStep<DormandPrince54, double, point_mass_size>;

  Instants(const Plan& plan, double interval_s, double until_t_s)
      : plan_(plan), interval_s_(interval_s), until_t_s_(until_t_s), next_t_s_(0.5 * interval_s) {}

  void on_step(const Step& step, const Craft<double>& craft) {
    for (; next_t_s_ < step.end_t() && next_t_s_ <= until_t_s_; next_t_s_ += interval_s_) {
      if (next_t_s_ < step.begin_t()) continue;
      found.push_back(at(next_t_s_, step.at((next_t_s_ - step.begin_t()) / step.h()), craft));
    }
  }
  template <class... A>
  void on_located(A&&...) {}
  void on_events(const Craft<double>& craft, double t_s, const PointMassState<double>&) {
    int burning = 0;
    for (int i = 0; i < plan_.model.stage_count; ++i) {
      if (craft.burning_slot(i) >= 0 && !craft.being_cut_off(i)) ++burning;
    }
    if (burning > burning_ || craft.dropped.size() > dropped_) changed_t_s_ = t_s;
    burning_ = burning, dropped_ = craft.dropped.size();
  }

  std::vector<FailureInstant> found;

 private:
  FailureInstant at(double t_s, const PointMassState<double>& y, const Craft<double>& craft) const {
    FailureInstant now;
    now.t_s = t_s, now.y = y, now.mode = craft.mode;
    now.propellant_kg = std::min(propellant_kg(plan_, craft, t_s), y[6]);
    now.drag_area_m2 = drag_area_m2(plan_, craft);
    now.since_change_s = t_s - changed_t_s_;
    double left_s = std::numeric_limits<double>::infinity();
    for (int i = 0; i < plan_.model.stage_count; ++i) {
      const int slot = craft.burning_slot(i);
      if (slot < 0) continue;
      now.stage = i;
      const double flow = plan_.model.stages[static_cast<std::size_t>(i)].flow_kg_s;
      if (flow > 0) left_s = std::min(left_s, craft.propellant_left_kg(i, t_s) / flow);
    }
    now.burn_left_s = now.stage < 0 ? 0 : std::max(0.0, left_s);
    return now;
  }

  const Plan& plan_;
  double interval_s_, until_t_s_, next_t_s_;
  double changed_t_s_ = 0;
  int burning_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace

std::vector<FailureInstant> failure_instants(const Plan& plan, double interval_s, double until_t_s) {
  Instants instants(plan, interval_s, until_t_s);
  bool launched = false;
  FlightLoop<double, DormandPrince54, Instants> loop(plan.world, LoopOptions{FlyOptions{}.tolerance, 1e9}, instants);
  loop.run(
      [&](Craft<double>& craft, double& t_s, PointMassState<double>& y) {
        if (launched) return false;
        launched = true;
        craft.begin(plan, plan.model);
        return launch(craft, t_s, y);
      },
      [](const Craft<double>&, const double&, const PointMassState<double>&) {});
  return std::move(instants.found);
}

}  // namespace cosmodrome
