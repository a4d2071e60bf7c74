#include "cosmodrome/mission/check_names.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace cosmodrome {
namespace {

constexpr std::array<std::string_view, 8> plain_laws{"vertical", "pitch-over", "gravity-turn", "guided",
                                                     "hold",     "prograde",   "retrograde",   "turn"};
constexpr std::string_view programme_law = "programme:";

template <class Item, class Name>
std::vector<std::string> names_of(const std::vector<Item>& items, Name&& name) {
  std::vector<std::string> names;
  for (const Item& item : items) names.push_back(name(item));
  return names;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "there is none" : "there are " + text;
}

class NameCheck {
 public:
  NameCheck(const Vehicle& vehicle, std::vector<Finding>& findings)
      : vehicle_(vehicle),
        findings_(findings),
        engines_(names_of(vehicle.engines, [](const Engine& engine) { return engine.id; })),
        stages_(names_of(vehicle.stages, [](const Stage& stage) { return stage.id; })),
        parts_(names_of(vehicle.parts, [](const Part& part) { return part.id; })),
        events_(names_of(vehicle.sequence, [](const SequenceItem& item) { return item.name; })) {}

  void check() {
    unique(engines_, "engine", "give it an id of its own");
    unique(events_, "sequence", "give it a name of its own");
    std::vector<std::string> bodies = stages_;
    bodies.insert(bodies.end(), parts_.begin(), parts_.end());
    unique(stages_, "stage", "give it an id of its own");
    unique(parts_, "part", "give it an id of its own");
    for (const std::string& part : parts_) {
      if (std::find(stages_.begin(), stages_.end(), part) != stages_.end()) {
        add("part." + part, fmt::format("a stage is called \"{}\" too", part), "give the part an id of its own");
      }
    }
    for (const Stage& stage : vehicle_.stages) {
      if (!stage.engine.empty()) known(stage.engine, engines_, "engine", "stage." + stage.id + ".engine");
    }
    aerodynamics();
    for (const SequenceItem& item : vehicle_.sequence) event(item);
    circles();
  }

