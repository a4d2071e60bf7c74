#include "cosmodrome/io/write_oem.hpp"

#include <fmt/format.h>

#include <iterator>
#include <span>

#include "cosmodrome/io/utc_text.hpp"

namespace cosmodrome {
namespace {

using Points = std::span<const FlightPoint>;

// Two points at one time are the two sides of an event. An instant with nothing between two events gives a
// segment of one point: it is left out, as one point is no ephemeris.
std::vector<Points> segments(const std::vector<FlightPoint>& points) {
  std::vector<Points> found;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= points.size(); ++i) {
    if (i < points.size() && points[i].t_s > points[i - 1].t_s) continue;
    if (i - begin >= 2) found.emplace_back(&points[begin], i - begin);
    begin = i;
  }
  return found;
}

// Keywords take one line of printable ASCII (502.0-B-2, 7.3.5 and 7.4).
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool printable = c >= ' ' && c <= '~';
    if (printable) {
      line += c;
    } else if (line.empty() || line.back() != '?') {
      line += '?';
    }
  }
  return line;
}

std::vector<Points> segments(const std::vector<FlightPoint>& points, const std::vector<std::size_t>& begins) {
  std::vector<Points> found;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : points.size();
    found.emplace_back(&points[begins[i]], end - begins[i]);
  }
  return found;
}

std::string object_name(const Mission& mission) {
  if (!mission.payloads.empty()) return one_line(mission.payloads.front().name);
  return one_line(mission.name);
}

/// Along the axes of the GCRF, which are those of the ICRF: away from the Earth the name is the latter's.
void add_metadata(fmt::memory_buffer& text, const Mission& mission, const OemWords& words, Body center, double from_s,
                  double to_s) {
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "\nMETA_START\n");
  fmt::format_to(out, "OBJECT_NAME          = {}\n", one_line(words.object_name));
  fmt::format_to(out, "OBJECT_ID            = {}\n", one_line(words.object_id));
  const bool earth = center == Body::earth;
  fmt::format_to(out, "CENTER_NAME          = {}\nREF_FRAME            = {}\nTIME_SYSTEM          = UTC\n",
                 earth ? "EARTH" : "MOON", earth ? "GCRF" : "ICRF");
  fmt::format_to(out, "START_TIME           = {}\n", utc_text(mission, from_s, 6));
  fmt::format_to(out, "STOP_TIME            = {}\n", utc_text(mission, to_s, 6));
  if (!words.interpolation.empty()) {
    fmt::format_to(out, "INTERPOLATION        = {}\nINTERPOLATION_DEGREE = {}\n", one_line(words.interpolation),
                   words.interpolation_degree);
  }
  fmt::format_to(out, "META_STOP\n");
  if (words.since_liftoff) fmt::format_to(out, "COMMENT T+ {:.3f} s to T+ {:.3f} s\n", from_s, to_s);
}

/// Of FlightPoint or Voyage::Point.
template <class List>
void add_segment(fmt::memory_buffer& text, const Mission& mission, const OemWords& words, Body center,
                 const List& points) {
  const auto out = std::back_inserter(text);
  add_metadata(text, mission, words, center, points.front().t_s, points.back().t_s);
  for (const auto& point : points) {
    const auto& r = point.position_m;
    const auto& v = point.velocity_m_s;
    fmt::format_to(out, "{} {:.6f} {:.6f} {:.6f} {:.9f} {:.9f} {:.9f}\n", utc_text(mission, point.t_s, 6), r.x / 1e3,
                   r.y / 1e3, r.z / 1e3, v.x / 1e3, v.y / 1e3, v.z / 1e3);
  }
}

void add_header(fmt::memory_buffer& text, const std::string& creation_utc, const std::vector<std::string>& comments) {
  const auto out = std::back_inserter(text);
  fmt::format_to(out, "CCSDS_OEM_VERS = 2.0\n");
  for (const std::string& comment : comments) fmt::format_to(out, "COMMENT {}\n", one_line(comment));
  fmt::format_to(out, "CREATION_DATE  = {}\nORIGINATOR     = COSMODROME\n", creation_utc);
}

}  // namespace

OemWords oem_words(const Flight& flight) {
  OemWords words;
  words.object_name = object_name(flight.mission);
  words.comments = {fmt::format("{}, {}, lift-off {} UTC", one_line(flight.mission.name),
                                one_line(flight.mission.vehicle.name), utc_text(flight.mission, 0, 3)),
                    "A new segment begins at every event: do not interpolate across it."};
  return words;
}

std::string write_oem(const Flight& flight, const std::string& creation_utc) {
  return write_oem(flight, creation_utc, oem_words(flight));
}

std::string write_oem(const Flight& flight, const std::string& creation_utc, const OemWords& words) {
  return write_oem(std::vector<OemPath>{{&flight, &words}}, creation_utc);
}

std::string write_oem(const std::vector<OemPath>& paths, const std::string& creation_utc) {
  fmt::memory_buffer text;
  std::vector<std::string> comments;
  for (const OemPath& path : paths) {
    comments.insert(comments.end(), path.words->comments.begin(), path.words->comments.end());
  }
  add_header(text, creation_utc, comments);
  for (const auto& [flight, words] : paths) {
    const auto parts = words->begins.empty() ? segments(flight->points) : segments(flight->points, words->begins);
    for (const Points points : parts) add_segment(text, flight->mission, *words, Body::earth, points);
  }
  return fmt::to_string(text);
}

std::string write_voyage_oem(const Flight& flight, const std::string& creation_utc) {
  fmt::memory_buffer text;
  const OemWords words = oem_words(flight);
  add_header(text, creation_utc, words.comments);
  for (const Voyage::Arc& arc : flight.voyage->arcs) add_segment(text, flight.mission, words, arc.center, arc.points);
  return fmt::to_string(text);
}

std::string write_passenger_oem(const Flight& flight, const Passenger& passenger, const std::string& creation_utc) {
  fmt::memory_buffer text;
  OemWords words = oem_words(flight);
  words.object_name = passenger.name;
  words.interpolation_degree = 7;
  add_header(text, creation_utc, words.comments);
  if (passenger.path.size() > 1) add_segment(text, flight.mission, words, Body::earth, passenger.path);
  return fmt::to_string(text);
}

}  // namespace cosmodrome
