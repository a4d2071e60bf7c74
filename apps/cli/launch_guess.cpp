#include "launch_guess.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/frames/geodesy.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/quantity.hpp"
#include "ideal_burns.hpp"

namespace cosmodrome::cli {
namespace {

/// Where on a range of azimuths a launch goes most nearly due east: there the inclination is least.
double most_eastern_rad(const Site::AzimuthRange& range) {
  const double east = M_PI / 2;
  if (range.from_rad <= east && east <= range.to_rad) return east;
  return std::sin(range.from_rad) > std::sin(range.to_rad) ? range.from_rad : range.to_rad;
}

/// Velocity that a launch to the orbit takes, all in all, to some hundreds of metres a second: that of the orbit at
/// perigee less the share of the Earth's turning, with 1.7 km/s for gravity, drag and back-pressure (1.5 to 1.9 in
/// the flights of missions/). A first guess only: the mission is flown with it.
double velocity_needed_m_s(const Orbit& orbit) {
  constexpr double mu = 3.986004418e14, radius_m = wgs84_equatorial_radius_m, losses_m_s = 1700, equator_m_s = 465;
  constexpr double low_m = 200e3;
  const double perigee_m = radius_m + std::min(orbit.perigee_m, low_m);
  const double semi_axis_m = perigee_m + (orbit.apogee_m - orbit.perigee_m) / 2;
  const double at_perigee = std::sqrt(mu * (2 / perigee_m - 1 / semi_axis_m));
  // A Hohmann transfer takes 0.57 m/s a kilometre; straight to a higher circle costs two or three times that.
  const double climb = 1.7e-3 * std::max(0.0, orbit.perigee_m - low_m);
  return at_perigee + climb + losses_m_s - equator_m_s * std::cos(orbit.inclination_rad);
}

/// The payload with which a vehicle's burns amount to a velocity; 0 if they never do.
double payload_for_kg(const Vehicle& vehicle, const std::vector<std::string>& stages, double velocity_m_s) {
  const auto velocity = [&](double payload_kg) {
    double sum = 0;
    for (const IdealBurn& burn : ideal_flight(vehicle, payload_kg).burns) {
      if (std::find(stages.begin(), stages.end(), burn.stages.front()) != stages.end()) sum += burn.velocity_m_s;
    }
    return sum;
  };
  double low = 0, high = ideal_flight(vehicle, 0).ignition_mass_kg;
  if (velocity(low) < velocity_m_s) return 0;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (velocity(middle) < velocity_m_s ? high : low) = middle;
  }
  return low;
}

}  // namespace

double two_digits(double value) {
  const double step = std::pow(10.0, std::floor(std::log10(value)) - 1);
  return std::floor(value / step * (1 + 1e-12)) * step;
}

double option_value(const char* name, const std::string& text, const char* unit) {
  return quantity_of(name, text, unit);
}

/// cos i = sin(azimuth) cos(geocentric latitude), rounded up to a tenth of a degree so that it can be reached.
void choose_inclination(const Site& site, Orbit& orbit) {
  std::vector<Site::AzimuthRange> ranges = site.azimuth_limits;
  if (ranges.empty()) ranges.push_back({0, M_PI});
  const double latitude_rad = geocentric_from_geodetic_latitude_rad(site.latitude_rad);
  double least_rad = M_PI;
  for (const auto& range : ranges) {
    const double azimuth_rad = most_eastern_rad(range);
    const double inclination_rad = std::acos(std::sin(azimuth_rad) * std::cos(latitude_rad));
    if (inclination_rad >= least_rad) continue;
    least_rad = inclination_rad;
    orbit.descending = std::cos(azimuth_rad) < -1e-9;
  }
  orbit.inclination_rad = std::ceil(to_degrees(least_rad) * 10 + 0.1) / 10 / to_degrees(1.0);
}

double highest_inclination_rad(const Site& site) {
  if (site.azimuth_limits.empty()) return 98 * M_PI / 180;
  const double latitude_rad = geocentric_from_geodetic_latitude_rad(site.latitude_rad);
  double most_rad = 0;
  for (const auto& range : site.azimuth_limits) {
    for (const double azimuth_rad : {range.from_rad, range.to_rad}) {
      most_rad = std::max(most_rad, std::acos(std::sin(azimuth_rad) * std::cos(latitude_rad)));
    }
  }
  constexpr double sun_synchronous_rad = 99 * M_PI / 180;  // of orbits up to 1000 km and more
  return std::min(most_rad, sun_synchronous_rad);
}

double guessed_payload_kg(const Vehicle& vehicle, const Orbit& orbit) {
  std::vector<std::string> stages;
  for (const Stage& stage : vehicle.stages) stages.push_back(stage.id);
  const double payload_kg = 0.75 * payload_for_kg(vehicle, stages, velocity_needed_m_s(orbit));
  if (payload_kg < 1) {
    throw InputError(fmt::format("{} does not reach this orbit even without a payload", vehicle.id),
                     "choose another vehicle or a lower orbit, or give --payload");
  }
  return two_digits(payload_kg);
}

std::vector<std::string> further_targets(const Vehicle& vehicle) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (name.empty() || name == "final" || std::count(names.begin(), names.end(), name) > 0) return;
    names.push_back(name);
  };
  for (const SequenceItem& item : vehicle.sequence) {
    add(item.when.target);
    for (const Action& action : item.actions) add(action.target);
  }
  return names;
}

}  // namespace cosmodrome::cli
