#include "cosmodrome/optimize/mission_of.hpp"

#include "cosmodrome/mission/first_orbit.hpp"

namespace cosmodrome {
namespace {

std::string law_of(const CompiledAction& action, const Mission& mission) {
  switch (action.steering) {
    case Steering::vertical:
      return "vertical";
    case Steering::pitch_over:
      return "pitch-over";
    case Steering::gravity_turn:
      return "gravity-turn";
    case Steering::guided:
      return "guided";
    case Steering::hold:
      return "hold";
    case Steering::prograde:
      return "prograde";
    case Steering::retrograde:
      return "retrograde";
    case Steering::programme:
      return "programme:" + mission.steering_tables.at(static_cast<std::size_t>(action.programme)).name;
    case Steering::turn:
      return "turn";
  }
  return "";
}

/// Actions other than steering stay as they are and in their order.
std::vector<Action> actions_of(const CompiledItem& compiled, const SequenceItem& item, const Mission& mission) {
  std::vector<Action> actions;
  auto own = item.actions.begin();
  for (const CompiledAction& action : compiled.actions) {
    if (action.kind == Action::Kind::steer) {
      Action steer;
      steer.what = law_of(action, mission);
      if (action.steering == Steering::turn) steer.to_rad = action.turn_rad, steer.rate_rad_s = action.rate_rad_s;
      if (action.steering == Steering::guided)
        steer.target = mission.targets.at(static_cast<std::size_t>(action.target)).name;
      actions.push_back(steer);
      continue;
    }
    while (own != item.actions.end() && own->kind == Action::Kind::steer) ++own;
    actions.push_back(*own++);
  }
  return actions;
}

}  // namespace

Mission mission_of(const Plan& plan) {
  Mission mission = plan.mission;
  mission.launch_azimuth_rad = plan.azimuth_rad;
  mission.pitch_over_rad = plan.pitch_over_rad;
  end_in_first_orbit(mission);
  for (std::size_t i = 0; i < mission.vehicle.sequence.size(); ++i) {
    SequenceItem& item = mission.vehicle.sequence[i];
    const CompiledItem& compiled = plan.items[i];
    if (item.when.kind != compiled.kind) {
      item.when.kind = compiled.kind;
      item.when.value = plan.model.condition_value[i];
    }
    item.actions = actions_of(compiled, item, mission);
  }
  return mission;
}

}  // namespace cosmodrome