  void throttles(const Mission& mission) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < mission.throttle_tables.size(); ++i) {
      const ThrottleTable& table = mission.throttle_tables[i];
      const std::string path = "throttle." + std::to_string(i + 1);
      if (!burning(table.stage, path + ".stage")) continue;
      if (!seen.insert(table.stage).second)
        add(path + ".stage", fmt::format("a second table for \"{}\"", table.stage), "put all rows into one");
      for (const double one : table.level) level(*find_stage(table.stage), one, path + ".table");
    }
    const auto& free = mission.optimize.free_throttle;
    for (std::size_t i = 0; i < free.size(); ++i) {
      const std::string path = "optimize.free_throttle." + std::to_string(i + 1);
      if (!burning(free[i], path)) continue;
      const Engine* engine = engine_of(*find_stage(free[i]));
      if (engine == nullptr || engine->throttle_min < engine->throttle_max) continue;
      add(path,
          fmt::format("the engine \"{}\" of \"{}\" has one level, {:.4g} %", engine->id, free[i],
                      100 * engine->throttle_max),
          "give the engine throttle_min and throttle_max, or name another stage");
    }
  }

 private:
  void add(std::string path, std::string found, std::string remedy) {
    findings_.push_back({std::move(path), std::move(found), std::move(remedy)});
  }

  void unique(const std::vector<std::string>& names, const std::string& kind, const std::string& remedy) {
    std::set<std::string> seen;
    for (const std::string& name : names) {
      if (!seen.insert(name).second)
        add(kind + "." + name, fmt::format("a second {} is called \"{}\"", kind == "sequence" ? "event" : kind, name),
            remedy);
    }
  }

  bool known(const std::string& name, const std::vector<std::string>& names, std::string_view kind,
             const std::string& path) {
    if (std::find(names.begin(), names.end(), name) != names.end()) return true;
    add(path, fmt::format("there is no {} \"{}\"", kind, name), list_of(names));
    return false;
  }

  void aerodynamics() {
    for (std::size_t i = 0; i < vehicle_.aerodynamics.size(); ++i) {
      const std::string& stage = vehicle_.aerodynamics[i].while_attached;
      if (!stage.empty()) known(stage, stages_, "stage", "aerodynamics." + std::to_string(i + 1) + ".while_attached");
    }
  }

  void event(const SequenceItem& item) {
    const std::string path = "sequence." + item.name;
    if (!item.when.after.empty()) known(item.when.after, events_, "event", path + ".when.after");
    if (!item.when.stage.empty()) known(item.when.stage, stages_, "stage", path + ".when.stage");
    for (std::size_t i = 0; i < item.actions.size(); ++i) {
      action(item.actions[i], path + ".do." + std::to_string(i + 1));
    }
  }

  void action(const Action& action, const std::string& path) {
    switch (action.kind) {
      case Action::Kind::ignite:
        burning(action.what, path + ".ignite");
        break;
      case Action::Kind::cut_off:
        burning(action.what, path + ".cut_off");
        break;
      case Action::Kind::throttle:
        throttle(action, path);
        break;
      case Action::Kind::separate:
        known(action.what, stages_, "stage", path + ".separate");
        break;
      case Action::Kind::jettison:
        known(action.what, parts_, "part", path + ".jettison");
        break;
      case Action::Kind::steer:
        steer(action, path);
        break;
      case Action::Kind::limit_acceleration:
      case Action::Kind::end:
        break;
      case Action::Kind::lose_thrust:
      case Action::Kind::lose_engines:
      case Action::Kind::shut_down:
        break;  // failures stand in no sequence
    }
  }

  bool burning(const std::string& id, const std::string& path) {
    if (!known(id, stages_, "stage", path)) return false;
    const Stage* stage = find_stage(id);
    if (stage->engine.empty())
      add(path, fmt::format("the stage \"{}\" has no engine", stage->id), "give it one, or name another stage");
    return !stage->engine.empty();
  }

  void throttle(const Action& action, const std::string& path) {
    if (!burning(action.what, path + ".throttle")) return;
    level(*find_stage(action.what), action.level, path + ".level");
  }

  void level(const Stage& stage, double level, const std::string& path) {
    const Engine* engine = engine_of(stage);
    if (engine == nullptr) return;
    constexpr double rounding = 1e-9;
    if (level >= engine->throttle_min - rounding && level <= engine->throttle_max + rounding) return;
    add(path, fmt::format("{:.4g} % is outside what the engine \"{}\" can", 100 * level, stage.engine),
        fmt::format("allowed: {:.4g} to {:.4g} %", 100 * engine->throttle_min, 100 * engine->throttle_max));
  }

  const Engine* engine_of(const Stage& stage) const {
    for (const Engine& engine : vehicle_.engines) {
      if (engine.id == stage.engine) return &engine;
    }
    return nullptr;
  }

  void steer(const Action& action, const std::string& path) {
    const bool plain = std::find(plain_laws.begin(), plain_laws.end(), action.what) != plain_laws.end();
    if (!plain && !action.what.starts_with(programme_law)) {
      add(path + ".steer", fmt::format("there is no steering law \"{}\"", action.what),
          "there are vertical, pitch-over, gravity-turn, guided, hold, prograde, retrograde, turn and programme:NAME");
    }
    if (action.what == "guided" && action.target.empty()) {
      add(path + ".steer", "guided to where?", "add target = \"final\", or the name of a target");
    } else if (action.what != "guided" && !action.target.empty()) {
      add(path + ".target", fmt::format("the law \"{}\" has no target", action.what), "leave it out");
    }
  }

  const Stage* find_stage(const std::string& id) const {
    for (const Stage& stage : vehicle_.stages) {
      if (stage.id == id) return &stage;
    }
    return nullptr;
  }

  /// An event that waits, through others, for itself never happens.
  void circles() {
    std::map<std::string, std::string> waits_for;
    for (const SequenceItem& item : vehicle_.sequence) waits_for.emplace(item.name, item.when.after);
    std::set<std::string> told;
    for (const std::string& start : events_) {
      std::vector<std::string> chain{start};
      while (true) {
        const auto next = waits_for.find(chain.back());
        if (next == waits_for.end() || next->second.empty()) break;
        const auto before = std::find(chain.begin(), chain.end(), next->second);
        if (before != chain.end()) {
          if (before == chain.begin() && told.insert(start).second) tell_circle(chain, told);
          break;
        }
        chain.push_back(next->second);
      }
    }
  }

  void tell_circle(const std::vector<std::string>& chain, std::set<std::string>& told) {
    std::string text = "it waits for ";
    for (std::size_t i = 1; i < chain.size(); ++i) text += chain[i] + ", which waits for ";
    add("sequence." + chain.front() + ".when.after", text + chain.front() + ": they never happen",
        "let one of them wait for an event outside this circle");
    told.insert(chain.begin(), chain.end());
  }

  const Vehicle& vehicle_;
  std::vector<Finding>& findings_;
  std::vector<std::string> engines_, stages_, parts_, events_;
};

