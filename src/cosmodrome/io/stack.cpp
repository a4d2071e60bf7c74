#include "cosmodrome/io/stack.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/schema.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

std::string text_of(const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  return value != nullptr ? unwrapped(*value).text : std::string{};
}

Value& list_at(Value& table, std::string_view key) {
  if (Value* found = table.find(key); found != nullptr) return *found;
  Value list;
  list.kind = Value::Kind::list;
  list.place = table.place;
  table.entries.push_back({std::string(key), table.place, std::move(list)});
  return table.entries.back().value;
}

void set_text(Value& table, std::string_view key, const std::string& text) {
  Value* value = table.find(key);
  if (value == nullptr) {
    table.entries.push_back({std::string(key), table.place, Value{}});
    value = &table.entries.back().value;
    value->place = table.place;
  }
  const Place place = value->place;
  *value = Value{};
  value->kind = Value::Kind::text;
  value->place = place;
  value->text = text;
}

template <class Predicate>
void remove_items(Value& vehicle, std::string_view key, Predicate&& unwanted) {
  if (Value* list = vehicle.find(key); list != nullptr) std::erase_if(list->items, unwanted);
}

void bind_open_aerodynamics(Value& launcher) {
  const Value* stages = launcher.find("stage");
  Value* tables = launcher.find("aerodynamics");
  if (stages == nullptr || stages->items.empty() || tables == nullptr) return;
  for (Value& table : tables->items) {
    if (text_of(table, "while_attached").empty())
      set_text(table, "while_attached", text_of(stages->items.back(), "id"));
  }
}

/// A dotted path has the item's name in the middle, which may have dots of its own: "engine.s5.92.isp_vacuum".
struct DottedPath {
  std::string list;
  std::string item;
  std::string key;
};

DottedPath split_path(const std::string& path) {
  const auto first = path.find('.');
  const auto last = path.rfind('.');
  if (first == std::string::npos) return {"", "", path};
  if (first == last) return {path.substr(0, first), "", path.substr(first + 1)};
  return {path.substr(0, first), path.substr(first + 1, last - first - 1), path.substr(last + 1)};
}

Value* find_item(Value& vehicle, const DottedPath& path) {
  Value* found = vehicle.find(path.list);
  if (found == nullptr) return nullptr;
  if (path.item.empty()) return found->is_table() ? found : nullptr;
  for (std::size_t i = 0; i < found->items.size(); ++i) {
    if (item_name(found->items[i], i) == path.item) return &found->items[i];
  }
  return nullptr;
}

std::vector<std::string> item_paths(const Value& vehicle, const std::string& key) {
  std::vector<std::string> paths;
  for (const Entry& entry : vehicle.entries) {
    for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
      if (entry.key == "sequence") continue;
      paths.push_back(entry.key + "." + item_name(entry.value.items[i], i) + "." + key);
    }
  }
  return paths;
}

}  // namespace

Value stacked(const Value& launcher, const Value& upper_stage) {
  Value whole = launcher;
  bind_open_aerodynamics(whole);
  for (const std::string_view key : {"engine", "stage", "part", "aerodynamics", "sequence"}) {
    const Value* more = upper_stage.find(key);
    if (more == nullptr) continue;
    Value& list = list_at(whole, key);
    list.items.insert(list.items.end(), more->items.begin(), more->items.end());
  }
  Value* head = whole.find("vehicle");
  const Value* upper_head = upper_stage.find("vehicle");
  if (head != nullptr && upper_head != nullptr) {
    set_text(*head, "name", text_of(*head, "name") + "/" + text_of(*upper_head, "name"));
    const std::string description = text_of(*upper_head, "description");
    if (!description.empty()) set_text(*head, "description", text_of(*head, "description") + " " + description);
  }
  return whole;
}

void keep_for(Value& vehicle, bool with_upper_stage) {
  const std::string_view other = with_upper_stage ? "direct" : "with-upper-stage";
  for (const std::string_view key : {"stage", "part", "sequence"}) {
    remove_items(vehicle, key, [&](const Value& item) { return text_of(item, "only") == other; });
  }
}

