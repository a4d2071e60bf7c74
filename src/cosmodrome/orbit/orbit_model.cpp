#include "cosmodrome/orbit/orbit_model.hpp"

#include <algorithm>
#include <cmath>

#include "cosmodrome/almanac/bodies.hpp"
#include "cosmodrome/almanac/data_directory.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/environment/sunlight.hpp"
#include "cosmodrome/orbit/central_body.hpp"

namespace cosmodrome {
namespace {

constexpr int shipped_degree = 120, shipped_lunar_degree = 80;

Body other_of(Body center) { return center == Body::earth ? Body::moon : Body::earth; }

void check_center(Body center) {
  if (center != Body::earth && center != Body::moon)
    throw InputError(std::string("orbit: found ") + name_of(center) + " as the centre", "give the Earth or the Moon");
}

/// Adds a body, or finds it among those that are there; says which one it is.
int add_body(OrbitWorld& world, Body body, bool pulls, const OrbitData& data) {
  for (std::size_t i = 0; i < world.bodies.size(); ++i)
    if (world.bodies[i].track.body == body) return static_cast<int>(i);
  world.bodies.push_back(
      {pulls ? gravitational_parameter_m3_s2(body) : 0.0,
       make_body_track(data.ephemeris, body, world.center, world.reference, world.from_s, world.to_s)});
  return static_cast<int>(world.bodies.size()) - 1;
}

/// Each day of the span with the flux of the day before and its own amplitude.
MsisDays make_days(const OrbitWorld& world, const SpaceWeather& weather) {
  const auto day_of = [&](double t_s) {
    const auto jd = (world.reference + t_s).to_utc_jd();
    return static_cast<std::int64_t>(std::floor((jd.jd1 - 2451544.5) + jd.jd2));
  };
  const auto begin_s = [&](std::int64_t day) {
    return Epoch::from_utc(2000, 1, 1).plus_ns(day * 86'400'000'000'000) - world.reference;
  };
  // Leap seconds: days are counted in seconds of TAI from the first of them.
  const std::int64_t first = day_of(world.from_s), last = day_of(world.to_s);
  const UtcTime utc = (world.reference + world.from_s).to_utc();
  const auto new_year = Epoch::from_utc(utc.year, 1, 1).to_utc_jd();
  const auto first_of_year = static_cast<std::int64_t>(std::floor((new_year.jd1 - 2451544.5) + new_year.jd2));
  const double leap_s =
      (world.reference + world.from_s).tai_minus_utc_s() - Epoch::from_utc(2000, 1, 1).tai_minus_utc_s();
  const double from_s = begin_s(first) + leap_s;
  std::vector<MsisDays::Day> days;
  for (std::int64_t day = first; day <= last; ++day) {
    const SpaceWeatherDay &today = weather.on(day), &yesterday = weather.on(day - 1);
    const auto since = static_cast<double>(day - first);
    days.push_back({from_s + 86400.0 * since + 43200.0,
                    static_cast<double>(day - first_of_year) + 1,
                    {yesterday.f107, today.f107_average, today.ap, {}, false}});
  }
  return {std::move(days), from_s};
}

std::optional<OrbitAir> make_air(AirModel model, const OrbitWorld& world, const OrbitData& data) {
  switch (model) {
    case AirModel::none:
      return std::nullopt;
    case AirModel::exponential:
      return OrbitAir(ExponentialAir());
    case AirModel::us76:
      return OrbitAir(Atmosphere::us76());
    case AirModel::harris_priester:
      return OrbitAir(HarrisPriester());
    case AirModel::nrlmsise00:
      return OrbitAir(make_days(world, data.space_weather));
  }
  return std::nullopt;
}

void add_earth(OrbitWorld& world, const OrbitModel& model, const OrbitData& data) {
  world.gravity.emplace(data.earth, model.gravity_degree, model.gravity_order);
  world.gm_m3_s2 = world.gravity->gm_m3_s2();
  world.air = make_air(model.air, world, data);
}

void add_moon(OrbitWorld& world, const OrbitModel& model, const OrbitData& data) {
  if (model.air != AirModel::none) throw InputError("orbit: found air around the Moon", "leave it out");
  world.moon = make_moon_orientation(world.reference, world.from_s, world.to_s, data.moon_angles);
  world.moon_gravity.emplace(data.moon, model.gravity_degree, model.gravity_order);
  world.gm_m3_s2 = world.moon_gravity->gm_m3_s2();
}

}  // namespace

OrbitModel OrbitModel::two_body(Body center) { return {.name = "two-body", .center = center, .bodies = {}}; }

OrbitModel OrbitModel::fast(Body center) {
  check_center(center);
  OrbitModel model{.name = "fast", .center = center, .bodies = {Body::sun, other_of(center)}};
  if (center == Body::earth) {
    model.gravity_degree = 6, model.air = AirModel::us76;
  } else {
    model.gravity_degree = model.gravity_order = 12;
  }
  return model;
}

OrbitModel OrbitModel::accurate(Body center) {
  check_center(center);
  OrbitModel model{.name = "accurate",
                   .center = center,
                   .bodies = {Body::sun, other_of(center), Body::venus_barycentre, Body::mars_barycentre,
                              Body::jupiter_barycentre, Body::saturn_barycentre},
                   .sunlight = true,
                   .relativity = true,
                   .solid_tides = center == Body::earth};
  model.gravity_degree = model.gravity_order = center == Body::earth ? 70 : shipped_lunar_degree;
  if (center == Body::earth) model.air = AirModel::nrlmsise00;
  return model;
}

OrbitModel OrbitModel::named(std::string_view name, Body center) {
  if (name == "two-body") return two_body(center);
  if (name == "fast") return fast(center);
  if (name == "accurate") return accurate(center);
  throw InputError("forces: found \"" + std::string(name) + "\"", "give two-body, fast or accurate");
}

OrbitData OrbitData::shipped() {
  const auto field = [](const char* room, const char* file, int degree) {
    return load_gravity((data_directory() / room / file).string(), degree);
  };
  return {Ephemeris::shipped(),
          EopTable::shipped(),
          LunarAngles::shipped(),
          SpaceWeather::shipped(),
          field("earth", "egm2008_120.csv", shipped_degree),
          field("moon", "grgm900c_80.csv", shipped_lunar_degree)};
}

OrbitWorld make_orbit_world(const OrbitModel& model, const Epoch& reference, double from_s, double to_s,
                            const OrbitData& data) {
  check_center(model.center);
  OrbitWorld world;
  world.center = model.center;
  world.reference = reference;
  world.from_s = from_s, world.to_s = to_s;
  world.radius_m = central_body(model.center).radius_m;
  world.gravity_degree = model.gravity_degree;
  world.earth = make_earth_orientation(reference, from_s, to_s, data.eop);
  world.earth_rate_rad_s = earth_rotation_vector_rad_s(world.earth);
  if (model.center == Body::earth) {
    add_earth(world, model, data);
  } else {
    add_moon(world, model, data);
  }
  for (const Body body : model.bodies) add_body(world, body, true, data);
  const bool needs_sun = model.sunlight || model.solid_tides || model.air == AirModel::harris_priester ||
                         model.air == AirModel::nrlmsise00 || !model.bodies.empty();
  if (needs_sun) {
    world.sun = add_body(world, Body::sun, false, data);
    world.other = add_body(world, other_of(model.center), false, data);
    world.other_radius_m = central_body(other_of(model.center)).radius_m;
  }
  if (world.bodies.size() > OrbitWorld::most_bodies)
    throw InputError("orbit: found " + std::to_string(world.bodies.size()) + " bodies", "give fewer");
  world.solid_tides = model.solid_tides && model.center == Body::earth;
  if (world.solid_tides && (world.bodies[static_cast<std::size_t>(world.sun)].gm_m3_s2 == 0 ||
                            world.bodies[static_cast<std::size_t>(world.other)].gm_m3_s2 == 0))
    throw InputError("orbit: found solid tides without the pull of Sun and Moon", "add both to the bodies");
  if (model.sunlight) world.sunlight_N_m2 = sunlight_pressure_N_m2;
  world.relativity = model.relativity;
  return world;
}

PointMassState<double> change_center(const PointMassState<double>& y, const Epoch& at, Body from, Body to,
                                     const Ephemeris& ephemeris) {
  const auto apart = ephemeris.state(from, to, at);
  const auto r = position_of(y) + apart.r_m;
  const auto v = velocity_of(y) + apart.v_m_s;
  return {r.x, r.y, r.z, v.x, v.y, v.z, y[6]};
}

}  // namespace cosmodrome
