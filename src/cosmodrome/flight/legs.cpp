#include "cosmodrome/flight/legs.hpp"

#include <algorithm>

#include "cosmodrome/flight/loop.hpp"
#include "cosmodrome/flight/planned_flight.hpp"

namespace cosmodrome {
namespace {

bool is_clock(Condition::Kind kind) {
  using Kind = Condition::Kind;
  return kind == Kind::time || kind == Kind::delay || kind == Kind::propellant_below || kind == Kind::burn_time_left;
}

constexpr double empty_kg = 1e-3;

LegSteering steering_of(const Craft<double>& craft) {
  const auto is = [&](Law law) { return craft.mode.law == static_cast<double>(law); };
  if (craft.guided) return LegSteering::free;
  if (!is(Law::ground)) return LegSteering::law;
  return craft.mode.tilt_rad == 0 && craft.mode.tilt_rate_rad_s == 0 ? LegSteering::vertical : LegSteering::free;
}

/// Cuts a flight into legs as it is flown.
class LegRecorder {
 public:
  explicit LegRecorder(const Plan& plan) : plan_(plan) {}

  template <class Step>
  void on_step(const Step& step, const Craft<double>& craft) {
    if (step.h() > 0) add(craft.mode, step.end_t(), step.end());
  }

  void on_located(double t_s, const PointMassState<double>& y) {
    legs.back().t_s.back() = t_s, legs.back().y.back() = y;
  }

  void on_events(const Craft<double>& craft, double t_s, const PointMassState<double>& y) {
    close(craft, t_s);
    Leg leg;
    leg.mode = craft.mode;
    leg.steering = steering_of(craft);
    if (craft.guided) leg.target = craft.target;
    leg.stages_aboard = craft.stages_aboard;
    leg.parts_aboard = craft.parts_aboard;
    leg.limited = craft.mode.acceleration_limit_m_s2 > 0;
    note_burns(leg, craft);
    burning_ = burning(craft);
    legs.push_back(std::move(leg));
    add(craft.mode, t_s, y);
  }

  std::vector<Leg> legs;

 private:
  void add(const Mode<double>& mode, double t_s, const PointMassState<double>& y) {
    PointMass<double> motion(plan_.world, mode);
    PointMassState<double> slope;
    motion(t_s, y, slope);
    Leg& leg = legs.back();
    leg.t_s.push_back(t_s), leg.y.push_back(y), leg.axis.push_back(motion.forces().axis);
  }

  void close(const Craft<double>& craft, double t_s) {
    if (legs.empty()) return;
    Leg& leg = legs.back();
    std::vector<int> items;
    for (const auto& fired : craft.just_fired) {
      if (fired.t_s >= leg.t_s.front()) items.push_back(fired.item);
    }
    if (t_s - leg.t_s.front() < 1e-9) {  // events of one instant: no leg lies between them
      legs.pop_back();
      if (!legs.empty()) note_end(legs.back(), items);
      return;
    }
    note_end(leg, items);
    leg.spare_kg = spare_kg(craft, burning_);
    for (std::size_t stage = 0; stage < max_stages; ++stage)
      leg.empty.set(stage, craft.propellant_kg[stage] < empty_kg);
  }

  static void note_burns(Leg& leg, const Craft<double>& craft) {
    for (int stage = 0; stage < craft.model.stage_count; ++stage) {
      const int slot = craft.burning_slot(stage);
      if (slot < 0) continue;
      leg.burning_stage[static_cast<std::size_t>(slot)] = stage;
      leg.cut_off.set(static_cast<std::size_t>(slot), craft.being_cut_off(stage));
    }
  }

  static std::bitset<max_stages> burning(const Craft<double>& craft) {
    std::bitset<max_stages> stages;
    for (int stage = 0; stage < craft.model.stage_count; ++stage) {
      stages.set(static_cast<std::size_t>(stage), craft.burning_slot(stage) >= 0);
    }
    return stages;
  }

  static double spare_kg(const Craft<double>& craft, const std::bitset<max_stages>& stages) {
    double sum = 0;
    for (std::size_t stage = 0; stage < stages.size(); ++stage) {
      if (stages[stage]) sum += craft.propellant_kg[stage] * (1 + craft.model.stages[stage].drive_ratio);
    }
    return sum;
  }

  void note_end(Leg& leg, const std::vector<int>& items) const {
    leg.ended_by.insert(leg.ended_by.end(), items.begin(), items.end());
    leg.ends_by_state =
        !leg.ended_by.empty() && !is_clock(plan_.items[static_cast<std::size_t>(leg.ended_by.front())].kind);
  }

  const Plan& plan_;
  std::bitset<max_stages> burning_;
};

}  // namespace

bool Leg::burns() const {
  return std::any_of(mode.burns.begin(), mode.burns.end(),
                     [](const Burn<double>& burn) { return burn.level > 0 || burn.level_rate_per_s > 0; });
}

Plan with_gravity_turn_law(const Plan& plan) {
  Plan lawful = plan;
  const auto own = static_cast<int>(plan.mission.steering_tables.size());
  for (CompiledItem& item : lawful.items) {
    for (CompiledAction& action : item.actions) {
      if (action.kind == Action::Kind::steer && action.steering == Steering::programme && action.programme >= own)
        action.steering = Steering::gravity_turn;
    }
  }
  lawful.world.programmes.resize(static_cast<std::size_t>(own));
  return lawful;
}

std::vector<Leg> fly_legs(const Plan& plan, double tolerance) {
  LegRecorder recorder(plan);
  FlightLoop<double, DormandPrince54, LegRecorder> loop(plan.world, LoopOptions{tolerance, 5.0}, recorder);
  loop.run(planned_flight(plan, recorder), [](const Craft<double>&, const double&, const PointMassState<double>&) {});
  if (!recorder.legs.empty() && recorder.legs.back().t_s.size() < 2) recorder.legs.pop_back();
  return std::move(recorder.legs);
}

}  // namespace cosmodrome
