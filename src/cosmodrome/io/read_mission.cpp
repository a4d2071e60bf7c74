#include "cosmodrome/io/read_mission.hpp"

#include <cmath>
#include <optional>
#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/column_file.hpp"
#include "cosmodrome/io/read_areas.hpp"
#include "cosmodrome/io/read_deployment.hpp"
#include "cosmodrome/io/read_moon.hpp"

namespace cosmodrome {
namespace {

Target read_target(const Section& from) {
  const Section orbit = from.section("orbit");
  Target target;
  target.name = from.text("at");
  std::tie(target.perigee_altitude_m, target.apogee_altitude_m) = read_apsides_m(orbit);
  target.inclination_rad = orbit.quantity("inclination");
  target.raan_rad = orbit.given("raan");
  target.argument_of_perigee_rad = orbit.given("argument_of_perigee");
  target.cut_off_true_anomaly_rad = orbit.given("true_anomaly");
  target.descending = orbit.boolean("descending");
  return target;
}

PublishedEvent read_published(const Section& from) {
  return {from.text("event"),  from.quantity("t"),      from.quantity("tolerance"), from.given("duration"),
          from.text("source"), from.text("confidence"), from.text("note")};
}

SteeringTable read_programme(const Section& from) {
  SteeringTable table;
  table.name = from.text("name");
  auto columns = from.columns("table");
  table.t_s = std::move(columns[0]);
  table.pitch_rad = std::move(columns[1]);
  table.yaw_rad = std::move(columns[2]);
  table.pitch_polynomial = from.quantities("polynomial");
  table.from_s = from.quantity("from");
  table.to_s = from.quantity("to");
  return table;
}

ThrottleTable read_throttle(const Section& from) {
  auto columns = from.columns("table");
  return {from.text("stage"), std::move(columns[0]), std::move(columns[1])};
}

/// Wind is told by where it comes from and kept by where it goes to.
WindProfile wind_from(const std::vector<double>& altitude_m, const std::vector<double>& speed_m_s,
                      const std::vector<double>& from_rad) {
  WindProfile wind;
  wind.altitude_m = altitude_m;
  for (std::size_t i = 0; i < altitude_m.size(); ++i) {
    wind.east_m_s.push_back(-speed_m_s[i] * std::sin(from_rad[i]));
    wind.north_m_s.push_back(-speed_m_s[i] * std::cos(from_rad[i]));
  }
  return wind;
}

WindProfile read_wind(const Section& from, const std::filesystem::path& folder, int month) {
  if (!from.has("file")) {
    const auto columns = from.columns("profile");
    return wind_from(columns[0], columns[1], columns[2]);
  }
  auto columns = read_columns(folder / from.text("file"), {"altitude_m", "speed_m_s", "from_deg"}, month);
  for (double& direction : columns[2]) direction *= degree_rad;
  return wind_from(columns[0], columns[1], columns[2]);
}

/// Air whose density falls by e every scale height, and which rests: by p = rho R T / M and dp/dz = -g0 rho it has one
/// temperature, T = g0 H M / R. R and M as in the US Standard Atmosphere 1976, which took R = 8.31432 J/(mol K).
AtmosphereTable exponential_atmosphere(double density_kg_m3, double scale_height_m) {
  constexpr double g0_m_s2 = 9.80665, molar_mass_kg_mol = 0.0289644, gas_constant_J_mol_K = 8.31432;
  constexpr double lowest_m = -2000, highest_m = 300e3, step_m = 2000;
  const double specific_J_kg = g0_m_s2 * scale_height_m;  // p / rho
  AtmosphereTable table;
  for (double z_m = lowest_m; z_m <= highest_m; z_m += step_m) {
    table.altitude_m.push_back(z_m);
    table.density_kg_m3.push_back(density_kg_m3 * std::exp(-z_m / scale_height_m));
    table.pressure_Pa.push_back(table.density_kg_m3.back() * specific_J_kg);
    table.temperature_K.push_back(specific_J_kg * molar_mass_kg_mol / gas_constant_J_mol_K);
  }
  return table;
}

AtmosphereTable read_atmosphere(const Section& from, const std::filesystem::path& folder, int month) {
  if (from.has("density")) return exponential_atmosphere(from.quantity("density"), from.quantity("scale_height"));
  if (!from.has("file")) return {};
  const std::string file = (folder / from.text("file")).string();
  auto columns = read_columns(file, {"altitude_m", "density_kg_m3", "pressure_Pa", "temperature_K"}, month);
  for (std::size_t k = 1; k < columns.size(); ++k) {
    for (const double value : columns[k]) {
      const bool too_small = k == 3 ? value <= 0 : value < 0;
      if (too_small)
        throw InputError(Problem{file, 0, 0, "", fmt::format("an atmosphere cannot have the value {}", value),
                                 "densities and pressures are 0 or more, temperatures above 0 K"});
    }
  }
  return {std::move(columns[0]), std::move(columns[1]), std::move(columns[2]), std::move(columns[3])};
}

std::optional<SphericalEarth> read_earth(const Section& document) {
  if (!document.has("earth")) return std::nullopt;
  const Section from = document.section("earth");
  return SphericalEarth{from.quantity("gm"), from.quantity("radius"), from.quantity("rotation")};
}

/// Ground that an impact point must stay off.
std::vector<GroundArea> read_impact_limits(const std::filesystem::path& file) {
  std::vector<GroundArea> areas;
  for (const NamedAreas& line : read_limit_lines(file))
    for (const GroundPolygon& polygon : line.polygons) areas.push_back({line.name, polygon.outline});
  return areas;
}

OptimizeRequest read_optimize(const Section& from, const std::filesystem::path& folder) {
  OptimizeRequest request;
  if (const std::string file = from.text("limit_lines"); !file.empty())
    request.impact_points_off = read_impact_limits(folder / file);
  if (from.text("maximize") == "final-mass") request.objective = OptimizeRequest::Objective::final_mass;
  request.free_from_lift_off = from.text("steering") == "free";
  request.most_q_alpha_Pa_rad = from.quantity("max_q_alpha");
  request.most_dynamic_pressure_Pa = from.quantity("max_dynamic_pressure");
  request.most_axial_acceleration_m_s2 = from.quantity("max_axial_acceleration");
  request.reserve_kg = from.quantity("reserve");
  request.mesh_tolerance = from.number("mesh_tolerance");
  request.keep_in_districts = from.texts("keep_in_districts");
  request.free_events = from.texts("free_events");
  request.free_throttle = from.texts("free_throttle");
  return request;
}

void check_orbit(const Value& owner, const std::string& owner_path, std::vector<Problem>& problems) {
  const Value* orbit = owner.find("orbit");
  if (orbit == nullptr || !orbit->is_table()) return;
  const bool circular = orbit->find("altitude") != nullptr;
  const bool perigee = orbit->find("perigee") != nullptr;
  const bool apogee = orbit->find("apogee") != nullptr;
  const std::string path = owner_path + ".orbit";
  if (circular && (perigee || apogee)) {
    problems.push_back(problem_at(orbit->place, path,
                                  "altitude stands for a circular orbit, beside it there is perigee or apogee",
                                  "give altitude alone, or perigee and apogee"));
  } else if (!circular && perigee != apogee) {
    problems.push_back(problem_at(orbit->place, path, fmt::format("{} is missing", perigee ? "apogee" : "perigee"),
                                  "give both, or altitude for a circular orbit"));
  } else if (!circular && !perigee) {
    problems.push_back(
        problem_at(orbit->place, path, "the orbit has no height", "give perigee and apogee, or altitude"));
  }
}

void check_programme(const Value& programme, std::size_t index, std::vector<Problem>& problems) {
  const bool table = programme.find("table") != nullptr;
  const bool polynomial = programme.find("polynomial") != nullptr;
  const std::string path = "programme." + item_name(programme, index);
  if (table == polynomial) {
    problems.push_back(
        problem_at(programme.place, path,
                   table ? "there are a table and a polynomial" : "there is neither a table nor a polynomial",
                   "give one of them"));
  }
  const bool range = programme.find("from") != nullptr && programme.find("to") != nullptr;
  if (polynomial && !range) {
    problems.push_back(problem_at(programme.place, path, "a polynomial needs `from` and `to`",
                                  "write from = \"10 s\" and to = \"110 s\""));
  }
}

template <class Check>
void each_item(const Value& root, std::string_view key, std::vector<Problem>& problems, Check&& check) {
  const Value* list = root.find(key);
  if (list == nullptr || !list->is_list()) return;
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    if (list->items[i].is_table()) check(list->items[i], i, problems);
  }
}

void check_dates(const Value& root, std::vector<Problem>& problems) {
  if (const Value* head = root.find("mission"); head != nullptr)
    check_date(*head, "liftoff", "mission.liftoff", problems);
  if (const Value* moon = root.find("moon"); moon != nullptr && moon->is_table()) check_moon_dates(*moon, problems);
}

void check_atmosphere(const Value& root, std::vector<Problem>& problems) {
  const Value* air = root.find("atmosphere");
  if (air == nullptr || !air->is_table()) return;
  const bool file = air->find("file") != nullptr;
  const bool density = air->find("density") != nullptr;
  const bool scale_height = air->find("scale_height") != nullptr;
  const char* remedy = "give a file, or density and scale_height";
  if (file && (density || scale_height)) {
    problems.push_back(problem_at(air->place, "atmosphere",
                                  fmt::format("there are a file and a {}", density ? "density" : "scale height"),
                                  remedy));
  } else if (density != scale_height) {
    problems.push_back(problem_at(air->place, "atmosphere", density ? "scale_height is missing" : "density is missing",
                                  "give both: density = \"1.225 kg/m3\", scale_height = \"8.44 km\""));
  } else if (!file && !density) {
    problems.push_back(problem_at(air->place, "atmosphere", "nothing says what the air is like", remedy));
  }
}

}  // namespace

