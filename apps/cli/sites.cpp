#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "catalogue_commands.hpp"
#include "commands.hpp"
#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/catalogue.hpp"
#include "cosmodrome/io/checked_document.hpp"
#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/read.hpp"
#include "cosmodrome/io/read_site.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "figures.hpp"

namespace cosmodrome::cli {
namespace {

using Json = nlohmann::ordered_json;

/// "51.8842 N"
std::string latitude_text(double latitude_rad) {
  return fmt::format("{:.4f} {}", std::abs(to_degrees(latitude_rad)), latitude_rad < 0 ? "S" : "N");
}
std::string longitude_text(double longitude_rad) {
  const double degrees = to_longitude_degrees(longitude_rad);
  return fmt::format("{:.4f} {}", std::abs(degrees), degrees < 0 ? "W" : "E");
}

void list_as_text(const std::vector<SiteFacts>& list) {
  fmt::print("Pads: id, name, place\n");
  for (const SiteFacts& facts : list) {
    fmt::print("  {:<24} {:<52} {:>9}, {:>10}\n", facts.id, facts.name, latitude_text(facts.latitude_rad),
               longitude_text(facts.longitude_rad));
  }
  fmt::print("\nAll figures of one with their sources: cosmodrome sites show vostochny/1S\n");
}

Json list_as_json(const std::vector<SiteFacts>& list) {
  Json rows = Json::array();
  for (const SiteFacts& facts : list) {
    rows.push_back({{"id", facts.id},
                    {"name", facts.name},
                    {"country", facts.country},
                    {"latitude_deg", to_degrees(facts.latitude_rad)},
                    {"longitude_deg", to_longitude_degrees(facts.longitude_rad)}});
  }
  return {{"sites", std::move(rows)}};
}

void list(const CatalogueArguments& arguments) {
  const auto sites = list_sites();
  if (arguments.ids) {
    for (const SiteFacts& facts : sites) fmt::print("{}\n", facts.id);
  } else if (arguments.json) {
    print_json(list_as_json(sites));
  } else {
    list_as_text(sites);
  }
}

struct SiteEntry {
  Site pad;
  std::filesystem::path file;
  std::vector<Figure> figures;  ///< of this pad and the drop zones
  std::vector<WrittenDropZone> zones;
};

SiteEntry find_site(const std::string& name) {
  SiteEntry entry;
  entry.pad = load_site(name);
  entry.file = find_in_catalogue("sites", parse_catalogue_name(name).first, ".", {});
  const std::string pad_section = "pad." + entry.pad.id.substr(entry.pad.id.find('/') + 1);
  const Value document = read_document(entry.file);
  entry.zones = read_drop_zones(DocumentKind::site, document);
  for (Figure& figure : figures_of(document, DocumentKind::site)) {
    const bool other_pad = figure.section.starts_with("pad.") && figure.section != pad_section;
    if (!other_pad) entry.figures.push_back(std::move(figure));
  }
  return entry;
}

std::string azimuth_text(const Site& pad) {
  if (pad.azimuth_limits.empty()) return "no limits stated";
  std::vector<std::string> ranges;
  for (const auto& range : pad.azimuth_limits) {
    ranges.push_back(fmt::format("{:g} to {:g}", to_degrees(range.from_rad), to_degrees(range.to_rad)));
  }
  return joined(ranges) + " degrees";
}

void print_zones(const std::vector<WrittenDropZone>& zones) {
  if (zones.empty()) return;
  fmt::print("\nDrop zones: for which part, on launches to which inclination in degrees or of which mission\n");
  for (const WrittenDropZone& zone : zones) {
    fmt::print("  {}: {}, {}\n", zone.zone.name, zone.zone.element.empty() ? "any part" : zone.zone.element,
               zone.for_flights.empty() ? "all launches" : joined(zone.for_flights));
  }
}

Json zone_json(const WrittenDropZone& written) {
  const DropZone& zone = written.zone;
  Json outline = Json::array();
  for (const auto& point : zone.outline) {
    outline.push_back({to_degrees(point.latitude_rad), to_longitude_degrees(point.longitude_rad)});
  }
  return {{"name", zone.name},      {"element", zone.element},   {"for", written.for_flights},
          {"outline_deg", outline}, {"radius_m", zone.radius_m}, {"source", zone.source},
          {"note", zone.note}};
}

void show_as_text(const SiteEntry& entry) {
  const Site& pad = entry.pad;
  fmt::print("{} ({}), {}\n", pad.name, pad.id, pad.country);
  fmt::print("  place: {}, {}, {:.0f} m\n", latitude_text(pad.latitude_rad), longitude_text(pad.longitude_rad),
             pad.altitude_m);
  fmt::print("  launch azimuths: {}\n  file: {}\n", azimuth_text(pad), entry.file.string());
  print_zones(entry.zones);
  fmt::print("\nFigures: as written, in SI, confidence, source\n");
  print_figures(entry.figures);
  print_sources(entry.figures);
}

Json show_as_json(const SiteEntry& entry) {
  const Site& pad = entry.pad;
  Json object{{"id", pad.id},
              {"name", pad.name},
              {"country", pad.country},
              {"latitude_deg", to_degrees(pad.latitude_rad)},
              {"longitude_deg", to_longitude_degrees(pad.longitude_rad)},
              {"altitude_m", pad.altitude_m}};
  object["azimuth_limits_deg"] = Json::array();
  for (const auto& range : pad.azimuth_limits) {
    object["azimuth_limits_deg"].push_back({to_degrees(range.from_rad), to_degrees(range.to_rad)});
  }
  object["drop_zones"] = Json::array();
  for (const WrittenDropZone& zone : entry.zones) object["drop_zones"].push_back(zone_json(zone));
  object["figures"] = Json::array();
  for (const Figure& figure : entry.figures) object["figures"].push_back(to_json(figure));
  object["sources"] = Json::array();
  for (const Source& source : sources_of(entry.figures)) object["sources"].push_back(to_json(source));
  return object;
}

}  // namespace

int run_sites(const CatalogueArguments& arguments) {
  if (arguments.id.empty()) {
    list(arguments);
    return exit_done;
  }
  const SiteEntry entry = find_site(arguments.id);
  if (arguments.json) {
    print_json(show_as_json(entry));
  } else {
    show_as_text(entry);
  }
  return exit_done;
}

}  // namespace cosmodrome::cli
