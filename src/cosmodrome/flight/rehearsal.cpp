#include "cosmodrome/flight/rehearsal.hpp"

#include <algorithm>

#include "cosmodrome/vehicle/constants.hpp"

namespace cosmodrome {
namespace {

using PaperCraft = Craft<double>;

/// Which target guidance cuts this stage off on, if it does.
int target_that_ends(const Plan& plan, int stage) {
  for (const CompiledItem& item : plan.items) {
    if (item.kind != Condition::Kind::guidance_cut_off) continue;
    for (const CompiledAction& action : item.actions) {
      if (action.kind == Action::Kind::cut_off && action.index == stage) return item.target;
    }
  }
  return -1;
}

/// Stages that burn, and are not being cut off.
std::bitset<max_stages> burning_stages(const PaperCraft& craft) {
  std::bitset<max_stages> burning;
  for (int stage = 0; stage < craft.model.stage_count; ++stage) {
    const bool burns = craft.burning_slot(stage) >= 0 && !craft.being_cut_off(stage);
    burning.set(static_cast<std::size_t>(stage), burns);
  }
  return burning;
}

struct Record {
  const Plan& plan;
  std::vector<BurnForecast> burns;
  std::bitset<max_stages> before;
  double acceleration_limit_m_s2 = 0;

  /// On paper propellant burns at full throttle: a limit is only noted, and taken off again.
  void note_limit(PaperCraft& craft) {
    for (const auto& fired : craft.just_fired) {
      for (const CompiledAction& action : plan.items[static_cast<std::size_t>(fired.item)].actions) {
        if (action.kind == Action::Kind::limit_acceleration) acceleration_limit_m_s2 = action.level;
      }
    }
    craft.just_fired.clear();
    craft.mode.acceleration_limit_m_s2 = 0;
  }

  void look(const PaperCraft& craft, double t_s) {
    const auto now = burning_stages(craft);
    for (std::size_t stage = 0; stage < max_stages; ++stage) {
      if (now[stage] && !before[stage]) {
        BurnForecast burn;
        burn.stage = static_cast<int>(stage);
        burn.ignition_t_s = t_s;
        burn.ends_target = target_that_ends(plan, burn.stage);
        burns.push_back(burn);
      }
      if (!now[stage] && before[stage]) end(craft, static_cast<int>(stage), t_s);
    }
    before = now;
  }

  void end(const PaperCraft& craft, int stage, double t_s) {
    for (auto burn = burns.rbegin(); burn != burns.rend(); ++burn) {
      if (burn->stage != stage) continue;
      burn->cut_off_t_s = t_s;
      burn->stages_aboard = craft.stages_aboard;
      burn->parts_aboard = craft.parts_aboard;
      burn->acceleration_limit_m_s2 = acceleration_limit_m_s2;
      return;
    }
  }
};

/// An armed condition on the state that is taken to come true now, or -1.
int condition_to_assume(const Plan& plan, const PaperCraft& craft) {
  for (int i = 0; i < craft.model.item_count; ++i) {
    const auto index = static_cast<std::size_t>(i);
    const Condition::Kind kind = plan.items[index].kind;
    if (craft.watched[index] && kind != Condition::Kind::impact && kind != Condition::Kind::guidance_cut_off) return i;
  }
  return -1;
}

double paper_mass_kg(const PaperCraft& craft, double t_s) {
  double mass = craft.mass_at_mode_kg;
  const double since = t_s - craft.mode.since_t_s;
  for (const Burn<double>& burn : craft.mode.burns) {
    mass -= burn.flow_kg_s * since * (burn.level + 0.5 * burn.level_rate_per_s * since);
  }
  return mass;
}

}  // namespace

std::vector<BurnForecast> rehearse(const Plan& plan) {
  PaperCraft craft(plan, plan.model);
  Record record{plan, {}, {}};
  if (!craft.stand_on_pad(standard_atmosphere_Pa, standard_gravity_m_s2)) return {};
  double t = craft.mode.since_t_s;
  record.look(craft, 0);
  std::size_t most_rounds = 1000;
  for (const ThrottleTable& table : plan.mission.throttle_tables) most_rounds += table.t_s.size();
  for (std::size_t round = 0; round < most_rounds && !craft.ended; ++round) {
    craft.next_guidance_t_s = 1e18;
    record.note_limit(craft);
    craft.arm_watches();
    double mass = paper_mass_kg(craft, t);
    if (const int item = condition_to_assume(plan, craft); item >= 0) {
      craft.rebase(t, mass);
      craft.fire(item, t, mass);
      craft.mass_at_mode_kg = mass;
    } else {
      craft.schedule(t, 1.0);
      if (craft.next == PaperCraft::Next::nothing || craft.next == PaperCraft::Next::time_limit) break;
      t = std::max(t, craft.next_t_s);
      mass = paper_mass_kg(craft, t);
      craft.arrive(t, mass);
      craft.mass_at_mode_kg = mass;
    }
    record.look(craft, t);
  }
  record.note_limit(craft);
  record.look(craft, t);
  for (BurnForecast& burn : record.burns) {
    if (burn.cut_off_t_s == 0)
      burn.stages_aboard = craft.stages_aboard, burn.parts_aboard = craft.parts_aboard, burn.cut_off_t_s = t;
    burn.finishes = burn.ends_target >= 0 &&
                    std::none_of(&burn + 1, record.burns.data() + record.burns.size(), [&](const BurnForecast& later) {
                      return later.stage != burn.stage && later.ends_target == burn.ends_target;
                    });
  }
  return record.burns;
}

}  // namespace cosmodrome