void check_target_name(const Mission& mission, const std::string& name, const std::string& path,
                       std::vector<Finding>& findings) {
  if (name.empty()) return;
  if (name == "final") {
    if (!mission.targets.empty()) return;
    findings.push_back({path, "the mission has no target for the guidance to reach", "write [[target]]"});
    return;
  }
  const auto same = [&](const Target& target) { return target.name == name; };
  if (std::any_of(mission.targets.begin(), mission.targets.end(), same)) return;
  findings.push_back({path, fmt::format("there is no target \"{}\"", name),
                      list_of(names_of(mission.targets, [](const Target& target) { return target.name; })) +
                          "; `final` is the first"});
}

void check_programme_name(const Mission& mission, const Action& action, const std::string& path,
                          std::vector<Finding>& findings) {
  if (action.kind != Action::Kind::steer || !action.what.starts_with(programme_law)) return;
  const std::string name = action.what.substr(programme_law.size());
  const auto same = [&](const SteeringTable& table) { return table.name == name; };
  if (std::any_of(mission.steering_tables.begin(), mission.steering_tables.end(), same)) return;
  findings.push_back(
      {path, fmt::format("there is no programme \"{}\"", name),
       list_of(names_of(mission.steering_tables, [](const SteeringTable& table) { return table.name; }))});
}

template <class Item>
void check_unique(const std::vector<Item>& items, const std::string& kind, std::vector<Finding>& findings) {
  std::set<std::string> seen;
  for (const Item& item : items) {
    if (seen.insert(item.name).second) continue;
    findings.push_back({kind + "." + item.name, fmt::format("a second {} is called \"{}\"", kind, item.name),
                        "give it a name of its own"});
  }
}

}  // namespace

void check_vehicle_names(const Vehicle& vehicle, std::vector<Finding>& findings) {
  NameCheck(vehicle, findings).check();
}

void check_mission_names(const Mission& mission, std::vector<Finding>& findings) {
  check_unique(mission.targets, "target", findings);
  check_unique(mission.payloads, "payload", findings);
  check_unique(mission.steering_tables, "programme", findings);
  NameCheck(mission.vehicle, findings).throttles(mission);
  for (const SequenceItem& item : mission.vehicle.sequence) {
    const std::string path = "sequence." + item.name;
    const bool guided = item.when.kind == Condition::Kind::guidance_cut_off;
    check_target_name(mission, item.when.target, path + (guided ? ".when.guidance" : ".when.target"), findings);
    for (std::size_t i = 0; i < item.actions.size(); ++i) {
      const std::string action_path = path + ".do." + std::to_string(i + 1);
      check_target_name(mission, item.actions[i].target, action_path + ".target", findings);
      check_programme_name(mission, item.actions[i], action_path + ".steer", findings);
    }
  }
}

}  // namespace cosmodrome
