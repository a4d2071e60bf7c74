#pragma once
#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/flight/flight.hpp"
#include "flights_reasons.hpp"

/// The flown missions beside what was published, as Markdown: the figures of docs/validation.md.
namespace cosmodrome::flights {

constexpr double reason_wanted_above = 0.02;

inline std::string_view reason_for(const std::vector<Reason>& reasons, std::string_view mission, std::string_view key) {
  for (const Reason& reason : reasons) {
    if (reason.mission == mission && reason.event == key) return reason.why;
  }
  return {};
}

inline const FlightEvent* find_event(const Flight& flight, std::string_view name) {
  for (const FlightEvent& event : flight.events) {
    if (event.name == name) return &event;
  }
  return nullptr;
}

/// When the flight, or the way on from its first orbit, has an event of this name; none if it has not.
inline std::optional<double> time_of(const Flight& flight, std::string_view name) {
  if (const FlightEvent* event = find_event(flight, name)) return event->point.t_s;
  if (!flight.voyage) return std::nullopt;
  for (const Voyage::Burn& burn : flight.voyage->burns)
    if (burn.name == name) return burn.t_s;
  for (const Passenger& passenger : flight.voyage->passengers)
    if (passenger.name == name) return passenger.t_s;
  return std::nullopt;
}

inline double figure_of(const Figure& figure, const FlightPoint& point) {
  if (figure.quantity == Quantity::altitude) return point.altitude_m;
  return figure.quantity == Quantity::speed ? point.speed_relative_m_s : point.t_s;
}

/// A difference is explained by its reason, which says all; else the mission file's note stands.
inline std::string_view remark(std::string_view note, std::string_view why) { return why.empty() ? note : why; }

inline std::string times_table(const Flight& flight) {
  std::string text =
      "| event | published, s | ± s | ours, s | differ. s | % | source | remarks |\n"
      "| --- | --: | --: | --: | --: | --: | --- | --- |\n";
  for (const PublishedEvent& published : flight.mission.published) {
    if (published.duration_s) continue;
    const double ours = time_of(flight, published.event).value_or(std::nan(""));
    text += fmt::format("| {} | {:g} | {:g} | {:.1f} | {:+.1f} | {:+.1f} | {} | {} |\n", published.event, published.t_s,
                        published.tolerance_s, ours, ours - published.t_s, (ours / published.t_s - 1) * 100,
                        published.source,
                        remark(published.note, reason_for(time_reasons, flight.mission.id, published.event)));
  }
  return flight.mission.published.empty() ? "No times of such a flight are published.\n" : text;
}

inline std::string shown(const Figure& figure, double value) {
  if (figure.quantity == Quantity::time) return fmt::format("{:.1f} s", value);
  return figure.quantity == Quantity::altitude ? fmt::format("{:.1f} km", value / 1e3)
                                               : fmt::format("{:.3f} km/s", value / 1e3);
}

inline std::string figures_table(const Flight& flight) {
  std::string text;
  for (const Figure& figure : figures) {
    const FlightEvent* event = find_event(flight, figure.event);
    if (figure.mission != flight.mission.id || !event) continue;
    const double ours = figure_of(figure, event->point);
    text += fmt::format("| {} | {} | {} | {:+.1f} | {} | {} |\n", figure.event, figure.printed, shown(figure, ours),
                        (ours / figure.published - 1) * 100, figure.source, figure.why);
  }
  if (text.empty()) return text;
  return "\n| other figures | published | ours | % | source | remarks |\n"
         "| --- | --: | --: | --: | --- | --- |\n" +
         text;
}

inline std::string targets_table(const Flight& flight) {
  std::string text =
      "\n| target | asked: perigee × apogee, inclination | reached | left in the last stage |\n"
      "| --- | --: | --: | --: |\n";
  for (const TargetResult& target : flight.targets) {
    const bool last = &target == &flight.targets.back() && !flight.margins.empty();
    text += fmt::format("| {} | {:.0f} × {:.0f} km, {:.2f}° | {:.1f} × {:.1f} km, {:.3f}° | {} |\n", target.name,
                        target.asked.perigee_altitude_m / 1e3, target.asked.apogee_altitude_m / 1e3,
                        target.asked.inclination_rad / degree_rad, target.reached.perigee_altitude_m / 1e3,
                        target.reached.apogee_altitude_m / 1e3, target.reached.inclination_rad / degree_rad,
                        last ? fmt::format("{:.0f} kg", flight.margins.back().propellant_kg) : "");
  }
  return text;
}

inline double radius_of(const Flight& flight, const std::string& zone) {
  for (const DropZone& district : flight.mission.drop_zones) {
    if (district.name == zone) return district.radius_m;
  }
  return 0;
}

inline std::string districts_table(const Flight& flight) {
  std::string text;
  for (const Impact& impact : flight.impacts) {
    if (!impact.reached_ground) continue;
    for (const auto& zone : impact.zones) {
      text += fmt::format("| {} | {:.2f}° N {:.2f}° E | {} | {:.0f} km | {:.0f} km | {} | {} |\n", impact.name,
                          impact.latitude_rad / degree_rad, impact.longitude_rad / degree_rad, zone.zone,
                          zone.centre_distance_m / 1e3, radius_of(flight, zone.zone) / 1e3,
                          zone.distance_m > 0 ? fmt::format("{:.0f} km outside", zone.distance_m / 1e3) : "inside",
                          reason_for(district_reasons, flight.mission.id, impact.element));
    }
  }
  if (text.empty()) return text;
  return "\n| what falls | where, ours | published district | from its centre | its radius | | remarks |\n"
         "| --- | --- | --- | --: | --: | --- | --- |\n" +
         text;
}

/// The crew's ascent flown more steeply than saves the most propellant, with a spacecraft light enough that all of
/// these reach orbit: what height costs.
struct Climb {
  double pitch_over_deg;
  Flight flight;
};

inline std::string climbs_table(const std::vector<Climb>& climbs) {
  std::string text =
      "\n| pitch-over | boosters leave at | fairing leaves at 157 s | core leaves at | climbing by | core falls | "
      "speed "
      "left |\n| --: | --: | --: | --: | --: | --: | --: |\n";
  for (const Climb& climb : climbs) {
    const auto at = [&](std::string_view name) { return find_event(climb.flight, name)->point; };
    const FlightPoint core = at("core-separation"), fairing = at("fairing-jettison");
    double falls_at = 0;
    for (const Impact& impact : climb.flight.impacts) {
      if (impact.element == "core") falls_at = impact.longitude_rad / degree_rad;
    }
    text += fmt::format(
        "| {:.2f}° | {:.0f} km | {:.0f} km, {:.0f} kW/m² | {:.0f} km, {:.2f} km/s | {:.1f}° | {:.1f}° E | {:.0f} m/s "
        "|\n",
        climb.pitch_over_deg, at("booster-separation").altitude_m / 1e3, fairing.altitude_m / 1e3,
        fairing.heating_W_m2 / 1e3, core.altitude_m / 1e3, core.speed_relative_m_s / 1e3,
        core.flight_path_angle_rad / degree_rad, falls_at, climb.flight.margins.back().delta_v_m_s);
  }
  return text;
}

/// The burns on the way to the Moon.
inline std::string burns_table(const Flight& flight) {
  if (!flight.voyage) return {};
  std::string text =
      "\n| burn | begins, published | ours, s | length, published | ours, s | % | speed | source | remarks |\n"
      "| --- | --: | --: | --: | --: | --: | --: | --- | --- |\n";
  double total_m_s = 0;
  for (const Voyage::Burn& burn : flight.voyage->burns) {
    const auto of = [](const std::optional<double>& value) { return value ? fmt::format("{:g} s", *value) : ""; };
    const double ratio = burn.published_duration_s ? burn.duration_s / *burn.published_duration_s : 1;
    text += fmt::format("| {} | {} | {:.0f} | {} | {:.1f} | {} | {:.0f} m/s | {} | {} |\n", burn.name,
                        of(burn.published_t_s), burn.t_s, of(burn.published_duration_s), burn.duration_s,
                        burn.published_duration_s ? fmt::format("{:+.1f}", (ratio - 1) * 100) : "", burn.delta_v_m_s,
                        burn.published_source,
                        remark(burn.published_note, reason_for(burn_reasons, flight.mission.id, burn.name)));
    total_m_s += burn.delta_v_m_s;
  }
  text += fmt::format("| all | | | | | | {:.0f} m/s | | |\n", total_m_s);
  for (const Voyage::Orbit& orbit : flight.voyage->orbits)
    text += fmt::format("\nOrbit {}: {:.0f} × {:.0f} km, {:.1f}°.\n", orbit.name, orbit.periapsis_altitude_m / 1e3,
                        orbit.apoapsis_altitude_m / 1e3, orbit.inclination_rad * 180 / std::numbers::pi);
  return text;
}

inline std::string page_of(const Flight& flight) {
  return fmt::format("### {}\n\n{}{}{}{}{}\n", flight.mission.name, times_table(flight), figures_table(flight),
                     targets_table(flight), districts_table(flight), burns_table(flight));
}

}  // namespace cosmodrome::flights
