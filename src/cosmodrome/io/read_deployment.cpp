#include "cosmodrome/io/read_deployment.hpp"

#include <algorithm>
#include <tuple>

namespace cosmodrome {
namespace {

Deployment::Orbit read_orbit(const Section& from) {
  const Section orbit = from.section("orbit");
  Deployment::Orbit read;
  read.name = from.text("name");
  read.what = from.text("what");
  std::tie(read.perigee_altitude_m, read.apogee_altitude_m) = read_apsides_m(orbit);
  read.inclination_rad = orbit.quantity("inclination");
  read.argument_of_perigee_rad = orbit.given("argument_of_perigee");
  read.burns = from.integer("burns");
  read.first_burn_s = from.given("first_burn");
  read.coast_s = from.quantity("coast");
  return read;
}

Deployment::Release read_release(const Section& from) {
  Deployment::Release release;
  release.orbit = from.text("orbit");
  release.payloads = from.texts("payloads");
  release.after_s = from.quantity("after");
  release.every_s = from.quantity("every");
  release.spring_m_s = from.quantity("spring");
  release.spring_error = from.given("spring_error");
  release.direction_error_rad = from.given("direction_error");
  const auto direction = from.has("direction") ? from.numbers("direction") : std::vector<double>{1, 0, 0};
  // Another length is told by the mission's check, as a direction of nothing.
  if (direction.size() == 3) std::copy(direction.begin(), direction.end(), release.direction.begin());
  return release;
}

Deployment::Disposal read_disposal(const Section& from) {
  Deployment::Disposal disposal;
  disposal.after_s = from.quantity("after");
  disposal.latest_s = from.quantity("latest");
  disposal.perigee_altitude_m = from.quantity("perigee");
  if (!from.has("area")) return disposal;
  const Section area = from.section("area");
  disposal.area =
      Deployment::Disposal::Area{area.quantity("latitude"), area.quantity("longitude"), area.quantity("radius")};
  return disposal;
}

}  // namespace

Deployment read_deployment(const Section& from) {
  Deployment deployment;
  deployment.stage = from.text("stage");
  deployment.watch_s = from.quantity("watch");
  deployment.closest_m = from.quantity("closest");
  deployment.contact_m = from.quantity("contact");
  deployment.recontact_flights = from.integer("recontact_flights");
  for (const Section& orbit : from.sections("orbit")) deployment.orbits.push_back(read_orbit(orbit));
  for (const Section& release : from.sections("release")) deployment.releases.push_back(read_release(release));
  if (from.has("disposal")) deployment.disposal = read_disposal(from.section("disposal"));
  const Section errors = from.section("errors");
  deployment.errors = {errors.quantity("position"), errors.quantity("velocity"), errors.quantity("burn"),
                       errors.quantity("pointing"), errors.quantity("spring"),   errors.quantity("spring_direction")};
  for (const Section& station : from.sections("station"))
    deployment.stations.push_back({station.text("name"), station.quantity("latitude"), station.quantity("longitude"),
                                   station.quantity("altitude"), station.quantity("mask")});
  return deployment;
}

std::pair<double, double> read_apsides_m(const Section& orbit) {
  const double altitude_m = orbit.quantity("altitude");
  return {orbit.given("perigee").value_or(altitude_m), orbit.given("apogee").value_or(altitude_m)};
}

}  // namespace cosmodrome
