#include "cosmodrome/orbit/station_keeping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "cosmodrome/dynamics/elements.hpp"
#include "cosmodrome/orbit/keep_plans.hpp"

namespace cosmodrome {
namespace {

constexpr double sidereal_day_s = 86164.0905, two_pi = 6.283185307179586;

bool is_geostationary(const BoxSide& side) {
  return side.quantity == BoxQuantity::longitude || side.quantity == BoxQuantity::latitude;
}

/// A revolution a sidereal day, to 2 %.
bool turns_with_the_earth(const KeepRequest& request, double gm_m3_s2) {
  const auto e = to_keplerian(Motion<double, Gcrf>{position_of(request.state), velocity_of(request.state)}, gm_m3_s2);
  if (!(e.eccentricity < 1)) throw std::invalid_argument("the state is no closed orbit");
  const double axis_m = semi_major_axis_m(e);
  const double period_s = two_pi * std::sqrt(axis_m / gm_m3_s2) * axis_m;
  constexpr double close = 0.02;
  return std::abs(period_s / sidereal_day_s - 1) < close;
}

void check(const KeepRequest& request, bool geostationary) {
  if (request.box.empty()) throw std::invalid_argument("the box has no sides");
  for (const BoxSide& side : request.box) {
    if (is_geostationary(side) == geostationary) continue;
    throw std::invalid_argument(
        geostationary ? fmt::format("{} is for orbits that do not turn with the Earth", name_of(side.quantity))
                      : fmt::format("{} is for geostationary orbits, of a sidereal day", name_of(side.quantity)));
  }
  const bool track = std::any_of(request.box.begin(), request.box.end(),
                                 [](const BoxSide& side) { return side.quantity == BoxQuantity::track; });
  if (track && (request.revolutions < 1 || request.days < 1))
    throw std::invalid_argument("a box of the track needs the repetition of its reference");
}

}  // namespace

const char* name_of(BoxQuantity quantity) {
  switch (quantity) {
    case BoxQuantity::longitude:
      return "longitude";
    case BoxQuantity::latitude:
      return "latitude";
    case BoxQuantity::track:
      return "track";
    case BoxQuantity::altitude:
      return "altitude";
    case BoxQuantity::local_time:
      return "local-time";
    case BoxQuantity::inclination:
      return "inclination";
  }
  return "";
}

void refuse_start_outside(const std::vector<BoxSide>& box, const KeepSample& first) {
  for (std::size_t k = 0; k < box.size(); ++k) {
    if (std::abs(first.values[k] - *box[k].centre) > box[k].half_width)
      throw std::invalid_argument(fmt::format("the start is outside of the box: {}", name_of(box[k].quantity)));
  }
}

Keeping keep_station(const KeepRequest& request, const OrbitData& data, const KeepProgress& progress) {
  const bool geostationary = turns_with_the_earth(request, data.earth.gm_m3_s2);
  check(request, geostationary);
  const KeepTask task{request, data, progress};
  return geostationary ? keep_geostationary(task) : keep_low_orbit(task);
}

}  // namespace cosmodrome
