#include "cosmodrome/io/write_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "cosmodrome/io/flight_columns.hpp"

namespace cosmodrome {
namespace {

// A path that was read from elsewhere has no thrust or mass: what no point knows is no column.
std::vector<FlightColumn> known_columns(const Flight& flight) {
  std::vector<FlightColumn> known;
  for (const FlightColumn& column : flight_columns()) {
    const auto is_known = [&](const FlightPoint& point) { return !std::isnan(written_value(column, point)); };
    if (flight.points.empty() || std::any_of(flight.points.begin(), flight.points.end(), is_known)) {
      known.push_back(column);
    }
  }
  return known;
}

}  // namespace

std::string write_csv(const Flight& flight) {
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  const std::vector<FlightColumn> columns = known_columns(flight);
  const char* separator = "";
  for (const FlightColumn& column : columns) {
    fmt::format_to(out, "{}{}", separator, column.name);
    separator = ",";
  }
  text.push_back('\n');
  for (const FlightPoint& point : flight.points) {
    separator = "";
    for (const FlightColumn& column : columns) {
      fmt::format_to(out, "{}{:.{}f}", separator, written_value(column, point), column.digits);
      separator = ",";
    }
    text.push_back('\n');
  }
  return fmt::to_string(text);
}

}  // namespace cosmodrome
