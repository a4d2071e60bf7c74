#include "cosmodrome/io/read_site.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "cosmodrome/base/angle.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

Site read_pad(const Section& from, const Section& site, const std::string& id) {
  Site pad;
  pad.id = id + "/" + from.text("id");
  const std::string name = from.text("name");
  pad.name = name.empty() ? site.text("name") : site.text("name") + ", " + name;
  pad.country = site.text("country");
  pad.latitude_rad = from.quantity("latitude");
  pad.longitude_rad = from.quantity("longitude");
  pad.altitude_m = from.quantity("altitude");
  const auto limits = from.columns("azimuth_limits");
  for (std::size_t i = 0; i < limits[0].size(); ++i) pad.azimuth_limits.push_back({limits[0][i], limits[1][i]});
  return pad;
}

WrittenDropZone read_zone(const Section& from) {
  WrittenDropZone written;
  written.zone.name = from.text("name");
  written.zone.element = from.text("element");
  written.zone.radius_m = from.quantity("radius");
  written.zone.source = from.text("source");
  written.zone.note = from.text("note");
  written.for_flights = from.texts("for");
  const auto outline = from.columns("outline");
  for (std::size_t i = 0; i < outline[0].size(); ++i) written.zone.outline.push_back({outline[0][i], outline[1][i]});
  if (written.zone.outline.empty()) {
    written.zone.outline.push_back({from.quantity("latitude"), from.quantity("longitude")});
  }
  return written;
}

/// "51.7" -> 51.2 to 52.2, "97-99" -> 97 to 99; nothing for other texts.
std::optional<std::pair<double, double>> inclination_range_deg(std::string_view text) {
  double from = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, from);
  if (error != std::errc{}) return std::nullopt;
  constexpr double slack_deg = 0.5;
  if (stop == end) return std::pair{from - slack_deg, from + slack_deg};
  double to = 0;
  if (*stop != '-') return std::nullopt;
  const auto second = std::from_chars(stop + 1, end, to);
  if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
  return std::pair{from, to};
}

void check_zone(const Value& zone, std::size_t index, std::vector<Problem>& problems) {
  const std::string path = "drop_zone." + item_name(zone, index);
  const bool centre = zone.find("latitude") != nullptr && zone.find("longitude") != nullptr;
  const Value* outline = zone.find("outline");
  if (!centre && outline == nullptr) {
    problems.push_back(
        problem_at(zone.place, path, "the zone has no place", "write latitude, longitude and radius, or an outline"));
  }
  if (outline != nullptr && unwrapped(*outline).items.size() < 3) {
    problems.push_back(problem_at(outline->place, path + ".outline", "an outline needs three corners or more",
                                  "add corners, or write latitude, longitude and radius"));
  }
}

}  // namespace

std::vector<Site> read_pads(const Value& root, const std::string& id) {
  const Section document(DocumentKind::site, root);
  std::vector<Site> pads;
  for (const Section& pad : document.sections("pad")) pads.push_back(read_pad(pad, document.section("site"), id));
  return pads;
}

std::vector<WrittenDropZone> read_drop_zones(DocumentKind kind, const Value& root) {
  std::vector<WrittenDropZone> zones;
  for (const Section& zone : Section(kind, root).sections("drop_zone")) zones.push_back(read_zone(zone));
  return zones;
}

bool is_for(const WrittenDropZone& zone, const Mission& mission) {
  if (zone.for_flights.empty()) return true;
  return std::any_of(zone.for_flights.begin(), zone.for_flights.end(), [&](const std::string& flight) {
    if (const auto range = inclination_range_deg(flight)) {
      if (mission.targets.empty()) return true;
      const double inclination_deg = mission.targets.front().inclination_rad / degree_rad;
      return inclination_deg >= range->first && inclination_deg <= range->second;
    }
    return flight == mission.id || flight == mission.vehicle.id || mission.vehicle.id.starts_with(flight + "/");
  });
}

void check_site_form(const Value& root, std::vector<Problem>& problems) {
  if (const Value* zones = root.find("drop_zone"); zones != nullptr && zones->is_list()) {
    for (std::size_t i = 0; i < zones->items.size(); ++i) check_zone(zones->items[i], i, problems);
  }
  const Value* pads = root.find("pad");
  if (pads == nullptr || !pads->is_list()) return;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < pads->items.size(); ++i) {
    const std::string id = item_name(pads->items[i], i);
    if (!seen.insert(id).second) {
      problems.push_back(problem_at(pads->items[i].place, "pad." + id, fmt::format("a second pad is called \"{}\"", id),
                                    "give it an id of its own"));
    }
  }
}

}  // namespace cosmodrome
