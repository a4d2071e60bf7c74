#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "cosmodrome/almanac/eop.hpp"
#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/io/flight_columns.hpp"
#include "cosmodrome/io/json_text.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"
#include "cosmodrome/io/trajectory.hpp"

namespace cosmodrome {
namespace {

using Json = nlohmann::ordered_json;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double longest_flight_s = 366 * 86400.0;

// ---- the table

/// The lines of a text, the carriage returns of other systems taken off.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  while (true) {
    const auto comma = line.find(',');
    cells.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

class Table {
 public:
  Table(std::string file, std::string_view header) : file_(std::move(file)) {
    for (const std::string_view name : cells_of(header)) {
      const auto all = flight_columns();
      const auto found = std::find_if(all.begin(), all.end(), [&](const FlightColumn& c) { return name == c.name; });
      if (found == all.end()) {
        refuse(column_of(header, name), fmt::format("unknown column \"{}\"", shortened(name)),
               "give a flight.csv as `cosmodrome fly` writes it");
      }
      columns_.push_back(&*found);
    }
    for (const FlightColumn& column : flight_columns()) {
      const bool there = std::count(columns_.begin(), columns_.end(), &column) == 1;
      if (column.required && !there) {
        refuse(1, fmt::format("there is no column {}, or two of them", column.name),
               "give a flight.csv as `cosmodrome fly` writes it");
      }
    }
  }

  void row(std::string_view text, std::vector<FlightPoint>& points) {
    ++line_;
    const auto cells = cells_of(text);
    if (cells.size() != columns_.size()) {
      refuse(1, fmt::format("this row has {} cells, there are {} columns", cells.size(), columns_.size()),
             "write a cell for each column");
    }
    FlightPoint point;
    for (const FlightColumn& column : flight_columns()) read_value(column, unknown, point);
    for (std::size_t i = 0; i < cells.size(); ++i)
      read_value(*columns_[i], number(text, cells[i], *columns_[i]), point);
    if (!points.empty() && point.t_s < points.back().t_s) refuse(1, "the time goes back here", "sort the rows by t_s");
    points.push_back(point);
  }

 private:
  [[noreturn]] void refuse(int column, std::string found, std::string remedy) const {
    throw InputError(Problem{file_, line_, column, "", std::move(found), std::move(remedy)});
  }
  static int column_of(std::string_view line, std::string_view cell) {
    return static_cast<int>(cell.data() - line.data()) + 1;
  }
  double number(std::string_view line, std::string_view cell, const FlightColumn& column) const {
    if (cell.empty() && !column.required) return unknown;
    double value = 0;
    const char* end = cell.data() + cell.size();
    const auto [stop, error] = std::from_chars(cell.data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value)) {
      refuse(column_of(line, cell), fmt::format("\"{}\" is no number", shortened(cell)),
             fmt::format("write {} as a number", column.name));
    }
    return value;
  }

