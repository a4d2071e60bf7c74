#pragma once
#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "cosmodrome/flight/flight.hpp"
#include "cosmodrome/io/map_line.hpp"

// For the .cpp files of io/ only.

namespace cosmodrome {

/// A KML document as it grows.
class Kml {
 public:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }
  void coordinates(const MapLine& line) {
    add("<coordinates>");
    for (const MapPoint& p : line) add("{:.6f},{:.6f},{:.1f} ", p.longitude_deg, p.latitude_deg, p.altitude_m);
    add("</coordinates>");
  }
  [[nodiscard]] std::string text() const { return fmt::to_string(text_); }

 private:
  fmt::memory_buffer text_;
};

/// Without the characters that mean something in XML, and without the control characters that XML 1.0 forbids even when
/// escaped.
std::string escaped(std::string_view text);

/// From the document's beginning to its styles: path, track, fall, event, impact, zone.
void begin_document(Kml& kml, const std::string& name, const std::string& description = {});
void end_document(Kml& kml);

/// Clamped to the ground, or at its altitudes.
void add_line(Kml& kml, const std::string& name, const char* style, const MapLine& line, bool on_ground);

/// Where something came down, and its way there.
void add_impact(Kml& kml, const Mission& mission, const Impact& impact);

void add_zone(Kml& kml, const DropZone& zone);

}  // namespace cosmodrome
