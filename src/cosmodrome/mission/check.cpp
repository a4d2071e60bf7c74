#include "cosmodrome/mission/check.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "cosmodrome/mission/check_deployment.hpp"
#include "cosmodrome/mission/check_moon.hpp"
#include "cosmodrome/mission/check_names.hpp"

namespace cosmodrome {
namespace {

constexpr double g0_m_s2 = 9.80665;
constexpr double degrees = 180 / std::numbers::pi;

const Engine* engine_of(const Vehicle& vehicle, const Stage& stage) {
  for (const Engine& engine : vehicle.engines) {
    if (engine.id == stage.engine) return &engine;
  }
  return nullptr;
}

double liftoff_mass_kg(const Mission& mission) {
  double mass_kg = 0;
  for (const Stage& stage : mission.vehicle.stages) {
    mass_kg +=
        stage.count * (stage.dry_mass_kg + stage.inert_mass_kg + stage.propellant_kg + stage.drive_propellant_kg);
  }
  for (const Part& part : mission.vehicle.parts) mass_kg += part.mass_kg;
  for (const Payload& payload : mission.payloads) mass_kg += payload.mass_kg;
  return mass_kg;
}

/// Thrust at sea level of all stages that are lit at lift-off or before.
double liftoff_thrust_N(const Vehicle& vehicle) {
  double thrust_N = 0;
  for (const Stage& stage : vehicle.stages) {
    const bool lit = std::any_of(vehicle.sequence.begin(), vehicle.sequence.end(), [&](const SequenceItem& item) {
      return item.when.kind == Condition::Kind::time && item.when.after.empty() && item.when.value <= 0 &&
             std::any_of(item.actions.begin(), item.actions.end(), [&](const Action& action) {
               return action.kind == Action::Kind::ignite && action.what == stage.id;
             });
    });
    const Engine* engine = engine_of(vehicle, stage);
    if (!lit || engine == nullptr) continue;
    const double one_N = engine->thrust_sea_level_N > 0 ? engine->thrust_sea_level_N : engine->thrust_vacuum_N;
    thrust_N += one_N * engine->throttle_max * stage.count * stage.engine_count;
  }
  return thrust_N;
}

class Check {
 public:
  std::vector<Finding> findings;

  void add(std::string path, std::string found, std::string remedy) {
    findings.push_back({std::move(path), std::move(found), std::move(remedy)});
  }

  void vehicle(const Vehicle& vehicle) {
    if (vehicle.stages.empty()) add("stage", "the vehicle has no stage", "write [[stage]]");
    for (const Engine& engine : vehicle.engines) this->engine(engine);
    for (const Stage& stage : vehicle.stages) this->stage(stage);
    for (const Part& part : vehicle.parts) at_least_zero(part.mass_kg, "part." + part.id + ".mass", "kg");
    for (std::size_t i = 0; i < vehicle.aerodynamics.size(); ++i) {
      aerodynamics(vehicle.aerodynamics[i], "aerodynamics." + std::to_string(i + 1));
    }
  }

  /// What a file cannot hold, but a mission that a program has changed.
  void at_least_zero(double value, const std::string& path, std::string_view unit) {
    if (std::isfinite(value) && value >= 0) return;
    add(path, fmt::format("{:g} {} cannot be", value, unit), "give 0 or more");
  }

  void engine(const Engine& engine) {
    const std::string path = "engine." + engine.id;
    at_least_zero(engine.thrust_vacuum_N, path + ".thrust_vacuum", "N");
    at_least_zero(engine.thrust_sea_level_N, path + ".thrust_sea_level", "N");
    at_least_zero(engine.isp_vacuum_s, path + ".isp_vacuum", "s");
    at_least_zero(engine.start_up_s, path + ".start_up", "s");
    at_least_zero(engine.tail_off_s, path + ".tail_off", "s");
    if (engine.thrust_sea_level_N > engine.thrust_vacuum_N) {
      add(path + ".thrust_sea_level", "an engine cannot push harder at sea level than in vacuum",
          "check which of the two figures is which");
    }
    if (engine.throttle_min > engine.throttle_max) {
      add(path + ".throttle_min", "throttle_min is above throttle_max", "check which of the two figures is which");
    }
    if (engine.isp_sea_level_s <= 0 || engine.thrust_sea_level_N <= 0) return;
    // One flow serves both: thrust and specific impulse must fall together.
    const double by_thrust_s = engine.isp_vacuum_s * engine.thrust_sea_level_N / engine.thrust_vacuum_N;
    const double off = by_thrust_s / engine.isp_sea_level_s - 1;
    constexpr double largest = 0.03;
    if (std::abs(off) > largest) {
      add(path + ".isp_sea_level",
          fmt::format("{:.1f} s disagrees by {:.1f} % with the thrusts, which give {:.1f} s", engine.isp_sea_level_s,
                      100 * std::abs(off), by_thrust_s),
          "check the two thrusts and the two specific impulses: thrust / isp must be the same at sea level and in "
          "vacuum");
    }
  }

