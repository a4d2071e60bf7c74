#include "cosmodrome/io/read_station.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

/// "55.75,37.62" or "55.75,37.62,150": degrees north and east, metres.
std::optional<Geodetic<double>> place_of(const std::string& text) {
  std::vector<double> numbers;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    const auto number = decimal_number(trimmed(text, from, to).text);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    from = to + 1;
  }
  if (numbers.size() < 2 || numbers.size() > 3) return std::nullopt;
  const double altitude_m = numbers.size() == 3 ? numbers[2] : 0;
  const bool possible = std::abs(numbers[0]) <= 90 && std::abs(numbers[1]) <= 360 && std::abs(altitude_m) <= 9000;
  if (!possible) return std::nullopt;
  return Geodetic<double>{numbers[0] * degree_rad, std::remainder(numbers[1], 360.0) * degree_rad, altitude_m};
}

}  // namespace

GroundStation read_station(const std::string& what, const std::string& text, double mask_rad) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) {
    const Site site = load_site(text);
    return {text, {site.latitude_rad, site.longitude_rad, site.altitude_m}, mask_rad, true};
  }
  const std::string name = text.substr(0, equals);
  const bool plain = !name.empty() && name.size() <= 60 && std::none_of(name.begin(), name.end(), [](char c) {
    return c == '"' || static_cast<unsigned char>(c) < 0x20;
  });
  const auto place = place_of(text.substr(equals + 1));
  if (plain && place) return {name, *place, mask_rad, true};
  throw InputError(fmt::format("{}: \"{}\" is no station", what, shortened(text)),
                   "write a pad of the catalogue, or a name with degrees north and east and metres: "
                   "\"Moscow=55.75,37.62,150\"");
}

}  // namespace cosmodrome
