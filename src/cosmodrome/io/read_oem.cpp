#include "cosmodrome/io/read_oem.hpp"

#include <fmt/format.h>

#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/toml_document.hpp"

namespace cosmodrome {
namespace {

/// A row that check_ndm has found sound.
OemState state_of(std::string_view row, std::string_view time_system) {
  const std::vector<Word> words = words_of(row);
  OemState state;
  state.epoch = *ccsds_epoch(words[0].text, time_system);
  for (std::size_t i = 0; i < 3; ++i) {
    state.position_m[i] = 1e3 * *decimal_number(words[1 + i].text);
    state.velocity_m_s[i] = 1e3 * *decimal_number(words[4 + i].text);
  }
  return state;
}

std::optional<Body> center_of(std::string_view name) {
  if (name == "EARTH" || name == "Earth") return Body::earth;
  if (name == "MOON" || name == "Moon") return Body::moon;
  return std::nullopt;
}

void refuse_what_is_not_understood(const NdmBlock& metadata, const std::string& file) {
  const NdmItem& center = *metadata.find("CENTER_NAME");
  if (!center_of(center.value)) {
    refuse_at(file, center.line, center.column, fmt::format("the centre is {}", shortened(center.value)),
              "only paths around the EARTH or the MOON can be flown or drawn");
  }
  const NdmItem& system = *metadata.find("TIME_SYSTEM");
  if (!is_known_time_system(system.value)) {
    refuse_at(file, system.line, system.column, fmt::format("times are in {}", system.value),
              "UTC, TAI, TT, GPS and TDB can be turned into each other");
  }
}

OemSegment segment_of(const NdmSegment& read, const std::string& file) {
  const NdmBlock& metadata = read.metadata();
  refuse_what_is_not_understood(metadata, file);
  OemSegment segment;
  segment.line = read.line;
  segment.object_name = metadata.value("OBJECT_NAME");
  segment.object_id = metadata.value("OBJECT_ID");
  segment.center = *center_of(metadata.value("CENTER_NAME"));
  const NdmItem& frame = *metadata.find("REF_FRAME");
  segment.ref_frame = frame.value;
  segment.frame_line = frame.line;
  segment.frame_column = frame.column;
  segment.interpolation = metadata.value("INTERPOLATION");
  if (const auto degree = whole_number(metadata.value("INTERPOLATION_DEGREE"))) {
    segment.interpolation_degree = static_cast<int>(*degree);
  }
  const std::string_view system = metadata.value("TIME_SYSTEM");
  for (const NdmItem& item : read.find("data")->items) {
    if (item.kind == NdmItem::Kind::row) segment.states.push_back(state_of(item.value, system));
  }
  return segment;
}

}  // namespace

OemMessage oem_message(const NdmMessage& message) {
  if (message.kind != NdmKind::oem) {
    refuse_at(message.file, message.header.line, 0, fmt::format("this is an {}", name_of(message.kind)),
              "an OEM is due here");
  }
  OemMessage result;
  result.file = message.file;
  result.creation_date = message.header.value("CREATION_DATE");
  result.originator = message.header.value("ORIGINATOR");
  result.comments = message.header.comments();
  for (const NdmSegment& segment : message.segments) result.segments.push_back(segment_of(segment, message.file));
  return result;
}

OemMessage read_oem_text(std::string_view text, const std::string& file) {
  const NdmFile read = read_ndm_text(text, file);
  if (read.messages.size() > 1) {
    refuse_at(file, 0, 0, fmt::format("the file holds {} messages", read.messages.size()),
              "give each a file of its own");
  }
  return oem_message(read.messages.front());
}

OemMessage read_oem(const std::filesystem::path& path) {
  return read_oem_text(read_text_file(path, largest_orbit_file_bytes), path.string());
}

}  // namespace cosmodrome
