#include "cosmodrome/io/write_payload_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cosmodrome/io/csv_text.hpp"
#include "cosmodrome/io/degrees.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;

constexpr int columns_across = 10;  ///< of the table, so that it fits a terminal

/// Degrees to where the text that asked for them would be the same.
double round_degrees(double angle_rad) { return std::round(to_degrees(angle_rad) * 1e9) / 1e9; }

std::string cell_text(const PayloadMap& map, int point) {
  const auto found = map.points.find(point);
  if (found == map.points.end()) return "";
  if (!found->second.solved) return "-";
  return fmt::format("{:.0f}{}", found->second.payload_kg, found->second.confirmed ? "" : "?");
}

std::string table_part(const PayloadMap& map, int first, int end) {
  std::string text = fmt::format("{:>14}", "");
  for (int column = first; column < end; ++column) {
    const double inclination = to_degrees(map.request.inclinations_rad[static_cast<std::size_t>(column)]);
    text += fmt::format("{:>9}", fmt::format("{:.2f}°", inclination));
  }
  text += "\n";
  for (std::size_t row = 0; row < map.request.orbits.size(); ++row) {
    text += fmt::format("{:>14}", apsides_text(map.request.orbits[row]));
    for (int column = first; column < end; ++column) {
      text += fmt::format("{:>9}", cell_text(map, map.request.number(static_cast<int>(row), column)));
    }
    text += "\n";
  }
  return text;
}

Json json_of(const PayloadMap& map, int number, const MapPoint& point) {
  const Apsides orbit = map.request.orbit_of(number);
  Json json{{"perigee_altitude_m", orbit.perigee_m},
            {"apogee_altitude_m", orbit.apogee_m},
            {"inclination_deg", round_degrees(map.request.inclination_rad_of(number))},
            {"payload_kg", nullptr},
            {"confirmed", point.confirmed}};
  if (point.solved) json["payload_kg"] = point.payload_kg;
  if (!point.confirmed) json["why"] = point.why;
  json["mesh_error"] = point.mesh_error;
  json["reflight_error"] = point.reflight_error;
  json["iterations"] = point.iterations;
  json["seconds"] = point.seconds;
  return json;
}

}  // namespace

std::string apsides_text(const Apsides& orbit) {
  if (orbit.perigee_m == orbit.apogee_m) return fmt::format("{:g} km", orbit.perigee_m / 1e3);
  return fmt::format("{:g} x {:g} km", orbit.perigee_m / 1e3, orbit.apogee_m / 1e3);
}

std::string write_payload_table(const PayloadMap& map) {
  const int columns = static_cast<int>(map.request.inclinations_rad.size());
  std::string text;
  for (int first = 0; first < columns; first += columns_across) {
    text += (text.empty() ? "" : "\n") + table_part(map, first, std::min(columns, first + columns_across));
  }
  const auto count = [&](auto&& is) { return std::count_if(map.points.begin(), map.points.end(), is); };
  const auto unconfirmed = count([](const auto& entry) { return entry.second.solved && !entry.second.confirmed; });
  const auto unsolved = count([](const auto& entry) { return !entry.second.solved; });
  if (unconfirmed > 0) text += fmt::format("? {} not confirmed by a flight: payload.csv says why\n", unconfirmed);
  if (unsolved > 0) text += fmt::format("- {} out of reach, or not solved: payload.csv says why\n", unsolved);
  return text;
}

std::string write_payload_csv(const PayloadMap& map) {
  std::string text =
      "perigee_altitude_m,apogee_altitude_m,inclination_deg,payload_kg,confirmed,mesh_error,reflight_error,iterations,"
      "seconds,why\n";
  for (const auto& [number, point] : map.points) {
    const Apsides orbit = map.request.orbit_of(number);
    text += fmt::format("{},{},{},{},{},{:.3e},{:.3e},{},{:.4f},{}\n", orbit.perigee_m, orbit.apogee_m,
                        round_degrees(map.request.inclination_rad_of(number)),
                        point.solved ? fmt::format("{:.3f}", point.payload_kg) : "", point.confirmed ? 1 : 0,
                        point.mesh_error, point.reflight_error, point.iterations, point.seconds,
                        point.confirmed ? "" : csv_text(point.why));
  }
  return text;
}

std::string write_payload_json(const PayloadMap& map) {
  const Mission& mission = map.request.mission;
  Json json{{"vehicle", {{"id", mission.vehicle.id}, {"name", mission.vehicle.name}}},
            {"site", {{"id", mission.site.id}, {"name", mission.site.name}}},
            {"liftoff_utc", mission.liftoff.to_utc_string(0)},
            {"seconds", map.seconds},
            {"points", Json::array()}};
  for (const auto& [number, point] : map.points) json["points"].push_back(json_of(map, number, point));
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cosmodrome
