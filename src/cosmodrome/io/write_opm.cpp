#include "cosmodrome/io/write_opm.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/io/ndm_items.hpp"
#include "cosmodrome/io/write_oem.hpp"

namespace cosmodrome {
namespace {

NdmBlock state_vector(const Flight& flight, const FlightPoint& point) {
  const auto& r = point.position_m;
  const auto& v = point.velocity_m_s;
  NdmBlock block;
  block.name = "stateVector";
  block.items = {ndm_comment(fmt::format("T+ {:.3f} s", point.t_s)),
                 ndm_field("EPOCH", ccsds_time_text(flight.mission.liftoff + point.t_s, "UTC")),
                 ndm_field("X", number_text(r.x / 1e3), "km"),
                 ndm_field("Y", number_text(r.y / 1e3), "km"),
                 ndm_field("Z", number_text(r.z / 1e3), "km"),
                 ndm_field("X_DOT", number_text(v.x / 1e3), "km/s"),
                 ndm_field("Y_DOT", number_text(v.y / 1e3), "km/s"),
                 ndm_field("Z_DOT", number_text(v.z / 1e3), "km/s")};
  return block;
}

}  // namespace

std::string write_opm(const Flight& flight, const std::string& creation_utc) {
  if (flight.points.empty()) return {};
  const FlightPoint& point = flight.points.back();
  const OemWords words = oem_words(flight);
  NdmMessage opm;
  opm.kind = NdmKind::opm;
  opm.version = "2.0";
  opm.file = "flight.opm";
  opm.header.name = "header";
  opm.header.items = {ndm_comment(words.comments.front()), ndm_field("CREATION_DATE", creation_utc),
                      ndm_field("ORIGINATOR", "COSMODROME")};
  NdmSegment& segment = opm.segments.emplace_back();
  NdmBlock& metadata = segment.blocks.emplace_back();
  metadata.name = "metadata";
  metadata.items = {ndm_field("OBJECT_NAME", words.object_name), ndm_field("OBJECT_ID", words.object_id),
                    ndm_field("CENTER_NAME", "EARTH"), ndm_field("REF_FRAME", "GCRF"), ndm_field("TIME_SYSTEM", "UTC")};
  segment.blocks.push_back(state_vector(flight, point));
  if (std::isfinite(point.mass_kg)) {
    NdmBlock& spacecraft = segment.blocks.emplace_back();
    spacecraft.name = "spacecraftParameters";
    spacecraft.items = {ndm_field("MASS", number_text(point.mass_kg), "kg")};
  }
  return write_ndm(opm, NdmForm::kvn);
}

}  // namespace cosmodrome
