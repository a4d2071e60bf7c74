#include "cosmodrome/io/kml_text.hpp"

#include "cosmodrome/io/degrees.hpp"
#include "cosmodrome/io/utc_text.hpp"
#include "cosmodrome/io/xml_text.hpp"

namespace cosmodrome {
namespace {

constexpr double path_spacing_m = 1000;

// Colours are alpha, blue, green, red.
constexpr const char* styles = R"(<Style id="path"><LineStyle><color>ff2f6fe8</color><width>3</width></LineStyle>)"
                               R"(<PolyStyle><color>302f6fe8</color></PolyStyle></Style>
<Style id="track"><LineStyle><color>c0ffffff</color><width>1.5</width></LineStyle></Style>
<Style id="fall"><LineStyle><color>ff8a8a8a</color><width>1.5</width></LineStyle></Style>
<Style id="event"><IconStyle><scale>0.6</scale></IconStyle><LabelStyle><scale>0.8</scale></LabelStyle></Style>
<Style id="impact"><IconStyle><color>ff3c3cd6</color></IconStyle></Style>
<Style id="zone"><LineStyle><color>ff3c3cd6</color><width>1.5</width></LineStyle>)"
                               R"(<PolyStyle><color>303c3cd6</color></PolyStyle></Style>
)";

}  // namespace

std::string escaped(std::string_view text) {
  std::string allowed(text);
  std::erase_if(allowed, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
  return xml_escaped(allowed);
}

void begin_document(Kml& kml, const std::string& name, const std::string& description) {
  kml.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n");
  kml.add("<name>{}</name>\n", escaped(name));
  if (!description.empty()) kml.add("<description>{}</description>\n", escaped(description));
  kml.add("{}", styles);
}

void end_document(Kml& kml) { kml.add("</Document>\n</kml>\n"); }

void add_line(Kml& kml, const std::string& name, const char* style, const MapLine& line, bool on_ground) {
  kml.add("<Placemark><name>{}</name><styleUrl>#{}</styleUrl><MultiGeometry>\n", escaped(name), style);
  for (const MapLine& part : cut_at_antimeridian(line)) {
    if (part.size() < 2) continue;
    kml.add("<LineString>{}<altitudeMode>{}</altitudeMode>",
            on_ground ? "<tessellate>1</tessellate>" : "<extrude>1</extrude>",
            on_ground ? "clampToGround" : "absolute");
    kml.coordinates(part);
    kml.add("</LineString>\n");
  }
  kml.add("</MultiGeometry></Placemark>\n");
}

void add_impact(Kml& kml, const Mission& mission, const Impact& impact) {
  if (impact.reached_ground) {
    kml.add("<Placemark><name>{}</name><styleUrl>#impact</styleUrl>", escaped(impact.name));
    kml.add("<description>comes down at T+ {:.1f} s with {:.0f} m/s</description>", impact.t_s, impact.speed_m_s);
    kml.add("<TimeStamp><when>{}Z</when></TimeStamp>", utc_text(mission, impact.t_s, 3));
    kml.add("<Point><coordinates>{:.6f},{:.6f}</coordinates></Point></Placemark>\n",
            to_longitude_degrees(impact.longitude_rad), to_degrees(impact.latitude_rad));
  }
  if (impact.track.size() >= 2) {
    add_line(kml, impact.name + ", falling", "fall", map_line(impact.track, path_spacing_m), false);
  }
}

void add_zone(Kml& kml, const DropZone& zone) {
  kml.add("<Placemark><name>{}</name><styleUrl>#zone</styleUrl>", escaped(zone.name));
  kml.add("<description>closed for {}. {} {}</description><MultiGeometry>\n", escaped(zone.element), escaped(zone.note),
          escaped(zone.source));
  for (const MapLine& ring : cut_ring_at_antimeridian(outline(zone))) {
    kml.add("<Polygon><tessellate>1</tessellate><outerBoundaryIs><LinearRing>");
    kml.coordinates(ring);
    kml.add("</LinearRing></outerBoundaryIs></Polygon>\n");
  }
  kml.add("</MultiGeometry></Placemark>\n");
}

}  // namespace cosmodrome