  void stage(const Stage& stage) {
    const std::string path = "stage." + stage.id;
    at_least_zero(stage.dry_mass_kg, path + ".dry_mass", "kg");
    at_least_zero(stage.inert_mass_kg, path + ".inert_mass", "kg");
    at_least_zero(stage.propellant_kg, path + ".propellant", "kg");
    at_least_zero(stage.residual_kg, path + ".residual", "kg");
    at_least_zero(stage.drive_propellant_kg, path + ".drive_propellant", "kg");
    if (stage.residual_kg > stage.propellant_kg) {
      add(path + ".residual", "more cannot be burned than is loaded", "residual is the unusable part of propellant");
    }
    if (stage.dry_mass_kg + stage.inert_mass_kg + stage.propellant_kg <= 0) {
      add(path + ".dry_mass", "the stage weighs nothing", "give it a mass, or take it out");
    }
  }

  void aerodynamics(const Aerodynamics& table, const std::string& path) {
    const std::size_t machs = table.mach.size();
    rising(table.mach, path + ".mach", "Mach numbers");
    rising(table.angle_of_attack_rad, path + ".angle_of_attack", "angles");
    same_size(table.drag_coefficient.size(), machs, path + ".drag_coefficient", "mach");
    if (!table.normal_force_slope_per_rad.empty()) {
      same_size(table.normal_force_slope_per_rad.size(), machs, path + ".normal_force_slope", "mach");
    }
    same_size(table.drag_coefficient_by_angle.size(), table.angle_of_attack_rad.size(),
              path + ".drag_coefficient_by_angle", "angle_of_attack");
    for (const auto& row : table.drag_coefficient_by_angle) {
      if (row.size() != machs) same_size(row.size(), machs, path + ".drag_coefficient_by_angle", "mach");
    }
    if (machs < 2)
      add(path + ".mach", fmt::format("a table needs two Mach numbers or more, this has {}", machs), "add some");
  }

  void rising(const std::vector<double>& values, const std::string& path, std::string_view what) {
    if (std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) != values.end()) {
      add(path, fmt::format("the {} do not rise", what), "sort them, each once");
    }
  }

  void same_size(std::size_t size, std::size_t due, const std::string& path, std::string_view other) {
    if (size == due) return;
    add(path, fmt::format("it has {} entries, {} has {}", size, other, due), "give as many");
  }

  void mission(const Mission& mission) {
    for (const Payload& payload : mission.payloads) {
      at_least_zero(payload.mass_kg, "payload." + payload.name + ".mass", "kg");
    }
    for (const Target& target : mission.targets) this->target(target);
    for (const SteeringTable& table : mission.steering_tables) programme(table);
    for (std::size_t i = 0; i < mission.throttle_tables.size(); ++i) {
      const std::string path = "throttle." + std::to_string(i + 1) + ".table";
      rising(mission.throttle_tables[i].t_s, path, "times");
      if (mission.throttle_tables[i].t_s.size() < 2) add(path, "a table needs two rows or more", "add some");
    }
    rising(mission.wind.altitude_m, "wind.profile", "altitudes");
    same_size(mission.wind.east_m_s.size(), mission.wind.altitude_m.size(), "wind.profile.east", "altitude");
    same_size(mission.wind.north_m_s.size(), mission.wind.altitude_m.size(), "wind.profile.north", "altitude");
    if (findings.empty()) rises(mission);
    if (mission.forces.gravity_order > mission.forces.gravity_degree) {
      add("forces.gravity_order", "the order is above the degree", "the order is at most the degree");
    }
  }

  /// Only worth telling of a mission whose names fit together.
  void rises(const Mission& mission) {
    const double weight_N = liftoff_mass_kg(mission) * g0_m_s2;
    const double thrust_N = liftoff_thrust_N(mission.vehicle);
    if (thrust_N <= weight_N) {
      add("mission.vehicle",
          thrust_N <= 0 ? std::string("no engine is lit at lift-off")
                        : fmt::format("thrust at lift-off is {:.0f} kN, the vehicle weighs {:.0f} kN: it does not rise",
                                      thrust_N / 1e3, weight_N / 1e3),
          thrust_N <= 0 ? "let an event at time 0 s or before ignite a stage"
                        : "lessen payload or propellant, or check thrusts and masses");
    }
  }

