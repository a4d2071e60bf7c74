#include "ideal_burns.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "cosmodrome/vehicle/model.hpp"

namespace cosmodrome::cli {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();
using Kind = Condition::Kind;

class Run {
 public:
  Run(const Vehicle& vehicle, double payload_kg) : vehicle_(vehicle), model_(make_model(vehicle, payload_kg)) {
    mass_kg_ = model_.lift_off_mass_kg();
    flight_.ignition_mass_kg = flight_.liftoff_mass_kg = mass_kg_;
    for (std::size_t i = 0; i < vehicle.stages.size(); ++i) left_kg_.push_back(model_.stages[i].propellant_kg);
    level_.assign(vehicle.stages.size(), 0);
    fired_.assign(vehicle.sequence.size(), false);
    forget_events_of_others();
    for (const SequenceItem& item : vehicle.sequence) {
      if (item.when.kind == Kind::time) t_s_ = std::min(t_s_, item.when.value);
    }
  }

  IdealFlight all() {
    while (!ended_) {
      const std::size_t item = next_item();
      const double empty_s = t_s_ + time_to_empty_s();
      const double due_s = item < fired_.size() ? due(vehicle_.sequence[item]) : never;
      if (due_s == never && empty_s == never) break;
      advance(std::min(due_s, empty_s));
      if (due_s <= empty_s) fire(item);
    }
    for (const IdealBurn& burn : flight_.burns) flight_.velocity_m_s += burn.velocity_m_s;
    return flight_;
  }

 private:
  /// An upper stage alone waits for events of its launcher: they have been.
  void forget_events_of_others() {
    for (const SequenceItem& item : vehicle_.sequence) {
      const auto is_it = [&](const SequenceItem& other) { return other.name == item.when.after; };
      if (std::none_of(vehicle_.sequence.begin(), vehicle_.sequence.end(), is_it)) fired_t_s_[item.when.after] = 0;
    }
  }

  double flow_kg_s(std::size_t stage) const { return level_[stage] * model_.stages[stage].flow_kg_s; }

  double time_to_empty_s() const {
    double least = never;
    for (std::size_t i = 0; i < level_.size(); ++i) {
      if (flow_kg_s(i) > 0) least = std::min(least, left_kg_[i] / flow_kg_s(i));
    }
    return least;
  }

  double due(const SequenceItem& item) const {
    const Condition& when = item.when;
    double armed_s = t_s_;
    if (!when.after.empty()) {
      const auto after = fired_t_s_.find(when.after);
      if (after == fired_t_s_.end()) return never;
      armed_s = std::max(armed_s, after->second);
      if (when.kind == Kind::delay) return std::max(t_s_, after->second + when.value);
    }
    if (when.kind == Kind::time) return std::max(t_s_, when.value);
    if (when.kind == Kind::propellant_below || when.kind == Kind::burn_time_left) return due_by_tank(when);
    // What waits for air, height or guidance has no time here: at once, guidance when the tanks are empty.
    const bool burning = time_to_empty_s() < never;
    if (when.kind == Kind::guidance_cut_off && burning) return t_s_ + time_to_empty_s();
    if (when.kind == Kind::impact) return never;
    return std::max(armed_s, 0.0);
  }

  double due_by_tank(const Condition& when) const {
    const int index = stage_index(vehicle_, when.stage);
    if (index < 0) return never;
    const auto stage = static_cast<std::size_t>(index);
    const double threshold_kg = when.kind == Kind::propellant_below ? when.value * vehicle_.stages[stage].count
                                                                    : when.value * model_.stages[stage].flow_kg_s;
    const double above_kg = left_kg_[stage] - threshold_kg;
    if (above_kg <= 1e-6 * model_.stages[stage].propellant_kg) return t_s_;
    return flow_kg_s(stage) > 0 ? t_s_ + above_kg / flow_kg_s(stage) : never;
  }

  std::size_t next_item() const {
    std::size_t next = fired_.size();
    double soonest = never;
    for (std::size_t i = 0; i < fired_.size(); ++i) {
      if (fired_[i]) continue;
      const double due_s = due(vehicle_.sequence[i]);
      if (due_s < soonest) {
        soonest = due_s;
        next = i;
      }
    }
    return next;
  }