void choose_fairing(Value& vehicle, const std::string& fairing, const Place& place, std::vector<Problem>& problems) {
  const Value* head = vehicle.find("vehicle");
  const Value* parts = vehicle.find("part");
  std::set<std::string> variants;
  if (parts != nullptr) {
    for (const Value& part : parts->items) variants.insert(text_of(part, "variant"));
  }
  variants.erase("");
  const std::string own = head != nullptr ? text_of(*head, "fairing") : std::string{};
  const std::string chosen = fairing.empty() ? own : fairing;
  if (!chosen.empty() && !variants.contains(chosen)) {
    const Value* own_choice = head != nullptr ? head->find("fairing") : nullptr;
    const bool from_mission = !fairing.empty();
    const std::vector<std::string> all(variants.begin(), variants.end());
    problems.push_back(problem_at(
        from_mission || own_choice == nullptr ? place : own_choice->place,
        from_mission ? "mission.fairing" : "vehicle.fairing",
        fmt::format("the vehicle has no fairing \"{}\"", shortened(chosen)),
        all.empty() ? "leave it out: no part of the vehicle has a variant" : fmt::format("it has {}", joined(all))));
  }
  if (chosen.empty() && variants.size() > 1) {
    problems.push_back(problem_at(head != nullptr ? head->place : place, "vehicle",
                                  fmt::format("its parts have {} variants and none is chosen", variants.size()),
                                  fmt::format("write fairing = \"{}\"", *variants.begin())));
  }
  remove_items(vehicle, "part", [&](const Value& part) {
    const std::string variant = text_of(part, "variant");
    return !variant.empty() && !chosen.empty() && variant != chosen;
  });
}

void apply_overrides(Value& vehicle, const Value& overrides, std::vector<Problem>& problems) {
  for (const Entry& entry : overrides.entries) {
    const DottedPath path = split_path(entry.key);
    Value* item = find_item(vehicle, path);
    const std::string schema_path = path.item.empty() ? path.list + "." + path.key : path.list + "[]." + path.key;
    const Field* field = find_field(DocumentKind::vehicle, schema_path);
    const bool name = path.key == "id" || path.key == "event" || path.list == "sequence";
    if (item == nullptr || field == nullptr || name) {
      std::vector<std::string> known = item_paths(vehicle, path.key);
      if (item != nullptr) {
        known.clear();
        const std::string section = path.item.empty() ? path.list + "." : path.list + "[].";
        for (const Field& other : fields(DocumentKind::vehicle)) {
          if (section_of(other) == section)
            known.push_back(path.list + (path.item.empty() ? "" : "." + path.item) + "." + std::string(key_of(other)));
        }
      }
      const std::string meant = nearest(entry.key, known);
      problems.push_back(problem_at(entry.key_place, "override",
                                    fmt::format("the vehicle has no figure \"{}\"", shortened(entry.key)),
                                    !meant.empty() && !name ? fmt::format("did you mean \"{}\"?", meant)
                                    : name ? "names cannot be overridden; events are replaced with [[sequence]]"
                                           : "write for example \"stage.core.propellant\" = \"90 t\""));
      continue;
    }
    if (Value* old = item->find(path.key); old != nullptr)
      *old = entry.value;
    else
      item->entries.push_back({path.key, entry.key_place, entry.value});
  }
}

void merge_sequence(Value& vehicle, const Value& mission) {
  const Value* items = mission.find("sequence");
  if (items == nullptr) return;
  Value& sequence = list_at(vehicle, "sequence");
  std::set<std::string> own;
  for (const Value& item : items->items) {
    const std::string event = text_of(item, "event");
    const auto same = std::find_if(sequence.items.begin(), sequence.items.end(),
                                   [&](const Value& other) { return text_of(other, "event") == event; });
    // Two of one name in the mission itself are left for the check of names to find.
    if (same != sequence.items.end() && own.insert(event).second)
      *same = item;
    else
      sequence.items.push_back(item);
  }
}

}  // namespace cosmodrome