Mission read_mission(const Value& root, const std::filesystem::path& folder) {
  const Section document(DocumentKind::mission, root);
  const Section head = document.section("mission");
  Mission mission;
  mission.name = head.text("name");
  mission.description = head.text("description");
  mission.liftoff = read_epoch(head.instant("liftoff"));
  mission.launch_azimuth_rad = head.given("launch_azimuth");
  mission.pitch_over_rad = head.given("pitch_over");
  mission.max_time_s = head.quantity("max_time");
  for (const Section& payload : document.sections("payload")) {
    mission.payloads.push_back(
        {payload.text("name"), payload.quantity("mass"), payload.given("drag_area").value_or(0)});
  }
  for (const Section& target : document.sections("target")) mission.targets.push_back(read_target(target));
  for (const Section& event : document.sections("published")) mission.published.push_back(read_published(event));
  for (const Section& table : document.sections("programme")) mission.steering_tables.push_back(read_programme(table));
  for (const Section& table : document.sections("throttle")) mission.throttle_tables.push_back(read_throttle(table));
  const Section forces = document.section("forces");
  mission.forces.gravity_degree = forces.integer("gravity_degree");
  mission.forces.gravity_order = forces.integer("gravity_order");
  mission.forces.sun = forces.boolean("sun");
  mission.forces.moon = forces.boolean("moon");
  if (const std::string file = forces.text("ephemeris"); !file.empty())
    mission.forces.ephemeris_file = (folder / file).string();
  mission.guidance_period_s = document.section("guidance").quantity("period");
  const int month = mission.liftoff.to_utc().month;
  mission.wind = read_wind(document.section("wind"), folder, month);
  mission.atmosphere = read_atmosphere(document.section("atmosphere"), folder, month);
  mission.earth = read_earth(document);
  if (document.has("moon")) mission.moon = read_moon(document.section("moon"));
  if (document.has("deployment")) mission.deployment = read_deployment(document.section("deployment"));
  mission.optimize = read_optimize(document.section("optimize"), folder);
  return mission;
}

void check_mission_form(const Value& root, std::vector<Problem>& problems) {
  each_item(root, "target", problems, [](const Value& target, std::size_t i, std::vector<Problem>& found) {
    check_orbit(target, "target." + item_name(target, i), found);
  });
  if (const Value* deployment = root.find("deployment"); deployment != nullptr && deployment->is_table())
    each_item(*deployment, "orbit", problems, [](const Value& orbit, std::size_t i, std::vector<Problem>& found) {
      check_orbit(orbit, "deployment.orbit." + item_name(orbit, i), found);
    });
  each_item(root, "programme", problems, check_programme);
  check_dates(root, problems);
  check_atmosphere(root, problems);
  const Value* wind = root.find("wind");
  if (wind == nullptr || !wind->is_table()) return;
  if (wind->find("profile") != nullptr && wind->find("file") != nullptr) {
    problems.push_back(problem_at(wind->place, "wind", "there are a profile and a file", "give one of them"));
  }
}

}  // namespace cosmodrome
