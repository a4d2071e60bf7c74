#include "cosmodrome/io/write_mission.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/campaign/failure_kinds.hpp"
#include "cosmodrome/io/catalogue.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/read_sequence.hpp"
#include "cosmodrome/io/schema.hpp"
#include "cosmodrome/io/write_toml.hpp"
#include "cosmodrome/mission/check_deployment.hpp"
#include "cosmodrome/mission/check_moon.hpp"

namespace cosmodrome {
namespace {

Value text_value(std::string text) {
  Value value;
  value.kind = Value::Kind::text;
  value.text = std::move(text);
  return value;
}

Value flag_value() {
  Value value;
  value.kind = Value::Kind::boolean;
  value.boolean = true;
  return value;
}

Value list_value() {
  Value value;
  value.kind = Value::Kind::list;
  return value;
}

/// Shortest digits that read back as the same number.
Value quantity_value(double si, std::string_view unit) { return text_value(fmt::format("{} {}", si, unit)); }
Value angle_value(double angle_rad) { return quantity_value(to_degrees(angle_rad), "deg"); }

void set(Value& table, std::string_view key, Value value) {
  if (Value* old = table.find(key); old != nullptr) {
    *old = std::move(value);
  } else {
    table.entries.push_back({std::string(key), {}, std::move(value)});
  }
}

Value& list_at(Value& root, std::string_view key) {
  if (root.find(key) == nullptr) root.entries.push_back({std::string(key), {}, list_value()});
  return *root.find(key);
}

/// The unit in which SI values of a kind are plain numbers.
std::string_view si_unit(std::string_view key) {
  constexpr std::pair<std::string_view, std::string_view> units[] = {
      {"propellant_below", "kg"}, {"altitude_above", "m"},          {"altitude_below", "m"},
      {"heating_below", "W/m2"},  {"dynamic_pressure_below", "Pa"}, {"acceleration_above", "m/s2"},
      {"speed_above", "m/s"}};
  for (const auto& [name, unit] : units) {
    if (name == key) return unit;
  }
  return "s";
}

Value when_value(const Condition& when) {
  using Kind = Condition::Kind;
  Value table;
  if (!when.after.empty()) set(table, "after", text_value(when.after));
  if (!when.stage.empty()) set(table, "stage", text_value(when.stage));
  const std::string_view key = key_of(when.kind);
  if (when.kind == Kind::guidance_cut_off) {
    set(table, key, text_value(when.target));
  } else if (when.kind == Kind::gravity_turn_ready || when.kind == Kind::impact) {
    set(table, key, flag_value());
  } else {
    set(table, key, quantity_value(when.value, si_unit(key)));
    if (when.kind == Kind::time && !when.target.empty()) set(table, "target", text_value(when.target));
  }
  return table;
}

Value action_value(const Action& action) {
  using Kind = Action::Kind;
  Value table;
  const std::string_view key = key_of(action.kind);
  if (action.kind == Kind::end) {
    set(table, key, flag_value());
  } else if (action.kind == Kind::limit_acceleration) {
    set(table, key, quantity_value(action.level, "m/s2"));
  } else {
    set(table, key, text_value(action.what));
  }
  if (action.kind == Kind::throttle) {
    set(table, "level", quantity_value(100 * action.level, "%"));
    set(table, "over", quantity_value(action.over_s, "s"));
  }
  if (action.kind == Kind::steer && !action.target.empty()) set(table, "target", text_value(action.target));
  if (action.kind == Kind::steer && action.what == "turn") {
    set(table, "from", angle_value(action.from_rad));
    set(table, "to", angle_value(action.to_rad));
    set(table, "rate", quantity_value(action.rate_rad_s, "rad/s"));
  }
  return table;
}

Value item_value(const SequenceItem& item) {
  Value table;
  set(table, "event", text_value(item.name));
  if (!item.what.empty()) set(table, "what", text_value(item.what));
  set(table, "when", when_value(item.when));
  Value actions = list_value();
  for (const Action& action : item.actions) actions.items.push_back(action_value(action));
  set(table, "do", std::move(actions));
  return table;
}

Value programme_value(const SteeringTable& table) {
  Value programme, rows = list_value();
  for (std::size_t i = 0; i < table.t_s.size(); ++i) {
    Value row = list_value();
    row.items = {quantity_value(table.t_s[i], "s"), angle_value(table.pitch_rad[i])};
    if (!table.yaw_rad.empty()) row.items.push_back(angle_value(table.yaw_rad[i]));
    rows.items.push_back(std::move(row));
  }
  set(programme, "name", text_value(table.name));
  set(programme, "table", std::move(rows));
  return programme;
}

// ---- what has changed

void put_payloads(Value& root, const Mission& read, const Mission& changed) {
  Value& list = list_at(root, "payload");
  for (std::size_t i = 0; i < changed.payloads.size(); ++i) {
    if (i < read.payloads.size() && read.payloads[i].mass_kg == changed.payloads[i].mass_kg) continue;
    if (i >= list.items.size()) list.items.emplace_back();
    if (list.items[i].find("name") == nullptr) set(list.items[i], "name", text_value(changed.payloads[i].name));
    set(list.items[i], "mass", quantity_value(changed.payloads[i].mass_kg, "kg"));
  }
}

void put_programmes(Value& root, const Mission& read, const Mission& changed) {
  if (changed.steering_tables.size() == read.steering_tables.size()) return;
  Value& list = list_at(root, "programme");
  for (std::size_t i = read.steering_tables.size(); i < changed.steering_tables.size(); ++i) {
    list.items.push_back(programme_value(changed.steering_tables[i]));
  }
}

void put_throttles(Value& root, const Mission& read, const Mission& changed) {
  const auto same = [](const ThrottleTable& a, const ThrottleTable& b) {
    return a.stage == b.stage && a.t_s == b.t_s && a.level == b.level;
  };
  if (std::equal(read.throttle_tables.begin(), read.throttle_tables.end(), changed.throttle_tables.begin(),
                 changed.throttle_tables.end(), same))
    return;
  Value& list = list_at(root, "throttle");
  list.items.clear();
  for (const ThrottleTable& table : changed.throttle_tables) {
    Value throttle, rows = list_value();
    for (std::size_t i = 0; i < table.t_s.size(); ++i) {
      Value row = list_value();
      row.items = {quantity_value(table.t_s[i], "s"), quantity_value(100 * table.level[i], "%")};
      rows.items.push_back(std::move(row));
    }
    set(throttle, "stage", text_value(table.stage));
    set(throttle, "table", std::move(rows));
    list.items.push_back(std::move(throttle));
  }
}

bool is_same(const Condition& a, const Condition& b) {
  return a.kind == b.kind && a.after == b.after && a.stage == b.stage && a.target == b.target && a.value == b.value;
}

bool is_same(const Action& a, const Action& b) {
  return a.kind == b.kind && a.what == b.what && a.target == b.target && a.level == b.level && a.over_s == b.over_s &&
         a.from_rad == b.from_rad && a.to_rad == b.to_rad && a.rate_rad_s == b.rate_rad_s;
}

bool is_same(const SequenceItem& a, const SequenceItem& b) {
  const auto actions_same = [](const Action& x, const Action& y) { return is_same(x, y); };
  return is_same(a.when, b.when) &&
         std::equal(a.actions.begin(), a.actions.end(), b.actions.begin(), b.actions.end(), actions_same);
}

void put_events(Value& root, const Mission& read, const Mission& changed) {
  for (std::size_t i = 0; i < changed.vehicle.sequence.size(); ++i) {
    const SequenceItem& item = changed.vehicle.sequence[i];
    if (is_same(item, read.vehicle.sequence[i])) continue;
    Value& list = list_at(root, "sequence");
    const auto own = std::find_if(list.items.begin(), list.items.end(), [&](const Value& other) {
      const Value* event = other.find("event");
      return event != nullptr && unwrapped(*event).text == item.name;
    });
    if (own == list.items.end()) {
      list.items.push_back(item_value(item));
    } else {
      *own = item_value(item);
    }
  }
}

/// A file that the document names beside itself, by its whole path.
void anchor(Value& table, std::string_view key, const std::filesystem::path& folder) {
  Value* named = table.find(key);
  if (named == nullptr) return;
  const std::string text = unwrapped(*named).text;
  set(table, key, text_value(std::filesystem::absolute(folder / text).lexically_normal().string()));
}

void anchor_entry(Value& table, std::string_view key, const std::filesystem::path& folder) {
  Value* named = table.find(key);
  if (named == nullptr) return;
  const CatalogueName name = parse_catalogue_name(unwrapped(*named).text);
  const auto whole = [&](const std::string& file) {
    return std::filesystem::absolute(folder / file).lexically_normal().string();
  };
  std::string text = name.first_is_file() ? whole(name.first) : name.first;
  if (!name.second.empty()) text += "/" + (name.second_is_file() ? whole(name.second) : name.second);
  set(table, key, text_value(text));
}

void anchor_files(Value& root, const std::filesystem::path& folder) {
  if (Value* head = root.find("mission"); head != nullptr) {
    anchor_entry(*head, "vehicle", folder);
    anchor_entry(*head, "site", folder);
  }
  if (Value* disperse = root.find("disperse"); disperse != nullptr) {
    for (const char* profile : {"wind", "density"}) {
      if (Value* table = disperse->find(profile); table != nullptr) anchor(*table, "file", folder);
    }
  }
  for (const auto& [section, key] :
       {std::pair("wind", "file"), {"atmosphere", "file"}, {"forces", "ephemeris"}, {"optimize", "limit_lines"}}) {
    if (Value* table = root.find(section); table != nullptr) anchor(*table, key, folder);
  }
}

/// The way on, and what was published of it, varies in it and may fail in it, as end_in_first_orbit() does.
void leave_out_the_way_on(Value& root, const Mission& read) {
  const auto of_the_way_on = [&](const Value& item) {
    const Value* event = item.find("event");
    if (event == nullptr) return false;
    return (read.moon && names_a_burn(*read.moon, event->text)) ||
           (read.deployment && names_a_deployment(*read.deployment, event->text));
  };
  std::erase_if(root.entries, [](const Entry& entry) { return entry.key == "moon" || entry.key == "deployment"; });
  const auto beyond = [](std::string_view path) { return path.starts_with("moon."); };
  if (Value* disperse = root.find("disperse"); disperse != nullptr) {
    if (Value* figures = disperse->find("figures"); figures != nullptr)
      std::erase_if(figures->entries, [&](const Entry& entry) { return beyond(entry.key); });
    if (Value* sets = disperse->find("correlated"); sets != nullptr) {
      std::erase_if(sets->items, [&](const Value& set) {
        const Value* paths = set.find("figures");
        return paths != nullptr && std::any_of(paths->items.begin(), paths->items.end(),
                                               [&](const Value& path) { return beyond(path.text); });
      });
    }
  }
  if (Value* failures = root.find("failure"); failures != nullptr) {
    std::erase_if(failures->items, [](const Value& failure) {
      const Value* kind = failure.find("kind");
      return kind != nullptr && unwrapped(*kind).text == to_string(Failure::Kind::velocity_unseen);
    });
  }
  if (Value* published = root.find("published"); published != nullptr) std::erase_if(published->items, of_the_way_on);
}

}  // namespace

std::string write_mission(const Value& document, const Mission& read, const Mission& changed) {
  Value root = document;
  if (!changed.moon && !changed.deployment) leave_out_the_way_on(root, read);
  anchor_files(root, std::filesystem::path(read.file).parent_path());
  Value& head = *root.find("mission");
  if (changed.launch_azimuth_rad) set(head, "launch_azimuth", angle_value(*changed.launch_azimuth_rad));
  if (changed.pitch_over_rad) set(head, "pitch_over", angle_value(*changed.pitch_over_rad));
  put_payloads(root, read, changed);
  put_programmes(root, read, changed);
  put_throttles(root, read, changed);
  put_events(root, read, changed);
  return write_toml(root);
}

}  // namespace cosmodrome