  void advance(double to_s) {
    if (t_s_ < 0 && to_s > 0) {
      advance(0);
    }
    const double span_s = to_s - t_s_;
    double thrust_N = 0;
    double spent_kg = 0;
    std::vector<std::string> stages;
    for (std::size_t i = 0; i < level_.size(); ++i) {
      if (flow_kg_s(i) <= 0) continue;
      stages.push_back(vehicle_.stages[i].id);
      thrust_N += level_[i] * model_.stages[i].thrust_vacuum_N;
      spent_kg += flow_kg_s(i) * (1 + model_.stages[i].drive_ratio) * span_s;
      left_kg_[i] = std::max(0.0, left_kg_[i] - flow_kg_s(i) * span_s);
    }
    if (spent_kg > 0) {
      const double velocity = thrust_N * span_s / spent_kg * std::log(mass_kg_ / (mass_kg_ - spent_kg));
      if (t_s_ >= 0) note(stages, to_s, spent_kg, velocity);
      mass_kg_ -= spent_kg;
    }
    t_s_ = to_s;
    if (t_s_ <= 0) flight_.liftoff_mass_kg = mass_kg_;
    for (std::size_t i = 0; i < level_.size(); ++i) {
      if (left_kg_[i] <= 1e-9 * model_.stages[i].propellant_kg) level_[i] = 0;
    }
  }

  void note(const std::vector<std::string>& stages, double to_s, double spent_kg, double velocity_m_s) {
    std::vector<IdealBurn>& burns = flight_.burns;
    if (burns.empty() || burns.back().stages != stages) burns.push_back({stages, t_s_, to_s, mass_kg_, 0, 0});
    burns.back().to_s = to_s;
    burns.back().mass_after_kg = mass_kg_ - spent_kg;
    burns.back().velocity_m_s += velocity_m_s;
  }

  void fire(std::size_t number) {
    const SequenceItem& item = vehicle_.sequence[number];
    fired_[number] = true;
    fired_t_s_[item.name] = t_s_;
    for (const Action& action : item.actions) act(action);
  }

  void act(const Action& action) {
    const int index = stage_index(vehicle_, action.what);
    const auto stage = static_cast<std::size_t>(std::max(index, 0));
    switch (action.kind) {
      case Action::Kind::ignite:
        if (index >= 0 && left_kg_[stage] > 0) level_[stage] = 1;
        return;
      case Action::Kind::throttle:
        if (index >= 0 && level_[stage] > 0) level_[stage] = action.level;
        return;
      case Action::Kind::cut_off:
        if (index >= 0) level_[stage] = 0;
        return;
      case Action::Kind::separate:
        if (index >= 0) separate(stage);
        return;
      case Action::Kind::jettison:
        return jettison(action.what);
      case Action::Kind::end:
        ended_ = true;
        return;
      case Action::Kind::steer:
      case Action::Kind::limit_acceleration:
        return;
      case Action::Kind::lose_thrust:
      case Action::Kind::lose_engines:
      case Action::Kind::shut_down:
        return;  // failures stand in no sequence
    }
  }

  void separate(std::size_t stage) {
    const StageModel<double>& model = model_.stages[stage];
    mass_kg_ -= model.empty_mass_kg + left_kg_[stage] + model.drive_propellant_kg -
                (model.propellant_kg - left_kg_[stage]) * model.drive_ratio;
    left_kg_[stage] = 0;
    level_[stage] = 0;
  }

  void jettison(const std::string& what) {
    for (const Part& part : vehicle_.parts) {
      if (part.id == what || part.role == what) mass_kg_ -= part.mass_kg;
    }
  }

  const Vehicle& vehicle_;
  VehicleModel<double> model_;
  IdealFlight flight_;
  double t_s_ = 0;
  double mass_kg_ = 0;
  std::vector<double> left_kg_;  ///< usable propellant, all bodies of the stage
  std::vector<double> level_;
  std::vector<bool> fired_;
  std::map<std::string, double> fired_t_s_;
  bool ended_ = false;
};

}  // namespace

IdealFlight ideal_flight(const Vehicle& vehicle, double payload_kg) { return Run(vehicle, payload_kg).all(); }

}  // namespace cosmodrome::cli
