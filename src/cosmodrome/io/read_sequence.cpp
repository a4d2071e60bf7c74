#include "cosmodrome/io/read_sequence.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

using ConditionKind = Condition::Kind;
using ActionKind = Action::Kind;

struct ConditionKey {
  std::string_view key;
  ConditionKind kind;
};

constexpr std::array condition_keys{
    ConditionKey{"time", ConditionKind::time},
    ConditionKey{"propellant_below", ConditionKind::propellant_below},
    ConditionKey{"burn_time_left", ConditionKind::burn_time_left},
    ConditionKey{"altitude_above", ConditionKind::altitude_above},
    ConditionKey{"altitude_below", ConditionKind::altitude_below},
    ConditionKey{"heating_below", ConditionKind::heating_below},
    ConditionKey{"dynamic_pressure_below", ConditionKind::dynamic_pressure_below},
    ConditionKey{"acceleration_above", ConditionKind::acceleration_above},
    ConditionKey{"speed_above", ConditionKind::speed_above},
    ConditionKey{"gravity_turn_ready", ConditionKind::gravity_turn_ready},
    ConditionKey{"guidance", ConditionKind::guidance_cut_off},
    ConditionKey{"apogee", ConditionKind::apogee},
    ConditionKey{"perigee", ConditionKind::perigee},
    ConditionKey{"impact", ConditionKind::impact},
};

struct ActionKey {
  std::string_view key;
  ActionKind kind;
};

constexpr std::array action_keys{
    ActionKey{"ignite", ActionKind::ignite},
    ActionKey{"cut_off", ActionKind::cut_off},
    ActionKey{"throttle", ActionKind::throttle},
    ActionKey{"separate", ActionKind::separate},
    ActionKey{"jettison", ActionKind::jettison},
    ActionKey{"steer", ActionKind::steer},
    ActionKey{"limit_acceleration", ActionKind::limit_acceleration},
    ActionKey{"end", ActionKind::end},
};

Condition read_condition(const Section& from) {
  Condition condition;
  condition.after = from.text("after");
  condition.stage = from.text("stage");
  condition.target = from.text("target");
  condition.kind = ConditionKind::delay;
  condition.value = from.quantity("delay");
  for (const auto& [key, kind] : condition_keys) {
    if (!from.has(key)) continue;
    condition.kind = kind;
    if (kind == ConditionKind::guidance_cut_off)
      condition.target = from.text(key);
    else if (kind != ConditionKind::gravity_turn_ready && kind != ConditionKind::impact)
      condition.value = from.quantity(key);
  }
  return condition;
}

Action read_action(const Section& from) {
  Action action;
  for (const auto& [key, kind] : action_keys) {
    if (!from.has(key)) continue;
    action.kind = kind;
    if (kind == ActionKind::limit_acceleration)
      action.level = from.quantity(key);
    else if (kind != ActionKind::end)
      action.what = from.text(key);
    if (kind == ActionKind::throttle) {
      action.level = from.quantity("level");
      action.over_s = from.quantity("over");
    }
    if (kind == ActionKind::steer) action.target = from.text("target");
    if (kind == ActionKind::steer && action.what == "turn") {
      action.from_rad = from.quantity("from");
      action.to_rad = from.quantity("to");
      action.rate_rad_s = from.quantity("rate");
    }
  }
  return action;
}

void add_action(const Action& action, const std::vector<Part>& parts, std::vector<Action>& actions) {
  const auto has_id = [&](const Part& part) { return part.id == action.what; };
  if (action.kind == ActionKind::jettison && std::none_of(parts.begin(), parts.end(), has_id)) {
    const std::size_t before = actions.size();
    for (const Part& part : parts) {
      if (part.role != action.what) continue;
      actions.push_back(action);
      actions.back().what = part.id;
    }
    if (actions.size() > before) return;
  }
  actions.push_back(action);
}

/// Holds the form of one event to what the table of fields cannot say.
class FormCheck {
 public:
  FormCheck(const Value& item, std::string path, std::vector<Problem>& problems)
      : item_(item), path_(std::move(path)), problems_(problems) {}

  void check() {
    if (const Value* when = item_.find("when"); when != nullptr && when->is_table()) check_when(*when);
    const Value* actions = item_.find("do");
    if (actions == nullptr || !actions->is_list()) return;
    for (const Value& action : actions->items) {
      if (action.is_table()) check_action(action);
    }
  }

 private:
  void add(const Value& at, std::string_view where, std::string found, std::string remedy) {
    problems_.push_back(problem_at(at.place, path_ + "." + std::string(where), std::move(found), std::move(remedy)));
  }

  template <class Keys>
  static std::vector<std::string> keys_in(const Value& table, const Keys& keys) {
    std::vector<std::string> found;
    for (const auto& row : keys) {
      if (table.find(row.key) != nullptr) found.emplace_back(row.key);
    }
    return found;
  }

