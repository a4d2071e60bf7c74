#include "cosmodrome/io/write_timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/text_width.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/write_voyage.hpp"

namespace cosmodrome {
namespace {

constexpr std::size_t page_width = 120;
constexpr std::size_t event_width = 32;
constexpr double standard_gravity_m_s2 = 9.80665;  // SI brochure: the unit g

/// Collects lines; knows whether colour is wanted.
class Page {
 public:
  explicit Page(bool colour) : colour_(colour) {}

  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    while (text_.size() > 0 && text_[text_.size() - 1] == ' ') text_.resize(text_.size() - 1);
    text_.push_back('\n');
  }
  /// Lines that are set already.
  void verbatim(std::string_view lines) { text_.append(lines.data(), lines.data() + lines.size()); }
  void heading(std::string_view title) { line("\n{}", bold(title)); }
  void paragraph(std::string_view text, std::size_t indent) {
    for (const std::string& part : wrapped(text, page_width - indent)) line("{:{}}{}", "", indent, part);
  }

  [[nodiscard]] std::string bold(std::string_view text) const { return styled(text, "1"); }
  [[nodiscard]] std::string dim(std::string_view text) const { return styled(text, "2"); }
  [[nodiscard]] std::string good(std::string_view text) const { return styled(text, "32"); }
  [[nodiscard]] std::string bad(std::string_view text) const { return styled(text, "1;31"); }
  [[nodiscard]] std::string text() const { return fmt::to_string(text_); }

