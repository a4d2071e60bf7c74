#include "cosmodrome/mission/figures.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cosmodrome/frames/earth_orientation.hpp"

namespace cosmodrome {
namespace {

using Kind = Figure::Kind;

/// Unit of what an event waits for, and what that is called in a path.
struct Waits {
  const char* key;
  const char* unit;
};

Waits waits_for(Condition::Kind kind) {
  using C = Condition::Kind;
  switch (kind) {
    case C::time:
      return {"time", "s"};
    case C::delay:
      return {"delay", "s"};
    case C::burn_time_left:
      return {"burn_time_left", "s"};
    case C::propellant_below:
      return {"propellant_below", "kg"};
    case C::altitude_above:
      return {"altitude_above", "m"};
    case C::altitude_below:
      return {"altitude_below", "m"};
    case C::heating_below:
      return {"heating_below", "W/m2"};
    case C::dynamic_pressure_below:
      return {"dynamic_pressure_below", "Pa"};
    case C::acceleration_above:
      return {"acceleration_above", "m/s2"};
    case C::speed_above:
      return {"speed_above", "m/s"};
    case C::apogee:
      return {"before_apogee", "s"};
    case C::perigee:
      return {"before_perigee", "s"};
    case C::gravity_turn_ready:
    case C::guidance_cut_off:
    case C::impact:
      break;  // they wait for no figure
  }
  return {"", ""};
}

class Collect {
 public:
  explicit Collect(const Mission& mission) : mission_(mission), vehicle_(mission.vehicle) {}

  std::vector<Figure> all() {
    for (std::size_t i = 0; i < vehicle_.stages.size(); ++i) stage(vehicle_.stages[i], static_cast<int>(i));
    for (std::size_t i = 0; i < vehicle_.parts.size(); ++i) {
      add("part." + vehicle_.parts[i].id + ".mass", "kg", vehicle_.parts[i].mass_kg, Kind::part_mass, i, "its mass");
    }
    double payload_kg = 0;
    for (const Payload& payload : mission_.payloads) payload_kg += payload.mass_kg;
    add("payload.mass", "kg", payload_kg, Kind::payload, 0, "mass of all payloads together");
    for (std::size_t i = 0; i < vehicle_.sequence.size(); ++i) {
      const SequenceItem& item = vehicle_.sequence[i];
      const Waits waits = waits_for(item.when.kind);
      if (*waits.key == 0) continue;
      add(fmt::format("sequence.{}.{}", item.name, waits.key), waits.unit, item.when.value, Kind::event, i,
          "what the event waits for");
    }
    surroundings();
    targets();
    guidance();
    descent();
    return std::move(found_);
  }

 private:
  template <class Index>
  void add(std::string path, const char* unit, double nominal, Kind kind, Index index, const char* meaning,
           double bodies = 1) {
    found_.push_back({std::move(path), unit, nominal, kind, static_cast<int>(index), bodies, meaning});
  }

  void stage(const Stage& stage, int index) {
    const std::string path = "stage." + stage.id + ".";
    const double bodies = stage.count;
    add(path + "dry_mass", "kg", stage.dry_mass_kg, Kind::dry_mass, index, "of one body, empty", bodies);
    add(path + "propellant", "kg", stage.propellant_kg, Kind::propellant, index, "loaded in one body", bodies);
    add(path + "residual", "kg", stage.residual_kg, Kind::residual, index, "that cannot be burned, of one body",
        bodies);
    if (stage.drive_propellant_kg > 0) {
      add(path + "drive_propellant", "kg", stage.drive_propellant_kg, Kind::drive_propellant, index,
          "loaded in one body, without thrust", bodies);
    }
    const Engine* engine = find_engine(vehicle_, stage.engine);
    if (engine == nullptr) return;
    add(path + "thrust", "N", engine->thrust_vacuum_N, Kind::thrust, index,
        "of one engine in vacuum; the flow goes with it");
    add(path + "isp", "s", engine->isp_vacuum_s, Kind::isp, index, "specific impulse in vacuum; the thrust stays");
    if (engine->thrust_sea_level_N > 0) {
      add(path + "back_pressure", "1", 1, Kind::back_pressure, index, "factor of the thrust lost to outside pressure");
    }
    if (engine->start_up_s > 0) add(path + "start_up", "s", engine->start_up_s, Kind::start_up, index, "build-up");
    if (engine->tail_off_s > 0) add(path + "tail_off", "s", engine->tail_off_s, Kind::tail_off, index, "tail-off");
  }

