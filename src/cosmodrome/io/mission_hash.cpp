#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/base/sip_hash.hpp"
#include "cosmodrome/io/read.hpp"

namespace cosmodrome {
namespace {

/// Writes values one after the other, each list with its length before it, so that no two missions write the same.
class Writer {
 public:
  void number(std::uint64_t value) { hash_.number(value); }
  void put(double value) { hash_.number(value); }
  void put(int value) { number(static_cast<std::uint64_t>(static_cast<std::int64_t>(value))); }
  void put(bool value) { number(value ? 1 : 0); }
  void put(const std::string& text) {
    number(text.size());
    hash_.text(text);
  }
  void put(const std::optional<double>& value) {
    put(value.has_value());
    put(value.value_or(0));
  }
  template <class Item>
  void put(const std::vector<Item>& items) {
    number(items.size());
    for (const Item& item : items) put(item);
  }
  void put(const Engine& e);
  void put(const Stage& s);
  void put(const Part& p);
  void put(const Aerodynamics& a);
  void put(const Condition& c);
  void put(const Action& a);
  void put(const SequenceItem& i);
  void put(const Target& t);
  void put(const SteeringTable& t);
  void put(const ThrottleTable& t) { all(t.stage, t.t_s, t.level); }
  void put(const DropZone& z);
  void put(const DropZone::Point& p) { all(p.latitude_rad, p.longitude_rad); }
  void put(const Payload& p) { put(p.mass_kg); }
  void put(const Distribution& d) {
    all(static_cast<int>(d.kind), d.relative, d.limit_sigma, d.values, d.probabilities);
  }
  void put(const Dispersion& d) { all(d.path, d.distribution); }
  void put(const CorrelatedSet& s) {
    all(s.paths, s.sigma, s.correlation);
    for (const bool relative : s.relative) put(relative);
  }
  void put(const ProfileScatter& s) { all(s.altitude_m, s.sigma, s.correlation_m); }
  void put(const Failure& f) {
    all(f.name, static_cast<int>(f.kind), f.what, f.probability, f.hazard_per_s, f.from_s, f.to_s, f.drawn_probability,
        f.by);
    if (f.kind == Failure::Kind::unwrapped) put(f.rate_rad_s);
  }
  void put(const LunarFlight::Burn& b);
  void put(const LunarFlight& m);
  void put(const Deployment::Orbit& o);
  void put(const Deployment::Release& r);
  void put(const Deployment::Station& s) { all(s.name, s.latitude_rad, s.longitude_rad, s.altitude_m, s.mask_rad); }
  void put(const Deployment& d);
  void put(const Epoch& e) { number(static_cast<std::uint64_t>(e.tai_ns())); }

  template <class... Values>
  void all(const Values&... values) {
    (put(values), ...);
  }
  std::string hex() { return hash_.hex(); }