  void target(const Target& target) {
    const std::string path = "target." + target.name + ".orbit";
    if (target.apogee_altitude_m < target.perigee_altitude_m) {
      add(path + ".apogee",
          fmt::format("the apogee, {:.1f} km, is below the perigee, {:.1f} km", target.apogee_altitude_m / 1e3,
                      target.perigee_altitude_m / 1e3),
          "check which of the two is which");
    }
    if (target.apogee_altitude_m <= 0) {
      add(path + ".apogee",
          fmt::format("the orbit lies under the ground: its apogee is {:.1f} km", target.apogee_altitude_m / 1e3),
          "heights are above the equatorial radius of the Earth, not from its centre");
    }
  }

  void programme(const SteeringTable& table) {
    const std::string path = "programme." + table.name;
    rising(table.t_s, path + ".table", "times");
    if (table.pitch_polynomial.empty() && table.t_s.size() < 2) {
      add(path + ".table", "a table needs two rows or more", "add some");
    }
    if (!table.yaw_rad.empty() && table.yaw_rad.size() != table.t_s.size()) {
      add(path + ".table", "some rows have a yaw and some have none", "give it in all rows or in none");
    }
    if (!table.pitch_polynomial.empty() && table.to_s <= table.from_s) {
      add(path + ".to", "`to` is not after `from`", "let the polynomial hold for some time");
    }
  }
};

void warn_of_engines(const Vehicle& vehicle, Check& check) {
  for (const Stage& stage : vehicle.stages) {
    if (!stage.engine.empty() && stage.propellant_kg - stage.residual_kg <= 0) {
      check.add("stage." + stage.id + ".propellant", "the stage has an engine and nothing to burn",
                "give it propellant");
    }
  }
}

void warn_of_orbits(const Mission& mission, Check& check) {
  const double latitude_rad = std::abs(mission.site.latitude_rad);
  for (const Target& target : mission.targets) {
    const std::string path = "target." + target.name + ".orbit";
    const double lowest_rad = std::min(target.inclination_rad, std::numbers::pi - target.inclination_rad);
    // The geodetic latitude stands up to 0.19 deg above the geocentric, which is what bounds the inclination.
    constexpr double slack_rad = 0.2 / degrees;
    if (lowest_rad < latitude_rad - slack_rad) {
      check.add(path + ".inclination",
                fmt::format("{:.2f} deg cannot be reached straight from latitude {:.2f} deg",
                            target.inclination_rad * degrees, mission.site.latitude_rad * degrees),
                "a turn to the side on the way costs much propellant; choose an inclination of at least the latitude");
    }
    if (target.perigee_altitude_m < 0) {
      check.add(path + ".perigee",
                fmt::format("the perigee is {:.1f} km under the ground: the flight comes down again",
                            -target.perigee_altitude_m / 1e3),
                "give a perigee above 120 km for an orbit that lasts");
    }
  }
}

bool allowed(const Site& site, double azimuth_rad) {
  const auto inside = [&](const Site::AzimuthRange& range) {
    constexpr double turn = 2 * std::numbers::pi;
    const auto from_start = [&](double angle) {
      return std::fmod(std::fmod(angle - range.from_rad, turn) + turn, turn);
    };
    return from_start(azimuth_rad) <= from_start(range.to_rad);
  };
  return site.azimuth_limits.empty() || std::any_of(site.azimuth_limits.begin(), site.azimuth_limits.end(), inside);
}

void warn_of_azimuth(const Mission& mission, Check& check) {
  if (!mission.launch_azimuth_rad || allowed(mission.site, *mission.launch_azimuth_rad)) return;
  std::string ranges;
  for (const Site::AzimuthRange& range : mission.site.azimuth_limits) {
    ranges +=
        fmt::format("{}{:.0f} to {:.0f}", ranges.empty() ? "" : ", ", range.from_rad * degrees, range.to_rad * degrees);
  }
  check.add(
      "mission.launch_azimuth",
      fmt::format("{:.1f} deg is outside the azimuths of {}", *mission.launch_azimuth_rad * degrees, mission.site.id),
      fmt::format("allowed: {} deg", ranges));
}

void warn_of_published(const Mission& mission, Check& check) {
  for (const PublishedEvent& published : mission.published) {
    const auto same = [&](const SequenceItem& item) { return item.name == published.event; };
    const bool flown_on = (mission.moon && names_a_burn(*mission.moon, published.event)) ||
                          (mission.deployment && names_a_deployment(*mission.deployment, published.event));
    if (!flown_on && std::none_of(mission.vehicle.sequence.begin(), mission.vehicle.sequence.end(), same)) {
      check.add("published." + published.event, "the sequence has no such event, so there is nothing to compare",
                "name an event of the sequence");
    }
  }
}

/// The event that an item follows by delays alone, and by how much in all.
struct Since {
  std::string event;
  double delay_s = 0;
};

Since since_of(const Vehicle& vehicle, const SequenceItem& item) {
  Since since{item.name, 0};
  const SequenceItem* at = &item;
  for (std::size_t steps = 0; steps <= vehicle.sequence.size(); ++steps) {
    if (at->when.kind != Condition::Kind::delay || at->when.after.empty()) break;
    since = {at->when.after, since.delay_s + at->when.value};
    const auto before = std::find_if(vehicle.sequence.begin(), vehicle.sequence.end(),
                                     [&](const SequenceItem& other) { return other.name == since.event; });
    if (before == vehicle.sequence.end()) break;
    at = &*before;
  }
  return since;
}

/// How far a turn that takes `turn_s` has come when engines light, in words; empty if it is done by then.
std::string lit_in_mid_turn(const Vehicle& vehicle, const SequenceItem& turning, double turn_rad, double turn_s) {
  const Since begins = since_of(vehicle, turning);
  for (const SequenceItem& item : vehicle.sequence) {
    const auto lights = [](const Action& action) { return action.kind == Action::Kind::ignite; };
    if (std::none_of(item.actions.begin(), item.actions.end(), lights)) continue;
    const Since lit = since_of(vehicle, item);
    const double delay_s = lit.delay_s - begins.delay_s;
    if (lit.event != begins.event || delay_s < 0 || delay_s >= turn_s) continue;
    return fmt::format(", and {} comes after {:.0f} s, {:.0f} deg into it", item.name, delay_s,
                       std::abs(turn_rad) * degrees * delay_s / turn_s);
  }
  return "";
}

/// A turn by more than half a revolution reaches the attitude that a shorter one the other way reaches: the angles were
/// not unwrapped, and are not meant so.
void warn_of_turns(const Vehicle& vehicle, Check& check) {
  for (const SequenceItem& item : vehicle.sequence) {
    for (const Action& action : item.actions) {
      if (action.kind != Action::Kind::steer || action.what != "turn" || action.rate_rad_s <= 0) continue;
      const double turn_rad = action.to_rad - action.from_rad;
      const double shorter_rad = std::remainder(turn_rad, 2 * std::numbers::pi);
      const double turn_s = std::abs(turn_rad) / action.rate_rad_s;
      const std::string path = "sequence." + item.name + ".do";
      const std::string lit = lit_in_mid_turn(vehicle, item, turn_rad, turn_s);
      if (std::abs(turn_rad) > std::numbers::pi * (1 + 1e-9)) {
        check.add(path,
                  fmt::format("the attitude command is not unwrapped: from {:g} deg to {:g} deg it turns by {:+g} deg "
                              "where {:+g} deg reach the same attitude; the turn takes {:.0f} s{}",
                              action.from_rad * degrees, action.to_rad * degrees, turn_rad * degrees,
                              shorter_rad * degrees, turn_s, lit),
                  fmt::format("write to = \"{:g} deg\"", (action.from_rad + shorter_rad) * degrees));
      } else if (!lit.empty()) {
        check.add(path, fmt::format("the turn by {:+g} deg takes {:.0f} s{}", turn_rad * degrees, turn_s, lit),
                  "begin it sooner, or light the engines later");
      }
    }
  }
}

}  // namespace

std::vector<Finding> errors_in(const Vehicle& vehicle) {
  Check check;
  check.vehicle(vehicle);
  check_vehicle_names(vehicle, check.findings);
  return check.findings;
}

std::vector<Finding> errors_in(const Mission& mission) {
  Check check;
  check.findings = errors_in(mission.vehicle);
  check_mission_names(mission, check.findings);
  check.mission(mission);
  check_moon(mission, check.findings);
  check_deployment(mission, check.findings);
  return check.findings;
}

std::vector<Finding> warnings_in(const Mission& mission) {
  Check check;
  warn_of_engines(mission.vehicle, check);
  warn_of_orbits(mission, check);
  warn_of_azimuth(mission, check);
  warn_of_published(mission, check);
  warn_of_turns(mission.vehicle, check);
  return check.findings;
}

}  // namespace cosmodrome