  void surroundings() {
    add("atmosphere.density", "1", 1, Kind::density, 0, "factor of the density at all altitudes");
    add("aerodynamics.drag", "1", 1, Kind::drag, 0, "factor of the drag of all shapes");
    for (int k = 0; k < density_shapes; ++k) {
      add(fmt::format("atmosphere.profile.{}", k + 1), "1", 0, Kind::density_shape, k,
          "amplitude of a shape of the density along altitude");
    }
    for (int k = 0; k < wind_shapes; ++k) {
      add(fmt::format("wind.east.{}", k + 1), "1", 0, Kind::wind_east, k,
          "amplitude of a shape of the wind to the east");
    }
    for (int k = 0; k < wind_shapes; ++k) {
      add(fmt::format("wind.north.{}", k + 1), "1", 0, Kind::wind_north, k,
          "amplitude of a shape of the wind to the north");
    }
  }

  void targets() {
    for (std::size_t i = 0; i < std::min<std::size_t>(mission_.targets.size(), max_targets); ++i) {
      const Target& target = mission_.targets[i];
      if (!is_guided(target)) continue;
      const std::string path = "target." + target.name + ".";
      const char* told = "that guidance was told";
      add(path + "perigee", "m", target.perigee_altitude_m, Kind::target_perigee, i, told);
      add(path + "apogee", "m", target.apogee_altitude_m, Kind::target_apogee, i, told);
      add(path + "inclination", "rad", target.inclination_rad, Kind::target_inclination, i, told);
      if (target.raan_rad) add(path + "raan", "rad", *target.raan_rad, Kind::target_raan, i, told);
    }
  }

  [[nodiscard]] bool is_guided(const Target& target) const {
    return std::any_of(vehicle_.sequence.begin(), vehicle_.sequence.end(), [&](const SequenceItem& item) {
      return item.when.kind == Condition::Kind::guidance_cut_off && item.when.target == target.name;
    });
  }

  void guidance() {
    add("programme.azimuth", "rad", 0, Kind::azimuth, 0, "turns the programme up to the guidance, clockwise");
    if (!mission_.earth) {
      add("lift_off.delay", "s", 0, Kind::lift_off, 0, "after the time of lift-off of the mission; below 0: before it");
    }
    add("guidance.period", "s", mission_.guidance_period_s, Kind::guidance_period, 0, "between two solutions");
    constexpr std::array<const char*, 3> pad{"east", "north", "up"};
    constexpr std::array<const char*, 3> axes{"up", "ahead", "left"};
    for (int k = 0; k < 3; ++k) add(fmt::format("pad.{}", pad[k]), "m", 0, Kind::pad, k, "where the pad is");
    for (int k = 0; k < 3; ++k) {
      add(fmt::format("navigation.position.{}", axes[k]), "m", 0, Kind::known_position, k,
          "what guidance takes its place for, less where it is");
    }
    for (int k = 0; k < 3; ++k) {
      add(fmt::format("navigation.velocity.{}", axes[k]), "m/s", 0, Kind::known_velocity, k, "the same, velocity");
    }
    for (int k = 0; k < 3; ++k) {
      add(fmt::format("navigation.accelerometer.{}", axes[k]), "m/s2", 0, Kind::accelerometer, k,
          "bias of the accelerometers, from lift-off on");
    }
  }

  void descent() {
    if (!mission_.moon || !mission_.moon->descent) return;
    double thrust_N = 0;
    for (const Engine& engine : mission_.moon->engines) {
      if (engine.id == mission_.moon->descent->burn.engine) thrust_N = engine.thrust_vacuum_N;
    }
    add("moon.descent.thrust", "N", thrust_N, Kind::descent_thrust, 0, "of the engine; the flow goes with it");
    add("moon.descent.pitch", "rad", 0, Kind::descent_pitch, 0, "of the thrust, outward from where it should point");
    add("moon.descent.yaw", "rad", 0, Kind::descent_yaw, 0, "of the thrust, along the normal of the orbit");
    add("moon.descent.velocity", "1", 1, Kind::descent_velocity, 0,
        "factor of the velocity gained when the accelerometers take it for enough");
  }

