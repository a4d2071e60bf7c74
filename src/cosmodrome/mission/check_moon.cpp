#include "cosmodrome/mission/check_moon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace cosmodrome {
namespace {

const std::string injection_name = "injection";

class MoonCheck {
 public:
  MoonCheck(const Mission& mission, std::vector<Finding>& findings)
      : mission_(mission), moon_(*mission.moon), findings_(findings) {}

  void check() {
    if (mission_.targets.empty()) add("moon", "there is no first orbit to leave from", "write [[target]]");
    if (mission_.payloads.empty()) add("moon", "there is nothing that could fly there", "write [[payload]]");
    if (mission_.earth) add("moon", "the Earth of benchmarks has no Moon", "leave [earth] or [moon] out");
    injection();
    engines();
    times();
    goal();
    lengths();
    descent();
  }

 private:
  void add(std::string path, std::string found, std::string remedy) {
    findings_.push_back({std::move(path), std::move(found), std::move(remedy)});
  }

  void injection() {
    const auto& stages = mission_.vehicle.stages;
    const auto stage = std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.id == moon_.stage; });
    if (stage == stages.end()) {
      add("moon.injection.stage", fmt::format("there is no stage \"{}\"", moon_.stage),
          stages.empty() ? "name one" : fmt::format("the last is \"{}\"", stages.back().id));
    } else if (stage->engine.empty()) {
      add("moon.injection.stage", fmt::format("the stage \"{}\" has no engine", moon_.stage), "name one that has");
    }
  }

  void engines() {
    std::set<std::string> ids, names{injection_name};
    for (const Engine& engine : moon_.engines) {
      if (!ids.insert(engine.id).second)
        add("moon.engine." + engine.id, "a second engine has this id", "give it one of its own");
    }
    const auto burn = [&](const LunarFlight::Burn& one, const char* list) {
      const std::string path = fmt::format("moon.{}.{}", list, one.name);
      if (ids.count(one.engine) == 0)
        add(path + ".engine", fmt::format("the payload has no engine \"{}\"", one.engine),
            ids.empty() ? "write [[moon.engine]]" : fmt::format("one of: {}", fmt::join(ids, ", ")));
      if (!names.insert(one.name).second) add(path, "a second burn has this name", "give it one of its own");
    };
    for (const auto& one : moon_.corrections) burn(one, "correction");
    for (const auto& one : moon_.capture) burn(one, "capture");
    if (moon_.descent) burn(moon_.descent->burn, "descent");
  }

  void times() {
    Epoch before = mission_.liftoff;
    std::string what = "lift-off";
    for (const LunarFlight::Burn& one : moon_.corrections) {
      if (*one.at <= before)
        add(fmt::format("moon.correction.{}.at", one.name), fmt::format("it is not after {}", what),
            "sort them by time");
      before = *one.at, what = one.name;
    }
    constexpr double least_s = 86400, most_s = 30 * 86400;
    const double flight_s = moon_.arrival - mission_.liftoff;
    if (!flies_by() && moon_.arrival <= before) {
      add("moon.arrival", fmt::format("it is not after {}", what), "arrive after the last correction");
    } else if (flight_s < least_s || flight_s > most_s) {
      add("moon.arrival", fmt::format("it is {:.1f} days after lift-off", flight_s / 86400),
          "give 1 to 30 days; three to six are usual");
    }
    if (moon_.corrections.empty() && !flies_by())
      add("moon.correction", "there is no correction",
          "write [[moon.correction]]: nothing else leads to the orbit asked for");
  }

  /// Nothing stays at the Moon.
  bool flies_by() const { return moon_.free_return && moon_.capture.empty(); }

  void goal() {
    if (!moon_.free_return && moon_.capture.empty())
      add("moon.capture", "nothing captures the payload at the Moon",
          "write [[moon.capture]], or [moon.return] for a flight round the Moon and back");
    if (!moon_.capture.empty() && !(moon_.altitude_m > 0))
      add("moon.orbit", "the orbit around the Moon is missing", "write it: orbit = { altitude, inclination }");
    if (moon_.capture.empty() && moon_.altitude_m > 0)
      add("moon.orbit", "nothing leads to this orbit", "write [[moon.capture]], or leave it out");
  }

  void lengths() {
    if (moon_.capture.empty()) return;
    const auto open = std::count_if(moon_.capture.begin(), moon_.capture.end(),
                                    [](const LunarFlight::Burn& burn) { return !burn.duration_s; });
    if (open != 1)
      add("moon.capture", fmt::format("{} of the burns are without a length", open),
          "leave out the duration of one of them, which is found");
  }

  void descent() {
    if (!moon_.descent) return;
    const LunarFlight::Descent& asked = *moon_.descent;
    if (flies_by()) {
      add("moon.descent", "the flight goes round the Moon and back", "write [[moon.capture]], or leave it out");
      return;
    }
    constexpr double capture_s = 7200;  // one revolution in a low orbit, by when every capture is over
    if (*asked.burn.at - moon_.arrival < capture_s)
      add("moon.descent.at", "it is not two hours after the arrival", "let the capture be over before it");
    if (asked.periapsis_altitude_m >= moon_.altitude_m)
      add("moon.descent.periapsis",
          fmt::format("{:.0f} km are not below the circle of {:.0f} km", asked.periapsis_altitude_m / 1e3,
                      moon_.altitude_m / 1e3),
          "the burn lowers the orbit: give less than moon.orbit.altitude");
    if (asked.clearance_m > asked.periapsis_altitude_m)
      add("moon.descent.clearance", "it is above the periapsis that is asked for", "give at most that");
  }

  const Mission& mission_;
  const LunarFlight& moon_;
  std::vector<Finding>& findings_;
};

}  // namespace

void check_moon(const Mission& mission, std::vector<Finding>& findings) {
  if (mission.moon) MoonCheck(mission, findings).check();
}

bool names_a_burn(const LunarFlight& moon, const std::string& name) {
  const auto same = [&](const LunarFlight::Burn& burn) { return burn.name == name; };
  return name == injection_name || std::any_of(moon.corrections.begin(), moon.corrections.end(), same) ||
         std::any_of(moon.capture.begin(), moon.capture.end(), same) || (moon.descent && same(moon.descent->burn));
}

}  // namespace cosmodrome