 private:
  SipHash128 hash_;
};

void Writer::put(const Engine& e) {
  all(e.id, e.thrust_vacuum_N, e.thrust_sea_level_N, e.isp_vacuum_s, e.drive_flow_kg_s, e.throttle_min, e.throttle_max,
      e.start_up_s, e.tail_off_s, e.ignitions_max);
}

void Writer::put(const Stage& s) {
  all(s.id, s.count, s.dry_mass_kg, s.inert_mass_kg, s.propellant_kg, s.residual_kg, s.drive_propellant_kg, s.engine,
      s.engine_count, s.fall_drag_area_m2);
}

void Writer::put(const Part& p) { all(p.id, p.mass_kg, p.pieces, p.fall_drag_area_m2); }

void Writer::put(const Aerodynamics& a) {
  all(a.while_attached, a.reference_area_m2, a.mach, a.drag_coefficient, a.angle_of_attack_rad,
      a.drag_coefficient_by_angle, a.normal_force_slope_per_rad);
}

void Writer::put(const Condition& c) { all(static_cast<int>(c.kind), c.after, c.stage, c.target, c.value); }

void Writer::put(const Action& a) {
  all(static_cast<int>(a.kind), a.what, a.target, a.level, a.over_s);
  if (a.kind == Action::Kind::steer && a.what == "turn") all(a.from_rad, a.to_rad, a.rate_rad_s);
}

void Writer::put(const SequenceItem& i) { all(i.name, i.when, i.actions); }

void Writer::put(const Target& t) {
  all(t.name, t.perigee_altitude_m, t.apogee_altitude_m, t.inclination_rad, t.raan_rad, t.argument_of_perigee_rad,
      t.cut_off_true_anomaly_rad, t.descending);
}

void Writer::put(const SteeringTable& t) {
  all(t.name, t.t_s, t.pitch_rad, t.yaw_rad, t.pitch_polynomial, t.from_s, t.to_s);
}

void Writer::put(const LunarFlight::Burn& b) {
  all(b.engine, b.at.has_value(), b.at.value_or(Epoch()), b.delay_s, b.duration_s);
}

void Writer::put(const LunarFlight& m) {
  all(m.arrival, m.altitude_m, m.inclination_rad, m.stage, m.most_coast_s, m.pass_altitude_m, m.separation_delay_s,
      m.engines, m.corrections, m.capture, m.coast_s);
  if (m.free_return) all(std::string("return"), m.free_return->perigee_altitude_m, m.free_return->entry_altitude_m);
  if (!m.descent) return;
  const LunarFlight::Descent& d = *m.descent;
  all(std::string("descent"), d.burn, d.periapsis_altitude_m, d.tolerance_m, d.time_limit_s, d.clearance_m);
}

void Writer::put(const Deployment::Orbit& o) {
  all(o.name, o.perigee_altitude_m, o.apogee_altitude_m, o.inclination_rad, o.argument_of_perigee_rad, o.burns,
      o.first_burn_s, o.coast_s);
}

void Writer::put(const Deployment::Release& r) {
  all(r.orbit, r.payloads, r.after_s, r.every_s, r.spring_m_s, r.direction[0], r.direction[1], r.direction[2],
      r.spring_error, r.direction_error_rad);
}

void Writer::put(const Deployment& d) {
  all(d.stage, d.orbits, d.releases, d.stations, d.watch_s, d.closest_m, d.contact_m, d.recontact_flights);
  all(d.errors.position_m, d.errors.velocity_m_s, d.errors.burn, d.errors.pointing_rad, d.errors.spring,
      d.errors.spring_direction_rad);
  put(d.disposal.has_value());
  if (!d.disposal) return;
  all(d.disposal->after_s, d.disposal->perigee_altitude_m, d.disposal->latest_s, d.disposal->area.has_value());
  if (d.disposal->area)
    all(d.disposal->area->latitude_rad, d.disposal->area->longitude_rad, d.disposal->area->radius_m);
}

void Writer::put(const DropZone& z) { all(z.name, z.element, z.outline, z.radius_m); }

}  // namespace

std::string mission_hash(const Mission& m) {
  // The file's own name without its folder, which differs between machines.
  const std::string ephemeris = std::filesystem::path(m.forces.ephemeris_file).filename().string();
  Writer writer;
  writer.put(std::string("cosmodrome mission 1"));  // a new number when the order of what follows changes
  writer.all(m.site.latitude_rad, m.site.longitude_rad, m.site.altitude_m);
  writer.all(m.vehicle.engines, m.vehicle.stages, m.vehicle.parts, m.vehicle.aerodynamics, m.vehicle.sequence,
             m.vehicle.hold_down_s, m.vehicle.length_m);
  writer.number(static_cast<std::uint64_t>(m.liftoff.tai_ns()));
  writer.all(m.payloads, m.targets, m.steering_tables);
  writer.all(m.atmosphere.altitude_m, m.atmosphere.density_kg_m3, m.atmosphere.pressure_Pa, m.atmosphere.temperature_K);
  writer.all(m.wind.altitude_m, m.wind.east_m_s, m.wind.north_m_s);
  writer.all(m.forces.gravity_degree, m.forces.gravity_order, m.forces.sun, m.forces.moon, ephemeris);
  writer.all(m.drop_zones, m.guidance_period_s, m.max_time_s, m.launch_azimuth_rad, m.pitch_over_rad);
  // Absent from most missions; those keep the names that they had before there was such an Earth. What `optimize` shall
  // find decides no flight.
  if (m.earth) writer.all(std::string("earth"), m.earth->gm_m3_s2, m.earth->radius_m, m.earth->rotation_rad_s);
  if (m.moon) writer.all(std::string("moon"), *m.moon);
  if (!m.throttle_tables.empty()) writer.all(std::string("throttle"), m.throttle_tables);
  if (m.deployment) {
    writer.all(std::string("deployment"), *m.deployment);
    for (const Payload& payload : m.payloads) writer.all(payload.name, payload.drag_area_m2);
  }
  return writer.hex();
}

std::string campaign_hash(const Mission& m) {
  Writer writer;
  writer.put(std::string("cosmodrome campaign 1"));
  writer.put(mission_hash(m));
  writer.number(m.disperse.seed);
  writer.all(static_cast<int>(m.disperse.sampling), m.disperse.figures, m.disperse.sets, m.disperse.wind,
             m.disperse.density, m.failures);
  return writer.hex();
}

}  // namespace cosmodrome