  const Mission& mission_;
  const Vehicle& vehicle_;
  std::vector<Figure> found_;
};

std::string_view first_name(std::string_view& path) {
  const auto end = std::min(path.find('.'), path.size());
  const std::string_view name = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return name;
}

}  // namespace

std::vector<Figure> figures_of(const Mission& mission) { return Collect(mission).all(); }

bool path_matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = first_name(pattern), name = first_name(path);
    if (wanted != "*" && wanted != name) return false;
  }
  return pattern.empty() && path.empty();
}

void deviate(const Figure& figure, double deviation, VehicleModel<double>& model) {
  const auto index = static_cast<std::size_t>(figure.index);
  const double factor = figure.nominal != 0 ? 1 + deviation / figure.nominal : 1;
  const double all_bodies = figure.bodies * deviation;
  StageModel<double>& stage = model.stages[std::min<std::size_t>(index, max_stages - 1)];
  Departures<double>& departs = model.departures;
  switch (figure.kind) {
    case Kind::thrust:
      stage.thrust_vacuum_N *= factor;
      stage.flow_kg_s *= factor;
      break;
    case Kind::isp:
      stage.flow_kg_s /= factor;
      break;
    case Kind::back_pressure:
      stage.exit_area_m2 *= factor;
      break;
    case Kind::dry_mass:
      stage.empty_mass_kg += all_bodies;
      break;
    case Kind::propellant:
      stage.propellant_kg += all_bodies;
      break;
    case Kind::residual:
      stage.empty_mass_kg += all_bodies;
      stage.propellant_kg -= all_bodies;
      break;
    case Kind::drive_propellant:
      stage.drive_propellant_kg += all_bodies;
      break;
    case Kind::start_up:
      stage.start_up_s = std::max(0.0, stage.start_up_s + deviation);
      break;
    case Kind::tail_off:
      stage.tail_off_s = std::max(0.0, stage.tail_off_s + deviation);
      break;
    case Kind::part_mass:
      model.part_mass_kg[index] += deviation;
      break;
    case Kind::payload:
      model.payload_mass_kg += deviation;
      break;
    case Kind::event:
      model.condition_value[index] += deviation;
      break;
    case Kind::density:
      model.density_factor += deviation;
      break;
    case Kind::drag:
      model.drag_factor += deviation;
      break;
    case Kind::azimuth:
      departs.azimuth_rad += deviation;
      break;
    case Kind::pad:
      departs.pad_m[index] += deviation;
      break;
    case Kind::guidance_period:
      departs.guidance_period_s += deviation;
      break;
    case Kind::lift_off:
      // The flight is the same over an Earth that has turned on meanwhile; seen from there the wanted plane lies
      // farther to the west.
      for (TargetDeparture<double>& target : departs.targets) target.raan_rad -= earth_rotation_rate_rad_s * deviation;
      break;
    case Kind::target_perigee:
      departs.targets[index].perigee_m += deviation;
      break;
    case Kind::target_apogee:
      departs.targets[index].apogee_m += deviation;
      break;
    case Kind::target_inclination:
      departs.targets[index].inclination_rad += deviation;
      break;
    case Kind::target_raan:
      departs.targets[index].raan_rad += deviation;
      break;
    case Kind::known_position:
      departs.known_position_m[index] += deviation;
      break;
    case Kind::known_velocity:
      departs.known_velocity_m_s[index] += deviation;
      break;
    case Kind::accelerometer:
      departs.accelerometer_m_s2[index] += deviation;
      break;
    case Kind::wind_east:
      departs.wind_east[index] += deviation;
      break;
    case Kind::wind_north:
      departs.wind_north[index] += deviation;
      break;
    case Kind::density_shape:
      departs.density[index] += deviation;
      break;
    case Kind::descent_thrust:
    case Kind::descent_pitch:
    case Kind::descent_yaw:
    case Kind::descent_velocity:
      break;  // not of the ascent: set_in_descent()
  }
}

void set_in_descent(const Figure& figure, double value, DescentDeparture& departure) {
  if (figure.kind == Kind::descent_thrust) departure.thrust_factor = value / figure.nominal;
  if (figure.kind == Kind::descent_pitch) departure.pitch_rad = value;
  if (figure.kind == Kind::descent_yaw) departure.yaw_rad = value;
  if (figure.kind == Kind::descent_velocity) departure.velocity_factor = value;
}

std::string column_name(const Figure& figure) {
  if (figure.unit == "1") return figure.path;
  std::string unit = figure.unit;
  std::replace(unit.begin(), unit.end(), '/', '_');
  return figure.path + "_" + unit;
}

}  // namespace cosmodrome