  std::string file_;
  std::vector<const FlightColumn*> columns_;
  int line_ = 1;
};

std::vector<FlightPoint> read_table(const NamedText& from) {
  const auto lines = lines_of(from.text);
  Table table(from.file, lines.empty() ? std::string_view{} : lines.front());
  std::vector<FlightPoint> points;
  for (std::size_t i = 1; i < lines.size(); ++i) table.row(lines[i], points);
  if (points.empty()) throw InputError(Problem{from.file, 0, 0, "", "there are no rows", "fly the mission again"});
  return points;
}

// ---- the JSON

double number_at(const Json& from, const char* key) {
  const Json& value = from.at(key);
  return value.is_null() ? unknown : value.get<double>();
}

FlightPoint event_point(const Json& from) {
  FlightPoint point;
  for (const FlightColumn& column : flight_columns()) {
    read_value(column, from.contains(column.name) ? number_at(from, column.name) : unknown, point);
  }
  point.t_s = number_at(from, "t_s");
  return point;
}

FlightEvent read_event(const Json& from) {
  FlightEvent event;
  event.name = from.at("name").get<std::string>();
  event.what = from.value("what", std::string{});
  event.point = event_point(from);
  if (from.contains("published_t_s")) event.published_t_s = number_at(from, "published_t_s");
  event.published_source = from.value("published_source", std::string{});
  return event;
}

Impact read_impact(const Json& from) {
  Impact impact;
  impact.element = from.at("element").get<std::string>();
  impact.name = from.at("name").get<std::string>();
  impact.released_t_s = number_at(from, "released_t_s");
  impact.t_s = number_at(from, "t_s");
  impact.reached_ground = from.at("reached_ground").get<bool>();
  impact.latitude_rad = number_at(from, "latitude_deg") * degree_rad;
  impact.longitude_rad = number_at(from, "longitude_deg") * degree_rad;
  impact.speed_m_s = number_at(from, "speed_m_s");
  return impact;
}

Flight flight_of(const Json& from) {
  Flight flight;
  const Json& mission = from.at("mission");
  flight.mission.id = mission.at("id").get<std::string>();
  flight.mission.name = mission.at("name").get<std::string>();
  flight.mission.liftoff = Epoch::from_utc(mission.at("liftoff_utc").get<std::string>());
  flight.mission.vehicle.id = mission.at("vehicle").at("id").get<std::string>();
  flight.mission.vehicle.name = mission.at("vehicle").at("name").get<std::string>();
  for (const Json& payload : mission.at("payloads")) {
    flight.mission.payloads.push_back({payload.at("name").get<std::string>(), number_at(payload, "mass_kg")});
  }
  for (const Json& event : from.at("events")) flight.events.push_back(read_event(event));
  for (const Json& impact : from.at("impacts")) flight.impacts.push_back(read_impact(impact));
  return flight;
}

Flight read_json(const NamedText& from) {
  constexpr int deepest = 16;
  const char* remedy = "give a flight.json as `cosmodrome fly` writes it";
  const Json json = parse_json(from.text, from.file, deepest, remedy);
  try {
    return flight_of(json);
  } catch (const Json::exception& error) {
    throw InputError(Problem{from.file, 0, 0, "", fmt::format("this is no flight: {}", error.what()), remedy});
  } catch (const std::invalid_argument& error) {
    throw InputError(Problem{from.file, 0, 0, "mission.liftoff_utc", error.what(), remedy});
  }
}

/// Position and velocity of an event from its place, relative speed and direction: what the JSON has of it.
void complete(FlightPoint& point, const EarthOrientation& earth) {
  const Geodetic<double> place{point.latitude_rad, point.longitude_rad, point.altitude_m};
  const double level = point.speed_relative_m_s * std::cos(point.flight_path_angle_rad);
  const Vec3<double, Enu> velocity{level * std::sin(point.heading_rad), level * std::cos(point.heading_rad),
                                   point.speed_relative_m_s * std::sin(point.flight_path_angle_rad)};
  const auto to_itrf = itrf_to_enu(place.latitude_rad, place.longitude_rad).inverse();
  const PositionVelocity<double, Itrf> fixed{itrf_position_m(place), to_itrf * velocity};
  const auto state = to_gcrf(earth, point.t_s, fixed);
  point.position_m = state.r_m;
  point.velocity_m_s = state.v_m_s;
}

void complete_events(Flight& flight, const std::string& file) {
  if (flight.events.empty()) return;
  double first_s = flight.events.front().point.t_s, last_s = first_s;
  for (const FlightEvent& event : flight.events) {
    const double t_s = event.point.t_s;
    if (!(t_s >= last_s) || t_s - first_s > longest_flight_s) {
      throw InputError(Problem{file, 0, 0, fmt::format("events.{}", event.name),
                               fmt::format("its t_s is {}, after {} of the event before", t_s, last_s),
                               "give times that rise, of a year at most"});
    }
    last_s = t_s;
  }
  const auto earth = make_earth_orientation(flight.mission.liftoff, first_s - 1, last_s + 1, EopTable::shipped());
  for (FlightEvent& event : flight.events) complete(event.point, earth);
}

double altitude_in_m(const std::vector<FlightPoint>& points, double t_s) {
  const auto later =
      std::lower_bound(points.begin(), points.end(), t_s, [](const FlightPoint& p, double t) { return p.t_s < t; });
  if (later == points.begin()) return points.front().altitude_m;
  if (later == points.end()) return points.back().altitude_m;
  const FlightPoint& before = *(later - 1);
  const double share = (t_s - before.t_s) / (later->t_s - before.t_s);
  return before.altitude_m + share * (later->altitude_m - before.altitude_m);
}

/// The events of one flight lie on its path. Points are seconds apart, between which a straight line is metres off.
void refuse_strangers(const Flight& flight, const std::string& json, const std::string& table) {
  constexpr double near_m = 100;
  for (const FlightEvent& event : flight.events) {
    const FlightPoint& point = event.point;
    if (std::abs(altitude_in_m(flight.points, point.t_s) - point.altitude_m) < near_m) continue;
    throw InputError(Problem{json, 0, 0, fmt::format("events.{}", event.name),
                             fmt::format("the path in {} does not pass through this event", table),
                             "the two files are of different flights: put each beside its own, or fly again"});
  }
}

}  // namespace

Trajectory read_flight_texts(const std::optional<NamedText>& json, const std::optional<NamedText>& table,
                             const std::optional<Epoch>& liftoff) {
  Trajectory result;
  Flight& flight = result.flight;
  if (json) {
    flight = read_json(*json);
    complete_events(flight, json->file);
  } else {
    result.dated = liftoff.has_value();
  }
  if (liftoff) flight.mission.liftoff = *liftoff;
  if (table) {
    flight.points = read_table(*table);
    if (json) refuse_strangers(flight, json->file, table->file);
  } else {
    for (const FlightEvent& event : flight.events) flight.points.push_back(event.point);
    if (flight.points.empty())
      throw InputError(
          Problem{json ? json->file : "", 0, 0, "events", "there are none, so there is no path", "fly again"});
  }
  return result;
}

Trajectory read_flight(const std::filesystem::path& path, const std::optional<Epoch>& liftoff) {
  const auto beside = [&](const char* ending) -> std::optional<NamedText> {
    std::filesystem::path file = path;
    file.replace_extension(ending);
    if (path != file && !std::filesystem::exists(file)) return std::nullopt;
    return NamedText{file.string(), read_text_file(file)};
  };
  const auto json = beside(".json"), table = beside(".csv");
  Trajectory result = read_flight_texts(json, table, liftoff);
  Flight& flight = result.flight;
  if (!json) flight.mission.name = flight.mission.vehicle.name = path.stem().string();
  if (!table) {
    result.notes.push_back(fmt::format("there is no {}: the path is that of the events alone",
                                       std::filesystem::path(path).replace_extension(".csv").string()));
  }
  result.words = oem_words(flight);
  return result;
}

}  // namespace cosmodrome
