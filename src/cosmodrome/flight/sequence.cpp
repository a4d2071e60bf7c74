#include "cosmodrome/flight/sequence.hpp"

#include <fmt/format.h>

#include "cosmodrome/vehicle/model.hpp"

namespace cosmodrome {
namespace {

struct Names {
  const Mission& mission;

  int event(const std::string& name) const {
    const auto& sequence = mission.vehicle.sequence;
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      if (sequence[i].name == name) return static_cast<int>(i);
    }
    throw InvalidMission(
        fmt::format("the sequence of '{}' waits for an event '{}' that it does not have", mission.vehicle.id, name));
  }

  int stage(const std::string& id) const {
    const int index = stage_index(mission.vehicle, id);
    if (index < 0) throw InvalidMission(fmt::format("'{}' has no stage '{}'", mission.vehicle.id, id));
    return index;
  }

  int part(const std::string& id) const {
    const int index = part_index(mission.vehicle, id);
    if (index < 0) throw InvalidMission(fmt::format("'{}' has no part '{}'", mission.vehicle.id, id));
    return index;
  }

  int target(const std::string& name) const {
    if (mission.targets.empty()) throw InvalidMission("the mission has no [[target]] for the guidance to reach");
    if (name.empty() || name == "final") return 0;
    for (std::size_t i = 0; i < mission.targets.size(); ++i) {
      if (mission.targets[i].name == name) return static_cast<int>(i);
    }
    throw InvalidMission(fmt::format("the mission has no [[target]] at = \"{}\"", name));
  }

  int programme(const std::string& name) const {
    for (std::size_t i = 0; i < mission.steering_tables.size(); ++i) {
      if (mission.steering_tables[i].name == name) return static_cast<int>(i);
    }
    throw InvalidMission(fmt::format("the mission has no [[programme]] named '{}'", name));
  }
};

Steering steering_of(const std::string& law) {
  if (law == "vertical") return Steering::vertical;
  if (law == "pitch-over") return Steering::pitch_over;
  if (law == "gravity-turn") return Steering::gravity_turn;
  if (law == "guided") return Steering::guided;
  if (law == "hold") return Steering::hold;
  if (law == "prograde") return Steering::prograde;
  if (law == "retrograde") return Steering::retrograde;
  if (law == "turn") return Steering::turn;
  if (law.starts_with("programme:")) return Steering::programme;
  throw InvalidMission(fmt::format("there is no steering law '{}'", law));
}

CompiledAction compile(const Action& action, const Names& names) {
  using Kind = Action::Kind;
  CompiledAction compiled;
  compiled.kind = action.kind;
  compiled.level = action.level;
  compiled.over_s = action.over_s;
  switch (action.kind) {
    case Kind::ignite:
    case Kind::cut_off:
    case Kind::throttle:
    case Kind::separate:
      compiled.index = names.stage(action.what);
      break;
    case Kind::jettison:
      compiled.index = names.part(action.what);
      break;
    case Kind::steer:
      compiled.steering = steering_of(action.what);
      compiled.turn_rad = action.to_rad - action.from_rad;
      compiled.rate_rad_s = action.rate_rad_s;
      if (compiled.steering == Steering::guided) compiled.target = names.target(action.target);
      if (compiled.steering == Steering::programme) compiled.programme = names.programme(action.what.substr(10));
      break;
    case Kind::limit_acceleration:
    case Kind::end:
    case Kind::lose_thrust:
    case Kind::lose_engines:
    case Kind::shut_down:
      break;
  }
  return compiled;
}

/// An engine that is lit more often than it can be is a mistake of the sequence.
void check_ignitions(const Mission& mission, const std::vector<CompiledItem>& items) {
  for (std::size_t stage = 0; stage < mission.vehicle.stages.size(); ++stage) {
    int ignitions = 0;
    for (const CompiledItem& item : items) {
      for (const CompiledAction& action : item.actions) {
        ignitions += action.kind == Action::Kind::ignite && action.index == static_cast<int>(stage);
      }
    }
    const Engine* engine = find_engine(mission.vehicle, mission.vehicle.stages[stage].engine);
    if (engine && ignitions > engine->ignitions_max) {
      throw InvalidMission(fmt::format("stage '{}' is lit {} times, its engine '{}' can be lit {} time{}",
                                       mission.vehicle.stages[stage].id, ignitions, engine->id, engine->ignitions_max,
                                       engine->ignitions_max == 1 ? "" : "s"));
    }
  }
}

}  // namespace

std::vector<CompiledItem> compile_sequence(const Mission& mission) {
  const Names names{mission};
  std::vector<CompiledItem> items;
  for (const SequenceItem& item : mission.vehicle.sequence) {
    CompiledItem compiled;
    compiled.name = item.name;
    compiled.what = item.what;
    compiled.kind = item.when.kind;
    if (!item.when.after.empty()) compiled.after = names.event(item.when.after);
    if (!item.when.stage.empty()) compiled.stage = names.stage(item.when.stage);
    if (item.when.kind == Condition::Kind::guidance_cut_off || !item.when.target.empty())
      compiled.target = names.target(item.when.target);
    for (const Action& action : item.actions) compiled.actions.push_back(compile(action, names));
    if (item.when.kind == Condition::Kind::impact)
      throw InvalidMission("impact is always watched for: no item needs it");
    items.push_back(std::move(compiled));
  }
  check_ignitions(mission, items);
  CompiledItem ground;
  ground.name = "impact";
  ground.what = "Impact";
  ground.kind = Condition::Kind::impact;
  items.push_back(ground);
  return items;
}

}  // namespace cosmodrome
