#include "cosmodrome/io/write_csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "cosmodrome/io/flight_columns.hpp"

namespace cosmodrome {

std::string write_csv(const Flight& flight) {
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  const char* separator = "";
  for (const FlightColumn& column : flight_columns()) {
    fmt::format_to(out, "{}{}", separator, column.name);
    separator = ",";
  }
  text.push_back('\n');
  for (const FlightPoint& point : flight.points) {
    separator = "";
    for (const FlightColumn& column : flight_columns()) {
      const double value = written_value(column, point);
      fmt::format_to(out, "{}", separator);
      if (std::isfinite(value)) fmt::format_to(out, "{:.{}f}", value, column.digits);
      separator = ",";
    }
    text.push_back('\n');
  }
  return fmt::to_string(text);
}

}  // namespace cosmodrome