  void check_when(const Value& when) {
    const std::vector<std::string> kinds = keys_in(when, condition_keys);
    const bool after = when.find("after") != nullptr;
    const bool delay = when.find("delay") != nullptr;
    if (kinds.size() > 1) {
      add(when, "when", fmt::format("there are {} conditions: {}", kinds.size(), joined(kinds)),
          "give one; make an event of its own for the other and name it in `after`");
    } else if (kinds.empty() && !after && only_known(when)) {
      add(when, "when", "there is no condition", "write for example when = { time = \"10 s\" }");
    }
    if (delay && (!after || !kinds.empty())) {
      add(when, "when", "`delay` counts from the event in `after` and stands with no other condition",
          "write when = { after = \"EVENT\", delay = \"2 s\" }");
    }
    check_stage(when, kinds);
    if (when.find("target") != nullptr && (kinds.empty() || kinds[0] != "time")) {
      add(when, "when", "`target` stands only with time", "leave it out; guidance = \"NAME\" names its own");
    }
    for (const std::string_view key : {"gravity_turn_ready", "impact"}) {
      const Value* flag = when.find(key);
      if (flag != nullptr && flag->kind == Value::Kind::boolean && !flag->boolean) {
        add(*flag, "when", fmt::format("{} = false is no condition", key), "write true, or leave the event out");
      }
    }
  }

  /// A misspelt key has been told of already; that the condition is missing then is no news.
  static bool only_known(const Value& when) {
    return std::all_of(when.entries.begin(), when.entries.end(), [](const Entry& entry) {
      return entry.key == "delay" || entry.key == "stage" || entry.key == "target";
    });
  }

  void check_stage(const Value& when, const std::vector<std::string>& kinds) {
    const bool of_stage = !kinds.empty() && (kinds[0] == "propellant_below" || kinds[0] == "burn_time_left");
    const bool has_stage = when.find("stage") != nullptr;
    if (of_stage && !has_stage) {
      add(when, "when", fmt::format("{} needs a stage", kinds[0]),
          fmt::format("write for example {{ stage = \"core\", {} = ... }}", kinds[0]));
    } else if (has_stage && !of_stage) {
      add(when, "when", "`stage` stands only with propellant_below or burn_time_left", "leave it out");
    }
  }

  void check_action(const Value& action) {
    const std::vector<std::string> kinds = keys_in(action, action_keys);
    if (kinds.size() != 1) {
      add(action, "do",
          kinds.empty() ? "this does nothing" : fmt::format("this does {} things: {}", kinds.size(), joined(kinds)),
          kinds.empty() ? "write for example { ignite = \"core\" }" : "write { } for each of them, parted by commas");
      return;
    }
    const auto needs = [&](std::string_view key, std::string_view kind) {
      if (action.find(key) != nullptr && kinds[0] != kind) {
        add(action, "do", fmt::format("`{}` stands only with {}", key, kind), "leave it out");
      }
    };
    needs("level", "throttle");
    needs("over", "throttle");
    needs("target", "steer");
    if (kinds[0] == "throttle" && action.find("level") == nullptr) {
      add(action, "do", "throttle needs a level", "write for example { throttle = \"core\", level = \"50 %\" }");
    }
    check_turn(action);
    const Value* end = action.find("end");
    if (end != nullptr && end->kind == Value::Kind::boolean && !end->boolean) {
      add(*end, "do", "end = false does nothing", "leave it out");
    }
  }

  /// A turn is an angle read, an angle commanded and a rate; they stand with nothing else.
  void check_turn(const Value& action) {
    const Value* steer = action.find("steer");
    const bool turn = steer != nullptr && steer->is_text() && steer->text == "turn";
    for (const std::string_view key : {"from", "to", "rate"}) {
      const bool there = action.find(key) != nullptr;
      if (there && !turn) add(action, "do", fmt::format("`{}` stands only with steer = \"turn\"", key), "leave it out");
      if (!there && turn && key != "from")
        add(action, "do", fmt::format("a turn needs `{}`", key),
            R"(write { steer = "turn", from = "0 deg", to = "90 deg", rate = "1 deg/s" })");
    }
  }

  const Value& item_;
  std::string path_;
  std::vector<Problem>& problems_;
};

}  // namespace

SequenceItem read_sequence_item(const Section& from, const std::vector<Part>& parts) {
  SequenceItem item;
  item.name = from.text("event");
  item.what = from.text("what");
  item.when = read_condition(from.section("when"));
  for (const Section& action : from.sections("do")) add_action(read_action(action), parts, item.actions);
  return item;
}

std::string_view key_of(Condition::Kind kind) {
  for (const auto& row : condition_keys) {
    if (row.kind == kind) return row.key;
  }
  return "delay";
}

std::string_view key_of(Action::Kind kind) {
  const auto same = [&](const ActionKey& row) { return row.kind == kind; };
  return std::find_if(action_keys.begin(), action_keys.end(), same)->key;
}

void check_sequence_form(const Value& root, std::vector<Problem>& problems) {
  const Value* sequence = root.find("sequence");
  if (sequence == nullptr || !sequence->is_list()) return;
  for (std::size_t i = 0; i < sequence->items.size(); ++i) {
    const Value& item = sequence->items[i];
    if (item.is_table()) FormCheck(item, "sequence." + item_name(item, i), problems).check();
  }
}

}  // namespace cosmodrome