 private:
  [[nodiscard]] std::string styled(std::string_view text, const char* code) const {
    return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  bool colour_;
  fmt::memory_buffer text_;
};

std::string latitude_text(double latitude_rad) {
  return fmt::format("{:.3f}° {}", std::abs(to_degrees(latitude_rad)), latitude_rad < 0 ? 'S' : 'N');
}

std::string longitude_text(double longitude_rad) {
  const double longitude_deg = to_longitude_degrees(longitude_rad);
  return fmt::format("{:.3f}° {}", std::abs(longitude_deg), longitude_deg < 0 ? 'W' : 'E');
}

std::string sentence_of(const Flight& flight) {
  switch (flight.outcome) {
    case Outcome::target_met:
      return flight.targets.size() > 1 ? "Every target was met." : "The target was met.";
    case Outcome::target_missed:
      return "The target was missed.";
    case Outcome::impact:
      return "The vehicle came down.";
    case Outcome::guidance_failed:
      return "The guidance failed.";
    case Outcome::out_of_time:
      return "The flight was cut short by its time limit.";
  }
  return {};
}

void add_header(Page& page, const Flight& flight) {
  const Mission& mission = flight.mission;
  page.line("{}", page.bold(mission.name.empty() ? mission.id : mission.name));
  page.line("{} from {}", mission.vehicle.name, mission.site.name);
  page.line("lift-off {} UTC, launch azimuth {:.2f}°", utc_text(mission, 0, 0), to_turn_degrees(flight.azimuth_rad));
}

void add_event(Page& page, const FlightEvent& event) {
  const FlightPoint& point = event.point;
  std::string published;
  if (event.published_t_s) {
    published = fmt::format("{:>9.2f} {:>+7.2f}", *event.published_t_s, point.t_s - *event.published_t_s);
  }
  std::vector<std::string> text = wrapped(event.what.empty() ? event.name : event.what, event_width);
  text.resize(std::max<std::size_t>(text.size(), 1));
  page.line("{:>8.2f}  {} {:>8.2f} {:>9.1f} {:>8.1f} {:>8.1f} {:>7.2f} {:>6.2f} {:>7.2f} {}", point.t_s,
            fitted(text.front(), event_width), point.altitude_m / 1e3, point.downrange_m / 1e3,
            point.speed_inertial_m_s, point.speed_relative_m_s, point.dynamic_pressure_Pa / 1e3,
            point.acceleration_m_s2 / standard_gravity_m_s2, point.mass_kg / 1e3, published);
  for (std::size_t i = 1; i < text.size(); ++i) page.line("{:10}{}", "", fitted(text[i], event_width));
}

void add_events(Page& page, const Flight& flight) {
  page.line("");
  page.line("{}", page.bold(fmt::format("{:>8}  {:<32} {:>8} {:>9} {:>8} {:>8} {:>7} {:>6} {:>7} {:>9} {:>7}", "T+",
                                        "event", "altitude", "downrange", "inertial", "relative", "dyn. p.", "accel.",
                                        "mass", "published", "differ.")));
  page.line("{}", page.dim(fmt::format("{:>8}  {:<32} {:>8} {:>9} {:>8} {:>8} {:>7} {:>6} {:>7} {:>9} {:>7}", "s", "",
                                       "km", "km", "m/s", "m/s", "kPa", "g", "t", "s", "s")));
  std::set<std::string> sources;
  for (const FlightEvent& event : flight.events) {
    add_event(page, event);
    if (event.published_t_s && !event.published_source.empty()) sources.insert(event.published_source);
  }
  if (!sources.empty()) page.paragraph(fmt::format("published times: {}", fmt::join(sources, ", ")), 2);
}

void add_target_row(Page& page, const char* name, double asked, double reached, const char* unit) {
  page.line("    {:<22} {:>10.3f} {:>12.3f} {:>+12.4f}  {}", name, asked, reached, reached - asked, unit);
}

void add_target(Page& page, const TargetResult& target) {
  const Target& asked = target.asked;
  const OrbitElements& reached = target.reached;
  page.line("  {} at T+ {:.2f} s: {}", target.name, target.t_s, target.met ? page.good("met") : page.bad("not met"));
  page.line("    {:<22} {:>10} {:>12} {:>12}", "", "asked", "reached", "differ.");
  add_target_row(page, "perigee altitude", asked.perigee_altitude_m / 1e3, reached.perigee_altitude_m / 1e3, "km");
  add_target_row(page, "apogee altitude", asked.apogee_altitude_m / 1e3, reached.apogee_altitude_m / 1e3, "km");
  add_target_row(page, "inclination", to_degrees(asked.inclination_rad), to_degrees(reached.inclination_rad), "deg");
  if (asked.raan_rad) {
    add_target_row(page, "ascending node", to_turn_degrees(*asked.raan_rad), to_turn_degrees(reached.raan_rad), "deg");
  }
  if (asked.argument_of_perigee_rad) {
    add_target_row(page, "argument of perigee", to_turn_degrees(*asked.argument_of_perigee_rad),
                   to_turn_degrees(reached.argument_of_perigee_rad), "deg");
  }
  if (target.met) return;
  if (target.missing_velocity_m_s > 0) page.line("    missing {:.1f} m/s", target.missing_velocity_m_s);
  page.paragraph(target.why, 4);
}

void add_impact(Page& page, const Impact& impact) {
  const std::string& name = impact.name.empty() ? impact.element : impact.name;
  if (!impact.reached_ground) {
    page.line("  {}  still aloft at T+ {:.0f} s", fitted(name, 36), impact.t_s);
    return;
  }
  page.line("  {}  T+ {:>8.1f} s  {:>11}  {:>12}  {:>6.0f} m/s", fitted(name, 36), impact.t_s,
            latitude_text(impact.latitude_rad), longitude_text(impact.longitude_rad), impact.speed_m_s);
  for (const Impact::ZoneDistance& zone : impact.zones) {
    const std::string where =
        zone.distance_m > 0 ? fmt::format("{:.1f} km outside", zone.distance_m / 1e3) : std::string("inside");
    page.paragraph(fmt::format("{} {} ({:.1f} km from its centre)", where, zone.zone, zone.centre_distance_m / 1e3), 6);
  }
}

void add_margin(Page& page, const Flight::Margin& margin) {
  page.line("  {} {:>10.1f} kg {:>10.1f} m/s", fitted(margin.stage, 36), margin.propellant_kg, margin.delta_v_m_s);
}

void add_outcome(Page& page, const Flight& flight) {
  const bool met = flight.outcome == Outcome::target_met;
  page.line("");
  page.line("{}", met ? page.good(sentence_of(flight)) : page.bad(sentence_of(flight)));
  page.paragraph(flight.cause, 0);
}

}  // namespace

std::string write_timeline(const Flight& flight, const TimelineOptions& options) {
  Page page(options.colour);
  add_header(page, flight);
  add_events(page, flight);
  if (!flight.targets.empty()) page.heading("Targets");
  for (const TargetResult& target : flight.targets) add_target(page, target);
  if (!flight.impacts.empty()) page.heading("What was dropped, and where it comes down");
  for (const Impact& impact : flight.impacts) add_impact(page, impact);
  if (!flight.margins.empty()) page.heading("Propellant left above residuals");
  for (const Flight::Margin& margin : flight.margins) add_margin(page, margin);
  if (flight.voyage) {
    page.heading(flight.mission.moon ? "On to the Moon" : "On to the orbits of the passengers");
    page.verbatim(voyage_text(flight));
  }
  add_outcome(page, flight);
  return page.text();
}

}  // namespace cosmodrome
