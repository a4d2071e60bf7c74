// What is to be closed, as the draft of a notice to mariners and airmen.
#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "cosmodrome/io/areas_text.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/safety_parts.hpp"
#include "cosmodrome/io/utc_text.hpp"

namespace cosmodrome {
namespace {

/// Outward to a whole minute.
std::string minute_text(const Mission& mission, double t_s, bool up) {
  // The text is cut at whole seconds; a minute that has begun counts.
  const std::string text = utc_text(mission, up ? t_s + 59.999 : t_s, 0);  // 2023-08-10T23:10:57
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

/// "51-36.52N 132-47.20E": to 19 m.
std::string position_text(const GroundPlace& place) {
  const auto part = [](double degrees, int digits, const char* signs) {
    const auto hundredths = std::llround(std::abs(degrees) * 6000);
    return fmt::format("{:0{}}-{:05.2f}{}", hundredths / 6000, digits, static_cast<double>(hundredths % 6000) / 100,
                       degrees < 0 ? signs[1] : signs[0]);
  };
  return part(to_degrees(place.latitude_rad), 2, "NS") + " " + part(to_longitude_degrees(place.longitude_rad), 3, "EW");
}

void add_ring(fmt::memory_buffer& text, const std::vector<GroundPlace>& ring, const char* indent) {
  auto out = std::back_inserter(text);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    fmt::format_to(out, "{}{}", i % 3 == 0 ? (i == 0 ? indent : fmt::format("\n{}", indent)) : std::string("   "),
                   position_text(ring[i]));
  }
  fmt::format_to(out, "\n");
}

void add_to_notice(fmt::memory_buffer& text, const SafetyAnalysis& analysis, ClosedFor whom, const char* title) {
  auto out = std::back_inserter(text);
  fmt::format_to(out, "\n{}\n", title);
  int number = 0;
  for (const ClosedArea& area : *analysis.areas) {
    if (area.whom != whom) continue;
    const Mission& mission = analysis.flight.mission;
    fmt::format_to(out, "\n{}. {}, {:.0f} km2{}.\n", ++number, reason(analysis, area), area.area_m2 / 1e6,
                   whom == ClosedFor::aircraft ? ", " + altitudes(area) : std::string{});
    fmt::format_to(out, "   {} to {} UTC (falls from T+ {:.0f} s to T+ {:.0f} s)\n", minute_text(mission, 0, false),
                   minute_text(mission, area.to_s, true), std::floor(area.from_s), std::ceil(area.to_s));
    fmt::format_to(out, "   within\n");
    add_ring(text, area.polygon.outline, "     ");
    for (const auto& hole : area.polygon.holes) {
      fmt::format_to(out, "   but not within\n");
      add_ring(text, hole, "     ");
    }
  }
  if (number == 0) fmt::format_to(out, "\nNone.\n");
}

}  // namespace

std::string write_notice(const SafetyAnalysis& analysis) {
  const Mission& mission = analysis.flight.mission;
  fmt::memory_buffer text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "DRAFT OF A NOTICE TO MARINERS AND AIRMEN\n\n{}\n", safety_notice());
  fmt::format_to(out, "An authority that closes sea or air makes its own analysis: this text is to talk with it.\n\n");
  fmt::format_to(out, "Flight:   {}, {} from {}\n", mission.name, mission.vehicle.name, mission.site.name);
  fmt::format_to(out, "Lift-off: {} UTC. Another lift-off moves all times with it.\n",
                 fmt::format("{}", utc_text(mission, 0, 0)).replace(10, 1, " "));
  fmt::format_to(out,
                 "Closed from lift-off to the last fall, minutes rounded outward. Places in degrees and minutes, "
                 "WGS84;\nedges are straight on a map of latitude and longitude.\n");
  if (!has_areas(analysis)) {
    fmt::format_to(out, "\nNothing is to be closed, for nothing was let fall.\n");
    return fmt::to_string(text);
  }
  add_to_notice(text, analysis, ClosedFor::people, "LAND, FOR PEOPLE");
  add_to_notice(text, analysis, ClosedFor::ships, "SEA, FOR SHIPS");
  add_to_notice(text, analysis, ClosedFor::aircraft, "AIR, FOR AIRCRAFT");
  return fmt::to_string(text);
}

}  // namespace cosmodrome
